package mail

import (
	"cmp"
	"image"
	"strings"

	"kontor/app/mail/parse"
	"kontor/assets/glyph"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// The measures of a mail's text.
const (
	lineHeight  = 21
	gapHeight   = 11
	quoteIndent = 14
	itemIndent  = 18
	cellPad     = 8
	tallest     = 420 // of a picture
)

// flow is the text of a mail broken into lines for a width.
type flow struct {
	width  float32
	height float32
	lines  []line
}

// line is one line: words in their styles, a picture, a rule, or the cells of a table.
type line struct {
	y, h   float32
	quote  int
	words  []wordRun
	image  image.Image
	rule   bool
	frames []kit.Rect // of the cells of a table, relative
}

// wordRun is a stretch of a line in one style.
type wordRun struct {
	x    float32
	dy   float32 // inside the line, in cells of several lines
	text string
	st   kit.Style
	link string
	host string // where the link truly leads, when its words say another host
}

// flowOf breaks blocks into lines.
func flowOf(blocks []parse.Block, width float32, pictures map[string]image.Image, blocked string) *flow {
	f := &flow{width: width}
	signature := false
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		if b.Gap {
			f.height += gapHeight
		}
		if t := strings.TrimSpace(b.Text()); b.Quote == 0 && (t == "--" || t == "—" || t == "-- ") {
			signature = true
			continue
		}
		if b.Kind == parse.Row {
			n := i
			for n < len(blocks) && blocks[n].Kind == parse.Row && (n == i || !blocks[n].Gap) {
				n++
			}
			f.table(blocks[i:n])
			i = n - 1
			continue
		}
		f.block(b, pictures, blocked, signature)
	}
	return f
}

// block adds a paragraph, heading, item, rule or picture.
func (f *flow) block(b parse.Block, pictures map[string]image.Image, blocked string, signature bool) {
	left := float32(min(b.Quote, 8)) * quoteIndent
	if b.Kind == parse.Rule {
		f.lines = append(f.lines, line{y: f.height + 6, h: 1, rule: true, quote: b.Quote})
		f.height += 14
		return
	}
	base := kit.Body
	switch {
	case b.Kind == parse.Heading && b.Level <= 2:
		base = kit.Section
	case b.Quote > 0 || signature:
		base = kit.Second
	}
	mark := ""
	if b.Kind == parse.Item {
		left += itemIndent * float32(min(max(b.Level, 1), 6))
		mark = b.Mark
	}
	var text []parse.Span
	flush := func() {
		if len(text) > 0 {
			f.words(text, base, left, b.Quote, mark)
			text, mark = nil, ""
		}
	}
	for _, s := range b.Spans {
		switch {
		case s.Image != "":
			if img := pictures[s.Image]; img != nil {
				flush()
				f.picture(img, left, b.Quote)
			} else if s.Text != "" {
				text = append(text, parse.Span{Text: "[" + s.Text + "]"})
			}
		case s.Blocked:
			text = append(text, parse.Span{Text: " [" + cmp.Or(s.Text, blocked) + "] "})
		default:
			text = append(text, s)
		}
	}
	flush()
}

// words breaks spans into lines. The break is found for the plain style with a little
// room to spare, because bold Latin letters are wider.
func (f *flow) words(spans []parse.Span, base kit.Style, left float32, quote int, mark string) {
	var all strings.Builder
	bold := false
	for _, s := range spans {
		all.WriteString(s.Text)
		bold = bold || s.Bold
	}
	text := all.String()
	room := max(f.width-left, 80)
	if bold && !base.Bold {
		room *= 0.97
	}
	height := float32(lineHeight)
	if base.Size > theme.SizeBody {
		height = 25
	}
	for i, part := range glyph.Break(text, float64(base.Size), base.Bold, float64(room)) {
		l := line{y: f.height, h: height, quote: quote}
		x := left
		if i == 0 && mark != "" {
			l.words = append(l.words, wordRun{x: left - itemIndent + 4, text: mark, st: base.In(theme.Text2)})
		}
		at := 0
		for _, s := range spans {
			from, to := max(at, part.From), min(at+len(s.Text), part.To)
			if from < to {
				w := wordRun{x: x, text: strings.TrimRight(s.Text[from-at:to-at], "\n"), st: base, link: s.Link}
				w.st.Bold = base.Bold || s.Bold
				if s.Link != "" {
					w.st.Color = theme.Primary
					w.host, _ = parse.TrueHost(s)
				}
				w.st.Whole = true
				x += kit.Measure(w.text, w.st)
				l.words = append(l.words, w)
			}
			at += len(s.Text)
		}
		f.lines = append(f.lines, l)
		f.height += height
	}
}

