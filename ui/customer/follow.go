package customer

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/snippet"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// follow writes down what was said and done and plans what comes next, in one step.
type follow struct {
	p       *Page
	id      int64
	kind    customer.Note
	contact *kit.Picker
	text    *kit.Field
	result  *kit.Field
	tasks   []rec
	done    int64 // the task that this finishes; 0: none
	fix     int64 // the entry that this corrects; 0: a new one
	next    *kit.Date
	what    *kit.Picker
	title   *kit.Field
	d       *kit.Dialog
	err     string
	saving  bool
}

// follow opens the dialog for a customer.
func (p *Page) follow(id int64) {
	if id == 0 {
		return
	}
	f := p.newFollow(id)
	f.open(p.host.T("cust.follow"))
}

// finish opens it for a task that is done.
func (p *Page) finish(id int64, task rec) {
	f := p.newFollow(id)
	f.done = task.id
	switch customer.TaskKind(task.text("kind")) {
	case customer.TaskVisit:
		f.kind = customer.NoteVisit
	case customer.TaskMeeting:
		f.kind = customer.NoteMeeting
	}
	f.text.SetText(task.text("title"))
	f.open(p.host.T("cust.finish_task"))
}

// correct opens it for an entry that is there: what it said before stays in its history.
func (p *Page) correct(id int64, r rec) {
	f := p.newFollow(id)
	f.fix, f.tasks, f.kind = r.id, nil, customer.Note(r.text("kind"))
	f.contact.SetKey(itoa(r.num("contact_id")))
	f.text.SetText(r.text("text"))
	f.result.SetText(r.text("result"))
	f.open(p.host.T("cust.entry.correct_title"))
}

func (p *Page) newFollow(id int64) *follow {
	t := p.host.T
	f := &follow{p: p, id: id, kind: customer.NoteCall}
	f.contact = kit.NewPicker(t("activity.contact_id"), nil)
	if d := p.pane.data; d != nil && d.id == id {
		f.tasks = d.tasks
		for _, c := range d.contacts {
			f.contact.Options = append(f.contact.Options, kit.Option{Key: itoa(c.id), ID: c.id, Text: c.text("name"), Detail: c.text("title"), Person: true})
		}
		if len(d.contacts) > 0 {
			f.contact.SetKey(itoa(d.contacts[0].id))
		}
	}
	f.text = kit.NewArea(t("activity.text"))
	f.text.Placeholder = t("cust.follow_text")
	f.result = kit.NewField(t("activity.result"))
	f.next = kit.NewDate(t("cust.next_date"), p.host.Today, calendar.Ahead)
	f.next.Placeholder = t("cust.next_hint")
	f.what = kit.NewPicker(t("cust.next_what"), nil)
	for _, k := range customer.TaskKinds {
		f.what.Options = append(f.what.Options, kit.Option{Key: string(k), Text: t("task.kind." + string(k)), Icon: taskIcon(string(k))})
	}
	f.what.SetKey(string(customer.TaskCall))
	f.title = kit.NewField(t("task.title"))
	f.title.Placeholder = t("cust.next_title")
	records.OfferTexts(p.host, p.deps.Texts, f.text, records.KeptUse{Use: snippet.FollowUp, Known: f.known})
	return f
}

func (f *follow) open(title string) {
	t := f.p.host.T
	name := ""
	if d := f.p.pane.data; d != nil && d.id == f.id {
		name = d.head.text("name")
	}
	f.d = &kit.Dialog{Title: title, Text: name, Width: 520, Height: func(float32) float32 { return f.height() }, Body: f.draw}
	f.d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: f.save}}
	f.p.host.ShowDialog(f.d)
	f.text.Focus()
}

func (f *follow) height() float32 {
	h := float32(37 + 37 + 93 + 37 + 30 + 37 + 37)
	switch {
	case f.kind == customer.NoteComment && f.fix != 0:
		h = 93
	case f.fix != 0:
		h -= 30 + 37 + 37
	}
	if len(f.tasks) > 0 {
		h += 30
	}
	if f.err != "" {
		h += 24
	}
	return h
}

