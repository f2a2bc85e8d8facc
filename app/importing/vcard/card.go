// Package vcard reads the cards that phones and mail programs export (vCard 2.1, 3.0, 4.0)
// as a table of one row a person, so that they go through the same steps as any list.
package vcard

import (
	"bufio"
	"encoding/base64"
	"io"
	"mime/quotedprintable"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"kontor/app"
	"kontor/app/importing"
)

// Caps against broken and hostile files, in bytes. Pictures inside a card are passed over,
// so that a line of theirs counts for nothing.
const (
	maxLine  = 1 << 20
	maxValue = 1 << 20
)

// head is the row of headers: words that the mapping of columns knows.
var head = []string{"company", "contact", "job title", "mobile", "phone", "email", "address", "website", "birthday", "remark"}

const (
	colCompany = iota
	colContact
	colTitle
	colMobile
	colPhone
	colMail
	colAddress
	colWeb
	colBirthday
	colRemark
)

// Magic tells whether the first bytes of a file are those of a card.
func Magic(head []byte) bool {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \r\n\t")
	return len(text) >= 11 && strings.EqualFold(text[:11], "BEGIN:VCARD")
}

// File is a file of cards.
type File struct {
	name string
	in   io.ReaderAt
	size int64
	end  func() error
}

// Open is an importing.Reader.
func Open(name string, in io.ReaderAt, size int64, end func() error) (importing.Source, error) {
	return &File{name, in, size, end}, nil
}

// Info describes the file.
func (f *File) Info() importing.Info {
	return importing.Info{Name: f.name, Bytes: f.size, Format: "vcf"}
}

// Close releases the file.
func (f *File) Close() error {
	if f.end == nil {
		return nil
	}
	return f.end()
}

// Open starts reading.
func (f *File) Open(importing.Layout) (importing.Rows, error) {
	in := io.NewSectionReader(f.in, 0, f.size)
	return &rows{size: f.size, in: bufio.NewReaderSize(in, 64<<10)}, nil
}

type rows struct {
	in   *bufio.Reader
	size int64
	read int64
	line int
	next string // a physical line read ahead
	more bool
}

func (r *rows) Close() error { return nil }

// Done is the share of the file that has been read.
func (r *rows) Done() float64 { return min(1, float64(r.read)/float64(max(1, r.size))) }

// Next gives the headers, then one card a row. Error: import.vcard_bad.
func (r *rows) Next(row *importing.Row) error {
	row.Cells = row.Cells[:0]
	r.line++
	row.Line = r.line
	if r.line == 1 {
		for _, h := range head {
			row.Cells = append(row.Cells, importing.Cell{Text: h})
		}
		return nil
	}
	for {
		p, err := r.property()
		if err != nil {
			return err
		}
		if p.name == "BEGIN" && strings.EqualFold(p.value, "VCARD") {
			break
		}
	}
	var c card
	for {
		p, err := r.property()
		if err == io.EOF || err == nil && p.name == "END" {
			break // the last card of a file that was cut off counts as far as it goes
		}
		if err != nil {
			return err
		}
		c.take(p)
	}
	for _, text := range c.cells() {
		row.Cells = append(row.Cells, importing.Cell{Text: text})
	}
	return nil
}

// physical reads one line of the file; what is longer than a line may be is cut off, as
// only pictures are.
func (r *rows) physical() (string, error) {
	var b strings.Builder
	for {
		part, err := r.in.ReadSlice('\n')
		r.read += int64(len(part))
		if b.Len()+len(part) <= maxLine {
			b.Write(part)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || b.Len() == 0 && len(part) == 0) {
			return "", err
		}
		return strings.TrimRight(b.String(), "\r\n"), nil
	}
}

func (r *rows) peek() (string, error) {
	if r.more {
		return r.next, nil
	}
	var err error
	r.next, err = r.physical()
	r.more = err == nil
	return r.next, err
}

// property reads one logical line: folded lines and soft line breaks put together.
func (r *rows) property() (property, error) {
	text, err := r.peek()
	if err != nil {
		return property{}, err
	}
	r.more = false
	if r.line == 2 {
		text = strings.TrimPrefix(text, "\ufeff")
	}
	p := split(text)
	soft := p.is("ENCODING", "QUOTED-PRINTABLE")
	value := []byte(p.value)
	for {
		next, err := r.peek()
		if err != nil {
			break
		}
		switch {
		case soft && len(value) > 0 && value[len(value)-1] == '=':
			value = append(value[:len(value)-1], next...)
		case next != "" && (next[0] == ' ' || next[0] == '\t'):
			value = append(value, next[1:]...)
		default:
			p.value = string(value)
			return p.decoded()
		}
		r.more = false
		if len(value) > maxValue {
			value, soft = value[:0], false // a picture
		}
	}
	p.value = string(value)
	return p.decoded()
}

