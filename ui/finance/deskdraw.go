package finance

import (
	"strconv"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func plain(m money.Minor) string { return money.Of(m, kit.Home()).Plain() }

func list(m money.Minor) string { return money.Of(m, kit.Home()).List() }

// draw is the whole tab: ageing at the left, allocation at the right, the journal below.
func (k *desk) draw(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Window)
	r = r.Pad(12, 10, 12, 10)
	if k.host.Actor().Has(identity.RightBalance) && r.H > 520 { // the journal has a tab of its own
		part := float32(0.42)
		if r.H < 560 {
			part = 0.34 // the lines to be settled need the room
		}
		bottom := r.CutBottom(min(r.H*part, 300))
		r.CutBottom(10)
		k.drawJournal(c, bottom)
	}
	right := r.CutRight(min(max(r.W*0.36, 400), 500))
	r.CutRight(10)
	k.ageing.draw(c, r)
	k.drawAllocation(c, right)
}

func (k *desk) drawAllocation(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	body := c.Panel(r, kit.Panel{Title: t("finance.allocate_title")})
	tight := narrow(body)
	head := body.CutTop(60).Pad(12, 8, 12, 0)
	cols := head.Columns(10, -1.5, -1, -1)
	if tight { // names are never cut: the payer has a row of its own
		cols = append([]kit.Rect{head}, body.CutTop(54).Pad(12, 4, 12, 0).Columns(10, -1, -1)...)
	}
	label := func(cell *kit.Rect, text string) kit.Rect {
		c.Text(cell.CutTop(18), text, kit.Caption)
		return cell.CutTop(theme.Control)
	}
	c.Field("payer", label(&cols[0], t("finance.payer")), k.payer.Field)
	c.Field("amount", label(&cols[1], t("money_in.amount_minor")), k.amount.Field)
	c.Drop("account", label(&cols[2], t("money_in.account_id")), k.accountName(), "", k.accountMenu)
	if k.abroad() {
		body.CutTop(2)
		k.drawCurrency(c, body.CutTop(theme.Control).Pad(12, 0, 12, 0))
		if k.rate.Err != "" {
			c.Text(body.CutTop(18).Pad(12, 0, 12, 0), k.rate.Err, kit.Caption.In(theme.Bad))
		}
	}
	if k.amount.Err != "" {
		c.Text(body.CutTop(18).Pad(12, 0, 12, 0), k.amount.Err, kit.Caption.In(theme.Bad))
	}
	body.CutTop(8)
	foot := body.CutBottom(46)
	sums := body.CutBottom(74)
	k.drawLines(c, body)
	k.drawSums(c, sums)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(12, 1, 12, 0)
	why := k.mayReceive()
	right := []kit.Button{{ID: "book", Text: t("finance.allocate"), Kind: kit.Primary, Key: "Ctrl+Enter", Disabled: why, Tap: func() { k.book(true) }}}
	if k.last != 0 {
		right = append([]kit.Button{{ID: "receipt", Text: t("finance.receipt"), Icon: icons.Receipt, Tap: k.receipt}}, right...)
	}
	c.ButtonsRight(&in, right...)
	c.ButtonsLeft(&in, kit.Button{ID: "auto", Text: t("finance.auto"), Icon: icons.Refresh, Disabled: why, Tap: k.propose}, kit.Button{ID: "advance", Text: t("finance.advance"), Kind: kit.Plain, Disabled: why, Tap: func() { k.book(false) }})
}

func (k *desk) drawLines(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	cols := func(row kit.Rect) []kit.Rect {
		if narrow(row) {
			return row.Pad(12, 0, 12, 0).Columns(6, 22, 104, 54, -1, 94)
		}
		return row.Pad(12, 0, 12, 0).Columns(6, 22, 108, 62, -1, 104)
	}
	h := cols(head)
	c.Text(h[1], t("receivable.number"), kit.Caption)
	c.Text(h[2], t("receivable.due_on"), kit.Caption)
	c.Text(h[3], t("finance.open"), kit.Caption.RightAligned())
	c.Text(h[4], t("finance.now"), kit.Caption.RightAligned())
	if err := k.opens.Failed(); err != nil {
		c.Failure(r, k.host, err, k.readOpen)
		return
	}
	if len(k.lines) == 0 {
		c.Text(r.Pad(12, 12, 12, 0), t("finance.no_open"), kit.Hint)
		return
	}
	need := float32(0)
	for _, l := range k.lines {
		need += k.lineHeight(l)
	}
	c.Scroll("lines", r, need, func(body kit.Rect) {
		for i, l := range k.lines {
			row := body.CutTop(k.lineHeight(l))
			if !c.Visible(row) {
				continue
			}
			k.drawLine(c, row, cols(kit.R(row.X, row.Y, row.W, theme.Row)), i, l)
		}
	})
}

// narrow rows have no room for the year of a date.
func narrow(row kit.Rect) bool { return row.W < 430 }

