package lead

import (
	"context"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
)

// Note is one action for a lead: a call, a visit, a message. When the lead is converted
// its notes go into the timeline of the customer.
type Note struct {
	entity.Head
	LeadID   int64
	Kind     customer.Note
	At       int64
	PersonID int64
	Text     string
}

func describeNote() *entity.Desc[Note] {
	return entity.Describe("lead_note", "text", func(n *Note, e *entity.Fields) {
		e.Belongs("lead_id")
		e.Ref("lead_id", Leads, &n.LeadID).Must().Computed()
		entity.Choice(e, "kind", &n.Kind, customer.Typed...).Computed()
		e.Instant("at", &n.At).Computed()
		e.Ref("person_id", "person", &n.PersonID).Computed()
		e.LongText("text", &n.Text).Computed().Found()
	})
}

// Log writes what was done for a lead; it begins the work on a new one (SAL-14).
func (s *Service) Log(ctx context.Context, id int64, kind customer.Note, text string) (*Lead, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	text = strings.TrimSpace(text)
	switch {
	case !slices.Contains(customer.Typed, kind):
		return nil, app.E(app.Invalid, "activity.kind", "kind", entity.Label("activity.kind."+string(kind))).At("kind")
	case text == "":
		return nil, app.E(app.Invalid, "activity.empty").At("text")
	}
	var l *Lead
	err = s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "lead_note"}), func(ctx context.Context) error {
		l, err = s.change(ctx, id, "lead_note", func(l *Lead) error {
			if l.InPool {
				return app.E(app.Conflict, "lead.nobody", "name", l.Name)
			}
			if !l.Live() {
				return alive(l)
			}
			l.LastAt = s.now()
			if l.State == Fresh {
				l.State = Working
			}
			return nil
		})
		if err != nil {
			return err
		}
		n := &Note{LeadID: id, Kind: kind, At: s.now(), PersonID: a.ID, Text: text}
		n.OwnerID, n.UnitID = l.OwnerID, l.UnitID
		return s.Notes.Create(command(ctx, "lead_note"), n)
	})
	return l, err
}

// NotesOf lists what was done for a lead, the oldest first.
func (s *Service) NotesOf(ctx context.Context, id int64) ([]*Note, error) {
	if _, err := s.Leads.Get(ctx, id); err != nil {
		return nil, err
	}
	return s.Notes.Find(identity.System(ctx, "notes"), ref("lead_id", id), listing.Sort{Key: "id"})
}

// handNotes puts the notes of a lead into the timeline of what it became.
func (s *Service) handNotes(ctx context.Context, l *Lead, customerID, contactID, dealID int64) error {
	notes, err := s.NotesOf(ctx, l.ID)
	if err != nil {
		return err
	}
	for _, n := range notes {
		a := customer.Activity{CustomerID: customerID, ContactID: contactID, OpportunityID: dealID, Kind: n.Kind, At: n.At, Text: n.Text}
		a.OwnerID = n.PersonID
		if err := s.p.Customers.Log(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// Idle is the filter of live leads that somebody owns and nobody did anything for this
// month (SAL-15).
var Idle = listing.All(listing.Is("state", listing.In, string(Fresh), string(Working)), listing.Is("in_pool", listing.Eq, "0"),
	listing.Any(listing.Is("last_at", listing.Empty), listing.Is("last_at", listing.Lt, "this_month")))
