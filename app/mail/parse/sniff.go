package parse

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// sniffed reads bytes of unknown charset: byte order mark, UTF-8, ISO-2022-JP escapes,
// then GB18030 or Big5 by the share of their common characters, then a western page.
func sniffed(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return strings.ToValidUTF8(string(b[3:]), "\uFFFD")
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return decode(unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), b)
	case isASCII(b):
		if bytes.Contains(b, []byte("\x1b$B")) || bytes.Contains(b, []byte("\x1b$@")) {
			return decode(japanese.ISO2022JP, b)
		}
		return string(b)
	case utf8.Valid(b):
		return string(b)
	}
	if nearlyUTF8(b) {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return decode(guess(b), b)
}

// nearlyUTF8 is UTF-8 with a few broken places, as where a line was cut inside a character.
func nearlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n <= 1 {
			bad++
		} else if n >= 3 {
			good++
		}
		b = b[n:]
	}
	return good >= 8 && bad*8 <= good
}

func guess(b []byte) encoding.Encoding {
	gb, gbAll := share(b, commonGB)
	big, bigAll := share(b, commonBig5)
	switch {
	case gbAll > 0 && gb*10 >= gbAll*7 && gb*bigAll >= big*gbAll:
		return simplifiedchinese.GB18030
	case bigAll > 0 && big*10 >= bigAll*7:
		return traditionalchinese.Big5
	case western(b):
		return charmap.Windows1252
	}
	return simplifiedchinese.GB18030
}

// share counts the two-byte characters of b and how many of them are common.
func share(b []byte, common func(lead, trail byte) bool) (good, all int) {
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		all++
		if i+1 < len(b) && common(b[i], b[i+1]) {
			good++
		}
		i++
	}
	return good, all
}

// commonGB: first level characters and punctuation of GB2312.
func commonGB(lead, trail byte) bool {
	return trail >= 0xA1 && trail <= 0xFE && (lead >= 0xB0 && lead <= 0xD7 || lead == 0xA1 || lead == 0xA3)
}

// commonBig5: the frequent plane and punctuation of Big5.
func commonBig5(lead, trail byte) bool {
	return (trail >= 0x40 && trail <= 0x7E || trail >= 0xA1 && trail <= 0xFE) && (lead >= 0xA4 && lead <= 0xC6 || lead == 0xA1)
}

// western is text whose letters are mostly ASCII with single high bytes between them.
func western(b []byte) bool {
	high, single, letters := 0, 0, 0
	for i, c := range b {
		switch {
		case c >= 0x80:
			high++
			if (i == 0 || b[i-1] < 0x80) && (i+1 == len(b) || b[i+1] < 0x80) {
				single++
			}
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
		}
	}
	return single*2 >= high && letters >= 2*high
}
