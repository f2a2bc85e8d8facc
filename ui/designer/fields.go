package designer

import (
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// elements are what can be added beside fields, with their keys on the page.
var elements = []struct {
	kind string
	icon icons.Name
	key  kit.Key
}{
	{"text", icons.Type, "T"},
	{"line", icons.Minus, "L"},
	{"box", icons.Square, "R"},
	{"image", icons.Image, "I"},
	{"code128", icons.Barcode, "B"},
	{"qr", icons.QrCode, "Q"},
}

// drawFields lists the fields of the document, to be dragged onto the page or added with
// Enter, and the elements below.
func (p *page) drawFields(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Field("find", r.CutTop(44).Pad(10, 8, 10, 8), p.find)
	cols, high := 3, float32(112)
	if p.host.Lang() != "zh" { // English words are longer
		cols, high = 2, 146
	}
	foot := r.CutBottom(high)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	c.Text(foot.CutTop(28).Pad(14, 4, 0, 0), t("designer.elements"), kit.Caption)
	for i, box := range foot.Pad(10, 0, 10, 0).Grid(cols, 34, 6, len(elements)) {
		e := elements[i]
		c.Button(box.Pad(0, 0, 0, 4), kit.Button{ID: "add." + e.kind, Text: t("designer.kind." + e.kind), Small: true, Tip: t("designer.kind."+e.kind) + "　" + string(e.key), Tap: func() { p.insert(e.kind, nil) }})
	}
	c.ScrollAuto("fields", r, func(body kit.Rect) float32 {
		in := body
		in.H = 100_000
		top := in.Y
		last := "-"
		for _, f := range p.fields {
			if !p.matches(f) || f.Path == "company.stamp" && !p.host.Actor().Has(identity.RightStamp) {
				continue
			}
			if f.Group != last {
				last = f.Group
				p.drawGroup(c, in.CutTop(28), f.Group)
			}
			if p.closed[f.Group] && p.find.Text() == "" {
				continue
			}
			p.drawField(c, in.CutTop(27), f)
		}
		if in.Y == top {
			c.Text(in.CutTop(40).Pad(14, 0, 8, 0), t("designer.no_fields"), kit.Hint)
		}
		return in.Y - top + 8
	})
}

func (p *page) groupName(group string) string {
	if group == "" {
		return p.host.T("dict.paper." + string(p.kind))
	}
	return p.host.T("printgroup." + group)
}

func (p *page) drawGroup(c *kit.Canvas, r kit.Rect, group string) {
	icon, state := icons.ChevronDown, "open"
	if p.closed[group] {
		icon, state = icons.ChevronRight, ""
	}
	h := c.Hit("group."+group, r, kit.Hit{Name: p.groupName(group), Role: kit.RoleButton, Value: state, Focusable: true, Cursor: kit.Hand, Tap: func() { p.closed[group] = !p.closed[group] }})
	in := r.Pad(10, 0, 8, 0)
	c.Icon(in.CutLeft(14), icon, 12, theme.Muted)
	in.CutLeft(4)
	c.Text(in, p.groupName(group), kit.Caption)
	if h.Ring {
		c.FocusRing(r.Inset(2), theme.RadiusControl)
	}
}

func (p *page) drawField(c *kit.Canvas, r kit.Rect, f paper.FieldInfo) {
	box := r.Pad(8, 0, 8, 1)
	name := p.host.T("printfield." + f.Name)
	used := p.uses(f)
	h := c.Hit("field."+f.List+"."+f.Path, box, kit.Hit{
		Name: name, Tip: p.host.T("designer.field_tip", "path", f.Path), Role: kit.RoleItem, Focusable: true, Cursor: kit.Hand,
		Double: func() { p.insertField(f, nil) },
		Key: func(k kit.Key) bool {
			if k == "Enter" || k == "Space" {
				p.insertField(f, nil)
				return true
			}
			return false
		},
		Drag: func(d kit.Drag) { p.dragField(f, d) },
	})
	switch {
	case used:
		c.Round(box, theme.RadiusControl, theme.Soft, theme.None)
	case h.Hover:
		c.Round(box, theme.RadiusControl, theme.Hover, theme.None)
	}
	in := box.Pad(6, 0, 8, 0)
	c.Icon(in.CutLeft(12), icons.Grip, 12, theme.Muted)
	in.CutLeft(8)
	kind := p.host.T("printtype." + string(f.Type))
	c.Text(in.CutRight(kit.Measure(kind, kit.Hint)+2), kind, kit.Hint.RightAligned())
	style := kit.Body
	if used {
		style = kit.Strong.In(theme.OnSoft)
	}
	c.Text(in, name, style)
	if h.Ring {
		c.FocusRing(box, theme.RadiusControl)
	}
}

// uses tells whether the chosen element prints a field.
func (p *page) uses(f paper.FieldInfo) bool {
	r := p.primary()
	it := p.at(r)
	if it == nil || r.isBand() {
		return false
	}
	if f.List != "" && (!r.isColumn() || p.bands()[r.band].Sub("table").Str("list") != f.List) {
		return false
	}
	return fieldIn(it.Words("text").ZH) == f.Path || it.Str("image") == f.Path
}

// dragField carries a field to the page; where it is let go it is added.
func (p *page) dragField(f paper.FieldInfo, d kit.Drag) {
	p.drop, p.dropAt = f.Path, d.At
	if d.Phase != kit.DragEnd {
		return
	}
	p.drop = ""
	if !p.view.desk.Has(d.At) {
		return
	}
	x, y := p.view.mm(d.At)
	where, ok := p.bandAt(x, y)
	if !ok {
		p.insertField(f, nil)
		return
	}
	if p.snap {
		where.x, where.y = round(where.x, false), round(where.y, false)
	}
	if f.List == "" && p.bands()[where.band].Sub("table") != nil {
		where = nil // a field of the document has no place among the columns
	}
	p.insertField(f, where)
}
