package money

import (
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
)

// TaxCode names the tax of a line: a per cent figure ("13", "5.5"), Exempt or NotTaxable.
// The two words are not the same as "0". The empty code is NotTaxable.
type TaxCode string

// The codes without a rate.
const (
	Exempt     TaxCode = "exempt" // 免税
	NotTaxable TaxCode = "none"   // 不征税
)

// Rate of the code. Error: Invalid money.tax_code.
func (c TaxCode) Rate() (Rate, error) {
	switch c {
	case "", Exempt, NotTaxable:
		return 0, nil
	}
	if n, err := strconv.Atoi(string(c)); err == nil && n >= 0 && n <= 100 {
		return Percent(int64(n)), nil
	}
	r, err := ParseRate(string(c))
	if err != nil || r < 0 || r > Scale {
		return 0, app.E(app.Invalid, "money.tax_code", "code", string(c))
	}
	return r, nil
}

// Rated tells whether the code is a rate (0 included).
func (c TaxCode) Rated() bool { return c != "" && c != Exempt && c != NotTaxable }

// Text is the code as documents print it: 13%; the words come from the translation of the
// key that it returns instead when the code is not a rate (money.tax.exempt, money.tax.none).
func (c TaxCode) Text() (text, key string) {
	if c.Rated() {
		return string(c) + "%", ""
	}
	if c == Exempt {
		return "", "money.tax.exempt"
	}
	return "", "money.tax.none"
}

// ParseTaxCode reads 13, 13%, 免税, 不征税, exempt, none. Error: Invalid money.tax_code.
func ParseTaxCode(s string) (TaxCode, error) {
	switch t := strings.ToLower(strings.TrimSpace(s)); t {
	case "免税", "exempt":
		return Exempt, nil
	case "不征税", "none", "":
		return NotTaxable, nil
	}
	r, err := ParseRate(s)
	if err != nil || r < 0 || r > Scale {
		return "", app.E(app.Invalid, "money.tax_code", "code", s)
	}
	return TaxCode(r.Number()), nil
}

// taxPeriods lists the VAT rates of China from a day on: standard rates first, then those
// for small taxpayers. Sources: 财税〔2018〕32号, 财政部 税务总局 海关总署公告2019年第39号.
var taxPeriods = []struct {
	from  calendar.Date
	codes []TaxCode
}{
	{calendar.Must("2019-04-01"), []TaxCode{"13", "9", "6", "5", "3", "1", "0", Exempt, NotTaxable}},
	{calendar.Must("2018-05-01"), []TaxCode{"16", "10", "6", "5", "3", "0", Exempt, NotTaxable}},
	{calendar.Must("2017-07-01"), []TaxCode{"17", "11", "6", "5", "3", "0", Exempt, NotTaxable}},
}

// TaxCodes lists the codes to offer for a document of a day; the first is the default.
func TaxCodes(on calendar.Date) []TaxCode {
	for _, p := range taxPeriods {
		if on.IsZero() || on >= p.from {
			return append([]TaxCode(nil), p.codes...)
		}
	}
	return append([]TaxCode(nil), taxPeriods[len(taxPeriods)-1].codes...)
}
