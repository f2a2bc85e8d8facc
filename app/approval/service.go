package approval

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Params of the service.
type Params struct {
	Company   *company.Service // keeps the flows that were changed; nil: the shipped ones hold
	Reminders *reminder.Engine // may be nil
	People    func(ctx context.Context) (People, error)
}

// Outcome is the end of an approval. Handlers run in the transaction of the decision and
// can fail it: an order that cannot be booked cannot be approved.
type Outcome struct {
	Approval *Approval
	Person   int64 // who decided last; the applicant when it passed by itself
	Comment  string
}

// Service runs approvals.
type Service struct {
	Approvals *record.Service[Approval]
	Ended     effect.Topic[Outcome]

	g     *record.Ground
	p     Params
	kinds []Kind
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	s.Approvals = record.New(g, Describe())
	s.Approvals.Rule = func(ctx context.Context, before, _ *Approval) error {
		if deciding(ctx) || before == nil {
			return nil
		}
		return app.E(app.Conflict, "approval.over", "state", entity.Label("approval.state."+string(before.State)))
	}
	return s
}

type decidingKey struct{}

// decide marks the context of a command: decisions are never undone or edited otherwise.
func decide(ctx context.Context, kind string) context.Context {
	ctx = audit.Why(ctx, audit.Reason{Kind: kind})
	return context.WithValue(identity.Elevated(ctx), decidingKey{}, true)
}

func deciding(ctx context.Context) bool { return ctx.Value(decidingKey{}) != nil }

// Submit starts the approval of a document inside the caller's transaction. The result
// may be approved already: when no step needs anybody, or in a company of one person.
// Conflict approval.running while an earlier one runs; Invalid approval.nobody.
func (s *Service) Submit(ctx context.Context, flow string, subject Subject) (*Approval, error) {
	f, err := s.FlowOf(ctx, flow)
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	var a *Approval
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		old, err := s.Of(identity.Elevated(ctx), subject.Entity, subject.RecordID)
		if err != nil {
			return err
		}
		for _, o := range old {
			if o.State == Running {
				return app.E(app.Conflict, "approval.running", "title", subject.Title)
			}
		}
		if a, err = Start(f, subject, people, s.g.Clock.Now().UnixMilli()); err != nil {
			return err
		}
		ctx = decide(ctx, "submit")
		if err := s.Approvals.Create(ctx, a); err != nil {
			return err
		}
		return s.ended(ctx, a, subject.Applicant, "")
	})
	return a, err
}

func (s *Service) ended(ctx context.Context, a *Approval, person int64, comment string) error {
	if a.State == Running {
		return nil
	}
	return s.Ended.Raise(ctx, Outcome{a, person, comment})
}

// act runs one decision of the acting person in a transaction.
func (s *Service) act(ctx context.Context, id int64, comment string, fn func(a *Approval, person, now int64) error) (*Approval, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	var a *Approval
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		ctx = decide(ctx, "decide")
		a, err = s.Approvals.Update(ctx, id, 0, func(a *Approval) error {
			return fn(a, who.ID, s.g.Clock.Now().UnixMilli())
		})
		if err != nil {
			return err
		}
		return s.ended(ctx, a, who.ID, comment)
	})
	return a, err
}

// Agree records the consent of the acting person.
func (s *Service) Agree(ctx context.Context, id int64, comment string) (*Approval, error) {
	return s.act(ctx, id, comment, func(a *Approval, person, now int64) error { return a.Agree(person, comment, now) })
}

// Refuse ends the approval with a reason.
func (s *Service) Refuse(ctx context.Context, id int64, comment string) (*Approval, error) {
	return s.act(ctx, id, comment, func(a *Approval, person, now int64) error { return a.Refuse(person, comment, now) })
}

// Return sends the document back to the applicant with a reason.
func (s *Service) Return(ctx context.Context, id int64, comment string) (*Approval, error) {
	return s.act(ctx, id, comment, func(a *Approval, person, now int64) error { return a.Return(person, comment, now) })
}

