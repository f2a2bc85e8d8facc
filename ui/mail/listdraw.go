package mail

import (
	"cmp"
	"strconv"
	"time"

	"kontor/app/mail"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawList draws the search field and the cards.
func (p *Page) drawList(c *kit.Canvas, r kit.Rect) {
	r.CutRight(1)
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	row := bar.Pad(10, 0, 8, 1)
	c.Button(row.CutRight(theme.Control).MiddleRow(theme.Control), kit.Button{
		ID: "filter", Icon: icons.Filter, Tip: p.host.T("mail.filter"), Active: p.filter.Unread || p.filter.WithFiles,
		Tap: p.filterMenu,
	})
	row.CutRight(8)
	c.Field("search", row.MiddleRow(theme.Control), p.search)
	if p.problem != nil {
		b := p.problemBanner()
		h := kit.BannerHeight(b, r.W-16)
		c.Banner(r.CutTop(h+16).Inset(8), b)
	}
	switch {
	case p.listLoad.Slow() && p.list.Len == 0:
		p.placeholders(c, r)
	case p.list.Len == 0 && !p.listLoad.Waiting():
		p.emptyList(c, r)
	default:
		p.list.Draw(c, "list", r)
	}
}

// placeholders are grey cards while a list loads.
func (p *Page) placeholders(c *kit.Canvas, r kit.Rect) {
	c.Clip(r, func() {
		for i := 0; r.H > 0; i++ {
			row := r.CutTop(theme.CardRow)
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			in := row.Pad(22, 13, 12, 0)
			for k, part := range []float32{0.35, 0.62 - 0.08*float32(i%3), 0.8 - 0.1*float32(i%2)} {
				c.Round(kit.R(in.X, in.Y+float32(k)*18, in.W*part, 9), 3, theme.GraySoft, theme.None)
			}
		}
	})
}

func (p *Page) emptyList(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	switch {
	case p.filter.Text != "":
		c.Empty(r, kit.Empty{
			Icon: icons.Search, Title: t("mail.nothing_found", "text", p.filter.Text),
			LinkOne: t("mail.clear_search"), OnOne: func() { p.search.SetText(""); p.filter.Text = ""; p.readList() },
		})
	case p.filter.Unread || p.filter.WithFiles:
		c.Empty(r, kit.Empty{Icon: icons.Filter, Title: t("mail.nothing_filtered"), LinkOne: t("mail.clear_filter"), OnOne: func() { p.filter.Unread, p.filter.WithFiles = false, false; p.readList() }})
	case p.listLoad.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("mail.list_failed"), Text: p.host.ErrorText(p.listLoad.Failed()), First: kit.Button{ID: "again", Text: t("mail.try_again"), Tap: p.readList}})
	default:
		key := "folder"
		if _, ok := viewIcons[mail.ViewKey(p.view)]; ok {
			key = p.view
		}
		icon := viewIcons[mail.ViewKey(p.view)]
		if icon == "" {
			icon = icons.Folder
		}
		c.Empty(r, kit.Empty{Icon: icon, Title: t("mail.empty." + key), Text: t("mail.empty." + key + "_text")})
	}
}

// problemBanner says why mail could not be fetched and what helps.
func (p *Page) problemBanner() kit.Banner {
	b := kit.Banner{Tint: kit.Amber, Icon: icons.WifiOff, Text: p.host.ErrorText(p.problem), Action: p.host.T("mail.try_again"), Run: p.fetch}
	switch keyOf(p.problem) {
	case mail.LoginRefused, "mail.no_secret", mail.Untrusted, mail.NeedsID, mail.OAuthRequired, mail.NoProtection:
		b.Tint, b.Icon = kit.Red, icons.TriangleAlert
		b.Action = p.host.T("mail.open_account")
		b.Run = func() {
			for _, a := range p.side.Accounts {
				if l := p.side.Looks[a.ID]; l.Error != "" {
					p.editAccount(a)
					return
				}
			}
		}
	}
	return b
}

