package search

import (
	"strings"
)

// Class says how a field is compared.
type Class byte

// The classes of fields.
const (
	Text   Class = 't' // characters, Latin parts, digits
	Name   Class = 'n' // the same, and pinyin and initials
	Number Class = 'd' // digits only: telephone numbers
)

// Field is one field of a record, with its value folded for its class.
type Field struct {
	Key   string
	Class Class
	Value Folded
}

// NewField folds a value for its class; values without content give false.
func NewField(key string, class Class, value string) (Field, bool) {
	f := Field{Key: key, Class: class}
	if class == Number {
		f.Value = Digits(value)
	} else {
		f.Value = Fold(cut(value))
	}
	return f, f.Value != ""
}

// longest is how much of a long text is searched, in bytes.
const longest = 4096

func cut(value string) string {
	if len(value) <= longest {
		return value
	}
	n := longest
	for n > 0 && value[n]&0xC0 == 0x80 {
		n--
	}
	return value[:n]
}

// Doc is a record as the index keeps it. The title comes first in Fields.
type Doc struct {
	Kind      string
	ID        int64
	OwnerID   int64
	UnitID    int64
	UpdatedAt int64 // Unix ms
	Fields    []Field
}

// Body writes the fields as one text for storage. Folded text has no control
// characters, so the marks cannot occur in it.
func (d *Doc) Body() string {
	var b strings.Builder
	for _, f := range d.Fields {
		b.WriteByte(byte(f.Class))
		b.WriteString(f.Key)
		b.WriteByte(fieldMark)
		b.WriteString(string(f.Value))
		b.WriteByte(fieldEnd)
	}
	return b.String()
}

const (
	fieldMark = '\x1f'
	fieldEnd  = '\x1e'
)

// ParseBody reads what Body wrote. Parts that are malformed are left out.
func ParseBody(body string) []Field {
	fields := make([]Field, 0, 4)
	for len(body) > 0 {
		var f Field
		f, body = nextField(body)
		if f.Key != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

// nextField takes the first field off a body; an empty key when it is malformed.
func nextField(body string) (Field, string) {
	end := strings.IndexByte(body, fieldEnd)
	if end < 0 {
		return Field{}, ""
	}
	part, rest := body[:end], body[end+1:]
	mark := strings.IndexByte(part, fieldMark)
	if mark < 2 {
		return Field{}, rest
	}
	return Field{Key: part[1:mark], Class: Class(part[0]), Value: Folded(part[mark+1:])}, rest
}
