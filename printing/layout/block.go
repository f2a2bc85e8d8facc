package layout

import (
	"math"
	"sort"
	"strings"

	"kontor/app/paper"
	"kontor/assets/glyph"
)

// block is a laid-out strip with its own origin at the top left of the text area.
type block struct {
	items  []paper.Item
	height float64
	gap    float64
	split  bool
}

// placed is an item of a band on its way: visible, measured, moved by what grew above it.
type placed struct {
	*item
	lines    []string
	style    style
	need     float64 // height of its text
	pad      float64 // from its frame, left and right
	pad2     float64 // above and below together
	top, bot float64
	base     float64 // bottom as designed, mm
}

// build lays a band out.
func (m *maker) build(s *scope, b *band) block {
	var list []*placed
	for _, i := range b.items {
		if p := m.measure(s, i); p != nil {
			list = append(list, p)
		}
	}
	m.grow(list)
	out := block{height: b.height, gap: b.gap, split: b.split}
	designed := b.height
	for _, p := range list {
		designed = max(designed, p.base)
		out.height = max(out.height, p.bot)
	}
	if b.height > 0 { // free space at the foot of the band stays
		grown := 0.0
		for _, p := range list {
			grown = max(grown, p.bot-p.base)
		}
		out.height = max(out.height, b.height+grown)
	}
	if m.req.Options.Trace {
		out.items = m.spots(s, b, list, out.height)
	}
	for _, p := range list {
		out.items = append(out.items, m.draw(s, p)...)
	}
	return out
}

// measure decides whether an item shows and how high its text is.
func (m *maker) measure(s *scope, i *item) *placed {
	if !s.holds(i.when) || m.req.Options.PrePrinted && m.preprinted(i) {
		return nil
	}
	p := &placed{item: i, top: i.y, base: i.y + i.h}
	if i.kind != itemText {
		p.bot = p.base
		return p
	}
	p.style = style{i.size, i.leading, i.bold, i.color, i.align}
	if i.border > 0 || i.fill != nil {
		p.pad = 1.5
	}
	txt := m.itemText(s, i)
	if txt == "" && i.border == 0 && i.fill == nil {
		return nil
	}
	if i.h == 0 {
		p.base = i.y + p.style.lineHeight()
	}
	p.bot = p.base
	room := p.base - p.top
	if i.vertical || i.angle != 0 {
		p.lines = strings.Split(txt, "\n")
		return p
	}
	p.lines = Wrap(txt, p.style.pt, i.bold, i.w-2*p.pad)
	if i.valign == "middle" && len(p.lines) > 1 {
		p.pad2 = 1.6 // a text in the middle of a cell keeps clear of its lines
	}
	least := 6.0
	if m.tpl.Impact {
		least = 10
	}
	for i.grow == "shrink" && (p.height() > room+0.01 || longestWord(txt, p.style.pt, i.bold) > i.w-2*p.pad) && p.style.pt > least {
		p.style.pt -= 0.5
		p.lines = Wrap(txt, p.style.pt, i.bold, i.w-2*p.pad)
	}
	p.need = p.height()
	if i.grow == "fixed" {
		if p.need > room+0.5 {
			m.warn("does_not_fit", "text", first(txt, 20), "band", i.band, "item", i.index)
		}
		p.need = 0
	}
	return p
}

func (p *placed) height() float64 {
	h := float64(len(p.lines))*p.style.lineHeight() + p.pad2
	if p.pad > 0 {
		h += 1
	}
	return h
}

// preprinted tells whether a form that carries lines and labels already has this item.
func (m *maker) preprinted(i *item) bool {
	switch i.kind {
	case itemLine, itemBox:
		return true
	case itemText:
		return !i.text.hasField()
	}
	return false
}

// itemText is the text of an item with its prefix, or what stands for an empty value.
func (m *maker) itemText(s *scope, i *item) string {
	has, any := s.values(i.text)
	if any && !has {
		return s.render(i.empty)
	}
	txt := s.render(i.text)
	if i.prefix.set && !m.req.Options.PrePrinted {
		txt = s.render(i.prefix) + txt
	}
	return txt
}

