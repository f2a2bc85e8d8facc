package mailbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/textproto"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"

	"kontor/app/mail"
	"kontor/app/mail/address"
	"kontor/app/mail/provider"
)

// Submit gives a message to the server, to all recipients or to none: when one is
// refused the submission is broken off before the text, so that nothing is sent twice
// after the address was put right. Every error is a *mail.SendError, or an *app.Error
// of a login that failed.
func (m *Mailer) Submit(ctx context.Context, l mail.Login, e mail.Envelope, raw []byte) error {
	s, err := m.session(ctx, l)
	if err != nil {
		return err
	}
	defer s.end()
	if err := s.fits(len(raw)); err != nil {
		return err
	}
	if err := s.envelope(e); err != nil {
		return s.reason(ctx, err)
	}
	return s.reason(ctx, s.text(raw))
}

// Try logs in and out.
func (m *Mailer) Try(ctx context.Context, l mail.Login) error {
	s, err := m.session(ctx, l)
	if err != nil {
		return err
	}
	s.end()
	return nil
}

// session is one connection that is logged in.
type session struct {
	c       *smtp.Client
	conn    net.Conn
	host    string
	timeout time.Duration
	release func() bool
}

// session connects, protects the connection and logs in.
func (m *Mailer) session(ctx context.Context, l mail.Login) (*session, error) {
	conn, err := m.connect(ctx, l.Server)
	if err != nil {
		return nil, err
	}
	s := &session{conn: conn, host: l.Server.Host, timeout: m.p.Timeout}
	s.release = context.AfterFunc(ctx, func() { conn.Close() })
	if err := s.start(ctx, l, &verifier{host: s.host, pin: l.Pin, roots: m.p.Roots}); err != nil {
		s.release()
		conn.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, err
	}
	return s, nil
}

func (s *session) start(ctx context.Context, l mail.Login, v *verifier) error {
	s.wait(s.timeout)
	link := s.conn
	if l.Server.Security == provider.TLS {
		t := tls.Client(s.conn, v.config())
		if err := t.HandshakeContext(ctx); err != nil {
			return v.problem(err, s.host)
		}
		link = t
	}
	c, err := smtp.NewClient(link, s.host)
	if err != nil {
		return s.broken(err)
	}
	s.c = c
	if err := c.Hello(localName()); err != nil {
		return s.broken(err)
	}
	if l.Server.Security == provider.StartTLS {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return mail.Refusal(mail.NoProtection, s.host)
		}
		if err := c.StartTLS(v.config()); err != nil {
			var answer *textproto.Error
			if errors.As(err, &answer) {
				return mail.Refusal(mail.NoProtection, s.host).Because(err)
			}
			return v.problem(err, s.host)
		}
	}
	return s.login(l)
}

// login proves who we are. A server that asks for nothing (on this machine) is taken
// as it is.
func (s *session) login(l mail.Login) error {
	ok, list := s.c.Extension("AUTH")
	if !ok {
		if l.Secret == "" || loopback(s.host) {
			return nil
		}
		return mail.Refusal(mail.NotAllowed, s.host)
	}
	var auth smtp.Auth
	open := l.Server.Security == provider.Open && loopback(s.host)
	list = strings.ToUpper(list)
	switch {
	case l.OAuth:
		auth = smtp.XOAuth2Auth(l.User, l.Secret)
	case hasWord(list, "PLAIN"):
		auth = smtp.PlainAuth("", l.User, l.Secret, s.host, open)
	case hasWord(list, "LOGIN"):
		auth = smtp.LoginAuth(l.User, l.Secret, s.host, open)
	case hasWord(list, "CRAM-MD5"):
		auth = smtp.CRAMMD5Auth(l.User, l.Secret)
	case hasWord(list, "XOAUTH2"):
		return mail.Refusal(mail.OAuthRequired, s.host)
	default:
		return mail.Refusal(mail.NotAllowed, s.host)
	}
	s.wait(s.timeout)
	err := s.c.Auth(auth)
	var answer *textproto.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &answer):
		return s.broken(err)
	case answer.Code == 421 || answer.Code == 454 || answer.Code/100 == 4:
		return mail.Refusal(mail.Unreachable, s.host).Because(errors.New(said(answer.Error())))
	}
	e := mail.Refusal(mail.LoginRefused, s.host).Because(errors.New(said(answer.Error()))).At("secret")
	e.Args["said"] = said(answer.Msg)
	return e
}

func hasWord(list, word string) bool {
	for _, w := range strings.Fields(list) {
		if w == word {
			return true
		}
	}
	return false
}

// fits compares the size with what the server takes.
func (s *session) fits(size int) error {
	ok, limit := s.c.Extension("SIZE")
	n, err := strconv.Atoi(strings.TrimSpace(limit))
	if ok && err == nil && n > 0 && size > n {
		return &mail.SendError{Outcome: mail.Permanent, Code: 552, Status: "5.3.4", Text: "message larger than " + strconv.Itoa(n>>20) + " MB"}
	}
	return nil
}

