package parse

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Blocks makes safe blocks of HTML. It walks the tokens once and builds no tree, so
// that nesting costs nothing; what is not words, headings, lists, quotes, tables, links
// or pictures is left out, and so is whatever the page hides from its reader.
func Blocks(page string) []Block {
	p := &painter{sinks: []*sink{{}}}
	z := html.NewTokenizer(strings.NewReader(page))
	for p.count < MaxBlocks {
		switch z.Next() {
		case html.ErrorToken:
			return p.finish()
		case html.TextToken:
			p.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start(z.Token())
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		}
	}
	return p.finish()
}

// frame is an open element with what it hands down.
type frame struct {
	name   string
	bold   bool
	hidden bool
	pre    bool
	link   string
	quote  int
	list   *list
}

// list is an open ul or ol.
type list struct {
	ordered bool
	next    int
	depth   int
}

// sink takes finished blocks: the page itself or the cell of a table.
type sink struct {
	blocks []Block
	table  *table
}

// table is an open table; cells are those of the row being read.
type table struct{ cells [][]Block }

// painter holds the state of one walk.
type painter struct {
	stack  []frame
	sinks  []*sink
	cur    Block // being filled
	gap    bool  // a blank line stands before the next block
	last   rune  // last character written into cur, 0 at its start
	space  bool  // a blank waits for the next word
	breaks int   // line breaks that wait
	count  int
}

const maxStack = 3000

func (p *painter) top() frame {
	if len(p.stack) == 0 {
		return frame{}
	}
	return p.stack[len(p.stack)-1]
}

// void elements have no end tag.
var void = words("area base br col embed hr img input link meta param source track wbr")

// unseen elements never show their content.
var unseen = words(`head script style title template svg math object applet iframe frame frameset noframes noembed noscript
	select option textarea button audio video canvas map xml`)

// blocky elements begin and end a paragraph.
var blocky = words(`address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form
	h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption`)

// start handles an opening tag.
func (p *painter) start(t html.Token) {
	name := t.Data
	p.implied(name)
	f := p.top()
	f.name = name
	if hides(t) || unseen[name] {
		f.hidden = true
	}
	if f.hidden {
		p.push(f)
		return
	}
	if blocky[name] {
		p.flush()
	}
	switch name {
	case "br":
		p.breaks++
		p.space = false
		return
	case "hr":
		p.add(Block{Kind: Rule, Quote: f.quote})
		return
	case "img":
		p.picture(t)
		return
	case "p":
		p.gap = p.gap || !tight(t)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		f.bold = true
		p.gap = true
		p.cur.Kind, p.cur.Level = Heading, int(name[1]-'0')
	case "b", "strong", "th":
		f.bold = true
	case "pre":
		f.pre = true
	case "blockquote":
		f.quote = min(f.quote+1, 50)
		p.gap = true
	case "ul", "ol", "menu", "dir":
		f.list = &list{ordered: name == "ol", next: 1, depth: depthOf(f.list) + 1}
	case "li":
		p.item(f)
	case "a":
		f.link = SafeLink(attr(t, "href"))
	}
	p.tableStart(name)
	p.push(f)
}

func depthOf(l *list) int {
	if l == nil {
		return 0
	}
	return l.depth
}

func (p *painter) push(f frame) {
	if !void[f.name] && len(p.stack) < maxStack {
		p.stack = append(p.stack, f)
	}
}

// item opens a list item.
func (p *painter) item(f frame) {
	l := f.list
	if l == nil {
		l = &list{depth: 1}
	}
	p.cur.Kind, p.cur.Level, p.cur.Mark = Item, l.depth, "•"
	if l.ordered {
		p.cur.Mark = strconv.Itoa(l.next) + "."
		l.next++
	}
}

// implied closes what a tag closes without saying so.
func (p *painter) implied(name string) {
	switch name {
	case "li":
		p.popTo("li", "ul ol menu dir")
	case "p":
		if p.top().name == "p" {
			p.stack = p.stack[:len(p.stack)-1]
		}
	case "td", "th":
		for _, cell := range []string{"td", "th"} {
			if f, ok := p.popTo(cell, "table tr"); ok && !f.hidden {
				p.closeCell()
			}
		}
	case "tr":
		if f, ok := p.popTo("tr", "table"); ok && !f.hidden {
			p.closeCell()
			p.closeRow()
		}
	case "body":
		p.popTo("head", "")
	}
}