// grow makes room: where a text needs more than its box, everything that begins below the
// box moves down and everything that spans its bottom becomes higher.
func (m *maker) grow(list []*placed) {
	order := append([]*placed(nil), list...)
	sort.SliceStable(order, func(a, b int) bool { return order[a].base < order[b].base })
	for _, p := range order {
		more := p.need - (p.bot - p.top)
		if more <= 0.01 {
			continue
		}
		edge := p.base
		for _, q := range list {
			switch {
			case q.y >= edge-0.01:
				q.top += more
				q.bot += more
			case q.base >= edge-0.01:
				q.bot += more
			}
		}
	}
}

// draw makes the page items of one placed item.
func (m *maker) draw(s *scope, p *placed) []paper.Item {
	h := p.bot - p.top
	var out []paper.Item
	if p.fill != nil && !m.req.Options.PrePrinted {
		out = append(out, paper.Rect{X: p.x, Y: p.top, W: p.w, H: h, Fill: p.fill})
	}
	if p.border > 0 && !m.req.Options.PrePrinted {
		out = append(out, paper.Rect{X: p.x, Y: p.top, W: p.w, H: h, Width: p.border, Color: p.color})
	}
	switch p.kind {
	case itemLine:
		return append(out, paper.Line{X1: p.x, Y1: p.top, X2: p.x + p.w, Y2: p.bot, Width: p.width, Color: p.color, Dash: p.dash})
	case itemBox:
		return append(out, paper.Rect{X: p.x, Y: p.top, W: p.w, H: h, Width: p.width, Color: p.color})
	case itemImage:
		if p.seam {
			return append(out, m.seam(s.get(p.source), box{p.x, p.top, p.w, h}, s)...)
		}
		return append(out, m.picture(s.get(p.source), box{p.x, p.top, p.w, h}, p.align, p.valign)...)
	case itemQR, itemCode:
		return append(out, m.bars(p.kind, s.render(p.text), box{p.x, p.top, p.w, h})...)
	}
	switch {
	case p.vertical:
		return append(out, p.stack()...)
	case p.angle != 0:
		return append(out, p.turned(h)...)
	}
	y := p.top
	switch free := h - float64(len(p.lines))*p.style.lineHeight(); p.valign {
	case "middle":
		y += free / 2
	case "bottom":
		y += free
	default:
		if p.pad > 0 {
			y += 0.5
		}
	}
	return append(out, p.style.set(p.lines, p.x+p.pad, y, p.w-2*p.pad)...)
}

// stack sets a text from top to bottom: Chinese characters one below the other, a Latin text
// turned clockwise.
func (p *placed) stack() []paper.Item {
	txt := strings.Join(p.lines, " ")
	em := p.style.pt * PtMM
	if !strings.ContainsFunc(txt, glyph.Wide) {
		return []paper.Item{paper.Text{X: p.x + p.w/2 - em*0.36, Y: p.top, Text: txt, Size: p.style.pt, Bold: p.bold, Color: p.color, Angle: -90}}
	}
	s := p.style
	s.align, s.leading = "center", 1.25
	var lines []string
	for _, r := range txt {
		if r != ' ' && r != '　' {
			lines = append(lines, string(r))
		}
	}
	return s.set(lines, p.x, p.top, p.w)
}

// turned sets a text at an angle around the middle of its box.
func (p *placed) turned(h float64) []paper.Item {
	var out []paper.Item
	a := p.angle * math.Pi / 180
	dx, dy := math.Cos(a), -math.Sin(a)
	ux, uy := -math.Sin(a), -math.Cos(a)
	em := p.style.pt * PtMM
	for i, l := range p.lines {
		half := Width(l, p.style.pt, p.bold) / 2
		down := em*0.36 + (float64(i)-float64(len(p.lines)-1)/2)*p.style.lineHeight()
		out = append(out, paper.Text{
			X: p.x + p.w/2 - dx*half - ux*down, Y: p.top + h/2 - dy*half - uy*down,
			Text: l, Size: p.style.pt, Bold: p.bold, Color: p.color, Angle: p.angle,
		})
	}
	return out
}

func first(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
