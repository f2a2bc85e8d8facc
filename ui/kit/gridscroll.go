package kit

import "kontor/ui/theme"

// left is the room of the numbers, which do not scroll.
func (g *Grid) left() float32 {
	if g.Number {
		return numberRoom
	}
	return 0
}

func (g *Grid) wheel(p Pointer) bool {
	dx := p.DX
	if p.Shift && dx == 0 {
		dx = p.DY
	}
	if was := g.offX; dx != 0 && g.over > 0 {
		g.offX = min(max(g.offX-dx, 0), g.over)
		return g.offX != was
	}
	return p.DY != 0 && !p.Shift && g.v.scrollTo(g.v.off-float64(p.DY))
}

func (g *Grid) barX(c *Canvas, id string, r Rect) {
	track, thumb := barGeometry(r, true, float64(r.W), float64(r.W+g.over), float64(g.offX/g.over))
	c.scrollBar(id+".barx", track, thumb, true, func(phase DragPhase, delta, length float32) {
		if phase == DragStart {
			g.grabX = g.offX
		}
		g.offX = min(max(g.grabX+delta/length*g.over, 0), g.over)
	}, func(back bool) {
		if back {
			g.offX -= r.W / 2
		} else {
			g.offX += r.W / 2
		}
	})
}

// reveal scrolls so that a column can be seen whole.
func (g *Grid) reveal(k int) {
	if g.over <= 0 || k >= len(g.x) {
		return
	}
	x := g.x[k] + g.offX
	g.offX = min(g.offX, x-g.left())
	g.offX = min(max(g.offX, x+g.w[k]-g.room, 0), g.over)
}

// rowHeight makes room for a second line when the text of a wrapping column needs it.
func (g *Grid) rowHeight() float32 {
	for k, col := range g.Columns {
		for i := 0; col.Wrap && i < g.Model.Len(); i++ {
			cell := g.Model.Cell(i, col.ID)
			text := Body
			text.Bold = cell.Bold
			if Measure(cell.Text, text) > g.w[k]-16 {
				return theme.Row + LineHeight(Body)
			}
		}
	}
	return theme.Row
}
