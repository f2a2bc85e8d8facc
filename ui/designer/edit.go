package designer

import (
	"math"
	"slices"
	"sort"

	"kontor/app/paper"
)

// most is how many steps can be taken back.
const most = 200

// edit changes the template as one step; changes of the same thing one after another join.
func (p *page) edit(what string, fn func()) {
	if what == "" || what != p.last {
		p.undo = append(p.undo, step{p.tree.Clone(), slices.Clone(p.sel)})
		if len(p.undo) > most {
			p.undo = p.undo[1:]
		}
	}
	p.last, p.redo = what, nil
	fn()
	p.relay()
}

func (p *page) back() { p.step(&p.undo, &p.redo) }

func (p *page) forth() { p.step(&p.redo, &p.undo) }

func (p *page) step(from, into *[]step) {
	n := len(*from)
	if n == 0 {
		return
	}
	*into = append(*into, step{p.tree.Clone(), slices.Clone(p.sel)})
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	p.tree = s.tree
	p.choose(s.sel...)
	p.title = p.tree.Words("title")
	p.relay()
}

// tenth rounds to the tenth of a millimetre that positions have.
func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// limit keeps a position on the paper.
func limit(v float64) float64 { return tenth(min(max(v, 0), 2000)) }

// nudge moves what is chosen by millimetres; columns change places.
func (p *page) nudge(dx, dy float64) {
	if r := p.primary(); r.isColumn() {
		if dx != 0 {
			p.nextColumn(int(math.Copysign(1, dx)))
		}
		return
	}
	p.edit("move", func() { p.shift(dx, dy) })
}

func (p *page) shift(dx, dy float64) {
	for _, r := range p.free() {
		if it := p.at(r); it != nil && r.isItem() {
			it.Set("x", limit(it.Num("x", 0)+dx))
			it.Set("y", limit(it.Num("y", 0)+dy))
			p.hold(r)
		}
	}
}

// hold makes the band of an element high enough for it.
func (p *page) hold(r ref) {
	b, it := p.bands()[r.band], p.at(r)
	if h := b.Num("height", 0); h > 0 && b.Str("role") != "page" && it.Num("y", 0)+it.Num("h", 0) > h {
		b.Set("height", tenth(it.Num("y", 0)+it.Num("h", 0)))
	}
}

// stretch makes what is chosen wider and higher by millimetres.
func (p *page) stretch(dw, dh float64) {
	p.edit("stretch", func() {
		for _, r := range p.free() {
			t := p.at(r)
			switch {
			case t == nil:
			case r.isItem():
				p.size(r, p.widthOf(r)+dw, p.heightOf(r)+dh)
			case r.isColumn():
				t.Set("width", max(limit(p.widthOf(r)+dw), 2))
			case t.Sub("table") == nil:
				t.Set("height", limit(p.heightOf(r)+dh))
			}
		}
	})
}

// size sets width and height; a line may be flat.
func (p *page) size(r ref, w, h float64) {
	it := p.at(r)
	least := 1.0
	if it.Str("type") == "line" {
		least = 0
	}
	it.Set("w", max(limit(w), least))
	if h > 0 || it.Get("h") != nil {
		it.Set("h", max(limit(h), least))
	}
	p.hold(r)
}

// widthOf and heightOf are the size of an element: as written, else as it stands on the page.
func (p *page) widthOf(r ref) float64 {
	t := p.at(r)
	key := "w"
	if r.isColumn() {
		key = "width"
	}
	if w := t.Num(key, 0); w > 0 || t.Str("type") == "line" {
		return w
	}
	s, _ := p.spot(r)
	return tenth(s.W)
}

func (p *page) heightOf(r ref) float64 {
	t := p.at(r)
	key := "h"
	if r.isBand() {
		key = "height"
	}
	if h := t.Num(key, 0); h > 0 || t.Str("type") == "line" {
		return h
	}
	s, _ := p.spot(r)
	return tenth(s.H)
}

// remove takes what is chosen away.
func (p *page) remove() {
	gone := p.free()
	if len(gone) == 0 {
		return
	}
	p.edit("", func() {
		sort.Slice(gone, func(i, j int) bool { // from the end, so that positions stay right
			a, b := gone[i], gone[j]
			if a.band != b.band {
				return a.band > b.band
			}
			return a.item+a.column > b.item+b.column
		})
		for _, r := range gone {
			bands := p.bands()
			switch {
			case p.at(r) == nil:
			case r.isItem():
				bands[r.band].SetTables("item", slices.Delete(p.items(r.band), r.item, r.item+1))
			case r.isColumn():
				if list := p.columns(r.band); len(list) > 1 {
					bands[r.band].Sub("table").SetTables("column", slices.Delete(list, r.column, r.column+1))
				}
			case len(bands) > 1:
				p.tree.SetTables("band", slices.Delete(bands, r.band, r.band+1))
			}
		}
		p.choose()
	})
}