// ReturnTo opens an earlier step again with a reason.
func (s *Service) ReturnTo(ctx context.Context, id, step int64, comment string) (*Approval, error) {
	return s.act(ctx, id, comment, func(a *Approval, person, now int64) error { return a.ReturnTo(person, step, comment, now) })
}

// Recall takes the document back; only its applicant may.
func (s *Service) Recall(ctx context.Context, id int64) (*Approval, error) {
	return s.act(ctx, id, "", func(a *Approval, person, now int64) error { return a.Recall(person, now) })
}

// RecallOf takes the running approval of a document back; Conflict approval.over when none
// is running.
func (s *Service) RecallOf(ctx context.Context, name string, id int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.Of(ctx, name, id)
		if err != nil {
			return err
		}
		for _, a := range list {
			if a.State == Running {
				_, err := s.Recall(ctx, a.ID)
				return err
			}
		}
		return app.E(app.Conflict, "approval.over", "state", "")
	})
}

// Of lists the approvals of a document, the newest first. Who sees the document sees
// them.
func (s *Service) Of(ctx context.Context, name string, id int64) ([]*Approval, error) {
	if svc := s.g.Service(name); svc != nil {
		if _, err := svc.Get(ctx, id); err != nil {
			return nil, err
		}
	}
	return s.Approvals.Find(identity.System(ctx, "approvals"),
		listing.All(listing.Is("entity", listing.Eq, name), listing.Is("record_id", listing.Eq, strconv.FormatInt(id, 10))),
		listing.Sort{Key: "id", Desc: true})
}

// Get reads an approval for its applicant and for everybody who has a seat in it.
func (s *Service) Get(ctx context.Context, id int64) (*Approval, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.Approvals.Get(identity.System(ctx, "approvals"), id)
	if err != nil {
		return nil, err
	}
	mine := who.Super || a.ApplicantID == who.ID || who.Has(identity.RightAdmin)
	for _, seat := range a.Seats {
		mine = mine || seat.PersonID == who.ID
	}
	if !mine {
		return nil, app.E(app.NotFound, "record.not_found", "kind", entity.Label("approval.one"))
	}
	return a, nil
}

// Pending is one approval that waits for the acting person.
type Pending struct {
	ID        int64
	Entity    string
	RecordID  int64
	Title     string
	Party     string
	Amount    money.Minor
	Applicant string
	Step      string
	Since     int64
}

// pendingQuery asks for the seats that a person is asked in now.
func pendingQuery(person int64) listing.Query {
	return listing.Query{
		Entity: "approval_seat",
		Filter: listing.All(listing.Is("person_id", listing.Eq, strconv.FormatInt(person, 10)), listing.Is("state", listing.Eq, string(Open))),
		Sort:   []listing.Sort{{Key: "since"}},
		Columns: []string{
			"approval_id", "approval_id.entity", "approval_id.record_id", "approval_id.title", "approval_id.party",
			"approval_id.amount_minor", "approval_id.applicant_id", "name", "since",
		},
	}
}

// Pending lists what waits for the acting person, the longest wait first.
func (s *Service) Pending(ctx context.Context) ([]Pending, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	plan, err := listing.Allow(identity.System(ctx, "approvals"), s.g.Registry, identity.May("approval_seat", identity.See), pendingQuery(who.ID))
	if err != nil {
		return nil, err
	}
	name, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	var out []Pending
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		c := r.Cells
		w := Pending{
			ID: c[0].Int(), Entity: c[1].Text(), RecordID: c[2].Int(), Title: c[3].Text(), Party: c[4].Text(),
			Amount: money.Minor(c[5].Int()), Applicant: name(c[6].Int()), Step: c[7].Text(), Since: c[8].Int(),
		}
		out = append(out, w)
		return nil
	})
	return out, err
}

// names gives the names of people, "" where they are not known.
func (s *Service) names(ctx context.Context) (func(person int64) string, error) {
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	if known, ok := people.(interface{ Name(int64) string }); ok {
		return known.Name, nil
	}
	return func(int64) string { return "" }, nil
}
