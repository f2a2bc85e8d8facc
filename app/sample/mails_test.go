package sample_test

import (
	"strconv"
	"strings"
	"testing"

	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/data"
)

// MAIL-01, CUS-04: the sample company has letters of its customers, which stand in their
// timelines, too; nothing of it ever leaves this computer.
func TestSampleMailbox(t *testing.T) {
	m := open(t, data.SQLite, now)
	side, err := m.post.Sidebar(m.boss, nil)
	ok(t, err)
	if len(side.Accounts) != 1 || side.Accounts[0].IMAPHost != "127.0.0.1" || side.Accounts[0].SMTPHost != "127.0.0.1" || side.Accounts[0].Active {
		t.Fatalf("one account that reaches this computer only: %+v", side.Accounts)
	}
	count := func(v mail.ViewKey) int {
		ids, err := m.post.List(m.boss, v, mail.Filter{})
		ok(t, err)
		return len(ids)
	}
	inbox, sent, unmatched := count(mail.ViewInbox), count(mail.ViewSent), count(mail.ViewUnmatched)
	if inbox < 15 || sent < 15 || inbox+sent+count(mail.ViewArchive) < 40 || unmatched < 1 || count(mail.ViewStarred) != 1 {
		t.Errorf("inbox %d, sent %d, unmatched %d", inbox, sent, unmatched)
	}
	ids, err := m.post.List(m.boss, mail.ViewInbox, mail.Filter{})
	ok(t, err)
	first, err := m.post.Open(m.boss, ids[0])
	ok(t, err)
	if first.CustomerID == 0 || len(first.Attachments) != 2 || first.Attachments[0].Name != "技术协议_盖章.pdf" || len(first.Links) < 2 {
		t.Errorf("the newest letter: customer %d, files %+v, %d ties", first.CustomerID, first.Attachments, len(first.Links))
	}
	f, err := m.post.File(m.boss, ids[0], first.Attachments[0].Path)
	ok(t, err)
	if !strings.HasPrefix(string(f.Content), "%PDF-") {
		t.Error("the file is no PDF")
	}
	talk, err := m.post.Conversation(m.boss, ids[0])
	ok(t, err)
	if len(talk) != 4 {
		t.Errorf("%d letters in the conversation", len(talk))
	}
	if n := m.count(t, "activity", listing.All(listing.Is("customer_id", listing.Eq, strconv.FormatInt(first.CustomerID, 10)), listing.Any(listing.Is("kind", listing.Eq, "mail_in"), listing.Is("kind", listing.Eq, "mail_out")))); n < 4 {
		t.Errorf("%d letters in the timeline", n)
	}
}

// WB-20: the owner's card of receivables has late ones, one of today and coming ones.
func TestSampleReceivablesOfTheOwner(t *testing.T) {
	m := open(t, data.SQLite, now)
	mine := func(n listing.Node) int64 {
		return m.count(t, "receivable", listing.All(listing.Is("owner_id", listing.Eq, "me"), listing.Is("open_minor", listing.Gt, "0"), n))
	}
	late, coming := mine(listing.Is("due_on", listing.Lt, today.String())), mine(listing.Is("due_on", listing.Ge, today.String()))
	if late < 2 || coming < 4 {
		t.Errorf("%d late, %d to come", late, coming)
	}
}
