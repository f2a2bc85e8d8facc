package importing

import (
	"context"
	"encoding/json"
	"time"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
)

// remembered finds the mapping used last for files with these headers.
func (s *Service) remembered(ctx context.Context, k Kind, p *Preview, targets []Target) (Mapping, string, bool) {
	list, err := s.schemes.Find(identity.Elevated(ctx), listing.All(listing.Is("kind", listing.Eq, k.Name),
		listing.Is("signature", listing.Eq, Signature(k.Name, p.Headers))), listing.Sort{Key: "used_at", Desc: true})
	if err != nil || len(list) == 0 {
		return Mapping{}, "", false
	}
	var m Mapping
	if json.Unmarshal([]byte(list[0].Mapping), &m) != nil {
		return Mapping{}, "", false
	}
	m, ok := m.Fit(p.Headers)
	if !ok || m.check(targets) != nil {
		return Mapping{}, "", false // a field is gone, or not allowed any more
	}
	m.Layout, m.HeaderRow = p.Layout, p.HeaderRow
	return m, list[0].Name, true
}

// SchemeRow is a remembered mapping in a list.
type SchemeRow struct {
	ID     int64
	Name   string
	UsedAt time.Time
}

// SchemeNames lists the remembered mappings of a kind, the last used first.
func (s *Service) SchemeNames(ctx context.Context, k Kind) ([]SchemeRow, error) {
	if _, err := identity.Need(ctx, identity.May(k.Entity, identity.Import)); err != nil {
		return nil, err
	}
	list, err := s.schemes.Find(identity.Elevated(ctx), listing.Is("kind", listing.Eq, k.Name), listing.Sort{Key: "used_at", Desc: true})
	if err != nil {
		return nil, err
	}
	out := make([]SchemeRow, len(list))
	for i, x := range list {
		out[i] = SchemeRow{ID: x.ID, Name: x.Name, UsedAt: time.UnixMilli(x.UsedAt)}
	}
	return out, nil
}

// UseScheme puts a remembered mapping onto a file; columns it does not know stay left
// out. Invalid import.scheme_misfit when the file lacks a column it needs.
func (s *Service) UseScheme(ctx context.Context, k Kind, id int64, p *Preview) (Mapping, error) {
	if _, err := s.Targets(ctx, k); err != nil {
		return Mapping{}, err
	}
	x, err := s.schemes.Get(identity.Elevated(ctx), id)
	if err != nil {
		return Mapping{}, err
	}
	var m Mapping
	if err := json.Unmarshal([]byte(x.Mapping), &m); err != nil || x.Kind != k.Name {
		return m, app.E(app.Invalid, "import.scheme_misfit", "name", x.Name).Because(err)
	}
	m, ok := m.Fit(p.Headers)
	if !ok {
		return m, app.E(app.Invalid, "import.scheme_misfit", "name", x.Name)
	}
	m.Layout, m.HeaderRow = p.Layout, p.HeaderRow
	return m, nil
}

// Remember keeps a mapping under a name for files with the same headers.
func (s *Service) Remember(ctx context.Context, k Kind, name string, m Mapping) error {
	if _, err := identity.Need(ctx, identity.May(k.Entity, identity.Import)); err != nil {
		return err
	}
	headers := make([]string, len(m.Columns))
	for i := range m.Columns {
		headers[i] = m.Columns[i].Header
		if m.Columns[i].Field != "" {
			m.Columns[i].Sure, m.Columns[i].Agreed = Set, true
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return app.E(app.Internal, "internal").Because(err)
	}
	up, sign := identity.Elevated(ctx), Signature(k.Name, headers)
	list, err := s.schemes.Find(up, listing.All(listing.Is("kind", listing.Eq, k.Name), listing.Is("signature", listing.Eq, sign)))
	if err != nil {
		return err
	}
	for _, x := range list {
		if x.Name != name {
			continue
		}
		_, err := s.schemes.Update(up, x.ID, 0, func(x *Scheme) error {
			x.Mapping, x.UsedAt = string(text), s.g.Clock.Now().UnixMilli()
			return nil
		})
		return err
	}
	return s.schemes.Create(up, &Scheme{Name: name, Kind: k.Name, Signature: sign, Mapping: string(text), UsedAt: s.g.Clock.Now().UnixMilli()})
}
