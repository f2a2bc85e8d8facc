package excel

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// scanner splits XML into tags and texts. It knows just what workbooks contain: no
// entity declarations, no validation; name prefixes are dropped. It is many times
// faster than encoding/xml, and sheets are large.
type scanner struct {
	in   *bufio.Reader
	buf  []byte // the tag without < and >, or the text
	more []byte // joins pieces that are longer than the buffer of in
}

// Caps of one tag and of one text, in bytes. Excel's own limit is 32,767 characters.
const (
	maxTag  = 64 << 10
	maxText = 1 << 20
)

var (
	errXML  = errors.New("excel: malformed XML")
	errCap  = errors.New("excel: a tag or text is too long")
	cdataAt = []byte("![CDATA[")
)

func newScanner(r io.Reader) *scanner {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(3)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		b = bufio.NewReaderSize(transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), 64<<10)
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, _ = b.Discard(3) // it was peeked: it is there
	}
	return &scanner{in: b}
}

// next gives the next tag or text. The bytes are valid until the following call.
// A text of blanks between tags is given, too. io.EOF at the end.
func (s *scanner) next() (text []byte, tag tagToken, err error) {
	text, err = s.until('<', maxText)
	if err == nil && len(text) == 0 || err == io.EOF && len(text) == 0 {
		if err == io.EOF {
			return nil, tag, io.EOF
		}
		return s.tag()
	}
	if err == io.EOF {
		return text, tag, nil
	}
	if err != nil {
		return nil, tag, err
	}
	if err := s.in.UnreadByte(); err != nil {
		return nil, tag, err
	}
	return text, tag, nil
}

// until reads up to the delimiter and drops it.
func (s *scanner) until(delim byte, limit int) ([]byte, error) {
	s.more = s.more[:0]
	for {
		piece, err := s.in.ReadSlice(delim)
		if err == nil {
			piece = piece[:len(piece)-1]
		}
		if len(s.more)+len(piece) > limit {
			return nil, errCap
		}
		if err == bufio.ErrBufferFull {
			s.more = append(s.more, piece...)
			continue
		}
		if len(s.more) == 0 {
			return piece, err
		}
		s.more = append(s.more, piece...)
		return s.more, err
	}
}

// tag reads behind a <. Comments and instructions come back as tags without a name.
func (s *scanner) tag() ([]byte, tagToken, error) {
	s.buf = s.buf[:0]
	for {
		piece, err := s.until('>', maxText)
		if err == io.EOF {
			return nil, tagToken{}, errXML
		}
		if err != nil {
			return nil, tagToken{}, err
		}
		s.buf = append(s.buf, piece...)
		if len(s.buf) > maxTag && !bytes.HasPrefix(s.buf, cdataAt) && !bytes.HasPrefix(s.buf, []byte("!--")) || len(s.buf) > maxText {
			return nil, tagToken{}, errCap
		}
		if complete(s.buf) {
			break
		}
		s.buf = append(s.buf, '>')
	}
	if bytes.HasPrefix(s.buf, cdataAt) {
		raw := s.buf[len(cdataAt) : len(s.buf)-2]
		return raw, tagToken{cdata: true}, nil
	}
	return nil, parseTag(s.buf), nil
}

// complete tells whether the > just read ends the tag.
func complete(b []byte) bool {
	switch {
	case bytes.HasPrefix(b, []byte("!--")):
		return len(b) >= 5 && bytes.HasSuffix(b, []byte("--"))
	case bytes.HasPrefix(b, cdataAt):
		return bytes.HasSuffix(b, []byte("]]"))
	}
	var quote byte
	for _, c := range b {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote == 0
}

// tagToken is <name attrs>, </name> or <name attrs/>.
type tagToken struct {
	name  []byte // without prefix; empty for comments and instructions
	attrs []byte
	close bool // </name>
	empty bool // <name/>
	cdata bool // the text beside it must not be unescaped
}

func parseTag(b []byte) tagToken {
	var t tagToken
	if len(b) == 0 || b[0] == '!' || b[0] == '?' {
		return t
	}
	if b[0] == '/' {
		t.close, b = true, b[1:]
	}
	if n := len(b); n > 0 && b[n-1] == '/' {
		t.empty, b = true, b[:n-1]
	}
	end := bytes.IndexAny(b, " \t\r\n")
	if end < 0 {
		end = len(b)
	}
	t.name, t.attrs = local(b[:end]), b[end:]
	return t
}

func local(name []byte) []byte {
	if i := bytes.LastIndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// is compares the name.
func (t tagToken) is(name string) bool { return string(t.name) == name }

// attr finds an attribute by its name without prefix; nil when it is not there.
func (t tagToken) attr(name string) []byte {
	b := t.attrs
	for {
		b = bytes.TrimLeft(b, " \t\r\n")
		eq := bytes.IndexByte(b, '=')
		if eq < 0 {
			return nil
		}
		key := local(bytes.TrimRight(b[:eq], " \t\r\n"))
		b = bytes.TrimLeft(b[eq+1:], " \t\r\n")
		if len(b) == 0 || b[0] != '"' && b[0] != '\'' {
			return nil
		}
		end := bytes.IndexByte(b[1:], b[0])
		if end < 0 {
			return nil
		}
		if string(key) == name {
			return b[1 : 1+end]
		}
		b = b[2+end:]
	}
}

func (t tagToken) text(name string) string { return string(unescape(nil, t.attr(name))) }

// unescape appends s to dst with its entities resolved. Unknown ones stay as they are.
func unescape(dst, s []byte) []byte {
	for {
		i := bytes.IndexByte(s, '&')
		if i < 0 {
			return append(dst, s...)
		}
		dst, s = append(dst, s[:i]...), s[i:]
		end := bytes.IndexByte(s, ';')
		if end < 0 || end > 10 {
			dst, s = append(dst, '&'), s[1:]
			continue
		}
		if r, ok := entityOf(string(s[1:end])); ok {
			dst = utf8.AppendRune(dst, r)
		} else {
			dst = append(dst, s[:end+1]...)
		}
		s = s[end+1:]
	}
}

func entityOf(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	return rune(n), err == nil && n <= utf8.MaxRune
}
