package finance

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Claiming is what the window asks about what people spend. FIN-13
type Claiming interface {
	LinesOf(ctx context.Context, expense int64) ([]*finance.ExpenseLine, error)
	SubmitExpense(ctx context.Context, id int64) (*finance.Expense, error)
	PayExpense(ctx context.Context, id, account int64, on calendar.Date) (*finance.Expense, error)
	ReverseExpense(ctx context.Context, id int64, reason string) error
	SubmitAdvance(ctx context.Context, id int64) (*finance.Advance, error)
	PayAdvance(ctx context.Context, id, account int64, on calendar.Date) (*finance.Advance, error)
	ReturnAdvance(ctx context.Context, id, account int64, amount money.Minor) error
	ReverseAdvance(ctx context.Context, id int64, reason string) error
}

// claims is the part of the window about expense claims and advances.
type claims struct {
	page  *page
	load  *kit.Loader
	kind  string
	id    int64
	lines []*finance.ExpenseLine
	steps []*approval.Approval
	names map[int64]string
}

func newClaims(p *page) *claims {
	x := &claims{page: p}
	x.load = kit.NewLoader(p.host, p.redraw)
	return x
}

func (x *claims) tabs() []records.Tab {
	t := x.page.host.T
	group := t("finance.part.claims")
	state := func(list ...finance.State) listing.Node {
		keys := make([]string, len(list))
		for i, s := range list {
			keys[i] = string(s)
		}
		return listing.Is("state", listing.In, keys...)
	}
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("finance.view." + id), Filter: f}
	}
	views := []records.View{
		view("all", listing.Node{}), view("mine", listing.Is("owner_id", listing.Eq, "me")), view("drafts", state(finance.Draft, finance.Refused)),
		view("waiting", state(finance.Submitted)), view("to_pay", state(finance.Approved)), view("paid", state(finance.Paid)), view("reversed", state(finance.Reversed)),
	}
	claims, lines, advances := newest("date_on"), newest("date_on"), newest("date_on")
	claims.Totals, lines.Totals, advances.Totals = []string{"total_minor", "pay_minor"}, []string{"amount_minor"}, []string{"amount_minor", "open_minor"}
	name := func(c records.Column) records.Column { c.Width, c.Flex = 190, true; return c }
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	return []records.Tab{
		{
			Kind: finance.Expenses, Group: group, Query: claims, Views: views, Quiet: quiet, Actions: x.actions, Pane: x.pane, Looked: func(id int64) { x.look(finance.Expenses, id) },
			Columns: []records.Column{col("number", 124), col("date_on", 96), name(records.Column{Key: "subject"}), col("owner_id", 90), col("total_minor", 110), col("offset_minor", 96), col("pay_minor", 110), col("state", 90)},
		},
		{
			Kind: finance.ExpenseLines, Group: group, Query: lines, Fixed: true,
			Views:   []records.View{view("all", listing.Node{}), view("booked", listing.Is("booked", listing.Eq, "1"))},
			Columns: []records.Column{col("date_on", 96), col("category", 100), name(records.Column{Key: "text"}), col("amount_minor", 110), col("expense_id", 160), col("customer_id", 170), col("opportunity_id", 150), col("owner_id", 90)},
		},
		{
			Kind: finance.Advances, Group: group, Query: advances, Views: views, Quiet: quiet, Actions: x.advanceActions, Pane: x.pane, Looked: func(id int64) { x.look(finance.Advances, id) },
			Columns: []records.Column{col("number", 124), col("date_on", 96), name(records.Column{Key: "subject"}), col("owner_id", 90), col("amount_minor", 110), col("used_minor", 100), col("open_minor", 110), col("due_on", 96), col("state", 90)},
		},
	}
}

func (x *claims) again() {
	if x.id != 0 {
		x.look(x.kind, x.id)
	}
}

// look reads the lines of a claim and who has agreed.
func (x *claims) look(kind string, id int64) {
	x.kind, x.id = kind, id
	type seen struct {
		lines []*finance.ExpenseLine
		steps []*approval.Approval
		names map[int64]string
	}
	d := x.page.d
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if kind == finance.Expenses {
			if s.lines, err = d.Books.LinesOf(ctx, id); err != nil {
				return s, err
			}
		}
		if s.steps, err = d.Books.StepsOf(ctx, kind, id); err != nil || len(s.steps) == 0 {
			return s, err
		}
		s.names, err = d.Names(ctx, "person", seated(s.steps[0]))
		return s, err
	}, func(s seen) {
		if x.id == id && x.kind == kind {
			x.lines, x.steps, x.names = s.lines, s.steps, s.names
		}
	})
}

