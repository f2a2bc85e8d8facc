package marks

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"kontor/app/mark"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Page lists the marks at the left, the last used first, and all records of all kinds
// that carry the chosen one.
type Page struct {
	host   kit.Host
	svc    Service
	s      *kit.Surface
	lists  *kit.Loader
	load   *kit.Loader
	rows   []mark.Row
	id     int64
	groups []mark.Group
	ready  bool // the records of id were read
}

// New makes the page; id is the mark to show, 0 the last used.
func New(h kit.Host, svc Service, id int64) *Page {
	p := &Page{host: h, svc: svc, id: id}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.lists, p.load = kit.NewLoader(h, p.s.Redraw), kit.NewLoader(h, p.s.Redraw)
	h.Changed(func(string, int64) { p.read() }, mark.Marks, mark.Items)
	p.read()
	return p
}

func (p *Page) read() {
	kit.Load(p.lists, p.svc.List, func(rows []mark.Row) {
		p.rows = rows
		if p.current() == nil {
			p.id, p.ready = 0, false
			if len(rows) > 0 {
				p.id = rows[0].ID
			}
		}
		p.readRecords()
		p.host.Refresh()
	})
}

func (p *Page) readRecords() {
	id := p.id
	if id == 0 {
		return
	}
	kit.Load(p.load, func(ctx context.Context) ([]mark.Group, error) { return p.svc.Records(ctx, id) }, func(g []mark.Group) {
		p.groups, p.ready = g, true
		n := 0
		for _, x := range g {
			n += len(x.Records)
		}
		p.host.Status(p.Title() + " · " + p.host.T("records.count", "n", n))
	})
}

func (p *Page) current() *mark.Row {
	for i := range p.rows {
		if p.rows[i].ID == p.id {
			return &p.rows[i]
		}
	}
	return nil
}

func (p *Page) choose(id string) {
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n == p.id {
		return
	}
	p.id, p.groups, p.ready = n, nil, false
	p.readRecords()
	p.s.Redraw()
}

// Title and the rest make it a kit.Page.
func (p *Page) Title() string { return p.host.T("mark.many") }

// Content is the surface.
func (p *Page) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the list of marks.
func (p *Page) Focus() { p.s.FocusID("mark."+strconv.FormatInt(p.id, 10), false) }

// Close ends the page.
func (p *Page) Close() {}

// Save keeps the mark that is shown.
func (p *Page) Save() kit.State { return kit.State{"mark": strconv.FormatInt(p.id, 10)} }

// Restore shows it again.
func (p *Page) Restore(s kit.State) { p.choose(s["mark"]) }

// Commands are the actions on the mark.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	mine := func() string {
		if m := p.current(); m == nil || !m.Mine {
			return t("marks.not_mine")
		}
		return ""
	}
	return []kit.Command{
		{ID: "mark.rename", Title: t("marks.rename"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: p.rename, Enabled: mine, Status: t("marks.rename")},
		{ID: "mark.delete", Title: t("marks.delete"), Icon: icons.Trash, Run: p.remove, Enabled: mine},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.read},
		{ID: "back", Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: p.host.Close},
	}
}

func (p *Page) draw(c *kit.Canvas) {
	t := p.host.T
	r := c.Bounds()
	head := r.CutTop(46)
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	in := head.InsetXY(16, 0)
	c.Text(in.CutLeft(kit.Measure(p.Title(), kit.Title)+16), p.Title(), kit.Title)
	if len(p.rows) == 0 && !p.lists.Waiting() {
		c.Empty(r, kit.Empty{Icon: icons.Bookmark, Title: t("marks.none"), Text: t("marks.none_text")})
		return
	}
	if m := p.current(); m != nil && m.Mine {
		c.ButtonsRight(&in, kit.Button{ID: "rename", Text: t("marks.rename"), Icon: icons.Pencil, Key: "F2", Tap: p.rename}, kit.Button{ID: "delete", Text: t("marks.delete"), Icon: icons.Trash, Tap: p.remove})
	}
	left := r.CutLeft(200)
	c.Fill(left, theme.Sunken)
	c.LineV(left.Right(), left.Y, left.H, theme.Line)
	r.CutLeft(1)
	items := []kit.NavItem{{Head: true, Text: t("marks.recent")}}
	for _, m := range p.rows {
		item := kit.NavItem{ID: strconv.FormatInt(m.ID, 10), Text: m.Name, Icon: icons.Bookmark, Count: strconv.Itoa(m.Count)}
		if m.Shared {
			item.Icon = icons.Users
		}
		items = append(items, item)
	}
	c.Scroll("marks", left, kit.NavHeight(items)+16, func(body kit.Rect) {
		c.Nav("mark", body.Pad(8, 8, 8, 0), items, strconv.FormatInt(p.id, 10), p.choose)
	})
	p.records(c, r)
}

