package kit

import (
	"strconv"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Progress draws a bar filled by part (0 … 1) across the middle of r, 6 px high unless
// r is lower.
func (c *Canvas) Progress(r Rect, part float32, t theme.Token) {
	bar := r.MiddleRow(min(r.H, 6))
	c.Round(bar, bar.H/2, theme.GraySoft, theme.None)
	part = min(max(part, 0), 1)
	if part > 0 {
		c.Round(Rect{bar.X, bar.Y, max(bar.W*part, bar.H), bar.H}, bar.H/2, t, theme.None)
	}
}

// Share is one part of a StackBar.
type Share struct {
	Value float64
	Color theme.Token
	Name  string
}

// StackBar draws shares of a whole side by side with 2 px between.
func (c *Canvas) StackBar(r Rect, shares []Share) {
	total := 0.0
	n := 0
	for _, s := range shares {
		if s.Value > 0 {
			total += s.Value
			n++
		}
	}
	if total == 0 {
		c.Round(r, 2, theme.GraySoft, theme.None)
		return
	}
	room := r.W - float32(n-1)*2
	x := r.X
	for _, s := range shares {
		if s.Value <= 0 {
			continue
		}
		w := max(room*float32(s.Value/total), 2)
		c.Round(Rect{x, r.Y, min(w, r.Right()-x), r.H}, 2, s.Color, theme.None)
		x += w + 2
	}
}

// Bar is one bar of a BarChart.
type Bar struct {
	Label string
	Value float64
	Text  string // the value as printed on or over the bar
	Color theme.Token
	Parts []Share // stacked instead of one value
	Tap   func()
}

// BarChart describes upright bars with their labels below.
type BarChart struct {
	Bars      []Bar
	Max       float64 // 0 = the largest value
	Limit     float64 // a line across, 0 = none
	LimitText string
	Width     float32 // of a bar; 0 = 36
	Marked    int     // bar with a frame; -1 none
}

// BarChart draws bars into r. Values are printed inside bars that are high enough, else above.
func (c *Canvas) BarChart(r Rect, b BarChart) {
	top := b.Max
	for _, bar := range b.Bars {
		top = max(top, bar.total())
	}
	top = max(top, b.Limit)
	if top <= 0 {
		top = 1
	}
	labels := r.CutBottom(18)
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line2)
	plot := r.Pad(0, 16, 0, 1)
	n := float32(max(len(b.Bars), 1))
	slot := plot.W / n
	w := b.Width
	if w == 0 {
		w = 36
	}
	w = min(w, slot*0.8)
	for i, bar := range b.Bars {
		x := plot.X + slot*float32(i) + (slot-w)/2
		cell := Rect{plot.X + slot*float32(i), r.Y, slot, r.H + 18}
		if bar.Tap != nil {
			st := c.Hit("bar", cell, Hit{Name: bar.Label, Value: bar.Text, Role: RoleItem, Cursor: Hand, Focusable: true, Tap: bar.Tap})
			if st.Ring {
				c.FocusRing(cell.Inset(4), 3)
			}
		} else {
			c.Named(cell, RoleItem, bar.Label+" "+bar.Text)
		}
		c.bar(Rect{x, plot.Y, w, plot.H}, bar, top)
		c.Text(Rect{cell.X, labels.Y, slot, labels.H}, bar.Label, Caption.Centered())
	}
	if b.Limit > 0 {
		y := plot.Bottom() - plot.H*float32(b.Limit/top)
		c.LineH(r.X, y, r.W, theme.Age2)
		c.limitText(Rect{r.X, y - 18, r.W, 16}, b, plot, top)
	}
}

// limitText names the line at the side where the bars are lower, on a ground of its own
// where a bar stands behind it.
func (c *Canvas) limitText(r Rect, b BarChart, plot Rect, top float64) {
	wide := Measure(b.LimitText, Caption) + 8
	slot := plot.W / float32(max(len(b.Bars), 1))
	behind := func(x float32) bool { // whether a bar stands where the text from x on does
		for i, bar := range b.Bars {
			left := plot.X + slot*float32(i)
			if left < x+wide && left+slot > x && plot.Bottom()-plot.H*float32(bar.total()/top) < r.Bottom() {
				return true
			}
		}
		return false
	}
	at := Rect{r.Right() - wide, r.Y, wide, r.H}
	if behind(at.X) {
		if !behind(r.X) {
			at.X = r.X
		} else {
			c.Fill(at, theme.Content)
		}
	}
	c.Text(at, b.LimitText, Caption.In(theme.Warn).RightAligned())
}

