package layout

// table reads the table of a band of role lines.
func (t *Template) table(l *loader, n *node) *table {
	l.only(n, "list", "size", "head_size", "leading", "pad", "height", "head_height", "rows", "border", "rule", "color", "head_fill",
		"no_head", "head_align", "hatch", "column", "span", "lead", "total")
	tab := &table{list: l.path(n, "list")}
	if tab.list == nil {
		l.bad(n.line, "no_list")
	}
	tab.size = l.num(n, "size", t.Size, 4, 72)
	tab.headSize = l.num(n, "head_size", tab.size, 4, 72)
	tab.leading = l.num(n, "leading", t.Leading, 1, 4)
	tab.padX, tab.padY = 1.5, 1
	if p := l.numbers(n, "pad", 2); p != nil {
		tab.padX, tab.padY = p[0], p[1]
	}
	tab.minHeight = l.mm(n, "height", 0)
	tab.headRow = l.mm(n, "head_height", tab.minHeight)
	tab.rows = int(l.num(n, "rows", 0, 0, 200))
	tab.border = l.choice(n, "border", "grid", "grid", "rows", "none")
	tab.rule = l.num(n, "rule", 0.2, 0.05, 5)
	tab.color, _ = l.color(n, "color")
	tab.headFill = l.fill(n, "head_fill")
	tab.noHead, tab.hatch = l.yes(n, "no_head"), l.yes(n, "hatch")
	tab.headAlign = l.choice(n, "head_align", "", "left", "center", "right")
	columns := l.tables(n, "column")
	if len(columns) == 0 || len(columns) > 100 {
		l.bad(n.line, "no_columns")
		columns = nil
	}
	for _, c := range columns {
		tab.columns = append(tab.columns, t.column(l, c))
	}
	for _, s := range l.tables(n, "span") {
		l.only(s, "when", "text", "bold")
		tab.spans = append(tab.spans, &span{l.cond(s, "when"), l.text(s, "text"), l.yes(s, "bold")})
	}
	for _, s := range l.tables(n, "lead") {
		tab.leads = append(tab.leads, t.total(l, tab, s))
	}
	for _, s := range l.tables(n, "total") {
		tab.totals = append(tab.totals, t.total(l, tab, s))
	}
	return tab
}

func (t *Template) column(l *loader, n *node) *column {
	l.only(n, "key", "title", "text", "width", "grow", "align", "bold", "when", "shade", "each", "cells", "auto", "filled", "image", "height")
	c := &column{line: n.line, key: l.str(n, "key"), title: l.text(n, "title"), value: l.text(n, "text")}
	c.width = l.mm(n, "width", 0)
	c.grow = l.num(n, "grow", 0, 0, 100)
	c.align = l.choice(n, "align", "left", "left", "center", "right", "auto")
	c.bold, c.when, c.shade = l.cond(n, "bold"), l.cond(n, "when"), l.cond(n, "shade")
	c.each, c.cells = l.path(n, "each"), l.path(n, "cells")
	c.auto, c.filled = l.yes(n, "auto"), l.yes(n, "filled")
	if p := l.path(n, "image"); p != nil {
		c.cells, c.isImage = p, true
	}
	c.height = l.mm(n, "height", 12)
	if c.each != nil && c.cells == nil {
		l.bad(n.line, "no_cells")
	}
	if c.width == 0 && c.grow == 0 && !c.auto {
		l.bad(n.line, "no_width")
	}
	return c
}

func (t *Template) total(l *loader, tab *table, n *node) *total {
	l.only(n, "when", "label", "text", "cells", "wide", "bold", "size")
	x := &total{when: l.cond(n, "when"), label: l.text(n, "label"), value: l.text(n, "text"), cells: map[string]text{}}
	x.wide, x.bold = l.yes(n, "wide"), l.yes(n, "bold")
	x.size = l.num(n, "size", tab.size, 4, 72)
	if cells := l.get(n, "cells", 't'); cells != nil {
		for _, key := range cells.keys {
			if !tab.has(key) {
				l.bad(cells.line, "no_column", "text", key)
			}
			x.cells[key] = l.textOf(cells.table[key], key)
		}
	}
	return x
}
