package rules

import "kontor/app/calendar"

// Exceptions of a day, in the order in which they are listed.
const (
	Late       = "late"
	Early      = "early"
	MissingIn  = "missing_in"
	MissingOut = "missing_out"
	Absent     = "absent"
	OnLeave    = "leave"
	WithExtra  = "overtime"
)

// Tags say more about a day without judging it.
const (
	TagCorrected = "corrected"  // a correction fills a slot
	TagWaived    = "waived"     // exceptions taken back
	TagNight     = "night"      // worked in the night window
	TagOverlap   = "overlap"    // two shifts of the roster overlap
	TagLongExtra = "long_extra" // more overtime than the daily limit
	TagTrip      = "trip"
	TagStatutory = "statutory"
)

// State says how far a day has come.
type State string

// The states of a day result.
const (
	Final   State = "final"   // every clock was read past the last window
	Waiting State = "waiting" // 待数据: never absent, never missing
)

// Rate is an index of the three rates of overtime.
type Rate int

// The rates of Labour Law 44.
const (
	RateWorkday Rate = iota // ×1.5
	RateRest                // ×2
	RateHoliday             // ×3
)

// RateNames are the rates as they are written.
var RateNames = [3]string{"1.5", "2", "3"}

// TypeMinutes is leave or a trip of one type.
type TypeMinutes struct {
	Type    string `json:"type"`
	Minutes int    `json:"minutes"`
}

// SlotResult is a coming or a going that was due, and what filled it.
type SlotResult struct {
	Segment int    // 1 … over all shifts of the date
	Out     bool   // going
	Due     Minute // when it was due, after flex
	At      Minute // when it was; 0 = nothing there
	Punch   int64  // id of the punch
	Correct int64  // id of the correction
	Device  string
	Free    bool // no punch needed
}

// Day is the result of one person and date.
type Day struct {
	Date     calendar.Date
	Shift    string  // codes, joined by + when there are several
	Versions []int64 // shift versions it was made with
	State    State

	Planned    int // minutes of the shift less breaks
	Worked     int // minutes owed and present
	Late       int // minutes
	LateTimes  int
	Early      int
	EarlyTimes int
	MissingIn  int
	MissingOut int
	AbsentHalf int // half days
	Leave      int // minutes of all types
	LeaveBy    []TypeMinutes
	Trip       int
	TripBy     []TypeMinutes
	Overtime   [3]int // minutes by rate, in whole units
	Banked     int    // of these, minutes that become time off
	Night      int    // worked minutes in the night window
	Holiday    int    // worked minutes on statutory days, for the comprehensive system
	Corrected  int    // slots filled by a correction
	Filled     int    // slots that show somebody was there

	Exceptions []string
	Tags       []string
	Slots      []SlotResult
	Unused     []Minute // punches on this date that fill no slot
	Presence   Spans    // from coming to going
	Trace      []Step
}

// OvertimeTotal is the overtime of all rates in minutes.
func (d *Day) OvertimeTotal() int { return d.Overtime[0] + d.Overtime[1] + d.Overtime[2] }

// Has tells whether the day has an exception.
func (d *Day) Has(exception string) bool {
	for _, e := range d.Exceptions {
		if e == exception {
			return true
		}
	}
	return false
}

func (d *Day) tag(t string) {
	for _, have := range d.Tags {
		if have == t {
			return
		}
	}
	d.Tags = append(d.Tags, t)
}

func addType(list []TypeMinutes, typ string, n int) []TypeMinutes {
	if n == 0 {
		return list
	}
	for i := range list {
		if list[i].Type == typ {
			list[i].Minutes += n
			return list
		}
	}
	return append(list, TypeMinutes{typ, n})
}

// note closes the day: the exceptions follow from the figures.
func (d *Day) note() {
	add := func(yes bool, what string) {
		if yes {
			d.Exceptions = append(d.Exceptions, what)
		}
	}
	add(d.Late > 0, Late)
	add(d.Early > 0, Early)
	add(d.MissingIn > 0, MissingIn)
	add(d.MissingOut > 0, MissingOut)
	add(d.AbsentHalf > 0, Absent)
	add(d.Leave > 0, OnLeave)
	add(d.OvertimeTotal() > 0, WithExtra)
}
