package sales

import (
	"cmp"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

func contractTint(s sales.ContractState) kit.Tint {
	switch s {
	case sales.ContractDraft, sales.ContractInReview:
		return kit.Amber
	case sales.ContractActive:
		return kit.Green
	case sales.ContractTerminated:
		return kit.Red
	}
	return kit.Gray
}

func (p *contractPage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	defer p.v.beside(c, &r)() // Tab goes on in the order in which one reads
	p.drawBanners(c, &r)
	if p.editable() {
		p.drawFields(c, r.CutTop(190))
	} else {
		p.drawFacts(c, r.CutTop(76))
	}
	if p.e.rec.Counts() || p.e.rec.State == sales.ContractTerminated {
		drawBars(c, r.CutTop(88), contractBars(p.host, p.bars, p.currency()))
	}
	tabs := r.CutTop(36)
	c.LineH(tabs.X, tabs.Y, tabs.W, theme.Line)
	c.LineH(tabs.X, tabs.Bottom()-1, tabs.W, theme.Line)
	c.Tabs("tab", tabs.Pad(6, 0, 14, 0), p.tabList(), p.tab, p.show)
	foot := r.CutBottom(36)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	switch p.tab {
	case "plan":
		p.drawPlan(c, r)
	case "clauses":
		p.drawClauses(c, r)
	case "files":
		p.files.Draw(c, r, p.files.locked())
	case "linked":
		p.drawBelonging(c, r)
	default:
		p.drawLines(c, r)
	}
	p.drawFoot(c, foot.Pad(theme.MarginLeft, 1, theme.MarginLeft, 0))
}

func (p *contractPage) tabList() []kit.Tab {
	t := p.host.T
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return itoa(n)
	}
	return []kit.Tab{
		{ID: "lines", Text: t("contractpage.lines"), Count: count(len(p.e.rec.Lines))},
		{ID: "plan", Text: t("saleswindow.plan"), Count: count(len(p.e.rec.Parts))},
		{ID: "clauses", Text: t("contractpage.clauses")},
		{ID: "files", Text: t("attach.many"), Count: count(p.files.Count())},
		{ID: "linked", Text: t("contractpage.linked"), Count: count(len(p.docs))},
	}
}

func (p *contractPage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	state := p.host.T("contract.state." + string(p.e.rec.State))
	c.ButtonsRight(&r, kit.FitButtons(r.W-kit.Measure(p.Title(), kit.Title)-28-kit.BadgeWidth(state)-8, p.buttons())...)
	r.CutRight(12)
	r.CutLeft(c.Text(r, p.Title(), kit.Title.Uncut()) + 16)
	r.CutLeft(c.Badge(r, state, contractTint(p.e.rec.State)) + 8)
	p.drawUnsaved(c, r)
}

func (p *contractPage) buttons() []kit.Button {
	button := p.button
	undo := button("undo", kit.Plain)
	undo.Tip, undo.Text, undo.Key = undo.Text, "", "Ctrl+Z"
	out := []kit.Button{button("print", kit.Outline), button("mail", kit.Outline)}
	switch {
	case p.editable() && p.e.fresh():
		out = append([]kit.Button{undo}, append(out, button("save", kit.Primary))...)
	case p.editable():
		out = append([]kit.Button{undo}, append(out, button("submit", kit.Outline), button("save", kit.Primary))...)
	case p.e.rec.State == sales.ContractInReview:
		out = append(out, button("recall", kit.Outline))
	case p.e.rec.State == sales.ContractActive:
		out = append(out, button("renew", kit.Outline), button("order", kit.Primary))
	case p.e.rec.State == sales.ContractEnded:
		out = append(out, button("renew", kit.Primary))
	}
	return append(out, p.moreButton("submit", "recall", "order", "renew", "end", "terminate", "pdf", "excel", "copy", "timeline", "redo"), p.detachButton())
}

func (p *contractPage) drawBanners(c *kit.Canvas, r *kit.Rect) {
	p.drawLeft(c, r)
	x := p.e.rec
	switch sums := x.Sums(); {
	case p.e.wrong != nil:
		putBanner(c, r, kit.Banner{Tint: kit.Red, Text: p.host.ErrorText(p.e.wrong)})
	case x.EndReason != "":
		putBanner(c, r, kit.Banner{Tint: contractTint(x.State), Text: p.host.T("saleswindow.end_reason", "reason", x.EndReason)})
	case p.editable() && len(x.Parts) > 0 && sums.Planned != x.Amount:
		putBanner(c, r, kit.Banner{Tint: kit.Amber, Text: p.host.T("contractpage.parts_off", "sum", plain(sums.Planned, x.Currency), "amount", plain(x.Amount, x.Currency))})
	case x.State == sales.ContractActive && !x.EndsOn.IsZero() && x.EndsOn < p.host.Today():
		putBanner(c, r, kit.Banner{Tint: kit.Amber, Text: p.host.T("contractpage.past", "date", x.EndsOn.String())})
	}
}

