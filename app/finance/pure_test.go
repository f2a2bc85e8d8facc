package finance

import (
	"math/rand"
	"testing"

	"kontor/app/calendar"
	"kontor/app/money"
)

func day(s string) calendar.Date { return calendar.Must(s) }

var three = []Open{
	{ID: 1, Number: "25117806", OrderID: 31, Order: "DD-202602-031", DueOn: day("2026-03-06"), Open: 42_000_00},
	{ID: 2, Number: "26030218", OrderID: 40, Order: "DD-202603-002", DueOn: day("2026-04-01"), Open: 58_500_00},
	{ID: 3, Number: "26030844", OrderID: 41, Order: "DD-202603-009", DueOn: day("2026-04-12"), Open: 86_000_00},
}

// FIN-02: the proposal follows exact amount, order, reference, oldest.
func TestProposalOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Coming
		want []Share
	}{
		{
			"oldest first, the rest stays partly open",
			Coming{Amount: 120_000_00},
			[]Share{{1, 42_000_00, WhyOldest}, {2, 58_500_00, WhyOldest}, {3, 19_500_00, WhyOldest}},
		},
		{"an exact amount wins over age", Coming{Amount: 86_000_00}, []Share{{3, 86_000_00, WhyExact}}},
		{
			"the same order before older ones",
			Coming{Amount: 60_000_00, OrderID: 40},
			[]Share{{2, 58_500_00, WhyOrder}, {1, 1_500_00, WhyOldest}},
		},
		{
			"a number in the memo",
			Coming{Amount: 90_000_00, Memo: "货款 26030844"},
			[]Share{{3, 86_000_00, WhyReference}, {1, 4_000_00, WhyOldest}},
		},
		{"nothing to allocate", Coming{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Propose(c.in, three)
			if len(got) != len(c.want) {
				t.Fatalf("got %v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("share %d: got %v, want %v", i, got[i], c.want[i])
				}
			}
		})
	}
}

func TestProposalNeverExceedsMoneyNorOpenAmounts(t *testing.T) {
	rnd := rand.New(rand.NewSource(7))
	for range 2000 {
		open := make([]Open, rnd.Intn(8))
		left := map[int64]money.Minor{}
		var all money.Minor
		for i := range open {
			open[i] = Open{ID: int64(i + 1), DueOn: day("2026-01-01").AddDays(rnd.Intn(90)), OrderID: int64(rnd.Intn(3)), Open: money.Minor(1 + rnd.Intn(500))}
			left[open[i].ID] = open[i].Open
			all += open[i].Open
		}
		c := Coming{Amount: money.Minor(1 + rnd.Intn(1500)), OrderID: int64(rnd.Intn(3))}
		var sum money.Minor
		for _, s := range Propose(c, open) {
			if s.Amount <= 0 || s.Amount > left[s.ID] {
				t.Fatalf("share %v exceeds the open %d", s, left[s.ID])
			}
			left[s.ID] -= s.Amount
			sum += s.Amount
		}
		if want := min(c.Amount, all); sum != want && !(len(open) > 0 && sum == c.Amount) {
			t.Fatalf("shared %d of %d with %d open", sum, c.Amount, all)
		}
	}
}

// FIN-09: ageing as of any date, by due or document date.
func TestAgeing(t *testing.T) {
	asOf := day("2026-03-18")
	dues := []Due{
		{ID: 1, PartyID: 7, DocOn: day("2026-02-01"), DueOn: asOf, Open: 100},          // due today is not overdue
		{ID: 2, PartyID: 7, DocOn: day("2026-01-01"), DueOn: asOf - 1, Open: 200},      // 1 day
		{ID: 3, PartyID: 7, DocOn: day("2026-01-01"), DueOn: asOf - 30, Open: 300},     // last day of the first column
		{ID: 4, PartyID: 8, DocOn: day("2025-01-01"), DueOn: asOf - 31, Open: 400},     // first of the second
		{ID: 5, PartyID: 8, DocOn: day("2024-01-01"), DueOn: asOf - 366, Open: 500},    // older than all
		{ID: 6, PartyID: 9, DocOn: day("2024-01-01"), DueOn: asOf.AddDays(1), Open: 0}, // settled
	}
	a := Age(asOf, nil, dues, false)
	if len(a.Rows) != 2 || a.Rows[0].PartyID != 8 {
		t.Fatalf("rows %v: the largest first, settled ones not at all", a.Rows)
	}
	want := []money.Minor{100, 500, 400, 0, 0, 0, 500}
	for i, w := range want {
		if a.Sum.Buckets[i] != w {
			t.Errorf("column %d holds %d, want %d", i, a.Sum.Buckets[i], w)
		}
	}
	if a.Sum.Total != 1500 || a.Sum.Overdue != 1400 || a.Rows[1].OldestDays != 30 {
		t.Errorf("total %d overdue %d oldest %d", a.Sum.Total, a.Sum.Overdue, a.Rows[1].OldestDays)
	}
	folded, counts := a.Sum.Fold(3)
	if len(folded) != 5 || folded[4] != 500 || counts[4] != 1 {
		t.Errorf("the card folds what is over 90 days: %v %v", folded, counts)
	}
	if by := Age(asOf, nil, dues[:1], true); by.Sum.Overdue != 100 {
		t.Errorf("by document date it is overdue: %v", by.Sum)
	}
}

func TestStateIsDerived(t *testing.T) {
	today := day("2026-03-18")
	for _, c := range []struct {
		amount, settled money.Minor
		due             calendar.Date
		void            bool
		want            string
	}{
		{100, 0, today + 1, false, Waiting},
		{100, 0, today, false, DueNow},
		{100, 40, today, false, Partly},
		{100, 40, today - 1, false, Overdue},
		{100, 100, today - 9, false, Settled},
		{100, 0, today - 9, true, Voided},
	} {
		if got := StateOf(c.amount, c.settled, c.due, today, c.void); got != c.want {
			t.Errorf("%+v is %s", c, got)
		}
	}
}
