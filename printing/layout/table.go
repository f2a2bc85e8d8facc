package layout

import (
	"strings"

	"kontor/app/paper"
	"kontor/assets/glyph"
)

// laidColumn is a column that shows, with its place.
type laidColumn struct {
	*column
	x, w  float64
	each  any
	index int // in the list of each
	shade bool
}

// cell is the content of one cell, broken into lines.
type cell struct {
	style style
	lines []string
	lead  string // a label before the first line, in regular type
	image []byte
	room  float64 // height of the image, mm
	x, w  float64
	shade bool
}

// row is one laid-out row.
type row struct {
	cells  []cell
	h      float64
	ruled  bool // vertical rules between the cells
	fill   *paper.Color
	filler bool
	head   bool
}

// laidTable is a table ready to be put on sheets.
type laidTable struct {
	*table
	band   *band
	m      *maker
	s      *scope
	cols   []laidColumn
	width  float64
	head   row
	leads  []row
	rows   []row
	totals []row
}

// layTable lays a table out at full width; rows are measured, not yet placed.
func (m *maker) layTable(s *scope, b *band) (*laidTable, error) {
	t := &laidTable{table: b.table, band: b, m: m, s: s, width: m.width}
	t.columnsFor(list(s.get(b.table.list)))
	t.head = t.headRowOf()
	for i, x := range list(s.get(b.table.list)) {
		if i%16 == 0 {
			if err := m.alive(); err != nil {
				return nil, err
			}
		}
		r := *s
		r.line = asData(x)
		t.rows = append(t.rows, t.rowOf(&r))
	}
	for _, x := range b.table.leads {
		if s.holds(x.when) {
			t.leads = append(t.leads, t.totalRow(x))
		}
	}
	for _, x := range b.table.totals {
		if s.holds(x.when) {
			t.totals = append(t.totals, t.totalRow(x))
		}
	}
	return t, nil
}

// columnsFor decides which columns show and how wide they are.
func (t *laidTable) columnsFor(rows []any) {
	for _, c := range t.columns {
		if !t.s.holds(c.when) || c.filled && !t.used(c, rows) {
			continue
		}
		if c.each == nil {
			t.cols = append(t.cols, laidColumn{column: c, w: c.width})
			continue
		}
		for i, e := range list(t.s.get(c.each)) {
			sc := *t.s
			sc.each = e
			t.cols = append(t.cols, laidColumn{column: c, w: c.width, each: e, index: i, shade: c.shade.any != nil && sc.holds(c.shade)})
		}
	}
	used, shares, auto := 0.0, 0.0, 0
	for _, c := range t.cols {
		used += c.w
		shares += c.grow
		if c.auto && c.w == 0 {
			auto++
		}
	}
	room := t.width - used
	switch {
	case auto > 0:
		t.autoWidths(room, rows)
	case shares > 0:
		for i := range t.cols {
			t.cols[i].w += max(room, 0) * t.cols[i].grow / shares
		}
		fallthrough
	default:
		if room < -0.01 && used > 0 { // switched-on columns took too much: all give a part
			for i := range t.cols {
				t.cols[i].w *= t.width / used
			}
		}
	}
	x := 0.0
	for i := range t.cols {
		t.cols[i].x = x
		x += t.cols[i].w
	}
}

// used tells whether a column has a text in any row.
func (t *laidTable) used(c *column, rows []any) bool {
	for _, x := range rows {
		sc := *t.s
		sc.line = asData(x)
		if sc.render(c.value) != "" {
			return true
		}
	}
	return false
}

// autoWidths gives columns the width of their content (header and first 500 rows). When that
// is too much, wide columns give way first; when it is less, all get a share of the rest.
func (t *laidTable) autoWidths(room float64, rows []any) {
	want := make([]float64, len(t.cols))
	sum := 0.0
	for i, c := range t.cols {
		if !c.auto || c.w > 0 {
			continue
		}
		want[i] = t.natural(t.title(c), t.headSize, true)
		for n, x := range rows {
			if n >= 500 {
				break
			}
			sc := t.cellScope(t.s, c)
			sc.line = asData(x)
			txt, _ := t.content(sc, c)
			want[i] = max(want[i], t.natural(txt, t.size, false))
		}
		sum += want[i]
	}
	if sum > room { // lower the ceiling until the widths fit
		low, high := 0.0, 2000.0
		for range 40 {
			ceiling := (low + high) / 2
			total := 0.0
			for _, w := range want {
				total += min(w, ceiling)
			}
			if total > room {
				high = ceiling
			} else {
				low = ceiling
			}
		}
		sum = 0
		for i := range want {
			want[i] = min(want[i], low)
			sum += want[i]
		}
	}
	for i := range t.cols {
		if want[i] > 0 && sum > 0 {
			t.cols[i].w = want[i] * room / sum
		}
	}
}

func (t *laidTable) natural(txt string, pt float64, bold bool) float64 {
	w := 0.0
	for _, l := range Wrap(txt, pt, bold, 1e6) {
		w = max(w, Width(l, pt, bold))
	}
	return w + 2*t.padX + 0.5
}

func (t *laidTable) title(c laidColumn) string {
	sc := *t.s
	sc.each = c.each
	return sc.render(c.title)
}

func (t *laidTable) headRowOf() row {
	r := row{ruled: true, fill: t.headFill, head: true}
	for _, c := range t.cols {
		st := style{t.headSize, t.leading, true, paper.Color{}, t.align(c, nil)}
		if t.headAlign != "" {
			st.align = t.headAlign
		}
		title := t.title(c)
		for st.pt > 5 && longestWord(title, st.pt, true) > c.w-2*t.padX { // rather smaller than a word in two
			st.pt -= 0.5
		}
		r.cells = append(r.cells, cell{style: st, lines: Wrap(title, st.pt, true, c.w-2*t.padX), x: c.x, w: c.w})
	}
	r.h = t.heightOf(r, t.headRow)
	return r
}

