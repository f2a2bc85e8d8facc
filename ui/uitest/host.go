// Package uitest stands in for the window around a page in tests: it answers what pages
// ask of their host, runs their goroutines at once, and remembers what they wanted.
package uitest

import (
	"context"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// Opened is a record that a page asked to show, or to begin (New).
type Opened struct {
	Kind string
	ID   int64
	New  bool
	Args map[string]string
}

// Host is a kit.Host.
type Host struct {
	Tongue   *tr.Tongue
	Clock    app.Clock
	InZone   *time.Location
	Ctx      context.Context
	Layer    *kit.Layer
	Opened   []Opened
	Toasts   []string
	Undo     func()
	Errors   []error
	Noted    []error
	Closed   bool
	Detached bool
	StatusIs string
	Counts   map[string]int
	Settings map[string]string
	Menu     *kit.Menu
	Dialog   *kit.Dialog
	Question *kit.Question
	Clip     string
	Pick     string // the file that the next file dialog answers
	Files    []kit.FileRequest

	ears   []ear
	cancel context.CancelFunc
}

type ear struct {
	fn    func(string, int64)
	kinds []string
}

// New makes a host for the acting person of ctx and puts posts under the test's control:
// call Pump after what runs in the background.
func New(tb testing.TB, ctx context.Context, clock app.Clock, bus *effect.Bus) *Host {
	tb.Helper()
	restore := kit.HoldPosts()
	h := &Host{Tongue: tr.In("zh"), Clock: clock, InZone: time.FixedZone("CST", 8*3600), Settings: map[string]string{}, Counts: map[string]int{}}
	h.Ctx, h.cancel = context.WithCancel(ctx)
	stop := func() {}
	if bus != nil {
		stop = bus.Listen(func(n effect.Notice) { kit.Post(func() { h.hear(n) }) })
	}
	after := kit.After
	kit.After = func(d time.Duration, fn func()) func() {
		if d >= 5*time.Second {
			return func() {} // toasts stay to be looked at
		}
		dead := false
		kit.Post(func() {
			if !dead {
				fn()
			}
		})
		return func() { dead = true }
	}
	tb.Cleanup(func() { stop(); h.cancel(); kit.After = after; restore() })
	return h
}

func (h *Host) hear(n effect.Notice) {
	for _, e := range h.ears {
		for _, k := range e.kinds {
			if k == n.Kind {
				e.fn(n.Kind, n.ID)
			}
		}
	}
}

// Settle runs everything that waits, and what that brings about, until nothing is left.
func (h *Host) Settle() {
	for range 100 {
		if kit.Pump() == 0 {
			return
		}
	}
}

// Open remembers the wish.
func (h *Host) Open(kind string, id int64, args map[string]string) {
	h.Opened = append(h.Opened, Opened{Kind: kind, ID: id, Args: args})
}

// New remembers the wish.
func (h *Host) New(kind string, args map[string]string) {
	h.Opened = append(h.Opened, Opened{Kind: kind, New: true, Args: args})
}

// The rest of kit.Host.

func (h *Host) Close()  { h.Closed = true }
func (h *Host) Detach() { h.Detached = true }
func (h *Host) Report(err error) {
	if err != nil && h.Ctx.Err() == nil {
		h.Errors = append(h.Errors, err)
	}
}

// Note remembers what the page itself shows.
func (h *Host) Note(err error) { h.Noted = append(h.Noted, err) }

func (h *Host) Toast(text string, undo func()) {
	h.Toasts, h.Undo = append(h.Toasts, text), undo
	if h.Layer != nil {
		spec := kit.ToastSpec{Text: text}
		if undo != nil {
			spec.Action, spec.Key, spec.Run = h.T("shell.undo"), "Ctrl+Z", undo
		}
		h.Layer.Toast(spec)
	}
}

func (h *Host) ShowDialog(d *kit.Dialog) {
	h.Dialog = d
	if h.Layer != nil {
		h.Layer.ShowDialog(d)
	}
}

func (h *Host) ShowMenu(m kit.Menu) {
	h.Menu = &m
	if h.Layer != nil {
		h.Layer.ShowMenu(m)
	}
}

func (h *Host) Ask(q kit.Question) {
	h.Question = &q
	if h.Layer != nil {
		h.Layer.ShowDialog(q.Dialog())
	}
}
func (h *Host) T(key string, args ...any) string { return h.Tongue.T(key, args...) }
func (h *Host) Lang() string                     { return h.Tongue.Lang }
func (h *Host) ErrorText(err error) string       { return h.Tongue.Error(err) }
func (h *Host) Now() time.Time                   { return h.Clock.Now() }
func (h *Host) Today() calendar.Date             { return calendar.On(h.Clock.Now(), h.InZone) }
func (h *Host) Zone() *time.Location             { return h.InZone }
func (h *Host) Actor() *identity.Actor {
	a, err := identity.From(h.Ctx)
	if err != nil {
		panic(err) // a test without an actor
	}
	return a
}

func (h *Host) Changed(fn func(string, int64), kinds ...string) func() {
	h.ears = append(h.ears, ear{fn, kinds})
	i := len(h.ears) - 1
	return func() { h.ears[i].kinds = nil }
}
func (h *Host) Status(text string)                            { h.StatusIs = text }
func (h *Host) SetCount(area string, n int)                   { h.Counts[area] = n }
func (h *Host) Refresh()                                      {}
func (h *Host) OpenFile(string)                               {}
func (h *Host) Clipboard() string                             { return h.Clip }
func (h *Host) SetClipboard(text string)                      { h.Clip = text }
func (h *Host) Context() context.Context                      { return h.Ctx }
func (h *Host) Setting(key string) string                     { return h.Settings[key] }
func (h *Host) SetSetting(key, value string)                  { h.Settings[key] = value }
func (h *Host) Post(fn func())                                { kit.Post(fn) }
func (h *Host) Go(fn func(context.Context))                   { fn(h.Ctx) }
func (h *Host) PickFile(r kit.FileRequest, then func(string)) { h.file(r, then) }
func (h *Host) SaveFile(r kit.FileRequest, then func(string)) { h.file(r, then) }

func (h *Host) file(r kit.FileRequest, then func(string)) {
	h.Files = append(h.Files, r)
	if h.Pick != "" {
		then(h.Pick)
	}
}

var _ kit.Host = (*Host)(nil)
