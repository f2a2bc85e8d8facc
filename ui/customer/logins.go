package customer

import (
	"context"
	"crypto/rand"
	"math/big"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// accountActions are the steps around a login of a customer: an administrator opens it with
// a password, and whoever sees it checks whether a password is the one that was given out.
func (p *desk) accountActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	why := func() string {
		if p.host.Actor().Has(identity.RightAdmin) {
			return ""
		}
		return t("cust.denied")
	}
	list := []kit.Command{{ID: "open_account", Title: t("cust.account.open"), Icon: icons.Key, Enabled: why, Run: func() { p.openAccount(id, r) }}}
	if r.Get("state").Text() == string(customer.AccountOpened) {
		list = append(list, kit.Command{ID: "check_account", Title: t("cust.account.check"), Icon: icons.Shield, Run: func() { p.checkAccount(r.Get("login").Text()) }})
	}
	return list
}

// trialDays is how long a login that is opened anew runs, unless somebody types another day.
const trialDays = 30

// openAccount asks for login, password and last day. The password can be seen here and
// nowhere else: what is kept of it can be checked only.
func (p *desk) openAccount(id int64, r *records.Row) {
	t := p.host.T
	login, password := kit.NewField(t("customer_account.login")), kit.NewField(t("login.password"))
	login.SetText(r.Get("login").Text())
	password.SetText(newPassword())
	password.Hint = t("cust.account.once")
	until := kit.NewDate(t("customer_account.expires_on"), p.host.Today, calendar.Ahead)
	until.SetValue(p.host.Today().AddDays(trialDays))
	if d, err := calendar.Parse(r.Get("expires_on").Text()); err == nil && d > p.host.Today() {
		until.SetValue(d)
	}
	ask(p.host, t("cust.account.open_title", "name", r.Get("company").Text()), t("cust.account.open"), func() bool {
		day, ok := until.Value()
		name := strings.ToLower(strings.TrimSpace(login.Text()))
		login.Err, password.Err, until.Err = "", "", ""
		switch fault := identity.PasswordFault(password.Text(), name); {
		case name == "":
			login.Err = t("error.account.login")
		case fault != "":
			password.Err = t("error.password." + fault)
		case !ok || day < p.host.Today():
			until.Err = t("cust.account.day")
		default:
			o := customer.Opening{Login: name, Password: password.Text(), Until: day, Trial: true}
			p.host.SetClipboard(t("cust.account.note", "login", o.Login, "password", o.Password, "date", day.String()))
			p.run(t("cust.account.opened"), func(ctx context.Context) error { return p.d.Customers.OpenAccount(ctx, id, o) })
			return false
		}
		return true
	}, row{t("customer_account.login"), login}, row{t("login.password"), password}, row{t("customer_account.expires_on"), until.Field})
}

// checkAccount tells whether a password belongs to a login.
func (p *desk) checkAccount(login string) {
	t := p.host.T
	password := kit.NewPassword(t("login.password"))
	ask(p.host, t("cust.account.check_title", "login", login), t("cust.account.check"), func() bool {
		p.host.Go(func(ctx context.Context) {
			right, err := p.d.Customers.CheckAccount(ctx, login, password.Text())
			p.host.Post(func() {
				p.host.Report(err)
				switch {
				case err != nil:
				case right:
					p.host.Toast(t("cust.account.right"), nil)
				default:
					p.host.Toast(t("cust.account.wrong"), nil)
				}
			})
		})
		return false
	}, row{t("login.password"), password})
}

// letters of a password that is read to somebody: none that look alike.
const letters = "abcdefghjkmnpqrstuvwxyz23456789"

// newPassword proposes a password of three groups.
func newPassword() string {
	var b strings.Builder
	for i := range 12 {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(letters))))
		if err != nil {
			return ""
		}
		b.WriteByte(letters[n.Int64()])
	}
	return b.String()
}
