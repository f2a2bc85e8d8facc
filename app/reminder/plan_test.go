package reminder

import (
	"testing"
	"time"

	"kontor/app/calendar"
)

var d = calendar.Must

// WB-06: what was missed while the program was closed appears at the next start.
func TestWindow(t *testing.T) {
	for _, c := range []struct {
		last, today, from, to string
		any                   bool
	}{
		{"", "2026-03-18", "2026-03-18", "2026-03-18", true},
		{"2026-03-17", "2026-03-18", "2026-03-18", "2026-03-18", true},
		{"2026-03-13", "2026-03-18", "2026-03-14", "2026-03-18", true},
		{"2026-03-18", "2026-03-18", "", "", false},
		{"2026-03-19", "2026-03-18", "", "", false},
		{"2025-03-18", "2026-03-18", "2026-01-18", "2026-03-18", true},
	} {
		from, to, any := Window(d(c.last), d(c.today))
		if from != d(c.from) || to != d(c.to) || any != c.any {
			t.Errorf("last %q today %s: %s … %s %v", c.last, c.today, from, to, any)
		}
	}
	if from, to, _ := Window(d("2025-01-01"), d("2026-03-18")); int(to-from)+1 != MostDays {
		t.Errorf("catch-up of %d days", to-from+1)
	}
}

func TestBirthday(t *testing.T) { // CUS-43
	for _, c := range []struct{ born, from, want string }{
		{"1990-03-18", "2026-03-18", "2026-03-18"},
		{"1990-03-17", "2026-03-18", "2027-03-17"},
		{"1992-02-29", "2026-02-01", "2026-02-28"},
		{"1992-02-29", "2026-03-01", "2027-02-28"},
		{"1992-02-29", "2027-03-01", "2028-02-29"},
		{"1992-02-29", "2028-02-29", "2028-02-29"},
		{"1990-12-31", "2026-12-31", "2026-12-31"},
		{"", "2026-01-01", ""},
	} {
		if got := Birthday(d(c.born), d(c.from)); got != d(c.want) {
			t.Errorf("born %s from %s: %s, want %s", c.born, c.from, got, c.want)
		}
	}
}

func TestLead(t *testing.T) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	at := time.UnixMilli(Lead{Days: 1, Minute: 9 * 60}.At(d("2026-03-01"), zone)).In(zone)
	if got := at.Format("2006-01-02 15:04"); got != "2026-02-28 09:00" {
		t.Errorf("one day before at nine: %s", got)
	}
}
