package finance

import (
	"context"

	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/reminder"
	"kontor/app/sales"
)

// Numbers takes the next number of a series inside the transaction that issues a document.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// The series of numbers that finance issues.
const (
	SeriesMoneyIn = "money_in" // SK
	SeriesReceipt = "receipt"  // SJ, without gaps
	SeriesPayment = "payment"  // FK
	SeriesPayable = "payable"  // YF, plans only
	SeriesExpense = "expense"  // BX
	SeriesAdvance = "advance"  // JK
	SeriesIn      = "voucher_in"
	SeriesOut     = "voucher_out"
	SeriesSerial  = "receipt_serial" // the serial printed on receipts, without gaps
)

// Params are what the service needs.
type Params struct {
	Ground    *record.Ground
	Numbers   Numbers
	Today     func() calendar.Date
	Company   *company.Service
	Customers *customer.Service // their timelines hear of money; may be nil
	Reminders *reminder.Engine  // may be nil
}

// Service is the use cases of finance.
type Service struct {
	Receivables  *record.Service[Receivable]
	Money        *record.Service[MoneyIn]
	Allocations  *record.Service[Allocation]
	Receipts     *record.Service[Receipt]
	Accounts     *record.Service[Account]
	Journal      *record.Service[Entry]
	Payments     *record.Service[Payment]
	Payables     *record.Service[Payable]
	Expenses     *record.Service[Expense]
	ExpenseLines *record.Service[ExpenseLine]
	Advances     *record.Service[Advance]
	Invoices     *record.Service[Invoice]
	Statements   *record.Service[BankStatement]
	BankLines    *record.Service[BankLine]
	PayerNames   *record.Service[PayerName]
	Wages        *record.Service[Wage]
	Periods      *record.Service[Period]

	// Attended tells what the attendance says of people in a month; nil where there is none.
	Attended func(ctx context.Context, month calendar.Date) (map[int64]Attended, error)
	// Rewards gives what people get for what they achieved to their wages; nil: there are none.
	Rewards Rewards
	// Commissions tells what people earned in a month, once it is approved; nil where there are
	// none.
	Commissions func(ctx context.Context, month calendar.Date) (of map[int64]money.Minor, known bool, err error)

	// ClassifyLater has the classes of customers worked out in the background; nil: at once.
	ClassifyLater func()

	g         *record.Ground
	numbers   Numbers
	today     func() calendar.Date
	company   *company.Service
	customers *customer.Service
	approvals Approvals
	orders    *record.Service[sales.Order]
}

// New registers the entities of finance and their rules.
func New(p Params) *Service {
	s := &Service{
		g: p.Ground, numbers: p.Numbers, today: p.Today, company: p.Company, customers: p.Customers,
		Accounts:     record.New(p.Ground, DescribeAccount()),
		Receivables:  record.New(p.Ground, DescribeReceivable()),
		Money:        record.New(p.Ground, DescribeMoneyIn()),
		Allocations:  record.New(p.Ground, DescribeAllocation()),
		Receipts:     record.New(p.Ground, DescribeReceipt()),
		Journal:      record.New(p.Ground, DescribeEntry()),
		Payments:     record.New(p.Ground, DescribePayment()),
		Payables:     record.New(p.Ground, DescribePayable()),
		Expenses:     record.New(p.Ground, DescribeExpense()),
		ExpenseLines: record.New(p.Ground, DescribeExpenseLine()),
		Invoices:     record.New(p.Ground, DescribeInvoice()),
		Advances:     record.New(p.Ground, DescribeAdvance()),
		Statements:   record.New(p.Ground, DescribeStatement()),
		BankLines:    record.New(p.Ground, DescribeBankLine()),
		PayerNames:   record.New(p.Ground, DescribePayerName()),
		Wages:        record.New(p.Ground, DescribeWage()),
		Periods:      record.New(p.Ground, DescribePeriod()),
	}
	s.Receivables.Prepare, s.Receivables.Rule = s.prepareReceivable, s.receivableRule
	s.Money.Prepare, s.Money.Rule = s.prepareMoney, moneyRule
	s.Receipts.Rule = receiptRule
	s.Journal.Rule = s.entryRule
	s.Payments.Prepare, s.Payments.Rule = s.preparePayment, s.paymentRule
	s.Payables.Prepare, s.Payables.Rule = s.preparePayable, s.payableRule
	s.Allocations.Rule = s.allocationRule
	s.contribute()
	s.sums()
	s.claims()
	s.register()
	s.banking()
	s.Wages.Prepare, s.Wages.Rule = s.prepareWage, s.wageRule
	s.Wages.Saved.Do(s.wageSaved)
	s.follow()
	if p.Reminders != nil {
		p.Reminders.Add(reminder.SourceFunc(s.dueReminders))
	}
	return s
}

