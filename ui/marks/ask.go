// Package marks is how records of any kind are marked and found again: the question which
// mark to put on what is chosen, and the page that lists what carries a mark.
package marks

import (
	"context"
	"strings"

	"kontor/app/mark"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Service is what the windows ask.
type Service interface {
	List(ctx context.Context) ([]mark.Row, error)
	Save(ctx context.Context, id int64, name string, shared bool) (int64, error)
	Delete(ctx context.Context, id int64) error
	Put(ctx context.Context, id int64, kind string, records []int64) (int, error)
	Take(ctx context.Context, id int64, kind string, records []int64) error
	Of(ctx context.Context, kind string, rec int64) (map[int64]bool, error)
	Records(ctx context.Context, id int64) ([]mark.Group, error)
}

// Chosen are the records to be marked.
type Chosen struct {
	Kind string
	IDs  []int64
}

// ask is the question which marks the chosen records carry.
type ask struct {
	host   kit.Host
	svc    Service
	of     Chosen
	rows   []mark.Row
	on     map[int64]bool // carried by the one record; for several: put now
	name   *kit.Field
	shared bool
	busy   bool
	d      *kit.Dialog
}

// Ask opens the question. A tick puts a mark on the records at once, taking it away takes
// it off; a name typed below makes a mark and puts it on.
func Ask(h kit.Host, svc Service, of Chosen) {
	t := h.T
	a := &ask{host: h, svc: svc, of: of, on: map[int64]bool{}, name: kit.NewField(t("marks.new"))}
	a.name.Placeholder, a.name.Keys = t("marks.new_hint"), "Ctrl+Enter"
	a.name.OnKey = func(k kit.Key) bool {
		if k == "Enter" || k == "Ctrl+Enter" {
			a.create()
			return true
		}
		return false
	}
	a.d = &kit.Dialog{
		Title: t("marks.title"), Text: t("marks.chosen", "n", len(of.IDs), "kind", t(of.Kind+".many")), Width: 400, Height: a.height, Body: a.draw,
		Buttons: []kit.DialogButton{{Text: t("marks.show"), Left: true, Run: func() bool { h.Open(mark.Marks, 0, nil); return false }}, {Text: t("kit.close"), Cancel: true}},
	}
	h.ShowDialog(a.d)
	a.load()
	a.name.Focus()
}

func (a *ask) load() {
	of := a.of
	a.host.Go(func(ctx context.Context) {
		rows, err := a.svc.List(ctx)
		on := map[int64]bool{}
		if err == nil && len(of.IDs) == 1 {
			on, err = a.svc.Of(ctx, of.Kind, of.IDs[0])
		}
		a.host.Post(func() {
			a.host.Report(err)
			if err == nil {
				a.rows = rows
				for id := range on {
					a.on[id] = true
				}
			}
			a.d.Redraw()
		})
	})
}

const row, most = 30, 9

func (a *ask) height(float32) float32 {
	h := float32(min(len(a.rows), most)*row) + 44 + 30
	if a.name.Err != "" {
		h += 20
	}
	return h
}

func (a *ask) draw(c *kit.Canvas, r kit.Rect) {
	t := a.host.T
	c.Scroll("marks", r.CutTop(float32(min(len(a.rows), most)*row)), float32(len(a.rows)*row), func(body kit.Rect) {
		for _, m := range a.rows {
			line := body.CutTop(row)
			note := t("marks.count", "n", m.Count)
			if m.Shared {
				note = t("marks.shared_word") + " · " + note
			}
			c.Text(line.CutRight(kit.Measure(note, kit.Caption)+1), note, kit.Caption)
			line.CutRight(8)
			c.Check("mark", line, m.Name, a.on[m.ID], func(on bool) { a.set(m, on) })
		}
	})
	r.CutTop(8)
	line := r.CutTop(theme.Control)
	c.ButtonsRight(&line, kit.Button{ID: "mark.add", Text: t("marks.add"), Tap: a.create})
	line.CutRight(8)
	c.Field("mark.name", line, a.name)
	if a.name.Err != "" {
		c.Text(r.CutTop(20), a.name.Err, kit.Caption.In(theme.Bad))
	}
	c.Check("mark.shared", r.CutTop(30), t("marks.share"), a.shared, func(on bool) { a.shared = on })
}

// run does a step and shows what became of it.
func (a *ask) run(step func(ctx context.Context) error, done func()) {
	if a.busy {
		return
	}
	a.busy = true
	a.host.Go(func(ctx context.Context) {
		err := step(ctx)
		a.host.Post(func() {
			a.busy = false
			a.name.Err = ""
			if err != nil {
				a.name.Err = a.host.ErrorText(err)
			} else {
				done()
			}
			a.d.Redraw()
		})
	})
}

func (a *ask) set(m mark.Row, on bool) {
	of := a.of
	a.run(func(ctx context.Context) error {
		if on {
			_, err := a.svc.Put(ctx, m.ID, of.Kind, of.IDs)
			return err
		}
		return a.svc.Take(ctx, m.ID, of.Kind, of.IDs)
	}, func() { a.on[m.ID] = on; a.load() })
}

// create makes a mark and puts it on the records.
func (a *ask) create() {
	name, shared, of := strings.TrimSpace(a.name.Text()), a.shared, a.of
	if name == "" {
		a.name.Err = a.host.T("marks.needs_name")
		a.d.Redraw()
		return
	}
	var id int64
	a.run(func(ctx context.Context) (err error) {
		if id, err = a.svc.Save(ctx, 0, name, shared); err != nil {
			return err
		}
		_, err = a.svc.Put(ctx, id, of.Kind, of.IDs)
		return err
	}, func() { a.name.SetText(""); a.on[id] = true; a.load() })
}
