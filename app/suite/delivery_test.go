package suite_test

import (
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
)

// ordered makes an approved order of ten machines out of the stock of twelve.
func (o *office) ordered(t testing.TB) (*sales.Order, *sales.Product) {
	t.Helper()
	c := o.sell(t, o.boss, "天津渤远冷链物流有限公司")
	p := o.Sales.Products.Desc.New()
	kept := int64(12 * money.Scale)
	p.Code, p.Name, p.Unit, p.Price, p.Stock = "CSJ-060", "输送滚筒线", "套", 8600*money.Scale, &kept
	ok(t, o.Sales.Products.Create(o.boss, p))
	d, err := o.Sales.NewOrder(o.boss, c.ID)
	ok(t, err)
	line := p.LineFor()
	line.Quantity = 10 * money.Scale
	d.Lines = []sales.OrderLine{{Item: line}, {Item: sales.Item{Kind: sales.Note, Name: "随车发运"}}}
	ok(t, o.Sales.Orders.Create(o.boss, d))
	d, err = o.Sales.Submit(o.boss, d.ID)
	ok(t, err)
	if d.State != sales.OrderApproved {
		t.Fatalf("one person approves at once: %s", d.State)
	}
	return d, p
}

func (o *office) stockOf(t testing.TB, id int64) int64 {
	t.Helper()
	p, err := o.Sales.Products.Get(o.boss, id)
	ok(t, err)
	return *p.Stock / money.Scale
}

// An order is delivered in parts; the rest stays open, and what goes out leaves the stock.
func TestDeliveryInParts(t *testing.T) { // INV-06 INV-07 SAL-28
	each(t, func(t *testing.T, o *office) {
		order, p := o.ordered(t)
		d, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		if len(d.Lines) != 1 || d.Lines[0].Quantity != 10*money.Scale || d.CustomerID != order.CustomerID {
			t.Fatalf("all that is open, without notes: %+v", d.Lines)
		}
		d.Lines[0].Quantity, d.Lines[0].Packages = 4*money.Scale, 2
		ok(t, o.Stock.Deliveries.Create(o.boss, d))
		if d.Number != "" || d.State != stock.Draft {
			t.Errorf("a draft has no number: %s %s", d.Number, d.State)
		}
		d, err = o.Stock.Issue(o.boss, d.ID)
		ok(t, err)
		if d.Number != "SH2026030001" || d.State != stock.Issued || d.Value != 4*8600_00 {
			t.Errorf("issued: %s %s %d", d.Number, d.State, d.Value)
		}
		if got := o.cell(t, o.boss, "sales_order", order.ID, "delivered_minor").Int(); got != 4*8600_00 {
			t.Errorf("the order says %d is delivered", got)
		}
		if got := o.stockOf(t, p.ID); got != 8 {
			t.Errorf("stock %d, want 8", got)
		}
		_, err = o.Stock.Deliveries.Update(o.boss, d.ID, 0, func(d *stock.Delivery) error { d.Lines[0].Quantity = money.Scale; return nil })
		refused(t, err, "delivery.locked")
		rest, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		if rest.Lines[0].Quantity != 6*money.Scale {
			t.Errorf("the rest is %s", rest.Lines[0].Quantity)
		}
		if o.count(t, o.boss, "activity", listing.All(is("customer_id", order.CustomerID), listing.Is("kind", listing.Eq, "delivery"))) != 1 {
			t.Error("the delivery stands in the timeline")
		}
		if o.count(t, o.boss, stock.Moves, is("product_id", p.ID)) != 2 { // the opening count and the delivery
			t.Error("each change of the stock is a movement")
		}
	})
}

