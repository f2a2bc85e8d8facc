package finance

import (
	"kontor/app/calendar"
	"kontor/app/money"
)

// The states of a receivable. They are derived from allocations and the day, never stored.
const (
	Waiting = "waiting" // nothing paid, due later
	DueNow  = "due"     // nothing paid, due today
	Partly  = "partly"  // something paid, not late
	Settled = "settled"
	Overdue = "overdue" // something open after its due day
	Voided  = "void"
)

// StateOf derives the state of a receivable on a day.
func StateOf(amount, settled money.Minor, dueOn, today calendar.Date, void bool) string {
	switch {
	case void:
		return Voided
	case settled >= amount:
		return Settled
	case !dueOn.IsZero() && dueOn < today:
		return Overdue
	case settled > 0:
		return Partly
	case dueOn == today:
		return DueNow
	}
	return Waiting
}
