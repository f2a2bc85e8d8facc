// Package mailbox reaches mail servers: IMAP for reading, SMTP for submitting, and the
// making of messages. It is the only room that knows their libraries; the rest of the
// program speaks through the interfaces of app/mail.
//
// Nothing here writes a log: commands carry passwords and mails carry people.
package mailbox

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"kontor/app/mail"
	"kontor/app/mail/parse"
	"kontor/app/mail/provider"
)

// Params set a Mailer up.
type Params struct {
	Program string         // version, told to servers that ask who we are
	Roots   *x509.CertPool // nil: those of the system
	Timeout time.Duration  // for connecting and for each answer of SMTP; default 30 s
	Poll    time.Duration  // between looks at a server without IDLE; default 90 s
	Dial    func(ctx context.Context, network, addr string) (net.Conn, error)
}

// Mailer implements mail.Mailer.
type Mailer struct{ p Params }

var _ mail.Mailer = (*Mailer)(nil)

// New makes a Mailer.
func New(p Params) *Mailer {
	if p.Timeout <= 0 {
		p.Timeout = 30 * time.Second
	}
	if p.Poll <= 0 {
		p.Poll = 90 * time.Second
	}
	if p.Dial == nil {
		p.Dial = (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext
	}
	if p.Program == "" {
		p.Program = "dev"
	}
	return &Mailer{p: p}
}

// connect opens the TCP connection within the time limit.
func (m *Mailer) connect(ctx context.Context, s provider.Server) (net.Conn, error) {
	if s.Host == "" || s.Port <= 0 || s.Port > 65535 {
		return nil, mail.Refusal(mail.Unreachable, s.Host).At("host")
	}
	if s.Security == provider.Open && !loopback(s.Host) {
		return nil, mail.Refusal(mail.NoProtection, s.Host)
	}
	ctx, cancel := context.WithTimeout(ctx, m.p.Timeout)
	defer cancel()
	conn, err := m.p.Dial(ctx, "tcp", net.JoinHostPort(s.Host, strconv.Itoa(s.Port)))
	if err != nil {
		return nil, mail.Refusal(mail.Unreachable, s.Host).Because(withoutAddress(err))
	}
	return conn, nil
}

// withoutAddress keeps only the reason of a failed connection.
func withoutAddress(err error) error {
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return op.Err
	}
	return err
}

// broken tells a connection that ended from a server that answers nonsense.
func broken(err error, host string) error {
	var op net.Error
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.As(err, &op) {
		return mail.Refusal(mail.Unreachable, host).Because(withoutAddress(err))
	}
	return mail.Refusal(mail.BrokenServer, host).Because(err)
}

// loopback tells whether a server is on this machine, the only place where a secret may
// travel without protection.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// said makes a server's words fit for a message: one line, tame, short.
func said(s string) string {
	s = strings.Join(strings.Fields(parse.Tame(s)), " ")
	if r := []rune(s); len(r) > 200 {
		s = string(r[:200]) + "…"
	}
	return s
}
