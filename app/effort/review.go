package effort

import (
	"cmp"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// ReviewState is whether what an entry says was received has been found in the books.
type ReviewState string

// The states of the review of an entry.
const (
	ReviewWaiting  ReviewState = "waiting"
	ReviewApproved ReviewState = "approved"
)

// reviewReach is how many days around a period are searched for a receipt that may be meant.
const reviewReach = 31

// Booked is money that finance recorded as received, in the company's currency.
type Booked struct {
	ID         int64
	Number     string
	CustomerID int64
	On         calendar.Date
	Amount     money.Minor
	Draft      bool // recorded, not confirmed yet
}

// Entered is one entry under review.
type Entered struct {
	ID       int64
	On       calendar.Date
	What     string
	Person   int64
	Received money.Minor
	Approved bool
}

// Compared is what salespeople say they received from a customer in a period beside what the
// books say: equal, it can be approved; unequal, Advice says what to do.
type Compared struct {
	CustomerID int64
	Entered    money.Minor
	Booked     money.Minor
	Entries    []Entered
	Receipts   []Booked
	Waiting    int    // entries that are not approved yet
	Advice     string // translation key, "" when equal
	Hint       Booked // the receipt that the advice speaks of
}

// Equal tells whether entries and books agree.
func (c *Compared) Equal() bool { return c.CustomerID != 0 && c.Entered == c.Booked }

// ReviewedOf compares the received amounts of performance entries with the receipts that are
// booked, customer by customer: a day or any period, both days included. It needs the right to
// approve entries of everybody. FIN-07
func (s *Service) ReviewedOf(ctx context.Context, from, to calendar.Date) ([]Compared, error) {
	if err := s.mayReview(ctx); err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	entries, err := s.Performances.Find(up, listing.All(listing.Is("date_on", listing.Between, from.String(), to.String()), listing.Is("received_minor", listing.Ne, "0")), listing.Sort{Key: "date_on"}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	booked, err := s.p.Booked(up, from.AddDays(-reviewReach), to.AddDays(reviewReach))
	if err != nil {
		return nil, err
	}
	at := map[int64]int{}
	var out []Compared
	of := func(customer int64) *Compared {
		i, ok := at[customer]
		if !ok {
			i = len(out)
			at[customer] = i
			out = append(out, Compared{CustomerID: customer})
		}
		return &out[i]
	}
	for _, e := range entries {
		c := of(e.CustomerID)
		c.Entered += e.Received
		c.Entries = append(c.Entries, Entered{e.ID, e.On, e.What, e.OwnerID, e.Received, e.Review == ReviewApproved})
		if e.Review != ReviewApproved {
			c.Waiting++
		}
	}
	near := map[int64][]Booked{}
	for _, b := range booked {
		if b.Draft || b.On < from || b.On > to {
			near[b.CustomerID] = append(near[b.CustomerID], b)
			continue
		}
		c := of(b.CustomerID)
		c.Booked += b.Amount
		c.Receipts = append(c.Receipts, b)
	}
	for i := range out {
		out[i].advise(near[out[i].CustomerID])
	}
	slices.SortStableFunc(out, func(a, b Compared) int { // what does not agree comes first, the largest difference on top
		return cmp.Or(cmp.Compare(abs(b.Entered-b.Booked), abs(a.Entered-a.Booked)), cmp.Compare(a.CustomerID, b.CustomerID))
	})
	return out, nil
}

func abs(m money.Minor) money.Minor { return max(m, -m) }

// advise says what to do about a difference: a receipt near by that explains it comes first.
func (c *Compared) advise(near []Booked) {
	if c.Equal() {
		return
	}
	diff := c.Entered - c.Booked
	for _, b := range near {
		if b.Amount == diff {
			if c.Advice, c.Hint = "review.advice.other_day", b; b.Draft {
				c.Advice = "review.advice.confirm"
			}
			return
		}
	}
	approved := len(c.Entries) > 0 && c.Waiting == 0
	switch {
	case c.CustomerID == 0:
		c.Advice = "review.advice.no_customer"
	case approved:
		c.Advice = "review.advice.changed"
	case c.Entered == 0:
		c.Advice = "review.advice.no_entry"
	case c.Booked == 0:
		c.Advice = "review.advice.not_booked"
	case diff > 0:
		c.Advice = "review.advice.more"
	default:
		c.Advice = "review.advice.less"
	}
}

// ApproveReceived approves the entries of a period that agree with the books; customers names
// whose, none means all. A customer that is named and does not agree is refused
// (performance.differs). It tells how many entries were approved. FIN-07
func (s *Service) ApproveReceived(ctx context.Context, from, to calendar.Date, customers []int64) (int, error) {
	n := 0
	err := s.g.Tx.InTx(reviewed(ctx, "review", ""), func(ctx context.Context) error {
		all, err := s.ReviewedOf(ctx, from, to)
		if err != nil {
			return err
		}
		a, err := identity.From(ctx)
		if err != nil {
			return err
		}
		for i := range all {
			c := &all[i]
			named := slices.Contains(customers, c.CustomerID)
			if len(customers) > 0 && !named || !named && !c.Equal() {
				continue
			}
			if !c.Equal() {
				return app.E(app.Conflict, "performance.differs", "entered", money.Of(c.Entered, ""), "booked", money.Of(c.Booked, ""))
			}
			for _, e := range c.Entries {
				if e.Approved {
					continue
				}
				n++
				if _, err := s.Performances.Update(identity.Elevated(ctx), e.ID, 0, func(p *Performance) error {
					p.Review, p.ReviewedBy, p.ReviewedOn = ReviewApproved, a.ID, s.today()
					return nil
				}); err != nil {
					return err
				}
			}
		}
		if n == 0 {
			return app.E(app.Conflict, "performance.nothing_equal")
		}
		return nil
	})
	return n, err
}

// TakeBackReview opens approved entries again, so that they can be corrected; the reason is
// kept.
func (s *Service) TakeBackReview(ctx context.Context, ids []int64, reason string) error {
	if err := s.mayReview(ctx); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(reviewed(ctx, "reverse", reason), func(ctx context.Context) error {
		for _, id := range ids {
			if _, err := s.Performances.Update(identity.Elevated(ctx), id, 0, func(p *Performance) error {
				p.Review, p.ReviewedBy, p.ReviewedOn = ReviewWaiting, 0, 0
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
}

// mayReview: comparing makes sense only over what everybody entered.
func (s *Service) mayReview(ctx context.Context) error {
	a, err := identity.Need(ctx, identity.May(Performances, identity.Approve))
	if err != nil {
		return err
	}
	if a.Scope(identity.May(Performances, identity.Approve)) != identity.ScopeAll {
		return app.E(app.Denied, "performance.review_all")
	}
	return nil
}

type reviewKey struct{}

// reviewed marks the context of a review: it may change what forms may not.
func reviewed(ctx context.Context, kind, why string) context.Context {
	return context.WithValue(audit.Why(ctx, audit.Reason{Kind: kind, Text: why}), reviewKey{}, true)
}

func reviewing(ctx context.Context) bool { return ctx.Value(reviewKey{}) != nil }
