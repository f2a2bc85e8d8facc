package purchase

import (
	"context"
	"strconv"

	"kontor/app/approval"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/snippet"
	"kontor/app/stock"
	"kontor/app/view"
)

// Numbers gives documents their numbers inside the transaction that issues them.
type Numbers interface {
	Take(ctx context.Context, series string, on calendar.Date) (string, error)
}

// Params of the service.
type Params struct {
	Numbers   Numbers
	Company   *company.Service
	Sales     *sales.Service
	Stock     *stock.Service
	Approvals *approval.Service
	Pinyin    func(name string, person bool) string
	Terms     *snippet.Service // the library of terms
}

// Received tells that goods came in, or with negative Value that a receipt was reversed.
type Received struct {
	Receipt *Receipt
	Order   *Order
	Value   money.Minor // at the order's prices, tax included, in its currency
}

// Service is the use cases of purchase.
type Service struct {
	Suppliers *record.Service[Supplier]
	Contacts  *record.Service[Contact]
	Orders    *record.Service[Order]
	Receipts  *record.Service[Receipt]

	// Received is raised in the transaction of a receipt and can fail it: the place where
	// payables hook in.
	Received effect.Topic[Received]

	g *record.Ground
	p Params
}

// New makes the service and registers its effects.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	onOrder := entity.Contributed("on_order", entity.KindNumber)
	onOrder.Scale = 6
	g.Registry.Contribute(sales.Products, onOrder)
	g.Registry.Contribute(Orders, entity.Contributed("received_minor", entity.KindMoney))
	s.Suppliers = record.New(g, DescribeSupplier())
	s.Contacts = record.New(g, DescribeContact())
	s.Orders = record.New(g, DescribeOrder())
	s.Receipts = record.New(g, DescribeReceipt())
	s.Suppliers.Prepare, s.Suppliers.Rule = s.prepareSupplier, s.ruleSupplier
	s.Orders.Prepare, s.Orders.Rule = s.prepareOrder, s.ruleOrder
	s.Receipts.Prepare, s.Receipts.Rule = s.prepareReceipt, s.ruleReceipt
	s.Contacts.Saved.Do(s.contactSaved)
	record.SumEach(s.Orders, sales.Products, "on_order", func(o *Order) map[int64]int64 {
		out := map[int64]int64{}
		if o.State != OrderApproved {
			return out
		}
		for _, l := range o.Lines {
			if l.Kind.Counts() {
				out[l.ProductID] += int64(max(0, l.Quantity-l.Received))
			}
		}
		return out
	})
	record.Sum(s.Receipts, Orders, "received_minor", func(r *Receipt) (int64, int64) {
		if r.State == Posted {
			return r.OrderID, int64(r.Value)
		}
		return 0, 0
	})
	if p.Approvals != nil {
		fixed := func(f approval.Flow) func(context.Context) (approval.Flow, error) {
			return func(context.Context) (approval.Flow, error) { return f, nil }
		}
		p.Approvals.Ship(approval.Kind{Key: FlowSupplier, Entity: Suppliers, Shipped: fixed(SupplierFlow())})
		p.Approvals.Ship(approval.Kind{Key: FlowOrder, Entity: Orders, Shipped: fixed(OrderFlow())})
		p.Approvals.Ended.Do(s.reviewed)
	}
	return s
}

type commandKey struct{}

// command marks the context of a command, see sales.
func command(ctx context.Context, kind string) context.Context {
	return context.WithValue(identity.Elevated(audit.Why(ctx, audit.Reason{Kind: kind})), commandKey{}, true)
}

func commanded(ctx context.Context) bool { return ctx.Value(commandKey{}) != nil }

func ref(field string, id int64) listing.Node {
	return listing.Is(field, listing.Eq, strconv.FormatInt(id, 10))
}

func (s *Service) prepareSupplier(_ context.Context, before, x *Supplier) error {
	if s.p.Pinyin != nil && (before == nil || before.Name != x.Name) {
		x.Pinyin = s.p.Pinyin(x.Name, false)
	}
	return nil
}

// Dictionaries are the shipped entries of the lists of purchase.
func Dictionaries() company.Dictionaries {
	return company.Dictionaries{"supplier_category": {"raw", "part", "pack", "outwork", "trade", "service"}}
}

// ShippedViews are the views of the lists of purchase.
func ShippedViews() []view.Shipped {
	supplier := func(key string, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Shared, Query: listing.Query{
			Entity: Suppliers, Filter: f, Sort: []listing.Sort{{Key: "name"}}, Columns: []string{"name", "state", "category", "goods", "phone", "grade"},
		}}
	}
	order := func(key string, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Shared, Query: listing.Query{
			Entity: Orders, Filter: f, Sort: []listing.Sort{{Key: "date_on", Desc: true}}, Totals: []string{"home_minor"},
			Columns: []string{"number", "supplier_id.name", "subject", "total_minor", "state", "date_on", "deliver_on"},
		}}
	}
	state := func(s string) listing.Node { return listing.Is("state", listing.Eq, s) }
	return []view.Shipped{
		supplier("approved", state(string(Approved))), supplier("review", state(string(InReview))), supplier("all", listing.Node{}),
		order("open", state(string(OrderApproved))), order("waiting", state(string(OrderSubmitted))),
		order("late", listing.All(state(string(OrderApproved)), listing.Is("deliver_on", listing.Lt, "today"))), order("all", listing.Node{}),
	}
}