func (f *follow) draw(c *kit.Canvas, r kit.Rect) {
	t := f.p.host.T
	form := kit.Form{Label: 72}
	if f.fix != 0 && f.kind == customer.NoteComment {
		c.FormPart(&r, t("activity.text")+" *", 84, f.text.Err, form, func(box kit.Rect) { c.Field("text", box, f.text) })
		f.say(c, &r)
		return
	}
	c.FormPart(&r, t("activity.kind"), theme.Control, "", form, func(box kit.Rect) {
		var kinds []kit.Tab
		for _, k := range []customer.Note{customer.NoteCall, customer.NoteVisit, customer.NoteMeeting, customer.NoteWeChat, customer.NoteService, customer.NotePost} {
			kinds = append(kinds, kit.Tab{ID: string(k), Text: t("cust.follow_kind." + string(k))})
		}
		c.Segment("kind", box.CutLeft(min(box.W, kit.SegmentWidth(kinds))), kinds, string(f.kind), func(id string) { f.kind = customer.Note(id) })
	})
	c.FormRow(&r, "contact", t("activity.contact_id"), f.contact.Field, form)
	c.FormPart(&r, t("activity.text")+" *", 84, f.text.Err, form, func(box kit.Rect) { c.Field("text", box, f.text) })
	c.FormRow(&r, "result", t("activity.result"), f.result, form)
	if f.fix != 0 {
		f.say(c, &r)
		return
	}
	if len(f.tasks) > 0 {
		row := r.CutTop(30)
		row.CutLeft(80)
		task := f.tasks[0]
		for _, x := range f.tasks {
			if x.id == f.done {
				task = x
			}
		}
		c.Check("done", row.MiddleRow(24), t("cust.also_done", "title", task.text("title"), "date", f.p.pane.near(task.text("due_on"))), f.done == task.id, func(on bool) {
			if f.done = 0; on {
				f.done = task.id
			}
		})
	}
	c.LineH(r.X, r.Y+6, r.W, theme.Line)
	head := r.CutTop(30)
	c.Text(head.Pad(0, 8, 0, 0), t("cust.next_action"), kit.Strong)
	row := r.CutTop(37)
	cells := row.Columns(10, -1, 150)
	c.FormRow(&cells[0], "next", t("cust.next_date"), f.next.Field, form)
	c.Field("what", cells[1].CutTop(theme.Control), f.what.Field)
	c.FormRow(&r, "title", t("task.title"), f.title, form)
	f.say(c, &r)
}

// known is what the kept texts may name.
func (f *follow) known() map[string]string {
	out := map[string]string{"contact": f.contact.Value().Text}
	if d := f.p.pane.data; d != nil && d.id == f.id {
		out["customer"] = d.head.text("name")
	}
	return out
}

// say shows why it could not be written.
func (f *follow) say(c *kit.Canvas, r *kit.Rect) {
	if f.err != "" {
		c.Text(r.CutTop(24), f.err, kit.Caption.In(theme.Bad))
	}
}

// save checks and writes; the dialog stays open until it is written.
func (f *follow) save() bool {
	t := f.p.host.T
	f.next.Commit()
	text := strings.TrimSpace(f.text.Text())
	on, ok := f.next.Value()
	switch {
	case f.saving:
		return true
	case text == "" && strings.TrimSpace(f.result.Text()) == "":
		f.text.Err = t("cust.follow_empty")
		f.text.Focus()
		return true
	case !ok:
		return true // the field says what is wrong
	}
	a := customer.Activity{CustomerID: f.id, Kind: f.kind, Text: text, Result: strings.TrimSpace(f.result.Text())}
	a.ContactID = atoi(f.contact.Value().Key)
	var next *customer.Task
	if !on.IsZero() {
		title := strings.TrimSpace(f.title.Text())
		if title == "" {
			title = f.what.Value().Text
		}
		next = &customer.Task{Title: title, Kind: customer.TaskKind(f.what.Value().Key), DueOn: on, ContactID: a.ContactID}
	}
	f.saving = true
	done, fix := f.done, f.fix
	f.p.host.Go(func(ctx context.Context) {
		var err error
		switch {
		case fix != 0:
			texts := map[string]string{"kind": string(a.Kind), "text": a.Text, "result": a.Result, "contact_id": ""}
			if a.ContactID != 0 {
				texts["contact_id"] = itoa(a.ContactID)
			}
			_, err = f.p.deps.Records(customer.Activities).Save(ctx, fix, 0, texts)
		case done != 0:
			err = f.p.deps.Customers.Done(ctx, done, customer.Finish{Result: a.Result, Note: &a, Next: next})
		default:
			_, err = f.p.deps.Customers.Note(ctx, customer.FollowUp{Activity: a, Next: next})
		}
		f.p.host.Post(func() { f.written(err) })
	})
	return true
}

func (f *follow) written(err error) {
	f.saving = false
	if err != nil {
		f.err = f.p.host.ErrorText(err)
		f.d.Redraw()
		return
	}
	f.d.Close()
	said := "cust.noted"
	if f.fix != 0 {
		said = "cust.entry.corrected_done"
	}
	f.p.host.Toast(f.p.host.T(said), f.p.undo)
	f.p.pane.reload()
	f.p.active().Reload()
}
