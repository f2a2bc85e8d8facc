package record

import (
	"context"

	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/identity"
)

// A log entry is written for each of many records that change in one step. The book holds
// such entries until the last of the records was followed and then has each kind written
// in few statements: entry by entry they took longer than the change that they tell of.
type book struct{ pages []page }

// page is the entries of one service.
type page interface {
	write() error
}

type bookKey struct{}

// withBook opens a book, unless the context has one, which its owner then keeps. keep
// writes what was entered.
func withBook(ctx context.Context) (inner context.Context, keep func() error) {
	if ctx.Value(bookKey{}) != nil {
		return ctx, func() error { return nil }
	}
	b := &book{}
	return context.WithValue(ctx, bookKey{}, b), func() error {
		for len(b.pages) > 0 { // what is written may enter more
			p := b.pages[0]
			b.pages = b.pages[1:]
			if err := p.write(); err != nil {
				return err
			}
		}
		return nil
	}
}

// entries are the records of one service that wait in a book.
type entries[T any] struct {
	s    *Service[T]
	ctx  context.Context // of the first: what may be done with them
	recs []any
}

// Enter is Create for an entry of a log, which nothing in the same transaction reads:
// while many records change in one step (UpdateMany) it is asked rights and rules at once
// and written, with its history and effects, after the last of them. Its history says that
// it was made, without repeating its content. Errors: those of Create.
func (s *Service[T]) Enter(ctx context.Context, rec *T) error {
	b, _ := ctx.Value(bookKey{}).(*book)
	if b == nil {
		return s.Create(ctx, rec)
	}
	a, _, err := s.begin(ctx, rec)
	if err == nil {
		err = s.admit(ctx, a, rec)
	}
	if err != nil {
		return err
	}
	for _, p := range b.pages {
		if e, ok := p.(*entries[T]); ok && e.s == s {
			e.recs = append(e.recs, rec)
			return nil
		}
	}
	b.pages = append(b.pages, &entries[T]{s: s, ctx: ctx, recs: []any{rec}})
	return nil
}

func (e *entries[T]) write() error {
	s, ctx := e.s, e.ctx
	if err := s.g.Store.InsertMany(ctx, s.Desc.Type, e.recs); err != nil {
		return err
	}
	for _, rec := range e.recs {
		if err := s.follow(ctx, &pending{rec: rec, action: audit.Created, entry: true}); err != nil {
			return err
		}
	}
	n := effect.Notice{Kind: s.Desc.Name}
	if a, err := identity.From(ctx); err == nil {
		n.From = a.Session
	}
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(n) })
	return nil
}
