package finance

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
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

// Stating is what the window asks about statements of account. FIN-12
type Stating interface {
	StatementSums(ctx context.Context, from, to calendar.Date) ([]finance.StatementSum, error)
	StatementOf(ctx context.Context, customer int64, from, to calendar.Date) (*finance.Statement, error)
}

// statements is the page of statements of account: all customers with a balance, the lines
// of the one chosen, and sending them by mail to all that are ticked.
type statements struct {
	page    *page
	load    *kit.Loader
	look    *kit.Loader
	period  figures.Period
	list    []finance.StatementSum
	ready   bool
	table   kit.Table
	split   kit.Split
	one     *finance.Statement
	lines   kit.Table
	sheet   *figures.Sheet
	results map[int64]string // of the last sending, by customer
	failed  map[int64]bool
	sending int // how many are still to come
	total   int
	stop    context.CancelFunc
}

func newStatements(p *page) *statements {
	t := p.host.T
	x := &statements{page: p, load: kit.NewLoader(p.host, p.redraw), look: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, t("account_statement.title")), results: map[int64]string{}, failed: map[int64]bool{}}
	x.period = figures.Period{Host: p.host, Unit: "month", Units: []string{"month", "quarter", "year"}, Changed: x.read}
	x.split = kit.Split{Size: 420, Min: 340, Max: 620, Rest: 460}
	amount := func(id, title string) kit.Column {
		return kit.Column{ID: id, Title: t(title), Width: 100, Align: kit.Right}
	}
	x.table = kit.Table{Name: t("account_statement.title"), Source: statementRows{x}, Multi: true, Narrow: true, Columns: []kit.Column{
		{ID: "name", Title: t("money_in.customer_id"), Width: 150, Flex: true},
		amount("opening", "finance.opening"), amount("debit", "account_statement.debit"), amount("credit", "account_statement.credit"), amount("closing", "finance.closing"),
		{ID: "sent", Title: t("account_statement.result"), Width: 150, Flex: true},
	}}
	x.table.OnCur = func(int) { x.show() }
	x.table.OnOpen = func(i int) {
		if i >= 0 && i < len(x.list) {
			p.host.Open("customer", x.list[i].CustomerID, nil)
		}
	}
	x.table.Blank = func(c *kit.Canvas, r kit.Rect) {
		c.Empty(r, kit.Empty{Icon: icons.FileText, Title: t("account_statement.none"), Text: t("account_statement.none_text")})
	}
	x.lines = kit.Table{Name: t("account_statement.lines"), Source: movementRows{x}, Narrow: true, Bare: true, Columns: []kit.Column{
		{ID: "on", Title: t("journal.on_date"), Width: 66},
		{ID: "what", Title: t("journal.summary"), Width: 60, Flex: true},
		amount("debit", "account_statement.debit"), amount("credit", "account_statement.credit"), amount("balance", "finance.balance"),
	}}
	for i := 2; i < 5; i++ {
		x.lines.Columns[i].Width = 86
	}
	return x
}

func (x *statements) read() {
	from, to := x.period.Span()
	to = min(to, x.page.host.Today())
	kit.Load(x.load, func(ctx context.Context) ([]finance.StatementSum, error) {
		return x.page.d.Books.StatementSums(ctx, from, to)
	}, func(list []finance.StatementSum) {
		x.list, x.ready = list, true
		x.table.SetSource(statementRows{x}, false)
		if x.table.Current() < 0 && len(list) > 0 {
			x.table.Select(0)
		}
		x.fill()
		x.show()
	})
}

// fill lays the sums into the sheet that is written to a file.
func (x *statements) fill() {
	t := x.page.host.T
	cols := []figures.Column{{ID: "name", Title: t("money_in.customer_id")}}
	for _, key := range []string{"finance.opening", "account_statement.debit", "account_statement.credit", "finance.closing"} {
		cols = append(cols, figures.Column{ID: key, Title: t(key), Form: exporting.Amount})
	}
	var lines []figures.Line
	var sum finance.StatementSum
	line := func(s finance.StatementSum, bold bool) {
		v := []entity.Value{entity.Str(s.Name)}
		for _, m := range []money.Minor{s.Opening, s.Debit, s.Credit, s.Closing} {
			v = append(v, entity.Num(int64(m)))
		}
		lines = append(lines, figures.Line{Values: v, Bold: bold})
	}
	for _, s := range x.list {
		sum.Opening, sum.Debit, sum.Credit, sum.Closing = sum.Opening+s.Opening, sum.Debit+s.Debit, sum.Credit+s.Credit, sum.Closing+s.Closing
		line(s, false)
	}
	if sum.Name = t("leadpage.total"); len(x.list) > 0 {
		line(sum, true)
	}
	x.sheet.Set(cols, lines)
}

