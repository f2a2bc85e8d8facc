package sales

import (
	"context"
	"errors"
	"strconv"
	"time"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/record"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// clash is one field that both changed, and whose side is to be kept.
type clash struct {
	key          string
	label        string
	mine, theirs string
	keepTheirs   bool
}

// solve shows what somebody else saved meanwhile beside what was typed; each field is
// chosen, the rest is joined.
func (e *editor[T]) solve(err error, list []audit.Clash, then func()) {
	t := e.host.T
	var rows []clash
	for _, c := range list {
		row := clash{key: c.Key}
		if c.Key == record.LinesKey {
			row.label, row.mine, row.theirs = t("saleswindow.lines"), t("saleswindow.lines_mine"), t("saleswindow.lines_theirs")
		} else {
			f := e.typ.Field(c.Key)
			if f == nil || f.IsComputed {
				continue
			}
			row.label, row.mine, row.theirs = records.Label(e.host, f), e.value(f, c.Mine), e.value(f, c.Theirs)
		}
		rows = append(rows, row)
	}
	who, at := e.host.T("saleswindow.somebody"), ""
	var ae *app.Error
	if errors.As(err, &ae) {
		if name, ok := ae.Args["who"].(string); ok && name != "" {
			who = name
		}
		if ms, ok := ae.Args["at"].(int64); ok {
			at = time.UnixMilli(ms).In(e.host.Zone()).Format("15:04")
		}
	}
	d := &kit.Dialog{
		Title: t("saleswindow.conflict", "who", who, "what", entity.Label(e.typ.Name+".one")), Icon: icons.TriangleAlert, Tint: theme.Warn, Width: 620,
		Text: t("saleswindow.conflict_text", "who", who, "at", at),
	}
	d.Height = func(float32) float32 { return theme.TableHead + float32(len(rows))*33 + 2 }
	d.Body = func(c *kit.Canvas, r kit.Rect) { drawClashes(c, r, t, who, rows) }
	d.Buttons = []kit.DialogButton{
		{Text: t("saleswindow.reload"), Kind: kit.Outline, Left: true, Run: func() bool { e.reload(nil, nil); return false }},
		{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: t("saleswindow.join"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { e.reload(rows, then); return false }},
	}
	e.host.ShowDialog(d)
}

// value writes a value for the table of clashes.
func (e *editor[T]) value(f *entity.Field, v entity.Value) string {
	if v.IsEmpty() || v.IsNull() {
		return "—"
	}
	if f.Kind == entity.KindRef {
		return "#" + strconv.FormatInt(v.Int(), 10)
	}
	return records.Text(e.host, f, v)
}

func drawClashes(c *kit.Canvas, r kit.Rect, t func(string, ...any) string, who string, rows []clash) {
	c.Round(r, 0, theme.Content, theme.Line)
	cols := func(row kit.Rect) []kit.Rect { return row.Pad(12, 0, 12, 0).Columns(8, 110, -1, -1) }
	head := r.CutTop(theme.TableHead)
	c.Fill(head.Inset(1), theme.Sunken)
	h := cols(head)
	c.Text(h[0], t("saleswindow.field"), kit.Caption)
	c.Text(h[1], t("saleswindow.mine"), kit.Caption)
	c.Text(h[2], t("saleswindow.theirs", "who", who), kit.Caption)
	for i := range rows {
		row := r.CutTop(33)
		c.LineH(row.X, row.Y, row.W, theme.Line)
		cell := cols(row)
		c.Text(cell[0], rows[i].label, kit.Body)
		chosen := cell[1]
		if rows[i].keepTheirs {
			chosen = cell[2]
		}
		c.Fill(chosen.Pad(-6, 1, 0, 0), theme.Soft)
		id := strconv.Itoa(i)
		c.Radio("mine"+id, cell[1], rows[i].mine, !rows[i].keepTheirs, func() { rows[i].keepTheirs = false })
		c.Radio("theirs"+id, cell[2], rows[i].theirs, rows[i].keepTheirs, func() { rows[i].keepTheirs = true })
	}
}

// reload reads the record as it is stored now. With rows, what was typed is put on top
// of it, save the fields where theirs is kept, and saved.
func (e *editor[T]) reload(rows []clash, then func()) {
	id := e.head().ID
	e.host.Go(func(ctx context.Context) {
		now, err := e.svc.Get(ctx, id)
		e.host.Post(func() {
			if err != nil {
				e.host.Report(err)
				return
			}
			mine, base := e.rec, e.base
			e.forget()
			e.show(now)
			if rows == nil {
				e.shown()
				return
			}
			e.edit("", func(rec *T) { e.join(rec, mine, base, rows) })
			e.save(then)
		})
	})
}

// join puts what was typed since base onto rec.
func (e *editor[T]) join(rec, mine, base *T, rows []clash) {
	theirs := map[string]bool{}
	for _, r := range rows {
		theirs[r.key] = r.keepTheirs
	}
	for _, d := range e.typ.Compare(base, mine) {
		f := e.typ.Field(d.Key)
		if !f.IsComputed && (!f.IsHead || f.Kind == entity.KindRef) && !theirs[d.Key] {
			f.Set(rec, d.After)
		}
	}
	if theirs[record.LinesKey] {
		return
	}
	for _, kid := range e.typ.Kids {
		was, is := kid.All(base), kid.All(mine)
		same := len(was) == len(is)
		for i := 0; same && i < len(was); i++ {
			same = !lineDiffers(kid, was[i], is[i])
		}
		if same {
			continue
		}
		have := map[int64]bool{}
		for _, l := range kid.All(rec) {
			have[entity.HeadOf(l).ID] = true
		}
		lines := kid.All(e.copyOf(mine))
		for _, l := range lines {
			if h := entity.HeadOf(l); !have[h.ID] {
				*h = entity.Head{Custom: h.Custom} // taken out by the other one: written anew
			}
		}
		kid.Replace(rec, lines)
	}
}
