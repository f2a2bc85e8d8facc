package sales

import (
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// partName is the name of an instalment: a shipped one in the reader's language.
func partName(h kit.Host, name string) string { return tr.In(h.Lang()).Or(name, name) }

// resetPlan makes the plan of the payment terms again.
func (p *orderPage) resetPlan() { p.e.edit("", func(o *sales.Order) { o.Plan = nil }) }

func (p *orderPage) drawPlan(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(planHead).Pad(theme.MarginLeft, 7, theme.MarginLeft, 3)
	parts := []kit.Tab{{ID: "plan", Text: t("saleswindow.plan")}, {ID: "terms", Text: t("saleswindow.terms")}}
	c.Segment("below", head.CutLeft(kit.SegmentWidth(parts)), parts, p.below(), func(id string) { p.tab = id; p.s.Redraw() })
	head.CutLeft(12)
	if p.below() == "terms" {
		p.drawTerms(c, r)
		return
	}
	if len(p.dues) > 0 {
		c.Text(head, t("saleswindow.plan_derived"), kit.Caption)
		p.drawDues(c, r)
		return
	}
	sub := t("saleswindow.plan_draft")
	head.CutLeft(c.Text(head, sub, kit.Caption) + 10)
	if p.editable() {
		c.LinkText(head, "plan.reset", t("saleswindow.plan_reset"), kit.Link.RightAligned(), p.resetPlan)
	}
	p.plan.Draw(c, "plan", r)
}

// planHead is the height of the head of what stands below the lines.
const planHead = 38

// below is what stands below the lines: the plan, or terms and remark.
func (p *orderPage) below() string {
	if p.tab == "terms" {
		return p.tab
	}
	return "plan"
}

// belowHeight is how high it would be.
func (p *orderPage) belowHeight() float32 {
	if p.below() == "terms" {
		return planHead + 172
	}
	rows := len(p.dues)
	if rows == 0 {
		rows = len(p.e.rec.Plan)
	}
	return planHead + theme.TableHead + float32(rows+1)*theme.Row + 2
}

// drawTerms is what is printed below the lines, and the remark, which is not.
func (p *orderPage) drawTerms(c *kit.Canvas, r kit.Rect) {
	cols := r.Pad(theme.MarginLeft, 2, theme.MarginLeft, 10).Columns(12, -1.6, -1)
	for i, key := range []string{"terms", "remark"} {
		c.Text(cols[i].CutTop(20), p.host.T("saleswindow."+key+"_label"), kit.Caption)
		c.Field("head."+key, cols[i], p.h.fields[key])
	}
}

// drawDues shows the receivables of the order: due, received, open, state.
func (p *orderPage) drawDues(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	cols := func(row kit.Rect) []kit.Rect {
		if row.W < 760 { // no room for what it was settled by
			return append(row.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(8, 24, -1, 84, 90, 90, 90, 116), kit.Rect{})
		}
		return row.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(10, 24, -1, 100, 110, 110, 110, 120, -1)
	}
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	h := cols(head)
	c.Text(h[0], t("saleswindow.plan_row"), kit.Caption)
	c.Text(h[1], t("sales_order_plan.name"), kit.Caption)
	c.Text(h[2], t("sales_order_plan.due_on"), kit.Caption)
	c.Text(h[3], t("sales_order_plan.amount_minor"), kit.Caption.RightAligned())
	c.Text(h[4], t("saleswindow.plan_paid"), kit.Caption.RightAligned())
	c.Text(h[5], t("saleswindow.plan_open"), kit.Caption.RightAligned())
	c.Text(h[6], t("saleswindow.plan_state"), kit.Caption)
	c.Text(h[7], t("saleswindow.plan_basis"), kit.Caption)
	foot := r.CutBottom(theme.Row)
	var amount, settled money.Minor
	var next calendar.Date
	c.Scroll("dues", r, float32(len(p.dues))*theme.Row, func(body kit.Rect) {
		for i, d := range p.dues {
			row := body.CutTop(theme.Row)
			if !d.void {
				amount, settled = amount+d.amount, settled+d.settled
				if d.settled < d.amount && (next.IsZero() || d.on < next) {
					next = d.on
				}
			}
			if c.Visible(row) {
				p.drawDue(c, row, cols(row), i)
			}
		}
	})
	c.Fill(foot, theme.Sunken)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	f := cols(foot)
	cur := p.currency()
	c.Text(f[1], t("saleswindow.total"), kit.Strong)
	c.Text(f[3], plain(amount, cur), kit.Strong.RightAligned())
	c.Text(f[4], plain(settled, cur), kit.Strong.RightAligned())
	c.Text(f[5], plain(amount-settled, cur), kit.Strong.RightAligned())
	if !next.IsZero() {
		c.Text(kit.R(f[6].X, f[6].Y, 240, f[6].H), t("saleswindow.plan_next", "date", next.String()), kit.Caption)
	}
}

func (p *orderPage) drawDue(c *kit.Canvas, row kit.Rect, cell []kit.Rect, i int) {
	d := p.dues[i]
	cur := p.currency()
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	state := finance.StateOf(d.amount, d.settled, d.on, p.host.Today(), d.void)
	c.Text(cell[0], itoa(i+1), kit.Second)
	c.Text(cell[1], partName(p.host, d.name), kit.Body)
	on := kit.Body
	if state == finance.Overdue {
		on = kit.Body.In(theme.Bad)
	}
	c.Text(cell[2], d.on.String(), on)
	c.Text(cell[3], plain(d.amount, cur), kit.Body.RightAligned())
	c.Text(cell[4], money.Of(d.settled, cur).List(), kit.Body.RightAligned())
	c.Text(cell[5], money.Of(d.amount-d.settled, cur).List(), kit.Body.RightAligned())
	tint := map[string]kit.Tint{finance.Settled: kit.Green, finance.Overdue: kit.Red, finance.DueNow: kit.Amber, finance.Partly: kit.Amber}[state]
	if tint == (kit.Tint{}) {
		tint = kit.Gray
	}
	text := p.host.T("saleswindow.state."+state, "n", int(p.host.Today()-d.on))
	c.Badge(cell[6], text, tint)
	at := cell[7]
	for _, m := range p.paid {
		if m.receivable == d.id && m.amount > 0 && at.W > 60 {
			w := c.LinkText(at, "due."+itoa(i)+"."+m.title, m.title, kit.Link, func() { p.host.Open(m.kind, m.id, nil) })
			at.CutLeft(w + 8)
		}
	}
}
