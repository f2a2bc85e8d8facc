package pinyin

import (
	"strings"
	"sync"
)

// Table is the whole dictionary behind one value, for rooms that get it handed in.
type Table struct{}

// Readings is the function Readings.
func (Table) Readings(char rune) []string { return Readings(char) }

// Surname tells how the surname at the start of a person's name is read, one syllable
// per character; nil when the usual reading holds.
func (Table) Surname(name []rune) []string { return Surnames().Read(name) }

// Phrase tells how the longest word of the table at the start of text is read; nil when
// none starts there.
func (Table) Phrase(text []rune) []string { w, _ := Phrase(text); return w.Syllables }

// Syllables is the function Syllables.
func (Table) Syllables() []string { return Syllables() }

// Word is a word with its reading, one syllable per character.
type Word struct {
	Text      []rune
	Syllables []string
}

// Names are the surnames with readings of their own.
type Names struct {
	one map[rune][]string // one character: its readings, the commonest first
	two map[string]Word
}

// Surnames gives the surnames.
var Surnames = sync.OnceValue(func() *Names {
	n := &Names{one: map[rune][]string{}, two: map[string]Word{}}
	for text, reading := range lines(surnameText) {
		chars := []rune(text)
		if len(chars) == 1 {
			n.one[chars[0]] = strings.Split(reading, "|")
			continue
		}
		n.two[text] = Word{chars, strings.Fields(reading)}
	}
	return n
})

// Read gives how the surname at the start of a person's name is read, one syllable per
// character; nil when the usual reading holds.
func (n *Names) Read(name []rune) []string {
	if len(name) >= 2 {
		if w, ok := n.two[string(name[:2])]; ok {
			return w.Syllables
		}
	}
	if len(name) >= 1 {
		if r, ok := n.one[name[0]]; ok {
			return r[:1]
		}
	}
	return nil
}

var phrases = sync.OnceValue(func() map[rune][]Word {
	out := map[rune][]Word{}
	for text, reading := range lines(phraseText) {
		w := Word{[]rune(text), strings.Fields(reading)}
		out[w.Text[0]] = append(out[w.Text[0]], w)
	}
	return out
})

// Phrase gives the longest word of the table at the start of text.
func Phrase(text []rune) (Word, bool) {
	var best Word
	if len(text) == 0 {
		return best, false
	}
	for _, w := range phrases()[text[0]] {
		if len(w.Text) > len(best.Text) && len(w.Text) <= len(text) && string(text[:len(w.Text)]) == string(w.Text) {
			best = w
		}
	}
	return best, best.Text != nil
}

// lines reads "text reading" lines; # starts a comment.
func lines(text string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, reading, _ := strings.Cut(line, " ")
		out[word] = strings.TrimSpace(reading)
	}
	return out
}