func (b *Bar) total() float64 {
	if len(b.Parts) == 0 {
		return b.Value
	}
	t := 0.0
	for _, p := range b.Parts {
		t += p.Value
	}
	return t
}

func (c *Canvas) bar(r Rect, b Bar, top float64) {
	y := r.Bottom()
	parts := b.Parts
	if len(parts) == 0 {
		col := b.Color
		if col == theme.None {
			col = theme.Series1
		}
		parts = []Share{{b.Value, col, b.Text}}
	}
	for _, p := range parts {
		h := r.H * float32(p.Value/top)
		if h <= 0 {
			continue
		}
		y -= h
		seg := Rect{r.X, y, r.W, h}
		c.RoundSome(seg, 2, TopLeft|TopRight, p.Color, theme.None)
		if p.Name == "" {
			continue
		}
		if h >= 18 {
			col := theme.OnPrimary
			if p.Color != theme.Series1 && p.Color != theme.Primary && p.Color != theme.Age4 {
				col = theme.Text
			}
			c.Text(Rect{seg.X - 8, seg.Bottom() - 18, seg.W + 16, 16}, p.Name, Caption.In(col).Centered())
		} else {
			c.Text(Rect{seg.X - 8, seg.Y - 17, seg.W + 16, 16}, p.Name, Caption.Centered())
		}
	}
}

// FunnelRow is one stage of a funnel.
type FunnelRow struct {
	Label, Count, Amount string
	Value                float64
	Tap                  func()
}

// Funnel draws stages as horizontal bars, one row of 23 px each.
func (c *Canvas) Funnel(r Rect, rows []FunnelRow) {
	top, labels, amounts := 0.0, float32(0), float32(0)
	for _, f := range rows {
		top = max(top, f.Value)
		labels = max(labels, Measure(f.Label, Body))
		amounts = max(amounts, Measure(f.Amount, Body))
	}
	for _, f := range rows {
		row := r.CutTop(23)
		if f.Tap != nil {
			st := c.Hit("stage", row, Hit{Name: f.Label, Value: f.Count + " " + f.Amount, Role: RoleItem, Cursor: Hand, Focusable: true, Tap: f.Tap})
			if st.Hover {
				c.Round(row.InsetXY(-4, 0), 4, theme.Hover, theme.None)
			}
			if st.Ring {
				c.FocusRing(row.Inset(2), 3)
			}
		} else {
			c.Named(row, RoleItem, f.Label+" "+f.Count+" "+f.Amount)
		}
		c.Text(row.CutLeft(labels+12), f.Label, Body)
		c.Text(row.CutRight(amounts+1), f.Amount, Body.RightAligned())
		row.CutRight(16)
		count := row.CutRight(58)
		c.Text(count, f.Count, Caption.RightAligned())
		row.CutRight(8)
		if top > 0 && f.Value > 0 {
			c.Round(Rect{row.X, row.Y + (row.H-14)/2, max(row.W*float32(f.Value/top), 3), 14}, 2, theme.Series1, theme.None)
		}
	}
}

// Donut draws a ring filled by part with a text in the middle.
func (c *Canvas) Donut(r Rect, part float32, text string) {
	d := min(r.W, r.H)
	box := r.Center(d, d)
	w := d * 0.12
	c.Ring(box, w, 0, 1, theme.GraySoft)
	c.Ring(box, w, 0, min(max(part, 0), 1), theme.Primary)
	c.Text(box, text, Section.Centered())
	c.Named(box, RoleItem, text)
}

