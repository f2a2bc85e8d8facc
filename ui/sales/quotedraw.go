package sales

import (
	"strconv"
	"strings"
	"time"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func instant(ms int64) time.Time { return time.UnixMilli(ms) }

func (p *quotePage) stateText(s sales.QuoteState) string { return p.host.T("quote.state." + string(s)) }

func quoteTint(s sales.QuoteState) kit.Tint {
	switch s {
	case sales.QuoteDraft:
		return kit.Amber
	case sales.QuoteSent:
		return kit.Petrol
	case sales.QuoteAccepted:
		return kit.Green
	case sales.QuoteRejected, sales.QuoteExpired, sales.QuoteCancelled:
		return kit.Red
	}
	return kit.Gray
}

func (p *quotePage) show(tab string) {
	p.tab = tab
	p.status()
	p.s.Redraw()
}

func (p *quotePage) draw(c *kit.Canvas) {
	r, there := p.opens(c, p.drawHead)
	if !there {
		return
	}
	defer p.v.beside(c, &r)() // Tab goes on in the order in which one reads
	p.drawBanners(c, &r)
	p.drawFields(c, r.CutTop(132))
	tabs := r.CutTop(36)
	c.LineH(tabs.X, tabs.Y, tabs.W, theme.Line)
	c.LineH(tabs.X, tabs.Bottom()-1, tabs.W, theme.Line)
	p.drawTabs(c, tabs.Pad(6, 0, 14, 0))
	foot := r.CutBottom(p.footHeight())
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	sums := foot.Pad(0, 1, 0, 0)
	totals := sums.CutRight(min(330, sums.W*0.45))
	defer func() {
		p.drawRevisions(c, sums)
		p.drawTotals(c, totals)
	}()
	switch p.tab {
	case "terms":
		p.drawTerms(c, r)
	case "files":
		p.files.Draw(c, r, p.files.locked())
	case "revisions":
		p.drawCompare(c, r)
	case "approval":
		c.Scroll("approvals", r, 400, func(body kit.Rect) {
			drawApprovals(c, body.Pad(16, 10, 16, 0), p.host, p.asked, func(id int64) string { p.h.name("person", id); return p.h.nameOf("person", id) })
		})
	default:
		p.drawLines(c, r)
	}
}

func (p *quotePage) drawHead(c *kit.Canvas, r kit.Rect) {
	backButton(c, &r, p.host, p.back)
	p.drawButtons(c, &r)
	r.CutRight(12)
	q := p.e.rec
	title := kit.Title.Uncut()
	r.CutLeft(c.Text(r, p.Title(), title) + 16)
	state := q.State
	r.CutLeft(c.Badge(r, p.stateText(state), quoteTint(state)) + 10)
	if len(p.revs) > 0 && r.W > 90 {
		name := p.revName(q)
		if q.Current {
			name = p.host.T("saleswindow.rev_current", "rev", name)
		}
		c.Drop("revision", r.CutLeft(min(kit.Measure(name, kit.Body)+42, r.W)).MiddleRow(26), name, "", p.revMenu)
		r.CutLeft(10)
	}
	p.drawUnsaved(c, r)
}

func (p *quotePage) revMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, q := range p.revs {
		out = append(out, kit.MenuItem{
			Title: p.revName(q) + "  " + p.stateText(q.State), Detail: money.Of(q.TotalMinor, q.Currency).String(),
			Checked: q.ID == p.e.rec.ID, Run: func() { p.open(q.ID) },
		})
	}
	return out
}

// drawButtons shows the actions that fit the state; with little room the usual ones keep
// their icons only.
func (p *quotePage) drawButtons(c *kit.Canvas, r *kit.Rect) {
	q := p.e.rec
	room := r.W - kit.Measure(p.Title(), kit.Title) - 28 - kit.BadgeWidth(p.stateText(q.State)) - 10
	if len(p.revs) > 0 {
		room -= kit.Measure(p.host.T("saleswindow.rev_current", "rev", p.revName(q)), kit.Body) + 52
	}
	c.ButtonsRight(r, kit.FitButtons(room, p.buttons())...)
}

