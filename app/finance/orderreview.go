package finance

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// ProofState is what the books say about the proof of payment of an order.
type ProofState string

// The states of a proof.
const (
	ProofMissing  ProofState = "missing"  // none was handed in
	ProofBooked   ProofState = "booked"   // the books have a receipt of this amount
	ProofDraft    ProofState = "draft"    // recorded, not confirmed yet
	ProofUnbooked ProofState = "unbooked" // the books know nothing of it
)

// proofReach is how many days a receipt may lie from the day of the voucher.
const proofReach = 15

// OrderReview is a submitted order under review, with what speaks for it.
type OrderReview struct {
	ApprovalID int64 // the running approval
	OrderID    int64
	Number     string
	CustomerID int64
	Customer   string
	OwnerID    int64
	Owner      string
	Amount     money.Minor // in the currency of the order
	Currency   string
	Since      int64 // submitted, ms
	Mine       bool  // the acting person is asked now
	Step       string
	Offline    bool
	Note       string // the contract in words
	Proof      string // a stored file
	VoucherOn  calendar.Date
	Voucher    money.Minor
	Found      ProofState
	Receipt    Booking     // the one that proves it
	Receivable money.Minor // what the customer owes already, in the company's currency
	Seats      []approval.Seat
}

// Booking is money received that a review points at.
type Booking struct {
	ID     int64
	Number string
	On     calendar.Date
	Amount money.Minor
}

// OrdersToReview is the queue of submitted orders that the acting person may see: those that
// wait for them first, the longest wait on top. FIN-08
func (s *Service) OrdersToReview(ctx context.Context) ([]OrderReview, error) {
	list, err := s.orders.Find(ctx, listing.Is("state", listing.Eq, string(sales.OrderSubmitted)), listing.Sort{Key: "submitted_at"}, listing.Sort{Key: "id"})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var customers, people []int64
	for _, o := range list {
		customers, people = append(customers, o.CustomerID), append(people, o.OwnerID)
	}
	up := identity.Elevated(ctx)
	named, err := s.names(up, "customer", customers...)
	if err != nil {
		return nil, err
	}
	owners, err := s.names(up, "person", people...)
	if err != nil {
		return nil, err
	}
	out := make([]OrderReview, 0, len(list))
	for _, o := range list {
		x := OrderReview{
			OrderID: o.ID, Number: o.Number, CustomerID: o.CustomerID, Customer: named[o.CustomerID], OwnerID: o.OwnerID, Owner: owners[o.OwnerID],
			Amount: o.TotalMinor, Currency: o.Currency, Since: o.SubmittedAt, Offline: o.Offline, Note: o.ContractNote, Proof: o.Proof, VoucherOn: o.VoucherOn, Voucher: o.VoucherMinor,
		}
		if err := s.seatsOf(up, &x, who.ID); err != nil {
			return nil, err
		}
		if err := s.prove(up, &x); err != nil {
			return nil, err
		}
		owed, err := s.g.Look(up, "customer", o.CustomerID, "receivable_minor")
		if err != nil {
			return nil, err
		}
		x.Receivable = money.Minor(owed["receivable_minor"].Int())
		out = append(out, x)
	}
	slices.SortStableFunc(out, func(a, b OrderReview) int {
		switch {
		case a.Mine == b.Mine:
			return 0
		case a.Mine:
			return -1
		}
		return 1
	})
	return out, nil
}

// seatsOf reads the running approval of an order.
func (s *Service) seatsOf(ctx context.Context, x *OrderReview, person int64) error {
	if s.approvals == nil {
		return nil
	}
	list, err := s.approvals.Of(ctx, sales.Orders, x.OrderID)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.State != approval.Running {
			continue
		}
		x.ApprovalID, x.Seats = a.ID, a.Seats
		for _, seat := range a.Blocking() {
			x.Step = seat.Name
			x.Mine = x.Mine || seat.PersonID == person
		}
	}
	return nil
}

// prove looks for a receipt of the customer that is the payment of the voucher.
func (s *Service) prove(ctx context.Context, x *OrderReview) error {
	if x.Proof == "" {
		x.Found = ProofMissing
		return nil
	}
	x.Found = ProofUnbooked
	list, err := s.Money.Find(ctx, listing.All(ref("customer_id", x.CustomerID), listing.Is("state", listing.In, string(Draft), string(Confirmed))), listing.Sort{Key: "id"})
	if err != nil {
		return err
	}
	for _, m := range list {
		near := x.VoucherOn.IsZero() || m.ReceivedOn >= x.VoucherOn.AddDays(-proofReach) && m.ReceivedOn <= x.VoucherOn.AddDays(proofReach)
		if m.Currency != x.Currency || m.OrderID != x.OrderID && (m.Amount != x.Voucher || !near) {
			continue
		}
		x.Receipt = Booking{m.ID, m.Number, m.ReceivedOn, m.Amount}
		if x.Found = ProofDraft; m.State == Confirmed {
			x.Found = ProofBooked
			return nil
		}
	}
	return nil
}

// DecideOrder is the decision of the acting person about a submitted order: the engine of
// approvals takes it, as it does everywhere else. A refusal needs a reason, and the order is a
// draft again. FIN-08
func (s *Service) DecideOrder(ctx context.Context, orderID int64, agree bool, comment string) error {
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	x := OrderReview{OrderID: orderID}
	if err := s.seatsOf(identity.Elevated(ctx), &x, who.ID); err != nil {
		return err
	}
	switch {
	case x.ApprovalID == 0:
		return app.E(app.Conflict, "finance.not_submitted")
	case agree:
		_, err = s.approvals.Agree(ctx, x.ApprovalID, comment)
	default:
		_, err = s.approvals.Refuse(ctx, x.ApprovalID, comment)
	}
	return err
}
