package punchfile

import (
	"bytes"
	"path"
	"regexp"
	"strings"

	"kontor/app"
)

// RowReader gives the rows of a sheet as texts, io.EOF at the end. Line is the number
// of the row that was read last, as the spreadsheet shows it.
type RowReader interface {
	Next() ([]string, error)
	Line() int
}

// Hints help where a file does not say everything.
type Hints struct {
	Year, Month int    // of a card matrix without dates; 0 = unknown
	Device      string // when the file names none
}

// Parse reads a text or HTML file. Errors:
// attendance.file.big, .empty, .workbook (an .xlsx: read its rows with ParseRows),
// .old_workbook (a real .xls), .unknown.
func Parse(name string, data []byte, h Hints) (*Result, error) {
	switch {
	case len(data) > MaxBytes:
		return nil, app.E(app.Invalid, "attendance.file.big")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil, app.E(app.Invalid, "attendance.file.workbook")
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		return nil, app.E(app.Invalid, "attendance.file.old_workbook")
	}
	text, encoding := decode(data)
	if strings.TrimSpace(text) == "" {
		return nil, app.E(app.Invalid, "attendance.file.empty")
	}
	var r *Result
	var err error
	lines := splitLines(text)
	switch {
	case isHTML(text):
		r, err = ParseRows(htmlRows(text), h)
	case glogHeader(lines) >= 0:
		r = parseGlog(lines)
	case looksLikeAttlog(lines):
		r = parseAttlog(lines, deviceOfName(name))
	default:
		r, err = ParseRows(textRows(lines), h)
	}
	if err != nil {
		return nil, err
	}
	r.Encoding = encoding
	if r.Device == "" {
		r.Device = deviceOfName(name)
	}
	if r.Device == "" {
		r.Device = h.Device
	}
	for i := range r.Readings {
		if r.Readings[i].Device == "" {
			r.Readings[i].Device = r.Device
		}
	}
	return r, nil
}

// line is a line of a text file with its number.
type line struct {
	n    int
	text string
}

func splitLines(text string) []line {
	var out []line
	n := 0
	for len(text) > 0 && n < maxLines {
		n++
		end := strings.IndexAny(text, "\r\n")
		l := text
		if end >= 0 {
			l = text[:end]
			if text[end] == '\r' && end+1 < len(text) && text[end+1] == '\n' {
				end++
			}
			text = text[end+1:]
		} else {
			text = ""
		}
		l = strings.TrimRight(l, " \t\x00")
		if len(l) > maxLine {
			l = l[:maxLine]
		}
		if strings.TrimSpace(l) != "" {
			out = append(out, line{n, l})
		}
	}
	return out
}

var deviceName = regexp.MustCompile(`(?i)^(\d{1,9})_attlog|^[AG]GL_?(\d{1,9})|^[AG]LG_?(\d{1,9})`)

// deviceOfName takes the clock's number out of 1_attlog.dat or GLG_001.TXT.
func deviceOfName(name string) string {
	m := deviceName.FindStringSubmatch(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if m == nil {
		return ""
	}
	return PIN(m[1] + m[2] + m[3])
}
