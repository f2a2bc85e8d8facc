package finance

import (
	"strconv"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/figures"
	"kontor/ui/kit"
)

// figure makes a place of the ageing that tells, when it is chosen, which parties its
// amount is made of; each of them is then the one whose papers are shown.
func (k *ageing) figure(c *kit.Canvas, id string, r kit.Rect, title string, part agePart) {
	st := c.Hit("age."+id, r, kit.Hit{Name: title, Role: kit.RoleButton, Tip: k.host.T("explain.figure"), Cursor: kit.Hand, Focusable: true, Tap: func() {
		k.explain(title, part).Show(k.host)
	}})
	if st.Ring {
		c.FocusRing(r.Inset(3), 3)
	}
}

func (k *ageing) explain(title string, part agePart) figures.Explain {
	t := k.host.T
	whole, _ := part(k.age.Sum)
	x := figures.Explain{Title: t(k.words) + " · " + title, Value: money.Of(whole, kit.Home()).String()}
	for i, r := range k.age.Rows {
		m, n := part(r)
		if m == 0 {
			continue
		}
		x.Parts = append(x.Parts, figures.ExplainPart{
			Label: k.name(r.PartyID), Note: t("finance.papers", "n", strconv.Itoa(n)), Value: plain(m),
			Open: func() {
				k.table.Select(i)
				k.pick(r.PartyID)
			},
		})
	}
	x.Text = t("explain.sum", "n", len(x.Parts))
	return x
}

// agePart is a part of what a party owes, and how many papers it is made of.
type agePart func(finance.AgeRow) (money.Minor, int)

// ageBuckets are the parts of the folded ageing from one to another.
func ageBuckets(from, to int) agePart {
	return func(r finance.AgeRow) (sum money.Minor, papers int) {
		amounts, counts := r.Fold(3)
		for i := from; i <= min(to, len(amounts)-1); i++ {
			sum, papers = sum+amounts[i], papers+counts[i]
		}
		return sum, papers
	}
}

var (
	ageTotal = ageBuckets(0, 4)
	ageLate  = ageBuckets(1, 4)
)
