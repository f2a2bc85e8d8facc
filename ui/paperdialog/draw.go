package paperdialog

import (
	"strconv"

	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawOptions is the left side; it scrolls where the window is low.
func (g *dialog) drawOptions(c *kit.Canvas, r kit.Rect) {
	keep := r.CutBottom(theme.Control)
	c.Check("keep", keep, g.h.T("paper.keep"), g.keep, func(on bool) { g.keep = on })
	r.CutBottom(6)
	c.ScrollAuto("options", r.Grow(6), func(body kit.Rect) float32 {
		in := body.Inset(6)
		in.H = 4000
		top := in.Y
		g.drawWishes(c, &in)
		return in.Y - top + 12
	})
}

func (g *dialog) drawWishes(c *kit.Canvas, r *kit.Rect) {
	t := g.h.T
	label := func(text string) { c.Text(r.CutTop(20), text, kit.Caption) }
	if b := (kit.Banner{Tint: kit.Red, Text: g.failed}); g.failed != "" {
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W)), b)
		link := r.CutTop(26)
		c.LinkText(link, "queue", t("paper.to_queue"), kit.Body, g.toQueue)
		r.CutTop(8)
	}
	row := r.CutTop(20)
	if g.h.Actor().Can(identity.May(printroom.Templates, identity.See)) && !g.isSheet() {
		edit := t("paper.edit_template")
		c.LinkText(row.CutRight(kit.Measure(edit, kit.Caption)+2), "edit", edit, kit.Caption.RightAligned(), g.toDesigner)
	}
	c.Text(row, t("paper.template"), kit.Caption)
	c.Drop("template", r.CutTop(theme.Control), g.templateName(), "", g.templateMenu)
	r.CutTop(12)
	g.drawPapers(c, r)
	row = r.CutTop(48)
	cells := row.Columns(12, -1, -1)
	copies := cells[0]
	var parts []kit.Tab
	for n := 1; g.chosen < len(g.template) && n <= len(g.template[g.chosen].Parts); n++ {
		parts = append(parts, kit.Tab{ID: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	if len(parts) > 1 { // a sheet of one part has nothing to choose
		copies = cells[1]
		c.Text(cells[0].CutTop(20), t("paper.parts"), kit.Caption)
		c.Segment("parts", cells[0].CutTop(theme.Control), parts, strconv.Itoa(g.shownParts()), func(id string) {
			g.parts, _ = strconv.Atoi(id)
			g.page = 1
			g.relay()
		})
	}
	c.Text(copies.CutTop(20), t("paper.copies"), kit.Caption)
	g.stepper(c, copies.CutTop(theme.Control))
	if n := g.shownParts(); n > 1 && g.size().Tractor {
		c.Text(r.CutTop(22), t("paper.one_strike", "n", n), kit.Hint)
	}
	r.CutTop(10)
	label(t("paper.printer"))
	c.Drop("printer", r.CutTop(theme.Control), g.printerName(), icons.Printer, g.printerMenu)
	r.CutTop(12)
	label(t("paper.how"))
	c.Radio("blank", r.CutTop(24), t("paper.blank"), !g.pre, func() { g.pre = false; g.relay() })
	c.Radio("preprinted", r.CutTop(24), t("paper.preprinted"), g.pre, func() { g.pre = true; g.relay() })
	if g.doc.Stamp {
		c.Check("stamp", r.CutTop(24), t("paper.stamp"), g.stamp, func(on bool) { g.stamp = on; g.relay() })
	}
	r.CutTop(10)
	row = r.CutTop(48)
	cells = row.Columns(10, -1, -1, -1.2)
	c.Text(cells[0].CutTop(20), t("paper.offset_x"), kit.Caption)
	c.Field("offx", cells[0].CutTop(theme.Control), g.offX)
	c.Text(cells[1].CutTop(20), t("paper.offset_y"), kit.Caption)
	c.Field("offy", cells[1].CutTop(theme.Control), g.offY)
	cells[2].CutTop(20)
	c.Button(cells[2].CutTop(theme.Control), kit.Button{ID: "grid", Text: t("paper.grid"), Tip: t("paper.grid_tip"), Tap: g.printGrid})
	for _, f := range []*kit.Field{g.offX, g.offY} {
		if f.Err != "" {
			c.Text(r.CutTop(20), f.Err, kit.Caption.In(theme.Bad))
			break
		}
	}
	r.CutTop(10)
	for _, w := range g.warnings {
		b := kit.Banner{Tint: kit.Amber, Text: t("paper.warning."+w.Key, pairs(w.Args)...)}
		c.Banner(r.CutTop(kit.BannerHeight(b, r.W)), b)
		r.CutTop(6)
	}
}

func pairs(args map[string]any) []any {
	var out []any
	for k, v := range args {
		out = append(out, k, v)
	}
	return out
}

// shownParts is the number of parts in force: chosen, or as many as the template names, up
// to the three that most paper has.
func (g *dialog) shownParts() int {
	named := 1
	if g.chosen < len(g.template) {
		named = max(len(g.template[g.chosen].Parts), 1)
	}
	if g.parts > 0 {
		return min(g.parts, named)
	}
	return min(named, 3)
}

func (g *dialog) stepper(c *kit.Canvas, r kit.Rect) {
	c.Round(r, theme.RadiusControl, theme.Content, theme.Line2)
	plus, minus := r.CutRight(28), r.CutRight(28)
	c.Button(plus, kit.Button{ID: "more", Icon: icons.Plus, Kind: kit.Plain, Tip: "+1", Tap: func() { g.copies = min(g.copies+1, 99) }})
	c.Button(minus, kit.Button{ID: "fewer", Icon: icons.Minus, Kind: kit.Plain, Tip: "−1", Tap: func() { g.copies = max(g.copies-1, 1) }})
	c.Text(r.Pad(10, 0, 0, 0), strconv.Itoa(g.copies), kit.Body)
}

func (g *dialog) title(t paper.Template) string {
	if g.h.Lang() == "zh" {
		return t.Title.ZH
	}
	return t.Title.EN
}

func (g *dialog) templateName() string {
	if g.chosen < len(g.template) {
		return g.title(g.template[g.chosen])
	}
	return ""
}

func (g *dialog) templateMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for i, t := range g.template {
		out = append(out, kit.MenuItem{Title: g.title(t), Detail: t.Paper, Checked: i == g.chosen, Run: func() { g.choose(i) }})
	}
	return out
}

func (g *dialog) printerName() string {
	for _, p := range g.printers {
		if p.Name == g.printer || g.printer == "" && p.Default {
			return p.Title
		}
	}
	return g.h.T("paper.no_printer")
}

func (g *dialog) printerMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, p := range g.printers {
		out = append(out, kit.MenuItem{Title: p.Title, Detail: p.State, Checked: p.Name == g.printer, Run: func() { g.printer = p.Name; g.offsets(); g.relay() }})
	}
	if len(out) == 0 {
		out = append(out, kit.MenuItem{Title: g.h.T("paper.no_printer"), Disabled: true, Why: g.h.T("paper.no_printer_text")})
	}
	return out
}

