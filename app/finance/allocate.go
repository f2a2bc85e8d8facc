package finance

import (
	"context"
	"strconv"

	"kontor/app"
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
	settled, err := s.allocated(ctx, "receivable_id", r.ID)
	if err != nil {
		return err
	}
	if over(settled+after.Amount, r.Amount) {
		return app.E(app.Conflict, "finance.over_open", "number", r.Number,
			"open", money.Of(r.Amount-settled, r.Currency), "amount", money.Of(after.Amount, r.Currency)).At("amount_minor")
	}
	if after.Kind != ByMoney {
		return nil
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
	used, err := s.allocated(ctx, "money_in_id", m.ID)
	if err != nil {
		return err
	}
	if used+after.Amount > m.Amount || used+after.Amount < 0 {
		return app.E(app.Conflict, "finance.over_money", "amount", money.Of(after.Amount, m.Currency), "left", money.Of(m.Amount-used, m.Currency))
	}
	return nil
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
	list, err := s.Receivables.Find(ctx, listing.All(ref("customer_id", customer), listing.Is("void", listing.Eq, "0")),
		listing.Sort{Key: "due_on"}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	settled := map[int64]money.Minor{}
	all, err := s.Allocations.Find(ctx, ref("customer_id", customer))
	if err != nil {
		return nil, err
	}
	for _, a := range all {
		settled[a.ReceivableID] += a.Amount
	}
	var out []Open
	for _, r := range list {
		if open := r.Amount - settled[r.ID]; open != 0 {
			out = append(out, Open{ID: r.ID, Number: r.Number, OrderID: r.OrderID, DueOn: r.DueOn, Open: open})
		}
	}
	return out, nil
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
	return Propose(Coming{Amount: left, Memo: m.Memo, OrderID: m.OrderID}, open), nil
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
		again, err := s.Allocations.Count(identity.Elevated(ctx), listing.Is("reverses", listing.Eq, strconv.FormatInt(old.ID, 10)))
		if err != nil {
			return err
		}
		if again > 0 || old.Reverses != 0 {
			return app.E(app.Conflict, "finance.reversed_already")
		}
		back := &Allocation{Kind: old.Kind, MoneyInID: old.MoneyInID, ReceivableID: old.ReceivableID, CustomerID: old.CustomerID,
			On: s.today(), Amount: -old.Amount, Reason: reason, Reverses: old.ID}
		back.OwnerID, back.UnitID = old.OwnerID, old.UnitID
		return s.Allocations.Create(identity.Elevated(ctx), back)
	})
}

// WriteOff settles a rest that will not come; it needs a right and a reason.
func (s *Service) WriteOff(ctx context.Context, receivableID int64, amount money.Minor, reason string) error {
	if _, err := identity.NeedRight(ctx, identity.RightWriteOff); err != nil {
		return err
	}
	if reason == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	r, err := s.Receivables.Get(ctx, receivableID)
	if err != nil {
		return err
	}
	a := &Allocation{Kind: ByWriteOff, ReceivableID: r.ID, CustomerID: r.CustomerID, On: s.today(), Amount: amount, Reason: reason}
	a.OwnerID, a.UnitID = r.OwnerID, r.UnitID
	return s.Allocations.Create(identity.Elevated(ctx), a)
}
