package mail

import (
	"cmp"
	"context"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/mail"
	"kontor/app/mail/template"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// loadTemplates reads the templates the person may use.
func (w *composer) loadTemplates() {
	p := w.p
	p.host.Go(func(ctx context.Context) {
		list, err := p.d.Mail.TemplatesFor(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			w.templates = list
			p.surface.Redraw()
		})
	})
}

func (w *composer) templateItems() []kit.MenuItem {
	var items []kit.MenuItem
	group := ""
	for _, t := range w.templates {
		if t.Group != group && t.Group != "" {
			items = append(items, kit.MenuItem{Title: t.Group, Head: true})
		}
		group = t.Group
		items = append(items, kit.MenuItem{Title: t.Name, Icon: icons.FileText, Checked: w.template == templateName(t), Run: func() { w.use(t) }})
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Title: w.p.host.T("mail.edit_templates"), Icon: icons.Settings, Run: w.p.templates})
}

func templateName(t *mail.Template) string {
	if t.Group == "" {
		return t.Name
	}
	return t.Group + " · " + t.Name
}

// use fills a template and puts it above the signature, in place of one used before.
func (w *composer) use(t *mail.Template) {
	p := w.p
	on := mail.Subjects{CustomerID: w.customer}
	if p.reader.open != nil && p.reader.open.ID == w.out.Draft.Answers {
		on.ContactID = p.reader.open.ContactID
	}
	on.Entity, on.RecordID = t.Entity, 0
	if w.out.Draft.Entity == t.Entity {
		on.RecordID = w.out.Draft.RecordID
	}
	known := p.shownCard()
	for _, d := range known.docs {
		if on.RecordID == 0 && d.kind == t.Entity && known.customer == w.customer {
			on.RecordID = d.id
		}
	}
	before := w.filled
	p.host.Go(func(ctx context.Context) {
		f, err := p.d.Mail.Fill(ctx, t, on)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			w.template, w.marks, w.filled = templateName(t), f.Marks, f.Text
			w.text.SetText(w.placed(f.Text, before))
			if f.Subject != "" && strings.TrimSpace(w.subject.Text()) == "" {
				w.subject.SetText(f.Subject)
			}
			w.out.Draft.Template = t.ID
			w.changed()
			w.text.Focus()
		})
	})
}

// placed puts a text above the signature.
func (w *composer) placed(text, before string) string {
	old := w.text.Text()
	if before != "" && strings.Contains(old, before) {
		return strings.Replace(old, before, text, 1)
	}
	sign := ""
	for _, a := range w.p.side.Accounts {
		if a.ID == w.out.AccountID {
			sign = strings.Trim(a.Signature, "\n ")
		}
	}
	written := old
	if sign != "" && strings.HasSuffix(strings.TrimRight(old, "\n "), sign) {
		written = strings.TrimSuffix(strings.TrimRight(old, "\n "), sign)
	} else {
		sign = ""
	}
	written = strings.TrimSpace(written)
	if written != "" {
		text = written + "\n" + text
	}
	if sign != "" {
		text = strings.TrimRight(text, "\n ") + "\n\n" + sign
	}
	return text
}

// markName is what a mark is called.
func (p *Page) markName(m template.Mark) string {
	head, rest, _ := strings.Cut(m.Path, ".")
	if t := p.d.Registry.Type(head); t != nil && rest != "" {
		if path, err := p.d.Registry.Path(head, rest); err == nil {
			if path.Via != nil {
				return p.host.T(path.Via.LabelKey())
			}
			if path.Field.Title != "" {
				return path.Field.Title
			}
			return p.host.T(path.Field.LabelKey())
		}
		return m.Path
	}
	switch head {
	case "me", "today":
		return p.host.T("mail.mark." + strings.ReplaceAll(m.Path, ".", "_"))
	}
	return m.Path
}

