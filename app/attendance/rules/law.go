package rules

import (
	"sort"

	"kontor/app/calendar"
)

// Parameter is a figure of the law with the dates between which it holds. Values are
// scaled by 100, so that 21.75 days are 2175.
type Parameter struct {
	Key      string
	From, To calendar.Date // both included; To zero = still in force
	Value100 int
	Source   string // the text it comes from; "" = not checked against a text
}

// Keys of parameters.
const (
	StatutoryDays  = "statutory_days"   // a year
	PayDays        = "pay_days"         // a month, for daily and hourly pay
	WorkDays       = "work_days"        // a month, for working time
	WorkDaysYear   = "work_days_year"   // a year
	RateWorkdayPct = "rate_workday"     // percent of hourly pay
	RateRestPct    = "rate_rest"        //
	RateHolidayPct = "rate_holiday"     //
	DayHours       = "day_hours"        // normal working hours a day
	ExtraDayHours  = "extra_day_hours"  // overtime a day, a warning
	ExtraMonHours  = "extra_mon_hours"  // overtime a month, a warning
	DaysInARow     = "days_in_a_row"    // worked without a day of rest, a warning for rosters
	RestHours      = "rest_hours"       // between two shifts, a warning for rosters
	AnnualFrom1    = "annual_from_1"    // days of annual leave from 1 year of work
	AnnualFrom10   = "annual_from_10"   //
	AnnualFrom20   = "annual_from_20"   //
	MarriageDays   = "marriage_days"    // of the state; provinces add
	MaternityDays  = "maternity_days"   // calendar days, of the state; provinces add
	PaternityDays  = "paternity_days"   // by province
	ChildcareDays  = "childcare_days"   // by province, a year and parent
	BereavementDay = "bereavement_days" //
)

// Law is a table of dated parameters.
type Law struct{ rows []Parameter }

// ChineseLaw is the table that ships. A company lays its own rows over it: a province's
// leave, a changed law.
func ChineseLaw() *Law {
	d := calendar.Must
	const (
		order795  = "国务院令第795号"
		mohrss2   = "人社部发〔2025〕2号"
		mohrss3   = "劳社部发〔2008〕3号"
		labour44  = "劳动法第四十四条"
		labour41  = "劳动法第四十一条"
		annual    = "职工带薪年休假条例第三条"
		maternity = "女职工劳动保护特别规定"
	)
	return &Law{rows: []Parameter{
		{StatutoryDays, d("2008-01-01"), d("2024-12-31"), 1100, "国务院令第513号"},
		{StatutoryDays, d("2025-01-01"), 0, 1300, order795},
		{PayDays, d("2008-01-01"), 0, 2175, mohrss3},
		{WorkDays, d("2008-01-01"), d("2024-12-31"), 2083, mohrss3},
		{WorkDays, d("2025-01-01"), 0, 2067, mohrss2},
		{WorkDaysYear, d("2008-01-01"), d("2024-12-31"), 25000, mohrss3},
		{WorkDaysYear, d("2025-01-01"), 0, 24800, mohrss2},
		{RateWorkdayPct, d("1995-01-01"), 0, 15000, labour44},
		{RateRestPct, d("1995-01-01"), 0, 20000, labour44},
		{RateHolidayPct, d("1995-01-01"), 0, 30000, labour44},
		{DayHours, d("1995-05-01"), 0, 800, "国务院令第174号"},
		{ExtraDayHours, d("1995-01-01"), 0, 300, labour41},
		{ExtraMonHours, d("1995-01-01"), 0, 3600, labour41},
		{DaysInARow, d("2025-01-01"), 0, 600, order795},
		{RestHours, d("1995-01-01"), 0, 1100, ""},
		{AnnualFrom1, d("2008-01-01"), 0, 500, annual},
		{AnnualFrom10, d("2008-01-01"), 0, 1000, annual},
		{AnnualFrom20, d("2008-01-01"), 0, 1500, annual},
		{MarriageDays, d("1980-01-01"), 0, 300, ""},
		{MaternityDays, d("2012-04-28"), 0, 9800, maternity},
		{BereavementDay, d("1980-01-01"), 0, 300, ""},
	}}
}

// With lays rows over the table: where both hold on a date, the row added later wins.
func (l *Law) With(rows []Parameter) *Law {
	return &Law{rows: append(append([]Parameter(nil), l.rows...), rows...)}
}

// On gives a parameter on a date, times 100.
func (l *Law) On(key string, d calendar.Date) (value100 int, ok bool) {
	for i := len(l.rows) - 1; i >= 0; i-- {
		r := l.rows[i]
		if r.Key == key && d >= r.From && (r.To.IsZero() || d <= r.To) {
			return r.Value100, true
		}
	}
	return 0, false
}

// Rows lists the table for the window, by key and date.
func (l *Law) Rows() []Parameter {
	out := append([]Parameter(nil), l.rows...)
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Key != out[j].Key {
			return out[i].Key < out[j].Key
		}
		return out[i].From < out[j].From
	})
	return out
}

// minutes gives a parameter in hours as minutes; 0 when it does not hold.
func (l *Law) minutes(key string, d calendar.Date) int {
	v, _ := l.On(key, d)
	return v * 60 / 100
}

// DailyPay is monthly pay ÷ 21.75, in minor units, rounded half up (四舍五入).
func (l *Law) DailyPay(monthlyMinor int64, d calendar.Date) int64 {
	days, ok := l.On(PayDays, d)
	if !ok {
		return 0
	}
	return divRound(monthlyMinor*100, int64(days))
}

// HourlyPay is monthly pay ÷ 21.75 ÷ 8, rounded once, half up.
func (l *Law) HourlyPay(monthlyMinor int64, d calendar.Date) int64 {
	days, ok := l.On(PayDays, d)
	hours, ok2 := l.On(DayHours, d)
	if !ok || !ok2 {
		return 0
	}
	return divRound(monthlyMinor*10000, int64(days)*int64(hours))
}

func divRound(a, b int64) int64 {
	if a < 0 {
		return -divRound(-a, b)
	}
	return (a + b/2) / b
}

// AnnualDays is the entitlement of a year by the years of work that are complete.
func (l *Law) AnnualDays(years int, d calendar.Date) int {
	key := ""
	switch {
	case years >= 20:
		key = AnnualFrom20
	case years >= 10:
		key = AnnualFrom10
	case years >= 1:
		key = AnnualFrom1
	default:
		return 0
	}
	v, _ := l.On(key, d)
	return v / 100
}

// JoinerDays is the annual leave of the year of joining: the calendar days left in the
// year ÷ 365 × the entitlement, whole days only.
func JoinerDays(hired calendar.Date, entitled int) int {
	y, _, _ := hired.Parts()
	left := int(calendar.Of(y, 12, 31)-hired) + 1
	return left * entitled / 365
}

// LeaverDays is what a leaver still has to get: the days of the year that have passed
// ÷ 365 × the entitlement, whole days only, less what was taken. What was taken too
// much is never taken back.
func LeaverDays(left calendar.Date, entitled, taken int) int {
	y, _, _ := left.Parts()
	passed := int(left-calendar.Of(y, 1, 1)) + 1
	return max(0, passed*entitled/365-taken)
}

// YearsOfWork counts complete years from the first day of work.
func YearsOfWork(began, on calendar.Date) int {
	if began.IsZero() || on < began {
		return 0
	}
	by, bm, bd := began.Parts()
	y, m, d := on.Parts()
	years := y - by
	if m < bm || m == bm && d < bd {
		years--
	}
	return years
}
