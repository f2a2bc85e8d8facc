package mail

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/mail/provider"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// accountDialog sets an account up: address, secret, servers, test.
type accountDialog struct {
	p      *Page
	d      *kit.Dialog
	a      *mail.Account
	fresh  bool
	found  provider.Found
	asked  string // the address that was looked up
	asking bool
	more   bool // servers are shown
	trial  *mail.Trial
	trying bool
	saving bool
	err    string

	mail, name, secret             *kit.Field
	inHost, inPort, inUser         *kit.Field
	outHost, outPort, outUser      *kit.Field
	keepDays                       *kit.Field
	sign                           *kit.Field
	inSecurity, outSecurity, share string
}

// editAccount opens the dialog; nil makes a new account.
func (p *Page) editAccount(a *mail.Account) *accountDialog {
	x := &accountDialog{p: p, fresh: a == nil}
	if a == nil {
		x.a = p.d.Account()
		x.a.Name = p.host.Actor().Name
	} else {
		copied := *a
		x.a = &copied
		x.asked = a.Mail
		x.found = provider.Found{Preset: provider.ByKey(a.Preset), IMAP: a.In().Server, SMTP: a.Out().Server, Secret: provider.Password, Source: provider.FromPreset}
		if x.found.Preset != nil {
			x.found.Secret = x.found.Preset.Secret
		}
	}
	x.fields()
	t := p.host.T
	title := t("mail.add_account")
	if !x.fresh {
		title = t("mail.account_settings", "mail", a.Mail)
	}
	x.d = &kit.Dialog{Title: title, Width: 560, Body: x.draw, Height: x.height}
	x.buttons()
	p.host.ShowDialog(x.d)
	x.mail.Focus()
	return x
}

func (x *accountDialog) fields() {
	t, a := x.p.host.T, x.a
	x.mail = kit.NewField(t("mail_account.mail")).With(a.Mail)
	x.mail.Placeholder = "sales@example.com"
	x.mail.OnCommit = func(string) { x.lookUp() }
	x.name = kit.NewField(t("mail_account.name")).With(a.Name)
	x.secret = kit.NewPassword(t("mail.secret.password"))
	x.secret.OnChange = func(string) { x.trial, x.err = nil, "" }
	if !x.fresh {
		x.secret.Placeholder = t("mail.secret_kept")
	}
	field := func(key, value string) *kit.Field {
		f := kit.NewField(t("mail_account." + key)).With(value)
		f.OnChange = func(string) { x.trial = nil }
		return f
	}
	x.inHost, x.inPort, x.inUser = field("imap_host", a.IMAPHost), field("imap_port", port(a.IMAPPort)), field("imap_user", a.IMAPUser)
	x.outHost, x.outPort, x.outUser = field("smtp_host", a.SMTPHost), field("smtp_port", port(a.SMTPPort)), field("smtp_user", a.SMTPUser)
	x.keepDays = field("keep_days", strconv.FormatInt(a.KeepDays, 10))
	x.sign = kit.NewArea(t("mail_account.signature")).With(a.Signature)
	x.inSecurity, x.outSecurity, x.share = string(a.IMAPSecurity), string(a.SMTPSecurity), string(a.Share)
}

