package figures

import (
	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Period is a stretch of time that can be turned forwards and back.
type Period struct {
	Host    kit.Host
	Unit    string
	Units   []string // day, week, month, quarter, year
	Shift   int
	Changed func()
}

// Span gives the first and last day.
func (p *Period) Span() (from, to calendar.Date) {
	today := p.Host.Today()
	switch p.Unit {
	case "day":
		d := today.AddDays(p.Shift)
		return d, d
	case "week":
		from = today.AddDays(-(int(today.Weekday())+6)%7 + 7*p.Shift)
		return from, from + 6
	case "quarter":
		y, m, _ := today.Parts()
		from = calendar.Of(y, (m-1)/3*3+1, 1).AddMonths(3 * p.Shift)
		return from, from.AddMonths(2).MonthEnd()
	case "year":
		y, _, _ := today.Parts()
		return calendar.Of(y+p.Shift, 1, 1), calendar.Of(y+p.Shift, 12, 31)
	}
	from = today.MonthStart().AddMonths(p.Shift)
	return from, from.MonthEnd()
}

// Text names the time.
func (p *Period) Text() string {
	from, to := p.Span()
	switch p.Unit {
	case "day":
		return from.String()
	case "month":
		return from.String()[:7]
	case "year":
		return from.String()[:4]
	}
	return from.String() + " – " + to.String()
}

func (p *Period) turn(n int) {
	p.Shift += n
	p.Changed()
}

// Draw shows the unit and the arrows at the left of r.
func (p *Period) Draw(c *kit.Canvas, r *kit.Rect) {
	t := p.Host.T
	var tabs []kit.Tab
	for _, u := range p.Units {
		tabs = append(tabs, kit.Tab{ID: u, Text: t("resultspage.unit." + u)})
	}
	if len(tabs) > 1 {
		c.Segment("unit", r.CutLeft(kit.SegmentWidth(tabs)).MiddleRow(theme.Control), tabs, p.Unit, func(id string) {
			p.Unit, p.Shift = id, 0
			p.Changed()
		})
		r.CutLeft(10)
	}
	c.ButtonsLeft(r, kit.Button{ID: "earlier", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("dealpage.earlier"), Tap: func() { p.turn(-1) }})
	w := kit.Measure(p.Text(), kit.Strong)
	c.Text(r.CutLeft(w+6), p.Text(), kit.Strong)
	c.ButtonsLeft(r, kit.Button{ID: "later", Icon: icons.ChevronRight, Kind: kit.Plain, Tip: t("dealpage.later"), Tap: func() { p.turn(1) }})
	r.CutLeft(6)
}

// Commands turn the period.
func (p *Period) Commands() []kit.Command {
	t := p.Host.T
	return []kit.Command{
		{ID: "earlier", Title: t("dealpage.earlier"), Keys: []kit.Key{"PageUp"}, Run: func() { p.turn(-1) }},
		{ID: "later", Title: t("dealpage.later"), Keys: []kit.Key{"PageDown"}, Run: func() { p.turn(1) }},
	}
}

// Bar is the bar above a page of figures.
func Bar(c *kit.Canvas, r *kit.Rect) kit.Rect {
	b := r.CutTop(theme.FilterBar)
	c.LineH(b.X, b.Bottom()-1, b.W, theme.Line)
	return b.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
}

// Waiting draws what stands in place of figures that are not there, and tells whether it did.
func Waiting(c *kit.Canvas, h kit.Host, l *kit.Loader, r kit.Rect, ready bool, again func()) bool {
	switch {
	case l.Failed() != nil:
		c.Failure(r, h, l.Failed(), again)
	case !ready:
		if l.Slow() {
			c.Placeholders(r)
		}
	default:
		return false
	}
	return true
}

// Refresh is the command that reads the figures anew.
func Refresh(h kit.Host, run func()) kit.Command {
	return kit.Command{ID: "refresh", Title: h.T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: run}
}
