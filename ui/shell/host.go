package shell

import (
	"context"
	"errors"
	"maps"
	"time"

	"fyne.io/fyne/v2"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/ui/kit"
)

// host is the Host of one page.
type host struct {
	w      *window
	slot   *slot
	ctx    context.Context
	cancel context.CancelFunc
	ears   map[int]ear
	next   int
	ended  bool
	status string
}

type ear struct {
	kinds []string
	fn    func(kind string, id int64)
}

func newHost(w *window) *host {
	h := &host{w: w, ears: map[int]ear{}}
	h.ctx, h.cancel = context.WithCancel(w.sh.desk.Ctx)
	w.sh.hosts[h] = true
	return h
}

func (h *host) end() {
	h.ended = true
	h.cancel()
	h.ears = nil
	delete(h.w.sh.hosts, h)
}

func (h *host) Open(kind string, id int64, args map[string]string) {
	h.w.open(Target{Kind: kind, ID: id, Args: args})
}

func (h *host) New(kind string, args map[string]string) {
	h.w.open(Target{Kind: kind, New: true, Args: args})
}

func (h *host) Close() {
	if h.slot != nil {
		h.w.closePage(h.slot)
	}
}

func (h *host) Detach() {
	if h.slot != nil {
		h.w.detach(h.slot)
	}
}

func (h *host) Report(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	h.w.report(err)
}

func (h *host) Note(err error) { h.w.note(err) }

func (h *host) Toast(text string, undo func()) {
	spec := kit.ToastSpec{Text: text}
	if undo != nil {
		spec.Action, spec.Key, spec.Run = h.T("shell.undo"), "Ctrl+Z", undo
	}
	h.w.layer.Toast(spec)
}

func (h *host) ShowDialog(d *kit.Dialog)   { h.w.layer.ShowDialog(d) }
func (h *host) ShowMenu(m kit.Menu)        { h.w.layer.ShowMenu(m) }
func (h *host) Ask(q kit.Question)         { h.w.layer.ShowDialog(q.Dialog()) }
func (h *host) Lang() string               { return h.w.sh.tongue.Lang }
func (h *host) ErrorText(err error) string { return h.w.sh.tongue.Error(err) }

func (h *host) T(key string, args ...any) string { return h.w.sh.tongue.T(key, args...) }

func (h *host) Now() time.Time         { return h.w.sh.desk.Clock.Now() }
func (h *host) Today() calendar.Date   { return h.w.sh.today() }
func (h *host) Zone() *time.Location   { return h.w.sh.desk.Zone }
func (h *host) Actor() *identity.Actor { return h.w.sh.desk.Actor }

func (h *host) Changed(fn func(kind string, id int64), kinds ...string) func() {
	if h.ended {
		return func() {}
	}
	h.next++
	n := h.next
	h.ears[n] = ear{kinds, fn}
	return func() { delete(h.ears, n) }
}

func (h *host) Status(text string) {
	h.status = text
	h.w.status.Redraw()
}

func (h *host) SetCount(area string, n int) {
	if h.w.sh.counts[area] != n {
		h.w.sh.counts[area] = n
		h.w.sh.redrawFrames()
	}
}

func (h *host) Refresh() {
	h.w.title()
	h.w.status.Redraw()
	h.w.top.Redraw()
}

func (h *host) PickFile(r kit.FileRequest, then func(string)) { h.file(r, false, then) }

func (h *host) SaveFile(r kit.FileRequest, then func(string)) { h.file(r, true, then) }

func (h *host) file(r kit.FileRequest, save bool, then func(string)) {
	h.w.chooseFile(r, save, func(path string) {
		if !h.ended {
			then(path)
		}
	})
}

// chooseFile shows the system's dialog, or our own where there is none. The function is
// called on the main goroutine with a path, and not at all when the user cancels.
func (w *window) chooseFile(r kit.FileRequest, save bool, then func(path string)) {
	n := w.sh.p.Native
	if n == nil {
		w.askPath(r, save, then)
		return
	}
	done := func(path string, err error) {
		kit.Post(func() {
			switch {
			case err != nil:
				w.sh.log().Info("no file dialog of the system", "err", err)
				w.askPath(r, save, then)
			case path != "":
				then(path)
			}
		})
	}
	go func() {
		if save {
			n.SaveFile(r, done)
			return
		}
		n.PickFile(r, done)
	}()
}

func (h *host) OpenFile(path string) {
	n := h.w.sh.p.Native
	if n == nil {
		return
	}
	h.Go(func(context.Context) {
		if err := n.OpenFile(path); err != nil {
			h.Post(func() { h.Report(app.E(app.Internal, "shell.open_file", "file", path).Because(err)) })
		}
	})
}

func (h *host) Clipboard() string { return fyne.CurrentApp().Clipboard().Content() }

func (h *host) SetClipboard(text string) { fyne.CurrentApp().Clipboard().SetContent(text) }

func (h *host) Context() context.Context { return h.ctx }

func (h *host) Go(fn func(ctx context.Context)) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				h.w.sh.log().Error("page goroutine failed", "panic", panicText(r))
				h.Post(func() { h.Report(errPanic) })
			}
		}()
		fn(h.ctx)
	}()
}

func (h *host) Post(fn func()) {
	kit.Post(func() {
		if !h.ended {
			fn()
		}
	})
}

func (h *host) Setting(key string) string    { return h.w.sh.p.Prefs.Get(h.pref(key)) }
func (h *host) SetSetting(key, value string) { h.w.sh.p.Prefs.Set(h.pref(key), value) }
func (h *host) pref(key string) string {
	if h.w.sh.desk == nil {
		return "page." + key
	}
	return "page." + h.w.sh.desk.Actor.Name + "." + key
}

var errPanic = app.E(app.Internal, "internal")

// hear takes a notice of a saved record on the saver's goroutine and hands it to the
// pages once per record and frame.
func (sh *Shell) hear(n effect.Notice) {
	sh.heard.Lock()
	first := len(sh.pending) == 0
	sh.pending[noticeKey{n.Kind, n.ID}] = true
	sh.heard.Unlock()
	if first {
		kit.Post(sh.tell)
	}
}

func (sh *Shell) tell() {
	sh.heard.Lock()
	list := sh.pending
	sh.pending = map[noticeKey]bool{}
	sh.heard.Unlock()
	for h := range sh.hosts {
		for _, e := range h.ears {
			for n := range list {
				if contains(e.kinds, n.kind) || len(e.kinds) == 0 {
					e.fn(n.kind, n.id)
				}
			}
		}
	}
	sh.refreshCounts()
}

// refreshCounts asks for the red numbers of the rail anew.
func (sh *Shell) refreshCounts() {
	d := sh.desk
	if d == nil || d.Counts == nil {
		return
	}
	go func() {
		counts := d.Counts(d.Ctx)
		kit.Post(func() {
			if sh.desk == d && counts != nil {
				maps.Copy(sh.counts, counts) // pages count what only they know
				sh.redrawFrames()
			}
		})
	}()
}

func (sh *Shell) redrawFrames() {
	for _, w := range sh.windows() {
		w.rail.Redraw()
		w.top.Redraw()
		w.status.Redraw()
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
