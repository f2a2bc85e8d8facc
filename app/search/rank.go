package search

import (
	"cmp"
	"slices"
	"strings"
)

// Found is a record that matches, before anyone looks at its cells.
type Found struct {
	ID        int64
	Field     string // key of the field in which the first term was found
	Own       bool
	UpdatedAt int64
	Place     Place
}

// Place says how well the title matches.
type Place uint8

// The places of a match, the best last.
const (
	Inside Place = iota // somewhere
	Start               // the title begins with it
	Whole               // the title is it
)

// Place tells how well the title (the first field) answers the first term.
func (q Query) Place(fields []Field) Place {
	if len(fields) == 0 || len(q.Terms) == 0 {
		return Inside
	}
	t, title := q.Terms[0], fields[0]
	if strings.HasPrefix(string(title.Value), string(t.Text)) {
		if len(title.Value) == len(t.Text) && len(q.Terms) == 1 {
			return Whole
		}
		return Start
	}
	if title.Class == Name && t.Letters != "" {
		var scratch [48]unit
		units, chinese := q.spelling.units(title.Value, scratch[:0])
		if !chinese {
			return Inside
		}
		steps := mostSteps
		if byInitials(units, t.Letters) > 0 || bySyllables(units, t.Letters, &steps) > 0 {
			return Start
		}
	}
	return Inside
}

// Sort puts the best first: titles that are the text, then one's own records, then
// titles that begin with it, then what changed last.
func Sort(list []Found) {
	slices.SortFunc(list, func(a, b Found) int {
		return cmp.Or(cmp.Compare(b.points(), a.points()), cmp.Compare(b.UpdatedAt, a.UpdatedAt), cmp.Compare(b.ID, a.ID))
	})
}

func (f Found) points() int {
	p := int(f.Place) // 0, 1, 2
	if f.Place == Whole {
		p = 6
	}
	if f.Own {
		p += 3
	}
	return p
}
