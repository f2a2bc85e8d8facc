package suite_test

import (
	"testing"

	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/purchase"
	"kontor/app/sales"
)

// waved agrees to everything that waits for the boss, step by step.
func (o *office) waved(t testing.TB) {
	t.Helper()
	for range 5 {
		waiting, err := o.Approvals.Pending(o.boss)
		ok(t, err)
		for _, a := range waiting {
			_, err := o.Approvals.Agree(o.boss, a.ID, "")
			ok(t, err)
		}
	}
}

// A buyer recommends suppliers, orders and takes goods in with their costs, sees the orders that
// need them and what is owed to suppliers, and nothing of the money or the prices of sales.
func TestBuyerBuys(t *testing.T) { // INV-01 INV-03 INV-05 INV-07 SYS-02
	each(t, func(t *testing.T, o *office) {
		buyer := o.hire(t, "buyer", identity.RoleBuyer, 1)
		x := o.Purchase.Suppliers.Desc.New()
		x.Name = "宁波永固钣金有限公司"
		ok(t, o.Purchase.Suppliers.Create(buyer, x))
		_, err := o.Purchase.Recommend(buyer, x.ID, "交期稳定")
		ok(t, err)
		o.waved(t)
		p := o.kept(t, "CSJ-060", 3, 5)
		if got, err := o.Sales.Products.Get(buyer, p.ID); err != nil || got.Cost != 600*money.Scale || o.cell(t, buyer, sales.Products, p.ID, "cost").IsNull() {
			t.Errorf("a buyer sees costs: %+v %v", got, err)
		}
		d, err := o.Purchase.NewOrder(buyer, x.ID)
		ok(t, err)
		line := p.LineFor()
		line.Quantity, line.Price = 10*money.Scale, 600*money.Scale
		d.Lines = []purchase.OrderLine{{Item: line}}
		ok(t, o.Purchase.Orders.Create(buyer, d))
		_, err = o.Purchase.Submit(buyer, d.ID)
		ok(t, err)
		o.waved(t)
		r, err := o.Purchase.NewReceipt(buyer, d.ID)
		ok(t, err)
		ok(t, o.Purchase.Receipts.Create(buyer, r))
		_, err = o.Purchase.Post(buyer, r.ID)
		ok(t, err)
		if o.stockOf(t, p.ID) != 13 {
			t.Errorf("stock %d", o.stockOf(t, p.ID))
		}
		_, err = o.Purchase.OrderPaper(buyer, d.ID, company.Print{})
		ok(t, err)
		who, err := identity.From(buyer)
		ok(t, err)
		for kind, verb := range map[string]identity.Verb{"sales_order": identity.See, "payable": identity.See, "stock_level": identity.See} {
			if !who.Can(identity.May(kind, verb)) {
				t.Errorf("a buyer cannot %s %s", verb, kind)
			}
		}
		for kind, verb := range map[string]identity.Verb{"sales_order": identity.Add, "quote": identity.See, "receivable": identity.See, "payment": identity.See, "wage": identity.Import, "contract": identity.See} {
			if who.Can(identity.May(kind, verb)) {
				t.Errorf("a buyer can %s %s", verb, kind)
			}
		}
	})
}

// A quote that prints lead times takes those of its products, in the words they are kept in; one
// that does not print them carries none. SAL-17 SAL-23
func TestQuotePrintsLeadTimes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c, p := o.sell(t, o.boss, "上海舜泽食品有限公司"), o.item(t, "FKJ-450", 12000)
		_, err := o.Sales.Products.Update(o.boss, p.ID, 0, func(p *sales.Product) error { p.LeadTime = "15 个工作日"; return nil })
		ok(t, err)
		q, err := o.Sales.NewQuote(o.boss, c.ID)
		ok(t, err)
		line := p.LineFor()
		line.Quantity = money.Scale
		q.Lines = []sales.QuoteLine{{Item: line}, {Item: sales.Item{Kind: sales.Goods, Name: "运费", Quantity: money.Scale, Price: 100 * money.Scale, Tax: "13"}}, {Item: sales.Item{Kind: sales.Note, Name: "含安装"}}}
		ok(t, o.Sales.Quotes.Create(o.boss, q))
		lines := func() (out []any, on any) {
			t.Helper()
			d, err := o.Sales.QuotePaper(o.boss, q, company.Print{})
			ok(t, err)
			for _, l := range d["lines"].([]paper.Data) {
				out = append(out, l["lead_time"])
			}
			return out, d["options"].(paper.Data)["lead_time"]
		}
		if got, on := lines(); got[0] != nil || on != false {
			t.Errorf("not asked for, it prints %v %v", got, on)
		}
		q.Print("lead_time", true)
		if got, on := lines(); len(got) != 3 || got[0] != "15 个工作日" || got[1] != nil && got[1] != "" || on != true {
			t.Errorf("lead times %v %v", got, on)
		}
		n, err := o.Sales.Products.Count(o.boss, listing.Is("lead_time", listing.Filled))
		if err != nil || n != 1 {
			t.Errorf("products are found by it: %d %v", n, err)
		}
	})
}