// paperMenu offers the open documents whose PDF can be attached.
func (w *composer) paperMenu() {
	var items []kit.MenuItem
	for _, d := range w.p.shownCard().papers() {
		items = append(items, kit.MenuItem{Title: d.number, Detail: d.label, Icon: icons.FileText, Run: func() { w.attachPaper(d) }})
	}
	w.p.show(w.p.below("paper"), items)
}

// laterMenu offers times to send at.
func (w *composer) laterMenu() {
	p, t := w.p, w.p.host.T
	now, zone := p.host.Now().In(p.host.Zone()), p.host.Zone()
	today := p.host.Today()
	monday := today.AddDays(1)
	for monday.Weekday() != time.Monday {
		monday = monday.AddDays(1)
	}
	set := func(at time.Time) func() { return func() { w.at = at; p.surface.Redraw() } }
	var items []kit.MenuItem
	add := func(key string, at time.Time) {
		if at.After(now.Add(time.Minute)) {
			items = append(items, kit.MenuItem{Title: t(key), Detail: p.when(at, true), Icon: icons.Clock, Run: set(at)})
		}
	}
	add("mail.later.evening", today.At(18*60, zone))
	add("mail.later.tomorrow", today.AddDays(1).At(9*60, zone))
	add("mail.later.monday", monday.At(9*60, zone))
	items = append(items, kit.MenuItem{Title: t("mail.later.choose"), Icon: icons.Calendar, Run: w.laterDialog})
	if !w.at.IsZero() {
		items = append(items, kit.MenuItem{}, kit.MenuItem{Title: t("mail.later.off"), Run: set(time.Time{})})
	}
	p.show(p.below("later"), items)
}

// laterDialog asks for day and time.
func (w *composer) laterDialog() {
	p, t := w.p, w.p.host.T
	day := kit.NewDate(t("mail.later.day"), p.host.Today, calendar.Ahead)
	day.SetValue(p.host.Today().AddDays(1))
	clock := kit.NewField(t("mail.later.time")).With("09:00")
	d := &kit.Dialog{
		Title: t("mail.send_later"), Width: 380, Height: func(float32) float32 { return 72 },
		Body: func(c *kit.Canvas, r kit.Rect) {
			c.FormRow(&r, "day", t("mail.later.day"), day.Field, kit.Form{Label: 64})
			c.FormRow(&r, "time", t("mail.later.time"), clock, kit.Form{Label: 64})
		},
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("mail.later.set"), Kind: kit.Primary, Run: func() bool {
		day.Commit()
		at, err := time.Parse("15:04", strings.ReplaceAll(clock.Text(), "：", ":"))
		on, ok := day.Value()
		if err != nil || !ok || on.IsZero() {
			clock.Err = t("mail.later.bad_time")
			return true
		}
		when := on.At(at.Hour()*60+at.Minute(), p.host.Zone())
		if !when.After(p.host.Now()) {
			clock.Err = t("mail.later.past")
			return true
		}
		w.at = when
		p.surface.Redraw()
		return false
	}}}
	p.host.ShowDialog(d)
}

// leave closes the composer and keeps what was written as a draft.
func (w *composer) leave() {
	p := w.p
	if w.dirty {
		w.save(p.refresh)
	}
	if p.write == w {
		p.write = nil
	}
	p.host.Refresh()
	p.Focus()
	p.surface.Redraw()
}

// discard throws the letter away; it asks when something was written.
func (w *composer) discard() {
	p := w.p
	away := func() {
		id := w.out.ID
		w.dirty = false
		p.write = nil
		p.host.Refresh()
		p.Focus()
		p.surface.Redraw()
		if id != 0 {
			p.act(func(ctx context.Context) error { return p.d.Mail.Discard(ctx, id) })
		}
	}
	if w.out.ID == 0 && !w.dirty && len(w.files) == 0 {
		away()
		return
	}
	p.host.Ask(kit.Question{Title: p.host.T("mail.discard_title"), Text: cmp.Or(strings.TrimSpace(w.subject.Text()), p.host.T("mail.no_subject")), Danger: true, Yes: p.host.T("mail.discard"), OnYes: away})
}