// drawFields is the head of a draft: who, when, and on which terms, in three rows.
func (p *contractPage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	foreign := p.h.foreign()
	for i, keys := range [][]string{
		{"customer_id", "contact_id", "name", "kind", "owner_id"},
		{"currency", "amount_minor", "signed_on", "starts_on", "ends_on"},
		{"payment_terms", "retention_rate", "place", "our_signer", "their_signer"},
	} {
		if i > 0 {
			in.CutTop(6)
		}
		row := in.CutTop(52).Columns(12, -1.4, -1, -1.2, -1, -1)
		for n, key := range keys {
			label := ""
			switch key {
			case "currency":
				if foreign {
					p.h.drawCurrency(c, row[n])
					continue
				}
				half := row[n].Columns(12, -1, -1)
				p.h.drawCurrency(c, half[0])
				p.h.draw(c, half[1], "channel_id", "")
				continue
			case "payment_terms":
				if foreign { // the rate took the room of the channel
					half := row[n].Columns(12, -1.2, -1)
					p.h.draw(c, half[0], key, "")
					p.h.draw(c, half[1], "channel_id", "")
					continue
				}
			case "owner_id":
				label = p.host.T("saleswindow.owner")
			}
			p.h.draw(c, row[n], key, label)
		}
	}
}

// drawFacts is the head of a contract that is not edited any more.
func (p *contractPage) drawFacts(c *kit.Canvas, r kit.Rect) {
	t, x := p.host.T, p.e.rec
	option := func(key, value string) string { return records.OptionText(p.host, p.e.typ.Field(key), value) }
	until := t("contractpage.open_end")
	if !x.EndsOn.IsZero() {
		until = x.EndsOn.String()
	}
	retained := ""
	if x.Retention != 0 {
		retained = p.h.label("retention_rate") + " " + x.Retention.String()
	}
	facts(c, r, []fact{
		{p.h.label("customer_id"), p.h.nameOf("customer", x.CustomerID), joined(p.h.nameOf("contact", x.ContactID), x.Name), kit.Strong},
		{p.h.label("amount_minor"), money.Of(x.Amount, p.currency()).String(), option("kind", x.Kind), kit.Strong},
		{t("contractpage.in_force"), x.StartsOn.String(), until, kit.Body},
		{p.h.label("signed_on"), dash(x.SignedOn.String()), x.Place, kit.Body},
		{p.h.label("payment_terms"), cmp.Or(option("payment_terms", x.PaymentTerms), "—"), retained, kit.Body},
		{t("contractpage.signers"), cmp.Or(x.OurSigner, p.h.nameOf("person", x.OwnerID), "—"), x.TheirSigner, kit.Body},
	})
}

func dash(text string) string { return cmp.Or(text, "—") }

// contractBars are received, open, invoiced, not invoiced and delivered of a contract, with
// what to mind.
func contractBars(h kit.Host, b sales.ContractBars, currency string) []bar {
	t := h.T
	part := func(m money.Minor) float32 {
		if b.Amount <= 0 {
			return 0
		}
		return float32(float64(m) / float64(b.Amount))
	}
	one := func(key string, m money.Minor, tone theme.Token) bar {
		return bar{label: t("contractpage.bar." + key), value: money.Of(m, currency).String(), part: part(m), color: tone}
	}
	paid := one("paid", b.Paid, theme.OK)
	paid.note = t("contractpage.orders", "n", b.Orders)
	open := one("unpaid", max(0, b.Amount-b.Paid), theme.Age2)
	if open.note = t("saleswindow.overdue_none"); b.Late > 0 {
		open.note, open.short, open.noteColor, open.warn = t("contractpage.late_sum", "sum", plain(b.Late, currency)), t("saleswindow.overdue_short"), theme.Bad, true
	}
	gone := one("delivered", b.Delivered, theme.Primary)
	if b.Ahead > 0 {
		gone.note, gone.short, gone.noteColor, gone.warn = t("contractpage.ahead", "sum", plain(b.Ahead, currency)), t("saleswindow.beyond_short"), theme.Warn, true
	}
	return []bar{paid, open, one("invoiced", b.Invoiced, theme.Series2), one("uninvoiced", max(0, b.Amount-b.Invoiced), theme.Age1), gone}
}