// show reads the lines of the customer that is current.
func (x *statements) show() {
	i := x.table.Current()
	if i < 0 || i >= len(x.list) {
		x.one = nil
		return
	}
	from, to := x.period.Span()
	id := x.list[i].CustomerID
	kit.Load(x.look, func(ctx context.Context) (*finance.Statement, error) {
		return x.page.d.Books.StatementOf(ctx, id, from, min(to, x.page.host.Today()))
	}, func(s *finance.Statement) {
		x.one = s
		x.lines.SetSource(movementRows{x}, true)
	})
}

// chosen are the customers whose statements are sent: those that are ticked, else the one
// that is current.
func (x *statements) chosen() []finance.StatementSum {
	keys, all := x.table.Picked()
	in := map[int64]bool{}
	for _, k := range keys {
		in[k] = true
	}
	var out []finance.StatementSum
	for _, s := range x.list {
		if in[s.CustomerID] != all {
			out = append(out, s)
		}
	}
	if i := x.table.Current(); len(out) == 0 && i >= 0 && i < len(x.list) {
		out = append(out, x.list[i])
	}
	return out
}

func (x *statements) why() string {
	t := x.page.host.T
	switch {
	case x.page.d.SendStatement == nil:
		return t("account_statement.no_mail")
	case !x.page.host.Actor().Can(identity.May("mail_message", identity.Add)):
		return whyNot(x.page.host, "mail_message", identity.Add)
	case x.sending > 0:
		return t("account_statement.running")
	case len(x.list) == 0:
		return t("resultspage.nothing")
	}
	return ""
}

// send asks once, then mails one statement after the other; those without an address or
// with another fault are named and do not stop the rest.
func (x *statements) send() {
	list, t := x.chosen(), x.page.host.T
	if x.why() != "" || len(list) == 0 {
		return
	}
	from, to := x.period.Span()
	to = min(to, x.page.host.Today())
	x.page.host.Ask(kit.Question{
		Title: t("account_statement.ask", "n", len(list)), Text: t("account_statement.ask_text", "from", from.String(), "to", to.String()), Yes: t("account_statement.send"),
		OnYes: func() { x.run(list, from, to) },
	})
}

func (x *statements) run(list []finance.StatementSum, from, to calendar.Date) {
	h := x.page.host
	x.sending, x.total = len(list), len(list)
	clear(x.results)
	clear(x.failed)
	h.Go(func(ctx context.Context) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		h.Post(func() { x.stop = cancel })
		sent := 0
		for _, s := range list {
			if ctx.Err() != nil {
				break
			}
			address, err := x.page.d.SendStatement(ctx, s.CustomerID, from, to)
			if err == nil {
				sent++
			}
			h.Post(func() {
				x.sending--
				if x.results[s.CustomerID] = address; err != nil {
					x.results[s.CustomerID], x.failed[s.CustomerID] = h.ErrorText(err), true
				}
				x.page.redraw()
			})
		}
		h.Post(func() {
			x.sending, x.stop = 0, nil
			h.Toast(h.T("account_statement.sent", "n", sent, "failed", len(list)-sent), nil)
			x.page.redraw()
		})
	})
}

