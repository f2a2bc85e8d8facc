package finance

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/tr"
)

func num(id int64) string { return strconv.FormatInt(id, 10) }

// fundCommands are what can be done with the company's own money.
func (p *page) fundCommands() []kit.Command {
	t := p.host.T
	may := p.may(finance.Journal, identity.Add)
	return []kit.Command{
		{ID: "entry.book", Title: t("finance.book"), Icon: icons.Plus, Keys: []kit.Key{"Ctrl+N"}, Run: p.bookEntry, Enabled: may},
		{ID: "entry.transfer", Title: t("finance.transfer"), Icon: icons.ArrowLeftRight, Keys: []kit.Key{"Ctrl+Shift+T"}, Run: p.transfer, Enabled: may},
		{ID: "entry.count", Title: t("finance.count"), Icon: icons.ListChecks, Keys: []kit.Key{"Ctrl+Shift+N"}, Run: p.count, Enabled: may},
	}
}

func (p *page) entryActions(id int64, r *records.Row) []kit.Command {
	return []kit.Command{{ID: "entry.reverse", Title: p.host.T("finance.reverse"), Icon: icons.Undo, Enabled: p.may(finance.Journal, identity.Reverse), Run: p.why("finance.reverse", func(ctx context.Context, reason string) error {
		return p.d.Books.ReverseEntry(ctx, id, reason)
	})}}
}

// form asks for the fields of something that is booked.
func (p *page) form(title, text string, rows []records.AskRow, do func() func(ctx context.Context) error) {
	(&records.Ask{Title: p.host.T(title), Text: p.host.T(text), Rows: rows, Width: 460, Do: do, Done: func() { p.host.Toast(p.host.T("finance.done"), nil) }}).Show(p.host)
}

func (p *page) field(key, label string) (records.AskRow, *kit.Field) {
	f := kit.NewField(p.host.T(label))
	return records.AskRow{Key: key, Label: f.Name, Field: f}, f
}

func (p *page) amountRow(key, label string) (records.AskRow, *kit.Amount) {
	a := kit.NewAmount(p.host.T(label), kit.Home())
	return records.AskRow{Key: key, Label: p.host.T(label), Field: a.Field}, a
}

func (p *page) dateRow() (records.AskRow, *kit.Date) {
	d := kit.NewDate(p.host.T("journal.on_date"), p.host.Today, calendar.Past)
	d.SetValue(p.host.Today())
	return records.AskRow{Key: "on_date", Label: p.host.T("journal.on_date"), Field: d.Field}, d
}

// bookEntry books other income or expenditure. FIN-15
func (p *page) bookEntry() {
	t, tongue := p.host.T, tr.In(p.host.Lang())
	account, chosen := p.accountRow()
	out, category := true, "other"
	day, on := p.dateRow()
	first, amount := p.amountRow("amount", "money_in.amount_minor")
	second, summary := p.field("summary", "journal.summary")
	third, party := p.field("party", "journal.party")
	way := records.AskRow{Label: t("finance.way"), Draw: func(c *kit.Canvas, box kit.Rect) {
		chosen := "in"
		if out {
			chosen = "out"
		}
		tabs := []kit.Tab{{ID: "out", Text: t("journal.out_minor")}, {ID: "in", Text: t("journal.in_minor")}}
		c.Segment("way", box.CutLeft(kit.SegmentWidth(tabs)), tabs, chosen, func(id string) { out = id == "out" })
	}}
	kind := records.AskRow{Label: t("journal.category"), Draw: func(c *kit.Canvas, box kit.Rect) {
		c.Drop("category", box, tongue.Or("journal.category."+category, category), "", func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, k := range finance.Booked {
				items = append(items, kit.MenuItem{Title: tongue.Or("journal.category."+k, k), Checked: k == category, Run: func() { category = k }})
			}
			return items
		})
	}}
	p.form("finance.book", "finance.book_text", []records.AskRow{first, way, kind, account, day, second, third}, func() func(ctx context.Context) error {
		m, _ := amount.Value()
		when, _ := on.Value()
		e := &finance.Entry{AccountID: chosen(), On: when, Summary: summary.Text(), Party: party.Text(), Category: category}
		if e.In = m; out {
			e.In, e.Out = 0, m
		}
		return func(ctx context.Context) error { return p.d.Books.Book(ctx, e) }
	})
	kit.Post(amount.Focus)
}

// transfer moves money between two accounts, with the fee of the bank.
func (p *page) transfer() {
	from, source := p.accountRow()
	to, target := p.accountRow()
	to.Label = p.host.T("finance.to_account")
	draw := to.Draw
	to.Draw = func(c *kit.Canvas, box kit.Rect) { c.Scope("to", func() { draw(c, box) }) }
	first, amount := p.amountRow("amount_minor", "money_in.amount_minor")
	second, fee := p.amountRow("fee_minor", "money_in.fee_minor")
	other, got := p.amountRow("got_minor", "finance.transfer_arrives")
	got.Placeholder = p.host.T("finance.transfer_arrives_hint")
	day, on := p.dateRow()
	third, summary := p.field("summary", "journal.summary")
	summary.SetText(p.host.T("journal.category.transfer"))
	p.form("finance.transfer", "finance.transfer_text", []records.AskRow{first, second, from, to, other, day, third}, func() func(ctx context.Context) error {
		m, _ := amount.Value()
		f, _ := fee.Value()
		when, _ := on.Value()
		g, _ := got.Value()
		x := finance.Transfer{From: source(), To: target(), On: when, Amount: m, Fee: f, Got: g, Summary: summary.Text()}
		return func(ctx context.Context) error { return p.d.Books.Transfer(ctx, x) }
	})
	kit.Post(amount.Focus)
}

// count books what a count of an account finds.
func (p *page) count() {
	account, chosen := p.accountRow()
	first, counted := p.amountRow("counted_minor", "finance.counted")
	second, reason := p.field("reason", "finance.reason")
	p.form("finance.count", "finance.count_text", []records.AskRow{account, first, second}, func() func(ctx context.Context) error {
		m, _ := counted.Value()
		id, why := chosen(), reason.Text()
		return func(ctx context.Context) error {
			d, err := p.d.Books.Count(ctx, id, p.host.Today(), m, why)
			if err == nil {
				p.host.Post(func() {
					p.host.Toast(p.host.T("finance.counted_done", "amount", money.Of(d, kit.Home()).String()), nil)
				})
			}
			return err
		}
	})
	kit.Post(counted.Focus)
}
