package finance

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/sales"
)

// deposit is the part of payment terms that is due before the goods.
const deposit = "terms.part.deposit"

// preparePayable takes the number of a plan and the name of its supplier.
func (s *Service) preparePayable(ctx context.Context, before, p *Payable) error {
	var err error
	p.RateE8 = cmp.Or(p.RateE8, money.ExchangeScale)
	if p.Kind == "" {
		p.Kind = OwedPlan
	}
	if p.Payee == "" && p.SupplierID != 0 {
		x, err := s.g.Look(identity.Elevated(ctx), purchase.Suppliers, p.SupplierID, "name")
		if err != nil {
			return err
		}
		p.Payee = x["name"].Text()
	}
	if before == nil && p.Number == "" {
		if p.Number, err = s.numbers.Take(ctx, SeriesPayable, p.DocOn); err != nil {
			return err
		}
	}
	p.Home, err = s.worth(ctx, p.Amount, p.Currency, p.RateE8)
	return err
}

// payableRule: what came from a document keeps what the document says; what is paid, even
// partly, keeps payee, amount and currency and is neither binned nor voided.
func (s *Service) payableRule(ctx context.Context, before, after *Payable) error {
	if after.Amount <= 0 {
		return badAmount(after.Amount).At("amount_minor")
	}
	if strings.TrimSpace(after.Payee) == "" {
		return app.E(app.Invalid, "finance.payee").At("payee")
	}
	if before == nil {
		if after.Kind != OwedPlan && !commanded(ctx) {
			return app.E(app.Conflict, "finance.from_document", "number", after.Number)
		}
		return s.open(ctx, after.DocOn)
	}
	if before.DocOn != after.DocOn || before.Amount != after.Amount || before.Void != after.Void {
		if err := s.open(ctx, before.DocOn, after.DocOn, after.VoidOn); err != nil {
			return err
		}
	}
	same := before.Amount == after.Amount && before.SupplierID == after.SupplierID && before.Payee == after.Payee &&
		before.Currency == after.Currency && before.RateE8 == after.RateE8 && before.Void == after.Void && before.Archived == after.Archived
	if same {
		return nil
	}
	if after.Kind != OwedPlan && !commanded(ctx) {
		return app.E(app.Conflict, "finance.from_document", "number", after.Number)
	}
	settled, err := s.settledOf(ctx, after.ID)
	if err != nil {
		return err
	}
	if settled != 0 {
		return app.E(app.Conflict, "finance.payable_paid", "number", after.Number, "amount", money.Of(settled, after.Currency))
	}
	return nil
}

// settledOf is what payments have paid of a payable.
func (s *Service) settledOf(ctx context.Context, payable int64) (money.Minor, error) {
	row, err := s.g.Look(identity.System(ctx, "payables"), Payables, payable, "settled_minor")
	return money.Minor(row["settled_minor"].Int()), err
}

// FollowPurchases makes what purchase orders and goods receipts bring about payable: the
// deposit when the order is approved, the rest as goods come in, each due by the terms of
// the order. What is taken back is voided, which is refused once it is paid. FIN-11
func (s *Service) FollowPurchases(p *purchase.Service) {
	p.Orders.Saved.Do(func(ctx context.Context, e record.Saved[purchase.Order]) error {
		was := purchase.OrderState("")
		if e.Before != nil {
			was = e.Before.State
		}
		cmd := command(ctx, "payable")
		switch o := e.After; {
		case was == purchase.OrderSubmitted && o.State == purchase.OrderApproved:
			return s.oweDeposit(cmd, o)
		case was == purchase.OrderApproved && (o.State == purchase.OrderDraft || o.State == purchase.OrderCancelled):
			return s.voidPayables(cmd, listing.All(ref("order_id", o.ID), listing.Is("kind", listing.Eq, string(OwedDeposit))))
		}
		return nil
	})
	p.Received.Do(func(ctx context.Context, e purchase.Received) error {
		cmd := command(ctx, "payable")
		if e.Receipt.State == purchase.Reversed {
			return s.voidPayables(cmd, ref("receipt_id", e.Receipt.ID))
		}
		return s.oweGoods(cmd, e)
	})
}

