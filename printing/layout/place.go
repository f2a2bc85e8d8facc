package layout

import "math"

// lines places a table with the blocks that must stay with its last two rows.
func (f *flow) lines(b *band, tail []block) error {
	t, err := f.m.layTable(f.s, b)
	if err != nil {
		return err
	}
	if len(t.cols) == 0 {
		return nil
	}
	if f.y > f.start {
		f.y += b.gap
	}
	p := &placing{flow: f, t: t, pen: t.newPen(f.y)}
	ending := 0.0
	for _, r := range t.totals {
		ending += r.h
	}
	for _, k := range tail {
		ending += k.height + k.gap
	}
	n := len(t.rows)
	keep := max(n-2, 0)
	last := ending
	for _, r := range t.rows[keep:] {
		last += r.h
	}
	leads := 0.0
	for _, r := range t.leads {
		leads += r.h
	}
	if err := p.begin(leads, min(last, f.limit-f.start-t.headHeight()-leads), keep); err != nil {
		return err
	}
	for _, r := range t.leads {
		if err := p.put(r, r.h); err != nil {
			return err
		}
	}
	for i, r := range t.rows {
		need := r.h
		if i == keep && last <= f.limit-f.start-t.headHeight() {
			need = last
		} else if i == n-1 && ending+r.h <= f.limit-f.start-t.headHeight() {
			need = r.h + ending
		}
		if err := p.put(r, need); err != nil {
			return err
		}
	}
	p.fill(ending)
	for _, r := range t.totals {
		if err := p.put(r, r.h); err != nil {
			return err
		}
	}
	p.close()
	for _, k := range tail {
		if err := f.body(k); err != nil {
			return err
		}
	}
	return nil
}

// placing is a table on its way over sheets.
type placing struct {
	*flow
	t    *laidTable
	pen  *pen
	here int // rows on this sheet
}

func (t *laidTable) headHeight() float64 {
	if t.noHead {
		return 0
	}
	return t.head.h
}

// begin draws the header where the rows above the lines and at least the first line, or all
// when there are few, have room.
func (p *placing) begin(leads, last float64, keep int) error {
	need := p.t.headHeight() + leads
	if keep > 0 {
		need += p.t.rows[0].h
	} else {
		need += last
	}
	if p.y+need > p.limit+0.01 && p.y > p.start+0.01 {
		if err := p.next(); err != nil {
			return err
		}
		p.pen = p.t.newPen(p.y)
	}
	p.header()
	return nil
}

func (p *placing) header() {
	if p.t.noHead {
		return
	}
	p.pen.row(p.t.head, p.y)
	p.y += p.t.head.h
}

func (p *placing) turn() error {
	p.close()
	if err := p.next(); err != nil {
		return err
	}
	p.pen, p.here = p.t.newPen(p.y), 0
	p.header()
	return nil
}

func (p *placing) close() { p.flow.put(p.pen.done(), 0) }

// put places one row; need is the height that must be free for it and what stays with it.
// A row higher than a sheet runs over line by line.
func (p *placing) put(r row, need float64) error {
	top := p.start + p.t.headHeight()
	if p.y+need > p.limit+0.01 && p.y > top+0.01 {
		if err := p.turn(); err != nil {
			return err
		}
	}
	for p.y+r.h > p.limit+0.01 {
		upper, lower, ok := p.t.splitRow(r, p.limit-p.y)
		if !ok {
			if p.y <= top+0.01 {
				break // not even one line fits: the template is at fault, the text still prints
			}
		} else {
			p.pen.row(upper, p.y)
			r = lower
		}
		if err := p.turn(); err != nil {
			return err
		}
	}
	p.pen.row(r, p.y)
	p.y += r.h
	p.here++
	return nil
}

// splitRow parts a row so that the upper piece is at most room high.
func (t *laidTable) splitRow(r row, room float64) (upper, lower row, ok bool) {
	upper, lower = r, r
	upper.cells, lower.cells = append([]cell(nil), r.cells...), append([]cell(nil), r.cells...)
	for i, c := range r.cells {
		n := min(int(math.Floor((room-2*t.padY)/c.style.lineHeight()+1e-6)), len(c.lines))
		if n < 0 {
			n = 0
		}
		upper.cells[i].lines, lower.cells[i].lines = c.lines[:n], c.lines[n:]
		if n < len(c.lines) {
			ok = true
		}
		if n == 0 && len(c.lines) > 0 {
			return r, r, false
		}
		lower.cells[i].image = nil
		lower.cells[i].lead = ""
	}
	upper.h, lower.h = t.heightOf(upper, 0), t.heightOf(lower, t.minHeight)
	return upper, lower, ok
}

// fill adds empty rows up to the number the template wants, as far as there is room.
func (p *placing) fill(ending float64) {
	h := max(p.t.minHeight, style{pt: p.t.size, leading: p.t.leading}.lineHeight()+2*p.t.padY)
	for p.here < p.t.table.rows && p.y+h+ending <= p.limit+0.01 {
		r := row{ruled: true, h: h, filler: true}
		for _, c := range p.t.cols {
			r.cells = append(r.cells, cell{style: style{pt: p.t.size, leading: p.t.leading}, x: c.x, w: c.w, shade: c.shade})
		}
		p.pen.row(r, p.y)
		p.y += h
		p.here++
	}
}
