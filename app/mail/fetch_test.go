package mail_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app/customer"
	"kontor/app/mail"
)

// COM-01, COM-02: a mail of a customer comes in and stands in the timeline, once, however
// often it is fetched.
func TestFetchAndTimeline(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		c, p := o.client(t, o.boss, "苏州恒拓精密制造有限公司", "陈建国", "ChenJG@hengtuo.example")
		o.servers.Deliver(t, a.Mail, letter("=?GB2312?B?s8K9qLn6?= <chenjg@hengtuo.example>", a.Mail, "R3 报价与技术协议", "m1@hengtuo.example", "林经理：\n价格没有问题。"))
		o.servers.Deliver(t, a.Mail, letter("wang@newco.example", a.Mail, "咨询热收缩膜包装机", "m2@newco.example", "我们是做户外用品的"))
		o.servers.Deliver(t, a.Mail, letter("news@shop.example", a.Mail, "Newsletter", "m3@shop.example", "buy", "List-Id: <n.shop.example>\n"))
		r := o.fetch(t, o.boss, a)
		if r.New != 3 || r.Texts != 3 || r.Matched != 1 {
			t.Errorf("report %+v", r)
		}
		inbox := o.list(t, o.boss, mail.ViewInbox, mail.Filter{})
		if len(inbox) != 3 {
			t.Fatalf("inbox %+v", inbox)
		}
		for v, want := range map[mail.ViewKey]string{mail.ViewCustomers: "R3 报价与技术协议", mail.ViewUnmatched: "咨询热收缩膜包装机"} {
			list := o.list(t, o.boss, v, mail.Filter{})
			if len(list) != 1 || list[0].Subject != want {
				t.Errorf("view %s: %+v", v, list)
			}
		}
		entries := o.timeline(t, o.boss, c.ID)
		if len(entries) != 1 || entries[0].Kind != customer.NoteMailIn || entries[0].ContactID != p.ID || entries[0].Title != "R3 报价与技术协议" || entries[0].Text != "林经理： 价格没有问题。" || entries[0].LinkEntity != mail.Messages {
			t.Fatalf("timeline %+v", entries)
		}
		open, err := o.mail.Open(o.boss, entries[0].LinkID)
		ok(t, err)
		if open.Mail == nil || open.Mail.Text() != "林经理：\n价格没有问题。" || open.From.Name != "陈建国" || !open.Own || open.CustomerID != c.ID {
			t.Errorf("opened %+v", open)
		}
		if r := o.fetch(t, o.boss, a); r.New+r.Texts+r.Matched+r.Changed+r.Removed != 0 {
			t.Errorf("nothing happened, yet %+v", r)
		}
		if n := len(o.timeline(t, o.boss, c.ID)); n != 1 {
			t.Errorf("%d entries after the second round", n)
		}

		// A contact that is added later finds its mails.
		d, _ := o.client(t, o.boss, "新客户", "王磊", "wang@newco.example")
		o.fetch(t, o.boss, a)
		if n := len(o.timeline(t, o.boss, d.ID)); n != 1 {
			t.Errorf("%d entries for the new customer", n)
		}
		if list := o.list(t, o.boss, mail.ViewUnmatched, mail.Filter{}); len(list) != 0 {
			t.Errorf("still unmatched: %+v", list)
		}
		side, err := o.mail.Sidebar(o.boss, nil)
		ok(t, err)
		if side.Counts[mail.ViewInbox] != (mail.Count{Total: 3, Unread: 3}) || side.Looks[a.ID].Error != "" || side.Looks[a.ID].Synced.IsZero() {
			t.Errorf("sidebar %+v", side)
		}
	})
}

