package shell

import (
	"cmp"
	"context"
	"path/filepath"
	"strings"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// first is the page of the first start (picture 01).
type first struct {
	w      *window
	choice int // 0 new, 1 sample, 2 open, 3 team, 4 restore
	failed error
	busy   string

	name, short, owner, password, file *kit.Field
	url, user, dbPassword              *kit.Field
	backup, restoreTo                  *kit.Field
	currency, tax                      string
	yearStart                          int
	daily                              bool
	importing                          bool // the import of customers opens once the company is there
	touched                            bool // the file name was changed by hand
}

var firstIcons = []icons.Name{icons.Building, icons.Play, icons.FolderOpen, icons.Database}

// showFirst shows the first page; err is why a company could not be opened.
func (w *window) showFirst(err error) {
	t := w.sh.tongue
	f := &first{w: w, failed: err, currency: "CNY", tax: "13", yearStart: 1, daily: true}
	field := func(key string) *kit.Field { return kit.NewField(t.T("first." + key)) }
	f.name, f.short, f.owner, f.file = field("name"), field("short"), field("owner"), field("file")
	f.password = kit.NewPassword(t.T("first.password"))
	f.password.Placeholder = t.T("first.password_empty")
	f.url, f.user = field("url"), field("user")
	f.url.Placeholder = "postgres://kontor@server/company"
	f.dbPassword = kit.NewPassword(t.T("first.db_password"))
	f.backup, f.restoreTo = field("backup"), field("restore_to")
	f.file.SetText(filepath.Join(w.sh.p.Front.Folder(), "company.kontor"))
	f.name.OnChange = f.named
	f.file.OnChange = func(string) { f.touched = true }
	w.login = nil
	w.showBlank(f.draw, f.key)
	f.name.Focus()
}

// named proposes the short name and the file as the company's name is typed.
func (f *first) named(name string) {
	f.name.Err = ""
	if !f.touched {
		f.file.SetText(filepath.Join(f.w.sh.p.Front.Folder(), fileName(name)+".kontor"))
	}
}

// fileName keeps what every file system takes.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 32 {
			return -1
		}
		return r
	}, strings.TrimSpace(name))
	clean = strings.Trim(clean, ". ")
	if r := []rune(clean); len(r) > 40 {
		clean = string(r[:40])
	}
	if clean == "" {
		return "company"
	}
	return clean
}

func (f *first) key(k kit.Key, inField bool) bool {
	if f.busy != "" {
		return true
	}
	switch {
	case k == "Ctrl+Enter":
		f.run()
	case k == "Up" && !inField && f.choice > 0:
		f.choose(f.choice - 1)
	case k == "Down" && !inField && f.choice < 3:
		f.choose(f.choice + 1)
	case !inField && len(k) == 1 && k[0] >= '1' && k[0] <= '4':
		f.choose(int(k[0] - '1'))
	default:
		return false
	}
	return true
}

func (f *first) choose(i int) {
	f.choice, f.failed = i, nil
	f.w.blank.Redraw()
}

func (f *first) draw(c *kit.Canvas) {
	t := f.w.sh.tongue
	win := c.Bounds()
	page := win.Center(min(win.W-64, 1060), min(win.H-48, 700))
	head := page.CutTop(56)
	c.Logo(kit.R(head.X, head.Y, 36, 36))
	c.Text(kit.R(head.X+44, head.Y, 300, 38), "Kontor 商栈", kit.KeyFigure)
	f.drawLook(c, kit.R(head.X, head.Y+4, head.W, theme.Control))
	foot := page.CutBottom(34)
	c.Text(foot.Pad(0, 10, 0, 0), t.T("first.version", "version", f.w.sh.p.Version), kit.Caption)
	c.Text(foot.Pad(0, 10, 0, 0), t.T("first.keys"), kit.Caption.RightAligned())
	c.Round(page, theme.RadiusDialog, theme.Content, theme.Line)
	left := page.CutLeft(page.W * 0.427)
	c.LineV(left.Right(), left.Y, left.H, theme.Line)
	f.drawChoices(c, left.Pad(24, 36, 16, 24))
	right := page.Pad(36, 36, 36, 24)
	if f.busy != "" {
		c.Text(right.CutTop(28), f.busy, kit.Section)
		c.Text(right.CutTop(24), t.T("first.wait"), kit.Second)
		return
	}
	switch f.choice {
	case 0:
		f.drawNew(c, right)
	case 1:
		f.drawPlain(c, right, "sample", nil)
	case 2:
		f.drawPlain(c, right, "open", nil)
	case 3:
		f.drawPlain(c, right, "team", func(body *kit.Rect) {
			f.row(c, body, "first.url", f.url)
			f.row(c, body, "first.user", f.user)
			f.row(c, body, "first.db_password", f.dbPassword)
		})
	case 4:
		f.drawPlain(c, right, "restore", func(body *kit.Rect) {
			f.fileRow(c, body, "first.backup", f.backup, f.pickBackup)
			f.fileRow(c, body, "first.restore_to", f.restoreTo, f.pickRestore)
		})
	}
}

