package formula

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"kontor/app"
)

type tokKind uint8

const (
	tokEnd tokKind = iota
	tokNumber
	tokText
	tokRef
	tokWord
	tokSign
)

type token struct {
	kind       tokKind
	text       string
	start, end int
}

// lexer cuts a formula into tokens. Full-width signs count as the usual ones.
type lexer struct {
	text string
	pos  int
}

var signs = map[rune]string{
	'＋': "+", '－': "-", '−': "-", '—': "-", '×': "*", '＊': "*", '÷': "/", '／': "/", '（': "(", '）': ")", '，': ",", '、': ",",
	'＝': "=", '＜': "<", '＞': ">", '≤': "<=", '≥': ">=", '≠': "<>", '％': "%",
}

func (l *lexer) next() token {
	for l.pos < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.pos:])
		if !unicode.IsSpace(r) {
			break
		}
		l.pos += n
	}
	start := l.pos
	if start >= len(l.text) {
		return token{start: start, end: start}
	}
	r, n := utf8.DecodeRuneInString(l.text[start:])
	switch {
	case r >= '0' && r <= '9' || r == '.':
		for l.pos < len(l.text) && strings.ContainsRune("0123456789.", rune(l.text[l.pos])) {
			l.pos++
		}
		return token{tokNumber, l.text[start:l.pos], start, l.pos}
	case r == '[' || r == '【':
		return l.until(start, n, tokRef, "]】")
	case r == '"' || r == '“' || r == '”':
		return l.until(start, n, tokText, "\"”“")
	case unicode.IsLetter(r):
		for l.pos < len(l.text) {
			r, n := utf8.DecodeRuneInString(l.text[l.pos:])
			if !unicode.IsLetter(r) && r != '_' && !unicode.IsDigit(r) {
				break
			}
			l.pos += n
		}
		return token{tokWord, strings.ToLower(l.text[start:l.pos]), start, l.pos}
	}
	l.pos += n
	sign := string(r)
	if s, ok := signs[r]; ok {
		sign = s
	}
	if (sign == "<" || sign == ">") && l.pos < len(l.text) {
		if two := l.text[l.pos]; two == '=' || sign == "<" && two == '>' {
			sign += string(two)
			l.pos++
		}
	}
	return token{tokSign, sign, start, l.pos}
}

// until reads what stands between brackets or quotes; what is never closed is a sign,
// which no rule expects.
func (l *lexer) until(start, n int, kind tokKind, ends string) token {
	rest := l.text[start+n:]
	i := strings.IndexAny(rest, ends)
	if i < 0 {
		l.pos = len(l.text)
		return token{tokSign, l.text[start:], start, l.pos}
	}
	_, close := utf8.DecodeRuneInString(rest[i:])
	l.pos = start + n + i + close
	return token{kind, strings.TrimSpace(rest[:i]), start, l.pos}
}

type parser struct {
	lex  lexer
	tok  token
	f    *Formula
	deep int
}

func (p *parser) next() { p.tok = p.lex.next() }

func (p *parser) unexpected() error {
	if p.tok.kind == tokEnd {
		return app.E(app.Invalid, "formula.unfinished")
	}
	found := p.lex.text[p.tok.start:p.tok.end]
	if r := []rune(found); len(r) > 20 {
		found = string(r[:19]) + "…"
	}
	return app.E(app.Invalid, "formula.unexpected", "found", found)
}

// powers orders the operators; a larger one binds more.
var powers = map[string]int{"or": 1, "and": 2, "=": 3, "<>": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "+": 4, "-": 4, "*": 5, "/": 5}

var words = map[string]string{
	"或": "or", "或者": "or", "且": "and", "并且": "and", "非": "not", "如果": "if", "相差天数": "days", "天数": "days",
	"最小": "min", "最大": "max", "四舍五入": "round",
}

func word(s string) string {
	if w, ok := words[s]; ok {
		return w
	}
	return s
}

func (p *parser) operator() (string, int) {
	op := p.tok.text
	if p.tok.kind == tokWord {
		op = word(op)
		if op != "or" && op != "and" {
			return "", 0
		}
	} else if p.tok.kind != tokSign {
		return "", 0
	}
	return op, powers[op]
}

func (p *parser) expr(least int) (node, error) {
	if p.deep++; p.deep > deepest {
		return nil, app.E(app.Invalid, "formula.too_deep", "max", deepest)
	}
	defer func() { p.deep-- }()
	left, err := p.single()
	if err != nil {
		return nil, err
	}
	for {
		op, power := p.operator()
		if power == 0 || power <= least {
			return left, nil
		}
		p.next()
		right, err := p.expr(power)
		if err != nil {
			return nil, err
		}
		left = binary{op, left, right}
	}
}

func (p *parser) single() (node, error) {
	t := p.tok
	switch {
	case t.kind == tokNumber:
		r, ok := new(big.Rat).SetString(t.text)
		if !ok || strings.HasPrefix(t.text, ".") || strings.HasSuffix(t.text, ".") {
			return nil, p.unexpected()
		}
		if p.next(); p.tok.kind == tokSign && p.tok.text == "%" {
			r.Quo(r, big.NewRat(100, 1))
			p.next()
		}
		return constant{Value{Kind: KindNumber, Num: r}}, nil
	case t.kind == tokText:
		p.next()
		return constant{Text(t.text)}, nil
	case t.kind == tokRef && t.text != "":
		p.f.refs, p.f.at = append(p.f.refs, t.text), append(p.f.at, [2]int{t.start, t.end})
		p.next()
		return ref(t.text), nil
	case t.kind == tokWord:
		return p.call(word(t.text))
	case t.kind == tokSign && (t.text == "-" || t.text == "+"):
		p.next()
		kid, err := p.expr(5)
		if err != nil || t.text == "+" {
			return kid, err
		}
		return binary{"-", constant{Number(0, 0)}, kid}, nil
	case t.kind == tokSign && t.text == "(":
		p.next()
		kid, err := p.expr(0)
		if err != nil {
			return nil, err
		}
		return kid, p.expect(")")
	}
	return nil, p.unexpected()
}

func (p *parser) expect(sign string) error {
	if p.tok.kind != tokSign || p.tok.text != sign {
		return p.unexpected()
	}
	p.next()
	return nil
}

// arity of the functions: least and most arguments.
var arity = map[string][2]int{"if": {2, 3}, "days": {2, 2}, "min": {1, 20}, "max": {1, 20}, "round": {1, 2}, "not": {1, 1}}

func (p *parser) call(name string) (node, error) {
	want, known := arity[name]
	if !known {
		return nil, app.E(app.Invalid, "formula.unknown", "found", p.lex.text[p.tok.start:p.tok.end])
	}
	p.next()
	if err := p.expect("("); err != nil {
		return nil, err
	}
	c := call{name: name}
	for {
		arg, err := p.expr(0)
		if err != nil {
			return nil, err
		}
		if c.args = append(c.args, arg); p.tok.kind == tokSign && p.tok.text == "," {
			p.next()
			continue
		}
		break
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	if len(c.args) < want[0] || len(c.args) > want[1] {
		return nil, app.E(app.Invalid, "formula.arguments", "found", name)
	}
	return c, nil
}
