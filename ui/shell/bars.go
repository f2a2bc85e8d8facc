package shell

import (
	"path/filepath"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// drawTop draws the bar with company, search field, 新建, bell and person.
func (w *window) drawTop(c *kit.Canvas) {
	d := w.sh.desk
	if d == nil {
		return
	}
	t := w.sh.tongue
	r := c.Bounds()
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	r = r.Pad(12, 0, 12, 1)

	name := kit.Button{ID: "company", Text: d.Short, Kind: kit.Plain, Drop: true, Tap: w.companyMenu}
	company := r.CutLeft(min(c.ButtonWidth(name), 240)).MiddleRow(theme.Control)
	c.Button(company, name)

	person := r.CutRight(min(kit.Measure(d.Actor.Name, kit.Body)+44, 160))
	w.person(c, person)
	r.CutRight(6)
	bell := r.CutRight(32).MiddleRow(theme.Control)
	c.Button(bell, kit.Button{ID: "bell", Icon: icons.Bell, Kind: kit.Plain, Tip: t.T("shell.notices"), Tap: func() { w.notices(bell) }})
	if w.sh.counts["bell"] > 0 {
		c.Dot(kit.Point{X: bell.X + 21, Y: bell.Y + 7}, 7, theme.Bad)
	}
	r.CutRight(8)
	add := kit.Button{ID: "new", Text: t.T("shell.new"), Icon: icons.Plus, Key: "Ctrl+N", Tap: func() { w.newMenu(c) }}
	c.Button(r.CutRight(c.ButtonWidth(add)).MiddleRow(theme.Control), add)
	w.searchBox(c, c.Bounds(), r)
}

// searchBox looks like a field; typing happens in the palette that it opens.
func (w *window) searchBox(c *kit.Canvas, bar, free kit.Rect) {
	width := min(500, free.W-32)
	box := kit.R(bar.X+(bar.W-width)/2-42, bar.Y, width, bar.H-1).MiddleRow(theme.Control)
	box.X = max(min(box.X, free.Right()-width-16), free.X+16)
	hint := w.sh.tongue.T("shell.search")
	st := c.Hit("search", box, kit.Hit{Name: hint, Role: kit.RoleField, Cursor: kit.IBeam, Focusable: true, Tap: w.openPalette})
	edge := theme.Line2
	if st.Hover {
		edge = theme.Primary
	}
	c.Round(box, theme.RadiusControl, theme.Content, edge)
	in := box.Pad(10, 0, 6, 0)
	c.Icon(in.CutLeft(16), icons.Search, 15, theme.Muted)
	in.CutLeft(8)
	key := in.CutRight(kit.Measure(kit.Key("Ctrl+K").Label(), kit.Caption) + 12)
	c.KeyCap(key, "Ctrl+K")
	c.Text(in, hint, kit.Body.In(theme.Muted))
	if st.Ring {
		c.FocusRing(box, theme.RadiusControl)
	}
}

func (w *window) person(c *kit.Canvas, r kit.Rect) {
	d := w.sh.desk
	st := c.Hit("person", r.MiddleRow(32), kit.Hit{Name: d.Actor.Name, Role: kit.RoleButton, Focusable: true, Cursor: kit.Hand, Tap: func() { w.personMenu(r) }})
	if st.Hover {
		c.Round(r.MiddleRow(32), theme.RadiusControl, theme.Hover, theme.None)
	}
	in := r.Pad(6, 0, 4, 0)
	c.Person(in.CutLeft(22), d.Actor.Name, 22)
	in.CutLeft(7)
	c.Text(in, d.Actor.Name, kit.Body)
	if st.Ring {
		c.FocusRing(r.MiddleRow(30), theme.RadiusControl)
	}
}

// drawStatus draws company, saved time, the page's words, and the keys valid now.
func (w *window) drawStatus(c *kit.Canvas) {
	d := w.sh.desk
	if d == nil {
		return
	}
	t := w.sh.tongue
	r := c.Bounds()
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r = r.Pad(12, 1, 14, 0)
	lang := t.T("shell.language_name")
	lw := kit.Measure(lang, kit.Caption)
	c.LinkText(r.CutRight(lw), "language", lang, kit.Caption, w.toggleLanguage)
	r.CutRight(12)
	c.LineV(r.CutRight(1).X, r.Y+7, r.H-14, theme.Line2)
	r.CutRight(12)
	left := w.statusLeft()
	room := r.W - min(kit.Measure(left, kit.Caption)+24, r.W*0.55)
	w.statusKeys(c, &r, room)
	dot := theme.OK
	if d.ReadOnly {
		dot = theme.Warn
	}
	c.Dot(kit.Point{X: r.X + 3, Y: r.Y + r.H/2}, 7, dot)
	r.CutLeft(14)
	c.Text(r, left, kit.Caption)
}

func (w *window) statusLeft() string {
	d, t := w.sh.desk, w.sh.tongue
	where := t.T("shell.local", "file", filepath.Base(d.File))
	if d.Team {
		where = t.T("shell.team", "name", d.Short)
	}
	if d.ReadOnly {
		where += " · " + t.T("shell.read_only")
	} else if at := d.SavedAt(); !at.IsZero() {
		where += " · " + t.T("shell.saved", "time", tr.Clock(at, d.Zone))
	}
	if w.cur != nil && w.cur.host.status != "" {
		where += "    |    " + w.cur.host.status
	}
	return where
}

// statusKeys writes the keys of the page's commands at the right, as many as fit.
func (w *window) statusKeys(c *kit.Canvas, r *kit.Rect, room float32) {
	type shown struct{ key, word string }
	var list []shown
	used := float32(0)
	for _, cmd := range w.commands() {
		if cmd.Status == "" || cmd.Key() == "" || cmd.Why() != "" {
			continue
		}
		width := kit.Measure(cmd.Key().Label(), kit.Caption.B()) + kit.Measure(cmd.Status, kit.Caption) + 20
		if used+width > room {
			break
		}
		used += width
		list = append(list, shown{cmd.Key().Label(), cmd.Status})
	}
	for i := len(list) - 1; i >= 0; i-- {
		word := r.CutRight(kit.Measure(list[i].word, kit.Caption) + 1)
		r.CutRight(5)
		key := r.CutRight(kit.Measure(list[i].key, kit.Caption.B()) + 1)
		r.CutRight(14)
		c.Text(key, list[i].key, kit.Caption.B().In(theme.Text2))
		c.Text(word, list[i].word, kit.Caption)
	}
}

func (w *window) toggleLanguage() {
	if w.sh.tongue.Lang == "zh" {
		w.sh.SetLanguage("en")
		return
	}
	w.sh.SetLanguage("zh")
}
