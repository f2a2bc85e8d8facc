package customer

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// MoveKind says where customers go.
type MoveKind string

// The moves.
const (
	MoveClaim   MoveKind = "claim"   // out of the pool, to the acting person
	MoveAssign  MoveKind = "assign"  // to somebody, out of the pool or from somebody else
	MoveBack    MoveKind = "back"    // out of the pool, to the former owner
	MoveRelease MoveKind = "release" // into the pool
	MoveDiscard MoveKind = "discard" // out of the pool into its trash
	MoveRestore MoveKind = "restore" // out of the trash into the pool
)

// Commands lists the reasons that the commands of this package write into the history:
// whoever gave such a command may take it back with one undo, although the records are
// not within reach any more.
func Commands() []string {
	out := []string{"handover", "convert", "deregister", "reinstate"}
	for _, m := range []MoveKind{MoveClaim, MoveAssign, MoveBack, MoveRelease, MoveDiscard, MoveRestore} {
		out = append(out, string(m))
	}
	return out
}

// Move is one change of hands of many customers.
type Move struct {
	Do     MoveKind
	IDs    []int64
	To     int64  // of MoveAssign
	Reason string // needed for all but a claim and a restore
	Keep   bool   // of MoveAssign and MoveBack: the days go on counting from the last follow-up only

	Progress func(done int) // of very many, told between two transactions; may be nil
}

// sorter puts customers into the groups of a batch.
type sorter struct {
	s      *Service
	m      Move
	actor  *identity.Actor
	people People
	limits PoolLimits
	batch  Batch
	at     map[int64]int // person → place in batch.Owners
	to     map[int64]int64
	recs   map[int64]*Customer // as they were read, when they are to be moved at once; else nil
}

// Preview groups what Do would do. It refuses what may not be done at all: Denied, and
// Invalid pool.owner for somebody who may not log in.
func (s *Service) Preview(ctx context.Context, m Move) (Batch, error) {
	x := s.newSorter(m)
	err := x.sort(ctx)
	return x.batch, err
}

func (s *Service) newSorter(m Move) *sorter {
	return &sorter{s: s, m: m, at: map[int64]int{}, to: map[int64]int64{}}
}

func (x *sorter) sort(ctx context.Context) (err error) {
	s, m := x.s, x.m
	if x.actor, err = x.allowed(ctx); err != nil {
		return err
	}
	if x.limits, err = s.PoolLimits(ctx); err != nil {
		return err
	}
	if x.people, err = s.p.People(ctx); err != nil {
		return err
	}
	if m.Do == MoveAssign && !x.people.Active(m.To) {
		return app.E(app.Invalid, "pool.owner", "person", x.people.Name(m.To)).At("owner_id")
	}
	for part := range slices.Chunk(m.IDs, 1000) {
		if err := x.putSome(ctx, part); err != nil {
			return err
		}
	}
	if m.Do == MoveClaim {
		return x.quota(ctx)
	}
	return nil
}

// allowed asks for the right that a move needs.
func (x *sorter) allowed(ctx context.Context) (*identity.Actor, error) {
	switch x.m.Do {
	case MoveClaim:
		return identity.Need(ctx, identity.May(Customers, identity.Claim))
	case MoveRelease:
		return identity.Need(ctx, identity.May(Customers, identity.Change))
	}
	if err := mayPool(ctx); err != nil {
		return nil, err
	}
	return identity.From(ctx)
}

