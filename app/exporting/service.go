package exporting

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/view"
)

// Words is what writing a file needs of a language; ui/tr's Tongue is one.
type Words interface {
	T(key string, pairs ...any) string
	Language() string // "zh" or "en"
}

// File is a file being written that takes its place only when it is complete.
type File interface {
	io.Writer
	Commit() error
	Abort() // does nothing after Commit
}

// Views lists the views of a list for the acting person.
type Views interface {
	List(ctx context.Context, kind string) ([]view.Row, error)
}

// Params of the service.
type Params struct {
	Sheet   func(w io.Writer, h Head) (Writer, error)        // writes .xlsx
	Create  func(path string) (File, error)                  // makes a file
	Company func(ctx context.Context) (name string, e error) // for the comment on the first cell
	Views   Views
}

// Service writes lists into files.
type Service struct {
	g    *record.Ground
	p    Params
	logs *record.Service[Log]
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	return &Service{g: g, p: p, logs: record.New(g, DescribeLog())}
}

// Request is one export.
type Request struct {
	Query    listing.Query // as the list is shown; without columns: the usual ones
	View     string        // its name as shown: the sheet, and a line of the comment
	Path     string        // ends in .xlsx or .csv
	Purpose  string        // needed when personal data of many people leave
	Words    Words
	Progress func(done, all int64) // may be nil
}

// ManyPeople is up to how many people an export needs no purpose.
const ManyPeople = 500

// Save writes a list to a file. What the person may not see is not in it, masks hold.
// Errors: Denied without the right to export; Invalid export.format for another kind of
// file; Invalid export.purpose, with n, when more than ManyPeople people with their
// phones or mail addresses would leave and no purpose is given.
func (s *Service) Save(ctx context.Context, r Request) (Done, error) {
	make, err := s.maker(r.Path)
	if err != nil {
		return Done{}, err
	}
	plan, err := s.plan(ctx, r.Query)
	if err != nil {
		return Done{}, err
	}
	all, err := s.g.Source.Count(ctx, plan)
	if err != nil {
		return Done{}, err
	}
	if personal(plan) && all > ManyPeople && strings.TrimSpace(r.Purpose) == "" {
		return Done{}, app.E(app.Invalid, "export.purpose", "n", all)
	}
	f, err := s.p.Create(r.Path)
	if err != nil {
		return Done{}, app.E(app.Internal, "export.file", "file", filepath.Base(r.Path)).Because(err)
	}
	defer f.Abort()
	done, err := s.write(ctx, f, make, plan, r, all)
	if err != nil {
		return done, err
	}
	if err := f.Commit(); err != nil {
		return done, app.E(app.Internal, "export.file", "file", filepath.Base(r.Path)).Because(err)
	}
	return done, s.log(ctx, plan, r, done)
}

type maker func(w io.Writer, h Head) (Writer, error)

func (s *Service) maker(path string) (maker, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xlsx":
		return s.p.Sheet, nil
	case ".csv":
		return NewCSV, nil
	}
	return nil, app.E(app.Invalid, "export.format", "file", filepath.Base(path))
}

// plan permits the query, with the names of records instead of their numbers.
func (s *Service) plan(ctx context.Context, q listing.Query) (*listing.Plan, error) {
	t := s.g.Registry.Type(q.Entity)
	if t == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", q.Entity)
	}
	if len(q.Columns) == 0 {
		q.Columns = usual(t)
	}
	columns := make([]string, 0, len(q.Columns))
	for _, key := range q.Columns {
		columns = append(columns, s.readable(t, key))
	}
	q.Columns = columns
	if len(q.Totals) == 0 {
		q.Totals = moneyColumns(t, columns)
	}
	return listing.Allow(ctx, s.g.Registry, identity.May(q.Entity, identity.Export), q)
}

// readable turns a reference into the title of the record it points to.
func (s *Service) readable(t *entity.Type, key string) string {
	f := t.Field(key)
	if f == nil || f.Kind != entity.KindRef || f.Store != entity.InColumn {
		return key
	}
	if to := s.g.Registry.Type(f.To); to != nil {
		return key + "." + to.Title
	}
	return key
}

// usual are the columns of a list that nobody arranged.
func usual(t *entity.Type) []string {
	var out []string
	for _, f := range t.Fields() {
		if !f.IsUnlisted && f.Kind != entity.KindFile && f.Key != "created_at" && f.Key != "updated_at" {
			out = append(out, f.Key)
		}
	}
	return out
}

