package sales

import (
	"testing"

	"kontor/app/money"
)

// SAL-08: 30 / 15 / 15 / 40 % must reproduce and add up to 100 %.
func TestFunnelShares(t *testing.T) {
	stages := []Stage{{Key: "first"}, {Key: "sample"}, {Key: "talk"}, {Key: "sign"}}
	rows := []FunnelRow{
		{Stage: Stage{Key: "sign"}, Count: 8, Amount: 4000000},
		{Stage: Stage{Key: "first"}, Count: 6, Amount: 3000000},
		{Stage: Stage{Key: "sample"}, Count: 3, Amount: 1500000},
		{Stage: Stage{Key: "talk"}, Count: 3, Amount: 1500000},
	}
	got := Funnel(stages, rows)
	for i, want := range []string{"30%", "15%", "15%", "40%"} {
		if got[i].Share.String() != want || got[i].Stage.Key != stages[i].Key {
			t.Errorf("%s: %s, want %s", got[i].Stage.Key, got[i].Share, want)
		}
	}
	thirds := Funnel(stages[:3], []FunnelRow{
		{Stage: Stage{Key: "first"}, Amount: 1},
		{Stage: Stage{Key: "sample"}, Amount: 1},
		{Stage: Stage{Key: "talk"}, Amount: 1},
		{Stage: Stage{Key: "gone"}, Amount: 4},
	})
	var sum money.Rate
	for _, r := range thirds {
		sum += r.Share
	}
	if sum != money.Scale || len(thirds) != 4 || thirds[3].Stage.Key != "gone" {
		t.Errorf("shares add up to %s: %+v", sum, thirds)
	}
}

func TestDwell(t *testing.T) { // SAL-07
	for _, c := range []struct {
		days, limit int
		want        Dwell
	}{{14, 14, DwellFine}, {15, 14, DwellLong}, {28, 14, DwellLong}, {29, 14, DwellVery}, {99, 0, DwellFine}} {
		if got := DwellOf(c.days, c.limit); got != c.want {
			t.Errorf("%d of %d days: %d", c.days, c.limit, got)
		}
	}
	var days []int
	for i := 1; i < 20; i++ {
		days = append(days, i)
	}
	if ProposedLimit(days) != 14 {
		t.Error("19 deals are too few: 14 days")
	}
	if got := ProposedLimit(append(days, 20)); got != 16 {
		t.Errorf("80th percentile of 1 … 20: %d", got)
	}
}

func TestStageLog(t *testing.T) {
	deal := []StageMove{
		{To: "contact", On: day("2026-03-01")},
		{From: "contact", To: "proposal", On: day("2026-03-05")},
		{From: "proposal", To: "contact", On: day("2026-03-06")},
		{From: "contact", To: "signing", On: day("2026-03-10")},
		{From: "signing", To: "won", On: day("2026-03-15")},
	}
	got := DaysInStages(deal, day("2026-03-31"))
	if got["contact"] != 8 || got["proposal"] != 1 || got["signing"] != 5 || got["won"] != 0 {
		t.Errorf("days %v", got)
	}
	open := DaysInStages(deal[:1], day("2026-03-18"))
	if open["contact"] != 17 {
		t.Errorf("an open stage counts until today: %v", open)
	}
	c := Conversions(Stages, map[int64][]StageMove{1: deal, 2: deal[:1], 3: {{To: "contact"}, {To: "proposal"}, {To: "lost"}}})
	if c[0].In != 3 || c[0].On != 2 || c[2].In != 2 || c[2].On != 1 || c[4].To != "won" || c[4].On != 1 || c[4].Rate() != money.Scale {
		t.Errorf("conversions %+v", c)
	}
}

func TestWeighted(t *testing.T) {
	o := Opportunity{AmountMinor: 16900000, Probability: money.Percent(90)}
	if o.Weighted() != 15210000 {
		t.Errorf("weighted %d", o.Weighted())
	}
}