// longestWord is the width of the widest piece of a text that should not be broken: Latin
// words, and a line of at most three Chinese characters.
func longestWord(s string, pt float64, bold bool) float64 {
	w := 0.0
	for line := range strings.Lines(s) {
		line = strings.TrimRight(line, "\n")
		if len([]rune(line)) <= 3 {
			w = max(w, Width(line, pt, bold))
		}
		for _, word := range strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || glyph.Wide(r) }) {
			w = max(w, Width(word, pt, bold))
		}
	}
	return w
}

// align of a column; auto takes what the data say, else numbers stand right.
func (t *laidTable) align(c laidColumn, v any) string {
	if c.align != "auto" {
		return c.align
	}
	if a, ok := asData(c.each)["align"].(string); ok && a != "" {
		return a
	}
	if _, ok := number(v); ok {
		return "right"
	}
	return "left"
}

func (t *laidTable) cellScope(s *scope, c laidColumn) *scope {
	sc := *s
	sc.each = c.each
	return &sc
}

// content is the text of a cell and the value behind it.
func (t *laidTable) content(sc *scope, c laidColumn) (string, any) {
	if c.cells != nil && !c.isImage {
		all := list(sc.get(c.cells))
		if c.index < len(all) {
			sc.cell = all[c.index]
		}
		if !c.value.set {
			return clean(sc.show(sc.cell, "", "")), sc.cell
		}
	}
	return sc.render(c.value), sc.cell
}

// rowOf measures a row of the list.
func (t *laidTable) rowOf(s *scope) row {
	for _, sp := range t.spans {
		if s.holds(sp.when) {
			st := style{t.size, t.leading, sp.bold, paper.Color{}, "left"}
			r := row{cells: []cell{{style: st, lines: Wrap(s.render(sp.text), st.pt, st.bold, t.width-2*t.padX), w: t.width}}}
			r.h = t.heightOf(r, t.minHeight)
			return r
		}
	}
	r := row{ruled: true}
	for _, c := range t.cols {
		sc := t.cellScope(s, c)
		k := cell{style: style{t.size, t.leading, false, paper.Color{}, "left"}, x: c.x, w: c.w, shade: c.shade}
		if c.isImage {
			if raw, ok := sc.get(c.cells).([]byte); ok && len(raw) > 0 {
				k.image, k.room = raw, c.height
			}
		} else {
			txt, v := t.content(sc, c)
			k.style.align = t.align(c, v)
			k.style.bold = c.bold.any != nil && sc.holds(c.bold)
			k.lines = Wrap(txt, t.size, k.style.bold, c.w-2*t.padX)
		}
		r.cells = append(r.cells, k)
	}
	r.h = t.heightOf(r, t.minHeight)
	return r
}

// totalRow lays a row under the lines out: over the whole width, with a label up to the last
// column, or with values under their columns.
func (t *laidTable) totalRow(x *total) row {
	st := style{x.size, t.leading, x.bold, paper.Color{}, "right"}
	r := row{ruled: true}
	switch {
	case x.wide:
		st.align = "left"
		k := cell{style: st, lead: t.s.render(x.label), w: t.width}
		k.lines = Wrap(t.s.render(x.value), st.pt, st.bold, t.width-2*t.padX-Width(k.lead, st.pt, false))
		r.cells = []cell{k}
	case len(x.cells) == 0:
		last := t.cols[len(t.cols)-1]
		r.cells = []cell{t.flat(st, t.s.render(x.label), 0, last.x), t.flat(st, t.s.render(x.value), last.x, last.w)}
	default:
		r.cells = t.totalCells(x, st)
	}
	r.h = t.heightOf(r, t.minHeight)
	return r
}

func (t *laidTable) flat(st style, txt string, x, w float64) cell {
	return cell{style: st, lines: Wrap(txt, st.pt, st.bold, w-2*t.padX), x: x, w: w}
}

// totalCells puts values under their columns; the label runs from the left to the first of
// them. A column of each takes the elements of a list by position.
func (t *laidTable) totalCells(x *total, st style) []cell {
	var out []cell
	label, started := 0.0, false
	for _, c := range t.cols {
		v, ok := x.cells[c.key]
		if !ok && !started {
			label = c.x + c.w
			continue
		}
		if !started && label > 0 {
			out = append(out, t.flat(st, t.s.render(x.label), 0, label))
		}
		started = true
		k := st
		k.align = t.align(c, 0)
		if !ok {
			out = append(out, t.flat(k, "", c.x, c.w))
			continue
		}
		txt := ""
		if c.each != nil { // the field of the cell is a list with one element per column
			sc := t.cellScope(t.s, c)
			if parts := v.in(sc.lang); len(parts) == 1 && parts[0].field != nil {
				if all := list(sc.get(parts[0].field)); c.index < len(all) {
					txt = clean(sc.show(all[c.index], parts[0].format, parts[0].arg))
				}
			}
		} else {
			txt = t.s.render(v)
		}
		out = append(out, t.flat(k, txt, c.x, c.w))
	}
	return out
}

func (t *laidTable) heightOf(r row, least float64) float64 {
	h := least
	for _, c := range r.cells {
		n := max(len(c.lines), 1)
		h = max(h, float64(n)*c.style.lineHeight()+2*t.padY)
		if c.image != nil {
			h = max(h, c.room+2*t.padY)
		}
	}
	return h
}
