package kit

import (
	"cmp"

	"kontor/ui/theme"
)

const (
	optionRow   = 29
	optionsMost = 8
)

// suggestions is the list below a picker.
type suggestions struct {
	p     *Picker
	hang  *hanging
	query string
	found []Option
	cur   int
	first int // first row shown
	gen   int
	done  bool // the answer to query is there
	ahead int  // rows that Down and Up moved before the answer was there
	wait  Key  // pressed before the answer was there, does its work when it comes
}

func (l *suggestions) close() {
	l.gen++
	l.p.list, l.p.popup = nil, nil
	l.hang.drop()
}

// ask looks for suggestions.
func (l *suggestions) ask(query string) {
	l.query, l.done, l.ahead, l.wait = query, false, 0, ""
	l.gen++
	gen := l.gen
	answer := func(found []Option) {
		if l.gen != gen {
			return
		}
		l.show(found)
	}
	if l.p.Suggest != nil {
		l.p.Suggest(query, answer)
		return
	}
	var found []Option
	for _, o := range l.p.Options {
		if o.Head {
			if query == "" {
				found = append(found, o)
			}
			continue
		}
		marks, ok := Match(query, o.Text)
		if !ok && o.Lead != "" {
			_, ok = Match(query, o.Lead)
		}
		if ok {
			o.Marks = marks
			found = append(found, o)
		}
	}
	answer(found)
}

func (l *suggestions) show(found []Option) {
	l.found, l.cur, l.first, l.done = found, -1, 0, true
	for i, o := range found {
		if o.Key == l.p.value.Key && o.Key != "" && l.query == "" {
			l.cur = i
		}
	}
	if l.cur < 0 && l.query != "" {
		l.step(1)
	}
	for dir := cmp.Compare(l.ahead, 0); l.ahead != 0; l.ahead -= dir {
		l.step(dir)
	}
	l.keep()
	h := float32(min(max(len(found), 1), optionsMost))*optionRow + 2
	if l.p.Hints || l.p.New != nil {
		h += 30
	}
	w := max(l.p.Width, l.p.box.W)
	for _, o := range found {
		need := Measure(o.Text, Body) + 24
		if o.Icon != "" || o.Person {
			need += 24
		}
		for _, s := range []string{o.Lead, o.Detail, o.Right} {
			if s != "" {
				need += Measure(s, Caption) + 24
			}
		}
		w = max(w, min(need, 520))
	}
	l.hang.resize(w, h)
	l.hang.redraw()
	l.waited()
}

// waited does what the key asked for that was pressed before the suggestions were there.
func (l *suggestions) waited() {
	k, s := l.wait, l.p.owner
	if l.wait = ""; k == "" || s == nil {
		return
	}
	s.event(func() {
		if !l.p.takeKey(k) {
			s.dispatch(k, true)
		}
	})
}

// hold keeps keys of somebody who types faster than the suggestions are found: without it
// Enter would take a suggestion for what was typed before, or none. A second Enter waits
// no longer.
func (l *suggestions) hold(k Key) bool {
	if l.done || l.query == "" || l.wait != "" {
		return false
	}
	switch k {
	case "Down":
		l.ahead++
	case "Up":
		l.ahead--
	case "Enter", "Tab", "Shift+Tab", "Ctrl+Enter", "Ctrl+Shift+Enter":
		l.wait = k
	default:
		return false
	}
	return true
}

func (l *suggestions) step(dir int) {
	n := len(l.found)
	for i := l.cur + dir; i >= 0 && i < n; i += dir {
		if !l.found[i].Head && l.found[i].Why == "" {
			l.cur = i
			break
		}
	}
	l.keep()
}

// keep scrolls so that the current row is seen.
func (l *suggestions) keep() {
	if l.cur < l.first && l.cur >= 0 {
		l.first = l.cur
	}
	if l.cur >= l.first+optionsMost {
		l.first = l.cur - optionsMost + 1
	}
}

