package lead

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

// Outcome is what a command did with several leads: the ones it changed, and why the
// others stayed as they were.
type Outcome struct {
	Done    []int64
	Refused map[int64]error
}

// step is one command with several leads: what it needs of each, what it changes, and what
// follows.
type step struct {
	kind, reason string
	check        func(ctx context.Context, id int64) (*Lead, error)
	change       func(l *Lead)
	after        func(ctx context.Context, l *Lead) error
}

// each does one command with several leads at once, which one undo takes back.
func (s *Service) each(ctx context.Context, ids []int64, st step) (Outcome, error) {
	out := Outcome{Refused: map[int64]error{}}
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: st.kind, Text: st.reason}), func(ctx context.Context) error {
		for _, id := range ids {
			_, err := st.check(ctx, id)
			if err != nil {
				if app.KindOf(err) == app.Internal {
					return err
				}
				out.Refused[id] = err
				continue
			}
			l, err := s.Leads.Update(command(ctx, st.kind), id, 0, func(l *Lead) error { st.change(l); return nil })
			if err != nil {
				return err
			}
			if st.after != nil {
				if err := st.after(ctx, l); err != nil {
					return err
				}
			}
			out.Done = append(out.Done, id)
		}
		return nil
	})
	if err != nil {
		return Outcome{}, err
	}
	return out, nil
}

// living reads a lead that is to be changed: in reach of verb, and alive.
func (s *Service) living(verb identity.Verb) func(ctx context.Context, id int64) (*Lead, error) {
	return func(ctx context.Context, id int64) (*Lead, error) {
		l, err := s.Leads.May(ctx, id, verb)
		if err == nil {
			err = alive(l)
		}
		return l, err
	}
}

func stateWord(l *Lead) any {
	if l.Asked {
		return entity.Label("lead.asked")
	}
	return entity.Label("lead.state." + string(l.State))
}

// alive refuses leads that ended or wait for the approval of their conversion.
func alive(l *Lead) error {
	if !l.Live() || l.Asked {
		return app.E(app.Conflict, "lead.locked", "name", l.Name, "state", stateWord(l))
	}
	return nil
}

// Assign gives leads to a person: those of the pool, and those of the own departments.
// It needs the right to assign leads.
func (s *Service) Assign(ctx context.Context, ids []int64, person int64) (Outcome, error) {
	if _, err := identity.Need(ctx, identity.May(Leads, identity.Assign)); err != nil {
		return Outcome{}, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return Outcome{}, err
	}
	if !people.Active(person) {
		return Outcome{}, app.E(app.Invalid, "lead.person").At("owner_id")
	}
	return s.each(ctx, ids, step{
		kind: "lead_assign", check: s.living(identity.Assign),
		change: func(l *Lead) { l.OwnerID, l.UnitID, l.AssignedOn = person, people.Unit(person), s.today() },
		after:  func(ctx context.Context, l *Lead) error { return s.tell(ctx, person, "lead_assigned", l) },
	})
}

// Claim takes leads out of the pool for oneself.
func (s *Service) Claim(ctx context.Context, ids []int64) (Outcome, error) {
	a, err := identity.Need(ctx, identity.May(Leads, identity.Claim))
	if err != nil {
		return Outcome{}, err
	}
	unit := int64(0)
	if len(a.Units) > 0 {
		unit = a.Units[0]
	}
	check := func(ctx context.Context, id int64) (*Lead, error) {
		l, err := s.living(identity.See)(ctx, id)
		if err == nil && !l.InPool {
			err = app.E(app.Conflict, "lead.taken", "name", l.Name)
		}
		return l, err
	}
	return s.each(ctx, ids, step{kind: "lead_claim", check: check, change: func(l *Lead) { l.OwnerID, l.UnitID, l.AssignedOn = a.ID, unit, s.today() }})
}

// Release puts leads back into the pool.
func (s *Service) Release(ctx context.Context, ids []int64, reason string) (Outcome, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return Outcome{}, app.E(app.Invalid, "lead.reason").At("reason")
	}
	check := func(ctx context.Context, id int64) (*Lead, error) {
		l, err := s.living(identity.Change)(ctx, id)
		if err == nil && l.InPool {
			err = app.E(app.Conflict, "lead.in_pool", "name", l.Name)
		}
		return l, err
	}
	return s.each(ctx, ids, step{kind: "lead_release", reason: reason, check: check, change: func(l *Lead) { l.OwnerID, l.State = 0, Fresh }})
}

// Discard says why leads are thrown out; a double names what it is a double of.
type Discard struct {
	Reason   string
	Note     string
	SameAs   int64 // a lead
	Customer int64 // or a customer
}

