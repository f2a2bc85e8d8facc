package entity

import (
	"fmt"
	"reflect"
	"regexp"

	"kontor/app/calendar"
	"kontor/app/money"
)

// Fields collects the description of one entity; see Describe.
type Fields struct {
	typ   *Type
	proto reflect.Value // the struct whose field addresses are given
	list  []*Field
	seen  map[string]bool
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

func (e *Fields) add(key string, kind Kind, p any) *Field {
	path, err := pathOf(e.proto, p)
	if err != nil {
		panic(fmt.Sprintf("%s.%s: %v", e.typ.Name, key, err))
	}
	for _, f := range e.list {
		if reflect.DeepEqual(f.at.path, path) {
			panic(fmt.Sprintf("%s.%s: the same struct field as %s", e.typ.Name, key, f.Key))
		}
	}
	return e.put(&Field{Key: key, Kind: kind, at: accessor{path}})
}

func (e *Fields) put(f *Field) *Field {
	if !keyForm.MatchString(f.Key) || e.seen[f.Key] || f.Key == "custom" || f.Key == "version" {
		panic(fmt.Sprintf("%s.%s: key is malformed, taken or described twice", e.typ.Name, f.Key))
	}
	e.seen[f.Key] = true
	f.Entity, f.owner = e.typ.Name, e.typ
	f.Default = f.Empty()
	if f.Kind == KindMoney {
		f.Scale = 2
	}
	e.list = append(e.list, f)
	return f
}

// Text describes one line of text (200 characters unless Max says otherwise).
func (e *Fields) Text(key string, p *string) *Field { return e.add(key, KindText, p) }

// LongText describes a text of several lines (20,000 characters unless Max says otherwise).
func (e *Fields) LongText(key string, p *string) *Field { return e.add(key, KindLongText, p) }

// Phone describes a telephone number.
func (e *Fields) Phone(key string, p *string) *Field { return e.add(key, KindPhone, p) }

// Mail describes a mail address.
func (e *Fields) Mail(key string, p *string) *Field { return e.add(key, KindMail, p) }

// URL describes a web address.
func (e *Fields) URL(key string, p *string) *Field { return e.add(key, KindURL, p) }

// File describes a stored file: the text "<sha256>/<name>".
func (e *Fields) File(key string, p *string) *Field { return e.add(key, KindFile, p) }

// Date describes a business date; the zero date is NULL.
func (e *Fields) Date(key string, p *calendar.Date) *Field { return e.add(key, KindDate, p) }

// Instant describes a moment in Unix ms; 0 is NULL.
func (e *Fields) Instant(key string, p *int64) *Field { return e.add(key, KindInstant, p) }

// Int describes a whole number.
func (e *Fields) Int(key string, p *int64) *Field { return e.add(key, KindInt, p) }

// Money describes an amount in minor units.
func (e *Fields) Money(key string, p *money.Minor) *Field { return e.add(key, KindMoney, p) }

// Number describes a number stored as p / 10^scale, scale 0 … 9.
func (e *Fields) Number(key string, scale int, p *int64) *Field { return Scaled(e, key, scale, p) }

// Flag describes a yes or no.
func (e *Fields) Flag(key string, p *bool) *Field { return e.add(key, KindFlag, p) }

// Ref describes the id of a record of the entity to; 0 is NULL.
func (e *Fields) Ref(key, to string, p *int64) *Field {
	f := e.add(key, KindRef, p)
	f.To = to
	return f
}

// MaybeInt describes a whole number that may be unknown.
func (e *Fields) MaybeInt(key string, p **int64) *Field { return e.maybe(key, KindInt, p) }

// MaybeMoney describes an amount that may be unknown.
func (e *Fields) MaybeMoney(key string, p **money.Minor) *Field { return e.maybe(key, KindMoney, p) }

// MaybeNumber describes a number with scale decimals that may be unknown.
func (e *Fields) MaybeNumber(key string, scale int, p **int64) *Field {
	f := e.maybe(key, KindNumber, p)
	f.Scale = scale
	return f
}

func (e *Fields) maybe(key string, kind Kind, p any) *Field {
	f := e.add(key, kind, p)
	f.Nullable = true
	f.Default = Null
	return f
}

// Dict describes a choice whose options are edited by the user: those of the
// dictionary of that name (industry, source, …), see Registry.SetDictionary.
func (e *Fields) Dict(key, dictionary string, p *string) *Field {
	f := e.add(key, KindChoice, p)
	f.Dict = dictionary
	return f
}

// Open lets everyone who may see the entity at all see every record of it: it belongs
// to the company, not to a person (products, accounts, settings).
func (e *Fields) Open() { e.typ.Open = true }

// Commons shows records that nobody owns to everybody who may see the kind at all: the
// pool that people take them from. Who may assign them may change them there, too.
func (e *Fields) Commons() { e.typ.Commons = true }

// Follows makes the record as visible as the record that the reference key points to:
// a contact is seen by whoever sees its customer.
func (e *Fields) Follows(key string) { e.typ.Follows = key }

// Belongs makes the record a part of the record that the reference key points to: it is
// seen and changed by whoever may do so with that owner's records, and the owner of that
// record sees it without masks. A contact belongs to its customer, whoever typed it in.
func (e *Fields) Belongs(key string) { e.typ.Follows, e.typ.Belongs = key, true }

// OfUnits lets further departments own a record beside the one in its head.
func (e *Fields) OfUnits() { e.typ.ManyUnits = true }

// Veiled names a flag: while it is set, everybody sees the masked fields of the record in
// part only, whatever rights they hold. What belongs to the record is veiled with it.
func (e *Fields) Veiled(flag string) { e.typ.Veil = flag }

// Once says that live records differ in at least one of the fields. The table has the unique
// index that holds it; imports tell which row of the file repeats which.
func (e *Fields) Once(keys ...string) { e.typ.Once = keys }

// Scaled is Fields.Number for own integer types.
func Scaled[N ~int64](e *Fields, key string, scale int, p *N) *Field {
	if scale < 0 || scale > 9 {
		panic(fmt.Sprintf("%s.%s: scale %d", e.typ.Name, key, scale))
	}
	f := e.add(key, KindNumber, p)
	f.Scale = scale
	return f
}

// Choice describes a choice of one option, with the options in their order.
func Choice[S ~string](e *Fields, key string, p *S, options ...S) *Field {
	f := e.add(key, KindChoice, p)
	for _, o := range options {
		f.options = append(f.options, Option{Key: string(o)})
	}
	return f
}

// Multi describes a choice of several options.
func Multi[S ~string](e *Fields, key string, p *[]S, options ...S) *Field {
	f := e.add(key, KindMulti, p)
	for _, o := range options {
		f.options = append(f.options, Option{Key: string(o)})
	}
	return f
}

// Lines describes the lines of a document: records of the entity child that live and
// die with this one and point to it with parentKey. They are loaded in the order of
// their field "pos" when they have one.
func Lines[C any](e *Fields, child *Desc[C], parentKey string, p *[]C) {
	path, err := pathOf(e.proto, p)
	if err != nil {
		panic(fmt.Sprintf("%s: lines of %s: %v", e.typ.Name, child.Name, err))
	}
	parent := child.Field(parentKey)
	if parent == nil || parent.Kind != KindRef || parent.To != e.typ.Name {
		panic(fmt.Sprintf("%s: %s.%s is no reference to it", e.typ.Name, child.Name, parentKey))
	}
	child.Parent, child.ParentKey, child.Follows = e.typ.Name, parentKey, parentKey
	e.typ.Kids = append(e.typ.Kids, &Child{Type: child.Type, parent: parent, at: accessor{path}})
}
