package phone

import "strings"

// Parse reads any number: mobile, landline, 400/800, 95/96 or foreign. The empty
// text is an empty number. Errors are Invalid and say what was expected and found:
// phone.letters, phone.several, phone.mobile_length, phone.prefix, phone.landline,
// phone.service, phone.foreign, phone.extension.
func (t *Table) Parse(s string) (Number, error) {
	typed := strings.TrimSpace(s)
	if typed == "" {
		return Number{}, nil
	}
	c, err := clean(typed)
	if err != nil {
		return Number{}, err
	}
	n := Number{Typed: typed, Ext: c.ext}
	if c.plus && !strings.HasPrefix(c.digits, "86") {
		return foreign(n, c.digits)
	}
	d := home(c)
	switch {
	case looksMobile(d):
		return t.mobile(n, d)
	case strings.HasPrefix(d, "400"), strings.HasPrefix(d, "800"):
		if len(d) == 10 {
			n.Kind, n.Normal = Service, d
			return n, nil
		}
		if len(d) > 8 {
			return Number{}, invalid("service", "n", len(d))
		}
	case strings.HasPrefix(d, "95"), strings.HasPrefix(d, "96"):
		if len(d) >= 5 && len(d) <= 8 {
			n.Kind, n.Normal = Service, d
			return n, nil
		}
	}
	return landline(n, d)
}

// ParseMobile reads a mobile number or a foreign one with +; everything else is refused.
// Errors: as Parse, and phone.not_mobile for a landline or service number.
func (t *Table) ParseMobile(s string) (Number, error) {
	typed := strings.TrimSpace(s)
	if typed == "" {
		return Number{}, nil
	}
	c, err := clean(typed)
	if err != nil {
		return Number{}, err
	}
	n := Number{Typed: typed}
	if c.ext != "" {
		return Number{}, invalid("not_mobile")
	}
	if c.plus && !strings.HasPrefix(c.digits, "86") {
		return foreign(n, c.digits)
	}
	d := home(c)
	if !strings.HasPrefix(d, "1") && len(d) != 11 {
		return Number{}, invalid("mobile_length", "n", len(d))
	}
	return t.mobile(n, d)
}

func (t *Table) mobile(n Number, d string) (Number, error) {
	if n.Ext != "" {
		return Number{}, invalid("extension")
	}
	if len(d) != 11 {
		return Number{}, invalid("mobile_length", "n", len(d))
	}
	if !t.Has(d[:3]) {
		return Number{}, invalid("prefix", "prefix", d[:3])
	}
	n.Kind, n.Normal = Mobile, d
	return n, nil
}

// looksMobile: the writer meant a mobile number, so an error should speak of one.
func looksMobile(d string) bool { return strings.HasPrefix(d, "1") && len(d) > 8 }

func landline(n Number, d string) (Number, error) {
	area, rest := splitArea(d)
	bad := len(rest) < 7 || len(rest) > 8 || rest[0] < '2'
	if strings.HasPrefix(d, "0") && area == "" {
		bad = true
	}
	if bad {
		return Number{}, invalid("landline", "n", len(rest))
	}
	n.Kind, n.Normal = Landline, area+rest
	return n, nil
}

// splitArea divides digits into area code (with its 0) and local number. 010 and 02x
// have three digits, the others four; 026 is not in use, 0x with x < 3 has no four digits.
func splitArea(d string) (area, rest string) {
	switch {
	case len(d) < 4 || d[0] != '0':
		return "", d
	case d[1] == '1' && d[2] == '0', d[1] == '2' && d[2] != '6':
		return d[:3], d[3:]
	case d[1] >= '3':
		return d[:4], d[4:]
	}
	return "", d
}

func foreign(n Number, digits string) (Number, error) {
	if len(digits) < 6 || len(digits) > 15 || digits[0] == '0' {
		return Number{}, invalid("foreign", "n", len(digits))
	}
	n.Kind, n.Normal = Foreign, "+"+digits
	return n, nil
}

// home removes the country code 86 and the 0 that some people dial before a mobile number.
func home(c cleaned) string {
	d := c.digits
	if c.plus {
		d = d[2:]
		if len(d) >= 9 && d[0] != '0' && d[0] != '1' && !strings.HasPrefix(d, "400") && !strings.HasPrefix(d, "800") {
			d = "0" + d // +86 21 5500 3126: the 0 of the area code is not dialled from abroad
		}
	} else if len(d) == 13 && strings.HasPrefix(d, "861") {
		d = d[2:]
	}
	if len(d) == 12 && strings.HasPrefix(d, "01") && d[2] != '0' {
		d = d[1:]
	}
	return d
}
