package importing

import (
	"bytes"
	"io"
)

// Cell is one value as it stands in the file.
type Cell struct {
	Text string
	Kind CellKind
}

// CellKind says what the file itself knows of a cell. CSV files know nothing: all Text.
type CellKind uint8

// The kinds of cell.
const (
	Text       CellKind = iota
	Number              // Text is a decimal number with a point, exact
	Date                // Text is YYYY-MM-DD, or YYYY-MM-DD HH:MM:SS when the cell has a time
	Flag                // Text is "1" or "0"
	Lost                // a number of more than 15 digits: the sheet kept only 15 of them
	ErrorValue          // an error value such as #N/A; Text names it
)

// Row is one row of a file. Its cells are valid until the next call of Next.
type Row struct {
	Line  int // as a spreadsheet numbers it, from 1
	Cells []Cell
}

// Empty tells whether no cell of the row holds anything.
func (r *Row) Empty() bool {
	for i := range r.Cells {
		if r.Cells[i].Text != "" {
			return false
		}
	}
	return true
}

// Rows reads a sheet from top to bottom.
type Rows interface {
	// Next fills row, using its memory again. It returns io.EOF behind the last row.
	Next(row *Row) error
	// Done is the share read so far, 0 to 1, for a progress bar.
	Done() float64
	Close() error
}

// Source is a file with one or more sheets. It can be opened again and again: once
// for the preview, once for the dry run, once for the import.
type Source interface {
	Info() Info
	Open(Layout) (Rows, error)
	Close() error
}

// Info is what the page shows of a file.
type Info struct {
	Name     string // without the folder
	Bytes    int64
	Format   string   // "csv", "xlsx", "sqlite" or "vcf"
	Sheets   []string // of a workbook, or the tables of a database, in order
	Detected Layout   // what was found by looking at the content
}

// Layout says how to read the file. The zero value of a field means: as detected.
type Layout struct {
	Encoding  string // "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "Big5", "Windows-1252"
	Delimiter rune   // ',' ';' '\t' '|'
	Sheet     string // of a workbook
}

// Reader opens a file of one format; see Formats.
type Reader func(name string, in io.ReaderAt, size int64, end func() error) (Source, error)

// Formats are the formats that can be read.
type Formats struct {
	Book Reader // .xlsx
	Text Reader // .csv and other text tables
}

// Open opens a file by its content, whatever its name says. When it cannot be read, end
// is called.
func (f Formats) Open(name string, in io.ReaderAt, size int64, end func() error) (Source, error) {
	head := make([]byte, 8)
	n, _ := in.ReadAt(head, 0)
	read := f.Text
	if bytes.HasPrefix(head[:n], []byte("PK")) || bytes.HasPrefix(head[:n], []byte("\xd0\xcf\x11\xe0")) {
		read = f.Book
	}
	src, err := read(name, in, size, end)
	if err != nil && end != nil {
		_ = end() // the reason why it cannot be read is what matters
	}
	return src, err
}
