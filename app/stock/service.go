package stock

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/view"
)

// Numbers gives documents their numbers inside the transaction that issues them.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// Params of the service.
type Params struct {
	Store     Store
	Numbers   Numbers
	Company   *company.Service
	Customers *customer.Service
	Sales     *sales.Service
}

// Service is the use cases of goods.
type Service struct {
	Deliveries *record.Service[Delivery]
	Moves      *record.Service[Move]
	Levels     *record.Service[Level]
	Returns    *record.Service[Return]

	g *record.Ground
	p Params
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	g.Registry.Contribute(sales.Orders, entity.Contributed("delivered_minor", entity.KindMoney))
	s.Deliveries = record.New(g, DescribeDelivery())
	s.Moves = record.New(g, DescribeMove())
	s.Deliveries.Prepare, s.Deliveries.Rule = s.prepare, s.rule
	s.Moves.Rule = func(_ context.Context, before, _ *Move) error {
		if before != nil {
			return app.E(app.Conflict, "stock.fixed")
		}
		return nil
	}
	record.Sum(s.Deliveries, sales.Orders, "delivered_minor", func(d *Delivery) (int64, int64) {
		if d.Goes() {
			return d.OrderID, int64(d.Value)
		}
		return 0, 0
	})
	s.addLevels(g)
	s.addReturns(g)
	p.Sales.Products.Saved.Do(s.counted)
	p.Sales.Orders.Saved.Do(s.orderEnded)
	return s
}

// Dictionaries are the shipped entries of the lists of goods.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{"warehouse": {Main}, "return_reason": {"quality", "wrong", "damaged", "surplus", "other"}}
}

type commandKey struct{}

// command marks the context of a command, see sales.
func command(ctx context.Context, kind string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind})), commandKey{}, true)
}

// rule locks what was issued and keeps states to the commands.
func (s *Service) rule(ctx context.Context, before, after *Delivery) error {
	if ctx.Value(commandKey{}) != nil {
		return nil
	}
	if before != nil && s.handed(before, after) {
		return nil
	}
	if before == nil && after.State != Draft || before != nil && (before.State != Draft || after.State != Draft) {
		return app.E(app.Conflict, "delivery.locked", "number", after.Number)
	}
	return nil
}

// handed tells that nothing but the person in charge changes.
func (s *Service) handed(before, after *Delivery) bool {
	for _, d := range s.Deliveries.Desc.Compare(before, after) {
		if d.Key != "owner_id" && d.Key != "unit_id" && d.Key != "updated_at" {
			return false
		}
	}
	return len(s.Deliveries.Desc.DiffLines(after)) == 0
}

// Holds are the deliveries that change hands when a person leaves: those that nobody has
// signed for yet.
func Holds() []customer.Hold {
	return []customer.Hold{{Entity: Returns, Filter: listing.Is("state", listing.Eq, string(ReturnDraft))}, {Entity: Deliveries, Filter: listing.Is("state", listing.In, string(Draft), string(Issued))}}
}

// prepare takes customer and currency from the order, and numbers the lines.
func (s *Service) prepare(ctx context.Context, _, d *Delivery) error {
	for i := range d.Lines {
		d.Lines[i].Pos = int64(i + 1)
	}
	if d.OrderID == 0 || d.CustomerID != 0 && d.Currency != "" {
		return nil
	}
	o, err := s.p.Sales.Orders.Get(ctx, d.OrderID)
	if err != nil {
		return err
	}
	d.CustomerID, d.Currency = o.CustomerID, o.Currency
	return nil
}

// orderEnded keeps an order whose goods are out from being cancelled.
func (s *Service) orderEnded(ctx context.Context, e record.Saved[sales.Order]) error {
	if e.Before == nil || e.Before.State == e.After.State || e.After.State != sales.OrderCancelled {
		return nil
	}
	out, err := s.Deliveries.Find(identity.System(ctx, "deliveries"), listing.All(
		listing.Is("order_id", listing.Eq, strconv.FormatInt(e.After.ID, 10)), listing.Is("state", listing.In, string(Issued), string(Signed))))
	if err != nil || len(out) == 0 {
		return err
	}
	return app.E(app.Conflict, "delivery.order_out", "number", e.After.Number, "delivery", out[0].Number)
}

// ShippedViews are the views of the lists of goods.
func ShippedViews() []view.Shipped {
	list := func(key string, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Shared, Query: listing.Query{
			Entity: Deliveries, Filter: f, Sort: []listing.Sort{{Key: "date_on", Desc: true}},
			Columns: []string{"number", "customer_id.name", "order_id.number", "date_on", "receiver", "state"},
		}}
	}
	return []view.Shipped{
		list("draft", listing.Is("state", listing.Eq, string(Draft))),
		list("unsigned", listing.Is("state", listing.Eq, string(Issued))),
		list("all", listing.Node{}),
		{Key: "all", Group: view.Shared, Query: listing.Query{
			Entity: Returns, Sort: []listing.Sort{{Key: "date_on", Desc: true}}, Totals: []string{"home_minor"},
			Columns: []string{"number", "customer_id.name", "order_id.number", "date_on", "reason", "value_minor", "state"},
		}},
	}
}
