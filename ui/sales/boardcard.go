package sales

import (
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func (b *board) dwell(o *sales.Opportunity) (days int, w sales.Dwell) {
	for _, st := range b.stages {
		if st.Key == o.Stage {
			if limit := b.limits[st.Key]; limit > 0 {
				st.DwellDays = limit
			}
			days, _, w = sales.Dwelling(o, st, b.host.Today())
		}
	}
	return days, w
}

// card draws one deal.
func (b *board) card(c *kit.Canvas, r kit.Rect, lane, i int) {
	if lane >= len(b.lanes) || i >= len(b.lanes[lane]) {
		return
	}
	o := b.lanes[lane][i]
	t := b.host.T
	c.Text(r.CutTop(20), o.Name, kit.Body)
	c.Text(r.CutTop(18), b.names[o.CustomerID], kit.Caption)
	r.CutTop(3)
	row := r.CutTop(22)
	days, warn := b.dwell(o)
	switch {
	case o.State == sales.Won:
		text := tr.In(b.host.Lang()).Or("opportunity.state.won", "won")
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, kit.Green)
	case warn != sales.DwellFine:
		tint := kit.Amber
		if warn == sales.DwellVery {
			tint = kit.Red
		}
		text := t("saleswindow.dwelt", "n", days)
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, tint)
	default:
		text := t("saleswindow.days", "n", days)
		c.Text(row.CutRight(kit.Measure(text, kit.Caption)+2), text, kit.Caption)
	}
	c.Text(row, b.home(o.AmountMinor), kit.Strong)
	row = r.CutTop(21)
	if name := b.people[o.OwnerID]; name != "" {
		c.Person(row.CutLeft(20), name, 20)
		row.CutLeft(8)
	}
	if o.Competitor != "" && o.State == sales.Open {
		text := t("dealpage.against", "names", o.Competitor)
		w := min(kit.Measure(text, kit.Caption)+2, row.W*0.5)
		c.Text(row.CutRight(w), text, kit.Caption.RightAligned())
		row.CutRight(6)
	}
	on, key := o.CloseOn, "saleswindow.expected"
	if o.State == sales.Won {
		on, key = o.ClosedOn, "saleswindow.closed"
	}
	if !on.IsZero() {
		st := kit.Caption
		if o.State == sales.Open && on < b.host.Today() {
			st = kit.Caption.In(theme.Bad)
		}
		c.Text(row, t(key, "date", tr.In(b.host.Lang()).Near(on, b.host.Today())), st)
	}
}
