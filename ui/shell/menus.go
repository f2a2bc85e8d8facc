package shell

import (
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// companyMenu offers other companies, backup and closing.
func (w *window) companyMenu() {
	t := w.sh.tongue
	items := []kit.MenuItem{{Title: t.T("shell.companies"), Head: true}}
	for _, r := range w.sh.p.Front.Recent() {
		r := r
		items = append(items, kit.MenuItem{
			Title: r.Name, Detail: shorten(r.Company), Checked: r.Company == w.sh.desk.File, Disabled: r.Missing,
			Why: t.T("shell.missing_file"), Run: func() { w.leave(func() { w.sh.OpenCompany(OpenRequest{Company: r.Company}) }) },
		})
	}
	items = append(items, kit.MenuItem{},
		kit.MenuItem{Title: t.T("shell.other_company"), Icon: icons.FolderOpen, Run: func() { w.leave(w.sh.toFirst) }},
		kit.MenuItem{Title: t.T("shell.backup_now"), Icon: icons.HardDrive, Run: func() { w.runByID("backup.now") }},
		kit.MenuItem{Title: t.T("shell.company_settings"), Icon: icons.Settings, Key: "Ctrl+,", Run: w.footArea})
	w.layer.ShowMenu(kit.Menu{From: w.top, Below: kit.R(12, 8, 120, theme.Control), Items: items, Width: 260})
}

// toFirst closes the company and shows the first page again.
func (sh *Shell) toFirst() {
	sh.closeDesk()
	sh.main.showFirst(nil)
}

func shorten(path string) string {
	const most = 34
	r := []rune(path)
	if len(r) <= most {
		return path
	}
	return "…" + string(r[len(r)-most:])
}

// runByID runs the action with an id, when the desk has it.
func (w *window) runByID(id string) {
	for _, a := range w.sh.actions() {
		if a.ID == id {
			w.runAction(a, 0)
		}
	}
}

// newMenu lists what can be created; the area's own kind comes first.
func (w *window) newMenu(_ *kit.Canvas) {
	t := w.sh.tongue
	var first, rest []kit.MenuItem
	for _, a := range w.sh.actions() {
		if !a.Create {
			continue
		}
		a := a
		item := kit.MenuItem{Title: t.T(a.Key), Icon: a.Icon, Run: func() { w.runAction(a, 0) }}
		if len(a.Keys) > 0 {
			item.Key = a.Keys[0]
		}
		if w.cur != nil && contains(w.cur.area.Kinds, a.Target.Kind) {
			first = append(first, item)
		} else {
			rest = append(rest, item)
		}
	}
	if len(first) > 0 && len(rest) > 0 {
		first = append(first, kit.MenuItem{})
	}
	at, _ := w.top.HitRect("new")
	w.layer.ShowMenu(kit.Menu{From: w.top, Below: at, Items: append(first, rest...), Width: 200})
}

// personMenu offers language, theme, size, lock and leaving.
func (w *window) personMenu(below kit.Rect) {
	t := w.sh.tongue
	theme := w.sh.p.Prefs.Get("theme")
	look := func(key, value string) kit.MenuItem {
		return kit.MenuItem{Title: t.T(key), Checked: theme == value || theme == "" && value == "light", Run: func() { w.sh.SetTheme(value) }}
	}
	items := []kit.MenuItem{
		{Title: w.sh.desk.Actor.Name, Head: true},
		{Title: t.T("shell.profile"), Icon: icons.User, Run: func() { w.runByID("profile") }},
		{},
		{Title: "中文", Checked: t.Lang == "zh", Run: func() { w.sh.SetLanguage("zh") }},
		{Title: "English", Checked: t.Lang == "en", Run: func() { w.sh.SetLanguage("en") }},
		{},
		look("shell.light", "light"), look("shell.dark", "dark"), look("shell.system_theme", "system"),
		{},
		{Title: t.T("shell.larger"), Key: "Ctrl++", Icon: icons.ZoomIn, Run: func() { w.zoom(0.1) }},
		{Title: t.T("shell.smaller"), Key: "Ctrl+-", Icon: icons.ZoomOut, Run: func() { w.zoom(-0.1) }},
		{},
		{Title: t.T("shell.log_out"), Icon: icons.LogOut, Run: func() { w.leave(w.sh.toFirst) }},
	}
	w.layer.ShowMenu(kit.Menu{From: w.top, Below: below, Items: items, Width: 200})
}

// notices lists the reminders that are due.
func (w *window) notices(below kit.Rect) {
	d := w.sh.desk
	if d.Notices == nil {
		return
	}
	go func() {
		list, err := d.Notices(d.Ctx)
		kit.Post(func() {
			if w.sh.desk != d {
				return
			}
			if err != nil {
				w.report(err)
				return
			}
			w.showNotices(list, below)
		})
	}()
}

func (w *window) showNotices(list []Notice, below kit.Rect) {
	t := w.sh.tongue
	items := []kit.MenuItem{{Title: t.T("shell.notices"), Head: true}}
	for _, n := range list {
		n := n
		items = append(items, kit.MenuItem{Title: n.Title, Detail: n.Note, Icon: n.Icon, Run: func() {
			if n.Done != nil {
				go func() {
					if err := n.Done(w.sh.desk.Ctx); err != nil {
						kit.Post(func() { w.report(err) })
					}
				}()
			}
			if n.Open.Kind != "" {
				w.open(n.Open)
			}
		}})
	}
	if len(list) == 0 {
		items = append(items, kit.MenuItem{Title: t.T("shell.no_notices"), Disabled: true})
	}
	w.layer.ShowMenu(kit.Menu{From: w.top, Below: below, Items: items, Width: 320})
}
