package mail_test

import (
	"errors"
	"testing"
	"time"

	"kontor/app/mail"
	"kontor/ui/kit"
	uimail "kontor/ui/mail"
	"kontor/ui/theme"
	"kontor/ui/tr"
	"kontor/ui/uitest"
)

const pageW, pageH = 1372, 802

// shot settles the page and draws it.
func (d *desk) shot(p *uimail.Page, name string) {
	d.t.Helper()
	d.host.Settle()
	uitest.Picture(d.t, d.host, p, name, pageW, pageH)
	for _, err := range d.host.Errors {
		d.t.Errorf("%s: %v", name, err)
	}
	d.host.Errors = nil
}

func (d *desk) surface(p *uimail.Page) *kit.Surface {
	s := p.Content().(*kit.Surface)
	if d.host.Layer == nil {
		d.host.Layer = kit.NewLayer(p.Content())
		d.host.Layer.SetBounds(pageW, pageH)
	}
	s.SetSize(pageW, pageH)
	d.host.Settle()
	return s
}

// pick runs the item of the open menu with a title.
func (d *desk) pick(title string) {
	d.t.Helper()
	if d.host.Menu == nil {
		d.t.Fatalf("no menu is open (wanted %q)", title)
	}
	for _, it := range d.host.Menu.Items {
		if it.Title == title {
			it.Run()
			d.host.Settle()
			return
		}
	}
	d.t.Fatalf("the menu has no %q: %+v", title, d.host.Menu.Items)
}

// The window of picture 09 in its states; with -pictures they are written to a folder.
func TestPictures(t *testing.T) {
	d := newDesk(t)
	d.picture()
	p := d.page()
	s := d.surface(p)
	d.shot(p, "mail-01-inbox")
	s.Press("R")
	d.host.Settle()
	w := p.Writing()
	w.UseTemplate("交期确认")
	d.host.Settle()
	w.AttachFirstPaper()
	d.host.Settle()
	w.Keep()
	d.shot(p, "mail-02-reply")
	theme.Set(theme.Dark, 1)
	d.shot(p, "mail-03-dark")
	theme.Set(theme.Light, 1)
	d.host.Tongue = tr.In("en")
	q := d.page()
	d.host.Layer = nil
	d.surface(q)
	d.shot(q, "mail-04-english")
	d.host.Tongue = tr.In("zh")
}

// States that are no everyday ones.
func TestPicturesOfStates(t *testing.T) {
	d := newDesk(t)
	p := d.page()
	s := d.surface(p)
	d.shot(p, "mail-10-no-account")
	s.Click("account.new")
	d.host.Settle()
	d.shot(p, "mail-11-account-new")
	d.host.Dialog.Close()
	d.picture()
	p = d.page()
	d.host.Layer = nil
	s = d.surface(p)
	p.Choose("unmatched")
	d.shot(p, "mail-12-unmatched")
	s.Press("L")
	d.shot(p, "mail-13-link")
	d.host.Dialog.Close()
	p.Choose("drafts")
	d.shot(p, "mail-14-empty-drafts")
	p.Choose("inbox")
	d.host.Settle()
	s.Press("Ctrl+N")
	d.shot(p, "mail-15-new")
	s.Click("send")
	d.shot(p, "mail-16-no-recipient")
	s.Press("Esc")
	d.host.Settle()
	s.Click("templates")
	d.shot(p, "mail-17-templates")
	d.host.Dialog.Close()
	d.server.trouble = mail.Refusal(mail.Unreachable, "imap.lanshi.example").Because(errors.New("offline"))
	s.Press("F5")
	d.shot(p, "mail-18-offline")
	d.server.trouble = mail.Refusal(mail.Untrusted, "imap.lanshi.example").Because(&mail.CertError{
		Host: "imap.lanshi.example", Reason: "self_signed", Subject: "CN=imap.lanshi.example",
		Issuer: "CN=imap.lanshi.example", From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		SHA256: "3F:1A:09:7C:22:51:E8:40:9B:DD:70:13:66:AF:8E:C4:3F:1A:09:7C:22:51:E8:40:9B:DD:70:13:66:AF:8E:C4", Pin: "x",
	})
	p.EditFirstAccount("new-secret")
	d.shot(p, "mail-19-certificate")
}

// Mails as they come: tables, quoted mail, hostile names, long subjects.
func TestPicturesOfMails(t *testing.T) {
	d := newDesk(t)
	d.account()
	d.put(letter{
		from: "service@hengtuo-billing.example", name: "chenjg@hengtuo.example", subject: "紧急：请于今日内将货款汇入新账户，逾期将影响本月发货安排与后续账期，请务必尽快处理并回复确认", at: "2026-03-18 09:00",
		text: "请打开附件。\n\n-----原始邮件-----\n发件人：林晓雯\n发送时间：2026年3月17日\n\n您好，请确认账期。", files: []string{"新账户说明书_盖章扫描件_2026年3月18日_请务必查收并确认.pdf.exe", "对账.xlsm", "照片.jpg"},
	})
	d.sort()
	p := d.page()
	s := d.surface(p)
	d.shot(p, "mail-30-hostile")
	d.click(s, "file0/open")
	d.shot(p, "mail-31-blocked")
	d.host.Layer.SetBounds(1032, 700)
	s.SetSize(1032, 700)
	uitest.Picture(t, d.host, p, "mail-35-narrow-hostile", 1032, 700)
	d = newDesk(t)
	d.account()
	d.client("Hanse Lebensmittel GmbH", "Hanse Lebensmittel", "b", "Anna Petersen", "a.petersen@hanse.example")
	d.server.arrived = [][]byte{[]byte(tableMail)}
	p = d.page()
	s = d.surface(p)
	s.Press("F5")
	d.host.Settle()
	p.Focus()
	d.shot(p, "mail-32-table")
	d.host.Layer.SetBounds(1032, 700)
	s.SetSize(1032, 700)
	d.host.Settle()
	uitest.Picture(t, d.host, p, "mail-33-narrow", 1032, 700)
	s.Press("R")
	d.host.Settle()
	w := p.Writing()
	w.To("anna.petersen@hanse-lebensmittel.example, purchasing@hanse-lebensmittel.example, bernd.schmidt@hanse-lebensmittel.example")
	for range 4 {
		w.Attach("Technical specification FKJ-5050.pdf")
	}
	d.host.Settle()
	uitest.Picture(t, d.host, p, "mail-34-narrow-reply", 1032, 700)
	d.noErrors()
}

const tableMail = "From: \"Anna Petersen\" <a.petersen@hanse.example>\r\nTo: sales@lanshi.example, Bernd <b@hanse.example>, c@hanse.example, d@hanse.example\r\nMessage-ID: <t1@hanse.example>\r\n" +
	"Date: Wed, 18 Mar 2026 14:20:00 +0800\r\nSubject: Order 4711\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" +
	"<html><body><h2>Order 4711</h2><p>Dear Ms Lin,</p><p>please find our <b>order</b> below, details at <a href=\"http://evil.example/x\">www.hanse.example/orders</a>.</p>" +
	"<table><tr><th>Item</th><th>Quantity</th><th>Price</th></tr><tr><td>Carton sealer FKJ-5050</td><td>2</td><td>EUR 2,890.00</td></tr><tr><td>Tape 48 mm</td><td>360</td><td>EUR 1.10</td></tr></table>" +
	"<ul><li>CE declaration</li><li>Manual in German</li></ul><img src=\"http://track.example/p.gif\"><p>Kind regards<br>Anna</p><blockquote>Am 17.03. schrieb Lin:<br>Could you confirm?</blockquote></body></html>\r\n"
