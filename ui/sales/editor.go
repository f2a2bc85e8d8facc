package sales

import (
	"context"
	"time"

	"kontor/app/entity"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/ui/kit"
	"kontor/ui/records"
)

const (
	undoSteps  = 100
	draftDelay = 2 * time.Second
)

// editor holds a document while it is edited: as typed, as saved, the steps back, and a
// copy of unsaved work on this machine.
type editor[T any] struct {
	host   kit.Host
	typ    *entity.Type
	svc    Keeper[T]
	figure func(rec *T, home string) (money.Totals, error)
	// follow, when set, brings the rest of the document in step with a change.
	follow func(was, now *T)
	// shown is called after every change of the document.
	shown func()

	rec, base  *T // as typed, as saved
	home       string
	totals     money.Totals
	wrong      error // why it cannot be worked out
	undo, redo []*T
	last       string
	dirty      []string // what differs from what is saved, in words
	saving     bool
	keeping    func()     // cancels the draft that is due
	left       []*kept[T] // unsaved work of earlier times, the newest first
	slot       string     // where the draft of a new document is kept
	changes    int        // counts changes, for previews
}

func (e *editor[T]) head() *entity.Head { return entity.HeadOf(e.rec) }

func (e *editor[T]) copyOf(rec *T) *T { return e.typ.Copy(rec).(*T) }

// show takes a record as it is saved; a new one has no version.
func (e *editor[T]) show(rec *T) {
	e.rec, e.base = rec, e.copyOf(rec)
	e.undo, e.redo, e.last = nil, nil, ""
	e.work()
	if e.fresh() { // what the program filled in is not a change of the user
		e.base = e.copyOf(e.rec)
	}
	e.compare()
}

// fresh tells whether the document was never saved.
func (e *editor[T]) fresh() bool { return entity.HeadOf(e.rec).ID == 0 }

// edit changes the document; edits of the same thing one after another are one step back.
func (e *editor[T]) edit(what string, fn func(rec *T)) {
	if what == "" || what != e.last {
		e.undo = append(e.undo, e.copyOf(e.rec))
		if len(e.undo) > undoSteps {
			e.undo = e.undo[1:]
		}
	}
	e.last, e.redo = what, nil
	was := e.rec
	if e.follow != nil {
		was = e.copyOf(e.rec)
	}
	fn(e.rec)
	if e.follow != nil {
		e.follow(was, e.rec)
	}
	e.changed()
}

func (e *editor[T]) changed() {
	e.changes++
	e.work()
	e.compare()
	e.keepSoon()
	e.shown()
}

// work works the document out; the amounts are sales' own.
func (e *editor[T]) work() { e.totals, e.wrong = e.figure(e.rec, e.home) }

// back goes one step back, forth one forward.
func (e *editor[T]) back() bool { return e.step(&e.undo, &e.redo) }

func (e *editor[T]) forth() bool { return e.step(&e.redo, &e.undo) }

func (e *editor[T]) step(from, into *[]*T) bool {
	n := len(*from)
	if n == 0 {
		return false
	}
	*into = append(*into, e.copyOf(e.rec))
	rec := (*from)[n-1]
	*from = (*from)[:n-1]
	h := *e.head() // the record on the disk stays the one it is
	e.rec = rec
	entity.HeadOf(rec).Version, entity.HeadOf(rec).ID = h.Version, h.ID
	e.last = ""
	e.changed()
	return true
}

// compare lists what is not saved: fields by label, lines by number.
func (e *editor[T]) compare() {
	e.dirty = e.dirty[:0]
	for _, d := range e.typ.Compare(e.base, e.rec) {
		if f := e.typ.Field(d.Key); !f.IsComputed && (!f.IsHead || f.Kind == entity.KindRef) {
			e.dirty = append(e.dirty, records.Label(e.host, f))
		}
	}
	for _, kid := range e.typ.Kids {
		was, is := kid.All(e.base), kid.All(e.rec)
		for i := range max(len(was), len(is)) {
			if i >= len(was) || i >= len(is) || lineDiffers(kid, was[i], is[i]) {
				e.dirty = append(e.dirty, e.host.T("saleswindow.line", "n", i+1))
			}
		}
	}
}

