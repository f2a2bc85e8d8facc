// Package printing is the press: it finds the template of a document, lays it out, writes
// PDF, paints previews and prints. The rooms below do one step each; New joins them.
package printing

import (
	"bytes"
	"context"
	"image"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"kontor/app"
	"kontor/app/paper"
	"kontor/assets/templates"
	brush "kontor/printing/image"
	"kontor/printing/layout"
	"kontor/printing/pdf"
	"kontor/printing/printer"
)

// Params says what the press works with.
type Params struct {
	Own     paper.Shelf     // templates of the company, may be nil; a name of a shipped one replaces it
	Printer printer.Printer // nil takes the printers of this system
}

// Press implements paper.Press.
type Press struct {
	own     paper.Shelf
	printer printer.Printer
	brush   *brush.Brush
	shelf   *shippedShelf
	kept    *keptTemplates
}

// keptTemplates are the company's templates as they were last read: a batch of a thousand
// documents reads its template once.
type keptTemplates struct {
	mu   sync.Mutex
	list map[string]keptTemplate
}

type keptTemplate struct {
	text []byte
	t    *layout.Template
	err  error
}

func (k *keptTemplates) load(name string, text []byte) (*layout.Template, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if old, ok := k.list[name]; ok && bytes.Equal(old.text, text) {
		return old.t, old.err
	}
	t, err := layout.Load(name, text)
	k.list[name] = keptTemplate{text, t, err}
	return t, err
}

// shippedShelf reads the templates that ship, once for all companies.
type shippedShelf struct {
	mu     sync.Mutex
	loaded map[string]*layout.Template // by name
	order  []string
}

var (
	_ paper.Press    = (*Press)(nil)
	_ paper.Workshop = (*Press)(nil)
)

// New makes a press.
func New(p Params) *Press {
	if p.Printer == nil {
		p.Printer = printer.System(printer.Params{})
	}
	return &Press{own: p.Own, printer: p.Printer, brush: brush.New(), shelf: &shippedShelf{loaded: map[string]*layout.Template{}}, kept: &keptTemplates{list: map[string]keptTemplate{}}}
}

// With is the same press for a company with templates of its own.
func (p *Press) With(own paper.Shelf) *Press {
	c := *p
	c.own, c.kept = own, &keptTemplates{list: map[string]keptTemplate{}}
	return &c
}

// shipped reads the built-in templates once.
func (p *shippedShelf) read() (map[string]*layout.Template, []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.order != nil {
		return p.loaded, p.order
	}
	files, _ := fs.Glob(templates.Files(), "*.toml")
	for _, f := range files {
		data, err := fs.ReadFile(templates.Files(), f)
		if err != nil {
			continue
		}
		name := strings.TrimSuffix(f, ".toml")
		if t, err := layout.Load(name, data); err == nil { // a test loads every one
			p.loaded[name] = t
			p.order = append(p.order, name)
		}
	}
	slices.Sort(p.order)
	return p.loaded, p.order
}

// ownNames lists the templates of the company.
func (p *Press) ownNames() []string {
	if p.own == nil {
		return nil
	}
	return p.own.Names()
}

// template finds a template by name: the company's own first.
func (p *Press) template(name string) (*layout.Template, error) {
	if p.own != nil {
		if text, ok := p.own.Template(name); ok {
			return p.kept.load(name, text)
		}
	}
	loaded, _ := p.shelf.read()
	if t := loaded[name]; t != nil {
		return t, nil
	}
	return nil, app.E(app.NotFound, "paper.no_template", "template", name)
}

// Templates lists the templates of a kind, the default first. Own templates that cannot be
// read are left out; Layout tells why when it is asked for one.
func (p *Press) Templates(kind paper.Kind) []paper.Template {
	loaded, order := p.shelf.read()
	own := p.ownNames()
	var list []paper.Template
	add := func(t *layout.Template, shipped bool) {
		if t.Kind == kind {
			list = append(list, paper.Template{Name: t.Name, Kind: kind, Title: t.Titles(), Paper: t.Paper, Parts: t.PartNames(), Shipped: shipped})
		}
	}
	for _, name := range order {
		if !slices.Contains(own, name) {
			add(loaded[name], true)
		}
	}
	for _, name := range own {
		if t, err := p.template(name); err == nil {
			add(t, false)
		}
	}
	if p.own != nil {
		list = append(list, p.own.Sheets(kind)...)
	}
	slices.SortStableFunc(list, func(a, b paper.Template) int { return rank(a) - rank(b) })
	return list
}

// rank puts the default of a kind first: own ones, then "<kind>-standard".
func rank(t paper.Template) int {
	switch {
	case t.Name == string(t.Kind)+"-standard":
		return 0
	case !t.Shipped:
		return 1
	}
	return 2
}

// choose finds the template of a request.
func (p *Press) choose(r paper.Request) (*layout.Template, error) {
	if r.Template != "" {
		t, err := p.template(r.Template)
		if err == nil && t.Kind != r.Kind {
			return nil, app.E(app.NotFound, "paper.no_template", "template", r.Template)
		}
		return t, err
	}
	for _, t := range p.Templates(r.Kind) {
		if r.Paper == "" || t.Paper == r.Paper {
			return p.template(t.Name)
		}
	}
	return nil, app.E(app.NotFound, "paper.no_template", "template", string(r.Kind)+" "+r.Paper)
}

// Layout makes the pages; see paper.Press.
func (p *Press) Layout(ctx context.Context, r paper.Request) (*paper.Doc, []paper.Warning, error) {
	if r.Kind == paper.Grid {
		return layout.TestGrid(r), nil, nil
	}
	if book, ok := p.sheet(r.Template); ok && len(r.Draft) == 0 {
		return p.laySheet(ctx, book, r)
	}
	t, err := p.choose(r)
	if len(r.Draft) > 0 {
		t, err = layout.Load(r.Template, r.Draft)
	}
	if err != nil {
		return nil, nil, err
	}
	return layout.Layout(ctx, t, r)
}

// PDF writes the document as a file.
func (p *Press) PDF(doc *paper.Doc) ([]byte, error) { return pdf.Write(doc) }

// Picture paints a page.
func (p *Press) Picture(doc *paper.Doc, page int, dpi float64) (*image.RGBA, error) {
	return p.brush.Paint(doc, page, dpi)
}

// Printers lists the printers of this computer.
func (p *Press) Printers(ctx context.Context) ([]paper.Printer, error) { return p.printer.List(ctx) }

// Follow tells what became of a job.
func (p *Press) Follow(ctx context.Context, x paper.Printed) (paper.Progress, error) {
	return p.printer.Follow(ctx, x)
}

// Withdraw takes a job back out of the printer's queue.
func (p *Press) Withdraw(ctx context.Context, x paper.Printed) error {
	return p.printer.Withdraw(ctx, x)
}

// Print sends a document to a printer.
func (p *Press) Print(ctx context.Context, doc *paper.Doc, job paper.Job) (paper.Printed, error) {
	if len(doc.Pages) == 0 {
		return paper.Printed{}, app.E(app.Invalid, "paper.nothing_to_print")
	}
	data, err := pdf.Write(doc)
	if err != nil {
		return paper.Printed{}, err
	}
	if job.Title == "" {
		job.Title = doc.Title
	}
	return p.printer.Print(ctx, data, doc.Pages[0].Size, job)
}
