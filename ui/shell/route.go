package shell

import (
	"kontor/app"
	"kontor/ui/kit"
)

// backSteps is how many pages the way back remembers.
const backSteps = 30

// openArea shows a target of an area: its home, kept alive, or a page for one record.
func (w *window) openArea(a Area, t Target) {
	if !a.open(w.sh.desk.Actor) {
		w.sh.report(app.E(app.Denied, "shell.area", "area", "@area."+a.ID))
		return
	}
	if t.Kind == "" && w.cur != nil && w.cur.area.ID == a.ID && w.cur.home {
		w.cur.page.Focus()
		return
	}
	w.leave(func() { w.enter(a, t) })
}

func (w *window) enter(a Area, t Target) {
	if home := w.areas[a.ID]; home != nil {
		if t.Kind == "" {
			w.to(home)
			return
		}
		if o, ok := home.page.(Opener); ok && o.OpenTarget(t) {
			w.to(home)
			return
		}
	}
	s := w.build(a, t)
	if s == nil {
		return
	}
	if t.Kind == "" {
		s.home = true
		w.areas[a.ID] = s
		w.goOn(s)
	}
	w.to(s)
}

// build makes a page with a host of its own.
func (w *window) build(a Area, t Target) *slot {
	h := newHost(w)
	page := a.Build(h, t)
	if page == nil {
		h.end()
		w.sh.report(app.E(app.NotFound, "shell.no_page", "kind", t.Kind))
		return nil
	}
	s := &slot{area: a, target: t, page: page, host: h}
	h.slot = s
	if o, ok := page.(Opener); ok && t.Kind != "" && o.OpenTarget(t) {
		s.home, s.target = true, Target{}
		w.areas[a.ID] = s
	}
	return s
}

func (s *slot) close() {
	s.page.Close()
	s.host.end()
}

// to shows a page and remembers the one before for the way back.
func (w *window) to(s *slot) {
	if w.cur == s {
		w.arrange()
		s.page.Focus()
		return
	}
	if w.cur != nil {
		w.back = append(w.back, w.cur)
		if len(w.back) > backSteps {
			w.forget(&w.back, 0)
		}
	}
	for len(w.ahead) > 0 {
		w.forget(&w.ahead, 0)
	}
	w.present(s)
}

// forget drops a remembered page and closes it when nothing else shows it.
func (w *window) forget(list *[]*slot, i int) {
	s := (*list)[i]
	*list = append((*list)[:i:i], (*list)[i+1:]...)
	if s.home || s == w.cur {
		return
	}
	for _, o := range w.slots() {
		if o == s {
			return
		}
	}
	s.close()
}

func (w *window) present(s *slot) {
	w.cur = s
	if !w.detached {
		w.sh.p.Prefs.Set("area", s.area.ID)
	}
	w.arrange()
	s.page.Focus()
}

// goBack and goAhead walk the remembered pages.
func (w *window) goBack() { w.walk(&w.back, &w.ahead) }

func (w *window) goAhead() { w.walk(&w.ahead, &w.back) }

func (w *window) walk(from, into *[]*slot) {
	if len(*from) == 0 {
		return
	}
	w.leave(func() {
		s := (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
		if w.cur != nil {
			*into = append(*into, w.cur)
		}
		w.present(s)
	})
}

// closePage leaves a page for good and goes back to where one came from.
func (w *window) closePage(s *slot) {
	if w.cur != s {
		return
	}
	if w.detached {
		w.close()
		return
	}
	var to *slot
	for to == nil && len(w.back) > 0 {
		to = w.back[len(w.back)-1]
		w.back = w.back[:len(w.back)-1]
		if to == s {
			to = nil
		}
	}
	if to == nil {
		to = w.areas[s.area.ID]
	}
	if to == nil || to == s {
		to = w.build(s.area, Target{})
		if to == nil {
			return
		}
		to.home = true
		w.areas[s.area.ID] = to
	}
	w.present(to)
	if !s.home {
		s.close()
	}
}

// open finds the area that shows a kind of record and opens it there.
func (w *window) open(t Target) {
	if w.sh.desk == nil {
		return
	}
	if show := w.sh.desk.Dialogs[t.Kind]; show != nil && w.cur != nil {
		show(w.cur.host, t)
		return
	}
	for _, a := range w.sh.desk.Areas {
		for _, k := range a.Kinds {
			if k == t.Kind {
				w.openArea(a, t)
				return
			}
		}
	}
	w.sh.report(app.E(app.NotFound, "shell.no_page", "kind", t.Kind))
}

// detach moves the current page into a window of its own; closing that brings nothing
// back, since the area's home is still here.
func (w *window) detach(s *slot) {
	n := w.sh.newWindow(true)
	w.sh.others = append(w.sh.others, n)
	state := s.page.Save()
	moved := n.build(s.area, s.target)
	if moved == nil {
		n.close()
		return
	}
	if moved.home = s.home; s.home {
		n.areas[s.area.ID] = moved // it is kept when the window closes
	}
	n.present(moved)
	moved.page.Restore(state)
	n.size()
	n.show()
	if !w.detached && !s.home {
		w.closePage(s)
	}
}

// detachArea opens an area in its own window (Alt+Shift+1…5).
func (w *window) detachArea(a Area) {
	n := w.sh.newWindow(true)
	w.sh.others = append(w.sh.others, n)
	s := n.build(a, Target{})
	if s == nil {
		n.close()
		return
	}
	s.home = true
	n.areas[a.ID] = s
	n.goOn(s)
	n.present(s)
	n.size()
	n.show()
}

// commands are the current page's.
func (w *window) commands() []kit.Command {
	if w.cur == nil || w.blank != nil {
		return nil
	}
	return w.cur.page.Commands()
}
