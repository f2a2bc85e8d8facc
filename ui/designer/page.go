// Package designer is the window in which print templates are made (picture 19): the fields
// of the document at the left, the page itself in the middle with rulers in millimetres, the
// properties of what is chosen at the right, and below what would print badly. What it shows
// is laid out by the same code that prints.
package designer

import (
	"context"
	"image"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/ui/kit"
)

// Press is what the window asks of printing.
type Press interface {
	paper.Workshop
	// Check tells the first fault of a template with its line, as before it is stored.
	Check(ctx context.Context, kind paper.Kind, name string, text []byte) error
	Layout(ctx context.Context, r paper.Request) (*paper.Doc, []paper.Warning, error)
	Picture(doc *paper.Doc, page int, dpi float64) (*image.RGBA, error)
	Print(ctx context.Context, doc *paper.Doc, job paper.Job) (paper.Printed, error)
}

// Store keeps the templates of the company.
type Store interface {
	Owned(name string) (printroom.Template, bool)
	Save(ctx context.Context, d printroom.Draft) (*printroom.Template, error)
	VersionsOf(ctx context.Context, template int64) ([]printroom.Made, error)
	Body(ctx context.Context, template, no int64) ([]byte, error)
	NameFor(w paper.Words) paper.Words
}

// Sample is a real document to look at.
type Sample struct {
	Title string
	Data  paper.Data
}

// Deps are what the window needs.
type Deps struct {
	Press Press
	Store Store
	// Samples gives real documents of a kind, the newest first; none is no error.
	Samples func(ctx context.Context, kind paper.Kind) ([]Sample, error)
	Names   func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
	// Read and Write reach files of the disk.
	Read  func(path string) (name string, content []byte, err error)
	Write func(path string, content []byte) error
}

// ref names an element of the template: an item of a band, a column of its table, or the
// band itself (item and column -1).
type ref struct{ band, item, column int }

var nothing = ref{-1, -1, -1}

func (r ref) isItem() bool   { return r.item >= 0 }
func (r ref) isColumn() bool { return r.column >= 0 }
func (r ref) isBand() bool   { return r.band >= 0 && r.item < 0 && r.column < 0 }

type page struct {
	host kit.Host
	d    Deps
	s    *kit.Surface
	load *kit.Loader // the template and the documents
	lay  *kit.Loader // the page
	try  *kit.Loader // the checks on many documents

	name    string // of the template as the press knows it
	own     *printroom.Template
	version int64 // of the record, as it was read
	kind    paper.Kind
	title   paper.Words
	tree    *paper.Table
	saved   string // the file as it is stored
	fields  []paper.FieldInfo

	undo, redo []step
	last       string // what the last step changed, so that typing is one step
	sel        []ref

	samples []Sample
	sample  int
	names   bool // names of fields instead of data
	snap    bool
	holes   bool
	ground  bool // the scanned form
	zoom    float32
	shown   float32
	pageNo  int

	doc      *paper.Doc
	img      image.Image
	warnings []paper.Warning
	faults   []paper.Fault
	broken   error // why it cannot be laid out
	found    []finding
	tried    int

	view    view // where the page stands on the surface
	act     action
	find    *kit.Field
	props   map[string]*kit.Field
	drop    string // field being dragged from the list
	dropAt  kit.Point
	closed  map[string]bool // groups of fields that are folded
	busy    bool
	helpers []guide
}

type step struct {
	tree *paper.Table
	sel  []ref
}

// New opens a template by the name that the press knows it under.
func New(h kit.Host, d Deps, name string) kit.Page {
	p := &page{host: h, d: d, name: name, snap: true, holes: true, ground: true, pageNo: 1, props: map[string]*kit.Field{}, closed: map[string]bool{}}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.load, p.lay, p.try = kit.NewLoader(h, p.s.Redraw), kit.NewLoader(h, p.s.Redraw), kit.NewLoader(h, p.s.Redraw)
	p.find = kit.FilterField(h.T("designer.find"), func(string) {})
	p.open()
	return p
}

// open reads the template, and then the documents to show it with.
func (p *page) open() {
	type read struct {
		text []byte
		tree *paper.Table
		own  *printroom.Template
	}
	kit.Load(p.load, func(context.Context) (read, error) {
		text, shipped, err := p.d.Press.Source(p.name)
		if err != nil {
			return read{}, err
		}
		tree, err := p.d.Press.Open(text)
		if err != nil {
			return read{}, err
		}
		r := read{text, tree, nil}
		if t, ok := p.d.Store.Owned(p.name); ok && !shipped {
			r.own = &t
		}
		return r, nil
	}, func(r read) {
		p.own, p.tree = r.own, r.tree
		p.kind, p.title = paper.Kind(r.tree.Str("kind")), r.tree.Words("title")
		if p.own != nil {
			p.version = p.own.Version
		}
		p.saved = string(p.d.Press.Compose(p.tree))
		p.fields = paper.Fields(p.kind)
		p.samples = []Sample{{p.host.T("designer.example"), paper.Example(p.kind)}}
		p.relay()
		p.readSamples()
		p.host.Refresh()
	})
}

func (p *page) readSamples() {
	if p.d.Samples == nil {
		return
	}
	kind := p.kind
	kit.Load(p.load, func(ctx context.Context) ([]Sample, error) { return p.d.Samples(ctx, kind) }, func(list []Sample) {
		if len(list) == 0 {
			return
		}
		p.samples = append(list, p.samples[len(p.samples)-1])
		p.sample = 0
		p.relay()
	})
}

