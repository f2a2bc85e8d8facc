package records

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/snippet"
	"kontor/ui/kit"
)

// input is one field of a form on the screen; text is what Fill understands.
type input struct {
	field *entity.Field
	label string
	area  bool
	box   *kit.Field // nil for flags and several choices
	flag  bool
	many  *kit.Choices
	first string // the text when the form was filled
	given string // what a new record started with
	fixed bool   // may not be changed, whatever the form says
	lock  bool
	away  bool // the form does not show it now
	need  bool // the form asks for it

	picker *kit.Picker
	file   *FileBox
}

// setLock lets the field be typed into or not.
func (i *input) setLock(on bool) {
	i.lock = on
	if i.box != nil {
		i.box.ReadOnly = on
	}
	if i.many != nil {
		i.many.ReadOnly = on
	}
}

// newInput makes the control for a field: text, area, date, amount, picker, check box.
func (f *Form) newInput(in entity.Input) *input {
	if in.Field.Kind == entity.KindNumber && in.Field.Unit == entity.Plain {
		in.Text = plainNumber(in.Text)
	}
	i := &input{field: in.Field, label: Label(f.host, in.Field), first: in.Text, fixed: in.ReadOnly && !in.Field.IsFormula(), lock: in.ReadOnly}
	kind := in.Field.Kind
	if in.Field.IsFormula() {
		kind = entity.KindText
	}
	switch kind {
	case entity.KindFlag:
		i.flag = in.Text == "1"
		return i
	case entity.KindLongText:
		i.box, i.area = kit.NewArea(i.label), true
		if f.svc.Type().Name != snippet.Snippets {
			OfferTexts(f.host, f.deps.Texts, i.box, KeptUse{Use: snippet.Remark})
		}
	case entity.KindDate:
		i.box = kit.NewDate(i.label, f.host.Today, calendar.Ahead).Field
	case entity.KindMoney:
		i.box = kit.NewAmount(i.label, "").Field
	case entity.KindChoice:
		i.picker = kit.NewPicker(i.label, f.options(in.Field))
		i.box = i.picker.Field
		i.picker.SetKey(in.Text)
	case entity.KindMulti:
		i.many = &kit.Choices{Name: i.label}
		i.many.Options = append(i.many.Options, f.options(in.Field)...)
		i.many.SetKeys(entity.SplitMulti(in.Text))
		return i
	case entity.KindRef:
		i.picker = kit.NewSearch(i.label, f.suggest(in.Field))
		i.box = i.picker.Field
		f.showRef(i, in.Text)
	case entity.KindFile:
		i.file = NewFileBox(f.host, f.deps.Files, in.Field, f.arrange)
		i.picker, i.box = i.file.Picker, i.file.Field
		i.file.SetRef(in.Text)
		if i.fixed = i.fixed || f.deps.Files == nil; i.fixed {
			in.ReadOnly = true
		}
	default:
		i.box = kit.NewField(i.label)
		i.box.AlignRight = in.Field.Kind.IsNumber()
	}
	if i.picker == nil {
		i.box.SetText(in.Text)
	}
	i.box.ReadOnly = in.ReadOnly
	return i
}

// text is the typed value as Fill reads it.
func (i *input) text() string {
	switch {
	case i.many != nil:
		return entity.JoinMulti(i.many.Keys()).Text()
	case i.box == nil && i.flag:
		return "1"
	case i.box == nil:
		return "0"
	case i.picker != nil:
		if i.box.Text() == "" {
			return ""
		}
		return i.picker.Value().Key
	}
	return i.field.Typed(i.box.Text())
}

// plainNumber drops the zeros that nobody would type.
func plainNumber(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func (i *input) changed() bool {
	if i.field.IsFormula() {
		return false
	}
	if i.field.Kind == entity.KindFlag && i.first == "" {
		return i.flag
	}
	return i.text() != i.first
}

func (f *Form) options(field *entity.Field) []kit.Option {
	var out []kit.Option
	for _, o := range field.Options() {
		if !o.Gone {
			out = append(out, kit.Option{Key: o.Key, Text: OptionText(f.host, field, o.Key)})
		}
	}
	return out
}

// suggest looks records up by name for a reference.
func (f *Form) suggest(field *entity.Field) func(string, func([]kit.Option)) {
	return Suggest(f.host, f.deps, field.To, listing.Node{})
}

// showRef writes the title of the record that a reference points to.
func (f *Form) showRef(i *input, text string) {
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id == 0 {
		return
	}
	i.picker.SetValue(kit.Option{Key: text, ID: id, Text: "…"})
	f.host.Go(func(ctx context.Context) {
		list, err := lookUp(ctx, f.deps, listing.Query{Entity: i.field.To, Filter: listing.IDs([]int64{id})})
		f.host.Post(func() {
			if err == nil && len(list) == 1 && i.picker.Value().Key == text {
				i.picker.SetValue(list[0])
				f.redraw()
			}
		})
	})
}