// drawLook is the choice of language and theme.
func (f *first) drawLook(c *kit.Canvas, r kit.Rect) {
	t := f.w.sh.tongue
	looks := []kit.Tab{{ID: "light", Text: t.T("shell.light")}, {ID: "dark", Text: t.T("shell.dark")}, {ID: "system", Text: t.T("shell.system_theme")}}
	kept := cmp.Or(f.w.sh.p.Prefs.Get("theme"), "light")
	c.Segment("theme", r.CutRight(kit.SegmentWidth(looks)), looks, kept, f.w.sh.SetTheme)
	r.CutRight(10)
	langs := []kit.Tab{{ID: "zh", Text: "中文"}, {ID: "en", Text: "English"}}
	c.Segment("lang", r.CutRight(kit.SegmentWidth(langs)), langs, t.Lang, f.w.sh.SetLanguage)
	r.CutRight(8)
	c.Text(r, "语言 Language", kit.Caption.RightAligned())
}

func (f *first) drawChoices(c *kit.Canvas, r kit.Rect) {
	t := f.w.sh.tongue
	pad := r.Pad(12, 0, 0, 0)
	c.Text(kit.R(pad.X, r.CutTop(24).Y, pad.W, 24), t.T("first.start"), kit.Section)
	where := kit.ParaHeight(t.T("first.where"), kit.Second, pad.W, 2)
	c.Para(kit.R(pad.X, r.CutTop(max(where, 32)).Y, pad.W, where), t.T("first.where"), kit.Second, 2)
	r.CutTop(6)
	for i, id := range []string{"new", "sample", "open", "team"} {
		f.drawChoice(c, r.CutTop(58), i, id)
		r.CutTop(2)
	}
	f.drawRecent(c, &r)
	links := r.CutBottom(20).Pad(12, 0, 0, 0)
	links.CutLeft(c.LinkText(links, "import", t.T("first.import.link"), kit.Link, func() { f.importing = true; f.choose(0); f.name.Focus() }) + 18)
	links.CutLeft(c.LinkText(links, "restore", t.T("first.restore.title"), kit.Link, func() { f.choose(4) }) + 18)
	c.LinkText(links, "manual", t.T("first.manual"), kit.Link, func() { f.w.openManual() })
}

func (f *first) drawChoice(c *kit.Canvas, r kit.Rect, i int, id string) {
	t := f.w.sh.tongue
	on := f.choice == i
	value := ""
	if on {
		value = "on"
	}
	st := c.Hit("choice."+id, r, kit.Hit{
		Name: t.T("first." + id + ".title"), Role: kit.RoleRadio, Value: value, Focusable: true, Cursor: kit.Hand,
		Tap: func() { f.choose(i) }, Double: f.run,
	})
	if on {
		c.Round(r, theme.RadiusPanel, theme.Soft, theme.None)
	} else if st.Hover {
		c.Round(r, theme.RadiusPanel, theme.Hover, theme.None)
	}
	in := r.Pad(12, 0, 12, 0)
	box := in.CutLeft(34).Center(34, 34)
	fill, ink := theme.GraySoft, theme.Text2
	if on {
		fill, ink = theme.Primary, theme.OnPrimary
	}
	c.Round(box, theme.RadiusPanel, fill, theme.None)
	c.Icon(box, firstIcons[i], 17, ink)
	in.CutLeft(12)
	c.KeyLabel(in.CutRight(20), itoa(i+1))
	in.CutRight(8)
	c.Text(kit.R(in.X, r.Y+9, in.W, 20), t.T("first."+id+".title"), kit.Strong)
	c.Text(kit.R(in.X, r.Y+29, in.W, 20), t.T("first."+id+".line"), kit.Caption)
	if st.Ring {
		c.FocusRing(r.Inset(3), theme.RadiusPanel)
	}
}

