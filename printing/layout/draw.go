package layout

import (
	"math"
	"sort"

	"kontor/app/paper"
)

// pen draws the rows of a table on one sheet and joins the rules of neighbouring rows.
type pen struct {
	t     *laidTable
	items []paper.Item
	flat  map[float64]bool // y of horizontal rules
	sides map[float64][]span1
	top   float64
}

// span1 is a stretch of a vertical rule.
type span1 struct{ from, to float64 }

func (t *laidTable) newPen(y float64) *pen {
	return &pen{t: t, flat: map[float64]bool{}, sides: map[float64][]span1{}, top: y}
}

func key(v float64) float64 { return math.Round(v*1000) / 1000 }

// row draws one row at y.
func (p *pen) row(r row, y float64) {
	t := p.t
	plain := t.m.req.Options.PrePrinted
	if !plain {
		if r.fill != nil && !t.m.tpl.Impact {
			p.items = append(p.items, paper.Rect{X: 0, Y: y, W: t.width, H: r.h, Fill: r.fill})
		}
		p.rules(r, y)
	}
	if plain && r.head {
		return
	}
	for _, c := range r.cells {
		p.cell(c, y, r.h)
	}
}

func (p *pen) rules(r row, y float64) {
	t := p.t
	if t.border == "none" {
		return
	}
	p.flat[key(y)], p.flat[key(y+r.h)] = true, true
	if t.border != "grid" {
		return
	}
	for _, x := range []float64{0, t.width} {
		p.side(x, y, y+r.h)
	}
	if r.ruled {
		for _, c := range r.cells {
			p.side(c.x, y, y+r.h)
		}
	}
}

func (p *pen) side(x, from, to float64) {
	x = key(x)
	list := p.sides[x]
	if n := len(list); n > 0 && math.Abs(list[n-1].to-from) < 0.01 {
		list[n-1].to = to
	} else if n == 0 || math.Abs(list[n-1].to-to) > 0.01 {
		p.sides[x] = append(list, span1{from, to})
	}
}

func (p *pen) cell(c cell, y, h float64) {
	t := p.t
	if c.shade && !t.m.req.Options.PrePrinted {
		p.shade(c, y, h)
	}
	if c.image != nil {
		p.items = append(p.items, t.m.picture(c.image, box{c.x + t.padX, y + t.padY, c.w - 2*t.padX, h - 2*t.padY}, "center", "middle")...)
		return
	}
	x, w := c.x+t.padX, c.w-2*t.padX
	top := y + (h-float64(len(c.lines))*c.style.lineHeight())/2
	if c.lead != "" {
		lead := c.style
		lead.bold = false
		p.items = append(p.items, lead.set([]string{c.lead}, x, top, w)...)
		wide := Width(c.lead, lead.pt, false)
		x, w = x+wide, w-wide
	}
	p.items = append(p.items, c.style.set(c.lines, x, top, w)...)
}

// shade marks a cell: light grey, or thin slanting lines where grey prints badly.
func (p *pen) shade(c cell, y, h float64) {
	if !p.t.hatch && !p.t.m.tpl.Impact {
		p.items = append(p.items, paper.Rect{X: c.x, Y: y, W: c.w, H: h, Fill: &paper.Color{R: 0xec, G: 0xef, B: 0xee}})
		return
	}
	for d := 1.2; d < c.w+h; d += 1.6 { // from the left or bottom edge up to the top or right edge
		x1, y1 := c.x, y+d
		if y1 > y+h {
			x1, y1 = c.x+d-h, y+h
		}
		x2, y2 := c.x+d, y
		if x2 > c.x+c.w {
			x2, y2 = c.x+c.w, y+d-c.w
		}
		p.items = append(p.items, paper.Line{X1: x1, Y1: y1, X2: x2, Y2: y2, Width: 0.1})
	}
}

// done gives everything drawn, the rules last.
func (p *pen) done() []paper.Item {
	t := p.t
	ys := make([]float64, 0, len(p.flat))
	for y := range p.flat {
		ys = append(ys, y)
	}
	sort.Float64s(ys)
	for _, y := range ys {
		p.items = append(p.items, paper.Line{X1: 0, Y1: y, X2: t.width, Y2: y, Width: t.rule, Color: t.color})
	}
	p.trace(ys)
	xs := make([]float64, 0, len(p.sides))
	for x := range p.sides {
		xs = append(xs, x)
	}
	sort.Float64s(xs)
	for _, x := range xs {
		for _, s := range p.sides[x] {
			p.items = append(p.items, paper.Line{X1: x, Y1: s.from, X2: x, Y2: s.to, Width: t.rule, Color: t.color})
		}
	}
	return p.items
}