// pane draws the lines of a claim and its approval.
func (x *claims) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.id != id || len(x.lines)+len(x.steps) == 0 {
		return
	}
	t := x.page.host.T
	for i, l := range x.lines {
		row := r.CutTop(42)
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		first := row.CutTop(21)
		c.Text(first.CutRight(100), plain(l.Amount), kit.Body.RightAligned())
		c.LinkText(first, "line."+strconv.Itoa(i), l.Text, kit.Body.In(theme.Primary), func() { x.editLine(id, l.ID) })
		below := l.On.String() + "  " + x.page.d.Option(x.page.host, finance.ExpenseLines, "category", l.Category)
		if l.File != "" {
			below += "  " + t("finance.with_file")
		}
		c.Text(row, below, kit.Caption)
	}
	drawSteps(c, r, x.page.host, x.steps, x.names)
}

// editLine opens a line of a claim in a dialog; 0 adds one. The next one can be typed at once.
func (x *claims) editLine(claim, line int64) {
	p := x.page
	title := p.host.T("finance.add_line")
	if line != 0 {
		title = p.host.T("finance.edit_line")
	}
	records.MakeRecord(p.host, p.d.PageDeps, records.Wish{
		Kind: finance.ExpenseLines, Title: title, ID: line, Height: 330, Hide: []string{"expense_id"},
		Given: map[string]string{"expense_id": strconv.FormatInt(claim, 10), "date_on": p.host.Today().String()},
	}, func(int64) { x.look(finance.Expenses, claim) })
}

// act makes a command of a document in the list.
func (x *claims) act(kind, key string, icon icons.Name, k kit.Key, verb identity.Verb) func(run func()) kit.Command {
	return func(run func()) kit.Command {
		c := kit.Command{ID: "claim." + key, Title: x.page.host.T("finance." + key), Icon: icon, Run: run, Enabled: x.page.may(kind, verb)}
		if k != "" {
			c.Keys = []kit.Key{k}
		}
		if k.Letter() {
			c.Scope = kit.ScopeList
		}
		return c
	}
}

func (x *claims) actions(id int64, r *records.Row) []kit.Command {
	p, kind := x.page, finance.Expenses
	books := p.d.Books
	var out []kit.Command
	add := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) {
		out = append(out, x.act(kind, key, icon, k, verb)(run))
	}
	st := finance.State(r.Get("state").Text())
	switch st {
	case finance.Draft, finance.Refused:
		add("add_line", icons.Plus, "L", identity.Change, func() { x.editLine(id, 0) })
		add("drop_line", icons.Trash, "", identity.Change, x.dropLine)
		add("submit", icons.Send, "Ctrl+Shift+Enter", identity.Change, p.do(func(ctx context.Context) error { _, err := books.SubmitExpense(ctx, id); return err }, "finance.submitted"))
	case finance.Submitted:
		add("recall", icons.Undo, "Z", identity.Change, p.do(func(ctx context.Context) error { return books.RecallOf(ctx, kind, id) }, "finance.recalled"))
	case finance.Approved:
		add("pay_claim", icons.Coins, "P", identity.Confirm, func() {
			x.pay("finance.pay_claim", func(ctx context.Context, account int64, on calendar.Date) error {
				_, err := books.PayExpense(ctx, id, account, on)
				return err
			})
		})
	}
	if st == finance.Approved || st == finance.Paid {
		add("reverse", icons.CircleX, "", identity.Reverse, p.why("finance.reverse", func(ctx context.Context, reason string) error { return books.ReverseExpense(ctx, id, reason) }))
	}
	show := map[string]string{"kind": kind}
	add("print", icons.Printer, "Ctrl+P", identity.Print, func() { p.host.Open("print", id, show) })
	add("mail", icons.Mail, "", identity.Print, func() { p.host.Open("mail.document", id, show) })
	return out
}

