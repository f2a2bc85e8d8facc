package designer

import (
	"slices"
	"strings"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// target is where a new element goes: the band of what is chosen, else the first that takes
// elements.
func (p *page) target() int {
	bands := p.bands()
	if b := p.primary().band; b >= 0 && bands[b].Sub("table") == nil {
		return b
	}
	for i, b := range bands {
		if b.Sub("table") == nil && roleOf(b) != "page" {
			return i
		}
	}
	return p.newBand("body", len(bands))
}

// newBand adds a band of a role.
func (p *page) newBand(role string, at int) int {
	b := paper.NewTable().Set("role", role)
	if role == "lines" {
		b.Set("table", p.newTable())
	} else {
		b.Set("height", 12)
	}
	p.tree.SetTables("band", slices.Insert(p.bands(), at, b))
	return at
}

// newTable is a table over the list of the document with its first columns.
func (p *page) newTable() *paper.Table {
	t := paper.NewTable().Set("list", "lines")
	var cols []*paper.Table
	for _, f := range p.fields {
		if f.List == "lines" && len(cols) < 4 && f.Type != paper.ListType && f.Type != paper.PictureType {
			cols = append(cols, p.columnOf(f))
		}
	}
	t.SetTables("column", cols)
	return t
}

func (p *page) columnOf(f paper.FieldInfo) *paper.Table {
	c := paper.NewTable()
	c.SetWords("title", p.wordsOf("printfield."+f.Name))
	c.Set("text", "{{"+f.Path+"}}").Set("width", 22).Set("grow", 1)
	if f.Type == paper.AmountType || f.Type == paper.NumberType {
		c.Set("align", "right").Set("grow", nil)
	}
	return c
}

// place finds room for a new element in a band: below what is there.
func (p *page) place(band int, w, h float64) (x, y float64) {
	if r := p.primary(); r.isItem() && r.band == band {
		it := p.at(r)
		return it.Num("x", 0), tenth(it.Num("y", 0) + max(p.heightOf(r), 2))
	}
	for i := range p.items(band) {
		it := p.at(ref{band, i, -1})
		y = max(y, it.Num("y", 0)+it.Num("h", 0))
	}
	return 0, tenth(y)
}

// put adds an element to a band at a place, or where there is room, and chooses it.
func (p *page) put(it *paper.Table, where *spotAt) {
	p.edit("", func() {
		band := p.target()
		var x, y float64
		if where != nil {
			band, x, y = where.band, where.x, where.y
		} else {
			x, y = p.place(band, it.Num("w", 0), it.Num("h", 0))
		}
		it.Set("x", limit(x)).Set("y", limit(y))
		if room := p.textWidth() - x; it.Num("w", 0) > room && room > 5 {
			it.Set("w", tenth(room))
		}
		r := p.add(band, it)
		p.hold(r)
		p.choose(r)
	})
	p.s.FocusID("sheet", false)
}

// spotAt is a place in a band, in mm.
type spotAt struct {
	band, column int
	x, y         float64
}

// insert adds an element of a kind.
func (p *page) insert(kind string, where *spotAt) {
	it := paper.NewTable()
	switch kind {
	case "text":
		it.SetWords("text", p.wordsOf("designer.new_text"))
		it.Set("w", 40).Set("h", 6)
	case "line":
		it.Set("type", kind).Set("w", 60).Set("h", 0).Set("width", 0.35)
	case "box":
		it.Set("type", kind).Set("w", 40).Set("h", 15).Set("width", 0.35)
	case "image":
		it.Set("type", kind).Set("image", "company.logo").Set("w", 30).Set("h", 12)
	case "qr":
		it.Set("type", kind).Set("text", "{{"+p.mainField()+"}}").Set("w", 20).Set("h", 20)
	case "code128":
		it.Set("type", kind).Set("text", "{{"+p.mainField()+"}}").Set("w", 50).Set("h", 10)
	}
	p.put(it, where)
}

// mainField is what a bar code holds first: the number of the document.
func (p *page) mainField() string {
	for _, f := range p.fields {
		if f.Name == "number" && f.Group == "" {
			return f.Path
		}
	}
	return "company.name"
}

// insertField adds a field: an element, or a column of the table that it belongs to.
func (p *page) insertField(f paper.FieldInfo, where *spotAt) {
	if f.List != "" {
		p.insertColumn(f, where)
		return
	}
	it := paper.NewTable().Set("w", 60).Set("h", 6)
	switch f.Type {
	case paper.PictureType:
		it.Set("type", "image").Set("image", f.Path).Set("w", 30).Set("h", 15)
		if f.Path == "company.stamp" {
			it.Set("w", 40).Set("h", 40).Set("when", f.Path)
		}
		p.put(it, where)
		return
	case paper.ListType:
		it.Set("text", "{{"+f.Path+"|lines}}")
	case paper.AmountType:
		it.Set("text", "{{"+f.Path+"|amount}}").Set("align", "right").Set("w", 40)
	default:
		it.Set("text", "{{"+f.Path+"}}")
	}
	if f.Group != "sheet" && f.Group != "company" {
		zh, en := p.wordsOf("printfield."+f.Name).ZH, p.wordsOf("printfield."+f.Name).EN
		it.SetWords("prefix", paper.Words{ZH: zh + "：", EN: en + ": "})
	}
	p.put(it, where)
}

// insertColumn adds a column to the table over the field's list; without such a table one is
// made.
func (p *page) insertColumn(f paper.FieldInfo, where *spotAt) {
	p.edit("", func() {
		band := -1
		for i, b := range p.bands() {
			if t := b.Sub("table"); t != nil && t.Str("list") == f.List && (band < 0 || where != nil && where.band == i) {
				band = i
			}
		}
		if band < 0 {
			at := len(p.bands())
			for at > 0 && slices.Contains([]string{"end", "foot", "totals"}, roleOf(p.bands()[at-1])) {
				at--
			}
			band = p.newBand("lines", at)
			t := p.bands()[band].Sub("table")
			t.Set("list", f.List)
			t.SetTables("column", []*paper.Table{p.columnOf(f)})
			p.choose(ref{band, -1, 0})
			return
		}
		list := p.columns(band)
		at := len(list)
		switch {
		case where != nil && where.band == band && where.column >= 0:
			at = where.column
		case p.primary().isColumn() && p.primary().band == band:
			at = p.primary().column + 1
		}
		p.bands()[band].Sub("table").SetTables("column", slices.Insert(list, at, p.columnOf(f)))
		p.choose(ref{band, -1, at})
	})
	p.s.FocusID("sheet", false)
}

// wordsOf is a text of the program in both languages, for templates.
func (p *page) wordsOf(key string) paper.Words {
	return paper.Words{ZH: tr.In("zh").T(key), EN: tr.In("en").T(key)}
}

// matches tells whether a field fits what is typed, by label, pinyin or name.
func (p *page) matches(f paper.FieldInfo) bool {
	want := strings.ToLower(strings.TrimSpace(p.find.Text()))
	if want == "" {
		return true
	}
	name := p.host.T("printfield." + f.Name)
	if strings.Contains(f.Path, want) {
		return true
	}
	_, ok := kit.Match(want, name)
	return ok
}
