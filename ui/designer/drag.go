package designer

import (
	"math"

	"kontor/app/paper"
	"kontor/ui/kit"
)

// action is what the mouse does while its button is down.
type action struct {
	kind   string // move, size, band, column, rubber
	handle handle
	start  kit.Point
	at     kit.Point
	dx, dy float64 // mm so far
	on     bool
}

// pressed decides what a drag will do, and chooses what lies under the pointer.
func (p *page) pressed(q kit.Pointer) {
	p.act = action{start: q.At, at: q.At}
	if p.tree == nil || p.doc == nil {
		return
	}
	if h, ok := p.handleAt(q.At); ok {
		p.act.kind, p.act.handle = "size", h
		return
	}
	if b, ok := p.gripAt(q.At); ok {
		p.act.kind = "band"
		p.choose(b)
		return
	}
	if r, ok := p.edgeAt(q.At); ok {
		p.act.kind = "column"
		p.choose(r)
		return
	}
	x, y := p.view.mm(q.At)
	r := p.under(x, y)
	switch {
	case r == nothing:
		p.choose()
		p.act.kind = "rubber"
	case q.Shift || q.Ctrl:
		p.toggle(r)
		p.act.kind = "move"
	case !p.isChosen(r):
		p.choose(r)
	}
	if r != nothing && len(p.free()) == 0 {
		p.act.kind = "held"
	}
	if p.act.kind == "" {
		p.act.kind = "move"
		if r.isBand() {
			p.act.kind = "rubber"
		}
		if r.isColumn() {
			p.act.kind = "carry"
		}
	}
}

func (p *page) toggle(r ref) {
	list := []ref{}
	for _, x := range p.sel {
		if x != r {
			list = append(list, x)
		}
	}
	if len(list) == len(p.sel) {
		list = append(list, r)
	}
	p.choose(list...)
}

func near(a, b kit.Point) bool {
	return a.X-b.X < 6 && b.X-a.X < 6 && a.Y-b.Y < 6 && b.Y-a.Y < 6
}

func (p *page) handleAt(at kit.Point) (handle, bool) {
	r := p.primary()
	s, ok := p.spot(r)
	if !ok || !r.isItem() || len(p.sel) != 1 || p.locked(r) {
		return handle{}, false
	}
	box := p.view.rect(s)
	for _, h := range handles {
		if near(h.of(box), at) {
			return h, true
		}
	}
	return handle{}, false
}

// gripAt is the band whose lower edge is taken at its grip, in the middle of the width.
func (p *page) gripAt(at kit.Point) (ref, bool) {
	for _, s := range p.doc.Spots {
		r := ref{s.Band, -1, -1}
		if s.Page != p.pageNo || s.Item >= 0 || s.Column >= 0 || s.Band >= len(p.bands()) || roleOf(p.bands()[s.Band]) == "page" || p.bands()[s.Band].Sub("table") != nil {
			continue
		}
		box := p.view.rect(s)
		if near(kit.Point{X: box.X + box.W/2, Y: box.Bottom()}, kit.Point{X: at.X, Y: at.Y}) || at.Y > box.Bottom()-3 && at.Y < box.Bottom()+3 && at.X > box.X+box.W/2-14 && at.X < box.X+box.W/2+14 {
			return r, true
		}
	}
	return nothing, false
}

// edgeAt is the chosen column whose right edge is taken.
func (p *page) edgeAt(at kit.Point) (ref, bool) {
	r := p.primary()
	if s, ok := p.spot(r); ok && r.isColumn() {
		box := p.view.rect(s)
		if at.X > box.Right()-4 && at.X < box.Right()+4 && at.Y > box.Y && at.Y < box.Bottom() {
			return r, true
		}
	}
	return nothing, false
}

// dragged follows the pointer; the template changes when it is let go.
func (p *page) dragged(d kit.Drag) {
	if p.tree == nil || p.doc == nil || p.view.scale == 0 {
		return
	}
	a := &p.act
	a.on, a.at = d.Phase != kit.DragEnd, d.At
	a.dx, a.dy = float64((d.At.X-a.start.X)/p.view.scale), float64((d.At.Y-a.start.Y)/p.view.scale)
	p.helpers = nil
	fine := d.Ctrl || !p.snap
	switch a.kind {
	case "move":
		p.pull(fine)
	case "size", "band", "column":
		a.dx, a.dy = round(a.dx, fine), round(a.dy, fine)
	}
	if d.Phase == kit.DragEnd {
		p.dropped()
	}
}

func round(v float64, fine bool) float64 {
	if fine {
		return tenth(v)
	}
	return math.Round(v)
}

