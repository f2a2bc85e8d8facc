package data

import (
	"context"
	"slices"
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
	var terms []asked
	for _, t := range l.query.Terms {
		var a asked
		var alts []string
		for _, set := range l.query.Alternatives(t) {
			set, n := u.rarest(set, l.limits().usual)
			a.docs += n
			words := make([]string, len(set))
			for i, g := range set {
				words[i] = l.word(g)
				a.broad = a.broad || g.Broad()
				if g.Broad() {
					a.cost += n * prefixCost
				}
			}
			alts = append(alts, "("+strings.Join(words, and)+")")
		}
		if len(alts) > 0 {
			a.match = "(" + strings.Join(alts, or) + ")"
			terms = append(terms, a)
		}
	}
	match, docs := narrowest(terms, and, narrowing{u, l.limits()})
	return match, docs, nil
}

// asked is what one term asks of the index.
type asked struct {
	match string
	docs  int  // estimate
	cost  int  // what looking up beginnings costs more, in documents
	broad bool // the beginning of very many grams
}

// prefixCost is how much more a document costs that is found by the beginning of grams:
// their lists have to be merged.
const prefixCost = 4

// narrowing is what narrowest goes by.
type narrowing struct {
	*usual
	limits
}

// narrowest joins the terms that narrow the search down; asking for one that very many
// documents have, or for the beginnings of very many grams, costs more than testing the
// documents of the others.
func narrowest(terms []asked, and string, by narrowing) (match string, docs int) {
	if len(terms) == 0 {
		return "", 0
	}
	slices.SortStableFunc(terms, func(a, b asked) int {
		if a.broad != b.broad {
			if a.broad {
				return 1
			}
			return -1
		}
		return a.docs - b.docs
	})
	docs = terms[0].docs + terms[0].cost
	keep := []string{terms[0].match}
	for _, t := range terms[1:] {
		if !t.broad && (terms[0].docs > by.few || t.docs <= by.limits.usual) {
			keep = append(keep, t.match)
			docs = int(by.both(float64(docs), t.docs))
		}
	}
	return strings.Join(keep, and), docs
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

// exact tells that having the grams is the same as matching: one or two characters, up to
// three digits, one letter, looked for in all fields. Longer words have several grams,
// which may stand apart; two letters may be initials with a space between.
func (l *look) exact() bool {
	if len(l.query.Terms) != 1 || len(l.sees) < len(searchFields(l.plan.Type())) {
		return false
	}
	t := l.query.Terms[0]
	alts := l.query.Alternatives(t)
	for _, set := range alts {
		if len(set) != 1 {
			return false
		}
	}
	return len(t.Letters) <= 1 && alts[0][0].Text == string(t.Text)
}

// firstGram gives a gram that a stored document certainly has; "" when it has none.
func firstGram(body string) string {
	for _, f := range search.ParseBody(body) {
		for _, g := range search.TextGrams(f.Value) {
			if !g.Prefix {
				return g.Text
			}
		}
	}
	return ""
}
