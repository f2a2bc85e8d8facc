package customfield

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Forms is the name of the entity of forms.
const Forms = "form_layout"

// Form is a stored layout of the form of an entity.
type Form struct {
	entity.Head
	Entity string
	Key    string // of the shipped form that it takes the place of; else empty
	Name   string
	NameEN string
	Pos    int64
	Body   string // entity.Layout as JSON
}

// DescribeForm describes forms.
func DescribeForm() *entity.Desc[Form] {
	return entity.Describe(Forms, "name", func(x *Form, e *entity.Fields) {
		e.Open()
		e.Text("entity", &x.Entity).Must()
		e.Text("key", &x.Key).Max(40)
		e.Text("name", &x.Name).Must().Max(40)
		e.Text("name_en", &x.NameEN).Max(40)
		e.Int("pos", &x.Pos)
		e.LongText("body", &x.Body).Max(100_000)
	})
}

// layout reads the stored form; false when it cannot be read.
func (x *Form) layout() (entity.Layout, bool) {
	l := entity.Layout{}
	if err := json.Unmarshal([]byte(x.Body), &l); err != nil {
		return l, false
	}
	l.Entity, l.Name = x.Entity, entity.Words{ZH: x.Name, EN: x.NameEN}
	if l.Key = x.Key; l.Key == "" {
		l.Key = strconv.FormatInt(x.ID, 10)
	}
	return l, true
}

// ruleForm lets only administrators shape forms, and refuses rules that cannot be kept.
func (s *Service) ruleForm(ctx context.Context, _, x *Form) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	t := s.Ground().Registry.Type(x.Entity)
	if t == nil || t.Parent != "" {
		return app.E(app.Invalid, "custom.no_entity", "name", x.Entity).At("entity")
	}
	l, ok := x.layout()
	if !ok {
		return app.E(app.Invalid, "form.broken")
	}
	return CheckLayout(t, l)
}

// CheckLayout refuses a form whose rules cannot be kept: conditions over fields that do
// not exist, a field that depends on itself, or one that must be filled and cannot.
func CheckLayout(t *entity.Type, l entity.Layout) error {
	for key, options := range l.For {
		f := t.Field(key)
		if f == nil || f.Kind != entity.KindChoice || len(options) == 0 {
			return app.E(app.Invalid, "form.chosen", "name", key)
		}
	}
	seen := map[string]bool{}
	for _, g := range l.Groups {
		if g.ID == "" && len(l.Groups) > 1 && g.Title != "" {
			return app.E(app.Invalid, "form.broken")
		}
		for _, p := range g.Places {
			f := t.Field(p.Key)
			if f == nil {
				continue // a field that was retired since
			}
			if seen[p.Key] {
				return app.E(app.Invalid, "form.twice", "field", f.Label())
			}
			seen[p.Key] = true
			if err := checkPlace(t, f, p); err != nil {
				return err
			}
		}
	}
	for _, key := range l.Out {
		if f := t.Field(key); f != nil && f.Required {
			return app.E(app.Invalid, "form.required_out", "field", f.Label())
		}
	}
	return nil
}

func checkPlace(t *entity.Type, f *entity.Field, p entity.Place) error {
	for _, w := range []entity.When{p.Show, p.Need, p.Lock} {
		if err := w.Check(t); err != nil {
			return err
		}
		if slices.Contains(w.Keys(), f.Key) {
			return app.E(app.Invalid, "form.own_rule", "field", f.Label())
		}
	}
	if f.Required && (!p.Show.IsZero() || !p.Lock.IsZero() && p.Lock.Always) {
		return app.E(app.Invalid, "form.required_out", "field", f.Label())
	}
	if p.Need.Always && p.Lock.Always {
		return app.E(app.Invalid, "form.locked_need", "field", f.Label())
	}
	return nil
}

