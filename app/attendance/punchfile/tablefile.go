package punchfile

import (
	"errors"
	"io"

	"kontor/app"
)

// ParseRows reads a table: rows of a spreadsheet, of a CSV file, of a page named .xls.
// Errors: attendance.file.unknown when no column names and no card matrix are found,
// or the error of the reader.
func ParseRows(in RowReader, h Hints) (*Result, error) {
	var head []numbered // rows before the header was found
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		own := append([]string(nil), row...)
		if cols, ok := headerOf(own); ok {
			return parseList(in, cols, h)
		}
		head = append(head, numbered{in.Line(), own})
		if len(head) > 60 || isDayRow(own) >= 20 {
			break
		}
	}
	m := &matrixReader{in: in, first: head, hints: h, r: &Result{Format: Matrix, Device: h.Device}}
	if err := m.read(); err != nil {
		return nil, err
	}
	if m.days == nil {
		return nil, app.E(app.Invalid, "attendance.file.unknown")
	}
	return m.r, nil
}

type numbered struct {
	n     int
	cells []string
}

// parseList reads rows under a header: one a punch, or one a day with several times.
func parseList(in RowReader, h header, hints Hints) (*Result, error) {
	r := &Result{Format: List, Device: hints.Device}
	if h.moment < 0 {
		r.Format = PerDay
	}
	var rows []numbered
	var samples []string
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if blank(row) || len(rows) >= maxLines {
			continue
		}
		rows = append(rows, numbered{in.Line(), append([]string(nil), row...)})
		if len(samples) < 5000 {
			samples = append(samples, cell(row, max(h.moment, h.date)))
		}
	}
	df := guessDayFirst(samples)
	for _, row := range rows {
		if again, ok := headerOf(row.cells); ok && again.pin == h.pin { // the header again, on a new page
			continue
		}
		r.Lines++
		r.readRow(row, h, df)
	}
	return r, nil
}

func blank(row []string) bool {
	for _, c := range row {
		if c != "" {
			return false
		}
	}
	return true
}

// readRow takes the punches out of one row.
func (r *Result) readRow(row numbered, h header, df dayFirst) {
	base := Reading{
		PIN: PIN(cell(row.cells, h.pin)), Name: cell(row.cells, h.name), Device: cell(row.cells, h.device),
		Status: statusOf(cell(row.cells, h.status)), Verify: -1, Line: row.n,
	}
	if base.PIN == "" && base.Name == "" {
		r.fault(row.n, "pin", "")
		return
	}
	if h.moment >= 0 {
		d, sec, ok := df.moment(cell(row.cells, h.moment))
		if !ok {
			r.fault(row.n, "moment", cell(row.cells, h.moment))
			return
		}
		base.Date, base.Second = d, sec
		r.Readings = append(r.Readings, base)
		return
	}
	d, ok := df.cellDate(cell(row.cells, h.date))
	if !ok {
		r.fault(row.n, "date", cell(row.cells, h.date))
		return
	}
	base.Date = d
	for _, c := range h.times {
		text := cell(row.cells, c)
		found := cellTimes(text)
		if len(found) == 0 && text != "" && text != "-" && text != "--" {
			r.fault(row.n, "time", text)
		}
		for _, sec := range found {
			base.Second = sec
			r.Readings = append(r.Readings, base)
		}
	}
}
