package mailbox

import (
	"context"
	"slices"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"kontor/app/mail"
)

var wireFlags = []struct {
	ours mail.Flags
	wire imap.Flag
}{
	{mail.Seen, imap.FlagSeen},
	{mail.Answered, imap.FlagAnswered},
	{mail.Starred, imap.FlagFlagged},
	{mail.Draft, imap.FlagDraft},
	{mail.Deleted, imap.FlagDeleted},
	{mail.Forwarded, imap.FlagForwarded},
}

func fromWire(list []imap.Flag) mail.Flags {
	var f mail.Flags
	for _, w := range wireFlags {
		for _, x := range list {
			if strings.EqualFold(string(x), string(w.wire)) {
				f |= w.ours
			}
		}
	}
	return f
}

func toWire(f mail.Flags) []imap.Flag {
	var list []imap.Flag
	for _, w := range wireFlags {
		if f&w.ours != 0 {
			list = append(list, w.wire)
		}
	}
	return list
}

// set makes the set of numbers that the server is asked for.
func set(uids []uint32) imap.UIDSet {
	var s imap.UIDSet
	sorted := slices.Clone(uids)
	slices.Sort(sorted)
	for i := 0; i < len(sorted); {
		k := i
		for k+1 < len(sorted) && sorted[k+1]-sorted[k] <= 1 {
			k++
		}
		s.AddRange(imap.UID(sorted[i]), imap.UID(sorted[k]))
		i = k + 1
	}
	return s
}

// fetch asks for messages and gives each to fn as it comes. The answer is read to its
// end even when fn fails: what is not read blocks the connection.
func (b *box) fetch(ctx context.Context, nums imap.NumSet, o *imap.FetchOptions, fn func(*imapclient.FetchMessageBuffer) error) error {
	var own error // of fn
	err := b.do(ctx, func() error {
		cmd := b.c.Fetch(nums, o)
		for {
			msg := cmd.Next()
			if msg == nil {
				break
			}
			if buf, err := msg.Collect(); err == nil && own == nil && buf.UID != 0 {
				own = fn(buf)
			}
		}
		return cmd.Close()
	})
	if own != nil {
		return own
	}
	return err
}

// Flags reads the flags of a range.
func (b *box) Flags(ctx context.Context, from, to uint32) ([]mail.Flagged, error) {
	var s imap.UIDSet
	s.AddRange(imap.UID(max(from, 1)), imap.UID(to))
	return b.flags(ctx, s, &imap.FetchOptions{UID: true, Flags: true}, from)
}

// Changed reads the flags that changed since.
func (b *box) Changed(ctx context.Context, since uint64) ([]mail.Flagged, error) {
	var s imap.UIDSet
	s.AddRange(1, 0)
	return b.flags(ctx, s, &imap.FetchOptions{UID: true, Flags: true, ModSeq: true, ChangedSince: since}, 1)
}

// flags leaves out numbers below from: "5:*" gives the newest one even when it is 3.
func (b *box) flags(ctx context.Context, s imap.UIDSet, o *imap.FetchOptions, from uint32) ([]mail.Flagged, error) {
	var out []mail.Flagged
	err := b.fetch(ctx, s, o, func(m *imapclient.FetchMessageBuffer) error {
		if uint32(m.UID) >= from {
			out = append(out, mail.Flagged{UID: uint32(m.UID), Flags: fromWire(m.Flags)})
		}
		return nil
	})
	return out, err
}

// headSection and bodySection do not mark the message as read.
var (
	headSection = &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, Peek: true, HeaderFields: []string{
		"From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Content-Type",
		"Auto-Submitted", "Precedence", "List-Id", "List-Unsubscribe", "X-Autoreply", "X-Failed-Recipients",
	}}
	bodySection = &imap.FetchItemBodySection{Peek: true}
)

// Heads reads what a list needs.
func (b *box) Heads(ctx context.Context, uids []uint32, fn func(mail.Head) error) error {
	if len(uids) == 0 {
		return nil
	}
	o := &imap.FetchOptions{UID: true, Flags: true, InternalDate: true, RFC822Size: true, BodySection: []*imap.FetchItemBodySection{headSection}}
	return b.fetch(ctx, set(uids), o, func(m *imapclient.FetchMessageBuffer) error {
		return fn(mail.Head{
			UID: uint32(m.UID), Flags: fromWire(m.Flags), At: m.InternalDate, Size: m.RFC822Size, Header: only(m),
		})
	})
}

// only gives the one section that was asked for. Its name is not compared: servers
// repeat the list of fields in their own way.
func only(m *imapclient.FetchMessageBuffer) []byte {
	if len(m.BodySection) == 0 {
		return nil
	}
	return m.BodySection[0].Bytes
}

// Bodies reads whole messages, a few megabytes in one command at most.
func (b *box) Bodies(ctx context.Context, uids []uint32, fn func(uint32, []byte) error) error {
	if len(uids) == 0 {
		return nil
	}
	o := &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{bodySection}}
	return b.fetch(ctx, set(uids), o, func(m *imapclient.FetchMessageBuffer) error {
		if raw := only(m); raw != nil {
			return fn(uint32(m.UID), raw)
		}
		return nil
	})
}

// Newest reads the message ids of the newest messages of a folder. Searching the header
// is not reliable on the servers of QQ.
func (b *box) Newest(ctx context.Context, path string, n int) ([]string, error) {
	st, err := b.Open(ctx, path)
	if err != nil || st.Exists == 0 {
		return nil, err
	}
	from := uint32(1)
	if st.Exists > uint32(n) {
		from = st.Exists - uint32(n) + 1
	}
	var s imap.SeqSet
	s.AddRange(from, st.Exists)
	section := &imap.FetchItemBodySection{Specifier: imap.PartSpecifierHeader, HeaderFields: []string{"Message-ID"}, Peek: true}
	o := &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}
	var out []string
	err = b.fetch(ctx, s, o, func(m *imapclient.FetchMessageBuffer) error {
		if id := messageID(only(m)); id != "" {
			out = append(out, id)
		}
		return nil
	})
	return out, err
}
