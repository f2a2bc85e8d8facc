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

// Leave closes the company, as leaving it does.
func (r *Rehearse) Leave() { r.sh.closeDesk() }

// Click clicks a part of the page by its id; false when it is not there. On a dialog the
// dialog is meant.
func (r *Rehearse) Click(id string) bool {
	s := r.surface()
	if s == nil {
		return false
	}
	done := s.Click(id)
	r.Settle()
	return done
}

// Type types into the field that has the focus, and Keys presses keys there.
func (r *Rehearse) Type(text string) {
	if s := r.surface(); s != nil {
		s.TypeText(text)
	}
	r.Settle()
}

// Keys presses keys in the page.
func (r *Rehearse) Keys(keys ...kit.Key) {
	for _, k := range keys {
		if s := r.surface(); s == nil || !s.Press(k) {
			r.sh.main.key(k, false)
		}
		r.Settle()
	}
}

// Has tells whether the page shows a part, Until waits for it for some seconds.
func (r *Rehearse) Has(id string) bool {
	s := r.surface()
	if s == nil {
		return false
	}
	_, ok := s.HitRect(id)
	return ok
}

// Until waits until the page shows a part; false when it does not come.
func (r *Rehearse) Until(id string) bool {
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); {
		if r.Has(id) {
			return true
		}
		r.Settle()
	}
	return false
}

// Drop drops files on the page.
func (r *Rehearse) Drop(paths ...string) bool {
	if r.sh.main.cur == nil {
		return false
	}
	d, ok := r.sh.main.cur.page.(kit.Dropper)
	if ok {
		d.DropFiles(paths)
		r.Settle()
	}
	return ok
}

// surface is what the page draws on, laid out as it will be painted.
func (r *Rehearse) surface() *kit.Surface {
	w := r.sh.main
	w.arrange()
	r.Settle()
	if w.cur == nil {
		return nil
	}
	s, ok := w.cur.page.Content().(*kit.Surface)
	if !ok {
		return nil
	}
	s.Flush()
	return s
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
	r.sh.main.palOpn, r.sh.main.failing = false, false
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
