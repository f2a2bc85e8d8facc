package exporting

import (
	"bufio"
	"io"
	"strconv"
	"strings"
	"time"

	"kontor/app/entity"
)

// NewCSV writes a text table: UTF-8 with a byte order mark, so that spreadsheets read
// Chinese right, commas, CRLF. Texts that a spreadsheet would take for a formula get a
// leading apostrophe, which an import removes again.
func NewCSV(w io.Writer, h Head) (Writer, error) {
	c := &csvWriter{out: bufio.NewWriterSize(w, 64<<10), head: h}
	_, _ = c.out.WriteString("\ufeff") // bufio keeps the error for Flush
	for i, col := range h.Columns {
		c.text(i, col.Title)
	}
	return c, c.endRow()
}

type csvWriter struct {
	out  *bufio.Writer
	head Head
	buf  []byte
	rows int
}

func (c *csvWriter) Row(cells []entity.Value) error {
	c.rows++
	return c.line(cells)
}

func (c *csvWriter) Totals(cells []entity.Value) error { return c.line(cells) }

func (c *csvWriter) line(cells []entity.Value) error {
	for i, v := range cells {
		if v.IsNull() || i >= len(c.head.Columns) {
			c.text(i, "")
			continue
		}
		if v.IsText() {
			c.text(i, v.Text())
			continue
		}
		c.number(i, c.head.Columns[i], v.Int())
	}
	return c.endRow()
}

func (c *csvWriter) number(i int, col Column, n int64) {
	c.buf = c.buf[:0]
	switch col.Form {
	case Decimal, Amount, Share:
		c.buf = decimals(c.buf, n, col.Scale)
	case Moment:
		zone := c.head.Zone
		if zone == nil {
			zone = time.UTC
		}
		c.buf = time.UnixMilli(n).In(zone).AppendFormat(c.buf, "2006-01-02 15:04:05")
	default:
		c.buf = strconv.AppendInt(c.buf, n, 10)
	}
	c.comma(i)
	_, _ = c.out.Write(c.buf)
}

func (c *csvWriter) text(i int, s string) {
	c.comma(i)
	s = strings.ReplaceAll(s, "\x00", "")
	guard := s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0
	if !guard && !strings.ContainsAny(s, ",\"\r\n") && !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ") {
		_, _ = c.out.WriteString(s)
		return
	}
	_ = c.out.WriteByte('"')
	if guard {
		_ = c.out.WriteByte('\'')
	}
	_, _ = c.out.WriteString(strings.ReplaceAll(s, `"`, `""`))
	_ = c.out.WriteByte('"')
}

func (c *csvWriter) comma(i int) {
	if i > 0 {
		_ = c.out.WriteByte(',')
	}
}

// endRow ends the line. bufio remembers the first error and gives it to every write.
func (c *csvWriter) endRow() error {
	_, err := c.out.WriteString("\r\n")
	return err
}

func (c *csvWriter) Close() (Done, error) {
	return Done{Rows: c.rows, Sheets: 1}, c.out.Flush()
}

func (c *csvWriter) Abort() {}
