package mail_test

import (
	"testing"
	"time"

	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/ui/kit"
)

// typeInto writes into a field of a dialog.
func (d *desk) typeInto(x *kit.Surface, id, text string) {
	d.t.Helper()
	if !x.FocusID(id, true) {
		d.t.Fatalf("no field %s:\n%s", id, x.Dump())
	}
	x.TypeText(text)
	d.host.Settle()
}

// The servers of a known provider are found from the address; the account is tested
// before it is kept.
func TestAccountFromAddress(t *testing.T) {
	d := newDesk(t)
	p := d.page()
	s := d.surface(p)
	d.click(s, "account.new")
	dialog := d.host.Dialog
	x := dialog.Surface()
	d.typeInto(x, "mail", "lanshi@qq.com")
	if !x.FocusID("secret", true) {
		t.Fatal("no field for the secret")
	}
	d.host.Settle()
	if !x.Shows("授权码") || !x.Shows("QQ 邮箱  imap.qq.com") {
		t.Errorf("found:\n%s", x.Dump())
	}
	d.shot(p, "mail-23-account-qq")
	x.TypeText("abcdefghijklmnop")
	d.server.trouble = mail.Refusal(mail.LoginRefused, "imap.qq.com")
	d.click(x, x.Named("测试"))
	if !x.Shows("仍然保存") {
		t.Errorf("a refused login:\n%s", x.Dump())
	}
	d.shot(p, "mail-24-account-refused")
	d.server.trouble = nil
	d.click(x, x.Named("测试"))
	d.click(x, x.Named("保存"))
	list, err := d.mail.Accounts.Find(d.boss, listing.All())
	d.check(err)
	if len(list) != 1 || list[0].IMAPHost != "imap.qq.com" || list[0].SMTPHost != "smtp.qq.com" || list[0].Preset != "qq" {
		t.Fatalf("kept: %+v", list)
	}
	if last := d.server.logins[len(d.server.logins)-1]; last.Secret != "abcdefghijklmnop" {
		t.Error("the secret did not reach the server")
	}
	if dialog.Surface() != nil && x.Shows("添加邮箱") && d.host.Toasts[len(d.host.Toasts)-1] != "已保存 lanshi@qq.com" {
		t.Errorf("toasts: %q", d.host.Toasts)
	}
	d.noErrors()
}

// A certificate that nobody vouches for is taken only by the person's word.
func TestCertificateAsked(t *testing.T) {
	d := newDesk(t)
	d.account()
	p := d.page()
	d.surface(p)
	cert := &mail.CertError{Host: "imap.lanshi.example", Reason: "self_signed", Pin: "pinned", SHA256: "AA:BB", From: time.Unix(0, 0), Until: time.Unix(1<<31, 0)}
	d.server.trouble = mail.Refusal(mail.Untrusted, "imap.lanshi.example").Because(cert)
	p.EditFirstAccount("secret")
	d.host.Settle()
	x := d.host.Dialog.Surface()
	if !x.Shows("AA:BB") {
		t.Fatalf("no question about the certificate:\n%s", x.Dump())
	}
	d.server.trouble = nil
	d.click(x, x.Named("信任并继续"))
	last := d.server.logins[len(d.server.logins)-1]
	if last.Pin != "pinned" {
		t.Errorf("login after consent: pin %q", last.Pin)
	}
	d.noErrors()
}