func (l *suggestions) key(k Key) bool {
	if l.hold(k) {
		return true
	}
	switch k {
	case "Down":
		l.step(1)
	case "Up":
		l.step(-1)
	case "PgDn":
		for range optionsMost {
			l.step(1)
		}
	case "PgUp":
		for range optionsMost {
			l.step(-1)
		}
	case "Esc":
		l.close()
		return true
	case "Enter":
		if l.cur < 0 || l.cur >= len(l.found) {
			return false
		}
		l.pick(l.cur)
		return true
	case "Tab", "Shift+Tab":
		if l.cur >= 0 && l.cur < len(l.found) && l.query != "" {
			l.pick(l.cur)
			return l.p.ownTab
		}
		l.close()
		return false // and on to the next field
	case "Ctrl+Enter", "Ctrl+Shift+Enter": // what saves takes what stands here
		if l.cur >= 0 && l.cur < len(l.found) && l.query != "" {
			l.pick(l.cur)
		}
		return false
	case "Ctrl+N":
		if l.p.New == nil {
			return false
		}
		q := l.query
		l.close()
		l.p.New(q)
		return true
	default:
		return false
	}
	l.hang.redraw()
	return true
}

func (l *suggestions) pick(i int) {
	o := l.found[i]
	l.close()
	o.Marks = nil
	l.p.take(o)
}

func (l *suggestions) draw(c *Canvas, r Rect) {
	if l.p.Hints || l.p.New != nil {
		foot := r.CutBottom(30)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		row := foot.Pad(10, 1, 10, 0)
		hints := []string{"Enter", word("kit.pick"), "Tab", word("kit.nextCell")}
		if l.p.New != nil {
			hints = append(hints, Key("Ctrl+N").Label(), l.p.NewText)
		}
		c.KeyHints(&row, hints...)
	}
	if len(l.found) == 0 {
		text := word("kit.none")
		if !l.done {
			text = "…"
		}
		c.Text(r.InsetXY(10, 0), text, Second.In(theme.Muted))
		return
	}
	c.Hit("wheel", r, Hit{Wheel: func(p Pointer) bool {
		d := 1
		if p.DY > 0 {
			d = -1
		}
		l.first = min(max(l.first+d, 0), max(len(l.found)-optionsMost, 0))
		return true
	}})
	for i := l.first; i < len(l.found) && i < l.first+optionsMost; i++ {
		l.row(c, r.CutTop(optionRow), i)
	}
}

func (l *suggestions) row(c *Canvas, row Rect, i int) {
	o := &l.found[i]
	if o.Head {
		c.Text(row.InsetXY(10, 0), o.Text, Hint)
		return
	}
	h := Hit{Name: o.Text, Role: RoleItem, Disabled: o.Why, Tap: func() { l.pick(i) }, Move: func(Pointer) {
		if l.cur != i {
			l.cur = i
			l.hang.redraw()
		}
	}}
	c.Hit("option", row, h)
	st := Body.Marked(o.Marks)
	if i == l.cur {
		c.Fill(row, theme.Soft)
	}
	if o.Why != "" {
		st.Color = theme.Muted
	}
	in := row.InsetXY(10, 0)
	if o.Icon != "" {
		c.Icon(in.CutLeft(14), o.Icon, 14, theme.Text2)
		in.CutLeft(7)
	}
	if o.Person {
		c.Person(in.CutLeft(20), o.Text, 20)
		in.CutLeft(6)
	}
	if o.Lead != "" {
		w := max(Measure(o.Lead, Second)+12, 82)
		c.Text(in.CutLeft(w), o.Lead, Second)
	}
	if o.Right != "" {
		c.Text(in.CutRight(max(Measure(o.Right, Body)+1, 90)), o.Right, Body.RightAligned())
		in.CutRight(12)
	}
	if o.Detail != "" {
		d := Hint.RightAligned()
		if o.Tint != theme.None {
			d.Color = o.Tint
		}
		c.Text(in.CutRight(Measure(o.Detail, d)+1), o.Detail, d)
		in.CutRight(10)
	}
	c.Text(in, o.Text, st)
}
