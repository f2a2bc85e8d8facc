package mailtest

import (
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"kontor/app/mail"
	"kontor/app/mail/provider"
)

// Deliver puts a message into the mailbox of a user, as if it had come from outside.
func (s *Servers) Deliver(t testing.TB, user string, raw []byte) {
	t.Helper()
	if err := s.deliver([]string{user}, raw); err != nil {
		t.Fatalf("deliver: %v", err)
	}
}

func (s *Servers) deliver(to []string, raw []byte) error {
	conn, err := net.Dial("tcp", fmt.Sprint("127.0.0.1:", s.LMTP))
	if err != nil {
		return err
	}
	c := smtp.NewClientLMTP(conn)
	defer c.Close()
	if err := c.Hello("localhost"); err != nil {
		return err
	}
	if err := c.Mail("sender@outside.example", nil); err != nil {
		return err
	}
	for _, a := range to {
		if err := c.Rcpt(a, nil); err != nil {
			return err
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))); err != nil {
		return err
	}
	return w.Close()
}

// Sink is an SMTP server in Go whose faults a test sets.
type Sink struct {
	Port int
	Faults

	mu    sync.Mutex
	mails []Mail
	conns int
}

// Faults say how a Sink misbehaves. The zero value takes everything.
type Faults struct {
	Auth    *smtp.SMTPError                 // answer to a login
	Rcpt    func(to string) *smtp.SMTPError // answer to a recipient
	Data    func(n int) *smtp.SMTPError     // answer to the n-th text, from 1
	Hang    func(n int) bool                // the text is taken, the connection breaks before the answer
	Deliver func(from string, to []string, raw []byte) error
}

// Mail is what a Sink took.
type Mail struct {
	From string
	To   []string
	Raw  []byte
}

// Mails gives what was taken so far.
func (s *Sink) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.mails...)
}

// Login gives a login at the sink.
func (s *Sink) Login(user string) mail.Login {
	return mail.Login{Server: provider.Server{Host: "localhost", Port: s.Port, Security: provider.TLS}, User: user, Secret: Password}
}

// NewSink starts a sink with a certificate that the test trusts (or not).
func NewSink(t testing.TB, cert tls.Certificate, f Faults) *Sink {
	t.Helper()
	s := &Sink{Faults: f}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	s.Port = l.Addr().(*net.TCPAddr).Port
	srv := newServer(s)
	done := make(chan struct{})
	go func() { defer close(done); _ = srv.Serve(l) }()
	t.Cleanup(func() { srv.Close(); <-done })
	return s
}

func newServer(s *Sink) *smtp.Server {
	srv := smtp.NewServer(s)
	srv.Domain = "localhost"
	srv.AllowInsecureAuth = true
	srv.MaxMessageBytes = 30 << 20
	return srv
}

// substitute stands in for Exim.
func (s *Servers) substitute(pair tls.Certificate) error {
	sink := &Sink{Faults: Faults{
		Rcpt: func(to string) *smtp.SMTPError {
			switch local, _, _ := strings.Cut(to, "@"); local {
			case "nobody":
				return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
			case "later":
				return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 2, 1}, Message: "mailbox busy"}
			}
			return nil
		},
		Deliver: func(_ string, to []string, raw []byte) error { return s.deliver(to, raw) },
	}}
	config := &tls.Config{Certificates: []tls.Certificate{pair}}
	for port, protect := range map[int]bool{s.SMTPS: true, s.Submission: false} {
		l, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", port))
		if err != nil {
			return err
		}
		srv := newServer(sink)
		srv.TLSConfig = config
		srv.AllowInsecureAuth = false
		if protect {
			l = tls.NewListener(l, config)
		}
		go func() { _ = srv.Serve(l) }()
		s.stops = append(s.stops, func() { srv.Close() })
	}
	return s.ready(s.SMTPS, true)
}

// NewSession is called by the library for each connection.
func (s *Sink) NewSession(c *smtp.Conn) (smtp.Session, error) {
	s.mu.Lock()
	s.conns++
	s.mu.Unlock()
	return &session{sink: s, conn: c}, nil
}

type session struct {
	sink   *Sink
	conn   *smtp.Conn
	mail   Mail
	authed bool
}

// AuthMechanisms and Auth make the session one that asks for a login.
func (s *session) AuthMechanisms() []string { return []string{"PLAIN", "LOGIN"} }

// Auth takes every user with the password.
func (s *session) Auth(mech string) (sasl.Server, error) {
	check := func(password string) error {
		if f := s.sink.Faults.Auth; f != nil {
			return f
		}
		if password != Password {
			return &smtp.SMTPError{Code: 535, EnhancedCode: smtp.EnhancedCode{5, 7, 8}, Message: "Error: authentication failed"}
		}
		s.authed = true
		return nil
	}
	if mech == "LOGIN" {
		return &loginServer{check: check}, nil
	}
	return sasl.NewPlainServer(func(_, _, password string) error { return check(password) }), nil
}

// loginServer is the LOGIN mechanism, which the library has for clients only.
type loginServer struct {
	check func(string) error
	step  int
}

// Next asks for the name, then for the password.
func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	l.step++
	switch l.step {
	case 1:
		if response == nil {
			return []byte("Username:"), false, nil
		}
		l.step++
		fallthrough
	case 2:
		return []byte("Password:"), false, nil
	}
	return nil, true, l.check(string(response))
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.authed {
		return &smtp.SMTPError{Code: 530, Message: "authentication required"}
	}
	s.mail = Mail{From: from}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if f := s.sink.Faults.Rcpt; f != nil {
		if e := f(to); e != nil {
			return e
		}
	}
	s.mail.To = append(s.mail.To, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.mail.Raw = raw
	s.sink.mu.Lock()
	n := len(s.sink.mails) + 1
	s.sink.mu.Unlock()
	if f := s.sink.Faults.Data; f != nil {
		if e := f(n); e != nil {
			return e
		}
	}
	if f := s.sink.Faults.Deliver; f != nil {
		if err := f(s.mail.From, s.mail.To, raw); err != nil {
			return err
		}
	}
	s.sink.mu.Lock()
	s.sink.mails = append(s.sink.mails, s.mail)
	s.sink.mu.Unlock()
	if f := s.sink.Faults.Hang; f != nil && f(n) {
		s.conn.Conn().Close()
		return errors.New("connection broken")
	}
	return nil
}

func (s *session) Reset()        { s.mail = Mail{} }
func (s *session) Logout() error { return nil }
