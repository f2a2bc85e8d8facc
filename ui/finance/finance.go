// Package finance is the finance window: what is owed and since when, money that comes
// in and what it settles, receipts, the cash journal, payment orders.
package finance

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/commission"
	"kontor/app/entity"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Books are what the window asks of finance.
type Books interface {
	AgeAt(ctx context.Context, asOf calendar.Date, bounds []int) (finance.Ageing, error)
	OpenOf(ctx context.Context, customer int64) ([]finance.Open, error)
	Receive(ctx context.Context, m *finance.MoneyIn, shares []finance.Share) error
	Balances(ctx context.Context, from, to calendar.Date) ([]finance.Balance, error)
	JournalOf(ctx context.Context, account int64, from, to calendar.Date) (money.Minor, []finance.JournalLine, error)
	ProposeReceipt(ctx context.Context, moneyID int64) (*finance.Receipt, error)
	IssueReceipt(ctx context.Context, moneyID int64, r *finance.Receipt) error
	VoidReceipt(ctx context.Context, id int64, reason string) error
	Confirm(ctx context.Context, id int64) (*finance.MoneyIn, error)
	ReverseMoney(ctx context.Context, id int64, reason string) error
	Paying
	Claiming
	Invoicing
	Funding
	Banking
	Foreseeing
	Waging
	Closing
	Stating
	OrderReviewing
	Counting
	WritingOff
}

// Paying is what the window asks about what goes out.
type Paying interface {
	OweAt(ctx context.Context, asOf calendar.Date, bounds []int) (finance.Ageing, error)
	OpenTo(ctx context.Context, supplier int64) ([]finance.OpenPayable, error)
	RepeatPayable(ctx context.Context, id int64, months int) error
	PayFor(ctx context.Context, w finance.PayWish) (*finance.Payment, error)
	SubmitPayment(ctx context.Context, id int64) (*finance.Payment, error)
	RecallOf(ctx context.Context, kind string, id int64) error
	Carried(ctx context.Context, id int64, on calendar.Date, reference string) (*finance.Payment, error)
	ReversePayment(ctx context.Context, id int64, reason string) error
	AllocatePayment(ctx context.Context, id int64, shares []finance.Share) error
	TakeBackPayment(ctx context.Context, id, payable int64, reason string) error
	PaysOf(ctx context.Context, id int64) ([]finance.PaidShare, error)
	StepsOf(ctx context.Context, kind string, id int64) ([]*approval.Approval, error)
}

// Deps are what the window needs.
type Deps struct {
	records.PageDeps
	Books   Books
	Reviews Reviewing // nil hides the review of performance entries
	Earned  Earning   // nil hides commissions
	Names   func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
	Figures figures.Writer // writes figures into a workbook
	// SendStatement mails the statement of a customer and gives the address; nil hides it.
	SendStatement func(ctx context.Context, customer int64, from, to calendar.Date) (string, error)
	// Statement reads the file of a statement and keeps it; nil hides its import.
	Statement func(ctx context.Context, path string) (finance.StatementFile, error)
	// Keep reads a file and stores it; nil hides the import of invoices.
	Keep func(ctx context.Context, path string) (raw []byte, ref string, err error)
}

// page joins the hand-made desk with the lists of finance.
type page struct {
	*records.Page
	host kit.Host
	d    Deps
	desk *desk
	out  *payDesk
	paid *payments
	own  *claims
	bank *bank
	rule *commission.Rule // that the pane of rules shows
}

// New makes the window.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d}
	p.desk = newDesk(h, d, p.redraw)
	p.out, p.paid, p.own, p.bank = newPayDesk(p), newPayments(p), newClaims(p), newBank(p)
	see := func(kind string) bool { return h.Actor().Can(identity.May(kind, identity.See)) }
	var tabs []records.Tab
	desk := records.Tab{Kind: finance.Receivables, Title: h.T("finance.desk"), Draw: p.desk.draw, Commands: p.desk.commands, Shown: p.desk.read}
	for _, t := range append([]records.Tab{desk}, p.lists()...) {
		if see(t.Kind) {
			tabs = append(tabs, t)
		}
	}
	p.Page = records.NewPage(h, d.PageDeps, h.T("area.finance"), tabs)
	p.Parts = true
	p.desk.surface = p.Surface()
	if see(finance.Receivables) {
		h.Changed(func(string, int64) { p.desk.read() }, finance.Receivables, finance.MoneyInName, finance.Allocations, finance.Journal, finance.Accounts)
	}
	if see(finance.Payables) {
		h.Changed(func(string, int64) { p.out.read() }, finance.Payables, finance.Payments)
	}
	if see(finance.Payments) {
		h.Changed(func(string, int64) { p.paid.again() }, finance.Payments, "approval")
	}
	if see(finance.BankLines) {
		h.Changed(func(string, int64) { p.bank.again() }, finance.BankLines, finance.PayerNames, finance.Receivables)
	}
	if see(finance.Expenses) {
		h.Changed(func(string, int64) { p.own.again() }, finance.Expenses, finance.Advances, "approval")
		h.Changed(func(string, int64) { p.own.again(); p.Reload() }, finance.ExpenseLines)
	}
	return p
}

func (p *page) redraw() {
	if p.Page != nil {
		p.Surface().Redraw()
	}
}

