package tr

import (
	"fmt"
	"strings"
	"time"

	"kontor/app/calendar"
)

var englishMonths = [...]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

var englishMonthNames = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// MonthName is a month of any year: 3 月, or March. Months count from 1 to 12.
func (t *Tongue) MonthName(m int) string {
	if t.Lang == "zh" {
		return fmt.Sprintf("%d 月", m)
	}
	return englishMonthNames[m]
}

// Weekday is 周三 or Wed.
func (t *Tongue) Weekday(d calendar.Date) string {
	return t.T("weekday." + strings.ToLower(d.Weekday().String()[:3]))
}

// Heading is a date as headings show it: 3 月 18 日 周三, or Wed 18 Mar.
func (t *Tongue) Heading(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	_, m, day := d.Parts()
	if t.Lang == "zh" {
		return fmt.Sprintf("%d 月 %d 日 %s", m, day, t.Weekday(d))
	}
	return fmt.Sprintf("%s %d %s", t.Weekday(d), day, englishMonths[m])
}

// Month is 2026 年 3 月, or Mar 2026.
func (t *Tongue) Month(d calendar.Date) string {
	y, m, _ := d.Parts()
	if t.Lang == "zh" {
		return fmt.Sprintf("%d 年 %d 月", y, m)
	}
	return fmt.Sprintf("%s %d", englishMonths[m], y)
}

// Long is a full date for sentences and paper: 2026 年 3 月 18 日, or 18 Mar 2026.
func (t *Tongue) Long(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Parts()
	if t.Lang == "zh" {
		return fmt.Sprintf("%d 年 %d 月 %d 日", y, m, day)
	}
	return fmt.Sprintf("%d %s %d", day, englishMonths[m], y)
}

// Near is a date beside today in a list: 今天, 昨天, 明天, else 03-16, and with the year when it is another.
func (t *Tongue) Near(d, today calendar.Date) string {
	switch d - today {
	case 0:
		return t.T("date.today")
	case -1:
		return t.T("date.yesterday")
	case 1:
		return t.T("date.tomorrow")
	}
	if d.IsZero() {
		return "—"
	}
	s := d.String()
	if s[:4] == today.String()[:4] {
		return s[5:]
	}
	return s
}

// Clock is hh:mm of an instant in a zone.
func Clock(at time.Time, zone *time.Location) string { return at.In(zone).Format("15:04") }

// NearInstant is the clock for today's instants and the near date for others.
func (t *Tongue) NearInstant(at time.Time, zone *time.Location, today calendar.Date) string {
	if at.IsZero() {
		return "—"
	}
	if d := calendar.On(at, zone); d != today {
		return t.Near(d, today)
	}
	return Clock(at, zone)
}
