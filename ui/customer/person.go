package customer

import (
	"context"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
	"kontor/assets/icons"
	"kontor/ui/attach"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// personPane shows and edits one contact.
type personPane struct {
	p      *Page
	id     int64
	load   *kit.Loader
	form   record.Form
	titles map[string]string
	ready  bool
	edit   *records.Form
	files  *attach.List
	tab    string
}

func newPersonPane(p *Page) *personPane {
	return &personPane{p: p, load: kit.NewLoader(p.host, p.s.Redraw), files: p.newFiles(), tab: paneFacts}
}

// show follows the current contact of the list.
func (x *personPane) show(id int64) {
	if x.id == id && x.ready {
		return
	}
	x.id, x.ready, x.edit = id, false, nil
	if id == 0 {
		return
	}
	x.reload()
}

func (x *personPane) reload() {
	id := x.id
	type read struct {
		form   record.Form
		titles map[string]string
	}
	kit.Load(x.load, func(ctx context.Context) (read, error) {
		r := read{titles: map[string]string{}}
		var err error
		if r.form, err = x.p.deps.Records(customer.Contacts).Form(ctx, id); err != nil {
			return r, err
		}
		r.form.Inputs = told(r.form.Inputs)
		for _, in := range r.form.Inputs {
			if in.Field.Kind == entity.KindRef && in.Text != "" {
				if r.titles[in.Field.To+"/"+in.Text], err = x.p.titleOf(ctx, in.Field.To, atoi(in.Text)); err != nil {
					return r, err
				}
			}
		}
		return r, nil
	}, func(r read) {
		if r.form.ID == x.id {
			x.form, x.titles, x.ready = r.form, r.titles, true
			x.files.Show(customer.Of{Contact: x.id})
		}
	})
}

// begin opens the fields for typing.
func (x *personPane) begin() { x.p.editContact(x.id, 0) }

// editContact opens the form of a contact in a dialog; 0 begins a new one, of a customer
// when one is given.
func (p *Page) editContact(id, customerID int64) {
	t := p.host.T
	svc := p.deps.Records(customer.Contacts)
	var d *kit.Dialog
	form := records.NewForm(p.host, p.deps.Deps, svc, func() {
		if d != nil {
			d.Redraw()
		}
	})
	form.Skip = map[string]bool{"owner_id": true, "unit_id": true}
	if customerID != 0 {
		form.Given = map[string]string{"customer_id": itoa(customerID)}
	}
	form.OnSaved = func(int64) {
		d.Close()
		p.host.Toast(t("records.saved"), p.undo)
		p.pane.reload()
		p.contacts.Reload()
		if p.person.id == id && id != 0 {
			p.person.reload()
		}
	}
	title := t("cust.new_contact")
	if id != 0 {
		title = t("cust.edit_contact")
	}
	d = &kit.Dialog{Title: title, Width: 780, Height: func(float32) float32 { return 430 }, Body: func(c *kit.Canvas, r kit.Rect) { form.Draw(c, "contact", r) }}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { form.Save(); return true }}}
	form.Open(id)
	p.host.ShowDialog(d)
	form.Focus()
}

func (x *personPane) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	switch {
	case x.id == 0:
		c.Empty(r, kit.Empty{Icon: icons.User, Title: t("cust.pick_person"), Text: t("cust.pick_person_text")})
		return
	case !x.ready:
		if err := x.load.Failed(); err != nil {
			c.Empty(r, kit.Empty{Icon: iconWarn, Title: t("cust.not_shown"), Text: x.p.host.ErrorText(err)})
		} else if x.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	head := r.CutTop(72).Pad(16, 14, 14, 8)
	if x.p.overlay && x.p.narrow() {
		c.Button(head.CutLeft(28).MiddleRow(28), kit.Button{ID: "pane.back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("cust.back"), Key: "Esc", Tap: func() { x.p.overlay = false }})
		head.CutLeft(6)
	}
	c.Person(head.CutLeft(40), x.form.Title, 40)
	head.CutLeft(12)
	company := ""
	var companyID int64
	for _, in := range x.form.Inputs {
		if in.Field.Key == "customer_id" {
			company, companyID = x.titles[in.Field.To+"/"+in.Text], atoi(in.Text)
		}
	}
	if x.p.host.Actor().Can(identity.May(customer.Contacts, identity.Change)) {
		c.ButtonsRight(&head, kit.Button{ID: "person.edit", Text: t("cust.edit_word"), Icon: icons.Pencil, Small: true, Key: "F2", Tap: x.begin})
	}
	if x.value("mail") != "" {
		c.ButtonsRight(&head, kit.Button{ID: "person.mail", Text: t("cust.book.mail"), Icon: icons.Mail, Small: true, Key: "M", Tap: func() { x.p.mailPeople([]int64{x.id}) }})
	}
	c.Text(head.CutTop(24), x.form.Title, kit.Section)
	if company == "" && x.value("company") != "" {
		c.Text(head.CutTop(22), x.value("company"), kit.Caption)
	}
	if company != "" {
		c.LinkText(head.CutTop(22), "person.company", company, kit.Body.In(theme.Primary), func() { x.p.Show(customer.Customers, companyID, nil) })
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	strip := r.CutTop(37)
	tabs := []kit.Tab{{ID: paneFacts, Text: t("cust.pane.facts")}, {ID: paneFiles, Text: t("cust.pane.files")}}
	if n := x.files.Count(); n > 0 {
		tabs[1].Count = t("cust.n", "n", n)
	}
	c.Tabs("person.tab", strip.Pad(6, 0, 6, 0), tabs, x.tab, func(id string) { x.tab = id })
	c.LineH(r.X, r.Y-1, r.W, theme.Line)
	if x.tab == paneFiles {
		x.files.Draw(c, r, "")
		return
	}
	c.ScrollAuto("person", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 8, 16, 0)
		records.Facts(c, x.p.host, &in, x.form.Inputs, x.titles, x.p.thumbs)
		return in.Y - top + 16
	})
}