// owed starts a payable of a purchase order.
func (s *Service) owed(ctx context.Context, o *purchase.Order, kind PayableKind) (*Payable, error) {
	x, err := s.g.Look(ctx, purchase.Suppliers, o.SupplierID, "name")
	if err != nil {
		return nil, err
	}
	p := s.Payables.Desc.New()
	p.Kind, p.SupplierID, p.Payee, p.OrderID, p.Currency, p.RateE8 = kind, o.SupplierID, x["name"].Text(), o.ID, o.Currency, o.RateE8
	if o.RateUnit > 1 {
		p.RateE8 = o.RateE8 / o.RateUnit
	}
	p.OwnerID, p.UnitID, p.Remark = o.OwnerID, o.UnitID, o.Subject
	return p, nil
}

func (s *Service) oweDeposit(ctx context.Context, o *purchase.Order) error {
	for _, part := range sales.Plan(o.PaymentTerms, o.TotalMinor, o.On) {
		if part.Name != deposit || part.Amount <= 0 {
			continue
		}
		p, err := s.owed(ctx, o, OwedDeposit)
		if err != nil {
			return err
		}
		p.Number, p.DocOn, p.DueOn, p.Amount = o.Number, o.On, part.DueOn, part.Amount
		if err := s.Payables.Create(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// oweGoods makes the payables of one receipt. The parts are worked out over all that came
// in so far, less what came before: however often goods come, the sum is the order's.
func (s *Service) oweGoods(ctx context.Context, e purchase.Received) error {
	row, err := s.g.Look(ctx, purchase.Orders, e.Order.ID, "received_minor")
	if err != nil {
		return err
	}
	total := money.Minor(row["received_minor"].Int())
	before := sales.Plan(e.Order.PaymentTerms, total-e.Value, e.Receipt.On)
	var list []*Payable
	for i, part := range sales.Plan(e.Order.PaymentTerms, total, e.Receipt.On) {
		amount := part.Amount - before[i].Amount
		if part.Name == deposit || amount <= 0 {
			continue
		}
		p, err := s.owed(ctx, e.Order, OwedGoods)
		if err != nil {
			return err
		}
		p.Number, p.ReceiptID, p.DocOn, p.DueOn, p.Amount = e.Receipt.Number, e.Receipt.ID, e.Receipt.On, part.DueOn, amount
		list = append(list, p)
	}
	for i, p := range list {
		if len(list) > 1 {
			p.Number += "/" + strconv.Itoa(i+1)
		}
		if err := s.Payables.Create(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) voidPayables(ctx context.Context, which listing.Node) error {
	list, err := s.Payables.Find(ctx, listing.All(which, listing.Is("void", listing.Eq, "0")))
	if err != nil {
		return err
	}
	for _, p := range list {
		if _, err := s.Payables.Update(ctx, p.ID, 0, func(p *Payable) error { p.Void, p.VoidOn = true, s.today(); return nil }); err != nil {
			return err
		}
	}
	return nil
}

// RepeatPayable plans the same payment again for the following months. FIN-03
func (s *Service) RepeatPayable(ctx context.Context, id int64, months int) error {
	if months < 1 || months > 60 {
		return app.E(app.Invalid, "finance.months", "n", months).At("months")
	}
	p, err := s.Payables.Get(ctx, id)
	if err != nil {
		return err
	}
	if p.Kind != OwedPlan {
		return app.E(app.Conflict, "finance.from_document", "number", p.Number)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for i := 1; i <= months; i++ {
			next := s.Payables.Desc.New()
			next.SupplierID, next.Payee, next.Category, next.Currency, next.RateE8, next.Amount, next.Remark = p.SupplierID, p.Payee, p.Category, p.Currency, p.RateE8, p.Amount, p.Remark
			next.DocOn, next.DueOn, next.OwnerID, next.UnitID = p.DocOn, p.DueOn.AddMonths(i), p.OwnerID, p.UnitID
			if err := s.Payables.Create(ctx, next); err != nil {
				return err
			}
		}
		return nil
	})
}

// OpenPayable is a payable with what is still to be paid of it.
type OpenPayable struct {
	ID       int64
	Number   string
	Payee    string
	Kind     PayableKind
	DueOn    calendar.Date
	Open     money.Minor
	Ordered  money.Minor // in payment orders that are not approved yet
	Currency string

	SupplierID int64
}

// OpenTo lists what is still to be paid to a supplier, due first; 0 stands for all who are
// no suppliers.
func (s *Service) OpenTo(ctx context.Context, supplier int64) ([]OpenPayable, error) {
	only := ref("supplier_id", supplier)
	if supplier == 0 {
		only = listing.Is("supplier_id", listing.Empty)
	}
	return s.openPayables(ctx, only)
}

func (s *Service) openPayables(ctx context.Context, only listing.Node) ([]OpenPayable, error) {
	var out []OpenPayable
	err := s.each(ctx, listing.Query{
		Entity: Payables, Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}},
		Filter:  listing.All(only, listing.Is("open_minor", listing.Ne, "0")),
		Columns: []string{"id", "number", "payee", "kind", "due_on", "open_minor", "ordered_minor", "currency", "supplier_id"},
	}, func(c []entity.Value) {
		out = append(out, OpenPayable{
			ID: c[0].Int(), Number: c[1].Text(), Payee: c[2].Text(), Kind: PayableKind(c[3].Text()), DueOn: dateOf(c[4]),
			Open: money.Minor(c[5].Int()), Ordered: money.Minor(c[6].Int()), Currency: c[7].Text(), SupplierID: c[8].Int(),
		})
	})
	return out, err
}

func (s *Service) owedToSuppliers() side {
	return side{Payables, "supplier_id", func(ctx context.Context, asOf calendar.Date, _ listing.Node) (map[int64]money.Minor, error) {
		out := map[int64]money.Minor{}
		q := listing.Query{
			Entity: PaymentLines, Columns: []string{"payable_id", "home_minor"},
			Filter: listing.All(upTo("on_date", asOf), listing.Any(
				listing.Is("payment_id.state", listing.In, string(Approved), string(Paid)),
				listing.All(listing.Is("payment_id.state", listing.Eq, string(Reversed)), listing.Is("payment_id.reversed_on", listing.Gt, asOf.String())))),
		}
		return out, s.each(identity.System(ctx, "payables"), q, func(c []entity.Value) { out[c[0].Int()] += money.Minor(c[1].Int()) })
	}}
}

// OweAt is the ageing of payables as of a day, with what was paid in advance beside; the
// party 0 stands for all who are no suppliers. FIN-11
func (s *Service) OweAt(ctx context.Context, asOf calendar.Date, bounds []int) (Ageing, error) {
	dues, err := s.dues(ctx, s.owedToSuppliers(), asOf, listing.Node{})
	if err != nil {
		return Ageing{}, err
	}
	a := Age(asOf, bounds, dues, false)
	advances := map[int64]money.Minor{}
	q := listing.Query{
		Entity: Payments, Columns: []string{"supplier_id", "amount_minor", "allocated_minor"},
		Filter: listing.All(upTo("booked_on", asOf), listing.Is("state", listing.In, string(Approved), string(Paid)), listing.Is("supplier_id", listing.Filled)),
	}
	err = s.each(ctx, q, func(c []entity.Value) { advances[c[0].Int()] += money.Minor(c[1].Int() - c[2].Int()) })
	a.advance(advances)
	return a, err
}
