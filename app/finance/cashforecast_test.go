package finance

import (
	"math/rand/v2"
	"testing"

	"kontor/app/calendar"
	"kontor/app/money"
)

// The balance is followed day by day: a week whose end is fine may dip in between; what-ifs
// change the forecast only; late rows fall on today. FIN-06
func TestForecastFollowsTheBalance(t *testing.T) {
	from := calendar.Must("2026-03-18") // a Wednesday
	rows := []CashRow{
		{CashPayable, 1, "YF1", "甲", calendar.Must("2026-03-25"), -90_000},
		{CashReceivable, 2, "DD1", "乙", calendar.Must("2026-03-27"), 80_000},
		{CashWage, 0, "2026-03", "", calendar.Must("2026-04-10"), -30_000},
		{CashPayable, 3, "YF0", "丙", calendar.Must("2026-02-01"), -1_000},
		{CashReceivable, 4, "DD2", "乙", calendar.Must("2026-07-01"), 500_000}, // beyond the 90 days
	}
	f := BuildForecast(from, 100_000, 20_000, rows)
	if len(f.Weeks) != 14 || f.Weeks[0].From != from || f.Weeks[0].To != calendar.Must("2026-03-22") || f.Weeks[13].To != from.AddDays(90) {
		t.Fatalf("%d weeks: %+v", len(f.Weeks), f.Weeks[0])
	}
	if w := f.Weeks[0]; w.Out != 1_000 || w.Closing != 99_000 {
		t.Errorf("what is late falls on today: %+v", w)
	}
	if w := f.Weeks[1]; w.Closing != 89_000 || w.Lowest != 9_000 || w.LowestOn != calendar.Must("2026-03-25") || !f.Below(1) || f.Below(0) {
		t.Errorf("a dip within the week: %+v", w)
	}
	if f.Lowest != 9_000 || f.LowestOn != calendar.Must("2026-03-25") || f.Back != calendar.Must("2026-03-27") {
		t.Errorf("lowest %d on %s, back on %s", f.Lowest, f.LowestOn, f.Back)
	}
	if w := f.Weeks[3]; w.Wages != 30_000 || w.Closing != 59_000 {
		t.Errorf("%+v", w)
	}
	ifs := f.Suggest()
	if len(ifs) != 2 || ifs[0].Kind != IfDelay || ifs[0].Row.ID != 1 || ifs[0].Lowest != 59_000 || ifs[1].Kind != IfLate || ifs[1].Lowest != -21_000 {
		t.Errorf("%+v", ifs)
	}
	if again := f.With(); again.Lowest != f.Lowest || f.Rows[1].On != calendar.Must("2026-03-25") {
		t.Error("a what-if changed the forecast itself")
	}
}

// Whatever the rows are, weeks join without a gap and nothing is lost or counted twice.
func TestForecastAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		from := calendar.Must("2026-03-18").AddDays(r.IntN(30))
		var rows []CashRow
		var sum money.Minor
		for range r.IntN(60) {
			x := CashRow{Kind: []string{CashReceivable, CashPayable, CashWage}[r.IntN(3)], On: from.AddDays(r.IntN(140) - 20), Amount: money.Minor(r.IntN(20_000) - 10_000)}
			if rows = append(rows, x); x.On <= from.AddDays(ForecastDays) {
				sum += x.Amount
			}
		}
		f := BuildForecast(from, 50_000, 10_000, rows)
		balance, day := f.Opening, from
		for _, w := range f.Weeks {
			if w.From != day || w.Opening != balance || w.Lowest > w.Closing {
				t.Fatalf("%+v after %d on %s", w, balance, day)
			}
			for _, x := range w.Rows {
				balance += x.Amount
			}
			if w.Closing != balance || w.Lowest < f.Lowest {
				t.Fatalf("%+v", w)
			}
			day = w.To + 1
		}
		if balance != f.Opening+sum || day != f.To+1 {
			t.Fatalf("ends with %d on %s", balance, day)
		}
	}
}