// request asks for the page as it is designed now.
func (p *page) request(data paper.Data) paper.Request {
	r := paper.Request{
		Kind: p.kind, Draft: p.d.Press.Compose(p.tree), Data: data, Now: p.host.Now(), Language: p.language(),
		Options: paper.Options{Parts: 1, Trace: true},
	}
	if p.names {
		r.Options.Label = p.label
	}
	return r
}

// language is the one the template prints in, else that of the reader.
func (p *page) language() string {
	if l := p.tree.Str("language"); l != "" {
		return l
	}
	return p.host.Lang()
}

// relay lays the page out anew and looks for what is wrong.
func (p *page) relay() {
	if p.tree == nil {
		return
	}
	type laid struct {
		doc      *paper.Doc
		warnings []paper.Warning
		img      image.Image
		faults   []paper.Fault
		broken   error
	}
	r, tree, no, dpi, ground := p.request(p.samples[p.sample].Data), p.tree.Clone(), p.pageNo, p.dpi(), p.ground
	kit.Load(p.lay, func(ctx context.Context) (laid, error) {
		l := laid{faults: p.d.Press.Faults(tree)}
		if len(l.faults) > 0 {
			return l, nil
		}
		l.doc, l.warnings, l.broken = p.d.Press.Layout(ctx, r)
		if l.broken != nil {
			return l, ctx.Err()
		}
		img, err := p.d.Press.Picture(l.doc, min(no, len(l.doc.Pages)), dpi)
		if err != nil {
			return l, err
		}
		l.img = img
		if scan := scanned(tree); scan != nil && ground {
			l.img = under(img, scan)
		}
		return l, nil
	}, func(l laid) {
		p.faults, p.broken = l.faults, l.broken
		if l.doc != nil {
			p.doc, p.warnings, p.img = l.doc, l.warnings, l.img
			p.pageNo = min(max(p.pageNo, 1), len(p.doc.Pages))
			p.rehearse()
		}
		p.status()
		p.host.Refresh()
	})
}

// status says which template, and how much of it is chosen.
func (p *page) status() {
	n := 0
	for _, b := range p.tree.Tables("band") {
		n += len(b.Tables("item"))
		if t := b.Sub("table"); t != nil {
			n += len(t.Tables("column"))
		}
	}
	p.host.Status(p.host.T("designer.status", "name", p.titleText(), "n", len(p.sel), "all", n))
}

func (p *page) titleText() string { return p.say(p.title) }

func (p *page) say(w paper.Words) string {
	if p.host.Lang() == "zh" || w.EN == "" {
		return w.ZH
	}
	return w.EN
}

// Title is the name of the template.
func (p *page) Title() string { return p.host.T("designer.title", "name", p.titleText()) }

// Content is the surface.
func (p *page) Content() fyne.CanvasObject { return p.s }

// Surface is for tests and pictures.
func (p *page) Surface() *kit.Surface { return p.s }

// Focus puts the keyboard on the page.
func (p *page) Focus() { p.s.FocusID("sheet", false) }

// Save and Restore keep what is looked at.
func (p *page) Save() kit.State {
	return kit.State{"zoom": strconv.FormatFloat(float64(p.zoom), 'f', 2, 32)}
}

// Restore takes the zoom back.
func (p *page) Restore(s kit.State) {
	if z, err := strconv.ParseFloat(s["zoom"], 32); err == nil {
		p.zoom = float32(z)
	}
}

// Close ends the page.
func (p *page) Close() {}

// Leave asks before unsaved work is lost.
func (p *page) Leave(proceed func()) {
	if p.tree == nil || p.unsaved() == 0 {
		proceed()
		return
	}
	t := p.host.T
	p.host.Ask(kit.Question{Title: t("designer.leave", "n", p.unsaved()), Text: t("designer.leave_text"), Yes: t("designer.leave_yes"), No: t("designer.leave_no"), OnYes: proceed})
}

// unsaved counts the changes that are not stored.
func (p *page) unsaved() int {
	if p.tree == nil || string(p.d.Press.Compose(p.tree)) == p.saved {
		return 0
	}
	return max(len(p.undo), 1)
}

// items are the elements of a band.
func (p *page) items(band int) []*paper.Table { return p.bands()[band].Tables("item") }

func (p *page) bands() []*paper.Table { return p.tree.Tables("band") }

// columns are the columns of the table of a band.
func (p *page) columns(band int) []*paper.Table {
	if t := p.bands()[band].Sub("table"); t != nil {
		return t.Tables("column")
	}
	return nil
}

// at is the table that an element stands in; nil when it is no longer there.
func (p *page) at(r ref) *paper.Table {
	bands := p.bands()
	if r.band < 0 || r.band >= len(bands) {
		return nil
	}
	list := []*paper.Table{bands[r.band]}
	i := 0
	switch {
	case r.isItem():
		list, i = p.items(r.band), r.item
	case r.isColumn():
		list, i = p.columns(r.band), r.column
	}
	if i >= len(list) {
		return nil
	}
	return list[i]
}

// primary is the element chosen last.
func (p *page) primary() ref {
	if n := len(p.sel); n > 0 {
		return p.sel[n-1]
	}
	return nothing
}

// choose makes elements the chosen ones, with the others of their groups.
func (p *page) choose(list ...ref) {
	p.sel = p.together(list)
	p.last, p.props = "", map[string]*kit.Field{}
	p.status()
	p.s.Redraw()
}

func (p *page) isChosen(r ref) bool { return slices.Contains(p.sel, r) }

// stamp is the time of a version as people read it.
func (p *page) stamp(at time.Time) string { return at.In(p.host.Zone()).Format("2006-01-02 15:04") }
