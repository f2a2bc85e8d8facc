package sales

import (
	"strings"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// planModel edits the instalments of a draft. Their sum stays the total of the order:
// what one is changed by is taken from the last other one.
type planModel struct{ p *orderPage }

func (m planModel) rows() []sales.PlanLine {
	if m.p.e.rec == nil {
		return nil
	}
	return m.p.e.rec.Plan
}

func (m planModel) Len() int { return len(m.rows()) }

func (m planModel) Cell(row int, col string) kit.GridCell {
	l := m.rows()[row]
	switch col {
	case "name":
		return kit.GridCell{Text: m.p.partName(l.Name)}
	case "due_on":
		if l.DueOn.IsZero() {
			return kit.GridCell{}
		}
		return kit.GridCell{Text: l.DueOn.String()}
	}
	return kit.GridCell{Text: plain(l.AmountMinor, m.p.currency())}
}

func (m planModel) Set(row int, col, text string, _ *kit.Option) string {
	h := m.p.host
	text = strings.TrimSpace(text)
	if row >= m.Len() && text == "" {
		return ""
	}
	var on calendar.Date
	var amount money.Minor
	var err error
	switch col {
	case "due_on":
		on, err = calendar.ParseShort(text, h.Today(), calendar.Ahead)
	case "amount":
		amount, err = money.Parse(orZero(text), m.p.currency())
	}
	if err != nil {
		return h.ErrorText(err)
	}
	m.p.e.edit("", func(o *sales.Order) {
		if row >= len(o.Plan) {
			o.Plan = append(o.Plan, sales.PlanLine{DueOn: o.On})
		}
		l := &o.Plan[row]
		switch col {
		case "name":
			l.Name = text
		case "due_on":
			l.DueOn = on
		case "amount":
			balance(o, row, amount)
		}
	})
	return ""
}

// balance sets an instalment and takes the difference from the last other one.
func balance(o *sales.Order, row int, amount money.Minor) {
	other := len(o.Plan) - 1
	if other == row {
		other--
	}
	if other < 0 {
		return // the only instalment is the total
	}
	o.Plan[other].AmountMinor += o.Plan[row].AmountMinor - amount
	o.Plan[row].AmountMinor = amount
}

func (m planModel) Insert(at int) {
	m.p.e.edit("", func(o *sales.Order) {
		o.Plan = append(o.Plan[:at:at], append([]sales.PlanLine{{DueOn: o.On}}, o.Plan[at:]...)...)
	})
}

func (m planModel) Delete(at int) {
	m.p.e.edit("", func(o *sales.Order) {
		if len(o.Plan) < 2 {
			return
		}
		balance(o, at, 0)
		o.Plan = append(o.Plan[:at:at], o.Plan[at+1:]...)
	})
}

func (m planModel) Move(from, to int) {
	m.p.e.edit("", func(o *sales.Order) {
		l := o.Plan[from]
		rest := append(o.Plan[:from:from], o.Plan[from+1:]...)
		o.Plan = append(rest[:to:to], append([]sales.PlanLine{l}, rest[to:]...)...)
	})
}

func (m planModel) Copy(from, to int) {
	m.p.e.edit("", func(o *sales.Order) {
		if to >= len(o.Plan) {
			o.Plan = append(o.Plan, sales.PlanLine{})
			to = len(o.Plan) - 1
		}
		o.Plan[to].Name, o.Plan[to].DueOn = o.Plan[from].Name, o.Plan[from].DueOn
	})
}

// partName is the name of an instalment: a shipped one in the reader's language.
func (p *orderPage) partName(name string) string { return tr.In(p.host.Lang()).Or(name, name) }

// resetPlan makes the plan of the payment terms again.
func (p *orderPage) resetPlan() { p.e.edit("", func(o *sales.Order) { o.Plan = nil }) }

func (p *orderPage) drawPlan(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(38).Pad(theme.MarginLeft, 8, theme.MarginLeft, 0)
	head.CutLeft(c.Text(head, t("saleswindow.plan"), kit.Strong) + 10)
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
	c.Text(cell[1], p.partName(d.name), kit.Body)
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