func (x *statements) draw(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	bar := figures.Bar(c, &r)
	if x.sending > 0 {
		c.ButtonsRight(&bar, kit.Button{ID: "stop", Text: t("kit.cancel"), Tap: func() {
			if x.stop != nil {
				x.stop()
			}
		}})
		c.Text(bar.CutRight(120), t("account_statement.progress", "done", x.total-x.sending, "n", x.total), kit.Caption.RightAligned())
		c.Progress(bar.CutRight(140).Pad(8, 0, 8, 0), float32(x.total-x.sending)/float32(max(x.total, 1)), theme.Primary)
	} else {
		n := strconv.Itoa(len(x.chosen()))
		c.ButtonsRight(&bar, kit.Button{ID: "send", Text: t("account_statement.send_n", "n", n), Kind: kit.Primary, Icon: icons.Mail, Key: "Ctrl+Enter", Disabled: x.why(), Tap: x.send})
	}
	x.period.Draw(c, &bar)
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	pane := x.split.CutRight(c, "split", &r)
	x.table.Draw(c, "list", r)
	if x.one == nil {
		return
	}
	i := x.table.Current()
	if i < 0 || i >= len(x.list) {
		return
	}
	head := pane.CutTop(36).Pad(14, 0, 14, 0)
	c.Text(head, x.list[i].Name, kit.Section)
	below, row := pane.CutBottom(54), x.list[i]
	figures.Tap(c, "closing", below, t("finance.closing"), plain(x.one.Closing), func() { x.explain(row).Show(x.page.host) })
	foot := below.Pad(14, 4, 14, 4)
	c.KeyValue(foot.CutTop(22), t("finance.opening"), plain(x.one.Opening), kit.Body)
	c.KeyValue(foot.CutTop(22), t("finance.closing"), plain(x.one.Closing), kit.Strong)
	x.lines.Draw(c, "lines", pane)
}

// explain says what the balance of a customer is made of in the period.
func (x *statements) explain(s finance.StatementSum) figures.Explain {
	h, t := x.page.host, x.page.host.T
	from, to := x.period.Span()
	of := listing.Is("customer_id", listing.Eq, num(s.CustomerID))
	return figures.Explain{Title: s.Name + " · " + t("finance.closing"), Value: money.Of(s.Closing, kit.Home()).String(), Text: t("account_statement.how"), Parts: []figures.ExplainPart{
		{Label: t("finance.opening"), Note: from.String(), Value: plain(s.Opening)},
		{Label: t("account_statement.debit"), Value: plain(s.Debit), Open: func() {
			records.OpenRows(h, finance.Receivables, listing.All(of, finance.Charged(from, to)))
		}},
		{Label: t("account_statement.credit"), Value: plain(-s.Credit), Open: func() {
			records.OpenRows(h, finance.MoneyInName, listing.All(of, finance.Came(from, to)))
		}},
		{Label: t("finance.closing"), Note: to.String(), Value: plain(s.Closing), Sum: true},
	}}
}

func (x *statements) commands() []kit.Command {
	t := x.page.host.T
	return append([]kit.Command{
		{ID: "account_statement.send", Title: t("account_statement.send"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Mail, Status: t("account_statement.send"), Run: x.send, Enabled: x.why},
		figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand(),
	}, x.period.Commands()...)
}

// statementRows are the customers.
type statementRows struct{ x *statements }

func (s statementRows) Len() int        { return len(s.x.list) }
func (s statementRows) Want(int, int)   {}
func (s statementRows) Key(i int) int64 { return s.x.list[i].CustomerID }
func (s statementRows) Index(key int64) int {
	for i := range s.x.list {
		if s.x.list[i].CustomerID == key {
			return i
		}
	}
	return -1
}

func (s statementRows) Row(i int) ([]kit.Cell, bool) {
	r := s.x.list[i]
	sent := kit.Cell{Text: s.x.results[r.CustomerID], Color: theme.OK}
	if s.x.failed[r.CustomerID] {
		sent.Color = theme.Bad
	}
	return []kit.Cell{{Text: r.Name}, {Text: list(r.Opening)}, {Text: list(r.Debit)}, {Text: list(r.Credit)}, {Text: plain(r.Closing), Bold: true}, sent}, true
}

// movementRows are the lines of one statement.
type movementRows struct{ x *statements }

func (s movementRows) Len() int {
	if s.x.one == nil {
		return 0
	}
	return len(s.x.one.Lines)
}
func (s movementRows) Want(int, int) {}

func (s movementRows) Row(i int) ([]kit.Cell, bool) {
	m := s.x.one.Lines[i]
	text := m.Number
	if m.Remark != "" {
		text += " " + m.Remark
	}
	return []kit.Cell{{Text: tr.In(s.x.page.host.Lang()).Near(m.On, s.x.page.host.Today())}, {Text: text}, {Text: list(m.Debit)}, {Text: list(m.Credit)}, {Text: plain(m.Balance)}}, true
}
