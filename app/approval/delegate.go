package approval

import (
	"context"
	"slices"
	"time"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/reminder"
)

// What a step may forbid.
const (
	DenyDelegate = "delegate"
	DenyReturnTo = "return_to"
)

// denies tells whether the step of a seat forbids something.
func (s *Seat) denies(what string) bool {
	return slices.Contains(splitDeny(s.Deny), what)
}

// Delegate hands the decision of a person who is asked now to somebody else, who must not
// be the applicant nor be asked in this step already. The reason is kept.
func (a *Approval) Delegate(person, to int64, comment string, now int64) error {
	seat, err := a.asked(person)
	if err != nil {
		return err
	}
	if seat.denies(DenyDelegate) {
		return app.E(app.Denied, "approval.no_delegate")
	}
	return a.hand(seat, to, comment, now)
}

func (a *Approval) hand(seat *Seat, to int64, comment string, now int64) error {
	asked := slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.Step == a.Step && s.PersonID == to && s.State == Open })
	if to == 0 || to == a.ApplicantID || to == seat.PersonID || asked {
		return app.E(app.Invalid, "approval.delegate_to").At("person")
	}
	seat.State, seat.At, seat.Comment = Delegated, now, comment
	fresh := Seat{Step: seat.Step, Name: seat.Name, All: seat.All, PersonID: to, State: Open, Since: now, Deny: seat.Deny, Remind: seat.Remind, Escalate: seat.Escalate}
	at := slices.IndexFunc(a.Seats, func(s Seat) bool {
		return s.Step == seat.Step && s.PersonID == seat.PersonID && s.State == Delegated && s.At == now
	})
	a.Seats = slices.Insert(a.Seats, at+1, fresh)
	for i := range a.Seats {
		a.Seats[i].Pos = int64(i + 1)
	}
	return nil
}

// Delegate hands the acting person's decision to somebody else.
func (s *Service) Delegate(ctx context.Context, id, to int64, comment string) (*Approval, error) {
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	if !people.Active(to) {
		return nil, app.E(app.Invalid, "approval.delegate_to").At("person")
	}
	a, err := s.act(ctx, id, comment, func(a *Approval, person, now int64) error { return a.Delegate(person, to, comment, now) })
	if err != nil {
		return nil, err
	}
	return a, s.remind(ctx, a, to, "approval_delegated")
}

func (s *Service) remind(ctx context.Context, a *Approval, person int64, kind string) error {
	if s.p.Reminders == nil {
		return nil
	}
	r := reminder.Notice(kind, a.Entity, a.RecordID, a.Title, person, s.g.Registry.Today())
	r.DueAt = s.g.Clock.Now().UnixMilli()
	_, err := s.p.Reminders.Put(ctx, r)
	return err
}

// Chase reminds people who let an approval wait, and hands it to their manager when it
// waits still longer, as the step says. It is the hourly job and may run again at any time.
func (s *Service) Chase(ctx context.Context) error {
	sys := identity.System(ctx, "approvals")
	list, err := s.Approvals.Find(sys, listing.Is("state", listing.Eq, string(Running)))
	if err != nil {
		return err
	}
	people, err := s.p.People(sys)
	if err != nil {
		return err
	}
	now := s.g.Clock.Now()
	for _, a := range list {
		for _, seat := range a.Blocking() {
			waited := now.Sub(time.UnixMilli(seat.Since))
			switch {
			case seat.Escalate > 0 && waited >= time.Duration(seat.Escalate)*time.Hour:
				if err := s.escalate(sys, a.ID, seat, people); err != nil {
					return err
				}
			case seat.Remind > 0 && waited >= time.Duration(seat.Remind)*time.Hour:
				if err := s.remind(sys, a, seat.PersonID, "approval_waits"); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// escalate hands a seat to the next manager who may decide; without one to the
// administrators; when nobody is left it stays where it is.
func (s *Service) escalate(ctx context.Context, id int64, seat Seat, people People) error {
	for _, to := range append(people.Managers(seat.PersonID), people.Administrators()...) {
		if !people.Active(to) {
			continue
		}
		var a *Approval
		err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
			var err error
			a, err = s.Approvals.Update(decide(ctx, "escalate"), id, 0, func(a *Approval) error {
				open, err := a.asked(seat.PersonID)
				if err != nil {
					return err
				}
				return a.hand(open, to, "approval.why.escalated", s.g.Clock.Now().UnixMilli())
			})
			return err
		})
		if err != nil && app.KindOf(err) == app.Invalid {
			continue // the applicant, or asked already
		}
		if err != nil {
			return err
		}
		return s.remind(ctx, a, to, "approval_delegated")
	}
	return nil
}
