package mail

import (
	"strings"

	"kontor/app/mail"
	"kontor/app/mail/provider"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

const (
	formLabel = 96
	formInset = formLabel + 10 // where the fields begin
	formRow   = theme.Control + 9
	signature = 76
)

var accountForm = kit.Form{Label: formLabel}

// height is the room the body needs.
func (x *accountDialog) height(w float32) float32 {
	h := float32(4*formRow+sourceLine) + signature + 9 + linkLine
	if x.mail.Err != "" {
		h += 20
	}
	if help := x.help(); help != "" {
		h += kit.ParaHeight(help, kit.Hint, w-formInset, 0) + 8
	}
	if x.more {
		h += 5 * formRow
	}
	return h + x.resultHeight(w)
}

const (
	sourceLine = 26
	linkLine   = 24
)

// draw draws the form.
func (x *accountDialog) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	c.FormRow(&r, "mail", t("mail_account.mail"), x.mail, accountForm)
	x.source(c, r.CutTop(sourceLine).Pad(formInset, -5, 0, 9))
	c.FormRow(&r, "secret", t("mail.secret."+string(x.secretKind())), x.secret, accountForm)
	if help := x.help(); help != "" {
		h := kit.ParaHeight(help, kit.Hint, r.W-formInset, 0)
		c.Para(r.CutTop(h).Pad(formInset, -3, 0, 0), help, kit.Hint, 0)
		r.CutTop(8)
	}
	c.FormRow(&r, "name", t("mail_account.name"), x.name, accountForm)
	c.FormPart(&r, t("mail_account.share"), theme.Control, "", accountForm, func(row kit.Rect) {
		tabs := []kit.Tab{}
		for _, s := range []mail.Share{mail.ShareNone, mail.ShareUnit, mail.ShareAll} {
			tabs = append(tabs, kit.Tab{ID: string(s), Text: t("mail_account.share." + string(s))})
		}
		c.Segment("share", row, tabs, x.share, func(id string) { x.share = id })
	})
	c.FormPart(&r, t("mail_account.signature"), signature, "", accountForm, func(box kit.Rect) { c.Field("signature", box, x.sign) })
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
	text := t("mail.show_servers")
	if x.more {
		text = t("mail.hide_servers")
	}
	c.LinkText(r.CutTop(linkLine).Pad(formInset, -4, 0, 4), "servers", text, kit.Link, func() { x.more = !x.more; x.d.Redraw() })
	if !x.more {
		return
	}
	for _, f := range []*kit.Field{x.inUser, x.outUser} {
		f.Placeholder = strings.TrimSpace(x.mail.Text())
	}
	x.server(c, r, server{"in", "mail.server_in", x.inHost, x.inPort, &x.inSecurity})
	c.FormRow(r, "in.user", t("mail_account.imap_user"), x.inUser, accountForm)
	x.server(c, r, server{"out", "mail.server_out", x.outHost, x.outPort, &x.outSecurity})
	c.FormRow(r, "out.user", t("mail_account.smtp_user"), x.outUser, accountForm)
	c.FormPart(r, t("mail_account.keep_days"), theme.Control, "", accountForm, func(row kit.Rect) {
		c.Field("keep", row.CutLeft(80), x.keepDays)
		row.CutLeft(8)
		c.Text(row, t("mail.keep_days_hint"), kit.Hint)
	})
}

// server is a row with host, port and protection.
type server struct {
	id, label  string
	host, port *kit.Field
	security   *string
}

func (x *accountDialog) server(c *kit.Canvas, r *kit.Rect, s server) {
	t := x.p.host.T
	c.FormPart(r, t(s.label), theme.Control, "", accountForm, func(row kit.Rect) {
		c.Drop(s.id+".security", row.CutRight(112), t("mail_account.imap_security."+*s.security), "", func() []kit.MenuItem {
			var items []kit.MenuItem
			for _, kind := range []provider.Security{provider.TLS, provider.StartTLS, provider.Open} {
				items = append(items, kit.MenuItem{Title: t("mail_account.imap_security." + string(kind)), Checked: *s.security == string(kind), Run: func() {
					*s.security = string(kind)
					x.trial = nil
					x.d.Redraw()
				}})
			}
			return items
		})
		row.CutRight(8)
		c.Field(s.id+".port", row.CutRight(64), s.port)
		row.CutRight(8)
		c.Field(s.id+".host", row, s.host)
	})
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
		h += kit.ParaHeight(l.text, kit.Body, w-formInset-22, 0) + 6
	}
	return h
}

func (x *accountDialog) result(c *kit.Canvas, r kit.Rect) {
	for _, l := range x.lines() {
		h := kit.ParaHeight(l.text, kit.Body, r.W-formInset-22, 0)
		row := r.CutTop(h+6).Pad(formInset, 0, 0, 6)
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
