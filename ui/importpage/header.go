package importpage

import (
	"fmt"
	"slices"
	"strings"

	"kontor/app/importing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// header is the bar with the file and the scheme.
func (p *Page) header(c *kit.Canvas, r kit.Rect) {
	r = r.Pad(10, 0, theme.MarginRight, 0)
	back := r.CutLeft(28)
	c.Button(back.MiddleRow(28), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: p.host.T("import.page.back"), Key: "Esc", Tap: p.host.Close})
	r.CutLeft(9)
	c.ButtonsRight(&r, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.host.T("import.page.detach"), Tap: p.host.Detach})
	if p.preview != nil && p.step() < stepRun {
		r.CutRight(4)
		c.ButtonsRight(&r, kit.Button{ID: "guess", Text: p.host.T("import.page.guess"), Icon: icons.RotateCcw, Kind: kit.Plain, Tap: p.guess})
		r.CutRight(8)
		p.schemeDrop(c, r.CutRight(176).MiddleRow(theme.Control))
		r.CutRight(8)
		label := p.host.T("import.page.scheme")
		c.Text(r.CutRight(kit.Measure(label, kit.Caption)+2), label, kit.Caption)
	}
	r.CutLeft(c.Text(r, p.Title(), kit.Title) + 14)
	if p.preview != nil {
		i := p.preview.Info
		r.CutLeft(c.Text(r, i.Name, kit.Second.Uncut()) + 10)
		c.Text(r, p.host.T("import.page.size", "rows", p.preview.Rows, "columns", len(p.preview.Headers), "size", bytesText(i.Bytes)), kit.Caption)
	}
}

func bytesText(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+512)/1024)
	}
	return fmt.Sprintf("%d B", n)
}

func (p *Page) schemeDrop(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	text := t("import.page.guessed")
	if p.scheme != "" {
		text = p.scheme
		if len(p.schemes) > 0 && p.schemes[0].Name == p.scheme {
			text = t("import.page.last_used", "name", p.scheme)
		}
	}
	c.Drop("scheme", r, text, "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, s := range p.schemes {
			items = append(items, kit.MenuItem{Title: s.Name, Detail: tr.In(p.host.Lang()).NearInstant(s.UsedAt, p.host.Zone(), p.host.Today()), Checked: s.Name == p.scheme, Run: func() { p.useScheme(s) }})
		}
		if len(items) > 0 {
			items = append(items, kit.MenuItem{})
		}
		return append(items, kit.MenuItem{Title: t("import.page.keep_scheme"), Icon: icons.Save, Run: p.keepScheme})
	})
}

// tools is the bar with mode, key, defaults, encoding and dates.
func (p *Page) tools(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	r = r.Pad(16, 0, theme.MarginRight, 0)
	p.layoutDrops(c, &r)
	label := func(text string) {
		r.CutLeft(c.Text(r, text, kit.Caption) + 9)
	}
	label(t("import.page.mode"))
	modes := []kit.Tab{{ID: string(importing.Create), Text: t("import.mode.create")}, {ID: string(importing.Upsert), Text: t("import.mode.upsert")}, {ID: string(importing.Update), Text: t("import.mode.update")}}
	c.Segment("mode", r.CutLeft(kit.SegmentWidth(modes)).MiddleRow(theme.Control), modes, string(p.mapping.Mode), func(id string) { p.setMode(importing.Mode(id)) })
	r.CutLeft(14)
	if p.mapping.Mode != importing.Create {
		label(t("import.page.key"))
		p.keyDrop(c, r.CutLeft(min(168, max(110, r.W*0.4))).MiddleRow(theme.Control))
		r.CutLeft(8)
		if len(p.mapping.Keys) > 1 && r.W > 240 {
			label(t("import.page.then", "field", p.fieldName(p.mapping.Keys[1])))
		}
	}
	if r.W < 90 {
		return
	}
	label(t("import.page.defaults"))
	for _, key := range p.defaultKeys() {
		text := p.fieldName(key) + t("import.page.colon") + p.mapping.Defaults[key]
		chip := kit.Chip{ID: "default." + key, Text: text, Remove: func() { p.setDefault(key, "") }}
		if kit.ChipWidth(chip) > r.W-34 {
			break
		}
		c.Chip(&r, chip)
	}
	if r.W >= 30 {
		c.Button(r.CutLeft(24).MiddleRow(24), kit.Button{ID: "default", Icon: icons.Plus, Kind: kit.Plain, Small: true, Tip: t("import.page.add_default"), Tap: p.addDefault})
	}
}

