package importing

import (
	"cmp"
	"slices"
	"strings"

	"kontor/app/dedupe"
	"kontor/app/entity"
)

// scores of a guess, in percent.
const (
	scoreLabel   = 100
	scoreAlias   = 97
	scoreSynonym = 80
	scoreSide    = 4  // less for a field of the side with the same name
	scorePart    = 55 // the header contains the name, or the other way round
	scoreContent = 62 // the header says nothing, the content everything
	leastScore   = 45
	mediumFrom   = 66
	highFrom     = 84
)

// namer knows the labels of a key in all languages.
type namer func(key string) []string

// guesser proposes fields for columns.
type guesser struct {
	targets []Target
	names   [][]weighted // of each target
}

type weighted struct {
	plain string
	score int
}

func newGuesser(targets []Target, names namer) *guesser {
	g := &guesser{targets: targets, names: make([][]weighted, len(targets))}
	for i, t := range targets {
		less := 0
		if t.Side {
			less = scoreSide
		}
		labels := []string{t.Field.Title, t.Field.TitleEN}
		if names != nil {
			labels = append(labels, names(t.Field.LabelKey())...)
		}
		for _, l := range labels {
			g.add(i, l, scoreLabel-less)
			g.addOwn(i, l, names)
		}
		for _, a := range t.Field.Aliases {
			g.add(i, a, scoreAlias-less)
			g.addOwn(i, a, names)
		}
		g.add(i, t.Key, scoreLabel)
		for word, key := range synonyms {
			if key == t.Key || strings.TrimPrefix(key, t.Type.Name+".") == t.Key {
				g.add(i, word, scoreSynonym)
			}
		}
	}
	return g
}

// addOwn adds the label with the name of its entity in front: 联系人手机, customer phone.
func (g *guesser) addOwn(i int, label string, names namer) {
	if names == nil || label == "" {
		return
	}
	for _, e := range names(g.targets[i].Type.Name + ".one") {
		g.add(i, e+label, scoreLabel-1)
		g.add(i, e+"的"+label, scoreLabel-1)
	}
}

func (g *guesser) add(i int, name string, score int) {
	if p := plainHeader(name); p != "" {
		g.names[i] = append(g.names[i], weighted{p, score})
	}
}

// header scores one header against one target.
func (g *guesser) header(i int, plain string) int {
	best := 0
	for _, n := range g.names[i] {
		s := 0
		switch {
		case n.plain == plain:
			s = n.score
		case trimmed(plain) == trimmed(n.plain) && len(trimmed(plain)) >= 6:
			s = n.score - 14
		case len(n.plain) >= 6 && strings.Contains(plain, n.plain), len(plain) >= 6 && strings.Contains(n.plain, plain):
			s = scorePart + 20*min(len(plain), len(n.plain))/max(len(plain), len(n.plain))
		default:
			if near := dedupe.Near(plain, n.plain); near >= 60 {
				s = near * scorePart / 80
			}
		}
		best = max(best, s)
	}
	return best
}

// trimmed takes words away that say nothing: 客户手机号码 → 手机号.
func trimmed(s string) string {
	for _, w := range []string{"客户", "公司", "企业", "联系人", "产品", "商品", "员工", "的"} {
		if rest, ok := strings.CutPrefix(s, w); ok && rest != "" {
			s = rest
			break
		}
	}
	for _, w := range []string{"号码", "名称", "信息", "内容", "情况"} {
		if rest, ok := strings.CutSuffix(s, w); ok && rest != "" {
			return rest
		}
	}
	return s
}

// sample is what a column holds in the first rows.
type sample struct {
	header string
	cells  []Cell // non-empty ones
}