// pull snaps the primary element to whole millimetres and to the edges of others.
func (p *page) pull(fine bool) {
	a := &p.act
	s, ok := p.spot(p.primary())
	if !ok {
		return
	}
	a.dx, a.dy = tenth(a.dx), tenth(a.dy)
	if fine {
		return
	}
	it := p.at(p.primary())
	a.dx = math.Round(it.Num("x", 0)+a.dx) - it.Num("x", 0)
	a.dy = math.Round(it.Num("y", 0)+a.dy) - it.Num("y", 0)
	p.helpers = p.guides(s, &a.dx, &a.dy)
}

// guide is a line that shows which edges are in line.
type guide struct {
	upright bool
	at      float64
}

// guides finds edges of other elements that are nearly in line with an element and takes it
// there.
func (p *page) guides(s paper.Spot, dx, dy *float64) []guide {
	const reach = 0.8 // mm
	var out []guide
	bestX, bestY := reach, reach
	var gx, gy *guide
	ox, oy := *dx, *dy
	for _, o := range p.doc.Spots {
		if o.Page != p.pageNo || o.Item < 0 && o.Column < 0 || o.Hidden || p.isChosen(ref{o.Band, o.Item, o.Column}) {
			continue
		}
		for _, mine := range []float64{s.X, s.X + s.W/2, s.X + s.W} {
			for _, its := range []float64{o.X, o.X + o.W/2, o.X + o.W} {
				if d := math.Abs(mine + ox - its); d < bestX {
					bestX, *dx, gx = d, tenth(its-mine), &guide{true, its}
				}
			}
		}
		if o.Column >= 0 {
			continue
		}
		for _, mine := range []float64{s.Y, s.Y + s.H} {
			for _, its := range []float64{o.Y, o.Y + o.H} {
				if d := math.Abs(mine + oy - its); d < bestY {
					bestY, *dy, gy = d, tenth(its-mine), &guide{false, its}
				}
			}
		}
	}
	for _, g := range []*guide{gx, gy} {
		if g != nil {
			out = append(out, *g)
		}
	}
	return out
}

// dropped does what was dragged, as one step.
func (p *page) dropped() {
	a := p.act
	p.act, p.helpers = action{}, nil
	r := p.primary()
	switch {
	case a.kind == "rubber":
		x0, y0 := p.view.mm(a.start)
		x1, y1 := p.view.mm(a.at)
		p.choose(p.within(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))...)
	case a.kind == "held":
	case a.dx == 0 && a.dy == 0 || p.at(r) == nil:
	case a.kind == "move":
		p.moveTo(a.dx, a.dy)
	case a.kind == "size":
		p.resize(r, a.handle, a.dx, a.dy)
	case a.kind == "band":
		p.edit("", func() { p.at(r).Set("height", limit(p.heightOf(r)+a.dy)) })
	case a.kind == "column":
		p.edit("", func() { p.at(r).Set("width", max(limit(p.widthOf(r)+a.dx), 2)).Set("grow", nil) })
	case a.kind == "carry":
		if to, ok := p.bandAt(p.view.mm(a.at)); ok && to.band == r.band && to.column >= 0 && to.column != r.column {
			p.carry(to.column - r.column)
		}
	}
}

// moveTo moves what is chosen; a single element may go into another band.
func (p *page) moveTo(dx, dy float64) {
	r := p.primary()
	s, seen := p.spot(r)
	if seen && len(p.sel) == 1 && r.isItem() && roleOf(p.bands()[r.band]) != "page" {
		to, ok := p.bandAt(s.X+dx+min(s.W/2, 2), s.Y+dy+s.H/2)
		if ok && to.band != r.band && p.bands()[to.band].Sub("table") == nil {
			home, _ := p.spot(ref{to.band, -1, -1})
			p.edit("", func() {
				it := p.at(r)
				list := p.items(r.band)
				p.bands()[r.band].SetTables("item", append(list[:r.item:r.item], list[r.item+1:]...))
				it.Set("x", limit(s.X+dx-home.X)).Set("y", limit(s.Y+dy-home.Y))
				fresh := p.add(to.band, it)
				p.hold(fresh)
				p.choose(fresh)
			})
			return
		}
	}
	p.edit("", func() { p.shift(dx, dy) })
}

// resize drags a corner or an edge of an element.
func (p *page) resize(r ref, h handle, dx, dy float64) {
	p.edit("", func() {
		it := p.at(r)
		w, hh := p.widthOf(r), p.heightOf(r)
		x, y := it.Num("x", 0), it.Num("y", 0)
		if h.h < 0 {
			dx = min(dx, w-1)
			it.Set("x", limit(x+dx))
			w -= dx
		} else {
			w += dx * float64(h.h)
		}
		if h.v < 0 {
			dy = min(dy, hh-1)
			it.Set("y", limit(y+dy))
			hh -= dy
		} else {
			hh += dy * float64(h.v)
		}
		p.size(r, w, hh)
	})
}
