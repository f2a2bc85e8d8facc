package punchfile

import (
	"regexp"
	"strconv"
	"strings"
)

// attlogLine: PIN, date and time, then up to seven columns, between tabs, bars or spaces.
var attlogLine = regexp.MustCompile(`^[\s|]*([0-9A-Za-z_-]{1,24})[\s|,]+(\d{4}[-/]\d{1,2}[-/]\d{1,2})[\sT|]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[\s|,]+(.*))?$`)

// looksLikeAttlog tells whether most of the first lines begin with a PIN and a moment.
func looksLikeAttlog(lines []line) bool {
	seen, fits := 0, 0
	for _, l := range lines {
		if comment(l.text) {
			continue
		}
		if seen++; attlogLine.MatchString(l.text) {
			fits++
		}
		if seen == 20 {
			break
		}
	}
	return fits > 0 && fits*2 >= seen
}

func comment(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), "#") }

// parseAttlog reads ZKTeco's export. named is the clock's number from the file name.
func parseAttlog(lines []line, named string) *Result {
	r := &Result{Format: Attlog, Device: named}
	var rest [][]string
	for _, l := range lines {
		if comment(l.text) {
			continue
		}
		r.Lines++
		m := attlogLine.FindStringSubmatch(l.text)
		if m == nil {
			r.fault(l.n, "line", l.text)
			continue
		}
		d, sec, ok := dayFirst(false).moment(m[2] + " " + m[3])
		if !ok {
			r.fault(l.n, "moment", m[2]+" "+m[3])
			continue
		}
		r.Readings = append(r.Readings, Reading{PIN: PIN(m[1]), Date: d, Second: sec, Status: None, Verify: -1, Line: l.n})
		rest = append(rest, strings.FieldsFunc(m[4], func(c rune) bool { return c == '\t' || c == ' ' || c == '|' || c == ',' }))
	}
	c := attlogColumns(rest, named)
	for i := range r.Readings {
		c.apply(&r.Readings[i], rest[i])
	}
	return r
}

// columns are the positions behind the moment; -1 = not there.
type columns struct{ device, status, verify int }

// attlogColumns finds out which column is which. 1_attlog.dat has device, status,
// verify, work code; older files verify, status, work code; the push protocol status,
// verify, work code. The status is the column that only ever holds 0 … 5 or 255.
func attlogColumns(rest [][]string, named string) columns {
	width, values := tally(rest)
	c := columns{-1, -1, -1}
	switch {
	case width == 0:
		return c
	case named != "" && len(values[0]) == 1 && values[0][named] > 0 && width >= 2:
		return columns{0, 1, at(2, width)}
	case width >= 4 && statusColumn(values[1]) && !(statusColumn(values[0]) && len(values[0]) > 1):
		return columns{0, 1, 2}
	case width >= 2 && statusColumn(values[1]) && !(statusColumn(values[0]) && values[0]["0"] > 0):
		return columns{-1, 1, 0}
	case statusColumn(values[0]):
		return columns{-1, 0, at(1, width)}
	}
	for i := range values {
		if statusColumn(values[i]) {
			c.status = i
			break
		}
	}
	return c
}

func at(i, width int) int {
	if i < width {
		return i
	}
	return -1
}

// tally counts the values of each column over the lines that have the usual width.
func tally(rest [][]string) (width int, values []map[string]int) {
	widths := map[int]int{}
	for _, f := range rest {
		widths[len(f)]++
	}
	for w, n := range widths {
		if n > widths[width] || n == widths[width] && w > width {
			width = w
		}
	}
	width = min(width, 8)
	values = make([]map[string]int, width)
	for i := range values {
		values[i] = map[string]int{}
	}
	for _, f := range rest {
		for i := 0; i < min(width, len(f)); i++ {
			if len(values[i]) < 50 {
				values[i][f[i]]++
			}
		}
	}
	return width, values
}

func statusColumn(values map[string]int) bool {
	for v := range values {
		if n, err := strconv.Atoi(v); err != nil || n != 255 && (n < 0 || n > 5) {
			return false
		}
	}
	return len(values) > 0
}

func (c columns) apply(r *Reading, f []string) {
	if c.device >= 0 && c.device < len(f) {
		r.Device = PIN(f[c.device])
	}
	if c.status >= 0 && c.status < len(f) {
		r.Status = statusOf(f[c.status])
	}
	if c.verify >= 0 && c.verify < len(f) {
		if n, err := strconv.Atoi(f[c.verify]); err == nil && n >= 0 && n < 1000 {
			r.Verify = n
		}
	}
}

// statusOf reads a state by number or by word.
func statusOf(s string) Status {
	s = strings.ToLower(strings.TrimSpace(s))
	if n, err := strconv.Atoi(s); err == nil {
		if n >= 0 && n <= 5 {
			return Status(n)
		}
		return None
	}
	for _, w := range []struct {
		word string
		st   Status
	}{
		{"加班签到", OvertimeIn},
		{"加班签退", OvertimeOut},
		{"overtime in", OvertimeIn},
		{"overtime out", OvertimeOut},
		{"break out", BreakOut},
		{"break in", BreakIn},
		{"外出返回", BreakIn},
		{"外出", BreakOut},
		{"签到", In},
		{"上班", In},
		{"进", In},
		{"签退", Out},
		{"下班", Out},
		{"出", Out},
		{"c/in", In},
		{"c/out", Out},
		{"check in", In},
		{"check out", Out},
		{"duty on", In},
		{"duty off", Out},
		{"in", In},
		{"out", Out},
	} {
		if s == w.word || strings.HasPrefix(s, w.word) && len(w.word) > 3 {
			return w.st
		}
	}
	return None
}