func (p *Page) defaultKeys() []string {
	var keys []string
	for k := range p.mapping.Defaults {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// layoutDrops draws, from the right, how dates, encoding, sheet and header are read.
func (p *Page) layoutDrops(c *kit.Canvas, r *kit.Rect) {
	t := p.host.T
	drop := func(id, label, text string, width float32, items func() []kit.MenuItem) {
		if r.W < 560 {
			return // the narrow window: the file was understood, or the wide one helps
		}
		c.Drop(id, r.CutRight(width).MiddleRow(theme.Control), text, "", items)
		r.CutRight(8)
		c.Text(r.CutRight(kit.Measure(label, kit.Caption)+2), label, kit.Caption)
		r.CutRight(12)
	}
	orders := []importing.Order{importing.AnyOrder, importing.YMD, importing.DMY, importing.MDY}
	drop("dates", t("import.page.dates"), t("import.dates."+string(p.mapping.Dates)), 128, func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, o := range orders {
			items = append(items, kit.MenuItem{Title: t("import.dates." + string(o)), Checked: o == p.mapping.Dates, Run: func() { p.mapping.Dates = o; p.dry(false) }})
		}
		return items
	})
	l := p.preview.Layout
	if p.preview.Info.Format == "vcf" {
		return // cards say by themselves how they are written
	}
	if len(p.preview.Info.Sheets) > 0 {
		sheet := l.Sheet
		if sheet == "" {
			sheet = p.preview.Info.Detected.Sheet
		}
		drop("sheet", t("import.page.sheet"), sheet, 132, func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, s := range p.preview.Info.Sheets {
				items = append(items, kit.MenuItem{Title: s, Checked: s == sheet, Run: func() { l.Sheet = s; p.again(l, -1) }})
			}
			return items
		})
		return
	}
	text := l.Encoding
	if text == "" {
		text = t("import.page.auto", "what", p.preview.Info.Detected.Encoding)
	}
	drop("encoding", t("import.page.encoding"), text, 132, func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, e := range encodings {
			items = append(items, kit.MenuItem{Title: e, Checked: e == l.Encoding, Run: func() { l.Encoding = e; p.again(l, -1) }})
		}
		items = append(items, kit.MenuItem{}, kit.MenuItem{Head: true, Title: t("import.page.delimiter")})
		for _, d := range []rune{',', ';', '\t', '|'} {
			on := d == l.Delimiter || l.Delimiter == 0 && d == p.preview.Info.Detected.Delimiter
			items = append(items, kit.MenuItem{Title: p.delimiter(d), Checked: on, Run: func() { l.Delimiter = d; p.again(l, -1) }})
		}
		return items
	})
}

// encodings are those csvfile reads.
var encodings = []string{"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "Big5", "Windows-1252"}

func (p *Page) delimiter(d rune) string {
	name := map[rune]string{',': "comma", ';': "semicolon", '\t': "tab", '|': "bar"}[d]
	if name == "" {
		return string(d)
	}
	return p.host.T("import.delimiter." + name)
}

func (p *Page) keyDrop(c *kit.Canvas, r kit.Rect) {
	text := "—"
	if len(p.mapping.Keys) > 0 {
		text = p.keyName(p.mapping.Keys[0])
	}
	c.Drop("key", r, text, "", func() []kit.MenuItem {
		var items []kit.MenuItem
		mapped := p.mapping.Mapped()
		for _, t := range p.targets {
			if _, ok := mapped[t.Key]; !ok || t.Side {
				continue
			}
			items = append(items, kit.MenuItem{Title: p.keyName(t.Key), Checked: len(p.mapping.Keys) > 0 && p.mapping.Keys[0] == t.Key, Run: func() { p.setKey(t.Key) }})
		}
		return items
	})
}

// keyName says that names are compared in their normal form.
func (p *Page) keyName(key string) string {
	t, ok := p.target(key)
	if ok && t.Type.Title == key && t.Type.Field("name_key") != nil {
		return p.host.T("import.page.normal", "field", p.fieldName(key))
	}
	return p.fieldName(key)
}

// setKey makes a field the first key; the others the kind knows follow when they are mapped.
func (p *Page) setKey(key string) {
	keys := []string{key}
	mapped := p.mapping.Mapped()
	for _, k := range p.kind.Keys {
		if _, ok := mapped[k]; ok && k != key {
			keys = append(keys, k)
		}
	}
	p.mapping.Keys = keys
	p.dry(false)
}

func (p *Page) setMode(m importing.Mode) {
	p.mapping.Mode = m
	if p.tab = tabCreated; m != importing.Create {
		p.tab = tabUpdated
	}
	if m != importing.Create && len(p.mapping.Keys) == 0 {
		mapped := p.mapping.Mapped()
		for _, k := range p.kind.Keys {
			if _, ok := mapped[k]; ok {
				p.mapping.Keys = append(p.mapping.Keys, k)
			}
		}
	}
	p.dry(false)
}

func (p *Page) setDefault(key, text string) {
	if p.mapping.Defaults == nil {
		p.mapping.Defaults = map[string]string{}
	}
	if p.mapping.Defaults[key] = strings.TrimSpace(text); p.mapping.Defaults[key] == "" {
		delete(p.mapping.Defaults, key)
	}
	p.dry(false)
}
