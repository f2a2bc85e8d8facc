package shell

import (
	"strconv"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawRail draws the areas at the left.
func (w *window) drawRail(c *kit.Canvas) {
	r := c.Bounds()
	c.LineV(r.Right()-1, r.Y, r.H, theme.Line)
	logo := r.CutTop(48)
	c.Logo(logo.Center(32, 32))
	var foot []Area
	numbered := 0
	for _, a := range w.sh.visibleAreas() {
		if a.Foot {
			foot = append(foot, a)
			continue
		}
		if a.Below {
			gap := r.CutTop(9)
			c.LineH(gap.X+16, gap.Y+2, gap.W-32, theme.Line2)
		}
		numbered++
		w.railItem(c, r.CutTop(54).Pad(4, 0, 4, 2), a, kit.Key("Alt+"+strconv.Itoa(numbered)))
	}
	r.CutBottom(4)
	for _, a := range foot {
		w.railItem(c, r.CutBottom(54).Pad(4, 0, 4, 2), a, "Ctrl+,")
	}
}

func (w *window) railItem(c *kit.Canvas, r kit.Rect, a Area, key kit.Key) {
	name := w.sh.tongue.T("area." + a.ID)
	on := w.cur != nil && w.cur.area.ID == a.ID
	h := kit.Hit{
		Name: name, Role: kit.RoleTab, Tip: name + "  " + key.Label(), Focusable: true, Cursor: kit.Hand,
		Tap:  func() { w.openArea(a, Target{}) },
		Menu: func(at kit.Point) { w.railMenu(a, at) },
	}
	if on {
		h.Value = "on"
	}
	st := c.Hit("area."+a.ID, r, h)
	label, tone := kit.Caption, theme.Text2
	switch {
	case on:
		c.Round(r, theme.RadiusPanel, theme.Soft, theme.None)
		label, tone = label.B().In(theme.OnSoft), theme.OnSoft
	case st.Hover:
		c.Round(r, theme.RadiusPanel, theme.Hover, theme.None)
	}
	icon := kit.R(r.X, r.Y+7, r.W, 20)
	c.Icon(icon, a.Icon, 20, tone)
	c.Text(kit.R(r.X, r.Y+29, r.W, 18), name, label.Centered())
	if n := w.sh.counts[a.ID]; n > 0 {
		c.CountBadge(kit.Point{X: icon.X + icon.W/2 + 15, Y: icon.Y + 4}, countText(n))
	}
	if st.Ring {
		c.FocusRing(r.Inset(3), theme.RadiusPanel)
	}
}

func countText(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}

func (w *window) railMenu(a Area, at kit.Point) {
	w.layer.ShowMenu(kit.Menu{From: w.rail, At: at, Items: []kit.MenuItem{
		{Title: w.sh.tongue.T("shell.open_area"), Icon: icons.ArrowRight, Run: func() { w.openArea(a, Target{}) }},
		{Title: w.sh.tongue.T("shell.detach"), Icon: icons.External, Run: func() { w.detachArea(a) }},
	}})
}
