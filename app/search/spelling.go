package search

import (
	"strings"
	"unicode/utf8"
)

// Dictionary tells how Chinese characters are read, without tones, ü written v.
type Dictionary interface {
	Readings(char rune) []string  // every plausible reading, the commonest first; nil: none
	Surname(name []rune) []string // of the surname at the start of a person's name
	Phrase(text []rune) []string  // of the longest known word at the start of text
	Syllables() []string          // all there are
}

// Spelling is everything here that needs pinyin. One is made at the start of the program
// and shared; it never changes.
type Spelling struct {
	dict Dictionary
	lazySyllables
}

// NewSpelling makes a Spelling over a dictionary.
func NewSpelling(d Dictionary) *Spelling { return &Spelling{dict: d} }

// Sorting gives what the columns name_pinyin and name_initials of a record hold: the most
// likely reading, "chong qing shan hu", and its initials, "cqsh". Latin letters and digits
// stay as they are. Of a person's name the surname is read as surnames are.
func (s *Spelling) Sorting(name string, person bool) (full, initials string) {
	text := []rune(string(Fold(name)))
	var words, heads []string
	var word strings.Builder // Latin letters and digits standing together
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for i := 0; i < len(text); {
		syllables := s.at(text[i:], i == 0 && person)
		if syllables == nil {
			if text[i] == ' ' {
				flush()
			} else {
				word.WriteRune(text[i])
				heads = append(heads, string(text[i]))
			}
			i++
			continue
		}
		flush()
		for _, syllable := range syllables {
			words = append(words, syllable)
			heads = append(heads, syllable[:1])
		}
		i += len(syllables)
	}
	flush()
	return strings.Join(words, " "), strings.Join(heads, "")
}

// at reads the word at the start of text; nil when its first character has no reading.
func (s *Spelling) at(text []rune, surname bool) []string {
	if text[0] < utf8.RuneSelf {
		return nil
	}
	if surname {
		if r := s.dict.Surname(text); r != nil {
			return r
		}
	}
	if r := s.dict.Phrase(text); r != nil {
		return r
	}
	if r := s.dict.Readings(text[0]); len(r) > 0 {
		return r[:1]
	}
	return nil
}

// unit is one character of a name as pinyin sees it: a Chinese character with its
// readings, or a Latin letter or digit that stands for itself.
type unit struct {
	readings []string
	char     byte // letter or digit; 0 for Chinese and for characters without a reading
}

// units appends what a folded name consists of; the space between two Latin words is
// dropped. chinese tells whether any character has a reading.
func (s *Spelling) units(name Folded, into []unit) (out []unit, chinese bool) {
	for i := 0; i < len(name); {
		c := name[i]
		if c < utf8.RuneSelf {
			i++
			if c != ' ' {
				into = append(into, unit{char: c})
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(string(name[i:]))
		i += n
		readings := s.dict.Readings(r)
		chinese = chinese || len(readings) > 0
		into = append(into, unit{readings: readings})
	}
	return into, chinese
}

// begins tells whether a reading of the unit begins with the letter, or the unit is it.
func (u unit) begins(letter byte) bool {
	if u.char != 0 {
		return u.char == letter
	}
	for _, r := range u.readings {
		if r[0] == letter {
			return true
		}
	}
	return false
}