// Discard throws leads out: bad data, doubles, nobody to reach. They stay with their
// reason for the rates of their source and can be restored.
func (s *Service) Discard(ctx context.Context, ids []int64, d Discard) (Outcome, error) {
	d.Note = strings.TrimSpace(d.Note)
	switch {
	case !slices.Contains(DiscardReasons, d.Reason):
		return Outcome{}, app.E(app.Invalid, "lead.discard_reason").At("discard_reason")
	case d.Reason == "other" && d.Note == "":
		return Outcome{}, app.E(app.Invalid, "lead.reason").At("discard_note")
	case d.SameAs != 0 && slices.Contains(ids, d.SameAs):
		return Outcome{}, app.E(app.Invalid, "lead.same_self").At("same_as")
	}
	return s.each(ctx, ids, step{kind: "lead_discard", reason: d.Note, check: s.living(identity.Change), change: func(l *Lead) {
		l.State, l.DiscardReason, l.DiscardNote, l.EndedOn = Discarded, d.Reason, d.Note, s.today()
		if d.Reason == "double" {
			l.SameAs, l.SameCustomer = d.SameAs, d.Customer
		}
	}})
}

// Restore takes discarded leads back.
func (s *Service) Restore(ctx context.Context, ids []int64) (Outcome, error) {
	check := func(ctx context.Context, id int64) (*Lead, error) {
		l, err := s.Leads.May(ctx, id, identity.Change)
		if err == nil && l.State != Discarded {
			err = app.E(app.Conflict, "lead.not_discarded", "name", l.Name)
		}
		return l, err
	}
	return s.each(ctx, ids, step{kind: "lead_restore", check: check, change: func(l *Lead) {
		l.State, l.DiscardReason, l.DiscardNote, l.EndedOn, l.SameAs, l.SameCustomer = Fresh, "", "", 0, 0, 0
	}})
}

// Begin says that the work on a lead has begun.
func (s *Service) Begin(ctx context.Context, id int64) (*Lead, error) {
	return s.change(ctx, id, "lead_begin", func(l *Lead) error {
		if l.InPool {
			return app.E(app.Conflict, "lead.nobody", "name", l.Name)
		}
		if err := alive(l); err != nil {
			return err
		}
		l.State = Working
		return nil
	})
}

// change runs one command on one lead that the person may change.
func (s *Service) change(ctx context.Context, id int64, kind string, fn func(l *Lead) error) (*Lead, error) {
	if _, err := s.Leads.May(ctx, id, identity.Change); err != nil {
		return nil, err
	}
	return s.Leads.Update(command(ctx, kind), id, 0, fn)
}

// tell gives a person a notice about a lead, unless it is the one who acts.
func (s *Service) tell(ctx context.Context, person int64, kind string, l *Lead) error {
	a, err := identity.From(ctx)
	if err != nil || s.p.Reminders == nil || person == 0 || person == a.ID {
		return err
	}
	r := reminder.Notice(kind, Leads, l.ID, l.Name, person, s.today())
	r.DueAt = s.now()
	_, err = s.p.Reminders.Put(ctx, r)
	return err
}

// Double is a lead or a customer that looks like the same.
type Double struct {
	Lead     int64
	Customer int64
	Name     string
	Owner    string
	Mobile   bool // the same number; else the same company
}

// Doubles looks for other live leads and for customers with the number or the company of a
// lead, at most six. Of what the person may not open only the name and the owner are told.
func (s *Service) Doubles(ctx context.Context, id int64) ([]Double, error) {
	l, err := s.Leads.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	var out []Double
	var same []listing.Node
	if l.MobileKey != "" {
		same = append(same, listing.Is("mobile_key", listing.Eq, l.MobileKey))
	}
	if l.CompanyKey != "" {
		same = append(same, listing.Is("company_key", listing.Eq, l.CompanyKey))
	}
	if len(same) == 0 {
		return nil, nil
	}
	others, err := s.Leads.Find(identity.System(ctx, "doubles"), listing.All(listing.Any(same...), listing.Not(listing.IDs([]int64{id})),
		listing.Is("state", listing.In, string(Fresh), string(Working), string(Converted))))
	if err != nil {
		return nil, err
	}
	for _, o := range others[:min(len(others), 3)] {
		d := Double{Name: o.Name, Owner: people.Name(o.OwnerID), Mobile: l.MobileKey != "" && o.MobileKey == l.MobileKey}
		if record.Within(ctx, s.g, s.Leads.Desc.Type, o, identity.See) == nil {
			d.Lead = o.ID
		}
		out = append(out, d)
	}
	found, err := s.p.Customers.Duplicates(ctx, s.card(l), l.CustomerID)
	if app.KindOf(err) == app.Denied {
		return out, nil
	}
	for _, c := range found {
		out = append(out, Double{Customer: c.ID, Name: c.Name, Owner: c.Owner, Mobile: c.Phone != ""})
	}
	return out, err
}
