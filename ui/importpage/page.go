// Package importpage is the page that imports a file into any list: which column is which
// field, a dry run with everything it would change, the import itself, and taking it back.
// An import goes on when the page is left.
package importpage

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Imports is what the page asks of the import service.
type Imports interface {
	Targets(ctx context.Context, k importing.Kind) ([]importing.Target, error)
	Inspect(ctx context.Context, k importing.Kind, src importing.Source, l importing.Layout, header int) (*importing.Preview, error)
	Guess(ctx context.Context, k importing.Kind, p *importing.Preview, remembered bool) (importing.Mapping, string, error)
	SchemeNames(ctx context.Context, k importing.Kind) ([]importing.SchemeRow, error)
	UseScheme(ctx context.Context, k importing.Kind, id int64, p *importing.Preview) (importing.Mapping, error)
	Remember(ctx context.Context, k importing.Kind, name string, m importing.Mapping) error
	DryRun(ctx context.Context, job importing.Job) (*importing.Report, error)
	Suggest(ctx context.Context, names []string) map[string]string
	Recent(ctx context.Context, k importing.Kind, limit int) ([]importing.RunRow, error)
	Changed(ctx context.Context, id int64) ([]audit.Clash, error)
	Revert(ctx context.Context, id int64, progress func(int)) ([]audit.Clash, error)
	Errors(ctx context.Context, job importing.Job, r *importing.Report, out importing.ErrorFile) error
}

// Deps are what the page needs.
type Deps struct {
	Imports  Imports
	Runner   *importing.Runner
	Registry *entity.Registry
	Source   listing.Source
	Open     func(path string) (importing.Source, error)
	Create   func(path string) (exporting.File, error)
}

// Page imports one kind of records.
type Page struct {
	host kit.Host
	deps Deps
	kind importing.Kind
	s    *kit.Surface

	targets []importing.Target
	source  importing.Source
	preview *importing.Preview
	mapping importing.Mapping
	scheme  string
	schemes []importing.SchemeRow

	fields []*kit.Picker // by column of the file
	all    bool          // every column is shown
	split  kit.Split
	across kit.Split

	report   *importing.Report
	suggest  map[string]string // who is meant by a name nobody has
	checking importing.Progress
	check    *kit.Loader
	loading  *kit.Loader
	settle   func() // cancels the dry run that waits

	tab     string
	created *kit.Table
	updates *kit.Table
	skips   *kit.Table
	faults  *kit.Table

	task   *importing.Task
	recent []importing.RunRow
	undo   int64 // the import being taken back
}

// New makes the page for a kind ("customers", or the entity's name).
func New(h kit.Host, d Deps, kind string) (*Page, error) {
	k, err := importing.KindNamed(kind)
	if err != nil {
		return nil, err
	}
	p := &Page{host: h, deps: d, kind: k, tab: tabUpdated}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(key kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), key, inField) }
	p.check = kit.NewLoader(h, p.s.Redraw)
	p.loading = kit.NewLoader(h, p.s.Redraw)
	p.across = kit.Split{Size: 430, Min: 300, Max: 640, Rest: 420}
	p.split = kit.Split{Size: 376, Min: 180, Max: 700, Rest: 160}
	p.makeTables()
	kit.Load(kit.NewLoader(h, p.s.Redraw), func(ctx context.Context) ([]importing.Target, error) {
		return d.Imports.Targets(ctx, k)
	}, func(t []importing.Target) { p.targets = t })
	p.loadRecent()
	d.Runner.OnChange(func() { h.Post(p.moved) })
	for _, t := range d.Runner.List() {
		if t.Kind.Name == k.Name && !t.Snap().Done {
			p.task = t
		}
	}
	h.Changed(func(string, int64) { p.loadRecent() }, importing.Runs)
	return p, nil
}

// moved is called when an import moved on.
func (p *Page) moved() {
	if p.task != nil && p.task.Snap().Done {
		p.loadRecent()
		p.finished()
	}
	p.s.Redraw()
}

func (p *Page) loadRecent() {
	kit.Load(kit.NewLoader(p.host, p.s.Redraw), func(ctx context.Context) ([]importing.RunRow, error) {
		return p.deps.Imports.Recent(ctx, p.kind, 12)
	}, func(list []importing.RunRow) { p.recent = list })
}

// The steps of the page.
const (
	stepFile = iota
	stepMap
	stepDry
	stepRun
	stepDone
)

