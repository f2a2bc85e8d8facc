package rules

import "kontor/app/calendar"

// Days100 is a number of days times 100: 1.25 days are 125.
type Days100 int

// Month is the result of one person and period, usually a month.
type Month struct {
	From, To calendar.Date

	Required        Days100 // days with a shift, up to the last day judged
	RequiredMinutes int
	Attended        Days100
	AttendedMinutes int // worked and on trips
	Pending         int // days that wait for data
	LateTimes       int
	Late            int // minutes
	EarlyTimes      int
	Early           int
	Missing         int // punches
	Corrected       int // punches that were corrected
	AbsentHalf      int // half days
	Leave           []TypeDays
	LeaveMinutes    int
	Trip            Days100
	TripBy          []TypeDays
	TripMinutes     int
	Overtime        [3]int // minutes by rate
	LieuEarned      int    // minutes banked
	LieuUsed        int
	NightShifts     int
	Night           int // minutes
	Holiday         int // minutes worked on statutory days
	Exceptions      int // days with something to settle: late, early, missing, absent
	Full            bool
	LongExtra       bool // more overtime than the law allows in a month
}

// TypeDays is leave of one type.
type TypeDays struct {
	Type    string
	Days    Days100
	Minutes int
}

// nightShift is how many minutes in the night window make a shift a night shift.
const nightShift = 120

// Sum adds the days of a period up. Days that wait for data and show nothing yet count
// neither as required nor as attended.
func Sum(days []Day, law *Law) Month {
	var m Month
	blemished := false
	for i := range days {
		d := &days[i]
		if i == 0 {
			m.From = d.Date
		}
		m.To = d.Date
		m.addDay(d)
		blemished = blemished || d.Late+d.Early+d.MissingIn+d.MissingOut+d.AbsentHalf > 0
	}
	for _, l := range m.Leave {
		blemished = blemished || !keepsFull(l.Type)
	}
	m.Full = !blemished && m.Pending == 0 && m.Required > 0
	if limit := law.minutes(ExtraMonHours, m.To); limit > 0 {
		m.LongExtra = m.Overtime[RateWorkday]+m.Overtime[RateRest] > limit
	}
	return m
}

// keepsFull tells whether leave of a type leaves the attendance of the month full.
func keepsFull(typ string) bool {
	t := LeaveTypeOf(typ)
	return t.Paid && t.Key != "sick"
}

func (m *Month) addDay(d *Day) {
	m.addTimes(d)
	if d.Planned == 0 {
		return
	}
	if d.State == Waiting {
		m.Pending++
		if d.Filled == 0 && d.Leave == 0 && d.Trip == 0 {
			return
		}
	}
	m.Required += 100
	m.RequiredMinutes += d.Planned
	m.AttendedMinutes += d.Worked + d.Trip
	away := share(d.Leave, d.Planned)
	m.Attended += max(0, 100-away-Days100(50*d.AbsentHalf))
	for _, l := range d.LeaveBy {
		m.addLeave(l, d.Planned)
	}
	for _, t := range d.TripBy {
		m.TripBy = addDays(m.TripBy, t, d.Planned)
	}
	m.LeaveMinutes += d.Leave
	m.Trip += share(d.Trip, d.Planned)
	m.TripMinutes += d.Trip
}

func (m *Month) addTimes(d *Day) {
	m.LateTimes += d.LateTimes
	m.Late += d.Late
	m.EarlyTimes += d.EarlyTimes
	m.Early += d.Early
	m.Missing += d.MissingIn + d.MissingOut
	m.Corrected += d.Corrected
	m.AbsentHalf += d.AbsentHalf
	for r := range d.Overtime {
		m.Overtime[r] += d.Overtime[r]
	}
	m.LieuEarned += d.Banked
	m.Night += d.Night
	if d.Night >= nightShift {
		m.NightShifts++
	}
	m.Holiday += d.Holiday
	if d.Late+d.Early+d.MissingIn+d.MissingOut+d.AbsentHalf > 0 {
		m.Exceptions++
	}
}

func (m *Month) addLeave(l TypeMinutes, planned int) {
	if l.Type == "lieu" {
		m.LieuUsed += l.Minutes
	}
	m.Leave = addDays(m.Leave, l, planned)
}

func addDays(list []TypeDays, l TypeMinutes, planned int) []TypeDays {
	for i := range list {
		if list[i].Type == l.Type {
			list[i].Days += share(l.Minutes, planned)
			list[i].Minutes += l.Minutes
			return list
		}
	}
	return append(list, TypeDays{l.Type, share(l.Minutes, planned), l.Minutes})
}

// TripOf is the trips of one type in days.
func (m *Month) TripOf(typ string) Days100 {
	for _, t := range m.TripBy {
		if t.Type == typ {
			return t.Days
		}
	}
	return 0
}

// share is a part of a day in hundredths, rounded half up.
func share(minutes, planned int) Days100 {
	if planned == 0 {
		return 0
	}
	return Days100((minutes*200 + planned) / (2 * planned))
}

// LeaveOf adds up the leave whose type belongs to a column of the month sheet.
func (m *Month) LeaveOf(column string) Days100 {
	var n Days100
	for _, l := range m.Leave {
		if LeaveTypeOf(l.Type).Column == column {
			n += l.Days
		}
	}
	return n
}

// LeaveDays is the leave of all types.
func (m *Month) LeaveDays() Days100 {
	var n Days100
	for _, l := range m.Leave {
		n += l.Days
	}
	return n
}

// OvertimeTotal is the overtime of all rates in minutes.
func (m *Month) OvertimeTotal() int { return m.Overtime[0] + m.Overtime[1] + m.Overtime[2] }

// PeriodOvertime is the overtime of the comprehensive system (综合工时): what was worked
// beyond the standard of the period at ×1.5, work on statutory days at ×3 and left out
// of the excess. All in minutes.
func PeriodOvertime(worked, holiday, standard int) [3]int {
	return [3]int{RateWorkday: max(0, worked-holiday-standard), RateHoliday: holiday}
}

// PeriodStandard is the standard working time of a period: its workdays × 8 hours.
func PeriodStandard(cal *calendar.Table, law *Law, from, to calendar.Date) int {
	return cal.Workdays(from, to) * law.minutes(DayHours, to)
}