func (p *Page) records(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	switch {
	case p.load.Failed() != nil:
		c.Failure(r, p.host, p.load.Failed(), nil)
		return
	case !p.ready:
		if p.load.Slow() {
			c.Placeholders(r)
		}
		return
	case len(p.groups) == 0:
		c.Empty(r, kit.Empty{Icon: icons.Bookmark, Title: t("marks.empty"), Text: t("marks.empty_text")})
		return
	}
	const h = 34
	c.ScrollAuto("records", r, func(body kit.Rect) float32 {
		top := body.Y
		for _, g := range p.groups {
			c.SectionHead(&body, t(g.Kind+".many"), t("records.count", "n", len(g.Records)))
			for _, m := range g.Records {
				if line := body.CutTop(h); c.Visible(line) {
					p.line(c, line, g.Kind, m)
				}
			}
		}
		return body.Y - top + 12
	})
}

func (p *Page) line(c *kit.Canvas, r kit.Rect, kind string, m mark.Marked) {
	t := p.host.T
	title := m.Title
	if title == "" {
		title = t("marks.untitled", "id", m.ID)
	}
	id := kind + "." + strconv.FormatInt(m.ID, 10)
	st := c.Hit("rec."+id, r, kit.Hit{
		Name: title, Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true, Tap: func() { p.host.Open(kind, m.ID, nil) },
		Key: func(k kit.Key) bool {
			if k == "Del" {
				p.take(kind, m)
				return true
			}
			return false
		},
	})
	if st.Hover {
		c.Fill(r, theme.Hover)
	}
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	if st.Ring {
		c.FocusRing(r.Inset(2), theme.RadiusControl)
	}
	in := r.InsetXY(16, 0)
	c.Button(in.CutRight(theme.ControlS).MiddleRow(theme.ControlS), kit.Button{ID: "off." + id, Icon: icons.X, Kind: kit.Plain, Small: true, Tip: t("marks.take"), Key: "Del", Tap: func() { p.take(kind, m) }})
	in.CutRight(8)
	c.Text(in.CutRight(140), m.Owner, kit.Caption.RightAligned())
	c.Text(in, title, kit.Body)
}

// take takes the mark off one record.
func (p *Page) take(kind string, m mark.Marked) {
	id := p.id
	p.do(func(ctx context.Context) error { return p.svc.Take(ctx, id, kind, []int64{m.ID}) }, "marks.taken")
}

func (p *Page) do(step func(ctx context.Context) error, done string) {
	p.host.Go(func(ctx context.Context) {
		err := step(ctx)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T(done), nil)
				p.read()
			}
		})
	})
}

func (p *Page) remove() {
	m := p.current()
	if m == nil || !m.Mine {
		return
	}
	id := m.ID
	p.do(func(ctx context.Context) error { return p.svc.Delete(ctx, id) }, "marks.deleted")
}

// rename asks for another name and whether colleagues see the mark.
func (p *Page) rename() {
	m := p.current()
	if m == nil || !m.Mine {
		return
	}
	t := p.host.T
	id, shared := m.ID, m.Shared
	name := kit.NewField(t("mark.name")).With(m.Name)
	d := &kit.Dialog{Title: t("marks.rename"), Height: func(float32) float32 { return 2*(theme.Control+9) + 20 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "name", t("mark.name"), name, kit.Form{Label: 72})
		row := r.CutTop(theme.Control)
		row.CutLeft(80)
		c.Check("shared", row, t("marks.share"), shared, func(on bool) { shared = on })
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		text := strings.TrimSpace(name.Text())
		p.host.Go(func(ctx context.Context) {
			_, err := p.svc.Save(ctx, id, text, shared)
			p.host.Post(func() {
				if err != nil {
					name.Err = p.host.ErrorText(err)
					d.Redraw()
					return
				}
				d.Close()
				p.read()
			})
		})
		return true
	}}}
	p.host.ShowDialog(d)
	name.Focus()
}
