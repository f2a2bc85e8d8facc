package customer

import (
	"context"

	"kontor/app"
	"kontor/app/identity"
)

// MayTrade refuses new business with a customer that waits for its review, was rejected,
// or is deregistered (CUS-12, CUS-36). Conflict trade.pending, trade.rejected, life.over.
func (s *Service) MayTrade(ctx context.Context, id int64) error {
	if id == 0 {
		return nil
	}
	c, err := s.Customers.Get(identity.System(ctx, "trade"), id)
	if err != nil {
		return err
	}
	switch {
	case c.Review == ReviewPending:
		return app.E(app.Conflict, "trade.pending", "name", c.Name).At("customer_id")
	case c.Review == ReviewRejected:
		return app.E(app.Conflict, "trade.rejected", "name", c.Name).At("customer_id")
	case c.Life == Deregistered:
		return app.E(app.Conflict, "life.over", "name", c.Name).At("customer_id")
	}
	return nil
}
