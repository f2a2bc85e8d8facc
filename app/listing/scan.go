package listing

import (
	"strings"
	"unicode"

	"kontor/app"
)

type token struct {
	text   string
	quoted bool
	sign   bool // an operator sign, a bracket or a comma
}

const maxFilter = 20000 // characters of a typed filter

var closing = map[rune]rune{'"': '"', '\'': '\'', '“': '”', '‘': '’', '「': '」'}

func scan(text string) ([]token, error) {
	if len(text) > maxFilter {
		return nil, app.E(app.Invalid, "filter.too_long", "max", maxFilter)
	}
	var out []token
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, token{text: word.String()})
			word.Reset()
		}
	}
	r := []rune(text)
	for i := 0; i < len(r); i++ {
		c := r[i]
		if end, ok := closing[c]; ok && word.Len() == 0 {
			var s strings.Builder
			i++
			for ; i < len(r) && r[i] != end; i++ {
				if r[i] == '\\' && i+1 < len(r) && (r[i+1] == end || r[i+1] == '\\') {
					i++
				}
				s.WriteRune(r[i])
			}
			if i >= len(r) {
				return nil, app.E(app.Invalid, "filter.open_quote")
			}
			out = append(out, token{text: s.String(), quoted: true})
			continue
		}
		switch {
		case unicode.IsSpace(c):
			flush()
		case strings.ContainsRune("()（）,，、", c):
			flush()
			out = append(out, token{text: string(plain(c)), sign: true})
		case strings.ContainsRune("=!<>~^≥≤≠", c):
			flush()
			s := string(c)
			if i+1 < len(r) && (r[i+1] == '=' && c != '=' || c == '<' && r[i+1] == '>' || c == '=' && r[i+1] == '=') {
				i++
				s += string(r[i])
			}
			out = append(out, token{text: s, sign: true})
		default:
			word.WriteRune(c)
		}
	}
	flush()
	return out, nil
}

func plain(c rune) rune {
	switch c {
	case '（':
		return '('
	case '）':
		return ')'
	}
	if c == '，' || c == '、' {
		return ','
	}
	return c
}

var opWords = map[string]Op{
	"=": Eq, "==": Eq, "eq": Eq, "is": Eq, "等于": Eq, "是": Eq,
	"!=": Ne, "<>": Ne, "≠": Ne, "ne": Ne, "不等于": Ne,
	"<": Lt, "lt": Lt, "小于": Lt, "早于": Lt, "before": Lt,
	"<=": Le, "≤": Le, "le": Le, "不大于": Le,
	">": Gt, "gt": Gt, "大于": Gt, "晚于": Gt, "after": Gt,
	">=": Ge, "≥": Ge, "ge": Ge, "不小于": Ge,
	"~": Contains, "contains": Contains, "包含": Contains,
	"^": Starts, "starts": Starts, "开头": Starts,
	"empty": Empty, "为空": Empty, "filled": Filled, "不为空": Filled,
	"in": In, "属于": In, "between": Between, "介于": Between,
}

var joinWords = map[string]string{"and": "and", "且": "and", "并且": "and", "&&": "and", "or": "or", "或": "or", "或者": "or", "||": "or", "not": "not", "非": "not"}

// String writes the node as text that Parse reads back.
func (n Node) String() string { return n.text(true) }

func (n Node) text(top bool) string {
	not := ""
	if n.Not {
		not = "not "
	}
	if n.Field != "" {
		if n.Op == Empty || n.Op == Filled {
			return not + quote(n.Field) + " " + string(n.Op)
		}
		parts := make([]string, len(n.Values))
		for i, v := range n.Values {
			parts[i] = quote(v)
		}
		glue := ", "
		if n.Op == Between {
			glue = " and "
		}
		list := strings.Join(parts, glue)
		if n.Op == In {
			list = "(" + list + ")"
		}
		return not + quote(n.Field) + " " + string(n.Op) + " " + list
	}
	glue := " and "
	if n.Any {
		glue = " or "
	}
	parts := make([]string, len(n.Nodes))
	for i, k := range n.Nodes {
		parts[i] = k.text(false)
	}
	out := strings.Join(parts, glue)
	if !top || n.Not {
		out = "(" + out + ")"
	}
	return not + out
}

func quote(s string) string {
	safe := s != ""
	for _, r := range s {
		if unicode.IsSpace(r) || strings.ContainsRune(`()（）,，、=!<>~^≥≤≠"'“”‘’「」\`, r) {
			safe = false
		}
	}
	if _, op := opWords[strings.ToLower(s)]; safe && !op && joinWords[strings.ToLower(s)] == "" && !strings.Contains(s, "..") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
