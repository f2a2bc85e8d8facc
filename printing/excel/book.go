package excel

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"

	"kontor/app"
	"kontor/app/importing"
)

// Caps against zip bombs, in bytes when unpacked.
const (
	maxUnpacked = 2 << 30
	maxStrings  = 512 << 20 // the texts of all cells, which are kept in memory
	maxPart     = 64 << 20  // styles and other small parts
)

// Book is a workbook opened for reading.
type Book struct {
	name    string
	size    int64
	end     func() error
	parts   map[string]*zip.File // by lower-case path without leading /
	sheets  []sheetRef
	looks   []look // of each cell style
	strings []string
	read    bool // strings are there
	is1904  bool
}

type sheetRef struct{ name, part string }

// Open reads the outline of a workbook of size bytes. end, when not nil, is called by
// Close. Errors: import.xls_old for an old or encrypted workbook, import.xlsx_bad for
// something else or a damaged file, import.xlsx_size for one that unpacks beyond 2 GB.
func Open(name string, in io.ReaderAt, size int64, end func() error) (*Book, error) {
	head := make([]byte, 8)
	n, _ := in.ReadAt(head, 0)
	if bytes.HasPrefix(head[:n], []byte("\xd0\xcf\x11\xe0")) {
		return nil, app.E(app.Invalid, "import.xls_old")
	}
	z, err := zip.NewReader(in, size)
	if err != nil {
		return nil, bad(err)
	}
	b := &Book{name: name, size: size, end: end, parts: map[string]*zip.File{}}
	var total uint64
	for _, f := range z.File {
		if total += f.UncompressedSize64; f.UncompressedSize64 > maxUnpacked || total > maxUnpacked {
			return nil, app.E(app.Invalid, "import.xlsx_size", "gb", maxUnpacked>>30)
		}
		b.parts[partName(f.Name)] = f
	}
	if err := b.outline(); err != nil {
		return nil, err
	}
	return b, nil
}

// Read is Open as an importing.Reader.
func Read(name string, in io.ReaderAt, size int64, end func() error) (importing.Source, error) {
	b, err := Open(name, in, size, end)
	if err != nil {
		return nil, err
	}
	return b, nil
}

func bad(err error) error { return app.E(app.Invalid, "import.xlsx_bad").Because(err) }

