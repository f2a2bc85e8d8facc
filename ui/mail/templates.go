package mail

import (
	"cmp"
	"context"
	"strings"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/mail"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// templateDialog edits the templates.
type templateDialog struct {
	p       *Page
	d       *kit.Dialog
	list    []*mail.Template
	cur     *mail.Template
	name    *kit.Field
	group   *kit.Field
	subject *kit.Field
	text    *kit.Field
	entity  string
	shared  bool
	dirty   bool
	err     string
}

// templates opens the editor of templates.
func (p *Page) templates() {
	t := p.host.T
	x := &templateDialog{p: p}
	change := func(f *kit.Field) *kit.Field { f.OnChange = func(string) { x.dirty, x.err = true, "" }; return f }
	x.name, x.group = change(kit.NewField(t("mail_template.name"))), change(kit.NewField(t("mail_template.group_name")))
	x.subject, x.text = change(kit.NewField(t("mail_template.subject"))), change(kit.NewArea(t("mail_template.text")))
	x.d = &kit.Dialog{
		Title: t("mail.templates"), Width: 780, Height: func(float32) float32 { return 440 }, Body: x.draw, OnCancel: func() { x.keep(nil) },
		Buttons: []kit.DialogButton{
			{Text: t("mail.new_template"), Icon: icons.Plus, Left: true, Run: func() bool { x.keep(x.fresh); return true }},
			{Text: t("mail.delete_template"), Icon: icons.Trash, Left: true, Run: func() bool { x.remove(); return true }},
			{Text: t("kit.close"), Cancel: true},
			{Text: t("mail.save_template"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { x.keep(func() { p.host.Toast(t("mail.template_saved"), nil) }); return true }},
		},
	}
	p.host.ShowDialog(x.d)
	x.load(0)
}

func (x *templateDialog) load(id int64) {
	p := x.p
	p.host.Go(func(ctx context.Context) {
		list, err := p.d.Mail.TemplatesFor(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			x.list = list
			for _, t := range list {
				if t.ID == id || id == 0 && x.cur == nil {
					x.choose(t)
				}
			}
			if x.cur == nil {
				x.fresh()
			}
			if p.write != nil {
				p.write.templates = list
			}
			x.d.Redraw()
		})
	})
}

func (x *templateDialog) fresh() {
	t := x.p.d.Template()
	t.Language, t.Entity = x.p.host.Lang(), "quote"
	x.choose(t)
	x.name.Focus()
}

func (x *templateDialog) choose(t *mail.Template) {
	copied := *t
	x.cur, x.entity, x.shared, x.dirty, x.err = &copied, t.Entity, t.Shared, false, ""
	x.name.SetText(t.Name)
	x.group.SetText(t.Group)
	x.subject.SetText(t.Subject)
	x.text.SetText(t.Text)
	lock := ""
	if !x.mayEdit() {
		lock = x.p.host.T("error.mail.shared_template")
	}
	for _, f := range []*kit.Field{x.name, x.group, x.subject, x.text} {
		f.Disabled, f.ReadOnly = lock, lock != ""
	}
}

func (x *templateDialog) admin() bool { return x.p.host.Actor().Has(identity.RightAdmin) }

func (x *templateDialog) mayEdit() bool { return x.cur == nil || !x.cur.Shared || x.admin() }

// keep saves what was changed and then goes on.
func (x *templateDialog) keep(then func()) {
	if then == nil {
		then = func() {}
	}
	if !x.dirty || x.cur == nil || strings.TrimSpace(x.name.Text()) == "" && strings.TrimSpace(x.text.Text()) == "" {
		then()
		x.d.Redraw()
		return
	}
	t := *x.cur
	t.Name, t.Group, t.Subject, t.Text, t.Entity, t.Shared = strings.TrimSpace(x.name.Text()), strings.TrimSpace(x.group.Text()), x.subject.Text(), x.text.Text(), x.entity, x.shared
	p := x.p
	p.host.Go(func(ctx context.Context) {
		err := p.d.Mail.SaveTemplate(ctx, &t)
		p.host.Post(func() {
			if err != nil {
				x.err = p.host.ErrorText(err)
				x.d.Redraw()
				return
			}
			x.dirty = false
			x.cur = &t
			x.load(t.ID)
			then()
		})
	})
}

func (x *templateDialog) remove() {
	if x.cur == nil || x.cur.ID == 0 || !x.mayEdit() {
		return
	}
	id, p := x.cur.ID, x.p
	p.host.Go(func(ctx context.Context) {
		err := p.d.Mail.DeleteTemplate(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			x.cur = nil
			x.load(0)
		})
	})
}