func (k *desk) drawLine(c *kit.Canvas, row kit.Rect, cell []kit.Rect, i int, l *line) {
	c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
	key := strconv.Itoa(i)
	c.Check("on"+key, cell[0], "", l.on, func(on bool) {
		if l.amount.Disabled != "" {
			return
		}
		l.on = on
		if on {
			l.on = false
			k.fillOpen(l)
			return
		}
		l.amount.SetText("")
	})
	c.Text(cell[1], l.open.Number, kit.Body.Uncut())
	if row.H > theme.Row {
		c.Text(kit.R(cell[1].X, cell[1].Bottom()-4, cell[2].Right()-cell[1].X, 16), k.whyText(l.why), kit.Caption)
	}
	tone := theme.Text
	if l.open.DueOn < k.today() {
		tone = theme.Bad
	}
	due := l.open.DueOn.String()
	if this, _, _ := k.today().Parts(); len(due) == 10 && (narrow(row) || due[:4] == strconv.Itoa(this)) {
		due = due[5:]
	} else if len(due) == 10 {
		due = due[2:]
	}
	c.Text(cell[2], due, kit.Body.In(tone))
	c.Text(cell[3], owed(l.open), kit.Body.RightAligned())
	c.Field("part"+key, cell[4].MiddleRow(theme.ControlS), l.amount.Field)
}

// lineHeight has room for why the money was laid on a line.
func (k *desk) lineHeight(l *line) float32 {
	if l.on && k.whyText(l.why) != "" {
		return theme.Row + 16
	}
	return theme.Row
}

// whyText says why a share was proposed.
func (k *desk) whyText(reason string) string {
	switch reason {
	case finance.WhyExact:
		return k.host.T("finance.why_exact")
	case finance.WhyOrder:
		return k.host.T("finance.why_order")
	case finance.WhyReference:
		return k.host.T("finance.why_reference")
	case finance.WhyOldest:
		return k.host.T("finance.why_oldest")
	}
	return ""
}

func (k *desk) drawSums(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(12, 6, 12, 0)
	figures.Tap(c, "settles", kit.R(in.X-4, in.Y, in.W+8, 22), t("finance.settle_sum"), plain(k.settled()), func() { k.explainSettled().Show(k.host) })
	c.KeyValue(in.CutTop(22), t("finance.settle_sum"), plain(k.settled()), kit.Body)
	c.KeyValue(in.CutTop(22), t("money_in.memo"), "", kit.Body)
	memo := kit.R(in.X+92, in.Y-22, in.W-92, 22)
	c.Field("memo", memo, k.memo)
	left := k.left()
	tone := theme.OK
	if left < 0 {
		tone = theme.Bad
	}
	c.KeyValue(in.CutTop(22), t("finance.left"), plain(left), kit.Strong.In(tone))
}

// explainSettled says what the money settles, and what is left of it.
func (k *desk) explainSettled() figures.Explain {
	h, t := k.host, k.host.T
	e := figures.Explain{Title: t("finance.settle_sum"), Value: money.Of(k.settled(), kit.Home()).String()}
	for _, l := range k.lines {
		if m, ok := l.amount.Value(); ok && l.on && m != 0 {
			e.Parts = append(e.Parts, figures.ExplainPart{Label: l.open.Number, Note: l.open.DueOn.String(), Value: plain(m), Open: func() { h.Open(finance.Receivables, l.open.ID, nil) }})
		}
	}
	e.Text = t("explain.sum", "n", len(e.Parts))
	if total, ok := k.amount.Value(); ok && total != 0 {
		e.Parts = append(e.Parts, figures.ExplainPart{Label: t("finance.settle_sum"), Value: plain(k.settled()), Sum: true},
			figures.ExplainPart{Label: t("money_in.amount_minor"), Value: plain(total)}, figures.ExplainPart{Label: t("finance.left"), Value: plain(k.left()), Sum: true})
	}
	return e
}

func (k *desk) drawJournal(c *kit.Canvas, r kit.Rect) {
	t := k.host.T
	var tabs []kit.Tab
	for _, b := range k.balances {
		tabs = append(tabs, kit.Tab{ID: strconv.FormatInt(b.Account.ID, 10), Text: b.Account.Name})
	}
	body := c.Panel(r, kit.Panel{Title: t("finance.journal_title"), Left: func(c *kit.Canvas, row *kit.Rect) {
		w := kit.SegmentWidth(tabs)
		switch {
		case len(tabs) == 0:
		case w > row.W-8:
			c.Drop("accounts", row.CutLeft(min(row.W-8, 200)).MiddleRow(theme.ControlS), k.accountName(), "", k.accountMenu)
		default:
			c.Segment("accounts", row.CutLeft(w).MiddleRow(theme.ControlS), tabs, strconv.FormatInt(k.account, 10), func(key string) { k.account = id(key); k.readBooks() })
		}
	}, Right: func(c *kit.Canvas, row *kit.Rect) {
		for _, b := range k.balances {
			if b.Account.ID != k.account {
				continue
			}
			text := t("finance.closing") + " " + money.Of(b.Closing, b.Account.Currency).String()
			flow := t("finance.flow", "opening", plain(b.Opening), "in", plain(b.In), "out", plain(b.Out))
			w := kit.Measure(text, kit.Strong) + kit.Measure(flow, kit.Caption) + 28
			figures.Tap(c, "balance", kit.Rect{X: row.X + row.W - w, Y: row.Y + 4, W: w + 6, H: row.H - 8}, t("finance.closing"), plain(b.Closing), func() { k.explainBalance(b).Show(k.host) })
			c.Text(row.CutRight(kit.Measure(text, kit.Strong)+2), text, kit.Strong)
			row.CutRight(12)
			c.Text(row.CutRight(kit.Measure(flow, kit.Caption)+2), flow, kit.Caption)
		}
	}})
	if err := k.books.Failed(); err != nil {
		c.Failure(body, k.host, err, k.readBooks)
		return
	}
	k.journal.Draw(c, "journal", body)
}

