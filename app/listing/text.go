package listing

import (
	"strings"

	"kontor/app"
	"kontor/app/entity"
)

// Parse reads a filter typed as text, as the command line and the filter field take it:
//
//	grade = A and (city contains 上海 or amount >= 1.2w)
//	created_at in this_month, not owner_id = me, due_on between 2026-03-01 and 2026-03-31
//
// Fields are keys, paths (customer.name) or labels in any language; operators are words
// (eq ne lt le gt ge contains starts empty filled in between, 包含 开头 为空 不为空) or
// signs (= != < <= > >= ~ ^). Words are joined by and / or / not (且 或 非), a comma
// between conditions is an and. Values with such words stand in quotes. Error: Invalid
// filter.*.
func Parse(reg *entity.Registry, name, text string) (Node, error) {
	tokens, err := scan(text)
	if err != nil {
		return Node{}, err
	}
	p := &parser{reg: reg, entity: name, tokens: tokens}
	if len(tokens) == 0 {
		return Node{}, nil
	}
	n, err := p.any(0)
	if err != nil {
		return Node{}, err
	}
	if p.at < len(p.tokens) {
		return Node{}, app.E(app.Invalid, "filter.rest", "text", p.tokens[p.at].text)
	}
	return n, nil
}

type parser struct {
	reg    *entity.Registry
	entity string
	tokens []token
	at     int
}

func (p *parser) peek() token {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return token{sign: true}
}

// join tells whether the next token is the given joining word.
func (p *parser) join(word string) bool {
	t := p.peek()
	return !t.quoted && !t.sign && joinWords[strings.ToLower(t.text)] == word
}

func (p *parser) any(level int) (Node, error) {
	if level > deepest {
		return Node{}, app.E(app.Invalid, "list.too_deep", "max", deepest)
	}
	var nodes []Node
	for {
		n, err := p.all(level)
		if err != nil {
			return Node{}, err
		}
		nodes = append(nodes, n)
		if !p.join("or") {
			return Any(nodes...), nil
		}
		p.at++
	}
}

func (p *parser) all(level int) (Node, error) {
	var nodes []Node
	for {
		n, err := p.one(level)
		if err != nil {
			return Node{}, err
		}
		nodes = append(nodes, n)
		if !p.join("and") && p.peek() != (token{text: ",", sign: true}) {
			return All(nodes...), nil
		}
		p.at++
	}
}

func (p *parser) one(level int) (Node, error) {
	if p.join("not") {
		p.at++
		if level >= deepest {
			return Node{}, app.E(app.Invalid, "list.too_deep", "max", deepest)
		}
		n, err := p.one(level + 1)
		return Not(n), err
	}
	if p.peek() == (token{text: "(", sign: true}) {
		p.at++
		n, err := p.any(level + 1)
		if err != nil {
			return Node{}, err
		}
		if p.peek() != (token{text: ")", sign: true}) {
			return Node{}, app.E(app.Invalid, "filter.open_bracket")
		}
		p.at++
		return n, nil
	}
	return p.leaf()
}

func (p *parser) leaf() (Node, error) {
	if t := p.peek(); t.text == "" || t.sign {
		return Node{}, app.E(app.Invalid, "filter.no_field", "text", t.text)
	}
	// A label may have several words: the field is what stands before the operator.
	start := p.at
	for p.at < len(p.tokens) {
		t := p.tokens[p.at]
		if _, ok := opWords[strings.ToLower(t.text)]; ok && !t.quoted && p.at > start {
			break
		}
		if t.sign || p.at > start && joinWords[strings.ToLower(t.text)] != "" {
			return Node{}, app.E(app.Invalid, "filter.no_operator", "text", p.words(start, p.at))
		}
		p.at++
	}
	if p.at >= len(p.tokens) {
		return Node{}, app.E(app.Invalid, "filter.no_operator", "text", p.words(start, p.at))
	}
	key, err := p.field(p.words(start, p.at))
	if err != nil {
		return Node{}, err
	}
	n := Node{Field: key, Op: opWords[strings.ToLower(p.peek().text)]}
	p.at++
	switch n.Op {
	case Empty, Filled:
	case In:
		n.Values, err = p.list()
	case Between:
		n.Values, err = p.two()
	default:
		var v string
		if v, err = p.value(); err == nil {
			n.Values = []string{v}
		}
	}
	return n, err
}

