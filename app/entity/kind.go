package entity

// Kind says what a field holds; storage, parsing, display and the operators of a filter
// follow from it. The kind of a stored field never changes.
type Kind uint8

// The kinds of fields.
const (
	KindText     Kind = iota // one line
	KindLongText             // several lines
	KindPhone                // a telephone number
	KindMail                 // a mail address
	KindURL                  // a web address
	KindDate                 // a business date, calendar.Date
	KindInstant              // a moment, Unix ms
	KindInt                  // a whole number
	KindMoney                // an amount in minor units
	KindNumber               // a number with Scale decimals, stored scaled
	KindFlag                 // yes or no
	KindRef                  // the id of a record of the entity To
	KindChoice               // the key of one option
	KindMulti                // keys of several options
	KindFile                 // a stored file: hash and name
)

var kindNames = [...]string{"text", "long_text", "phone", "mail", "url", "date", "instant",
	"int", "money", "number", "flag", "ref", "choice", "multi", "file"}

// String is the stored name of the kind ("text", "money", …).
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// KindOf reads the name of a kind.
func KindOf(name string) (Kind, bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// IsText tells whether cells of this kind are free text, in which one can search a part.
func (k Kind) IsText() bool { return k <= KindURL || k == KindFile }

// IsNumber tells whether cells of this kind are quantities that can be added up.
func (k Kind) IsNumber() bool { return k == KindInt || k == KindMoney || k == KindNumber }

// InText tells whether cells of this kind are stored as text.
func (k Kind) InText() bool {
	return k.IsText() || k == KindDate || k == KindChoice || k == KindMulti
}

// Access is what a person may do with one field; the larger value allows more.
type Access uint8

// The levels of access to a field.
const (
	Hidden    Access = iota // not even whether it is filled
	MaskedOut               // a part of it, 138****5678; in full on own records
	Read                    // seen
	Edit                    // seen and changed
)

// Option is one option of a choice.
type Option struct {
	Key   string // stored for ever
	Label string // given by the user; empty: the translation of <entity>.<field>.<key>
	Gone  bool   // no longer offered, but still valid where it stands
}

// Label is the key of a text in the translation files; ui/tr resolves such values
// inside the arguments of an error.
type Label string

// TrKey is the key to translate.
func (l Label) TrKey() string { return string(l) }
