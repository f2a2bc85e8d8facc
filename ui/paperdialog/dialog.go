// Package paperdialog is the print dialog of every document (picture 07): template, paper,
// copies, printer and offsets at the left, the printed page itself at the right. What it
// shows is what the PDF and the printer get: one layout.
package paperdialog

import (
	"context"
	"image"
	"strconv"
	"strings"

	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/ui/kit"
)

// Document is what is printed.
type Document struct {
	Title string // 打印收据 SJ2026030041
	File  string // proposed name of the PDF, without extension
	Kind  paper.Kind
	// Data fills the document; count is the number of this print (1 = the first).
	Data func(ctx context.Context, count int64, stamp bool) (paper.Data, error)
	// Count is how often it was printed before.
	Count int64
	// Queue puts the documents into the print queue and prints them; tell is called after each.
	// What fails stays in the queue with its reason.
	Queue func(ctx context.Context, w printroom.Wish, tell func(printroom.Progress)) (printroom.Progress, error)
	// N is how many documents are printed together, 0 is one; Turn chooses which of them Data
	// fills for the preview, 0 ….
	N    int
	Turn func(i int)
	// Stamp tells that the person may print the company's stamp; Data gets what was chosen.
	Stamp bool
	// Mail opens a mail with the PDF attached; nil hides the button.
	Mail func(pdf []byte, name string)
	Lang string
}

// Press is what the dialog asks of printing.
type Press interface {
	Templates(kind paper.Kind) []paper.Template
	Layout(ctx context.Context, r paper.Request) (*paper.Doc, []paper.Warning, error)
	PDF(doc *paper.Doc) ([]byte, error)
	Picture(doc *paper.Doc, page int, dpi float64) (*image.RGBA, error)
	Print(ctx context.Context, doc *paper.Doc, job paper.Job) (paper.Printed, error)
	Printers(ctx context.Context) ([]paper.Printer, error)
}

// Deps are what the dialog needs.
type Deps struct {
	Press Press
	// Write saves a file; it is whole or not there.
	Write func(path string, content []byte) error
	// Workbook fills a template that is a workbook; nil hides the button.
	Workbook func(ctx context.Context, r paper.Request) ([]byte, error)
}

type dialog struct {
	h        kit.Host
	d        Deps
	doc      Document
	box      *kit.Dialog
	load     *kit.Loader
	template []paper.Template
	chosen   int
	parts    int
	copies   int
	pre      bool
	stamp    bool
	holes    bool // the strips of continuous paper are shown
	keep     bool // what is chosen becomes the default of this computer
	offX     *kit.Field
	offY     *kit.Field
	printers []paper.Printer
	printer  string
	page     int
	pages    int
	zoom     float32 // pixels per point; 0 fits the page into the room
	shown    float32 // the one in force
	img      image.Image
	layout   *paper.Doc
	warnings []paper.Warning
	busy     bool
	at       int // the document shown, of several
	progress printroom.Progress
	stop     context.CancelFunc // of a batch that prints
	failed   string             // why something was not printed
}

// Show opens the dialog over a page.
func Show(h kit.Host, d Deps, doc Document) {
	g := &dialog{h: h, d: d, doc: doc, copies: 1, page: 1, holes: true, stamp: doc.Stamp, keep: true, template: d.Press.Templates(doc.Kind)}
	g.offX, g.offY = kit.NewField(h.T("paper.offset_x")), kit.NewField(h.T("paper.offset_y"))
	for _, f := range []*kit.Field{g.offX, g.offY} {
		f.AlignRight = true
		f.Check = g.checkOffset
		f.OnCommit = func(string) { g.relay() }
	}
	g.remembered()
	g.offsets()
	g.box = &kit.Dialog{Title: doc.Title, Width: 1180, Full: true, Body: g.draw, Height: func(float32) float32 { return 740 }, Keys: g.key}
	g.load = kit.NewLoader(h, g.box.Redraw)
	h.ShowDialog(g.box)
	if s := g.box.Surface(); s != nil {
		s.FocusID("print", false)
	}
	g.relay()
	h.Go(func(ctx context.Context) {
		list, err := d.Press.Printers(ctx)
		h.Post(func() {
			if err == nil {
				g.printers = list
				if g.offsets(); offset(g.offX.Text()) != 0 || offset(g.offY.Text()) != 0 {
					g.relay()
				}
				g.box.Redraw()
			}
		})
	})
}

// remembered takes template and parts as they were last time.
func (g *dialog) remembered() {
	name := g.h.Setting("print.template." + string(g.doc.Kind))
	for i, t := range g.template {
		if t.Name == name {
			g.chosen = i
		}
	}
	if n, err := strconv.Atoi(g.h.Setting("print.parts." + string(g.doc.Kind))); err == nil {
		g.parts = n
	}
}

func (g *dialog) remember() {
	if !g.keep {
		return
	}
	if g.chosen < len(g.template) {
		g.h.SetSetting("print.template."+string(g.doc.Kind), g.template[g.chosen].Name)
	}
	g.h.SetSetting("print.parts."+string(g.doc.Kind), strconv.Itoa(g.parts))
	g.h.SetSetting(g.offsetKey("x"), trim(offset(g.offX.Text())))
	g.h.SetSetting(g.offsetKey("y"), trim(offset(g.offY.Text())))
}

