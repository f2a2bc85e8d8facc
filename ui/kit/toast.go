package kit

import (
	"time"

	"fyne.io/fyne/v2"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// ToastTime is how long a toast stays and its undo is offered.
const ToastTime = 10 * time.Second

type toast struct {
	s      *Surface
	text   string
	icon   icons.Name
	action string
	run    func()
	cancel func()
	w, h   float32
}

// ToastSpec is what a toast shows.
type ToastSpec struct {
	Text   string
	Icon   icons.Name // a tick when empty
	Action string     // 撤销, with Key
	Key    Key
	Run    func()
}

// Toast shows a short message at the bottom for 10 s, the third takes the place of the
// first. It never takes the keyboard.
func (l *Layer) Toast(spec ToastSpec) {
	t := &toast{text: spec.Text, icon: spec.Icon, action: spec.Action, run: spec.Run}
	if t.icon == "" {
		t.icon = icons.Check
	}
	if t.action != "" && spec.Key != "" {
		t.action += " " + spec.Key.Label()
	}
	t.w = min(max(Measure(t.text, Body)+Measure(t.action, Strong)+130, 300), 560)
	room := toastRoom(Rect{W: t.w}, t.action)
	t.h = max(toastHeight, ParaHeight(t.text, Body, room.W, toastLines)+18)
	stays := ToastTime
	if t.h > toastHeight {
		stays += ToastTime // there is more to read: why, and what to do
	}
	t.s = NewSurface(func(c *Canvas) { l.drawToast(c, t) })
	t.s.Ground = theme.None
	t.s.NoFocus = true
	t.s.layer = l
	if len(l.toasts) == 2 {
		l.dropToast(l.toasts[0])
	}
	l.toasts = append(l.toasts, t)
	t.cancel = After(stays, func() { l.dropToast(t) })
	l.arrange()
}

// EndOffers takes away the toasts that offer something: what they offered was just done
// another way (Ctrl+Z), and would now undo what came before it.
func (l *Layer) EndOffers() {
	for i := len(l.toasts) - 1; i >= 0; i-- {
		if l.toasts[i].run != nil {
			l.dropToast(l.toasts[i])
		}
	}
}

func (l *Layer) dropToast(t *toast) {
	for i, o := range l.toasts {
		if o == t {
			t.cancel()
			l.toasts = append(l.toasts[:i:i], l.toasts[i+1:]...)
			l.arrange()
			return
		}
	}
}

// toastHeight is that of one line; a longer text takes some more.
const toastHeight, toastLines = 38, 5

func (l *Layer) layToasts(win Rect) {
	z := theme.Zoom()
	y := win.Bottom() - theme.StatusBar - 16
	for i := len(l.toasts) - 1; i >= 0; i-- {
		t := l.toasts[i]
		y -= t.h
		r := Rect{(win.W - t.w) / 2, y, t.w, t.h}.Grow(shadowRoom)
		t.s.Move(fyne.NewPos(r.X*z, r.Y*z))
		t.s.Resize(fyne.NewSize(r.W*z, r.H*z))
		y -= 8
	}
}

func (l *Layer) drawToast(c *Canvas, t *toast) {
	r := c.Bounds().Inset(shadowRoom)
	c.Shadow(r, theme.RadiusPanel)
	c.ToastBox(r, ToastBox{Icon: t.icon, Text: t.text, Action: t.action, Close: func() { l.dropToast(t) }, Run: func() {
		l.dropToast(t)
		if t.run != nil {
			t.run()
		}
	}})
}

// ToastBox is the look of a toast.
type ToastBox struct {
	Icon   icons.Name
	Text   string
	Action string
	Run    func()
	Close  func()
}

// ToastBox draws a toast without floating it.
func (c *Canvas) ToastBox(r Rect, t ToastBox) {
	c.Round(r, theme.RadiusPanel, theme.Toast, theme.None)
	in := toastRoom(r, t.Action)
	c.Icon(Rect{r.X + 13, r.Y, 14, r.H}, t.Icon, 14, theme.OnToast)
	x := Rect{r.Right() - 27, r.Y, 22, r.H}
	st := c.Hit("toast.close", x.MiddleRow(24), Hit{Name: word("kit.close"), Role: RoleButton, Cursor: Hand, Tap: t.Close})
	col := theme.OnToast
	if st.Hover {
		col = theme.ToastLink
	}
	c.Icon(x, icons.X, 12, col)
	if t.Action != "" {
		a := Rect{in.Right() + 8, r.Y, Measure(t.Action, Strong) + 12, r.H}
		c.Hit("toast.action", a.MiddleRow(28), Hit{Name: t.Action, Role: RoleLink, Cursor: Hand, Tap: t.Run})
		c.Text(a, t.Action, Strong.In(theme.ToastLink).Centered())
	}
	if r.H <= toastHeight {
		c.Text(in, t.Text, Body.In(theme.OnToast))
		return
	}
	in.CutTop((r.H - ParaHeight(t.Text, Body, in.W, toastLines)) / 2)
	c.Para(in, t.Text, Body.In(theme.OnToast), toastLines)
}

// toastRoom is where the text of a toast stands, between icon, action and cross.
func toastRoom(r Rect, action string) Rect {
	in := r.Pad(37, 0, 27, 0)
	if action != "" {
		in.CutRight(Measure(action, Strong) + 26)
	}
	return in
}