// contribute puts finance's columns into the lists of others and its own.
func (s *Service) contribute() {
	r := s.g.Registry
	r.Contribute(Receivables, entity.Contributed("settled_minor", entity.KindMoney), entity.Contributed("open_minor", entity.KindMoney),
		entity.Contributed("open_home_minor", entity.KindMoney))
	r.Contribute(MoneyInName, entity.Contributed("allocated_minor", entity.KindMoney))
	r.Contribute(Accounts, entity.Contributed("moved_minor", entity.KindMoney))
	r.Contribute(Payables, entity.Contributed("settled_minor", entity.KindMoney), entity.Contributed("open_minor", entity.KindMoney),
		entity.Contributed("open_home_minor", entity.KindMoney), entity.Contributed("ordered_minor", entity.KindMoney))
	r.Contribute(Payments, entity.Contributed("allocated_minor", entity.KindMoney))
	r.Contribute(purchase.Suppliers, entity.Contributed("payable_minor", entity.KindMoney))
	r.Contribute("sales_order", entity.Contributed("paid_minor", entity.KindMoney))
	r.Contribute("customer", entity.Contributed("receivable_minor", entity.KindMoney), entity.Contributed("oldest_due_on", entity.KindDate),
		entity.Contributed("profit_class", entity.KindChoice).Choosing(string(Gold), string(Average), string(Losing)).Rights(identity.RightCost, ""),
		entity.Contributed("profit_minor", entity.KindMoney).Rights(identity.RightCost, ""))
}

// sums keeps what is settled, open, paid and in the accounts beside the records, over
// before and after, so that undo, import revert and merge leave the sums right.
func (s *Service) sums() {
	owed := func(r *Receivable, m money.Minor) int64 {
		if r.Void {
			return 0
		}
		return int64(m)
	}
	record.Sum(s.Receivables, Receivables, "open_minor", func(r *Receivable) (int64, int64) { return r.ID, owed(r, r.Amount) })
	record.Sum(s.Receivables, Receivables, "open_home_minor", func(r *Receivable) (int64, int64) { return r.ID, owed(r, r.Home) })
	record.Sum(s.Allocations, Receivables, "open_home_minor", func(a *Allocation) (int64, int64) { return a.ReceivableID, -int64(a.Home) })
	record.Sum(s.Allocations, Receivables, "open_minor", func(a *Allocation) (int64, int64) { return a.ReceivableID, -int64(a.Amount) })
	s.Allocations.Saved.Do(func(ctx context.Context, e record.Saved[Allocation]) error { // what is open of it changed
		s.g.Tx.After(ctx, func() { s.g.Notices.Post(effect.Notice{Kind: Receivables, ID: e.After.ReceivableID}) })
		return nil
	})
	record.Sum(s.Allocations, Receivables, "settled_minor", func(a *Allocation) (int64, int64) { return a.ReceivableID, int64(a.Amount) })
	record.Sum(s.Allocations, MoneyInName, "allocated_minor", func(a *Allocation) (int64, int64) { return a.MoneyInID, int64(a.Amount) })
	record.Sum(s.Allocations, "sales_order", "paid_minor", func(a *Allocation) (int64, int64) { return a.OrderID, int64(a.Amount) })
	record.Sum(s.Journal, Accounts, "moved_minor", func(e *Entry) (int64, int64) { return e.AccountID, int64(e.In - e.Out) })
	record.Sum(s.Receivables, "customer", "receivable_minor", func(r *Receivable) (int64, int64) { return r.CustomerID, owed(r, r.Home) })
	record.Sum(s.Allocations, "customer", "receivable_minor", func(a *Allocation) (int64, int64) { return a.CustomerID, -int64(a.Home) })
	s.paySums()
}

