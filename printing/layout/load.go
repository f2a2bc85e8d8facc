package layout

import (
	"bytes"
	"encoding/base64"
	"errors"
	"image"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/paper"
)

// Load reads a template. The error is the first of the problems, as Invalid
// paper.template.<what> with the arguments template and line.
func Load(name string, data []byte) (*Template, error) {
	t := Read(name, data)
	if len(t.problems) > 0 {
		p := t.problems[0]
		e := app.E(app.Invalid, "paper.template."+p.What, "template", name, "line", p.Line)
		for k, v := range p.Args {
			e.Args[k] = v
		}
		return nil, e
	}
	return t, nil
}

// Problems lists what is wrong with the template, in the order of the file.
func (t *Template) Problems() []Problem { return t.problems }

// Read reads a template as far as it can be read, for the designer: Problems tells the rest.
func Read(name string, data []byte) *Template {
	t := &Template{Name: name}
	root, err := readTOML(data)
	var bad *syntaxError
	if errors.As(err, &bad) {
		t.problems = []Problem{{bad.line, bad.what, nil}}
		return t
	}
	l := &loader{}
	t.head(l, root)
	bands := l.tables(root, "band")
	if n := root.table["band"]; n == nil || n.kind == 'l' && len(n.list) == 0 || len(bands) > 100 {
		l.bad(1, "bands")
	}
	for i, n := range bands {
		if i < 100 {
			t.Bands = append(t.Bands, t.band(l, n))
		}
	}
	t.number()
	if len(l.problems) == 0 {
		t.checkFields(l)
	}
	slices.SortStableFunc(l.problems, func(a, b Problem) int { return a.Line - b.Line })
	t.problems = l.problems
	return t
}

func (t *Template) head(l *loader, root *node) {
	l.only(root, "kind", "title", "paper", "form", "per_page", "margin", "language", "size", "leading", "parts", "impact", "picture", "background", "band")
	t.Kind = paper.Kind(l.str(root, "kind"))
	if !slices.Contains(paper.Kinds, t.Kind) {
		l.bad(1, "kind", "text", string(t.Kind))
	}
	t.Title = l.text(root, "title")
	t.Paper = l.str(root, "paper")
	size, ok := paper.SizeOf(t.Paper)
	if !ok {
		l.bad(1, "paper", "text", t.Paper)
	}
	t.Form = size
	if f := l.numbers(root, "form", 2); f != nil {
		t.Form.W, t.Form.H = f[0], f[1]
	}
	t.PerPage = int(l.num(root, "per_page", 1, 1, 8))
	if ok && (t.Form.W > size.W+0.1 || t.Form.H*float64(t.PerPage) > size.H+0.1) {
		l.bad(1, "form")
	}
	t.Margin = edges{15, 15, 15, 15}
	if m := l.numbers(root, "margin", 4); m != nil {
		t.Margin = edges{m[0], m[1], m[2], m[3]}
	}
	if ok && (t.Form.W-t.Margin.left-t.Margin.right < 20 || t.Form.H-t.Margin.top-t.Margin.bottom < 20) {
		l.bad(1, "margin")
	}
	t.Language = l.choice(root, "language", "zh", "zh", "en", "both")
	t.Size = l.num(root, "size", 9.5, 4, 72)
	t.Leading = l.num(root, "leading", 1.45, 1, 4)
	t.Impact = l.yes(root, "impact")
	t.pictures(l, root)
	t.Ground = l.path(root, "background")
	if n := l.get(root, "parts", 'l'); n != nil {
		for _, x := range n.list {
			t.Parts = append(t.Parts, l.textOf(x, "parts"))
		}
	}
}

// number tells every element where it stands in the file.
func (t *Template) number() {
	for i, b := range t.Bands {
		b.index = i
		for n, it := range b.items {
			it.band, it.index = i, n
		}
		if b.table != nil {
			for n, c := range b.table.columns {
				c.index = n
			}
		}
	}
}

