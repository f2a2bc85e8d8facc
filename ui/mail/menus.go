package mail

import (
	"context"

	"kontor/app/mail"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// show opens a menu below a part of the surface.
func (p *Page) show(below kit.Rect, items []kit.MenuItem) {
	p.host.ShowMenu(kit.Menu{From: p.surface, Below: below, Items: items})
}

// below is where a region lies, to hang a menu from.
func (p *Page) below(id string) kit.Rect {
	r, _ := p.surface.HitRect(id)
	return r
}

func (p *Page) filterMenu() {
	t := p.host.T
	set := func(v *bool) func() { return func() { *v = !*v; p.readList() } }
	p.show(p.below("filter"), []kit.MenuItem{
		{Title: t("mail.only_unread"), Checked: p.filter.Unread, Run: set(&p.filter.Unread)},
		{Title: t("mail.only_files"), Checked: p.filter.WithFiles, Run: set(&p.filter.WithFiles)},
	})
}

// accountMenu offers the accounts and their settings.
func (p *Page) accountMenu(below kit.Rect) {
	t := p.host.T
	pick := func(id int64) func() {
		return func() { p.account, p.view, p.selected = id, string(mail.ViewInbox), 0; p.readSide(); p.readList() }
	}
	var items []kit.MenuItem
	if len(p.side.Accounts) > 1 {
		items = append(items, kit.MenuItem{Title: t("mail.all_accounts"), Checked: p.account == 0, Run: pick(0)})
		for _, a := range p.side.Accounts {
			detail := ""
			if a.Share != mail.ShareNone {
				detail = t("mail.shared_account")
			}
			items = append(items, kit.MenuItem{Title: a.Mail, Detail: detail, Checked: p.account == a.ID, Run: pick(a.ID)})
		}
		items = append(items, kit.MenuItem{})
	}
	me := p.host.Actor()
	for _, a := range p.side.Accounts {
		if me.Owns(a.OwnerID) {
			items = append(items, kit.MenuItem{Title: t("mail.account_settings", "mail", a.Mail), Icon: icons.Settings, Run: func() { p.editAccount(a) }})
		}
	}
	items = append(items, kit.MenuItem{Title: t("mail.add_account"), Icon: icons.Plus, Run: func() { p.editAccount(nil) }})
	p.show(below, items)
}

// messageItems are the actions on mails.
func (p *Page) messageItems() []kit.MenuItem {
	t := p.host.T
	m := p.message()
	if m == nil {
		return nil
	}
	star, read := t("mail.star"), t("mail.mark_unread")
	if m.Flags.Has(mail.Starred) {
		star = t("mail.unstar")
	}
	markRead := func() { p.unread() }
	if !m.Flags.Has(mail.Seen) {
		read, markRead = t("mail.mark_read"), func() { p.mark(mail.Seen, true) }
	}
	items := []kit.MenuItem{
		{Title: t("mail.reply"), Icon: icons.Reply, Key: "R", Run: func() { p.reply(false) }},
		{Title: t("mail.reply_all"), Icon: icons.ReplyAll, Key: "A", Run: func() { p.reply(true) }},
		{Title: t("mail.forward"), Icon: icons.Forward, Key: "F", Run: p.forward},
		{},
		{Title: read, Icon: icons.Mail, Key: "U", Run: markRead},
		{Title: star, Icon: icons.Flag, Key: "S", Run: p.star},
		{Title: t("mail.archive"), Icon: icons.Archive, Key: "E", Run: p.archive},
	}
	for _, f := range p.side.Folders {
		if f.AccountID == m.AccountID && f.ID != m.FolderID {
			items = append(items, kit.MenuItem{Title: t("mail.move_to", "folder", f.Name), Icon: icons.Folder, Run: func() { p.moveInto(f.ID, f.Name) }})
		}
	}
	items = append(items, kit.MenuItem{}, kit.MenuItem{Title: t("mail.link_customer"), Icon: icons.Link, Key: "L", Run: p.linkDialog})
	if m.CustomerID != 0 {
		items = append(items, kit.MenuItem{Title: t("mail.unlink_customer"), Icon: icons.Unlink, Run: p.unlink})
	}
	return append(items, kit.MenuItem{}, kit.MenuItem{Title: t("mail.delete"), Icon: icons.Trash, Key: "Delete", Danger: true, Run: p.remove})
}

func (p *Page) moveInto(folder int64, name string) {
	ids := p.targets()
	p.next(ids)
	p.run(p.host.T("mail.moved", "n", len(ids), "folder", name), func(ctx context.Context) (func(context.Context) error, error) { return p.d.Mail.Move(ctx, ids, folder) })
}

func (p *Page) listMenu(_ int, at kit.Point) {
	items := p.messageItems()
	if p.outbox() {
		items = p.letterItems()
	}
	if len(items) > 0 {
		p.host.ShowMenu(kit.Menu{From: p.surface, At: at, Items: items})
	}
}

// more is the menu of the three dots.
func (r *reader) more(*kit.Canvas) {
	p, t := r.p, r.p.host.T
	items := p.messageItems()
	if r.open.Mail != nil && hasBoth(r.open) {
		items = append(items, kit.MenuItem{}, kit.MenuItem{Title: t("mail.show_html"), Checked: r.rich, Run: func() { r.rich = !r.rich; r.show(read{r.open, r.pictures}); p.surface.Redraw() }})
	}
	items = append(items, kit.MenuItem{Title: t("mail.copy_text"), Icon: icons.Copy, Run: r.copyText})
	p.show(p.below("more"), items)
}

func hasBoth(o *mail.Opened) bool {
	for _, s := range o.Mail.Body {
		if s.HTML != "" && s.Plain != "" {
			return true
		}
	}
	return false
}

// menu is the context menu of the text.
func (r *reader) menu(at kit.Point) {
	if r.open == nil || r.open.Mail == nil {
		return
	}
	r.p.host.ShowMenu(kit.Menu{From: r.p.surface, At: at, Items: []kit.MenuItem{{Title: r.p.host.T("mail.copy_text"), Icon: icons.Copy, Run: r.copyText}}})
}

func (r *reader) copyText() {
	if r.open.Mail != nil {
		r.p.host.SetClipboard(r.open.Mail.Text())
		r.p.host.Toast(r.p.host.T("mail.copied"), nil)
	}
}

func (p *Page) fileMenu(f mail.Attachment, at kit.Point) {
	t := p.host.T
	p.host.ShowMenu(kit.Menu{From: p.surface, At: at, Items: []kit.MenuItem{
		{Title: t("mail.open"), Icon: icons.External, Run: func() { p.openFile(f) }},
		{Title: t("mail.save_as"), Icon: icons.Download, Run: func() { p.saveFile(f) }},
	}})
}

// documentMenu ties the mail to an open document of the customer.
func (p *Page) documentMenu(below kit.Rect) {
	var items []kit.MenuItem
	for _, d := range p.card.docs {
		items = append(items, kit.MenuItem{Title: d.number, Detail: d.label + "  " + amount(d.amount, d.code), Icon: icons.FileText, Run: func() {
			id := p.reader.id
			p.tie(id, "", nil, func(ctx context.Context) error { return p.d.Mail.LinkRecord(ctx, id, d.kind, d.id) })
		}})
	}
	p.show(below, items)
}

func (p *Page) unlinkRecord(kind string, record int64) {
	id := p.reader.id
	p.tie(id, "", nil, func(ctx context.Context) error { return p.d.Mail.UnlinkRecord(ctx, id, kind, record) })
}

// tie changes what a mail belongs to and reads it anew.
func (p *Page) tie(id int64, done string, undo func(), do func(ctx context.Context) error) {
	p.host.Go(func(ctx context.Context) {
		err := do(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if done != "" {
				p.host.Toast(done, undo)
			}
			p.refresh()
			if p.reader.id == id {
				p.card.message = 0
				p.read(id, false)
			}
		})
	})
}
