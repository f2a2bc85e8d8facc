package finance

import (
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Periods are the months of the books.
const Periods = "period"

// Period 会计期间 is a month that was locked at some time. Its history tells who locked and
// unlocked it, and why.
type Period struct {
	entity.Head
	Month   calendar.Date
	Title   string
	Locked  bool
	ByID    int64
	Changed calendar.Date
	Reason  string
}

// DescribePeriod gives a fresh description.
func DescribePeriod() *entity.Desc[Period] {
	return entity.Describe(Periods, "title", func(p *Period, e *entity.Fields) {
		e.Date("month", &p.Month).In(entity.Month).Must().Computed()
		e.Text("title", &p.Title).Computed().Found()
		e.Flag("locked", &p.Locked).Computed()
		e.Ref("by_id", "person", &p.ByID).Computed()
		e.Date("changed_on", &p.Changed).Computed()
		e.Text("reason", &p.Reason).Computed().Max(400)
		e.Open()
	})
}

// LockPeriod closes a month of the books: nothing is booked into it any more, nothing of it
// is changed. Unlocking is logged with its reason.
func (s *Service) LockPeriod(ctx context.Context, month calendar.Date, reason string) error {
	if month.MonthStart() > s.today() {
		return app.E(app.Invalid, "period.ahead", "month", month.String()[:7]).At("month")
	}
	return s.setPeriod(ctx, month, true, reason)
}

// UnlockPeriod opens a locked month again.
func (s *Service) UnlockPeriod(ctx context.Context, month calendar.Date, reason string) error {
	return s.setPeriod(ctx, month, false, reason)
}

func (s *Service) setPeriod(ctx context.Context, month calendar.Date, lock bool, reason string) error {
	a, err := identity.NeedRight(ctx, identity.RightPeriod)
	if err != nil {
		return err
	}
	if strings.TrimSpace(reason) == "" {
		return app.E(app.Invalid, "finance.reason").At("reason")
	}
	month = month.MonthStart()
	kind := map[bool]string{true: "lock", false: "unlock"}[lock]
	return s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: kind, Text: reason}), func(ctx context.Context) error {
		up := identity.Elevated(ctx)
		p, err := s.Periods.First(up, listing.Is("month", listing.Eq, month.String()))
		if app.KindOf(err) == app.NotFound && err != nil {
			p = s.Periods.Desc.New()
			p.Month, p.Title = month, month.String()[:7]
			if err := s.Periods.Create(up, p); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		if p.Locked == lock {
			return app.E(app.Conflict, "period.already_"+kind, "month", p.Title)
		}
		_, err = s.Periods.Update(up, p.ID, 0, func(p *Period) error {
			p.Locked, p.ByID, p.Changed, p.Reason = lock, a.ID, s.today(), reason
			return nil
		})
		return err
	})
}

// open refuses days of a locked month; days that are not set do not matter.
func (s *Service) open(ctx context.Context, days ...calendar.Date) error {
	for _, d := range days {
		if d.IsZero() {
			continue
		}
		month := d.MonthStart().String()
		n, err := s.Periods.Count(identity.System(ctx, "period"), listing.All(listing.Is("month", listing.Eq, month), listing.Is("locked", listing.Eq, "1")))
		if err != nil {
			return err
		}
		if n > 0 {
			return app.E(app.Conflict, "period.locked", "month", month[:7], "on", d)
		}
	}
	return nil
}

// MonthState is a month of the books with what was booked in it.
type MonthState struct {
	Month   calendar.Date
	Locked  bool
	By      string
	Changed calendar.Date
	Reason  string
	Entries int
}

// Months lists the months from the first entry to the present one, the newest first.
func (s *Service) Months(ctx context.Context) ([]MonthState, error) {
	if _, err := identity.Need(ctx, identity.May(Periods, identity.See)); err != nil {
		return nil, err
	}
	count := map[calendar.Date]int{}
	first := s.today().MonthStart()
	err := s.each(identity.System(ctx, "period"), listing.Query{Entity: Journal, Columns: []string{"on_date"}}, func(c []entity.Value) {
		m := dateOf(c[0]).MonthStart()
		count[m]++
		first = min(first, m)
	})
	if err != nil {
		return nil, err
	}
	known := map[calendar.Date]MonthState{}
	err = s.each(ctx, listing.Query{Entity: Periods, Columns: []string{"month", "locked", "by_id.name", "changed_on", "reason"}}, func(c []entity.Value) {
		m := dateOf(c[0])
		known[m] = MonthState{Locked: c[1].Int() != 0, By: c[2].Text(), Changed: dateOf(c[3]), Reason: c[4].Text()}
		first = min(first, m)
	})
	var out []MonthState
	for m := s.today().MonthStart(); m >= first; m = m.AddMonths(-1) {
		x := known[m]
		x.Month, x.Entries = m, count[m]
		out = append(out, x)
	}
	return out, err
}
