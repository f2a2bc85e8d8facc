package attendance

import (
	"context"

	"kontor/app/calendar"
)

// Store answers what is not a list, and writes what is too much for one record at a time.
// Writing needs a transaction.
type Store interface {
	// AddPunches writes punches that are not there yet; what is the same in device, PIN and
	// instant is left out. Written ones get their id.
	AddPunches(ctx context.Context, list []*Punch) error
	// KnownPunches lists the punches of a device between two instants, both included.
	KnownPunches(ctx context.Context, device, from, to int64) (map[PunchKey]bool, error)
	// PunchesOf reads the punches of employees, not ignored, by time.
	PunchesOf(ctx context.Context, employees []int64, from, to int64) ([]Punch, error)
	// LinkPunches gives the punches of a PIN without an employee to one, as far as they lie
	// between two instants, and tells the first and last of them.
	LinkPunches(ctx context.Context, pin string, employee, from, to int64) (Linked, error)
	// UnknownPINs lists the numbers of punches without an employee.
	UnknownPINs(ctx context.Context) ([]UnknownPIN, error)

	// RostersOf reads the roster of employees, by employee, date and position.
	RostersOf(ctx context.Context, employees []int64, from, to calendar.Date) ([]Roster, error)

	// ResultsOf reads results by employee and date; without full, Detail stays empty.
	ResultsOf(ctx context.Context, q ResultQuery) ([]DayResult, error)
	// LieuLeft gives the minutes of time off in lieu that employees have earned and not
	// taken up to a date.
	LieuLeft(ctx context.Context, employees []int64, until calendar.Date) (map[int64]int, error)
	// PutResults writes results in place of those of the same employee and date. Locked
	// ones stay as they are.
	PutResults(ctx context.Context, list []DayResult) error
	// DropResults removes unlocked results of an employee between two dates that lie
	// outside of the employment.
	DropResults(ctx context.Context, d Dropped) error
	// LockResults locks or unlocks all results between two dates.
	LockResults(ctx context.Context, from, to calendar.Date, locked bool) error

	// MarkDirty notes days to compute again; DirtyDays reads up to n of them, in order;
	// ClearDirty removes them.
	MarkDirty(ctx context.Context, list []Dirty) error
	DirtyDays(ctx context.Context, n int) ([]Dirty, error)
	ClearDirty(ctx context.Context, ids []int64) error
}

// PunchKey is what makes a punch one and the same within a device.
type PunchKey struct {
	PIN string
	At  int64
}

// Linked is what LinkPunches found.
type Linked struct {
	Count       int64
	First, Last int64
}

// UnknownPIN is a number that belongs to nobody yet.
type UnknownPIN struct {
	PIN         string
	DeviceID    int64
	Count       int64
	First, Last int64
}

// ResultQuery asks for results.
type ResultQuery struct {
	Employees []int64 // nil: of everybody
	From, To  calendar.Date
	Full      bool
}

// Dropped names days of an employee outside of Hired … Left.
type Dropped struct {
	Employee    int64
	From, To    calendar.Date
	Hired, Left calendar.Date
}

// Dirty is a stretch of days of an employee that has to be computed again.
type Dirty struct {
	ID         int64
	EmployeeID int64
	From, To   calendar.Date
	Cause      string
}
