package entity

import (
	"kontor/app"
	"kontor/app/formula"
)

// Store says where the cell of a field lives.
type Store uint8

// The places of a cell.
const (
	InColumn  Store = iota // a column of the entity's own table
	InCustom               // a key of the JSON column custom
	InSummary              // a column of <entity>_summary, kept by another area
)

// Field describes one field. Descriptions are read by everything and changed by nobody
// after Describe; the chained methods below are for Describe only.
type Field struct {
	Key      string // column, JSON, import and template name, for ever
	Entity   string
	Kind     Kind
	Store    Store
	To       string // the entity a reference points to
	Scale    int    // decimals of KindNumber; minor digits of KindMoney (2)
	Unit     Unit   // of KindNumber: plain, or read and typed in per cent; of KindDate: a whole month
	Title    string // label of a custom field, as the user typed it; else empty
	TitleEN  string // the same for readers of English; empty: Title
	Hint     string // of a custom field: one line that says what is expected
	FormPart string // the group of the form it stands in; "" is the first
	Dict     string // the dictionary its options come from; else empty

	Required   bool
	Unique     bool
	Searchable bool
	Printable  bool
	IsComputed bool   // written by services, never by forms, imports or batches
	IsUnlisted bool   // not offered as a column
	OrderKey   string // the field by which lists are sorted when they are sorted by this one
	IsMasked   bool   // others than the owner see a part of it
	IsSilent   bool   // no entry in the history
	IsHead     bool   // a field of Head
	Nullable   bool   // "unknown" differs from 0
	Pinned     bool   // a custom field with an index
	Listed     bool   // a custom field that lists show from the start
	IsPicture  bool   // a file that is a picture

	Default   Value
	MaxLen    int // in characters; 0: the limit of the kind
	Aliases   []string
	ReadRight string
	EditRight string

	options []Option
	test    func(string) *app.Error
	normal  func(string) string
	derive  *formula.Formula // of a formula field
	start   *formula.Formula // what a new record starts with, when that follows from other fields
	at      accessor
	owner   *Type
}

// Must makes the field required.
func (f *Field) Must() *Field { f.Required = true; return f }

// Only makes the field unique among live records; empty values may repeat.
func (f *Field) Only() *Field { f.Unique = true; return f }

// Found puts the field into the search index.
func (f *Field) Found() *Field { f.Searchable = true; return f }

// Printed offers the field to print and mail templates.
func (f *Field) Printed() *Field { f.Printable = true; return f }

// Computed keeps forms, imports and batch edits away: only services write it.
func (f *Field) Computed() *Field { f.IsComputed = true; return f }

// Unlisted hides the field from the choice of columns.
func (f *Field) Unlisted() *Field { f.IsUnlisted = true; return f }

// SortedBy has lists that are sorted by this field go by another: names by their pinyin.
func (f *Field) SortedBy(key string) *Field { f.OrderKey = key; return f }

// Masked shows the field in part to those who neither own the record nor hold the
// right "<entity>.<key>.unmask".
func (f *Field) Masked() *Field { f.IsMasked = true; return f }

// Silent keeps changes of the field out of the history.
func (f *Field) Silent() *Field { f.IsSilent = true; return f }

// Else sets the default of a new record.
func (f *Field) Else(v Value) *Field { f.Default = v; return f }

// Max limits the length in characters.
func (f *Field) Max(n int) *Field { f.MaxLen = n; return f }

// In sets the unit in which a number is read and typed.
func (f *Field) In(u Unit) *Field { f.Unit = u; return f }

// Also lists further header names an import recognises, in any language.
func (f *Field) Also(names ...string) *Field { f.Aliases = append(f.Aliases, names...); return f }

// Rights names the rights needed to see and to change the field; "" needs none.
func (f *Field) Rights(read, edit string) *Field { f.ReadRight, f.EditRight = read, edit; return f }

// Group puts the field into a part of the form; its title is the text <entity>.group.<name>.
func (f *Field) Group(name string) *Field { f.FormPart = name; return f }

// Test adds a check of a text value; it is not asked about the empty text.
func (f *Field) Test(fn func(string) *app.Error) *Field { f.test = fn; return f }

// HasTest tells whether Test was called.
func (f *Field) HasTest() bool { return f.test != nil }

// Normal adds a normal form that typed text is brought into before it is checked.
func (f *Field) Normal(fn func(string) string) *Field { f.normal = fn; return f }

// LabelKey is the translation key of the field's name; custom fields have a Title instead.
func (f *Field) LabelKey() string {
	if f.IsHead {
		return "head." + f.Key
	}
	return f.Entity + "." + f.Key
}

// Label is the name of the field for arguments of errors.
func (f *Field) Label() any {
	if f.Title != "" {
		return Words{ZH: f.Title, EN: f.TitleEN}
	}
	return Label(f.LabelKey())
}

// Name is the label that the company gave the field, in a language; "" for fields whose
// name is in the translation files.
func (f *Field) Name(lang string) string { return Words{ZH: f.Title, EN: f.TitleEN}.In(lang) }

// IsFormula tells whether the field is worked out from others on saving.
func (f *Field) IsFormula() bool { return f.derive != nil }

// OptionKey is the translation key of an option without an own label. Those of a dictionary
// have one text, whatever field they are chosen in.
func (f *Field) OptionKey(option string) string {
	if f.Dict != "" {
		return "dict." + f.Dict + "." + option
	}
	return f.LabelKey() + "." + option
}

// Options lists the options of a choice, those of its dictionary when it has one.
func (f *Field) Options() []Option {
	if f.Dict != "" && f.owner != nil {
		if r := f.owner.registry(); r != nil {
			if list := r.Dictionary(f.Dict); list != nil {
				return list
			}
		}
	}
	return f.options
}

// Option finds an option by its key.
func (f *Field) Option(key string) (Option, bool) {
	for _, o := range f.Options() {
		if o.Key == key {
			return o, true
		}
	}
	return Option{}, false
}

// Empty is the value that stands for "nothing": NULL for dates, instants, references,
// nullable numbers and fields outside the own table, else "" or 0.
func (f *Field) Empty() Value {
	switch {
	case f.Store == InCustom, f.Nullable:
		return Null
	case f.Kind == KindDate, f.Kind == KindInstant, f.Kind == KindRef:
		return Null
	case f.Kind.InText():
		return Str("")
	}
	return Num(0)
}

// Get reads the cell out of a record; Null for fields that records do not carry.
func (f *Field) Get(rec any) Value {
	switch f.Store {
	case InColumn:
		return f.at.get(f, rec)
	case InCustom:
		return HeadOf(rec).Custom[f.Key]
	}
	return Null
}

// Set puts a value into a record. A value of the wrong shape becomes the empty value;
// contributed fields have no place in a record and are left alone.
func (f *Field) Set(rec any, v Value) {
	switch f.Store {
	case InColumn:
		f.at.set(f, rec, v)
	case InCustom:
		h := HeadOf(rec)
		h.Custom = h.Custom.With(f.Key, v)
	}
}