// OpenCustomer starts a receipt of money for a customer.
func (p *page) OpenCustomer(id int64) {
	p.ShowTab(0)
	p.desk.choose(id)
	p.desk.amount.Focus()
}

func column(keys ...string) []records.Column {
	out := make([]records.Column, len(keys))
	for i, k := range keys {
		out[i] = records.Column{Key: k}
		switch k { // names and words take what is left
		case "customer_id", "payer", "payee", "summary":
			out[i].Width, out[i].Flex = 176, true
		case "number", "voucher":
			out[i].Width = 124
		case "account_id":
			out[i].Width = 116
		}
	}
	return out
}

func newest(key string) listing.Query {
	return listing.Query{Sort: []listing.Sort{{Key: key, Desc: true}}}
}

// quiet are facts that say nothing: the rate of the company's own currency, a fee of nothing.
func quiet(in entity.Input) bool {
	switch in.Field.Key {
	case "rate_unit":
		return true
	case "rate":
		return strings.HasPrefix(in.Text, "1") && strings.Trim(in.Text, "1.0") == ""
	case "fee_minor":
		return strings.Trim(in.Text, "0.") == ""
	}
	return false
}

// lists are the tabs behind the desk.
func (p *page) lists() []records.Tab {
	owed := newest("due_on")
	owed.Totals = []string{"amount_minor", "settled_minor"}
	came := newest("received_on")
	came.Totals = []string{"amount_minor"}
	in := p.host.T("finance.part.in")
	st := newStatements(p)
	return slices.Concat([]records.Tab{
		{Kind: finance.Receivables, Group: in, Query: owed, Quiet: quiet, Columns: column("number", "customer_id", "order_id", "doc_on", "due_on", "amount_minor", "settled_minor", "open_minor"), Actions: p.receivableActions, More: p.writeOffCommands},
		{Kind: finance.MoneyInName, Group: in, Query: came, Quiet: quiet, Columns: column("number", "customer_id", "received_on", "account_id", "method", "amount_minor", "allocated_minor", "state"), Actions: p.moneyActions},
		{Kind: finance.Receivables, Title: p.host.T("account_statement.title"), Group: in, Draw: st.draw, Commands: st.commands, Shown: st.read},
		{Kind: finance.Receipts, Group: in, Fixed: true, Query: newest("id"), Columns: column("number", "payer", "issued_on", "method", "amount_minor", "prints", "state"), Actions: p.receiptActions},
	}, p.payTabs(), []records.Tab{
		p.invoiceTab(),
	}, p.fundTabs(), p.bank.tabs(), p.own.tabs(), p.wageTabs(), p.closingTabs(), p.reviewTabs(), p.statTabs(), p.commissionTabs())
}

// do runs a command of a record and reports how it went.
func (p *page) do(run func(ctx context.Context) error, done string) func() {
	return func() {
		p.host.Go(func(ctx context.Context) {
			err := run(ctx)
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.host.Toast(p.host.T(done), nil)
			})
		})
	}
}

// why asks for a reason before something is taken back.
func (p *page) why(title string, run func(ctx context.Context, reason string) error) func() {
	return func() {
		askReason(p.host, p.host.T(title), func(reason string) {
			p.do(func(ctx context.Context) error { return run(ctx, reason) }, "finance.done")()
		})
	}
}

func (p *page) moneyActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	switch finance.State(r.Get("state").Text()) {
	case finance.Draft:
		return []kit.Command{{ID: "confirm", Title: t("finance.confirm"), Icon: icons.Check, Run: p.do(func(ctx context.Context) error { _, err := p.d.Books.Confirm(ctx, id); return err }, "finance.confirmed")}}
	case finance.Confirmed:
		return []kit.Command{
			{ID: "receipt", Title: t("finance.receipt"), Icon: icons.Receipt, Keys: []kit.Key{"Ctrl+P"}, Run: func() { p.receipt(id) }},
			{ID: "reverse", Title: t("finance.reverse"), Icon: icons.Undo, Run: p.why("finance.reverse", func(ctx context.Context, reason string) error { return p.d.Books.ReverseMoney(ctx, id, reason) })},
		}
	}
	return nil
}

func (p *page) receiptActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	list := []kit.Command{{ID: "print", Title: t("finance.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Run: func() {
		p.host.Open("print", id, map[string]string{"kind": "receipt"})
	}}}
	if finance.State(r.Get("state").Text()) == finance.Issued {
		list = append(list, kit.Command{
			ID: "void", Title: t("finance.void"), Icon: icons.X,
			Run: p.why("finance.void", func(ctx context.Context, reason string) error { return p.d.Books.VoidReceipt(ctx, id, reason) }),
		})
	}
	return list
}

// askReason shows a dialog with one field.
func askReason(h kit.Host, title string, then func(reason string)) {
	field := kit.NewField(h.T("finance.reason"))
	d := &kit.Dialog{Title: title, Text: h.T("finance.reason_text")}
	d.Height = func(float32) float32 { return 30 }
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.Field("reason", r.CutTop(28), field) }
	d.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: title, Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			if field.Text() == "" {
				field.Err = h.T("finance.reason_missing")
				return true
			}
			then(field.Text())
			return false
		}},
	}
	h.ShowDialog(d)
	kit.Post(field.Focus)
}

func id(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
