package csvfile

import (
	"io"

	"kontor/app"
	"kontor/app/importing"
)

// reader splits decoded text into records. Quotes follow RFC 4180; a quote in the
// middle of an unquoted field is a plain character, as every spreadsheet reads it.
type reader struct {
	in    io.Reader
	raw   *counter // how much of the file was taken; nil while sniffing
	size  int64
	comma byte

	buf  []byte
	pos  int
	end  int
	err  error
	line int

	text []byte // decoded fields of the record, one behind the other
	ends []int
}

func newReader(in io.Reader, raw *counter, comma rune, size int64) *reader {
	return &reader{in: in, raw: raw, comma: byte(comma), size: size, buf: make([]byte, 64<<10)}
}

// Done is the share of the file that has been read.
func (r *reader) Done() float64 {
	if r.raw == nil || r.size == 0 {
		return 0
	}
	return float64(r.raw.n-int64(r.end-r.pos)) / float64(r.size)
}

// Close does nothing: the file belongs to File.
func (r *reader) Close() error { return nil }

func (r *reader) fill() bool {
	if r.err != nil {
		return false
	}
	r.pos, r.end = 0, 0
	for r.end == 0 && r.err == nil {
		r.end, r.err = r.in.Read(r.buf)
	}
	return r.end > 0
}

// Next reads one record. Errors: import.csv_field and import.csv_record when a cap is
// passed, which mostly means a quote that nobody closed; they name the line.
func (r *reader) Next(row *importing.Row) error {
	r.text, r.ends = r.text[:0], r.ends[:0]
	r.line++
	found, err := r.record()
	if err != nil {
		return err
	}
	if !found {
		if r.err != nil && r.err != io.EOF {
			return r.err
		}
		return io.EOF
	}
	row.Line = r.line
	row.Cells = row.Cells[:0]
	all, from := string(r.text), 0
	for _, to := range r.ends {
		row.Cells = append(row.Cells, importing.Cell{Text: all[from:to]})
		from = to
	}
	return nil
}

// The places a byte can stand in.
const (
	atStart = iota
	plain
	quoted
	afterQuote // a quote inside a quoted field: end of the field or half of ""
)

// record collects the fields of one record. It returns false at the end of the file.
func (r *reader) record() (bool, error) {
	state, field, any := atStart, 0, false
	for {
		if r.pos == r.end && !r.fill() {
			if any {
				r.ends = append(r.ends, len(r.text))
			}
			return any, nil
		}
		b := r.buf[r.pos]
		r.pos++
		any = true
		switch {
		case state != quoted && b == r.comma:
			if len(r.ends) == maxFields {
				return false, app.E(app.Invalid, "import.csv_record", "line", r.line)
			}
			r.ends = append(r.ends, len(r.text))
			state, field = atStart, len(r.text)
			continue
		case state != quoted && b == '\n':
			r.ends = append(r.ends, len(r.text))
			return true, nil
		case state != quoted && b == '\r':
			r.skipNewline()
			r.ends = append(r.ends, len(r.text))
			return true, nil
		}
		state = r.put(b, state)
		if len(r.text)-field > MaxField {
			return false, app.E(app.Invalid, "import.csv_field", "line", r.line)
		}
		if len(r.text) > MaxRecord {
			return false, app.E(app.Invalid, "import.csv_record", "line", r.line)
		}
	}
}

// maxFields of one record; a spreadsheet has at most 16,384 columns.
const maxFields = 1 << 15

// put adds one byte of a field and gives the state behind it.
func (r *reader) put(b byte, state int) int {
	switch {
	case b == '"' && state == atStart:
		return quoted
	case b == '"' && state == quoted:
		return afterQuote
	case b == '"' && state == afterQuote:
		r.text = append(r.text, '"')
		return quoted
	}
	if state == afterQuote {
		state = plain // "text"more: keep what follows the closing quote
	}
	switch {
	case b == '\r' && state == quoted:
		// a line break inside a field is \n however it was written
		r.skipNewline()
		r.text = append(r.text, '\n')
	case b >= ' ' && b != 0x7f || b == '\t' || b == '\n':
		r.text = append(r.text, b)
	}
	if state == atStart {
		if b <= ' ' {
			return atStart // a blank in front of a quote; also NUL and control characters
		}
		return plain
	}
	return state
}

// skipNewline drops the \n of \r\n.
func (r *reader) skipNewline() {
	if r.pos == r.end && !r.fill() {
		return
	}
	if r.buf[r.pos] == '\n' {
		r.pos++
	}
}
