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
	Among    []int64  // several receivers instead of To: customers are dealt out to them in turn
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
	to := t.receivers()
	for _, person := range to {
		if person == t.From || !people.Active(person) {
			return nil, app.E(app.Invalid, "pool.owner", "person", people.Name(person)).At("owner_id")
		}
	}
	deal := &dealer{to: to, of: map[int64]int64{}}
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
			n, err := s.hand(stepped(ctx, st), h, t.From, deal, people)
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

// receivers are those who take over, each once.
func (t Transfer) receivers() []int64 {
	if len(t.Among) == 0 {
		return []int64{t.To}
	}
	var out []int64
	for _, id := range t.Among {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// dealer gives records to their receivers: customers in turn, what belongs to a customer to
// whoever got the customer, the rest in turn.
type dealer struct {
	to []int64
	n  int
	of map[int64]int64 // customer → receiver
}

func (d *dealer) next() int64 {
	d.n++
	return d.to[(d.n-1)%len(d.to)]
}

// receiver is who takes over a record; customer is the one it belongs to, 0 for none.
func (d *dealer) receiver(entity string, id, customer int64) int64 {
	if entity == Customers {
		d.of[id] = d.next()
		return d.of[id]
	}
	if to := d.of[customer]; to != 0 && customer != 0 {
		return to
	}
	return d.next()
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
func (s *Service) hand(ctx context.Context, h Hold, from int64, deal *dealer, people People) (int64, error) {
	plan, err := s.heldPlan(ctx, h, from)
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
		var to int64
		rec, err := svc.Update(command(ctx), id, 0, func(rec any) error {
			customer := int64(0)
			if of != nil {
				customer = of.Get(rec).Int()
			}
			to = deal.receiver(h.Entity, id, customer)
			head := entity.HeadOf(rec)
			head.OwnerID, head.UnitID = to, people.Unit(to)
			return nil
		})
		if err != nil {
			return 0, err
		}
		if h.Entity == Customers {
			continue // its own effect logs it
		}
		entry := Handover{Action: st.action, Reason: st.reason, Entity: h.Entity, RecordID: id, Title: svc.Type().TitleOf(rec), FromID: from, ToID: to}
		if of != nil {
			entry.CustomerID = of.Get(rec).Int()
		}
		if err := s.logHandover(ctx, entry); err != nil {
			return 0, err
		}
	}
	return int64(len(ids)), nil
}
