package entity

import (
	"slices"
	"strings"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/calendar"
)

// Registry holds the descriptions of one open company.
type Registry struct {
	clock app.Clock
	zone  *time.Location
	// Names gives the text of a translation key in every language; with it import and
	// filters understand the labels of options. It may be nil.
	Names func(key string) []string

	mu    sync.RWMutex
	types map[string]*Type
	order []*Type
	dicts map[string][]Option
	extra map[string]map[Store][]*Field
	forms map[string][]Layout // as the company shaped them
	ships map[string][]Layout // as the program ships them
}

// NewRegistry makes an empty registry; the zone decides business dates.
func NewRegistry(clock app.Clock, zone *time.Location) *Registry {
	return &Registry{
		clock: clock, zone: zone, types: map[string]*Type{},
		dicts: map[string][]Option{}, extra: map[string]map[Store][]*Field{},
		forms: map[string][]Layout{}, ships: map[string][]Layout{},
	}
}

// Add registers a description and those of its lines; it panics when the name is taken.
func (r *Registry) Add(t *Type) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.add(t)
}

func (r *Registry) add(t *Type) {
	if r.types[t.Name] != nil {
		panic("entity: registered twice: " + t.Name)
	}
	r.types[t.Name] = t
	r.order = append(r.order, t)
	t.reg.Store(r)
	for _, k := range t.Kids {
		r.add(k.Type)
	}
	r.apply(t)
}

// Type finds an entity, or nil.
func (r *Registry) Type(name string) *Type {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.types[name]
}

// Types lists all entities in the order of registration.
func (r *Registry) Types() []*Type {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return slices.Clone(r.order)
}

// Now is the instant of the company's clock.
func (r *Registry) Now() time.Time { return r.clock.Now() }

// Zone is the company's time zone.
func (r *Registry) Zone() *time.Location { return r.zone }

// Today is the business date of now.
func (r *Registry) Today() calendar.Date { return calendar.On(r.clock.Now(), r.zone) }

// Dictionary lists the options of a user-edited dictionary, nil when there is none.
func (r *Registry) Dictionary(name string) []Option {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.dicts[name]
}

// SetDictionary puts the options of a dictionary in place.
func (r *Registry) SetDictionary(name string, options []Option) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.dicts[name] = slices.Clone(options)
}

// Contribute adds fields that another area keeps in <entity>_summary; see Contributed.
func (r *Registry) Contribute(entity string, fields ...*Field) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(entity, InSummary, append(r.extra[entity][InSummary], fields...))
}

// SetCustom puts the custom fields of an entity in place of those before.
func (r *Registry) SetCustom(entity string, fields []*Field) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.put(entity, InCustom, fields)
}

func (r *Registry) put(entity string, s Store, fields []*Field) {
	if r.extra[entity] == nil {
		r.extra[entity] = map[Store][]*Field{}
	}
	r.extra[entity][s] = fields
	if t := r.types[entity]; t != nil {
		r.apply(t)
	}
}

func (r *Registry) apply(t *Type) {
	x := r.extra[t.Name]
	t.Extend(append(slices.Clone(x[InSummary]), x[InCustom]...))
}

// Path is a column, a filter field or a template field: a field of the entity, or one
// field of the record that a reference of it points to ("customer_id.name").
type Path struct {
	Key    string
	Type   *Type  // the entity asked
	Via    *Field // the reference followed, nil for an own field
	Target *Type  // the entity of Field
	Field  *Field
}

// Path resolves a key of an entity, one reference deep: "name", "customer_id.name" or
// shorter "customer.name". Error Invalid list.unknown_field.
func (r *Registry) Path(entity, key string) (Path, error) {
	t := r.Type(entity)
	if t == nil {
		return Path{}, app.E(app.Invalid, "list.unknown_entity", "name", entity)
	}
	if f := t.Field(key); f != nil {
		return Path{Key: key, Type: t, Target: t, Field: f}, nil
	}
	if ref, rest, ok := strings.Cut(key, "."); ok {
		via := t.Field(ref)
		if via == nil {
			via = t.Field(ref + "_id")
		}
		if via != nil && via.Kind == KindRef && via.Store != InSummary {
			if to := r.Type(via.To); to != nil {
				if f := to.Field(rest); f != nil {
					return Path{Key: key, Type: t, Via: via, Target: to, Field: f}, nil
				}
			}
		}
	}
	return Path{}, app.E(app.Invalid, "list.unknown_field", "name", key)
}

// MustPath is Path for code that names a field known to exist.
func (r *Registry) MustPath(entity, key string) Path {
	p, err := r.Path(entity, key)
	if err != nil {
		panic(err)
	}
	return p
}
