package designer

import (
	"strconv"
	"strings"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

func (p *page) propsColumn(c *kit.Canvas, in *kit.Rect, r ref, t *paper.Table) {
	T := p.host.T
	p.propsHead(c, in, T("designer.column"))
	p.part(c, in, T("designer.place"), "mm")
	p.pair(c, in, T("designer.w"), "width", p.number("width", "", t, "width", p.widthOf(r), 0, 2000), "grow", p.number("grow", T("designer.share"), t, "grow", 0, 0, 100))
	p.pick(c, in, "align_text", T("designer.align"), t, "align", "left", "left", "center", "right")
	row := in.CutTop(32)
	c.ButtonsLeft(&row,
		kit.Button{ID: "col.left", Icon: icons.ArrowLeft, Small: true, Tip: "Alt ←", Tap: func() { p.carry(-1) }},
		kit.Button{ID: "col.right", Icon: icons.ArrowRight, Small: true, Tip: "Alt →", Tap: func() { p.carry(1) }})
	p.part(c, in, T("designer.content"), "")
	p.words(c, in, "title", T("designer.heading"), t, "title")
	p.words(c, in, "text", T("designer.value"), t, "text")
	row = in.CutTop(32)
	c.ButtonsLeft(&row, kit.Button{ID: "prop.insert", Text: T("designer.insert_field"), Small: true, Icon: icons.Plus, Tap: func() { p.fieldMenu("prop.insert", func(f paper.FieldInfo) { p.appendField(t, f) }) }})
	p.yes(c, in, "filled", T("designer.filled"), t, "filled")
	p.propsWhen(c, in, r, t)
	p.part(c, in, T("designer.table"), "")
	p.propsRows(c, in, p.bands()[r.band].Sub("table"))
}

// propsRows are the properties of a table as a whole.
func (p *page) propsRows(c *kit.Canvas, in *kit.Rect, t *paper.Table) {
	T := p.host.T
	p.pair(c, in, T("designer.pt"), "t.size", p.number("t.size", "pt", t, "size", p.tree.Num("size", 9.5), 4, 72), "t.leading", p.number("t.leading", T("designer.times"), t, "leading", p.tree.Num("leading", 1.45), 1, 4))
	p.pair(c, in, T("designer.row"), "t.height", p.number("t.height", "mm", t, "height", 0, 0, 200), "t.rows", p.number("t.rows", T("designer.rows"), t, "rows", 0, 0, 200))
	p.pick(c, in, "table_border", T("designer.border"), t, "border", "grid", "grid", "rows", "none")
	p.pair(c, in, T("designer.stroke"), "t.rule", p.fine("t.rule", "mm", t, "rule", 0.2), "", nil)
	p.yes(c, in, "no_head", T("designer.no_head"), t, "no_head")
}

func (p *page) propsBand(c *kit.Canvas, in *kit.Rect, r ref, b *paper.Table) {
	t := p.host.T
	p.propsHead(c, in, t("designer.band"))
	p.part(c, in, t("designer.place"), "mm")
	tab := b.Sub("table")
	if tab == nil {
		c.FormPart(in, t("designer.role"), theme.Control, "", p.form(8), func(box kit.Rect) {
			c.Drop("prop.role", box, t("designer.band."+roleOf(b)), "", func() []kit.MenuItem { return p.roleMenu(b) })
		})
		p.pair(c, in, t("designer.h"), "height", p.number("height", "", b, "height", p.heightOf(r), 0, 2000), "gap", p.number("gap", t("designer.gap"), b, "gap", 0, 0, 2000))
		if role := roleOf(b); role == "head" || role == "foot" {
			p.pick(c, in, "on", t("designer.on"), b, "on", "all", "all", "first", "later")
		}
		p.yes(c, in, "split", t("designer.split"), b, "split")
	} else {
		p.pair(c, in, t("designer.gap"), "gap", p.number("gap", "", b, "gap", 0, 0, 2000), "", nil)
		p.part(c, in, t("designer.table"), "")
		c.FormPart(in, t("designer.list"), theme.Control, "", p.form(8), func(box kit.Rect) {
			c.Drop("prop.list", box, p.listName(tab.Str("list")), "", func() []kit.MenuItem { return p.listMenu(tab) })
		})
		p.propsRows(c, in, tab)
	}
	p.propsWhen(c, in, r, b)
}

func (p *page) listName(list string) string {
	if list == "lines" {
		return p.host.T("printgroup.line")
	}
	return p.host.T("printgroup." + list)
}

// listMenu offers the lists of the document that a table may repeat.
func (p *page) listMenu(t *paper.Table) []kit.MenuItem {
	var out []kit.MenuItem
	seen := map[string]bool{}
	for _, f := range p.fields {
		if f.List != "" && !seen[f.List] {
			seen[f.List] = true
			out = append(out, kit.MenuItem{Title: p.listName(f.List), Checked: t.Str("list") == f.List, Run: func() { p.edit("", func() { t.Set("list", f.List) }) }})
		}
	}
	return out
}

func (p *page) roleMenu(b *paper.Table) []kit.MenuItem {
	var out []kit.MenuItem
	for _, role := range []string{"page", "head", "body", "totals", "end", "foot"} {
		out = append(out, kit.MenuItem{Title: p.host.T("designer.band." + role), Checked: roleOf(b) == role, Run: func() { p.edit("", func() { b.Set("role", role) }) }})
	}
	return out
}

// propsTemplate are the properties of the template: its name, paper and margins, its bands.
func (p *page) propsTemplate(c *kit.Canvas, in *kit.Rect) {
	t := p.host.T
	row := in.CutTop(44)
	row.CutLeft(c.Text(row, t("designer.template"), kit.Section) + 8)
	c.Badge(row, t("dict.paper."+string(p.kind)), kit.Gray)
	p.words(c, in, "name", t("designer.name"), p.tree, "title")
	p.part(c, in, t("designer.margins"), "mm")
	m := func(i int, id, label string) *kit.Field {
		f := p.field("margin."+id, label, func() string { return decimal(p.margins()[i]) }, func(text string) string {
			v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
			if err != nil || v < 0 || v > 200 {
				return t("designer.want_number", "low", "0", "high", "200")
			}
			p.edit("margin"+id, func() {
				now := p.margins()
				now[i] = tenth(v)
				p.tree.Set("margin", []any{now[0], now[1], now[2], now[3]})
			})
			return ""
		})
		f.Prefix, f.AlignRight = label, true
		return f
	}
	p.pair(c, in, t("designer.upper"), "margin.top", m(0, "top", t("designer.top")), "margin.bottom", m(2, "bottom", t("designer.bottom")))
	p.pair(c, in, t("designer.sides"), "margin.left", m(3, "left", t("designer.left")), "margin.right", m(1, "right", t("designer.right")))
	p.part(c, in, t("designer.type"), "pt")
	p.pair(c, in, t("designer.pt"), "size", p.number("base", "pt", p.tree, "size", 9.5, 4, 72), "leading", p.number("lead", t("designer.times"), p.tree, "leading", 1.45, 1, 4))
	p.pick(c, in, "language", t("designer.language"), p.tree, "language", "zh", "zh", "en", "both")
	p.yes(c, in, "impact", t("designer.impact"), p.tree, "impact")
	p.propsParts(c, in)
	p.part(c, in, t("designer.bands"), "")
	for i, b := range p.bands() {
		row := in.CutTop(30)
		h := c.Hit("bands."+itoa(i), row, kit.Hit{Name: p.called(ref{i, -1, -1}), Role: kit.RoleItem, Focusable: true, Cursor: kit.Hand, Tap: func() { p.choose(ref{i, -1, -1}) }})
		if h.Hover {
			c.Round(row, theme.RadiusControl, theme.Hover, theme.None)
		}
		if h.Ring {
			c.FocusRing(row, theme.RadiusControl)
		}
		line := row.Pad(6, 0, 6, 0)
		n := len(p.items(i)) + len(p.columns(i))
		c.Text(line.CutRight(70), t("designer.band_n", "n", n), kit.Hint.RightAligned())
		text := t("designer.band." + roleOf(b))
		if b.Str("when") != "" {
			text += " · " + t("designer.conditional")
		}
		c.Text(line, text, kit.Body)
	}
	foot := in.CutTop(36)
	c.ButtonsLeft(&foot, kit.Button{ID: "band.add", Text: t("designer.band_add"), Icon: icons.Plus, Small: true, Drop: true, Tap: p.addBandMenu})
}

func (p *page) addBandMenu() {
	at, _ := p.s.HitRect("band.add")
	var items []kit.MenuItem
	for _, role := range []string{"head", "body", "lines", "totals", "end", "foot", "page"} {
		items = append(items, kit.MenuItem{Title: p.host.T("designer.band." + role), Run: func() {
			p.edit("", func() { p.choose(ref{p.newBand(role, len(p.bands())), -1, -1}) })
		}})
	}
	p.host.ShowMenu(kit.Menu{From: p.s, Below: at, Items: items})
}

// propsParts are the names of the parts of multi-part paper, one in a line.
func (p *page) propsParts(c *kit.Canvas, in *kit.Rect) {
	t := p.host.T
	p.part(c, in, t("paper.parts"), "")
	list, _ := p.tree.Get("parts").([]any)
	for i := range min(len(list)+1, 4) {
		get := func(lang string) string {
			if i >= len(list) {
				return ""
			}
			if s, ok := list[i].(string); ok {
				return s
			}
			if x, ok := list[i].(*paper.Table); ok {
				return x.Str(lang)
			}
			return ""
		}
		set := func(lang, text string) string {
			p.edit("part"+itoa(i)+lang, func() { p.setPart(i, lang, text) })
			return ""
		}
		zh := p.field("part.zh."+itoa(i), t("designer.part", "n", i+1), func() string { return get("zh") }, func(s string) string { return set("zh", s) })
		en := p.field("part.en."+itoa(i), t("designer.part", "n", i+1), func() string { return get("en") }, func(s string) string { return set("en", s) })
		zh.Placeholder, en.Placeholder = t("designer.part_new"), "en"
		p.pair(c, in, t("designer.part", "n", i+1), "part.zh."+itoa(i), zh, "part.en."+itoa(i), en)
	}
}

// setPart changes the name of a part; without a name it and those after it are gone.
func (p *page) setPart(i int, lang, text string) {
	list, _ := p.tree.Get("parts").([]any)
	list = append([]any(nil), list...)
	if text == "" && lang == "zh" {
		p.tree.Set("parts", append([]any(nil), list[:min(i, len(list))]...))
		if i == 0 {
			p.tree.Set("parts", nil)
		}
		return
	}
	w := paper.Words{}
	if i < len(list) {
		if s, ok := list[i].(string); ok {
			w = paper.Words{ZH: s, EN: s}
		}
		if x, ok := list[i].(*paper.Table); ok {
			w = paper.Words{ZH: x.Str("zh"), EN: x.Str("en")}
		}
	}
	if lang == "zh" {
		w.ZH = text
	} else {
		w.EN = text
	}
	if w.EN == "" {
		w.EN = w.ZH
	}
	if w.ZH == "" {
		w.ZH = w.EN
	}
	x := paper.NewTable().Set("zh", w.ZH).Set("en", w.EN)
	if i < len(list) {
		list[i] = x
	} else {
		list = append(list, x)
	}
	p.tree.Set("parts", list)
}