// drawPage shows the printed page itself on a grey ground.
func (g *dialog) drawPage(c *kit.Canvas, r kit.Rect) {
	bar := r.CutTop(40)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	c.Fill(r.Pad(0, 0, 1, 0), theme.Desk)
	room := r.Inset(20)
	if g.shownParts() > 1 {
		room.CutBottom(30)
	}
	if g.img != nil && g.page-1 < len(g.layout.Pages) {
		g.scale(room) // the bar names it
	}
	g.drawBar(c, bar.Pad(14, 0, 14, 1))
	if g.img == nil || g.page-1 >= len(g.layout.Pages) {
		if err := g.load.Failed(); err != nil {
			c.Text(room, g.h.ErrorText(err), kit.Body.In(theme.Bad).Centered())
		}
		return
	}
	b := g.img.Bounds()
	scale := g.scale(room)
	w, h := float32(b.Dx())*scale, float32(b.Dy())*scale
	if w <= room.W && h <= room.H {
		g.drawSheet(c, kit.R(room.X+(room.W-w)/2, room.Y+min((room.H-h)/2, 12), w, h))
		return
	}
	c.ScrollX("page.x", r, max(w+40, r.W), func(wide kit.Rect) {
		c.Scroll("page", wide, h+70, func(body kit.Rect) {
			g.drawSheet(c, kit.R(body.X+max((body.W-w)/2, 20), body.Y+20, w, h))
		})
	})
}

