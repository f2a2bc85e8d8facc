package customer

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/record"
)

func (s *Service) prepareActivity(ctx context.Context, before, a *Activity) error {
	if before == nil && a.At == 0 {
		a.At = s.g.Clock.Now().UnixMilli()
	}
	s.markCorrection(ctx, before, a)
	return nil
}

// ruleActivity lets people write and correct follow-ups only; entries by the program
// stay as they are.
func (s *Service) ruleActivity(ctx context.Context, before, after *Activity) error {
	if commanded(ctx) || undone(ctx) {
		return nil
	}
	if before != nil && before.Archived == entity.Live && after.Archived != entity.Live {
		return s.keepEntry(ctx, before)
	}
	if before != nil && !before.Kind.written() {
		return app.E(app.Conflict, "activity.system")
	}
	if after.Kind == NoteComment && before != nil && before.Kind == NoteComment {
		if strings.TrimSpace(after.Text) == "" {
			return app.E(app.Invalid, "activity.empty").At("text")
		}
		return nil
	}
	if !slices.Contains(Typed, after.Kind) {
		return app.E(app.Invalid, "activity.kind", "kind", entity.Label("activity.kind."+string(after.Kind))).At("kind")
	}
	if strings.TrimSpace(after.Text) == "" && strings.TrimSpace(after.Result) == "" {
		return app.E(app.Invalid, "activity.empty").At("text")
	}
	return nil
}

// FollowUp is a hand-written entry and what follows from it.
type FollowUp struct {
	Activity Activity
	Next     *Task // the next action, or nil
}

// Note writes a follow-up of the acting person into a customer's timeline and plans the
// next action, in one transaction.
func (s *Service) Note(ctx context.Context, f FollowUp) (*Activity, error) {
	a := f.Activity
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		if err := s.Activities.Create(ctx, &a); err != nil {
			return err
		}
		if f.Next == nil {
			return nil
		}
		f.Next.CustomerID = a.CustomerID
		return s.Tasks.Create(ctx, f.Next)
	})
	if err != nil {
		return nil, err
	}
	return &a, nil
}

// Log writes an entry of the program (a quote was sent, money came in) into a customer's
// timeline. The history names the person whose action it was.
func (s *Service) Log(ctx context.Context, a Activity) error {
	if who, err := identity.From(ctx); err == nil && a.OwnerID == 0 {
		a.OwnerID = who.ID
		if who.ID == 0 {
			a.OwnerID = record.Nobody
		}
	}
	return s.Activities.Enter(command(ctx), &a)
}

// activitySaved keeps last_activity_at up to date and tells screens that show the
// customer.
func (s *Service) activitySaved(ctx context.Context, e record.Saved[Activity]) error {
	if err := s.commentSaved(ctx, e); err != nil {
		return err
	}
	if !e.After.Kind.Meaningful() && (e.Before == nil || !e.Before.Kind.Meaningful()) {
		return nil
	}
	if e.Before != nil && e.Before.CustomerID != e.After.CustomerID {
		if err := s.touch(ctx, e.Before.CustomerID); err != nil {
			return err
		}
	}
	return s.touch(ctx, e.After.CustomerID)
}

func (s *Service) touch(ctx context.Context, customer int64) error {
	if customer == 0 {
		return nil
	}
	if err := s.p.Store.Touch(ctx, customer); err != nil {
		return err
	}
	n := effect.Notice{Kind: Customers, ID: customer}
	if a, err := identity.From(ctx); err == nil {
		n.From = a.Session
	}
	s.g.Tx.After(ctx, func() { s.g.Notices.Post(n) })
	return nil
}

// change packs a before and an after into the data of an entry.
func change(from, to any) string {
	text, err := json.Marshal(map[string]any{"from": from, "to": to})
	if err != nil {
		return ""
	}
	return string(text)
}

func (s *Service) ownerNote(ctx context.Context, before, after *Customer) error {
	data := map[string]any{"from_id": before.OwnerID, "to_id": after.OwnerID}
	if s.p.People != nil {
		people, err := s.p.People(ctx)
		if err != nil {
			return err
		}
		data["from"], data["to"] = people.Name(before.OwnerID), people.Name(after.OwnerID)
	}
	title := "assign"
	switch {
	case after.OwnerID == 0:
		title = "return"
	case before.InPool:
		if a, err := identity.From(ctx); err == nil && a.ID == after.OwnerID {
			title = "claim"
		}
	}
	reason := after.PoolReason
	if set := audit.Current(ctx); set != nil && set.Reason != "" {
		reason = set.Reason
	}
	text, err := json.Marshal(data)
	if err != nil {
		return app.E(app.Internal, "internal").Because(err)
	}
	return s.Log(ctx, Activity{CustomerID: after.ID, Kind: NoteOwner, Title: title, Text: reason, Data: string(text)})
}
