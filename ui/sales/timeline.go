package sales

import (
	"context"
	"strings"
	"time"

	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// timelineSteps is how many changes of a document are shown.
const timelineSteps = 200

// happened is one change of a document, in words.
type happened struct {
	when, who, what, why string
}

// timeline shows who did what with the document and when, the newest first.
func (p *document[T]) timeline() {
	if p.d.Timeline == nil || p.e.fresh() {
		return
	}
	h, typ, id := p.host, p.e.typ, p.id
	var list []happened
	box := &kit.Dialog{Title: h.T("saleswindow.timeline") + " · " + p.page.Title(), Width: 620, Height: func(float32) float32 { return 380 }}
	load := kit.NewLoader(h, box.Redraw)
	box.Body = func(c *kit.Canvas, r kit.Rect) {
		if err := load.Failed(); err != nil {
			c.Para(r, h.ErrorText(err), kit.Body.In(theme.Bad), 0)
			return
		}
		drawHappened(c, r, list)
	}
	box.Buttons = []kit.DialogButton{{Text: h.T("kit.close"), Kind: kit.Outline, Cancel: true}}
	h.ShowDialog(box)
	kit.Load(load, func(ctx context.Context) ([]audit.Set, error) {
		return p.d.Timeline(ctx, typ.Name, id, 0, timelineSteps)
	}, func(sets []audit.Set) {
		for i := range sets {
			list = append(list, happen(h, typ, &sets[i]))
		}
		box.Redraw()
	})
}

// happen writes a change down: a step of the state by both states, else the fields and how
// many lines were changed.
func happen(h kit.Host, typ *entity.Type, s *audit.Set) happened {
	out := happened{when: time.UnixMilli(s.At).In(h.Zone()).Format("2006-01-02 15:04"), who: s.Person, why: s.Reason}
	if out.who == "" {
		out.who = h.T("saleswindow.by_program")
	}
	t := tr.In(h.Lang())
	var words []string
	lines := 0
	for i := range s.Changes {
		x := &s.Changes[i]
		if x.Entity != typ.Name {
			lines++
			continue
		}
		if x.Action != audit.Changed {
			words = append(words, t.T("log.action."+string(x.Action)))
		}
		for _, d := range x.Fields {
			if f := typ.Field(d.Key); f != nil && x.Action == audit.Changed && !f.IsSilent {
				words = append(words, deltaText(h, f, d))
			}
		}
	}
	if lines > 0 {
		words = append(words, h.T("saleswindow.lines_changed", "n", lines))
	}
	if kind := t.Or("history.kind."+s.Kind, ""); kind != "" {
		words = append([]string{kind}, words...)
	}
	out.what = strings.Join(words, h.T("records.comma"))
	return out
}

// deltaText is a changed field: short values with what they were, long ones by name only.
func deltaText(h kit.Host, f *entity.Field, d entity.Delta) string {
	name := records.Label(h, f)
	if f.Kind == entity.KindRef || f.Kind == entity.KindLongText {
		return name
	}
	was, now := records.Text(h, f, d.Before), records.Text(h, f, d.After)
	if len(was)+len(now) > 90 {
		return name
	}
	return name + " " + dash(was) + " → " + dash(now)
}

func drawHappened(c *kit.Canvas, r kit.Rect, list []happened) {
	c.ScrollAuto("timeline", r, func(body kit.Rect) float32 {
		in := body.Pad(2, 2, 14, 0)
		in.H = 40000
		top := in.Y
		for i, x := range list {
			if i > 0 {
				c.LineH(in.X, in.Y, in.W, theme.Line)
				in.CutTop(6)
			}
			head := in.CutTop(20)
			head.CutLeft(c.Text(head, x.when, kit.Caption) + 10)
			c.Text(head, x.who, kit.Strong)
			in.CutTop(c.Para(in, x.what, kit.Body, 0) + 2)
			if x.why != "" {
				in.CutTop(c.Para(in, x.why, kit.Second, 0) + 2)
			}
			in.CutTop(4)
		}
		return in.Y - top
	})
}
