package customer

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// The parts of the address book.
const (
	bookAll   = "all"
	bookOf    = "of"    // of customers
	bookAlone = "alone" // of no customer
)

var books = []string{bookAll, bookOf, bookAlone}

// bookFilter is the condition of a part of the address book.
func bookFilter(part string) listing.Node {
	switch part {
	case bookOf:
		return listing.Is("customer_id", listing.Filled)
	case bookAlone:
		return listing.Is("customer_id", listing.Empty)
	}
	return listing.Node{}
}

// bookChips choose a part of the address book.
func (p *Page) bookChips(c *kit.Canvas, r *kit.Rect) {
	for _, part := range books {
		c.Chip(r, kit.Chip{ID: "book." + part, Text: p.host.T("cust.book." + part), On: p.book == part, Tap: func() { p.showBook(part) }})
	}
}

// showBook lists a part of the address book, with what was typed into the filter.
func (p *Page) showBook(part string) {
	p.book = part
	p.contacts.Show(listing.Query{Entity: customer.Contacts, Filter: bookFilter(part), Text: strings.TrimSpace(p.filter.Text()), Sort: []listing.Sort{{Key: "name_pinyin"}}})
	p.s.Redraw()
}

// chosenPeople are the ticked contacts, else the current one.
func (p *Page) chosenPeople(do func([]int64)) {
	if p.contacts.Table.PickedCount() > 0 {
		p.withPicked(mostPeople, do)
		return
	}
	if id := p.contacts.Current(); id != 0 {
		do([]int64{id})
	}
}

// mailPeople begins a mail to contacts; who has no address or wants no mail is left out.
func (p *Page) mailPeople(ids []int64) {
	p.host.Go(func(ctx context.Context) {
		rows, err := p.read(ctx, listing.Query{Entity: customer.Contacts, Filter: listing.IDs(ids), Columns: []string{"name", "mail", "no_mail", "customer_id"}}, len(ids))
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			to, args := []string(nil), map[string]string{}
			for _, r := range rows {
				if r.text("mail") != "" && r.num("no_mail") == 0 {
					to = append(to, quotedName(r.text("name"))+" <"+r.text("mail")+">")
					args["customer_id"] = itoa(r.num("customer_id"))
				}
			}
			if len(to) == 0 {
				p.host.Report(app.E(app.Invalid, "cust.no_mail"))
				return
			}
			if n := len(rows) - len(to); n > 0 {
				p.host.Toast(p.host.T("cust.book.left_out", "n", n), nil)
			}
			if len(to) > 1 {
				delete(args, "customer_id")
			}
			args["to"] = strings.Join(to, "; ")
			p.host.New("mail_message", args)
		})
	})
}

// quotedName keeps separators inside a name from dividing it.
func quotedName(name string) string {
	return `"` + strings.Map(func(r rune) rune {
		if r == '"' || r == '\\' || r == '\n' {
			return ' '
		}
		return r
	}, name) + `"`
}

// mostPeople is how many contacts one action takes.
const mostPeople = 500

// binPeople puts contacts into the recycle bin, all or none; one undo takes it back.
func (p *Page) binPeople(ids []int64) {
	svc := p.deps.Records(customer.Contacts)
	p.host.Go(func(ctx context.Context) {
		err := p.deps.InTx(ctx, "bin", func(ctx context.Context) error {
			for _, id := range ids {
				if err := svc.Archive(ctx, id, 0); err != nil {
					return err
				}
			}
			return nil
		})
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T("records.binned", "n", len(ids)), p.undo)
			}
			p.contacts.Table.PickAll(false)
			p.contacts.Reload()
		})
	})
}

func (p *Page) mayPeople(verb identity.Verb) func() string {
	return func() string {
		switch {
		case !p.host.Actor().Can(identity.May(customer.Contacts, verb)):
			return p.host.T("cust.denied")
		case p.contacts.Current() == 0:
			return p.host.T("cust.no_current")
		}
		return ""
	}
}

// bookCommands are the actions on contacts.
func (p *Page) bookCommands() []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "contact.mail", Title: t("cust.book.mail"), Keys: []kit.Key{"M"}, Icon: icons.Mail, Run: func() { p.chosenPeople(p.mailPeople) }, Enabled: p.mayPeople(identity.See), Scope: kit.ScopeList, Status: t("cust.book.mail")},
		{ID: "contact.bin", Title: t("cust.bin"), Keys: []kit.Key{"Del"}, Icon: icons.Trash, Run: func() { p.chosenPeople(p.binPeople) }, Enabled: p.mayPeople(identity.Remove), Scope: kit.ScopeList},
	}
}

// bookMenu is the context menu of a contact.
func (p *Page) bookMenu(_ int64, at kit.Point) {
	t := p.host.T
	var items []kit.MenuItem
	add := func(c kit.Command) {
		why := ""
		if c.Enabled != nil {
			why = c.Enabled()
		}
		items = append(items, kit.MenuItem{Title: c.Title, Icon: c.Icon, Key: c.Keys[0], Disabled: why != "", Why: why, Run: c.Run})
	}
	list := p.bookCommands()
	add(list[0])
	add(kit.Command{Title: t("cust.edit_contact"), Icon: icons.Pencil, Keys: []kit.Key{"F2"}, Run: p.editCurrent, Enabled: p.mayPeople(identity.Change)})
	items = append(items, kit.MenuItem{Title: t("action.mark"), Icon: icons.Bookmark, Key: "Ctrl+M", Disabled: p.deps.Mark == nil, Run: p.mark},
		kit.MenuItem{Title: t("cust.copy_row"), Icon: icons.Copy, Key: "Ctrl+C", Run: p.contacts.Table.Copy}, kit.MenuItem{})
	add(list[1])
	items[len(items)-1].Danger = true
	p.host.ShowMenu(kit.Menu{From: p.s, At: at, Items: items})
}

// value is the text of a field of the contact that is shown.
func (x *personPane) value(key string) string {
	for _, in := range x.form.Inputs {
		if in.Field.Key == key {
			return in.Text
		}
	}
	return ""
}
