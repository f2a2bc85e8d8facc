package mail_test

import (
	"crypto/x509"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/data/mailbox"
	"kontor/data/mailbox/mailtest"
)

// delivered reads what a user has in the inbox, waiting until there is something.
func (o *office) delivered(t *testing.T, user string) []*parse.Mail {
	t.Helper()
	b, err := o.mailer.Dial(t.Context(), o.servers.In(user))
	ok(t, err)
	defer b.Close()
	for range 400 {
		_, err := b.Open(t.Context(), "INBOX")
		ok(t, err)
		uids, err := b.UIDs(t.Context())
		ok(t, err)
		if len(uids) > 0 {
			var out []*parse.Mail
			ok(t, b.Bodies(t.Context(), uids, func(_ uint32, raw []byte) error {
				out = append(out, parse.Read(slices.Clone(raw), parse.Limits{}))
				return nil
			}))
			return out
		}
		_, err = b.Wait(t.Context(), 50*time.Millisecond)
		ok(t, err)
	}
	t.Fatalf("nothing came to %s", user)
	return nil
}

// sentCopies counts the mails in the sent folder of the server.
func (o *office) sentCopies(t *testing.T, user string) []string {
	t.Helper()
	b, err := o.mailer.Dial(t.Context(), o.servers.In(user))
	ok(t, err)
	defer b.Close()
	ids, err := b.Newest(t.Context(), "Sent", 50)
	ok(t, err)
	return ids
}

// The whole way: a quote goes out with its PDF, lands in Sent, the answer comes in and
// stands in the customer's timeline, and is answered in the same conversation.
func TestQuoteGoesOutAndAnswerComesIn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss, func(a *mail.Account) { a.Signature = "林晓雯　杭州澜石包装设备有限公司" })
		o.fetch(t, o.boss, a)
		buyer := o.servers.User()
		c, p := o.client(t, o.boss, "苏州恒拓精密制造有限公司", "陈建国", buyer)
		l, err := o.mail.SendPaper(o.boss, mail.Start{Entity: "quote", RecordID: 12, CustomerID: c.ID, Subject: "封箱机 R3 报价", Text: "陈经理，您好：\n请看附件。", Words: english})
		ok(t, err)
		if len(l.Draft.To) != 1 || l.Draft.To[0].Mail != buyer || l.Draft.To[0].Name != "陈建国" {
			t.Fatalf("letter %+v", l)
		}
		if tally := o.send(t, o.boss, l); tally != (mail.Tally{Sent: 1}) {
			t.Fatalf("tally %+v", tally)
		}
		got := o.delivered(t, buyer)[0]
		if got.Subject != "封箱机 R3 报价" || !strings.Contains(got.Text(), "林晓雯") || len(got.Parts) != 1 || got.Parts[0].Name != "BJ-202603-018_R3.pdf" || string(got.Parts[0].Bytes()) != "%PDF quote 12 made 2" {
			t.Errorf("arrived %+v", got)
		}
		if ids := o.sentCopies(t, a.Mail); len(ids) != 1 || ids[0] != got.MessageID {
			t.Errorf("sent folder %v", ids)
		}
		entries := o.timeline(t, o.boss, c.ID)
		if len(entries) != 1 || entries[0].Kind != customer.NoteMailOut || entries[0].ContactID != p.ID {
			t.Errorf("timeline %+v", entries)
		}
		o.fetch(t, o.boss, a)
		sent := o.list(t, o.boss, mail.ViewSent, mail.Filter{})
		if len(sent) != 1 || sent[0].UID == 0 || sent[0].CustomerID != c.ID || sent[0].Files != 1 {
			t.Errorf("sent view %+v", sent)
		}

		o.servers.Deliver(t, a.Mail, letter("陈建国 <"+buyer+">", a.Mail, "Re: 封箱机 R3 报价", "answer@hengtuo.example", "价格没有问题。",
			"In-Reply-To: <"+got.MessageID+">\nReferences: <"+got.MessageID+">\n"))
		o.fetch(t, o.boss, a)
		entries = o.timeline(t, o.boss, c.ID)
		if len(entries) != 2 || entries[1].Kind != customer.NoteMailIn || entries[1].Title != "Re: 封箱机 R3 报价" {
			t.Fatalf("timeline %+v", entries)
		}
		inbox := o.list(t, o.boss, mail.ViewInbox, mail.Filter{})
		talk, err := o.mail.Conversation(o.boss, inbox[0].ID)
		ok(t, err)
		if len(talk) != 2 || talk[1].MessageID != got.MessageID { // the clock of the test stands after the answer's date
			t.Errorf("conversation %+v", talk)
		}
		reply := o.write(t, o.boss, mail.Start{Answers: inbox[0].ID, Text: "好的。"})
		if reply.Draft.Subject != "Re: 封箱机 R3 报价" || reply.Draft.InReplyTo != "answer@hengtuo.example" || len(reply.Draft.References) != 2 || reply.CustomerID != c.ID {
			t.Errorf("answer %+v", reply.Draft)
		}
		o.send(t, o.boss, reply)
		o.fetch(t, o.boss, a)
		inbox = o.list(t, o.boss, mail.ViewInbox, mail.Filter{})
		talk, err = o.mail.Conversation(o.boss, inbox[0].ID)
		ok(t, err)
		if len(talk) != 3 || !inbox[0].Flags.Has(mail.Answered) {
			t.Errorf("after the answer: %+v, flags %d", talk, inbox[0].Flags)
		}
		if n := len(o.timeline(t, o.boss, c.ID)); n != 3 {
			t.Errorf("%d entries", n)
		}
	})
}