// step is where the user stands.
func (p *Page) step() int {
	switch {
	case p.task != nil && p.task.Snap().Done:
		return stepDone
	case p.task != nil:
		return stepRun
	case p.preview == nil:
		return stepFile
	case p.report == nil:
		return stepMap
	}
	return stepDry
}

func (p *Page) pick() {
	p.host.PickFile(kit.FileRequest{Title: p.host.T("import.page.pick"), Kinds: p.host.T("import.page.kinds"), Exts: []string{"xlsx", "csv", "txt", "tsv", "vcf", "db", "sqlite", "sqlite3"}}, p.open)
}

// open reads a file: its columns, the remembered or guessed mapping, then the dry run.
func (p *Page) open(path string) {
	type read struct {
		src     importing.Source
		preview *importing.Preview
		mapping importing.Mapping
		scheme  string
		schemes []importing.SchemeRow
	}
	kit.Load(p.loading, func(ctx context.Context) (read, error) {
		src, err := p.deps.Open(path)
		if err != nil {
			return read{}, err
		}
		r := read{src: src}
		if r.preview, err = p.deps.Imports.Inspect(ctx, p.kind, src, importing.Layout{}, -1); err == nil {
			r.mapping, r.scheme, err = p.deps.Imports.Guess(ctx, p.kind, r.preview, true)
		}
		if err == nil {
			r.schemes, err = p.deps.Imports.SchemeNames(ctx, p.kind)
		}
		if err != nil {
			src.Close()
		}
		return r, err
	}, func(r read) {
		p.drop()
		p.source, p.preview, p.scheme, p.schemes = r.src, r.preview, r.scheme, r.schemes
		p.take(r.mapping)
		p.host.Refresh()
	})
}

// drop forgets the file.
func (p *Page) drop() {
	if p.source != nil && p.task == nil {
		p.source.Close()
	}
	p.source, p.preview, p.report, p.task, p.fields, p.all = nil, nil, nil, nil, nil, false
}

// again reads the same file in another layout or with another row of headers.
func (p *Page) again(l importing.Layout, header int) {
	src, k := p.source, p.kind
	type read struct {
		preview *importing.Preview
		mapping importing.Mapping
		scheme  string
	}
	kit.Load(p.loading, func(ctx context.Context) (r read, err error) {
		if r.preview, err = p.deps.Imports.Inspect(ctx, k, src, l, header); err == nil {
			r.mapping, r.scheme, err = p.deps.Imports.Guess(ctx, k, r.preview, true)
		}
		return r, err
	}, func(r read) {
		p.preview, p.scheme = r.preview, r.scheme
		r.mapping.Mode, r.mapping.Defaults, r.mapping.Dates = p.mapping.Mode, p.mapping.Defaults, p.mapping.Dates
		p.take(r.mapping)
	})
}

// guess throws the mapping away and guesses anew.
func (p *Page) guess() {
	preview, k := p.preview, p.kind
	kit.Load(p.loading, func(ctx context.Context) (importing.Mapping, error) {
		m, _, err := p.deps.Imports.Guess(ctx, k, preview, false)
		return m, err
	}, func(m importing.Mapping) {
		m.Mode, m.Defaults = p.mapping.Mode, p.mapping.Defaults
		p.scheme = ""
		p.take(m)
	})
}

// take puts a mapping in place and runs dry.
func (p *Page) take(m importing.Mapping) {
	p.mapping = m
	if p.mapping.Mode != importing.Create && len(p.mapping.Keys) == 0 {
		p.mapping.Keys = p.kind.Keys[:1]
	}
	p.makeFields()
	p.report, p.suggest = nil, nil
	p.dry(false)
}

// settleTime is how long the mapping has to rest before the dry run follows a change.
const settleTime = 400_000_000 // ns

