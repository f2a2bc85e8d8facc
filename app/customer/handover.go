package customer

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

// Handovers is the entity of the log of changed hands.
const Handovers = "handover"

// HandAction says how a record changed hands.
type HandAction string

// The actions.
const (
	ByClaim     HandAction = "claim"
	ByAssign    HandAction = "assign"
	ByBack      HandAction = "back"      // out of the pool to the former owner
	ByRelease   HandAction = "release"   // into the pool, by hand
	ByRule      HandAction = "rule"      // into the pool, by a rule
	ByDiscard   HandAction = "discard"   // into the trash of the pool
	ByRestore   HandAction = "restore"   // out of it
	ByTransfer  HandAction = "transfer"  // all of a person to others
	ByDeparture HandAction = "departure" // because the person leaves
	ByUndo      HandAction = "undo"
)

// Handover is one record that changed hands: who handed what to whom, when and why
// (CUS-22). The owner of the entry is who did it.
type Handover struct {
	entity.Head
	At         int64
	Action     HandAction
	Entity     string // of the record: customer, task, opportunity …
	RecordID   int64
	Title      string
	CustomerID int64
	FromID     int64 // 0: the pool
	ToID       int64 // 0: the pool
	Reason     string
	Rule       string // the pool rule that did it
}

// describeHandover describes the log; who sees the customer sees its entries.
func describeHandover() *entity.Desc[Handover] {
	return entity.Describe(Handovers, "title", func(h *Handover, e *entity.Fields) {
		e.Follows("customer_id")
		e.Instant("at", &h.At).Computed()
		entity.Choice(e, "action", &h.Action, ByClaim, ByAssign, ByBack, ByRelease, ByRule, ByDiscard, ByRestore, ByTransfer, ByDeparture, ByUndo).Computed()
		e.Text("entity", &h.Entity).Computed().Max(40)
		e.Int("record_id", &h.RecordID).Computed().Unlisted()
		e.Text("title", &h.Title).Computed().Found().Max(200)
		e.Ref("customer_id", Customers, &h.CustomerID).Found().Computed()
		e.Ref("from_id", "person", &h.FromID).Computed()
		e.Ref("to_id", "person", &h.ToID).Computed()
		e.Text("reason", &h.Reason).Computed().Max(400)
		e.Text("rule", &h.Rule).Computed().Max(60)
	})
}

// step is what a command knows about the changes of hands it makes.
type step struct {
	action       HandAction
	reason, rule string
	pool         string // the pool a rule names
}

type stepKey struct{}

func stepped(ctx context.Context, st step) context.Context {
	return context.WithValue(ctx, stepKey{}, st)
}

// onlyLogged keeps logs from being written by hand; an undo may take entries away.
func onlyLogged(ctx context.Context, kind string) error {
	if commanded(ctx) || undoing(ctx) {
		return nil
	}
	return app.E(app.Conflict, "log.kept", "kind", entity.Label(kind+".one"))
}

func undoing(ctx context.Context) bool {
	set := audit.Current(ctx)
	return set != nil && set.Undoes != 0
}

// handed logs a customer that changed hands or left the trash of the pool.
func (s *Service) handed(ctx context.Context, before, after *Customer) error {
	st, known := ctx.Value(stepKey{}).(step)
	if !known {
		st = step{action: ByAssign}
		switch {
		case undoing(ctx):
			st.action = ByUndo
		case after.OwnerID == 0:
			st.action = ByRelease
		}
		if set := audit.Current(ctx); set != nil {
			st.reason = set.Reason
		}
	}
	return s.logHandover(ctx, Handover{
		Action: st.action, Reason: st.reason, Rule: st.rule, Entity: Customers, RecordID: after.ID,
		Title: after.Name, CustomerID: after.ID, FromID: before.OwnerID, ToID: after.OwnerID,
	})
}

func (s *Service) logHandover(ctx context.Context, h Handover) error {
	h.At = s.g.Clock.Now().UnixMilli()
	if who, err := identity.From(ctx); err == nil {
		if h.OwnerID = who.ID; who.ID == 0 {
			h.OwnerID = record.Nobody
		}
	}
	return s.Handovers.Enter(command(ctx), &h)
}
