package mail_test

import (
	"bytes"
	"context"
	"sync"
	"time"

	"kontor/app/mail"
	"kontor/data/mailbox"
)

// server is a mail server in memory: what is in arrived lies in its inbox, and what was
// handed to it for sending is in sent.
type server struct {
	*mailbox.Mailer
	mu      sync.Mutex
	arrived [][]byte
	sent    []string
	refuse  error // what sending is answered with
	trouble error // what every connection ends with
	logins  []mail.Login
}

func (s *server) Dial(context.Context, mail.Login) (mail.Box, error) {
	if s.trouble != nil {
		return nil, s.trouble
	}
	return &inbox{s: s}, nil
}

func (s *server) Try(_ context.Context, l mail.Login) error {
	s.logins = append(s.logins, l)
	return s.trouble
}

func (s *server) Submit(_ context.Context, _ mail.Login, _ mail.Envelope, raw []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		return s.refuse
	}
	s.sent = append(s.sent, string(raw))
	return nil
}

// inbox is a mailbox with an inbox and a folder for what was sent.
type inbox struct {
	mail.Box
	s    *server
	path string
}

func (b *inbox) letters() [][]byte {
	if b.path != "INBOX" {
		return nil
	}
	return b.s.arrived
}

func (b *inbox) Folders(context.Context) ([]mail.Remote, error) {
	return []mail.Remote{{Path: "INBOX", Name: "INBOX", Role: mail.RoleInbox}, {Path: "Sent", Name: "Sent", Role: mail.RoleSent}}, nil
}

func (b *inbox) Open(_ context.Context, path string) (mail.State, error) {
	b.path = path
	n := uint32(len(b.letters()))
	return mail.State{Validity: 1, Next: n + 1, Exists: n}, nil
}

func (b *inbox) UIDs(context.Context) ([]uint32, error) {
	var out []uint32
	for i := range b.letters() {
		out = append(out, uint32(i+1))
	}
	return out, nil
}

func (b *inbox) Flags(_ context.Context, from, to uint32) ([]mail.Flagged, error) {
	var out []mail.Flagged
	for i := range b.letters() {
		if u := uint32(i + 1); u >= from && (u <= to || to == 0) {
			out = append(out, mail.Flagged{UID: u})
		}
	}
	return out, nil
}

func (b *inbox) Heads(_ context.Context, uids []uint32, fn func(mail.Head) error) error {
	for _, u := range uids {
		raw := b.letters()[u-1]
		head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
		if err := fn(mail.Head{UID: u, At: time.Date(2026, 3, 18, 14, 30, 0, 0, time.UTC), Size: int64(len(raw)), Header: append(head, "\r\n\r\n"...)}); err != nil {
			return err
		}
	}
	return nil
}

func (b *inbox) Bodies(_ context.Context, uids []uint32, fn func(uint32, []byte) error) error {
	for _, u := range uids {
		if err := fn(u, b.letters()[u-1]); err != nil {
			return err
		}
	}
	return nil
}

func (b *inbox) Newest(context.Context, string, int) ([]string, error) { return nil, nil }

func (b *inbox) Append(context.Context, string, []byte, mail.Flags, time.Time) error { return nil }

func (b *inbox) Close() error { return nil }