func (p *parser) words(from, to int) string {
	parts := make([]string, 0, to-from)
	for _, t := range p.tokens[from:to] {
		parts = append(parts, t.text)
	}
	return strings.Join(parts, " ")
}

// field finds a key by key, path or label.
func (p *parser) field(name string) (string, error) {
	path, err := p.reg.Path(p.entity, name)
	if err == nil {
		return path.Key, nil
	}
	t := p.reg.Type(p.entity)
	if t == nil {
		return "", err
	}
	for _, f := range t.Fields() {
		if strings.EqualFold(f.Title, name) || f.TitleEN != "" && strings.EqualFold(f.TitleEN, name) {
			return f.Key, nil
		}
		if p.reg.Names == nil {
			continue
		}
		for _, n := range p.reg.Names(f.LabelKey()) {
			if strings.EqualFold(n, name) {
				return f.Key, nil
			}
		}
	}
	return "", err
}

// value reads words up to the next joining word, bracket or comma.
func (p *parser) value() (string, error) {
	if t := p.peek(); t.quoted {
		p.at++
		return t.text, nil
	}
	start := p.at
	for p.at < len(p.tokens) {
		t := p.tokens[p.at]
		if t.sign || t.quoted || joinWords[strings.ToLower(t.text)] != "" {
			break
		}
		p.at++
	}
	if start == p.at {
		return "", app.E(app.Invalid, "filter.no_value", "text", p.words(max(0, start-2), start))
	}
	return p.words(start, p.at), nil
}

// list reads a, b, c. A comma behind which a condition follows ends the list.
func (p *parser) list() ([]string, error) {
	bracket := p.peek() == (token{text: "(", sign: true})
	if bracket {
		p.at++
	}
	var out []string
	for {
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		if p.peek() != (token{text: ",", sign: true}) || !bracket && p.conditionAhead() {
			break
		}
		p.at++
	}
	if bracket {
		if p.peek() != (token{text: ")", sign: true}) {
			return nil, app.E(app.Invalid, "filter.open_bracket")
		}
		p.at++
	}
	return out, nil
}

// conditionAhead tells whether an operator follows before the next comma, bracket or
// joining word: "grade in A, B, city = x".
func (p *parser) conditionAhead() bool {
	for i := p.at + 1; i < len(p.tokens); i++ {
		t := p.tokens[i]
		if t.quoted {
			continue
		}
		if _, ok := opWords[strings.ToLower(t.text)]; ok {
			return i > p.at+1
		}
		if t.sign || joinWords[strings.ToLower(t.text)] == "and" || joinWords[strings.ToLower(t.text)] == "or" {
			return joinWords[strings.ToLower(t.text)] == "" && t.text == "(" && i == p.at+1
		}
		if joinWords[strings.ToLower(t.text)] == "not" {
			return true
		}
	}
	return false
}

// two reads "a and b", "a .. b" or "a, b".
func (p *parser) two() ([]string, error) {
	low, err := p.value()
	if err != nil {
		return nil, err
	}
	if a, b, ok := strings.Cut(low, ".."); ok && strings.TrimSpace(a) != "" && strings.TrimSpace(b) != "" {
		return []string{strings.TrimSpace(a), strings.TrimSpace(b)}, nil
	}
	if !p.join("and") && p.peek() != (token{text: ",", sign: true}) {
		return nil, app.E(app.Invalid, "filter.between")
	}
	p.at++
	high, err := p.value()
	if err != nil {
		return nil, err
	}
	return []string{low, high}, nil
}
