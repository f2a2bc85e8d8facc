package punchfile

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"kontor/app/calendar"
)

// matrixReader reads the card matrix: a row of day numbers, and for every person a row
// that names them and below it the cells with their times, often glued together.
type matrixReader struct {
	in    RowReader
	first []numbered
	hints Hints
	r     *Result
	month calendar.Date // first day of the month
	from  calendar.Date // first day of the period, when the file names one
	days  map[int]int   // column → day of the month
	pin   string
	name  string
}

var (
	periodForm = regexp.MustCompile(`(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?`)
	monthForm  = regexp.MustCompile(`(\d{4})\s?[-/.年]\s?(\d{1,2})(?:月|$|[^\d])`)
	whoForm    = regexp.MustCompile(`(?i)(?:^|[\s,，;；(（])(考勤号码|登记号码|人员编号|员工编号|工号|编号|用户id|ac-no\.?|user id|id|no\.?)\s*[:：]?\s*([0-9A-Za-z]*)`)
	nameForm   = regexp.MustCompile(`(?i)(?:^|[\s,，;；(（])(姓名|name)\s*[:：]?\s*([^\s:：]*)`)
)

// isDayRow counts how many cells of a row are day numbers that go up one by one.
func isDayRow(row []string) int {
	best, run, last := 0, 0, 0
	for _, c := range row {
		n := number(strings.TrimSuffix(strings.TrimSpace(c), "日"))
		switch {
		case c == "":
			continue
		case n == last+1 && n <= 31 && last > 0, n == 1:
			if n == 1 {
				run = 0
			}
			run++
		case n > 0 && n <= 31 && last >= 28 && n < last: // a period from the 26th to the 25th
			run++
		default:
			run = 0
		}
		last = n
		best = max(best, run)
	}
	return best
}

func (m *matrixReader) read() error {
	for _, row := range m.first {
		m.row(row)
	}
	for {
		row, err := m.in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		m.row(numbered{m.in.Line(), row})
	}
}

func (m *matrixReader) row(row numbered) {
	if isDayRow(row.cells) >= 20 {
		m.takeDays(row.cells)
		return
	}
	m.takePeriod(row.cells)
	if m.takePerson(row.cells) || m.days == nil {
		return
	}
	if m.pin == "" && m.name == "" {
		return
	}
	m.takeTimes(row)
}

// takePeriod finds the month in a heading such as 考勤日期：2026-03-01～2026-03-31.
func (m *matrixReader) takePeriod(cells []string) {
	for _, c := range cells {
		if m.from == 0 {
			if p := periodForm.FindStringSubmatch(c); p != nil {
				if d, ok := dayFirst(false).date(p[0]); ok {
					m.from, m.month = d, d.MonthStart()
					return
				}
			}
		}
		if m.month == 0 {
			if p := monthForm.FindStringSubmatch(c); p != nil {
				y, _ := strconv.Atoi(p[1])
				mo, _ := strconv.Atoi(p[2])
				if d, ok := makeDate(y, mo, 1); ok {
					m.month = d
				}
			}
		}
	}
}

func (m *matrixReader) takeDays(cells []string) {
	m.days = map[int]int{}
	for i, c := range cells {
		if n := number(strings.TrimSuffix(strings.TrimSpace(c), "日")); n >= 1 && n <= 31 {
			m.days[i] = n
		}
	}
}

// takePerson reads the row that names a person; label and value may share a cell or
// stand in neighbouring ones.
func (m *matrixReader) takePerson(cells []string) bool {
	pin, name := "", ""
	for i, c := range cells {
		if strings.TrimSpace(c) == "" {
			continue
		}
		if n := nameForm.FindStringSubmatch(c); n != nil && name == "" {
			name = orNext(n[2], cells, i)
		}
		w := whoForm.FindStringSubmatch(c)
		if w != nil && pin == "" && (strings.HasPrefix(strings.TrimSpace(c), w[1]) || strings.Contains(c, ":") || strings.Contains(c, "：")) {
			pin = PIN(orNext(w[2], cells, i))
		}
	}
	if pin == "" && name == "" {
		return false
	}
	m.pin, m.name = pin, name
	return true
}

// orNext is the value in the label's own cell, else the next cell that holds something.
func orNext(own string, cells []string, i int) string {
	if own != "" {
		return own
	}
	for j := i + 1; j < len(cells) && j < i+4; j++ {
		if s := strings.TrimSpace(cells[j]); s != "" {
			if whoForm.MatchString(s) && strings.ContainsAny(s, ":：") {
				return ""
			}
			return s
		}
	}
	return ""
}

func (m *matrixReader) takeTimes(row numbered) {
	any := false
	for i, c := range row.cells {
		day, ok := m.days[i]
		if !ok {
			continue
		}
		found := cellTimes(c)
		if len(found) == 0 {
			continue
		}
		if !any {
			any = true
			m.r.Lines++
		}
		d, ok := m.date(day)
		if !ok {
			m.r.fault(row.n, "month", c)
			return
		}
		for _, sec := range found {
			m.r.Readings = append(m.r.Readings, Reading{PIN: m.pin, Name: m.name, Date: d, Second: sec, Status: None, Verify: -1, Line: row.n})
		}
	}
}

// date finds the month a day number belongs to; a period may begin on the 26th.
func (m *matrixReader) date(day int) (calendar.Date, bool) {
	month := m.month
	if month == 0 && m.hints.Year > 0 {
		month, _ = makeDate(m.hints.Year, m.hints.Month, 1)
	}
	if month == 0 {
		return 0, false
	}
	if m.from != 0 {
		if _, _, first := m.from.Parts(); day < first {
			month = month.AddMonths(1)
		}
	}
	if day > month.MonthDays() {
		return 0, false
	}
	return month.AddDays(day - 1), true
}
