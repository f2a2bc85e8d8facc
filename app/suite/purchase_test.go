package suite_test

import (
	"context"
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
)

// supplier makes a supplier on the approved list.
func (o *office) supplier(t testing.TB, name string) *purchase.Supplier {
	t.Helper()
	x := o.Purchase.Suppliers.Desc.New()
	x.Name, x.Goods = name, "机架与电机"
	ok(t, o.Purchase.Suppliers.Create(o.boss, x))
	x, err := o.Purchase.Recommend(o.boss, x.ID, "交期稳定")
	ok(t, err)
	if x.State != purchase.Approved {
		t.Fatalf("one person reviews alone: %s", x.State)
	}
	return x
}

// kept makes a product with a stock.
func (o *office) kept(t testing.TB, code string, stock, safe int64) *sales.Product {
	t.Helper()
	p := o.item(t, code, 1000)
	p, err := o.Sales.Products.Update(o.boss, p.ID, 0, func(p *sales.Product) error {
		n, m := stock*money.Scale, safe*money.Scale
		p.Stock, p.SafeStock, p.Cost = &n, &m, 600*money.Scale
		return nil
	})
	ok(t, err)
	return p
}

// bought makes an approved purchase order of n pieces at 600 each.
func (o *office) bought(t testing.TB, supplier int64, p *sales.Product, n int64) *purchase.Order {
	t.Helper()
	d, err := o.Purchase.NewOrder(o.boss, supplier)
	ok(t, err)
	line := p.LineFor()
	line.Quantity, line.Price = money.Quantity(n*money.Scale), 600*money.Scale
	d.Lines = []purchase.OrderLine{{Item: line}}
	ok(t, o.Purchase.Orders.Create(o.boss, d))
	d, err = o.Purchase.Submit(o.boss, d.ID)
	ok(t, err)
	return d
}

// A supplier is recommended with a reason, reviewed step by step, and only then gets
// orders; the trail stays with it, a suspended one has to be reviewed again.
func TestSupplierIsRecommendedReviewedAndApproved(t *testing.T) { // INV-01 INV-02
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "wang", "manager", 1)
		wang := o.as(t, "wang")
		o.hire(t, "zhou", "manager", 1)
		zhou := o.as(t, "zhou")
		x := o.Purchase.Suppliers.Desc.New()
		x.Name = "宁波永固钣金有限公司"
		ok(t, o.Purchase.Suppliers.Create(zhou, x))
		ok(t, o.Purchase.Contacts.Create(zhou, &purchase.Contact{SupplierID: x.ID, Name: "王建平", Mobile: "19900003301", Main: true}))
		ok(t, o.Purchase.Contacts.Create(zhou, &purchase.Contact{SupplierID: x.ID, Name: "李会计", Main: true}))
		if n := o.count(t, zhou, purchase.Contacts, listing.All(is("supplier_id", x.ID), listing.Is("main", listing.Eq, "1"))); n != 1 {
			t.Errorf("%d first contacts", n)
		}
		_, err := o.Purchase.Suppliers.Update(zhou, x.ID, 0, func(x *purchase.Supplier) error { x.State = purchase.Approved; return nil })
		refused(t, err, "supplier.review_first")
		_, err = o.Purchase.Recommend(zhou, x.ID, " ")
		refused(t, err, "supplier.reason")
		got, err := o.Purchase.Recommend(zhou, x.ID, "样件合格，价格低 8%")
		ok(t, err)
		if got.State != purchase.InReview || got.RecommendBy != o.ids["zhou"] {
			t.Errorf("%s by %d", got.State, got.RecommendBy)
		}
		d, err := o.Purchase.NewOrder(zhou, x.ID)
		ok(t, err)
		d.Lines = []purchase.OrderLine{{Item: sales.Item{Name: "机架", Quantity: money.Scale, Price: 900 * money.Scale, Tax: "13"}}}
		ok(t, o.Purchase.Orders.Create(zhou, d))
		_, err = o.Purchase.Submit(zhou, d.ID)
		refused(t, err, "supplier.not_approved")
		for _, who := range []context.Context{wang, o.boss} {
			w, err := o.Approvals.Pending(who)
			ok(t, err)
			if len(w) != 1 {
				t.Fatalf("%d wait", len(w))
			}
			_, err = o.Approvals.Agree(who, w[0].ID, "同意")
			ok(t, err)
		}
		if got, err = o.Purchase.Suppliers.Get(zhou, x.ID); err != nil || got.State != purchase.Approved || got.ApprovedOn.IsZero() {
			t.Fatalf("%+v %v", got, err)
		}
		list, err := o.Approvals.Of(zhou, purchase.Suppliers, x.ID)
		ok(t, err)
		if len(list) != 1 || len(list[0].Seats) < 2 || list[0].Seats[0].Comment == "" && list[0].Seats[1].Comment == "" {
			t.Errorf("the trail: %+v", list)
		}
		_, err = o.Purchase.Submit(zhou, d.ID)
		ok(t, err)
		_, err = o.Purchase.Suspend(o.boss, x.ID, "两次来料不合格")
		ok(t, err)
		_, err = o.Purchase.Recommend(zhou, x.ID, "整改完成")
		ok(t, err)
		refused(t, o.Purchase.Suppliers.Archive(zhou, x.ID, 0), "supplier.used")
		seller := o.hire(t, "li", "sales", 1)
		if _, err := o.Purchase.Suppliers.Get(seller, x.ID); err == nil {
			t.Error("a salesperson sees suppliers")
		}
	})
}

