package suite_test

import (
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
)

// delivered makes an order of ten machines of which n are with the customer.
func (o *office) delivered(t testing.TB, n int64) (*sales.Order, *sales.Product, *stock.Delivery) {
	t.Helper()
	order, p := o.ordered(t)
	d, err := o.Stock.NewDelivery(o.boss, order.ID)
	ok(t, err)
	d.Lines[0].Quantity = money.Quantity(n * money.Scale)
	ok(t, o.Stock.Deliveries.Create(o.boss, d))
	d, err = o.Stock.Issue(o.boss, d.ID)
	ok(t, err)
	return order, p, d
}

// Goods come back against their delivery: the stock rises, the customer owes less, and the
// figures of the customer and of the order go down; never more than was delivered.
func TestReturnWithLines(t *testing.T) { // SAL-32
	each(t, func(t *testing.T, o *office) {
		order, p, d := o.delivered(t, 6)
		deal, owed := o.cell(t, o.boss, "customer", order.CustomerID, "deal_minor").Int(), o.cell(t, o.boss, "customer", order.CustomerID, "receivable_minor").Int()
		back := func(n int64) *stock.Return {
			t.Helper()
			r, err := o.Stock.NewReturn(o.boss, 0, d.ID)
			ok(t, err)
			r.Lines[0].Quantity = money.Quantity(n * money.Scale)
			ok(t, o.Stock.Returns.Create(o.boss, r))
			return r
		}
		r, again := back(4), back(4)
		if r.Number != "" || r.State != stock.ReturnDraft || r.OrderID != order.ID {
			t.Errorf("a draft: %+v", r)
		}
		r, err := o.Stock.PostReturn(o.boss, r.ID)
		ok(t, err)
		if r.Number != "TH2026030001" || r.Value != 4*8600_00 || o.stockOf(t, p.ID) != 10 {
			t.Errorf("%s %d, stock %d", r.Number, r.Value, o.stockOf(t, p.ID))
		}
		for key, want := range map[string]int64{"deal_minor": deal - 4*8600_00, "receivable_minor": owed - 4*8600_00} {
			if got := o.cell(t, o.boss, "customer", order.CustomerID, key).Int(); got != want {
				t.Errorf("%s %d, want %d", key, got, want)
			}
		}
		if got := o.cell(t, o.boss, "sales_order", order.ID, "returned_minor").Int(); got != 4*8600_00 {
			t.Errorf("the order says %d came back", got)
		}
		h, err := o.Sales.Habits(o.boss, order.CustomerID)
		ok(t, err)
		if h.Products[0].Quantity != 6*money.Scale {
			t.Errorf("bought %s", h.Products[0].Quantity)
		}
		_, err = o.Stock.PostReturn(o.boss, again.ID)
		refused(t, err, "sales_return.too_much")
		_, err = o.Stock.Reverse(o.boss, d.ID, "货不对版") // four of the six are back already
		refused(t, err, "delivery.returned")
		_, err = o.Stock.Returns.Update(o.boss, r.ID, 0, func(r *stock.Return) error { r.Lines[0].Quantity = 1; return nil })
		refused(t, err, "sales_return.locked")
	})
}

// A reversed return puts all back; while its credit is used it is refused.
func TestReturnReversed(t *testing.T) { // SAL-32
	each(t, func(t *testing.T, o *office) {
		order, p, _ := o.delivered(t, 6)
		post := func(scrapped bool) *stock.Return {
			r, err := o.Stock.NewReturn(o.boss, order.ID, 0)
			ok(t, err)
			if r.Lines[0].Quantity != 6*money.Scale {
				t.Errorf("all that is with the customer: %s", r.Lines[0].Quantity)
			}
			r.Scrapped = scrapped
			ok(t, o.Stock.Returns.Create(o.boss, r))
			r, err = o.Stock.PostReturn(o.boss, r.ID)
			ok(t, err)
			return r
		}
		owed := o.cell(t, o.boss, "customer", order.CustomerID, "receivable_minor").Int()
		r := post(true)
		if o.stockOf(t, p.ID) != 6 {
			t.Errorf("scrapped goods do not lie in the warehouse: %d", o.stockOf(t, p.ID))
		}
		_, err := o.Stock.NewReturn(o.boss, order.ID, 0)
		refused(t, err, "sales_return.nothing_out")
		_, err = o.Stock.ReverseReturn(o.boss, r.ID, " ")
		refused(t, err, "sales_return.reason")
		_, err = o.Stock.ReverseReturn(o.boss, r.ID, "误操作")
		ok(t, err)
		if got := o.cell(t, o.boss, "customer", order.CustomerID, "receivable_minor").Int(); got != owed {
			t.Errorf("owes %d, want %d", got, owed)
		}
		r = post(false)
		if o.stockOf(t, p.ID) != 12 {
			t.Errorf("stock %d", o.stockOf(t, p.ID))
		}
		credit, err := o.Finance.Receivables.First(o.boss, listing.All(listing.Is("number", listing.Eq, r.Number), listing.Is("void", listing.Eq, "0")))
		ok(t, err)
		if credit.Amount != -6*8600_00 || credit.OrderID != order.ID {
			t.Errorf("the credit: %+v", credit)
		}
		ok(t, o.Finance.Credit(o.boss, credit.ID, -100_00, "与货款相抵"))
		_, err = o.Stock.ReverseReturn(o.boss, r.ID, "再冲")
		refused(t, err, "finance.credit_used")
	})
}