// guess proposes a field for each column, each field at most once: the best pairs first.
func (g *guesser) guess(columns []sample, fits func(t Target, c Cell, zeros int) bool) []Column {
	type pair struct{ column, target, score int }
	var pairs []pair
	zeros := make([]int, len(columns))
	out := make([]Column, len(columns))
	for c, col := range columns {
		name, z := unitOf(col.header)
		zeros[c] = z
		out[c].Header = col.header
		plain := plainHeader(name)
		for i, t := range g.targets {
			score := 0
			if plain != "" {
				score = g.header(i, plain)
			}
			if score = g.content(t, score, col.cells, func(cell Cell) bool { return fits(t, cell, z) }); score >= leastScore {
				pairs = append(pairs, pair{c, i, score})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.score, a.score) })
	taken := map[int]bool{}
	for _, p := range pairs {
		if out[p.column].Field != "" || taken[p.target] {
			continue
		}
		taken[p.target] = true
		t := g.targets[p.target]
		out[p.column].Field, out[p.column].Sure = t.Key, sure(p.score)
		if t.Field.Kind == entity.KindMoney || t.Field.Kind == entity.KindNumber {
			out[p.column].Zeros = zeros[p.column]
		}
		if out[p.column].Zeros != 0 {
			out[p.column].Sure = Low
		}
	}
	return out
}

func sure(score int) Sure {
	switch {
	case score >= highFrom:
		return High
	case score >= mediumFrom:
		return Medium
	}
	return Low
}

// content corrects the score of a header by what the cells hold: a column of addresses
// under the header 手机 is no column of numbers, and a column of mail addresses needs no
// header at all.
func (g *guesser) content(t Target, score int, cells []Cell, fits func(Cell) bool) int {
	if len(cells) == 0 {
		return score
	}
	telling := t.Field.Kind == entity.KindMail || t.Field.Kind == entity.KindPhone && strings.HasSuffix(t.Key, "mobile") || t.Field.Key == "credit_code"
	if score < leastScore && !telling {
		return score
	}
	good, specific := 0, 0
	for _, c := range cells {
		if fits(c) {
			good++
			if looksLike(t, c.Text) {
				specific++
			}
		}
	}
	switch {
	case score < leastScore && len(cells) >= 2 && specific == len(cells):
		if t.Side {
			return scoreContent - 1
		}
		return scoreContent
	case score < leastScore:
		return 0
	case good*2 < len(cells):
		return score - 30
	}
	return score
}

// looksLike asks for more than being allowed: any text is an allowed credit code.
func looksLike(t Target, text string) bool {
	text = strings.TrimSpace(text)
	switch {
	case t.Field.Kind == entity.KindMail:
		return strings.Contains(text, "@")
	case t.Field.Kind == entity.KindPhone:
		return len(strings.Map(onlyDigits, text)) >= 11
	case t.Field.Key == "credit_code":
		return len(text) == 18 && strings.HasPrefix(text, "9")
	}
	return false
}

func onlyDigits(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// headerRow finds the row of headers among the first rows of a file: the one that names
// most fields, else the first whose cells are all texts. 0: there is none.
func (g *guesser) headerRow(rows []Row) int {
	best, bestHits := 0, 1
	for _, r := range rows {
		hits := 0
		for _, c := range r.Cells {
			name, _ := unitOf(c.Text)
			plain := plainHeader(name)
			for i := range g.targets {
				if plain != "" && g.header(i, plain) >= scoreSynonym-scoreSide {
					hits++
					break
				}
			}
		}
		if hits > bestHits {
			best, bestHits = r.Line, hits
		}
	}
	if best > 0 {
		return best
	}
	for i, r := range rows {
		if filled, named := nameLike(r); filled > 0 && i+1 < len(rows) {
			if named == filled {
				return r.Line
			}
			return 0
		}
	}
	return 0
}

// nameLike counts the filled cells of a row and those that could be headers: short texts
// without digits at the front.
func nameLike(r Row) (filled, named int) {
	for _, c := range r.Cells {
		if c.Text == "" {
			continue
		}
		filled++
		if c.Kind == Text && len(c.Text) <= 60 && (c.Text[0] < '0' || c.Text[0] > '9') && !strings.Contains(c.Text, "@") {
			named++
		}
	}
	return filled, named
}
