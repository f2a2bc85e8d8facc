package customer

import (
	"errors"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/snippet"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// input is one field of the form; text is what the description parses.
type input struct {
	key    string // "name", "contact.mobile"
	field  *entity.Field
	label  string
	box    *kit.Field // nil for flags and several choices
	picker *kit.Picker
	file   *records.FileBox // of a stored file
	many   *kit.Choices
	flag   bool
	area   bool
	lock   bool
	fixed  bool   // may not be changed, whatever the form says
	away   bool   // the form that was chosen does not show it
	need   bool   // the form asks for it
	first  string // as it was loaded
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

// newInput makes the control of a field.
func (f *Form) newInput(key string, in entity.Input) *input {
	i := &input{key: key, field: in.Field, label: records.Label(f.host, in.Field), first: in.Text, lock: in.ReadOnly, fixed: in.ReadOnly && !in.Field.IsFormula()}
	kind := in.Field.Kind
	if in.Field.IsFormula() {
		kind = entity.KindText
	}
	switch kind {
	case entity.KindFlag:
		i.flag = in.Text == "1"
		return i
	case entity.KindMulti:
		i.many = &kit.Choices{Name: i.label, Options: f.options(in.Field), Empty: f.host.T("records.choose"), ReadOnly: in.ReadOnly}
		i.many.SetKeys(entity.SplitMulti(in.Text))
		i.many.OnChange = func([]string) { f.touched(i) }
		return i
	case entity.KindLongText:
		i.box, i.area = kit.NewArea(i.label), true
		records.OfferTexts(f.host, f.deps.Texts, i.box, records.KeptUse{Use: snippet.Remark})
	case entity.KindDate:
		i.box = kit.NewDate(i.label, f.host.Today, calendar.Past).Field
	case entity.KindMoney:
		i.box = kit.NewAmount(i.label, "").Field
	case entity.KindChoice:
		i.picker = kit.NewPicker(i.label, f.options(in.Field))
	case entity.KindRef:
		i.picker = kit.NewSearch(i.label, f.p.suggest(in.Field.To))
	case entity.KindFile:
		i.file = records.NewFileBox(f.host, f.deps.Deps.Files, in.Field, func() { f.touched(i) })
		i.picker = i.file.Picker
		i.fixed = i.fixed || f.deps.Deps.Files == nil
	default:
		i.box = kit.NewField(i.label)
		i.box.AlignRight = in.Field.Kind.IsNumber()
		i.box.Placeholder = f.placeholder(in.Field)
	}
	if i.picker != nil {
		i.box = i.picker.Field
		if i.file == nil {
			i.picker.OnPick = func(kit.Option) { f.touched(i) }
		}
	}
	i.box.ReadOnly = in.ReadOnly || i.fixed
	i.set(f, in.Text)
	f.watch(i)
	return i
}

func (f *Form) placeholder(x *entity.Field) string {
	if x.Kind == entity.KindURL {
		return "www.example.com"
	}
	return ""
}

func (f *Form) options(x *entity.Field) []kit.Option {
	var out []kit.Option
	for _, o := range x.Options() {
		if !o.Gone {
			out = append(out, kit.Option{Key: o.Key, Text: records.OptionText(f.host, x, o.Key)})
		}
	}
	return out
}

// watch follows what is typed: the draft, the duplicates, and the check on leaving.
func (f *Form) watch(i *input) {
	typed := i.box.OnChange // a picker's own
	i.box.OnChange = func(text string) {
		if typed != nil {
			typed(text)
		}
		f.touched(i)
	}
	if i.picker != nil || i.area {
		return
	}
	i.box.Check = func(text string) string {
		if !i.changed() {
			return "" // what was saved once stays, whatever it is
		}
		return f.fault(i, text)
	}
	f.fault(i, i.first) // marks what is proven
}

// fault says what is wrong with a text, "" when nothing is.
func (f *Form) fault(i *input, text string) string {
	v, err := i.field.Parse(text)
	if err == nil && text != "" {
		err = i.field.CheckValue(v)
	}
	i.box.Good = err == nil && text != "" && proven(i.field)
	if err == nil {
		return ""
	}
	var e *app.Error
	if errors.As(err, &e) {
		return f.host.ErrorText(e)
	}
	return f.host.ErrorText(err)
}

// proven are the fields whose check says more than that something was typed.
func proven(x *entity.Field) bool {
	return x.Kind == entity.KindPhone || x.Kind == entity.KindMail || x.Key == "credit_code"
}

// set shows a text.
func (i *input) set(f *Form, text string) {
	switch {
	case i.many != nil:
		i.many.SetKeys(entity.SplitMulti(text))
	case i.box == nil:
		i.flag = text == "1"
	case i.file != nil:
		i.file.SetRef(text)
	case i.picker != nil && i.field.Kind == entity.KindChoice:
		i.picker.SetKey(text)
	case i.picker != nil:
		if id := atoi(text); id != 0 {
			i.picker.SetValue(kit.Option{Key: text, ID: id, Text: f.titles[i.field.To+"/"+text]})
			return
		}
		i.picker.SetValue(kit.Option{})
	default:
		i.box.SetText(text)
	}
}

// text is what stands in the control, as Fill reads it.
func (i *input) text() string {
	switch {
	case i.many != nil:
		keys := i.many.Keys()
		out := ""
		for n, k := range keys {
			if n > 0 {
				out += ","
			}
			out += k
		}
		return out
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
	return i.box.Text()
}

// changed tells that the text is another than was loaded.
func (i *input) changed() bool {
	if i.field.IsFormula() {
		return false
	}
	first := i.first
	if i.box == nil && i.many == nil && first == "" {
		first = "0"
	}
	return i.text() != first
}

// filled tells that the field counts for the completion rate.
func (i *input) filled() bool {
	if i.box == nil && i.many == nil {
		return i.flag
	}
	return i.text() != ""
}

// focus puts the keyboard into the control.
func (i *input) focus(f *Form) {
	if i.box != nil {
		i.box.Focus()
		return
	}
	f.s.FocusID("in."+i.key, true)
}
