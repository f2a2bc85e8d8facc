package designer

import (
	"math"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// view is where the sheet stands on the surface.
type view struct {
	desk  kit.Rect // the visible part of the desk
	sheet kit.Rect
	scale float32 // pixels per mm
}

func (v view) x(mm float64) float32 { return v.sheet.X + float32(mm)*v.scale }
func (v view) y(mm float64) float32 { return v.sheet.Y + float32(mm)*v.scale }

// mm gives a point of the surface in mm of the sheet.
func (v view) mm(at kit.Point) (x, y float64) {
	return float64((at.X - v.sheet.X) / v.scale), float64((at.Y - v.sheet.Y) / v.scale)
}

func (v view) rect(s paper.Spot) kit.Rect {
	return kit.R(v.x(s.X), v.y(s.Y), float32(s.W)*v.scale, float32(s.H)*v.scale)
}

// zooms are the steps of magnifying; 1 is the size on paper at 96 dpi.
var zooms = []float32{0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4}

const pxPerMM = 96 / 25.4

func (p *page) magnify(by int) {
	switch {
	case by == 0:
		p.zoom = 0
	case by > 0:
		for _, z := range zooms {
			if z > p.shown+0.01 {
				p.zoom = z
				break
			}
		}
	default:
		for i := len(zooms) - 1; i >= 0; i-- {
			if zooms[i] < p.shown-0.01 {
				p.zoom = zooms[i]
				break
			}
		}
	}
	p.relay()
	p.s.Redraw()
}

// dpi is how fine the page is painted for the zoom in force.
func (p *page) dpi() float64 {
	z := max(p.shown, p.zoom, 0.6)
	return min(max(float64(96*z*theme.Zoom()*1.25), 90), 300)
}

// spot is where an element stands on the page that is shown.
func (p *page) spot(r ref) (paper.Spot, bool) {
	if p.doc == nil {
		return paper.Spot{}, false
	}
	for _, s := range p.doc.Spots {
		if s.Page == p.pageNo && s.Band == r.band && s.Item == r.item && s.Column == r.column {
			return s, true
		}
	}
	return paper.Spot{}, false
}

// under is the smallest element at a place; a band when there is nothing else.
func (p *page) under(x, y float64) ref {
	best, area := nothing, math.Inf(1)
	if p.doc == nil {
		return best
	}
	reach := 1.0
	for _, s := range p.doc.Spots {
		if s.Page != p.pageNo || p.at(ref{s.Band, s.Item, s.Column}) == nil {
			continue
		}
		grow := 0.0
		if s.Item >= 0 && (s.H < 2 || s.W < 2) { // lines are thin
			grow = reach
		}
		if x < s.X-grow || x > s.X+s.W+grow || y < s.Y-grow || y > s.Y+s.H+grow {
			continue
		}
		a := (s.W + 1) * (s.H + 1)
		if s.Item < 0 && s.Column < 0 {
			a += 1e6 // elements before bands
		}
		if s.Hidden {
			a += 1e5 // what shows before what does not
		}
		if a < area {
			best, area = ref{s.Band, s.Item, s.Column}, a
		}
	}
	return best
}

// within lists the elements that lie in a box of the sheet.
func (p *page) within(x0, y0, x1, y1 float64) []ref {
	var out []ref
	for _, s := range p.doc.Spots {
		r := ref{s.Band, s.Item, s.Column}
		if s.Page == p.pageNo && r.isItem() && p.at(r) != nil && s.X >= x0 && s.Y >= y0 && s.X+s.W <= x1 && s.Y+s.H <= y1 {
			out = append(out, r)
		}
	}
	return out
}

// bandAt is the band at a height that takes elements, with the place in it.
func (p *page) bandAt(x, y float64) (*spotAt, bool) {
	if p.doc == nil {
		return nil, false
	}
	var best *spotAt
	for _, s := range p.doc.Spots {
		if s.Page != p.pageNo || s.Item >= 0 || s.Band >= len(p.bands()) || roleOf(p.bands()[s.Band]) == "page" {
			continue
		}
		if y < s.Y || y > s.Y+s.H {
			continue
		}
		if s.Column >= 0 {
			if best != nil && x >= s.X && x <= s.X+s.W {
				best.column = s.Column
			}
			continue
		}
		best = &spotAt{s.Band, -1, x - s.X, y - s.Y}
	}
	return best, best != nil
}

// handle is one of the eight corners and edges of a frame: -1, 0, 1 for left, middle, right
// and top, middle, bottom.
type handle struct{ h, v int }

var handles = []handle{{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}}

func (h handle) of(r kit.Rect) kit.Point {
	return kit.Point{X: r.X + r.W*float32(h.h+1)/2, Y: r.Y + r.H*float32(h.v+1)/2}
}
