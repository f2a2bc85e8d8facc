package finance

import (
	"context"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
)

// ExpensePaper fills an expense claim for print.
func (s *Service) ExpensePaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	x, err := s.Expenses.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	home, err := s.home(ctx)
	if err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	names, err := s.names(up, "person", x.OwnerID)
	if err != nil {
		return nil, err
	}
	unit, err := s.names(up, "department", x.UnitID)
	if err != nil {
		return nil, err
	}
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
	d["currency"], d["number"], d["date"], d["purpose"], d["remark"] = home, x.Number, x.On, x.Subject, x.Remark
	d["applicant"], d["department"], d["lines"], d["total"] = names[x.OwnerID], unit[x.UnitID], lines, money.Of(total, home)
	d["amount"], d["void"] = money.Of(total-x.Offset, home), x.State == Reversed || x.State == Refused
	if x.Offset > 0 {
		d["offset"] = money.Of(x.Offset, home)
	}
	return d, s.paperSteps(ctx, d, Expenses, id)
}
