package excel

import (
	"archive/zip"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"

	"kontor/app/entity"
	"kontor/app/exporting"
)

// What a sheet can hold.
const (
	sheetRows  = 1<<20 - 2 // between header and totals
	cellChars  = 32767
	sampleRows = 500 // widths are measured on the header and these
	cutsKept   = 100
)

// writer writes one table as a workbook, row by row; what does not fit on a sheet goes on
// the next one. excelize keeps the rows in a temporary file.
type writer struct {
	to    io.Writer
	head  exporting.Head
	file  *excelize.File
	look  styles
	limit int // rows of a sheet

	first  [][]entity.Value // the sample, until the sheet is begun
	stream *excelize.StreamWriter
	row    int // last row written on this sheet, the header being 1
	cells  []excelize.Cell
	row2   []any // pointers to cells, as excelize wants them
	done   exporting.Done
	closed bool
}

// NewWriter begins a workbook that Close writes to w.
func NewWriter(w io.Writer, h exporting.Head) (exporting.Writer, error) {
	return newWriter(w, h, sheetRows)
}

func newWriter(w io.Writer, h exporting.Head, limit int) (*writer, error) {
	if h.Zone == nil {
		h.Zone = time.UTC
	}
	x := &writer{to: w, head: h, file: excelize.NewFile(), limit: limit}
	// Straight to the file, not through the buffer that excelize would fill first, and
	// with a faster compressor.
	x.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return newZip(w) })
	x.cells = make([]excelize.Cell, len(h.Columns))
	x.row2 = make([]any, len(h.Columns))
	var err error
	x.look, err = newStyles(x.file, h.Columns)
	return x, err
}

func newZip(w io.Writer) *zip.Writer {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, 5) })
	return z
}

// Row writes one row.
func (x *writer) Row(cells []entity.Value) error {
	x.done.Rows++
	if x.stream == nil {
		x.first = append(x.first, append([]entity.Value(nil), cells...))
		if len(x.first) < min(sampleRows, x.limit) {
			return nil
		}
		return x.begin()
	}
	if x.row > x.limit {
		if err := x.next(); err != nil {
			return err
		}
	}
	return x.put(cells, x.look.body)
}

// Totals writes the last row, bold, below the range of the filter.
func (x *writer) Totals(cells []entity.Value) error {
	if x.stream == nil {
		if err := x.begin(); err != nil {
			return err
		}
	}
	return x.put(cells, x.look.total)
}

// begin starts the first sheet and writes the sample.
func (x *writer) begin() error {
	if err := x.sheet(); err != nil {
		return err
	}
	for _, cells := range x.first {
		if err := x.put(cells, x.look.body); err != nil {
			return err
		}
	}
	x.first = nil
	return nil
}

// next ends this sheet and starts another.
func (x *writer) next() error {
	if err := x.stream.Flush(); err != nil {
		return err
	}
	return x.sheet()
}