// pictures reads the pictures that the file brings along, as base64.
func (t *Template) pictures(l *loader, root *node) {
	n := l.get(root, "picture", 't')
	if n == nil {
		return
	}
	t.Pictures = map[string][]byte{}
	for _, key := range n.keys {
		raw, err := base64.StdEncoding.DecodeString(l.str(n, key))
		if _, _, bad := image.DecodeConfig(bytes.NewReader(raw)); err != nil || bad != nil {
			l.bad(n.table[key].line, "not_a_picture", "name", key)
			continue
		}
		t.Pictures[key] = raw
	}
}

// numbers reads a list of exactly n lengths in mm.
func (l *loader) numbers(t *node, key string, n int) []float64 {
	v := l.get(t, key, 'l')
	if v == nil {
		return nil
	}
	var out []float64
	for _, x := range v.list {
		if x.kind != 'n' || x.num < 0 || x.num > 2000 {
			l.bad(x.line, "want_number", "name", key)
			return nil
		}
		out = append(out, x.num)
	}
	if len(out) != n {
		l.bad(v.line, "count", "name", key, "count", n)
		return nil
	}
	return out
}

func (t *Template) band(l *loader, n *node) *band {
	l.only(n, "role", "on", "when", "height", "gap", "split", "item", "table")
	b := &band{line: n.line, role: l.choice(n, "role", roleBody, rolePage, roleHead, roleBody, roleLines, roleTotals, roleEnd, roleFoot)}
	b.on = l.choice(n, "on", "all", "all", "first", "later")
	b.when = l.cond(n, "when")
	b.height = l.mm(n, "height", 0)
	b.gap = l.mm(n, "gap", 0)
	b.split = l.yes(n, "split")
	items := l.tables(n, "item")
	if len(items) > 400 {
		l.bad(n.line, "bands")
		items = nil
	}
	for _, x := range items {
		b.items = append(b.items, t.item(l, x))
	}
	if n.table["table"] != nil || b.role == roleLines {
		if tab := l.get(n, "table", 't'); tab != nil && b.role == roleLines {
			b.table = t.table(l, tab)
		} else {
			l.bad(n.line, "table")
		}
	}
	return b
}

func (t *Template) item(l *loader, n *node) *item {
	l.only(n, "type", "x", "y", "w", "h", "text", "prefix", "empty", "when", "size", "leading", "bold", "align", "valign", "color",
		"grow", "vertical", "angle", "border", "fill", "width", "dash", "image", "seam", "lock", "group") // the last two are of the designer
	i := &item{line: n.line, kind: l.choice(n, "type", itemText, itemText, itemLine, itemBox, itemImage, itemQR, itemCode)}
	i.x, i.y = l.mm(n, "x", 0), l.mm(n, "y", 0)
	i.w, i.h = l.mm(n, "w", 0), l.mm(n, "h", 0)
	i.text, i.prefix, i.empty = l.text(n, "text"), l.text(n, "prefix"), l.text(n, "empty")
	i.when = l.cond(n, "when")
	i.size = l.num(n, "size", t.Size, 4, 144)
	i.leading = l.num(n, "leading", t.Leading, 1, 4)
	i.bold, i.vertical = l.yes(n, "bold"), l.yes(n, "vertical")
	i.align = l.choice(n, "align", "left", "left", "center", "right", "justify")
	i.valign = l.choice(n, "valign", "top", "top", "middle", "bottom")
	i.color, _ = l.color(n, "color")
	i.grow = l.choice(n, "grow", "wrap", "wrap", "fixed", "shrink")
	i.angle = l.num(n, "angle", 0, -360, 360)
	i.border = l.num(n, "border", 0, 0, 5)
	i.fill = l.fill(n, "fill")
	i.width = l.num(n, "width", 0.35, 0.05, 5)
	i.dash = l.num(n, "dash", 0, 0, 20)
	l.str(n, "group")
	l.yes(n, "lock")
	i.source, i.seam = l.path(n, "image"), l.yes(n, "seam")
	if i.kind == itemImage && i.source == nil {
		l.bad(n.line, "image")
	}
	if (i.kind == itemText || i.kind == itemQR || i.kind == itemCode) && !i.text.set {
		l.bad(n.line, "no_text")
	}
	if room := t.Form.W - t.Margin.left - t.Margin.right; i.w == 0 && i.kind != itemLine && i.x < room {
		i.w = room - i.x
	}
	return i
}

