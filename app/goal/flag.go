package goal

import (
	"kontor/app/calendar"
	"kontor/app/money"
)

// Flag says how what is done stands to what should be done by now. Windows never show it
// by colour alone: the percentage stands beside it.
type Flag string

// The flags.
const (
	NoFlag Flag = "" // nothing is due yet
	Green  Flag = "green"
	Yellow Flag = "yellow"
	Red    Flag = "red"
)

// FlagOf gives the flag and done as whole per cent of due, rounded down so that 100 is
// only shown when it was reached: from 100 on green, from 80 on yellow, below red.
func FlagOf(done, due money.Minor) (Flag, int64) {
	if due <= 0 {
		return NoFlag, 0
	}
	p := int64(money.RateOf(max(done, 0), due)) * 100 / money.Scale
	// The rate is rounded; a cent below the target must not read as reached.
	if done < due && p >= 100 {
		p = 99
	}
	switch {
	case p >= 100:
		return Green, p
	case p >= 80:
		return Yellow, p
	}
	return Red, p
}

// Due is the part of a month's target that is due at the end of a day: nothing before the
// month, all of it after, else its share by calendar days, the day itself included.
func Due(target money.Minor, month, today calendar.Date) money.Minor {
	first, last := month.MonthStart(), month.MonthEnd()
	switch {
	case today < first:
		return 0
	case today >= last:
		return target
	}
	days, gone := int64(last-first)+1, int64(today-first)+1
	return money.Spread(target, []int64{gone, days - gone})[0]
}