// paySums keeps what is paid and open of payables, and what suppliers get.
func (s *Service) paySums() {
	owed := func(p *Payable, m money.Minor) int64 {
		if p.Void {
			return 0
		}
		return int64(m)
	}
	paid := func(of func(l *PaymentLine) money.Minor, sign int64) func(p *Payment) map[int64]int64 {
		return func(p *Payment) map[int64]int64 {
			if !p.counts() {
				return nil
			}
			out := p.shares(of)
			for id := range out {
				out[id] *= sign
			}
			return out
		}
	}
	record.Sum(s.Payables, Payables, "open_minor", func(p *Payable) (int64, int64) { return p.ID, owed(p, p.Amount) })
	record.Sum(s.Payables, Payables, "open_home_minor", func(p *Payable) (int64, int64) { return p.ID, owed(p, p.Home) })
	record.SumEach(s.Payments, Payables, "settled_minor", paid(lineAmount, 1))
	record.SumEach(s.Payments, Payables, "open_minor", paid(lineAmount, -1))
	record.SumEach(s.Payments, Payables, "open_home_minor", paid(lineHome, -1))
	record.SumEach(s.Payments, Payables, "ordered_minor", func(p *Payment) map[int64]int64 {
		if p.State != Draft && p.State != Submitted {
			return nil
		}
		return p.shares(lineAmount)
	})
	record.Sum(s.Payments, Payments, "allocated_minor", func(p *Payment) (int64, int64) {
		if !p.counts() {
			return 0, 0
		}
		return p.ID, int64(p.covered())
	})
	record.Sum(s.Payables, purchase.Suppliers, "payable_minor", func(p *Payable) (int64, int64) { return p.SupplierID, owed(p, p.Home) })
	record.Sum(s.Payments, purchase.Suppliers, "payable_minor", func(p *Payment) (int64, int64) {
		if !p.counts() {
			return 0, 0
		}
		var home money.Minor
		for i := range p.Lines {
			home += p.Lines[i].Home
		}
		return p.SupplierID, -int64(home)
	})
}

// follow keeps the oldest due day beside the customer and tells the timeline of money.
func (s *Service) follow() {
	s.Receivables.Saved.Do(func(ctx context.Context, e record.Saved[Receivable]) error {
		if e.Before != nil && e.Before.CustomerID != e.After.CustomerID {
			if err := s.noteOldest(ctx, e.Before.CustomerID); err != nil {
				return err
			}
		}
		return s.noteOldest(ctx, e.After.CustomerID)
	})
	s.Allocations.Saved.Do(func(ctx context.Context, e record.Saved[Allocation]) error {
		return s.noteOldest(ctx, e.After.CustomerID)
	})
	s.Money.Saved.Do(func(ctx context.Context, e record.Saved[MoneyIn]) error {
		m := e.After
		if s.customers == nil || m.State != Confirmed || e.Before != nil && e.Before.State == Confirmed {
			return nil
		}
		amount := m.Amount
		a := customer.Activity{
			CustomerID: m.CustomerID, Kind: customer.NoteReceipt, Title: m.Number, Text: m.Memo,
			AmountMinor: &amount, Currency: m.Currency, LinkEntity: MoneyInName, LinkID: m.ID,
		}
		if set := audit.Current(ctx); set == nil || set.ImportID == 0 {
			return s.customers.Log(ctx, a)
		}
		return nil
	})
}

// noteOldest keeps the due day of the oldest open receivable beside the customer; whether
// that is overdue is asked of the clock, never stored.
func (s *Service) noteOldest(ctx context.Context, customer int64) error {
	if customer == 0 {
		return nil
	}
	oldest := entity.Null
	plan, err := listing.Allow(identity.System(ctx, "receivables"), s.g.Registry, identity.May(Receivables, identity.See),
		listing.Query{
			Entity: Receivables, Columns: []string{"due_on"}, Sort: []listing.Sort{{Key: "due_on"}},
			Filter: listing.All(ref("customer_id", customer), listing.Is("open_minor", listing.Gt, "0")),
		})
	if err != nil {
		return err
	}
	ids, err := s.g.Source.First(ctx, plan, 1)
	if err != nil {
		return err
	}
	if len(ids) > 0 {
		rows, err := s.g.Source.Block(ctx, plan, ids)
		if err != nil {
			return err
		}
		oldest = rows[0].Cells[0]
	}
	return s.g.Store.Put(ctx, "customer", customer, "oldest_due_on", oldest)
}

// home is the company's currency.
func (s *Service) home(ctx context.Context) (string, error) {
	if s.company == nil {
		return "CNY", nil
	}
	c, err := s.company.Get(ctx)
	if err != nil {
		return "", err
	}
	return c.Currency, nil
}

// worth is an amount in the company's currency.
func (s *Service) worth(ctx context.Context, m money.Minor, currency string, rateE8 int64) (money.Minor, error) {
	home, err := s.home(ctx)
	if err != nil {
		return 0, err
	}
	if currency == home || currency == "" {
		return m, nil
	}
	return money.Exchange{RateE8: rateE8}.Convert(m, currency, home)
}