// dry runs dry now, or after the mapping has rested.
func (p *Page) dry(later bool) {
	if p.settle != nil {
		p.settle()
		p.settle = nil
	}
	if later {
		p.settle = kit.After(settleTime, func() { p.settle = nil; p.dry(false) })
		return
	}
	if p.preview == nil || p.step() >= stepRun {
		return
	}
	job := p.job()
	last := -1
	job.Progress = func(x importing.Progress) {
		if n := int(x.Share * 20); n != last {
			last = n
			p.host.Post(func() { p.checking = x; p.s.Redraw() })
		}
	}
	p.checking = importing.Progress{}
	type read struct {
		report  *importing.Report
		suggest map[string]string
	}
	kit.Load(p.check, func(ctx context.Context) (read, error) {
		r, err := p.deps.Imports.DryRun(ctx, job)
		if err != nil {
			return read{}, err
		}
		var names []string
		for _, c := range r.Checks {
			for n := range c.Unknown {
				names = append(names, n)
			}
		}
		return read{r, p.deps.Imports.Suggest(ctx, names)}, nil
	}, func(r read) {
		p.report, p.suggest = r.report, r.suggest
		p.showReport()
		p.host.Refresh()
	})
}

// job is the import as it stands.
func (p *Page) job() importing.Job {
	m := p.mapping
	m.Columns = append([]importing.Column(nil), m.Columns...)
	return importing.Job{Kind: p.kind, Source: p.source, Mapping: m, Orders: p.preview.Orders}
}

// Title and the rest make it a kit.Page.
func (p *Page) Title() string { return p.host.T("import.page." + p.kind.Name) }

// Content is the surface.
func (p *Page) Content() fyne.CanvasObject { return p.s }

// Save keeps the kind only: a file is not opened again by itself.
func (p *Page) Save() kit.State { return kit.State{"kind": p.kind.Name} }

// Restore has nothing to restore.
func (p *Page) Restore(kit.State) {}

// Focus puts the keyboard into the first open column, or on the button that picks a file.
func (p *Page) Focus() {
	if p.preview == nil {
		p.s.FocusID("pick", false)
		return
	}
	if open := p.openColumns(); len(open) > 0 {
		p.s.FocusID(fieldID(open[0]), false)
		return
	}
	p.s.FocusFirst()
}

// Close ends the page; an import that runs goes on.
func (p *Page) Close() {
	p.deps.Runner.OnChange(nil)
	if p.settle != nil {
		p.settle()
	}
	if p.source != nil && p.task == nil {
		p.source.Close()
	}
}

// DropFiles takes a file dropped on the window.
func (p *Page) DropFiles(paths []string) {
	if len(paths) > 0 && p.step() != stepRun {
		p.open(paths[0])
	}
}

// Commands are the actions of the page now.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	list := []kit.Command{
		{ID: "import.back", Title: t("import.page.back"), Keys: []kit.Key{"Esc"}, Run: p.host.Close, Status: t("import.page.leave")},
		{ID: "import.pick", Title: t("import.page.pick"), Keys: []kit.Key{"Ctrl+O"}, Icon: icons.FolderOpen, Run: p.pick},
	}
	if p.step() == stepDry {
		list = append(list,
			kit.Command{ID: "import.run", Title: t("import.page.run", "n", p.willWrite()), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Upload, Run: p.run, Status: t("import.page.import")},
			kit.Command{ID: "import.again", Title: t("import.page.again"), Keys: []kit.Key{"F5"}, Icon: icons.RotateCcw, Run: func() { p.dry(false) }, Status: t("import.page.again")})
	}
	return list
}

func fieldID(i int) string { return "field." + strconv.Itoa(i) }

// willWrite is how many rows the import would write.
func (p *Page) willWrite() int {
	if p.report == nil {
		return 0
	}
	return p.report.Created + p.report.Updated
}

var _ kit.Dropper = (*Page)(nil)

const sideWidth = 212

// draw shows the page.
func (p *Page) draw(c *kit.Canvas) {
	r := c.Bounds()
	p.header(c, r.CutTop(theme.AreaHeader))
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(1)
	side := r.CutLeft(sideWidth)
	c.LineV(r.X, r.Y, r.H, theme.Line)
	r.CutLeft(1)
	p.side(c, side)
	switch p.step() {
	case stepFile:
		p.blank(c, r)
	case stepRun, stepDone:
		p.result(c, r)
	default:
		p.work(c, r)
	}
}

// work shows mapping and dry run.
func (p *Page) work(c *kit.Canvas, r kit.Rect) {
	p.foot(c, r.CutBottom(44))
	c.LineH(r.X, r.Bottom(), r.W, theme.Line)
	p.tools(c, r.CutTop(theme.FilterBar))
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	need := p.columnsHeight()
	most := r.H * 0.62
	p.columns(c, r.CutTop(min(need, most)))
	p.below(c, r)
}
