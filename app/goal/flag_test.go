package goal

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Green from 100 % of the time-proportional target on, yellow from 80 %, red below. SAL-36
func TestFlags(t *testing.T) {
	for _, x := range []struct {
		done, due money.Minor
		want      Flag
		percent   int64
	}{
		{0, 0, NoFlag, 0},
		{500, 0, NoFlag, 0},
		{10000, 10000, Green, 100},
		{9999, 10000, Yellow, 99},
		{99_999_999_999, 100_000_000_000, Yellow, 99}, // a cent is missing
		{8000, 10000, Yellow, 80},
		{7999, 10000, Red, 79},
		{-5, 10000, Red, 0},
		{11300, 10000, Green, 113},
	} {
		if got, p := FlagOf(x.done, x.due); got != x.want || p != x.percent {
			t.Errorf("%d of %d: %s %d, want %s %d", x.done, x.due, got, p, x.want, x.percent)
		}
	}
}

// A month is due by days: nothing before it, all after it, 18 of 31 on the 18th. SAL-36
func TestDueByDays(t *testing.T) {
	march := calendar.Must("2026-03-01")
	for _, x := range []struct {
		today string
		want  money.Minor
	}{{"2026-02-28", 0}, {"2026-03-01", 100}, {"2026-03-18", 1800}, {"2026-03-31", 3100}, {"2026-04-02", 3100}} {
		if got := Due(3100, march, calendar.Must(x.today)); got != x.want {
			t.Errorf("on %s: %d, want %d", x.today, got, x.want)
		}
	}
}
