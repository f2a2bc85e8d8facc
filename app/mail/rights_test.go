package mail_test

import (
	"fmt"
	"slices"
	"testing"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/mail"
	"kontor/app/mail/provider"
)

// Whose account it is decides who reads; a customer's mails can be read by those who may
// see the customer, and that is noted; private ones by nobody else.
func TestWhoReadsWhat(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales"), o.hire(t, "wang", "sales")
		a := o.account(t, zhou)
		shared := o.account(t, o.boss, func(a *mail.Account) { a.Share = mail.ShareAll })
		o.client(t, zhou, "周的客户", "陈", "chen@hengtuo.example")
		o.servers.Deliver(t, a.Mail, letter("chen@hengtuo.example", a.Mail, "about the order", "p1@hengtuo.example", "x"))
		o.servers.Deliver(t, a.Mail, letter("doctor@clinic.example", a.Mail, "your results", "p2@clinic.example", "x"))
		o.servers.Deliver(t, shared.Mail, letter("q@z.example", shared.Mail, "to all", "p3@z.example", "x"))
		o.fetch(t, zhou, a)
		o.fetch(t, o.boss, shared)
		subjects := func(as string) []string {
			ctx := o.as(t, as)
			var out []string
			for _, m := range o.list(t, ctx, mail.ViewInbox, mail.Filter{}) {
				out = append(out, m.Subject)
			}
			slices.Sort(out)
			return out
		}
		if got := subjects("zhou"); !slices.Equal(got, []string{"about the order", "to all", "your results"}) {
			t.Errorf("zhou sees %v", got)
		}
		for _, who := range []string{"wang", "lin"} {
			if got := subjects(who); !slices.Equal(got, []string{"to all"}) {
				t.Errorf("%s sees %v in lists", who, got)
			}
		}
		ids, err := o.mail.List(zhou, mail.ViewInbox, mail.Filter{Accounts: []int64{a.ID}})
		ok(t, err)
		order, results := ids[0], ids[1]
		list, _ := o.mail.Messages(zhou, ids)
		if list[0].Subject != "about the order" {
			order, results = results, order
		}
		// The owner of the company sees the customer, so the customer's mail, not the other.
		open, err := o.mail.Open(o.boss, order)
		ok(t, err)
		if open.Own || open.Mail == nil {
			t.Errorf("%+v", open)
		}
		views, err := o.store.Views(t.Context(), open.Key)
		ok(t, err)
		if len(views) != 1 || views[0].PersonID != o.ids["lin"] {
			t.Errorf("the look is noted: %+v", views)
		}
		_, err = o.mail.Open(o.boss, results)
		refused(t, err, "mail.not_found")
		_, err = o.mail.Open(wang, order)
		refused(t, err, "mail.not_found")
		_, err = o.mail.Mark(o.boss, []int64{order}, mail.Seen, true)
		refused(t, err, "mail.not_found")
		_, err = o.mail.File(wang, order, "1")
		refused(t, err, "mail.not_found")
		refused(t, o.mail.LinkCustomer(wang, order, 1, 0), "mail.not_found")
		if got, err := o.mail.Messages(wang, ids); err != nil || len(got) != 0 {
			t.Errorf("by number: %+v %v", got, err)
		}
		_, err = o.mail.Fetch(wang, a.ID)
		refused(t, err, "mail.no_account")

		_, err = o.mail.Accounts.Update(zhou, a.ID, 0, func(x *mail.Account) error { x.Timeline = false; return nil })
		ok(t, err)
		_, err = o.mail.Open(o.boss, order)
		refused(t, err, "mail.not_found")

		l := o.write(t, zhou, mail.Start{Subject: "draft of zhou", AccountID: shared.ID})
		_, _, err = o.mail.Outgoing(wang, l.ID)
		refused(t, err, "mail.no_draft")
		if drafts, _ := o.mail.OutboxView(wang, mail.ViewDrafts, nil); len(drafts) != 0 {
			t.Errorf("wang sees drafts of others: %+v", drafts)
		}
	})
}

