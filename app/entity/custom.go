package entity

import (
	"fmt"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/formula"
)

// Custom makes the field of a custom field definition. ID gives the key c<id>; the kind
// never changes. Label is the user's own.
type Custom struct {
	ID       int64
	Label    string
	LabelEN  string
	Hint     string // one line below the field
	Kind     Kind
	To       string // for references
	Scale    int    // for numbers, at most 6
	MaxLen   int
	Options  []Option
	Required bool
	Unique   bool
	Found    bool
	Listed   bool // shown in lists from the start
	Printed  bool
	Masked   bool
	Pinned   bool // has an index, so that filters on it are fast
	Picture  bool // of files: only pictures, shown as such
	Group    string
	Preset   string // what a new record starts with: a text that Parse reads, or = and a formula
	Formula  *formula.Formula
}

// Key is the key of the field, for ever.
func (c Custom) Key() string { return "c" + strconv.FormatInt(c.ID, 10) }

// Field makes the field, or says what is wrong with the definition (Invalid).
func (c Custom) Field() (*Field, error) {
	switch {
	case c.ID <= 0 || strings.TrimSpace(c.Label) == "":
		return nil, app.E(app.Invalid, "custom.label")
	case c.Scale < 0 || c.Scale > 6:
		return nil, app.E(app.Invalid, "custom.scale", "max", 6)
	case c.Kind == KindRef && c.To == "":
		return nil, app.E(app.Invalid, "custom.target")
	case (c.Kind == KindChoice || c.Kind == KindMulti) && len(c.Options) == 0:
		return nil, app.E(app.Invalid, "custom.options")
	}
	f := &Field{
		Key: c.Key(), Kind: c.Kind, Store: InCustom, To: c.To, Scale: c.Scale, Title: c.Label, TitleEN: c.LabelEN,
		Hint: c.Hint, FormPart: c.Group, Required: c.Required, Unique: c.Unique, Searchable: c.Found, Listed: c.Listed, Printable: c.Printed,
		IsMasked: c.Masked, Pinned: c.Pinned, IsPicture: c.Picture, MaxLen: c.MaxLen, Nullable: true, options: c.Options,
	}
	if c.Kind == KindMoney {
		f.Scale = 2
	}
	if f.FormPart == "" {
		f.FormPart = "custom"
	}
	if c.Formula != nil {
		f.IsComputed, f.Required, f.derive = true, false, c.Formula
		return f, nil
	}
	return f, c.preset(f)
}

// preset puts what a new record starts with into the field.
func (c Custom) preset(f *Field) error {
	if c.Preset == "" {
		return nil
	}
	if text, is := strings.CutPrefix(c.Preset, "="); is {
		x, err := formula.Parse(text)
		f.start = x
		return err
	}
	v, err := f.Parse(c.Preset)
	if err == nil {
		err = f.CheckValue(v)
	}
	f.Default = v
	return err
}

// Contributed makes a field that another area keeps in <entity>_summary: amounts and
// counts as sums (record.Sum), dates and texts recomputed by an effect.
func Contributed(key string, kind Kind) *Field {
	if !keyForm.MatchString(key) {
		panic(fmt.Sprintf("entity: contributed key %q", key))
	}
	f := &Field{Key: key, Kind: kind, Store: InSummary, IsComputed: true, IsSilent: true}
	f.Nullable = !kind.IsNumber()
	if kind == KindMoney {
		f.Scale = 2
	}
	f.Default = f.Empty()
	return f
}

// Pointing makes the contributed reference point to an entity.
func (f *Field) Pointing(to string) *Field { f.To = to; return f }

// Choosing gives a contributed choice its options.
func (f *Field) Choosing(options ...string) *Field {
	for _, o := range options {
		f.options = append(f.options, Option{Key: o})
	}
	return f
}