// popTo takes frames off down to and with name, unless one of the barriers comes first.
func (p *painter) popTo(name, barriers string) (frame, bool) {
	for i := len(p.stack) - 1; i >= 0 && i > len(p.stack)-200; i-- {
		if p.stack[i].name == name {
			f := p.stack[i]
			p.stack = p.stack[:i]
			return f, true
		}
		if barriers != "" && strings.Contains(" "+barriers+" ", " "+p.stack[i].name+" ") {
			break
		}
	}
	return frame{}, false
}

// end handles a closing tag.
func (p *painter) end(name string) {
	if name == "br" {
		p.breaks++
		return
	}
	if void[name] {
		return
	}
	f, ok := p.popTo(name, "")
	if !ok || f.hidden {
		return
	}
	if blocky[name] {
		p.flush()
	}
	switch name {
	case "p", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table":
		p.gap = p.gap || name != "p"
	}
	p.tableEnd(name)
}

// text handles words.
func (p *painter) text(s string) {
	f := p.top()
	if f.hidden {
		return
	}
	s = TameText(s)
	if f.pre {
		p.preText(s, f)
		return
	}
	var out strings.Builder
	broken := false // the blank that waits holds a line break
	for _, r := range s {
		if unicode.IsSpace(r) && r != 0x3000 {
			p.space = true
			broken = broken || r == '\n'
			continue
		}
		if r == 0x200B || r == 0x200C || r == 0x200D || r == 0x2060 || r == 0x00AD || r == 0x034F {
			continue // fillers of newsletters
		}
		p.lead(&out, r, broken)
		broken = false
		out.WriteRune(r)
		p.last = r
	}
	if out.Len() > 0 {
		p.write(out.String(), f)
	}
}

// lead writes the line breaks or the blank that wait before r.
func (p *painter) lead(out *strings.Builder, r rune, broken bool) {
	switch {
	case p.last == 0: // start of a block: breaks before it are a gap
		p.gap = p.gap || p.breaks > 0
	case p.breaks > 0:
		out.WriteString(strings.Repeat("\n", min(p.breaks, 2)))
	case p.space && !(broken && wide(p.last) && wide(r)):
		out.WriteByte(' ')
	}
	p.space, p.breaks = false, 0
}

func wide(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0xFF00 && r <= 0xFFEF || r >= 0x20000 || r >= 0x3000 && r <= 0x303F
}

func (p *painter) preText(s string, f frame) {
	if p.cur.Kind == Para {
		p.cur.Kind = Pre
	}
	if p.last == 0 {
		s = strings.TrimPrefix(s, "\n")
	}
	if s != "" {
		p.write(s, f)
		p.last, _ = utf8.DecodeLastRuneInString(s)
	}
}

// write appends words to the block being filled.
func (p *painter) write(s string, f frame) {
	p.cur.Quote = f.quote
	if f.link == "" {
		for _, sp := range linked(s, f.bold) {
			p.span(sp)
		}
		return
	}
	p.span(Span{Text: s, Bold: f.bold, Link: f.link})
}

func (p *painter) span(s Span) {
	if n := len(p.cur.Spans); n > 0 {
		l := &p.cur.Spans[n-1]
		if strings.HasPrefix(s.Text, " ") && l.Image == "" && !l.Blocked && l.Link == "" {
			l.Text, s.Text = l.Text+" ", s.Text[1:] // the blank does not belong to the link
		}
		if l.Bold == s.Bold && l.Link == s.Link && l.Image == "" && s.Image == "" && !l.Blocked && !s.Blocked {
			l.Text += s.Text
			return
		}
	}
	p.cur.Spans = append(p.cur.Spans, s)
}

// flush ends the block being filled.
func (p *painter) flush() {
	if p.breaks > 0 && p.last == 0 {
		p.gap = true
	}
	b := p.cur
	p.cur, p.last, p.space, p.breaks = Block{}, 0, false, 0
	if len(b.Spans) == 0 {
		if b.Kind == Item || b.Kind == Heading {
			p.cur.Kind, p.cur.Level, p.cur.Mark = b.Kind, b.Level, b.Mark // its words come in an inner paragraph
		}
		return
	}
	if b.Kind == Pre {
		l := &b.Spans[len(b.Spans)-1]
		l.Text = strings.TrimRight(l.Text, "\n")
	}
	p.add(b)
}

func (p *painter) add(b Block) {
	s := p.sinks[len(p.sinks)-1]
	b.Gap = p.gap && len(s.blocks) > 0
	p.gap = false
	s.blocks = append(s.blocks, b)
	p.count++
}
