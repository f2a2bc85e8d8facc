package customer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Hold is one kind of record that a person is in charge of and that has to be handed
// over when the person leaves: those of a filter, such as the open ones.
type Hold struct {
	Entity string
	Filter listing.Node
}

// Holding is how many records of a kind a person is in charge of.
type Holding struct {
	Entity string
	N      int64
}

// ownHolds are the kinds of this area.
var ownHolds = []Hold{
	{Entity: Customers},
	{Entity: Tasks, Filter: listing.Is("state", listing.Eq, string(TaskOpen))},
	{Entity: Contacts, Filter: listing.Is("customer_id", listing.Empty)},
}

// holds are all kinds that change hands with a person.
func (s *Service) holds() []Hold {
	return slices.DeleteFunc(slices.Concat(ownHolds, s.p.Holds), func(h Hold) bool { return s.g.Service(h.Entity) == nil })
}

func heldBy(h Hold, person int64) listing.Node {
	return listing.All(listing.Is("owner_id", listing.Eq, strconv.FormatInt(person, 10)), h.Filter)
}

// Holdings counts what a person is in charge of, whoever asks; kinds of which there are
// none are left out.
func (s *Service) Holdings(ctx context.Context, person int64) ([]Holding, error) {
	var out []Holding
	for _, h := range s.holds() {
		n, err := s.countHeld(ctx, h, person)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			out = append(out, Holding{h.Entity, n})
		}
	}
	return out, nil
}

func (s *Service) countHeld(ctx context.Context, h Hold, person int64) (int64, error) {
	plan, err := s.heldPlan(ctx, h, person)
	if err != nil {
		return 0, err
	}
	return s.g.Source.Count(ctx, plan)
}

func (s *Service) heldPlan(ctx context.Context, h Hold, person int64) (*listing.Plan, error) {
	return listing.Allow(identity.System(ctx, "handover"), s.g.Registry, identity.May(h.Entity, identity.See), listing.Query{Entity: h.Entity, Filter: heldBy(h, person)})
}

// Transfer hands everything that a person is in charge of to another one.
type Transfer struct {
	From, To int64
	Only     []string // entities; none = all
	Reason   string
	Leaving  bool // the person leaves the company
}

// Transfer hands the records of a person over in one transaction, each logged (CUS-21,
// CUS-22). The acting person must be allowed to assign customers of that person. It
// tells how many records of each kind changed hands.
func (s *Service) Transfer(ctx context.Context, t Transfer) ([]Holding, error) {
	t.Reason = strings.TrimSpace(t.Reason)
	if t.Reason == "" {
		return nil, app.E(app.Invalid, "pool.reason").At("reason")
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	if t.To == t.From || !people.Active(t.To) {
		return nil, app.E(app.Invalid, "pool.owner", "person", people.Name(t.To)).At("owner_id")
	}
	if err := s.maySteer(ctx, people, t.From); err != nil {
		return nil, err
	}
	var done []Holding
	st := step{action: ByTransfer, reason: t.Reason}
	if t.Leaving {
		st.action = ByDeparture
	}
	err = s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "handover", Text: t.Reason}), func(ctx context.Context) error {
		for _, h := range s.holds() {
			if len(t.Only) > 0 && !slices.Contains(t.Only, h.Entity) {
				continue
			}
			n, err := s.hand(stepped(ctx, st), h, t, people)
			if err != nil {
				return err
			}
			if n > 0 {
				done = append(done, Holding{h.Entity, n})
			}
		}
		return nil
	})
	return done, err
}

// maySteer refuses those who may not assign the customers of a person.
func (s *Service) maySteer(ctx context.Context, people People, person int64) error {
	a, err := identity.Need(ctx, identity.May(Customers, identity.Assign))
	if err != nil {
		return err
	}
	r := listing.ReachOf(s.g.Registry, a, identity.May(Customers, identity.Assign), s.Customers.Desc.Type)
	if r.All || slices.Contains(r.Owners, person) || slices.Contains(r.Units, people.Unit(person)) {
		return nil
	}
	return app.E(app.Denied, "access.record", "verb", entity.Label("verb.assign"), "title", people.Name(person))
}

// hand gives the records of one kind to their new owner.
func (s *Service) hand(ctx context.Context, h Hold, t Transfer, people People) (int64, error) {
	plan, err := s.heldPlan(ctx, h, t.From)
	if err != nil {
		return 0, err
	}
	const most = 100_000
	ids, err := s.g.Source.First(ctx, plan, most)
	if err != nil {
		return 0, err
	}
	svc := s.g.Service(h.Entity)
	of := svc.Type().Field("customer_id")
	st, _ := ctx.Value(stepKey{}).(step)
	for _, id := range ids {
		rec, err := svc.Update(command(ctx), id, 0, func(rec any) error {
			head := entity.HeadOf(rec)
			head.OwnerID, head.UnitID = t.To, people.Unit(t.To)
			return nil
		})
		if err != nil {
			return 0, err
		}
		if h.Entity == Customers {
			continue // its own effect logs it
		}
		entry := Handover{Action: st.action, Reason: st.reason, Entity: h.Entity, RecordID: id, Title: svc.Type().TitleOf(rec), FromID: t.From, ToID: t.To}
		if of != nil {
			entry.CustomerID = of.Get(rec).Int()
		}
		if err := s.logHandover(ctx, entry); err != nil {
			return 0, err
		}
	}
	return int64(len(ids)), nil
}
