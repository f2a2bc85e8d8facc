package calendar

import (
	"bufio"
	"errors"
	"io"
	"sort"
	"strconv"
	"strings"

	"kontor/app"
)

// maxCalendarLines bounds an imported calendar: twenty years of days.
const maxCalendarLines = 8000

// ReadCSV reads calendar rows `date,kind,name,statutory` (2026-02-14,M,春节调休,0). A head
// line is optional. Every fault is reported with its line; rows without fault are
// returned as well, so that a preview can show both. Errors: calendar.csv.line.
func ReadCSV(r io.Reader) ([]Day, []*app.Error) {
	var days []Day
	var faults []*app.Error
	seen := map[Date]int{}
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 4096), 1<<16)
	for line := 1; in.Scan(); line++ {
		if line > maxCalendarLines {
			return days, append(faults, app.E(app.Invalid, "calendar.csv.long", "line", line, "max", maxCalendarLines))
		}
		text := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff"))
		if text == "" || strings.HasPrefix(text, "#") || line == 1 && headLine(text) {
			continue
		}
		d, field := csvRow(text)
		if field != "" {
			faults = append(faults, app.E(app.Invalid, "calendar.csv.line", "line", line, "field", field, "found", text).At(field))
			continue
		}
		if first, twice := seen[d.Date]; twice {
			faults = append(faults, app.E(app.Invalid, "calendar.csv.twice", "line", line, "date", d.Date.String(), "first", first).At("date"))
			continue
		}
		seen[d.Date] = line
		days = append(days, d)
	}
	if err := in.Err(); err != nil {
		key := "calendar.csv.read"
		if errors.Is(err, bufio.ErrTooLong) {
			key = "calendar.csv.line_long"
		}
		faults = append(faults, app.E(app.Invalid, key).Because(err))
	}
	sort.Slice(days, func(i, j int) bool { return days[i].Date < days[j].Date })
	return days, faults
}

func headLine(text string) bool {
	first := strings.ToLower(strings.Trim(strings.SplitN(text, ",", 2)[0], ` "`))
	return first == "date" || first == "日期"
}

// csvRow reads one line; field names the first one at fault.
func csvRow(text string) (Day, string) {
	cells := strings.Split(strings.ReplaceAll(text, "，", ","), ",")
	for i := range cells {
		cells[i] = strings.Trim(strings.TrimSpace(cells[i]), `"`)
	}
	date, err := Parse(strings.ReplaceAll(cells[0], "/", "-"))
	if err != nil || date.IsZero() {
		return Day{}, "date"
	}
	d := Day{Date: date, Source: "import"}
	if len(cells) > 1 {
		d.Kind = DayKind(strings.ToUpper(cells[1]))
	}
	switch d.Kind {
	case Workday, Rest, Holiday, Makeup:
	default:
		return Day{}, "kind"
	}
	if len(cells) > 2 {
		d.Name = cells[2]
	}
	if len(cells) > 3 && cells[3] != "" {
		d.Statutory, err = strconv.ParseBool(cells[3])
		if err != nil {
			return Day{}, "statutory"
		}
	}
	if len(cells) > 4 || d.Statutory && d.Kind == Makeup {
		return Day{}, "statutory"
	}
	return d, ""
}

// WriteCSV writes rows as ReadCSV reads them.
func WriteCSV(w io.Writer, days []Day) error {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("date,kind,name,statutory\n")
	for _, d := range days {
		stat := "0"
		if d.Statutory {
			stat = "1"
		}
		_, _ = b.WriteString(d.Date.String() + "," + string(d.Kind) + "," + strings.ReplaceAll(d.Name, ",", "，") + "," + stat + "\n")
	}
	return b.Flush() // tells also what a write before it met
}