// drawPlan is the instalments: a grid while the contract is a draft, then how far each is paid.
func (p *contractPage) drawPlan(c *kit.Canvas, r kit.Rect) {
	if p.editable() {
		p.plan.Draw(c, "plan", r)
		return
	}
	t, x := p.host.T, p.e.rec
	if len(x.Parts) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Calendar, Title: t("contractpage.no_parts")})
		return
	}
	cols := func(row kit.Rect) []kit.Rect {
		return row.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(12, 24, -1, 110, 130, 120)
	}
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	at := cols(head)
	c.Text(at[1], t("sales_order_plan.name"), kit.Caption)
	c.Text(at[2], t("sales_order_plan.due_on"), kit.Caption)
	c.Text(at[3], t("sales_order_plan.amount_minor"), kit.Caption.RightAligned())
	if x.Counts() {
		c.Text(at[4], t("saleswindow.plan_state"), kit.Caption)
	}
	c.Scroll("parts", r, float32(len(x.Parts))*theme.Row+8, func(body kit.Rect) {
		for i, part := range x.Parts {
			row := body.CutTop(theme.Row)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			cell := cols(row)
			c.Text(cell[0], itoa(i+1), kit.Second)
			c.Text(cell[1], partName(p.host, part.Name), kit.Body)
			c.Text(cell[2], part.DueOn.String(), kit.Body)
			c.Text(cell[3], plain(part.Amount, p.currency()), kit.Body.RightAligned())
			if x.Counts() {
				text, tint := p.partState(i)
				c.Badge(cell[4], text, tint)
			}
		}
	})
}

func (p *contractPage) drawLines(c *kit.Canvas, r kit.Rect) {
	if len(p.e.rec.Lines) == 0 && !p.editable() {
		c.Empty(r, kit.Empty{Icon: icons.Package, Title: p.host.T("saleswindow.no_lines")})
		return
	}
	p.rows.Grid.Draw(c, "lines", r)
}

// drawClauses is what is printed below the products, and what is not printed at all.
func (p *contractPage) drawClauses(c *kit.Canvas, r kit.Rect) {
	areas(c, r, p.h, areaOf{"terms", p.host.T("contractpage.clauses_label"), max(150, r.H-190)}, areaOf{"remark", p.host.T("saleswindow.remark_label"), 76})
}

// drawBelonging is who reviews the contract, and the documents that belong to it.
func (p *contractPage) drawBelonging(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.ScrollAuto("linked", r, func(body kit.Rect) float32 {
		in := body.Pad(theme.MarginLeft, 10, theme.MarginLeft, 0)
		in.H = 4000
		top := in.Y
		c.Text(in.CutTop(24), t("approval.one"), kit.Strong)
		if len(p.asked) == 0 {
			c.Text(in.CutTop(24), t("contractpage.review_none"), kit.Hint)
		} else {
			in.CutTop(drawApprovals(c, in, p.host, p.asked, func(id int64) string { p.h.name("person", id); return p.h.nameOf("person", id) }))
		}
		in.CutTop(12)
		c.Text(in.CutTop(24), t("saleswindow.linked"), kit.Strong)
		if len(p.docs) == 0 {
			c.Text(in.CutTop(24), t("saleswindow.linked_none"), kit.Hint)
		}
		for i, d := range p.docs {
			drawLinked(c, in.CutTop(linkedHeight(in.W)), p.host, linkedRow{i, d, p.currency()})
		}
		return in.Y - top + 20
	})
}

// drawFoot is what products and instalments add up to, beside the amount of the contract.
func (p *contractPage) drawFoot(c *kit.Canvas, r kit.Rect) {
	t, x, sums := p.host.T, p.e.rec, p.e.rec.Sums()
	total := money.Of(x.Amount, p.currency()).String()
	c.Text(r.CutRight(kit.Measure(total, kit.Section)+2), total, kit.Section)
	r.CutRight(12)
	word := t("contract.amount_minor")
	c.Text(r.CutRight(kit.Measure(word, kit.Body)+2), word, kit.Body)
	r.CutRight(16)
	switch {
	case p.tab == "plan" && len(x.Parts) > 0:
		r.CutLeft(c.Text(r, t("contractpage.planned", "sum", plain(sums.Planned, x.Currency)), kit.Caption) + 12)
		if p.editable() {
			c.LinkText(r, "plan.reset", t("saleswindow.plan_reset"), kit.Link, p.resetPlan)
		}
	case len(x.Lines) > 0:
		r.CutLeft(c.Text(r, t("contractpage.summed", "sum", plain(sums.Lines, x.Currency)), kit.Caption) + 12)
		if p.editable() && sums.Lines != x.Amount {
			c.LinkText(r, "amount.take", t("contractpage.take_lines"), kit.Link, p.takeLines)
		}
	}
}
