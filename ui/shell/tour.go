package shell

import (
	"image"
	"time"

	"kontor/ui/kit"
)

// Rehearse makes the shell usable without a screen: posts are pumped by the caller, who
// then counts as the main goroutine. It is for the tour, which makes a picture of every
// window.
type Rehearse struct {
	sh   *Shell
	done func()
	w, h float32
}

// NewRehearse starts the shell on a desk, in windows of a size in logical pixels.
func NewRehearse(sh *Shell, w, h float32) *Rehearse {
	r := &Rehearse{sh: sh, done: kit.HoldPosts(), w: w, h: h}
	sh.main = sh.newWindow(false)
	sh.main.layer.SetBounds(w, h)
	return r
}

// First shows the first-start page.
func (r *Rehearse) First() { r.sh.main.showFirst(nil) }

// Desk shows an open company.
func (r *Rehearse) Desk(d *Desk) {
	r.sh.setDesk(d)
	r.Settle()
}

// Area opens an area by its id; false when the person does not see it.
func (r *Rehearse) Area(id string) bool {
	for _, a := range r.sh.visibleAreas() {
		if a.ID == id {
			r.sh.main.openArea(a, Target{})
			r.Settle()
			return true
		}
	}
	return false
}

// Open shows a target.
func (r *Rehearse) Open(t Target) {
	r.sh.main.open(t)
	r.Settle()
}

// Press gives a key to the window, as if the focused surface had left it over.
func (r *Rehearse) Press(k kit.Key) {
	r.sh.main.key(k, false)
	r.Settle()
}

// Palette opens the palette with a text typed into it.
func (r *Rehearse) Palette(text string) {
	r.sh.main.openPalette()
	r.Settle()
	if p := r.sh.main.palette; p != nil {
		p.field.SetText(text)
		p.search()
	}
	r.Settle()
}

// Escape closes what floats.
func (r *Rehearse) Escape() {
	r.sh.main.layer.SetContent(r.sh.main.frame)
	r.sh.main.palOpn = false
	r.Settle()
}

// Settle runs what is posted until nothing comes for a while.
func (r *Rehearse) Settle() {
	const quiet, most = 160 * time.Millisecond, 8 * time.Second
	last := time.Now()
	for end := last.Add(most); time.Now().Before(end) && time.Since(last) < quiet; {
		if kit.Pump() > 0 {
			last = time.Now()
		}
		time.Sleep(4 * time.Millisecond)
	}
}

// Picture paints the main window.
func (r *Rehearse) Picture(scale float32) *image.RGBA {
	r.sh.main.arrange()
	r.Settle()
	return kit.PictureOf(r.sh.main.layer.Object(), r.w, r.h, scale)
}

// End closes the company and gives posts back.
func (r *Rehearse) End() {
	r.sh.Close()
	r.done()
}
