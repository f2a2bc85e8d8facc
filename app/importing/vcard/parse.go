package vcard

import (
	"bufio"
	"strings"
)

// Parse reads one card out of a text, as a QR code carries it: a vCard, or a MECARD. The
// answer is by the words of the header row ("company", "contact", "mobile" …); nil when the
// text is no card. DAT-07
func Parse(text string) map[string]string {
	text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	var c card
	switch {
	case len(text) > 7 && strings.EqualFold(text[:7], "MECARD:"):
		c = mecard(text[7:])
	case Magic([]byte(text)):
		r := &rows{in: bufio.NewReader(strings.NewReader(text)), size: int64(len(text)), line: 1}
		for {
			p, err := r.property()
			if err != nil || p.name == "END" {
				break
			}
			c.take(p)
		}
	default:
		return nil
	}
	named := c.cell[colCompany] != ""
	out := map[string]string{}
	for i, v := range c.cells() {
		if v != "" && (named || i != colCompany) {
			out[head[i]] = v
		}
	}
	return out
}

// mecard takes NAME:value; pairs, the form that many phones and print shops write.
func mecard(text string) card {
	var c card
	for _, part := range fields(text) {
		name, value, ok := strings.Cut(part, ":")
		if !ok {
			continue
		}
		p := property{name: strings.ToUpper(strings.TrimSpace(name)), value: value}
		switch p.name {
		case "N":
			p.name, p.value = "FN", personName(strings.SplitN(plain(value), ",", 2))
		case "ADR":
			c.put(colAddress, strings.Trim(strings.ReplaceAll(plain(value), ",", ""), " "))
			continue
		}
		c.take(p)
	}
	return c
}

// fields splits at the semicolons that are not escaped, and leaves the escapes.
func fields(s string) []string {
	var out []string
	from := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case ';':
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	if from < len(s) {
		out = append(out, s[from:])
	}
	return out
}
