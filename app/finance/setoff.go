package finance

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// SetOff is how a credit may settle what its customer owes: goods that came back against the
// open rest of their order.
type SetOff struct {
	Credit Open // below zero: what is left of it
	Order  []Open
	Others []Open // of the customer's other orders, in the same currency
	Shares []Share
}

// ProposeSetOff proposes how the rest of a credit settles what is open of its own order, due
// first; what is open of other orders is offered, not proposed. SAL-32
func (s *Service) ProposeSetOff(ctx context.Context, creditID int64) (*SetOff, error) {
	r, err := s.Receivables.Get(ctx, creditID)
	if err != nil {
		return nil, err
	}
	used, err := s.allocated(identity.Elevated(ctx), "receivable_id", r.ID)
	if err != nil {
		return nil, err
	}
	left := r.Amount - used
	if left >= 0 || r.Void {
		return nil, app.E(app.Conflict, "finance.no_credit", "number", r.Number)
	}
	open, err := s.OpenOf(ctx, r.CustomerID)
	if err != nil {
		return nil, err
	}
	out := &SetOff{Credit: Open{ID: r.ID, Number: r.Number, OrderID: r.OrderID, DueOn: r.DueOn, Open: left, Currency: r.Currency}}
	for _, o := range open {
		switch {
		case o.ID == r.ID:
			out.Credit.Order = o.Order
		case o.Open <= 0 || o.Currency != r.Currency:
		case o.OrderID == r.OrderID && r.OrderID != 0:
			out.Order = append(out.Order, o)
		default:
			out.Others = append(out.Others, o)
		}
	}
	out.Shares = Propose(Coming{Amount: -left, OrderID: r.OrderID}, out.Order)
	return out, nil
}

// SetOff settles receivables with a credit of the same customer, all shares or none: each takes
// as much off the credit as it settles. No money moves. SAL-32
func (s *Service) SetOff(ctx context.Context, creditID int64, shares []Share) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	if len(shares) == 0 {
		return app.E(app.Invalid, "finance.nothing_chosen")
	}
	if _, err := s.Receivables.Get(ctx, creditID); err != nil {
		return err
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		held, err := s.holdAll(ctx, append([]int64{creditID}, idsOfShares(shares)...))
		if err != nil {
			return err
		}
		credit := held[creditID]
		for _, sh := range shares {
			r := held[sh.ID]
			switch {
			case sh.Amount <= 0:
				return badAmount(sh.Amount).At("amount_minor")
			case credit.Amount >= 0 || credit.Void:
				return app.E(app.Conflict, "finance.no_credit", "number", credit.Number)
			case r.Currency != credit.Currency:
				return app.E(app.Conflict, "finance.other_currency", "number", r.Number, "currency", r.Currency, "received", credit.Currency)
			case r.Amount < 0:
				return app.E(app.Conflict, "finance.no_debt", "number", r.Number)
			}
			if err := s.pair(ctx, r, credit, setting{sh.Amount, credit.Number, 0, 0}); err != nil {
				return err
			}
		}
		return nil
	})
}

// setting is one half of a set-off and what it takes back, 0 when it takes nothing back.
type setting struct {
	amount       money.Minor
	reason       string
	debt, credit int64
}

// pair writes both halves of a set-off: on what is owed, and on the credit.
func (s *Service) pair(ctx context.Context, r, credit *Receivable, x setting) error {
	half := func(on *Receivable, amount money.Minor, reverses, pair int64) (int64, error) {
		a := &Allocation{Kind: BySetOff, ReceivableID: on.ID, CustomerID: credit.CustomerID, On: s.today(), Amount: amount, Reason: x.reason, Reverses: reverses, PairID: pair}
		a.OwnerID, a.UnitID = on.OwnerID, on.UnitID
		err := s.Allocations.Create(identity.Elevated(ctx), a)
		return a.ID, err
	}
	id, err := half(r, x.amount, x.debt, 0)
	if err != nil {
		return err
	}
	_, err = half(credit, -x.amount, x.credit, id)
	return err
}

// TakeBackSetOff takes back all that a credit has settled; the reason is kept.
func (s *Service) TakeBackSetOff(ctx context.Context, creditID int64, reason string) error {
	if _, err := identity.Need(ctx, identity.May(Allocations, identity.Allocate)); err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.Allocations.Find(identity.Elevated(ctx), listing.All(ref("receivable_id", creditID), listing.Is("kind", listing.Eq, string(BySetOff))), listing.Sort{Key: "id"})
		if err != nil {
			return err
		}
		back := map[int64]bool{}
		for _, a := range list {
			back[a.Reverses] = true
		}
		n := 0
		for _, a := range list {
			if a.Reverses != 0 || back[a.ID] {
				continue
			}
			n++
			if err := s.takeBackPair(ctx, a, reason); err != nil {
				return err
			}
		}
		if n == 0 {
			return app.E(app.Conflict, "finance.not_set_off")
		}
		return nil
	})
}

// takeBackPair reverses both halves of a set-off, whichever of them is given.
func (s *Service) takeBackPair(ctx context.Context, a *Allocation, reason string) error {
	up := identity.Elevated(ctx)
	debt, credit := a, a
	var err error
	if a.PairID == 0 {
		credit, err = s.Allocations.First(up, ref("pair_id", a.ID))
	} else {
		debt, err = s.Allocations.Get(up, a.PairID)
	}
	if err != nil {
		return err
	}
	held, err := s.holdAll(ctx, []int64{debt.ReceivableID, credit.ReceivableID})
	if err != nil {
		return err
	}
	return s.pair(ctx, held[debt.ReceivableID], held[credit.ReceivableID], setting{-debt.Amount, reason, debt.ID, credit.ID})
}

// holdAll locks receivables in one order for all, so that nobody waits for each other.
func (s *Service) holdAll(ctx context.Context, ids []int64) (map[int64]*Receivable, error) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	out := map[int64]*Receivable{}
	for _, id := range slices.Compact(ids) {
		r, err := s.hold(ctx, id)
		if err != nil {
			return nil, err
		}
		out[id] = r
	}
	return out, nil
}

func idsOfShares(shares []Share) []int64 {
	out := make([]int64, len(shares))
	for i, sh := range shares {
		out[i] = sh.ID
	}
	return out
}
