package records

import (
	"context"
	"encoding/json"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const muted = theme.Muted

// Deps are what a list reads from.
type Deps struct {
	Registry *entity.Registry
	Source   listing.Source
	Files    FileStore // for fields that hold files; nil: they are only read
	Columns  Columns   // those the company has chosen for its lists; may be nil
	Texts    KeptTexts // offered in long fields; nil offers none
}

// Column is one column of a list. The zero values are filled from the description.
type Column struct {
	Key    string // field or path; references show the title of their record
	Title  string
	Width  float32
	Flex   bool
	Hidden bool
	Cell   func(r *Row, v entity.Value) kit.Cell
}

// List is a list of records of one entity.
type List struct {
	Table  kit.Table
	OnCur  func(id int64) // the current record changed; 0 = none
	OnOpen func(id int64)
	OnMenu func(id int64, at kit.Point)
	OnLoad func() // count, rows or totals arrived
	// Also are columns that the page needs though they are not shown.
	Also []string
	// Style, when set, changes the usual cell of a column.
	Style func(key string, r *Row, c kit.Cell) kit.Cell

	host    kit.Host
	deps    Deps
	typ     *entity.Type
	columns []Column
	paths   map[string]entity.Path // column key → what is read
	query   listing.Query
	src     *source
	gen     int
	load    *kit.Loader
	redraw  func()
	totals  map[string]entity.Value
	failed  error
	thumbs  *Thumbs
	stale   int // changes by others since the list was made
	want    int64
}

// New makes a list of the records of an entity. Show loads it.
func New(h kit.Host, d Deps, name string) *List {
	l := &List{host: h, deps: d, typ: d.Registry.Type(name), redraw: func() {}}
	l.thumbs = NewThumbs(h, d.Files, func() { l.redraw() })
	l.Table.Name = h.T(name + ".many")
	l.Table.Multi = true
	l.Table.OnSort = func(col string, desc bool) {
		l.query.Sort = []listing.Sort{{Key: l.readKey(col), Desc: desc}}
		l.Show(l.query)
	}
	l.Table.OnCur = func(i int) {
		if l.OnCur != nil {
			l.OnCur(l.idAt(i))
		}
	}
	l.Table.OnOpen = func(i int) {
		if id := l.idAt(i); id != 0 && l.OnOpen != nil {
			l.OnOpen(id)
		}
	}
	l.Table.OnMenu = func(i int, at kit.Point) {
		if id := l.idAt(i); id != 0 && l.OnMenu != nil {
			l.OnMenu(id, at)
		}
	}
	l.Table.OnColumns = func() { h.SetSetting(l.settingKey(), l.Table.SaveColumns()) }
	if d.Columns != nil {
		l.Table.ColumnItems = l.columnItems
	}
	return l
}

func (l *List) idAt(i int) int64 {
	if l.src == nil || i < 0 || i >= l.src.Len() {
		return 0
	}
	return l.src.Key(i)
}

// Redraw tells how to have the page drawn again when rows arrive.
func (l *List) Redraw(fn func()) { l.redraw = fn; l.load = kit.NewLoader(l.host, fn) }

// SetColumns chooses the columns in their order.
func (l *List) SetColumns(cols ...Column) {
	l.columns, l.paths = nil, map[string]entity.Path{}
	for _, c := range cols {
		p, err := l.deps.Registry.Path(l.typ.Name, l.titled(c.Key))
		if err != nil {
			continue // a column of an area that is not there
		}
		l.paths[c.Key] = p
		l.columns = append(l.columns, c)
	}
	l.layColumns()
}

// Columns is SetColumns by keys alone.
func (l *List) Columns(keys ...string) {
	cols := make([]Column, len(keys))
	for i, k := range keys {
		cols[i] = Column{Key: k}
	}
	l.SetColumns(cols...)
}

// titled turns a reference into the path to the title of its record.
func (l *List) titled(key string) string {
	f := l.typ.Field(key)
	if f == nil || f.Kind != entity.KindRef {
		return key
	}
	if to := l.deps.Registry.Type(f.To); to != nil {
		return key + "." + to.Title
	}
	return key
}

func (l *List) readKey(col string) string {
	if p, ok := l.paths[col]; ok {
		return p.Key
	}
	return col
}

func (l *List) layColumns() {
	l.Table.Columns = nil
	for i, c := range l.columns {
		p := l.paths[c.Key]
		col := kit.Column{ID: c.Key, Title: c.Title, Width: c.Width, Flex: c.Flex, Hidden: c.Hidden, Sortable: true}
		label := p.Field
		if p.Via != nil {
			label = p.Via
		}
		if col.Title == "" {
			col.Title = Label(l.host, label)
		}
		if p.Field.Kind.IsNumber() {
			col.Align = kit.Right
		}
		if col.Width == 0 {
			col.Width = usualWidth(p.Field)
			if p.Field.Kind == entity.KindChoice && l.host.Lang() != "zh" {
				col.Width += 22 // English options are longer
			}
		}
		col.Width = max(col.Width, longest(l.host, p.Field))
		if l.host.Lang() != "zh" { // and so are English titles, with room for the arrow of sorting
			col.Width = max(col.Width, min(kit.Measure(col.Title, kit.Caption)+30, 150))
		}
		if i == 0 {
			col.Fixed = true
			col.Flex = col.Flex || c.Width == 0
		}
		col.Give = min(l.gives(p.Field, i == 0)*col.Width, max(col.Width-kit.Measure(col.Title, kit.Caption)-26, 0))
		l.Table.Columns = append(l.Table.Columns, col)
	}
	kept := l.host.Setting(l.settingKey())
	if kept == "" && l.deps.Columns != nil {
		kept = l.deps.Columns.Of(l.typ.Name)
	}
	if kept != "" {
		l.Table.RestoreColumns(kept)
	}
	if len(l.query.Sort) > 0 {
		l.showSort()
	}
}

func (l *List) settingKey() string { return "columns." + l.typ.Name }

func (l *List) showSort() {
	s := l.query.Sort[0]
	l.Table.Sort, l.Table.Desc = "", s.Desc
	for k, p := range l.paths {
		if p.Key == s.Key || k == s.Key {
			l.Table.Sort = k
		}
	}
}

// Query is what the list shows.
func (l *List) Query() listing.Query { return l.query }

// Show loads a query: the first page at once, then the count, totals and positions. The
// columns are the list's own.
func (l *List) Show(q listing.Query) {
	q.Entity = l.typ.Name
	q.Columns = l.readColumns()
	l.query = q
	if len(q.Sort) > 0 {
		l.showSort()
	}
	l.gen++
	gen := l.gen
	l.stale, l.failed = 0, nil
	l.Table.Loading = l.src == nil
	kit.Load(l.load, func(ctx context.Context) (*source, error) {
		p, err := listing.Allow(ctx, l.deps.Registry, identity.May(q.Entity, identity.See), q)
		if err != nil {
			return nil, err
		}
		s := newSource(l, gen, p, listing.NewVector(l.deps.Source, p))
		if err := s.vec.Start(ctx); err != nil {
			return nil, err
		}
		ids, err := s.vec.Fetch(ctx, 0, listing.BlockSize)
		if err != nil || len(ids) == 0 {
			return s, err
		}
		rows, err := l.deps.Source.Block(ctx, p, ids)
		if err == nil {
			s.keep(0, rows)
		}
		return s, err
	}, func(s *source) {
		l.Table.Loading = false
		top := l.want == 0 && (l.src == nil || !sameWish(l.src.plan.Query(), q))
		l.src = s
		l.Table.SetSource(s, top)
		if s.Len() == 0 {
			l.Table.OnCur(-1) // what was looked at is not in this list
		}
		l.reselect()
		l.arrived()
		l.complete(s)
	})
}

// sameWish tells whether two queries list the same records in the same order.
func sameWish(a, b listing.Query) bool {
	x, err1 := json.Marshal([]any{a.Filter, a.Text, a.Sort, a.Bin})
	y, err2 := json.Marshal([]any{b.Filter, b.Text, b.Sort, b.Bin})
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func (l *List) readColumns() []string {
	seen := map[string]bool{}
	var keys []string
	add := func(k string) {
		if !seen[k] {
			seen[k] = true
			keys = append(keys, k)
		}
	}
	for _, c := range l.columns {
		add(l.readKey(c.Key))
	}
	for _, k := range l.Also {
		add(k)
	}
	return keys
}

// complete loads count, positions and totals behind the first page.
func (l *List) complete(s *source) {
	l.host.Go(func(ctx context.Context) {
		err := s.vec.Load(ctx)
		var sums []entity.Value
		if err == nil && len(s.plan.Totals()) > 0 {
			sums, err = l.deps.Source.Sum(ctx, s.plan)
		}
		l.host.Post(func() {
			if l.gen != s.gen {
				return
			}
			if err != nil {
				l.host.Report(err)
				return
			}
			l.totals = map[string]entity.Value{}
			for i, f := range s.plan.Totals() {
				if i < len(sums) {
					l.totals[f.Key] = sums[i]
				}
			}
			l.reselect()
			l.arrived()
		})
	})
}

func (l *List) arrived() {
	if l.OnLoad != nil {
		l.OnLoad()
	}
	l.redraw()
}

// reselect puts the current row on the wanted record, or on the first one.
func (l *List) reselect() {
	if l.want != 0 {
		if i := l.src.Index(l.want); i >= 0 {
			l.want = 0
			l.Table.Select(i)
			l.Table.OnCur(i)
			return
		}
	}
	if l.Table.Current() < 0 && l.src.Len() > 0 {
		l.Table.Select(0)
		l.Table.OnCur(0)
	}
}

// cells writes a row.
func (l *List) cells(r *Row) []kit.Cell {
	out := make([]kit.Cell, len(l.columns))
	for i, c := range l.columns {
		p := l.paths[c.Key]
		v := r.Get(p.Key)
		switch {
		case r.ID == 0:
			if i == 0 {
				out[i] = kit.Cell{Text: l.host.T("records.gone"), Color: muted}
			}
			continue
		case c.Cell != nil:
			out[i] = c.Cell(r, v)
		case l.thumbs.Shows(p.Field, v.Text()):
			out[i] = l.thumbs.cell(v.Text())
		default:
			out[i] = CellOf(l.host, p.Field, v)
		}
		if i == 0 && out[i].Text == "" && out[i].Draw == nil {
			out[i] = kit.Cell{Text: "—", Color: muted} // a draft without a number
		}
		if l.Style != nil {
			out[i] = l.Style(c.Key, r, out[i])
		}
	}
	return out
}
