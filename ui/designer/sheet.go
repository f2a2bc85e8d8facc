package designer

import (
	"fmt"
	"strconv"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const ruler = 22 // px

// drawDesk draws rulers, the sheet and everything over it.
func (p *page) drawDesk(c *kit.Canvas, r kit.Rect) {
	top, left := r.CutTop(ruler), r.CutLeft(ruler)
	size := p.sheetSize()
	room := r.Inset(10)
	fit := room.W / float32(size.W)
	scale := fit
	if p.zoom > 0 {
		scale = p.zoom * pxPerMM
	}
	p.shown = scale / pxPerMM
	w, h := float32(size.W)*scale, float32(size.H)*scale
	c.Fill(r, theme.Desk)
	c.ScrollX("desk.x", r, max(w+20, r.W), func(wide kit.Rect) {
		c.Scroll("desk", wide, h+20, func(body kit.Rect) {
			p.view = view{desk: r, sheet: kit.R(wide.X+max((wide.W-w)/2, 10), body.Y+10, w, h), scale: scale}
			c.Hit("sheet", r, kit.Hit{
				Name: p.host.T("designer.sheet"), Role: kit.RoleGrid, Value: p.called(p.primary()), Focusable: true, ClickFocus: true, Default: true,
				Down: p.pressed, Drag: p.dragged, Tap: p.sheetTap, Key: p.sheetKey, Menu: p.sheetMenu, Double: p.focusProps,
			})
			p.drawSheet(c, size)
		})
	})
	p.drawRulers(c, top, left)
}

func (p *page) sheetTap() {
	if p.act.kind == "rubber" && len(p.sel) == 0 {
		p.choose()
	}
}

// faint is the colour of lines that are drawn over the sheet, which is white in both themes;
// onSheet is that of texts.
func faint() theme.Token {
	if theme.Current().Dark {
		return theme.Text2
	}
	return theme.Line
}

func onSheet() theme.Token {
	if theme.Current().Dark {
		return theme.OnPrimary
	}
	return theme.Text2
}

func (p *page) drawSheet(c *kit.Canvas, size paper.Size) {
	v := p.view
	c.Fill(v.sheet, theme.Paper)
	c.Image(v.sheet, p.img)
	c.Frame(v.sheet, 0, theme.None, faint(), 1)
	p.drawStrips(c, size)
	if p.doc == nil {
		return
	}
	p.drawBands(c)
	for _, s := range p.doc.Spots {
		if s.Page == p.pageNo && s.Item >= 0 {
			p.drawBox(c, s)
		}
	}
	p.drawChosen(c)
	p.drawHelpers(c)
}

// drawStrips draws holes and the frame that the printer reaches; they never print.
func (p *page) drawStrips(c *kit.Canvas, size paper.Size) {
	v := p.view
	from, to := size.Reach()
	m := p.margins()
	c.Frame(kit.R(v.x(from), v.y(m[0]), float32(to-from)*v.scale, float32(size.H-m[0]-m[2])*v.scale), 0, theme.None, faint(), 1)
	if !size.Tractor || !p.holes {
		return
	}
	strip := float32(paper.HoleStrip) * v.scale
	c.LineV(v.sheet.X+strip, v.sheet.Y, v.sheet.H, faint())
	c.LineV(v.sheet.Right()-strip, v.sheet.Y, v.sheet.H, faint())
	for _, h := range size.Holes() {
		c.Dot(kit.Point{X: v.x(h.X), Y: v.y(h.Y)}, float32(2*paper.HoleRadius)*v.scale, theme.Desk)
	}
}

// drawBands draws the borders of bands with their grips, and their names at the left.
func (p *page) drawBands(c *kit.Canvas) {
	v := p.view
	for _, s := range p.doc.Spots {
		r := ref{s.Band, -1, -1}
		if s.Page != p.pageNo || s.Item >= 0 || s.Column >= 0 || s.Band >= len(p.bands()) || roleOf(p.bands()[s.Band]) == "page" {
			continue
		}
		box := v.rect(s)
		chosen := p.isChosen(r)
		edge := theme.Series3
		if chosen {
			edge = theme.Primary
		}
		c.LineH(box.X-12, box.Y, box.W+24, edge)
		c.LineH(box.X-12, box.Bottom(), box.W+24, edge)
		c.Round(kit.R(box.X+box.W/2-11, box.Bottom()-1.5, 22, 4), 2, theme.Primary, theme.None)
		tab := kit.R(max(box.X-22, v.sheet.X), box.Y+1, 18, max(box.H-2, 4))
		ground := theme.GraySoft
		if theme.Current().Dark { // the sheet stays white
			ground = theme.Text2
		}
		if chosen {
			ground = theme.Soft
		}
		c.Fill(tab, ground)
		p.upright(c, tab, p.host.T("designer.band."+roleOf(p.bands()[s.Band])))
		c.Hit("band."+strconv.Itoa(s.Band), tab, kit.Hit{Name: p.called(r), Tip: p.called(r), Role: kit.RoleButton, Cursor: kit.Hand, Tap: func() { p.choose(r) }})
	}
}

// upright writes a short text from top to bottom as far as there is room.
func (p *page) upright(c *kit.Canvas, r kit.Rect, text string) {
	const step = 14
	runes := []rune(text)
	if len(runes) > 0 && runes[0] < 0x2e80 || float32(len(runes)*step) > r.H {
		return // Latin words stand in the tooltip
	}
	y := r.Y + (r.H-float32(len(runes)*step))/2
	for _, ch := range runes {
		c.Text(kit.R(r.X, y, r.W, step), string(ch), kit.Caption.Centered().Uncut().In(onSheet()))
		y += step
	}
}

// drawBox draws the faint frame of an element, dashed in colour when it does not show now.
func (p *page) drawBox(c *kit.Canvas, s paper.Spot) {
	r := ref{s.Band, s.Item, -1}
	if p.at(r) == nil || p.isChosen(r) {
		return
	}
	box := p.view.rect(s)
	switch {
	case p.wrong(r):
		c.Frame(box, 0, theme.None, theme.Bad, 1)
	case s.Hidden:
		p.dashed(c, box)
	case box.H > 3:
		c.Frame(box, 0, theme.None, faint(), 1)
	}
}

func (p *page) dashed(c *kit.Canvas, r kit.Rect) {
	for x := r.X; x < r.Right(); x += 6 {
		w := min(3, r.Right()-x)
		c.LineH(x, r.Y, w, faint())
		c.LineH(x, r.Bottom(), w, faint())
	}
	for y := r.Y; y < r.Bottom(); y += 6 {
		h := min(3, r.Bottom()-y)
		c.LineV(r.X, y, h, faint())
		c.LineV(r.Right(), y, h, faint())
	}
}

// wrong tells whether something is wrong with an element.
func (p *page) wrong(r ref) bool {
	for _, f := range p.faults {
		if f.Band == r.band && f.Item == r.item && f.Column == r.column {
			return true
		}
	}
	return false
}

// drawChosen draws the frames of what is chosen, with handles, name and size.
func (p *page) drawChosen(c *kit.Canvas) {
	a := p.act
	for i, r := range p.sel {
		s, ok := p.spot(r)
		if !ok {
			continue
		}
		box := p.view.rect(s)
		if a.on {
			box = p.during(box, r)
		}
		c.Frame(box, 0, theme.None, theme.Primary, 2)
		if i != len(p.sel)-1 || r.isBand() {
			continue
		}
		if r.isItem() && len(p.sel) == 1 {
			for _, h := range handles {
				at := h.of(box)
				c.Frame(kit.R(at.X-4, at.Y-4, 8, 8), 1, theme.Paper, theme.Primary, 1.5)
			}
		}
		w, h := float64(box.W/p.view.scale), float64(box.H/p.view.scale)
		tag := fmt.Sprintf("%s　%.1f × %.1f mm", p.called(r), w, h)
		if len(p.sel) > 1 {
			tag = p.host.T("designer.several", "n", len(p.sel))
		}
		tagBox := kit.R(box.X, box.Y-22, kit.Measure(tag, kit.Caption)+12, 18)
		if tagBox.Y < p.view.desk.Y {
			tagBox.Y = box.Bottom() + 6
		}
		c.Round(tagBox, theme.RadiusBadge, theme.Primary, theme.None)
		c.Text(tagBox.Pad(6, 0, 0, 0), tag, kit.Caption.In(theme.OnPrimary).Uncut())
		if r.isItem() && len(p.sel) == 1 {
			p.drawDistance(c, box, r)
		}
	}
}

// during is a frame while it is dragged.
func (p *page) during(box kit.Rect, r ref) kit.Rect {
	a, k := p.act, p.view.scale
	dx, dy := float32(a.dx)*k, float32(a.dy)*k
	switch a.kind {
	case "move":
		return box.Move(dx, dy)
	case "band":
		box.H = max(box.H+dy, 2)
	case "column":
		box.W = max(box.W+dx, 4)
	case "size":
		if a.handle.h < 0 {
			box.X, box.W = box.X+dx, box.W-dx
		} else {
			box.W += dx * float32(a.handle.h)
		}
		if a.handle.v < 0 {
			box.Y, box.H = box.Y+dy, box.H-dy
		} else {
			box.H += dy * float32(a.handle.v)
		}
	}
	return box
}

// drawDistance tells how far the next element at the right is.
func (p *page) drawDistance(c *kit.Canvas, box kit.Rect, r ref) {
	next := float32(-1)
	for _, s := range p.doc.Spots {
		if s.Page != p.pageNo || s.Item < 0 || s.Hidden || (ref{s.Band, s.Item, -1}) == r {
			continue
		}
		o := p.view.rect(s)
		if o.X >= box.Right()-0.5 && o.Y < box.Bottom() && o.Bottom() > box.Y && (next < 0 || o.X < next) {
			next = o.X
		}
	}
	gap := next - box.Right()
	if next < 0 || gap < 1 {
		return
	}
	y := box.Y + box.H/2
	c.LineH(box.Right(), y, gap, theme.Violet)
	text := strconv.FormatFloat(tenth(float64(gap/p.view.scale)), 'f', -1, 64) + " mm"
	w := kit.Measure(text, kit.Caption) + 8
	tag := kit.R(box.Right()+max((gap-w)/2, 2), y-9, w, 18)
	c.Round(tag, theme.RadiusBadge, theme.Violet, theme.None)
	c.Text(tag, text, kit.Caption.In(theme.Content).Centered().Uncut())
}

// drawHelpers draws the guides while something is dragged, and the box of choosing.
func (p *page) drawHelpers(c *kit.Canvas) {
	v := p.view
	for _, g := range p.helpers {
		if g.upright {
			c.LineV(v.x(g.at), v.desk.Y, v.desk.H, theme.Violet)
		} else {
			c.LineH(v.desk.X, v.y(g.at), v.desk.W, theme.Violet)
		}
	}
	if a := p.act; a.on && a.kind == "rubber" {
		c.Frame(kit.R(min(a.start.X, a.at.X), min(a.start.Y, a.at.Y), abs(a.at.X-a.start.X), abs(a.at.Y-a.start.Y)), 0, theme.None, theme.Primary, 1)
	}
	if p.drop != "" && v.desk.Has(p.dropAt) {
		c.LineV(p.dropAt.X, v.desk.Y, v.desk.H, theme.Violet)
		c.LineH(v.desk.X, p.dropAt.Y, v.desk.W, theme.Violet)
		c.Badge(kit.R(p.dropAt.X+8, p.dropAt.Y-24, 200, 20), p.label(p.drop), kit.Petrol)
	}
}

func abs(v float32) float32 { return max(v, -v) }

// drawRulers draws the scales in mm, with the extent of what is chosen.
func (p *page) drawRulers(c *kit.Canvas, top, left kit.Rect) {
	v := p.view
	c.Fill(top, theme.Content)
	c.Fill(left, theme.Content)
	c.LineH(top.X, top.Bottom()-1, top.W, theme.Line)
	c.LineV(left.Right()-1, left.Y, left.H, theme.Line)
	size := p.sheetSize()
	if s, ok := p.spot(p.primary()); ok {
		box := v.rect(s)
		c.Clip(top, func() { c.Fill(kit.R(box.X, top.Y, box.W, top.H-1), theme.Soft) })
		c.Clip(left, func() { c.Fill(kit.R(left.X, box.Y, left.W-1, box.H), theme.Soft) })
	}
	step := 2
	if v.scale < 1.6 {
		step = 5
	}
	label := 20
	if v.scale > 6 {
		label = 10
	}
	c.Clip(kit.R(top.X+ruler, top.Y, top.W-ruler, top.H), func() {
		for mm := 0; float64(mm) <= size.W; mm += step {
			x := v.x(float64(mm))
			c.LineV(x, top.Bottom()-tick(mm), tick(mm), theme.Line2)
			if mm%label == 0 {
				c.Text(kit.R(x+2, top.Y-2, 40, 14), strconv.Itoa(mm), kit.Hint.Uncut())
			}
		}
	})
	c.Clip(left, func() {
		for mm := 0; float64(mm) <= size.H; mm += step {
			y := v.y(float64(mm))
			c.LineH(left.Right()-tick(mm), y, tick(mm), theme.Line2)
			if mm%label == 0 {
				c.Text(kit.R(left.X, y, left.W-2, 14), strconv.Itoa(mm), kit.Hint.Uncut())
			}
		}
	})
}

func tick(mm int) float32 {
	if mm%10 == 0 {
		return 8
	}
	return 4
}