func (f *first) drawRecent(c *kit.Canvas, r *kit.Rect) {
	t := f.w.sh.tongue
	list := f.w.sh.p.Front.Recent()
	if len(list) == 0 {
		return
	}
	r.CutTop(14)
	c.LineH(r.X+12, r.Y, r.W-12, theme.Line2)
	r.CutTop(10)
	c.Text(r.CutTop(22).Pad(12, 0, 0, 0), t.T("first.recent"), kit.Caption)
	for i, rec := range list {
		if i == 4 || r.H < 60 {
			return
		}
		row := r.CutTop(28)
		st := c.Hit("recent."+rec.Company, row.Pad(6, 0, 0, 0), kit.Hit{
			Name: rec.Name, Role: kit.RoleItem, Focusable: true, Cursor: kit.Hand,
			Tap: func() { f.w.sh.OpenCompany(OpenRequest{Company: rec.Company}) },
		})
		if st.Hover || st.Ring {
			c.Round(row.Pad(6, 1, 0, 1), theme.RadiusControl, theme.Hover, theme.None)
		}
		in := row.Pad(12, 0, 8, 0)
		c.Icon(in.CutLeft(16), icons.Database, 14, theme.Text2)
		in.CutLeft(6)
		when := rec.At.Format("2006-01-02 15:04")
		c.Text(in.CutRight(kit.Measure(when, kit.Hint)+2), when, kit.Hint)
		in.CutRight(10)
		in.CutLeft(c.Text(in, rec.Name, kit.Body) + 8)
		c.Text(in, shorten(rec.Company), kit.Hint)
	}
}

// drawPlain is the right side for everything but a new company: what it does, its
// fields, and the button.
func (f *first) drawPlain(c *kit.Canvas, r kit.Rect, id string, rows func(body *kit.Rect)) {
	t := f.w.sh.tongue
	foot := r.CutBottom(theme.Control)
	c.Text(r.CutTop(24), t.T("first."+id+".title"), kit.Section)
	h := c.Para(r, t.T("first."+id+".text"), kit.Second, 0)
	r.CutTop(h + 14)
	if rows != nil {
		rows(&r)
	}
	f.drawFailed(c, r)
	f.submit(c, &foot, "first."+id+".do")
}

func (f *first) drawFailed(c *kit.Canvas, r kit.Rect) {
	if f.failed == nil {
		return
	}
	text := f.w.sh.tongue.Error(f.failed)
	h := kit.ParaHeight(text, kit.Body, r.W-50, 0) + 20
	box := r.CutBottom(h+12).Pad(0, 0, 0, 12)
	c.Round(box, theme.RadiusPanel, theme.BadSoft, theme.None)
	c.Icon(kit.R(box.X+10, box.Y+10, 18, 20), icons.TriangleAlert, 16, theme.Bad)
	c.Para(box.Pad(36, 10, 12, 10), text, kit.Body.In(theme.Bad), 0)
}

func (f *first) submit(c *kit.Canvas, r *kit.Rect, key string) {
	b := kit.Button{ID: "go", Text: f.w.sh.tongue.T(key), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: f.run}
	c.Button(r.CutRight(c.ButtonWidth(b)), b)
}

// labelWidth is the room of the labels; English needs more.
func (f *first) labelWidth() float32 {
	if f.w.sh.tongue.Lang == "zh" {
		return 92
	}
	return 124
}

// row is one labelled field of the form at the right.
func (f *first) row(c *kit.Canvas, r *kit.Rect, key string, field *kit.Field) kit.Rect {
	line := r.CutTop(theme.Control)
	label := line.CutLeft(f.labelWidth())
	line.CutLeft(12)
	c.Text(label, f.w.sh.tongue.T(key), kit.Second.RightAligned())
	if field != nil {
		c.Field(key, line, field)
		if field.Err != "" {
			c.Text(kit.R(line.X, line.Bottom(), line.W, 18), field.Err, kit.Caption.In(theme.Bad))
			r.CutTop(10)
		}
	}
	r.CutTop(10)
	return line
}

func (f *first) fileRow(c *kit.Canvas, r *kit.Rect, key string, field *kit.Field, pick func()) {
	line := f.row(c, r, key, nil)
	b := kit.Button{ID: key + ".pick", Text: f.w.sh.tongue.T("first.change"), Tap: pick}
	c.Button(line.CutRight(c.ButtonWidth(b)), b)
	line.CutRight(8)
	c.Field(key, line, field)
}

func (f *first) start(text string, work func(ctx context.Context) (company string, err error)) {
	f.busy, f.failed = text, nil
	f.w.blank.Redraw()
	go func() {
		company, err := work(context.Background())
		kit.Post(func() {
			f.busy = ""
			if err != nil {
				f.failed = err
				f.w.blank.Redraw()
				return
			}
			f.w.sh.OpenCompany(OpenRequest{Company: company, Password: f.password.Text()})
		})
	}()
}
