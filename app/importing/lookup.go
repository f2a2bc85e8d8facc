package importing

import (
	"context"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// lookup finds records for the rows of an import. It looks at the whole company: a
// duplicate that the person may not see is a duplicate all the same. What it tells of
// such records is no more than the owner's name.
type lookup struct {
	s     *Service
	names map[string]map[string]int64 // entity → name → id; -1: several
	whole map[string]bool             // entity → every record is in names
}

func newLookup(s *Service) *lookup {
	return &lookup{s: s, names: map[string]map[string]int64{}, whole: map[string]bool{}}
}

// fewRecords is up to how many records of an entity are read at once for finding names.
const fewRecords = 3000

// inChunk is how many values one question asks for.
const inChunk = 400

// where reads columns of the live records whose field has one of the values, whoever
// owns them.
func (l *lookup) where(ctx context.Context, kind, field string, values, columns []string) ([]listing.Row, error) {
	var out []listing.Row
	for len(values) > 0 {
		n := min(inChunk, len(values))
		rows, err := l.rows(ctx, listing.Query{Entity: kind, Filter: listing.Is(field, listing.In, values[:n]...), Columns: columns})
		if err != nil {
			return nil, err
		}
		out, values = append(out, rows...), values[n:]
	}
	return out, nil
}

func (l *lookup) rows(ctx context.Context, q listing.Query) ([]listing.Row, error) {
	wide := identity.Elevated(ctx)
	plan, err := listing.Allow(wide, l.s.g.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := l.s.g.Source.First(wide, plan, 20*inChunk)
	if err != nil {
		return nil, err
	}
	var out []listing.Row
	for len(ids) > 0 {
		n := min(inChunk, len(ids))
		rows, err := l.s.g.Source.Block(wide, plan, ids[:n])
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.ID != 0 {
				out = append(out, r)
			}
		}
		ids = ids[n:]
	}
	return out, nil
}

// learn reads the records of an entity that the names of a chunk may mean.
func (l *lookup) learn(ctx context.Context, kind string, names []string) error {
	t := l.s.g.Registry.Type(kind)
	if t == nil {
		return app.E(app.Internal, "list.unknown_entity", "name", kind)
	}
	known := l.names[kind]
	if known == nil {
		known = map[string]int64{}
		l.names[kind] = known
		if err := l.learnAll(ctx, t); err != nil {
			return err
		}
	}
	if l.whole[kind] {
		return nil
	}
	field := t.Title
	if f := t.Field("name_key"); f != nil && t.Title == "name" {
		field = f.Key
	}
	var ask []string
	for _, n := range names {
		key := nameKey(t, n)
		if _, ok := known[key]; !ok && key != "" {
			known[key] = 0
			if field == "name_key" {
				n = key
			}
			ask = append(ask, n)
		}
	}
	rows, err := l.where(ctx, kind, field, ask, []string{t.Title})
	if err != nil {
		return err
	}
	for _, r := range rows {
		put(known, nameKey(t, r.Cells[0].Text()), r.ID)
	}
	return nil
}

// learnAll reads a short list of records whole: their titles, logins, numbers.
func (l *lookup) learnAll(ctx context.Context, t *entity.Type) error {
	wide := identity.Elevated(ctx)
	columns := []string{t.Title}
	for _, f := range t.Fields() {
		if f.Unique && f.Key != t.Title && f.Kind.IsText() {
			columns = append(columns, f.Key)
		}
	}
	plan, err := listing.Allow(wide, l.s.g.Registry, identity.May(t.Name, identity.See), listing.Query{Entity: t.Name, Columns: columns})
	if err != nil {
		return err
	}
	ids, err := l.s.g.Source.First(wide, plan, fewRecords+1)
	if err != nil || len(ids) > fewRecords {
		return err
	}
	l.whole[t.Name] = true
	known := l.names[t.Name]
	for len(ids) > 0 {
		n := min(inChunk, len(ids))
		rows, err := l.s.g.Source.Block(wide, plan, ids[:n])
		if err != nil {
			return err
		}
		for _, r := range rows {
			for _, c := range r.Cells {
				put(known, nameKey(t, c.Text()), r.ID)
			}
		}
		ids = ids[n:]
	}
	return nil
}

func put(known map[string]int64, key string, id int64) {
	if key == "" || id == 0 {
		return
	}
	if had := known[key]; had != 0 && had != id {
		id = -1
	}
	known[key] = id
}

// nameKey is what names are compared by: the normal form where the entity keeps one.
func nameKey(t *entity.Type, name string) string {
	if t.Field("name_key") != nil {
		return dedupe.Name(name)
	}
	return plainHeader(name)
}

// find gives the record that a name means, after learn. errNobody when there is none,
// NotFound import.ambiguous when there are several.
func (l *lookup) find(kind, name string, me int64) (int64, error) {
	t := l.s.g.Registry.Type(kind)
	if kind == "person" && (name == "我" || name == "me") && me != 0 {
		return me, nil
	}
	switch id := l.names[kind][nameKey(t, name)]; id {
	case 0:
		return 0, errNobody
	case -1:
		return 0, app.E(app.NotFound, "import.ambiguous")
	default:
		return id, nil
	}
}

// nameOf gives the title of a record of a short list: the owner's name.
func (l *lookup) nameOf(ctx context.Context, kind string, id int64) string {
	if id == 0 {
		return ""
	}
	t := l.s.g.Registry.Type(kind)
	if t == nil {
		return ""
	}
	rows, err := l.where(ctx, kind, "id", []string{strconv.FormatInt(id, 10)}, []string{t.Title})
	if err != nil || len(rows) == 0 {
		return ""
	}
	return rows[0].Cells[0].Text()
}

// suggest proposes who is meant by a nickname: 小陈, 陈总, 老王 are the only person with
// that surname. "" when it is not clear.
func (l *lookup) suggest(ctx context.Context, name string) string {
	surname := strings.TrimSpace(name)
	for _, p := range []string{"小", "老", "阿", "大"} {
		surname = strings.TrimPrefix(surname, p)
	}
	for _, p := range []string{"经理", "总监", "主管", "先生", "女士", "小姐", "总", "工", "姐", "哥"} {
		surname = strings.TrimSuffix(surname, p)
	}
	if surname == "" || surname == name && len([]rune(name)) > 3 {
		return ""
	}
	rows, err := l.rows(ctx, listing.Query{Entity: "person", Filter: listing.Is("name", listing.Contains, surname), Columns: []string{"name"}})
	if err != nil || len(rows) != 1 {
		return ""
	}
	return rows[0].Cells[0].Text()
}