// moneyColumns are the amounts that may be added up: those of an entity whose records
// may be in several currencies may not.
func moneyColumns(t *entity.Type, columns []string) []string {
	if t.Field("currency") != nil {
		return nil
	}
	var out []string
	for _, key := range columns {
		if f := t.Field(key); f != nil && f.Kind == entity.KindMoney {
			out = append(out, key)
		}
	}
	return out
}

// personal tells whether a plan shows how people can be reached, or masks them.
func personal(p *listing.Plan) bool {
	for _, c := range p.Columns() {
		if c.Field.IsMasked || c.Field.Kind == entity.KindPhone || c.Field.Kind == entity.KindMail {
			return true
		}
	}
	return false
}

func (s *Service) write(ctx context.Context, f io.Writer, make maker, plan *listing.Plan, r Request, all int64) (Done, error) {
	head, cells, err := s.head(ctx, plan, r)
	if err != nil {
		return Done{}, err
	}
	head.Rows = int(all)
	w, err := make(f, head)
	if err != nil {
		return Done{}, err
	}
	defer w.Abort()
	row := append([]entity.Value(nil), cells.blank...)
	n := int64(0)
	err = s.g.Source.Each(ctx, plan, func(x listing.Row) error {
		for i, v := range x.Cells {
			row[i] = cells.value(i, v)
		}
		if n++; r.Progress != nil && n%1000 == 0 {
			r.Progress(n, all)
		}
		return w.Row(row)
	})
	if err != nil {
		return Done{}, err
	}
	if len(plan.Totals()) > 0 && n > 0 {
		sums, err := s.g.Source.Sum(ctx, plan)
		if err != nil {
			return Done{}, err
		}
		if err := w.Totals(cells.totals(plan, sums)); err != nil {
			return Done{}, err
		}
	}
	return w.Close()
}

// head makes the header, the comment and what turns cells into text.
func (s *Service) head(ctx context.Context, plan *listing.Plan, r Request) (Head, *cells, error) {
	h := Head{Name: r.View, Zone: s.g.Registry.Zone()}
	c := newCells(plan, r.Words)
	h.Columns = c.columns
	who, err := identity.From(ctx)
	if err != nil {
		return h, nil, err
	}
	company := ""
	if s.p.Company != nil {
		if company, err = s.p.Company(ctx); err != nil {
			return h, nil, err
		}
	}
	at := s.g.Clock.Now().In(s.g.Registry.Zone()).Format("2006-01-02 15:04")
	h.Note = r.Words.T("export.note", "company", company, "view", r.View, "time", at, "person", who.Name)
	return h, c, nil
}

// Log is one export: who took what out, when and what for.
type Log struct {
	entity.Head
	List    string
	View    string
	Filter  string
	Columns string
	File    string // without its folder
	Rows    int64
	Purpose string
	At      int64
}

// Logs is the entity name.
const Logs = "export_log"

// DescribeLog describes the log of exports.
func DescribeLog() *entity.Desc[Log] {
	return entity.Describe(Logs, "file", func(l *Log, e *entity.Fields) {
		e.Text("list", &l.List).Must().Max(40)
		e.Text("view", &l.View).Max(200)
		e.LongText("filter", &l.Filter)
		e.LongText("columns", &l.Columns)
		e.Text("file", &l.File).Max(400)
		e.Int("rows_n", &l.Rows)
		e.Text("purpose", &l.Purpose).Max(400)
		e.Instant("at", &l.At)
	})
}

func (s *Service) log(ctx context.Context, plan *listing.Plan, r Request, done Done) error {
	var keys []string
	for _, c := range plan.Columns() {
		keys = append(keys, c.Key)
	}
	at := s.g.Clock.Now()
	return s.logs.Create(identity.Elevated(ctx), &Log{
		List: plan.Type().Name, View: clip(r.View, 200), Filter: clip(plan.Query().Filter.String(), 20000),
		Columns: strings.Join(keys, ", "), File: clip(filepath.Base(r.Path), 400), Rows: int64(done.Rows), Purpose: clip(strings.TrimSpace(r.Purpose), 400), At: at.UnixMilli(),
	})
}

func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most])
	}
	return s
}

// Past lists the exports of the company, the newest first, for administrators.
func (s *Service) Past(ctx context.Context, since time.Time) ([]*Log, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return nil, err
	}
	return s.logs.Find(identity.Elevated(ctx), listing.Is("at", listing.Ge, since.In(s.g.Registry.Zone()).Format("2006-01-02 15:04:05")), listing.Sort{Key: "at", Desc: true})
}
