package calendar

import (
	"strconv"
	"time"
)

func month(m int) time.Month { return time.Month(m) }

func monthDays(y, m int) int { return Of(y, month(m)+1, 1).daysSince(Of(y, month(m), 1)) }

func (d Date) daysSince(e Date) int { return int(d - e) }

// WeekStart is the Monday of the week of d.
func (d Date) WeekStart() Date { return d - Date(isoWeekday(d)-1) }

// ISOWeekday is 1 for Monday … 7 for Sunday.
func (d Date) ISOWeekday() int { return isoWeekday(d) }

// MonthDays is the number of days of the month of d.
func (d Date) MonthDays() int { return int(d.MonthEnd()-d.MonthStart()) + 1 }

// MonthOf reads YYYY-MM and gives the first day of that month.
func MonthOf(s string) (Date, error) { return Parse(s + "-01") }

// Month is the YYYY-MM of the date, or "" for no date.
func (d Date) Month() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01")
}

// WeekdayLetterKey is the key of the shortest name, for the head of a month grid (三, W).
func (d Date) WeekdayLetterKey() string { return "calendar.letter." + strconv.Itoa(isoWeekday(d)) }
