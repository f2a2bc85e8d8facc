package mail_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/mail/compose"
	"kontor/app/member"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/data/mailbox"
	"kontor/data/mailbox/mailtest"
)

func TestMain(m *testing.M) { mailtest.Main(m) }

// vault keeps secrets in memory.
type vault struct {
	mu  sync.Mutex
	all map[string]string
}

func (v *vault) Get(_ context.Context, name string) (string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all[name], nil
}

func (v *vault) Set(_ context.Context, name, secret string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.all[name] = secret
	return nil
}

func (v *vault) Delete(_ context.Context, name string) error {
	return v.Set(context.Background(), name, "")
}

// press makes "PDFs" that name their document and how often it was printed.
type press struct{ made int }

func (p *press) PDF(_ context.Context, entity string, id int64) (string, []byte, error) {
	p.made++
	return "BJ-202603-018_R3.pdf", fmt.Appendf(nil, "%%PDF %s %d made %d", entity, id, p.made), nil
}

// office is a small company with mail on real servers.
type office struct {
	*suite.Suite
	mail    *mail.Service
	servers *mailtest.Servers
	db      *data.DB
	store   *data.Mail
	clock   *apptest.Clock
	vault   *vault
	press   *press
	mailer  *mailbox.Mailer
	boss    context.Context
	ids     map[string]int64
}

func each(t *testing.T, fn func(t *testing.T, o *office)) {
	t.Helper()
	s := mailtest.Get(t)
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) { fn(t, newOffice(t, c, s)) })
}

func newOffice(t testing.TB, c *datatest.Company, s *mailtest.Servers) *office {
	t.Helper()
	spell := search.NewSpelling(pinyin.Table{})
	g := datatest.Ground(c)
	o := &office{servers: s, db: c.DB, clock: c.Clock, vault: &vault{all: map[string]string{}}, press: &press{}, ids: map[string]int64{}}
	o.Suite = suite.New(suite.Params{Ground: g, Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: spell, Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1}})
	o.store = data.NewMail(c.DB, spell)
	o.mailer = mailbox.New(mailbox.Params{Roots: s.Roots, Poll: 20 * time.Millisecond, Timeout: 10 * time.Second})
	o.mail = mail.New(g, mail.Params{
		Store: o.store, Mailer: o.mailer, Secrets: o.vault, Customers: o.Customers, Papers: o.press,
		Sender: func(context.Context) mail.Signatory {
			return mail.Signatory{Name: "林晓雯", Company: "杭州澜石包装设备有限公司"}
		},
	})
	sys := identity.System(context.Background(), "test")
	firm := o.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	ok(t, o.Company.Companies.Create(sys, firm))
	ok(t, o.Load(sys))
	p, _, err := o.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	ok(t, err)
	o.ids["lin"] = p.ID
	o.boss = o.as(t, "lin")
	return o
}

func (o *office) as(t testing.TB, login string) context.Context {
	t.Helper()
	a, err := o.Members.Actor(context.Background(), o.ids[login])
	ok(t, err)
	return identity.With(context.Background(), a)
}

func (o *office) hire(t testing.TB, login, role string) context.Context {
	t.Helper()
	p := o.Members.People.Desc.New()
	p.Login, p.Name, p.Roles, p.Units = login, "同事"+login, []string{role}, []member.PersonUnit{{DepartmentID: 1}}
	ok(t, o.Members.Add(o.boss, p, "good-password-"+login))
	o.ids[login] = p.ID
	return o.as(t, login)
}

// account sets an account up on the test servers.
func (o *office) account(t testing.TB, ctx context.Context, change ...func(*mail.Account)) *mail.Account {
	t.Helper()
	a := o.mail.Accounts.Desc.New()
	a.Mail, a.Name = o.servers.User(), "林晓雯"
	a.IMAPHost, a.IMAPPort, a.SMTPHost, a.SMTPPort = "localhost", int64(o.servers.IMAPS), "localhost", int64(o.servers.SMTPS)
	a.KeepDays = 0
	for _, fn := range change {
		fn(a)
	}
	ok(t, o.mail.SaveAccount(ctx, a, mailtest.Password))
	return a
}

// client makes a customer with a contact who has an address.
func (o *office) client(t testing.TB, ctx context.Context, name, person, addr string) (*customer.Customer, *customer.Contact) {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name = name
	p := &customer.Contact{Name: person, Mail: addr}
	ok(t, o.Customers.Create(ctx, c, p))
	return c, p
}

// letter makes a mail as it comes from outside.
func letter(from, to, subject, id, text string, more ...string) []byte {
	head := "From: " + from + "\nTo: " + to + "\nSubject: " + subject + "\nMessage-ID: <" + id + ">\nDate: Wed, 18 Mar 2026 09:15:00 +0800\n"
	return []byte(head + strings.Join(more, "") + "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + text + "\n")
}

// fetch does a round and gives the report.
func (o *office) fetch(t testing.TB, ctx context.Context, a *mail.Account) mail.Report {
	t.Helper()
	r, err := o.mail.Fetch(ctx, a.ID)
	ok(t, err)
	return r
}

// list gives the subjects of a view.
func (o *office) list(t testing.TB, ctx context.Context, v mail.ViewKey, f mail.Filter) []mail.Message {
	t.Helper()
	ids, err := o.mail.List(ctx, v, f)
	ok(t, err)
	list, err := o.mail.Messages(ctx, ids)
	ok(t, err)
	return list
}

// timeline gives the mail entries of a customer.
func (o *office) timeline(t testing.TB, ctx context.Context, id int64) []*customer.Activity {
	t.Helper()
	all, err := o.Customers.Activities.Find(ctx, listing.Is("customer_id", listing.Eq, fmt.Sprint(id)), listing.Sort{Key: "id"})
	ok(t, err)
	var out []*customer.Activity
	for _, a := range all {
		if a.Kind == customer.NoteMailIn || a.Kind == customer.NoteMailOut {
			out = append(out, a)
		}
	}
	return out
}

var english = compose.Words{
	Reply: "Re: ", Forward: "Fwd: ", Header: "Forwarded message", From: "From: ", To: "To: ", Date: "Date: ", Subject: "Subject: ",
	Wrote: func(who, at string) string { return at + ", " + who + " wrote:" }, Zone: apptest.Zone,
}

// write saves a letter.
func (o *office) write(t testing.TB, ctx context.Context, st mail.Start) *mail.Outgoing {
	t.Helper()
	st.Words = english
	l, files, err := o.mail.NewLetter(ctx, st)
	ok(t, err)
	ok(t, o.mail.SaveDraft(ctx, l))
	for i := range files {
		files[i].OutgoingID = l.ID
		ok(t, o.mail.Attach(ctx, &files[i]))
	}
	return l
}

// send queues a letter and lets the ten seconds pass.
func (o *office) send(t testing.TB, ctx context.Context, l *mail.Outgoing) mail.Tally {
	t.Helper()
	_, err := o.mail.Queue(ctx, l.ID, time.Time{})
	ok(t, err)
	o.clock.Move(11 * time.Second)
	tally, err := o.mail.SendQueued(ctx)
	ok(t, err)
	return tally
}

func to(mails ...string) []address.Address {
	var out []address.Address
	for _, m := range mails {
		out = append(out, address.Address{Mail: m})
	}
	return out
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t testing.TB, err error, key string) {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Errorf("want %s, got %v", key, err)
	}
}
