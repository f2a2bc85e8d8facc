package search

import (
	"cmp"
	"context"
	"slices"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Index proposes records by the text of a plan; storage implements it.
type Index interface {
	// Find gives, for each of some plans that ask for the same text, up to limit of the
	// best matches, the best first.
	Find(ctx context.Context, plans []*listing.Plan, limit int) ([][]Found, error)
	// IDs gives all matches, in no order.
	IDs(ctx context.Context, p *listing.Plan) ([]int64, error)
}

// Hit is a record as the search shows it.
type Hit struct {
	Kind     string // entity name
	ID       int64
	Title    string
	Spans    []Span // what was found in Title
	Subtitle string // what it belongs to: the customer of a contact, an order …
	Why      *Why   // where it was found, when not in the title
	Own      bool

	found Found
	order int
}

// Why is the field in which a record was found.
type Why struct {
	Field *entity.Field
	Value string
	Spans []Span
}

// Scope narrows a search: no kinds are all, a limit of 0 is 20.
type Scope struct {
	Kinds []string
	Limit int
}

// Parts are what the service works with.
type Parts struct {
	Registry *entity.Registry
	Index    Index
	Source   listing.Source
	Spelling *Spelling
}

// Service finds records of every kind for the acting person.
type Service struct{ Parts }

// New makes the service.
func New(p Parts) *Service { return &Service{p} }

// Kinds lists the entities that can be searched and that the acting person may see, in
// the order of registration.
func (s *Service) Kinds(ctx context.Context) ([]string, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, t := range s.Registry.Types() {
		if t.Parent == "" && Searchable(t) && a.Can(identity.May(t.Name, identity.See)) {
			out = append(out, t.Name)
		}
	}
	return out, nil
}

// Searchable tells whether a kind of record has anything to be found by.
func Searchable(t *entity.Type) bool {
	return slices.ContainsFunc(t.Fields(), func(f *entity.Field) bool { return f.Searchable && f.Kind.IsText() })
}

// Find gives the best matches among the records the acting person may see: the very
// title first, then own records, then titles that begin with the text, then kinds in
// their order and the newest. An empty text finds nothing. A named kind that the person
// may not see is refused (Denied access.denied).
func (s *Service) Find(ctx context.Context, text string, in Scope) ([]Hit, error) {
	limit := cmp.Or(in.Limit, 20)
	kinds := in.Kinds
	if len(kinds) == 0 {
		var err error
		if kinds, err = s.Kinds(ctx); err != nil {
			return nil, err
		}
	}
	if s.Spelling.Parse(text).Empty() {
		return nil, nil
	}
	plans := make([]*listing.Plan, len(kinds))
	for i, kind := range kinds {
		var err error
		if plans[i], err = s.plan(ctx, kind, text); err != nil {
			return nil, err
		}
	}
	found, err := s.Index.Find(ctx, plans, limit)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	for i, p := range plans {
		some, err := s.read(ctx, p, found[i])
		if err != nil {
			return nil, err
		}
		for j := range some {
			some[j].order = i
		}
		hits = append(hits, some...)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.found.points(), a.found.points()), cmp.Compare(a.order, b.order))
	})
	return hits[:min(limit, len(hits))], nil
}

// IDs gives all records of a kind that the text finds and the acting person may see
// fields of; lists combine them with their filter.
func (s *Service) IDs(ctx context.Context, kind, text string) ([]int64, error) {
	p, err := listing.Allow(ctx, s.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Text: text})
	if err != nil {
		return nil, err
	}
	return s.Index.IDs(ctx, p)
}

// plan asks one kind for what is shown of its records, through the same gate as every list.
func (s *Service) plan(ctx context.Context, kind, text string) (*listing.Plan, error) {
	t := s.Registry.Type(kind)
	if t == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	columns := []string{t.Title}
	below := s.belongsTo(t)
	if below != "" {
		columns = append(columns, below)
	}
	for _, f := range t.Fields() {
		if f.Searchable && f.Kind.IsText() && f.Key != t.Title {
			columns = append(columns, f.Key)
		}
	}
	return listing.Allow(ctx, s.Registry, identity.May(kind, identity.See), listing.Query{Entity: kind, Text: text, Columns: columns})
}

// read reads what is shown of the records found.
func (s *Service) read(ctx context.Context, p *listing.Plan, found []Found) ([]Hit, error) {
	if len(found) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(found))
	for i, f := range found {
		ids[i] = f.ID
	}
	rows, err := s.Source.Block(ctx, p, ids)
	if err != nil {
		return nil, err
	}
	q := s.Spelling.Parse(p.Text())
	hits := make([]Hit, 0, len(rows))
	for i, row := range rows {
		if row.ID != 0 { // 0: gone, or out of the person's reach since it was indexed
			hits = append(hits, hit(p, row, found[i], q))
		}
	}
	return hits, nil
}

// belongsTo gives the column that says what a record is part of.
func (s *Service) belongsTo(t *entity.Type) string {
	key := t.Follows
	for _, f := range t.Fields() {
		if key == "" && f.Kind == entity.KindRef && !f.IsHead && f.Store == entity.InColumn && f.To == "customer" {
			key = f.Key
		}
	}
	if key == "" {
		return ""
	}
	if up := s.Registry.Type(t.Field(key).To); up != nil {
		return key + "." + up.Title
	}
	return ""
}

func hit(p *listing.Plan, row listing.Row, found Found, q Query) Hit {
	t := p.Type()
	h := Hit{Kind: t.Name, ID: row.ID, Own: found.Own, found: found}
	for i, c := range p.Columns() {
		text := c.Field.Format(row.Cells[i])
		switch {
		case c.Via != nil:
			h.Subtitle = text
		case c.Key == t.Title:
			h.Title, h.Spans = text, q.Spans(text)
		case c.Key == found.Field:
			h.Why = &Why{Field: c.Field, Value: text, Spans: q.Spans(text)}
		}
	}
	return h
}
