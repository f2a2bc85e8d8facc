package workbench

import (
	"strconv"

	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/workbench"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// drawMiddle is approvals, receivables due and accounts.
func (p *page) drawMiddle(c *kit.Canvas, r kit.Rect) {
	if p.shows(workbench.PartApprovals) {
		n := min(max(len(p.board.Pending), 1), 3)
		p.drawPending(c, r.CutTop(float32(36+n*44)))
		r.CutTop(12)
	}
	if p.shows(workbench.PartFunds) {
		p.drawFunds(c, r.CutBottom(88))
		r.CutBottom(12)
	}
	if p.shows(workbench.PartDue) {
		p.drawDue(c, r)
	}
}

func (p *page) drawPending(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	body := c.Panel(r, kit.Panel{Title: t("workbench.pending"), Sub: strconv.Itoa(len(p.board.Pending)), Right: func(c *kit.Canvas, row *kit.Rect) {
		text := t("workbench.all_pending")
		c.LinkText(row.CutRight(kit.Measure(text, kit.Link)+2), "pending.all", text, kit.Link, func() { p.host.Open("approval", 0, nil) })
	}})
	if len(p.board.Pending) == 0 {
		hint(c, body, t("workbench.no_pending"))
		return
	}
	c.Scroll("pending", body, float32(len(p.board.Pending))*44, func(rows kit.Rect) {
		for i := range p.board.Pending {
			if row := rows.CutTop(44); c.Visible(row) {
				p.drawAsked(c, row, i)
			}
		}
	})
}

// drawAsked is one document that waits for an answer.
func (p *page) drawAsked(c *kit.Canvas, row kit.Rect, i int) {
	t, a := p.host.T, p.board.Pending[i]
	if i > 0 {
		c.LineH(row.X, row.Y, row.W, theme.Line)
	}
	in := row.Pad(12, 0, 12, 0)
	c.Icon(in.CutLeft(20), icons.FileText, 15, theme.Text2)
	in.CutLeft(6)
	key := strconv.FormatInt(a.ID, 10)
	c.ButtonsRight(&in, kit.Button{ID: "return" + key, Text: t("workbench.return"), Small: true, Tap: func() { p.giveBack(i) }},
		kit.Button{ID: "agree" + key, Text: t("workbench.agree"), Kind: kit.Tinted, Small: true, Tap: func() { p.agree(i) }})
	in.CutRight(4)
	amount := yen(a.Amount)
	party := kit.R(in.X, in.Y+22, in.W, 18)
	if in.W > 230 {
		c.Text(in.CutRight(kit.Measure(amount, kit.Body)+4), amount, kit.Body)
		in.CutRight(8)
		party.W = in.W
	} else { // no room beside the title
		c.Text(party.CutRight(kit.Measure(amount, kit.Caption)+4), amount, kit.Caption)
		party.CutRight(6)
	}
	title := p.host.T(a.Entity+".one") + " " + a.Title
	c.LinkText(kit.R(in.X, in.Y+4, in.W, 18), "pending"+key, title, kit.Body, func() { p.host.Open(a.Entity, a.RecordID, nil) })
	c.Text(party, a.Applicant+" · "+a.Party, kit.Caption)
}

func (p *page) drawDue(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	body := c.Panel(r, kit.Panel{Title: t("workbench.due"), Sub: t("workbench.due_sub"), Right: func(c *kit.Canvas, row *kit.Rect) {
		sum := yen(p.board.DueSum)
		c.LinkText(row.CutRight(kit.Measure(sum, kit.Strong)+2), "duesum", sum, kit.Strong, func() { p.host.Open(finance.Receivables, 0, nil) })
	}})
	numbers := body.W >= 380 // else the customer needs the room
	cols := func(row kit.Rect) []kit.Rect {
		if !numbers {
			return row.Pad(12, 0, 12, 0).Columns(8, 84, -1, 84)
		}
		return row.Pad(12, 0, 12, 0).Columns(8, 84, -1, 100, 96)
	}
	head := body.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	h := cols(head)
	for i, key := range []string{"receivable.due_on", "customer.one"} {
		c.Text(h[i], t(key), kit.Caption)
	}
	if numbers {
		c.Text(h[2], t("receivable.number"), kit.Caption)
	}
	c.Text(h[len(h)-1], t("workbench.amount"), kit.Caption.RightAligned())
	if len(p.board.Due) == 0 {
		hint(c, body, t("workbench.no_due"))
		return
	}
	c.Scroll("due", body, float32(len(p.board.Due))*theme.Row, func(b kit.Rect) {
		for i, d := range p.board.Due {
			row := kit.R(b.X, b.Y+float32(i)*theme.Row, b.W, theme.Row)
			if !c.Visible(row) {
				continue
			}
			st := c.Hit("due."+strconv.FormatInt(d.ID, 10), row, kit.Hit{
				Name: d.Customer + " " + d.Number, Role: kit.RoleItem, Cursor: kit.Hand,
				Tap: func() {
					p.host.New(finance.MoneyInName, map[string]string{"customer_id": strconv.FormatInt(d.CustomerID, 10)})
				},
			})
			if st.Hover {
				c.Fill(row, theme.Hover)
			}
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			cell := cols(row)
			word, tone := p.days(d.DueOn)
			c.Text(cell[0], word, kit.Body.In(tone))
			c.Text(cell[1], d.Customer, kit.Body)
			if numbers {
				c.Text(cell[2], d.Number, kit.Second.Uncut())
			}
			c.Text(cell[len(cell)-1], money.Of(d.Open, kit.Home()).Plain(), kit.Body.RightAligned())
		}
	})
}

func (p *page) drawFunds(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	body := c.Panel(r, kit.Panel{Title: t("workbench.funds"), Sub: t("workbench.as_of", "time", tr.Clock(p.host.Now(), p.host.Zone())), Right: func(c *kit.Canvas, row *kit.Rect) {
		sum := yen(p.board.Funds)
		c.Text(row.CutRight(kit.Measure(sum, kit.Strong)+2), sum, kit.Strong)
	}})
	n := min(len(p.board.Accounts), max(min(int(body.W/104), 4), 1)) // names are never cut
	if n == 0 {
		return
	}
	shares := []float32{-1, -1, -1, -1}[:n]
	for i, cell := range body.Columns(0, shares...) {
		a := p.board.Accounts[i]
		if i > 0 {
			c.LineV(cell.X, cell.Y, cell.H, theme.Line)
		}
		in := cell.Pad(12, 6, 6, 0)
		c.Text(in.CutTop(20), a.Account.Name, kit.Caption)
		c.Text(in.CutTop(20), money.Of(a.Closing, a.Account.Currency).Plain(), kit.Body)
	}
}

// drawRight is target, funnel and notices.
func (p *page) drawRight(c *kit.Canvas, r kit.Rect) {
	if p.shows(workbench.PartTarget) {
		h := min(238, r.H*0.38)
		if h < 196 {
			h = 124 // no room for the weeks
		}
		p.drawTarget(c, r.CutTop(h))
		r.CutTop(12)
	}
	if p.shows(workbench.PartFunnel) {
		p.drawFunnel(c, r.CutTop(min(float32(36+16+23*max(len(p.board.Funnel), 3)), r.H*0.62)))
		r.CutTop(12)
	}
	if p.shows(workbench.PartNotices) {
		p.drawNotices(c, r)
	}
}

func (p *page) drawTarget(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	_, m, _ := p.board.Today.Parts()
	body := c.Panel(r, kit.Panel{Title: t("workbench.target", "m", kit.Tongue().MonthName(int(m))), Right: func(c *kit.Canvas, row *kit.Rect) {
		text := t("workbench.days_left", "n", p.board.DaysLeft)
		c.Text(row.CutRight(kit.Measure(text, kit.Caption)+2), text, kit.Caption)
	}})
	in := body.Pad(12, 10, 12, 4)
	line := in.CutTop(28)
	done := float32(0)
	if p.board.Target > 0 {
		done = float32(p.board.Sold) / float32(p.board.Target)
		pct := strconv.Itoa(int(done*100+0.5)) + "%"
		c.Text(line.CutRight(kit.Measure(pct, kit.Section)+2), pct, kit.Section.In(theme.Primary))
	}
	line.CutLeft(c.Text(line, whole(p.board.Sold), kit.KeyFigure) + 8)
	if p.board.Target > 0 {
		c.Text(line, "/ "+whole(p.board.Target), kit.Caption)
		bar := in.CutTop(14)
		c.Progress(bar, done, theme.Primary)
		at := bar.X + bar.W*float32(p.board.TimePart)/1_000_000
		c.Fill(kit.R(at, bar.Y, 2, bar.H), theme.Text)
		lead := int(done*100+0.5) - int(float64(p.board.TimePart)/10_000+0.5)
		key := "workbench.ahead"
		if lead < 0 {
			key, lead = "workbench.behind", -lead
		}
		c.Text(in.CutTop(20), t(key, "time", int(float64(p.board.TimePart)/10_000+0.5), "lead", lead), kit.Caption)
	} else {
		c.Text(in.CutTop(20), t("workbench.no_target"), kit.Hint)
	}
	if in.H < 70 {
		return
	}
	c.Text(in.CutTop(20), t("workbench.weekly"), kit.Caption)
	var bars []kit.Bar
	for i, w := range p.board.Weeks {
		b := kit.Bar{Label: t("workbench.week_n", "n", i+1), Value: float64(w)}
		if w > 0 {
			b.Text = strconv.FormatFloat(float64(w)/1_000_000, 'f', 1, 64)
		}
		bars = append(bars, b)
	}
	chart := kit.BarChart{Bars: bars, Marked: -1}
	if p.board.Target > 0 {
		chart.Limit = float64(p.board.Target) / 5
		chart.LimitText = t("workbench.week_target", "n", strconv.FormatFloat(chart.Limit/1_000_000, 'f', 1, 64))
	}
	c.BarChart(in, chart)
}

func (p *page) drawFunnel(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	body := c.Panel(r, kit.Panel{Title: t("workbench.funnel"), Sub: t("workbench.deals", "n", p.board.Deals), Right: func(c *kit.Canvas, row *kit.Rect) {
		sum := whole(p.board.Weighted)
		c.Text(row.CutRight(kit.Measure(sum, kit.Strong)+2), sum, kit.Strong)
		word := t("workbench.weighted")
		c.Text(row.CutRight(kit.Measure(word, kit.Caption)+8), word, kit.Caption)
	}})
	var rows []kit.FunnelRow
	for _, f := range p.board.Funnel {
		rows = append(rows, kit.FunnelRow{
			Label: tr.In(p.host.Lang()).Or("dict.stage."+f.Stage.Key, f.Stage.Key), Count: t("workbench.count", "n", f.Count),
			Amount: whole(f.Amount), Value: float64(f.Count), Tap: func() { p.host.Open("opportunity", 0, nil) },
		})
	}
	if len(rows) == 0 || p.board.Deals == 0 {
		hint(c, body, t("workbench.no_deals"))
		return
	}
	c.Funnel(body.Pad(12, 8, 12, 4), rows)
}

// hint is a quiet line at the top of an empty card.
func hint(c *kit.Canvas, r kit.Rect, text string) {
	c.Text(kit.R(r.X+12, r.Y+8, r.W-24, 24), text, kit.Hint)
}
