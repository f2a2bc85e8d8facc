package layout

import "kontor/app/paper"

// sheet is one form on its way: items in the coordinates of the form.
type sheet struct{ items []paper.Item }

// flow puts bands on sheets, one below the other.
type flow struct {
	m      *maker
	s      *scope
	sheets []*sheet
	y      float64 // where the next band begins
	start  float64 // y below the head bands of this sheet
	limit  float64 // y where the foot begins
	footY  float64
}

// run lays one part out.
func (m *maker) run(s *scope) ([]*sheet, error) {
	f := &flow{m: m, s: s}
	s.pages = 99 // a width for page numbers until their count is known
	foot := 0.0
	for _, b := range m.bandsOf(s, roleFoot) {
		foot += m.build(s, b).height + b.gap
	}
	f.footY = min(m.tpl.Form.H-m.tpl.Margin.bottom, m.tpl.Form.H-3-foot)
	f.limit = f.footY
	if err := f.next(); err != nil {
		return nil, err
	}
	bands := m.tpl.Bands
	for i := 0; i < len(bands); i++ {
		b := bands[i]
		if !s.holds(b.when) {
			continue
		}
		var err error
		m.at = b.line
		switch b.role {
		case roleBody, roleTotals:
			err = f.body(m.build(s, b))
		case roleLines:
			var tail []block
			for i+1 < len(bands) && bands[i+1].role == roleTotals {
				if i++; s.holds(bands[i].when) {
					tail = append(tail, m.build(s, bands[i]))
				}
			}
			err = f.lines(b, tail)
		}
		if err != nil {
			return nil, err
		}
	}
	if err := f.end(); err != nil {
		return nil, err
	}
	f.frame()
	return f.sheets, nil
}

// bandsOf lists the bands of a role that show on the sheet of the scope.
func (m *maker) bandsOf(s *scope, role string) []*band {
	var out []*band
	for _, b := range m.tpl.Bands {
		first := s.page <= 1
		if b.role == role && s.holds(b.when) && (b.on == "all" || (b.on == "first") == first) {
			out = append(out, b)
		}
	}
	return out
}

// next begins a sheet.
func (f *flow) next() error {
	if err := f.m.alive(); err != nil {
		return err
	}
	if f.m.sheets++; f.m.sheets > MaxPages {
		return f.m.tooManyPages()
	}
	f.sheets = append(f.sheets, &sheet{})
	f.s.page = len(f.sheets)
	f.y = f.m.tpl.Margin.top
	for _, b := range f.m.bandsOf(f.s, roleHead) {
		f.y += f.m.build(f.s, b).height + b.gap
	}
	f.start = f.y
	return nil
}

func (f *flow) put(items []paper.Item, y float64) {
	page := f.sheets[len(f.sheets)-1]
	for _, it := range items {
		page.items = append(page.items, move(it, f.m.tpl.Margin.left, y))
	}
}

// body places a block; one that does not fit goes to the next sheet, or over to it when it
// may be split or is higher than a sheet.
func (f *flow) body(b block) error {
	if b.height <= 0 {
		return nil
	}
	if f.y > f.start {
		f.y += b.gap
	}
	for f.y+b.height > f.limit+0.01 {
		room := f.limit - f.y
		full := f.limit - f.start
		if (b.split || b.height > full) && room > 8 {
			upper, lower := cut(b, room)
			if len(upper.items) > 0 || f.y <= f.start+0.01 {
				f.put(upper.items, f.y)
				b = lower
			}
		} else if f.y <= f.start+0.01 { // no room at all: a template of one head
			break
		}
		if err := f.next(); err != nil {
			return err
		}
	}
	f.put(b.items, f.y)
	f.y += b.height
	return nil
}

// cut parts a block at most room below its top, between lines of text.
func cut(b block, room float64) (upper, lower block) {
	at := room
	for again := true; again; {
		again = false
		for _, it := range b.items {
			switch it.(type) {
			case paper.Line, paper.Rect, paper.Spot:
				continue
			}
			if _, y0, _, y1 := extent(it); y0 < at-0.01 && y1 > at+0.01 {
				at, again = y0, true
			}
		}
	}
	if at <= 0.5 {
		at = room
	}
	at = alongLine(b, at)
	upper.height, lower.height = at, max(b.height-at, 0.1)
	for _, it := range b.items {
		_, y0, _, y1 := extent(it)
		switch v := it.(type) {
		case paper.Rect:
			if y0 < at && y1 > at {
				low := v
				v.H, low.Y, low.H = at-v.Y, 0, y1-at
				upper.items, lower.items = append(upper.items, v), append(lower.items, low)
				continue
			}
		case paper.Line:
			if y0 < at && y1 > at && v.X1 == v.X2 {
				low := v
				v.Y1, v.Y2, low.Y1, low.Y2 = y0, at, 0, y1-at
				upper.items, lower.items = append(upper.items, v), append(lower.items, low)
				continue
			}
			if y0 == y1 && y0 > at-0.01 && y0 < at+0.01 { // the line between two rows stands on both sheets
				upper.items = append(upper.items, v)
			}
		}
		if (y0+y1)/2 < at-0.01 {
			upper.items = append(upper.items, it)
		} else {
			lower.items = append(lower.items, move(it, 0, -at))
		}
	}
	lower.split = true
	return upper, lower
}

// alongLine gives the lowest level line in the lower half above a cut: a grid is rather parted
// between two rows than within one.
func alongLine(b block, at float64) float64 {
	best := 0.0
	for _, it := range b.items {
		if l, ok := it.(paper.Line); ok && l.Y1 == l.Y2 && l.X2-l.X1 > 20 && l.Y1 <= at+0.01 {
			best = max(best, l.Y1)
		}
	}
	if best > at/2 {
		return best
	}
	return at
}

// end places what stands at the bottom of the last sheet.
func (f *flow) end() error {
	height := 0.0
	var list []block
	for _, b := range f.m.tpl.Bands {
		if b.role == roleEnd && f.s.holds(b.when) {
			k := f.m.build(f.s, b)
			list = append(list, k)
			height += k.height + k.gap
		}
	}
	if len(list) == 0 {
		return nil
	}
	if f.y+height > f.limit+0.01 {
		if err := f.next(); err != nil {
			return err
		}
	}
	f.y = max(f.y, f.limit-height)
	for _, k := range list {
		f.y += k.gap
		f.put(k.items, f.y)
		f.y += k.height
	}
	return nil
}

// frame adds heads, feet and fixed items to all sheets, now that their number is known.
func (f *flow) frame() {
	left := f.m.tpl.Margin.left
	f.s.pages = len(f.sheets)
	for n, page := range f.sheets {
		f.s.page = n + 1
		var under []paper.Item
		for _, b := range f.m.bandsOf(f.s, rolePage) {
			under = append(under, f.m.build(f.s, b).items...)
		}
		y := f.m.tpl.Margin.top
		for _, b := range f.m.bandsOf(f.s, roleHead) {
			k := f.m.build(f.s, b)
			y += b.gap
			for _, it := range k.items {
				under = append(under, move(it, left, y))
			}
			y += k.height
		}
		page.items = append(under, page.items...)
		y = f.footY
		for _, b := range f.m.bandsOf(f.s, roleFoot) {
			k := f.m.build(f.s, b)
			y += b.gap
			for _, it := range k.items {
				page.items = append(page.items, move(it, left, y))
			}
			y += k.height
		}
	}
}
