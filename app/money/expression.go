package money

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"kontor/app"
)

// expression reads a typed amount: numbers with shorthands, + − × ÷ and brackets.
type expression struct {
	raw    string
	in     []rune
	at     int
	depth  int
	worked bool
}

// evaluate works out a typed text exactly. A currency sign that is not of code is refused;
// code "" means a bare number, where any currency sign is refused.
func evaluate(s, code string) (*big.Rat, bool, error) {
	if utf8.RuneCountInString(s) > maxTyped {
		return nil, false, app.E(app.Invalid, "money.text", "text", string([]rune(s)[:maxTyped]))
	}
	text, sign, err := stripCurrency(normalise(s), code, s)
	if err != nil {
		return nil, false, err
	}
	if text == "" {
		return nil, false, app.E(app.Invalid, "money.empty")
	}
	p := &expression{raw: s, in: []rune(strings.TrimSuffix(text, "="))}
	v, err := p.sum()
	if err != nil {
		return nil, p.worked, err
	}
	if p.at < len(p.in) {
		return nil, p.worked, p.bad()
	}
	if sign < 0 {
		v.Neg(v)
	}
	return v, p.worked, nil
}

// normalise drops spaces and turns full-width and typographic signs into plain ones.
func normalise(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\ufeff' || r == '\u200b':
			return -1
		case r >= '！' && r <= '～':
			r -= 0xfee0
		}
		switch r {
		case '−', '–', '—', '－':
			return '-'
		case '×', 'x', 'X', '✕':
			return '*'
		case '÷':
			return '/'
		case '。':
			return '.'
		case '，':
			return ','
		case '￥':
			return '¥'
		case 'W':
			return 'w'
		case 'K':
			return 'k'
		}
		return r
	}, s)
}

// currencySigns are the signs that may stand before or after an amount; longer ones first.
var currencySigns = []struct{ sign, code string }{
	{"人民币", "CNY"},
	{"RMB", "CNY"},
	{"rmb", "CNY"},
	{"CN¥", "CNY"},
	{"US$", "USD"},
	{"HK$", "HKD"},
	{"美元", "USD"},
	{"欧元", "EUR"},
	{"港币", "HKD"},
	{"日元", "JPY"},
	{"英镑", "GBP"},
	{"¥", "CNY"},
	{"元", "CNY"},
	{"圆", "CNY"},
	{"$", "USD"},
	{"€", "EUR"},
	{"£", "GBP"},
}

// stripCurrency takes the currency off both ends; a minus before it (−¥5) comes back as sign.
func stripCurrency(t, code, raw string) (rest string, sign int, err error) {
	sign = 1
	body := strings.TrimPrefix(t, "-")
	rest, front := cutSign(body)
	if front == "" {
		rest = t // the minus belongs to the number itself
	} else if body != t {
		sign = -1
	}
	rest, back := cutTail(rest)
	for _, found := range []string{front, back} {
		yen := code == "JPY" && found == "CNY" && strings.ContainsRune(t, '¥')
		if found != "" && found != code && !yen {
			return "", 0, app.E(app.Invalid, "money.other_currency", "text", raw, "found", found, "code", code)
		}
	}
	if rest == "-" { // how spreadsheets and our lists write zero
		rest = "0"
	}
	return rest, sign, nil
}

func cutSign(t string) (rest, code string) {
	for _, s := range currencySigns {
		if strings.HasPrefix(t, s.sign) {
			return t[len(s.sign):], s.code
		}
	}
	if len(t) > 3 {
		if c, ok := table[strings.ToUpper(t[:3])]; ok {
			return t[3:], c.Code
		}
	}
	return t, ""
}

func cutTail(t string) (rest, code string) {
	for _, s := range currencySigns {
		if strings.HasSuffix(t, s.sign) && len(t) > len(s.sign) {
			return t[:len(t)-len(s.sign)], s.code
		}
	}
	if len(t) > 3 {
		if c, ok := table[strings.ToUpper(t[len(t)-3:])]; ok {
			return t[:len(t)-3], c.Code
		}
	}
	return t, ""
}

