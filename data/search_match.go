package data

import (
	"context"
	"strings"

	"kontor/app/search"
)

// match writes what the query asks of the index of grams, in the engine's own language,
// and estimates how many documents have it.
func (l *look) match(ctx context.Context) (string, int, error) {
	u, err := l.s.estimates(ctx)
	if err != nil {
		return "", 0, err
	}
	and, or := " AND ", " OR "
	if l.s.db.Engine == Postgres {
		and, or = " & ", " | "
	}
	var terms []string
	docs := -1
	for _, t := range l.query.Terms {
		var alts []string
		sum := 0
		for _, set := range l.query.Alternatives(t) {
			set, n := u.rarest(set)
			sum += n
			words := make([]string, len(set))
			for i, g := range set {
				words[i] = l.word(g)
			}
			alts = append(alts, "("+strings.Join(words, and)+")")
		}
		if len(alts) == 0 {
			continue
		}
		terms = append(terms, "("+strings.Join(alts, or)+")")
		if docs < 0 || sum < docs {
			docs = sum
		}
	}
	return strings.Join(terms, and), max(docs, 0), nil
}

// word writes one gram. Grams hold no quotes, spaces or stars: folding drops them.
func (l *look) word(g search.Gram) string {
	if l.s.db.Engine == Postgres {
		if g.Prefix {
			return "'" + g.Text + "':*"
		}
		return "'" + g.Text + "'"
	}
	if g.Prefix {
		return `"` + g.Text + `*"`
	}
	return `"` + g.Text + `"`
}

// exact tells that having the grams is the same as matching: two characters or three
// digits, looked for in all fields.
func (l *look) exact() bool {
	if len(l.query.Terms) != 1 || len(l.sees) < len(searchFields(l.plan.Type())) {
		return false
	}
	alts := l.query.Alternatives(l.query.Terms[0])
	return len(alts) == 1 && len(alts[0]) == 1 && !alts[0][0].Prefix && !strings.Contains(string(l.query.Terms[0].Text), " ")
}