// By hand: a mail is tied to a customer, moved to another one, put aside; the rules do
// not undo what a person decided.
func TestLinksByHand(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		c1, _ := o.client(t, o.boss, "一号", "甲", "jia@one.example")
		c2, _ := o.client(t, o.boss, "二号", "乙", "yi@two.example")
		o.servers.Deliver(t, a.Mail, letter("someone@one.example", a.Mail, "question", "k1@one.example", "x"))
		o.servers.Deliver(t, a.Mail, letter("someone@qq.com", a.Mail, "free mail", "k2@qq.com", "x"))
		o.fetch(t, o.boss, a)
		tray := o.list(t, o.boss, mail.ViewUnmatched, mail.Filter{})
		if len(tray) != 2 {
			t.Fatalf("tray %+v", tray)
		}
		var q, free int64
		for _, m := range tray {
			if m.Subject == "question" {
				q = m.ID
			} else {
				free = m.ID
			}
		}
		got, err := o.mail.Suggest(o.boss, q)
		ok(t, err)
		if len(got) != 1 || got[0].CustomerID != c1.ID {
			t.Errorf("the same domain suggests %+v", got)
		}
		if got, _ := o.mail.Suggest(o.boss, free); len(got) != 0 {
			t.Errorf("a free-mail domain suggests %+v", got)
		}
		ok(t, o.mail.LinkCustomer(o.boss, q, c1.ID, 0))
		ok(t, o.mail.LinkCustomer(o.boss, q, c2.ID, 0))
		m, err := o.mail.Open(o.boss, q)
		ok(t, err)
		if m.CustomerID != c2.ID || len(m.Links) != 1 || m.Links[0].RecordID != c2.ID {
			t.Errorf("%+v", m)
		}
		if n := len(o.timeline(t, o.boss, c2.ID)); n != 1 {
			t.Errorf("%d entries", n)
		}
		ok(t, o.mail.Unlink(o.boss, q, true))
		ok(t, o.mail.Unlink(o.boss, free, false))
		o.fetch(t, o.boss, a)
		tray = o.list(t, o.boss, mail.ViewUnmatched, mail.Filter{})
		if len(tray) != 1 || tray[0].ID != free {
			t.Errorf("tray %+v", tray)
		}
		if list, err := o.mail.OfCustomer(o.boss, c2.ID, 10); err != nil || len(list) != 0 {
			t.Errorf("mails of the customer: %+v %v", list, err)
		}
	})
}

func TestJudge(t *testing.T) { // COM-02
	own := map[string]bool{"sales@lanshi.example": true, "boss@lanshi.example": true}
	known := map[string][]mail.Owner{
		"chen@hengtuo.example": {{CustomerID: 1, ContactID: 11}},
		"li@lianxin.example":   {{CustomerID: 2, ContactID: 21}},
		"two@shared.example":   {{CustomerID: 3}, {CustomerID: 4}},
		"boss@lanshi.example":  {{CustomerID: 9}}, // an own address that somebody entered as a contact
	}
	in := func(outgoing bool, parties ...string) mail.Incoming {
		m := mail.Incoming{Message: mail.Message{Outgoing: outgoing}}
		for i := 0; i < len(parties); i += 2 {
			m.Addresses = append(m.Addresses, mail.Party{Role: parties[i], Key: parties[i+1]})
		}
		return m
	}
	cases := []struct {
		name  string
		m     mail.Incoming
		match mail.Match
		ids   []int64
	}{
		{"from a contact", in(false, "from", "chen@hengtuo.example", "to", "sales@lanshi.example"), mail.MatchFound, []int64{1}},
		{"to two customers", in(true, "from", "sales@lanshi.example", "to", "li@lianxin.example", "cc", "chen@hengtuo.example"), mail.MatchFound, []int64{2, 1}},
		{"the sender comes before the others", in(false, "cc", "li@lianxin.example", "from", "chen@hengtuo.example"), mail.MatchFound, []int64{1, 2}},
		{"one address of two customers", in(false, "from", "two@shared.example"), mail.MatchFound, []int64{3, 4}},
		{"answer address counts", in(false, "from", "noreply@x.example", "reply", "chen@hengtuo.example"), mail.MatchFound, []int64{1}},
		{"among ourselves", in(false, "from", "boss@lanshi.example", "to", "sales@lanshi.example"), mail.MatchIgnored, nil},
		{"nobody known", in(false, "from", "x@hengtuo.example", "to", "sales@lanshi.example"), mail.MatchNone, nil},
		{"sent to nobody known", in(true, "from", "sales@lanshi.example", "to", "x@hengtuo.example"), mail.MatchIgnored, nil},
		{"no address at all", in(false), mail.MatchIgnored, nil},
	}
	for _, c := range cases {
		v := mail.Judge(c.m, known, own)
		var ids []int64
		for _, o := range v.Owners {
			ids = append(ids, o.CustomerID)
		}
		if v.Match != c.match || !slices.Equal(ids, c.ids) {
			t.Errorf("%s: %d %v, want %d %v", c.name, v.Match, ids, c.match, c.ids)
		}
	}
	n := in(false, "from", "news@x.example")
	n.Automatic = true
	if v := mail.Judge(n, known, own); v.Match != mail.MatchIgnored {
		t.Error("newsletters are not for the tray")
	}
}

