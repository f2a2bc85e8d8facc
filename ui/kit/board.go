package kit

import "kontor/ui/theme"

// Lane is one column of a Board.
type Lane struct {
	ID      string
	Title   string
	Count   string
	Right   string  // probability
	Sum     string  // below, left
	Weight  string  // below, right
	Part    float32 // bar under the head
	Color   theme.Token
	Cards   int
	More    string // “还有 7 个” below the cards
	OnMore  func()
	Refuses string // cards cannot be dropped here, with the reason
}

// Board shows cards in lanes; cards are dragged or moved with Ctrl+← →.
type Board struct {
	Name  string
	Lanes []Lane
	// Height of a card; Card draws it inside its frame.
	Height float32
	Card   func(c *Canvas, r Rect, lane, i int)
	// KeyOf is a stable number of a card.
	KeyOf    func(lane, i int) int64
	DropText func(lane int) string // “松开移到“合同签订””
	OnMove   func(key int64, from, to int)
	OnOpen   func(lane, i int)
	OnCur    func(lane, i int)
	OnMenu   func(lane, i int, at Point)
	OnKey    func(k Key) bool
	MinLane  float32 // 190 when 0

	lane, card int
	drag       boardDrag
	rects      []Rect // lanes as drawn
	s          *Surface
}

type boardDrag struct {
	on         bool
	lane, card int
	dx, dy     float32
	at         Point
	over       int
}

const (
	boardHead = 64
	boardGap  = 8
)

func (b *Board) height() float32 {
	if b.Height == 0 {
		return 103
	}
	return b.Height
}

// Draw shows the board in r under an id.
func (b *Board) Draw(c *Canvas, id string, r Rect) {
	b.s = c.s
	b.lane = min(b.lane, max(len(b.Lanes)-1, 0))
	least := b.MinLane
	if least == 0 {
		least = 190
	}
	n := float32(max(len(b.Lanes), 1))
	gap := float32(10)
	need := n*least + (n-1)*gap
	c.Hit(id, r, Hit{Name: b.Name, Role: RoleGrid, Value: itoa(b.lane+1) + "/" + itoa(b.card+1), Focusable: true, ClickFocus: true, Key: b.key})
	focused := c.s.focusID == c.scope+id && c.s.active
	draw := func(body Rect) {
		w := (body.W - (n-1)*gap) / n
		b.rects = b.rects[:0]
		for i := range b.Lanes {
			b.rects = append(b.rects, Rect{body.X + float32(i)*(w+gap), body.Y, w, body.H})
		}
		for i := range b.Lanes {
			c.Scope(id+"."+b.Lanes[i].ID, func() { b.drawLane(c, b.rects[i], i, focused) })
		}
	}
	if need > r.W {
		c.ScrollX(id+".x", r, need, draw)
	} else {
		draw(r)
	}
	if b.drag.on {
		b.drawDragged(c)
	}
}

func (b *Board) drawLane(c *Canvas, r Rect, i int, focused bool) {
	l := &b.Lanes[i]
	head := r.CutTop(boardHead).Pad(2, 10, 2, 0)
	top := head.CutTop(22)
	if l.Right != "" {
		c.Text(top.CutRight(Measure(l.Right, Caption)+1), l.Right, Caption)
	}
	top.CutLeft(c.Text(top, l.Title, Strong) + 6)
	c.Text(top, l.Count, Caption)
	sub := head.CutTop(18)
	if l.Weight != "" {
		c.Text(sub.CutRight(Measure(l.Weight, Caption)+1), l.Weight, Caption)
	}
	c.Text(sub, l.Sum, Caption)
	head.CutTop(6)
	col := l.Color
	if col == theme.None {
		col = theme.Primary
	}
	bar := head.CutTop(3)
	c.Round(bar, 1.5, theme.GraySoft, theme.None)
	if l.Part > 0 {
		c.Round(Rect{bar.X, bar.Y, bar.W * min(l.Part, 1), 3}, 1.5, col, theme.None)
	}
	step := b.height() + boardGap
	need := float32(l.Cards)*step + 30
	target := b.drag.on && b.drag.over == i && b.drag.lane != i
	if target {
		need += step
	}
	c.Scroll("cards", r, need, func(body Rect) {
		y := body.Y
		if target {
			b.drawTarget(c, Rect{body.X, y, body.W, b.height()}, i)
			y += step
		}
		for k := 0; k < l.Cards; k++ {
			card := Rect{body.X, y, body.W, b.height()}
			b.drawCard(c, card, i, k, focused)
			y += step
		}
		if l.More != "" {
			row := Rect{body.X, y, body.W, 24}
			if l.OnMore != nil {
				c.LinkText(row, "more", l.More, Caption.Centered(), l.OnMore)
			} else {
				c.Text(row, l.More, Caption.Centered())
			}
		}
	})
}

func (b *Board) drawCard(c *Canvas, r Rect, lane, i int, focused bool) {
	if b.drag.on && b.drag.lane == lane && b.drag.card == i {
		c.Round(r, theme.RadiusPanel, theme.GraySoft, theme.None) // the slot left behind
		c.Hit("card", r, Hit{Drag: b.dragCard(lane, i, r)})
		return
	}
	if !c.Visible(r) {
		return
	}
	h := Hit{
		Role: RoleItem, Name: b.Lanes[lane].Title + " " + itoa(i+1), Cursor: Hand, Drag: b.dragCard(lane, i, r),
		Down: func(Pointer) { b.set(lane, i) },
		Tap: func() {
			b.set(lane, i)
			b.focus(c)
		},
		Double: func() { b.open() },
	}
	if b.OnMenu != nil {
		h.Menu = func(at Point) { b.OnMenu(lane, i, at) }
	}
	st := c.Hit("card", r, h)
	edge, fill := theme.Line, theme.Content
	if st.Hover {
		edge = theme.Line2
	}
	c.Round(r, theme.RadiusPanel, fill, edge)
	if lane == b.lane && i == b.card && focused {
		c.Frame(r, theme.RadiusPanel, theme.None, theme.Primary, 2)
	}
	c.Scope(itoa(i), func() { b.Card(c, r.InsetXY(10, 8), lane, i) })
}