// A purchase order takes its number when it is submitted, is worked out as sales documents
// are, and is approved by amount: exactly 10,000 asks the director, too.
func TestPurchaseOrderIsApprovedByAmount(t *testing.T) { // INV-03
	each(t, func(t *testing.T, o *office) {
		x := o.supplier(t, "宁波永固钣金有限公司")
		o.hire(t, "wang", "manager", 1)
		o.hire(t, "zhou", "manager", 1)
		wang, zhou := o.as(t, "wang"), o.as(t, "zhou")
		p := o.kept(t, "JJ-1", 5, 2)
		order := func(yuan int64) *purchase.Order {
			d, err := o.Purchase.NewOrder(zhou, x.ID)
			ok(t, err)
			line := p.LineFor()
			line.Price = money.Price(yuan * money.Scale)
			d.Lines = []purchase.OrderLine{{Item: line}}
			ok(t, o.Purchase.Orders.Create(zhou, d))
			d, err = o.Purchase.Submit(zhou, d.ID)
			ok(t, err)
			return d
		}
		agree := func(who context.Context) {
			t.Helper()
			w, err := o.Approvals.Pending(who)
			ok(t, err)
			if len(w) == 0 {
				t.Fatal("nothing waits")
			}
			_, err = o.Approvals.Agree(who, w[0].ID, "")
			ok(t, err)
		}
		small := order(9999)
		if small.Number != "CG2026030001" || small.State != purchase.OrderSubmitted || small.TotalMinor != 999900 || small.TaxMinor != 115033 {
			t.Errorf("%s %s %d %d", small.Number, small.State, small.TotalMinor, small.TaxMinor)
		}
		_, err := o.Purchase.Orders.Update(zhou, small.ID, 0, func(o *purchase.Order) error { o.Lines[0].Price = 1; return nil })
		refused(t, err, "purchase_order.locked")
		agree(wang)
		if small, err = o.Purchase.Orders.Get(zhou, small.ID); err != nil || small.State != purchase.OrderApproved {
			t.Errorf("%s %v", small.State, err)
		}
		big := order(10000)
		agree(wang)
		if big, err = o.Purchase.Orders.Get(zhou, big.ID); err != nil || big.State != purchase.OrderSubmitted {
			t.Errorf("exactly 10,000 waits for the director: %s %v", big.State, err)
		}
		agree(o.boss)
		if got := o.cell(t, o.boss, "product", p.ID, "on_order").Int(); got != 2*money.Scale {
			t.Errorf("on order %d", got)
		}
		_, err = o.Purchase.Cancel(zhou, big.ID, "")
		refused(t, err, "purchase_order.reason")
		_, err = o.Purchase.Cancel(zhou, big.ID, "供应商停产")
		ok(t, err)
		if got := o.cell(t, o.boss, "product", p.ID, "on_order").Int(); got != money.Scale {
			t.Errorf("on order %d after the cancellation", got)
		}
		next, err := o.Purchase.PricesOf(zhou, small, []int64{p.ID})
		ok(t, err)
		if next[p.ID] != 9999*money.Scale {
			t.Errorf("the last price is proposed: %s", next[p.ID])
		}
	})
}

