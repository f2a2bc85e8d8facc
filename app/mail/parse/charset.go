package parse

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// unlabelled are labels that say nothing about the charset.
var unlabelled = map[string]bool{
	"": true, "us-ascii": true, "ascii": true, "ansi_x3.4-1968": true, "default": true, "default_charset": true,
	"unknown": true, "unknown-8bit": true, "x-unknown": true, "x-user-defined": true, "8bit": true, "7bit": true,
	"binary": true, "none": true, "null": true, "ansi": true,
}

// DecodeText turns bytes of the labelled charset into text. The label is only a
// claim: text that is no text in it is read in the charset it shows by its own
// bytes; then true is false. Invalid sequences become U+FFFD.
func DecodeText(b []byte, label string) (text string, true_ bool) {
	label = strings.ToLower(strings.Trim(strings.TrimSpace(label), `"'`))
	if i := strings.IndexByte(label, '*'); i > 0 { // RFC 2231 language suffix
		label = label[:i]
	}
	if label == "utf-7" || label == "unicode-1-1-utf-7" {
		return utf7(b), true
	}
	if unlabelled[label] {
		return sniffed(b), isASCII(b) || utf8.Valid(b)
	}
	enc := charsetOf(label)
	if enc == nil {
		return sniffed(b), isASCII(b)
	}
	if looksUTF8(b) && enc != unicode.UTF8 && !escaped(label) {
		return string(b), false // UTF-8 under a false name
	}
	if enc == unicode.UTF8 && !utf8.Valid(b) {
		if s := sniffed(b); !strings.ContainsRune(s, utf8.RuneError) {
			return s, false
		}
		return strings.ToValidUTF8(string(b), "\uFFFD"), true
	}
	s := decode(enc, b)
	if strings.ContainsRune(s, utf8.RuneError) {
		if t := sniffed(b); badness(t) < badness(s) {
			return t, false
		}
	}
	return s, true
}

func decode(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(out), "\uFFFD")
	}
	return strings.TrimPrefix(string(out), "\uFEFF")
}

func badness(s string) int { return strings.Count(s, "\uFFFD") }

// escaped charsets write other scripts in seven bits, so they always look like UTF-8.
func escaped(label string) bool {
	return strings.HasPrefix(label, "iso-2022") || strings.HasPrefix(label, "hz-gb") || strings.HasPrefix(label, "utf-16")
}

// charsetOf finds the decoder of a label; nil when nobody knows it. GB2312 and GBK are
// read as GB18030, their superset, because senders write characters beyond them.
func charsetOf(label string) encoding.Encoding {
	switch label {
	case "gb2312", "gb_2312-80", "gb2312-80", "gbk", "x-gbk", "cp936", "ms936", "windows-936", "gb18030", "euc-cn",
		"csgb2312", "chinese", "gb_2312", "gb18030-2000", "gb18030-2022", "cp54936", "936":
		return simplifiedchinese.GB18030
	case "hz-gb-2312", "hz", "hzgb2312":
		return simplifiedchinese.HZGB2312
	case "big5", "big5-hkscs", "big-5", "cp950", "windows-950", "x-x-big5", "x-big5":
		return traditionalchinese.Big5
	case "utf8", "utf-8", "utf_8", "cp65001", "utf-8-sig", "utf8mb4":
		return unicode.UTF8
	case "utf-16", "ucs-2", "utf16":
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case "cp932", "ms932", "windows-932", "sjis", "shift-jis":
		return japanese.ShiftJIS
	case "cp1252", "ansi-1252", "latin1", "latin-1", "iso8859-1", "8859_1":
		return charmap.Windows1252
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	if name, err := htmlindex.Name(enc); err == nil && name == "replacement" {
		return nil
	}
	return enc
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// looksUTF8 is true for valid UTF-8 with at least two characters of three or more
// bytes: text of another charset that is this by chance is not met in practice.
func looksUTF8(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	long := 0
	for _, c := range b {
		if c >= 0xE0 {
			long++
		}
	}
	return long >= 2
}

// utf7 reads RFC 2152 text; faults are kept as they stand.
func utf7(b []byte) string {
	var out strings.Builder
	s := string(b)
	for {
		i := strings.IndexByte(s, '+')
		if i < 0 {
			break
		}
		out.WriteString(s[:i])
		s = s[i+1:]
		j := 0
		for j < len(s) && base64Value(s[j]) >= 0 {
			j++
		}
		if j == 0 {
			s = strings.TrimPrefix(s, "-")
			out.WriteByte('+')
			continue
		}
		units := utf16BE(lenientBase64([]byte(s[:j])))
		out.WriteString(units)
		s = strings.TrimPrefix(s[j:], "-")
	}
	out.WriteString(s)
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

func utf16BE(b []byte) string {
	return decode(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), b[:len(b)&^1])
}
