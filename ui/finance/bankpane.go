package finance

import (
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// drawPane shows the line, its proposals with their reasons, and the names learnt.
func (x *bank) drawPane(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	if x.line == nil {
		c.Text(r.CutTop(44).Pad(14, 0, 14, 0), t("bank.choose_line"), kit.Hint)
		return
	}
	foot := r.CutBottom(46)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(14, 1, 14, 0)
	c.ButtonsRight(&in, kit.Button{ID: "sure", Text: t("bank.sure_n", "n", x.sure.Done), Kind: kit.Tinted, Key: "Ctrl+Enter", Disabled: x.whySure(), Tap: x.confirmSure})
	c.Text(in, t("bank.sure_sums", "in", plain(x.sure.In), "out", plain(x.sure.Out)), kit.Caption)
	c.ScrollAuto("pane", r, func(body kit.Rect) float32 {
		top := body.Y
		b := body.Pad(14, 10, 14, 0)
		x.drawLine(c, &b)
		if x.line.Line.State == finance.LineOpen {
			x.drawMatches(c, &b)
		}
		x.drawPayers(c, &b)
		return b.Y - top + 12
	})
}

func (x *bank) whySure() string {
	if x.sure.Done == 0 {
		return x.page.host.T("bank.why_sure")
	}
	return x.mayConfirm()
}

// drawLine tells what the statement says.
func (x *bank) drawLine(c *kit.Canvas, b *kit.Rect) {
	t, l := x.page.host.T, &x.line.Line
	head := b.CutTop(26)
	tone := theme.Text
	if l.In > 0 {
		tone = theme.OK
	}
	c.Text(head.CutRight(130), l.On.String()+" "+l.Time, kit.Caption.RightAligned())
	head.CutLeft(c.Text(head, signed(l.Amount()), kit.Section.In(tone)) + 8)
	c.Badge(head.MiddleRow(20), x.names[l.AccountID], kit.Gray)
	row := b.CutTop(22)
	row.CutLeft(c.Text(row, x.partyOf(l), kit.Strong) + 8)
	c.Text(row, l.Memo, kit.Body)
	if l.Ref != "" || l.PartyCode != "" {
		text := l.Ref
		if l.PartyCode != "" {
			text = l.PartyCode + "  " + l.Ref
		}
		c.Text(b.CutTop(18), t("bank.ref", "ref", text), kit.Caption)
	}
	b.CutTop(6)
	c.LineH(b.X, b.Y, b.W, theme.Line)
	b.CutTop(8)
	switch l.State {
	case finance.LineMatched:
		c.Para(b.CutTop(40), t("bank.is_matched", "number", l.Number, "how", t("bank_line.how."+string(l.How)), "on", l.MatchedOn.String()), kit.Body, 2)
		row := x.drawParts(c, b)
		back := kit.Button{ID: "unmatch", Text: t("bank.unmatch"), Icon: icons.Undo, Key: "U", Disabled: x.mayConfirm(), Tap: x.takeBack}
		if l.Target == "" { // its parts are opened one by one
			c.ButtonsLeft(&row, back)
		} else {
			c.ButtonsLeft(&row, kit.Button{ID: "open", Text: t("bank.open"), Icon: icons.External, Tap: func() { x.page.host.Open(l.Target, l.TargetID, nil) }}, back)
		}
		b.CutTop(10)
	case finance.LineSkipped:
		c.Para(b.CutTop(40), t("bank.is_skipped", "why", l.Why), kit.Body, 2)
		row := b.CutTop(theme.Control)
		c.ButtonsLeft(&row, kit.Button{ID: "again", Text: t("bank.unskip"), Icon: icons.Undo, Key: "S", Disabled: x.mayConfirm(), Tap: x.skip})
		b.CutTop(10)
	case finance.LineOpen:
		if l.Why != "" {
			c.Text(b.CutTop(20), t("bank.was", "why", l.Why), kit.Caption.In(theme.Warn))
		}
	}
}

// drawParts lists what a split line became, and gives the row of buttons below.
func (x *bank) drawParts(c *kit.Canvas, b *kit.Rect) kit.Rect {
	l := &x.line.Line
	for i := range l.Parts {
		p := &l.Parts[i]
		c.LineH(b.X, b.Y, b.W, theme.Line)
		row := b.CutTop(26)
		c.Text(row.CutRight(100), plain(p.Amount), kit.Strong.RightAligned())
		what := x.parties[p.CustomerID]
		switch {
		case p.SupplierID != 0:
			what = x.suppliers[p.SupplierID]
		case p.How == finance.MatchEntry:
			what = x.page.host.T("journal.category." + p.Category)
		}
		row.CutLeft(c.LinkText(row, "part"+strconv.Itoa(i), p.Number, kit.Link, func() { x.page.host.Open(p.Target, p.TargetID, nil) }) + 8)
		c.Text(row, what, kit.Body)
	}
	if len(l.Parts) > 0 {
		b.CutTop(6)
	}
	return b.CutTop(theme.Control)
}

// drawMatches draws the proposals: the chosen one with its documents and reasons.
func (x *bank) drawMatches(c *kit.Canvas, b *kit.Rect) {
	t := x.page.host.T
	head := b.CutTop(24)
	head.CutLeft(c.Text(head, t("bank.proposals", "n", len(x.line.Matches)), kit.Strong) + 10)
	c.Text(head, t("bank.proposals_hint"), kit.Caption)
	for i := range x.line.Matches {
		m := &x.line.Matches[i]
		if i != x.pick {
			box := b.CutTop(36)
			b.CutTop(6)
			c.Round(box, theme.RadiusPanel, theme.Content, theme.Line)
			in := box.Pad(10, 0, 10, 0)
			x.drawScore(c, &in, m)
			c.Radio("match"+strconv.Itoa(i), in, strconv.Itoa(i+1)+"  "+x.title(m)+"  "+x.short(m), false, func() { x.pick = i })
			continue
		}
		x.drawChosen(c, b, m)
	}
	row := b.CutTop(theme.Control)
	why := x.mayConfirm()
	c.ButtonsRight(&row, kit.Button{ID: "skip", Text: t("bank.skip_word"), Key: "S", Disabled: why, Tap: x.skip}, kit.Button{ID: "confirm", Text: t("bank.confirm"), Kind: kit.Primary, Key: "Enter", Disabled: why, Tap: func() { x.confirm(x.pick) }})
	left := []kit.Button{{ID: "divide", Text: t("bank.split_word"), Key: "D", Disabled: why, Tap: x.divide}}
	if x.line.Line.In > 0 {
		left = append([]kit.Button{{ID: "find", Text: t("bank.find_word"), Icon: icons.Search, Key: "F3", Disabled: why, Tap: x.find}}, left...)
		if m := x.line.Matches[x.pick]; m.Kind == finance.MatchReceive && len(m.Shares) > 0 {
			left = append(left, kit.Button{ID: "advance", Text: t("finance.advance"), Kind: kit.Plain, Disabled: why, Tap: x.advance})
		}
	}
	need := float32(0)
	for _, one := range left {
		need += kit.ButtonWidth(one) + 8
	}
	if need > row.W {
		b.CutTop(6)
		row = b.CutTop(theme.Control)
	}
	c.ButtonsLeft(&row, left...)
	b.CutTop(14)
}

func (x *bank) drawScore(c *kit.Canvas, in *kit.Rect, m *finance.Match) {
	at := in.CutRight(70)
	c.Text(at.CutRight(36), strconv.Itoa(m.Score)+"%", kit.Caption.RightAligned())
	level := m.Level()
	if !m.Likely() {
		level = 0
	}
	c.Confidence(at, level)
}

// drawChosen is the proposal that Enter confirms.
func (x *bank) drawChosen(c *kit.Canvas, b *kit.Rect, m *finance.Match) {
	t := x.page.host.T
	lines := len(m.Shares)
	if lines > 0 {
		lines += 2
	}
	h := float32(38) + float32(lines)*24 + float32(len(m.Reasons))*22 + 8
	if m.Kind == finance.MatchEntry {
		h += theme.Control + 6
	}
	box := b.CutTop(h)
	b.CutTop(6)
	c.Frame(box, theme.RadiusPanel, theme.Content, theme.Primary, 2)
	in := box.Pad(12, 2, 12, 4)
	head := in.CutTop(36)
	x.drawScore(c, &head, m)
	c.Radio("match.on", head, x.title(m), true, func() {})
	if m.Kind == finance.MatchEntry {
		box := in.CutTop(theme.Control)
		box.W = min(box.W, 180)
		c.Drop("category", box, t("journal.category."+m.Category), "", func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, k := range finance.Booked {
				items = append(items, kit.MenuItem{Title: t("journal.category." + k), Checked: k == m.Category, Run: func() { m.Category = k }})
			}
			return items
		})
		in.CutTop(6)
	}
	if len(m.Shares) > 0 {
		x.drawShares(c, &in, m)
	}
	for _, why := range m.Reasons {
		row := in.CutTop(22)
		c.Text(row.CutLeft(64), t("bank.reason."+why.Key), kit.Caption)
		c.Text(row.CutRight(34), "+"+strconv.Itoa(why.Weight), kit.Caption.RightAligned())
		bar := row.CutRight(66).Pad(4, 8, 4, 8)
		c.Progress(bar, float32(why.Weight)/40, theme.Series2)
		row.CutRight(6)
		c.Text(row, t("bank.why."+why.Key, "text", why.Text, "n", why.N, "party", m.Party), kit.Body)
	}
}