// Goods come in for an order in parts, never more than ordered, and lie in the warehouse;
// when all has come the order is closed, and a reversed receipt opens it again.
func TestGoodsComeInForAnOrder(t *testing.T) { // INV-05 INV-07
	each(t, func(t *testing.T, o *office) {
		x := o.supplier(t, "宁波永固钣金有限公司")
		p := o.kept(t, "JJ-1", 5, 2)
		d := o.bought(t, x.ID, p, 10)
		in := func(n int64) *purchase.Receipt {
			t.Helper()
			r, err := o.Purchase.NewReceipt(o.boss, d.ID)
			ok(t, err)
			r.Lines[0].Quantity = money.Quantity(n * money.Scale)
			ok(t, o.Purchase.Receipts.Create(o.boss, r))
			return r
		}
		var values []money.Minor
		o.Purchase.Received.Do(func(_ context.Context, e purchase.Received) error { values = append(values, e.Value); return nil })
		first, second := in(6), in(6)
		r, err := o.Purchase.Post(o.boss, first.ID)
		ok(t, err)
		if r.Number != "RK2026030001" || r.Value != 6*600_00 || o.stockOf(t, p.ID) != 11 {
			t.Errorf("%s %d, stock %d", r.Number, r.Value, o.stockOf(t, p.ID))
		}
		_, err = o.Purchase.Post(o.boss, second.ID)
		refused(t, err, "goods_receipt.too_much")
		if o.stockOf(t, p.ID) != 11 || o.count(t, o.boss, stock.Moves, is("product_id", p.ID)) != 2 {
			t.Error("a refused receipt moves nothing")
		}
		_, err = o.Purchase.Cancel(o.boss, d.ID, "不要了")
		refused(t, err, "purchase_order.received")
		_, err = o.Purchase.Receipts.Update(o.boss, second.ID, 0, func(r *purchase.Receipt) error { r.Lines[0].Quantity = 4 * money.Scale; return nil })
		ok(t, err)
		r, err = o.Purchase.Post(o.boss, second.ID)
		ok(t, err)
		closed, err := o.Purchase.Orders.Get(o.boss, d.ID)
		ok(t, err)
		if closed.State != purchase.OrderClosed || o.cell(t, o.boss, purchase.Orders, d.ID, "received_minor").Int() != int64(d.TotalMinor) {
			t.Errorf("all came: %s", closed.State)
		}
		_, err = o.Purchase.NewReceipt(o.boss, d.ID)
		refused(t, err, "goods_receipt.order_state")
		_, err = o.Purchase.Receipts.Update(o.boss, r.ID, 0, func(r *purchase.Receipt) error { r.Lines[0].Quantity = 1; return nil })
		refused(t, err, "goods_receipt.locked")
		_, err = o.Purchase.Reverse(o.boss, r.ID, "")
		refused(t, err, "goods_receipt.reason")
		_, err = o.Purchase.Reverse(o.boss, r.ID, "退回供应商")
		ok(t, err)
		open, err := o.Purchase.Orders.Get(o.boss, d.ID)
		ok(t, err)
		if open.State != purchase.OrderApproved || open.Lines[0].Received != 6*money.Scale || o.stockOf(t, p.ID) != 11 {
			t.Errorf("reversed: %s, received %s, stock %d", open.State, open.Lines[0].Received, o.stockOf(t, p.ID))
		}
		if len(values) != 3 || values[0] != 3600_00 || values[1] != 2400_00 || values[2] != -2400_00 {
			t.Errorf("payables hear of %v", values)
		}
	})
}

// What a sales order lacks is ordered in one step, from the supplier of each product, and
// counts what other orders wait for and what is on its way.
func TestPurchaseForASalesOrder(t *testing.T) { // INV-07
	each(t, func(t *testing.T, o *office) {
		x := o.supplier(t, "宁波永固钣金有限公司")
		a, b, c := o.kept(t, "A", 3, 0), o.kept(t, "B", 0, 0), o.kept(t, "C", 9, 0)
		_, err := o.Sales.Products.Update(o.boss, a.ID, 0, func(p *sales.Product) error { p.SupplierID = x.ID; return nil })
		ok(t, err)
		sell := func(n int64, products ...*sales.Product) *sales.Order {
			k := o.sell(t, o.boss, "客户"+products[0].Code+itoa(n))
			d, err := o.Sales.NewOrder(o.boss, k.ID)
			ok(t, err)
			for _, p := range products {
				line := p.LineFor()
				line.Quantity = money.Quantity(n * money.Scale)
				d.Lines = append(d.Lines, sales.OrderLine{Item: line})
			}
			ok(t, o.Sales.Orders.Create(o.boss, d))
			d, err = o.Sales.Submit(o.boss, d.ID)
			ok(t, err)
			return d
		}
		sell(2, a) // takes two of the three
		s := sell(5, a, b, c)
		if got := o.cell(t, o.boss, "product", a.ID, "available").Int(); got != -4*money.Scale {
			t.Errorf("available %d", got)
		}
		made, rest, err := o.Purchase.OrderLacking(o.boss, s.ID)
		ok(t, err)
		if len(made) != 1 || made[0].SupplierID != x.ID || len(made[0].Lines) != 1 || made[0].Lines[0].Quantity != 4*money.Scale || made[0].SalesOrderID != s.ID {
			t.Fatalf("made %+v", made)
		}
		if rest == nil || rest.SupplierID != 0 || len(rest.Lines) != 1 || rest.Lines[0].ProductID != b.ID || rest.Lines[0].Quantity != 5*money.Scale {
			t.Fatalf("the rest %+v", rest)
		}
		if got := made[0].Lines[0].Price; got != 678*money.Scale { // 600 without tax
			t.Errorf("the cost with tax is proposed: %s", got)
		}
		_, err = o.Purchase.Submit(o.boss, made[0].ID)
		ok(t, err)
		lacks, err := o.Purchase.LacksOf(o.boss, s.ID)
		ok(t, err)
		if len(lacks) != 1 || lacks[0].Product.ID != b.ID {
			t.Errorf("what is on its way lacks no more: %+v", lacks)
		}
		rest.SupplierID = x.ID
		ok(t, o.Purchase.Orders.Create(o.boss, rest))
		_, err = o.Purchase.Submit(o.boss, rest.ID)
		ok(t, err)
		_, _, err = o.Purchase.OrderLacking(o.boss, s.ID)
		refused(t, err, "purchase.nothing_lacks")
	})
}