// The same mail in a personal and a shared account is one entry and one line of the list.
func TestOneMailInTwoAccounts(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		b := o.account(t, o.boss, func(a *mail.Account) { a.Share = mail.ShareAll })
		c, _ := o.client(t, o.boss, "恒拓", "陈建国", "chenjg@hengtuo.example")
		raw := letter("chenjg@hengtuo.example", a.Mail+", "+b.Mail, "to both", "both@hengtuo.example", "hello")
		o.servers.Deliver(t, a.Mail, raw)
		o.servers.Deliver(t, b.Mail, raw)
		o.fetch(t, o.boss, a)
		o.fetch(t, o.boss, b)
		if n := len(o.timeline(t, o.boss, c.ID)); n != 1 {
			t.Errorf("%d entries", n)
		}
		if list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{}); len(list) != 1 {
			t.Errorf("the list shows it %d times", len(list))
		}
		if list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{Accounts: []int64{b.ID}}); len(list) != 1 || list[0].Match != mail.MatchFound {
			t.Errorf("in the shared account: %+v", list)
		}
	})
}

// What other programs do on the server is seen: flags, new mails, moves, deletions.
func TestChangesOnTheServer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		for i := range 6 {
			o.servers.Deliver(t, a.Mail, letter("x@y.example", a.Mail, fmt.Sprint("mail ", i), fmt.Sprintf("c%d@y.example", i), "text"))
		}
		o.fetch(t, o.boss, a)
		other, err := o.mailer.Dial(t.Context(), o.servers.In(a.Mail))
		ok(t, err)
		defer other.Close()
		_, err = other.Open(t.Context(), "INBOX")
		ok(t, err)
		ok(t, other.Mark(t.Context(), []uint32{1, 2}, mail.Seen, 0))
		ok(t, other.Erase(t.Context(), []uint32{3, 4}))
		ok(t, other.Move(t.Context(), []uint32{5}, "Archive"))
		o.servers.Deliver(t, a.Mail, letter("x@y.example", a.Mail, "new one", "new@y.example", "text"))
		r := o.fetch(t, o.boss, a)
		if r.New != 2 || r.Removed != 3 || r.Changed != 2 || r.Texts != 1 {
			t.Errorf("report %+v (the moved mail is new in its folder, its text is not fetched again)", r)
		}
		var got []string
		for _, m := range o.list(t, o.boss, mail.ViewInbox, mail.Filter{}) {
			got = append(got, fmt.Sprint(m.Subject, m.Flags.Has(mail.Seen)))
		}
		slices.Sort(got)
		if want := []string{"mail 0true", "mail 1true", "mail 5false", "new onefalse"}; !slices.Equal(got, want) {
			t.Errorf("inbox %v, want %v", got, want)
		}
		if list := o.list(t, o.boss, mail.ViewArchive, mail.Filter{}); len(list) != 1 || list[0].Body != mail.BodyStored {
			t.Errorf("archive %+v", list)
		}
	})
}

