package mail

import (
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/mail/address"
	"kontor/app/mail/provider"
)

// Entity names.
const (
	Accounts  = "mail_account"
	Templates = "mail_template"
	Messages  = "mail_message" // for rights and links; messages are no records of the list engine
)

// Share says who besides its owner works with an account.
type Share string

// The kinds of sharing.
const (
	ShareNone Share = "none"
	ShareUnit Share = "unit" // the department of the account
	ShareAll  Share = "all"  // everybody: sales@, info@
)

// Auth says how an account logs in.
type Auth string

// The kinds of login.
const (
	AuthSecret Auth = "secret"
	AuthOAuth  Auth = "oauth"
)

// Account is a mailbox that the program works with. The secret is not in it: it lies
// where secrets lie, under SecretName.
type Account struct {
	entity.Head
	Mail         string
	Name         string // how the sender is shown to others
	Preset       string // key of the provider, or ""
	Auth         Auth
	IMAPHost     string
	IMAPPort     int64
	IMAPSecurity provider.Security
	IMAPUser     string
	IMAPPin      string // the key of a certificate that a person accepted
	SMTPHost     string
	SMTPPort     int64
	SMTPSecurity provider.Security
	SMTPUser     string
	SMTPPin      string
	SendID       bool
	SavesSent    bool // the provider keeps what it submits in the sent folder by itself
	Share        Share
	Timeline     bool  // mails of customers stand in their timelines
	KeepDays     int64 // texts older than this are fetched when they are opened; 0: all are fetched
	DayLimit     int64
	Signature    string
	Active       bool
}

// DescribeAccount describes mail accounts.
func DescribeAccount() *entity.Desc[Account] {
	return entity.Describe(Accounts, "mail", func(a *Account, e *entity.Fields) {
		e.Mail("mail", &a.Mail).Must().Found().Test(badAddress)
		e.Text("name", &a.Name).Max(80)
		e.Text("preset", &a.Preset).Max(20).Unlisted()
		entity.Choice(e, "auth", &a.Auth, AuthSecret, AuthOAuth).Else(entity.Str(string(AuthSecret)))
		e.Text("imap_host", &a.IMAPHost).Must().Max(253).Group("server")
		e.Int("imap_port", &a.IMAPPort).Else(entity.Num(993)).Group("server")
		entity.Choice(e, "imap_security", &a.IMAPSecurity, provider.TLS, provider.StartTLS, provider.Open).Else(entity.Str(string(provider.TLS))).Group("server")
		e.Text("imap_user", &a.IMAPUser).Max(254).Group("server")
		e.Text("imap_pin", &a.IMAPPin).Computed().Unlisted().Max(60)
		e.Text("smtp_host", &a.SMTPHost).Must().Max(253).Group("server")
		e.Int("smtp_port", &a.SMTPPort).Else(entity.Num(465)).Group("server")
		entity.Choice(e, "smtp_security", &a.SMTPSecurity, provider.TLS, provider.StartTLS, provider.Open).Else(entity.Str(string(provider.TLS))).Group("server")
		e.Text("smtp_user", &a.SMTPUser).Max(254).Group("server")
		e.Text("smtp_pin", &a.SMTPPin).Computed().Unlisted().Max(60)
		e.Flag("send_id", &a.SendID).Group("server")
		e.Flag("saves_sent", &a.SavesSent).Group("server")
		entity.Choice(e, "share", &a.Share, ShareNone, ShareUnit, ShareAll).Else(entity.Str(string(ShareNone)))
		e.Flag("timeline", &a.Timeline).Else(entity.Bool(true))
		e.Int("keep_days", &a.KeepDays).Else(entity.Num(365))
		e.Int("day_limit", &a.DayLimit).Else(entity.Num(100))
		e.LongText("signature", &a.Signature).Max(2000)
		e.Flag("active", &a.Active).Else(entity.Bool(true))
	})
}

func badAddress(s string) *app.Error {
	if !address.Valid(s) {
		return app.E(app.Invalid, "mail.bad_address", "mail", s)
	}
	return nil
}

// SecretName is the name under which the account's secret is kept.
func (a *Account) SecretName() string { return "mail/" + a.UID }

// From is the sender as others see it.
func (a *Account) From() address.Address { return address.Address{Name: a.Name, Mail: a.Mail} }

// In gives the login for reading, without the secret.
func (a *Account) In() Login {
	s := provider.Server{Host: a.IMAPHost, Port: int(a.IMAPPort), Security: a.IMAPSecurity, User: a.IMAPUser}
	return Login{Server: s, User: s.Login(a.Mail), OAuth: a.Auth == AuthOAuth, Pin: a.IMAPPin, SendID: a.SendID}
}

// Out gives the login for sending, without the secret.
func (a *Account) Out() Login {
	s := provider.Server{Host: a.SMTPHost, Port: int(a.SMTPPort), Security: a.SMTPSecurity, User: a.SMTPUser}
	return Login{Server: s, User: s.Login(a.Mail), OAuth: a.Auth == AuthOAuth, Pin: a.SMTPPin}
}

// Take fills the account with what was found about its provider.
func (a *Account) Take(f provider.Found) {
	a.IMAPHost, a.IMAPPort, a.IMAPSecurity, a.IMAPUser = f.IMAP.Host, int64(f.IMAP.Port), f.IMAP.Security, f.IMAP.User
	a.SMTPHost, a.SMTPPort, a.SMTPSecurity, a.SMTPUser = f.SMTP.Host, int64(f.SMTP.Port), f.SMTP.Security, f.SMTP.User
	a.Preset, a.SendID, a.SavesSent = "", false, false
	a.Auth = AuthSecret
	if f.Preset != nil {
		a.Preset, a.SendID, a.SavesSent = f.Preset.Key, f.Preset.SendID, f.Preset.SavesSent
		a.DayLimit = int64(f.Preset.DayLimit)
	}
	if f.Secret == provider.OAuth {
		a.Auth = AuthOAuth
	}
}

// complete brings typed values into their form before the checks.
func (a *Account) complete() {
	a.Mail = strings.TrimSpace(a.Mail)
	a.IMAPHost, a.SMTPHost = strings.ToLower(strings.TrimSpace(a.IMAPHost)), strings.ToLower(strings.TrimSpace(a.SMTPHost))
}

// sound refuses servers that cannot be reached safely.
func (a *Account) sound() error {
	for _, s := range []struct {
		host, port string
		n          int64
	}{{"imap_host", "imap_port", a.IMAPPort}, {"smtp_host", "smtp_port", a.SMTPPort}} {
		if s.n < 1 || s.n > 65535 {
			return app.E(app.Invalid, "mail.bad_port", "port", s.n).At(s.port)
		}
	}
	for field, s := range map[string]provider.Server{"imap_security": a.In().Server, "smtp_security": a.Out().Server} {
		if s.Security == provider.Open && s.Host != "localhost" && s.Host != "127.0.0.1" && s.Host != "::1" {
			return app.E(app.Invalid, NoProtection, "host", s.Host).At(field)
		}
	}
	return nil
}

// visible tells whether a person works with the account.
func (a *Account) visible(who *identity.Actor) bool {
	switch {
	case who.Super, who.Owns(a.OwnerID), a.Share == ShareAll:
		return true
	case a.Share == ShareUnit:
		for _, u := range who.Units {
			if u == a.UnitID && u != 0 {
				return true
			}
		}
	}
	return false
}
