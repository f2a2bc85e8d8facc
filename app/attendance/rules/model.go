package rules

import "kontor/app/calendar"

// Shift is one version of a shift. Minutes count from 00:00 of the shift's date and
// may go past midnight (31:00 is 07:00 of the next day).
type Shift struct {
	Version  int64 // id of the shift version, kept in the results
	Code     string
	Segments []Segment
	Breaks   []Break

	LateGrace, EarlyGrace int  // minutes that do not count
	Deduct                bool // grace is subtracted; else it is a threshold below which all is forgiven

	AbsentHalfAfter int // more late minutes than this are half a day absent instead; 0 = off
	AbsentDayAfter  int // likewise a whole day; 0 = off
	EarlyHalfAfter  int // more early minutes than this are half a day absent instead; 0 = off

	Flex                   int // minutes by which the whole shift may move
	OpenBefore, CloseAfter int // how long before its start and after its end a punch still belongs to a segment

	LateOut []Allowance // who left late may come later the next day

	NightFrom, NightTo int // minutes of night work, such as 22:00 to 30:00; both 0 takes these
}

// Segment is one stretch of work inside a shift.
type Segment struct {
	In, Out                int
	InFree, OutFree        bool // no punch is needed there
	OpenBefore, CloseAfter int  // 0 takes the shift's
}

// Break is a stretch that is neither worked nor owed.
type Break struct{ From, To int }

// Allowance: who left more than OutAfter minutes after the end may come up to
// InLater minutes late on the next day of duty.
type Allowance struct{ OutAfter, InLater int }

// OvertimeMode says what makes overtime.
type OvertimeMode string

// The modes of overtime.
const (
	ApprovedAndPresent OvertimeMode = "approved_and_present" // what was approved, as far as the person was there
	Approved           OvertimeMode = "approved"             // what was approved
	Punched            OvertimeMode = "punched"              // staying is enough, no request
)

// Policy is what a group of people shares.
type Policy struct {
	DedupeMinutes int          // punches this close to a kept one are ignored
	Mode          OvertimeMode // what makes overtime
	OvertimeUnit  int          // overtime counts in whole units of so many minutes
	AgainMinutes  int          // a single in and out this close together are one punch, made twice
	DayStart      int          // minute at which a day without a shift begins, for punched overtime
	DayLimit      int          // overtime minutes a day beyond which a warning is given; 0 = none
}

// DefaultPolicy is what a new company starts with.
func DefaultPolicy() Policy {
	return Policy{DedupeMinutes: 2, Mode: ApprovedAndPresent, OvertimeUnit: 30, AgainMinutes: 15, DayStart: 240, DayLimit: 180}
}

// System is the working-time system of a person.
type System string

// The working-time systems of Chinese labour law.
const (
	Standard      System = "standard"      // 标准工时
	Comprehensive System = "comprehensive" // 综合工时: no rest-day rate, excess over the period
	Flexible      System = "flexible"      // 不定时: only statutory days, where the place asks for it
)

// Person is whose attendance is calculated.
type Person struct {
	ID          int64
	No          string
	Hired, Left calendar.Date // both days belong to the employment; zero = open
	System      System
}

// employed tells whether a date belongs to the employment.
func (p Person) employed(d calendar.Date) bool {
	return (p.Hired.IsZero() || d >= p.Hired) && (p.Left.IsZero() || d <= p.Left)
}

// Duty is one entry of the roster. Without a shift it is an explicit day of rest, or free.
type Duty struct {
	Date  calendar.Date
	Shift *Shift
	Rest  bool // a rest day by roster: work on it has the rest-day rate
}

// Status is what the person pressed on the clock; people press wrong keys, so it only
// decides between two choices that are equal otherwise.
type Status int8

// What a clock may say about a punch.
const (
	Unsaid Status = iota
	SaidIn
	SaidOut
)

// Punch is one reading of a clock.
type Punch struct {
	ID     int64
	At     Minute
	Sec    int
	Status Status
	Device string
}

// Leave is an approved absence.
type Leave struct {
	ID   int64
	Type string
	Span
	SkipsHolidays bool // not consumed on statutory days (annual leave)
}

// Trip is approved work elsewhere; it counts as attendance.
type Trip struct {
	ID   int64
	Type string
	Span
}

// Correction is an approved virtual punch, bound to one slot.
type Correction struct {
	ID      int64
	Date    calendar.Date // of the shift
	Segment int           // 1 …, counted through all shifts of the date
	Out     bool
	At      Minute
}

// Overtime is an approved request.
type Overtime struct {
	ID int64
	Span
	Bank bool // time off in lieu instead of pay
}

// Waiver takes the exceptions of a day back (免计), on somebody's responsibility.
type Waiver struct {
	ID   int64
	Date calendar.Date
}

// Input is everything that one person's results depend on. Duties and all intervals
// should reach one day beyond From and To on both sides.
type Input struct {
	Person      Person
	Calendar    *calendar.Table
	Policy      Policy
	Duties      []Duty
	Punches     []Punch
	Leaves      []Leave
	Trips       []Trip
	Corrections []Correction
	Overtime    []Overtime
	Waivers     []Waiver
	From, To    calendar.Date
	ReadUntil   Minute // all clocks are read up to here; 0 = everything is read
}
