package mailbox

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/app/mail/provider"
	"kontor/data/mailbox/mailtest"
)

func TestMain(m *testing.M) { mailtest.Main(m) }

func mailer(s *mailtest.Servers) *Mailer { return New(Params{Roots: s.Roots, Poll: time.Millisecond}) }

// letter makes a small mail.
func letter(subject, id string) []byte {
	return []byte("From: =?GB2312?B?s8K9qLn6?= <chenjg@hengtuo.example>\r\nTo: sales@lanshi.example\r\nSubject: " + subject +
		"\r\nMessage-ID: <" + id + ">\r\nDate: Wed, 18 Mar 2026 09:15:00 +0800\r\n\r\nText of " + subject + "\r\n")
}

func dial(t *testing.T, m *Mailer, l mail.Login) mail.Box {
	t.Helper()
	b, err := m.Dial(t.Context(), l)
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func key(err error) string {
	var e *app.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return fmt.Sprint(err)
}

// COM-01: a box on a real server, from the list of folders to erasing a message.
func TestBoxOnDovecot(t *testing.T) {
	s := mailtest.Get(t)
	ctx := t.Context()
	user := s.User()
	for i := 1; i <= 3; i++ {
		s.Deliver(t, user, letter(fmt.Sprint("mail ", i), fmt.Sprintf("m%d@hengtuo.example", i)))
	}
	b := dial(t, mailer(s), s.In(user))
	folders, err := b.Folders(ctx)
	if err != nil {
		t.Fatal(err)
	}
	roles := map[mail.Role]string{}
	for _, f := range folders {
		roles[f.Role] = f.Path
	}
	for role, path := range map[mail.Role]string{mail.RoleInbox: "INBOX", mail.RoleSent: "Sent", mail.RoleTrash: "Trash", mail.RoleArchive: "Archive", mail.RoleDrafts: "Drafts", mail.RoleJunk: "Junk"} {
		if roles[role] != path {
			t.Errorf("role %s has the folder %q, want %q", role, roles[role], path)
		}
	}
	st, err := b.Open(ctx, "INBOX")
	if err != nil || st.Exists != 3 || st.Validity == 0 || st.Next != 4 || st.ModSeq == 0 {
		t.Fatalf("state %+v, %v", st, err)
	}
	uids, err := b.UIDs(ctx)
	if err != nil || !slices.Equal(uids, []uint32{1, 2, 3}) {
		t.Fatalf("uids %v, %v", uids, err)
	}
	var heads []mail.Head
	if err := b.Heads(ctx, uids, func(h mail.Head) error { heads = append(heads, h); return nil }); err != nil || len(heads) != 3 {
		t.Fatalf("%d heads, %v", len(heads), err)
	}
	if m := parse.ReadHead(heads[0].Header); m.From[0].Name != "陈建国" || m.MessageID != "m1@hengtuo.example" || heads[0].Size < 200 || heads[0].At.IsZero() || heads[0].Flags != 0 {
		t.Errorf("head %+v", heads[0])
	}
	bodies := map[uint32]string{}
	if err := b.Bodies(ctx, []uint32{1, 3}, func(u uint32, raw []byte) error { bodies[u] = string(raw); return nil }); err != nil || len(bodies) != 2 || !strings.Contains(bodies[3], "Text of mail 3") {
		t.Fatalf("bodies %v, %v", bodies, err)
	}
	if err := b.Mark(ctx, []uint32{1, 2}, mail.Seen|mail.Starred, 0); err != nil {
		t.Fatal(err)
	}
	if err := b.Mark(ctx, []uint32{2}, 0, mail.Starred); err != nil {
		t.Fatal(err)
	}
	flags, err := b.Flags(ctx, 1, 0)
	if want := []mail.Flagged{{UID: 1, Flags: mail.Seen | mail.Starred}, {UID: 2, Flags: mail.Seen}, {UID: 3}}; err != nil || !slices.Equal(flags, want) {
		t.Errorf("flags %v, want %v (%v)", flags, want, err)
	}
	changed, err := b.Changed(ctx, st.ModSeq)
	if err != nil || len(changed) != 2 {
		t.Errorf("changed since %d: %v, %v", st.ModSeq, changed, err)
	}
	if err := b.Move(ctx, []uint32{1}, "Archive"); err != nil {
		t.Fatal(err)
	}
	if err := b.Erase(ctx, []uint32{2}); err != nil {
		t.Fatal(err)
	}
	if uids, _ = b.UIDs(ctx); !slices.Equal(uids, []uint32{3}) {
		t.Errorf("after move and erase: %v", uids)
	}
	at := time.Date(2026, 3, 18, 6, 28, 0, 0, time.UTC)
	if err := b.Append(ctx, "Sent", letter("sent", "s1@lanshi.example"), mail.Seen, at); err != nil {
		t.Fatal(err)
	}
	ids, err := b.Newest(ctx, "Sent", 20)
	if err != nil || !slices.Equal(ids, []string{"s1@lanshi.example"}) {
		t.Errorf("newest in Sent: %v, %v", ids, err)
	}
	if ids, err = b.Newest(ctx, "Junk", 20); err != nil || len(ids) != 0 {
		t.Errorf("an empty folder: %v, %v", ids, err)
	}
	if err := b.Create(ctx, "供应商"); err != nil {
		t.Fatal(err)
	}
	if folders, _ = b.Folders(ctx); !slices.ContainsFunc(folders, func(f mail.Remote) bool { return f.Path == "供应商" && f.Name == "供应商" }) {
		t.Errorf("folders %v", folders)
	}
}

// The server tells of a new mail by itself.
func TestWaitHearsOfNewMail(t *testing.T) {
	s := mailtest.Get(t)
	user := s.User()
	b := dial(t, mailer(s), s.In(user))
	if _, err := b.Open(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		news, err := b.Wait(t.Context(), 30*time.Second)
		if err == nil && !news {
			err = errors.New("the time ran out without news")
		}
		done <- err
	}()
	s.Deliver(t, user, letter("news", "w@x.example"))
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if uids, err := b.UIDs(t.Context()); err != nil || len(uids) != 1 {
		t.Errorf("after IDLE the connection goes on: %v, %v", uids, err)
	}
	if news, err := b.Wait(t.Context(), time.Millisecond); err != nil || news {
		t.Errorf("nothing new: %v, %v", news, err)
	}
}

func TestCancelledWorkEnds(t *testing.T) {
	s := mailtest.Get(t)
	b := dial(t, mailer(s), s.In(s.User()))
	if _, err := b.Open(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { _, err := b.Wait(ctx, time.Hour); done <- err }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the cancellation", err)
	}
	if _, err := mailer(s).Dial(ctx, s.In("x@y.example")); !errors.Is(err, context.Canceled) && key(err) != mail.Unreachable {
		t.Errorf("dial with a cancelled context: %v", err)
	}
}

func TestStartTLSAndWrongSecret(t *testing.T) {
	s := mailtest.Get(t)
	l := s.In(s.User())
	l.Server = provider.Server{Host: "localhost", Port: s.IMAP, Security: provider.StartTLS}
	dial(t, mailer(s), l)
	l.Secret = "wrong"
	_, err := mailer(s).Dial(t.Context(), l)
	var e *app.Error
	if !errors.As(err, &e) || e.Key != mail.LoginRefused || e.Field != "secret" {
		t.Errorf("wrong secret: %v", err)
	}
	if strings.Contains(err.Error(), "wrong") || strings.Contains(err.Error(), l.User) {
		t.Errorf("the error tells secrets: %v", err)
	}
	l.Secret, l.Server.Port = mailtest.Password, 1
	if _, err := mailer(s).Dial(t.Context(), l); key(err) != mail.Unreachable {
		t.Errorf("closed port: %v", err)
	}
	l.Server = provider.Server{Host: "localhost", Port: s.IMAP, Security: provider.TLS}
	if _, err := mailer(s).Dial(t.Context(), l); key(err) != mail.NoProtection {
		t.Errorf("TLS to a port without it: %v", err)
	}
	l.Server = provider.Server{Host: "mail.example.com", Port: 143, Security: provider.Open}
	if _, err := mailer(s).Dial(t.Context(), l); key(err) != mail.NoProtection {
		t.Errorf("no protection beyond this machine: %v", err)
	}
}

// A certificate nobody vouches for is refused with its fingerprint; its key can be
// accepted, another one then cannot take its place.
func TestCertificates(t *testing.T) {
	s := mailtest.Get(t)
	self, err := mailtest.SelfSigned(time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	fake := mailtest.NewFake163(t, self)
	l := fake.Login(true)
	certOf := func(m *Mailer, l mail.Login) *mail.CertError {
		t.Helper()
		_, err := m.Dial(t.Context(), l)
		var c *mail.CertError
		if key(err) != mail.Untrusted || !errors.As(err, &c) {
			t.Fatalf("got %v, want a certificate error", err)
		}
		return c
	}
	c := certOf(mailer(s), l)
	if c.Reason != "self_signed" || len(c.SHA256) != 95 || c.Pin != Pin(self.Leaf) || c.Subject != "CN=localhost" || c.Until.IsZero() {
		t.Errorf("certificate error %+v", c)
	}
	l.Pin = c.Pin
	dial(t, mailer(s), l)

	other, _ := mailtest.SelfSigned(time.Now().Add(time.Hour))
	l2 := mailtest.NewFake163(t, other).Login(true)
	l2.Pin = c.Pin
	if c := certOf(mailer(s), l2); c.Reason != "changed" {
		t.Errorf("another key under the accepted name: %+v", c)
	}
	old, _ := mailtest.SelfSigned(time.Now().Add(-time.Hour))
	pool := x509.NewCertPool()
	pool.AddCert(old.Leaf)
	if c := certOf(New(Params{Roots: pool}), mailtest.NewFake163(t, old).Login(true)); c.Reason != "expired" {
		t.Errorf("expired: %+v", c)
	}
	l3 := s.In(s.User())
	l3.Server.Host = "localhost.localdomain"
	m := New(Params{Roots: s.Roots, Dial: toLoopback})
	if c := certOf(m, l3); c.Reason != "wrong_host" {
		t.Errorf("wrong host: %+v", c)
	}
	sink := mailtest.NewSink(t, self, mailtest.Faults{})
	var ce *mail.CertError
	if err := mailer(s).Try(t.Context(), sink.Login("a@b.example")); !errors.As(err, &ce) {
		t.Errorf("the sending server is checked the same way: %v", err)
	}
}

// 163 opens no folder before it knows the program; servers of its kind know no IDLE and
// no newer SEARCH.
func TestServerLike163(t *testing.T) {
	s := mailtest.Get(t)
	cert, _ := mailtest.SelfSigned(time.Now().Add(time.Hour))
	pool := x509.NewCertPool()
	pool.AddCert(cert.Leaf)
	m := New(Params{Roots: pool, Poll: time.Millisecond})
	_ = s
	fake := mailtest.NewFake163(t, cert)
	b := dial(t, m, fake.Login(true))
	folders, err := b.Folders(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range folders {
		got = append(got, f.Name+"="+string(f.Role))
	}
	if want := "INBOX=inbox 草稿箱=drafts 已发送=sent 已删除=trash"; strings.Join(got, " ") != want {
		t.Errorf("folders %v, want %s", got, want)
	}
	st, err := b.Open(t.Context(), "INBOX")
	if err != nil || st.Exists != 2 || st.Next != 0 || st.ModSeq != 0 || fake.IDs.Load() != 1 {
		t.Fatalf("state %+v, %v, ID %d times", st, err, fake.IDs.Load())
	}
	uids, err := b.UIDs(t.Context())
	if err != nil || !slices.Equal(uids, []uint32{1320000001, 1320000002}) {
		t.Errorf("uids %v, %v", uids, err)
	}
	var subject string
	err = b.Heads(t.Context(), uids[:1], func(h mail.Head) error { subject = parse.ReadHead(h.Header).Subject; return nil })
	if err != nil || subject != "询价" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if news, err := b.Wait(t.Context(), time.Hour); err != nil || !news {
		t.Errorf("without IDLE it is time to look again: %v, %v", news, err)
	}
	l := fake.Login(true)
	l.Secret = "the password of the web page"
	if _, err := m.Dial(t.Context(), l); key(err) != mail.LoginRefused {
		t.Errorf("wrong code: %v", err)
	}
}

func TestLargeFolderInOneFetch(t *testing.T) {
	s := mailtest.Get(t)
	b := dial(t, mailer(s), s.In(s.User()))
	big := append(letter("big", "big@x.example"), bytes.Repeat([]byte("0123456789abcdef\r\n"), 200000)...)
	if err := b.Append(t.Context(), "INBOX", big, 0, time.Time{}); err != nil {
		t.Fatal(err)
	}
	for i := range 8 {
		if err := b.Append(t.Context(), "INBOX", letter("x", fmt.Sprint(i, "@x.example")), 0, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Open(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	uids, _ := b.UIDs(t.Context())
	stop := errors.New("enough")
	n := 0
	if err := b.Bodies(t.Context(), uids, func(uint32, []byte) error { n++; return stop }); !errors.Is(err, stop) || n != 1 {
		t.Errorf("the error of the reader comes back: %v after %d", err, n)
	}
	size := 0
	if err := b.Bodies(t.Context(), uids[:1], func(_ uint32, raw []byte) error { size = len(raw); return nil }); err != nil || size != len(big) {
		t.Errorf("%d bytes, want %d (%v)", size, len(big), err)
	}
}
