package finance

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

// allocationRule holds the core: never more than is open, never more than came in, one
// customer, confirmed money only. Reversals may not take back more than there is.
func (s *Service) allocationRule(ctx context.Context, before, after *Allocation) error {
	if before != nil {
		return app.E(app.Conflict, "finance.not_draft")
	}
	if after.Amount == 0 {
		return badAmount(0).At("amount_minor")
	}
	ctx = identity.Elevated(ctx)
	if err := s.open(ctx, after.On); err != nil {
		return err
	}
	r, err := s.Receivables.Get(ctx, after.ReceivableID)
	if err != nil {
		return err
	}
	if r.Void {
		return app.E(app.Conflict, "finance.voided", "number", r.Number)
	}
	if r.CustomerID != after.CustomerID {
		return app.E(app.Conflict, "finance.other_customer", "number", r.Number)
	}
	after.OrderID = r.OrderID
	settled, err := s.allocated(ctx, "receivable_id", r.ID)
	if err != nil {
		return err
	}
	if over(settled+after.Amount, r.Amount) {
		return app.E(app.Conflict, "finance.over_open", "number", r.Number,
			"open", money.Of(r.Amount-settled, r.Currency), "amount", money.Of(after.Amount, r.Currency)).At("amount_minor")
	}
	if after.Home, err = s.homeShare(ctx, r, after, settled); err != nil || after.Kind != ByMoney {
		return err
	}
	m, err := s.Money.Get(ctx, after.MoneyInID)
	if err != nil {
		return err
	}
	if m.State != Confirmed {
		return app.E(app.Conflict, "finance.not_confirmed")
	}
	if m.CustomerID != after.CustomerID {
		return app.E(app.Conflict, "finance.other_customer", "number", r.Number)
	}
	if m.Currency != r.Currency {
		return app.E(app.Conflict, "finance.other_currency", "number", r.Number, "currency", r.Currency, "received", m.Currency)
	}
	used, err := s.allocated(ctx, "money_in_id", m.ID)
	if err != nil {
		return err
	}
	if used+after.Amount > m.Amount || used+after.Amount < 0 {
		return app.E(app.Conflict, "finance.over_money", "amount", money.Of(after.Amount, m.Currency), "left", money.Of(m.Amount-used, m.Currency))
	}
	return nil
}

// homeShare is what an allocation is worth in the company's currency, at the rate of the
// receivable. The one that settles it takes the rest, so that nothing is left of a cent;
// a reversal gives back what the allocation took.
func (s *Service) homeShare(ctx context.Context, r *Receivable, a *Allocation, settled money.Minor) (money.Minor, error) {
	if a.Reverses != 0 {
		old, err := s.Allocations.Get(ctx, a.Reverses)
		if err != nil {
			return 0, err
		}
		return -old.Home, nil
	}
	if r.Home == r.Amount {
		return a.Amount, nil
	}
	if settled+a.Amount != r.Amount {
		return s.worth(ctx, a.Amount, r.Currency, r.RateE8)
	}
	before, err := s.Allocations.Find(ctx, ref("receivable_id", r.ID))
	if err != nil {
		return 0, err
	}
	rest := r.Home
	for _, b := range before {
		rest -= b.Home
	}
	return rest, nil
}

// hold locks a receivable until the transaction ends, so that two people cannot settle
// the same rest.
func (s *Service) hold(ctx context.Context, receivable int64) (*Receivable, error) {
	return s.Receivables.Update(identity.Elevated(ctx), receivable, 0, func(*Receivable) error { return nil })
}

// over tells whether a settled sum leaves the range between nothing and the amount; the
// amount of a credit is negative.
func over(settled, amount money.Minor) bool {
	if amount < 0 {
		return settled < amount || settled > 0
	}
	return settled > amount || settled < 0
}

// allocated is Σ of the allocations of a receivable or of some money.
func (s *Service) allocated(ctx context.Context, field string, id int64) (money.Minor, error) {
	list, err := s.Allocations.Find(ctx, ref(field, id))
	if err != nil {
		return 0, err
	}
	var sum money.Minor
	for _, a := range list {
		sum += a.Amount
	}
	return sum, nil
}

// Unallocated is what is left of some money: the advance 预收.
func (s *Service) Unallocated(ctx context.Context, moneyID int64) (money.Minor, error) {
	m, err := s.Money.Get(ctx, moneyID)
	if err != nil {
		return 0, err
	}
	used, err := s.allocated(identity.Elevated(ctx), "money_in_id", moneyID)
	return m.Amount - used, err
}

