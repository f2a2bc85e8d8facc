package customer

import (
	"cmp"
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/app/reminder"
)

func (s *Service) prepareTask(_ context.Context, before, t *Task) error {
	if before == nil {
		t.State, t.Kind = cmp.Or(t.State, TaskOpen), cmp.Or(t.Kind, TaskTodo)
	}
	return nil
}

// taskSaved keeps the customer's next action and the task's reminder up to date.
func (s *Service) taskSaved(ctx context.Context, e record.Saved[Task]) error {
	if e.Before != nil && e.Before.CustomerID != e.After.CustomerID {
		if err := s.touch(ctx, e.Before.CustomerID); err != nil {
			return err
		}
	}
	if err := s.touch(ctx, e.After.CustomerID); err != nil {
		return err
	}
	return s.remind(ctx, e)
}

func (s *Service) remind(ctx context.Context, e record.Saved[Task]) error {
	if s.p.Reminders == nil {
		return nil
	}
	zone := s.g.Registry.Zone()
	at := e.After.RemindAt(zone)
	if e.After.Archived != entity.Live {
		at = 0
	}
	if e.Before != nil {
		if was := e.Before.RemindAt(zone); was == at && e.Before.OwnerID == e.After.OwnerID && e.Before.Archived == e.After.Archived {
			return nil
		}
		if err := s.p.Reminders.Drop(ctx, Tasks, e.After.ID); err != nil {
			return err
		}
	}
	if at == 0 {
		return nil
	}
	r := reminder.Notice("task", Tasks, e.After.ID, e.After.Title, e.After.OwnerID, e.After.DueOn)
	r.DueAt = at
	_, err := s.p.Reminders.Put(ctx, r)
	return err
}

// Finish says how a task ended and what comes next.
type Finish struct {
	Result string
	Note   *Activity // what to write into the timeline; nil: nothing
	Next   *Task     // the next action; nil: none
}

// Done ends a task, writes the follow-up and plans the next action in one transaction:
// one undo takes all of it back. Conflict task.closed.
func (s *Service) Done(ctx context.Context, id int64, f Finish) error {
	return s.close(ctx, id, TaskDone, f)
}

// Drop ends a task that will not be done.
func (s *Service) Drop(ctx context.Context, id int64, reason string) error {
	return s.close(ctx, id, TaskDropped, Finish{Result: reason})
}

func (s *Service) close(ctx context.Context, id int64, to TaskState, f Finish) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		t, err := s.Tasks.Update(ctx, id, 0, func(t *Task) error {
			if t.State != TaskOpen {
				return app.E(app.Conflict, "task.closed", "title", t.Title)
			}
			t.State, t.DoneAt, t.Result = to, s.g.Clock.Now().UnixMilli(), f.Result
			return nil
		})
		if err != nil {
			return err
		}
		if f.Note != nil && t.CustomerID != 0 {
			f.Note.CustomerID, f.Note.TaskID = t.CustomerID, t.ID
			if f.Note.ContactID == 0 {
				f.Note.ContactID = t.ContactID
			}
			if err := s.Activities.Create(ctx, f.Note); err != nil {
				return err
			}
		}
		if f.Next == nil {
			return nil
		}
		if f.Next.CustomerID == 0 {
			f.Next.CustomerID, f.Next.ContactID = t.CustomerID, t.ContactID
		}
		return s.Tasks.Create(ctx, f.Next)
	})
}

// Reopen makes a closed task open again.
func (s *Service) Reopen(ctx context.Context, id int64) error {
	_, err := s.Tasks.Update(ctx, id, 0, func(t *Task) error {
		t.State, t.DoneAt, t.Result = TaskOpen, 0, ""
		return nil
	})
	return err
}

// birthdays makes the reminders of contacts' birthdays for the owner of the customer
// (CUS-43), some days before.
func (s *Service) birthdays(ctx context.Context, from, to calendar.Date) ([]reminder.Reminder, error) {
	lead, err := s.BirthdayLead(ctx)
	if err != nil {
		return nil, err
	}
	plan, err := listing.Allow(identity.System(ctx, "birthdays"), s.g.Registry, identity.May(Contacts, identity.See),
		listing.Query{
			Entity: Contacts, Filter: listing.Is("birthday", listing.Filled),
			Columns: []string{"name", "birthday", "customer_id.owner_id", "owner_id"},
		})
	if err != nil {
		return nil, err
	}
	var out []reminder.Reminder
	err = s.g.Source.Each(ctx, plan, func(r listing.Row) error {
		born, err := calendar.Parse(r.Cells[1].Text())
		if err != nil {
			return nil
		}
		on := reminder.Birthday(born, from.AddDays(lead.Days))
		if lead.Day(on) > to {
			return nil
		}
		owner := r.Cells[2].Int()
		if owner == 0 {
			owner = r.Cells[3].Int()
		}
		x := reminder.Notice("birthday", Contacts, r.ID, r.Cells[0].Text(), owner, on)
		x.DueAt = lead.At(on, s.g.Registry.Zone())
		out = append(out, x)
		return nil
	})
	return out, err
}
