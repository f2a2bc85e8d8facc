package punchfile

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode turns the bytes of a text file into UTF-8 and names the encoding.
func decode(b []byte) (string, string) {
	switch {
	case bytes.HasPrefix(b, []byte{0xEF, 0xBB, 0xBF}):
		return string(bytes.ToValidUTF8(b[3:], []byte("�"))), "UTF-8"
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}):
		return utf16(b, unicode.LittleEndian), "UTF-16LE"
	case bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		return utf16(b, unicode.BigEndian), "UTF-16BE"
	}
	if le, be := nuls(b); le || be {
		if le {
			return utf16(b, unicode.LittleEndian), "UTF-16LE"
		}
		return utf16(b, unicode.BigEndian), "UTF-16BE"
	}
	if utf8.Valid(b) {
		return string(b), "UTF-8"
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return string(bytes.ToValidUTF8(b, []byte("�"))), "UTF-8"
	}
	return string(out), "GB18030"
}

func utf16(b []byte, order unicode.Endianness) string {
	out, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(bytes.ToValidUTF8(out, []byte("�")))
}

// nuls finds UTF-16 without a mark: ASCII text has a zero in every second byte.
func nuls(b []byte) (le, be bool) {
	n := min(len(b), 2000) &^ 1
	if n < 8 {
		return false, false
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if b[i] == 0 {
			even++
		}
		if b[i+1] == 0 {
			odd++
		}
	}
	return odd > n/4 && even < n/16, even > n/4 && odd < n/16
}
