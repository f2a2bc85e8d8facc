package customer

import (
	"context"
	"encoding/json"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
	"kontor/app/reminder"
)

// ReasonWithdraw is the reason kind of a follow-up that was taken out of the timeline.
const ReasonWithdraw = "withdraw"

// correction is what a corrected follow-up keeps in its data: when it was last corrected.
// What it said before is in its history.
type correction struct {
	At int64 `json:"corrected_at"`
}

// CorrectedAt tells when a follow-up was last corrected, in ms; 0: never.
func CorrectedAt(data string) int64 {
	var c correction
	if json.Unmarshal([]byte(data), &c) != nil {
		return 0
	}
	return c.At
}

// markCorrection notes in a follow-up that it says something else than before.
func (s *Service) markCorrection(ctx context.Context, before, after *Activity) {
	if before == nil || !after.Kind.written() || undone(ctx) {
		return
	}
	if before.Text == after.Text && before.Result == after.Result && before.Kind == after.Kind && before.At == after.At && before.ContactID == after.ContactID {
		return
	}
	if text, err := json.Marshal(correction{s.g.Clock.Now().UnixMilli()}); err == nil {
		after.Data = string(text)
	}
}

// undone tells that an undo is at work: it puts back what was there.
func undone(ctx context.Context) bool {
	set := audit.Current(ctx)
	return set != nil && set.Undoes != 0
}

// keepEntry refuses to take away silently what was said to a customer: salespeople may
// not, and who may gives a reason that stays in the timeline.
func (s *Service) keepEntry(ctx context.Context, a *Activity) error {
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if who.Scope(identity.May(Activities, identity.Remove)) <= identity.ScopeSelf {
		return app.E(app.Denied, "activity.keep")
	}
	if !a.Kind.written() {
		return app.E(app.Conflict, "activity.system")
	}
	if set := audit.Current(ctx); set == nil || set.Kind != ReasonWithdraw || strings.TrimSpace(set.Reason) == "" {
		return app.E(app.Invalid, "activity.reason")
	}
	return nil
}

// TakeOut takes a follow-up or comment out of the timeline. Only a manager may, with a
// reason: an entry in its place tells who did and why, and the history keeps its words.
func (s *Service) TakeOut(ctx context.Context, id int64, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return app.E(app.Invalid, "activity.reason")
	}
	ctx = audit.Why(ctx, audit.Reason{Kind: ReasonWithdraw, Text: reason})
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Activities.Get(ctx, id)
		if err != nil {
			return err
		}
		if err := s.Activities.Archive(ctx, id, 0); err != nil {
			return err
		}
		return s.Log(ctx, Activity{CustomerID: a.CustomerID, Kind: NoteField, Title: ReasonWithdraw, Text: reason, LinkEntity: Activities, LinkID: id})
	})
}

// Pin keeps an entry at the head of the timeline, or lets it go. Who may change the
// customer may pin, whoever wrote the entry.
func (s *Service) Pin(ctx context.Context, id int64, on bool) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		a, err := s.Activities.Get(ctx, id)
		if err != nil {
			return err
		}
		if _, err := s.Customers.May(ctx, a.CustomerID, identity.Change); err != nil {
			return err
		}
		_, err = s.Activities.Update(command(ctx), id, 0, func(a *Activity) error { a.Pinned = on; return nil })
		return err
	})
}

// Remark is a comment on a customer, or on one entry of its timeline.
type Remark struct {
	CustomerID int64
	EntryID    int64 // 0: on the customer
	Text       string
}

// Comment writes a comment that everybody who sees the customer sees, and reminds the
// owner of the customer and the author of the entry (SAL-51). Commenting needs only that
// one sees the customer and may write into some timeline.
func (s *Service) Comment(ctx context.Context, r Remark) (*Activity, error) {
	who, err := identity.Need(ctx, identity.May(Activities, identity.Add))
	if err != nil {
		return nil, err
	}
	a := &Activity{CustomerID: r.CustomerID, Kind: NoteComment, Text: strings.TrimSpace(r.Text)}
	if a.Text == "" {
		return nil, app.E(app.Invalid, "activity.empty").At("text")
	}
	err = s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		c, err := s.Customers.Get(ctx, r.CustomerID)
		if err != nil {
			return err
		}
		hear := []int64{c.OwnerID}
		if r.EntryID != 0 {
			entry, err := s.Activities.Get(ctx, r.EntryID)
			if err != nil {
				return err
			}
			if entry.CustomerID != c.ID {
				return app.E(app.NotFound, "record.not_found", "kind", entity.Label(Activities+".one"))
			}
			a.LinkEntity, a.LinkID = Activities, entry.ID
			hear = append(hear, entry.OwnerID)
		}
		a.OwnerID = who.ID
		if err := s.Activities.Create(command(ctx), a); err != nil {
			return err
		}
		return s.tellComment(ctx, c, a, hear)
	})
	if err != nil {
		return nil, err
	}
	return a, nil
}

// tellComment reminds people of a comment at once, each once, but not its author.
func (s *Service) tellComment(ctx context.Context, c *Customer, a *Activity, people []int64) error {
	if s.p.Reminders == nil {
		return nil
	}
	told := map[int64]bool{0: true, a.OwnerID: true}
	for _, p := range people {
		if told[p] {
			continue
		}
		told[p] = true
		r := reminder.Notice("comment", Activities, a.ID, c.Name, p, s.today())
		if _, err := s.p.Reminders.Put(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

// commentSaved ends the reminders of a comment that was taken back.
func (s *Service) commentSaved(ctx context.Context, e record.Saved[Activity]) error {
	if s.p.Reminders == nil || e.After.Kind != NoteComment || e.After.Archived == entity.Live {
		return nil
	}
	return s.p.Reminders.Drop(ctx, Activities, e.After.ID, "comment")
}
