package kit

import (
	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Dialog is a box in the middle of the dimmed window. It is for printing, conflicts and
// what cannot be undone; everything else is a pane or a page. The keyboard is trapped
// inside and goes back where it came from.
type Dialog struct {
	Title string // a question or the object
	Text  string // below the title
	Icon  icons.Name
	Tint  theme.Token // of the icon
	Width float32     // 440 when 0
	// Body draws what stands between text and buttons; Height tells how much room it
	// needs for a width (nil = none). Fields and buttons may stand in it.
	Body   func(c *Canvas, r Rect)
	Height func(width float32) float32
	// Full draws the whole inside itself, with Height for everything (picture 07).
	Full    bool
	Buttons []DialogButton
	// Danger: Enter does not run the primary button and the cancelling one has the focus.
	Danger bool
	// Keys takes keys that nothing in the dialog took.
	Keys     func(k Key, inField bool) bool
	OnCancel func()

	f       *float
	running bool
}

// DialogButton is one of the buttons at the foot.
type DialogButton struct {
	Text   string
	Icon   icons.Name
	Kind   ButtonKind
	Key    Key
	Left   bool // at the left edge
	Cancel bool // runs on Esc
	Reason string
	Run    func() (keepOpen bool)
}

// ShowDialog opens a dialog.
func (l *Layer) ShowDialog(d *Dialog) {
	s := NewSurface(d.draw)
	s.Ground = theme.None
	s.Modal = true
	s.Keys = d.key
	s.Name = d.Title
	d.f = &float{s: s, modal: true, place: func(win Rect) Rect { return win }}
	l.push(d.f, true)
	if d.Danger {
		s.FocusID("cancel", true)
		return
	}
	for i := range s.hits {
		if s.hits[i].field != nil && s.hits[i].focusable() {
			s.FocusID(s.hits[i].id, true)
			return
		}
	}
}

// Close takes the dialog away without running anything.
func (d *Dialog) Close() {
	if d.f != nil && d.f.l != nil {
		d.f.l.drop(d.f)
	}
}

// Redraw shows the dialog anew after its content changed.
func (d *Dialog) Redraw() {
	if d.f != nil {
		d.f.s.Redraw()
	}
}

// Surface is the dialog's surface while it is open.
func (d *Dialog) Surface() *Surface {
	if d.f == nil {
		return nil
	}
	return d.f.s
}

func (d *Dialog) draw(c *Canvas) {
	win := c.Bounds()
	c.Fill(win, theme.Scrim)
	c.Hit("scrim", win, Hit{}) // nothing below gets clicks
	w := d.Width
	if w == 0 {
		w = 440
	}
	w = min(w, win.W-32)
	h := d.height(w)
	r := win.Center(w, min(h, win.H-32))
	c.Shadow(r, theme.RadiusDialog)
	c.Hit("box", r, Hit{})
	d.Draw(c, r)
}

// The distances inside a dialog.
const (
	dialogPad  = 19
	dialogTop  = 15
	dialogHead = 24
	dialogFoot = 50
	dialogGap  = 11 // above the foot
)

// height is the whole height for a width.
func (d *Dialog) height(w float32) float32 {
	if d.Full {
		return d.Height(w)
	}
	h := float32(dialogTop + dialogHead + dialogGap)
	if d.Text != "" {
		h += 2 + ParaHeight(d.Text, Second, w-2*dialogPad-d.indent(), 0)
	}
	if d.Height != nil {
		h += 9 + d.Height(w-2*dialogPad)
	}
	if len(d.Buttons) > 0 {
		h += dialogFoot
	}
	return h
}

func (d *Dialog) indent() float32 {
	if d.Icon != "" {
		return 26
	}
	return 0
}

// Draw draws the box of the dialog into r; ShowDialog does it in the window's middle.
func (d *Dialog) Draw(c *Canvas, r Rect) {
	c.Round(r, theme.RadiusDialog, theme.Content, theme.Line)
	if d.Full {
		d.Body(c, r)
		return
	}
	foot := Rect{}
	in := r
	if len(d.Buttons) > 0 {
		foot = in.CutBottom(dialogFoot)
	}
	in = in.Pad(dialogPad, dialogTop, dialogPad, 0)
	head := in.CutTop(dialogHead)
	if d.Icon != "" {
		c.Icon(head.CutLeft(17), d.Icon, 17, d.Tint)
		head.CutLeft(9)
	}
	c.Text(head, d.Title, Section)
	if d.Text != "" {
		in.CutTop(2)
		in.CutTop(c.Para(in.Pad(d.indent(), 0, 0, 0), d.Text, Second, 0))
	}
	if d.Body != nil {
		in.CutTop(9)
		d.Body(c, in.Pad(0, 0, 0, dialogGap))
	}
	if len(d.Buttons) > 0 {
		c.RoundSome(foot, theme.RadiusDialog, BottomLeft|BottomRight, theme.Sunken, theme.Line)
		c.LineH(foot.X, foot.Y, foot.W, theme.Line)
		d.Foot(c, foot.Pad(dialogPad, 0, dialogPad, 1))
	}
}

// Foot draws the buttons in r, left ones at the left, the others at the right in order.
func (d *Dialog) Foot(c *Canvas, r Rect) {
	for i := range d.Buttons {
		b := &d.Buttons[i]
		if b.Left {
			d.button(c, r.CutLeft(c.ButtonWidth(d.look(b))), i)
			r.CutLeft(8)
		}
	}
	for i := len(d.Buttons) - 1; i >= 0; i-- {
		b := &d.Buttons[i]
		if !b.Left {
			d.button(c, r.CutRight(c.ButtonWidth(d.look(b))), i)
			r.CutRight(8)
		}
	}
}

func (d *Dialog) look(b *DialogButton) Button {
	key := b.Key
	if b.Cancel && key == "" {
		key = "Esc"
	}
	return Button{Text: b.Text, Icon: b.Icon, Kind: b.Kind, Key: key, Disabled: b.Reason}
}

func (d *Dialog) button(c *Canvas, r Rect, i int) {
	b := &d.Buttons[i]
	look := d.look(b)
	look.ID = "button"
	if b.Cancel {
		look.ID = "cancel"
	}
	look.Tap = func() { d.run(i) }
	c.Button(r.MiddleRow(theme.Control), look)
}

func (d *Dialog) run(i int) {
	b := d.Buttons[i]
	if b.Reason != "" || d.running {
		return
	}
	d.running = true
	defer func() { d.running = false }()
	if b.Run != nil && b.Run() {
		d.Redraw()
		return
	}
	if b.Cancel && d.OnCancel != nil {
		d.OnCancel()
	}
	d.Close()
}

func (d *Dialog) key(k Key, inField bool) bool {
	if d.Keys != nil && d.Keys(k, inField) {
		return true
	}
	if k == "Esc" {
		for i, b := range d.Buttons {
			if b.Cancel {
				d.run(i)
				return true
			}
		}
		if d.OnCancel != nil {
			d.OnCancel()
		}
		d.Close()
		return true
	}
	for i, b := range d.Buttons {
		if b.Key == k && k != "" && (!inField || !k.Letter()) {
			d.run(i)
			return true
		}
	}
	if k == "Enter" && !d.Danger && !inField {
		for i := len(d.Buttons) - 1; i >= 0; i-- {
			if d.Buttons[i].Kind == Primary {
				d.run(i)
				return true
			}
		}
	}
	return false
}

// Question is a dialog with a sentence and two or three answers.
type Question struct {
	Title  string
	Text   string
	Danger bool   // the answer destroys something
	Yes    string // a verb, never “OK”
	OnYes  func()
	Other  string // a third way
	OnElse func()
	No     string // Cancel when empty
	OnNo   func()
}

// Dialog makes the dialog of a question.
func (q Question) Dialog() *Dialog {
	d := &Dialog{Title: q.Title, Text: q.Text, Danger: q.Danger, OnCancel: q.OnNo}
	no := q.No
	if no == "" {
		no = word("kit.cancel")
	}
	done := func(fn func()) func() bool {
		return func() bool {
			if fn != nil {
				d.Close()
				fn()
			}
			return false
		}
	}
	if q.Other != "" {
		d.Buttons = append(d.Buttons, DialogButton{Text: q.Other, Kind: Outline, Left: true, Run: done(q.OnElse)})
	}
	kind := Primary
	if q.Danger {
		kind = Danger
	}
	d.Buttons = append(d.Buttons, DialogButton{Text: no, Kind: Outline, Cancel: true},
		DialogButton{Text: q.Yes, Kind: kind, Run: done(q.OnYes)})
	return d
}
