package glyph

import (
	"strings"
	"sync"
)

// Noto Sans SC sets quotation marks and the ellipsis as Chinese does: as wide as a
// character, the dots in the middle of the line. In text without Chinese they tear
// holes. Latin replaces them by these private characters, which are drawn with the same
// outlines at Latin widths and heights; Plain turns them back.
const (
	latinFirst = '\uf8e0'
	latinLast  = '\uf8e4'
)

var latinPairs = [...]struct {
	own, base rune
	dy        float64 // moved down, in em
}{
	{'\uf8e0', '“', 0}, {'\uf8e1', '”', 0}, {'\uf8e2', '‘', 0}, {'\uf8e3', '’', 0}, {'\uf8e4', '…', 0.34},
}

var (
	toLatin = replacer(func(own, base rune) (string, string) { return string(base), string(own) })
	toPlain = replacer(func(own, base rune) (string, string) { return string(own), string(base) })
)

func replacer(order func(own, base rune) (string, string)) *strings.Replacer {
	var list []string
	for _, p := range latinPairs {
		from, to := order(p.own, p.base)
		list = append(list, from, to)
	}
	return strings.NewReplacer(list...)
}

// Latin gives the text with Latin quotation marks and dots when it holds no Chinese.
// The number of bytes stays the same.
func Latin(s string) string {
	if !strings.Contains(s, "\xe2\x80") {
		return s
	}
	for _, r := range s {
		if r >= 0x2e80 && r < latinFirst || r > latinLast {
			return s
		}
	}
	return toLatin.Replace(s)
}

// Plain gives the text as it was before Latin.
func Plain(s string) string {
	if !strings.Contains(s, "\xef\xa3") {
		return s
	}
	return toPlain.Replace(s)
}

// place is where a private character is drawn: its advance and how far the outline is
// moved, in em.
type place struct{ advance, dx, dy float64 }

var latinPlaces func() map[rune]place

func init() { latinPlaces = sync.OnceValue(findLatinPlaces) }

func findLatinPlaces() map[rune]place {
	m := map[rune]place{}
	for _, p := range latinPairs {
		o, adv := OutlineOf(p.base, false)
		if p.base == '…' {
			m[p.own] = place{adv, 0, p.dy}
			continue
		}
		const side = 0.05
		m[p.own] = place{o.maxX - o.minX + 2*side, side - o.minX, p.dy}
	}
	return m
}

// latinBase is the character whose outline a private one uses.
func latinBase(r rune) rune { return latinPairs[r-latinFirst].base }
