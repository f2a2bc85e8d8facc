package suite_test

import (
	"testing"

	"kontor/app/finance"
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

// The credit of a return is proposed for what is open of its own order, due first; setting it
// off moves no money, settles both sides, and is taken back on both. SAL-32
func TestReturnIsSetOff(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		order, _, _ := o.delivered(t, 6)
		other, err := o.Sales.NewOrder(o.boss, order.CustomerID)
		ok(t, err)
		other.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "备件", Quantity: money.Scale, Price: 100 * money.Scale, Tax: "13"}}}
		ok(t, o.Sales.Orders.Create(o.boss, other))
		_, err = o.Sales.Submit(o.boss, other.ID)
		ok(t, err)
		r, err := o.Stock.NewReturn(o.boss, order.ID, 0)
		ok(t, err)
		r.Lines[0].Quantity = 2 * money.Scale
		ok(t, o.Stock.Returns.Create(o.boss, r))
		r, err = o.Stock.PostReturn(o.boss, r.ID)
		ok(t, err)
		credit, err := o.Finance.Receivables.First(o.boss, listing.Is("number", listing.Eq, r.Number))
		ok(t, err)
		plan, err := o.Finance.ProposeSetOff(o.boss, credit.ID)
		ok(t, err)
		var sum money.Minor
		for i, sh := range plan.Shares {
			sum += sh.Amount
			if plan.Order[i].ID != sh.ID || sh.Reason != finance.WhyOrder {
				t.Errorf("%+v of %+v", sh, plan.Order)
			}
		}
		if plan.Credit.Open != -2*8600_00 || sum != 2*8600_00 || len(plan.Others) != 1 || plan.Others[0].OrderID != other.ID {
			t.Fatalf("%+v", plan)
		}
		balance := func() int64 { return o.cell(t, o.boss, "customer", order.CustomerID, "receivable_minor").Int() }
		open := func(id int64) int64 { return o.cell(t, o.boss, finance.Receivables, id, "open_minor").Int() }
		owed, first := balance(), open(plan.Shares[0].ID)
		refused(t, o.Finance.SetOff(o.boss, credit.ID, []finance.Share{{ID: plan.Shares[0].ID, Amount: 3 * 8600_00}}), "finance.over_open")
		refused(t, o.Finance.SetOff(o.boss, plan.Shares[0].ID, plan.Shares), "finance.no_credit")
		zhou := o.hire(t, "zhou", "sales", 1)
		refused(t, o.Finance.SetOff(zhou, credit.ID, plan.Shares), "access.denied")
		ok(t, o.Finance.SetOff(o.boss, credit.ID, plan.Shares))
		if open(credit.ID) != 0 || open(plan.Shares[0].ID) != first-int64(plan.Shares[0].Amount) || balance() != owed {
			t.Errorf("credit %d, first %d, customer %d", open(credit.ID), open(plan.Shares[0].ID), balance())
		}
		st, err := o.Finance.StatementOf(o.boss, order.CustomerID, day("2026-01-01"), day("2026-12-31"))
		ok(t, err)
		for _, m := range st.Lines {
			if m.Kind == string(finance.BySetOff) {
				t.Errorf("a set-off moves nothing in the account: %+v", m)
			}
		}
		if int64(st.Closing) != owed {
			t.Errorf("the statement closes with %d, the customer owes %d", st.Closing, owed)
		}
		_, err = o.Stock.ReverseReturn(o.boss, r.ID, "误操作")
		refused(t, err, "finance.credit_used")
		_, err = o.Finance.ProposeSetOff(o.boss, credit.ID)
		refused(t, err, "finance.no_credit")
		list, err := o.Finance.Allocations.Find(o.boss, listing.Is("kind", listing.Eq, string(finance.BySetOff)))
		ok(t, err)
		refused(t, o.Finance.TakeBackSetOff(o.boss, credit.ID, " "), "finance.reason")
		for _, a := range list[1:2] {
			ok(t, o.Finance.TakeBack(o.boss, a.ID, "先收款")) // either half takes back both
		}
		if open(credit.ID) == 0 || open(plan.Shares[0].ID) != first {
			t.Errorf("one half taken back: %d %d", open(credit.ID), open(plan.Shares[0].ID))
		}
		ok(t, o.Finance.SetOff(o.boss, credit.ID, plan.Shares))
		ok(t, o.Finance.TakeBackSetOff(o.boss, credit.ID, "先收款"))
		if open(credit.ID) != int64(plan.Credit.Open) || open(plan.Shares[0].ID) != first {
			t.Errorf("taken back: %d %d", open(credit.ID), open(plan.Shares[0].ID))
		}
		refused(t, o.Finance.TakeBackSetOff(o.boss, credit.ID, "再一次"), "finance.not_set_off")
		_, err = o.Stock.ReverseReturn(o.boss, r.ID, "误操作")
		ok(t, err)
	})
}