func (f *flow) picture(img image.Image, left float32, quote int) {
	w, h := float32(img.Bounds().Dx()), float32(img.Bounds().Dy())
	scale := min(1, (f.width-left)/w, tallest/h)
	f.lines = append(f.lines, line{y: f.height + 3, h: h * scale, quote: quote, image: img, frames: []kit.Rect{{X: left, W: w * scale, H: h * scale}}})
	f.height += h*scale + 6
}

// table lays rows out in columns that fit what stands in them.
func (f *flow) table(rows []parse.Block) {
	cols := 0
	for _, r := range rows {
		cols = max(cols, len(r.Cells))
	}
	widths := make([]float32, cols)
	for _, r := range rows {
		for i, cell := range r.Cells {
			for _, part := range strings.Split(spanText(cell), "\n") {
				widths[i] = max(widths[i], kit.Measure(part, kit.Strong)+2*cellPad+2)
			}
		}
	}
	left := float32(min(rows[0].Quote, 8)) * quoteIndent
	fit(widths, f.width-left)
	for _, r := range rows {
		f.row(r, widths, left)
	}
	f.height += 4
}

// fit makes the widest columns narrower until all fit.
func fit(widths []float32, room float32) {
	for range 200 {
		sum, widest := float32(0), 0
		for i, w := range widths {
			sum += w
			if w > widths[widest] {
				widest = i
			}
		}
		if sum <= room || widths[widest] < 40 {
			return
		}
		widths[widest] -= min(sum-room, widths[widest]*0.1+1)
	}
}

func (f *flow) row(r parse.Block, widths []float32, left float32) {
	l := line{y: f.height, h: lineHeight + 6, quote: r.Quote}
	x := left
	for i, w := range widths {
		if i < len(r.Cells) {
			text := spanText(r.Cells[i])
			st := kit.Body
			st.Bold = len(r.Cells[i]) > 0 && r.Cells[i][0].Bold
			for k, part := range glyph.Break(text, float64(st.Size), st.Bold, float64(max(w-2*cellPad, 20))) {
				st.Whole = true
				l.words = append(l.words, wordRun{x: x + cellPad, dy: float32(k)*lineHeight + 3, text: strings.TrimRight(text[part.From:part.To], "\n"), st: st})
				l.h = max(l.h, float32(k+1)*lineHeight+6)
			}
		}
		l.frames = append(l.frames, kit.Rect{X: x, W: w})
		x += w
	}
	for i := range l.frames {
		l.frames[i].H = l.h
	}
	f.lines = append(f.lines, l)
	f.height += l.h
}

func spanText(spans []parse.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// draw draws the lines that can be seen. tap is called with a link that was clicked.
func (f *flow) draw(c *kit.Canvas, at kit.Rect, tap func(wordRun)) {
	for i := range f.lines {
		l := &f.lines[i]
		r := kit.R(at.X, at.Y+l.y, f.width, l.h)
		if !c.Visible(r) {
			continue
		}
		for q := range min(l.quote, 8) {
			c.Fill(kit.R(at.X+float32(q)*quoteIndent, r.Y, 2, r.H), theme.Line2)
		}
		switch {
		case l.rule:
			c.LineH(at.X, r.Y, f.width, theme.Line)
		case l.image != nil:
			q := l.frames[0]
			c.Image(kit.R(at.X+q.X, r.Y, q.W, q.H), l.image)
			continue
		case len(l.frames) > 0:
			for _, q := range l.frames {
				c.Frame(kit.R(at.X+q.X, r.Y, q.W+1, q.H+1), 0, theme.None, theme.Line, 1)
			}
		}
		for _, w := range l.words {
			box := kit.R(at.X+w.x, r.Y, f.width-w.x, l.h)
			if len(l.frames) > 0 {
				box = kit.R(at.X+w.x, r.Y+w.dy, f.width-w.x, lineHeight)
			}
			if w.link == "" {
				c.Text(box, w.text, w.st)
				continue
			}
			used := c.LinkText(box, "link", w.text, w.st, func() { tap(w) })
			if w.host != "" {
				c.Text(kit.R(box.X+used+3, box.Y, 300, box.H), "("+w.host+")", kit.Hint.In(theme.Bad))
			}
		}
	}
}
