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
func (k *ageing) figure(c *kit.Canvas, id string, r kit.Rect, title string, part func(finance.AgeRow) money.Minor) {
	st := c.Hit("age."+id, r, kit.Hit{Name: title, Role: kit.RoleButton, Tip: k.host.T("explain.figure"), Cursor: kit.Hand, Focusable: true, Tap: func() {
		k.explain(title, part).Show(k.host)
	}})
	if st.Ring {
		c.FocusRing(r.Inset(3), 3)
	}
}

func (k *ageing) explain(title string, part func(finance.AgeRow) money.Minor) figures.Explain {
	t := k.host.T
	x := figures.Explain{Title: t(k.words) + " · " + title, Value: money.Of(part(k.age.Sum), kit.Home()).String()}
	for i, r := range k.age.Rows {
		m := part(r)
		if m == 0 {
			continue
		}
		_, counts := r.Fold(3)
		n := 0
		for _, of := range counts {
			n += of
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

// bucket is the amount of one part of the folded ageing.
func bucket(i int) func(finance.AgeRow) money.Minor {
	return func(r finance.AgeRow) money.Minor {
		if b, _ := r.Fold(3); i < len(b) {
			return b[i]
		}
		return 0
	}
}

func ageTotal(r finance.AgeRow) money.Minor { return r.Total }

func ageLate(r finance.AgeRow) money.Minor { return r.Overdue }
