package layout

import "kontor/app/paper"

// spots tell where the elements of a band came to stand, the band first. Elements that do
// not show now stand where the template puts them.
func (m *maker) spots(s *scope, b *band, list []*placed, height float64) []paper.Item {
	out := []paper.Item{paper.Spot{Band: b.index, Item: -1, Column: -1, W: m.width, H: height, DesignHeight: b.height}}
	shown := map[*item]bool{}
	for _, p := range list {
		shown[p.item] = true
		out = append(out, paper.Spot{Band: b.index, Item: p.index, Column: -1, X: p.x, Y: p.top, W: p.w, H: p.bot - p.top, DesignHeight: p.h})
	}
	for _, i := range b.items {
		if !shown[i] {
			h := i.h
			if h == 0 && i.kind == itemText {
				h = style{pt: i.size, leading: i.leading}.lineHeight()
			}
			out = append(out, paper.Spot{Band: b.index, Item: i.index, Column: -1, X: i.x, Y: i.y, W: i.w, H: h, DesignHeight: i.h, Hidden: true})
		}
	}
	return out
}

// trace adds the spots of a table on this sheet: the whole, and each column.
func (p *pen) trace(ys []float64) {
	t := p.t
	if !t.m.req.Options.Trace {
		return
	}
	bottom := p.top
	for _, it := range p.items {
		if _, _, _, y1 := extent(it); y1 > bottom {
			bottom = y1
		}
	}
	if n := len(ys); n > 0 {
		bottom = ys[n-1]
	}
	spots := []paper.Item{paper.Spot{Band: t.band.index, Item: -1, Column: -1, Y: p.top, W: t.width, H: bottom - p.top}}
	for _, c := range t.cols {
		spots = append(spots, paper.Spot{Band: t.band.index, Item: -1, Column: c.column.index, X: c.x, Y: p.top, W: c.w, H: bottom - p.top})
	}
	p.items = append(spots, p.items...)
}

// takeSpots moves the spots out of the pages: nothing prints them.
func takeSpots(doc *paper.Doc) {
	for n, page := range doc.Pages {
		kept := page.Items[:0]
		for _, it := range page.Items {
			if s, ok := it.(paper.Spot); ok {
				s.Page = n + 1
				doc.Spots = append(doc.Spots, s)
				continue
			}
			kept = append(kept, it)
		}
		doc.Pages[n].Items = kept
	}
}
