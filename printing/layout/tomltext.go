package layout

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// literal reads '…' without escapes.
func (r *reader) literal() string {
	end := strings.IndexAny(r.in[r.at+1:], "'\n")
	if end < 0 || r.in[r.at+1+end] != '\'' {
		r.fail("quote")
	}
	s := r.in[r.at+1 : r.at+1+end]
	r.checkText(s)
	r.at += end + 2
	return s
}

func (r *reader) checkText(s string) {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 && c != '\t' && c != '\n' || c == 0x7f {
			r.fail("character")
		}
	}
}

// basic reads "…" with escapes.
func (r *reader) basic() string {
	var b strings.Builder
	for r.at++; ; {
		switch c := r.peek(); {
		case c == '"':
			r.at++
			return b.String()
		case c == '\\':
			r.escape(&b)
		case c == '\n' || r.at >= len(r.in):
			r.fail("quote")
		case c < 0x20 && c != '\t' || c == 0x7f:
			r.fail("character")
		default:
			b.WriteByte(c)
			r.at++
		}
	}
}

func (r *reader) escape(b *strings.Builder) {
	r.at++
	c := r.peek()
	r.at++
	if i := strings.IndexByte(`btnfr"\`, c); i >= 0 && c != 0 {
		b.WriteByte("\b\t\n\f\r\"\\"[i])
		return
	}
	n := map[byte]int{'u': 4, 'U': 8}[c]
	if n == 0 || r.at+n > len(r.in) {
		r.fail("escape")
	}
	v, err := strconv.ParseUint(r.in[r.at:r.at+n], 16, 32)
	if err != nil || !utf8.ValidRune(rune(v)) || v > 0x10ffff {
		r.fail("escape")
	}
	b.WriteRune(rune(v))
	r.at += n
}

// long reads a text over several lines; a line end right after the quotes is dropped, and in
// the escaped kind a backslash at a line's end joins it with the next.
func (r *reader) long(quote string, escapes bool) string {
	var b strings.Builder
	r.at += 3
	if r.peek() == '\n' {
		r.at++
		r.line++
	}
	for {
		c := r.peek()
		switch {
		case r.has(quote):
			r.at += 3
			for i := 0; i < 2 && r.peek() == quote[0]; i++ { // up to two more quotes belong to the text
				b.WriteByte(quote[0])
				r.at++
			}
			return b.String()
		case r.at >= len(r.in):
			r.fail("quote")
		case c == '\\' && escapes:
			if end := strings.TrimLeft(r.in[r.at+1:], " \t"); strings.HasPrefix(end, "\n") {
				r.at = len(r.in) - len(end)
				for c := r.peek(); c == ' ' || c == '\t' || c == '\n'; c = r.peek() {
					if c == '\n' {
						r.line++
					}
					r.at++
				}
				continue
			}
			r.escape(&b)
		case c == '\n':
			r.line++
			b.WriteByte(c)
			r.at++
		case c < 0x20 && c != '\t' || c == 0x7f:
			r.fail("character")
		default:
			b.WriteByte(c)
			r.at++
		}
	}
}
