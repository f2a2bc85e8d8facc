package excel

import (
	"bytes"
	"io"

	"kontor/app"
	"kontor/app/importing"
)

// Limits of a sheet.
const (
	maxRow    = 1 << 20
	maxColumn = 1 << 14
)

// rows reads one sheet.
type rows struct {
	book *Book
	part io.ReadCloser
	took *counter
	size float64
	scan *scanner
	line int
	text []byte // value of the cell being read
	runs textRuns
}

type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}

// Open starts reading a sheet, the first one when the layout names none. Errors:
// import.xlsx_sheet when there is no such sheet, import.xlsx_bad, import.xlsx_size.
func (b *Book) Open(l importing.Layout) (importing.Rows, error) {
	at := 0
	if l.Sheet != "" {
		at = -1
		for i, s := range b.sheets {
			if s.name == l.Sheet {
				at = i
			}
		}
	}
	if at < 0 {
		return nil, app.E(app.Invalid, "import.xlsx_sheet", "name", l.Sheet)
	}
	f := b.parts[partName(b.sheets[at].part)]
	if f == nil {
		return nil, bad(errXML)
	}
	if err := b.loadStrings(); err != nil {
		return nil, err
	}
	part, err := f.Open()
	if err != nil {
		return nil, bad(err)
	}
	took := &counter{in: part}
	return &rows{book: b, part: part, took: took, size: float64(f.UncompressedSize64), scan: newScanner(took)}, nil
}

// Done is the share of the sheet that has been read.
func (r *rows) Done() float64 {
	if r.size == 0 {
		return 1
	}
	return min(1, float64(r.took.n)/r.size)
}

// Close ends reading.
func (r *rows) Close() error { return r.part.Close() }

// Next reads one row. Rows without cells and gaps between rows are passed over; Line
// says which row it is. Error: import.xlsx_bad.
func (r *rows) Next(row *importing.Row) error {
	for {
		_, t, err := r.scan.next()
		if err == io.EOF {
			return io.EOF
		}
		if err != nil {
			return bad(err)
		}
		if !t.is("row") || t.close {
			continue
		}
		r.line++
		if n := atoi(t.attr("r")); n > 0 {
			r.line = n
		}
		if r.line > maxRow {
			return bad(errCap)
		}
		row.Line, row.Cells = r.line, row.Cells[:0]
		if t.empty {
			continue
		}
		if err := r.cells(row); err != nil {
			return err
		}
		if len(row.Cells) > 0 {
			return nil
		}
	}
}

// cells reads up to </row>.
func (r *rows) cells(row *importing.Row) error {
	column := 0
	for {
		_, t, err := r.scan.next()
		if err != nil {
			return bad(err)
		}
		switch {
		case t.is("row") && t.close:
			return nil
		case !t.is("c") || t.close:
			continue
		}
		if n := columnOf(t.attr("r")); n > 0 {
			column = n - 1
		}
		column++
		if column > maxColumn {
			return bad(errCap)
		}
		if t.empty {
			continue
		}
		kind, style := cellType(t.attr("t")), atoi(t.attr("s"))
		if err := r.value(kind); err != nil {
			return err
		}
		c := r.cell(kind, style)
		if c.Text == "" {
			continue
		}
		for len(row.Cells) < column-1 {
			row.Cells = append(row.Cells, importing.Cell{})
		}
		if column <= len(row.Cells) {
			row.Cells[column-1] = c // a damaged file that goes back
			continue
		}
		row.Cells = append(row.Cells, c)
	}
}

type cellKind uint8

const (
	kindNumber cellKind = iota
	kindShared
	kindInline
	kindText // result of a formula
	kindFlag
	kindFault
	kindISO
)

func cellType(t []byte) cellKind {
	switch string(t) {
	case "s":
		return kindShared
	case "inlineStr":
		return kindInline
	case "str":
		return kindText
	case "b":
		return kindFlag
	case "e":
		return kindFault
	case "d":
		return kindISO
	}
	return kindNumber
}

// value collects the content of <v> or <is> up to </c>.
func (r *rows) value(kind cellKind) error {
	r.text = r.text[:0]
	r.runs.take()
	inValue := false
	for {
		text, t, err := r.scan.next()
		if err != nil {
			return bad(err)
		}
		switch {
		case t.cdata:
			r.text = append(r.text, text...)
		case text != nil:
			if inValue {
				r.text = unescape(r.text, text)
			}
		case t.is("v") || t.is("t"):
			inValue = !t.close && !t.empty
			if t.is("t") && t.close {
				r.runs.tag(t, r.text)
				r.text = r.text[:0]
			}
		case t.is("rPh"):
			r.runs.tag(t, nil)
		case t.is("c") && t.close:
			if kind == kindInline {
				r.text = append(r.text[:0], r.runs.text...)
			}
			return nil
		}
		if len(r.text) > maxText {
			return bad(errCap)
		}
	}
}

// cell makes the value that the user sees.
func (r *rows) cell(kind cellKind, style int) importing.Cell {
	raw := bytes.TrimSpace(r.text)
	switch kind {
	case kindShared:
		if i := atoi(raw); i >= 0 && i < len(r.book.strings) && len(raw) > 0 {
			return importing.Cell{Text: r.book.strings[i]}
		}
		return importing.Cell{}
	case kindInline, kindText:
		return importing.Cell{Text: undoX(string(r.text))}
	case kindFlag:
		return importing.Cell{Text: string(raw), Kind: importing.Flag}
	case kindFault:
		return importing.Cell{Text: string(raw), Kind: importing.ErrorValue}
	case kindISO:
		s := string(bytes.Replace(raw, []byte("T"), []byte(" "), 1))
		s, _, _ = cutFraction(s)
		return importing.Cell{Text: s, Kind: importing.Date}
	}
	if len(raw) == 0 {
		return importing.Cell{}
	}
	l := asNumber
	if style >= 0 && style < len(r.book.looks) {
		l = r.book.looks[style]
	}
	return numberCell(string(raw), l, r.book.is1904)
}

// cutFraction drops the fraction of a second and a Z from an ISO time.
func cutFraction(s string) (string, string, bool) {
	for i := range s {
		if s[i] == '.' || s[i] == 'Z' {
			return s[:i], s[i:], true
		}
	}
	return s, "", false
}

// columnOf reads the letters of a reference: AB12 → 28. 0 when there are none.
func columnOf(ref []byte) int {
	n := 0
	for _, c := range ref {
		switch {
		case c >= 'A' && c <= 'Z':
			n = n*26 + int(c-'A'+1)
		case c >= 'a' && c <= 'z':
			n = n*26 + int(c-'a'+1)
		default:
			return n
		}
		if n > maxColumn {
			return maxColumn + 1
		}
	}
	return n
}