// drawBar says which paper it is, with the zoom and the pages at the right.
func (g *dialog) drawBar(c *kit.Canvas, in kit.Rect) {
	if g.layout == nil || g.page-1 >= len(g.layout.Pages) {
		return
	}
	p := g.layout.Pages[g.page-1]
	if g.pages > 1 {
		c.ButtonsRight(&in, kit.Button{ID: "next", Icon: icons.ChevronRight, Kind: kit.Plain, Small: true, Tip: "PgDn", Tap: func() { g.turn(1) }})
		c.Text(in.CutRight(38), strconv.Itoa(g.page)+" / "+strconv.Itoa(g.pages), kit.Body.Centered())
		c.ButtonsRight(&in, kit.Button{ID: "prev", Icon: icons.ChevronLeft, Kind: kit.Plain, Small: true, Tip: "PgUp", Tap: func() { g.turn(-1) }})
		c.LineV(in.Right()-2, in.Y+11, in.H-22, theme.Line2)
		in.CutRight(10)
	}
	g.drawZoom(c, &in)
	if g.doc.N > 1 {
		c.ButtonsLeft(&in, kit.Button{ID: "doc.prev", Icon: icons.ChevronLeft, Kind: kit.Plain, Small: true, Tip: "Ctrl PgUp", Tap: func() { g.show(-1) }})
		in.CutLeft(c.Text(in, g.h.T("paper.document_of", "n", g.at+1, "all", g.doc.N), kit.Strong) + 2)
		c.ButtonsLeft(&in, kit.Button{ID: "doc.next", Icon: icons.ChevronRight, Kind: kit.Plain, Small: true, Tip: "Ctrl PgDn", Tap: func() { g.show(1) }})
		in.CutLeft(8)
	}
	in.CutLeft(c.Text(in, g.h.T("paper.size_text", "w", trim(p.Size.W), "h", trim(p.Size.H)), kit.Body) + 10)
	if !p.Size.Tractor {
		return
	}
	on := g.h.T("paper.holes")
	box := in.CutRight(kit.Measure(on, kit.Body) + 28)
	c.Check("holes", box.MiddleRow(theme.Control), on, g.holes, func(on bool) { g.holes = on })
	in.CutRight(8)
	c.Text(in, g.h.T("paper.tractor_text", "w", strconv.Itoa(int(p.Size.W-2*paper.HoleStrip+0.5)), "reach", strconv.FormatFloat(paper.ImpactReach, 'f', 0, 64)), kit.Hint)
}

// drawSheet shows the page with its strips, and the parts below it.
func (g *dialog) drawSheet(c *kit.Canvas, sheet kit.Rect) {
	g.drawParts(c, kit.R(sheet.X, sheet.Bottom()+10, sheet.W, 24))
	c.Fill(sheet, theme.Paper)
	c.Image(sheet, g.img)
	c.Frame(sheet, 0, theme.None, theme.Line2, 1)
	if size := g.layout.Pages[g.page-1].Size; g.holes && size.Tractor {
		holes(c, sheet, size)
	}
}

// holes draws the strips of continuous paper; they are seen here and never printed.
func holes(c *kit.Canvas, sheet kit.Rect, size paper.Size) {
	px := sheet.W / float32(size.W)
	strip := float32(paper.HoleStrip) * px
	c.LineV(sheet.X+strip, sheet.Y, sheet.H, theme.Line)
	c.LineV(sheet.Right()-strip, sheet.Y, sheet.H, theme.Line)
	for y := paper.HolePitch / 2; y < size.H; y += paper.HolePitch {
		at := sheet.Y + float32(y)*px
		c.Dot(kit.Point{X: sheet.X + strip/2, Y: at}, float32(2*paper.HoleRadius)*px, theme.Desk)
		c.Dot(kit.Point{X: sheet.Right() - strip/2, Y: at}, float32(2*paper.HoleRadius)*px, theme.Desk)
	}
}

func trim(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