// drawShares lists the documents that are settled or paid.
func (x *bank) drawShares(c *kit.Canvas, in *kit.Rect, m *finance.Match) {
	t := x.page.host.T
	day := func(d calendar.Date) string { return d.String() }
	cols := func(r kit.Rect) []kit.Rect { return r.Columns(6, -1.3, 84, 90, 90) }
	if in.W < 400 {
		day = func(d calendar.Date) string { return tr.In(x.page.host.Lang()).Near(d, x.page.host.Today()) }
		cols = func(r kit.Rect) []kit.Rect { return r.Columns(6, -1, 62, 84, 84) }
	}
	head := cols(in.CutTop(24))
	c.Text(head[0], t("bank.settles"), kit.Caption)
	c.Text(head[1], t("receivable.due_on"), kit.Caption)
	open := "finance.open"
	if m.Kind == finance.MatchPay {
		open = "finance.unpaid"
	}
	c.Text(head[2], t(open), kit.Caption.RightAligned())
	c.Text(head[3], t("finance.now"), kit.Caption.RightAligned())
	for _, s := range m.Shares {
		c.LineH(in.X, in.Y, in.W, theme.Line)
		cell := cols(in.CutTop(24))
		c.Text(cell[0], s.Number, kit.Body)
		due := kit.Body
		if s.DueOn < x.page.host.Today() {
			due = due.In(theme.Bad)
		}
		c.Text(cell[1], day(s.DueOn), due)
		c.Text(cell[2], plain(s.Open), kit.Body.RightAligned())
		c.Text(cell[3], plain(s.Amount), kit.Strong.RightAligned())
	}
	c.LineH(in.X, in.Y, in.W, theme.Line)
	tone := theme.OK
	if m.Rest != 0 {
		tone = theme.Warn
	}
	row := in.CutTop(24)
	c.Text(row.CutRight(110), plain(m.Rest), kit.Strong.In(tone).RightAligned())
	c.Text(row, t("bank.rest"), kit.Body)
}

