package sales

import (
	"context"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Revisions lists all revisions of a quote, the newest first.
func (s *Service) Revisions(ctx context.Context, id int64) ([]*Quote, error) {
	q, err := s.Quotes.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.revisions(ctx, q)
}

func (s *Service) revisions(ctx context.Context, q *Quote) ([]*Quote, error) {
	return s.Quotes.Find(identity.System(ctx, "revisions"), listing.Any(ref("root_id", q.Root()), ref("id", q.Root())),
		listing.Sort{Key: "revision", Desc: true})
}

// supersede puts the current revision aside when a newer one is sent.
func (s *Service) supersede(ctx context.Context, q *Quote) error {
	list, err := s.revisions(ctx, q)
	if err != nil {
		return err
	}
	for _, old := range list {
		if old.ID == q.ID || !old.Current {
			continue
		}
		if old.OrderID != 0 {
			return app.E(app.Conflict, "quote.ordered", "number", old.Label())
		}
		_, err := s.Quotes.Update(ctx, old.ID, 0, func(x *Quote) error {
			x.PriorState, x.Current = x.State, false
			return x.move(QuoteSuperseded)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Cancel withdraws a quote. When it was the current revision the one before becomes
// current again, in the state it had.
func (s *Service) Cancel(ctx context.Context, id int64, reason string) (*Quote, error) {
	var out *Quote
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		q, err := s.Quotes.May(ctx, id, identity.Issue)
		if err != nil {
			return err
		}
		if q.OrderID != 0 {
			return app.E(app.Conflict, "quote.ordered", "number", q.Label())
		}
		cmd := command(ctx, "cancel")
		wasCurrent := q.Current
		out, err = s.Quotes.Update(cmd, id, 0, func(q *Quote) error {
			q.Current, q.RejectReason, q.ClosedAt = false, reason, s.g.Clock.Now().UnixMilli()
			return q.move(QuoteCancelled)
		})
		if err != nil || !wasCurrent {
			return err
		}
		return s.reopenPrior(cmd, out)
	})
	return out, err
}

func (s *Service) reopenPrior(ctx context.Context, q *Quote) error {
	list, err := s.revisions(ctx, q)
	if err != nil {
		return err
	}
	for _, old := range list { // the newest first
		if old.ID == q.ID || old.State != QuoteSuperseded || old.Revision > q.Revision {
			continue
		}
		_, err := s.Quotes.Update(ctx, old.ID, 0, func(x *Quote) error {
			to := x.PriorState
			x.PriorState, x.Current = "", true
			return x.move(to)
		})
		return err
	}
	return nil
}

// NewRevision makes the next revision of a quote as a draft. Conflict
// quote.open_revision while there is one already.
func (s *Service) NewRevision(ctx context.Context, id int64) (*Quote, error) {
	var n *Quote
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		q, err := s.Quotes.May(ctx, id, identity.Change)
		if err != nil {
			return err
		}
		if _, err := q.Revise(0, s.today()); err != nil {
			return err // drafts are changed directly
		}
		list, err := s.revisions(ctx, q)
		if err != nil {
			return err
		}
		newest := int64(0)
		for _, r := range list {
			newest = max(newest, r.Revision)
			if r.State == QuoteDraft {
				return app.E(app.Conflict, "quote.open_revision", "number", q.Label(), "revision", r.Revision)
			}
		}
		if n, err = q.Revise(newest, s.today()); err != nil {
			return err
		}
		return s.Quotes.Create(command(ctx, "revise"), n)
	})
	return n, err
}

// CopyQuote makes a new quote with the lines of another one, for the same or another
// customer. It is not saved yet.
func (s *Service) CopyQuote(ctx context.Context, id, customerID int64) (*Quote, error) {
	q, err := s.Quotes.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if customerID == 0 {
		customerID = q.CustomerID
	}
	n, err := s.NewQuote(ctx, customerID)
	if err != nil {
		return nil, err
	}
	n.Sums, n.Subject, n.Terms, n.Remark, n.Incoterm = q.Sums, q.Subject, q.Terms, q.Remark, q.Incoterm
	for _, l := range q.Lines {
		item := l.Item
		item.Origin = ""
		n.Lines = append(n.Lines, QuoteLine{Item: item})
	}
	return n, nil
}
