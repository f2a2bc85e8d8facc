package sales

import (
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// bar is one of the five figures with a bar.
type bar struct {
	label, value, note string
	short              string // the note where it finds no room
	part               float32
	color, noteColor   theme.Token
	warn               bool // a triangle before the note
}

// bars are what came in and what went out of the order; none before it is approved.
func (p *orderPage) bars() []bar {
	t, o, cur := p.host.T, p.e.rec, p.currency()
	var settled, late money.Minor
	var next calendar.Date // the instalment that falls due next
	for _, d := range p.dues {
		if d.void {
			continue
		}
		settled += d.settled
		if d.settled < d.amount && d.on >= p.host.Today() && (next.IsZero() || d.on < next) {
			next = d.on
		}
		if d.settled < d.amount && d.on < p.host.Today() {
			late += d.amount - d.settled
		}
	}
	part := func(m money.Minor) float32 {
		if o.TotalMinor <= 0 {
			return 0
		}
		return float32(float64(m) / float64(o.TotalMinor))
	}
	done, all := 0, 0
	for i := range o.Lines {
		if l := &o.Lines[i]; kindOf(&l.Item).Counts() {
			all++
			if l.Delivered >= l.Quantity {
				done++
			}
		}
	}
	var out []bar
	if len(p.dues) > 0 {
		open := o.TotalMinor - settled
		owed := bar{label: t("saleswindow.unpaid"), value: money.Of(open, cur).String(), note: t("saleswindow.overdue_none"), part: part(open), color: theme.Age2}
		if late > 0 {
			owed.note, owed.short, owed.noteColor, owed.warn = t("saleswindow.overdue_of", "amount", plain(late, cur)), t("saleswindow.overdue_short"), theme.Bad, true
		}
		if late == 0 && !next.IsZero() {
			owed.note = t("saleswindow.plan_next", "date", next.String())
		}
		out = append(out, bar{label: t("saleswindow.paid"), value: money.Of(settled, cur).String(), note: t("saleswindow.receipts", "n", len(p.paid)), part: part(settled), color: theme.OK}, owed)
	}
	if o.State == sales.OrderApproved || o.State == sales.OrderClosed {
		sent := p.outValue()
		gone := bar{label: t("saleswindow.delivered"), value: money.Of(sent, cur).String(), note: t("saleswindow.delivered_count", "done", done, "all", all), part: part(sent), color: theme.Primary}
		if over := sent - settled; over > 0 && len(p.dues) > 0 && settled < o.TotalMinor {
			gone.note, gone.short, gone.noteColor, gone.warn = t("saleswindow.beyond_paid", "amount", plain(over, cur)), t("saleswindow.beyond_short"), theme.Warn, true
		}
		if late := all > done && !o.DeliverOn.IsZero() && o.DeliverOn < p.host.Today(); late {
			gone.note, gone.noteColor, gone.warn = t("saleswindow.lines_open_by", "n", all-done, "date", o.DeliverOn.String()), theme.Bad, true
		}
		out = append(append(out, p.billedBars()...), gone)
	}
	return out
}

// billedBars are what is invoiced of the order and what is not.
func (p *orderPage) billedBars() []bar {
	if !p.host.Actor().Can(identity.May(finance.Invoices, identity.See)) {
		return nil
	}
	t, cur, total := p.host.T, p.currency(), p.e.rec.TotalMinor
	var billed money.Minor
	for _, v := range p.billed {
		billed += v.amount
	}
	rest := max(total-billed, 0)
	part := func(m money.Minor) float32 { return float32(float64(m) / float64(max(total, 1))) }
	return []bar{
		{label: t("saleswindow.invoiced"), value: money.Of(billed, cur).String(), note: t("saleswindow.invoices", "n", len(p.billed)), part: part(billed), color: theme.Series2},
		{label: t("saleswindow.uninvoiced"), value: money.Of(rest, cur).String(), part: part(rest), color: theme.Age1},
	}
}

// drawBars shows figures with a bar beside each other.
func drawBars(c *kit.Canvas, r kit.Rect, list []bar) {
	c.LineH(r.X, r.Y, r.W, theme.Line)
	w := r.W / float32(len(list))
	for i, b := range list {
		cell := kit.R(r.X+float32(i)*w, r.Y+1, w, r.H-1)
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		in := cell.Pad(theme.MarginLeft, 8, 14, 0)
		top := in.CutTop(19)
		percent := strconv.FormatFloat(float64(b.part*100), 'f', 1, 32) + "%"
		c.Text(top.CutRight(kit.Measure(percent, kit.Caption)+2), percent, kit.Caption)
		c.Text(top, b.label, kit.Caption)
		c.Text(in.CutTop(22), b.value, kit.Section)
		in.CutTop(4)
		line := in.CutTop(6)
		c.Round(line, 3, theme.GraySoft, theme.None)
		if b.part > 0 {
			c.Round(kit.R(line.X, line.Y, line.W*min(b.part, 1), 6), 3, b.color, theme.None)
		}
		in.CutTop(3)
		st := kit.Caption
		if b.noteColor != theme.None {
			st.Color = b.noteColor
		}
		foot := in.CutTop(18)
		if b.warn {
			c.Icon(foot.CutLeft(12), icons.TriangleAlert, 12, st.Color)
			foot.CutLeft(4)
		}
		if kit.Measure(b.note, st) > foot.W && b.short != "" {
			c.Hit("bar."+strconv.Itoa(i), cell, kit.Hit{Name: b.note, Tip: b.note})
			b.note = b.short
		}
		c.Text(foot, b.note, st)
	}
}
