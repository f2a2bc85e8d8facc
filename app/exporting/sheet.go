// Package exporting writes what a list shows into a file: the same columns, order and
// filter, the name of the view, the totals, and who took it out when. It reads only
// through listing plans, so rights and masks hold in files as in the window.
package exporting

import (
	"time"

	"kontor/app/entity"
)

// Form is how the cells of a column are written.
type Form uint8

// The forms. Cells are entity values: texts, whole numbers, or null.
const (
	Text    Form = iota // texts; numbers as digits
	Whole               // whole numbers
	Decimal             // numbers divided by 10^Scale
	Amount              // money: numbers divided by 10^Scale, shown #,##0.00
	Day                 // texts YYYY-MM-DD
	Moment              // Unix milliseconds
	Share               // numbers divided by 10^Scale, 1 being the whole; sheets show 90.00%
)

// Column is one column of a file.
type Column struct {
	Title string
	Form  Form
	Scale int // of Decimal, Amount and Share
}

// Head is what stands above the rows and around them.
type Head struct {
	Name    string // of the sheet: the view
	Note    string // company, view, time, person; a comment on the first cell
	Columns []Column
	Rows    int            // how many will come; an estimate will do
	Zone    *time.Location // in which moments are shown; nil is UTC
}

// Writer takes the rows of one table. After an error of Row or Totals only Abort is left.
type Writer interface {
	Row(cells []entity.Value) error
	Totals(cells []entity.Value) error // at most once, behind the last row
	Close() (Done, error)
	Abort() // gives up and removes temporary files; may be called after Close
}

// Done says what was written.
type Done struct {
	Rows   int
	Sheets int
	Cut    []Cut // texts that were longer than a cell of a sheet can hold, at most 100 of them
}

// Cut names a cell whose text was shortened.
type Cut struct {
	Line   int // row of the file, from 1
	Column string
	Length int // characters it had
}

// Decimals writes n / 10^scale exactly: 1234, 2 → 12.34.
func Decimals(n int64, scale int) string { return string(decimals(nil, n, scale)) }

// decimals appends Decimals to dst.
func decimals(dst []byte, n int64, scale int) []byte {
	u := uint64(n)
	if n < 0 {
		dst = append(dst, '-')
		u = -u
	}
	var digits [24]byte
	i := len(digits)
	for k := 0; u > 0 || k <= scale; k++ {
		if k == scale && scale > 0 {
			i--
			digits[i] = '.'
		}
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
	}
	return append(dst, digits[i:]...)
}
