package effort

import "testing"

// Indicators count by their part of the weights; what is above the cap counts for the cap,
// a loss counts for nothing, one without a goal is left out, and the points add up to the
// score. SAL-42
func TestScoreIsWeighted(t *testing.T) {
	list := []Scored{
		{Name: "回款", Weight: 40_00, Goal: 100_000_00, Actual: 90_000_00},
		{Name: "新客户", Weight: 30_00, Goal: 2_00, Actual: 5_00},
		{Name: "毛利", Weight: 30_00, Goal: 10_000_00, Actual: -500_00},
		{Name: "没有目标", Weight: 900_00},
	}
	lines, score := scoreOf(list, 120_00)
	if len(lines) != 3 || score != 72_00 {
		t.Fatalf("score %d of %d lines", score, len(lines))
	}
	for i, want := range []struct{ rate, points int64 }{{90_00, 36_00}, {120_00, 36_00}, {0, 0}} {
		if lines[i].Rate != want.rate || lines[i].Points != want.points {
			t.Errorf("%s: %d per cent, %d points", lines[i].Name, lines[i].Rate, lines[i].Points)
		}
	}
	thirds := []Scored{{Weight: 1_00, Goal: 3_00, Actual: 1_00}, {Weight: 1_00, Goal: 3_00, Actual: 1_00}, {Weight: 1_00, Goal: 3_00, Actual: 2_00}}
	lines, score = scoreOf(thirds, 120_00)
	sum := int64(0)
	for _, l := range lines {
		sum += l.Points
	}
	if sum != score || score != 44_44 {
		t.Errorf("points %d, score %d", sum, score)
	}
	if lines, score = scoreOf(nil, 120_00); len(lines) != 0 || score != 0 {
		t.Errorf("nothing to judge: %v %d", lines, score)
	}
}
