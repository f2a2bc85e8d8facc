// Package customfield is the room of the fields that a company adds to its records:
// where they are defined, and how they come into every list, form, import and template
// at once. Their values live in the column custom of the record, keyed c<id>.
package customfield

import (
	"context"
	"slices"
	"strings"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Entity is the name of definitions.
const Entity = "custom_field"

// Definition is one custom field. Entity, kind, target, scale and result never change
// once it is saved.
type Definition struct {
	entity.Head
	Entity   string
	Label    string
	LabelEN  string
	Hint     string
	Kind     string // see Kinds
	Target   string // for references: the entity
	Result   string // of a formula: the kind of what it gives
	Scale    int64
	MaxLen   int64
	Options  string // one per line: "key label"; a leading "-" for options no longer offered
	Formula  string // with keys in its brackets
	Preset   string // what a new record starts with: a value, or = and a formula
	Group    string
	Pos      int64
	Required bool
	Unique   bool
	Found    bool
	Listed   bool
	Printed  bool
	Masked   bool
	Pinned   bool
}

// Describe describes definitions.
func Describe() *entity.Desc[Definition] {
	return entity.Describe(Entity, "label", func(d *Definition, e *entity.Fields) {
		e.Open()
		e.Text("entity", &d.Entity).Must()
		e.Text("label", &d.Label).Must().Max(60)
		e.Text("label_en", &d.LabelEN).Max(60)
		e.Text("hint", &d.Hint).Max(120)
		entity.Choice(e, "kind", &d.Kind, Kinds...).Must().Else(entity.Str("text"))
		e.Text("target", &d.Target)
		entity.Choice(e, "result", &d.Result, Results...)
		e.Int("scale", &d.Scale)
		e.Int("max_len", &d.MaxLen)
		e.LongText("options", &d.Options)
		e.LongText("formula", &d.Formula).Max(1000)
		e.Text("preset", &d.Preset)
		e.Text("form_group", &d.Group)
		e.Int("pos", &d.Pos)
		e.Flag("required", &d.Required)
		e.Flag("only_once", &d.Unique)
		e.Flag("found", &d.Found)
		e.Flag("listed", &d.Listed)
		e.Flag("printed", &d.Printed)
		e.Flag("masked", &d.Masked)
		e.Flag("pinned", &d.Pinned)
	})
}

// Indexes makes and removes the index of a pinned field.
type Indexes interface {
	PinIndex(ctx context.Context, f *entity.Field) error
	UnpinIndex(ctx context.Context, f *entity.Field) error
}

// Service keeps the definitions and the forms, and puts them into force.
type Service struct {
	*record.Service[Definition]
	Layouts *record.Service[Form]
	indexes Indexes
	// Reindex is told when the fields that are searched changed; it may be nil.
	Reindex func()
	// Recount is told when a formula of an entity is new: what it gives has to be stored
	// in the records there are, see Recalculate. It may be nil.
	Recount func(entity string)
	// Uses tell where a field of an entity is used beyond forms and formulas.
	Uses []Uses
}

// New makes the service. Apply has to be called once at the start.
func New(g *record.Ground, indexes Indexes) *Service {
	s := &Service{Service: record.New(g, Describe()), Layouts: record.New(g, DescribeForm()), indexes: indexes}
	g.Registry.ShipLayouts(Entity, definitionForm())
	s.Prepare, s.Rule = s.prepare, s.rule
	s.Layouts.Rule = s.ruleForm
	s.Layouts.Saved.Do(func(ctx context.Context, _ record.Saved[Form]) error {
		g.Tx.After(ctx, func() { _ = s.Apply(identity.System(context.Background(), "forms")) })
		return nil
	})
	s.Saved.Do(func(ctx context.Context, e record.Saved[Definition]) error {
		// The transaction of ctx is over by then: a context of its own.
		g.Tx.After(ctx, func() { s.changed(identity.System(context.Background(), "custom fields"), e) })
		return nil
	})
	return s
}

// ParseOptions reads the options of a choice, one "key label" per line. A line of one
// word is key and label in one.
func ParseOptions(text string) []entity.Option {
	var out []entity.Option
	seen := map[string]bool{}
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		rest, gone := strings.CutPrefix(line, "-")
		key, label, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if label = strings.TrimSpace(label); label == "" {
			label = key
		}
		key = strings.ReplaceAll(key, ",", "")
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		out = append(out, entity.Option{Key: key, Label: label, Gone: gone})
	}
	return out
}

// Apply puts the live definitions of all entities into force. Call it when a company was
// opened, and when a notice says that another desk changed them.
func (s *Service) Apply(ctx context.Context) error {
	defs, err := s.Find(identity.System(ctx, "custom fields"), listing.Node{}, listing.Sort{Key: "pos"})
	if err != nil {
		return err
	}
	fields := map[string][]*entity.Field{}
	for _, d := range defs {
		f, err := d.Field()
		if err != nil {
			continue // a definition of a newer program; its values stay where they are
		}
		fields[d.Entity] = append(fields[d.Entity], f)
	}
	for _, t := range s.Ground().Registry.Types() {
		have := slices.ContainsFunc(t.Fields(), func(f *entity.Field) bool { return f.Store == entity.InCustom })
		if have || len(fields[t.Name]) > 0 {
			s.Ground().Registry.SetCustom(t.Name, fields[t.Name])
		}
	}
	return s.applyForms(ctx)
}

// changed puts a saved definition into force, after the commit.
func (s *Service) changed(ctx context.Context, e record.Saved[Definition]) {
	if s.Apply(ctx) != nil {
		return // the next start applies it
	}
	if e.After.Formula != "" && (e.Before == nil || e.Before.Formula != e.After.Formula) && s.Recount != nil {
		s.Recount(e.After.Entity)
	}
	live := e.After.Archived == entity.Live
	f := s.Ground().Registry.Type(e.After.Entity).Field(entity.Custom{ID: e.After.ID}.Key())
	if f == nil {
		if f, _ = e.After.Field(); f == nil {
			return
		}
		f.Entity = e.After.Entity
	}
	was := e.Before != nil && e.Before.Pinned && e.Before.Archived == entity.Live
	switch is := e.After.Pinned && live; {
	case is && !was:
		_ = s.indexes.PinIndex(ctx, f) // a filter without its index is slow, not wrong
	case was && !is:
		_ = s.indexes.UnpinIndex(ctx, f)
	}
	found := e.Before != nil && e.Before.Found
	if s.Reindex != nil && (e.After.Found != found || e.After.Found && e.Before != nil && e.Before.Archived != e.After.Archived) {
		s.Reindex()
	}
}