// What is done here is done on the server with the next round, and meanwhile the
// server's older state does not come back.
func TestChangesHere(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		for i := range 4 {
			o.servers.Deliver(t, a.Mail, letter("x@y.example", a.Mail, fmt.Sprint("mail ", i), fmt.Sprintf("h%d@y.example", i), "text"))
		}
		o.fetch(t, o.boss, a)
		id := func(subject string) int64 {
			t.Helper()
			ids, err := o.mail.Everywhere(o.boss, mail.Filter{})
			ok(t, err)
			list, err := o.mail.Messages(o.boss, ids)
			ok(t, err)
			for _, m := range list {
				if m.Subject == subject {
					return m.ID
				}
			}
			t.Fatalf("no %s", subject)
			return 0
		}
		undo, err := o.mail.Mark(o.boss, []int64{id("mail 0"), id("mail 1")}, mail.Seen, true)
		ok(t, err)
		ok(t, undo(o.boss))
		_, err = o.mail.Mark(o.boss, []int64{id("mail 1")}, mail.Seen|mail.Starred, true)
		ok(t, err)
		back, err := o.mail.MoveTo(o.boss, []int64{id("mail 2"), id("mail 3")}, mail.RoleArchive)
		ok(t, err)
		ok(t, back(o.boss))
		moved := id("mail 3")
		_, err = o.mail.MoveTo(o.boss, []int64{moved}, mail.RoleArchive)
		ok(t, err)
		_, err = o.mail.Mark(o.boss, []int64{moved}, mail.Starred, true) // the server still knows it in the inbox
		ok(t, err)
		if list := o.list(t, o.boss, mail.ViewArchive, mail.Filter{}); len(list) != 1 || !list[0].Flags.Has(mail.Starred) {
			t.Errorf("here it is moved at once: %+v", list)
		}
		refused(t, o.mail.Erase(o.boss, []int64{id("mail 2")}), "mail.not_in_trash")
		_, err = o.mail.MoveTo(o.boss, []int64{id("mail 2")}, mail.RoleTrash)
		ok(t, err)
		r := o.fetch(t, o.boss, a)
		if r.New != 0 || r.Removed != 0 {
			t.Errorf("what was moved here is neither new nor gone: %+v", r)
		}
		b, err := o.mailer.Dial(t.Context(), o.servers.In(a.Mail))
		ok(t, err)
		defer b.Close()
		state := func(path string) string {
			t.Helper()
			_, err := b.Open(t.Context(), path)
			ok(t, err)
			f, err := b.Flags(t.Context(), 1, 0)
			ok(t, err)
			var out []string
			for _, x := range f {
				out = append(out, fmt.Sprint(x.Flags))
			}
			return strings.Join(out, " ")
		}
		if in, ar, tr := state("INBOX"), state("Archive"), state("Trash"); in != "0 5" || ar != "4" || tr != "0" {
			t.Errorf("server: inbox %q archive %q trash %q", in, ar, tr)
		}
		trashed := o.list(t, o.boss, mail.ViewTrash, mail.Filter{})
		if len(trashed) != 1 || trashed[0].UID == 0 || trashed[0].Body != mail.BodyStored {
			t.Fatalf("trash %+v", trashed)
		}
		ok(t, o.mail.Erase(o.boss, []int64{trashed[0].ID}))
		o.fetch(t, o.boss, a)
		if s := state("Trash"); s != "" {
			t.Errorf("erased mail is still on the server: %q", s)
		}
		if list := o.list(t, o.boss, mail.ViewTrash, mail.Filter{}); len(list) != 0 {
			t.Errorf("trash %+v", list)
		}
	})
}

// When the server counts anew (UIDVALIDITY), nothing is fetched twice and links stay.
func TestValidityChanges(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		c, _ := o.client(t, o.boss, "恒拓", "陈建国", "chenjg@hengtuo.example")
		b, err := o.mailer.Dial(t.Context(), o.servers.In(a.Mail))
		ok(t, err)
		defer b.Close()
		ok(t, b.Create(t.Context(), "供应商"))
		put := func(i int) {
			raw := letter("chenjg@hengtuo.example", a.Mail, fmt.Sprint("v", i), fmt.Sprintf("v%d@hengtuo.example", i), "text")
			ok(t, b.Append(t.Context(), "供应商", []byte(strings.ReplaceAll(string(raw), "\n", "\r\n")), 0, time.Time{}))
		}
		put(1)
		put(2)
		put(3)
		o.fetch(t, o.boss, a)
		side, err := o.mail.Sidebar(o.boss, nil)
		ok(t, err)
		if len(side.Folders) != 1 || side.Folders[0].Name != "供应商" || side.Folders[0].Total != 3 {
			t.Fatalf("folders %+v", side.Folders)
		}
		before, err := o.mail.InFolder(o.boss, side.Folders[0].ID, mail.Filter{})
		ok(t, err)
		// The folder is deleted and made anew with two of the three mails.
		o.servers.DeleteFolder(t, a.Mail, "供应商")
		ok(t, b.Create(t.Context(), "供应商"))
		put(3)
		put(1)
		r := o.fetch(t, o.boss, a)
		o.clock.Move(time.Hour)
		o.fetch(t, o.boss, a)
		after, err := o.mail.InFolder(o.boss, side.Folders[0].ID, mail.Filter{})
		ok(t, err)
		if r.New != 0 || r.Texts != 0 || len(after) != 2 || !slices.Contains(before, after[0]) || !slices.Contains(before, after[1]) {
			t.Errorf("report %+v, messages %v before, %v after", r, before, after)
		}
		if n := len(o.timeline(t, o.boss, c.ID)); n != 3 {
			t.Errorf("%d entries in the timeline, want the 3 from before", n)
		}
	})
}