func port(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

// lookUp finds the servers of the address that was typed.
func (x *accountDialog) lookUp() {
	typed := strings.TrimSpace(x.mail.Text())
	if !address.Valid(typed) {
		if typed != "" {
			x.mail.Err = x.p.host.T("error.mail.bad_address", "mail", typed)
		}
		x.d.Redraw()
		return
	}
	x.mail.Err = ""
	if typed == x.asked {
		return
	}
	x.asked, x.asking, x.trial = typed, true, nil
	x.d.Redraw()
	x.p.host.Go(func(ctx context.Context) {
		f, err := x.p.d.Mail.Discover(ctx, typed)
		x.p.host.Post(func() {
			if x.asked != typed {
				return
			}
			x.asking = false
			if err != nil {
				x.err = x.p.host.ErrorText(err)
			} else {
				x.take(f)
			}
			x.d.Redraw()
		})
	})
}

// take shows what was found.
func (x *accountDialog) take(f provider.Found) {
	x.found = f
	x.a.Take(f)
	x.inHost.SetText(x.a.IMAPHost)
	x.inPort.SetText(port(x.a.IMAPPort))
	x.inUser.SetText(x.a.IMAPUser)
	x.outHost.SetText(x.a.SMTPHost)
	x.outPort.SetText(port(x.a.SMTPPort))
	x.outUser.SetText(x.a.SMTPUser)
	x.inSecurity, x.outSecurity = string(x.a.IMAPSecurity), string(x.a.SMTPSecurity)
	x.secret.Name = x.p.host.T("mail.secret." + string(f.Secret))
	x.more = f.Source == provider.FromGuess
}

// collect puts the fields into the account.
func (x *accountDialog) collect() {
	a := x.a
	a.Mail, a.Name = strings.TrimSpace(x.mail.Text()), strings.TrimSpace(x.name.Text())
	if x.inHost.Text() != a.IMAPHost {
		a.IMAPPin = ""
	}
	if x.outHost.Text() != a.SMTPHost {
		a.SMTPPin = ""
	}
	a.IMAPHost, a.IMAPUser = strings.TrimSpace(x.inHost.Text()), strings.TrimSpace(x.inUser.Text())
	a.SMTPHost, a.SMTPUser = strings.TrimSpace(x.outHost.Text()), strings.TrimSpace(x.outUser.Text())
	a.IMAPPort, _ = strconv.ParseInt(strings.TrimSpace(x.inPort.Text()), 10, 64)
	a.SMTPPort, _ = strconv.ParseInt(strings.TrimSpace(x.outPort.Text()), 10, 64)
	a.IMAPSecurity, a.SMTPSecurity = provider.Security(x.inSecurity), provider.Security(x.outSecurity)
	a.Share = mail.Share(x.share)
	a.KeepDays, _ = strconv.ParseInt(strings.TrimSpace(x.keepDays.Text()), 10, 64)
	a.Signature = x.sign.Text()
}

// try tests the account.
func (x *accountDialog) try(then func()) {
	x.collect()
	x.trying, x.trial, x.err = true, nil, ""
	x.d.Redraw()
	a, secret := *x.a, x.secret.Text()
	x.p.host.Go(func(ctx context.Context) {
		tr, err := x.p.d.Mail.Try(ctx, &a, secret)
		x.p.host.Post(func() {
			x.trying = false
			if err != nil {
				x.err = x.p.host.ErrorText(err)
			} else {
				x.trial = &tr
				x.certificate()
				if tr.OK() && then != nil {
					then()
				}
			}
			x.buttons()
			x.d.Redraw()
		})
	})
}

// certificate asks about a certificate that nobody vouches for.
func (x *accountDialog) certificate() {
	cert, in := x.trial.InCert, true
	if cert == nil {
		cert, in = x.trial.OutCert, false
	}
	if cert == nil {
		return
	}
	t := x.p.host.T
	d := &kit.Dialog{Title: t("mail.cert_title", "host", cert.Host), Icon: icons.Shield, Tint: theme.Bad, Danger: true, Width: 520, Text: t("mail.cert." + cert.Reason)}
	rows := [][2]string{
		{t("mail.cert_subject"), cert.Subject},
		{t("mail.cert_issuer"), cert.Issuer},
		{t("mail.cert_valid"), cert.From.In(x.p.host.Zone()).Format("2006-01-02") + " – " + cert.Until.In(x.p.host.Zone()).Format("2006-01-02")},
		{"SHA-256", cert.SHA256},
	}
	d.Height = func(w float32) float32 {
		h := float32(0)
		for _, r := range rows {
			h += kit.ParaHeight(r[1], kit.Body, w-92, 0) + 6
		}
		return h + 44
	}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for _, row := range rows {
			h := kit.ParaHeight(row[1], kit.Body, r.W-92, 0)
			line := r.CutTop(h + 6)
			c.Text(line.CutLeft(92).Pad(0, 0, 8, line.H-19), row[0], kit.Caption)
			c.Para(line, row[1], kit.Body, 0)
		}
		c.Para(r, t("mail.cert_compare"), kit.Second, 0)
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("mail.cert_accept"), Kind: kit.Danger, Run: func() bool {
		if in {
			x.a.IMAPPin = cert.Pin
		}
		if !in || x.trial.OutCert != nil && x.trial.OutCert.Pin == cert.Pin {
			x.a.SMTPPin = cert.Pin
		}
		d.Close()
		x.try(nil)
		return false
	}}}
	x.p.host.ShowDialog(d)
}

// save tests the account unless that was done, and keeps it.
func (x *accountDialog) save() bool {
	x.collect()
	if x.trial == nil || !x.trial.OK() {
		x.try(func() { x.store() })
		return true
	}
	x.store()
	return true
}

// store keeps the account, with or without a good test.
func (x *accountDialog) store() {
	if x.saving {
		return
	}
	x.collect()
	x.saving = true
	a, secret, p := x.a, x.secret.Text(), x.p
	p.host.Go(func(ctx context.Context) {
		err := p.d.Mail.SaveAccount(ctx, a, secret)
		p.host.Post(func() {
			x.saving = false
			if err != nil {
				x.err = p.host.ErrorText(err)
				x.d.Redraw()
				return
			}
			x.d.Close()
			p.host.Toast(p.host.T("mail.account_saved", "mail", a.Mail), nil)
			p.readSideThen(p.fetch)
		})
	})
}

// readSideThen reads the accounts and then does something with them.
func (p *Page) readSideThen(fn func()) {
	accounts := p.accounts()
	kit.Load(p.sideLoad, func(ctx context.Context) (mail.Sidebar, error) { return p.d.Mail.Sidebar(ctx, accounts) }, func(s mail.Sidebar) {
		p.side = s
		p.status()
		fn()
	})
}

// buttons are those of the present state.
func (x *accountDialog) buttons() {
	t := x.p.host.T
	var list []kit.DialogButton
	if !x.fresh {
		list = append(list, kit.DialogButton{Text: t("mail.delete_account"), Icon: icons.Trash, Left: true, Run: func() bool { x.remove(); return false }})
	}
	list = append(list, kit.DialogButton{Text: t("mail.try_account"), Icon: icons.Plug, Left: true, Run: func() bool { x.try(nil); return true }})
	list = append(list, kit.DialogButton{Text: t("kit.cancel"), Cancel: true})
	if x.trial != nil && !x.trial.OK() {
		list = append(list, kit.DialogButton{Text: t("mail.save_anyway"), Run: func() bool { x.store(); return true }})
	}
	x.d.Buttons = append(list, kit.DialogButton{Text: t("mail.save_account"), Kind: kit.Primary, Run: x.save})
}

func (x *accountDialog) remove() {
	p, a := x.p, x.a
	p.host.Ask(kit.Question{Title: p.host.T("mail.delete_account_title", "mail", a.Mail), Text: p.host.T("mail.delete_account_text"), Danger: true, Yes: p.host.T("mail.delete_account"), OnYes: func() {
		p.host.Go(func(ctx context.Context) {
			err := p.d.Mail.DeleteAccount(ctx, a.ID, a.Version)
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.account = 0
				p.refresh()
			})
		})
	}})
}