func partName(s string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(s, `\`, "/")), "/")
}

// Info describes the workbook.
func (b *Book) Info() importing.Info {
	i := importing.Info{Name: b.name, Bytes: b.size, Format: "xlsx"}
	for _, s := range b.sheets {
		i.Sheets = append(i.Sheets, s.name)
	}
	i.Detected.Sheet = i.Sheets[0]
	return i
}

// Close releases the file.
func (b *Book) Close() error {
	if b.end == nil {
		return nil
	}
	return b.end()
}

// outline finds the sheets, the date system and the styles.
func (b *Book) outline() error {
	main := b.target("_rels/.rels", "", func(kind string) bool { return strings.HasSuffix(kind, "/officeDocument") })
	if main == "" {
		main = "xl/workbook.xml"
	}
	dir, file := path.Split(main)
	rels, err := b.relations(dir + "_rels/" + file + ".rels")
	if err != nil {
		return err
	}
	err = b.each(main, maxPart, func(t tagToken, _ []byte) error {
		switch {
		case t.close:
		case t.is("workbookPr"):
			v := t.text("date1904")
			b.is1904 = v == "1" || v == "true"
		case t.is("sheet"):
			r, ok := rels[t.text("id")]
			if ok && strings.HasSuffix(r.kind, "/worksheet") {
				b.sheets = append(b.sheets, sheetRef{t.text("name"), resolve(dir, r.target)})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if len(b.sheets) == 0 {
		return bad(errXML)
	}
	for _, r := range rels {
		if strings.HasSuffix(r.kind, "/styles") {
			return b.styles(resolve(dir, r.target))
		}
	}
	return nil
}

type relation struct{ kind, target string }

func (b *Book) relations(part string) (map[string]relation, error) {
	out := map[string]relation{}
	if b.parts[partName(part)] == nil {
		return nil, bad(errXML)
	}
	err := b.each(part, maxPart, func(t tagToken, _ []byte) error {
		if t.is("Relationship") && !t.close {
			out[t.text("Id")] = relation{t.text("Type"), t.text("Target")}
		}
		return nil
	})
	return out, err
}

// target finds the part of one kind in a relations part; "" when there is none.
func (b *Book) target(part, dir string, want func(kind string) bool) string {
	rels, err := b.relations(part)
	if err != nil {
		return ""
	}
	for _, r := range rels {
		if want(r.kind) {
			return resolve(dir, r.target)
		}
	}
	return ""
}

func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(dir, target)
}

// each calls fn for each tag of a part, with the text in front of it.
func (b *Book) each(part string, limit int64, fn func(t tagToken, before []byte) error) error {
	f := b.parts[partName(part)]
	if f == nil {
		return nil
	}
	r, err := f.Open()
	if err != nil {
		return bad(err)
	}
	defer r.Close()
	return walk(io.LimitReader(r, limit), fn)
}

// walk calls fn for each tag with the unescaped text between it and the tag before.
func walk(r io.Reader, fn func(t tagToken, before []byte) error) error {
	s := newScanner(r)
	var before []byte
	for {
		text, t, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return bad(err)
		}
		switch {
		case t.cdata:
			before = append(before, text...)
		case text != nil:
			before = unescape(before, text)
		case len(t.name) > 0:
			if err := fn(t, before); err != nil {
				return err
			}
			before = before[:0]
		}
		if len(before) > maxText {
			return bad(errCap)
		}
	}
}

// styles reads what each cell style does with a number.
func (b *Book) styles(part string) error {
	codes := map[string]string{}
	inside := false
	return b.each(part, maxPart, func(t tagToken, _ []byte) error {
		switch {
		case t.is("cellXfs"):
			inside = !t.close && !t.empty
		case t.is("numFmt") && !t.close:
			codes[t.text("numFmtId")] = t.text("formatCode")
		case t.is("xf") && inside && !t.close:
			id := t.text("numFmtId")
			b.looks = append(b.looks, lookOf(atoi([]byte(id)), codes[id]))
		}
		return nil
	})
}

// loadStrings reads the shared texts once.
func (b *Book) loadStrings() error {
	if b.read {
		return nil
	}
	part := "xl/sharedstrings.xml"
	if f := b.parts[part]; f != nil && f.UncompressedSize64 > maxStrings {
		return app.E(app.Invalid, "import.xlsx_size", "gb", maxUnpacked>>30)
	}
	var one textRuns
	err := b.each(part, maxStrings, func(t tagToken, before []byte) error {
		if t.is("si") {
			if t.close || t.empty {
				b.strings = append(b.strings, one.take())
			}
			return nil
		}
		one.tag(t, before)
		return nil
	})
	b.read = err == nil
	return err
}

// textRuns joins the runs of a rich text and leaves out the reading aid of phonetic runs.
type textRuns struct {
	text     []byte
	phonetic bool
}

func (r *textRuns) tag(t tagToken, before []byte) {
	switch {
	case t.is("rPh"):
		r.phonetic = !t.close && !t.empty
	case t.is("t") && t.close && !r.phonetic:
		r.text = append(r.text, before...)
	}
}

func (r *textRuns) take() string {
	s := undoX(string(r.text))
	r.text, r.phonetic = r.text[:0], false
	return s
}

// undoX resolves _x000D_ and the like, the form in which sheets store characters that
// XML does not allow.
func undoX(s string) string {
	i := strings.Index(s, "_x")
	if i < 0 {
		return s
	}
	var b strings.Builder
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		if r, ok := hex4(s); ok {
			b.WriteRune(r)
			s = s[7:]
		} else {
			b.WriteString("_x")
			s = s[2:]
		}
		i = strings.Index(s, "_x")
	}
	return b.String() + s
}

func hex4(s string) (rune, bool) {
	if len(s) < 7 || s[6] != '_' {
		return 0, false
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

func atoi(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<24 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