// SaveLayout stores a form and puts it into force. The key is that of a shipped form, the
// id of a stored one, or "" for a new one. It gives the key.
func (s *Service) SaveLayout(ctx context.Context, l entity.Layout) (string, error) {
	body, err := json.Marshal(l)
	if err != nil {
		return "", app.E(app.Internal, "form.broken").Because(err)
	}
	old, err := s.storedForm(ctx, l.Entity, l.Key)
	if err != nil {
		return "", err
	}
	fill := func(x *Form) error {
		x.Entity, x.Name, x.NameEN, x.Body = l.Entity, l.Name.ZH, l.Name.EN, string(body)
		if x.Name == "" {
			x.Name = l.Name.EN
		}
		return nil
	}
	if old != nil {
		_, err = s.Layouts.Update(ctx, old.ID, 0, fill)
		return l.Key, err
	}
	x := s.Layouts.Desc.New()
	if x.Key = l.Key; x.Key == "" {
		n, err := s.Layouts.Count(identity.System(ctx, "forms"), listing.Is("entity", listing.Eq, l.Entity))
		if err != nil {
			return "", err
		}
		x.Pos = n + 1
	}
	_ = fill(x)
	if err := s.Layouts.Create(ctx, x); err != nil {
		return "", err
	}
	if l.Key != "" {
		return l.Key, nil
	}
	return strconv.FormatInt(x.ID, 10), nil
}

// DropLayout removes a form; a shipped one comes back as it was shipped.
func (s *Service) DropLayout(ctx context.Context, name, key string) error {
	old, err := s.storedForm(ctx, name, key)
	if err != nil || old == nil {
		return err
	}
	return s.Layouts.Archive(ctx, old.ID, 0)
}

func (s *Service) storedForm(ctx context.Context, name, key string) (*Form, error) {
	if key == "" {
		return nil, nil
	}
	list, err := s.Layouts.Find(identity.System(ctx, "forms"), listing.Is("entity", listing.Eq, name))
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		if x.Key == key || x.Key == "" && strconv.FormatInt(x.ID, 10) == key {
			return x, nil
		}
	}
	return nil, nil
}

// applyForms puts the stored forms into force.
func (s *Service) applyForms(ctx context.Context) error {
	list, err := s.Layouts.Find(identity.System(ctx, "forms"), listing.Node{}, listing.Sort{Key: "pos"})
	if err != nil {
		return err
	}
	forms := map[string][]entity.Layout{}
	for _, x := range list {
		if l, ok := x.layout(); ok {
			forms[x.Entity] = append(forms[x.Entity], l)
		}
	}
	for _, t := range s.Ground().Registry.Types() {
		s.Ground().Registry.SetLayouts(t.Name, forms[t.Name])
	}
	return nil
}

// Use is a place where a field is used.
type Use struct {
	What string // view, filter, import, print, mail, formula, rule, form
	Name string // of the view, template, field …; may be a translation key with a leading @
}

// Uses tells where a field of an entity is used.
type Uses func(ctx context.Context, t *entity.Type, key string) ([]Use, error)

// UsedIn lists where a field is used: views, schemes and templates, formulas, rules.
func (s *Service) UsedIn(ctx context.Context, name, key string) ([]Use, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return nil, err
	}
	t := s.Ground().Registry.Type(name)
	if t == nil {
		return nil, app.E(app.Invalid, "custom.no_entity", "name", name)
	}
	var out []Use
	for _, f := range t.Fields() {
		if slices.Contains(f.Reads(), key) {
			out = append(out, Use{"formula", labelOf(f)})
		}
	}
	for _, l := range s.Ground().Registry.Layouts(name) {
		for _, g := range l.Groups {
			for _, p := range g.Places {
				if slices.Contains(slices.Concat(p.Show.Keys(), p.Need.Keys(), p.Lock.Keys()), key) {
					out = append(out, Use{"rule", labelOf(t.Field(p.Key))})
				}
			}
		}
	}
	for _, u := range s.Uses {
		more, err := u(ctx, t, key)
		if err != nil {
			return nil, err
		}
		out = append(out, more...)
	}
	return out, nil
}

func labelOf(f *entity.Field) string {
	switch {
	case f == nil:
		return ""
	case f.Title != "":
		return f.Title
	}
	return "@" + f.LabelKey()
}

// Mentions tells whether a stored text (a query, a template) names a field: as a JSON
// text "c12", or in a template {{c12 …}} and {{customer.c12 …}}.
func Mentions(text, entityName, key string) bool {
	for _, sign := range []string{
		`"` + key + `"`, `{{` + key + `}}`, `{{` + key + `|`, `{{` + key + ` `,
		`{{` + entityName + `.` + key + `}}`, `{{` + entityName + `.` + key + `|`, `"` + entityName + `.` + key + `"`,
	} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}
