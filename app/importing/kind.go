package importing

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
)

// Kind is something that can be imported under one name.
type Kind struct {
	Name   string   // as the command and the page call it: "customers"
	Entity string   // what a row becomes
	Keys   []string // fields by which a row finds its record, the best first
	Side   *Side    // a second record that a row may carry, nil for none

	Ownerless bool // new records belong to nobody: customers go straight into the shared pool
}

// Side is a record made beside the main one: the contact in a list of customers.
type Side struct {
	Entity string
	Ref    string            // its field that points to the main record
	Title  string            // the field without which there is no such record
	Copy   map[string]string // main field → side field, taken over where the side has none
	Fixed  map[string]string // values every such record gets
}

var mainContact = &Side{Entity: "contact", Ref: "customer_id", Title: "name", Copy: map[string]string{"mobile": "mobile"}, Fixed: map[string]string{"main": "1"}}

var customerKeys = []string{"name", "mobile", "credit_code", "phone"}

var kinds = []Kind{
	{Name: "customers", Entity: "customer", Keys: customerKeys, Side: mainContact},
	{Name: "pool", Entity: "customer", Keys: customerKeys, Side: mainContact, Ownerless: true},
	{Name: "contacts", Entity: "contact", Keys: []string{"mobile", "mail", "name"}},
	{Name: "leads", Entity: "lead", Keys: []string{"mobile", "mail", "name"}},
	{Name: "products", Entity: "product", Keys: []string{"code", "barcode", "name"}},
	{Name: "channels", Entity: "channel", Keys: []string{"number", "name"}},
	{Name: "competitors", Entity: "competitor", Keys: []string{"name"}},
	{Name: "wages", Entity: "wage"},
	{Name: "employees", Entity: "employee", Keys: []string{"number", "card_number", "name"}},
}

// KindNamed finds a kind by its name or by its entity: NotFound import.kind.
func KindNamed(name string) (Kind, error) {
	for _, k := range kinds {
		if k.Name == name || k.Entity == name {
			return k, nil
		}
	}
	return Kind{}, app.E(app.NotFound, "import.kind", "name", name)
}

// Target is a field that a column of the file may fill.
type Target struct {
	Key   string // the field, or "contact.name" for one of the side
	Type  *entity.Type
	Field *entity.Field
	Side  bool
}

// Targets lists the fields that the acting person may import, in the order of the form.
// Denied when the person may not import this kind at all.
func (s *Service) Targets(ctx context.Context, k Kind) ([]Target, error) {
	a, err := identity.Need(ctx, identity.May(k.Entity, identity.Import))
	if err != nil {
		return nil, err
	}
	if k.Ownerless { // who looks after the pool
		if _, err := identity.Need(ctx, identity.May(k.Entity, identity.Assign)); err != nil {
			return nil, err
		}
	}
	t := s.g.Registry.Type(k.Entity)
	if t == nil || s.g.Service(k.Entity) == nil {
		return nil, app.E(app.NotFound, "import.kind", "name", k.Name)
	}
	var out []Target
	for _, f := range t.Fields() {
		if importable(f) && a.OwnAccess(f) == entity.Edit && !(k.Ownerless && (f.Key == "owner_id" || f.Key == "unit_id")) {
			out = append(out, Target{Key: f.Key, Type: t, Field: f})
		}
	}
	if k.Side == nil {
		return out, nil
	}
	side := s.g.Registry.Type(k.Side.Entity)
	if side == nil || !a.Can(identity.May(side.Name, identity.Add)) {
		return out, nil
	}
	for _, f := range side.Fields() {
		if importable(f) && !f.IsHead && f.Key != k.Side.Ref && k.Side.Fixed[f.Key] == "" && a.OwnAccess(f) == entity.Edit {
			out = append(out, Target{Key: side.Name + "." + f.Key, Type: side, Field: f, Side: true})
		}
	}
	return out, nil
}

// importable leaves out what services write themselves, files, and sums of other areas.
func importable(f *entity.Field) bool {
	return !f.IsComputed && f.Store != entity.InSummary && f.Kind != entity.KindFile && (!f.IsHead || f.Kind == entity.KindRef)
}

func targetNamed(list []Target, key string) (Target, bool) {
	i := slices.IndexFunc(list, func(t Target) bool { return t.Key == key })
	if i < 0 {
		return Target{}, false
	}
	return list[i], true
}