func (p *quotePage) buttons() []kit.Button {
	button := p.button
	undo := button("undo", kit.Plain)
	undo.Tip, undo.Text, undo.Key = undo.Text, "", "Ctrl+Z"
	out := []kit.Button{undo, button("print", kit.Outline), button("pdf", kit.Outline), button("mail", kit.Outline)}
	q := p.e.rec
	switch {
	case q.Editable() && !p.e.fresh():
		out = append(out, button("send", kit.Outline), button("save", kit.Primary))
	case q.Editable():
		out = append(out, button("save", kit.Primary))
	case q.OrderID != 0:
		out = append(out, button("order", kit.Primary))
	case q.Convertible():
		if q.State == sales.QuoteSent {
			out = append(out, button("accept", kit.Outline))
		}
		out = append(out, button("convert", kit.Primary))
	default:
		out = append(out, button("revise", kit.Primary))
	}
	return append(out, p.moreButton("send", "accept", "reject", "convert", "revise", "copy", "excel", "timeline", "cancel", "redo"), p.detachButton())
}

// drawBanners shows what the reader has to know before anything else.
func (p *quotePage) drawBanners(c *kit.Canvas, r *kit.Rect) {
	if b, over := p.credit.banner(p.e.rec.CustomerID, p.e.rec.HomeMinor); over && (p.e.rec.State == sales.QuoteDraft || p.e.rec.State == sales.QuoteSent) {
		putBanner(c, r, b)
	}
	p.drawLeft(c, r)
	q := p.e.rec
	switch {
	case p.e.wrong != nil:
		putBanner(c, r, kit.Banner{Tint: kit.Red, Text: p.host.ErrorText(p.e.wrong)})
	case q.Overdue(p.host.Today()):
		putBanner(c, r, kit.Banner{Tint: kit.Amber, Text: p.host.T("saleswindow.overdue", "date", q.ValidUntil.String())})
	case q.State == sales.QuoteRejected && q.RejectReason != "":
		putBanner(c, r, kit.Banner{Tint: kit.Red, Text: p.host.T("saleswindow.rejected", "reason", q.RejectReason)})
	}
}

// drawFields is the head: eight fields in two rows of four.
func (p *quotePage) drawFields(c *kit.Canvas, r kit.Rect) {
	in := r.Pad(theme.MarginLeft, 10, theme.MarginLeft, 8)
	t := p.host.T
	row := in.CutTop(52).Columns(12, -1.72, -1, -1, -1)
	p.h.draw(c, row[0], "customer_id", "")
	p.h.draw(c, row[1], "contact_id", "")
	p.h.draw(c, row[2], "date_on", "")
	p.h.draw(c, row[3], "valid_until", "")
	in.CutTop(6)
	row = in.CutTop(52).Columns(12, -1.72, -1, -1, -1)
	p.h.draw(c, row[0], "subject", "")
	p.h.draw(c, row[1], "payment_terms", "")
	p.h.drawCurrency(c, row[2])
	p.h.draw(c, row[3], "owner_id", t("saleswindow.owner"))
}

func (p *quotePage) drawTabs(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	count := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	tabs := []kit.Tab{
		{ID: "lines", Text: t("saleswindow.lines"), Count: count(len(p.e.rec.Lines))},
		{ID: "terms", Text: t("saleswindow.terms")},
		{ID: "files", Text: t("attach.many"), Count: count(p.files.Count())},
		{ID: "revisions", Text: t("saleswindow.tab_revisions"), Count: count(len(p.revs))},
	}
	if len(p.asked) > 0 {
		tabs = append(tabs, kit.Tab{ID: "approval", Text: t("approval.one")})
	}
	if p.tab == "lines" && p.editable() && r.W > kit.TabsWidth(tabs, false)+170 {
		w := kit.Measure(kit.Key("Ctrl+V").Label(), kit.Caption) + 12
		c.KeyCap(kit.R(r.Right()-w, r.Y, w, r.H), "Ctrl+V")
		hint := t("saleswindow.paste_hint")
		c.Text(kit.R(r.X, r.Y, r.W-w-6, r.H), hint, kit.Caption.RightAligned())
	}
	c.Tabs("tab", r, tabs, p.tab, p.show)
}

