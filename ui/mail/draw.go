package mail

import (
	"strconv"

	"kontor/app/mail"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const (
	listWidth  = 336
	replyHead  = 38
	marksStrip = 32
	replyFoot  = 46
)

func (p *Page) draw(c *kit.Canvas) {
	r := c.Bounds()
	p.width = r.W
	c.Fill(r, theme.Content)
	p.header(c, r.CutTop(theme.AreaHeader))
	if len(p.side.Accounts) == 0 && !p.sideLoad.Waiting() && p.sideLoad.Failed() == nil {
		p.noAccount(c, r)
		return
	}
	side := r.CutLeft(theme.ViewList)
	c.Fill(side, theme.Sunken)
	p.folders(c, side)
	c.LineV(side.Right()-1, side.Y, side.H, theme.Line)
	p.drawList(c, r.CutLeft(listWidth))
	c.LineV(r.X-1, r.Y, r.H, theme.Line)
	if p.showsCard() {
		p.shownCard().draw(c, p.side2.CutRight(c, "side", &r))
	}
	switch {
	case p.write != nil && p.write.full:
		p.write.draw(c, r)
	case p.outbox():
		p.drawLetter(c, r)
	default:
		if p.write != nil {
			p.write.draw(c, p.foot.CutBottom(c, "reply", &r))
		}
		p.reader.draw(c, r)
	}
}

// showsCard tells whether there is room and reason for the pane at the right.
func (p *Page) showsCard() bool {
	return p.width >= theme.NarrowWidth-theme.Rail-60 && (!p.outbox() || p.write != nil && p.write.kind == "new")
}

// shownCard is the pane at the right: whose mail is read, or to whom a new one goes.
func (p *Page) shownCard() *card {
	if p.write != nil && p.write.kind == "new" {
		return &p.write.card
	}
	return &p.card
}

// header draws title, account and actions.
func (p *Page) header(c *kit.Canvas, r kit.Rect) {
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	row := r.Pad(theme.MarginLeft-2, 0, theme.MarginRight, 1)
	c.ButtonsRight(&row, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.host.T("mail.detach"), Tap: p.host.Detach})
	if len(p.side.Accounts) > 0 {
		row.CutRight(2)
		fetch := kit.CommandButton(p.fetchCommand(), kit.Plain)
		c.ButtonsRight(&row, fetch, kit.Button{ID: "templates", Text: p.host.T("mail.templates"), Icon: icons.FileText, Kind: kit.Plain, Tap: p.templates},
			kit.Button{ID: "mail.new", Text: p.host.T("mail.write"), Icon: icons.Pencil, Kind: kit.Primary, Tap: func() { p.begin(mail.Start{}, "new") }})
	}
	row.CutLeft(c.Text(row, p.host.T("area.mail"), kit.Title) + 20)
	p.accountName(c, row)
}

// accountName draws which account is shown and when it was fetched last; a click offers
// the others and their settings.
func (p *Page) accountName(c *kit.Canvas, row kit.Rect) {
	if len(p.side.Accounts) == 0 {
		return
	}
	name := p.host.T("mail.all_accounts")
	if len(p.side.Accounts) == 1 {
		name = p.side.Accounts[0].Mail
	}
	for _, a := range p.side.Accounts {
		if a.ID == p.account {
			name = a.Mail
		}
	}
	w := kit.Measure(name, kit.Caption) + 18
	box := row.CutLeft(w).MiddleRow(24)
	st := c.Hit("account", box.Grow(2), kit.Hit{
		Name: p.host.T("mail.accounts"), Value: name, Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true,
		Tap: func() { p.accountMenu(box) },
	})
	if st.Hover {
		c.Round(box.Grow(3), theme.RadiusControl, theme.Hover, theme.None)
	}
	if st.Ring {
		c.FocusRing(box, theme.RadiusControl)
	}
	c.Text(box, name, kit.Caption)
	c.Icon(box.Pad(w-15, 1, 0, 0), icons.ChevronDown, 11, theme.Muted)
	row.CutLeft(10)
	c.Text(row, p.fetched(), kit.Caption.In(theme.Muted))
}