// More than is open is refused, also when two drafts were made of the same rest.
func TestDeliveryNeverMoreThanOrdered(t *testing.T) { // INV-06
	each(t, func(t *testing.T, o *office) {
		order, p := o.ordered(t)
		var drafts []int64
		for range 2 {
			d, err := o.Stock.NewDelivery(o.boss, order.ID)
			ok(t, err)
			d.Lines[0].Quantity = 6 * money.Scale
			ok(t, o.Stock.Deliveries.Create(o.boss, d))
			drafts = append(drafts, d.ID)
		}
		_, err := o.Stock.Issue(o.boss, drafts[0])
		ok(t, err)
		_, err = o.Stock.Issue(o.boss, drafts[1])
		refused(t, err, "delivery.too_much")
		if got := o.stockOf(t, p.ID); got != 6 {
			t.Errorf("a refused delivery moves nothing: stock %d", got)
		}
		d, err := o.Stock.Deliveries.Get(o.boss, drafts[1])
		ok(t, err)
		if d.State != stock.Draft || d.Number != "" {
			t.Errorf("refused: %s %s", d.State, d.Number)
		}
		_, err = o.Sales.CancelOrder(o.boss, order.ID, "客户取消")
		refused(t, err, "delivery.order_out")
		_, err = o.Sales.Rework(o.boss, order.ID, "改数量")
		ok(t, err)
		_, err = o.Sales.Orders.Update(o.boss, order.ID, 0, func(o *sales.Order) error { o.Lines[0].Quantity = 5 * money.Scale; return nil })
		refused(t, err, "delivery.below_delivered")
		_, err = o.Sales.Orders.Update(o.boss, order.ID, 0, func(o *sales.Order) error { o.Lines = o.Lines[1:]; return nil })
		refused(t, err, "delivery.below_delivered")
	})
}

// Goods that do not lie in the warehouse do not go out; a reversed delivery puts all back
// and keeps its number.
func TestDeliveryReversed(t *testing.T) { // INV-06 INV-07
	each(t, func(t *testing.T, o *office) {
		order, p := o.ordered(t)
		_, err := o.Sales.Products.Update(o.boss, p.ID, 0, func(p *sales.Product) error { n := int64(3 * money.Scale); p.Stock = &n; return nil })
		ok(t, err)
		d, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		ok(t, o.Stock.Deliveries.Create(o.boss, d))
		_, err = o.Stock.Issue(o.boss, d.ID)
		refused(t, err, "stock.not_enough")
		_, err = o.Stock.Deliveries.Update(o.boss, d.ID, 0, func(d *stock.Delivery) error { d.Lines[0].Quantity = 3 * money.Scale; return nil })
		ok(t, err)
		d, err = o.Stock.Issue(o.boss, d.ID)
		ok(t, err)
		_, err = o.Stock.Sign(o.boss, d.ID, d.On, " ")
		refused(t, err, "delivery.signer")
		_, err = o.Stock.Sign(o.boss, d.ID, d.On-1, "马立新")
		refused(t, err, "delivery.signed_on")
		_, err = o.Stock.Sign(o.boss, d.ID, d.On, "马立新")
		ok(t, err)
		_, err = o.Stock.Reverse(o.boss, d.ID, "")
		refused(t, err, "delivery.reason")
		back, err := o.Stock.Reverse(o.boss, d.ID, "货不对版")
		ok(t, err)
		if back.Number != d.Number || back.State != stock.Reversed || o.stockOf(t, p.ID) != 3 {
			t.Errorf("reversed: %s %s, stock %d", back.Number, back.State, o.stockOf(t, p.ID))
		}
		if got := o.cell(t, o.boss, "sales_order", order.ID, "delivered_minor").Int(); got != 0 {
			t.Errorf("the order says %d is delivered", got)
		}
		fresh, err := o.Sales.Orders.Get(o.boss, order.ID)
		ok(t, err)
		if fresh.Lines[0].Delivered != 0 {
			t.Error("the line is open again")
		}
		_, err = o.Stock.Reverse(o.boss, d.ID, "再冲")
		refused(t, err, "delivery.state")
	})
}

// The parts of a line are worth, together, exactly what the line is.
func TestValuesOfPartsAddUp(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		order, _ := o.ordered(t)
		for _, n := range []money.Quantity{3, 3, 4} {
			d, err := o.Stock.NewDelivery(o.boss, order.ID)
			ok(t, err)
			d.Lines[0].Quantity = n * money.Scale
			ok(t, o.Stock.Deliveries.Create(o.boss, d))
			_, err = o.Stock.Issue(o.boss, d.ID)
			ok(t, err)
		}
		if got := o.cell(t, o.boss, "sales_order", order.ID, "delivered_minor").Int(); got != int64(order.TotalMinor) {
			t.Errorf("delivered %d of %d", got, order.TotalMinor)
		}
		_, err := o.Stock.NewDelivery(o.boss, order.ID)
		refused(t, err, "delivery.nothing_open")
	})
}