// COM-01: the test button says what is wrong before anything is saved.
func TestAccountTrial(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		trial, err := o.mail.Try(o.boss, a, "")
		ok(t, err)
		if !trial.OK() || trial.Folders < 5 {
			t.Errorf("%+v", trial)
		}
		trial, err = o.mail.Try(o.boss, a, "wrong")
		ok(t, err)
		refused(t, trial.In, mail.LoginRefused)
		refused(t, trial.Out, mail.LoginRefused)
		other := *a
		other.SMTPHost = "127.0.0.1"
		_, err = o.mail.Try(o.boss, &other, "")
		refused(t, err, "mail.secret_again") // a stored secret never goes to another server
		refused(t, o.mail.SaveAccount(o.boss, &other, ""), "mail.secret_again")
		bad := *a
		bad.IMAPSecurity, bad.IMAPHost = provider.Open, "mail.example.com"
		_, err = o.mail.Try(o.boss, &bad, "x")
		refused(t, err, mail.NoProtection)
		bad = *a
		bad.IMAPPort = 0
		refused(t, o.mail.SaveAccount(o.boss, &bad, "x"), "mail.bad_port")
		zhou := o.hire(t, "zhou", "sales")
		if _, err := o.mail.Try(zhou, a, ""); app.KindOf(err) != app.NotFound {
			t.Errorf("others cannot try with a stored secret: %v", err)
		}
		found, err := o.mail.Discover(o.boss, "someone@163.com")
		ok(t, err)
		x := o.mail.Accounts.Desc.New()
		x.Take(found)
		if x.IMAPHost != "imap.163.com" || !x.SendID || !x.SavesSent || x.Preset != "163" || x.DayLimit != 100 {
			t.Errorf("taken %+v", x)
		}
		o.servers.Deliver(t, a.Mail, letter("x@y.example", a.Mail, "s", "del@y.example", "x"))
		o.fetch(t, o.boss, a)
		ok(t, o.mail.DeleteAccount(o.boss, a.ID, 0))
		if n, err := o.store.UIDs(t.Context(), 1); err != nil || len(n) != 0 {
			t.Errorf("fetched mail of a deleted account: %v %v", n, err)
		}
	})
}

func TestSearch(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		for i, m := range []struct{ from, subject, text string }{
			{"=?UTF-8?B?6ZmI5bu65Zu9?= <chenjg@hengtuo.example>", "R3 报价与技术协议", "附件为盖章版技术协议，请核对第 4 条验收标准。"},
			{"Anna Petersen <anna@hanse.example>", "Inquiry: carton sealer, CE version", "Could you quote 2 units FKJ-5050?"},
			{"li@lianxin.example", "光学膜样品尺寸确认", "样品尺寸改为 420×300，㛃䶮𠮷"},
		} {
			o.servers.Deliver(t, a.Mail, letter(m.from, a.Mail, m.subject, fmt.Sprintf("s%d@x.example", i), m.text))
		}
		o.fetch(t, o.boss, a)
		for text, want := range map[string]string{
			"技术协议": "R3 报价与技术协议", "验收": "R3 报价与技术协议", "陈建国": "R3 报价与技术协议", "cjg": "R3 报价与技术协议", "chenjianguo": "R3 报价与技术协议",
			"petersen": "Inquiry: carton sealer, CE version", "fkj-5050": "Inquiry: carton sealer, CE version", "hanse": "Inquiry: carton sealer, CE version",
			"样品": "光学膜样品尺寸确认", "䶮": "光学膜样品尺寸确认", "420": "光学膜样品尺寸确认", "尺寸 确认": "光学膜样品尺寸确认",
		} {
			list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{Text: text})
			if len(list) != 1 || list[0].Subject != want {
				t.Errorf("%q finds %+v", text, list)
			}
		}
		for _, text := range []string{"不存在", "zzz", "%", "\"", "报价 anna"} {
			if list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{Text: text}); len(list) != 0 {
				t.Errorf("%q finds %d", text, len(list))
			}
		}
		ids, err := o.mail.List(o.boss, mail.ViewInbox, mail.Filter{Text: "样品"})
		ok(t, err)
		_, err = o.mail.MoveTo(o.boss, ids, mail.RoleTrash)
		ok(t, err)
		if found, _ := o.mail.Everywhere(o.boss, mail.Filter{Text: "样品"}); len(found) != 0 {
			t.Error("the trash is not searched")
		}
		o.fetch(t, o.boss, a)
		trash := o.list(t, o.boss, mail.ViewTrash, mail.Filter{})
		ok(t, o.mail.Erase(o.boss, []int64{trash[0].ID}))
		o.fetch(t, o.boss, a)
		if found, _ := o.mail.List(o.boss, mail.ViewTrash, mail.Filter{Text: "样品"}); len(found) != 0 {
			t.Error("an erased mail is still found")
		}
	})
}

func TestOptOut(t *testing.T) { // CUS-06
	each(t, func(t *testing.T, o *office) {
		_, p := o.client(t, o.boss, "恒拓", "陈", "Chen@hengtuo.example")
		p.NoMail = true
		_, err := o.Customers.Contacts.Update(o.boss, p.ID, 0, func(c *customer.Contact) error { c.NoMail = true; return nil })
		ok(t, err)
		ok(t, o.mail.OptOut(o.boss, "Li@lianxin.example", "reply"))
		got, err := o.mail.OptedOut(o.boss, []string{"chen@HENGTUO.example", "li@lianxin.example", "new@x.example"})
		ok(t, err)
		if !got["chen@HENGTUO.example"] || !got["li@lianxin.example"] || got["new@x.example"] {
			t.Errorf("%v", got)
		}
		ok(t, o.mail.OptIn(o.boss, "li@lianxin.example"))
		if got, _ := o.mail.OptedOut(o.boss, []string{"li@lianxin.example"}); len(got) != 0 {
			t.Errorf("%v", got)
		}
	})
}
