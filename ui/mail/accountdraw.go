package mail

import (
	"strings"

	"kontor/app/mail"
	"kontor/app/mail/provider"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const formLabel = 96

// height is the room the body needs.
func (x *accountDialog) height(w float32) float32 {
	h := float32(3*38) + 30 + 38 + 84
	if x.mail.Err != "" {
		h += 20
	}
	if help := x.help(); help != "" {
		h += kit.ParaHeight(help, kit.Hint, w-formLabel-8, 0) + 6
	}
	h += 34
	if x.more {
		h += 5 * 36
	}
	return h + x.resultHeight(w)
}

// draw draws the form.
func (x *accountDialog) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	form := kit.Form{Label: formLabel}
	c.FormRow(&r, "mail", t("mail_account.mail"), x.mail, form)
	x.source(c, r.CutTop(30).Pad(formLabel+8, 0, 0, 6))
	c.FormRow(&r, "secret", t("mail.secret."+string(x.secretKind())), x.secret, form)
	if help := x.help(); help != "" {
		h := kit.ParaHeight(help, kit.Hint, r.W-formLabel-8, 0)
		c.Para(r.CutTop(h).Pad(formLabel+8, 0, 0, 0), help, kit.Hint, 0)
		r.CutTop(6)
	}
	c.FormRow(&r, "name", t("mail_account.name"), x.name, form)
	row := r.CutTop(38)
	c.Text(row.CutLeft(formLabel).MiddleRow(28), t("mail_account.share"), kit.Second.RightAligned())
	row.CutLeft(8)
	tabs := []kit.Tab{}
	for _, s := range []mail.Share{mail.ShareNone, mail.ShareUnit, mail.ShareAll} {
		tabs = append(tabs, kit.Tab{ID: string(s), Text: t("mail_account.share." + string(s))})
	}
	c.Segment("share", row.MiddleRow(28), tabs, x.share, func(id string) { x.share = id })
	sign := r.CutTop(84)
	c.Text(sign.CutLeft(formLabel).Pad(0, 0, 0, 50), t("mail_account.signature"), kit.Second.RightAligned())
	sign.CutLeft(8)
	c.Field("signature", sign.Pad(0, 0, 0, 10), x.sign)
	x.servers(c, &r)
	x.result(c, r)
}

func (x *accountDialog) secretKind() provider.Secret {
	if x.found.Secret == "" {
		return provider.Password
	}
	return x.found.Secret
}

// help says where to get the secret that the provider wants.
func (x *accountDialog) help() string {
	t := x.p.host.T
	switch x.secretKind() {
	case provider.Password:
		return ""
	case provider.OAuth:
		return t("mail.help.oauth")
	}
	if x.found.Preset != nil {
		return t("mail.help."+string(x.found.Secret), "name", x.found.Preset.Label(x.p.host.Lang()))
	}
	return ""
}

// source says which servers were found, and how.
func (x *accountDialog) source(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	if x.mail.Err != "" {
		return
	}
	switch {
	case x.asking:
		c.Text(r, t("mail.looking_up"), kit.Hint)
	case x.found.Source == "":
		c.Text(r, t("mail.address_first"), kit.Hint)
	case x.found.Source == provider.FromGuess:
		c.Icon(r.CutLeft(14), icons.TriangleAlert, 13, theme.Warn)
		r.CutLeft(6)
		c.Text(r, t("mail.found.guess"), kit.Caption.In(theme.Warn))
	default:
		name := x.found.IMAP.Host
		if x.found.Preset != nil {
			name = x.found.Preset.Label(x.p.host.Lang()) + "  " + x.found.IMAP.Host
		}
		c.Icon(r.CutLeft(14), icons.CircleCheck, 14, theme.OK)
		r.CutLeft(6)
		c.Text(r, name, kit.Caption)
	}
}

