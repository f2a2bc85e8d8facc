package paperdialog

import (
	"strconv"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// zooms are the steps of the preview, in pixels per point: 1 is 100 %.
var zooms = []float32{0.5, 0.75, 1, 1.25, 1.5, 2, 3}

// magnify goes one step up or down; 0 fits the page into the room again.
func (g *dialog) magnify(by int) {
	switch {
	case by == 0:
		g.zoom = 0
	case by > 0:
		for _, z := range zooms {
			if z > g.shown+0.01 {
				g.zoom = z
				break
			}
		}
	default:
		for i := len(zooms) - 1; i >= 0; i-- {
			if zooms[i] < g.shown-0.01 {
				g.zoom = zooms[i]
				break
			}
		}
	}
	g.relay()
	g.box.Redraw()
}

// dpi is how fine the page is painted: enough for the screen at the zoom in force, and
// never so fine that a large sheet takes long.
func (g *dialog) dpi() float64 {
	return float64(min(max(120, 72*g.zoom*theme.Zoom()*1.5), 300))
}

// drawZoom shows the zoom with its buttons at the right of the bar.
func (g *dialog) drawZoom(c *kit.Canvas, in *kit.Rect) {
	t := g.h.T
	icon := func(id string, n icons.Name, tip string, key kit.Key, by int, end bool) kit.Button {
		b := kit.Button{ID: id, Icon: n, Kind: kit.Plain, Small: true, Tip: tip, Key: key, Tap: func() { g.magnify(by) }}
		if end {
			b.Disabled = tip
		}
		return b
	}
	c.ButtonsRight(in, icon("zoom.in", icons.Plus, t("saleswindow.zoom_in"), "Ctrl+=", 1, g.shown >= zooms[len(zooms)-1]-0.01))
	percent := strconv.Itoa(int(g.shown*100+0.5)) + "%"
	c.LinkText(in.CutRight(42).MiddleRow(20), "zoom.fit", percent, kit.Body.Centered(), func() { g.magnify(0) })
	in.CutRight(2)
	c.ButtonsRight(in, icon("zoom.out", icons.Minus, t("saleswindow.zoom_out"), "Ctrl+-", -1, g.shown <= zooms[0]+0.01))
}

// scale is how large a pixel of the painted page is on the screen, in logical pixels.
func (g *dialog) scale(room kit.Rect) float32 {
	b := g.img.Bounds()
	points := float32(g.layout.Pages[g.page-1].Size.W / 25.4 * 72)
	width := min(room.W, room.H*float32(b.Dx())/float32(b.Dy()), points*2)
	if g.zoom > 0 {
		width = points * g.zoom
	}
	g.shown = width / points
	return width / float32(b.Dx())
}
