package mailbox

import (
	"context"
	"io"
	"time"

	"github.com/emersion/go-imap/v2"

	"kontor/app/mail"
	"kontor/app/mail/parse"
)

func messageID(head []byte) string { return parse.ReadHead(head).MessageID }

// Mark adds and removes flags.
func (b *box) Mark(ctx context.Context, uids []uint32, add, remove mail.Flags) error {
	for _, step := range []struct {
		op    imap.StoreFlagsOp
		flags mail.Flags
	}{{imap.StoreFlagsAdd, add}, {imap.StoreFlagsDel, remove}} {
		if step.flags == 0 || len(uids) == 0 {
			continue
		}
		err := b.do(ctx, func() error {
			return b.c.Store(set(uids), &imap.StoreFlags{Op: step.op, Silent: true, Flags: toWire(step.flags)}, nil).Close()
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Move puts messages into another folder. Without the MOVE command they are copied and
// the originals erased, only after the copy was confirmed.
func (b *box) Move(ctx context.Context, uids []uint32, path string) error {
	if len(uids) == 0 {
		return nil
	}
	if b.caps.Has(imap.CapMove) {
		return b.do(ctx, func() error { _, err := b.c.Move(set(uids), path).Wait(); return err })
	}
	err := b.do(ctx, func() error { _, err := b.c.Copy(set(uids), path).Wait(); return err })
	if err != nil {
		return err
	}
	return b.Erase(ctx, uids)
}

// Erase removes messages for ever. Without UIDPLUS others that are marked as deleted in
// the folder go with them.
func (b *box) Erase(ctx context.Context, uids []uint32) error {
	if len(uids) == 0 {
		return nil
	}
	if err := b.Mark(ctx, uids, mail.Deleted, 0); err != nil {
		return err
	}
	return b.do(ctx, func() error {
		if b.caps.Has(imap.CapUIDPlus) {
			return b.c.UIDExpunge(set(uids)).Close()
		}
		return b.c.Expunge().Close()
	})
}

// Append stores a message.
func (b *box) Append(ctx context.Context, path string, raw []byte, f mail.Flags, at time.Time) error {
	return b.do(ctx, func() error {
		cmd := b.c.Append(path, int64(len(raw)), &imap.AppendOptions{Flags: toWire(f), Time: at})
		if _, err := cmd.Write(raw); err != nil && err != io.ErrShortWrite {
			_ = cmd.Close()
			_, _ = cmd.Wait()
			return err
		}
		if err := cmd.Close(); err != nil {
			return err
		}
		_, err := cmd.Wait()
		return err
	})
}

// Create makes a folder.
func (b *box) Create(ctx context.Context, path string) error {
	return b.do(ctx, func() error { return b.c.Create(path, nil).Wait() })
}

// Wait waits for news in the open folder. Servers without IDLE are looked at again
// after the poll time, at most after d.
func (b *box) Wait(ctx context.Context, d time.Duration) (bool, error) {
	select {
	case <-b.news:
		return true, nil
	default:
	}
	if b.open == "" || !b.caps.Has(imap.CapIdle) {
		t := time.NewTimer(min(d, b.poll))
		defer t.Stop()
		select {
		case <-t.C:
			return true, nil
		case <-ctx.Done():
			return false, ctx.Err()
		case <-b.c.Closed():
			return false, mail.Refusal(mail.Unreachable, b.host)
		}
	}
	var idle interface {
		Close() error
		Wait() error
	}
	if err := b.do(ctx, func() (err error) { idle, err = b.c.Idle(); return err }); err != nil {
		return false, err
	}
	news := false
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-b.news:
		news = true
	case <-t.C:
	case <-ctx.Done():
	case <-b.c.Closed():
		_ = idle.Close()
		return false, mail.Refusal(mail.Unreachable, b.host)
	}
	err := b.problem(idle.Close())
	if err == nil {
		err = b.problem(idle.Wait())
	}
	if ctx.Err() != nil {
		return news, ctx.Err()
	}
	return news, err
}