// envelope tells sender and recipients; nothing is handed over yet.
func (s *session) envelope(e mail.Envelope) error {
	s.wait(s.timeout)
	s.c.SkipSMTPUTF8(!needsUTF8(append([]string{e.From}, e.To...)))
	if err := s.c.Mail("<" + address.ASCII(e.From) + ">"); err != nil {
		return outcome(err)
	}
	var first *mail.SendError
	for _, to := range e.To {
		s.wait(s.timeout)
		err := s.c.Rcpt("<" + address.ASCII(to) + ">")
		if err == nil {
			continue
		}
		var answer *textproto.Error
		if !errors.As(err, &answer) {
			return outcome(err)
		}
		if f := outcome(err); first == nil || f.Outcome == mail.Permanent && first.Outcome != mail.Permanent {
			f.Refused, first = refusedOf(first), f
		}
		first.Refused = append(first.Refused, to)
	}
	if first != nil {
		_ = s.c.Reset()
		return first
	}
	return nil
}

func refusedOf(e *mail.SendError) []string {
	if e == nil {
		return nil
	}
	return e.Refused
}

func needsUTF8(list []string) bool {
	for _, a := range list {
		for _, r := range address.ASCII(a) {
			if r > 126 {
				return true
			}
		}
	}
	return false
}

// text hands the message over. Until the last dot is written the server throws away
// what it has; from then on only its answer tells.
func (s *session) text(raw []byte) error {
	s.wait(s.timeout)
	w, err := s.c.Data()
	if err != nil {
		return outcome(err)
	}
	for part := range chunks(raw) {
		s.wait(s.timeout)
		if _, err := w.Write(part); err != nil {
			return &mail.SendError{Outcome: mail.Temporary, Err: withoutAddress(err)}
		}
	}
	s.wait(4 * s.timeout) // servers check the text before they answer
	if err := w.Close(); err != nil {
		f := outcome(err)
		if f.Code == 0 {
			f.Outcome = mail.Unknown
		}
		return f
	}
	return nil
}

func chunks(b []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		for len(b) > 0 {
			n := min(len(b), 64<<10)
			if !yield(bytes.Clone(b[:n])) {
				return
			}
			b = b[n:]
		}
	}
}

// wait sets the limit for the next answer.
func (s *session) wait(d time.Duration) { _ = s.conn.SetDeadline(time.Now().Add(d)) }

func (s *session) end() {
	s.wait(2 * time.Second)
	_ = s.c.Quit()
	s.release()
	_ = s.conn.Close()
}

// reason gives the outcome; a submission that was cancelled before the text is temporary.
func (s *session) reason(ctx context.Context, err error) error {
	var f *mail.SendError
	if err != nil && ctx.Err() != nil && errors.As(err, &f) && f.Code == 0 {
		f.Err = ctx.Err()
	}
	return err
}

// broken reads a failure before the login.
func (s *session) broken(err error) error {
	var answer *textproto.Error
	if errors.As(err, &answer) {
		e := mail.Refusal(mail.NotAllowed, s.host).Because(errors.New(said(answer.Error())))
		if answer.Code/100 == 4 {
			e = mail.Refusal(mail.Unreachable, s.host).Because(errors.New(said(answer.Error())))
		}
		e.Args["said"] = said(answer.Msg)
		return e
	}
	return mail.Refusal(mail.Unreachable, s.host).Because(withoutAddress(err))
}

var enhanced = regexp.MustCompile(`^\s*([245]\.\d{1,3}\.\d{1,3})\b`)

// frequent are the words of permanent codes that mean "too many, later" on the servers
// of large Chinese providers.
var frequent = []string{"frequency limited", "too many", "ratelimit", "rate limit", "exceed", "频率", "超过", "throttl"}

// outcome reads a refusal: 4xx can be tried again, 5xx not, a lost connection can.
func outcome(err error) *mail.SendError {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return &mail.SendError{Outcome: mail.Temporary, Err: withoutAddress(err)}
	}
	f := &mail.SendError{Outcome: mail.Permanent, Code: answer.Code, Text: said(answer.Msg), Err: err}
	if m := enhanced.FindStringSubmatch(answer.Msg); m != nil {
		f.Status = m[1]
		f.Text = said(strings.TrimPrefix(strings.TrimSpace(answer.Msg), m[1]))
	}
	if answer.Code/100 == 4 {
		f.Outcome = mail.Temporary
	}
	if answer.Code == 550 || answer.Code == 554 {
		for _, w := range frequent {
			if strings.Contains(strings.ToLower(answer.Msg), w) {
				f.Outcome = mail.Temporary
			}
		}
	}
	return f
}

// localName is what we call ourselves: never the name of the person's machine.
func localName() string {
	if os.Getenv("KONTOR_HELO") != "" {
		return os.Getenv("KONTOR_HELO")
	}
	return "[127.0.0.1]"
}
