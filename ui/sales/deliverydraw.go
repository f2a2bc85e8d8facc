package sales

import (
	"kontor/app/money"
	"kontor/app/stock"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func deliveryTint(s stock.State) kit.Tint {
	switch s {
	case stock.Draft:
		return kit.Amber
	case stock.Issued:
		return kit.Blue
	case stock.Signed:
		return kit.Green
	}
	return kit.Red
}

func (p *deliveryPage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	p.drawLeft(c, &r)
	d := p.e.rec
	if d.Reason != "" {
		putBanner(c, &r, kit.Banner{Tint: kit.Red, Text: p.host.T("saleswindow.end_reason", "reason", d.Reason)})
	}
	p.drawFields(c, r.CutTop(132))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	foot := r.CutBottom(36)
	p.grid.Draw(c, "lines", r)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	p.drawFoot(c, foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0))
}

func (p *deliveryPage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	button := p.button
	list := []kit.Button{button("order", kit.Outline), button("print", kit.Outline)}
	switch p.e.rec.State {
	case stock.Draft:
		list = append(list, button("save", kit.Outline), button("issue", kit.Primary))
	case stock.Issued:
		list = append(list, button("reverse", kit.Outline), button("sign", kit.Primary))
	case stock.Signed:
		list = append(list, button("return", kit.Outline), button("reverse", kit.Outline))
	}
	list = append(list, p.moreButton("mail", "pdf", "excel", "copy", "timeline", "redo"), p.detachButton())
	room := r.W - kit.Measure(p.Title(), kit.Title) - 28 - kit.BadgeWidth(p.host.T("delivery.state."+string(p.e.rec.State))) - 8
	c.ButtonsRight(&r, kit.FitButtons(room, list)...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	state := p.e.rec.State
	r.CutLeft(c.Badge(r, p.host.T("delivery.state."+string(state)), deliveryTint(state)) + 8)
	p.drawUnsaved(c, r)
}

// drawFields is the head of the note: who gets the goods where, and who brings them.
func (p *deliveryPage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	row := in.CutTop(52).Columns(12, -1.5, -1, -1, -1)
	for i, key := range []string{"customer_id", "date_on", "receiver", "phone"} {
		p.h.draw(c, row[i], key, "")
	}
	in.CutTop(6)
	row = in.CutTop(52).Columns(12, -1.5, -1, -1, -1)
	for i, key := range []string{"address", "warehouse", "driver", "plate"} {
		p.h.draw(c, row[i], key, "")
	}
}

func (p *deliveryPage) drawFoot(c *kit.Canvas, r kit.Rect) {
	t, d := p.host.T, p.e.rec
	var quantity money.Quantity
	var packages int64
	for _, l := range d.Lines {
		quantity, packages = quantity+l.Quantity, packages+l.Packages
	}
	sum := t("saleswindow.delivery_sum", "n", len(d.Lines), "quantity", quantity.String(), "packages", itoa(int(packages)))
	c.Text(r, sum, kit.Strong.RightAligned())
	switch {
	case d.State == stock.Signed:
		c.Text(r, t("saleswindow.signed_by", "name", d.SignedBy, "date", d.SignedOn.String()), kit.Second)
	case p.order != nil:
		c.Text(r, t("saleswindow.from_order", "order", p.order.Number), kit.Second)
	}
}
