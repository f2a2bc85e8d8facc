package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

func num(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

func n(v float64) string {
	s := strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	return s
}

func ellipse(b *strings.Builder, cx, cy, rx, ry float64) {
	path(b, fmt.Sprintf("M%s %sA%s %s 0 1 1 %s %sA%s %s 0 1 1 %s %sZ",
		n(cx-rx), n(cy), n(rx), n(ry), n(cx+rx), n(cy), n(rx), n(ry), n(cx-rx), n(cy)))
}

func rect(b *strings.Builder, x, y, w, h, r float64) {
	if r == 0 {
		path(b, fmt.Sprintf("M%s %sh%sv%sh%sZ", n(x), n(y), n(w), n(h), n(-w)))
		return
	}
	path(b, fmt.Sprintf("M%s %sh%sa%s %s 0 0 1 %s %sv%sa%s %s 0 0 1 %s %sh%sa%s %s 0 0 1 %s %sv%sa%s %s 0 0 1 %s %sZ",
		n(x+r), n(y), n(w-2*r), n(r), n(r), n(r), n(r), n(h-2*r), n(r), n(r), n(-r), n(r),
		n(2*r-w), n(r), n(r), n(-r), n(-r), n(2*r-h), n(r), n(r), n(r), n(-r)))
}

// scanner reads SVG path data with its shorthands.
type scanner struct {
	s string
	i int
}

func (p *scanner) skip() {
	for p.i < len(p.s) && strings.ContainsRune(" ,\n\t", rune(p.s[p.i])) {
		p.i++
	}
}

func (p *scanner) number() float64 {
	p.skip()
	j := p.i
	if j < len(p.s) && (p.s[j] == '-' || p.s[j] == '+') {
		j++
	}
	dot := false
	for j < len(p.s) && (p.s[j] >= '0' && p.s[j] <= '9' || p.s[j] == '.' && !dot) {
		dot = dot || p.s[j] == '.'
		j++
	}
	v := num(p.s[p.i:j])
	p.i = j
	return v
}

// flag reads one digit: the flags of an arc may be written without separators.
func (p *scanner) flag() bool {
	p.skip()
	p.i++
	return p.s[p.i-1] == '1'
}

func (p *scanner) more() bool {
	p.skip()
	return p.i < len(p.s) && (p.s[p.i] >= '0' && p.s[p.i] <= '9' || strings.ContainsRune("+-.", rune(p.s[p.i])))
}

// path appends path data as absolute M, L, C, Z.
func path(b *strings.Builder, d string) {
	p := &scanner{s: d}
	var x, y, sx, sy, lx, ly float64 // pen, start of contour, last control point
	var last byte
	for p.skip(); p.i < len(p.s); p.skip() {
		op := p.s[p.i]
		p.i++
		rel := op >= 'a'
		up := op &^ 0x20
		for first := true; first || p.more(); first = false {
			ox, oy := 0.0, 0.0
			if rel {
				ox, oy = x, y
			}
			switch up {
			case 'M':
				x, y = ox+p.number(), oy+p.number()
				if first {
					sx, sy = x, y
					fmt.Fprintf(b, "M%s %s", n(x), n(y))
				} else {
					fmt.Fprintf(b, "L%s %s", n(x), n(y))
				}
			case 'L':
				x, y = ox+p.number(), oy+p.number()
				fmt.Fprintf(b, "L%s %s", n(x), n(y))
			case 'H':
				x = ox + p.number()
				fmt.Fprintf(b, "L%s %s", n(x), n(y))
			case 'V':
				y = oy + p.number()
				fmt.Fprintf(b, "L%s %s", n(x), n(y))
			case 'C', 'S':
				c1x, c1y := x, y
				if up == 'C' {
					c1x, c1y = ox+p.number(), oy+p.number()
				} else if last == 'C' || last == 'S' {
					c1x, c1y = 2*x-lx, 2*y-ly
				}
				lx, ly = ox+p.number(), oy+p.number()
				x, y = ox+p.number(), oy+p.number()
				fmt.Fprintf(b, "C%s %s %s %s %s %s", n(c1x), n(c1y), n(lx), n(ly), n(x), n(y))
			case 'Q':
				qx, qy := ox+p.number(), oy+p.number()
				ex, ey := ox+p.number(), oy+p.number()
				fmt.Fprintf(b, "C%s %s %s %s %s %s", n(x+(qx-x)*2/3), n(y+(qy-y)*2/3), n(ex+(qx-ex)*2/3), n(ey+(qy-ey)*2/3), n(ex), n(ey))
				x, y = ex, ey
			case 'A':
				rx, ry, rot := p.number(), p.number(), p.number()
				large, sweep := p.flag(), p.flag()
				ex, ey := ox+p.number(), oy+p.number()
				arc(b, x, y, rx, ry, rot, large, sweep, ex, ey)
				x, y = ex, ey
			case 'Z':
				b.WriteByte('Z')
				x, y = sx, sy
			default:
				panic("path command " + string(op))
			}
			last = up
			if up == 'Z' {
				break
			}
		}
	}
}

// arc appends an elliptical arc as Bézier curves (SVG 1.1, appendix F.6).
func arc(b *strings.Builder, x1, y1, rx, ry, rot float64, large, sweep bool, x2, y2 float64) {
	rx, ry = math.Abs(rx), math.Abs(ry)
	sin, cos := math.Sincos(rot * math.Pi / 180)
	dx, dy := (x1-x2)/2, (y1-y2)/2
	px, py := cos*dx+sin*dy, -sin*dx+cos*dy
	if l := px*px/(rx*rx) + py*py/(ry*ry); l > 1 {
		rx, ry = rx*math.Sqrt(l), ry*math.Sqrt(l)
	}
	k := math.Sqrt(math.Max(0, (rx*rx*ry*ry-rx*rx*py*py-ry*ry*px*px)/(rx*rx*py*py+ry*ry*px*px)))
	if large == sweep {
		k = -k
	}
	cx0, cy0 := k*rx*py/ry, -k*ry*px/rx
	cx, cy := cos*cx0-sin*cy0+(x1+x2)/2, sin*cx0+cos*cy0+(y1+y2)/2
	a1 := math.Atan2((py-cy0)/ry, (px-cx0)/rx)
	a2 := math.Atan2((-py-cy0)/ry, (-px-cx0)/rx)
	da := a2 - a1
	if sweep && da < 0 {
		da += 2 * math.Pi
	} else if !sweep && da > 0 {
		da -= 2 * math.Pi
	}
	steps := int(math.Ceil(math.Abs(da) / (math.Pi/2 + 1e-9)))
	if steps == 0 {
		return
	}
	step := da / float64(steps)
	t := 4.0 / 3 * math.Tan(step/4)
	at := func(ex, ey float64) (float64, float64) { return cx + cos*rx*ex - sin*ry*ey, cy + sin*rx*ex + cos*ry*ey }
	for i := range steps {
		s0, c0 := math.Sincos(a1 + step*float64(i))
		s1, c1 := math.Sincos(a1 + step*float64(i+1))
		ax, ay := at(c0-t*s0, s0+t*c0)
		bx, by := at(c1+t*s1, s1-t*c1)
		ex, ey := at(c1, s1)
		fmt.Fprintf(b, "C%s %s %s %s %s %s", n(ax), n(ay), n(bx), n(by), n(ex), n(ey))
	}
}
