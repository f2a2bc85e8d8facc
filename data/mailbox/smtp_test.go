package mailbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"kontor/app/mail"
	"kontor/app/mail/provider"
	"kontor/data/mailbox/mailtest"
)

// toLoopback connects every name to this machine.
func toLoopback(ctx context.Context, network, addr string) (net.Conn, error) {
	_, port, _ := net.SplitHostPort(addr)
	return (&net.Dialer{}).DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
}

// waitFor looks into a folder until it has n messages.
func waitFor(t *testing.T, b mail.Box, path string, n int) []uint32 {
	t.Helper()
	for i := 0; i < 400; i++ {
		if _, err := b.Open(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		uids, err := b.UIDs(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(uids) >= n {
			return uids
		}
		if _, err := b.Wait(t.Context(), 50*time.Millisecond); err != nil {
			t.Fatal(err)
		}
	}
	t.Fatalf("%s never had %d messages", path, n)
	return nil
}

func TestSubmitOnExim(t *testing.T) {
	s := mailtest.Get(t)
	m := mailer(s)
	from, to := s.User(), s.User()
	raw := letter("submitted", "sub1@lanshi.example")
	if err := m.Submit(t.Context(), s.Out(from), mail.Envelope{From: from, To: []string{to}}, raw); err != nil {
		t.Fatal(err)
	}
	b := dial(t, m, s.In(to))
	var got []byte
	if err := b.Bodies(t.Context(), waitFor(t, b, "INBOX", 1), func(_ uint32, raw []byte) error { got = raw; return nil }); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(got, raw) {
		t.Errorf("arrived as %q", got)
	}
	l := s.Out(from)
	l.Server = provider.Server{Host: "localhost", Port: s.Submission, Security: provider.StartTLS}
	if err := m.Try(t.Context(), l); err != nil {
		t.Errorf("STARTTLS: %v", err)
	}
	l.Secret = "wrong"
	if err := m.Try(t.Context(), l); key(err) != mail.LoginRefused {
		t.Errorf("wrong secret: %v", err)
	}
	l.Server.Security = provider.Open
	if err := m.Try(t.Context(), l); err == nil && s.Exim {
		// Without TLS the server offers no login on this machine: nothing was sent.
		t.Log("no login offered without TLS")
	}
	for local, want := range map[string]mail.Outcome{"nobody": mail.Permanent, "later": mail.Temporary} {
		err := m.Submit(t.Context(), s.Out(from), mail.Envelope{From: from, To: []string{to, local + "@lanshi.example"}}, raw)
		var f *mail.SendError
		if !errors.As(err, &f) || f.Outcome != want || f.Code == 0 || f.Status == "" || len(f.Refused) != 1 {
			t.Errorf("%s: %v (%+v)", local, err, f)
		}
		if err != nil && strings.Contains(err.Error(), local) {
			t.Errorf("the error names the recipient: %v", err)
		}
	}
	huge := append(letter("huge", "h@x.example"), bytes.Repeat([]byte("0123456789abcdef\r\n"), 2<<20)...)
	err := m.Submit(t.Context(), s.Out(from), mail.Envelope{From: from, To: []string{to}}, huge)
	var f *mail.SendError
	if !errors.As(err, &f) || f.Outcome != mail.Permanent || f.Code != 552 {
		t.Errorf("too large: %v", err)
	}
	b.Open(t.Context(), "INBOX")
	if uids, _ := b.UIDs(t.Context()); len(uids) != 1 {
		t.Errorf("a refused recipient stops the mail for all: %d arrived", len(uids))
	}
}

func code(c int, e smtp.EnhancedCode, text string) *smtp.SMTPError {
	return &smtp.SMTPError{Code: c, EnhancedCode: e, Message: text}
}

// What became of a submission is told exactly: it decides whether the outbox may try again.
func TestOutcomes(t *testing.T) {
	cert, err := mailtest.SelfSigned(time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(cert.Leaf)
	m := New(Params{Roots: pool, Timeout: 5 * time.Second})
	cases := []struct {
		name   string
		faults mailtest.Faults
		want   mail.Outcome
		code   int
		status string
		taken  int // mails that the server has afterwards
	}{
		{"recipient later", mailtest.Faults{Rcpt: func(string) *smtp.SMTPError { return code(450, smtp.EnhancedCode{4, 7, 1}, "greylisted") }}, mail.Temporary, 450, "4.7.1", 0},
		{"recipient unknown", mailtest.Faults{Rcpt: func(string) *smtp.SMTPError { return code(550, smtp.EnhancedCode{5, 1, 1}, "no such user") }}, mail.Permanent, 550, "5.1.1", 0},
		{"too often", mailtest.Faults{Rcpt: func(string) *smtp.SMTPError {
			return code(550, smtp.EnhancedCodeNotSet, "Domain frequency limited")
		}}, mail.Temporary, 550, "5.0.0", 0},
		{"text refused for now", mailtest.Faults{Data: func(int) *smtp.SMTPError { return code(451, smtp.EnhancedCode{4, 3, 0}, "try later") }}, mail.Temporary, 451, "4.3.0", 0},
		{"text refused for ever", mailtest.Faults{Data: func(int) *smtp.SMTPError { return code(554, smtp.EnhancedCode{5, 7, 1}, "spam") }}, mail.Permanent, 554, "5.7.1", 0},
		{"answer lost", mailtest.Faults{Hang: func(int) bool { return true }}, mail.Unknown, 0, "", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sink := mailtest.NewSink(t, cert, c.faults)
			err := m.Submit(t.Context(), sink.Login("a@lanshi.example"), mail.Envelope{From: "a@lanshi.example", To: []string{"b@x.example"}}, letter("x", "x@y.example"))
			var f *mail.SendError
			if !errors.As(err, &f) || f.Outcome != c.want || f.Code != c.code || f.Status != c.status {
				t.Errorf("got %v (%+v)", err, f)
			}
			if n := len(sink.Mails()); n != c.taken {
				t.Errorf("the server has %d mails, want %d", n, c.taken)
			}
		})
	}
	sink := mailtest.NewSink(t, cert, mailtest.Faults{Auth: code(535, smtp.EnhancedCode{5, 7, 8}, "bad code")})
	if err := m.Try(t.Context(), sink.Login("a@b.example")); key(err) != mail.LoginRefused {
		t.Errorf("login: %v", err)
	}
	t.Run("connection breaks in the middle of the text", func(t *testing.T) {
		port := breaksInText(t, cert)
		l := sink.Login("a@lanshi.example")
		l.Server.Port = port
		big := append(letter("x", "x@y.example"), bytes.Repeat([]byte("0123456789abcdef\r\n"), 400000)...)
		err := m.Submit(t.Context(), l, mail.Envelope{From: "a@lanshi.example", To: []string{"b@x.example"}}, big)
		var f *mail.SendError
		if !errors.As(err, &f) || f.Outcome != mail.Temporary {
			t.Errorf("before the last dot nothing is sent: %v", err)
		}
	})
}

// breaksInText is a server that closes the connection after the first lines of a text.
func breaksInText(t *testing.T, cert tls.Certificate) int {
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		b := make([]byte, 4096)
		c.Write([]byte("220 x\r\n"))
		for {
			n, err := c.Read(b)
			if err != nil {
				return
			}
			switch cmd := strings.ToUpper(string(b[:n])); {
			case strings.HasPrefix(cmd, "EHLO"):
				c.Write([]byte("250-x\r\n250 AUTH PLAIN\r\n"))
			case strings.HasPrefix(cmd, "AUTH"):
				c.Write([]byte("235 ok\r\n"))
			case strings.HasPrefix(cmd, "DATA"):
				c.Write([]byte("354 go\r\n"))
				c.Read(b)
				return
			default:
				c.Write([]byte("250 ok\r\n"))
			}
		}
	}()
	return l.Addr().(*net.TCPAddr).Port
}

// A server that offers no TLS gets no secret.
func TestNoSecretWithoutProtection(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	heard := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		c.Write([]byte("220 x\r\n"))
		var all []byte
		b := make([]byte, 4096)
		for {
			n, err := c.Read(b)
			if err != nil {
				heard <- string(all)
				return
			}
			all = append(all, b[:n]...)
			c.Write([]byte("250-x\r\n250 AUTH PLAIN LOGIN\r\n"))
		}
	}()
	m := New(Params{Dial: toLoopback})
	login := mail.Login{Server: provider.Server{Host: "mail.example.com", Port: l.Addr().(*net.TCPAddr).Port, Security: provider.StartTLS}, User: "a", Secret: "geheim"}
	if err := m.Try(t.Context(), login); key(err) != mail.NoProtection {
		t.Errorf("got %v", err)
	}
	if h := <-heard; strings.Contains(h, "AUTH") {
		t.Errorf("the server heard %q", h)
	}
}
