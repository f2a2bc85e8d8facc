// Package search is the room of finding: how a record is cut into grams for the index,
// what a typed text means (Chinese characters, full pinyin, initials, digits), which
// records it matches and which characters of them to highlight. One rule, Query.Matches,
// decides; index and plans only make it fast.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is a text as it is compared: full-width forms narrowed, letters lower, spaces
// and punctuation dropped, but for one space between two Latin letters.
type Folded string

// Fold folds a text.
func Fold(text string) Folded {
	if plain(text) {
		return Folded(text)
	}
	f := folder{out: make([]byte, 0, len(text))}
	for _, r := range text {
		f.add(r, 0, 0)
	}
	return Folded(f.out)
}

// plain tells that folding changes nothing: the common case of digits and Latin words.
func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		c := text[i]
		if letter, digit := c >= 'a' && c <= 'z', c >= '0' && c <= '9'; !letter && !digit {
			return false
		}
	}
	return true
}

// folder folds rune by rune. With places it also keeps where each rune came from.
type folder struct {
	out    []byte
	gap    bool // separators were dropped since the last rune
	last   rune
	places []Span // of each rune of out, in bytes of the original; nil: not wanted
	wanted bool
}

func (f *folder) add(r rune, from, to int) {
	r = foldRune(r)
	if r < 0 {
		f.gap = true
		return
	}
	if f.gap && isLatin(f.last) && isLatin(r) {
		f.out = append(f.out, ' ')
		if f.wanted {
			f.places = append(f.places, Span{from, from})
		}
	}
	f.gap, f.last = false, r
	f.out = utf8.AppendRune(f.out, r)
	if f.wanted {
		f.places = append(f.places, Span{from, to})
	}
}

// foldRune gives the rune to compare, or -1 for a separator.
func foldRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r < 0x80:
		return -1
	case r >= 0x4E00 && r <= 0x9FFF:
		return r
	case r >= 0xFF01 && r <= 0xFF5E:
		return foldRune(r - 0xFEE0)
	case r == utf8.RuneError || r >= 0xE0001 && r <= 0xE01EF: // tags, variation selectors
		return -1
	case unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) || unicode.In(r, unicode.Mn, unicode.Cf):
		return -1
	case r == gramEnd || r == initialsMark || r == syllableMark:
		return -1
	}
	low := unicode.ToLower(r)
	if low < 0x80 && low != r { // K (Kelvin) and İ fold into ASCII
		return foldRune(low)
	}
	return low
}

func isLatin(r rune) bool { return r >= 'a' && r <= 'z' || r >= 0xC0 && r < 0x250 }
func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// Digits keeps only the digits of a text: how phone numbers are compared.
func Digits(text string) Folded {
	var b strings.Builder
	for _, r := range text {
		if r = foldRune(r); isDigit(r) {
			b.WriteByte(byte(r))
		}
	}
	return Folded(b.String())
}