// duplicate copies what is chosen, a little lower.
func (p *page) duplicate() {
	if len(p.sel) == 0 {
		return
	}
	p.edit("", func() {
		var fresh []ref
		groups := map[string]string{}
		for _, r := range p.sel {
			t := p.at(r)
			if t == nil {
				continue
			}
			c := t.Clone()
			switch {
			case r.isItem():
				c.Set("lock", nil)
				if old := c.Str("group"); old != "" { // the copies are a group of their own
					if groups[old] == "" {
						groups[old] = p.newGroup()
					}
					c.Set("group", groups[old])
				}
				c.Set("y", limit(c.Num("y", 0)+max(p.heightOf(r), 2)))
				fresh = append(fresh, p.add(r.band, c))
				p.hold(fresh[len(fresh)-1])
			case r.isColumn():
				p.bands()[r.band].Sub("table").SetTables("column", slices.Insert(p.columns(r.band), r.column+1, c))
				fresh = append(fresh, ref{r.band, -1, r.column + 1})
			default:
				p.tree.SetTables("band", slices.Insert(p.bands(), r.band+1, c))
				fresh = append(fresh, ref{r.band + 1, -1, -1})
			}
		}
		p.choose(fresh...)
	})
}

// add puts an element at the end of a band.
func (p *page) add(band int, it *paper.Table) ref {
	list := append(p.items(band), it)
	p.bands()[band].SetTables("item", list)
	return ref{band, len(list) - 1, -1}
}

// nextColumn chooses the column beside.
func (p *page) nextColumn(by int) {
	r := p.primary()
	if n := r.column + by; n >= 0 && n < len(p.columns(r.band)) {
		p.choose(ref{r.band, -1, n})
	}
}

// carry moves a column sideways, or a band up and down.
func (p *page) carry(by int) {
	r := p.primary()
	var list []*paper.Table
	var at int
	switch {
	case r.isColumn():
		list, at = p.columns(r.band), r.column
	case r.isBand():
		list, at = p.bands(), r.band
	case r.isItem():
		list, at = p.items(r.band), r.item
	default:
		return
	}
	to := at + by
	if to < 0 || to >= len(list) {
		return
	}
	p.edit("", func() {
		list[at], list[to] = list[to], list[at]
		switch {
		case r.isColumn():
			p.bands()[r.band].Sub("table").SetTables("column", list)
			r.column = to
		case r.isBand():
			p.tree.SetTables("band", list)
			r.band = to
		default:
			p.bands()[r.band].SetTables("item", list)
			r.item = to
		}
		p.choose(r)
	})
}

// order lists all elements of the page from the first to the last.
func (p *page) order() []ref {
	var out []ref
	for b := range p.bands() {
		out = append(out, ref{b, -1, -1})
		for i := range p.items(b) {
			out = append(out, ref{b, i, -1})
		}
		for c := range p.columns(b) {
			out = append(out, ref{b, -1, c})
		}
	}
	return out
}

// next chooses the element after or before.
func (p *page) next(by int) {
	list := p.order()
	if len(list) == 0 {
		return
	}
	at := slices.Index(list, p.primary())
	switch {
	case at < 0 && by < 0:
		at = len(list) - 1
	case at < 0:
		at = 0
	default:
		at = (at + by + len(list)) % len(list)
		for n := 0; n < len(list) && p.isChosen(list[at]); n++ { // past the rest of a group
			at = (at + by + len(list)) % len(list)
		}
	}
	p.choose(list[at])
}

// all chooses every element of the band that is chosen, or of all bands.
func (p *page) all() {
	only := p.primary().band
	var list []ref
	for _, r := range p.order() {
		if r.isItem() && (only < 0 || r.band == only) {
			list = append(list, r)
		}
	}
	p.choose(list...)
}

// align puts edges in line: left, center, right, top, and even distances downwards.
func (p *page) align(how string) {
	var list []ref
	for _, r := range p.free() {
		if r.isItem() {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		return
	}
	p.edit("", func() {
		from, to := 0.0, p.textWidth()
		top := 0.0
		if len(list) > 1 { // else the single element is aligned with the page
			from, to, top = math.Inf(1), math.Inf(-1), math.Inf(1)
			for _, r := range list {
				x, y := p.at(r).Num("x", 0), p.at(r).Num("y", 0)
				from, to, top = min(from, x), max(to, x+p.widthOf(r)), min(top, y)
			}
		}
		if how == "spread" {
			p.spread(list)
			return
		}
		for _, r := range list {
			it := p.at(r)
			switch how {
			case "left":
				it.Set("x", limit(from))
			case "center":
				it.Set("x", limit((from+to-p.widthOf(r))/2))
			case "right":
				it.Set("x", limit(to-p.widthOf(r)))
			case "top":
				it.Set("y", limit(top))
			}
		}
	})
}

// spread gives three elements and more the same distance downwards.
func (p *page) spread(list []ref) {
	if len(list) < 3 {
		return
	}
	sort.SliceStable(list, func(i, j int) bool { return p.at(list[i]).Num("y", 0) < p.at(list[j]).Num("y", 0) })
	first, last := p.at(list[0]).Num("y", 0), p.at(list[len(list)-1]).Num("y", 0)
	for i, r := range list {
		p.at(r).Set("y", limit(first+(last-first)*float64(i)/float64(len(list)-1)))
	}
}

// textWidth is the width between the margins.
func (p *page) textWidth() float64 {
	m := p.margins()
	return p.sheetSize().W - m[1] - m[3]
}

// margins are top, right, bottom, left.
func (p *page) margins() [4]float64 {
	out := [4]float64{15, 15, 15, 15}
	if m := p.tree.Nums("margin"); len(m) == 4 {
		copy(out[:], m)
	}
	return out
}

func (p *page) sheetSize() paper.Size {
	if s, ok := paper.SizeOf(p.tree.Str("paper")); ok {
		return s
	}
	return paper.Sizes[0]
}
