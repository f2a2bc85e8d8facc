package data

import (
	"context"
	"database/sql"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	"kontor/app/entity"
	"kontor/app/search"
)

// Search is the search index of a company: it keeps up with saves (search_index.go),
// finds the best records (search_find.go) and all records (search_ids.go).
type Search struct {
	db    *DB
	reg   *entity.Registry
	spell *search.Spelling
	usual atomic.Pointer[usual]
	wake  chan struct{}

	through map[string][]string // entity → kinds that lead to it

	// mostParties is how many customers a list of their documents is searched by one by one;
	// a text that finds more of them is looked for in the names of the documents' customers.
	mostParties int
}

// NewSearch makes the index of a company. Run has to be started for it to keep up.
func NewSearch(db *DB, reg *entity.Registry, spell *search.Spelling) (*Search, error) {
	s := &Search{db: db, reg: reg, spell: spell, wake: make(chan struct{}, 1), mostParties: 20_000}
	codes := map[int64]string{}
	for _, t := range reg.Types() {
		code := kindCode(t.Name)
		if other, taken := codes[code]; taken && other != t.Name {
			return nil, fmt.Errorf("data: %s and %s share a search code", other, t.Name)
		}
		codes[code] = t.Name
	}
	db.index = s
	return s, nil
}

// The id of a document is the code of its kind (19 bits) and the id of the record.
const recordBits = 43

func kindCode(entity string) int64 {
	h := fnv.New32a()
	h.Write([]byte(entity))
	return int64(h.Sum32()%(1<<19-1)) + 1
}

func docID(kind, record int64) int64 { return kind<<recordBits | record }

func recordID(doc int64) int64 { return doc & (1<<recordBits - 1) }

// searchable tells whether records of t are in the index on their own.
func searchable(t *entity.Type) bool {
	return t.Parent == "" && len(searchFields(t)) > 0
}

// searchFields lists the fields of t that are searched, the title first.
func searchFields(t *entity.Type) []*entity.Field {
	var out []*entity.Field
	for _, f := range t.Fields() {
		if !f.Searchable || f.Store == entity.InSummary || !f.Kind.IsText() || f.Kind == entity.KindFile {
			continue
		}
		if f.Key == t.Title {
			out = slices.Insert(out, 0, f)
		} else {
			out = append(out, f)
		}
	}
	return out
}

// classOf tells how a field is compared: names of things and people by pinyin too.
func classOf(t *entity.Type, f *entity.Field) search.Class {
	switch {
	case f.Kind == entity.KindPhone:
		return search.Number
	case f.Kind != entity.KindText:
		return search.Text
	case f.Key == t.Title, strings.HasSuffix(f.Key, "name"), strings.HasSuffix(f.Key, "contact"):
		return search.Name
	}
	return search.Text
}

// root follows t up to the entity whose owner decides who sees its records. It gives the
// joins to get there and the alias of the last table.
func (s *Search) root(t *entity.Type) (joins, alias string, root *entity.Type) {
	alias, root = "t", t
	for depth := 0; root.Follows != "" && depth < 4; depth++ {
		via := root.Field(root.Follows)
		up := s.reg.Type(via.To)
		if up == nil {
			break
		}
		next := "r" + strconv.Itoa(depth)
		joins += fmt.Sprintf(" LEFT JOIN %s %s ON %s.id = %s.%s", up.Name, next, next, alias, via.Key)
		alias, root = next, up
	}
	return joins, alias, root
}

// loaded is a record as it should stand in the index.
type loaded struct {
	search.Doc
	root int64 // record that decides who sees this one; 0: itself
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// load reads records out of their table. The condition is about the alias t.
func (s *Search) load(ctx context.Context, from querier, t *entity.Type, where string, args ...any) ([]loaded, error) {
	joins, alias, _ := s.root(t)
	fields := searchFields(t)
	var b strings.Builder
	fmt.Fprintf(&b, "SELECT t.id, coalesce(t.updated_at, 0), coalesce(%s.owner_id, 0), coalesce(%s.unit_id, 0), coalesce(%s.id, 0)", alias, alias, alias)
	for _, f := range fields {
		if f.Store == entity.InCustom {
			b.WriteString(", " + s.db.JSONField("t.custom", f.Key))
		} else {
			b.WriteString(", t." + f.Key)
		}
	}
	fmt.Fprintf(&b, " FROM %s t%s WHERE %s", t.Name, joins, where)
	rows, err := from.QueryContext(ctx, s.db.SQL(b.String()), args...)
	if err != nil {
		return nil, s.db.Problem(err)
	}
	defer rows.Close()
	cells := make([]sql.NullString, len(fields))
	var out []loaded
	for rows.Next() {
		l := loaded{Doc: search.Doc{Kind: t.Name}}
		to := []any{&l.ID, &l.UpdatedAt, &l.OwnerID, &l.UnitID, &l.root}
		for i := range cells {
			to = append(to, &cells[i])
		}
		if err := rows.Scan(to...); err != nil {
			return nil, s.db.Problem(err)
		}
		if l.root == l.ID && alias == "t" {
			l.root = 0
		}
		for i, f := range fields {
			if field, ok := search.NewField(f.Key, classOf(t, f), cells[i].String); ok {
				l.Fields = append(l.Fields, field)
			}
		}
		out = append(out, l)
	}
	return out, s.db.Problem(rows.Err())
}

// loadIDs is load for live records of given ids.
func (s *Search) loadIDs(ctx context.Context, from querier, t *entity.Type, ids []int64) ([]loaded, error) {
	in, arg := s.db.InIDs("t.id", ids)
	return s.load(ctx, from, t, "t.archived = 0 AND "+in, arg)
}

// MarkFound notes, inside the transaction that saved them, that records have to be
// indexed again. Kinds that are not searched cost nothing.
func (db *DB) MarkFound(ctx context.Context, tx querier, t *entity.Type, ids ...int64) error {
	if len(ids) == 0 || !searchable(t) {
		return nil
	}
	db.wakeIndex(ctx)
	code := kindCode(t.Name)
	for part := range slices.Chunk(ids, 500) {
		q := "INSERT INTO search_dirty (id) VALUES " + strings.Repeat("(?), ", len(part)-1) + "(?) ON CONFLICT DO NOTHING"
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = docID(code, id)
		}
		if _, err := tx.ExecContext(ctx, db.SQL(q), args...); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// wakeIndex has the indexer look after the transaction of the context was committed.
func (db *DB) wakeIndex(ctx context.Context) {
	if db.index != nil {
		db.After(ctx, db.index.Wake)
	}
}

// MarkFoundWhere is MarkFound for all live records of a kind that satisfy a condition on
// the columns of their table: an import that was published.
func (db *DB) MarkFoundWhere(ctx context.Context, tx querier, t *entity.Type, where string, args ...any) error {
	if !searchable(t) {
		return nil
	}
	db.wakeIndex(ctx)
	q := fmt.Sprintf("INSERT INTO search_dirty (id) SELECT %d + id FROM %s WHERE %s ON CONFLICT DO NOTHING",
		kindCode(t.Name)<<recordBits, t.Name, where)
	_, err := tx.ExecContext(ctx, db.SQL(q), args...)
	return db.Problem(err)
}
