package finance

import (
	"strconv"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// draw is the whole tab: the lines with the totals below, the proposals at the right.
func (x *bank) draw(c *kit.Canvas, r kit.Rect) {
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	t := x.page.host.T
	if r.W < 1020 { // the sentences of the reasons need the room
		x.split.Size = min(x.split.Size, 390)
	}
	pane := x.split.CutRight(c, "split", &r)
	bar := figures.Bar(c, &r)
	c.ButtonsRight(&bar, kit.Button{ID: "import", Text: t("bank.import"), Icon: icons.Upload, Disabled: x.mayImport(), Tap: x.choose})
	if len(x.items) > 0 {
		for _, n := range []struct {
			key string
			n   int64
		}{{"done", x.desk.Matched}, {"open", int64(len(x.desk.Open))}} {
			text := t("bank.count."+n.key, "n", n.n)
			w := kit.Measure(text, kit.Caption) + 16
			if bar.W > w+220 {
				c.Badge(bar.CutRight(w), text, kit.Gray)
				bar.CutRight(6)
			}
		}
	}
	x.drawSources(c, bar)
	x.fit(r.W)
	if len(x.sums) > 0 {
		x.drawSums(c, r.CutBottom(theme.TableHead+float32(len(x.sums))*theme.Row+1))
	}
	x.table.Draw(c, "list", r)
	x.drawPane(c, pane)
}

// fit leaves out of a narrow list what the pane shows as well.
func (x *bank) fit(w float32) {
	for i := range x.table.Columns {
		if x.table.Columns[i].ID == "from" {
			x.table.Columns[i].Hidden = w < 760 || x.account != 0
		}
	}
}

// drawSources chooses one account or all.
func (x *bank) drawSources(c *kit.Canvas, r kit.Rect) {
	name := x.page.host.T("bank.all_sources")
	if x.account != 0 {
		name = x.names[x.account]
	}
	c.Drop("source", r.CutLeft(min(r.W, kit.Measure(name, kit.Body)+48)).MiddleRow(theme.Control), name, "", func() []kit.MenuItem {
		items := []kit.MenuItem{{Title: x.page.host.T("bank.all_sources"), Checked: x.account == 0, Run: func() { x.account = 0; x.read() }}}
		for _, s := range x.page.desk.balances {
			id := s.Account.ID
			items = append(items, kit.MenuItem{Title: s.Account.Name, Checked: x.account == id, Run: func() { x.account = id; x.read() }})
		}
		return items
	})
}

// drawSums shows statement and books of each account, and what explains the difference.
func (x *bank) drawSums(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	c.LineH(r.X, r.Y, r.W, theme.Line2)
	r.CutTop(1)
	first := 1
	cols := func(row kit.Rect) []kit.Rect {
		if row = row.Pad(12, 0, 12, 0); row.W < 760 { // amounts are never cut
			first = 4
			return append(make([]kit.Rect, 3), row.Columns(8, 104, 104, 104, 92, -1)...)
		}
		return row.Columns(8, 96, -1, -1, -1, -1.05, -1.05, -1, -2.2)
	}
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	h := cols(head)
	c.Text(h[first-1], x.sums[0].From.String()[:7], kit.Caption)
	for i, key := range []string{"finance.opening", "journal.in_minor", "journal.out_minor", "bank.statement", "bank.books", "bank.difference"} {
		if i+1 >= first {
			c.Text(h[i+1], t(key), kit.Caption.RightAligned())
		}
	}
	c.Text(h[7], t("bank.explained"), kit.Caption)
	for i := range x.sums {
		s := &x.sums[i]
		row := r.CutTop(theme.Row)
		c.LineH(row.X, row.Y, row.W, theme.Line)
		figures.Tap(c, "sum"+strconv.Itoa(i), row, s.Account.Name+" "+t("bank.difference"), money.Of(s.Difference, s.Account.Currency).Plain(), func() { x.explainSum(s).Show(x.page.host) })
		cell := cols(row)
		num := func(i int, m money.Minor, st kit.Style) {
			if i >= first {
				c.Text(cell[i], money.Of(m, s.Account.Currency).Plain(), st.RightAligned())
			}
		}
		c.Text(cell[first-1], s.Account.Name, kit.Body)
		num(1, s.Opening, kit.Second)
		num(2, s.In, kit.Body.In(theme.OK))
		num(3, s.Out, kit.Body)
		num(4, s.Statement, kit.Strong)
		num(5, s.Books, kit.Strong)
		if s.Difference == 0 {
			c.Text(cell[6], "✓ 0.00", kit.Strong.In(theme.OK).RightAligned())
			continue
		}
		num(6, s.Difference, kit.Strong.In(theme.Warn))
		c.Text(cell[7], x.explain(s), kit.Caption)
	}
}

// explain says what a difference consists of.
func (x *bank) explain(s *finance.BankSum) string {
	t := x.page.host.T
	text := ""
	add := func(key string, n int, m money.Minor) {
		if m != 0 {
			if text != "" {
				text += "  "
			}
			text += t(key, "n", n, "amount", signed(m))
		}
	}
	add("bank.is_open", s.OpenN, s.Open)
	add("bank.no_line", s.NoLineN, -s.NoLine)
	add("bank.shift", s.ShiftN, s.Shift)
	add("bank.before", 0, s.OpeningDiff)
	return text
}

// explainSum says how statement and books of an account come about, and what makes them
// differ, to the cent; each line opens what is behind it.
func (x *bank) explainSum(s *finance.BankSum) figures.Explain {
	h, t := x.page.host, x.page.host.T
	show := func(m money.Minor) string { return money.Of(m, s.Account.Currency).Plain() }
	account := listing.Is("account_id", listing.Eq, num(s.Account.ID))
	days := listing.Is("date_on", listing.Between, s.From.String(), s.To.String())
	lines := func(more ...listing.Node) func() {
		return func() { records.OpenRows(h, finance.BankLines, listing.All(append(more, account, days)...)) }
	}
	books := func() {
		records.OpenRows(h, finance.Journal, listing.All(account, listing.Is("on_date", listing.Le, s.To.String())))
	}
	e := figures.Explain{
		Title: s.Account.Name + " · " + t("bank.difference"), Value: money.Of(s.Difference, s.Account.Currency).String(), Text: t("bank.how", "from", s.From.String(), "to", s.To.String()),
		Parts: []figures.ExplainPart{
			{Label: t("finance.opening"), Note: s.From.String(), Value: show(s.Opening)},
			{Label: t("journal.in_minor"), Value: show(s.In), Open: lines(listing.Is("in_minor", listing.Gt, "0"))},
			{Label: t("journal.out_minor"), Value: show(-s.Out), Open: lines(listing.Is("out_minor", listing.Gt, "0"))},
			{Label: t("bank.statement"), Note: s.To.String(), Value: show(s.Statement), Sum: true, Open: lines()},
			{Label: t("bank.books"), Note: s.To.String(), Value: show(s.Books), Sum: true, Open: books},
		},
	}
	add := func(key string, n int, m money.Minor, open func()) {
		if m != 0 {
			note := ""
			if n > 0 {
				note = t("bank.part_n", "n", n)
			}
			e.Parts = append(e.Parts, figures.ExplainPart{Label: t(key), Note: note, Value: show(m), Open: open})
		}
	}
	add("bank.part_open", s.OpenN, s.Open, lines(listing.Is("state", listing.Ne, string(finance.LineMatched))))
	add("bank.part_no_line", s.NoLineN, -s.NoLine, func() {
		records.OpenRows(h, finance.Journal, listing.All(account, listing.Is("on_date", listing.Between, s.From.String(), s.To.String())))
	})
	add("bank.part_shift", s.ShiftN, s.Shift, lines(listing.Is("state", listing.Eq, string(finance.LineMatched))))
	add("bank.part_before", 0, s.OpeningDiff, nil)
	e.Parts = append(e.Parts, figures.ExplainPart{Label: t("bank.difference"), Value: show(s.Difference), Sum: true})
	return e
}

func signed(m money.Minor) string {
	if m > 0 {
		return "+" + plain(m)
	}
	return plain(m)
}

// bankRows is the table of lines below their headings.
type bankRows struct{ x *bank }

func (s bankRows) Len() int      { return len(s.x.items) }
func (s bankRows) Want(int, int) {}

func (s bankRows) Key(i int) int64 {
	if r := s.x.items[i].row; r != nil {
		return r.Line.ID
	}
	return -int64(i) - 1
}

func (s bankRows) Index(key int64) int {
	for i, it := range s.x.items {
		if it.row != nil && it.row.Line.ID == key {
			return i
		}
	}
	return -1
}

func (s bankRows) Groups() []int {
	var out []int
	for i, it := range s.x.items {
		if it.row == nil {
			out = append(out, i)
		}
	}
	return out
}

func (s bankRows) Group(i int) (title, detail string) {
	key := s.x.items[i].group
	n := int64(0)
	for i := range s.x.desk.Open {
		if s.x.desk.Open[i].Likely() == (key == "likely") {
			n++
		}
	}
	if key == "done" {
		n = s.x.desk.Matched + s.x.desk.Skipped
	}
	return s.x.page.host.T("bank.group."+key, "n", n), ""
}

func (s bankRows) Fold(i int) {
	key := s.x.items[i].group
	s.x.folded[key] = !s.x.folded[key]
	s.x.arrange()
}

func (s bankRows) Row(i int) ([]kit.Cell, bool) {
	r := s.x.items[i].row
	if r == nil {
		return nil, true
	}
	x, l := s.x, &r.Line
	amount := kit.Cell{Text: signed(l.Amount())}
	if l.In > 0 {
		amount.Color = theme.OK
	}
	sure, what := kit.Cell{}, kit.Cell{}
	switch {
	case l.State == finance.LineMatched:
		sure = kit.Cell{Icon: icons.Check, Tint: theme.OK}
		what = kit.Cell{Text: l.Number, Color: theme.Text2}
	case l.State == finance.LineSkipped:
		what = kit.Cell{Text: l.Why, Color: theme.Muted}
	case r.Likely():
		m := &r.Matches[0]
		sure = kit.Cell{Level: m.Level()}
		what = kit.Cell{Text: x.title(m), After: x.short(m)}
	default:
		sure = kit.Cell{Text: x.page.host.T("bank.unsure"), Color: theme.Warn}
		what = kit.Cell{Text: x.page.host.T("bank.no_match"), Color: theme.Warn}
		if len(r.Matches) > 0 && len(r.Matches[0].Reasons) > 0 {
			what.Text = x.title(&r.Matches[0])
		}
	}
	return []kit.Cell{{Text: tr.In(x.page.host.Lang()).Near(l.On, x.page.host.Today())}, {Text: x.names[l.AccountID]}, {Text: x.partyOf(l)}, {Text: l.Memo}, amount, sure, what}, true
}