// path names reserved for the place of a field.
var reserved = []string{"line", "each", "cell", "page", "pages", "part", "part_no", "lang", "custom", "options", "print"}

// checkFields compares the fields of the template with those that the kind has.
func (t *Template) checkFields(l *loader) {
	c := fieldCheck{l: l, data: paper.Example(t.Kind)}
	files := paper.Data{}
	for key, raw := range t.Pictures {
		files[key] = raw
	}
	c.data["picture"] = files
	c.path(t.Ground, 1)
	for _, b := range t.Bands {
		c.line, c.each = nil, nil
		c.cond(b.when, b.line)
		for _, i := range b.items {
			c.text(i.text)
			c.text(i.prefix)
			c.text(i.empty)
			c.cond(i.when, i.line)
			c.path(i.source, i.line)
		}
		if b.table != nil {
			c.tableFields(b)
		}
	}
}

// fieldCheck knows which fields exist at a place.
type fieldCheck struct {
	l    *loader
	data paper.Data
	line any
	each any
}

func (c *fieldCheck) text(t text) {
	for _, list := range [][]part{t.zh, t.en, t.both} {
		for _, p := range list {
			c.path(p.field, p.line)
		}
	}
}

func (c *fieldCheck) cond(k cond, line int) {
	for _, all := range k.any {
		for _, t := range all {
			c.path(t.field, line)
		}
	}
}

func (c *fieldCheck) path(p path, line int) {
	if len(p) == 0 || c.known(p) {
		return
	}
	for _, seen := range c.l.problems {
		if seen.Line == line && seen.Args["text"] == p.String() {
			return
		}
	}
	c.l.bad(line, "no_field", "text", p.String())
}

func (c *fieldCheck) known(p path) bool {
	v := any(c.data)
	rest := []string(p)
	switch p[0] {
	case "line":
		v, rest = c.line, rest[1:]
	case "each":
		v, rest = c.each, rest[1:]
	default:
		if slices.Contains(reserved, p[0]) {
			return true
		}
	}
	for _, seg := range rest {
		d := asData(v)
		if seg == "custom" {
			return true
		}
		x, ok := d[seg]
		if !ok {
			return false
		}
		v = x
	}
	return v != nil
}

func (c *fieldCheck) tableFields(b *band) {
	t := b.table
	c.path(t.list, b.line)
	if d := asData(c.data); d != nil {
		if rows := list((&scope{data: d}).get(t.list)); len(rows) > 0 {
			c.line = rows[0]
		}
	}
	for _, s := range t.spans {
		c.text(s.text)
		c.cond(s.when, b.line)
	}
	for _, col := range t.columns {
		c.each = nil
		if col.each != nil {
			c.path(col.each, col.line)
			if all := list((&scope{data: c.data}).get(col.each)); len(all) > 0 {
				c.each = all[0]
			}
			c.path(col.cells, col.line)
		}
		c.text(col.title)
		c.text(col.value)
		c.cond(col.when, col.line)
		c.cond(col.bold, col.line)
		c.cond(col.shade, col.line)
	}
	c.line, c.each = nil, nil
	for _, tot := range append(append([]*total(nil), t.leads...), t.totals...) {
		c.cond(tot.when, b.line)
		c.text(tot.label)
		c.text(tot.value)
		for _, cell := range tot.cells {
			c.text(cell)
		}
	}
}

// names of all columns, for the cells of totals.
func (t *table) has(key string) bool {
	for _, c := range t.columns {
		if c.key == key {
			return true
		}
	}
	return strings.TrimSpace(key) == ""
}
