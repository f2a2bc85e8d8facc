// Package dedupe finds records that are one and the same company or person under
// two spellings. It makes the normal form of a company name and the keys that a store
// keeps in indexed columns, compares two cards, and groups a whole list by its keys.
package dedupe

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
)

//go:embed variants.txt
var variantsFile string

// simplified maps traditional characters to simplified ones; read once.
var simplified = sync.OnceValue(func() map[rune]rune {
	m := make(map[rune]rune, 2700)
	for _, line := range strings.Split(variantsFile, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			if r := []rune(pair); len(r) == 2 {
				m[r[0]] = r[1]
			}
		}
	}
	return m
})

// legalForms are cut out wherever they stand, so that a branch keeps its own name:
// 恒拓精密有限公司苏州分公司 → 恒拓精密苏州分公司. The longest come first.
var legalForms = []string{
	"股份有限责任公司", "有限责任公司", "股份有限公司", "有限公司", "股份公司",
	"特殊普通合伙", "有限合伙", "普通合伙", "股份合作", "股份",
}

// latinForms are cut off the end of a Latin name, as often as they occur.
var latinForms = []string{
	"company limited", "co limited", "co ltd", "pte ltd", "pty ltd", "sdn bhd",
	"incorporated", "corporation", "limited", "company", "gmbh co kg", "gmbh", "corp", "ltd", "inc",
	"llc", "llp", "plc", "srl", "spa", "sarl", "oy", "ag", "kg", "bv", "nv", "co",
}

// Name is the normal form of a company or person's name: half-width, simplified,
// lower case, without spaces, brackets and punctuation, without the words 省 and 市 of
// a leading place and without the legal form. Two names with the same normal form are
// the same name. What would vanish altogether is kept: Name("股份有限公司") is not empty.
func Name(s string) string {
	folded := Fold(s)
	words := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	whole := strings.Join(words, "")
	if whole == "" {
		return strings.Join(strings.Fields(folded), "")
	}
	cut := strings.Join(cutLatin(words), "")
	for _, form := range legalForms {
		cut = strings.ReplaceAll(cut, form, "")
	}
	if rest, ok := strings.CutSuffix(cut, "公司"); ok && !endsWithAny(rest, "分", "子", "总") {
		cut = rest
	}
	cut = cutPlaces(cut)
	if len([]rune(cut)) < 2 {
		return whole
	}
	return cut
}

// Fold writes s half-width, simplified and in lower case; invisible characters go.
// The result has at most as many characters as s.
func Fold(s string) string {
	table := simplified()
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= 0xFEE0
		case r == '　':
			r = ' '
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r):
			return -1
		}
		if t, ok := table[r]; ok {
			return t
		}
		return unicode.ToLower(r)
	}, s)
}

func cutLatin(words []string) []string {
	for again := true; again; {
		again = false
		for _, form := range latinForms {
			parts := strings.Fields(form)
			if len(words) > len(parts) && equal(words[len(words)-len(parts):], parts) {
				words, again = words[:len(words)-len(parts)], true
				break
			}
		}
	}
	return words
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func endsWithAny(s string, ends ...string) bool {
	for _, e := range ends {
		if strings.HasSuffix(s, e) {
			return true
		}
	}
	return false
}
