package search

import (
	"strings"
	"unicode/utf8"
)

// GramsVersion changes whenever the same record would be cut differently; an index of
// another version is built anew.
const GramsVersion = 1

// The marks inside grams. None of them survives folding, so no text can imitate them.
const (
	gramEnd      = '¬' // pads the end of a run, so that a shorter prefix finds its last characters
	initialsMark = '¡' // before grams of initials
	syllableMark = '¦' // before grams of syllables
)

// A gram is one word of the index:
//
//	重庆  庆¬            two characters of a run of Chinese (and other non-Latin) text
//	138  00¬  0¬¬        three letters or digits of a run
//	¡cqs ¡s¬¬            the initials of three neighbouring characters of a name
//	¦chong¬qing ¦qing¬   the syllables of two neighbouring characters of a name
//
// Where Latin text meets other text there is a gram of the two characters (l集), since
// each may be too short to tell anything.
//
// What has several readings gives a gram for each combination.

// Grams cuts a record into its grams, each once.
func (s *Spelling) Grams(fields []Field) []string {
	g := gramSet{seen: make(map[string]struct{}, 128), buf: make([]byte, 0, 64)}
	for _, f := range fields {
		g.text(f.Value)
		if f.Class == Name {
			units, chinese := s.units(f.Value, make([]unit, 0, 32))
			if chinese {
				g.initials(units)
				g.syllables(units)
			}
		}
	}
	return g.list
}

type gramSet struct {
	seen map[string]struct{}
	list []string
	buf  []byte // scratch; combinations overwrite each other, put copies
}

func (g *gramSet) put(b []byte) {
	if _, twice := g.seen[string(b)]; twice {
		return
	}
	text := string(b)
	g.seen[text] = struct{}{}
	g.list = append(g.list, text)
}

// text adds the grams of every run of a folded text.
func (g *gramSet) text(value Folded) {
	for run := range runs(value) {
		width := 2
		if run[0] < utf8.RuneSelf {
			width = 3
		}
		rest := run
		for len(rest) > 0 {
			g.put(window(g.buf[:0], rest, width))
			_, n := utf8.DecodeRuneInString(rest)
			rest = rest[n:]
		}
	}
	for pair := range borders(value) {
		g.put(append(g.buf[:0], pair...))
	}
}

// borders yields the two characters around each place where Latin text meets other text.
func borders(value Folded) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := 1; i < len(value); i++ {
			a, b := value[i-1], value[i]
			if (a < utf8.RuneSelf) == (b < utf8.RuneSelf) || a == ' ' || b == ' ' {
				continue
			}
			_, before := utf8.DecodeLastRuneInString(string(value[:i]))
			_, after := utf8.DecodeRuneInString(string(value[i:]))
			if !yield(string(value[i-before : i+after])) {
				return
			}
		}
	}
}

// window writes the first width characters of a run, padded at its end.
func window(b []byte, run string, width int) []byte {
	for ; width > 0; width-- {
		if run == "" {
			b = utf8.AppendRune(b, gramEnd)
			continue
		}
		_, n := utf8.DecodeRuneInString(run)
		b = append(b, run[:n]...)
		run = run[n:]
	}
	return b
}

// runs yields the stretches of letters and digits, and those of other characters.
func runs(value Folded) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		from, ascii := -1, false
		for i := 0; i < len(value); i++ {
			c := value[i]
			space := c == ' '
			if from >= 0 && (space || ascii != (c < utf8.RuneSelf)) {
				if !yield(string(value[from:i])) {
					return
				}
				from = -1
			}
			if from < 0 && !space {
				from, ascii = i, c < utf8.RuneSelf
			}
		}
		if from >= 0 {
			yield(string(value[from:]))
		}
	}
}

// initials adds the grams of three neighbouring initials in every combination.
func (g *gramSet) initials(units []unit) {
	for i, u := range units {
		if u.char == 0 && u.readings == nil {
			continue
		}
		g.spread(utf8.AppendRune(g.buf[:0], initialsMark), units[i:], 3)
	}
}

// spread appends the initials of the next left units to b in every combination.
func (g *gramSet) spread(b []byte, units []unit, left int) {
	if left == 0 {
		g.put(b)
		return
	}
	if len(units) == 0 || units[0].char == 0 && units[0].readings == nil {
		for ; left > 0; left-- {
			b = utf8.AppendRune(b, gramEnd)
		}
		g.put(b)
		return
	}
	u := units[0]
	if u.char != 0 {
		g.spread(append(b, u.char), units[1:], left-1)
		return
	}
	var done [26]bool
	for _, r := range u.readings {
		if at := r[0] - 'a'; !done[at] {
			done[at] = true
			g.spread(append(b, r[0]), units[1:], left-1)
		}
	}
}

// syllables adds the grams of neighbouring syllables in every combination.
func (g *gramSet) syllables(units []unit) {
	for i, u := range units {
		var next []string
		if i+1 < len(units) {
			next = units[i+1].readings
		}
		for _, r := range u.readings {
			b := utf8.AppendRune(g.buf[:0], syllableMark)
			b = utf8.AppendRune(append(b, r...), gramEnd)
			if len(next) == 0 {
				g.put(b)
			}
			for _, n := range next {
				g.put(append(b, n...))
			}
		}
	}
}

// Join writes grams as the index stores them.
func Join(grams []string) string { return strings.Join(grams, " ") }