// putSome reads customers and sorts them in.
func (x *sorter) putSome(ctx context.Context, ids []int64) error {
	t := x.s.Customers.Desc.Type
	recs, err := x.s.g.Store.LoadMany(ctx, t, ids)
	if err != nil {
		return err
	}
	if len(recs) < len(ids) {
		return app.E(app.NotFound, "record.not_found", "kind", entity.Label(t.Name+".one"))
	}
	for _, rec := range recs {
		c := rec.(*Customer)
		if x.recs != nil {
			x.recs[c.ID] = c
		}
		if err := x.put(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

// put sorts one customer in.
func (x *sorter) put(ctx context.Context, c *Customer) error {
	id := c.ID
	if !c.InPool && (x.m.Do == MoveRelease || x.m.Do == MoveAssign) {
		verb := identity.Assign
		if x.m.Do == MoveRelease {
			verb = identity.Change
		}
		if err := record.Within(ctx, x.s.g, x.s.Customers.Desc.Type, c, verb); err != nil {
			return err
		}
	}
	b := &x.batch
	switch x.m.Do {
	case MoveClaim:
		switch {
		case !c.InPool || c.DiscardedOn != 0:
			return notPooled(c)
		case x.limits.ClaimableFrom(x.actor.ID, c.FormerOwner, c.PooledOn) > x.s.today():
			b.Waiting = append(b.Waiting, id)
		default:
			b.Will, x.to[id] = append(b.Will, id), x.actor.ID
		}
		return nil
	case MoveRelease:
		switch {
		case c.InPool:
			b.Same = append(b.Same, id)
		case c.Locked:
			b.Locked = append(b.Locked, id)
		default:
			b.Will = append(b.Will, id)
			return x.count(ctx, c.OwnerID, -1)
		}
		return nil
	case MoveDiscard, MoveRestore:
		if !c.InPool {
			return notPooled(c)
		}
		if (c.DiscardedOn != 0) == (x.m.Do == MoveDiscard) {
			b.Same = append(b.Same, id)
			return nil
		}
		b.Will = append(b.Will, id)
		return nil
	}
	return x.give(ctx, c)
}

// give sorts a customer that goes to a person, under that person's cap.
func (x *sorter) give(ctx context.Context, c *Customer) error {
	b, to := &x.batch, x.m.To
	if x.m.Do == MoveBack {
		if to = c.FormerOwner; !c.InPool {
			return notPooled(c)
		}
	}
	if c.OwnerID == to || !x.people.Active(to) || c.DiscardedOn != 0 {
		b.Same = append(b.Same, c.ID)
		return nil
	}
	if err := x.count(ctx, to, 0); err != nil {
		return err
	}
	e := &b.Owners[x.at[to]]
	if e.Max > 0 && e.After >= e.Max {
		e.Over++
		b.Over, b.Limit, b.Max = append(b.Over, c.ID), "pool.owned", e.Max
		return nil
	}
	b.Will, x.to[c.ID] = append(b.Will, c.ID), to
	return x.count(ctx, to, 1)
}

// count adds n customers to what a person owns afterwards.
func (x *sorter) count(ctx context.Context, person int64, n int) error {
	if person == 0 {
		return nil
	}
	i, ok := x.at[person]
	if !ok {
		owned, err := x.s.OwnedCustomers(ctx, person)
		if err != nil {
			return err
		}
		i = len(x.batch.Owners)
		x.at[person] = i
		x.batch.Owners = append(x.batch.Owners, Effect{Person: person, Name: x.people.Name(person), Before: int(owned), After: int(owned), Max: x.limits.Owned})
	}
	e := &x.batch.Owners[i]
	e.After += n
	e.N += max(n, -n)
	return nil
}

// quota cuts a claim down to what the limits of the acting person leave.
func (x *sorter) quota(ctx context.Context) error {
	q, err := x.s.Quota(ctx)
	if err != nil {
		return err
	}
	b := &x.batch
	room, why := q.Limits.Room(Claim{Wanted: len(b.Will), ClaimedToday: q.ClaimedToday, Owned: q.Owned})
	b.Over, b.Will, b.Limit, b.Max = b.Will[room:], b.Will[:room], why, room
	b.Owners = []Effect{{Person: x.actor.ID, Name: x.actor.Name, N: room, Before: q.Owned, After: q.Owned + room, Max: q.Limits.Owned, Over: len(b.Over)}}
	return nil
}

// Do moves the customers that Preview finds can be moved and leaves the others where
// they are; one undo takes it back. Up to some hundred, and claims always, go in one
// transaction; very many go in several, so that others can save meanwhile: then ending the
// context stops between two. Invalid pool.reason without a reason.
func (s *Service) Do(ctx context.Context, m Move) (Batch, error) {
	m.Reason = strings.TrimSpace(m.Reason)
	if m.Reason == "" && m.Do != MoveClaim && m.Do != MoveRestore {
		return Batch{}, app.E(app.Invalid, "pool.reason").At("reason")
	}
	if len(m.IDs) > atOnce && m.Do != MoveClaim {
		return s.moveMany(ctx, m)
	}
	return s.move(ctx, m)
}

func (s *Service) move(ctx context.Context, m Move) (Batch, error) {
	var b Batch
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: string(m.Do), Text: m.Reason}), func(ctx context.Context) error {
		var err error
		b, err = s.sortAndCarry(ctx, m)
		return err
	})
	return b, err
}

