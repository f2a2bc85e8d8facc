package sales

import (
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (p *purchasePage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	if !p.e.fresh() && r.W > 900 {
		side := r.CutRight(min(358, r.W*0.28))
		c.LineV(side.X, side.Y, side.H, theme.Line)
		p.drawSide(c, side.Pad(1, 0, 0, 0))
	}
	p.drawLeft(c, &r)
	switch o := p.e.rec; {
	case p.e.wrong != nil:
		putBanner(c, &r, kit.Banner{Tint: kit.Red, Text: p.host.ErrorText(p.e.wrong)})
	case o.EndReason != "":
		putBanner(c, &r, kit.Banner{Tint: orderTint(sales.OrderState(o.State)), Text: p.host.T("saleswindow.end_reason", "reason", o.EndReason)})
	}
	p.drawFields(c, r.CutTop(132))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	notes := r.CutBottom(96)
	c.LineH(notes.X, notes.Y, notes.W, theme.Line)
	p.drawNotes(c, notes.Pad(theme.MarginLeft, 6, theme.MarginLeft, 6))
	foot := r.CutBottom(32)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	p.l.grid.Draw(c, "lines", r)
	p.drawFoot(c, foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0))
}

func (p *purchasePage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	state := p.host.T("purchase_order.state." + string(p.e.rec.State))
	room := r.W - kit.Measure(p.Title(), kit.Title) - 28 - kit.BadgeWidth(state) - 8
	c.ButtonsRight(&r, kit.FitButtons(room, p.buttons())...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	r.CutLeft(c.Badge(r, state, orderTint(sales.OrderState(p.e.rec.State))) + 8)
	p.drawUnsaved(c, r)
}

func (p *purchasePage) buttons() []kit.Button {
	out := []kit.Button{p.button("print", kit.Outline)}
	switch o := p.e.rec; {
	case p.editable() && p.e.fresh():
		out = append(out, p.button("save", kit.Primary))
	case p.editable():
		out = append(out, p.button("submit", kit.Outline), p.button("save", kit.Primary))
	case o.State == purchase.OrderSubmitted:
		out = append(out, p.button("recall", kit.Outline))
	case o.State == purchase.OrderApproved:
		out = append(out, p.button("mail", kit.Outline), p.button("receive", kit.Primary))
	}
	return append(out, p.moreButton("submit", "recall", "mail", "pdf", "excel", "copy", "timeline", "receive", "rework", "finish", "order", "cancel", "undo", "redo"), p.detachButton())
}

// drawFields is the head: who supplies what until when.
func (p *purchasePage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	row := in.CutTop(52).Columns(12, -1.5, -1, -1, -1, -1)
	for i, key := range []string{"supplier_id", "contact_id", "date_on", "deliver_on", "warehouse"} {
		p.h.draw(c, row[i], key, "")
	}
	in.CutTop(6)
	row = in.CutTop(52).Columns(12, -1.5, -1, -1, -2)
	p.h.draw(c, row[0], "subject", "")
	p.h.draw(c, row[1], "payment_terms", "")
	p.h.drawCurrency(c, row[2])
	p.h.draw(c, row[3], "deliver_to", "")
}

// drawNotes is what is printed below the lines, and the remark.
func (p *purchasePage) drawNotes(c *kit.Canvas, r kit.Rect) {
	cols := r.Columns(12, -1.4, -1)
	c.Text(cols[0].CutTop(21), p.h.label("terms"), kit.Caption)
	c.Field("head.terms", cols[0], p.h.fields["terms"])
	p.h.draw(c, cols[1], "remark", "")
}

func (p *purchasePage) drawFoot(c *kit.Canvas, in kit.Rect) {
	t, o := p.host.T, p.e.rec
	total := money.Of(o.TotalMinor, o.Currency).String()
	c.Text(in.CutRight(kit.Measure(total, kit.Section)+2), total, kit.Section)
	in.CutRight(12)
	word := t("purchase_order.total_minor")
	c.Text(in.CutRight(kit.Measure(word, kit.Body)+2), word, kit.Body)
	c.Text(in, t("saleswindow.net_of", "net", plain(o.NetMinor, o.Currency), "tax", plain(o.TaxMinor, o.Currency)), kit.Caption)
}

// drawSide is approval and receipts at the right.
func (p *purchasePage) drawSide(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.ScrollAuto("side", r, func(body kit.Rect) float32 {
		in := body.Pad(theme.MarginLeft, 10, theme.MarginRight, 0)
		in.H = 4000
		top := in.Y
		c.Text(in.CutTop(24), t("approval.one"), kit.Strong)
		in.CutTop(4)
		if len(p.asked) == 0 {
			c.Text(in.CutTop(24), t("saleswindow.approval_none"), kit.Hint)
		} else {
			in.CutTop(drawApprovals(c, in, p.host, p.asked, func(id int64) string { p.h.name("person", id); return p.h.nameOf("person", id) }))
		}
		in.CutTop(8)
		c.LineH(r.X, in.Y, r.W, theme.Line)
		in.CutTop(10)
		docs := p.receipts
		if id := p.e.rec.SalesOrderID; id != 0 {
			p.h.name(sales.Orders, id)
			docs = append([]linked{{kind: sales.Orders, id: id, title: p.h.nameOf(sales.Orders, id), state: "buypage.demand"}}, docs...)
		}
		c.Text(in.CutTop(24), t("saleswindow.linked"), kit.Strong)
		in.CutTop(4)
		if len(docs) == 0 {
			c.Text(in.CutTop(24), t("saleswindow.linked_none"), kit.Hint)
		}
		for i, d := range docs {
			drawLinked(c, in.CutTop(linkedHeight(in.W)), p.host, linkedRow{i, d, p.currency()})
		}
		return in.Y - top + 20
	})
}
