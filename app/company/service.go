package company

import (
	"context"
	"encoding/json"
	"strings"
	"sync"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Service keeps the company, its settings and its lists.
type Service struct {
	Companies *record.Service[Company]
	Settings  *record.Service[Setting]

	g       *record.Ground
	shipped map[string][]string // dictionary → option keys

	mu    sync.Mutex
	cache map[string]string // settings as stored; nil: read again
}

// Dictionaries lists the shipped options of the lists that people edit, by name.
type Dictionaries map[string][]string

// New makes the service. The dictionaries of all areas are known before the first read.
func New(g *record.Ground, shipped ...Dictionaries) *Service {
	s := &Service{g: g, shipped: map[string][]string{}}
	for _, d := range shipped {
		for name, keys := range d {
			s.shipped[name] = keys
		}
	}
	s.Companies = record.New(g, Describe())
	s.Settings = record.New(g, DescribeSetting())
	s.Settings.Saved.Do(func(ctx context.Context, e record.Saved[Setting]) error {
		g.Tx.After(ctx, s.forget)
		return nil
	})
	return s
}

func (s *Service) forget() {
	s.mu.Lock()
	s.cache = nil
	s.mu.Unlock()
	s.publish(identity.System(context.Background(), "settings"))
}

// Load reads settings and lists and puts the lists in place; call it once after opening.
func (s *Service) Load(ctx context.Context) error {
	if _, err := s.values(ctx); err != nil {
		return err
	}
	s.publish(identity.System(ctx, "settings"))
	return nil
}

// Get gives the company. NotFound company.missing before the set-up.
func (s *Service) Get(ctx context.Context) (*Company, error) {
	c, err := s.Companies.First(identity.System(ctx, "company"), listing.Node{})
	if app.KindOf(err) == app.NotFound {
		return nil, app.E(app.NotFound, "company.missing")
	}
	return c, err
}

// Save changes the company; it needs the administrator's right.
func (s *Service) Save(ctx context.Context, version int64, fn func(*Company) error) (*Company, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return nil, err
	}
	c, err := s.Get(ctx)
	if err != nil {
		return nil, err
	}
	return s.Companies.Update(ctx, c.ID, version, fn)
}

// values gives all settings as stored.
func (s *Service) values(ctx context.Context) (map[string]string, error) {
	s.mu.Lock()
	cache := s.cache
	s.mu.Unlock()
	if cache != nil && audit.Current(ctx) == nil {
		return cache, nil
	}
	all, err := s.Settings.Find(identity.System(ctx, "settings"), listing.Node{})
	if err != nil {
		return nil, err
	}
	cache = map[string]string{}
	for _, x := range all {
		cache[x.Key] = x.Value
	}
	if audit.Current(ctx) == nil { // what a transaction wrote may still be undone
		s.mu.Lock()
		defer s.mu.Unlock()
		s.cache = cache
	}
	return cache, nil
}

// Read gives a setting of any type, or def when it was never set. Everybody may read
// settings. Invalid setting.broken when the stored value cannot be read.
func Read[T any](ctx context.Context, s *Service, key string, def T) (T, error) {
	all, err := s.values(ctx)
	if err != nil {
		return def, err
	}
	text, ok := all[key]
	if !ok {
		return def, nil
	}
	var v T
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		return def, app.E(app.Invalid, "setting.broken", "key", key).Because(err)
	}
	return v, nil
}

// Write stores a setting; it needs the administrator's right.
func Write[T any](ctx context.Context, s *Service, key string, v T) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	text, err := json.Marshal(v)
	if err != nil {
		return app.E(app.Internal, "setting.broken", "key", key).Because(err)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		old, err := s.Settings.First(ctx, listing.Is("key", listing.Eq, key))
		switch {
		case app.KindOf(err) == app.NotFound:
			return s.Settings.Create(ctx, &Setting{Key: key, Value: string(text)})
		case err != nil:
			return err
		}
		_, err = s.Settings.Update(ctx, old.ID, 0, func(x *Setting) error { x.Value = string(text); return nil })
		return err
	})
}

// Option is one entry of a list that people edit. A label is only there when the user
// gave one; shipped entries are translated by their key.
type Option struct {
	Key   string `json:"key"`
	Label string `json:"label,omitempty"`
	EN    string `json:"en,omitempty"`
	Under string `json:"under,omitempty"` // the option above it in a tree
	Gone  bool   `json:"gone,omitempty"`
}

// Lists names the lists that people edit.
func (s *Service) Lists() []string {
	names := make([]string, 0, len(s.shipped))
	for n := range s.shipped {
		names = append(names, n)
	}
	return names
}

// Options gives the entries of a list: the saved ones, else the shipped ones.
func (s *Service) Options(ctx context.Context, name string) ([]Option, error) {
	keys, ok := s.shipped[name]
	if !ok {
		return nil, app.E(app.NotFound, "dictionary.unknown", "name", name)
	}
	def := make([]Option, len(keys))
	for i, k := range keys { // "east>shanghai" stands below "east"
		above, key, below := strings.Cut(k, ">")
		if def[i].Key = above; below {
			def[i] = Option{Key: key, Under: above}
		}
	}
	return Read(ctx, s, "list."+name, def)
}

// SetOptions stores the entries of a list. Entries in use cannot be taken away: those
// that are missing from the new list stay as retired ones.
func (s *Service) SetOptions(ctx context.Context, name string, options []Option) error {
	old, err := s.Options(ctx, name)
	if err != nil {
		return err
	}
	have := map[string]bool{}
	for _, o := range options {
		have[o.Key] = true
	}
	for _, o := range old {
		if !have[o.Key] {
			o.Gone = true
			options = append(options, o)
		}
	}
	if err := s.checkOptions(ctx, name, options); err != nil {
		return err
	}
	return Write(ctx, s, "list."+name, options)
}

// publish puts all lists in place for the descriptions.
func (s *Service) publish(ctx context.Context) {
	for name := range s.shipped {
		options, err := s.Options(ctx, name)
		if err != nil {
			continue // a broken list keeps what was there before
		}
		list := make([]entity.Option, len(options))
		for i, o := range options {
			list[i] = entity.Option{Key: o.Key, Label: o.Label, EN: o.EN, Under: o.Under, Gone: o.Gone}
		}
		s.g.Registry.SetDictionary(name, list)
	}
}
