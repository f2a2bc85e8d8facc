// Package punchfile reads what time clocks give out: attlog.dat of ZKTeco in its
// variants, AGL and GLG text files, and tables (one row a punch, one row a day, or the
// card matrix with a block per person) from spreadsheets, CSV and HTML named .xls, in
// UTF-8, UTF-16 and GBK. It only reads; what is new or known is the importer's affair.
package punchfile

import (
	"fmt"

	"kontor/app/calendar"
)

// Caps against broken and hostile files.
const (
	MaxBytes  = 64 << 20
	maxLines  = 2_000_000
	maxLine   = 64 << 10
	maxFaults = 1000
	maxCells  = 400
)

// Format is the kind of file that was recognised; its name is a text "attendance.format.<Format>".
type Format string

// The formats.
const (
	Attlog Format = "attlog" // PIN, time, then device, status, verify … in some order
	Glog   Format = "glog"   // AGL_001.TXT, GLG_001.TXT: with a header
	List   Format = "list"   // a table, one row a punch
	PerDay Format = "day"    // a table, one row a person and day
	Matrix Format = "matrix" // a block a person, a column a day
)

// Status is what was pressed on the clock.
type Status int8

// The states a clock knows, as ZKTeco numbers them.
const (
	In          Status = 0
	Out         Status = 1
	BreakOut    Status = 2
	BreakIn     Status = 3
	OvertimeIn  Status = 4
	OvertimeOut Status = 5
	None        Status = -1
)

// Reading is one punch as the file gives it.
type Reading struct {
	PIN    string // without leading zeros; "" when the file only has a name
	Name   string
	Device string // as the file says, or ""
	Date   calendar.Date
	Second int // of the day, 0 … 86399
	Status Status
	Verify int // as the clock numbers it; -1 = not said
	Line   int
}

// Minute is the minute of the day.
func (r Reading) Minute() int { return r.Second / 60 }

// String is for tests and logs without personal data.
func (r Reading) String() string {
	return fmt.Sprintf("%s %s %02d:%02d:%02d dev=%s st=%d v=%d", r.PIN, r.Date, r.Second/3600, r.Second/60%60, r.Second%60, r.Device, r.Status, r.Verify)
}

// Fault is a line that could not be read. Key is a text "attendance.fault.<Key>".
type Fault struct {
	Line  int
	Key   string
	Found string
}

// Result is what a file holds.
type Result struct {
	Format   Format
	Encoding string // "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"; "" for spreadsheets
	Device   string // the clock, as far as the name of the file tells
	Lines    int    // lines that hold something, without header and comments
	Readings []Reading
	Faults   []Fault
	More     int // faults beyond those listed
}

func (r *Result) fault(line int, key, found string) {
	if len(r.Faults) >= maxFaults {
		r.More++
		return
	}
	if f := []rune(found); len(f) > 80 {
		found = string(f[:80]) + "…"
	}
	r.Faults = append(r.Faults, Fault{line, key, found})
}