// OpenOf lists what a customer still owes, due first.
func (s *Service) OpenOf(ctx context.Context, customer int64) ([]Open, error) {
	var out []Open
	err := s.each(ctx, listing.Query{
		Entity: Receivables, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}},
		Filter:  listing.All(ref("customer_id", customer), listing.Is("void", listing.Eq, "0"), listing.Is("open_minor", listing.Ne, "0")),
		Columns: []string{"id", "number", "order_id", "order_id.number", "due_on", "open_minor", "currency", "rate"},
	}, func(c []entity.Value) {
		out = append(out, Open{
			ID: c[0].Int(), Number: c[1].Text(), OrderID: c[2].Int(), Order: c[3].Text(), DueOn: dateOf(c[4]),
			Open: money.Minor(c[5].Int()), Currency: c[6].Text(), RateE8: c[7].Int(),
		})
	})
	return out, err
}

// ProposeFor proposes how the rest of some money settles what its customer owes.
func (s *Service) ProposeFor(ctx context.Context, moneyID int64) ([]Share, error) {
	m, err := s.Money.Get(ctx, moneyID)
	if err != nil {
		return nil, err
	}
	left, err := s.Unallocated(ctx, moneyID)
	if err != nil {
		return nil, err
	}
	open, err := s.OpenOf(ctx, m.CustomerID)
	if err != nil {
		return nil, err
	}
	same := open[:0:0]
	for _, o := range open {
		if o.Currency == m.Currency {
			same = append(same, o)
		}
	}
	return Propose(Coming{Amount: left, Memo: m.Memo, OrderID: m.OrderID}, same), nil
}

// Allocate settles receivables with some confirmed money, all shares or none.
func (s *Service) Allocate(ctx context.Context, moneyID int64, shares []Share) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		// Saving the payment unchanged locks it: two people cannot spend the same money.
		m, err := s.Money.Update(identity.Elevated(ctx), moneyID, 0, func(*MoneyIn) error { return nil })
		if err != nil {
			return err
		}
		if _, err := s.holdAll(ctx, idsOfShares(shares)); err != nil {
			return err
		}
		for _, sh := range shares {
			a := &Allocation{Kind: ByMoney, MoneyInID: m.ID, ReceivableID: sh.ID, CustomerID: m.CustomerID, On: s.today(), Amount: sh.Amount, Reason: sh.Reason}
			a.OwnerID, a.UnitID = m.OwnerID, m.UnitID
			if err := s.Allocations.Create(identity.Elevated(ctx), a); err != nil {
				return err
			}
		}
		return nil
	})
}

// TakeBack reverses an allocation with a second one; the reason is kept.
func (s *Service) TakeBack(ctx context.Context, allocationID int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		old, err := s.Allocations.Get(ctx, allocationID)
		if err != nil {
			return err
		}
		if _, err := s.hold(ctx, old.ReceivableID); err != nil {
			return err
		}
		again, err := s.Allocations.Count(identity.Elevated(ctx), listing.All(ref("receivable_id", old.ReceivableID), ref("reverses", old.ID)))
		if err != nil {
			return err
		}
		if again > 0 || old.Reverses != 0 {
			return app.E(app.Conflict, "finance.reversed_already")
		}
		if old.Kind == BySetOff {
			return s.takeBackPair(ctx, old, reason)
		}
		back := &Allocation{
			Kind: old.Kind, MoneyInID: old.MoneyInID, ReceivableID: old.ReceivableID, CustomerID: old.CustomerID,
			On: s.today(), Amount: -old.Amount, Reason: reason, Reverses: old.ID,
		}
		back.OwnerID, back.UnitID = old.OwnerID, old.UnitID
		return s.Allocations.Create(identity.Elevated(ctx), back)
	})
}

// WriteOff settles a rest that will not come; it needs a right and a reason, and is refused
// beyond the limit of one's role (finance.write_off_limit, which says who may).
func (s *Service) WriteOff(ctx context.Context, receivableID int64, amount money.Minor, reason string) error {
	if _, err := identity.NeedRight(ctx, identity.RightWriteOff); err != nil {
		return err
	}
	return s.settle(ctx, ByWriteOff, receivableID, amount, reason)
}

// Credit settles a part of a receivable by a credit note: a price that was corrected,
// goods that came back. It needs the right to allocate, and a reason.
func (s *Service) Credit(ctx context.Context, receivableID int64, amount money.Minor, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	return s.settle(ctx, ByCredit, receivableID, amount, reason)
}

func (s *Service) settle(ctx context.Context, kind Kind, receivableID int64, amount money.Minor, reason string) error {
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	if _, err := s.Receivables.Get(ctx, receivableID); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.hold(ctx, receivableID)
		if err != nil {
			return err
		}
		if kind == ByWriteOff {
			if err := s.mayWriteOff(ctx, r, amount); err != nil {
				return err
			}
		}
		a := &Allocation{Kind: kind, ReceivableID: r.ID, CustomerID: r.CustomerID, On: s.today(), Amount: amount, Reason: reason}
		a.OwnerID, a.UnitID = r.OwnerID, r.UnitID
		return s.Allocations.Create(identity.Elevated(ctx), a)
	})
}
