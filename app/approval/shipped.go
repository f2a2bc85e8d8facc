package approval

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Kind is a sort of document that runs through a flow.
type Kind struct {
	Key     string // of its flow
	Entity  string // whose fields conditions read; "" offers the amount only
	Shipped func(ctx context.Context) (Flow, error)
}

// Ship registers a kind with the flow that a new company has.
func (s *Service) Ship(k Kind) { s.kinds = append(s.kinds, k) }

// Kinds lists what runs through a flow.
func (s *Service) Kinds() []Kind { return s.kinds }

func settingOf(key string) string { return "approval." + key }

func draftOf(key string) string { return "approval." + key + ".draft" }

// FlowOf is the flow in force for new submissions.
func (s *Service) FlowOf(ctx context.Context, key string) (Flow, error) {
	for _, k := range s.kinds {
		if k.Key == key {
			def, err := k.Shipped(ctx)
			if err != nil || s.p.Company == nil {
				return def, err
			}
			return company.Read(ctx, s.p.Company, settingOf(key), def)
		}
	}
	return Flow{}, app.E(app.NotFound, "approval.flow", "key", key)
}

// Draft is the flow as somebody is writing it, and whether it differs from the one in
// force.
func (s *Service) Draft(ctx context.Context, key string) (f Flow, fresh bool, err error) {
	now, err := s.FlowOf(ctx, key)
	if err != nil {
		return now, false, err
	}
	f, err = company.Read(ctx, s.p.Company, draftOf(key), Flow{})
	if err != nil || len(f.Steps) == 0 || f.Version <= now.Version {
		return now, false, err
	}
	return f, true, nil
}

// SaveDraft keeps a flow that is being written; it applies to nothing before Publish. It
// needs the administrator's right.
func (s *Service) SaveDraft(ctx context.Context, f Flow) error {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return err
	}
	now, err := s.FlowOf(ctx, f.Key)
	if err != nil {
		return err
	}
	f.Version = now.Version + 1
	return company.Write(ctx, s.p.Company, draftOf(f.Key), f)
}

// Publish puts a flow in force for new submissions; what runs goes on as it was submitted.
func (s *Service) Publish(ctx context.Context, f Flow) (Flow, error) {
	if _, err := identity.NeedRight(ctx, identity.RightAdmin); err != nil {
		return f, err
	}
	now, err := s.FlowOf(ctx, f.Key)
	if err != nil {
		return f, err
	}
	if err := s.check(f); err != nil {
		return f, err
	}
	f.Version = now.Version + 1
	return f, s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "settings"}), func(ctx context.Context) error {
		return company.Write(ctx, s.p.Company, settingOf(f.Key), f)
	})
}