// Sparkline draws values as a line inside r, scaled to the largest and smallest.
func (c *Canvas) Sparkline(r Rect, values []float64, t theme.Token) {
	if len(values) < 2 {
		return
	}
	lo, hi := values[0], values[0]
	for _, v := range values {
		lo, hi = min(lo, v), max(hi, v)
	}
	if hi == lo {
		hi = lo + 1
	}
	pts := make([]Point, len(values))
	for i, v := range values {
		pts[i] = Point{r.X + r.W*float32(i)/float32(len(values)-1), r.Bottom() - r.H*float32((v-lo)/(hi-lo))}
	}
	c.Polyline(pts, 1.5, t)
}

// Legend draws squares with their names one after another from the right of row.
func (c *Canvas) Legend(row *Rect, shares []Share) {
	for i := len(shares) - 1; i >= 0; i-- {
		s := shares[i]
		w := Measure(s.Name, Caption)
		c.Text(row.CutRight(w+1), s.Name, Caption.Uncut())
		row.CutRight(5)
		c.Round(row.CutRight(9).Center(9, 9), 2, s.Color, theme.None)
		row.CutRight(12)
	}
}

// TimelineItem is one event of a timeline.
type TimelineItem struct {
	Day   string // set on the first item of a day: a heading
	Icon  icons.Name
	Tint  Tint
	Title string
	Bold  string // after the title, bold (an amount)
	Badge string
	BTint Tint
	Who   string // at the right: person and time
	Text  string
	Warn  bool // the text is amber: who blocks
	Tap   func()
	Link  string // at the right below Who
	Do    func()
}

// TimelineHeight is the height the items need in a width.
func TimelineHeight(items []TimelineItem, width float32) float32 {
	h := float32(0)
	for i := range items {
		h += timelineRow(&items[i], width)
	}
	return h
}

func timelineRow(it *TimelineItem, width float32) float32 {
	h := float32(50)
	if it.Day != "" {
		h += 26
	}
	if it.Text == "" {
		h -= 14
	}
	return h
}

// Timeline draws events from the newest on; it returns the height used.
func (c *Canvas) Timeline(r Rect, items []TimelineItem) float32 {
	y := r.Y
	for i := range items {
		it := &items[i]
		h := timelineRow(it, r.W)
		if !c.Visible(Rect{r.X, y, r.W, h}) {
			y += h
			continue
		}
		top := y
		if it.Day != "" {
			c.Text(Rect{r.X + 34, top, r.W - 34, 22}, it.Day, Caption)
			top += 26
		}
		dot := Rect{r.X, top, 24, 24}
		if i+1 < len(items) && items[i+1].Day == "" {
			c.LineV(dot.X+12, top+26, y+h-top-28, theme.Line2)
		}
		c.Round(dot, 12, it.Tint.Bg, theme.None)
		c.Icon(dot, it.Icon, 13, it.Tint.Fg)
		c.timelineText(Rect{r.X + 34, top, r.W - 34, y + h - top}, it)
		y += h
	}
	return y - r.Y
}

func (c *Canvas) timelineText(r Rect, it *TimelineItem) {
	if it.Tap != nil {
		st := c.Hit("event", r.Pad(-4, -2, -4, 4), Hit{Name: it.Title, Role: RoleItem, Cursor: Hand, Focusable: true, Tap: it.Tap})
		if st.Hover {
			c.Round(r.Pad(-5, -2, -4, 4), 4, theme.Hover, theme.None)
		}
		if st.Ring {
			c.FocusRing(r.Pad(0, 0, 0, 6), 3)
		}
	}
	head := r.CutTop(20)
	if it.Who != "" {
		c.Text(head.CutRight(min(Measure(it.Who, Caption)+1, head.W*0.5)), it.Who, Caption.RightAligned())
		head.CutRight(8)
	}
	head.CutLeft(c.Text(head, it.Title, Body) + 10)
	if it.Bold != "" {
		head.CutLeft(c.Text(head, it.Bold, Strong) + 8)
	}
	if it.Badge != "" {
		c.Badge(head, it.Badge, it.BTint)
	}
	if it.Link != "" {
		row := Rect{r.X, r.Y, r.W, 18}
		w := Measure(it.Link, Link)
		c.LinkText(row.CutRight(w+1), "event.link", it.Link, Link, it.Do)
		r.W -= w + 8
	}
	st := Caption
	if it.Warn {
		st.Color = theme.Warn
	}
	c.Text(Rect{r.X, r.Y, r.W, 18}, it.Text, st)
}