func (p *expression) bad() error { return app.E(app.Invalid, "money.text", "text", p.raw) }

func (p *expression) peek() rune {
	if p.at < len(p.in) {
		return p.in[p.at]
	}
	return 0
}

func (p *expression) take(r rune) bool {
	if p.peek() == r {
		p.at++
		return true
	}
	return false
}

func (p *expression) sum() (*big.Rat, error) {
	v, err := p.product()
	for err == nil {
		var w *big.Rat
		switch {
		case p.take('+'):
			if w, err = p.product(); err == nil {
				v.Add(v, w)
			}
		case p.take('-'):
			if w, err = p.product(); err == nil {
				v.Sub(v, w)
			}
		default:
			return v, nil
		}
		p.worked = true
	}
	return nil, err
}

func (p *expression) product() (*big.Rat, error) {
	v, err := p.factor()
	for err == nil {
		var w *big.Rat
		switch {
		case p.take('*'):
			if w, err = p.factor(); err == nil {
				v.Mul(v, w)
			}
		case p.take('/'):
			if w, err = p.factor(); err == nil {
				if w.Sign() == 0 {
					return nil, app.E(app.Invalid, "money.divide_by_zero", "text", p.raw)
				}
				v.Quo(v, w)
			}
		default:
			return v, nil
		}
		p.worked = true
	}
	return nil, err
}

func (p *expression) factor() (*big.Rat, error) {
	if p.depth++; p.depth > 24 {
		return nil, p.bad()
	}
	defer func() { p.depth-- }()
	switch {
	case p.take('-'):
		v, err := p.factor()
		if err == nil {
			v.Neg(v)
		}
		return v, err
	case p.take('+'):
		return p.factor()
	case p.take('('):
		v, err := p.sum()
		if err == nil && !p.take(')') {
			err = p.bad()
		}
		return v, err
	}
	v, err := p.number()
	if err != nil {
		return nil, err
	}
	return p.suffix(v), nil
}

// number reads digits with thousands separators and one decimal point.
func (p *expression) number() (*big.Rat, error) {
	start := p.at
	for r := p.peek(); r >= '0' && r <= '9' || r == ',' || r == '.' || r == '\''; r = p.peek() {
		p.at++
	}
	text := strings.ReplaceAll(string(p.in[start:p.at]), "'", ",")
	whole, frac, dotted := strings.Cut(text, ".")
	if strings.ContainsAny(frac, ".,") || whole+frac == "" || dotted && frac == "" && whole == "" {
		return nil, p.bad()
	}
	for i, part := range strings.Split(whole, ",") {
		if strings.Contains(whole, ",") && (len(part) != 3 && i > 0 || i == 0 && (part == "" || len(part) > 3)) {
			return nil, app.E(app.Invalid, "money.grouping", "text", p.raw)
		}
	}
	whole = strings.ReplaceAll(whole, ",", "")
	v, ok := new(big.Rat).SetString("0" + whole + "." + frac + "0")
	if !ok {
		return nil, p.bad()
	}
	return v, nil
}

// suffix multiplies by the shorthands after a number: 1.2w, 3千万, 5k, 8%.
func (p *expression) suffix(v *big.Rat) *big.Rat {
	factors := map[rune]int64{'w': 10_000, '万': 10_000, 'k': 1_000, '千': 1_000, '百': 100, '十': 10, '亿': 100_000_000}
	for {
		f, ok := factors[p.peek()]
		switch {
		case ok:
			v.Mul(v, big.NewRat(f, 1))
		case p.peek() == '%':
			v.Mul(v, big.NewRat(1, 100))
		default:
			return v
		}
		p.at++
		p.worked = true
	}
}
