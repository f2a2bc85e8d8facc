package entity

import (
	"fmt"
	"reflect"
	"sync/atomic"
)

// Type is the description of one entity. Its own fields never change; custom and
// contributed fields may be put in place while the program runs (Extend).
type Type struct {
	Name      string // entity and table name
	Title     string // the key of the field that names a record
	Kids      []*Child
	Parent    string   // the document these lines belong to; "" for others
	ParentKey string   // the reference to it
	Follows   string   // the reference whose record decides who sees this one
	Belongs   bool     // is a part of that record: its owner counts, not the own one
	Commons   bool     // what nobody owns is seen by everybody who may see the kind at all
	Open      bool     // belongs to the company: the scope of the actor does not narrow it
	ManyUnits bool     // other departments may own a record, too: see owning_unit
	Once      []string // fields that together exist once among live records: wages of a person and month
	Veil      string   // the flag that masks a record's masked fields for everybody; "" = none

	goType reflect.Type
	all    []*Field // described, in their order
	own    []*Field // those of them with a column
	set    atomic.Pointer[fieldSet]
	reg    atomic.Pointer[Registry]
}

type fieldSet struct {
	list    []*Field
	byKey   map[string]*Field
	derived []*Field // formula fields, each after those it reads
}

// Child is one kind of lines of a document.
type Child struct {
	*Type
	parent *Field
	at     accessor
}

// Desc is the description of the entity whose records are *T.
type Desc[T any] struct{ *Type }

// Describe makes the description of an entity. The function is called once with a
// prototype and names each field by the address it has there:
//
//	entity.Describe("quote", "number", func(q *Quote, e *entity.Fields) {
//		e.Text("number", &q.Number).Only().Found().Printed().Computed()
//	})
//
// It panics on a key that is malformed or used twice, on a struct field described twice
// and on an exported struct field of T that is not described, so any test finds these.
// Each open company has its own description: custom fields differ.
func Describe[T any, P interface {
	*T
	Header
}](name, title string, fn func(rec *T, e *Fields)) *Desc[T] {
	rec := new(T)
	v := reflect.ValueOf(rec).Elem()
	t := &Type{Name: name, Title: title, goType: v.Type()}
	if !keyForm.MatchString(name) {
		panic("entity: malformed name " + name)
	}
	e := &Fields{typ: t, proto: v, seen: map[string]bool{}}
	fn(rec, e)
	own := len(e.list)
	describeHead(P(rec).head(), e)
	t.all, t.own = e.list, inColumns(e.list)
	t.checkComplete(v, inColumns(e.list[:own]))
	t.Extend(nil)
	if f := t.Field(title); f == nil {
		panic(fmt.Sprintf("entity: %s has no title field %q", name, title))
	}
	if f := t.Field(t.Follows); t.Follows != "" && (f == nil || f.Kind != KindRef) {
		panic(fmt.Sprintf("entity: %s follows %q, which is no reference", name, t.Follows))
	}
	return &Desc[T]{t}
}

func describeHead(h *Head, e *Fields) {
	from := len(e.list)
	e.add("id", KindInt, &h.ID).Computed().Silent().Unlisted()
	e.add("uid", KindText, &h.UID).Computed().Silent().Unlisted()
	e.Ref("owner_id", "person", &h.OwnerID).Also("负责人", "owner")
	e.Ref("unit_id", "department", &h.UnitID).Also("部门", "department")
	e.Instant("created_at", &h.CreatedAt).Computed().Silent()
	e.Instant("updated_at", &h.UpdatedAt).Computed().Silent()
	e.Int("archived", &h.Archived).Computed().Unlisted()
	e.Int("import_id", &h.ImportID).Computed().Silent().Unlisted()
	for _, f := range e.list[from:] {
		f.IsHead = true
	}
}

// checkComplete refuses a struct with an exported field that nobody described: its
// content would silently not be saved. Fields tagged `entity:"-"` are meant so.
func (t *Type) checkComplete(v reflect.Value, own []*Field) {
	known := map[int]bool{}
	for _, f := range own {
		known[f.at.path[0]] = true
	}
	for _, k := range t.Kids {
		known[k.at.path[0]] = true
	}
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		if known[i] || !sf.IsExported() || sf.Type == reflect.TypeFor[Head]() || sf.Tag.Get("entity") == "-" {
			continue
		}
		panic(fmt.Sprintf("entity: %s: struct field %s is not described", t.Name, sf.Name))
	}
}

// Extend puts custom and contributed fields in place of those before, for every reader
// at once.
func (t *Type) Extend(extra []*Field) {
	s := &fieldSet{byKey: map[string]*Field{}}
	for _, f := range append(append([]*Field{}, t.all...), extra...) {
		if s.byKey[f.Key] != nil {
			panic(fmt.Sprintf("entity: %s has two fields %s", t.Name, f.Key))
		}
		f.Entity, f.owner = t.Name, t
		s.list = append(s.list, f)
		s.byKey[f.Key] = f
	}
	s.derived = s.inOrder()
	t.set.Store(s)
}

// Fields lists all fields: own, head, contributed, custom. The slice is shared: read only.
func (t *Type) Fields() []*Field { return t.set.Load().list }

// Columns lists the fields stored in columns of the entity's own table.
func (t *Type) Columns() []*Field { return t.own }

// Field finds a field, or nil.
func (t *Type) Field(key string) *Field { return t.set.Load().byKey[key] }

// New makes an empty record (*T) with the defaults of its fields.
func (t *Type) New() any {
	rec := reflect.New(t.goType).Interface()
	for _, f := range t.Fields() {
		if f.Default != f.Empty() {
			f.Set(rec, f.Default)
		}
	}
	t.begin(rec)
	return rec
}

// Blank makes an empty record without defaults, to be filled from storage.
func (t *Type) Blank() any { return reflect.New(t.goType).Interface() }

// Is tells whether rec is a record of this entity.
func (t *Type) Is(rec any) bool { return reflect.TypeOf(rec) == reflect.PointerTo(t.goType) }

// TitleOf gives the text that names a record.
func (t *Type) TitleOf(rec any) string { f := t.Field(t.Title); return f.Format(f.Get(rec)) }

func (t *Type) registry() *Registry { return t.reg.Load() }

// VeilFlag is the flag that veils a record of this entity: its own, or that of the record
// it belongs to; nil when there is none.
func (t *Type) VeilFlag() *Field {
	if r := t.registry(); t.Belongs && r != nil {
		if to := r.Type(t.Field(t.Follows).To); to != nil {
			t = to
		}
	}
	if t.Veil == "" {
		return nil
	}
	return t.Field(t.Veil)
}

// New makes an empty record with the defaults of its fields.
func (d *Desc[T]) New() *T { return d.Type.New().(*T) }

// All gives the lines of a document as pointers into its slice.
func (c *Child) All(rec any) []any {
	v := c.at.in(rec)
	out := make([]any, v.Len())
	for i := range out {
		out[i] = v.Index(i).Addr().Interface()
	}
	return out
}

// Replace makes the lines of a document those given (pointers to line structs).
func (c *Child) Replace(rec any, lines []any) {
	v := c.at.in(rec)
	out := reflect.MakeSlice(v.Type(), len(lines), len(lines))
	for i, l := range lines {
		out.Index(i).Set(reflect.ValueOf(l).Elem())
	}
	v.Set(out)
}

// Parent is the field of the line that points to its document.
func (c *Child) Parent() *Field { return c.parent }
