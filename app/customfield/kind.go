package customfield

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/formula"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Kinds are the kinds a field can have, in the order in which they are offered.
var Kinds = []string{
	"text", "long_text", "int", "number", "money", "date", "instant", "choice", "multi", "flag",
	"phone", "mail", "url", "address", "picture", "file", "user", "customer", "ref", "formula",
}

// Results are the kinds a formula can give.
var Results = []string{"number", "money", "int", "date", "text", "flag"}

// definitionForm shows of a definition only what its kind has.
func definitionForm() entity.Layout {
	of := func(kinds ...string) entity.When {
		w := entity.When{Any: true}
		for _, k := range kinds {
			w.Terms = append(w.Terms, entity.Term{Key: "kind", Op: "is", Value: k})
		}
		return w
	}
	not := func(kinds ...string) entity.When {
		w := entity.When{}
		for _, k := range kinds {
			w.Terms = append(w.Terms, entity.Term{Key: "kind", Op: "not", Value: k})
		}
		return w
	}
	return entity.Layout{Key: "standard", Entity: Entity, Groups: []entity.Group{{Places: []entity.Place{
		{Key: "label"},
		{Key: "label_en"},
		{Key: "kind"},
		{Key: "result", Show: of("formula")},
		{Key: "formula", Show: of("formula")},
		{Key: "options", Show: of("choice", "multi")},
		{Key: "target", Show: of("ref")},
		{Key: "scale", Show: of("number", "formula")},
		{Key: "max_len", Show: of("text", "long_text", "address")},
		{Key: "hint"},
		{Key: "preset", Show: not("formula", "picture", "file")},
		{Key: "required", Show: not("formula")},
		{Key: "only_once", Show: not("formula", "flag", "multi", "picture", "file")},
		{Key: "found"},
		{Key: "listed"},
		{Key: "printed"},
		{Key: "masked"},
		{Key: "pinned"},
	}}}, Out: []string{"owner_id", "unit_id"}}
}

// stands gives the kind in which a kind of fields is stored, and where it points to.
func (d *Definition) stands() (entity.Kind, string, bool) {
	switch d.Kind {
	case "address":
		return entity.KindText, "", true
	case "picture":
		return entity.KindFile, "", true
	case "user":
		return entity.KindRef, "person", true
	case "customer":
		return entity.KindRef, "customer", true
	case "formula":
		k, ok := entity.KindOf(d.Result)
		return k, "", ok && slices.Contains(Results, d.Result)
	}
	k, ok := entity.KindOf(d.Kind)
	return k, d.Target, ok && slices.Contains(Kinds, d.Kind)
}

// Field makes the field of a definition.
func (d *Definition) Field() (*entity.Field, error) {
	kind, target, ok := d.stands()
	if !ok {
		return nil, app.E(app.Invalid, "custom.kind").At("kind")
	}
	c := entity.Custom{
		ID: d.ID, Label: d.Label, LabelEN: d.LabelEN, Hint: d.Hint, Kind: kind, To: target, Scale: int(d.Scale), MaxLen: int(d.MaxLen),
		Options: ParseOptions(d.Options), Required: d.Required, Unique: d.Unique, Found: d.Found, Listed: d.Listed, Printed: d.Printed, Masked: d.Masked,
		Pinned: d.Pinned, Picture: d.Kind == "picture", Group: d.Group, Preset: d.Preset,
	}
	if d.Kind == "address" && c.MaxLen == 0 {
		c.MaxLen = 300
	}
	if d.Kind == "formula" {
		f, err := formula.Parse(d.Formula)
		if err != nil {
			return nil, at(err, "formula")
		}
		c.Formula, c.Preset = f, ""
	}
	f, err := c.Field()
	if err != nil {
		return nil, at(err, "preset")
	}
	return f, nil
}

// at names the field of the definition in an error that names none of it.
func at(err error, field string) error {
	if e, ok := err.(*app.Error); ok && (e.Field == "" || strings.HasPrefix(e.Field, "c")) {
		return e.At(field)
	}
	return err
}

// prepare brings typed formulas into the form with keys and gives a new field its place.
func (s *Service) prepare(ctx context.Context, before, d *Definition) error {
	t := s.Ground().Registry.Type(d.Entity)
	if t == nil {
		return nil // the rule refuses it
	}
	var err error
	if d.Kind != "formula" {
		d.Formula, d.Result = "", ""
	} else if d.Formula, err = s.Keyed(t, d.Formula); err != nil {
		return at(err, "formula")
	}
	if text, is := strings.CutPrefix(d.Preset, "="); is && d.Kind != "formula" {
		if text, err = s.Keyed(t, text); err != nil {
			return at(err, "preset")
		}
		d.Preset = "=" + text
	}
	if before == nil && d.Pos == 0 {
		n, err := s.Count(identity.System(ctx, "custom fields"), listing.Is("entity", listing.Eq, d.Entity))
		if err != nil {
			return err
		}
		d.Pos = n + 1
	}
	return nil
}

// Keyed writes a formula with keys for the labels in its brackets. Invalid
// formula.no_field for what is no field of the record.
func (s *Service) Keyed(t *entity.Type, text string) (string, error) {
	f, err := formula.Parse(text)
	if err != nil {
		return "", err
	}
	var bad error
	out := f.Rename(func(name string) string {
		key := s.keyOf(t, name)
		if key == "" && bad == nil {
			bad = app.E(app.Invalid, "formula.no_field", "name", name)
		}
		return key
	})
	return out, bad
}