// drawCard draws a row of the list.
func (p *Page) drawCard(c *kit.Canvas, r kit.Rect, i int, st kit.RowState) {
	if p.outbox() {
		if i < len(p.outs) {
			p.drawOut(c, r, p.outs[i], st)
		}
		return
	}
	m, ok := p.rows[p.keyAt(i)]
	if !ok {
		in := r.Pad(22, 14, 60, 0)
		for k, part := range []float32{0.4, 0.7, 0.85} {
			c.Round(kit.R(in.X, in.Y+float32(k)*19, in.W*part, 9), 3, theme.GraySoft, theme.None)
		}
		return
	}
	unread := !m.Flags.Has(mail.Seen) && !m.Outgoing
	name, subject := kit.Body, kit.Body
	if unread {
		name, subject = kit.Strong, kit.Strong
		c.Dot(kit.Point{X: r.X + 12, Y: r.Y + 18}, 7, theme.Primary)
	}
	in := r.Pad(22, 0, 12, 0)
	top := kit.R(in.X, in.Y+8, in.W, 20)
	when := p.when(m.At, false)
	right := top
	c.Text(right.CutRight(kit.Measure(when, kit.Hint)+1), when, kit.Hint.RightAligned())
	if m.Files > 0 {
		n := strconv.Itoa(m.Files)
		right.CutRight(6)
		if m.Body != mail.BodyMissing {
			c.Text(right.CutRight(kit.Measure(n, kit.Hint)+1), n, kit.Hint)
			right.CutRight(1)
		}
		c.Icon(right.CutRight(13), icons.Paperclip, 12, theme.Muted)
	}
	if m.Flags.Has(mail.Starred) {
		right.CutRight(5)
		c.Icon(right.CutRight(13), icons.Star, 12, theme.Warn)
	}
	if m.Flags.Has(mail.Answered) {
		right.CutRight(5)
		c.Icon(right.CutRight(13), icons.Reply, 12, theme.Muted)
	}
	right.CutRight(8)
	c.Text(right, p.partner(m), name)
	c.Text(kit.R(in.X, in.Y+26, in.W, 20), cmp.Or(m.Subject, p.host.T("mail.no_subject")), subject)
	last := kit.R(in.X, in.Y+45, in.W, 20)
	if text, tint := p.whose(m); text != "" {
		w := min(kit.BadgeWidth(text), 150)
		c.Badge(last.CutRight(w), text, tint)
		last.CutRight(10)
	}
	c.Text(last, m.Snippet, kit.Caption.In(theme.Muted))
}

// partner is who the mail is from, or to when we wrote it.
func (p *Page) partner(m mail.Message) string {
	if m.Outgoing {
		return cmp.Or(m.To, p.host.T("mail.nobody"))
	}
	return cmp.Or(m.From.Label(), p.host.T("mail.nobody"))
}

// whose is the badge of a mail: its customer, or that it has none.
func (p *Page) whose(m mail.Message) (string, kit.Tint) {
	switch {
	case m.Match == mail.MatchFound && p.names[m.CustomerID] != "":
		return p.names[m.CustomerID], kit.Gray
	case m.Match == mail.MatchNone:
		return p.host.T("mail.unmatched"), kit.Amber
	case m.Bounce:
		return p.host.T("mail.bounce"), kit.Red
	}
	return "", kit.Gray
}

// drawOut draws a letter of the outbox.
func (p *Page) drawOut(c *kit.Canvas, r kit.Rect, o mail.Outgoing, _ kit.RowState) {
	in := r.Pad(22, 0, 12, 0)
	top := kit.R(in.X, in.Y+8, in.W, 20)
	when := p.when(o.UpdatedAt, false)
	c.Text(top.CutRight(kit.Measure(when, kit.Hint)+1), when, kit.Hint.RightAligned())
	top.CutRight(8)
	c.Text(top, cmp.Or(o.Recipients, p.host.T("mail.nobody")), kit.Body)
	c.Text(kit.R(in.X, in.Y+26, in.W, 20), cmp.Or(o.Subject, p.host.T("mail.no_subject")), kit.Body)
	last := kit.R(in.X, in.Y+45, in.W, 20)
	text, tint := p.stateOf(o)
	c.Badge(last, text, tint)
}

// stateOf says where a letter stands.
func (p *Page) stateOf(o mail.Outgoing) (string, kit.Tint) {
	t := p.host.T
	switch o.State {
	case mail.Queued:
		switch {
		case o.Attempts > 0:
			return t("mail.state.retry", "time", p.when(o.NextAt, o.NextAt.Sub(p.host.Now()) > 20*time.Hour), "n", o.Attempts), kit.Amber
		case o.NextAt.Sub(p.host.Now()) > time.Minute:
			return t("mail.state.scheduled", "time", p.when(o.NextAt, true)), kit.Blue
		}
		return t("mail.state.queued"), kit.Gray
	case mail.InFlight:
		return t("mail.state.sending"), kit.Gray
	case mail.Failed:
		return t("mail.state.failed"), kit.Red
	case mail.Uncertain:
		return t("mail.state.unknown"), kit.Amber
	}
	return t("mail.state.draft"), kit.Gray
}