// servers draws the rows of the servers behind a link.
func (x *accountDialog) servers(c *kit.Canvas, r *kit.Rect) {
	t := x.p.host.T
	row := r.CutTop(34)
	text := t("mail.show_servers")
	if x.more {
		text = t("mail.hide_servers")
	}
	c.LinkText(row.Pad(formLabel+8, 0, 0, 6), "servers", text, kit.Link, func() { x.more = !x.more; x.d.Redraw() })
	if !x.more {
		return
	}
	x.server(c, r.CutTop(36), t("mail.server_in"), "in", x.inHost, x.inPort, &x.inSecurity)
	x.field(c, r.CutTop(36), t("mail_account.imap_user"), "in.user", x.inUser)
	x.server(c, r.CutTop(36), t("mail.server_out"), "out", x.outHost, x.outPort, &x.outSecurity)
	x.field(c, r.CutTop(36), t("mail_account.smtp_user"), "out.user", x.outUser)
	keep := r.CutTop(36)
	c.Text(keep.CutLeft(formLabel).MiddleRow(28), t("mail_account.keep_days"), kit.Second.RightAligned())
	keep.CutLeft(8)
	c.Field("keep", keep.CutLeft(80).MiddleRow(28), x.keepDays)
	keep.CutLeft(8)
	c.Text(keep, t("mail.keep_days_hint"), kit.Hint)
}

func (x *accountDialog) field(c *kit.Canvas, row kit.Rect, label, id string, f *kit.Field) {
	f.Placeholder = strings.TrimSpace(x.mail.Text())
	c.Text(row.CutLeft(formLabel).MiddleRow(28), label, kit.Second.RightAligned())
	row.CutLeft(8)
	c.Field(id, row.MiddleRow(28), f)
}

// server draws host, port and protection of one server.
func (x *accountDialog) server(c *kit.Canvas, row kit.Rect, label, id string, host, port *kit.Field, security *string) {
	t := x.p.host.T
	c.Text(row.CutLeft(formLabel).MiddleRow(28), label, kit.Second.RightAligned())
	row.CutLeft(8)
	c.Drop(id+".security", row.CutRight(112).MiddleRow(28), t("mail_account.imap_security."+*security), "", func() []kit.MenuItem {
		var items []kit.MenuItem
		for _, s := range []provider.Security{provider.TLS, provider.StartTLS, provider.Open} {
			items = append(items, kit.MenuItem{Title: t("mail_account.imap_security." + string(s)), Checked: *security == string(s), Run: func() {
				*security = string(s)
				x.trial = nil
				x.d.Redraw()
			}})
		}
		return items
	})
	row.CutRight(8)
	c.Field(id+".port", row.CutRight(64).MiddleRow(28), port)
	row.CutRight(8)
	c.Field(id+".host", row.MiddleRow(28), host)
}

// lines are what a test showed.
func (x *accountDialog) lines() []resultLine {
	t := x.p.host.T
	switch {
	case x.err != "":
		return []resultLine{{icons.TriangleAlert, theme.Bad, x.err}}
	case x.trying:
		return []resultLine{{icons.Hourglass, theme.Text2, t("mail.trying")}}
	case x.trial == nil:
		return nil
	}
	line := func(err error, good string) resultLine {
		if err != nil {
			return resultLine{icons.CircleX, theme.Bad, x.p.host.ErrorText(err)}
		}
		return resultLine{icons.CircleCheck, theme.OK, good}
	}
	return []resultLine{line(x.trial.In, t("mail.trial_in", "n", x.trial.Folders)), line(x.trial.Out, t("mail.trial_out"))}
}

type resultLine struct {
	icon  icons.Name
	color theme.Token
	text  string
}

func (x *accountDialog) resultHeight(w float32) float32 {
	h := float32(0)
	for _, l := range x.lines() {
		h += kit.ParaHeight(l.text, kit.Body, w-formLabel-30, 0) + 6
	}
	return h
}

func (x *accountDialog) result(c *kit.Canvas, r kit.Rect) {
	for _, l := range x.lines() {
		h := kit.ParaHeight(l.text, kit.Body, r.W-formLabel-30, 0)
		row := r.CutTop(h+6).Pad(formLabel+8, 0, 0, 6)
		c.Icon(kit.R(row.X, row.Y, 14, 19), l.icon, 14, l.color)
		row.CutLeft(22)
		c.Para(row, l.text, kit.Body.In(colorOf(l.color)), 0)
	}
}

// colorOf keeps good news in the colour of text.
func colorOf(t theme.Token) theme.Token {
	if t == theme.Bad {
		return t
	}
	return theme.Text
}
