package mail

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail/provider"
	"kontor/app/record"
)

// Secrets keeps what must not stand in the company file. A name that is not there gives
// the empty text.
type Secrets interface {
	Get(ctx context.Context, name string) (string, error)
	Set(ctx context.Context, name, secret string) error
	Delete(ctx context.Context, name string) error
}

// Papers makes the PDF of a document for the acting person.
type Papers interface {
	PDF(ctx context.Context, entity string, id int64) (name string, pdf []byte, err error)
}

// Params of the service.
type Params struct {
	Store     Store
	Mailer    Mailer
	Secrets   Secrets
	Net       provider.Net
	Customers *customer.Service
	Papers    Papers                              // may be nil: documents cannot be attached
	Loopback  func(ctx context.Context) bool      // mail may only go to this machine (sample company); may be nil
	Sender    func(ctx context.Context) Signatory // for signatures and templates; may be nil
	Label     func(lang, key string) string       // the translation of a key, for templates; may be nil
}

// Signatory is who writes, for signatures and templates.
type Signatory struct{ Name, Title, Phone, Mail, Company string }

// Service is the use cases of mail.
type Service struct {
	Accounts  *record.Service[Account]
	Templates *record.Service[Template]
	Arrived   effect.Topic[Arrived] // inside the transaction that matched a mail

	g *record.Ground
	p Params

	mu   sync.Mutex
	busy map[int64]*sync.Mutex // one round of fetching for an account at a time
}

// Arrived tells that a mail of a customer came in or was found.
type Arrived struct {
	Message    Message
	CustomerID int64
	ContactID  int64
}

// New makes the service and registers its entities.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p, busy: map[int64]*sync.Mutex{}}
	s.Accounts = record.New(g, DescribeAccount())
	s.Templates = record.New(g, DescribeTemplate())
	s.Accounts.Prepare = func(_ context.Context, _, a *Account) error { a.complete(); return nil }
	s.Accounts.Rule = s.accountRule
	s.Accounts.Saved.Do(s.accountSaved)
	s.Templates.Rule = templateRule
	return s
}

// accountRule lets only the owner and administrators give an account to others.
func (s *Service) accountRule(ctx context.Context, before, after *Account) error {
	if err := after.sound(); err != nil {
		return err
	}
	if s.loopback(ctx) && (!onThisMachine(after.IMAPHost) || !onThisMachine(after.SMTPHost)) {
		return app.E(app.Conflict, "mail.sample_only_here").At("imap_host")
	}
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	shared := before == nil && after.Share != ShareNone || before != nil && before.Share != after.Share
	if shared && !who.Has(identity.RightAdmin) && !who.Owns(after.OwnerID) {
		return app.E(app.Denied, "access.right", "right", entity.Label("right."+identity.RightAdmin))
	}
	return nil
}

func onThisMachine(host string) bool {
	return host == "localhost" || host == "127.0.0.1" || host == "::1"
}

func (s *Service) loopback(ctx context.Context) bool { return s.p.Loopback != nil && s.p.Loopback(ctx) }

// accountSaved forgets the secret and the fetched mail of an account that was deleted.
func (s *Service) accountSaved(ctx context.Context, e record.Saved[Account]) error {
	if e.Before == nil || e.Before.Archived == e.After.Archived || e.After.Archived != entity.Binned {
		return nil
	}
	return s.p.Store.Forget(ctx, e.After.ID)
}

// system is the context in which the program itself works on mail.
func system(ctx context.Context) context.Context { return identity.System(ctx, "mail") }

// write runs fn in a transaction of the program.
func (s *Service) write(ctx context.Context, fn func(ctx context.Context) error) error {
	return s.g.Tx.InTx(system(ctx), fn)
}

func (s *Service) now() time.Time { return s.g.Clock.Now() }

// post tells screens that mails changed.
func (s *Service) post(ctx context.Context) {
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(effect.Notice{Kind: Messages}) })
}

// Mine lists the accounts the acting person works with, own ones first.
func (s *Service) Mine(ctx context.Context) ([]*Account, error) {
	who, err := identity.Need(ctx, identity.May(Messages, identity.See))
	if err != nil {
		return nil, err
	}
	all, err := s.Accounts.Find(system(ctx), listing.Node{}, listing.Sort{Key: "id"})
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a *Account) bool { return !a.visible(who) })
	slices.SortStableFunc(all, func(a, b *Account) int {
		switch own, other := who.Owns(a.OwnerID), who.Owns(b.OwnerID); {
		case own == other:
			return 0
		case own:
			return -1
		}
		return 1
	})
	return all, nil
}

// Account gives an account the acting person works with; NotFound mail.no_account.
func (s *Service) Account(ctx context.Context, id int64) (*Account, error) {
	list, err := s.Mine(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.ID == id {
			return a, nil
		}
	}
	return nil, app.E(app.NotFound, "mail.no_account")
}

// allowed keeps of the accounts asked for those the person works with; none asked means
// all.
func (s *Service) allowed(ctx context.Context, asked []int64) ([]int64, error) {
	list, err := s.Mine(ctx)
	if err != nil {
		return nil, err
	}
	out := []int64{}
	for _, a := range list {
		if len(asked) == 0 || slices.Contains(asked, a.ID) {
			out = append(out, a.ID)
		}
	}
	return out, nil
}

// secret reads the secret of an account: Invalid mail.no_secret when there is none.
func (s *Service) secret(ctx context.Context, a *Account) (string, error) {
	secret, err := s.p.Secrets.Get(ctx, a.SecretName())
	if err != nil {
		return "", err
	}
	if secret == "" {
		return "", app.E(app.Invalid, "mail.no_secret", "mail", a.Mail).At("secret")
	}
	return secret, nil
}

func number(id int64) string { return strconv.FormatInt(id, 10) }

func parseID(s string) int64 { n, _ := strconv.ParseInt(s, 10, 64); return n }

// Use puts another mailer in place: a rehearsal, a test.
func (s *Service) Use(m Mailer) { s.p.Mailer = m }