func (x *claims) advanceActions(id int64, r *records.Row) []kit.Command {
	p, kind := x.page, finance.Advances
	books := p.d.Books
	var out []kit.Command
	add := func(key string, icon icons.Name, k kit.Key, verb identity.Verb, run func()) {
		out = append(out, x.act(kind, key, icon, k, verb)(run))
	}
	st := finance.State(r.Get("state").Text())
	switch st {
	case finance.Draft, finance.Refused:
		add("submit", icons.Send, "Ctrl+Shift+Enter", identity.Change, p.do(func(ctx context.Context) error { _, err := books.SubmitAdvance(ctx, id); return err }, "finance.submitted"))
	case finance.Submitted:
		add("recall", icons.Undo, "Z", identity.Change, p.do(func(ctx context.Context) error { return books.RecallOf(ctx, kind, id) }, "finance.recalled"))
	case finance.Approved:
		add("pay_advance", icons.Coins, "P", identity.Confirm, func() {
			x.pay("finance.pay_advance", func(ctx context.Context, account int64, on calendar.Date) error {
				_, err := books.PayAdvance(ctx, id, account, on)
				return err
			})
		})
	case finance.Paid:
		if open := money.Minor(r.Get("open_minor").Int()); open > 0 {
			add("return", icons.Undo, "T", identity.Confirm, func() { x.bringBack(id, open) })
		}
	}
	if st == finance.Approved || st == finance.Paid {
		add("reverse", icons.CircleX, "", identity.Reverse, p.why("finance.reverse", func(ctx context.Context, reason string) error { return books.ReverseAdvance(ctx, id, reason) }))
	}
	return out
}

// dropLine asks which line is taken out.
func (x *claims) dropLine() {
	p := x.page
	svc, claim := p.d.Service(finance.ExpenseLines), x.id
	var items []kit.MenuItem
	for _, l := range x.lines {
		items = append(items, kit.MenuItem{Title: l.Text, Detail: plain(l.Amount), Run: func() {
			p.host.Go(func(ctx context.Context) {
				err := svc.Archive(ctx, l.ID, 0)
				p.host.Post(func() { p.host.Report(err); x.look(finance.Expenses, claim) })
			})
		}})
	}
	if len(items) == 0 {
		p.host.Toast(p.host.T("error.expense.no_lines"), nil)
		return
	}
	p.host.ShowMenu(kit.Menu{From: p.Surface(), Items: items})
}

// accountRow chooses an account in a dialog; the chosen one is what it gives.
func (p *page) accountRow() (row records.AskRow, chosen func() int64) {
	account := p.desk.account
	name := func() string {
		for _, b := range p.desk.balances {
			if b.Account.ID == account {
				return b.Account.Name
			}
		}
		return p.host.T("finance.choose_account")
	}
	return records.AskRow{Label: p.host.T("payment.account_id"), Draw: func(c *kit.Canvas, box kit.Rect) {
		c.Drop("account", box, name(), "", func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, b := range p.desk.balances {
				items = append(items, kit.MenuItem{Title: b.Account.Name, Detail: plain(b.Closing), Checked: b.Account.ID == account, Run: func() { account = b.Account.ID }})
			}
			return items
		})
	}}, func() int64 { return account }
}

// pay asks from which account and when something is paid.
func (x *claims) pay(title string, do func(ctx context.Context, account int64, on calendar.Date) error) {
	p, t := x.page, x.page.host.T
	row, account := p.accountRow()
	on := kit.NewDate(t("payment.paid_on"), p.host.Today, calendar.Past)
	on.SetValue(p.host.Today())
	(&records.Ask{
		Title: t(title), Text: t("finance.pay_claim_text"), Rows: []records.AskRow{row, {Key: "paid_on", Label: t("payment.paid_on"), Field: on.Field}},
		Do: func() func(ctx context.Context) error {
			day, _ := on.Value()
			id := account()
			return func(ctx context.Context) error { return do(ctx, id, day) }
		},
		Done: func() { p.host.Toast(t("finance.done"), nil) },
	}).Show(p.host)
}

// bringBack asks how much of an advance comes back.
func (x *claims) bringBack(id int64, open money.Minor) {
	p, t := x.page, x.page.host.T
	row, account := p.accountRow()
	amount := kit.NewAmount(t("advance.returned_minor"), kit.Home())
	amount.SetValue(open)
	(&records.Ask{
		Title: t("finance.return"), Text: t("finance.return_text", "amount", money.Of(open, kit.Home()).String()), Rows: []records.AskRow{{Key: "amount_minor", Label: t("advance.returned_minor"), Field: amount.Field}, row},
		Do: func() func(ctx context.Context) error {
			m, _ := amount.Value()
			to := account()
			return func(ctx context.Context) error { return p.d.Books.ReturnAdvance(ctx, id, to, m) }
		},
		Done: func() { p.host.Toast(t("finance.done"), nil) },
	}).Show(p.host)
}
