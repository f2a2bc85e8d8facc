package mailbox

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"kontor/app/mail"
	"kontor/app/mail/provider"
)

// Dial connects to an IMAP server and logs in. See mail.Mailer.
func (m *Mailer) Dial(ctx context.Context, l mail.Login) (mail.Box, error) {
	conn, err := m.connect(ctx, l.Server)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	b := &box{host: l.Server.Host, poll: m.p.Poll, news: make(chan struct{}, 1)}
	v := &verifier{host: l.Server.Host, pin: l.Pin, roots: m.p.Roots}
	if b.c, err = m.greet(ctx, conn, l.Server, v, b.options()); err != nil {
		conn.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	if err := b.login(l, m.p.Program); err != nil {
		b.c.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return b, nil
}

// greet protects the connection and waits for the greeting.
func (m *Mailer) greet(ctx context.Context, conn net.Conn, s provider.Server, v *verifier, o *imapclient.Options) (*imapclient.Client, error) {
	switch s.Security {
	case provider.StartTLS:
		o.TLSConfig = v.config()
		c, err := imapclient.NewStartTLS(conn, o)
		var answer *imap.Error
		switch {
		case err == nil:
			return c, nil
		case errors.As(err, &answer):
			return nil, mail.Refusal(mail.NoProtection, s.Host).Because(err)
		}
		return nil, v.problem(err, s.Host)
	case provider.Open:
		return greeted(imapclient.New(conn, o), s.Host)
	}
	t := tls.Client(conn, v.config())
	hctx, cancel := context.WithTimeout(ctx, m.p.Timeout)
	defer cancel()
	if err := t.HandshakeContext(hctx); err != nil {
		return nil, v.problem(err, s.Host)
	}
	return greeted(imapclient.New(t, o), s.Host)
}

func greeted(c *imapclient.Client, host string) (*imapclient.Client, error) {
	if err := c.WaitGreeting(); err != nil {
		c.Close()
		return nil, broken(err, host)
	}
	return c, nil
}

// login proves who we are and, where it is wanted, says what program we are.
func (b *box) login(l mail.Login, program string) error {
	caps := b.c.Caps()
	if caps == nil {
		return mail.Refusal(mail.BrokenServer, b.host)
	}
	if caps.Has(imap.CapLoginDisabled) && !l.OAuth {
		return mail.Refusal(mail.NoProtection, b.host)
	}
	var err error
	switch {
	case l.OAuth:
		err = b.c.Authenticate(xoauth2{l.User, l.Secret})
	case caps.Has(imap.AuthCap("PLAIN")) && !plainText(l.User+l.Secret):
		err = b.c.Authenticate(sasl.NewPlainClient("", l.User, l.Secret))
	default:
		err = b.c.Login(l.User, l.Secret).Wait()
	}
	if err != nil {
		return b.refusal(err)
	}
	if b.caps = b.c.Caps(); b.caps == nil {
		return mail.Refusal(mail.BrokenServer, b.host)
	}
	if l.SendID || b.caps.Has(imap.CapID) {
		// A server that does not know the command says so; that is no harm.
		_, err := b.c.ID(&imap.IDData{Name: "Kontor", Version: program, Vendor: "Kontor"}).Wait()
		var answer *imap.Error
		if err != nil && !errors.As(err, &answer) {
			return broken(err, b.host)
		}
	}
	return nil
}

// plainText tells whether a LOGIN command can carry the text in quotes.
func plainText(s string) bool {
	for _, r := range s {
		if r < ' ' || r > '~' {
			return false
		}
	}
	return true
}

// refusal reads the server's no to a login.
func (b *box) refusal(err error) error {
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return broken(err, b.host)
	}
	text := strings.ToLower(answer.Text)
	switch {
	case answer.Code == imap.ResponseCodePrivacyRequired:
		return mail.Refusal(mail.NoProtection, b.host)
	case answer.Code == imap.ResponseCodeUnavailable || strings.Contains(text, "too many") || strings.Contains(text, "try again later"):
		return mail.Refusal(mail.Unreachable, b.host).Because(errors.New(said(answer.Text)))
	case strings.Contains(text, "basicauthblocked") || strings.Contains(text, "basic authentication"):
		return mail.Refusal(mail.OAuthRequired, b.host)
	}
	e := mail.Refusal(mail.LoginRefused, b.host).Because(errors.New(said(answer.Text))).At("secret")
	e.Args["said"] = said(answer.Text)
	return e
}

// xoauth2 is the login of Google and Microsoft with an access token.
type xoauth2 struct{ user, token string }

func (x xoauth2) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next answers the server's description of an error with nothing, as it wants.
func (x xoauth2) Next([]byte) ([]byte, error) { return []byte{}, nil }
