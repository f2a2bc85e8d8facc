package sales

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/money"
)

// CUS-48: a limit warns once debt and document together pass it; no limit never does.
func TestCreditLimit(t *testing.T) {
	for _, c := range []struct {
		limit, owed, more, over money.Minor
	}{{0, 900, 900, 0}, {1000, 400, 600, 0}, {1000, 400, 601, 1}, {1000, 1200, 0, 200}, {1000, -100, 1000, 0}} {
		if got := (Credit{c.limit, c.owed}).Over(c.more); got != c.over {
			t.Errorf("%+v: over by %d", c, got)
		}
	}
}

// CUS-05: the orders tell what is bought, how often and for how much.
func TestHabits(t *testing.T) {
	line := func(name string, qty money.Quantity, net money.Minor) OrderLine {
		return OrderLine{Item: Item{Name: name, Unit: "台", Quantity: qty, NetMinor: net}}
	}
	order := func(on string, home money.Minor, lines ...OrderLine) *Order {
		o := &Order{On: calendar.Must(on), Lines: lines}
		o.HomeMinor = home
		return o
	}
	h := habitsOf([]*Order{
		order("2026-03-01", 300_00, line("封箱机", 1, 200_00), line("胶带", 50, 60_00), line("胶带", 10, 40_00), OrderLine{Item: Item{Kind: Note, Name: "送货上门"}}),
		order("2026-01-30", 100_00, line("胶带", 40, 100_00)), order("2025-12-31", 500_00, line("缠绕机", 1, 500_00), line("护角", 9, 1_00)),
	})
	if h.Orders != 3 || h.Every != 30 || h.Average != 300_00 || h.LastOn != calendar.Must("2026-03-01") {
		t.Errorf("%+v", h)
	}
	if len(h.Products) != 3 || h.Products[0].Name != "缠绕机" || h.Products[2] != (Bought{Name: "胶带", Unit: "台", Quantity: 100, Amount: 200_00, Orders: 2}) {
		t.Errorf("products %+v", h.Products)
	}
	if none := habitsOf(nil); none.Orders != 0 || none.Every != 0 {
		t.Errorf("no orders: %+v", none)
	}
}
