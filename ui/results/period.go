package results

import (
	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// period is a stretch of time that can be turned forwards and back.
type period struct {
	host    kit.Host
	unit    string
	units   []string // day, week, month, quarter, year
	shift   int
	changed func()
}

// span gives the first and last day.
func (p *period) span() (from, to calendar.Date) {
	today := p.host.Today()
	switch p.unit {
	case "day":
		d := today.AddDays(p.shift)
		return d, d
	case "week":
		from = today.AddDays(-(int(today.Weekday())+6)%7 + 7*p.shift)
		return from, from + 6
	case "quarter":
		y, m, _ := today.Parts()
		from = calendar.Of(y, (m-1)/3*3+1, 1).AddMonths(3 * p.shift)
		return from, from.AddMonths(2).MonthEnd()
	case "year":
		y, _, _ := today.Parts()
		return calendar.Of(y+p.shift, 1, 1), calendar.Of(y+p.shift, 12, 31)
	}
	from = today.MonthStart().AddMonths(p.shift)
	return from, from.MonthEnd()
}

// text names the time.
func (p *period) text() string {
	from, to := p.span()
	switch p.unit {
	case "day":
		return from.String()
	case "month":
		return from.String()[:7]
	case "year":
		return from.String()[:4]
	}
	return from.String() + " – " + to.String()
}

func (p *period) turn(n int) {
	p.shift += n
	p.changed()
}

// draw shows the unit and the arrows at the left of r.
func (p *period) draw(c *kit.Canvas, r *kit.Rect) {
	t := p.host.T
	var tabs []kit.Tab
	for _, u := range p.units {
		tabs = append(tabs, kit.Tab{ID: u, Text: t("resultspage.unit." + u)})
	}
	if len(tabs) > 1 {
		c.Segment("unit", r.CutLeft(kit.SegmentWidth(tabs)).MiddleRow(theme.Control), tabs, p.unit, func(id string) {
			p.unit, p.shift = id, 0
			p.changed()
		})
		r.CutLeft(10)
	}
	c.ButtonsLeft(r, kit.Button{ID: "earlier", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("dealpage.earlier"), Tap: func() { p.turn(-1) }})
	w := kit.Measure(p.text(), kit.Strong)
	c.Text(r.CutLeft(w+6), p.text(), kit.Strong)
	c.ButtonsLeft(r, kit.Button{ID: "later", Icon: icons.ChevronRight, Kind: kit.Plain, Tip: t("dealpage.later"), Tap: func() { p.turn(1) }})
	r.CutLeft(6)
}

func (p *period) commands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "earlier", Title: t("dealpage.earlier"), Keys: []kit.Key{"PageUp"}, Run: func() { p.turn(-1) }},
		{ID: "later", Title: t("dealpage.later"), Keys: []kit.Key{"PageDown"}, Run: func() { p.turn(1) }},
	}
}

// bar is the bar above a page of figures.
func bar(c *kit.Canvas, r *kit.Rect) kit.Rect {
	b := r.CutTop(theme.FilterBar)
	c.LineH(b.X, b.Bottom()-1, b.W, theme.Line)
	return b.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
}

// waiting draws what stands in place of figures that are not there, and tells whether it did.
func waiting(c *kit.Canvas, h kit.Host, l *kit.Loader, r kit.Rect, ready bool, again func()) bool {
	t := h.T
	switch {
	case l.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("records.failed"), Text: h.ErrorText(l.Failed()), First: kit.Button{ID: "again", Text: t("records.again"), Kind: kit.Primary, Tap: again}})
	case !ready:
		if l.Slow() {
			c.Placeholders(r)
		}
	default:
		return false
	}
	return true
}

func refresh(h kit.Host, run func()) kit.Command {
	return kit.Command{ID: "refresh", Title: h.T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: run}
}
