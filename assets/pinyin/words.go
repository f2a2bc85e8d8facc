package pinyin

import (
	"strings"
	"sync"
)

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

// Read gives how the surname at the start of a person's name is read, and how many
// characters it has; 0 when the usual reading holds.
func (n *Names) Read(name []rune) ([]string, int) {
	if len(name) >= 2 {
		if w, ok := n.two[string(name[:2])]; ok {
			return w.Syllables, 2
		}
	}
	if len(name) >= 1 {
		if r, ok := n.one[name[0]]; ok {
			return r[:1], 1
		}
	}
	return nil, 0
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