// sheet starts a sheet: name, size, comment, filter, widths, panes, header. excelize
// wants all of it before the first row.
func (x *writer) sheet() error {
	x.done.Sheets++
	name := sheetName(x.head.Name, x.done.Sheets)
	if x.done.Sheets == 1 {
		if err := x.file.SetSheetName("Sheet1", name); err != nil {
			return err
		}
	} else if _, err := x.file.NewSheet(name); err != nil {
		return err
	}
	rows := max(x.head.Rows-(x.done.Sheets-1)*x.limit, len(x.first), 1)
	if err := x.prepare(name, min(rows, x.limit)); err != nil {
		return err
	}
	stream, err := x.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	x.stream = stream
	for i, w := range widths(x.head, x.first) {
		if err := stream.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	x.row = 0
	titles := make([]entity.Value, len(x.head.Columns))
	for i, c := range x.head.Columns {
		titles[i] = entity.Str(c.Title)
	}
	return x.put(titles, x.look.header)
}

// prepare sets what must be known before the stream: the size (else other readers see
// one cell), the filter and the comment.
func (x *writer) prepare(name string, rows int) error {
	last, err := excelize.CoordinatesToCellName(max(1, len(x.head.Columns)), rows+1)
	if err != nil {
		return err
	}
	withTotals, err := excelize.CoordinatesToCellName(max(1, len(x.head.Columns)), rows+2)
	if err != nil {
		return err
	}
	if err := x.file.SetSheetDimension(name, "A1:"+withTotals); err != nil {
		return err
	}
	if err := x.file.AutoFilter(name, "A1:"+last, nil); err != nil {
		return err
	}
	if x.head.Note == "" {
		return nil
	}
	lines := strings.Count(x.head.Note, "\n") + 2
	return x.file.AddComment(name, excelize.Comment{
		Cell: "A1", Author: "Kontor", Text: x.head.Note,
		Width: 320, Height: uint(24 * lines),
	})
}

// put writes one row with a style for each column; style 0 is none.
func (x *writer) put(cells []entity.Value, style []int) error {
	x.row++
	for i := range x.cells {
		x.cells[i] = excelize.Cell{StyleID: style[i]}
		x.row2[i] = nil
		if i >= len(cells) || cells[i].IsNull() {
			if style[i] != 0 && x.look.isTotal(style) {
				x.row2[i] = &x.cells[i]
			}
			continue
		}
		x.cells[i].Value = x.value(i, cells[i])
		x.row2[i] = &x.cells[i]
	}
	at, err := excelize.CoordinatesToCellName(1, x.row)
	if err != nil {
		return err
	}
	return x.stream.SetRow(at, x.row2)
}

// value makes what excelize writes: numbers only where the sheet keeps them exact.
func (x *writer) value(i int, v entity.Value) any {
	col := x.head.Columns[i]
	if v.IsText() {
		if col.Form == exporting.Day && x.row > 1 {
			if t, err := time.Parse("2006-01-02", v.Text()); err == nil {
				if n, ok := serialOf(t); ok {
					return n
				}
			}
		}
		return x.text(i, v.Text())
	}
	n := v.Int()
	switch col.Form {
	case exporting.Moment:
		t := time.UnixMilli(n).In(x.head.Zone)
		wall := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
		if s, ok := serialOf(wall); ok {
			return s
		}
		return wall.Format("2006-01-02 15:04:05")
	case exporting.Decimal, exporting.Amount, exporting.Share:
		return number(n, col.Scale)
	}
	return number(n, 0)
}

// exact is the largest number a sheet keeps: 15 digits.
const exact = 999_999_999_999_999

// number is a float where 15 digits suffice, else the digits as a text.
func number(n int64, scale int) any {
	if n > exact || n < -exact {
		return exporting.Decimals(n, scale)
	}
	pow := 1.0
	for range scale {
		pow *= 10
	}
	return float64(n) / pow
}

// text shortens what a cell cannot hold and reports it; excelize would do so silently.
func (x *writer) text(i int, s string) string {
	if len(s) <= cellChars {
		return s
	}
	units, cut := 0, len(s)
	for at, r := range s {
		width := 1
		if r > 0xffff {
			width = 2
		}
		if units+width > cellChars {
			cut = min(cut, at)
		}
		units += width
	}
	if units <= cellChars {
		return s
	}
	if len(x.done.Cut) < cutsKept {
		x.done.Cut = append(x.done.Cut, exporting.Cut{Line: x.row, Column: x.head.Columns[i].Title, Length: utf8.RuneCountInString(s)})
	}
	return s[:cut]
}

// Close writes the workbook.
func (x *writer) Close() (exporting.Done, error) {
	if x.stream == nil {
		if err := x.begin(); err != nil {
			return x.done, err
		}
	}
	if err := x.stream.Flush(); err != nil {
		return x.done, err
	}
	err := x.file.Write(x.to)
	x.Abort()
	return x.done, err
}

// Abort removes the temporary files.
func (x *writer) Abort() {
	if !x.closed {
		x.closed = true
		_ = x.file.Close() // only removes temporary files; there is nobody to tell
	}
}
