package importing

import (
	"time"

	"kontor/app"
	"kontor/app/entity"
)

// Fate is what happens to a row.
type Fate uint8

// The fates. They add up to the rows read.
const (
	Created Fate = iota
	Updated
	Unchanged
	Skipped
	Failed
)

// Lock says why a field keeps its value although the file has another.
type Lock string

// The locks.
const (
	Open      Lock = ""
	NoRight   Lock = "right" // the person may not change this field
	FixedOnce Lock = "fixed" // may not be changed once it is set
)

// Change is one field of an updated record.
type Change struct {
	Field  string // key of the Target
	Before entity.Value
	After  entity.Value
	Was    string // of a reference: the names of the records
	Will   string
	Lock   Lock
}

// Outcome is a row that is created, updated or skipped.
type Outcome struct {
	Line    int
	ID      int64 // the record that is changed or stands in the way; 0 for a new one
	Title   string
	Owner   string     // of the record in the way
	Changes []Change   // of an update; the fields set of a new one
	Why     *app.Error // of a skipped row
}

// Fault is one reason why a row fails.
type Fault struct {
	Line  int
	Field string // key of the Target; "" for the whole row
	Text  string // what stands in the file
	Err   *app.Error
}

// Check is what the dry run found about one column.
type Check struct {
	Filled    int
	Faults    int
	Unknown   map[string]int // names that belong to nobody, and how often
	Spellings int            // ways in which dates are written
	Long      bool           // numbers of 18 digits, read as text
}

// How much a report keeps for showing.
const (
	keepOutcomes = 300
	keepFaults   = 10_000
	keepUnknown  = 50
	keepLines    = 500_000
)

// Report is the result of a dry run or of an import.
type Report struct {
	ImportID  int64
	Dry       bool
	Cancelled bool
	Rows      int
	Created   int
	Updated   int
	Unchanged int
	Skipped   int
	Failed    int
	Changes   int // fields of updated records
	Took      time.Duration

	NewOnes []Outcome // the first of each
	Updates []Outcome
	Skips   []Outcome
	Faults  []Fault
	Owners  map[string]int // whose records the skipped rows are
	Checks  []Check        // by column

	failed map[int][]*app.Error // every failed row, for the file of errors
}

// Sum is what the rows add up to; it equals Rows.
func (r *Report) Sum() int { return r.Created + r.Updated + r.Unchanged + r.Skipped + r.Failed }

func (r *Report) skip(o Outcome) {
	r.Skipped++
	if o.Owner != "" {
		if r.Owners == nil {
			r.Owners = map[string]int{}
		}
		r.Owners[o.Owner]++
	}
	if len(r.Skips) < keepOutcomes {
		r.Skips = append(r.Skips, o)
	}
}

// fail notes a failed row with its faults.
func (r *Report) fail(line int, faults []Fault) {
	r.Failed++
	if r.failed == nil {
		r.failed = map[int][]*app.Error{}
	}
	for _, f := range faults {
		if len(r.Faults) < keepFaults {
			r.Faults = append(r.Faults, f)
		}
		if len(r.failed) < keepLines {
			r.failed[line] = append(r.failed[line], f.Err)
		}
	}
}

// Reasons gives the reasons of a failed row, nil for others.
func (r *Report) Reasons(line int) []*app.Error { return r.failed[line] }
