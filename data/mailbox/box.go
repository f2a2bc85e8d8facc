package mailbox

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kontor/app/mail"
)

// box is one IMAP connection; see mail.Box.
type box struct {
	c    *imapclient.Client
	host string
	caps imap.CapSet
	poll time.Duration
	open string        // the folder that is selected
	news chan struct{} // something happened in it
}

// options pass what the server tells by itself to the channel news. The handlers run
// on the reading goroutine and must not wait.
func (b *box) options() *imapclient.Options {
	tell := func() {
		select {
		case b.news <- struct{}{}:
		default:
		}
	}
	return &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{
		Mailbox: func(d *imapclient.UnilateralDataMailbox) {
			if d.NumMessages != nil {
				tell()
			}
		},
		Expunge: func(uint32) { tell() },
		Fetch: func(m *imapclient.FetchMessageData) {
			for m.Next() != nil { // must be drained
			}
			tell()
		},
	}}
}

// do runs one exchange. The library knows no contexts: cancelling closes the connection.
func (b *box) do(ctx context.Context, fn func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { b.c.Close() })
	err := fn()
	stop()
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return b.problem(err)
}

// problem turns a failure into an error of ours.
func (b *box) problem(err error) error {
	if err == nil {
		return nil
	}
	var answer *imap.Error
	if !errors.As(err, &answer) {
		return broken(err, b.host)
	}
	if strings.Contains(strings.ToLower(answer.Text), "unsafe login") {
		return mail.Refusal(mail.NeedsID, b.host)
	}
	e := mail.Refusal(mail.NotAllowed, b.host).Because(errors.New(said(answer.Text)))
	e.Args["said"] = said(answer.Text)
	return e
}

// Folders lists the folders.
func (b *box) Folders(ctx context.Context) ([]mail.Remote, error) {
	var list []*imap.ListData
	err := b.do(ctx, func() (err error) {
		var o *imap.ListOptions
		if b.caps.Has(imap.CapSpecialUse) && b.caps.Has(imap.CapListExtended) {
			o = &imap.ListOptions{ReturnSpecialUse: true}
		}
		list, err = b.c.List("", "*", o).Collect()
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []mail.Remote
	for _, d := range list {
		r := mail.Remote{Path: d.Mailbox, Name: lastName(d.Mailbox, d.Delim), Role: roleOf(d)}
		r.Closed = slices.Contains(d.Attrs, imap.MailboxAttrNoSelect) || slices.Contains(d.Attrs, imap.MailboxAttrNonExistent)
		out = append(out, r)
	}
	oneOfEach(out)
	return out, nil
}

func lastName(path string, delim rune) string {
	if delim != 0 {
		if i := strings.LastIndex(path, string(delim)); i >= 0 {
			path = path[i+len(string(delim)):]
		}
	}
	return said(path)
}

// Open selects a folder.
func (b *box) Open(ctx context.Context, path string) (mail.State, error) {
	var st mail.State
	err := b.do(ctx, func() error {
		o := &imap.SelectOptions{CondStore: b.caps.Has(imap.CapCondStore)}
		data, err := b.c.Select(path, o).Wait()
		if err != nil {
			return err
		}
		st = mail.State{Validity: data.UIDValidity, Next: uint32(data.UIDNext), Exists: data.NumMessages, ModSeq: data.HighestModSeq}
		return nil
	})
	if err != nil {
		b.open = ""
		return st, err
	}
	b.open = path
	return st, nil
}

// UIDs lists the numbers of all messages. The plain form of SEARCH is used: servers
// without the newer one answer it with BAD.
func (b *box) UIDs(ctx context.Context) ([]uint32, error) {
	var out []uint32
	err := b.do(ctx, func() error {
		data, err := b.c.UIDSearch(&imap.SearchCriteria{}, nil).Wait()
		if err != nil {
			return err
		}
		for _, u := range data.AllUIDs() {
			out = append(out, uint32(u))
		}
		return nil
	})
	if err != nil {
		var again []mail.Flagged
		if again, err = b.Flags(ctx, 1, 0); err != nil {
			return nil, err
		}
		out = out[:0]
		for _, f := range again {
			out = append(out, f.UID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Close logs out politely, but does not wait long for the answer.
func (b *box) Close() error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = b.c.Logout().Wait()
	}()
	select {
	case <-done:
	case <-time.After(3 * time.Second):
	}
	_ = b.c.Close()
	<-done
	return nil
}
