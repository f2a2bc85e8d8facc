// Package mailtest starts real mail servers for tests: Dovecot for IMAP and LMTP, Exim
// for SMTP, unprivileged and on free ports of this machine, below one short directory
// that is gone afterwards. Any user name logs in with the password "secret" and has an
// empty mailbox of its own, so tests do not meet each other.
//
// A package of tests calls Main from its TestMain. A missing Dovecot fails the test that
// asks for it; KONTOR_SKIP_SERVERS=1 skips it, loudly. Where exim4 is missing (another
// mail server may be installed) a small server in Go takes its place.
package mailtest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kontor/app/mail"
	"kontor/app/mail/provider"
)

// Servers are the running servers.
type Servers struct {
	Dir        string
	Roots      *x509.CertPool // trusts their certificate
	IMAP       int            // STARTTLS
	IMAPS      int            // TLS
	LMTP       int
	SMTPS      int  // TLS
	Submission int  // STARTTLS
	Exim       bool // false: the Go server stands in

	stops []func()
}

// Password of every user.
const Password = "secret"

var (
	once    sync.Once
	running *Servers
	failure error
	users   atomic.Int64
)

// Main runs the tests of a package and stops the servers that they started.
func Main(m *testing.M) {
	code := m.Run()
	if running != nil {
		running.Stop()
	}
	os.Exit(code)
}

// Get gives the servers of this test binary and starts them at the first call.
func Get(t testing.TB) *Servers {
	t.Helper()
	if os.Getenv("KONTOR_SKIP_SERVERS") == "1" {
		t.Skip("KONTOR_SKIP_SERVERS=1: NOT TESTED against a real mail server")
	}
	once.Do(func() { running, failure = Start() })
	if failure != nil {
		t.Fatalf("mail servers: %v", failure)
	}
	return running
}

// Start starts Dovecot and Exim.
func Start() (*Servers, error) {
	dovecot, err := look("dovecot")
	if err != nil {
		return nil, fmt.Errorf("%w (packages dovecot-imapd dovecot-lmtpd exim4-daemon-light; KONTOR_SKIP_SERVERS=1 skips)", err)
	}
	dir, err := os.MkdirTemp("/tmp", "km")
	if err != nil {
		return nil, err
	}
	s := &Servers{Dir: dir}
	s.stops = append(s.stops, func() { _ = os.RemoveAll(dir) })
	if err := s.start(dovecot); err != nil {
		var said []byte
		for _, f := range []string{"dovecot.out", "dovecot.log", "exim.out"} {
			b, _ := os.ReadFile(filepath.Join(dir, f))
			said = append(said, b...)
		}
		s.Stop()
		return nil, fmt.Errorf("%w\n%s", err, said)
	}
	return s, nil
}

func (s *Servers) start(dovecot string) error {
	pair, err := s.certificate()
	if err != nil {
		return err
	}
	if err := freePorts(&s.IMAP, &s.IMAPS, &s.LMTP, &s.SMTPS, &s.Submission); err != nil {
		return err
	}
	if err := s.dovecot(dovecot); err != nil {
		return err
	}
	if exim, err := look("exim4"); err == nil {
		s.Exim = true
		return s.exim(exim)
	}
	return s.substitute(pair)
}

// look finds a program that may stand outside the PATH of an ordinary user.
func look(name string) (string, error) {
	if p, err := exec.LookPath(name); err == nil {
		return p, nil
	}
	p := filepath.Join("/usr/sbin", name)
	if _, err := os.Stat(p); err != nil {
		return "", fmt.Errorf("%s is not installed", name)
	}
	return p, nil
}

// serve runs a server in the foreground as nobody. It ends with Stop, and also when
// the tests are killed: the kernel tells it so, as long as the thread that started it
// lives, which is why that goroutine keeps its thread.
func (s *Servers) serve(program string, args ...string) error {
	who, err := nobody()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(s.Dir, filepath.Base(program)+".out"))
	if err != nil {
		return err
	}
	c := exec.Command(program, args...)
	c.Dir, c.Stdout, c.Stderr = s.Dir, log, log
	who.dress(c)
	started, ended := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(ended)
		defer log.Close()
		err := c.Start()
		started <- err
		if err == nil {
			_ = c.Wait()
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	s.stops = append(s.stops, func() {
		askToEnd(c)
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			forceToEnd(c)
			<-ended
		}
	})
	return nil
}

// own gives the whole directory to those the servers run as.
func (s *Servers) own() error {
	who, err := nobody()
	if err != nil {
		return err
	}
	return filepath.Walk(s.Dir, func(p string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return who.own(p)
	})
}

func freePorts(ports ...*int) error {
	var open []net.Listener
	defer func() {
		for _, l := range open {
			l.Close()
		}
	}()
	for _, p := range ports {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		open = append(open, l)
		*p = l.Addr().(*net.TCPAddr).Port
	}
	return nil
}

// ready waits until a port greets.
func (s *Servers) ready(port int, protect bool) error {
	var err error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var c net.Conn
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		addr := fmt.Sprint("127.0.0.1:", port)
		if protect {
			c, err = (&tls.Dialer{Config: &tls.Config{RootCAs: s.Roots, ServerName: "localhost"}}).DialContext(ctx, "tcp", addr)
		} else {
			c, err = (&net.Dialer{}).DialContext(ctx, "tcp", addr)
		}
		cancel()
		if err != nil {
			continue
		}
		_ = c.SetDeadline(time.Now().Add(3 * time.Second))
		var n int
		b := make([]byte, 4)
		n, err = c.Read(b)
		c.Close()
		if err == nil && n > 0 {
			return nil
		}
	}
	return fmt.Errorf("port %d does not answer: %w", port, err)
}

// Stop ends the servers and removes their directory.
func (s *Servers) Stop() {
	for i := len(s.stops) - 1; i >= 0; i-- {
		s.stops[i]()
	}
	s.stops = nil
}

// User gives an address nobody used before.
func (s *Servers) User() string {
	return fmt.Sprintf("u%d-%d@lanshi.example", os.Getpid(), users.Add(1))
}

// In gives the login of a user at the IMAP server.
func (s *Servers) In(user string) mail.Login {
	return mail.Login{Server: provider.Server{Host: "localhost", Port: s.IMAPS, Security: provider.TLS}, User: user, Secret: Password}
}

// Out gives the login of a user at the SMTP server.
func (s *Servers) Out(user string) mail.Login {
	return mail.Login{Server: provider.Server{Host: "localhost", Port: s.SMTPS, Security: provider.TLS}, User: user, Secret: Password}
}
