package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kontor/ui/theme"
)

// float is one floating thing.
type float struct {
	l       *Layer
	s       *Surface
	catcher *catcher            // takes clicks beside it
	place   func(win Rect) Rect // where it lies in the window
	modal   bool
	back    focusMemory
	closed  func()
}

func (f *float) lay(win Rect) {
	z := theme.Zoom()
	r := f.place(win)
	f.s.Move(fyne.NewPos(r.X*z, r.Y*z))
	f.s.Resize(fyne.NewSize(r.W*z, r.H*z))
}

// catcher is an invisible sheet over the window that closes a menu when clicked.
type catcher struct {
	widget.BaseWidget
	tapped func()
}

func newCatcher(tapped func()) *catcher {
	c := &catcher{tapped: tapped}
	c.ExtendBaseWidget(c)
	return c
}

func (c *catcher) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

func (c *catcher) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (c *catcher) MouseDown(*desktop.MouseEvent) { c.tapped() }

func (c *catcher) MouseUp(*desktop.MouseEvent) {}

func (c *catcher) MouseIn(*desktop.MouseEvent) {}

func (c *catcher) MouseMoved(*desktop.MouseEvent) {}

func (c *catcher) MouseOut() {}

func (c *catcher) Scrolled(*fyne.ScrollEvent) {}

func (c *catcher) TappedSecondary(*fyne.PointEvent) {}

// shadowRoom is the room a floating surface leaves around its box for the shadow.
const shadowRoom = 26

// hang is a box of the given size below anchor (window coordinates), above it when
// there is more room, kept inside the window.
func hang(win, anchor Rect, w, h float32) Rect {
	x := min(anchor.X, win.Right()-w-8)
	x = max(x, 8)
	y := anchor.Bottom() + 2
	if y+h > win.Bottom()-8 {
		if above := anchor.Y - h - 2; above >= 8 {
			y = above
		} else {
			y = max(win.Bottom()-8-h, 8)
		}
	}
	return Rect{x, y, w, h}
}
