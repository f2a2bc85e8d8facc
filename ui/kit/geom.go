package kit

// Rect is a rectangle in logical pixels of a surface. Its Cut methods take a piece off
// one side and return it, so that a page is laid out from top to bottom:
//
//	r := c.Bounds()
//	head := r.CutTop(46)
//	list := r.CutLeft(172)
//	// r is what remains
type Rect struct{ X, Y, W, H float32 }

// R makes a Rect.
func R(x, y, w, h float32) Rect { return Rect{x, y, w, h} }

// Point is a position in logical pixels of a surface.
type Point struct{ X, Y float32 }

// Right is the x of the right edge.
func (r Rect) Right() float32 { return r.X + r.W }

// Bottom is the y of the lower edge.
func (r Rect) Bottom() float32 { return r.Y + r.H }

// Middle is the point in the middle.
func (r Rect) Middle() Point { return Point{r.X + r.W/2, r.Y + r.H/2} }

// Empty tells whether nothing fits in.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Has tells whether p lies inside.
func (r Rect) Has(p Point) bool {
	return p.X >= r.X && p.Y >= r.Y && p.X < r.X+r.W && p.Y < r.Y+r.H
}

// Inset is the rectangle made smaller by d on every side.
func (r Rect) Inset(d float32) Rect { return r.Pad(d, d, d, d) }

// InsetXY is the rectangle made smaller by dx at the sides and dy above and below.
func (r Rect) InsetXY(dx, dy float32) Rect { return r.Pad(dx, dy, dx, dy) }

// Pad is the rectangle made smaller by one distance for each side.
func (r Rect) Pad(left, top, right, bottom float32) Rect {
	return Rect{r.X + left, r.Y + top, max(r.W-left-right, 0), max(r.H-top-bottom, 0)}
}

// Grow is the rectangle made larger by d on every side.
func (r Rect) Grow(d float32) Rect { return Rect{r.X - d, r.Y - d, r.W + 2*d, r.H + 2*d} }

// Move is the rectangle moved.
func (r Rect) Move(dx, dy float32) Rect { return Rect{r.X + dx, r.Y + dy, r.W, r.H} }

// Center is a rectangle of the given size in the middle of r.
func (r Rect) Center(w, h float32) Rect {
	return Rect{r.X + (r.W-w)/2, r.Y + (r.H-h)/2, w, h}
}

// MiddleRow is the strip of height h across the middle of r.
func (r Rect) MiddleRow(h float32) Rect { return r.Center(r.W, h) }

// CutTop takes h off the top and returns it.
func (r *Rect) CutTop(h float32) Rect {
	h = min(h, max(r.H, 0))
	cut := Rect{r.X, r.Y, r.W, h}
	r.Y += h
	r.H -= h
	return cut
}

// CutBottom takes h off the bottom and returns it.
func (r *Rect) CutBottom(h float32) Rect {
	h = min(h, max(r.H, 0))
	r.H -= h
	return Rect{r.X, r.Y + r.H, r.W, h}
}

// CutLeft takes w off the left and returns it.
func (r *Rect) CutLeft(w float32) Rect {
	w = min(w, max(r.W, 0))
	cut := Rect{r.X, r.Y, w, r.H}
	r.X += w
	r.W -= w
	return cut
}

// CutRight takes w off the right and returns it.
func (r *Rect) CutRight(w float32) Rect {
	w = min(w, max(r.W, 0))
	r.W -= w
	return Rect{r.X + r.W, r.Y, w, r.H}
}

// Row takes a row of height h and the gap below it off the top and returns the row.
func (r *Rect) Row(h, gap float32) Rect {
	row := r.CutTop(h)
	r.CutTop(gap)
	return row
}

// Columns splits r side by side with gaps between. A positive width is fixed; a
// negative one is a share of what remains (-1, -1, -2: a quarter, a quarter, a half).
func (r Rect) Columns(gap float32, widths ...float32) []Rect {
	fixed, shares := gap*float32(max(len(widths)-1, 0)), float32(0)
	for _, w := range widths {
		if w >= 0 {
			fixed += w
		} else {
			shares -= w
		}
	}
	rest := max(r.W-fixed, 0)
	out := make([]Rect, len(widths))
	x := r.X
	for i, w := range widths {
		if w < 0 {
			w = rest * -w / shares
		}
		out[i] = Rect{x, r.Y, w, r.H}
		x += w + gap
	}
	return out
}

// Rows splits r one above the other like Columns.
func (r Rect) Rows(gap float32, heights ...float32) []Rect {
	t := Rect{r.Y, r.X, r.H, r.W}
	out := t.Columns(gap, heights...)
	for i, q := range out {
		out[i] = Rect{q.Y, q.X, q.H, q.W}
	}
	return out
}

// Grid splits r into equal cells of cols per row, each of height h.
func (r Rect) Grid(cols int, h, gap float32, n int) []Rect {
	w := (r.W - gap*float32(cols-1)) / float32(cols)
	out := make([]Rect, n)
	for i := range out {
		out[i] = Rect{r.X + float32(i%cols)*(w+gap), r.Y + float32(i/cols)*(h+gap), w, h}
	}
	return out
}

// Intersect is what both have in common.
func (r Rect) Intersect(o Rect) Rect {
	x0, y0 := max(r.X, o.X), max(r.Y, o.Y)
	x1, y1 := min(r.Right(), o.Right()), min(r.Bottom(), o.Bottom())
	if x1 <= x0 || y1 <= y0 {
		return Rect{}
	}
	return Rect{x0, y0, x1 - x0, y1 - y0}
}

// Union is the smallest rectangle around both; an empty one counts for nothing.
func (r Rect) Union(o Rect) Rect {
	if r.Empty() {
		return o
	}
	if o.Empty() {
		return r
	}
	x0, y0 := min(r.X, o.X), min(r.Y, o.Y)
	x1, y1 := max(r.Right(), o.Right()), max(r.Bottom(), o.Bottom())
	return Rect{x0, y0, x1 - x0, y1 - y0}
}