// breaking is a box whose connection breaks after some messages.
type breaking struct {
	mail.Mailer
	after int
}

type breakingBox struct {
	mail.Box
	m *breaking
}

var errBroken = errors.New("connection reset")

func (b *breaking) Dial(ctx context.Context, l mail.Login) (mail.Box, error) {
	box, err := b.Mailer.Dial(ctx, l)
	if err != nil {
		return nil, err
	}
	return &breakingBox{box, b}, nil
}

func (b *breakingBox) Heads(ctx context.Context, uids []uint32, fn func(mail.Head) error) error {
	return b.Box.Heads(ctx, uids, func(h mail.Head) error {
		if b.m.after--; b.m.after < 0 {
			return mail.Refusal(mail.Unreachable, "localhost").Because(errBroken)
		}
		return fn(h)
	})
}

func (b *breakingBox) Bodies(ctx context.Context, uids []uint32, fn func(uint32, []byte) error) error {
	return b.Box.Bodies(ctx, uids, func(u uint32, raw []byte) error {
		if b.m.after--; b.m.after < 0 {
			return mail.Refusal(mail.Unreachable, "localhost").Because(errBroken)
		}
		return fn(u, raw)
	})
}

// A round that breaks at any point goes on where it stood; nothing is lost or doubled.
func TestBrokenRoundsGoOn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		c, _ := o.client(t, o.boss, "恒拓", "陈建国", "chenjg@hengtuo.example")
		for i := range 12 {
			o.servers.Deliver(t, a.Mail, letter("chenjg@hengtuo.example", a.Mail, fmt.Sprint("b", i), fmt.Sprintf("b%d@hengtuo.example", i), "text"))
		}
		b := &breaking{Mailer: o.mailer}
		o.mail.Use(b)
		for rounds := 0; ; rounds++ {
			b.after = rounds
			r, err := o.mail.Fetch(o.boss, a.ID)
			if err == nil {
				if r.Err != nil || rounds < 5 {
					t.Errorf("round %d: %+v", rounds, r)
				}
				break
			}
			refused(t, err, mail.Unreachable)
			if rounds > 60 {
				t.Fatal("it never ends")
			}
		}
		list := o.list(t, o.boss, mail.ViewInbox, mail.Filter{})
		if len(list) != 12 {
			t.Errorf("%d mails", len(list))
		}
		for _, m := range list {
			if m.Body != mail.BodyStored {
				t.Errorf("%s has no text", m.Subject)
			}
		}
		if n := len(o.timeline(t, o.boss, c.ID)); n != 12 {
			t.Errorf("%d entries in the timeline", n)
		}
		side, err := o.mail.Sidebar(o.boss, nil)
		ok(t, err)
		if side.Looks[a.ID].Error != "" {
			t.Errorf("the last look went well: %+v", side.Looks[a.ID])
		}
	})
}

func TestLookIsNoted(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.account(t, o.boss)
		ok(t, o.vault.Set(t.Context(), a.SecretName(), "wrong"))
		_, err := o.mail.Fetch(o.boss, a.ID)
		refused(t, err, mail.LoginRefused)
		side, err := o.mail.Sidebar(o.boss, nil)
		ok(t, err)
		if l := side.Looks[a.ID]; l.Error != mail.LoginRefused || l.Tried.IsZero() || !l.Synced.IsZero() {
			t.Errorf("look %+v", l)
		}
		ok(t, o.vault.Delete(t.Context(), a.SecretName()))
		_, err = o.mail.Fetch(o.boss, a.ID)
		refused(t, err, "mail.no_secret")
	})
}
