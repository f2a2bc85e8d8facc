package designer

import (
	"strconv"
	"strings"

	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// field is the input of a property; it is kept while the same element is chosen. read gives
// the present text, write takes a new one and gives the sentence of what is wrong, or "".
func (p *page) field(id, name string, read func() string, write func(text string) string) *kit.Field {
	f := p.props[id]
	if f == nil {
		f = kit.NewField(name)
		f.OnCommit = func(text string) { f.Err = write(strings.TrimSpace(text)) }
		p.props[id] = f
	}
	if now := read(); !f.Focused() && f.Err == "" && f.Text() != now {
		f.SetText(now)
	}
	return f
}

// number is the input of a length or size; empty takes the key away when it may be left out.
func (p *page) number(id, prefix string, t *paper.Table, key string, fallback float64, low, high float64) *kit.Field {
	f := p.field(id, prefix, func() string { return decimal(t.Num(key, fallback)) }, func(text string) string {
		v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
		if err != nil || v < low || v > high {
			return p.host.T("designer.want_number", "low", decimal(low), "high", decimal(high))
		}
		p.edit(id, func() { t.Set(key, tenth(v)); p.mind() })
		return ""
	})
	f.Prefix, f.AlignRight = prefix, true
	return f
}

// fine is number for widths of lines, which have hundredths of a millimetre.
func (p *page) fine(id, prefix string, t *paper.Table, key string, fallback float64) *kit.Field {
	f := p.field(id, prefix, func() string { return strconv.FormatFloat(t.Num(key, fallback), 'f', -1, 64) }, func(text string) string {
		v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
		if err != nil || v < 0 || v > 5 {
			return p.host.T("designer.want_number", "low", "0", "high", "5")
		}
		p.edit(id, func() {
			if v == 0 && key == "border" {
				t.Set(key, nil)
				return
			}
			t.Set(key, v)
		})
		return ""
	})
	f.Prefix, f.AlignRight = prefix, true
	return f
}

// mind keeps bands high enough after a number was typed.
func (p *page) mind() {
	if r := p.primary(); r.isItem() {
		p.hold(r)
	}
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// words are the inputs of a text in both languages.
func (p *page) words(c *kit.Canvas, in *kit.Rect, id, label string, t *paper.Table, key string) {
	half := func(lang string) *kit.Field {
		f := p.field(id+"."+lang, label+" "+lang, func() string {
			w := t.Words(key)
			if lang == "zh" {
				return oneLine(w.ZH)
			}
			if w.EN == w.ZH {
				return ""
			}
			return oneLine(w.EN)
		}, func(text string) string {
			text = manyLines(text)
			p.edit(id+lang, func() {
				w := t.Words(key)
				same := w.EN == w.ZH
				switch {
				case lang == "en":
					w.EN = text
				case same:
					w = paper.Words{ZH: text}
				default:
					w.ZH = text
				}
				if lang == "en" && text == "" {
					w.EN = w.ZH
				}
				t.SetWords(key, w)
				if key == "title" && t == p.tree {
					p.title = w
				}
			})
			return ""
		})
		return f
	}
	zh, en := half("zh"), half("en")
	zh.Hint, en.Hint = "zh", "en"
	c.FormRow(in, "prop."+id+".zh", label, zh, p.form(6))
	en.Placeholder = ""
	if zh.Text() != "" {
		en.Placeholder = p.host.T("designer.same")
	}
	c.FormRow(in, "prop."+id+".en", "", en, p.form(8))
}

// Texts of several lines are typed on one line with ↵ between.
func oneLine(s string) string   { return strings.ReplaceAll(s, "\n", "↵") }
func manyLines(s string) string { return strings.ReplaceAll(s, "↵", "\n") }

func (p *page) form(gap float32) kit.Form { return kit.Form{Label: 56, Gap: gap} }

func (p *page) drawProps(c *kit.Canvas, r kit.Rect) {
	c.ScrollAuto("props", r, func(body kit.Rect) float32 {
		in := body.Pad(12, 0, 12, 0)
		in.H = 100_000
		top := in.Y
		rf := p.primary()
		t := p.at(rf)
		switch {
		case t == nil:
			p.propsTemplate(c, &in)
		case len(p.sel) > 1:
			p.propsMany(c, &in)
		case rf.isItem():
			p.propsItem(c, &in, rf, t)
		case rf.isColumn():
			p.propsColumn(c, &in, rf, t)
		default:
			p.propsBand(c, &in, rf, t)
		}
		return in.Y - top + 16
	})
}

// propsHead names what the properties belong to.
func (p *page) propsHead(c *kit.Canvas, in *kit.Rect, kind string) {
	row := in.CutTop(44)
	c.ButtonsRight(&row, kit.Button{ID: "delete", Icon: icons.Trash, Kind: kit.Plain, Small: true, Tip: p.host.T("designer.delete") + "　Del", Tap: p.remove})
	c.ButtonsRight(&row, kit.Button{ID: "duplicate", Icon: icons.Copy, Kind: kit.Plain, Small: true, Tip: p.host.T("designer.copy") + "　Ctrl D", Tap: p.duplicate})
	name := p.called(p.primary())
	room := row.W - kit.BadgeWidth(kind) - 8
	row.CutLeft(c.Text(kit.R(row.X, row.Y, room, row.H), name, kit.Section) + 8)
	c.Badge(row, kind, kit.Gray)
	for _, f := range p.faults {
		if r := p.primary(); f.Band == r.band && f.Item == r.item && f.Column == r.column {
			b := kit.Banner{Tint: kit.Red, Text: p.faultText(f)}
			c.Banner(in.CutTop(kit.BannerHeight(b, in.W)), b)
			in.CutTop(8)
		}
	}
}

// part begins a group of properties.
func (p *page) part(c *kit.Canvas, in *kit.Rect, title, unit string) {
	c.LineH(in.X-12, in.Y, in.W+24, theme.Line)
	row := in.CutTop(34)
	row.CutLeft(c.Text(row, title, kit.Strong) + 6)
	c.Text(row, unit, kit.Hint)
}

// pair puts two inputs beside one label.
func (p *page) pair(c *kit.Canvas, in *kit.Rect, label, a string, fa *kit.Field, b string, fb *kit.Field) {
	err := fa.Err
	if fb != nil && err == "" {
		err = fb.Err
	}
	c.FormPart(in, label, theme.Control, err, p.form(8), func(box kit.Rect) {
		cells := box.Columns(8, -1, -1)
		c.Field("prop."+a, cells[0], fa)
		if fb != nil {
			c.Field("prop."+b, cells[1], fb)
		}
	})
}

// pick is a row of alternatives.
func (p *page) pick(c *kit.Canvas, in *kit.Rect, id, label string, t *paper.Table, key, fallback string, options ...string) {
	var tabs []kit.Tab
	for _, o := range options {
		tabs = append(tabs, kit.Tab{ID: o, Text: p.host.T("designer." + id + "." + o)})
	}
	now := t.Str(key)
	if now == "" {
		now = fallback
	}
	c.FormPart(in, label, theme.Control, "", p.form(8), func(box kit.Rect) {
		set := func(o string) {
			p.edit("", func() {
				if o == fallback {
					o = ""
				}
				for _, r := range p.sel {
					if x := p.at(r); x != nil && (x == t || r.isItem()) {
						x.Set(key, o)
					}
				}
			})
		}
		if len(tabs) <= 3 {
			c.Segment("prop."+id, box, tabs, now, set)
			return
		}
		c.Drop("prop."+id, box, p.host.T("designer."+id+"."+now), "", func() []kit.MenuItem { // more do not stand side by side
			var items []kit.MenuItem
			for _, tab := range tabs {
				items = append(items, kit.MenuItem{Title: tab.Text, Checked: tab.ID == now, Run: func() { set(tab.ID) }})
			}
			return items
		})
	})
}

// yes is a switch.
func (p *page) yes(c *kit.Canvas, in *kit.Rect, id, label string, t *paper.Table, key string) {
	c.Check("prop."+id, in.CutTop(26), label, t.Yes(key), func(on bool) { p.edit("", func() { t.Set(key, on) }) })
}

func (p *page) propsMany(c *kit.Canvas, in *kit.Rect) {
	t := p.host.T
	p.propsHead(c, in, t("designer.several", "n", len(p.sel)))
	p.part(c, in, t("designer.align"), "")
	for _, how := range []string{"left", "center", "right", "top", "spread"} {
		row := in.CutTop(32)
		c.ButtonsLeft(&row, kit.Button{ID: "many." + how, Text: t("designer.align." + how), Small: true, Tap: func() { p.align(how) }})
	}
	if first := p.at(p.primary()); p.primary().isItem() {
		p.propsArrange(c, in)
		p.part(c, in, t("designer.type"), "")
		p.pick(c, in, "align_text", t("designer.align"), first, "align", "left", "left", "center", "right", "justify")
	}
}

func (p *page) propsItem(c *kit.Canvas, in *kit.Rect, r ref, it *paper.Table) {
	t := p.host.T
	kind := it.Str("type")
	if kind == "" {
		kind = "text"
	}
	badge := t("designer.kind." + kind)
	if kind == "text" && fieldIn(it.Words("text").ZH) != "" {
		badge = t("designer.field")
	}
	p.propsHead(c, in, badge)
	p.part(c, in, t("designer.place"), "mm")
	p.pair(c, in, t("designer.corner"), "x", p.number("x", "X", it, "x", 0, 0, 2000), "y", p.number("y", "Y", it, "y", 0, 0, 2000))
	p.pair(c, in, t("designer.size"), "w", p.number("w", t("designer.w"), it, "w", p.widthOf(r), 0, 2000), "h", p.number("h", t("designer.h"), it, "h", p.heightOf(r), 0, 2000))
	p.propsArrange(c, in)
	if kind == "text" {
		p.pick(c, in, "grow", t("designer.grow"), it, "grow", "wrap", "fixed", "wrap", "shrink")
		p.propsType(c, in, it)
	}
	p.propsContent(c, in, r, it, kind)
	p.propsWhen(c, in, r, it)
	p.part(c, in, t("designer.border"), "mm")
	if kind == "line" || kind == "box" {
		p.pair(c, in, t("designer.stroke"), "width", p.fine("width", "", it, "width", 0.35), "dash", p.fine("dash", t("designer.dash"), it, "dash", 0))
		return
	}
	p.pair(c, in, t("designer.frame"), "border", p.fine("border", "", it, "border", 0), "", nil)
}

func (p *page) propsType(c *kit.Canvas, in *kit.Rect, it *paper.Table) {
	t := p.host.T
	p.part(c, in, t("designer.type"), "pt")
	size := p.number("size", "pt", it, "size", p.tree.Num("size", 9.5), 4, 144)
	c.FormPart(in, t("designer.pt"), theme.Control, size.Err, p.form(8), func(box kit.Rect) {
		cells := box.Columns(8, 76, -1)
		c.Field("prop.size", cells[0], size)
		weight := "regular"
		if it.Yes("bold") {
			weight = "bold"
		}
		c.Segment("prop.bold", cells[1], []kit.Tab{{ID: "bold", Text: t("designer.bold")}, {ID: "regular", Text: t("designer.regular")}}, weight, func(id string) {
			p.edit("", func() { it.Set("bold", id == "bold") })
		})
	})
	p.pick(c, in, "align_text", t("designer.align"), it, "align", "left", "left", "center", "right", "justify")
	p.pick(c, in, "valign", t("designer.valign"), it, "valign", "top", "top", "middle", "bottom")
	p.pair(c, in, t("designer.leading"), "leading", p.number("leading", t("designer.times"), it, "leading", p.tree.Num("leading", 1.45), 1, 4), "angle", p.number("angle", "°", it, "angle", 0, 0, 360))
}

func (p *page) propsContent(c *kit.Canvas, in *kit.Rect, r ref, it *paper.Table, kind string) {
	t := p.host.T
	switch kind {
	case "line", "box":
		return
	case "image":
		p.part(c, in, t("designer.content"), "")
		c.FormPart(in, t("designer.picture"), theme.Control, "", p.form(8), func(box kit.Rect) {
			c.Drop("prop.image", box, p.label(it.Str("image")), "", func() []kit.MenuItem { return p.pictureMenu(r, it) })
		})
		p.pick(c, in, "align_text", t("designer.align"), it, "align", "left", "left", "center", "right")
		return
	}
	p.part(c, in, t("designer.content"), "")
	p.words(c, in, "text", t("designer.value"), it, "text")
	if kind == "text" {
		p.words(c, in, "prefix", t("designer.prefix"), it, "prefix")
		p.words(c, in, "empty", t("designer.empty"), it, "empty")
	}
	row := in.CutTop(30)
	c.ButtonsLeft(&row, kit.Button{ID: "prop.insert", Text: t("designer.insert_field"), Small: true, Icon: icons.Plus, Tap: func() { p.fieldMenu("prop.insert", func(f paper.FieldInfo) { p.appendField(it, f) }) }})
}

// appendField adds a field to the end of a text.
func (p *page) appendField(t *paper.Table, f paper.FieldInfo) {
	p.edit("", func() {
		w := t.Words("text")
		w.ZH, w.EN = w.ZH+"{{"+f.Path+"}}", w.EN+"{{"+f.Path+"}}"
		t.SetWords("text", w)
	})
}

// fieldMenu lets the reader choose a field of the document.
func (p *page) fieldMenu(below string, take func(f paper.FieldInfo)) {
	at, _ := p.s.HitRect(below)
	list := ""
	if r := p.primary(); r.isColumn() {
		list = p.bands()[r.band].Sub("table").Str("list")
	}
	var items []kit.MenuItem
	last := "-"
	for _, f := range p.fields {
		if f.List != "" && f.List != list || f.Type == paper.PictureType {
			continue
		}
		if f.Group != last {
			last = f.Group
			items = append(items, kit.MenuItem{Title: p.groupName(f.Group), Head: true})
		}
		items = append(items, kit.MenuItem{Title: p.host.T("printfield." + f.Name), Detail: f.Path, Run: func() { take(f) }})
	}
	p.host.ShowMenu(kit.Menu{From: p.s, Below: at, Items: items, Width: 260})
}

// pictureMenu offers the pictures of the document and of the template, and files.
func (p *page) pictureMenu(r ref, it *paper.Table) []kit.MenuItem {
	var out []kit.MenuItem
	set := func(path string) func() { return func() { p.edit("", func() { it.Set("image", path) }) } }
	for _, f := range p.fields {
		if f.Type == paper.PictureType && f.List == "" {
			out = append(out, kit.MenuItem{Title: p.label(f.Path), Checked: it.Str("image") == f.Path, Run: set(f.Path)})
		}
	}
	if pics := p.tree.Sub("picture"); pics != nil {
		for _, key := range pics.Keys() {
			path := "picture." + key
			out = append(out, kit.MenuItem{Title: path, Checked: it.Str("image") == path, Run: set(path)})
		}
	}
	return append(out, kit.MenuItem{Title: p.host.T("designer.picture_file"), Icon: icons.FileImage, Run: func() { p.pickPicture(r) }})
}
