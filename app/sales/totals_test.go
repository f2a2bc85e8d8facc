package sales

import (
	"math/rand"
	"testing"

	"kontor/app"
	"kontor/app/money"
)

func item(qty, price string, discount int64) QuoteLine {
	q, err := money.ParseQuantity(qty)
	if err != nil {
		panic(err)
	}
	p, err := money.ParsePrice(price, "CNY")
	if err != nil {
		panic(err)
	}
	return QuoteLine{Item: Item{Kind: Goods, Quantity: q, Price: p, Discount: money.Percent(discount), Tax: "13"}}
}

// yearly is the quote of the design board: seven lines, 4,332.40 off, 13 % included.
func yearly() *Quote {
	q := &Quote{Sums: Sums{Currency: "CNY", TaxMode: InLine, DiscountMinor: 433240}, Lines: []QuoteLine{
		item("2", "38500", 5), item("1", "42800", 5), item("2", "8600", 0), item("20", "186", 0),
		item("600", "6.2", 8), item("1", "6800", 0), item("1", "28280", 0),
	}}
	return q
}

func TestQuoteOfTheBoard(t *testing.T) {
	q := yearly()
	if _, err := q.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if q.Lines[0].AmountMinor != 7315000 || q.Lines[4].AmountMinor != 342240 {
		t.Errorf("line amounts %d, %d", q.Lines[0].AmountMinor, q.Lines[4].AmountMinor)
	}
	if q.SubtotalMinor != 17323240 || q.OffMinor != 433240 || q.TotalMinor != 16890000 || q.HomeMinor != 16890000 {
		t.Errorf("subtotal %d off %d total %d home %d", q.SubtotalMinor, q.OffMinor, q.TotalMinor, q.HomeMinor)
	}
	if q.NetMinor+q.TaxMinor != q.TotalMinor {
		t.Errorf("net %d + tax %d ≠ %d", q.NetMinor, q.TaxMinor, q.TotalMinor)
	}
	if q.Lines[6].Pos != 7 {
		t.Error("the lines are numbered")
	}
}

func TestSilentLines(t *testing.T) {
	q := yearly()
	want := *q
	if _, err := want.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	opt := item("3", "100", 0)
	opt.Kind = Optional
	q.Lines = append([]QuoteLine{{Item: Item{Kind: Section, Name: "设备"}}}, q.Lines...)
	q.Lines = append(q.Lines, opt, QuoteLine{Item: Item{Kind: Note, Name: "含运费"}})
	if _, err := q.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if q.TotalMinor != want.TotalMinor || q.SubtotalMinor != want.SubtotalMinor {
		t.Errorf("text and optional lines changed the total: %d", q.TotalMinor)
	}
	if o := q.Lines[8]; o.AmountMinor != 30000 || o.GrossMinor != 0 || o.ShareMinor != 0 {
		t.Errorf("an optional item shows its amount and counts nothing: %+v", o.Item)
	}
}

func TestForeignCurrencyAndMargin(t *testing.T) {
	q := &Quote{Sums: Sums{Currency: "EUR", RateE8: 780000000, TaxMode: OutLine}, Lines: []QuoteLine{item("10", "100", 0)}}
	q.Lines[0].Tax, q.Lines[0].Cost = "0", money.Price(500*money.Scale)
	if _, err := q.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if q.TotalMinor != 100000 || q.HomeMinor != 780000 || q.CostMinor != 500000 || q.MarginMinor != 280000 {
		t.Errorf("%+v", q.Sums)
	}
	if got := q.MarginRate().String(); got != "35.8974%" {
		t.Errorf("margin %s", got)
	}
}

// A line without a cost is counted, notes and lines without an amount are not.
func TestLinesWithoutACost(t *testing.T) {
	q := &Quote{Sums: Sums{TaxMode: InLine}, Lines: []QuoteLine{item("1", "10", 0), item("1", "10", 0), {Item: Item{Kind: Note, Name: "含运费"}}}}
	q.Lines[0].Cost = money.Price(6 * money.Scale)
	if _, err := q.Figure("CNY"); err != nil {
		t.Fatal(err)
	}
	if without, all := Costless(q.Items()); without != 1 || all != 2 {
		t.Errorf("%d of %d lines without a cost", without, all)
	}
}

func TestRefusedTotals(t *testing.T) {
	for name, change := range map[string]func(*Quote){
		"sales.discount_too_large": func(q *Quote) { q.DiscountMinor = 17323241 },
		"money.discount":           func(q *Quote) { q.Sums.Discount = money.Percent(101) },
		"money.tax_code":           func(q *Quote) { q.Lines[2].Tax = "abc" },
		"money.rate":               func(q *Quote) { q.Currency = "USD" },
		"money.too_large":          func(q *Quote) { q.Lines[0].Quantity, q.Lines[0].Price = 1<<62, 1<<62 },
	} {
		q := yearly()
		change(q)
		_, err := q.Figure("CNY")
		e, ok := err.(*app.Error)
		if !ok || e.Key != name || e.Kind != app.Invalid {
			t.Errorf("want %s, got %v", name, err)
		}
	}
	q := yearly()
	q.DiscountMinor = 17323240
	if _, err := q.Figure("CNY"); err != nil || q.TotalMinor != 0 {
		t.Errorf("the whole subtotal may be given away: %v, %d", err, q.TotalMinor)
	}
}

// Σ lines = document, for any document in any mode.
func TestLinesAlwaysAddUp(t *testing.T) {
	r := rand.New(rand.NewSource(20260318))
	modes := []TaxMode{InLine, InDoc, OutLine, OutDoc}
	codes := []money.TaxCode{"13", "9", "6", "3", "1", "0", "exempt", "none"}
	kinds := []LineKind{Goods, Goods, Goods, Goods, Section, Note, Optional}
	for n := range 3000 {
		q := &Quote{Sums: Sums{Currency: "CNY", TaxMode: modes[r.Intn(4)], Discount: money.Rate(r.Int63n(300000))}}
		for range 1 + r.Intn(12) {
			q.Lines = append(q.Lines, QuoteLine{Item: Item{
				Kind:     kinds[r.Intn(len(kinds))],
				Quantity: money.Quantity(r.Int63n(500 * money.Scale)), Price: money.Price(r.Int63n(50000 * money.Scale)),
				Discount: money.Rate(r.Int63n(money.Scale)), Tax: codes[r.Intn(len(codes))],
			}})
		}
		if _, err := q.Figure("CNY"); err != nil {
			continue // a document of notes only cannot carry a discount
		}
		var amount, share, net, tax, gross money.Minor
		for _, l := range q.Lines {
			if l.Kind.Counts() {
				amount += l.AmountMinor
			}
			share, net, tax, gross = share+l.ShareMinor, net+l.NetMinor, tax+l.TaxMinor, gross+l.GrossMinor
		}
		if amount != q.SubtotalMinor || share != q.OffMinor || net != q.NetMinor || tax != q.TaxMinor || gross != q.TotalMinor || net+tax != gross {
			t.Fatalf("document %d does not add up: %+v", n, q.Sums)
		}
		if q.TaxMode == InLine || q.TaxMode == InDoc {
			if q.TotalMinor != q.SubtotalMinor-q.OffMinor {
				t.Fatalf("document %d: prices with tax, but the total moved", n)
			}
		}
	}
}
