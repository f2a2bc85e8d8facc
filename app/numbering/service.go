package numbering

import (
	"context"
	"time"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
)

// Store keeps series and counters.
type Store interface {
	// Series reads the series the company has changed; ok is false for the shipped ones.
	Series(ctx context.Context, key string) (s Series, ok bool, err error)
	SetSeries(ctx context.Context, s Series) error
	// Take raises the counter of a period by one and gives it. It works only inside a
	// transaction, which holds the counter until it ends.
	Take(ctx context.Context, key, period string) (int64, error)
	// Last is the counter of a period, 0 when it was never used.
	Last(ctx context.Context, key, period string) (int64, error)
	// SetLast puts the counter of a period, never below what it is.
	SetLast(ctx context.Context, key, period string, n int64) error
	// LastWrite is the latest instant (Unix ms) anything was written.
	LastWrite(ctx context.Context) (int64, error)
	// Confirmed is the LastWrite that an administrator accepted as lying in the future.
	Confirmed(ctx context.Context) (int64, error)
	Confirm(ctx context.Context, lastWrite int64) error
}

// Service gives numbers.
type Service struct {
	Store Store
	Clock app.Clock
	Tx    app.Tx
}

// backwards is how far the clock may fall behind the last write before new documents are
// refused.
const backwards = 5 * time.Minute

// Take takes the next number of a series for a document of the given date. Call it
// inside the transaction that issues the document. Errors: Conflict clock.backwards when
// the computer's clock is more than 5 minutes before the last write and no administrator
// has confirmed; Invalid numbering.* for a date that is missing.
func (s *Service) Take(ctx context.Context, key string, on calendar.Date) (string, error) {
	if on.IsZero() {
		return "", app.E(app.Invalid, "numbering.no_date", "series", key)
	}
	if err := s.GuardClock(ctx); err != nil {
		return "", err
	}
	series, err := s.Series(ctx, key)
	if err != nil {
		return "", err
	}
	n, err := s.Store.Take(ctx, key, series.Period(on))
	if err != nil {
		return "", err
	}
	return series.Format(on, n), nil
}

// GuardClock refuses (Conflict clock.backwards) while the clock is behind the last write
// and no administrator has confirmed that.
func (s *Service) GuardClock(ctx context.Context) error {
	last, err := s.Store.LastWrite(ctx)
	if err != nil {
		return err
	}
	now := s.Clock.Now().UnixMilli()
	if now >= last-backwards.Milliseconds() {
		return nil
	}
	ok, err := s.Store.Confirmed(ctx)
	if err != nil {
		return err
	}
	if ok == last {
		return nil
	}
	return app.E(app.Conflict, "clock.backwards", "now", now, "last", last)
}

// ConfirmClock accepts, as an administrator, that the last write lies in the future.
func (s *Service) ConfirmClock(ctx context.Context) error {
	if _, err := identity.NeedRight(ctx, "admin"); err != nil {
		return err
	}
	last, err := s.Store.LastWrite(ctx)
	if err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Store.Confirm(ctx, last) })
}

// Series gives the series of a key: the company's, else the shipped one; NotFound
// numbering.unknown_series.
func (s *Service) Series(ctx context.Context, key string) (Series, error) {
	got, ok, err := s.Store.Series(ctx, key)
	if err != nil || ok {
		return got, err
	}
	for _, d := range Shipped() {
		if d.Key == key {
			return d, nil
		}
	}
	return Series{}, app.E(app.NotFound, "numbering.unknown_series", "series", key)
}

// SetSeries changes a series, as an administrator. Numbers given before stay.
func (s *Service) SetSeries(ctx context.Context, series Series) error {
	if _, err := identity.NeedRight(ctx, "admin"); err != nil {
		return err
	}
	if err := series.Check(); err != nil {
		return err
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error { return s.Store.SetSeries(ctx, series) })
}

// Preview is the number that Take would give now. It takes nothing.
func (s *Service) Preview(ctx context.Context, key string, on calendar.Date) (string, error) {
	series, err := s.Series(ctx, key)
	if err != nil || on.IsZero() {
		return "", err
	}
	n, err := s.Store.Last(ctx, key, series.Period(on))
	if err != nil {
		return "", err
	}
	return series.Format(on, n+1), nil
}
