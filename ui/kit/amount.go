package kit

import (
	"kontor/app/money"
)

// Amount is a field for money: it takes 1.2w and 3*186 and shows the result before and
// after it is left.
type Amount struct {
	*Field
	Currency string
	Empty    bool // may stay empty
}

// NewAmount makes an amount field in a currency ("" = CNY).
func NewAmount(name, currency string) *Amount {
	a := &Amount{Field: NewField(name), Currency: currency, Empty: true}
	a.AlignRight = true
	a.Read = ReadMoney(currency)
	return a
}

// ReadMoney reads amounts in a currency for Field.Read.
func ReadMoney(currency string) func(string) (shown, preview, err string) {
	return func(text string) (string, string, string) {
		if text == "" {
			return "", "", ""
		}
		m, worked, err := money.Typed(text, currency)
		if err != nil {
			return text, "", Tongue().Error(err)
		}
		shown := money.Of(m, currency).Plain()
		if worked {
			return shown, "= " + shown, ""
		}
		return shown, "", ""
	}
}

// Value is the amount; ok is false while the text is not one. An empty field is 0.
func (a *Amount) Value() (m money.Minor, ok bool) {
	if a.Text() == "" {
		return 0, a.Empty
	}
	m, err := money.Parse(a.Text(), a.Currency)
	return m, err == nil
}

// SetValue shows an amount.
func (a *Amount) SetValue(m money.Minor) { a.SetText(money.Of(m, a.Currency).Plain()) }

// ReadQuantity reads quantities for Field.Read.
func ReadQuantity(text string) (shown, preview, err string) {
	if text == "" {
		return "", "", ""
	}
	q, e := money.ParseQuantity(text)
	if e != nil {
		return text, "", Tongue().Error(e)
	}
	return q.String(), worked(text, q.String()), ""
}

// ReadPrice reads unit prices in a currency for Field.Read.
func ReadPrice(currency string) func(string) (shown, preview, err string) {
	return func(text string) (string, string, string) {
		if text == "" {
			return "", "", ""
		}
		p, e := money.ParsePrice(text, currency)
		if e != nil {
			return text, "", Tongue().Error(e)
		}
		return p.Text(currency), worked(text, p.Text(currency)), ""
	}
}

// ReadRate reads per cents for Field.Read; what is shown carries no sign.
func ReadRate(text string) (shown, preview, err string) {
	if text == "" {
		return "", "", ""
	}
	r, e := money.ParseRate(text)
	if e != nil {
		return text, "", Tongue().Error(e)
	}
	return r.Number(), worked(text, r.Number()), ""
}

// worked is the preview of something that was calculated.
func worked(text, shown string) string {
	for _, r := range text {
		if (r < '0' || r > '9') && r != '.' && r != ',' && r != '-' && r != '−' && r != '%' {
			return "= " + shown
		}
	}
	return ""
}
