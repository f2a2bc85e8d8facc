package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/identity"
	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/paper"
	"kontor/data"
	"kontor/data/mailbox"
	"kontor/data/secrets"
	"kontor/ui/kit"
	ui "kontor/ui/mail"
	"kontor/ui/shell"
	"kontor/ui/tr"
)

// post makes the mail service; its entities are registered with the others.
func (c *office) post() {
	c.Mail = mail.New(c.Ground, mail.Params{
		Store: data.NewMail(c.db, c.house.spelling), Mailer: mailbox.New(mailbox.Params{Program: version}), Secrets: &lateVault{c: c}, Net: mailbox.Net{},
		Customers: c.Customers, Papers: papers{c}, Sender: c.signatory,
		Loopback: func(ctx context.Context) bool { firm, err := c.firm(ctx); return err == nil && firm.Sample },
		Label:    func(lang, key string) string { return tr.In(lang).T(key) },
	})
}

// signatory is who writes: the acting person in the name of the company.
func (c *office) signatory(ctx context.Context) mail.Signatory {
	s := mail.Signatory{}
	if firm, err := c.firm(ctx); err == nil {
		s.Company = firm.Name
	}
	if p, err := c.Members.People.Get(identity.System(ctx, "signatory"), c.actor.ID); err == nil {
		s.Name, s.Title, s.Phone, s.Mail = p.Name, p.Title, p.Phone, p.Mail
	}
	return s
}

// papers makes the PDF of a document for a mail.
type papers struct{ c *office }

// PDF gives the paper with its file name.
func (p papers) PDF(ctx context.Context, entity string, id int64) (string, []byte, error) {
	d, err := p.c.document(ctx, entity, id)
	if err != nil {
		return "", nil, err
	}
	if d.Data == nil {
		return "", nil, app.E(app.NotFound, "print.not_yet", "kind", entity)
	}
	content, err := d.Data(ctx, d.Count, d.Stamp)
	if err != nil {
		return "", nil, err
	}
	doc, _, err := p.c.press.Layout(ctx, paper.Request{Kind: d.Kind, Language: kit.Tongue().Lang, Data: content, Now: p.c.Ground.Clock.Now()})
	if err != nil {
		return "", nil, err
	}
	raw, err := p.c.press.PDF(doc)
	return blob.CleanName(d.File + ".pdf"), raw, err
}

// lateVault opens the vault of the acting person when the first secret is asked for: the
// keyring may ask the user, and opening it takes time.
type lateVault struct {
	c    *office
	once sync.Once
	v    *secrets.Vault
	err  error
}

func (l *lateVault) open(ctx context.Context) (*secrets.Vault, error) {
	l.once.Do(func() {
		if l.c.actor == nil {
			l.err = errNeedLogin
			return
		}
		id := l.c.actor.ID
		firm, err := l.c.firm(ctx)
		if err != nil {
			l.err = err
			return
		}
		l.v, l.err = secrets.Open(ctx, secrets.Params{
			Box: data.NewSecretBox(l.c.db, id), Ring: secrets.SystemRing{}, Account: firm.UID + "/" + strconv.FormatInt(id, 10), Password: l.c.password,
		})
	})
	return l.v, l.err
}

func (l *lateVault) Get(ctx context.Context, name string) (string, error) {
	v, err := l.open(ctx)
	if err != nil {
		return "", err
	}
	return v.Get(ctx, name)
}

func (l *lateVault) Set(ctx context.Context, name, secret string) error {
	v, err := l.open(ctx)
	if err != nil {
		return err
	}
	return v.Set(ctx, name, secret)
}

func (l *lateVault) Delete(ctx context.Context, name string) error {
	v, err := l.open(ctx)
	if err != nil {
		return err
	}
	return v.Delete(ctx, name)
}

// MailSync is the command: one round for every account of the person.
func (c *office) MailSync(ctx context.Context) (int, error) {
	list, err := c.Mail.Sync(ctx)
	n := 0
	for _, s := range list {
		n += s.New
		if err == nil {
			err = s.Error
		}
	}
	return n, err
}

// MailSend is the command: it sends what waits in the outbox.
func (c *office) MailSend(ctx context.Context) (sent, left int, err error) {
	t, err := c.Mail.SendQueued(ctx)
	return t.Sent, t.Failed + t.Unknown, err
}

// mailPage is the mail window.
func (c *office) mailPage(h kit.Host, _ shell.Target) kit.Page {
	return mailPages{ui.New(h, ui.Deps{
		Mail: c.Mail, Registry: c.Ground.Registry, Source: c.db, Account: c.Mail.Accounts.Desc.New, Template: c.Mail.Templates.Desc.New,
		ReadFile: readFile, Keep: writeFile, Temp: tempFile,
	})}
}

type mailPages struct{ *ui.Page }

// OpenTarget shows a mail, or begins one to a customer with the PDF of a document.
func (p mailPages) OpenTarget(t shell.Target) bool {
	if t.Kind != mail.Messages {
		return false
	}
	if !t.New {
		p.OpenMail(t.ID)
		return true
	}
	customer, _ := strconv.ParseInt(t.Args["customer_id"], 10, 64)
	record, _ := strconv.ParseInt(t.Args["record_id"], 10, 64)
	to, _ := address.Typed(t.Args["to"])
	p.WriteTo(mail.Start{To: to, CustomerID: customer, Entity: t.Args["entity"], RecordID: record, Subject: t.Args["subject"]})
	return true
}

// mailDocument begins a mail with the paper of a document; Args["kind"] says of which.
func (c *office) mailDocument(h kit.Host, t shell.Target) {
	h.Go(func(ctx context.Context) {
		kind := t.Args["kind"]
		args := map[string]string{"entity": kind, "record_id": strconv.FormatInt(t.ID, 10)}
		rec, err := c.Ground.Service(kind).Get(ctx, t.ID)
		if err == nil {
			et := c.Ground.Registry.Type(kind)
			args["subject"] = h.T(kind+".one") + " " + et.TitleOf(rec)
			if f := et.Field("customer_id"); f != nil {
				args["customer_id"] = strconv.FormatInt(f.Get(rec).Int(), 10)
			}
		}
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			h.New(mail.Messages, args)
		})
	})
}

// readFile reads a file that is to be attached.
func readFile(path string) (string, []byte, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", nil, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	return filepath.Base(path), raw, nil
}

// tempFile puts an attachment where the program for its kind can read it.
func tempFile(name string, content []byte) (string, error) {
	dir, err := os.MkdirTemp("", "kontor-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, blob.CleanName(name))
	return path, os.WriteFile(path, content, 0o400)
}