// keyOf finds a field by its key or its name in any language.
func (s *Service) keyOf(t *entity.Type, name string) string {
	if f := t.Field(name); f != nil && f.Store != entity.InSummary {
		return f.Key
	}
	if name == entity.Today || name == "今天" || strings.EqualFold(name, "today") {
		return entity.Today
	}
	names := s.Ground().Registry.Names
	for _, f := range t.Fields() {
		if f.Store == entity.InSummary || f.IsUnlisted {
			continue
		}
		if f.Title != "" && (strings.EqualFold(f.Title, name) || strings.EqualFold(f.TitleEN, name)) {
			return f.Key
		}
		if f.Title == "" && names != nil && slices.ContainsFunc(names(f.LabelKey()), func(n string) bool { return strings.EqualFold(n, name) }) {
			return f.Key
		}
	}
	return ""
}

// rule lets only administrators define fields, keeps kinds as they are, and refuses
// formulas that go round in a circle.
func (s *Service) rule(ctx context.Context, before, after *Definition) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	t := s.Ground().Registry.Type(after.Entity)
	if t == nil || !Takes(t) {
		return app.E(app.Invalid, "custom.no_entity", "name", after.Entity).At("entity")
	}
	if before != nil && (before.Kind != after.Kind || before.Entity != after.Entity || before.Target != after.Target || before.Scale != after.Scale || before.Result != after.Result) {
		return app.E(app.Conflict, "custom.kind_fixed").At("kind")
	}
	probe := *after
	if probe.ID == 0 {
		probe.ID = 1 << 40
	}
	f, err := probe.Field()
	if err != nil {
		return err
	}
	if f.Kind == entity.KindRef && s.Ground().Registry.Type(f.To) == nil {
		return app.E(app.Invalid, "custom.target").At("target")
	}
	if f.Unique && (f.Kind == entity.KindFlag || f.Kind == entity.KindMulti || f.Kind == entity.KindFile || f.IsFormula()) {
		return app.E(app.Invalid, "custom.not_unique").At("only_once")
	}
	if after.Archived == entity.Live {
		if err := s.oneName(ctx, after); err != nil {
			return err
		}
	}
	return s.noCircle(t, f)
}

// Takes tells whether an entity takes fields of the company's own.
func Takes(t *entity.Type) bool {
	switch t.Name {
	case Entity, Forms, "setting", "saved_view", "share", "role", "import_run", "company":
		return false
	}
	return t.Parent == ""
}

// oneName refuses a name that another field of the entity has: formulas and imports
// find fields by their name.
func (s *Service) oneName(ctx context.Context, d *Definition) error {
	same, err := s.Find(identity.System(ctx, "custom fields"), listing.All(listing.Is("entity", listing.Eq, d.Entity), listing.Is("label", listing.Eq, d.Label)))
	if err != nil {
		return err
	}
	for _, x := range same {
		if x.ID != d.ID {
			return app.E(app.Conflict, "custom.name_taken", "name", d.Label).At("label")
		}
	}
	names := s.Ground().Registry.Names
	for _, f := range s.Ground().Registry.Type(d.Entity).Fields() {
		if f.Title == "" && !f.IsUnlisted && names != nil && slices.Contains(names(f.LabelKey()), d.Label) {
			return app.E(app.Conflict, "custom.name_taken", "name", d.Label).At("label")
		}
	}
	return nil
}

// noCircle follows the formulas that a formula reads.
func (s *Service) noCircle(t *entity.Type, f *entity.Field) error {
	seen := map[string]bool{}
	var follow func(x *entity.Field) bool
	follow = func(x *entity.Field) bool {
		for _, key := range x.Reads() {
			if key == f.Key {
				return false
			}
			if r := t.Field(key); r != nil && r.IsFormula() && !seen[key] {
				seen[key] = true
				if !follow(r) {
					return false
				}
			}
		}
		return true
	}
	if f.IsFormula() && !follow(f) {
		return app.E(app.Invalid, "formula.circle", "field", f.Label()).At("formula")
	}
	return nil
}

// Recalculate stores anew what the formulas of an entity give, record by record; those
// that do not change are not written. progress may be nil.
func (s *Service) Recalculate(ctx context.Context, name string, progress func(done int64)) error {
	svc := s.Ground().Service(name)
	if svc == nil {
		return app.E(app.NotFound, "list.unknown_entity", "name", name)
	}
	g := s.Ground()
	p, err := listing.Allow(ctx, g.Registry, identity.May(name, identity.See), listing.Query{Entity: name, Sort: []listing.Sort{{Key: "id"}}})
	if err != nil {
		return err
	}
	ids, err := g.Source.First(ctx, p, 1_000_000)
	if err != nil {
		return err
	}
	for i, part := range slices.Collect(slices.Chunk(ids, 200)) {
		err := g.Tx.InTx(ctx, func(ctx context.Context) error {
			for _, id := range part {
				if _, err := svc.Update(ctx, id, 0, func(any) error { return nil }); err != nil && app.KindOf(err) != app.NotFound {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if progress != nil {
			progress(int64(i+1) * 200)
		}
	}
	return nil
}
