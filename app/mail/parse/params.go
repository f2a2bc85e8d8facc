package parse

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// value is a structured header value: "text/plain" and its parameters, decoded.
type value struct {
	main   string
	params map[string]string
}

// parseValue reads Content-Type and Content-Disposition as leniently as they are
// written: unquoted blanks, missing quotes, RFC 2231 in any charset and in pieces,
// encoded words and raw bytes where none may stand.
func parseValue(raw []byte) value {
	v := value{params: map[string]string{}}
	main, rest, _ := bytes.Cut(raw, []byte{';'})
	v.main = strings.ToLower(strings.TrimSpace(string(main)))
	if i := strings.IndexAny(v.main, " \t,("); i > 0 {
		v.main = v.main[:i]
	}
	pieces := map[string][]piece{}
	for n := 0; len(rest) > 0 && n < 200; n++ {
		var name string
		var val []byte
		name, val, rest = nextParam(rest)
		if name == "" {
			continue
		}
		p := piece{raw: val}
		if strings.HasSuffix(name, "*") {
			p.extended, name = true, name[:len(name)-1]
		}
		if i := strings.LastIndexByte(name, '*'); i > 0 {
			if k, err := strconv.Atoi(name[i+1:]); err == nil && k >= 0 {
				p.pos, p.numbered, name = k, true, name[:i]
			}
		}
		pieces[name] = append(pieces[name], p)
	}
	for name, ps := range pieces {
		v.params[name] = joinPieces(ps)
	}
	return v
}

// piece is one written parameter: name, name*, name*0 or name*0*.
type piece struct {
	raw                []byte
	pos                int
	numbered, extended bool
}

// nextParam cuts one name=value off b. A quoted value ends at the last quote before
// the next ; when it is written wrongly, an unquoted one at the ;.
func nextParam(b []byte) (name string, val, rest []byte) {
	b = bytes.TrimLeft(b, " \t;")
	eq := bytes.IndexByte(b, '=')
	semi := bytes.IndexByte(b, ';')
	if eq < 0 || semi >= 0 && semi < eq {
		if semi < 0 {
			return "", nil, nil
		}
		return "", nil, b[semi+1:]
	}
	name = strings.ToLower(strings.TrimSpace(string(b[:eq])))
	b = bytes.TrimLeft(b[eq+1:], " \t")
	if len(b) == 0 || b[0] != '"' {
		if end := wordEnd(b); end > 0 {
			return name, b[:end], b[end:]
		}
		val, rest, _ = bytes.Cut(b, []byte{';'})
		return name, bytes.TrimSpace(val), rest
	}
	for i := 1; i < len(b); i++ {
		switch {
		case b[i] == '\\' && i+1 < len(b) && (b[i+1] == '"' || b[i+1] == '\\'):
			val = append(val, b[i+1])
			i++
		case b[i] == '"':
			return name, val, b[i+1:]
		default:
			val = append(val, b[i])
		}
	}
	return name, val, nil
}

// wordEnd gives the length of the encoded words at the start of b, which may hold a ;.
func wordEnd(b []byte) int {
	end := 0
	for bytes.HasPrefix(b[end:], []byte("=?")) {
		_, n := parseWord(b[end:])
		if n == 0 {
			break
		}
		end += n
		skip := len(b[end:]) - len(bytes.TrimLeft(b[end:], " \t"))
		if !bytes.HasPrefix(b[end+skip:], []byte("=?")) {
			break
		}
		end += skip
	}
	return end
}

// joinPieces makes the text of one parameter out of all the ways it is given: the
// extended form wins over the plain one when it can be read.
func joinPieces(ps []piece) string {
	var single, star []byte
	var parts []piece
	for _, p := range ps {
		switch {
		case p.numbered:
			parts = append(parts, p)
		case p.extended && star == nil:
			star = p.raw
		case !p.extended && single == nil:
			single = p.raw
		}
	}
	var wide string
	switch {
	case star != nil:
		charset, text := languageTag(star)
		wide, _ = DecodeText(unpercent(text), charset)
	case len(parts) > 0:
		wide = joinNumbered(parts)
	}
	if wide != "" && (single == nil || !strings.ContainsRune(wide, utf8.RuneError)) {
		return wide
	}
	return plainParam(single)
}

func joinNumbered(parts []piece) string {
	sort.SliceStable(parts, func(i, j int) bool { return parts[i].pos < parts[j].pos })
	charset, any := "", false
	var all, open []byte // open: extended pieces; a code may be cut between two of them
	for i, p := range parts {
		text := p.raw
		if !p.extended {
			all = append(append(all, unpercent(open)...), text...)
			open = nil
			continue
		}
		if i == 0 {
			charset, text = languageTag(text)
		}
		open, any = append(open, text...), true
	}
	all = append(all, unpercent(open)...)
	if any {
		s, _ := DecodeText(all, charset)
		return s
	}
	return plainParam(all)
}

// plainParam reads a value without RFC 2231: encoded words, raw bytes, or percent
// codes that are UTF-8, as web mailers write them.
func plainParam(b []byte) string {
	if bytes.IndexByte(b, '%') >= 0 && isASCII(b) {
		if u := unpercent(b); !isASCII(u) && utf8.Valid(u) {
			return string(u)
		}
	}
	return strings.TrimSpace(wordsOf(b))
}

// languageTag splits charset'language'text.
func languageTag(b []byte) (charset string, text []byte) {
	one := bytes.IndexByte(b, '\'')
	if one < 0 || one > 40 {
		return "", b
	}
	two := bytes.IndexByte(b[one+1:], '\'')
	if two < 0 {
		return "", b
	}
	return string(b[:one]), b[one+1+two+1:]
}

func unpercent(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '%' && i+2 < len(b) && hexValue(b[i+1]) >= 0 && hexValue(b[i+2]) >= 0 {
			out = append(out, byte(hexValue(b[i+1])<<4|hexValue(b[i+2])))
			i += 2
			continue
		}
		out = append(out, b[i])
	}
	return out
}
