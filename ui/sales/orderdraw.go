package sales

import (
	"slices"
	"strconv"
	"strings"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

func orderTint(s sales.OrderState) kit.Tint {
	switch s {
	case sales.OrderDraft, sales.OrderSubmitted:
		return kit.Amber
	case sales.OrderApproved:
		return kit.Green
	case sales.OrderCancelled:
		return kit.Red
	}
	return kit.Gray
}

func (p *orderPage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	if r.W > 900 {
		side := r.CutRight(min(358, r.W*0.28))
		c.LineV(side.X, side.Y, side.H, theme.Line)
		defer p.drawSide(c, side.Pad(1, 0, 0, 0)) // Tab goes on in the order in which one reads
	}
	p.drawBanners(c, &r)
	if p.editable() {
		p.drawFields(c, r.CutTop(p.fieldsHeight()))
	} else {
		p.drawFacts(c, r.CutTop(76))
		if list := p.bars(); len(list) > 0 {
			drawBars(c, r.CutTop(88), list)
		}
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	plan := r.CutBottom(min(p.belowHeight(), r.H*0.46))
	c.LineH(plan.X, plan.Y, plan.W, theme.Line)
	p.drawLines(c, r)
	p.drawPlan(c, plan.Pad(0, 1, 0, 0))
}

// badges stand beside the number, the worst first.
func (p *orderPage) badges() []struct {
	text string
	tint kit.Tint
} {
	type badge = struct {
		text string
		tint kit.Tint
	}
	var out []badge
	late := 0
	for _, d := range p.dues {
		if !d.void && d.settled < d.amount && d.on < p.host.Today() {
			late = max(late, int(p.host.Today()-d.on))
		}
	}
	if late > 0 {
		out = append(out, badge{p.host.T("saleswindow.overdue_days", "n", late), kit.Red})
	}
	return append(out, badge{p.host.T("sales_order.state." + string(p.e.rec.State)), orderTint(p.e.rec.State)})
}

func (p *orderPage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	room := r.W - kit.Measure(p.Title(), kit.Title) - 28
	for _, b := range p.badges() {
		room -= kit.BadgeWidth(b.text) + 8
	}
	list := kit.FitButtons(room, p.buttons())
	c.ButtonsRight(&r, list...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	for _, b := range p.badges() {
		r.CutLeft(c.Badge(r, b.text, b.tint) + 8)
	}
	p.drawUnsaved(c, r)
}

func (p *orderPage) buttons() []kit.Button {
	button := p.button
	out := []kit.Button{button("print", kit.Outline)}
	switch {
	case p.editable() && p.e.fresh():
		out = append(out, button("save", kit.Primary))
	case p.editable():
		out = append(out, button("submit", kit.Outline), button("save", kit.Primary))
	case p.e.rec.State == sales.OrderSubmitted:
		out = append(out, button("recall", kit.Outline))
	case p.e.rec.State == sales.OrderApproved:
		if p.open() {
			out = append(out, button("money", kit.Outline), button("deliver", kit.Primary))
		} else {
			out = append(out, button("finish", kit.Outline), button("money", kit.Primary))
		}
	}
	return append(out, p.moreButton("submit", "recall", "finish", "cancel", "undo", "redo", "money", "deliver", "invoice", "return", "buy", "mail", "pdf", "excel", "copy", "timeline"), p.detachButton())
}

func (p *orderPage) drawBanners(c *kit.Canvas, r *kit.Rect) {
	if b, over := p.credit.banner(p.e.rec.CustomerID, p.e.rec.HomeMinor); over && (p.e.rec.State == sales.OrderDraft || p.e.rec.State == sales.OrderSubmitted) {
		putBanner(c, r, b)
	}
	p.drawLeft(c, r)
	switch {
	case p.e.wrong != nil:
		putBanner(c, r, kit.Banner{Tint: kit.Red, Text: p.host.ErrorText(p.e.wrong)})
	case p.e.rec.EndReason != "":
		putBanner(c, r, kit.Banner{Tint: orderTint(p.e.rec.State), Text: p.host.T("saleswindow.end_reason", "reason", p.e.rec.EndReason)})
	}
}

// drawFields is the head of a draft: two rows of fields, the address twice as wide.
func (p *orderPage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	row := in.CutTop(52).Columns(12, -1.5, -1, -1, -1, -1, -1)
	for i, key := range []string{"customer_id", "contact_id", "date_on", "deliver_on", "customer_po", "channel_id"} {
		p.h.draw(c, row[i], key, "")
	}
	in.CutTop(6)
	row = in.CutTop(52).Columns(12, -1.5, -1, -1, -1, -1, -1)
	p.h.draw(c, row[0], "subject", "")
	p.h.draw(c, row[1], "payment_terms", "")
	p.h.drawCurrency(c, row[2])
	p.h.draw(c, row[3], "owner_id", p.host.T("saleswindow.owner"))
	row[4].W = row[5].Right() - row[4].X
	p.h.draw(c, row[4], "deliver_to", "")
	p.drawOffline(c, &in)
}

// drawFacts is the head of an order that is not edited any more.
func (p *orderPage) drawFacts(c *kit.Canvas, r kit.Rect) {
	t, o := p.host.T, p.e.rec
	from := ""
	if p.quote != nil {
		from = t("saleswindow.from_quote", "quote", p.quote.Label())
		if kit.Measure(from, kit.Caption) > r.W/5.5-theme.MarginLeft-8 {
			from = p.quote.Label() // a number is never cut
		}
	}
	when, left := "—", ""
	if !o.DeliverOn.IsZero() {
		when = o.DeliverOn.String()
		if days := int(o.DeliverOn - p.host.Today()); p.open() {
			if days >= 0 {
				left = t("saleswindow.left_days", "n", days)
			} else {
				left = t("saleswindow.late_days", "n", -days)
			}
		}
	}
	f := p.e.typ.Field("payment_terms")
	facts(c, r, []fact{
		{p.h.label("customer_id"), p.h.nameOf("customer", o.CustomerID), joined(p.h.nameOf("contact", o.ContactID), p.h.nameOf("channel", o.ChannelID)), kit.Strong},
		{p.h.label("date_on"), o.On.String(), from, kit.Body},
		{p.h.label("deliver_on"), when, left, kit.Body},
		{p.h.label("payment_terms"), dash(records.OptionText(p.host, f, o.PaymentTerms)), o.Currency + " " + t("saleswindow.tax."+string(o.TaxMode)), kit.Body},
		{t("saleswindow.owner"), p.h.nameOf("person", o.OwnerID), o.CustomerPO, kit.Body},
	})
}

// joined puts what is there of some texts behind each other.
func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), " · ")
}

