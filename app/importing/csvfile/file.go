// Package csvfile reads text tables: comma, semicolon, tab or bar between the fields,
// in UTF-8, UTF-16, GBK/GB18030, Big5 or Windows-1252. It looks at the content to find
// out which. Memory does not grow with the file.
package csvfile

import (
	"io"

	"kontor/app"
	"kontor/app/importing"
)

// Caps against broken and hostile files, in bytes of the decoded text.
const (
	MaxField  = 1 << 20
	MaxRecord = 8 << 20
)

// File is a text table.
type File struct {
	name string
	in   io.ReaderAt
	size int64
	end  func() error
	seen importing.Layout
	skip int64 // bytes before the first record: byte order mark and a sep= line
}

// New looks at the content of in, which has size bytes. end, when not nil, is called by
// Close. Errors: import.csv_empty, import.csv_binary, or the error of in.
func New(name string, in io.ReaderAt, size int64, end func() error) (*File, error) {
	f := &File{name: name, in: in, size: size, end: end}
	if size == 0 {
		return nil, app.E(app.Invalid, "import.csv_empty")
	}
	if err := f.sniff(); err != nil {
		return nil, err
	}
	return f, nil
}

// Open is New as an importing.Reader.
func Open(name string, in io.ReaderAt, size int64, end func() error) (importing.Source, error) {
	f, err := New(name, in, size, end)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Info describes the file.
func (f *File) Info() importing.Info {
	return importing.Info{Name: f.name, Bytes: f.size, Format: "csv", Detected: f.seen}
}

// Close releases the file.
func (f *File) Close() error {
	if f.end == nil {
		return nil
	}
	return f.end()
}

// Open starts reading from the first record. Errors: import.csv_encoding for an
// encoding that is not known.
func (f *File) Open(l importing.Layout) (importing.Rows, error) {
	if l.Encoding == "" {
		l.Encoding = f.seen.Encoding
	}
	if l.Delimiter == 0 {
		l.Delimiter = f.seen.Delimiter
	}
	raw := &counter{in: io.NewSectionReader(f.in, f.skip, f.size-f.skip)}
	text, err := decode(raw, l.Encoding)
	if err != nil {
		return nil, err
	}
	return newReader(text, raw, l.Delimiter, f.size-f.skip), nil
}

// counter knows how much of the file has been read.
type counter struct {
	in io.Reader
	n  int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.n += int64(n)
	return n, err
}
