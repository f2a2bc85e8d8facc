package search

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// spelled finds where letters spell neighbouring units: either each letter is the
// initial of a character (or the letter or digit itself), or whole syllables in a row of
// which the last may be begun only. At least one Chinese character takes part. It gives
// the first and the number of units, -1 when there is no such place.
func (s *Spelling) spelled(units []unit, letters string) (from, length int) {
	for i := range units {
		if n := byInitials(units[i:], letters); n > 0 {
			return i, n
		}
		steps := mostSteps
		if n := bySyllables(units[i:], letters, &steps); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

func byInitials(units []unit, letters string) int {
	if len(letters) > len(units) {
		return 0
	}
	chinese := false
	for i := 0; i < len(letters); i++ {
		if !units[i].begins(letters[i]) {
			return 0
		}
		chinese = chinese || units[i].char == 0
	}
	if !chinese {
		return 0
	}
	return len(letters)
}

// mostSteps bounds the ways tried at one place: a made-up name of characters with many
// readings must not keep anyone waiting.
const mostSteps = 500

func bySyllables(units []unit, letters string, steps *int) int {
	*steps--
	if len(units) == 0 || units[0].char != 0 || *steps < 0 {
		return 0
	}
	for _, r := range units[0].readings {
		if strings.HasPrefix(r, letters) {
			return 1
		}
		if strings.HasPrefix(letters, r) {
			if n := bySyllables(units[1:], letters[len(r):], steps); n > 0 {
				return n + 1
			}
		}
	}
	return 0
}

// syllables are all readings there are, for cutting typed letters up.
func (s *Spelling) known() *syllableSet {
	s.once.Do(func() {
		s.set = &syllableSet{whole: map[string]bool{}, begun: map[string]bool{}}
		for _, text := range s.dict.Syllables() {
			s.set.whole[text] = true
			for i := 1; i <= len(text); i++ {
				s.set.begun[text[:i]] = true
			}
			s.set.longest = max(s.set.longest, len(text))
		}
	})
	return s.set
}

type syllableSet struct {
	whole, begun map[string]bool
	longest      int
}

// cuttable tells from which places on letters can be cut into syllables.
func (s *syllableSet) cuttable(letters string) []bool {
	can := make([]bool, len(letters)+1)
	for at := len(letters) - 1; at >= 0; at-- {
		rest := letters[at:]
		can[at] = s.begun[rest]
		for n := min(len(rest)-1, s.longest); n > 0 && !can[at]; n-- {
			can[at] = s.whole[rest[:n]] && can[at+n]
		}
	}
	return can
}

// mostCuts bounds the ways of cutting letters into syllables that are looked up apart;
// beyond it the first letter stands for all.
const mostCuts = 8

// syllableGrams gives one set of grams for each way of cutting letters into syllables.
func (s *Spelling) syllableGrams(letters string) [][]Gram {
	set := s.known()
	can := set.cuttable(letters)
	var cuts [][]string
	var walk func(at int, done []string)
	walk = func(at int, done []string) {
		rest := letters[at:]
		if len(cuts) > mostCuts || !can[at] {
			return
		}
		if set.begun[rest] {
			cuts = append(cuts, append(append([]string(nil), done...), rest))
		}
		for n := min(len(rest)-1, set.longest); n > 0; n-- {
			if set.whole[rest[:n]] {
				walk(at+n, append(done, rest[:n]))
			}
		}
	}
	walk(0, nil)
	if len(cuts) > mostCuts {
		// What every way needs: a character whose reading begins with the first letter.
		return [][]Gram{{{string(syllableMark) + letters[:1], true}}}
	}
	out := make([][]Gram, 0, len(cuts))
	for _, c := range cuts {
		out = append(out, cutGrams(c))
	}
	return out
}

// cutGrams gives the grams of whole syllables, the last of which may be begun only.
func cutGrams(cut []string) []Gram {
	last := len(cut) - 1
	if last == 0 {
		return []Gram{{string(syllableMark) + cut[0], true}}
	}
	var out []Gram
	for i := 0; i < last; i++ {
		text := string(syllableMark) + cut[i] + string(gramEnd) + cut[i+1]
		out = append(out, Gram{text, i+1 == last})
	}
	return out
}

// Span is a stretch of a text in bytes: text[From:To].
type Span struct{ From, To int }

// Match gives the stretches of a text that a query found, in order and apart, for
// highlighting. A text that is shown in a list may hold none of the terms.
func (s *Spelling) Match(text, query string) []Span {
	return s.Parse(query).Spans(text)
}

// Spans is Match for a query that was read already.
func (q Query) Spans(text string) []Span {
	f := folder{wanted: true}
	for i, r := range text {
		f.add(r, i, i+utf8.RuneLen(r))
	}
	marked := make([]bool, len(f.places))
	for _, t := range q.Terms {
		q.mark(Folded(f.out), t, marked)
	}
	var out []Span
	for i, on := range marked {
		p := f.places[i]
		switch {
		case !on || p.From == p.To:
		case len(out) > 0 && i > 0 && marked[i-1]:
			out[len(out)-1].To = p.To
		default:
			out = append(out, p)
		}
	}
	return out
}

// mark notes which runes of a folded text a term found.
func (q Query) mark(text Folded, t Term, marked []bool) {
	runesBefore := func(n int) int { return utf8.RuneCountInString(string(text[:n])) }
	found := false
	for from := 0; from <= len(text)-len(t.Text); {
		at := strings.Index(string(text[from:]), string(t.Text))
		if at < 0 {
			break
		}
		found = true
		first := runesBefore(from + at)
		for i := range utf8.RuneCountInString(string(t.Text)) {
			marked[first+i] = true
		}
		from += at + len(t.Text)
	}
	if found || t.Letters == "" {
		return
	}
	units, chinese := q.spelling.units(text, nil)
	if !chinese {
		return
	}
	from, length := q.spelling.spelled(units, t.Letters)
	if from < 0 {
		return
	}
	n := -1 // units leave spaces out
	rune0 := 0
	for _, r := range string(text) {
		if r != ' ' {
			n++
			if n >= from && n < from+length {
				marked[rune0] = true
			}
		}
		rune0++
	}
}

// lazySyllables is the part of Spelling that is worked out when first needed.
type lazySyllables struct {
	once sync.Once
	set  *syllableSet
}
