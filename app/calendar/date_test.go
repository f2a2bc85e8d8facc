package calendar

import "testing"

func TestDateRoundTrip(t *testing.T) {
	for _, s := range []string{"0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "2026-03-18", "9999-12-31"} {
		if got := Must(s).String(); got != s {
			t.Errorf("%s came back as %s", s, got)
		}
	}
	if Must("2026-01-31").AddMonths(1) != Must("2026-02-28") {
		t.Error("the 31st of a shorter month is its last day")
	}
	if Of(1, 1, 1) != 1 {
		t.Errorf("0001-01-01 is day %d, not 1", Of(1, 1, 1))
	}
	if _, err := Parse("2026-02-30"); err == nil {
		t.Error("30 February was taken")
	}
}