// explainBalance says what the balance of an account is made of this month.
func (k *desk) explainBalance(b finance.Balance) figures.Explain {
	h, t, from, to := k.host, k.host.T, k.host.Today().MonthStart(), k.host.Today()
	show := func(m money.Minor) string { return money.Of(m, b.Account.Currency).Plain() }
	entries := func(more listing.Node) func() {
		return func() {
			records.OpenRows(h, finance.Journal, listing.All(listing.Is("account_id", listing.Eq, num(b.Account.ID)), listing.Is("on_date", listing.Between, from.String(), to.String()), more))
		}
	}
	return figures.Explain{Title: b.Account.Name + " · " + t("finance.closing"), Value: money.Of(b.Closing, b.Account.Currency).String(), Text: t("finance.how_balance"), Parts: []figures.ExplainPart{
		{Label: t("finance.opening"), Note: from.String(), Value: show(b.Opening)},
		{Label: t("journal.in_minor"), Value: show(b.In), Open: entries(listing.Is("in_minor", listing.Ne, "0"))},
		{Label: t("journal.out_minor"), Value: show(-b.Out), Open: entries(listing.Is("out_minor", listing.Ne, "0"))},
		{Label: t("finance.closing"), Note: to.String(), Value: show(b.Closing), Sum: true},
	}}
}

func (k *desk) accountName() string {
	for _, b := range k.balances {
		if b.Account.ID == k.account {
			return b.Account.Name
		}
	}
	return k.host.T("finance.choose_account")
}

func (k *desk) accountMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, b := range k.balances {
		out = append(out, kit.MenuItem{Title: b.Account.Name, Detail: plain(b.Closing), Checked: b.Account.ID == k.account, Run: func() { k.account = b.Account.ID; k.speak(k.likely()); k.propose(); k.readBooks() }})
	}
	return out
}

// receipt issues the receipt of the money booked just now and shows its paper.
func (k *desk) receipt() {
	if k.last != 0 {
		(&page{host: k.host, d: k.d}).receipt(k.last)
	}
}

func (k *desk) commands() []kit.Command {
	t := k.host.T
	list := []kit.Command{
		{ID: "book", Title: t("finance.allocate"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Check, Run: func() { k.book(true) }, Status: t("finance.allocate"), Enabled: k.mayReceive},
		{ID: "fill", Title: t("finance.fill"), Keys: []kit.Key{"F4"}, Run: func() {
			if len(k.lines) > 0 {
				k.fillOpen(k.lines[0])
			}
		}, Status: t("finance.fill")},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: k.read},
		{ID: "new", Title: t("finance.record"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: func() { k.amount.Focus() }, Enabled: k.mayReceive},
	}
	if k.last != 0 {
		list = append(list, kit.Command{ID: "receipt", Title: t("finance.receipt"), Keys: []kit.Key{"Ctrl+P"}, Icon: icons.Receipt, Run: k.receipt, Status: t("finance.receipt")})
	}
	return list
}

// mayReceive says why the person may not record money, "" when they may.
func (k *desk) mayReceive() string {
	return whyNot(k.host, finance.MoneyInName, identity.Add)
}

// journalRows is the cash journal with its running balance, the newest first.
type journalRows struct{ k *desk }

func (s journalRows) Len() int      { return len(s.k.entries) }
func (s journalRows) Want(int, int) {}

func (s journalRows) Row(i int) ([]kit.Cell, bool) {
	e := s.k.entries[len(s.k.entries)-1-i]
	tongue := tr.In(s.k.host.Lang())
	in, out := kit.Cell{}, kit.Cell{}
	if e.In != 0 {
		in = kit.Cell{Text: plain(e.In), Color: theme.OK}
	}
	if e.Out != 0 {
		out = kit.Cell{Text: plain(e.Out)}
	}
	summary := e.Summary
	if e.Party != "" {
		summary += "  " + e.Party
	}
	return []kit.Cell{{Text: tongue.Near(e.On, s.k.today())}, {Text: e.Voucher}, {Text: summary}, {Text: tongue.Or("journal.category."+e.Category, e.Category)}, in, out, {Text: plain(e.Balance)}}, true
}
