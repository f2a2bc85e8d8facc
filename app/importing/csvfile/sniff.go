package csvfile

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"kontor/app"
	"kontor/app/importing"
)

// The encodings by the names of the page.
const (
	UTF8    = "UTF-8"
	GB18030 = "GB18030"
	UTF16LE = "UTF-16LE"
	UTF16BE = "UTF-16BE"
	Big5    = "Big5"
	Latin   = "Windows-1252"
)

// Encodings lists what a user may choose, in the order of the list.
func Encodings() []string { return []string{UTF8, GB18030, UTF16LE, UTF16BE, Big5, Latin} }

var codings = map[string]encoding.Encoding{
	GB18030: simplifiedchinese.GB18030,
	UTF16LE: unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	UTF16BE: unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	Big5:    traditionalchinese.Big5,
	Latin:   charmap.Windows1252,
}

func decode(r io.Reader, name string) (io.Reader, error) {
	if name == UTF8 {
		return r, nil
	}
	e, ok := codings[name]
	if !ok {
		return nil, app.E(app.Invalid, "import.csv_encoding", "name", name)
	}
	return transform.NewReader(r, e.NewDecoder()), nil
}

const headSize = 64 << 10

// sniff finds encoding, delimiter and where the records begin.
func (f *File) sniff() error {
	head := make([]byte, min(headSize, f.size))
	if _, err := f.in.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
		return app.E(app.Invalid, "import.csv_binary")
	}
	if err := f.sniffEncoding(head); err != nil {
		return err
	}
	start := min(int(f.skip), len(head))
	text, err := decode(bytes.NewReader(head[start:]), f.seen.Encoding)
	if err != nil {
		return err
	}
	sample, _ := io.ReadAll(text) // a character cut off at the end of the sample does not matter
	if !f.sepLine(string(sample)) {
		f.seen.Delimiter = bestDelimiter(sample, len(head) == int(f.size))
	}
	return nil
}

func (f *File) sniffEncoding(head []byte) error {
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		f.seen.Encoding, f.skip = UTF8, 3
		return nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		f.seen.Encoding, f.skip = UTF16LE, 2
		return nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		f.seen.Encoding, f.skip = UTF16BE, 2
		return nil
	}
	if enc := bareUTF16(head); enc != "" {
		f.seen.Encoding = enc
		return nil
	}
	good, bad, err := countUTF8(io.NewSectionReader(f.in, 0, f.size))
	if err != nil {
		return err
	}
	// One damaged character in a long file does not make it a Chinese one.
	f.seen.Encoding = GB18030
	if bad == 0 || good > 200*bad {
		f.seen.Encoding = UTF8
	}
	return nil
}

// bareUTF16 recognises UTF-16 without a byte order mark by the zero bytes of its
// commas, line ends and digits.
func bareUTF16(head []byte) string {
	even, odd := 0, 0
	for i, b := range head {
		if b != 0 {
			continue
		}
		if i%2 == 0 {
			even++
		} else {
			odd++
		}
	}
	few := len(head)/16 + 2
	switch {
	case odd > few && odd > 10*even:
		return UTF16LE
	case even > few && even > 10*odd:
		return UTF16BE
	}
	return ""
}

// countUTF8 counts whole multi-byte characters and stray bytes.
func countUTF8(r io.Reader) (good, bad int, err error) {
	buf := make([]byte, 256<<10)
	kept := 0
	for {
		n, err := io.ReadFull(r, buf[kept:])
		n += kept
		last := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !last {
			return 0, 0, err
		}
		i := 0
		for i < n {
			if buf[i] < utf8.RuneSelf {
				i++
				continue
			}
			if !last && n-i < utf8.UTFMax && !utf8.FullRune(buf[i:n]) {
				break
			}
			c, size := utf8.DecodeRune(buf[i:n])
			if c == utf8.RuneError && size == 1 {
				bad++
			} else {
				good++
			}
			i += size
		}
		if last {
			return good, bad, nil
		}
		kept = copy(buf, buf[i:n])
	}
}

// sepLine obeys the line "sep=;" that Excel writes and understands.
func (f *File) sepLine(sample string) bool {
	line, _, ok := strings.Cut(sample, "\n")
	d := strings.TrimRight(line, "\r")
	if !ok || len(d) != 5 || !strings.EqualFold(d[:4], "sep=") {
		return false
	}
	f.seen.Delimiter = rune(d[4])
	width := int64(1)
	if strings.HasPrefix(f.seen.Encoding, "UTF-16") {
		width = 2
	}
	f.skip += int64(len(line)+1) * width
	return true
}

// bestDelimiter reads the first records with each delimiter and takes the one that
// gives the most columns in the most records.
func bestDelimiter(sample []byte, whole bool) rune {
	best, bestScore := ',', 0
	for _, d := range []rune{',', ';', '\t', '|'} {
		if s := score(sample, d, whole); s > bestScore {
			best, bestScore = d, s
		}
	}
	return best
}

func score(sample []byte, d rune, whole bool) int {
	r := newReader(bufio.NewReader(bytes.NewReader(sample)), nil, d, int64(len(sample)))
	counts := map[int]int{}
	var row importing.Row
	var widths []int
	for len(widths) < 50 && r.Next(&row) == nil {
		widths = append(widths, len(row.Cells))
	}
	if !whole && len(widths) > 1 {
		widths = widths[:len(widths)-1] // the last record may be cut off
	}
	top, width := 0, 1
	for _, w := range widths {
		counts[w]++
		if w > 1 && (counts[w] > top || counts[w] == top && w > width) {
			top, width = counts[w], w
		}
	}
	return top * top * (width - 1)
}