func lineDiffers(kid *entity.Child, a, b any) bool {
	for _, d := range kid.Compare(a, b) {
		if f := kid.Field(d.Key); !f.IsHead && !f.IsComputed && d.Key != "pos" {
			return true
		}
	}
	return false
}

// unsaved tells whether something would be lost.
func (e *editor[T]) unsaved() bool { return e.rec != nil && len(e.dirty) > 0 }

// unsavedText is what the header says of unsaved changes.
func (e *editor[T]) unsavedText() string {
	if len(e.dirty) == 0 {
		return ""
	}
	list := e.dirty
	if len(list) > 3 {
		list = list[:3]
	}
	text := ""
	for i, s := range list {
		if i > 0 {
			text += e.host.T("records.comma")
		}
		text += s
	}
	if len(e.dirty) > len(list) {
		text += "…"
	}
	return e.host.T("saleswindow.unsaved", "n", len(e.dirty), "what", text)
}

// write puts what was typed into the record as it is stored: every field that people
// write, and the lines. Computed fields stay the service's.
func (e *editor[T]) write(into, from *T) {
	for _, f := range e.typ.Fields() {
		if f.Store == entity.InSummary || f.IsComputed || f.IsHead && f.Kind != entity.KindRef {
			continue
		}
		f.Set(into, f.Get(from))
	}
	source := e.copyOf(from)
	for _, kid := range e.typ.Kids {
		kid.Replace(into, kid.All(source))
	}
}

// save saves the document; then is called when it is safe.
func (e *editor[T]) save(then func()) {
	if e.saving {
		return
	}
	if e.wrong != nil {
		e.host.Report(e.wrong)
		return
	}
	e.saving = true
	rec := e.copyOf(e.rec)
	h := entity.HeadOf(rec)
	id, version, at := h.ID, h.Version, e.changes
	e.host.Go(func(ctx context.Context) {
		var out *T
		var err error
		if id == 0 {
			err, out = e.svc.Create(ctx, rec), rec
		} else {
			out, err = e.svc.Update(ctx, id, version, func(stored *T) error { e.write(stored, rec); return nil })
		}
		e.host.Post(func() {
			e.saving = false
			if err != nil {
				e.refused(err, then)
				return
			}
			e.saved(out, at)
			if then != nil {
				then()
			}
		})
	})
}

// saved takes what was stored; what was typed meanwhile stays and is unsaved.
func (e *editor[T]) saved(out *T, at int) {
	e.forget()
	if e.changes == at {
		e.rec = e.copyOf(out)
	} else {
		*entity.HeadOf(e.rec) = *entity.HeadOf(out)
	}
	e.base = e.copyOf(out)
	e.last = ""
	e.forget()
	e.work()
	e.compare()
	e.shown()
}

// refused explains why nothing was saved; a clash with somebody else's changes is solved
// field by field.
func (e *editor[T]) refused(err error, then func()) {
	if clashes := record.Clashes(err); len(clashes) > 0 {
		e.solve(err, clashes, then)
		return
	}
	e.host.Report(err)
	e.shown()
}

// leave asks before unsaved work is lost.
func (e *editor[T]) leave(save func(then func()), proceed func()) {
	if !e.unsaved() {
		if e.fresh() || len(e.left) == 0 { // work of an earlier time that nobody decided about stays
			e.forget()
		}
		proceed()
		return
	}
	t := e.host.T
	e.host.Ask(kit.Question{
		Title: t("saleswindow.leave"), Text: e.unsavedText(), Yes: t("records.save"), OnYes: func() { save(proceed) },
		Other: t("records.discard_do"), OnElse: func() {
			e.forget()
			e.rec = e.copyOf(e.base)
			e.compare()
			proceed()
		},
	})
}