// property is NAME;PARAM=VALUE:value.
type property struct {
	name   string
	params []string // "TYPE=CELL", in capitals
	value  string
}

func split(line string) property {
	quoted, colon := false, -1
	for i := 0; i < len(line) && colon < 0; i++ {
		switch line[i] {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				colon = i
			}
		}
	}
	if colon < 0 {
		return property{value: line}
	}
	parts := strings.Split(strings.ToUpper(line[:colon]), ";")
	name := parts[0]
	if _, after, ok := strings.Cut(name, "."); ok { // item1.TEL
		name = after
	}
	return property{name: strings.TrimSpace(name), params: parts[1:], value: line[colon+1:]}
}

// is tells whether a parameter has a value: vCard 2.1 writes the value alone.
func (p property) is(key, value string) bool {
	for _, x := range p.params {
		k, v, ok := strings.Cut(x, "=")
		if !ok {
			k, v = key, x
		}
		if k != key {
			continue
		}
		for _, one := range strings.Split(strings.Trim(v, `"`), ",") {
			if one == value {
				return true
			}
		}
	}
	return false
}

func (p property) param(key string) string {
	for _, x := range p.params {
		if v, ok := strings.CutPrefix(x, key+"="); ok {
			return strings.Trim(v, `"`)
		}
	}
	return ""
}

// decoded takes transfer encoding and charset off the value.
func (p property) decoded() (property, error) {
	switch {
	case p.is("ENCODING", "QUOTED-PRINTABLE"):
		if raw, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(p.value))); err == nil {
			p.value = string(raw)
		}
	case p.is("ENCODING", "BASE64"), p.is("ENCODING", "B"):
		raw, err := base64.StdEncoding.DecodeString(p.value)
		if p.name == "PHOTO" || p.name == "LOGO" || err != nil {
			raw = nil
		}
		p.value = string(raw)
	}
	if set := p.param("CHARSET"); set != "" && set != "UTF-8" {
		if e, err := htmlindex.Get(set); err == nil {
			if text, err := e.NewDecoder().String(p.value); err == nil {
				p.value = text
			}
		}
	}
	if !utf8.ValidString(p.value) { // what phones of this country wrote before UTF-8
		text, err := simplifiedchinese.GB18030.NewDecoder().String(p.value)
		if err != nil {
			return p, app.E(app.Invalid, "import.vcard_bad").Because(err)
		}
		p.value = text
	}
	return p, nil
}

// card collects what is wanted of one card; the first of several counts.
type card struct {
	full, formed string
	cell         [colRemark + 1]string
	extra        []string // further numbers, for the remark
}

func (c *card) put(i int, v string) {
	v = strings.TrimSpace(v)
	if c.cell[i] == "" {
		c.cell[i] = v
	} else if v != "" && v != c.cell[i] && (i == colMobile || i == colPhone || i == colMail) {
		c.extra = append(c.extra, v)
	}
}

func (c *card) take(p property) {
	switch p.name {
	case "FN":
		c.full = plain(p.value)
	case "N":
		c.formed = personName(parts(p.value))
	case "ORG":
		c.put(colCompany, first(parts(p.value)))
	case "TITLE":
		c.put(colTitle, plain(p.value))
	case "TEL":
		number := strings.TrimPrefix(plain(p.value), "tel:")
		switch {
		case p.is("TYPE", "FAX"):
		case p.is("TYPE", "CELL"), mobile(number):
			c.put(colMobile, number)
		default:
			c.put(colPhone, number)
		}
	case "EMAIL":
		c.put(colMail, plain(p.value))
	case "ADR":
		c.put(colAddress, address(parts(p.value)))
	case "URL":
		c.put(colWeb, plain(p.value))
	case "BDAY":
		c.put(colBirthday, day(p.value))
	case "NOTE":
		c.put(colRemark, plain(p.value))
	}
}

func (c *card) cells() []string {
	name := c.full
	if name == "" {
		name = c.formed
	}
	c.put(colContact, name)
	if c.cell[colCompany] == "" {
		c.cell[colCompany] = name
	}
	if len(c.extra) > 0 {
		c.cell[colRemark] = strings.TrimSpace(c.cell[colRemark] + "\n" + strings.Join(c.extra, ", "))
	}
	return c.cell[:]
}