// focus gives the keyboard to the board when a card was clicked.
func (b *Board) focus(c *Canvas) {
	for i := range b.s.hits {
		if g := &b.s.hits[i]; g.h.Role == RoleGrid && g.h.Name == b.Name {
			b.s.takeFocus(g.id, false)
			return
		}
	}
}

func (b *Board) drawTarget(c *Canvas, r Rect, lane int) {
	c.Frame(r, theme.RadiusPanel, theme.Soft, theme.Primary, 2)
	text := b.Lanes[lane].Refuses
	col := theme.Bad
	if text == "" {
		col = theme.OnSoft
		text = b.Lanes[lane].Title
		if b.DropText != nil {
			text = b.DropText(lane)
		}
	}
	c.Text(r.CutTop(32), text, Caption.In(col).Centered())
}

func (b *Board) drawDragged(c *Canvas) {
	if b.drag.lane >= len(b.rects) {
		return
	}
	r := Rect{b.drag.at.X - b.drag.dx, b.drag.at.Y - b.drag.dy, b.rects[b.drag.lane].W, b.height()}
	c.Shadow(r, theme.RadiusPanel)
	c.Round(r, theme.RadiusPanel, theme.Raised, theme.Line)
	c.Scope("dragged", func() { b.Card(c, r.InsetXY(10, 8), b.drag.lane, b.drag.card) })
}

func (b *Board) dragCard(lane, i int, r Rect) func(Drag) {
	return func(d Drag) {
		switch d.Phase {
		case DragStart:
			b.drag = boardDrag{on: true, lane: lane, card: i, dx: d.Start.X - r.X, dy: d.Start.Y - r.Y, at: d.At, over: lane}
		case DragEnd:
			from, to, card := b.drag.lane, b.drag.over, b.drag.card
			b.drag = boardDrag{}
			if to != from {
				b.move(from, card, to)
			}
			return
		}
		b.drag.at = d.At
		for k, q := range b.rects {
			if d.At.X >= q.X && d.At.X < q.Right() {
				b.drag.over = k
			}
		}
	}
}

func (b *Board) move(from, card, to int) {
	if to < 0 || to >= len(b.Lanes) || card >= b.Lanes[from].Cards || b.Lanes[to].Refuses != "" || b.OnMove == nil {
		return
	}
	b.OnMove(b.KeyOf(from, card), from, to)
	b.lane, b.card = to, 0
}

func (b *Board) set(lane, card int) {
	b.lane, b.card = lane, card
	if b.OnCur != nil {
		b.OnCur(lane, card)
	}
}

func (b *Board) open() {
	if b.OnOpen != nil && b.lane < len(b.Lanes) && b.card < b.Lanes[b.lane].Cards {
		b.OnOpen(b.lane, b.card)
	}
}

func (b *Board) key(k Key) bool {
	if len(b.Lanes) == 0 {
		return false
	}
	switch k {
	case "Left":
		b.step(-1)
	case "Right":
		b.step(1)
	case "Up":
		b.set(b.lane, max(b.card-1, 0))
	case "Down":
		b.set(b.lane, min(b.card+1, max(b.Lanes[b.lane].Cards-1, 0)))
	case "Home":
		b.set(b.lane, 0)
	case "End":
		b.set(b.lane, max(b.Lanes[b.lane].Cards-1, 0))
	case "Ctrl+Left":
		b.move(b.lane, b.card, b.lane-1)
	case "Ctrl+Right":
		b.move(b.lane, b.card, b.lane+1)
	case "Enter":
		b.open()
	case "Shift+F10", "Menu":
		if b.OnMenu == nil || b.card >= b.Lanes[b.lane].Cards {
			return false
		}
		q := b.rects[b.lane]
		b.OnMenu(b.lane, b.card, Point{q.X + 20, q.Y + boardHead + float32(b.card)*(b.height()+boardGap) + 40})
	default:
		return b.OnKey != nil && b.OnKey(k)
	}
	b.reveal()
	return true
}

func (b *Board) step(d int) {
	lane := b.lane
	for i := lane + d; i >= 0 && i < len(b.Lanes); i += d {
		if b.Lanes[i].Cards > 0 {
			lane = i
			break
		}
	}
	b.set(lane, min(b.card, max(b.Lanes[lane].Cards-1, 0)))
}

// reveal scrolls the lane so that the current card is seen.
func (b *Board) reveal() {
	for id, t := range b.s.scrolls {
		if b.lane < len(b.rects) && t.r.X == b.rects[b.lane].X && len(id) > 6 && id[len(id)-6:] == "/cards" {
			top := float64(float32(b.card) * (b.height() + boardGap))
			if top < t.off {
				t.set(top)
			} else if bottom := top + float64(b.height()) - float64(t.view); bottom > t.off {
				t.set(bottom)
			}
		}
	}
}

// Current is the card that has the frame.
func (b *Board) Current() (lane, card int) { return b.lane, b.card }

// Select puts the frame on a card.
func (b *Board) Select(lane, card int) { b.lane, b.card = lane, card }