// offsetKey is where an offset is kept: each printer takes each paper in its own way. PRT-05
func (g *dialog) offsetKey(axis string) string {
	name := ""
	if g.chosen < len(g.template) {
		name = g.template[g.chosen].Name
	}
	printer := g.printer
	if printer == "" && len(g.printers) > 0 {
		printer = g.printers[0].Name
	}
	return "print.offset." + axis + "." + printer + "." + name
}

// offsets shows the offsets of the chosen printer and template.
func (g *dialog) offsets() {
	g.offX.SetText(trim(offset(g.h.Setting(g.offsetKey("x")))))
	g.offY.SetText(trim(offset(g.h.Setting(g.offsetKey("y")))))
}

// offset reads millimetres; what is no number, or further than any printer is off, is 0.
func offset(text string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(text), "−", "-"), 64)
	if err != nil || v < -50 || v > 50 {
		return 0
	}
	return v
}

// checkOffset refuses what offset would take for 0.
func (g *dialog) checkOffset(text string) string {
	if v := offset(text); v == 0 && strings.Trim(strings.TrimSpace(text), "+-−0.") != "" {
		return g.h.T("paper.offset_bad")
	}
	return ""
}

// request asks for the document as it is chosen.
func (g *dialog) request(data paper.Data) paper.Request {
	r := paper.Request{
		Kind: g.doc.Kind, Data: data, Language: g.doc.Lang, Now: g.h.Now(),
		Options: paper.Options{Parts: g.shownParts(), PrePrinted: g.pre, OffsetX: offset(g.offX.Text()), OffsetY: offset(g.offY.Text())},
	}
	if g.chosen < len(g.template) {
		r.Template = g.template[g.chosen].Name
	}
	return r
}

// size is the paper of the chosen template.
func (g *dialog) size() paper.Size {
	if g.chosen < len(g.template) {
		if s, ok := paper.SizeOf(g.template[g.chosen].Paper); ok {
			return s
		}
	}
	return paper.Sizes[0]
}

type laid struct {
	doc      *paper.Doc
	warnings []paper.Warning
	img      image.Image
}

// relay lays the document out anew and paints the page that is shown.
func (g *dialog) relay() {
	page, stamp, now, dpi := g.page, g.stamp, g.request(nil), g.dpi()
	ask := func(data paper.Data) paper.Request { now.Data = data; return now }
	kit.Load(g.load, func(ctx context.Context) (laid, error) {
		data, err := g.doc.Data(ctx, g.doc.Count+1, stamp)
		if err != nil {
			return laid{}, err
		}
		doc, warnings, err := g.d.Press.Layout(ctx, ask(data))
		if err != nil {
			return laid{}, err
		}
		img, err := g.d.Press.Picture(doc, min(page, len(doc.Pages)), dpi)
		return laid{doc, warnings, img}, err
	}, func(l laid) {
		g.layout, g.warnings, g.img, g.pages = l.doc, l.warnings, l.img, len(l.doc.Pages)
		g.page = min(max(g.page, 1), g.pages)
	})
}

func (g *dialog) turn(by int) {
	if n := g.page + by; n >= 1 && n <= g.pages {
		g.page = n
		g.relay()
	}
}

func (g *dialog) key(k kit.Key, inField bool) bool {
	switch k {
	case "Ctrl+Enter", "Ctrl+P":
		g.print()
	case "PgDn":
		g.turn(1)
	case "PgUp":
		g.turn(-1)
	case "Ctrl+PgDn":
		g.show(1)
	case "Ctrl+PgUp":
		g.show(-1)
	case "Ctrl+=", "Ctrl+-", "Ctrl+0":
		g.magnify(map[kit.Key]int{"Ctrl+=": 1, "Ctrl+-": -1}[k])
	case "Right", "Left":
		if inField {
			return false
		}
		g.turn(map[kit.Key]int{"Right": 1, "Left": -1}[k])
	default:
		return false
	}
	return true
}

// save writes the PDF where the user says.
func (g *dialog) save() {
	if g.layout == nil {
		return
	}
	doc := g.layout
	g.h.SaveFile(kit.FileRequest{Title: g.h.T("paper.save_pdf"), Name: g.doc.File + ".pdf", Exts: []string{"pdf"}, Kinds: "PDF", Confirm: true}, func(path string) {
		g.h.Go(func(context.Context) {
			raw, err := g.d.Press.PDF(doc)
			if err == nil {
				err = g.d.Write(path, raw)
			}
			g.h.Post(func() {
				g.h.Report(err)
				if err == nil {
					g.h.Toast(g.h.T("paper.saved", "file", path), nil)
				}
			})
		})
	})
}

func (g *dialog) mail() {
	if g.layout == nil {
		return
	}
	doc := g.layout
	g.h.Go(func(context.Context) {
		raw, err := g.d.Press.PDF(doc)
		g.h.Post(func() {
			if err != nil {
				g.h.Report(err)
				return
			}
			g.box.Close()
			g.doc.Mail(raw, g.doc.File+".pdf")
		})
	})
}
