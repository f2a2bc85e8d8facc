package address

import "strings"

// MaxList is the most addresses that Parse reads from one list.
const MaxList = 2000

// Parse reads a list of addresses as leniently as they come: groups, comments, names
// with commas but without quotes, missing brackets, Chinese separators. decode turns
// the written name into text (encoded words); nil leaves it.
func Parse(s string, decode func(string) string) []Address {
	if decode == nil {
		decode = strings.TrimSpace
	}
	var out []Address
	open := "" // a name without an address: the part before a bare comma
	for _, it := range items(s) {
		a := it.address(decode)
		switch {
		case a.Mail == "" && a.Name == "":
			continue
		case a.Mail == "":
			if open != "" {
				a.Name = open + ", " + a.Name
			}
			open = a.Name
			continue
		case open != "" && it.angle != "":
			a.Name = strings.TrimSuffix(open+", "+a.Name, ", ")
			open = ""
		case open != "":
			out = append(out, Address{Name: open})
			open = ""
		}
		if out = append(out, a); len(out) >= MaxList {
			return out
		}
	}
	if open != "" {
		out = append(out, Address{Name: open})
	}
	return out
}

// item is one entry of a list, cut into what stands outside, in <> and in ().
type item struct {
	phrase, angle, comment string
}

// scanner walks a list once.
type scanner struct {
	item                   item
	phrase, angle, comment strings.Builder
	out                    []item
	inAngle                bool
	nested                 int // depth of comments
}

func (s *scanner) end() {
	s.item = item{phrase: s.phrase.String(), angle: s.angle.String(), comment: s.comment.String()}
	if strings.TrimSpace(s.item.phrase+s.item.angle+s.item.comment) != "" {
		s.out = append(s.out, s.item)
	}
	s.phrase.Reset()
	s.angle.Reset()
	s.comment.Reset()
	s.inAngle, s.nested = false, 0
}

// items cuts a list at its separators.
func items(text string) []item {
	var s scanner
	runes := []rune(text)
	for i := 0; i < len(runes) && len(s.out) < 2*MaxList; i++ {
		r := runes[i]
		switch {
		case s.nested > 0:
			i = s.inComment(runes, i)
		case r == '"' && !s.inAngle:
			i = s.quoted(runes, i)
		case r == '=' && !s.inAngle && i+1 < len(runes) && runes[i+1] == '?':
			i = s.word(runes, i)
		case r == '(' && !s.inAngle:
			s.nested = 1
		case r == '<':
			s.inAngle = true
		case r == '>':
			s.inAngle = false
		case separates(r, s.inAngle && !s.whole()):
			s.end()
		case r == ':' && !s.inAngle && !strings.Contains(s.phrase.String(), "@") && !mailto(s.phrase.String()):
			s.phrase.Reset() // the name of a group
		case s.inAngle:
			s.angle.WriteRune(r)
		default:
			s.phrase.WriteRune(r)
		}
	}
	s.end()
	return s.out
}

func mailto(s string) bool { return strings.EqualFold(strings.TrimSpace(s), "mailto") }

// whole tells whether the brackets already hold an address, so that a comma in them
// means that the closing one is missing.
func (s *scanner) whole() bool {
	a := strings.TrimSpace(s.angle.String())
	return strings.Contains(a, "@") && !strings.HasPrefix(a, "@")
}

// separates tells whether r ends an entry. A route in brackets may hold a comma.
func separates(r rune, inAngle bool) bool {
	switch r {
	case ';', '；', '，', '、', '\n':
		return true
	case ',':
		return !inAngle
	}
	return false
}

// quoted copies a quoted name without its quotes; a quote that never ends is a plain one.
func (s *scanner) quoted(runes []rune, i int) int {
	end := -1
	for k := i + 1; k < len(runes); k++ {
		if runes[k] == '\\' {
			k++
		} else if runes[k] == '"' {
			end = k
			break
		}
	}
	if end < 0 {
		return i
	}
	for k := i + 1; k < end; k++ {
		if runes[k] == '\\' && k+1 < end && (runes[k+1] == '"' || runes[k+1] == '\\') {
			k++
		}
		s.phrase.WriteRune(runes[k])
	}
	return end
}

// word copies an encoded word, which may hold separators.
func (s *scanner) word(runes []rune, i int) int {
	marks := 0
	for k := i + 2; k < len(runes) && k < i+1000; k++ {
		if runes[k] != '?' {
			continue
		}
		if marks++; marks >= 3 && k+1 < len(runes) && runes[k+1] == '=' {
			s.phrase.WriteString(string(runes[i : k+2]))
			return k + 1
		}
	}
	s.phrase.WriteRune(runes[i])
	return i
}

func (s *scanner) inComment(runes []rune, i int) int {
	switch runes[i] {
	case '\\':
		if i+1 < len(runes) {
			i++
			s.comment.WriteRune(runes[i])
		}
	case '(':
		s.nested++
	case ')':
		s.nested--
	default:
		s.comment.WriteRune(runes[i])
	}
	return i
}

// address makes sense of one entry.
func (it item) address(decode func(string) string) Address {
	if m := mailIn(it.angle); m != "" {
		name := trimName(decode(it.phrase))
		if name == "" {
			name = trimName(decode(it.comment))
		}
		return named(name, m)
	}
	words := strings.Fields(it.phrase)
	for i, w := range words {
		if m := mailIn(w); m != "" {
			rest := append(append([]string{}, words[:i]...), words[i+1:]...)
			name := trimName(decode(strings.Join(rest, " ")))
			if name == "" {
				name = trimName(decode(it.comment))
			}
			return named(name, m)
		}
	}
	return Address{Name: trimName(decode(strings.TrimSpace(it.phrase + " " + it.angle)))}
}

// named drops a name that only repeats the address.
func named(name, mail string) Address {
	if strings.EqualFold(name, mail) {
		name = ""
	}
	return Address{Name: name, Mail: mail}
}

// mailIn cleans a written address; "" when there is none in it.
func mailIn(s string) string {
	s = strings.ReplaceAll(s, "＠", "@")
	if i := strings.LastIndexByte(s, ':'); i >= 0 { // route or mailto:
		s = s[i+1:]
	}
	s = strings.Join(strings.Fields(s), "")
	s = strings.Trim(s, `<>"'.,;()[]`)
	i := strings.LastIndexByte(s, '@')
	if i < 1 || i == len(s)-1 || len(s) > 320 {
		return ""
	}
	return s
}

func trimName(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	for len(s) > 1 {
		first, last := s[0], s[len(s)-1]
		if first != last || first != '"' && first != '\'' {
			break
		}
		s = strings.TrimSpace(s[1 : len(s)-1])
	}
	if s == `"` || s == "'" {
		return ""
	}
	return s
}
