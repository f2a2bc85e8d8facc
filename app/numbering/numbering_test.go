package numbering_test

import (
	"testing"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/numbering"
)

func TestPatternOfNumbers(t *testing.T) {
	on := calendar.Must("2026-03-08")
	for _, c := range []struct {
		pattern string
		reset   numbering.Reset
		n       int64
		number  string
		period  string
	}{
		{"BJ{yyyy}{mm}{n4}", numbering.Monthly, 17, "BJ2026030017", "2026-03"},
		{"BJ{yyyy}{mm}{n4}", numbering.Monthly, 12345, "BJ20260312345", "2026-03"},
		{"收-{yy}{mm}{dd}-{n3}", numbering.Daily, 1, "收-260308-001", "2026-03-08"},
		{"{n6}/{yyyy}", numbering.Yearly, 9, "000009/2026", "2026"},
		{"No.{n7}", numbering.Never, 42, "No.0000042", ""},
	} {
		s := numbering.Series{Key: "x", Pattern: c.pattern, Reset: c.reset}
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", c.pattern, err)
		}
		if got := s.Format(on, c.n); got != c.number || s.Period(on) != c.period {
			t.Errorf("%s: %s in %q, want %s in %q", c.pattern, got, s.Period(on), c.number, c.period)
		}
		if got := s.Counter(on, c.number); got != c.n {
			t.Errorf("%s: the counter of %s is %d", c.pattern, c.number, got)
		}
		if s.Counter(on, "x"+c.number) != 0 || s.Counter(on, "") != 0 {
			t.Errorf("%s: a foreign number was read", c.pattern)
		}
	}
}

func TestPatternsWhoseNumbersWouldRepeatAreRefused(t *testing.T) {
	for pattern, reset := range map[string]numbering.Reset{
		"BJ{yyyy}{mm}":       numbering.Monthly, // no counter
		"BJ{n4}{n4}":         numbering.Never,   // two
		"BJ{n4}":             numbering.Monthly, // the month does not show
		"BJ{mm}{n4}":         numbering.Monthly, // the year neither
		"BJ{yyyy}{mm}{n3}":   numbering.Daily,
		"BJ{mm}{dd}{n3}":     numbering.Yearly,
		"BJ{yyyy}{month}{n}": numbering.Yearly,
		"BJ{yyyy{n4}":        numbering.Yearly,
		"BJ{n4}\n":           numbering.Never,
		"{n4}":               "weekly",
	} {
		if err := (numbering.Series{Key: "x", Pattern: pattern, Reset: reset}).Check(); app.KindOf(err) != app.Invalid {
			t.Errorf("%q per %s was taken", pattern, reset)
		}
	}
	for _, s := range numbering.Shipped() {
		if err := s.Check(); err != nil {
			t.Errorf("shipped series %s: %v", s.Key, err)
		}
	}
}

func TestGaps(t *testing.T) {
	if got := numbering.Gaps([]int64{1, 2, 5, 5, 9}, 6); len(got) != 3 || got[0] != 3 || got[1] != 4 || got[2] != 6 {
		t.Errorf("%v", got)
	}
}
