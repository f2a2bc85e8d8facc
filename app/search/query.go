package search

import (
	"strings"
	"unicode/utf8"
)

// longestTerm is how many characters of one typed word count; a search needs no more.
const longestTerm = 64

// mostTerms is how many typed words count.
const mostTerms = 8

// Query is what a typed text means: every term has to be found in some field.
type Query struct {
	Terms    []Term
	spelling *Spelling
}

// Term is one word of a query.
type Term struct {
	Text    Folded
	Digits  Folded // of "138-0000": the digits, when there is nothing but digits and signs
	Letters string // may be pinyin: nothing but Latin letters and digits, signs left out
}

// Parse reads what was typed. Text without letters, digits or characters has no terms,
// and such a query finds nothing.
func (s *Spelling) Parse(text string) Query {
	q := Query{spelling: s}
	for _, word := range strings.Fields(cut(strings.ReplaceAll(text, "\u3000", " "))) {
		if len(q.Terms) == mostTerms {
			break
		}
		t := Term{Text: head(Fold(word), longestTerm)}
		if t.Text == "" {
			continue
		}
		letters, digits, others := count(t.Text)
		if letters > 0 && others == 0 {
			t.Letters = strings.ReplaceAll(string(t.Text), " ", "") // xi'an
		}
		if digits > 0 && letters == 0 && others == 0 {
			t.Digits = t.Text
		}
		q.Terms = append(q.Terms, t)
	}
	return q
}

func head(f Folded, runes int) Folded {
	for i := range string(f) {
		if runes == 0 {
			return f[:i]
		}
		runes--
	}
	return f
}

func count(f Folded) (letters, digits, others int) {
	for _, r := range string(f) {
		switch {
		case r >= 'a' && r <= 'z':
			letters++
		case isDigit(r):
			digits++
		case r != ' ':
			others++
		}
	}
	return
}

// Empty tells that the query asks for nothing.
func (q Query) Empty() bool { return len(q.Terms) == 0 }

// Gram is one word the index has to have, or the beginning of one.
type Gram struct {
	Text   string
	Prefix bool
}

// Alternatives gives for one term the sets of grams of which a record that matches has
// at least one set wholly. Nil: the index cannot help with this term.
func (q Query) Alternatives(t Term) [][]Gram {
	alts := [][]Gram{TextGrams(t.Text)}
	if t.Letters != "" {
		alts = append(alts, initialGrams(t.Letters))
		alts = append(alts, q.spelling.syllableGrams(t.Letters)...)
	}
	for _, a := range alts {
		if len(a) == 0 {
			return nil
		}
	}
	return alts
}

// TextGrams gives the grams of the runs of a term. A single character tells too little
// to be looked up beside others.
func TextGrams(text Folded) []Gram {
	var out, short []Gram
	for pair := range borders(text) {
		out = append(out, Gram{Text: pair})
	}
	for run := range runs(text) {
		width := 2
		if run[0] < utf8.RuneSelf {
			width = 3
		}
		if n := utf8.RuneCountInString(run); n < width {
			short = append(short, Gram{run, true})
			continue
		}
		out = append(out, windows(run, "", width)...)
	}
	if len(out) == 0 {
		return short
	}
	return out
}

// Broad tells that the gram is the beginning of very many: one character.
func (g Gram) Broad() bool {
	text := strings.TrimLeft(g.Text, string(initialsMark)+string(syllableMark))
	return g.Prefix && utf8.RuneCountInString(text) == 1
}

// windows gives the grams that fit wholly into a run.
func windows(run, mark string, width int) []Gram {
	var at []int
	for i := range run {
		at = append(at, i)
	}
	at = append(at, len(run))
	var out []Gram
	for i := 0; i+width < len(at); i++ {
		out = append(out, Gram{Text: mark + run[at[i]:at[i+width]]})
	}
	return out
}

func initialGrams(letters string) []Gram {
	if len(letters) < 3 {
		return []Gram{{string(initialsMark) + letters, true}}
	}
	return windows(letters, string(initialsMark), 3)
}

// matches tells whether a field answers the term.
func (s *Spelling) matches(f Field, t Term, units []unit) bool {
	if f.Class == Number {
		return t.Digits != "" && strings.Contains(string(f.Value), string(t.Digits))
	}
	if strings.Contains(string(f.Value), string(t.Text)) {
		return true
	}
	if f.Class != Name || t.Letters == "" || len(f.Value) < utf8.UTFMax-1 {
		return false
	}
	units, chinese := s.units(f.Value, units[:0])
	if !chinese {
		return false
	}
	from, _ := s.spelled(units, t.Letters)
	return from >= 0
}

// Seen decides which fields of a record a reader may search in.
type Seen func(key string) bool

// Matches is the rule of finding: every term is found in some field that may be seen.
// It gives the place in fields of the first term's match, -1 when the record does not
// match.
func (q Query) Matches(fields []Field, seen Seen) int {
	if len(q.Terms) == 0 {
		return -1
	}
	var scratch [48]unit
	where := -1
	for i, t := range q.Terms {
		hit := -1
		for j, f := range fields {
			if (seen == nil || seen(f.Key)) && q.spelling.matches(f, t, scratch[:0]) {
				hit = j
				break
			}
		}
		if hit < 0 {
			return -1
		}
		if i == 0 {
			where = hit
		}
	}
	return where
}

// Possible tells quickly that a stored body may match; most documents of a walk do not.
func (q Query) Possible(body string) bool {
	for _, t := range q.Terms {
		if t.Letters == "" && !strings.Contains(body, string(t.Text)) {
			return false
		}
	}
	return true
}