// title names what a proposal makes of the line.
func (x *bank) title(m *finance.Match) string {
	t := x.page.host.T
	switch m.Kind {
	case finance.MatchEntry:
		return t("bank.as_entry", "category", t("journal.category."+m.Category))
	case finance.MatchLink:
		return t("bank.as_link", "number", m.Number, "party", m.Party)
	case finance.MatchClaim:
		return t("bank.as_claim", "number", m.Number, "party", m.Party)
	}
	return m.Party
}

// short is the rest of a proposal in one line.
func (x *bank) short(m *finance.Match) string {
	t := x.page.host.T
	switch {
	case m.Kind != finance.MatchReceive && m.Kind != finance.MatchPay:
		return ""
	case len(m.Shares) == 0:
		return t("bank.as_advance")
	case len(m.Shares) == 1:
		return m.Shares[0].Number
	}
	return t("finance.papers", "n", len(m.Shares))
}

// drawPayers lists the names learnt last.
func (x *bank) drawPayers(c *kit.Canvas, b *kit.Rect) {
	t := x.page.host.T
	if len(x.payers) == 0 {
		return
	}
	c.LineH(b.X, b.Y, b.W, theme.Line)
	b.CutTop(8)
	head := b.CutTop(24)
	all := t("bank.all_names")
	c.LinkText(head.CutRight(kit.Measure(all, kit.Link)+1), "names", all, kit.Link, func() { x.page.Show(finance.PayerNames, 0, false) })
	head.CutLeft(c.Text(head, records.Upper(t("payer_name.many")), kit.Strong) + 8)
	c.Text(head, t("bank.names_hint"), kit.Caption)
	for _, p := range x.payers {
		c.LineH(b.X, b.Y, b.W, theme.Line)
		row := b.CutTop(26)
		c.Text(row.CutRight(80), p.last, kit.Caption.RightAligned())
		c.Text(row.CutRight(28), strconv.FormatInt(p.hits, 10), kit.Body.RightAligned())
		cell := row.Columns(8, -1, -1.5)
		c.Text(cell[0], p.name, kit.Body)
		c.Text(cell[1], p.means, kit.Body)
	}
	c.Para(b.CutTop(36), t("bank.names_text"), kit.Caption, 2)
}
