package attendance

import (
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/entity"
)

// State of a request: leave, trip, correction or overtime. Only approved ones count.
type State string

// The states of a request.
const (
	Draft     State = "draft"
	Submitted State = "submitted"
	Approved  State = "approved"
	Refused   State = "refused"
	Withdrawn State = "withdrawn" // taken back after it was approved
)

var states = []State{Draft, Submitted, Approved, Refused, Withdrawn}

// Request is what leave, trips, corrections and overtime have in common.
type Request struct {
	EmployeeID int64
	State      State
	Reason     string
	Proof      string
	ApprovalID int64
}

func (r *Request) describe(e *entity.Fields) {
	e.Ref("employee_id", Employees, &r.EmployeeID).Found().Must().Printed()
	entity.Choice(e, "state", &r.State, states...).Computed().Else(entity.Str(string(Draft)))
	e.Text("reason", &r.Reason).Max(500)
	e.File("proof", &r.Proof)
	e.Ref("approval_id", "approval", &r.ApprovalID).Computed().Unlisted()
	e.Follows("employee_id")
}

// Leave is an absence that was asked for. ATT-13
type Leave struct {
	entity.Head
	Request
	Type    string
	FromAt  int64
	ToAt    int64
	Minutes int64 // of work it takes, by the roster of the day it was saved
}

// DescribeLeave gives a fresh description.
func DescribeLeave() *entity.Desc[Leave] {
	return entity.Describe(Leaves, "reason", func(l *Leave, e *entity.Fields) {
		l.Request.describe(e)
		var types []string
		for _, t := range rules.LeaveTypes() {
			types = append(types, t.Key)
		}
		entity.Choice(e, "type", &l.Type, types...).Must().Printed()
		e.Instant("from_at", &l.FromAt).Must().Printed()
		e.Instant("to_at", &l.ToAt).Must().Printed()
		e.Int("minutes", &l.Minutes).Computed()
	})
}

// Trip is work elsewhere: 出差, 外勤 or 公出. ATT-23
type Trip struct {
	entity.Head
	Request
	Type       string
	FromAt     int64
	ToAt       int64
	Place      string
	ActivityID int64 // the visit it belongs to
}

// DescribeTrip gives a fresh description.
func DescribeTrip() *entity.Desc[Trip] {
	return entity.Describe(Trips, "place", func(t *Trip, e *entity.Fields) {
		t.Request.describe(e)
		entity.Choice(e, "type", &t.Type, "trip", "field", "out").Must().Printed().Else(entity.Str("out"))
		e.Instant("from_at", &t.FromAt).Must().Printed()
		e.Instant("to_at", &t.ToAt).Must().Printed()
		e.Text("place", &t.Place).Max(200).Printed()
		e.Ref("activity_id", "activity", &t.ActivityID)
	})
}

// Correction kinds.
const (
	CorrectPunch = "punch" // 补卡: a virtual punch
	CorrectWaive = "waive" // 免计: the exceptions of the day are taken back
)

// Correction is a punch that was missed, or the waiver of a day. ATT-15
type Correction struct {
	entity.Head
	Request
	Kind    string
	On      calendar.Date // of the shift
	Segment int64
	Slot    string // in, out
	At      int64
}

// DescribeCorrection gives a fresh description.
func DescribeCorrection() *entity.Desc[Correction] {
	return entity.Describe(Corrections, "reason", func(c *Correction, e *entity.Fields) {
		c.Request.describe(e)
		entity.Choice(e, "kind", &c.Kind, CorrectPunch, CorrectWaive).Must().Else(entity.Str(CorrectPunch))
		e.Date("on_date", &c.On).Must().Printed()
		e.Int("segment", &c.Segment).Else(entity.Num(1))
		entity.Choice(e, "slot", &c.Slot, "in", "out")
		e.Instant("at", &c.At)
	})
}

// Overtime is work beyond the shift that was asked for.
type Overtime struct {
	entity.Head
	Request
	FromAt int64
	ToAt   int64
	Settle string // pay, bank
}

// DescribeOvertime gives a fresh description.
func DescribeOvertime() *entity.Desc[Overtime] {
	return entity.Describe(Overtimes, "reason", func(o *Overtime, e *entity.Fields) {
		o.Request.describe(e)
		e.Instant("from_at", &o.FromAt).Must().Printed()
		e.Instant("to_at", &o.ToAt).Must().Printed()
		entity.Choice(e, "settle", &o.Settle, "pay", "bank").Else(entity.Str("pay"))
	})
}
