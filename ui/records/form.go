package records

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/record"
	"kontor/ui/kit"
)

// Form edits one record of any entity by its description.
type Form struct {
	// OnSaved is called after the record was saved.
	OnSaved func(id int64)
	// OnReady is called when the form is filled and drawn.
	OnReady func()
	// Given are texts that a new record starts with, by field.
	Given map[string]string
	// Skip are fields that the page sets itself.
	Skip map[string]bool
	// Hide are fields that keep what they start with: they are saved and not shown.
	Hide map[string]bool

	host   kit.Host
	deps   Deps
	svc    record.Any
	redraw func()
	load   *kit.Loader
	id     int64
	ver    int64
	title  string
	inputs []*input
	groups []formGroup
	saving bool
}

// formGroup is a part of the form as the typed record has it.
type formGroup struct {
	title  string
	inputs []*input
}

// NewForm makes a form over the service of an entity.
func NewForm(h kit.Host, d Deps, svc record.Any, redraw func()) *Form {
	return &Form{host: h, deps: d, svc: svc, redraw: redraw, load: kit.NewLoader(h, redraw)}
}

// Open fills the form from a record; 0 starts a new one.
func (f *Form) Open(id int64) {
	f.inputs, f.groups = nil, nil
	kit.Load(f.load, func(ctx context.Context) (record.Form, error) { return f.svc.Form(ctx, id) }, f.fill)
}

func (f *Form) fill(form record.Form) {
	f.id, f.ver, f.title = form.ID, form.Version, form.Title
	for _, in := range form.Inputs {
		if f.Skip[in.Field.Key] || in.Field.IsComputed && !in.Field.IsFormula() {
			continue
		}
		if text, ok := f.Given[in.Field.Key]; ok && form.ID == 0 {
			in.Text = text
		}
		i := f.newInput(in)
		i.given = i.first
		if form.ID == 0 && in.Text != "" {
			i.first = "" // what a new record starts with is saved, too
		}
		f.inputs = append(f.inputs, i)
		if i.box != nil {
			typed := i.box.OnChange
			i.box.OnChange = func(text string) {
				if typed != nil {
					typed(text)
				}
				f.arrange()
			}
		}
		if i.picker != nil && i.file == nil {
			i.picker.OnPick = func(kit.Option) { f.arrange() }
		}
		if i.many != nil {
			i.many.OnChange = func([]string) { f.arrange() }
		}
	}
	f.arrange()
	if f.OnReady != nil {
		f.redraw()
		kit.Post(f.OnReady)
	}
}

// arrange puts the inputs into the groups of the form that the typed record has, with the
// rules as they hold now.
func (f *Form) arrange() {
	t := f.svc.Type()
	texts, by := map[string]string{}, map[string]*input{}
	for _, i := range f.inputs {
		by[i.field.Key] = i
		if i.away = true; !i.field.IsFormula() {
			texts[i.field.Key] = i.text()
		}
	}
	shape := ShapeOf(t, texts)
	f.groups = nil
	for _, part := range shape.Parts {
		g := formGroup{title: GroupTitle(f.host, t, part.Group)}
		for _, x := range part.Fields {
			i := by[x.Field.Key]
			if i == nil || x.Hidden {
				continue
			}
			if i.away, i.need = false, x.Needed; f.Hide[x.Field.Key] {
				continue
			}
			i.setLock(i.fixed || x.Locked)
			if x.Field.IsFormula() {
				i.box.SetText(Text(f.host, x.Field, x.Field.Get(shape.Record)))
			}
			g.inputs = append(g.inputs, i)
		}
		if len(g.inputs) > 0 {
			f.groups = append(f.groups, g)
		}
	}
}

// Ready tells whether the form is filled.
func (f *Form) Ready() bool { return len(f.inputs) > 0 }

// Focus puts the keyboard into the first field.
func (f *Form) Focus() {
	for _, i := range f.inputs {
		if i.box != nil && !i.box.ReadOnly {
			i.box.Focus()
			return
		}
	}
}

// Dirty counts the fields that were changed and not saved.
func (f *Form) Dirty() int {
	n := 0
	for _, i := range f.inputs {
		if i.changed() && (f.id != 0 || i.text() != i.given) {
			n++
		}
	}
	return n
}

// Texts are the changed texts by field.
func (f *Form) Texts() map[string]string {
	out := map[string]string{}
	for _, i := range f.inputs {
		if i.changed() && !i.lock && !i.away {
			out[i.field.Key] = i.text()
		}
	}
	return out
}

// Save checks and saves; what is wrong is shown at its field and the first gets the
// keyboard. A stale version shows who changed what.
func (f *Form) Save() {
	if f.saving || !f.Ready() {
		return
	}
	for _, i := range f.inputs {
		if i.box != nil {
			i.box.Commit()
			i.box.Err = ""
		}
	}
	f.saving = true
	id, ver, texts := f.id, f.ver, f.Texts()
	f.host.Go(func(ctx context.Context) {
		rec, err := f.svc.Save(ctx, id, ver, texts)
		f.host.Post(func() {
			f.saving = false
			if err != nil {
				f.refused(err)
				return
			}
			h := entity.HeadOf(rec)
			f.id, f.ver = h.ID, h.Version
			for _, i := range f.inputs {
				i.first, i.given = i.text(), i.text()
			}
			if f.OnSaved != nil {
				f.OnSaved(h.ID)
			}
			f.redraw()
		})
	})
}

// refused marks the fields at fault.
func (f *Form) refused(err error) {
	var list entity.Problems
	if !errors.As(err, &list) {
		var one *app.Error
		if errors.As(err, &one) && one.Field != "" {
			list = entity.Problems{one}
		}
	}
	marked := false
	for _, e := range list {
		for _, i := range f.inputs {
			if i.field.Key != e.Field || i.box == nil {
				continue
			}
			i.box.Err = f.host.ErrorText(e)
			if !marked {
				i.box.Focus()
			}
			marked = true
		}
	}
	if !marked {
		f.host.Report(err)
	}
	f.redraw()
}

// Errors counts the fields that are marked.
func (f *Form) Errors() int {
	n := 0
	for _, i := range f.inputs {
		if i.box != nil && i.box.Err != "" {
			n++
		}
	}
	return n
}