func (p *orderPage) drawLines(c *kit.Canvas, r kit.Rect) {
	t, o := p.host.T, p.e.rec
	head := r.CutTop(36).Pad(theme.MarginLeft, 6, theme.MarginLeft, 0)
	tax := t("saleswindow.tax." + string(o.TaxMode))
	head.CutLeft(c.Text(head, t("saleswindow.lines"), kit.Strong) + 10)
	c.Text(head, t("saleswindow.lines_sub", "n", len(o.Lines), "tax", tax, "currency", o.Currency), kit.Caption)
	foot := r.CutBottom(32)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	if h := p.l.hintHeight(); h > 0 {
		p.l.drawHint(c, r.CutBottom(h))
	}
	p.l.grid.Draw(c, "lines", r)
	in := foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0)
	total := money.Of(o.TotalMinor, o.Currency).String()
	c.Text(in.CutRight(kit.Measure(total, kit.Section)+2), total, kit.Section)
	in.CutRight(12)
	word := t("sales_order.total_minor")
	c.Text(in.CutRight(kit.Measure(word, kit.Body)+2), word, kit.Body)
	note := t("saleswindow.net_of", "net", plain(o.NetMinor, o.Currency), "tax", plain(o.TaxMinor, o.Currency))
	if o.OffMinor != 0 {
		note = t("sales_order.discount_minor") + " " + plain(-o.OffMinor, o.Currency) + "   " + note
	}
	if p.host.Actor().Has(identity.RightCost) {
		note += "   " + marginOf(t, &o.Sums, o.Items(), p.e.home).line(t)
	}
	c.Text(in, note, kit.Caption)
}

// drawTrade is the terms of a sale abroad: fields of a draft, facts afterwards; an order at
// home has none once it is no draft any more.
func (p *orderPage) drawTrade(c *kit.Canvas, side kit.Rect, in *kit.Rect) {
	if !p.editable() && p.e.rec.Incoterm == "" {
		return
	}
	c.LineH(side.X, in.Y, side.W, theme.Line)
	in.CutTop(10)
	c.Text(in.CutTop(24), p.host.T("trade.title"), kit.Strong)
	if p.editable() {
		p.h.draw(c, in.CutTop(50), "incoterm", "")
		in.CutTop(8)
		p.trade.draw(c, in, 2)
		return
	}
	for _, line := range append(p.trade.brief(), p.trade.price()) {
		if line != "" {
			in.CutTop(c.Para(*in, line, kit.Second, 0) + 3)
		}
	}
	in.CutTop(8)
}

// drawSide is approval and linked documents at the right.
func (p *orderPage) drawSide(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.ScrollAuto("side", r, func(body kit.Rect) float32 {
		in := body.Pad(theme.MarginLeft, 10, theme.MarginRight, 0)
		in.H = 4000
		top := in.Y
		if p.e.fresh() { // nothing is linked yet, but the terms may be agreed
			p.drawTrade(c, r, &in)
			return in.Y - top + 20
		}
		c.Text(in.CutTop(24), t("approval.one"), kit.Strong)
		in.CutTop(4)
		if len(p.asked) == 0 {
			c.Text(in.CutTop(24), t("saleswindow.approval_none"), kit.Hint)
		} else {
			in.CutTop(drawApprovals(c, in, p.host, p.asked, func(id int64) string { p.h.name("person", id); return p.h.nameOf("person", id) }))
		}
		in.CutTop(8)
		p.drawProof(c, r, &in)
		p.drawTrade(c, r, &in)
		c.LineH(r.X, in.Y, r.W, theme.Line)
		in.CutTop(10)
		docs := p.documents()
		head := in.CutTop(24)
		head.CutLeft(c.Text(head, t("saleswindow.linked"), kit.Strong) + 8)
		c.Text(head, itoa(len(docs)), kit.Caption)
		in.CutTop(4)
		if len(docs) == 0 {
			c.Text(in.CutTop(24), t("saleswindow.linked_none"), kit.Hint)
		}
		for i, d := range docs {
			p.drawLinked(c, in.CutTop(linkedHeight(in.W)), i, d)
		}
		in.CutTop(10)
		c.LineH(r.X, in.Y, r.W, theme.Line)
		in.CutTop(10)
		p.files.DrawPart(c, &in, p.files.locked())
		return in.Y - top + 20
	})
}
