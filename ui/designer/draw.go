package designer

import (
	"strconv"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

func (p *page) draw(c *kit.Canvas) {
	r := c.Bounds()
	head := r.CutTop(theme.AreaHeader)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	p.drawHead(c, head.Pad(10, 0, theme.MarginRight, 1))
	if p.tree == nil {
		if p.load.Failed() != nil {
			c.Failure(r, p.host, p.load.Failed(), p.open)
		} else if p.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	left := r.CutLeft(196)
	c.LineV(left.Right()-1, left.Y, left.H, theme.Line)
	p.drawFields(c, left.Pad(0, 0, 1, 0))
	right := r.CutRight(272)
	c.LineV(right.X, right.Y, right.H, theme.Line)
	p.drawProps(c, right.Pad(1, 0, 0, 0))
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	p.drawTools(c, bar.Pad(12, 0, 10, 1))
	checks := r.CutBottom(p.checksHeight())
	c.LineH(checks.X, checks.Y, checks.W, theme.Line)
	p.drawChecks(c, checks.Pad(0, 1, 0, 0))
	p.drawDesk(c, r)
}

func (p *page) drawHead(c *kit.Canvas, in kit.Rect) {
	t := p.host.T
	c.Button(in.CutLeft(28).MiddleRow(theme.Control), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("designer.back"), Tap: p.host.Close})
	in.CutLeft(6)
	if p.tree == nil {
		return
	}
	save := kit.Button{ID: "save", Text: t("designer.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Disabled: p.maySave(), Tap: p.save}
	c.ButtonsRight(&in, kit.Button{ID: "more", Icon: icons.Ellipsis, Kind: kit.Plain, Tip: t("designer.more"), Tap: func() { p.moreMenu(c) }}, save)
	c.ButtonsRight(&in, kit.Button{ID: "versions", Text: t("designer.versions"), Icon: icons.History, Tap: p.showVersions})
	c.ButtonsRight(&in, kit.Button{ID: "test", Text: t("designer.test"), Icon: icons.Printer, Tap: p.testPrint})
	in.CutRight(4)
	c.Drop("sample", in.CutRight(min(180, max(in.W*0.28, 90))).MiddleRow(theme.Control), p.samples[p.sample].Title, "", p.sampleMenu)
	in.CutRight(8)
	views := []kit.Tab{{ID: "names", Text: t("designer.names")}, {ID: "data", Text: t("designer.data")}}
	now := "data"
	if p.names {
		now = "names"
	}
	c.Segment("view", in.CutRight(kit.SegmentWidth(views)).MiddleRow(theme.Control), views, now, func(id string) { p.names = id == "names"; p.relay() })
	in.CutRight(8)
	icon := func(id string, n icons.Name, tip string, n2 int, tap func()) kit.Button {
		b := kit.Button{ID: id, Icon: n, Kind: kit.Plain, Tip: tip, Tap: tap}
		if n2 == 0 {
			b.Disabled = tip
		}
		return b
	}
	c.ButtonsRight(&in, icon("undo", icons.Undo, t("designer.undo")+" Ctrl Z", len(p.undo), p.back), icon("redo", icons.Redo, t("designer.redo")+" Ctrl Y", len(p.redo), p.forth))
	in.CutRight(8)
	in.CutLeft(c.Text(in, p.titleText(), kit.Title) + 8)
	state, tint := t("designer.shipped"), kit.Gray
	if p.own != nil {
		state = t("designer.version", "n", p.own.Revision)
	}
	in.CutLeft(c.Badge(in, state, tint) + 6)
	if n := p.unsaved(); n > 0 {
		c.Text(in, t("designer.unsaved", "n", n), kit.Hint)
	}
}

func (p *page) moreMenu(c *kit.Canvas) {
	t := p.host.T
	at, _ := p.s.HitRect("more")
	p.host.ShowMenu(kit.Menu{From: p.s, Below: at, Items: []kit.MenuItem{
		{Title: t("designer.template"), Icon: icons.FileText, Run: func() { p.choose() }},
		{Title: t("designer.export"), Icon: icons.Download, Key: "Ctrl+E", Run: p.exportFile},
		{Title: t("designer.import"), Icon: icons.Upload, Run: p.importFile},
		{Title: p.scanTitle(), Icon: icons.FileImage, Run: p.pickScan},
	}})
}

func (p *page) scanTitle() string {
	if p.tree.Str("background") != "" {
		return p.host.T("designer.scan_off")
	}
	return p.host.T("designer.scan")
}

func (p *page) sampleMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for i, s := range p.samples {
		out = append(out, kit.MenuItem{Title: s.Title, Checked: i == p.sample, Run: func() { p.sample, p.pageNo = i, 1; p.relay() }})
	}
	return out
}

// drawTools is the bar over the page: paper, alignment, what is shown, zoom.
func (p *page) drawTools(c *kit.Canvas, in kit.Rect) {
	t := p.host.T
	percent := itoa(int(p.shown*100+0.5)) + "%"
	c.ButtonsRight(&in, kit.Button{ID: "zoom.in", Icon: icons.Plus, Kind: kit.Plain, Small: true, Tip: t("designer.zoom_in"), Tap: func() { p.magnify(1) }})
	c.LinkText(in.CutRight(40).MiddleRow(20), "zoom.fit", percent, kit.Body.Centered(), func() { p.magnify(0) })
	c.ButtonsRight(&in, kit.Button{ID: "zoom.out", Icon: icons.Minus, Kind: kit.Plain, Small: true, Tip: t("designer.zoom_out"), Tap: func() { p.magnify(-1) }})
	if p.doc != nil && len(p.doc.Pages) > 1 {
		c.ButtonsRight(&in, kit.Button{ID: "next", Icon: icons.ChevronRight, Kind: kit.Plain, Small: true, Tip: t("designer.next_page"), Tap: func() { p.turn(1) }})
		c.Text(in.CutRight(36), itoa(p.pageNo)+" / "+itoa(len(p.doc.Pages)), kit.Caption.Centered())
		c.ButtonsRight(&in, kit.Button{ID: "prev", Icon: icons.ChevronLeft, Kind: kit.Plain, Small: true, Tip: t("designer.prev_page"), Tap: func() { p.turn(-1) }})
	}
	in.CutRight(6)
	size := p.sheetSize()
	c.Drop("paper", in.CutLeft(min(176, in.W*0.34)).MiddleRow(theme.Control), size.Label(t), "", p.paperMenu)
	in.CutLeft(4)
	no := ""
	if _, ok := turned(size); !ok {
		no = t("designer.no_turn")
	}
	c.Button(in.CutLeft(26).MiddleRow(theme.ControlS), kit.Button{ID: "turn", Icon: icons.Refresh, Kind: kit.Plain, Small: true, Tip: t("designer.turn"), Disabled: no, Tap: p.turnSheet})
	in.CutLeft(6)
	why := ""
	if len(p.sel) == 0 || !p.primary().isItem() {
		why = t("designer.none_chosen")
	}
	for _, b := range []struct {
		how  string
		icon icons.Name
	}{{"left", icons.AlignStartVertical}, {"center", icons.AlignCenterVertical}, {"right", icons.AlignEndVertical}, {"top", icons.AlignStartHorizontal}, {"spread", icons.VerticalSpace}} {
		if in.W < 30 {
			return
		}
		c.Button(in.CutLeft(26).MiddleRow(theme.ControlS), kit.Button{ID: "align." + b.how, Icon: b.icon, Kind: kit.Plain, Small: true, Tip: t("designer.align." + b.how), Disabled: why, Tap: func() { p.align(b.how) }})
		in.CutLeft(2)
	}
	in.CutLeft(8)
	check := func(id, text string, on bool, set func(bool)) {
		if w := kit.Measure(text, kit.Body) + 30; in.W >= w {
			c.Check(id, in.CutLeft(w).MiddleRow(theme.Control), text, on, set)
			in.CutLeft(4)
		}
	}
	check("snap", t("designer.snap"), p.snap, func(on bool) { p.snap = on })
	if size.Tractor {
		check("holes", t("paper.holes"), p.holes, func(on bool) { p.holes = on })
	}
	if p.tree.Str("background") != "" {
		check("ground", t("designer.ground"), p.ground, func(on bool) { p.ground = on; p.relay() })
	}
}

func (p *page) turn(by int) {
	if p.doc == nil {
		return
	}
	if n := p.pageNo + by; n >= 1 && n <= len(p.doc.Pages) {
		p.pageNo = n
		p.relay()
	}
}

func (p *page) paperMenu() []kit.MenuItem {
	var out []kit.MenuItem
	for _, s := range paper.Sizes {
		out = append(out, kit.MenuItem{Title: s.Label(p.host.T), Detail: s.Name(), Checked: s.Key == p.tree.Str("paper"), Run: func() { p.setPaper(s) }})
	}
	return append(out, kit.MenuItem{Title: p.host.T("designer.own_size"), Run: p.askSize})
}

// setPaper takes another paper; on continuous forms the print head does not reach the strips.
func (p *page) setPaper(s paper.Size) {
	p.edit("", func() {
		p.tree.Set("paper", s.Key).Set("form", nil).Set("per_page", nil).Set("impact", s.Tractor)
		if s.Tractor {
			p.tree.Set("margin", []any{6.0, 20.5, 6.0, 20.5})
		}
	})
}

// askSize asks for a size of one's own. PRT-05
func (p *page) askSize() {
	t := p.host.T
	now := p.sheetSize()
	w, h := kit.NewField(t("designer.w")+" mm").With(decimal(now.W)), kit.NewField(t("designer.h")+" mm").With(decimal(now.H))
	d := &kit.Dialog{Title: t("designer.own_size"), Text: t("designer.own_size_text", "low", paper.LeastEdge, "high", paper.MostEdge), Width: 400}
	d.Height = func(float32) float32 { return 2 * 38 }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "own.w", w.Name, w, kit.Form{Label: 70})
		c.FormRow(&r, "own.h", h.Name, h, kit.Form{Label: 70})
	}
	d.Buttons = []kit.DialogButton{
		{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: t("designer.take"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			wide, err1 := strconv.ParseFloat(w.Text(), 64)
			high, err2 := strconv.ParseFloat(h.Text(), 64)
			size, ok := paper.SizeOf(paper.OwnKey(tenth(wide), tenth(high)))
			if err1 != nil || err2 != nil || !ok {
				h.Err = t("designer.want_number", "low", paper.LeastEdge, "high", paper.MostEdge)
				d.Redraw()
				return true
			}
			p.setPaper(size)
			return false
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(w.Focus)
}