// check refuses a flow that nobody could run through.
func (s *Service) check(f Flow) error {
	if len(f.Steps) == 0 || len(f.Steps) > 20 {
		return app.E(app.Invalid, "approval.no_steps")
	}
	var t *entity.Type
	for _, k := range s.kinds {
		if k.Key == f.Key && k.Entity != "" {
			t = s.g.Registry.Type(k.Entity)
		}
	}
	for i, st := range f.Steps {
		bad := func(key string) error { return app.E(app.Invalid, key, "step", i+1) }
		switch {
		case st.Name == "":
			return bad("approval.step_name")
		case st.Who == Role && st.Role == "", st.Who == Named && len(st.People) == 0:
			return bad("approval.step_who")
		case st.From < 0:
			return bad("approval.step_amount")
		case st.Remind < 0 || st.Escalate < 0 || st.Escalate > 0 && st.Escalate <= st.Remind:
			return bad("approval.step_time")
		}
		if !st.When.IsZero() {
			if t == nil {
				return bad("approval.step_when")
			}
			if err := st.When.Check(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// RunningOf counts the approvals of a flow that run now: they finish as they were submitted.
func (s *Service) RunningOf(ctx context.Context, key string) (int64, error) {
	return s.Approvals.Count(identity.System(ctx, "approvals"), listing.All(listing.Is("flow", listing.Eq, key), listing.Is("state", listing.Eq, string(Running))))
}

// Tried is one step of a trial.
type Tried struct {
	Step   Step
	Needed bool
	Why    string // translation key, when it is not needed or passes by itself
	People []int64
}

// Trial tells how a document would run through a flow, without making anything.
func (s *Service) Trial(ctx context.Context, f Flow, subject Subject) ([]Tried, error) {
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	var out []Tried
	for _, st := range expand(f.Steps, subject, people) {
		t := Tried{Step: st}
		seats, err := seat(f, st, subject, people)
		switch {
		case err != nil:
			t.Needed, t.Why = true, "approval.why.nobody_at_all"
		case len(seats) == 0:
			t.Why = "approval.why.quiet"
		default:
			t.Needed, t.Why = seats[0].State == Waiting, seats[0].Comment
			for _, x := range seats {
				if x.PersonID != 0 {
					t.People = append(t.People, x.PersonID)
				}
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// Item is one approval in the lists of a person.
type Item struct {
	Pending
	State   State
	EndedAt int64
	Waits   []Seat // whom it waits for
	Names   map[int64]string
	Seats   []Seat
}

// Asked lists the approvals that the acting person applied for, the newest first, with
// whom each waits for.
func (s *Service) Asked(ctx context.Context, n int) ([]Item, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	return s.items(ctx, listing.Is("applicant_id", listing.Eq, strconv.FormatInt(who.ID, 10)), n)
}

// Decided lists the approvals that the acting person had a seat in, the newest first.
func (s *Service) Decided(ctx context.Context, n int) ([]Item, error) {
	who, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	q := listing.Query{
		Entity: "approval_seat", Columns: []string{"approval_id"}, Sort: []listing.Sort{{Key: "decided_at", Desc: true}},
		Filter: listing.All(listing.Is("person_id", listing.Eq, strconv.FormatInt(who.ID, 10)), listing.Is("decided_at", listing.Filled)),
	}
	plan, err := listing.Allow(identity.System(ctx, "approvals"), s.g.Registry, identity.May("approval_seat", identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(ctx, plan, n)
	if err != nil {
		return nil, err
	}
	rows, err := s.g.Source.Block(ctx, plan, ids)
	if err != nil {
		return nil, err
	}
	var of []int64
	for _, r := range rows {
		if r.ID != 0 {
			of = append(of, r.Cells[0].Int())
		}
	}
	if len(of) == 0 {
		return nil, nil
	}
	return s.items(ctx, listing.IDs(of), n)
}

// Item reads one approval for a person who may see it.
func (s *Service) Item(ctx context.Context, id int64) (*Item, error) {
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
	}
	list, err := s.items(ctx, listing.IDs([]int64{id}), 1)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

func (s *Service) items(ctx context.Context, filter listing.Node, n int) ([]Item, error) {
	sys := identity.System(ctx, "approvals")
	plan, err := listing.Allow(sys, s.g.Registry, identity.May(Approvals, identity.See), listing.Query{Entity: Approvals, Filter: filter, Sort: []listing.Sort{{Key: "id", Desc: true}}})
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(sys, plan, n)
	if err != nil {
		return nil, err
	}
	recs, err := s.g.Store.LoadMany(sys, s.Approvals.Desc.Type, ids)
	if err != nil {
		return nil, err
	}
	name, err := s.names(ctx)
	if err != nil {
		return nil, err
	}
	var out []Item
	for _, r := range recs {
		a := r.(*Approval)
		x := Item{State: a.State, EndedAt: a.EndedAt, Waits: a.Blocking(), Seats: a.Seats, Names: map[int64]string{}}
		x.Pending = Pending{ID: a.ID, Entity: a.Entity, RecordID: a.RecordID, Title: a.Title, Party: a.Party, Amount: a.AmountMinor, Since: a.StartedAt}
		x.Applicant = name(a.ApplicantID)
		for _, seat := range a.Seats {
			x.Names[seat.PersonID] = name(seat.PersonID)
		}
		if len(x.Waits) > 0 {
			x.Step, x.Since = x.Waits[0].Name, x.Waits[0].Since
		}
		out = append(out, x)
	}
	return out, nil
}