// Ten seconds long, and while it waits for its time, a letter can be taken back.
func TestRecallAndScheduled(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		o.fetch(t, o.boss, a)
		l := o.write(t, o.boss, mail.Start{To: to(o.servers.User()), Subject: "s", Text: "t"})
		q, err := o.mail.Queue(o.boss, l.ID, time.Time{})
		ok(t, err)
		if tally, err := o.mail.SendQueued(o.boss); err != nil || tally != (mail.Tally{}) {
			t.Errorf("sent within the ten seconds: %+v %v", tally, err)
		}
		ok(t, o.mail.Recall(o.boss, l.ID))
		o.clock.Move(time.Minute)
		if tally, _ := o.mail.SendQueued(o.boss); tally.Sent != 0 {
			t.Error("a letter that was taken back was sent")
		}
		refused(t, o.mail.SaveDraft(o.boss, &mail.Outgoing{ID: l.ID, AccountID: a.ID, Version: q.Version}), "mail.draft_stale")
		at := o.clock.Now().Add(26 * time.Hour)
		_, err = o.mail.Queue(o.boss, l.ID, at)
		ok(t, err)
		o.clock.Move(25 * time.Hour)
		if tally, _ := o.mail.SendQueued(o.boss); tally.Sent != 0 {
			t.Error("sent before its time")
		}
		list, err := o.mail.OutboxView(o.boss, mail.ViewScheduled, nil)
		ok(t, err)
		if len(list) != 1 || !list[0].NextAt.Equal(at) {
			t.Errorf("scheduled %+v", list)
		}
		o.clock.Move(2 * time.Hour)
		if tally, _ := o.mail.SendQueued(o.boss); tally.Sent != 1 {
			t.Error("not sent at its time")
		}
		refused(t, o.mail.Recall(o.boss, l.ID), "mail.on_its_way")
		refused(t, o.mail.Discard(o.boss, l.ID), "mail.on_its_way")
		bad := o.write(t, o.boss, mail.Start{Subject: "nobody"})
		_, err = o.mail.Queue(o.boss, bad.ID, time.Time{})
		refused(t, err, "mail.no_recipient")
		ok(t, o.mail.Discard(o.boss, bad.ID))
		if list, _ := o.mail.OutboxView(o.boss, mail.ViewDrafts, nil); len(list) != 0 {
			t.Errorf("drafts %+v", list)
		}
	})
}

// sink gives the office an SMTP server with faults.
func (o *office) sink(t *testing.T, a *mail.Account, f mailtest.Faults) *mailtest.Sink {
	t.Helper()
	cert, err := mailtest.SelfSigned(time.Now().Add(time.Hour))
	ok(t, err)
	s := mailtest.NewSink(t, cert, f)
	pool := o.servers.Roots.Clone()
	pool.AddCert(cert.Leaf)
	o.use(pool)
	_, err = o.mail.Accounts.Update(o.boss, a.ID, 0, func(x *mail.Account) error { x.SMTPPort = int64(s.Port); return nil })
	ok(t, err)
	return s
}

func (o *office) use(pool *x509.CertPool) {
	o.mailer = mailbox.New(mailbox.Params{Roots: pool, Poll: 20 * time.Millisecond, Timeout: 10 * time.Second})
	o.mail.Use(o.mailer)
}

func state(t *testing.T, o *office, id int64) *mail.Outgoing {
	t.Helper()
	x, _, err := o.mail.Outgoing(o.boss, id)
	ok(t, err)
	return x
}

func TestForwardAndAttachments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		raw := "From: x@y.example\nTo: " + a.Mail + "\nSubject: files\nMessage-ID: <f1@y.example>\nDate: Wed, 18 Mar 2026 09:15:00 +0800\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename*=UTF-8''%E5%8D%8F%E8%AE%AE.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--\n"
		o.servers.Deliver(t, a.Mail, []byte(raw))
		o.fetch(t, o.boss, a)
		in := o.list(t, o.boss, mail.ViewInbox, mail.Filter{WithFiles: true})
		if len(in) != 1 {
			t.Fatalf("%+v", in)
		}
		open, err := o.mail.Open(o.boss, in[0].ID)
		ok(t, err)
		f, err := o.mail.File(o.boss, in[0].ID, open.Attachments[0].Path)
		ok(t, err)
		if f.Name != "协议.pdf" || string(f.Content) != "%PDF-" || f.Danger != parse.Harmless {
			t.Errorf("file %+v", f)
		}
		_, err = o.mail.File(o.boss, in[0].ID, "9.9")
		refused(t, err, "mail.no_file")
		buyer := o.servers.User()
		l := o.write(t, o.boss, mail.Start{Answers: in[0].ID, Forwards: true})
		l.Draft.To = to(buyer)
		ok(t, o.mail.SaveDraft(o.boss, l))
		ok(t, o.mail.Attach(o.boss, &mail.OutgoingFile{OutgoingID: l.ID, Name: "图\n纸.dwg", Content: []byte("AC10")}))
		refused(t, o.mail.Attach(o.boss, &mail.OutgoingFile{OutgoingID: l.ID, Name: "big.zip", Content: make([]byte, 21<<20)}), "mail.files_too_large")
		o.send(t, o.boss, l)
		got := o.delivered(t, buyer)[0]
		if got.Subject != "Fwd: files" || len(got.Parts) != 2 || got.Parts[0].Name != "协议.pdf" || got.Parts[1].Name != "图 纸.dwg" && got.Parts[1].Name != "图纸.dwg" {
			t.Errorf("arrived %q %+v", got.Subject, got.Parts)
		}
		if list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{}); !list[0].Flags.Has(mail.Forwarded) {
			t.Error("the original is marked as forwarded")
		}
	})
}
