package mail

import (
	"context"
	"errors"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/mail/provider"
)

// Discover finds the servers of an address; what was found is shown before a secret is
// asked for.
func (s *Service) Discover(ctx context.Context, address string) (provider.Found, error) {
	if _, err := identity.Need(ctx, identity.May(Accounts, identity.Add)); err != nil {
		return provider.Found{}, err
	}
	return provider.Discover(ctx, s.p.Net, address)
}

// Trial is what a test of an account showed.
type Trial struct {
	In      error // an *app.Error, nil when reading works
	Out     error // nil when sending works
	InCert  *CertError
	OutCert *CertError
	Folders int
}

// OK tells that both work.
func (t Trial) OK() bool { return t.In == nil && t.Out == nil }

// Try tests an account before it is saved: it logs in on both servers, lists the folders
// and opens the inbox. With an empty secret the stored one is used.
func (s *Service) Try(ctx context.Context, a *Account, secret string) (Trial, error) {
	if _, err := identity.Need(ctx, identity.May(Accounts, identity.Add)); err != nil {
		return Trial{}, err
	}
	a.complete()
	if err := a.sound(); err != nil {
		return Trial{}, err
	}
	if s.loopback(ctx) && (!onThisMachine(a.IMAPHost) || !onThisMachine(a.SMTPHost)) {
		return Trial{}, app.E(app.Conflict, "mail.sample_only_here").At("imap_host")
	}
	if secret == "" && a.UID != "" {
		own, err := s.Account(ctx, a.ID)
		if err != nil {
			return Trial{}, err
		}
		if own.IMAPHost != a.IMAPHost || own.SMTPHost != a.SMTPHost {
			// A stored secret never goes to a server it was not given for.
			return Trial{}, app.E(app.Invalid, "mail.secret_again").At("secret")
		}
		if secret, err = s.secret(ctx, own); err != nil {
			return Trial{}, err
		}
	}
	if secret == "" {
		return Trial{}, app.E(app.Invalid, "mail.no_secret", "mail", a.Mail).At("secret")
	}
	var t Trial
	t.Folders, t.In = s.tryIn(ctx, a, secret)
	out := a.Out()
	out.Secret = secret
	t.Out = s.p.Mailer.Try(ctx, out)
	t.InCert, t.OutCert = certOf(t.In), certOf(t.Out)
	return t, ctx.Err()
}

func (s *Service) tryIn(ctx context.Context, a *Account, secret string) (int, error) {
	in := a.In()
	in.Secret = secret
	box, err := s.p.Mailer.Dial(ctx, in)
	if err != nil {
		return 0, err
	}
	defer box.Close()
	folders, err := box.Folders(ctx)
	if err != nil {
		return 0, err
	}
	_, err = box.Open(ctx, "INBOX")
	return len(folders), err
}

func certOf(err error) *CertError {
	var c *CertError
	if errors.As(err, &c) {
		return c
	}
	return nil
}

// SaveAccount creates or changes an account and stores its secret; an empty secret keeps
// the stored one. The pins are those that the person accepted.
func (s *Service) SaveAccount(ctx context.Context, a *Account, secret string) error {
	var before *Account
	if a.ID != 0 {
		var err error
		if before, err = s.Accounts.Get(ctx, a.ID); err != nil {
			return err
		}
		moved := before.IMAPHost != a.IMAPHost || before.SMTPHost != a.SMTPHost
		if moved && secret == "" {
			return app.E(app.Invalid, "mail.secret_again").At("secret")
		}
	}
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if before == nil {
			return s.Accounts.Create(ctx, a)
		}
		saved, err := s.Accounts.Update(ctx, a.ID, a.Version, func(x *Account) error {
			head := x.Head
			*x = *a
			x.Head = head
			x.OwnerID, x.UnitID = a.OwnerID, a.UnitID
			return nil
		})
		if err == nil {
			*a = *saved
		}
		return err
	})
	if err != nil || secret == "" {
		return err
	}
	return s.p.Secrets.Set(ctx, a.SecretName(), secret)
}

// DeleteAccount puts an account into the recycle bin. What was fetched for it goes; the
// entries in the timelines stay.
func (s *Service) DeleteAccount(ctx context.Context, id, version int64) error {
	return s.Accounts.Archive(ctx, id, version)
}
