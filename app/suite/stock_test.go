package suite_test

import (
	"testing"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
)

// Stock is kept by warehouse: counted, carried from one to another, and never taken from
// where it does not lie; what is reserved and what lacks follows.
func TestStockByWarehouse(t *testing.T) { // INV-07
	each(t, func(t *testing.T, o *office) {
		options, err := o.Company.Options(o.boss, "warehouse")
		ok(t, err)
		second := options[0]
		second.Key, second.Label = "w2", "二号仓"
		ok(t, o.Company.SetOptions(o.boss, "warehouse", append(options, second)))
		p := o.kept(t, "JJ-1", 8, 6)
		lies := func(main, w2 int64) {
			t.Helper()
			for w, want := range map[string]int64{"main": main, "w2": w2} {
				if got, err := o.Stock.InWarehouse(o.boss, p.ID, w); err != nil || int64(got) != want*money.Scale {
					t.Errorf("%s: %s %v, want %d", w, got, err, want)
				}
			}
			if got := o.stockOf(t, p.ID); got != main+w2 {
				t.Errorf("in all %d", got)
			}
		}
		lies(8, 0)
		ok(t, o.Stock.Carry(o.boss, stock.Carriage{Product: p.ID, From: "main", To: "w2", Quantity: 5 * money.Scale, Reason: "展厅"}))
		lies(3, 5)
		refused(t, o.Stock.Carry(o.boss, stock.Carriage{Product: p.ID, From: "main", To: "w2", Quantity: 4 * money.Scale}), "stock.not_enough")
		refused(t, o.Stock.Carry(o.boss, stock.Carriage{Product: p.ID, From: "main", To: "main", Quantity: money.Scale}), "stock.carry_to")
		refused(t, o.Stock.Carry(o.boss, stock.Carriage{Product: p.ID, From: "main", To: "w2"}), "stock.carry_quantity")
		lies(3, 5)
		refused(t, o.Stock.Counted(o.boss, p.ID, "w2", 4*money.Scale, ""), "stock.reason")
		refused(t, o.Stock.Counted(o.boss, p.ID, "w2", -1, "x"), "stock.negative")
		ok(t, o.Stock.Counted(o.boss, p.ID, "w2", 4*money.Scale, "盘亏一台"))
		lies(3, 4)
		_, err = o.Stock.Levels.Update(o.boss, 1, 0, func(l *stock.Level) error { l.Quantity = 99; return nil })
		refused(t, err, "stock.fixed")
		if got := o.cell(t, o.boss, "product", p.ID, "lacking").Int(); got != 0 {
			t.Errorf("seven of six: lacking %d", got)
		}
		c := o.sell(t, o.boss, "苏州恒拓")
		d, err := o.Sales.NewOrder(o.boss, c.ID)
		ok(t, err)
		line := p.LineFor()
		line.Quantity = 4 * money.Scale
		d.Lines = []sales.OrderLine{{Item: line}}
		ok(t, o.Sales.Orders.Create(o.boss, d))
		d, err = o.Sales.Submit(o.boss, d.ID)
		ok(t, err)
		for key, want := range map[string]int64{"reserved": 4, "available": 3, "lacking": 3} {
			if got := o.cell(t, o.boss, "product", p.ID, key).Int(); got != want*money.Scale {
				t.Errorf("%s %d, want %d", key, got, want)
			}
		}
		note, err := o.Stock.NewDelivery(o.boss, d.ID)
		ok(t, err)
		ok(t, o.Stock.Deliveries.Create(o.boss, note))
		_, err = o.Stock.Issue(o.boss, note.ID) // three lie in the main warehouse
		refused(t, err, "stock.not_enough")
		_, err = o.Stock.Deliveries.Update(o.boss, note.ID, 0, func(d *stock.Delivery) error { d.Warehouse = "w2"; return nil })
		ok(t, err)
		_, err = o.Stock.Issue(o.boss, note.ID)
		ok(t, err)
		lies(3, 0)
		if got := o.cell(t, o.boss, "product", p.ID, "reserved").Int(); got != 0 {
			t.Errorf("delivered, so nothing is reserved: %d", got)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		refusedAny(t, o.Stock.Counted(zhou, p.ID, "w2", 4*money.Scale, "x"))
	})
}

// The stock report of a period opens and closes with what the movements say, and its sums
// are those of the documents.
func TestStockReportAddsUp(t *testing.T) { // INV-08
	each(t, func(t *testing.T, o *office) {
		x := o.supplier(t, "宁波永固钣金有限公司")
		p := o.kept(t, "JJ-1", 5, 2)
		today := o.Ground.Registry.Today()
		o.clock.Move(24 * 3600e9)
		d := o.bought(t, x.ID, p, 10)
		r, err := o.Purchase.NewReceipt(o.boss, d.ID)
		ok(t, err)
		ok(t, o.Purchase.Receipts.Create(o.boss, r))
		_, err = o.Purchase.Post(o.boss, r.ID)
		ok(t, err)
		order, _ := o.ordered(t) // twelve of another product are counted, ten are sold
		note, err := o.Stock.NewDelivery(o.boss, order.ID)
		ok(t, err)
		ok(t, o.Stock.Deliveries.Create(o.boss, note))
		_, err = o.Stock.Issue(o.boss, note.ID)
		ok(t, err)
		rep, err := o.Stock.ReportOf(o.boss, today+1, today+1, "")
		ok(t, err)
		if len(rep.Rows) != 2 {
			t.Fatalf("%+v", rep.Rows)
		}
		for _, row := range rep.Rows {
			want := stock.Turnover{Opening: 5, In: 10, Closing: 15}
			if row.Code == "CSJ-060" {
				want = stock.Turnover{Adjusted: 12, Out: 10, Closing: 2}
			}
			if row.Opening != want.Opening*money.Scale || row.In != want.In*money.Scale || row.Out != want.Out*money.Scale || row.Adjusted != want.Adjusted*money.Scale || row.Closing != want.Closing*money.Scale {
				t.Errorf("%s: %+v", row.Code, row)
			}
		}
		if f := rep.Flow; f.Ordered != d.HomeMinor || f.Received != 6000_00 || f.Sold != order.HomeMinor || f.Out != order.HomeMinor || f.Returned != 0 {
			t.Errorf("%+v", f)
		}
		_, err = o.Stock.ReportOf(o.boss, today, today-1, "")
		refused(t, err, "stock.period")
	})
}
