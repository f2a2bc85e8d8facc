package shell

import (
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// ownActions are what the window itself does for whoever searches the palette for it: its
// looks, its language, its size, leaving. What is so already is not offered.
func (w *window) ownActions() []Action {
	sh := w.sh
	var out []Action
	do := func(id string, icon icons.Name, key kit.Key, fn func()) {
		a := Action{ID: id, Key: "palette.do." + id, Icon: icon, Run: func(kit.Host, int64) { fn() }}
		if key != "" {
			a.Keys = []kit.Key{key}
		}
		out = append(out, a)
	}
	now := sh.p.Prefs.Get("theme")
	for _, t := range []struct {
		name string
		icon icons.Name
	}{{"light", icons.Sun}, {"dark", icons.Moon}, {"system", icons.Monitor}} {
		if t.name != now && (t.name != "light" || now != "") {
			do(t.name, t.icon, "", func() { sh.SetTheme(t.name) })
		}
	}
	if sh.tongue.Lang == "zh" {
		do("english", icons.Languages, "", func() { sh.SetLanguage("en") })
	} else {
		do("chinese", icons.Languages, "", func() { sh.SetLanguage("zh") })
	}
	do("larger", icons.ZoomIn, "Ctrl++", func() { w.zoom(0.1) })
	do("smaller", icons.ZoomOut, "Ctrl+-", func() { w.zoom(-0.1) })
	do("other_company", icons.FolderOpen, "", func() { w.leave(sh.toFirst) })
	do("log_out", icons.LogOut, "", func() { w.leave(sh.toFirst) })
	return out
}

// pageActions are the commands of the page that is shown, as far as they can run now and
// no action of the company is called the same.
func (w *window) pageActions(taken map[string]bool) []Choice {
	var out []Choice
	for _, c := range w.commands() {
		if c.Title == "" || c.Run == nil || taken[c.Title] || c.Why() != "" {
			continue
		}
		taken[c.Title] = true
		row := Choice{ID: "command/page." + c.ID, Group: GroupCommands, Icon: c.Icon, Title: c.Title, Run: c.Run}
		if len(c.Keys) > 0 {
			row.Note = c.Keys[0].Label()
		}
		out = append(out, row)
	}
	return out
}
