package sales

import (
	"context"
	"image"
	"math"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const previewDelay = 250 * time.Millisecond

// preview shows the printed page of a document beside its editor: the page that the PDF
// holds, laid out anew 250 ms after the last change, off the main goroutine. The old page
// stays until the new one is there.
type preview struct {
	host    kit.Host
	press   paper.Press
	kind    paper.Kind
	surface *kit.Surface
	// data takes the document as it stands and gives what fills its paper.
	data func() func(ctx context.Context) (paper.Data, error)

	load      *kit.Loader
	wait      func()
	templates []paper.Template
	chosen    int
	size      string // key of the paper, "" = the template's
	page      int
	zoom      float32 // pixels per point; 0 fits the width
	width     float32 // of the sheet as last drawn, logical
	shownAt   float32 // the width that img was made for
	doc       *paper.Doc
	img       image.Image
	err       error
	visible   bool
	stale     bool // changed while it was hidden
	split     kit.Split
}

type pressed struct {
	doc *paper.Doc
	img image.Image
	err error
}

func newPreview(h kit.Host, press paper.Press, kind paper.Kind, s *kit.Surface) *preview {
	v := &preview{host: h, press: press, kind: kind, surface: s, page: 1, stale: true, load: kit.NewLoader(h, s.Redraw), split: previewSplit(h, kind)}
	if press != nil {
		v.templates = press.Templates(kind)
	}
	name := h.Setting("print.template." + string(kind))
	for i, t := range v.templates {
		if t.Name == name {
			v.chosen = i
		}
	}
	return v
}

// later lays the page out anew soon.
func (v *preview) later() {
	v.stale = true
	if v.wait != nil {
		v.wait()
	}
	v.wait = kit.After(previewDelay, func() { v.wait = nil; v.now() })
}

// now lays the page out anew at once, when it is to be seen.
func (v *preview) now() {
	if !v.visible || v.press == nil || v.data == nil || v.width == 0 {
		return
	}
	fill := v.data()
	if fill == nil {
		return
	}
	v.stale = false
	page, width := v.page, v.width
	req := paper.Request{Kind: v.kind, Paper: v.size, Language: v.host.Lang(), Now: v.host.Now()}
	if v.chosen < len(v.templates) {
		req.Template = v.templates[v.chosen].Name
	}
	px := float64(width * theme.Zoom() * v.scale())
	kit.Load(v.load, func(ctx context.Context) (pressed, error) {
		var err error
		if req.Data, err = fill(ctx); err != nil {
			return pressed{err: err}, ctx.Err()
		}
		doc, _, err := v.press.Layout(ctx, req)
		if err != nil {
			return pressed{err: err}, ctx.Err()
		}
		page = min(max(page, 1), len(doc.Pages))
		img, err := v.press.Picture(doc, page, px*25.4/doc.Pages[page-1].Size.W)
		if err != nil {
			return pressed{err: err}, ctx.Err()
		}
		return pressed{doc: doc, img: img}, nil
	}, func(p pressed) {
		v.err = p.err
		if p.err == nil {
			v.doc, v.img, v.shownAt = p.doc, p.img, width
			v.page = min(max(page, 1), len(p.doc.Pages))
		}
	})
}

// scale is how many pixels of the screen a unit of the toolkit has.
func (v *preview) scale() float32 {
	if v.surface.Size().Width == 0 { // not in a window
		return 1
	}
	if a := fyne.CurrentApp(); a != nil {
		if c := a.Driver().CanvasForObject(v.surface); c != nil {
			return max(c.Scale(), 0.5)
		}
	}
	return 1
}

func (v *preview) turn(by int) {
	if v.doc == nil {
		return
	}
	if n := v.page + by; n >= 1 && n <= len(v.doc.Pages) {
		v.page = n
		v.now()
	}
}

var zooms = []float32{0.5, 0.75, 1, 1.25, 1.5, 2, 3}

func (v *preview) magnify(up bool) {
	now := v.factor()
	if up {
		for _, z := range zooms {
			if z > now+0.01 {
				v.zoom = z
				break
			}
		}
	} else {
		for i := len(zooms) - 1; i >= 0; i-- {
			if zooms[i] < now-0.01 {
				v.zoom = zooms[i]
				break
			}
		}
	}
	v.later()
	v.surface.Redraw()
}

// points is the width of the page in points.
func (v *preview) points() float32 {
	w := 210.0
	if v.doc != nil && v.page <= len(v.doc.Pages) {
		w = v.doc.Pages[v.page-1].Size.W
	}
	return float32(w / 25.4 * 72)
}

func (v *preview) factor() float32 { return v.width / v.points() }

func (v *preview) draw(c *kit.Canvas, r kit.Rect) {
	bar := r.CutTop(40)
	v.drawBar(c, bar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	c.Fill(r, theme.Desk)
	width := float32(math.Floor(float64(r.W - 32)))
	if v.zoom > 0 {
		width = float32(math.Floor(float64(v.zoom * v.points())))
	}
	first := !v.visible
	v.visible = true
	if width != v.width || first {
		v.width = width
		if first || v.img == nil {
			kit.Post(v.now)
		} else {
			v.later()
		}
	}
	if v.img == nil {
		v.drawNothing(c, r)
		return
	}
	b := v.img.Bounds()
	w := v.width
	if v.shownAt == v.width { // exactly the pixels that were made
		w = float32(b.Dx()) / (theme.Zoom() * v.scale())
	}
	h := w * float32(b.Dy()) / float32(b.Dx())
	show := func(body kit.Rect) {
		sheet := kit.R(body.X+float32(math.Floor(float64(max((body.W-w)/2, 16)))), body.Y+14, w, h)
		c.Fill(sheet, theme.Paper)
		c.Image(sheet, v.img)
		c.Frame(sheet.Grow(1), 0, theme.None, theme.Line2, 1)
		note := v.host.T("saleswindow.preview_note")
		if v.err != nil {
			note = v.host.ErrorText(v.err)
		}
		c.Text(kit.R(r.X+12, sheet.Bottom()+8, r.W-24, 20), note, kit.Caption.Centered())
	}
	c.ScrollX("paper.x", r, max(w+32, r.W), func(wide kit.Rect) {
		c.Scroll("paper", wide, h+50, show)
	})
}

// drawNothing is what stands where the page is not there yet.
func (v *preview) drawNothing(c *kit.Canvas, r kit.Rect) {
	switch {
	case v.err != nil:
		c.Para(r.Inset(24), v.host.ErrorText(v.err), kit.Body.In(theme.Bad), 0)
	case v.load.Slow():
		c.Text(r, v.host.T("saleswindow.preview_wait"), kit.Hint.Centered())
	}
}

func (v *preview) drawBar(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Content)
	in := r.Pad(10, 0, 10, 1)
	pages := 0
	if v.doc != nil {
		pages = len(v.doc.Pages)
	}
	icon := func(id string, n icons.Name, tip string, why string, tap func()) kit.Button {
		return kit.Button{ID: id, Icon: n, Kind: kit.Plain, Small: true, Tip: tip, Disabled: why, Tap: tap}
	}
	why := func(bad bool) string {
		if bad {
			return v.host.T("saleswindow.no_page")
		}
		return ""
	}
	c.ButtonsRight(&in, icon("page.next", icons.ChevronRight, v.host.T("saleswindow.page_next"), why(v.page >= pages), func() { v.turn(1) }))
	text := strconv.Itoa(v.page) + " / " + strconv.Itoa(max(pages, 1))
	c.Text(in.CutRight(38), text, kit.Body.Centered())
	c.ButtonsRight(&in, icon("page.prev", icons.ChevronLeft, v.host.T("saleswindow.page_prev"), why(v.page <= 1), func() { v.turn(-1) }))
	c.LineV(in.Right()-2, in.Y+11, in.H-22, theme.Line2)
	in.CutRight(10)
	c.ButtonsRight(&in, icon("zoom.in", icons.Plus, v.host.T("saleswindow.zoom_in"), "", func() { v.magnify(true) }))
	percent := strconv.Itoa(int(v.factor()*100+0.5)) + "%"
	c.LinkText(in.CutRight(40).MiddleRow(20), "zoom.fit", percent, kit.Body.Centered(), func() { v.zoom = 0; v.later() })
	c.ButtonsRight(&in, icon("zoom.out", icons.Minus, v.host.T("saleswindow.zoom_out"), "", func() { v.magnify(false) }))
	size := in.CutRight(68)
	in.CutRight(6)
	c.Drop("paper.template", in.MiddleRow(theme.Control), v.title(), "", v.menu)
	c.Drop("paper.size", size.MiddleRow(theme.Control), v.sizeName(), "", v.sizeMenu)
}

func (v *preview) title() string {
	if v.chosen < len(v.templates) {
		return v.words(v.templates[v.chosen].Title)
	}
	return ""
}

func (v *preview) words(w paper.Words) string {
	if v.host.Lang() == "zh" {
		return w.ZH
	}
	return w.EN
}

func (v *preview) menu() []kit.MenuItem {
	var out []kit.MenuItem
	for i, t := range v.templates {
		out = append(out, kit.MenuItem{Title: v.words(t.Title), Detail: t.Paper, Checked: i == v.chosen, Run: func() {
			v.chosen, v.size, v.page = i, "", 1
			v.host.SetSetting("print.template."+string(v.kind), t.Name)
			v.now()
		}})
	}
	return out
}

func (v *preview) sizeKey() string {
	if v.size == "" && v.chosen < len(v.templates) {
		return v.templates[v.chosen].Paper
	}
	return v.size
}

func (v *preview) sizeName() string { return sizeName(v.sizeKey()) }

func sizeName(key string) string {
	switch key {
	case "a4":
		return "A4"
	case "a5":
		return "A5"
	case "letter":
		return "Letter"
	}
	if s, ok := paper.SizeOf(key); ok {
		return s.Name()
	}
	return key
}

func (v *preview) sizeMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, key := range []string{"a4", "a5", "letter"} {
		out = append(out, kit.MenuItem{Title: sizeName(key), Checked: key == v.sizeKey(), Run: func() { v.size, v.page = key, 1; v.now() }})
	}
	return out
}
