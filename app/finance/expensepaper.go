package finance

import (
	"context"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
)

// applied begins the paper of what a person asks for: the company, its currency, who asks
// and of which department.
func (s *Service) applied(ctx context.Context, p Print, owner, unit int64) (d paper.Data, home string, err error) {
	if d, err = s.company.Paper(ctx, p); err != nil {
		return nil, "", err
	}
	if home, err = s.home(ctx); err != nil {
		return nil, "", err
	}
	up := identity.Elevated(ctx)
	person, err := s.names(up, "person", owner)
	if err != nil {
		return nil, "", err
	}
	of, err := s.names(up, "department", unit)
	if err != nil {
		return nil, "", err
	}
	d["currency"], d["applicant"], d["department"] = home, person[owner], of[unit]
	return d, home, nil
}

// ExpensePaper fills an expense claim for print.
func (s *Service) ExpensePaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	x, err := s.Expenses.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, home, err := s.applied(ctx, p, x.OwnerID, x.UnitID)
	if err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	list, err := s.LinesOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var total money.Minor
	var lines []paper.Data
	for i, l := range list {
		total += l.Amount
		customer, err := s.names(up, "customer", l.CustomerID)
		if err != nil {
			return nil, err
		}
		lines = append(lines, paper.Data{
			"no": i + 1, "date": l.On, "category": s.company.Words("dict.expense_category." + l.Category), "text": l.Text,
			"customer": customer[l.CustomerID], "amount": money.Of(l.Amount, home),
		})
	}
	d["number"], d["date"], d["purpose"], d["remark"] = x.Number, x.On, x.Subject, x.Remark
	d["lines"], d["total"] = lines, money.Of(total, home)
	d["amount"], d["void"] = money.Of(total-x.Offset, home), x.State == Reversed || x.State == Refused
	if x.Offset > 0 {
		d["offset"] = money.Of(x.Offset, home)
	}
	return d, s.paperSteps(ctx, d, Expenses, id)
}
