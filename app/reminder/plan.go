// Package reminder raises what people should not forget: tasks, quotes that expire,
// receivables that fall due, birthdays, customers about to return to the pool. One
// engine serves all areas; an area gives a Source. What fell due while the program was
// closed is raised at the next start.
package reminder

import (
	"time"

	"kontor/app/calendar"
)

// MostDays is how far back a catch-up goes; older reminders are of no use to anyone.
const MostDays = 60

// Window gives the days that a run has to look at: from the day after the last run to
// today, both included. A first run looks at today only; a clock set back at nothing.
func Window(last, today calendar.Date) (from, to calendar.Date, any bool) {
	switch {
	case last == 0:
		return today, today, true
	case last >= today:
		return 0, 0, false
	}
	from = last.AddDays(1)
	if today-from >= MostDays {
		from = today.AddDays(1 - MostDays)
	}
	return from, today, true
}

// Lead is how long before a date people want to know, and at which minute of that day.
type Lead struct {
	Days   int `json:"days"`
	Minute int `json:"minute"` // from 00:00 of the company's zone
}

// Morning is 09:00 on the day itself.
var Morning = Lead{Minute: 9 * 60}

// At is the instant of the reminder for a date, in ms.
func (l Lead) At(on calendar.Date, zone *time.Location) int64 {
	return on.AddDays(-l.Days).At(l.Minute, zone).UnixMilli()
}

// Day is the day of the reminder for a date.
func (l Lead) Day(on calendar.Date) calendar.Date { return on.AddDays(-l.Days) }

// Birthday gives the next return of a birth date from a day on, that day included.
// Somebody born on 29 February is remembered on the 28th in other years. Zero: none known.
func Birthday(born, from calendar.Date) calendar.Date {
	if born == 0 {
		return 0
	}
	_, m, d := born.Parts()
	year, _, _ := from.Parts()
	for ; ; year++ {
		day := calendar.Of(year, m, d)
		if m == time.February && d == 29 && !leap(year) {
			day = calendar.Of(year, m, 28)
		}
		if day >= from {
			return day
		}
	}
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
