package record

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Share lets one person see, or change, one record beyond the scope of the roles.
type Share struct {
	entity.Head
	Kind      string // entity of the record
	RecordID  int64
	PersonID  int64
	MayChange bool
	Until     int64  // Unix ms; 0: for good
	Via       string // entity of what it came with; "": somebody gave it
}

// Shares keeps the shares of all records.
type Shares struct{ s *Service[Share] }

// NewShares makes the service of shares.
func NewShares(g *Ground) *Shares {
	d := entity.Describe("share", "kind", func(s *Share, e *entity.Fields) {
		e.Open()
		e.Text("kind", &s.Kind).Must()
		e.Int("record_id", &s.RecordID).Must()
		e.Ref("person_id", "person", &s.PersonID).Must()
		e.Flag("may_change", &s.MayChange)
		e.Instant("until", &s.Until)
		e.Text("via", &s.Via).Max(40)
	})
	return &Shares{New(g, d)}
}

// Give shares a record that the actor may change, or widens and shortens the share the
// person has. until is Unix ms, 0 for good. The record's own rights decide; no right on
// shares themselves is needed. One that comes with something else (Via) leaves a share
// that is there already as it is.
func (x *Shares) Give(ctx context.Context, share Share) error {
	rec, err := x.mayShare(ctx, share.Kind, share.RecordID)
	if err != nil {
		return err
	}
	if entity.HeadOf(rec).OwnerID == share.PersonID {
		return app.E(app.Invalid, "share.self").At("person_id")
	}
	up := identity.Elevated(ctx)
	have, err := x.s.Find(up, listing.All(of(share.Kind, share.RecordID), listing.Is("person_id", listing.Eq, itoa(share.PersonID))))
	if err != nil {
		return err
	}
	if len(have) == 0 {
		return x.s.Create(up, &share)
	}
	if share.Via != "" {
		return nil
	}
	_, err = x.s.Update(up, have[0].ID, 0, func(s *Share) error {
		s.MayChange, s.Until, s.Via = share.MayChange, share.Until, ""
		return nil
	})
	return err
}

// Take ends a share.
func (x *Shares) Take(ctx context.Context, id int64) error {
	s, err := x.s.Get(identity.Elevated(ctx), id)
	if err != nil {
		return err
	}
	if _, err := x.mayShare(ctx, s.Kind, s.RecordID); err != nil {
		return err
	}
	return x.s.Archive(identity.Elevated(ctx), id, 0)
}

// Of lists the live shares of a record the actor may see.
func (x *Shares) Of(ctx context.Context, kind string, id int64) ([]*Share, error) {
	svc := x.s.g.Service(kind)
	if svc == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	if _, err := svc.Get(ctx, id); err != nil {
		return nil, err
	}
	return x.s.Find(identity.Elevated(ctx), of(kind, id))
}

func (x *Shares) mayShare(ctx context.Context, kind string, id int64) (any, error) {
	svc := x.s.g.Service(kind)
	if svc == nil {
		return nil, app.E(app.Invalid, "list.unknown_entity", "name", kind)
	}
	rec, err := svc.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	return rec, Within(ctx, x.s.g, svc.Type(), rec, identity.Change)
}

func of(kind string, id int64) listing.Node {
	return listing.All(listing.Is("kind", listing.Eq, kind), listing.Is("record_id", listing.Eq, itoa(id)))
}
