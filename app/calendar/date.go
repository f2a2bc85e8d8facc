// Package calendar knows business dates: a day without a clock or a time zone,
// the shorthands people type for it, and the working days of a year.
package calendar

import (
	"fmt"
	"time"
)

// Date is a business date: the number of days since 0000-12-31, so that 1 is
// 0001-01-01 and the zero value means "no date". It is stored and printed as
// YYYY-MM-DD (text that sorts) and is comparable with ==.
type Date int32

const unixDay0 = 719163 // Date of 1970-01-01

// Of makes a date; months and days beyond their range roll over as in package time.
func Of(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()/86400 + unixDay0)
}

// On gives the business date of an instant in the company's zone.
func On(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Of(y, m, d)
}

// Parse reads YYYY-MM-DD; the empty text is no date. Shorthands: see ParseShort.
func Parse(s string) (Date, error) {
	if s == "" {
		return 0, nil
	}
	t, err := time.Parse("2006-01-02", s)
	if err != nil || t.Year() < 1 {
		return 0, fmt.Errorf("calendar: %q is not a date like 2026-03-18", s)
	}
	return Of(t.Date()), nil
}

// Must is Parse for constants and tests; it panics on a bad date.
func Must(s string) Date {
	d, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix((int64(d)-unixDay0)*86400, 0).UTC() }

// At is the instant of minute m (0 … 1439 and beyond) of the day in zone.
func (d Date) At(minute int, zone *time.Location) time.Time {
	y, m, day := d.Time().Date()
	return time.Date(y, m, day, 0, minute, 0, 0, zone)
}

// Parts gives year, month, day.
func (d Date) Parts() (int, time.Month, int) { return d.Time().Date() }

// Weekday of the date.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// AddDays moves by n days.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths moves by n months; the 31st of a shorter month is its last day.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Parts()
	first := Of(y, m+time.Month(n), 1)
	if last := first.MonthEnd(); int(last-first)+1 < day {
		return last
	}
	return first + Date(day-1)
}

// MonthStart is the first day of the month.
func (d Date) MonthStart() Date { y, m, _ := d.Parts(); return Of(y, m, 1) }

// MonthEnd is the last day of the month.
func (d Date) MonthEnd() Date { y, m, _ := d.Parts(); return Of(y, m+1, 1) - 1 }

// String is YYYY-MM-DD, or "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format("2006-01-02")
}

// MarshalText and UnmarshalText make the date YYYY-MM-DD in JSON.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	if err == nil {
		*d = v
	}
	return err
}
