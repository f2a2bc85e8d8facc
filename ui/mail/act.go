package mail

import (
	"context"
	"errors"
	"slices"

	"kontor/app"
	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

func keyOf(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

func (p *Page) fetchCommand() kit.Command {
	return kit.Command{ID: "mail.fetch", Title: p.host.T("mail.fetch"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.fetch, Status: "", Enabled: func() string {
		if p.isFetching() {
			return p.host.T("mail.fetching")
		}
		return ""
	}}
}

// Commands are the actions of the window.
func (p *Page) Commands() []kit.Command {
	t := p.host.T
	own := func() string {
		if p.message() == nil {
			return t("mail.choose_first")
		}
		return ""
	}
	list := []kit.Command{
		p.fetchCommand(),
		{ID: "mail.new", Title: t("mail.write"), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Pencil, Run: func() { p.begin(mail.Start{}, "new") }},
		{ID: "mail.reply", Title: t("mail.reply"), Keys: []kit.Key{"R"}, Icon: icons.Reply, Scope: kit.ScopeList, Status: t("mail.reply"), Enabled: own, Run: func() { p.reply(false) }},
		{ID: "mail.reply_all", Title: t("mail.reply_all"), Keys: []kit.Key{"A"}, Icon: icons.ReplyAll, Scope: kit.ScopeList, Enabled: own, Run: func() { p.reply(true) }},
		{ID: "mail.forward", Title: t("mail.forward"), Keys: []kit.Key{"F"}, Icon: icons.Forward, Scope: kit.ScopeList, Enabled: own, Run: p.forward},
		{ID: "mail.archive", Title: t("mail.archive"), Keys: []kit.Key{"E"}, Icon: icons.Archive, Scope: kit.ScopeList, Status: t("mail.archive"), Enabled: own, Run: p.archive},
		{ID: "mail.link", Title: t("mail.link_customer"), Keys: []kit.Key{"L"}, Icon: icons.Link, Scope: kit.ScopeList, Status: t("mail.link_customer"), Enabled: own, Run: p.linkDialog},
		{ID: "mail.star", Title: t("mail.star"), Keys: []kit.Key{"S"}, Icon: icons.Flag, Scope: kit.ScopeList, Enabled: own, Run: p.star},
		{ID: "mail.unread", Title: t("mail.mark_unread"), Keys: []kit.Key{"U"}, Icon: icons.Mail, Scope: kit.ScopeList, Enabled: own, Run: p.unread},
		{ID: "mail.delete", Title: t("mail.delete"), Keys: []kit.Key{"Delete"}, Icon: icons.Trash, Scope: kit.ScopeList, Enabled: own, Run: p.remove},
		{ID: "mail.search", Title: t("mail.search"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: p.search.Focus},
		{ID: "mail.account.new", Title: t("mail.add_account"), Icon: icons.Plus, Run: func() { p.editAccount(nil) }},
		{ID: "mail.templates", Title: t("mail.templates"), Icon: icons.FileText, Run: p.templates},
	}
	if p.outbox() {
		list = slices.DeleteFunc(list, func(c kit.Command) bool { return c.Scope == kit.ScopeList })
		list = append(list, kit.Command{ID: "mail.discard", Title: t("mail.discard"), Keys: []kit.Key{"Delete"}, Icon: icons.Trash, Scope: kit.ScopeList, Run: p.discardSelected})
	}
	if p.write != nil {
		list = append(list, kit.Command{ID: "mail.send", Title: t("mail.send"), Keys: []kit.Key{"Ctrl+Enter"}, Icon: icons.Send, Status: t("mail.send"), Run: p.write.send})
	}
	return list
}

func (p *Page) key(k kit.Key, inField bool) bool {
	if k == "Esc" && p.write != nil && !p.search.Focused() {
		p.write.leave()
		return true
	}
	if k == "Esc" && p.filter.Text != "" {
		p.search.SetText("")
		p.filter.Text = ""
		p.readList()
		return true
	}
	return kit.RunKey(p.Commands(), k, inField)
}

// fetch does a round for the accounts shown.
func (p *Page) fetch() {
	for _, a := range p.side.Accounts {
		if !a.Active || p.account != 0 && a.ID != p.account || p.fetching[a.ID] {
			continue
		}
		id := a.ID
		p.fetching[id] = true
		p.host.Go(func(ctx context.Context) {
			r, err := p.d.Mail.Fetch(ctx, id)
			if err == nil {
				_, err = p.d.Mail.SendQueued(ctx)
			}
			p.host.Post(func() {
				p.fetching[id] = false
				if err == nil && r.New > 0 {
					p.host.Toast(p.host.T("mail.new_mails", "n", r.New), nil)
				}
				p.refresh()
				p.surface.Redraw()
			})
		})
	}
	p.surface.Redraw()
}

// run does an action and offers to undo it.
func (p *Page) run(done string, do func(ctx context.Context) (func(context.Context) error, error)) {
	p.host.Go(func(ctx context.Context) {
		undo, err := do(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if done != "" {
				var back func()
				if undo != nil {
					back = func() {
						p.run("", func(ctx context.Context) (func(context.Context) error, error) { return nil, undo(ctx) })
					}
				}
				p.host.Toast(done, back)
			}
			p.refresh()
		})
	})
}

// next selects the row after those that leave the list.
func (p *Page) next(ids []int64) {
	at := slices.Index(p.ids, p.selected)
	if at < 0 || !slices.Contains(ids, p.selected) {
		return
	}
	for i := at + 1; i < len(p.ids); i++ {
		if !slices.Contains(ids, p.ids[i]) {
			p.selected = p.ids[i]
			return
		}
	}
	for i := at - 1; i >= 0; i-- {
		if !slices.Contains(ids, p.ids[i]) {
			p.selected = p.ids[i]
			return
		}
	}
	p.selected = 0
}

func (p *Page) moveTo(role mail.Role, key string) {
	ids := p.targets()
	if len(ids) == 0 {
		return
	}
	p.next(ids)
	p.list.PickNone()
	p.run(p.host.T(key, "n", len(ids)), func(ctx context.Context) (func(context.Context) error, error) { return p.d.Mail.MoveTo(ctx, ids, role) })
}

func (p *Page) archive() { p.moveTo(mail.RoleArchive, "mail.archived") }

// remove puts mails into the trash; from there they are erased after a question.
func (p *Page) remove() {
	if p.view != string(mail.ViewTrash) && p.view != string(mail.ViewJunk) {
		p.moveTo(mail.RoleTrash, "mail.trashed")
		return
	}
	ids := p.targets()
	p.host.Ask(kit.Question{Title: p.host.T("mail.erase_title", "n", len(ids)), Text: p.host.T("mail.erase_text"), Danger: true, Yes: p.host.T("mail.erase"), OnYes: func() {
		p.next(ids)
		p.run("", func(ctx context.Context) (func(context.Context) error, error) { return nil, p.d.Mail.Erase(ctx, ids) })
	}})
}

func (p *Page) mark(f mail.Flags, on bool) {
	ids := p.targets()
	p.run("", func(ctx context.Context) (func(context.Context) error, error) { return p.d.Mail.Mark(ctx, ids, f, on) })
}

func (p *Page) star() {
	if m := p.message(); m != nil {
		p.mark(mail.Starred, !m.Flags.Has(mail.Starred))
	}
}

func (p *Page) unread() { p.mark(mail.Seen, false) }

// tapped takes a click on the dot of a card: read or unread.
func (p *Page) tapped(i int, at kit.Point, r kit.Rect) bool {
	if p.outbox() || at.X > r.X+20 || at.Y > r.Y+32 {
		return false
	}
	m, ok := p.rows[p.keyAt(i)]
	if !ok || m.Outgoing {
		return false
	}
	p.run("", func(ctx context.Context) (func(context.Context) error, error) {
		return p.d.Mail.Mark(ctx, []int64{m.ID}, mail.Seen, !m.Flags.Has(mail.Seen))
	})
	return true
}

// openFile opens an attachment with the system's program, unless it is itself a program.
func (p *Page) openFile(f mail.Attachment) {
	id := p.reader.id
	switch parse.DangerOf(f.Name) {
	case parse.Blocked:
		p.host.Ask(kit.Question{Title: p.host.T("mail.blocked_title"), Text: p.host.T("mail.blocked_text", "name", f.Name), Yes: p.host.T("mail.save_as"), OnYes: func() { p.saveFile(f) }})
	case parse.Careful:
		p.host.Ask(kit.Question{
			Title: p.host.T("mail.careful_title"), Text: p.host.T("mail.careful_text", "name", f.Name), Yes: p.host.T("mail.open_anyway"), OnYes: func() { p.openNow(id, f) },
			Other: p.host.T("mail.save_as"), OnElse: func() { p.saveFile(f) },
		})
	default:
		p.openNow(id, f)
	}
}

func (p *Page) openNow(id int64, f mail.Attachment) {
	p.host.Go(func(ctx context.Context) {
		file, err := p.d.Mail.File(ctx, id, f.Path)
		var path string
		if err == nil {
			path, err = p.d.Temp(file.Name, file.Content)
		}
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.host.OpenFile(path)
		})
	})
}

func (p *Page) saveFile(f mail.Attachment) {
	id := p.reader.id
	p.host.SaveFile(kit.FileRequest{Title: p.host.T("mail.save_as"), Name: f.Name, Confirm: true}, func(path string) {
		p.host.Go(func(ctx context.Context) {
			file, err := p.d.Mail.File(ctx, id, f.Path)
			if err == nil {
				err = p.d.Keep(path, file.Content)
			}
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.host.Toast(p.host.T("mail.saved", "name", f.Name), nil)
			})
		})
	})
}

// openLink shows where a link leads before it is followed.
func (p *Page) followed(link, host string) {
	q := kit.Question{
		Title: p.host.T("mail.open_link"), Text: link, Yes: p.host.T("mail.open"), OnYes: func() { p.host.OpenFile(link) }, Other: p.host.T("mail.copy_link"),
		OnElse: func() { p.host.SetClipboard(link) },
	}
	if host != "" {
		q.Text = p.host.T("mail.link_elsewhere", "host", host) + "\n" + link
		q.Danger = true
	}
	p.host.Ask(q)
}

func (r *reader) openLink(w wordRun) { r.p.followed(w.link, w.host) }
