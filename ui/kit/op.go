package kit

import (
	"image"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// opKind is one of the few things that can be painted.
type opKind uint8

const (
	opFill opKind = iota
	opRound
	opShadow
	opText
	opIcon
	opImage
	opLine
	opArea
	opRing
	opLogo
)

// op is one entry of the display list: what to paint, where, and within which clip.
// Lengths are logical pixels. It holds no state of its own and can be compared.
type op struct {
	kind    opKind
	bold    bool
	corners uint8 // which corners of a rounded box are round: bits TL, TR, BR, BL
	r, clip Rect  // for text r.X is the pen and r.Y the baseline
	a, b    float32
	col     theme.Token
	edge    theme.Token // border
	text    string
	icon    icons.Name
	img     image.Image
	pts     []Point
}

// What a and b mean: round a = radius, b = border width; shadow a = radius;
// text a = size; icon a = stroke; line a = width; ring a = width, pts = radius and angles.

func (o *op) equal(p *op) bool {
	if o.kind != p.kind || o.bold != p.bold || o.corners != p.corners || o.r != p.r || o.clip != p.clip ||
		o.a != p.a || o.b != p.b || o.col != p.col || o.edge != p.edge || o.text != p.text || o.icon != p.icon ||
		len(o.pts) != len(p.pts) || !sameImage(o.img, p.img) {
		return false
	}
	for i := range o.pts {
		if o.pts[i] != p.pts[i] {
			return false
		}
	}
	return true
}

// sameImage compares by identity; a page that changes a picture makes a new one.
func sameImage(a, b image.Image) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	x, ok1 := a.(*image.RGBA)
	y, ok2 := b.(*image.RGBA)
	if ok1 && ok2 {
		return x == y
	}
	return false
}

// bounds is the area the op can touch, before clipping.
func (o *op) bounds() Rect {
	switch o.kind {
	case opText:
		return Rect{o.r.X - 2, o.r.Y - o.a*1.3, o.r.W + 4, o.a * 1.9}
	case opShadow:
		return o.r.Grow(28)
	case opIcon:
		return o.r.Grow(2)
	case opLine, opArea:
		b := Rect{o.pts[0].X, o.pts[0].Y, 0.1, 0.1}
		for _, p := range o.pts[1:] {
			b = b.Union(Rect{p.X, p.Y, 0.1, 0.1})
		}
		return b.Grow(o.a + 1)
	}
	return o.r.Grow(1)
}

// changed gives the area in which two display lists differ; ok is false when they are equal.
func changed(old, new []op) (area Rect, ok bool) {
	i := 0
	for i < len(old) && i < len(new) && old[i].equal(&new[i]) {
		i++
	}
	if i == len(old) && i == len(new) {
		return Rect{}, false
	}
	a, b := len(old), len(new)
	for a > i && b > i && old[a-1].equal(&new[b-1]) {
		a--
		b--
	}
	if a-i == b-i { // same number: only those that differ one by one
		for k := i; k < a; k++ {
			if !old[k].equal(&new[k]) {
				area = area.Union(old[k].bounds().Intersect(old[k].clip))
				area = area.Union(new[k].bounds().Intersect(new[k].clip))
			}
		}
		return area, true
	}
	for k := i; k < a; k++ {
		area = area.Union(old[k].bounds().Intersect(old[k].clip))
	}
	for k := i; k < b; k++ {
		area = area.Union(new[k].bounds().Intersect(new[k].clip))
	}
	return area, true
}
