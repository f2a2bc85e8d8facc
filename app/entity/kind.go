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

var kindNames = [...]string{
	"text", "long_text", "phone", "mail", "url", "date", "instant",
	"int", "money", "number", "flag", "ref", "choice", "multi", "file",
}

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

// Unit says how people read and type a number.
type Unit uint8

// The units.
const (
	Plain   Unit = iota
	Share        // a share of a whole: 0.9 is 90%
	PerCent      // per cents as they are kept: 85.7 is 85.7%
	Month        // a date that stands for its whole month: 2026-03
)

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
	EN    string // the same for readers of English; empty: Label
	Under string // the key of the option above it in a tree; "" at the top
	Gone  bool   // no longer offered, but still valid where it stands
}

// Name is the label that the user gave, in a language; "" for the translated ones.
func (o Option) Name(lang string) string { return Words{ZH: o.Label, EN: o.EN}.In(lang) }

// Words are a name that the company gave in both languages. One may be missing.
type Words struct{ ZH, EN string }

// In gives the words of a language, the other one's when there are none.
func (w Words) In(lang string) string {
	if lang == "en" && w.EN != "" || w.ZH == "" {
		return w.EN
	}
	return w.ZH
}

// String is the Chinese name, for places that know no language.
func (w Words) String() string { return w.In("zh") }

// Spoken is an argument of an error that is put into words in the reader's language; t
// gives the text of a translation key.
type Spoken interface {
	Say(lang string, t func(key string, args ...any) string) string
}

// Label is the key of a text in the translation files; ui/tr resolves such values
// inside the arguments of an error.
type Label string

// TrKey is the key to translate.
func (l Label) TrKey() string { return string(l) }
