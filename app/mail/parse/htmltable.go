package parse

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// tableStart opens tables and cells. Cells collect blocks of their own; at the end of
// the row they become a row of a real table or, in tables that only arrange the page,
// blocks one after the other.
func (p *painter) tableStart(name string) {
	switch name {
	case "table":
		if len(p.sinks) < 60 {
			p.sinks = append(p.sinks, &sink{table: &table{}})
		}
	case "td", "th":
		if t := p.openTable(); t != nil && len(p.sinks) < 60 {
			p.sinks = append(p.sinks, &sink{})
		}
	}
}

func (p *painter) tableEnd(name string) {
	switch name {
	case "td", "th":
		p.closeCell()
	case "tr":
		p.closeCell()
		p.closeRow()
	case "table":
		p.closeCell()
		p.closeRow()
		p.closeTable()
	}
}

// openTable gives the table whose cell is to be opened now.
func (p *painter) openTable() *table { return p.sinks[len(p.sinks)-1].table }

func (p *painter) closeCell() {
	p.flush()
	n := len(p.sinks)
	if n < 2 || p.sinks[n-1].table != nil || p.sinks[n-2].table == nil {
		return
	}
	t := p.sinks[n-2].table
	if len(t.cells) < 200 {
		t.cells = append(t.cells, p.sinks[n-1].blocks)
	} else {
		t.cells[199] = append(t.cells[199], p.sinks[n-1].blocks...)
	}
	p.sinks = p.sinks[:n-1]
}

// closeRow turns the cells of a row into blocks of the table.
func (p *painter) closeRow() {
	s := p.sinks[len(p.sinks)-1]
	if s.table == nil || len(s.table.cells) == 0 {
		return
	}
	cells := s.table.cells
	s.table.cells = nil
	if row, ok := asRow(cells); ok {
		s.blocks = append(s.blocks, row)
		return
	}
	for _, c := range cells {
		s.blocks = append(s.blocks, c...)
	}
}

// asRow makes a row of two or more short cells.
func asRow(cells [][]Block) (Block, bool) {
	row := Block{Kind: Row}
	full := 0
	for _, c := range cells {
		var spans []Span
		size := 0
		for i, b := range c {
			if b.Kind != Para || i > 2 {
				return Block{}, false
			}
			if i > 0 {
				spans = append(spans, Span{Text: "\n"})
			}
			spans = append(spans, b.Spans...)
			size += utf8.RuneCountInString(b.Text())
			row.Quote = b.Quote
		}
		if size > 80 {
			return Block{}, false
		}
		if len(spans) > 0 {
			full++
		}
		row.Cells = append(row.Cells, spans)
	}
	return row, full >= 2
}

func (p *painter) closeTable() {
	n := len(p.sinks)
	if n < 2 || p.sinks[n-1].table == nil {
		return
	}
	inner := p.sinks[n-1].blocks
	p.sinks = p.sinks[:n-1]
	outer := p.sinks[n-2]
	if len(inner) > 0 && len(outer.blocks) > 0 {
		inner[0].Gap = true
	}
	outer.blocks = append(outer.blocks, inner...)
}

// finish closes all that is open.
func (p *painter) finish() []Block {
	p.flush()
	for len(p.sinks) > 1 {
		p.closeCell()
		p.closeRow()
		if p.sinks[len(p.sinks)-1].table != nil {
			p.closeTable()
		} else if len(p.sinks) > 1 {
			n := len(p.sinks)
			p.sinks[n-2].blocks = append(p.sinks[n-2].blocks, p.sinks[n-1].blocks...)
			p.sinks = p.sinks[:n-1]
		}
	}
	return p.sinks[0].blocks
}

// picture handles img: one in the mail keeps its content id, one on the net is blocked,
// and the one-pixel ones that report to the sender are left out.
func (p *painter) picture(t html.Token) {
	src, alt := strings.TrimSpace(attr(t, "src")), cutRunes(Tame(attr(t, "alt")), 200)
	w, h := pixels(t, "width"), pixels(t, "height")
	lower := strings.ToLower(src)
	switch {
	case w >= 0 && w <= 2 || h >= 0 && h <= 2:
		return
	case strings.HasPrefix(lower, "cid:"):
		p.span(Span{Image: Tame(src[4:]), Text: alt})
	case strings.HasPrefix(lower, "http:"), strings.HasPrefix(lower, "https:"), strings.HasPrefix(lower, "//"):
		p.span(Span{Blocked: true, Text: alt})
	default:
		return
	}
	p.cur.Quote = p.top().quote
	p.last = 'x'
}

// pixels reads a size in pixels; -1 when none is given.
func pixels(t html.Token, name string) int {
	v := strings.TrimSuffix(strings.TrimSpace(attr(t, name)), "px")
	n, err := strconv.Atoi(v)
	if err != nil {
		return -1
	}
	return n
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// hides tells whether a tag hides its content: the text of newsletters' previews and
// of those who want a filter to read something else than the person.
func hides(t html.Token) bool {
	for _, a := range t.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			s := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			for _, h := range []string{
				"display:none", "visibility:hidden", "mso-hide:all", "font-size:0;", "font-size:0px", "font-size:0pt",
				"opacity:0;", "max-height:0;", "max-height:0px;",
			} {
				if strings.Contains(s+";", h) {
					return true
				}
			}
		}
	}
	return false
}

// tight paragraphs have no blank line before them.
func tight(t html.Token) bool {
	if strings.HasPrefix(strings.ToLower(attr(t, "class")), "mso") {
		return true
	}
	s := strings.ToLower(strings.Join(strings.Fields(attr(t, "style")), ""))
	return strings.Contains(s+";", "margin:0;") || strings.Contains(s, "margin:0px") || strings.Contains(s, "margin:0cm") ||
		strings.Contains(s, "margin-top:0") || strings.Contains(s, "margin:0in") || strings.Contains(s, "margin:0pt")
}
