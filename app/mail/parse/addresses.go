package parse

import (
	"bytes"
	"unicode/utf8"

	"kontor/app/mail/address"
)

// Addresses reads an address field of a header.
func Addresses(raw []byte) []address.Address {
	s := string(raw)
	if !utf8.Valid(raw) || bytes.Contains(raw, []byte("\x1b$")) { // bytes of GBK hold characters that would be read as syntax
		s = sniffed(raw)
	}
	list := address.Parse(s, func(name string) string { return Words([]byte(name)) })
	for i := range list {
		list[i].Mail = cutRunes(Tame(list[i].Mail), 320)
		list[i].Name = cutRunes(list[i].Name, 200)
	}
	return list
}
