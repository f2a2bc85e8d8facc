// Package rosterfile reads rosters from tables: the long form, one row a person and day
// (工号, 姓名, 日期, 班次代码, 备注), and the matrix, one row a person with a column a day
// (部门, 工号, 姓名, 岗位, 1 … 31). It only reads; which codes and people exist is the
// importer's affair.
package rosterfile

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/attendance/punchfile"
	"kontor/app/calendar"
)

// Entry is one cell of a roster.
type Entry struct {
	No, Name string
	Date     calendar.Date
	Code     string // as in the file; "" = no shift
	Rest     bool   // 休, 年, 调 and the like: an explicit day without a shift
	Note     string
	Line     int
}

// Fault is a row or cell that could not be read; Key is a text "attendance.fault.<Key>".
type Fault struct {
	Line       int
	Key, Found string
}

// Result is what a file holds.
type Result struct {
	Matrix  bool
	Entries []Entry
	Faults  []Fault
}

const maxEntries = 2_000_000

// restWords stand in a roster for a day without a shift.
var restWords = map[string]bool{
	"休": true, "休息": true, "年": true, "年休": true, "年假": true, "调": true, "调休": true, "假": true, "公休": true,
	"rest": true, "off": true, "r": true, "/": true, "-": true, "—": true,
}

// head are the columns that were found.
type head struct {
	no, name, date, code, note int
	days                       map[int]int // column → day of the month
	dates                      map[int]calendar.Date
}

// Read reads a table. month is the month of a matrix whose head has only day numbers,
// when the file itself names none. Errors: attendance.file.roster when neither form is
// found, or the error of the reader.
func Read(in punchfile.RowReader, month calendar.Date) (*Result, error) {
	r := &Result{}
	var h *head
	for {
		row, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if h == nil {
			if m, ok := monthOf(row); ok {
				month = m
			}
			h = headOf(row)
			if h != nil {
				r.Matrix = h.code < 0
			}
			continue
		}
		if len(r.Entries) > maxEntries {
			break
		}
		if r.Matrix {
			r.matrixRow(row, *h, month, in.Line())
		} else {
			r.longRow(row, *h, in.Line())
		}
	}
	if h == nil {
		return nil, app.E(app.Invalid, "attendance.file.roster")
	}
	return r, nil
}

func headOf(row []string) *head {
	h := head{no: -1, name: -1, date: -1, code: -1, note: -1, days: map[int]int{}, dates: map[int]calendar.Date{}}
	for i, c := range row {
		s := strings.ToLower(strings.TrimSpace(c))
		switch strings.TrimRight(s, "*") {
		case "工号", "员工号", "员工编号", "no", "no.", "number", "employee no", "employee no.", "employee":
			h.no = i
		case "姓名", "name":
			h.name = i
		case "日期", "date":
			h.date = i
		case "班次代码", "班次", "shift", "shift code", "code":
			h.code = i
		case "备注", "note", "remark":
			h.note = i
		default:
			n, err := strconv.Atoi(strings.TrimSuffix(s, "日"))
			if err == nil && n >= 1 && n <= 31 {
				h.days[i] = n
			} else if d, ok := punchfile.CellDate(s); ok {
				h.dates[i] = d
			}
		}
	}
	who := h.no >= 0 || h.name >= 0
	if who && h.date >= 0 && h.code >= 0 || who && len(h.days)+len(h.dates) >= 7 {
		if len(h.days)+len(h.dates) >= 7 {
			h.code = -1
		}
		return &h
	}
	return nil
}

func cell(row []string, i int) string {
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func number(row []string, i int) string {
	return strings.TrimSuffix(strings.Trim(cell(row, i), `'"`), ".0")
}

func (r *Result) longRow(row []string, h head, line int) {
	e := Entry{No: number(row, h.no), Name: cell(row, h.name), Note: cell(row, h.note), Line: line}
	if e.No == "" && e.Name == "" && cell(row, h.date) == "" && cell(row, h.code) == "" {
		return
	}
	if e.No == "" && e.Name == "" {
		r.Faults = append(r.Faults, Fault{line, "pin", ""})
		return
	}
	d, ok := punchfile.CellDate(cell(row, h.date))
	if !ok {
		r.Faults = append(r.Faults, Fault{line, "date", cell(row, h.date)})
		return
	}
	e.Date = d
	e.take(cell(row, h.code))
	r.Entries = append(r.Entries, e)
}

func (e *Entry) take(code string) {
	if restWords[strings.ToLower(code)] {
		e.Rest, e.Note = true, strings.TrimSpace(e.Note+" "+restNote(code))
		return
	}
	e.Code = code
}

// restNote keeps what kind of rest was meant, where it says more than rest.
func restNote(code string) string {
	switch code {
	case "年", "年休", "年假", "调", "调休", "假":
		return code
	}
	return ""
}

func (r *Result) matrixRow(row []string, h head, month calendar.Date, line int) {
	no, name := number(row, h.no), cell(row, h.name)
	if no == "" && name == "" {
		return
	}
	for i := range row {
		code := cell(row, i)
		day, isDay := h.days[i]
		d, isDate := h.dates[i]
		if code == "" || !isDay && !isDate {
			continue
		}
		if isDay {
			if month.IsZero() {
				r.Faults = append(r.Faults, Fault{line, "month", code})
				return
			}
			if day > month.MonthDays() {
				r.Faults = append(r.Faults, Fault{line, "date", strconv.Itoa(day)})
				continue
			}
			d = month.AddDays(day - 1)
		}
		e := Entry{No: no, Name: name, Date: d, Line: line}
		e.take(code)
		r.Entries = append(r.Entries, e)
	}
}

var monthForm = regexp.MustCompile(`(\d{4})\s?[-/.年]\s?(\d{1,2})\s?(?:月|$|[^\d])`)

// monthOf finds the month in a title such as "2026年3月排班表".
func monthOf(row []string) (calendar.Date, bool) {
	for _, c := range row {
		m := monthForm.FindStringSubmatch(strings.TrimSpace(c))
		if m == nil {
			continue
		}
		mo, _ := strconv.Atoi(m[2])
		if mo < 10 {
			m[2] = "0" + strconv.Itoa(mo)
		}
		if d, err := calendar.MonthOf(m[1] + "-" + m[2]); err == nil {
			return d, true
		}
	}
	return 0, false
}
