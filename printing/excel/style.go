package excel

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"kontor/app/entity"
	"kontor/app/exporting"
)

// styles are the cell styles of each column.
type styles struct {
	header, body, total []int
}

func (s styles) isTotal(row []int) bool { return len(row) > 0 && &row[0] == &s.total[0] }

var formats = map[exporting.Form]string{
	exporting.Amount: "#,##0.00",
	exporting.Whole:  "0",
	exporting.Day:    "yyyy-mm-dd",
	exporting.Moment: "yyyy-mm-dd hh:mm",
	exporting.Share:  "0.00%",
}

func newStyles(f *excelize.File, columns []exporting.Column) (styles, error) {
	var s styles
	known := map[string]int{}
	make1 := func(code string, bold, right, line bool) (int, error) {
		k := code + strconv.FormatBool(bold) + strconv.FormatBool(right) + strconv.FormatBool(line)
		if id, ok := known[k]; ok {
			return id, nil
		}
		st := &excelize.Style{}
		if code != "" {
			st.CustomNumFmt = &code
		}
		if bold {
			st.Font = &excelize.Font{Bold: true}
		}
		if right {
			st.Alignment = &excelize.Alignment{Horizontal: "right"}
		}
		if line {
			st.Border = []excelize.Border{{Type: "top", Color: "808080", Style: 1}}
		}
		id, err := f.NewStyle(st)
		known[k] = id
		return id, err
	}
	for _, c := range columns {
		number := c.Form == exporting.Amount || c.Form == exporting.Decimal || c.Form == exporting.Whole || c.Form == exporting.Share
		code := formats[c.Form]
		if c.Form == exporting.Amount && c.Scale != 2 {
			code = "#,##0" + strings.TrimSuffix("."+strings.Repeat("0", c.Scale), ".")
		}
		head, err := make1("", true, number, false)
		if err != nil {
			return s, err
		}
		body := 0
		if code != "" {
			if body, err = make1(code, false, false, false); err != nil {
				return s, err
			}
		}
		total, err := make1(code, true, false, true)
		if err != nil {
			return s, err
		}
		s.header, s.body, s.total = append(s.header, head), append(s.body, body), append(s.total, total)
	}
	return s, nil
}

// sheetName makes a name that Excel allows: at most 31 UTF-16 units, none of []:*?/\,
// no apostrophe at the ends; a number behind those of further sheets.
func sheetName(view string, n int) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return '_'
		}
		return r
	}, view)
	clean = strings.Trim(strings.TrimSpace(clean), "'")
	if clean == "" || strings.EqualFold(clean, "history") {
		clean = "Kontor"
	}
	end := ""
	if n > 1 {
		end = " (" + strconv.Itoa(n) + ")"
	}
	for len(utf16.Encode([]rune(clean+end))) > 31 {
		r := []rune(clean)
		clean = string(r[:len(r)-1])
	}
	return clean + end
}

// Widths in characters of the default font.
const (
	minWidth  = 6
	maxWidth  = 60
	padding   = 2
	dayWidth  = 11
	timeWidth = 17
)

// widths measures header and sample: a Chinese character counts two. The header keeps
// room for the arrow of the filter.
func widths(h exporting.Head, sample [][]entity.Value) []float64 {
	out := make([]float64, len(h.Columns))
	for i, c := range h.Columns {
		w := textWidth(c.Title) + 3
		switch c.Form {
		case exporting.Day:
			w = max(w, dayWidth)
		case exporting.Moment:
			w = max(w, timeWidth)
		default:
			for _, row := range sample {
				if i < len(row) {
					w = max(w, cellWidth(c, row[i]))
				}
			}
		}
		out[i] = float64(min(maxWidth, max(minWidth, w+padding)))
	}
	return out
}

func cellWidth(c exporting.Column, v entity.Value) int {
	if v.IsText() {
		return textWidth(v.Text())
	}
	if v.IsNull() {
		return 0
	}
	digits := len(exporting.Decimals(v.Int(), c.Scale))
	if c.Form == exporting.Amount {
		digits += (digits - c.Scale - 2) / 3
	}
	return digits
}

func textWidth(s string) int {
	widest, w := 0, 0
	for _, r := range s {
		switch {
		case r == '\n':
			w = 0
		case r >= 0x1100:
			w += 2
		default:
			w++
		}
		widest = max(widest, w)
	}
	return widest
}
