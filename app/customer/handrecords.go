package customer

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

// Hand gives running records of one kind to another person: opportunities, quotes,
// orders, contracts, tasks.
type Hand struct {
	Kind   string
	IDs    []int64
	To     int64
	Reason string
}

// HandOver gives the records to their new owner in one transaction, each logged with the
// reason (SAL-13). Only running ones change hands: what is closed keeps the name of who
// did it. Who takes them over is told, and may see their customers from then on. It tells
// how many changed hands; those the person has already are left as they are.
func (s *Service) HandOver(ctx context.Context, h Hand) (int, error) {
	if _, err := identity.Need(ctx, identity.May(h.Kind, identity.Assign)); err != nil {
		return 0, err
	}
	i := slices.IndexFunc(s.holds(), func(x Hold) bool { return x.Entity == h.Kind && x.Entity != Customers })
	if i < 0 {
		return 0, app.E(app.Invalid, "handover.kind", "kind", entity.Label(h.Kind+".many"))
	}
	if h.Reason = strings.TrimSpace(h.Reason); h.Reason == "" {
		return 0, app.E(app.Invalid, "pool.reason").At("reason")
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return 0, err
	}
	if h.To == 0 || !people.Active(h.To) {
		return 0, app.E(app.Invalid, "pool.owner", "person", people.Name(h.To)).At("owner_id")
	}
	running, err := s.running(ctx, s.holds()[i], h.IDs)
	if err != nil {
		return 0, err
	}
	done := 0
	err = s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "handover", Text: h.Reason}), func(ctx context.Context) error {
		for _, id := range h.IDs {
			moved, err := s.handOne(ctx, h, id, running[id], people)
			if err != nil {
				return err
			}
			if moved {
				done++
			}
		}
		return nil
	})
	return done, err
}

// running finds those of the records that may change hands.
func (s *Service) running(ctx context.Context, h Hold, ids []int64) (map[int64]bool, error) {
	plan, err := listing.Allow(identity.System(ctx, "handover"), s.g.Registry, identity.May(h.Entity, identity.See), listing.Query{Entity: h.Entity, Filter: listing.All(listing.IDs(ids), h.Filter)})
	if err != nil {
		return nil, err
	}
	out := map[int64]bool{}
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error { out[r.ID] = true; return nil })
	return out, err
}

func (s *Service) handOne(ctx context.Context, h Hand, id int64, running bool, people People) (bool, error) {
	svc := s.g.Service(h.Kind)
	rec, err := svc.Get(ctx, id)
	if err != nil {
		return false, err
	}
	title := svc.Type().TitleOf(rec)
	if err := record.Within(ctx, s.g, svc.Type(), rec, identity.Assign); err != nil {
		return false, err
	}
	if !running {
		return false, app.E(app.Conflict, "handover.closed", "title", title)
	}
	from := entity.HeadOf(rec).OwnerID
	if from == h.To {
		return false, nil
	}
	rec, err = svc.Update(command(ctx), id, 0, func(rec any) error {
		head := entity.HeadOf(rec)
		head.OwnerID, head.UnitID = h.To, people.Unit(h.To)
		return nil
	})
	if err != nil {
		return false, err
	}
	entry := Handover{Action: ByAssign, Reason: h.Reason, Entity: h.Kind, RecordID: id, Title: title, FromID: from, ToID: h.To}
	if of := svc.Type().Field("customer_id"); of != nil {
		entry.CustomerID = of.Get(rec).Int()
	}
	if err := s.logHandover(ctx, entry); err != nil {
		return false, err
	}
	if err := s.letSee(ctx, entry.CustomerID, h.To); err != nil || s.p.Reminders == nil {
		return true, err
	}
	_, err = s.p.Reminders.Put(ctx, reminder.Notice("handed", h.Kind, id, title, h.To, s.today()))
	return true, err
}

// letSee lets a person see a customer of somebody else.
func (s *Service) letSee(ctx context.Context, customer, person int64) error {
	if customer == 0 {
		return nil
	}
	c, err := s.Customers.Get(identity.System(ctx, "handover"), customer)
	if err != nil || c.OwnerID == person {
		return err
	}
	return s.Shares.Give(identity.Elevated(ctx), record.Share{Kind: Customers, RecordID: customer, PersonID: person})
}