func (p *quotePage) drawLines(c *kit.Canvas, r kit.Rect) {
	if len(p.e.rec.Lines) == 0 && !p.editable() {
		c.Empty(r, kit.Empty{Icon: icons.FileText, Title: p.host.T("saleswindow.no_lines")})
		return
	}
	if h := p.l.hintHeight(); h > 0 {
		p.l.drawHint(c, r.CutBottom(h))
	}
	p.l.grid.Draw(c, "lines", r)
}

// drawTerms is what is printed below the lines, and what is not printed at all.
func (p *quotePage) drawTerms(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.ScrollAuto("terms", r, func(body kit.Rect) float32 {
		in := body.Pad(theme.MarginLeft, 12, theme.MarginLeft, 0)
		in.H = 2000
		top := in.Y
		area := func(key, label string, h float32) {
			c.Text(in.CutTop(22), label, kit.Caption)
			c.Field("head."+key, in.CutTop(h), p.h.fields[key])
			in.CutTop(12)
		}
		area("terms", t("saleswindow.terms_label"), max(130, r.H-310-58*float32((len(p.trade.keys())+2)/3)))
		cols := in.CutTop(50).Columns(12, -1, -1, -1)
		p.h.draw(c, cols[0], "incoterm", "")
		p.h.draw(c, cols[1], "opportunity_id", "")
		p.h.draw(c, cols[2], "channel_id", "")
		in.CutTop(8)
		p.trade.draw(c, &in, 3)
		p.drawColumns(c, &in)
		if p.e.rec.Revision > 1 {
			p.h.draw(c, in.CutTop(50), "change_note", "")
			in.CutTop(12)
		}
		area("remark", t("saleswindow.remark_label"), 76)
		return in.Y - top + 12
	})
}

func (p *quotePage) footHeight() float32 {
	if p.host.Actor().Has(identity.RightCost) {
		return 136
	}
	return 114
}

// drawTotals shows the sums; all of them are results of the quote's own Figure.
func (p *quotePage) drawTotals(c *kit.Canvas, r kit.Rect) {
	t, q := p.host.T, p.e.rec
	c.Fill(r, theme.Sunken)
	c.LineV(r.X, r.Y, r.H, theme.Line)
	in := r.Pad(14, 8, theme.MarginLeft, 6)
	label := in.W * 0.48
	row := func(h float32, name, value string, st kit.Style) {
		line := in.CutTop(h)
		c.Text(line.CutLeft(label), name, kit.Second.RightAligned())
		st.Align = kit.Right
		c.Text(line, value, st)
	}
	row(22, t("quote.subtotal_minor"), plain(q.SubtotalMinor, q.Currency), kit.Body)
	off := in.CutTop(24)
	name := t("quote.discount_minor")
	if q.Discount != 0 {
		name += " (" + money.Of(-q.OffMinor, q.Currency).Plain() + ")"
	}
	c.Text(off.CutLeft(label), name, kit.Second.RightAligned())
	off.CutLeft(max(off.W-112, 8))
	if p.editable() {
		c.Field("discount", off.MiddleRow(23).Pad(0, 0, -9, 0), p.discount)
	} else {
		c.Text(off, money.Of(-q.OffMinor, q.Currency).Plain(), kit.Body.RightAligned())
	}
	row(22, p.taxLabel(), plain(q.TaxMinor, q.Currency), kit.Body)
	line := in.CutTop(30)
	c.Text(line.CutLeft(label), t("quote.total_minor"), kit.Section.RightAligned())
	c.Text(line, money.Of(q.TotalMinor, q.Currency).String(), kit.KeyFigure.RightAligned())
	if p.host.Actor().Has(identity.RightCost) {
		marginOf(t, &q.Sums, q.Items(), p.e.home).draw(c, in.CutTop(20), t("quote.margin_minor"))
	}
}

// taxLabel names the rate when there is one only.
func (p *quotePage) taxLabel() string {
	q := p.e.rec
	code, same, any := money.TaxCode(""), true, false
	for i := range q.Lines {
		if it := &q.Lines[i].Item; it.Kind.Counts() {
			same = same && (!any || it.Tax == code)
			code, any = it.Tax, true
		}
	}
	word := "saleswindow.tax_in"
	if !q.TaxMode.Mode().Included {
		word = "saleswindow.tax_out"
	}
	if any && same && code.Rated() {
		return p.host.T(word, "rate", string(code)+"%")
	}
	return strings.TrimSpace(p.host.T(word, "rate", ""))
}