// fetched says when mail was fetched last.
func (p *Page) fetched() string {
	if p.isFetching() {
		return p.host.T("mail.fetching")
	}
	var last int64
	for id, l := range p.side.Looks {
		if p.account != 0 && id != p.account {
			continue
		}
		if at := l.Synced.UnixMilli(); !l.Synced.IsZero() && at > last {
			last = at
		}
	}
	if last == 0 {
		return ""
	}
	for _, l := range p.side.Looks {
		if l.Synced.UnixMilli() == last {
			return p.host.T("mail.fetched_at", "time", p.when(l.Synced, false))
		}
	}
	return ""
}

func (p *Page) isFetching() bool {
	for id, on := range p.fetching {
		if on && (p.account == 0 || id == p.account) {
			return true
		}
	}
	return false
}

var viewIcons = map[mail.ViewKey]icons.Name{
	mail.ViewInbox: icons.Mail, mail.ViewCustomers: icons.Users, mail.ViewUnmatched: icons.Info, mail.ViewStarred: icons.Star, mail.ViewDrafts: icons.Pencil,
	mail.ViewSent: icons.Send, mail.ViewScheduled: icons.Clock, mail.ViewArchive: icons.Archive, mail.ViewJunk: icons.CircleAlert, mail.ViewTrash: icons.Trash,
}

// shownCount is the number beside a view: what waits to be read or done, and nothing for
// the views that only keep.
func (p *Page) shownCount(v mail.ViewKey) int64 {
	n := p.side.Counts[v]
	switch v {
	case mail.ViewInbox, mail.ViewCustomers:
		return n.Unread
	case mail.ViewUnmatched, mail.ViewStarred, mail.ViewDrafts, mail.ViewScheduled:
		return n.Total
	}
	return 0
}

// folders draws views and folders.
func (p *Page) folders(c *kit.Canvas, r kit.Rect) {
	var items []kit.NavItem
	for _, v := range append(append([]mail.ViewKey{}, mail.Views...), mail.ViewJunk, mail.ViewTrash) {
		if (v == mail.ViewJunk || v == mail.ViewTrash) && p.view != string(v) && !p.more {
			continue
		}
		it := kit.NavItem{ID: string(v), Text: p.host.T("mail.view." + string(v)), Icon: viewIcons[v]}
		if n := p.shownCount(v); n > 0 {
			it.Count = strconv.FormatInt(n, 10)
		}
		items = append(items, it)
	}
	if !p.more {
		items = append(items, kit.NavItem{ID: "more", Text: p.host.T("mail.more_folders"), Icon: icons.ChevronDown})
	}
	if len(p.side.Folders) > 0 {
		items = append(items, kit.NavItem{Text: p.host.T("mail.my_folders"), Head: true})
	}
	for _, f := range p.side.Folders {
		it := kit.NavItem{ID: "folder." + number(f.ID), Text: f.Name, Icon: icons.Folder}
		if f.Total > 0 {
			it.Count = strconv.FormatInt(f.Total, 10)
		}
		items = append(items, it)
	}
	c.Scroll("folders", r.Pad(0, 10, 1, 0), kit.NavHeight(items)+10, func(body kit.Rect) {
		c.Nav("view", body, items, p.view, func(id string) {
			if id == "more" {
				p.more = true
				p.surface.Redraw()
				return
			}
			p.choose(id)
		})
	})
}

// noAccount is what the window shows before the first account.
func (p *Page) noAccount(c *kit.Canvas, r kit.Rect) {
	c.Empty(r, kit.Empty{
		Icon: icons.Mail, Title: p.host.T("mail.no_account_title"), Text: p.host.T("mail.no_account_text"),
		First: kit.Button{ID: "account.new", Text: p.host.T("mail.add_account"), Icon: icons.Plus, Kind: kit.Primary, Tap: func() { p.editAccount(nil) }},
	})
}
