package sales

import (
	"context"

	"kontor/app"
	"kontor/app/money"
)

// Credit is how far a customer may buy on account (CUS-48), in the company's currency.
type Credit struct {
	Limit money.Minor // 0: none was set
	Owed  money.Minor // open receivables
}

// Over is by how much the limit would be passed with one more document; 0: it would not.
func (c Credit) Over(more money.Minor) money.Minor {
	if c.Limit <= 0 {
		return 0
	}
	return max(0, c.Owed+more-c.Limit)
}

// Credit reads limit and debt of a customer as the acting person may see them.
func (s *Service) Credit(ctx context.Context, customerID int64) (Credit, error) {
	row, err := s.g.Look(ctx, "customer", customerID, "credit_limit_minor", "receivable_minor")
	if app.KindOf(err) == app.Denied && err != nil {
		return Credit{}, nil
	}
	return Credit{Limit: money.Minor(row["credit_limit_minor"].Int()), Owed: money.Minor(row["receivable_minor"].Int())}, err
}
