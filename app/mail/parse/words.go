package parse

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words decodes a header value for reading: encoded words of any charset, also inside
// quotes and when one character was split over two words, and raw bytes of no declared
// charset. Control and direction characters are removed.
func Words(raw []byte) string { return Tame(strings.TrimSpace(wordsOf(raw))) }

// wordsOf is Words without the cleaning.
func wordsOf(raw []byte) string {
	var out strings.Builder
	var run word // the words being joined
	flush := func() {
		if run.charset != "" {
			s, _ := DecodeText(run.bytes(), run.charset)
			out.WriteString(s)
			run = word{}
		}
	}
	for len(raw) > 0 {
		at, w, end := nextWord(raw)
		if at < 0 {
			flush()
			out.WriteString(sniffed(raw))
			break
		}
		between := raw[:at]
		if len(bytes.TrimSpace(between)) > 0 || run.charset == "" {
			flush()
			out.WriteString(sniffed(between))
		}
		if run.charset != "" && strings.EqualFold(run.charset, w.charset) {
			run.join(w)
		} else {
			flush()
			run = w
		}
		raw = raw[end:]
	}
	flush()
	return out.String()
}

// word is an encoded word, or several joined ones: done holds decoded bytes, open the
// base64 text that may go on in the next word.
type word struct {
	charset string
	done    []byte
	open    []byte
}

func (w *word) bytes() []byte {
	if len(w.open) == 0 {
		return w.done
	}
	return append(append([]byte(nil), w.done...), lenientBase64(w.open)...)
}

// join appends the next word. Base64 that stops inside a group of four goes on in
// the next word: some senders cut the base64 text, not the characters.
func (w *word) join(n word) {
	if len(w.open) > 0 && (len(n.open) == 0 || len(w.open)%4 == 0 || w.open[len(w.open)-1] == '=') {
		w.done = append(w.done, lenientBase64(w.open)...)
		w.open = nil
	}
	w.done = append(w.done, n.done...)
	w.open = append(w.open, n.open...)
}

// nextWord finds the first encoded word in b: where it starts, what it holds and where
// it ends; at is -1 when there is none.
func nextWord(b []byte) (at int, w word, end int) {
	from := 0
	for {
		i := bytes.Index(b[from:], []byte("=?"))
		if i < 0 {
			return -1, word{}, 0
		}
		at = from + i
		if w, n := parseWord(b[at:]); n > 0 {
			return at, w, at + n
		}
		from = at + 2
	}
}

// parseWord reads =?charset?B|Q?text?= at the start of b; n is 0 when it is none.
func parseWord(b []byte) (w word, n int) {
	i := bytes.IndexByte(b[2:], '?')
	if i < 1 || i > 60 {
		return w, 0
	}
	w.charset = string(b[2 : 2+i])
	for _, c := range []byte(w.charset) {
		if c <= ' ' || c >= 127 {
			return word{}, 0
		}
	}
	pos := 2 + i + 1
	if pos+2 > len(b) || b[pos+1] != '?' {
		return word{}, 0
	}
	kind := b[pos] | 0x20
	text := b[pos+2:]
	j := bytes.Index(text, []byte("?="))
	n = pos + 2 + j + 2
	if j < 0 { // the end is missing: take base64 up to the end of the value
		if kind != 'b' || len(text) == 0 || !allBase64(text) {
			return word{}, 0
		}
		j, n = len(text), len(b)
	}
	switch kind {
	case 'b':
		w.open = stripBase64(text[:j])
	case 'q':
		w.done = decodeQ(text[:j])
	default:
		return word{}, 0
	}
	return w, n
}

func decodeQ(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		switch {
		case b[i] == '_':
			out = append(out, ' ')
		case b[i] == '=' && i+2 < len(b) && hexValue(b[i+1]) >= 0 && hexValue(b[i+2]) >= 0:
			out = append(out, byte(hexValue(b[i+1])<<4|hexValue(b[i+2])))
			i += 2
		default:
			out = append(out, b[i])
		}
	}
	return out
}

// Tame makes a stranger's text fit for one line on the screen: blanks for line breaks
// and tabs, no control characters, nothing that turns the direction of writing.
func Tame(s string) string {
	if !strings.ContainsFunc(s, untame) && utf8.ValidString(s) {
		return s
	}
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			out.WriteByte(' ')
		case untame(r):
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// untame are the characters that Tame takes away.
func untame(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C:
		return true
	case r == 0x2028, r == 0x2029, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// TameText is Tame for texts of several lines: line breaks and tabs stay.
func TameText(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == 0x2028 || r == 0x2029:
			return '\n'
		case untame(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// cutRunes keeps the first n characters.
func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