func (x *templateDialog) draw(c *kit.Canvas, r kit.Rect) {
	side := r.CutLeft(196)
	r.CutLeft(14)
	var items []kit.NavItem
	group := ""
	for _, t := range x.list {
		if t.Group != group {
			items = append(items, kit.NavItem{Text: cmp.Or(t.Group, "—"), Head: true})
		}
		group = t.Group
		items = append(items, kit.NavItem{ID: number(t.ID), Text: t.Name, Icon: icons.FileText})
	}
	cur := ""
	if x.cur != nil {
		cur = number(x.cur.ID)
	}
	c.Round(side, theme.RadiusPanel, theme.Sunken, theme.Line)
	c.Scroll("list", side.Inset(1), kit.NavHeight(items)+12, func(body kit.Rect) {
		c.Nav("t", body.Pad(0, 6, 0, 0), items, cur, func(id string) {
			for _, t := range x.list {
				if number(t.ID) == id {
					x.keep(func() { x.choose(t) })
				}
			}
		})
	})
	if x.cur != nil {
		x.form(c, r)
	}
}

func (x *templateDialog) form(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	label := kit.Form{Label: 64}
	const in = 64 + 10 // where the fields begin
	c.FormRow(&r, "name", t("mail_template.name"), x.name, label)
	c.FormRow(&r, "group", t("mail_template.group_name"), x.group, label)
	c.FormPart(&r, t("mail_template.entity"), theme.Control, "", label, func(row kit.Rect) {
		c.Drop("entity", row.CutLeft(150), t(entityLabel(x.entity)), "", x.entityItems)
		row.CutLeft(16)
		if x.admin() {
			c.Check("shared", row, t("mail_template.shared"), x.shared, func(on bool) { x.shared, x.dirty = on, true })
		}
	})
	c.FormRow(&r, "subject", t("mail_template.subject"), x.subject, label)
	foot := r.CutBottom(30)
	body := r.Pad(in, 0, 0, 4)
	c.Field("text", body, x.text)
	if x.err != "" {
		c.Text(foot.Pad(in, 0, 0, 0), x.err, kit.Caption.In(theme.Bad))
		return
	}
	foot.CutLeft(in)
	c.Button(foot.CutLeft(c.ButtonWidth(kit.Button{Text: t("mail.insert_mark"), Small: true, Drop: true})).MiddleRow(24),
		kit.Button{ID: "mark", Text: t("mail.insert_mark"), Small: true, Drop: true, Tap: func() { x.markMenu(c) }})
	foot.CutLeft(10)
	c.Text(foot, t("mail.marks_hint"), kit.Hint)
}

func (x *templateDialog) entityItems() []kit.MenuItem {
	var items []kit.MenuItem
	for _, e := range []string{"", "quote", "sales_order", "receivable", "customer"} {
		items = append(items, kit.MenuItem{Title: x.p.host.T(entityLabel(e)), Checked: x.entity == e, Run: func() { x.entity, x.dirty = e, true; x.d.Redraw() }})
	}
	return items
}

func entityLabel(e string) string {
	if e == "" {
		return "mail.no_entity"
	}
	return e + ".one"
}

// markMenu offers the fields that a template may name.
func (x *templateDialog) markMenu(*kit.Canvas) {
	p := x.p
	var items []kit.MenuItem
	add := func(path, label string) {
		items = append(items, kit.MenuItem{Title: label, Detail: path, Run: func() {
			x.text.SetText(x.text.Text() + "{{" + path + "}}")
			x.dirty = true
			x.text.Focus()
		}})
	}
	for _, name := range []string{x.entity, "contact", "customer"} {
		typ := p.d.Registry.Type(name)
		if typ == nil || name == x.entity && (name == "contact" || name == "customer") && len(items) > 0 {
			continue
		}
		items = append(items, kit.MenuItem{Title: p.host.T(name + ".one"), Head: true})
		n := 0
		for _, f := range typ.Fields() {
			if f.Printable && p.host.Actor().Access(f) >= entity.Read && n < 9 {
				n++
				label := f.Title
				if label == "" {
					label = p.host.T(f.LabelKey())
				}
				add(name+"."+f.Key, label)
			}
		}
	}
	items = append(items, kit.MenuItem{Title: p.host.T("mail.mark.others"), Head: true})
	for _, path := range []string{"me.name", "me.phone", "me.company", "today"} {
		add(path, p.host.T("mail.mark."+strings.ReplaceAll(path, ".", "_")))
	}
	s := x.d.Surface()
	if s == nil {
		return
	}
	below, _ := s.HitRect("mark")
	p.host.ShowMenu(kit.Menu{From: s, Below: below, Items: items})
}
