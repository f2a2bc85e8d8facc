package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// SettingWarning is the balance below which the forecast warns.
const SettingWarning = "finance.warning_minor"

// CashForecast looks 90 days ahead: what is in the accounts, what is dated and agreed to come
// in and go out, and payroll. Late receivables and drafts are named beside it. FIN-06
func (s *Service) CashForecast(ctx context.Context) (*CashForecast, error) {
	if _, err := identity.NeedRight(ctx, identity.RightBalance); err != nil {
		return nil, err
	}
	today := s.today()
	to := today.AddDays(ForecastDays)
	opening, err := s.inAccounts(ctx, today)
	if err != nil {
		return nil, err
	}
	warning := money.Minor(0)
	if s.company != nil {
		if warning, err = company.Read(ctx, s.company, SettingWarning, money.Minor(0)); err != nil {
			return nil, err
		}
	}
	var rows, late []CashRow
	err = s.each(ctx, listing.Query{
		Entity: Receivables, Columns: []string{"id", "number", "customer_id.name", "due_on", "open_home_minor"}, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}},
		Filter: listing.All(listing.Is("void", listing.Eq, "0"), listing.Is("open_home_minor", listing.Ne, "0"), listing.Is("due_on", listing.Le, to.String())),
	}, func(c []entity.Value) {
		r := CashRow{CashReceivable, c[0].Int(), c[1].Text(), c[2].Text(), dateOf(c[3]), money.Minor(c[4].Int())}
		if r.On < today && r.Amount > 0 {
			late = append(late, r)
			return
		}
		rows = append(rows, r)
	})
	if err != nil {
		return nil, err
	}
	for _, read := range []func(context.Context, calendar.Date) ([]CashRow, error){s.payableFlows, s.paymentFlows, s.claimFlows, s.wageFlows} {
		more, err := read(ctx, to)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	f := BuildForecast(today, opening, warning, rows)
	slices.SortStableFunc(late, func(a, b CashRow) int { return cmp.Compare(b.Amount, a.Amount) })
	for _, r := range late {
		f.Overdue += r.Amount
	}
	f.OverdueN, f.OverdueRows = len(late), late[:min(len(late), 20)]
	err = s.each(ctx, listing.Query{Entity: Payments, Columns: []string{"amount_minor"}, Filter: listing.Is("state", listing.Eq, string(Draft))}, func(c []entity.Value) {
		f.Drafts += money.Minor(c[0].Int())
		f.DraftsN++
	})
	return f, err
}

// inAccounts is what the accounts of the company's currency hold together.
func (s *Service) inAccounts(ctx context.Context, on calendar.Date) (money.Minor, error) {
	home, err := s.home(ctx)
	if err != nil {
		return 0, err
	}
	list, err := s.Balances(ctx, on, on)
	var sum money.Minor
	for _, b := range list {
		if b.Account.Currency == home || b.Account.Currency == "" {
			sum += b.Closing
		}
	}
	return sum, err
}

func (s *Service) payableFlows(ctx context.Context, to calendar.Date) ([]CashRow, error) {
	var out []CashRow
	err := s.each(ctx, listing.Query{
		Entity: Payables, Columns: []string{"id", "number", "payee", "due_on", "open_home_minor"}, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}},
		Filter: listing.All(listing.Is("void", listing.Eq, "0"), listing.Is("open_home_minor", listing.Ne, "0"), listing.Is("due_on", listing.Le, to.String())),
	}, func(c []entity.Value) {
		out = append(out, CashRow{CashPayable, c[0].Int(), c[1].Text(), c[2].Text(), dateOf(c[3]), -money.Minor(c[4].Int())})
	})
	return out, err
}

// paymentFlows are submitted payment orders, as far as they pay no payable.
func (s *Service) paymentFlows(ctx context.Context, to calendar.Date) ([]CashRow, error) {
	list, err := s.Payments.Find(ctx, listing.All(listing.Is("state", listing.Eq, string(Submitted)), listing.Is("planned_on", listing.Le, to.String())))
	var out []CashRow
	for _, p := range list {
		if rest := p.Amount - p.covered(); rest > 0 {
			out = append(out, CashRow{CashPayment, p.ID, p.Number, p.Payee, p.PlannedOn, -rest})
		}
	}
	return out, err
}

// claimFlows are expense claims that wait to be paid: they may be paid any day.
func (s *Service) claimFlows(ctx context.Context, _ calendar.Date) ([]CashRow, error) {
	var out []CashRow
	err := s.each(identity.System(ctx, "forecast"), listing.Query{
		Entity: Expenses, Columns: []string{"id", "number", "owner_id.name", "pay_minor"}, Sort: []listing.Sort{{Key: "id"}},
		Filter: listing.All(listing.Is("state", listing.Eq, string(Approved)), listing.Is("pay_minor", listing.Gt, "0")),
	}, func(c []entity.Value) {
		out = append(out, CashRow{CashClaim, c[0].Int(), c[1].Text(), c[2].Text(), s.today(), -money.Minor(c[3].Int())})
	})
	return out, err
}

// wageFlows are wages with insurance and tax on their days; months behind the last record
// are taken to cost the same. Names are not told: payroll is one line a month.
func (s *Service) wageFlows(ctx context.Context, to calendar.Date) ([]CashRow, error) {
	type month struct {
		paid, due money.Minor
		on        calendar.Date
		n         int
	}
	by := map[calendar.Date]*month{}
	var last calendar.Date
	err := s.each(identity.System(ctx, "forecast"), listing.Query{
		Entity: Wages, Columns: []string{"month", "pay_on", "net_minor", "social_minor", "tax_minor", "employer_minor", "state"},
		Filter: listing.Is("month", listing.Ge, s.today().AddMonths(-6).MonthStart().String()),
	}, func(c []entity.Value) {
		m := dateOf(c[0])
		x := by[m]
		if x == nil {
			x = &month{}
			by[m] = x
		}
		cost := money.Minor(c[2].Int() + c[3].Int() + c[4].Int() + c[5].Int())
		x.n++
		x.on, last = max(x.on, dateOf(c[1])), max(last, m)
		if x.paid += cost; State(c[6].Text()) != Paid {
			x.due += cost
		}
	})
	if err != nil || last.IsZero() {
		return nil, err
	}
	var out []CashRow
	for m, x := range by {
		if x.due > 0 && x.on <= to {
			out = append(out, CashRow{CashWage, 0, m.String()[:7], "", max(x.on, s.today()), -x.due})
		}
	}
	for i := 1; ; i++ {
		m, on := last.AddMonths(i), by[last].on.AddMonths(i)
		if on > to {
			break
		}
		if on >= s.today() {
			out = append(out, CashRow{CashWageGuess, 0, m.String()[:7], "", on, -by[last].paid})
		}
	}
	slices.SortFunc(out, func(a, b CashRow) int { return cmp.Compare(a.On, b.On) })
	return out, nil
}

// SetWarning sets the balance below which the forecast warns; 0 takes it away.
func (s *Service) SetWarning(ctx context.Context, m money.Minor) error {
	if _, err := identity.Need(ctx, identity.May(Accounts, identity.Change)); err != nil {
		return err
	}
	if m < 0 {
		return badAmount(m).At("amount_minor")
	}
	return company.Write(identity.Elevated(ctx), s.company, SettingWarning, m)
}
