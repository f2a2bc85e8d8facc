package sales

import (
	"math"
	"testing"

	"kontor/app/money"
)

// Counts begin at 0.1 and the team's totals are the denominators. SAL-05
func TestScoreByHand(t *testing.T) {
	s := ScoreOf(Tally{Won: 3, Lost: 1}, []Evidence{{Variable: "source", Value: "website", Won: 0, Lost: 1}})
	odds := 3.1 / 1.1 * (0.1 / 3.1) // of the source: none of 3 won, and 1 of 1 lost, which changes nothing
	want := odds / (1 + odds)
	if got := float64(s.Chance) / money.Scale; math.Abs(got-want) > 0.0005 {
		t.Errorf("chance %f, by hand %f", got, want)
	}
	if s.Reasons[0].LogRatio >= 0 {
		t.Errorf("what was only lost speaks against: %f", s.Reasons[0].LogRatio)
	}
	if ScoreOf(Tally{Won: 4}, nil).Known {
		t.Error("without a lost deal nothing is known")
	}
}

func TestClassesOfAmounts(t *testing.T) {
	for _, c := range []struct {
		m     money.Minor
		class int
	}{{0, 0}, {999999, 0}, {1_0000_00, 1}, {4_9999_99, 1}, {5_0000_00, 2}, {20_0000_00, 3}, {1 << 50, 3}} {
		class, from, to := SizeOf(c.m)
		if class != c.class || c.m < from || to != 0 && c.m >= to {
			t.Errorf("%d is of class %d (%d to %d)", c.m, class, from, to)
		}
	}
}