// sortAndCarry moves customers in the transaction of the caller.
func (s *Service) sortAndCarry(ctx context.Context, m Move) (Batch, error) {
	x := s.newSorter(m)
	x.recs = map[int64]*Customer{}
	if err := x.sort(ctx); err != nil {
		return Batch{}, err
	}
	return x.batch, s.carry(ctx, x)
}

// carry does what was sorted.
func (s *Service) carry(ctx context.Context, x *sorter) error {
	m, today := x.m, s.today()
	switch m.Do {
	case MoveRelease:
		return s.release(ctx, x.batch.Will, x.recs, step{action: ByRelease, reason: m.Reason})
	case MoveDiscard:
		return s.each(stepped(ctx, step{action: ByDiscard, reason: m.Reason}), x.batch.Will, x.recs, func(c *Customer) error {
			c.DiscardedOn, c.PoolReason = today, m.Reason
			return nil
		})
	case MoveRestore:
		return s.each(stepped(ctx, step{action: ByRestore, reason: m.Reason}), x.batch.Will, x.recs, func(c *Customer) error {
			c.DiscardedOn = 0
			return nil
		})
	}
	action := map[MoveKind]HandAction{MoveClaim: ByClaim, MoveAssign: ByAssign, MoveBack: ByBack}[m.Do]
	return s.each(stepped(ctx, step{action: action, reason: m.Reason}), x.batch.Will, x.recs, func(c *Customer) error {
		to := x.to[c.ID]
		c.OwnerID, c.UnitID = to, x.people.Unit(to)
		if m.Keep {
			s.keepDays(c)
		}
		return nil
	})
}

// keepDays lets the days of the rules go on from the last follow-up, or from the return.
func (s *Service) keepDays(c *Customer) {
	switch on := s.lastCared(c); {
	case on != 0:
		c.OwnedOn = on
	case c.PooledOn != 0:
		c.OwnedOn = c.PooledOn
	}
}

// release puts customers into the pool that their category and grade belong to.
func (s *Service) release(ctx context.Context, ids []int64, recs map[int64]*Customer, st step) error {
	policy, err := s.PoolPolicy(ctx)
	if err != nil {
		return err
	}
	today := s.today()
	return s.each(stepped(ctx, st), ids, recs, func(c *Customer) error {
		c.InPool, c.PooledOn, c.PoolReason = true, today, st.reason
		if c.Pool = st.pool; c.Pool == "" {
			c.Pool = policy.Route(c.Category, c.Grade)
		}
		c.FormerOwner, c.OwnerID, c.UnitID, c.OwnedOn = c.OwnerID, 0, 0, 0
		return nil
	})
}

// Claim takes customers out of the pool for the acting person, all or none.
// Conflict pool.limit, pool.wait, customer.not_pooled.
func (s *Service) Claim(ctx context.Context, ids []int64) (Batch, error) {
	var b Batch
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		var err error
		if b, err = s.Preview(ctx, Move{Do: MoveClaim, IDs: ids}); err != nil {
			return err
		}
		if len(b.Over) > 0 {
			return app.E(app.Conflict, "pool.limit", "limit", b.Limit, "max", b.Max)
		}
		if len(b.Waiting) > 0 {
			return s.mustWait(ctx, b.Waiting[0])
		}
		b, err = s.move(ctx, Move{Do: MoveClaim, IDs: ids})
		return err
	})
	return b, err
}

func (s *Service) mustWait(ctx context.Context, id int64) error {
	c, err := s.Customers.Get(identity.System(ctx, "pool"), id)
	if err != nil {
		return err
	}
	l, err := s.PoolLimits(ctx)
	if err != nil {
		return err
	}
	return app.E(app.Conflict, "pool.wait", "name", c.Name, "date", l.ClaimableFrom(c.FormerOwner, c.FormerOwner, c.PooledOn).String())
}

// Release gives customers back to the pool with a reason. The person needs to be allowed
// to change them; locked ones stay and are reported.
func (s *Service) Release(ctx context.Context, ids []int64, reason string) (Batch, error) {
	return s.move(ctx, Move{Do: MoveRelease, IDs: ids, Reason: reason})
}

// Assign gives customers to a person, out of the pool or from somebody else (CUS-21,
// CUS-23, CUS-30). Pool customers need the right to assign with any scope.
func (s *Service) Assign(ctx context.Context, ids []int64, to int64, reason string) (Batch, error) {
	return s.move(ctx, Move{Do: MoveAssign, IDs: ids, To: to, Reason: reason})
}
