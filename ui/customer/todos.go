package customer

import (
	"context"
	"time"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

const keepTasks = 40

// fetchTasks reads what is to be done, the nearest first, and what was done of it.
func (p *Page) fetchTasks(ctx context.Context, f *facts, of listing.Node) error {
	read := func(open bool, sort listing.Sort) ([]rec, error) {
		state := listing.Is("state", listing.Eq, string(customer.TaskOpen))
		if !open {
			state = listing.Not(state)
		}
		return p.read(ctx, listing.Query{
			Entity: customer.Tasks, Filter: listing.All(of, state), Sort: []listing.Sort{sort},
			Columns: []string{"title", "kind", "state", "due_on", "minute", "done_at", "result", "owner_id.name"},
		}, keepTasks)
	}
	var err error
	if f.tasks, err = read(true, listing.Sort{Key: "due_on"}); err != nil {
		return err
	}
	f.done, err = read(false, listing.Sort{Key: "done_at", Desc: true})
	return err
}

// drawTodos is the tab of what is to be done and what was done.
func (a *pane) drawTodos(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	a.addRow(c, &r, kit.Button{ID: "todo.add", Text: t("cust.add_todo"), Tap: func() { a.p.plan(a.id) }})
	if len(a.data.tasks)+len(a.data.done) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.ListChecks, Title: t("cust.no_todos"), Text: t("cust.no_todos_text")})
		return
	}
	const h, head = 50, 30
	height := float32((len(a.data.tasks) + len(a.data.done)) * h)
	if len(a.data.done) > 0 {
		height += head
	}
	c.Scroll("todos", r, height, func(body kit.Rect) {
		for _, x := range a.data.tasks {
			a.todo(c, body.CutTop(h), x, true)
		}
		if len(a.data.done) == 0 {
			return
		}
		c.Text(body.CutTop(head).Pad(16, 6, 16, 0), t("cust.todos_done", "n", len(a.data.done)), kit.Caption)
		for _, x := range a.data.done {
			a.todo(c, body.CutTop(h), x, false)
		}
	})
}

// todo draws one of them; an open one is ticked off with the follow-up that belongs to it.
func (a *pane) todo(c *kit.Canvas, r kit.Rect, x rec, open bool) {
	if !c.Visible(r) {
		return
	}
	t := a.p.host.T
	var tap func()
	if open && a.mayChange() {
		tap = func() { a.p.finish(a.id, x) }
	}
	in := a.card(c, r, "todo."+itoa(x.id), x.text("title"), tap)
	c.Icon(in.CutLeft(20), taskIcon(x.text("kind")), 16, theme.Text2)
	in.CutLeft(10)
	if tap != nil {
		c.Text(in.CutRight(kit.Measure(t("cust.finish"), kit.Link)+1), t("cust.finish"), kit.Link)
		in.CutRight(10)
	}
	top, low := in.CutTop(r.H/2).Pad(0, 7, 0, 0), in.Pad(0, 0, 0, 6)
	c.Text(top, x.text("title"), kit.Body)
	if !open {
		at := time.UnixMilli(x.num("done_at")).In(a.p.host.Zone())
		text := t("task.state."+x.text("state")) + " · " + x.text("owner_id.name") + " " + tr.In(a.p.host.Lang()).NearInstant(at, a.p.host.Zone(), a.p.host.Today())
		if res := x.text("result"); res != "" {
			text += " · " + res
		}
		c.Text(low, text, kit.Caption)
		return
	}
	text, st := a.due(x.text("due_on")), kit.Caption
	switch d, err := calendar.Parse(x.text("due_on")); {
	case err != nil:
	case d < a.p.host.Today():
		st.Color = theme.Bad
	case d == a.p.host.Today():
		st.Color = theme.Warn
	}
	low.CutLeft(c.Text(low, text, st) + 10)
	c.Text(low, x.text("owner_id.name"), kit.Caption)
}

// due writes until when something is to be done.
func (a *pane) due(date string) string {
	t := a.p.host.T
	text := a.near(date)
	if d, err := calendar.Parse(date); err == nil && d < a.p.host.Today() {
		text += " " + t("cust.overdue")
	}
	return t("cust.due", "date", text)
}

// plan asks for one more next action.
func (p *Page) plan(id int64) {
	t := p.host.T
	what := kit.NewPicker(t("cust.next_what"), nil)
	for _, k := range customer.TaskKinds {
		what.Options = append(what.Options, kit.Option{Key: string(k), Text: t("task.kind." + string(k)), Icon: taskIcon(string(k))})
	}
	what.SetKey(string(customer.TaskCall))
	title := kit.NewField(t("task.title"))
	title.Placeholder = t("cust.next_title")
	on := kit.NewDate(t("cust.next_date"), p.host.Today, calendar.Ahead)
	on.Placeholder = t("cust.next_hint")
	form := kit.Form{Label: 72}
	d := &kit.Dialog{Title: t("cust.add_todo"), Width: 460, Height: func(float32) float32 { return 3 * 37 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "what", t("cust.next_what"), what.Field, form)
		c.FormRow(&r, "on", t("cust.next_date")+" *", on.Field, form)
		c.FormRow(&r, "title", t("task.title"), title, form)
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		on.Commit()
		day, ok := on.Value()
		if !ok {
			return true
		}
		if day.IsZero() {
			on.Err = t("cust.todo_needs_date")
			on.Focus()
			return true
		}
		texts := map[string]string{"title": title.Text(), "kind": what.Value().Key, "due_on": day.String(), "customer_id": itoa(id)}
		if texts["title"] == "" {
			texts["title"] = what.Value().Text
		}
		p.host.Go(func(ctx context.Context) {
			_, err := p.deps.Records(customer.Tasks).Save(ctx, 0, 0, texts)
			p.host.Post(func() {
				if err != nil {
					on.Err = p.host.ErrorText(err)
					d.Redraw()
					return
				}
				d.Close()
				p.host.Toast(t("records.saved"), p.undo)
				p.pane.reload()
			})
		})
		return true
	}}}
	p.host.ShowDialog(d)
	on.Focus()
}
