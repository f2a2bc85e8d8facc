package reminder

import (
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Entity name.
const Reminders = "reminder"

// State tells whether a reminder still asks for attention.
type State string

// The states of a reminder.
const (
	Planned State = "planned" // its time has not come
	Raised  State = "raised"
	Done    State = "done"
)

// Reminder is one reminder for one person, its owner.
type Reminder struct {
	entity.Head
	Kind     string // task, quote_expiring, receivable_due, birthday, pool_return …
	Entity   string // what it speaks of
	RecordID int64
	Subject  string // the name of that, as it was
	On       calendar.Date
	DueAt    int64 // raise at, ms
	State    State
	RaisedAt int64
	DoneAt   int64
	Key      string // kind|entity|id|person|day: the same reminder is never made twice
}

// Describe describes reminders.
func Describe() *entity.Desc[Reminder] {
	return entity.Describe(Reminders, "subject", func(r *Reminder, e *entity.Fields) {
		e.Text("kind", &r.Kind).Computed().Max(40)
		e.Text("entity", &r.Entity).Computed().Max(40)
		e.Int("record_id", &r.RecordID).Computed().Unlisted()
		e.Text("subject", &r.Subject).Computed().Max(200)
		e.Date("on_date", &r.On).Computed()
		e.Instant("due_at", &r.DueAt).Computed()
		entity.Choice(e, "state", &r.State, Planned, Raised, Done).Computed().Else(entity.Str(string(Planned)))
		e.Instant("raised_at", &r.RaisedAt).Computed().Silent()
		e.Instant("done_at", &r.DoneAt).Computed().Silent()
		e.Text("unique_key", &r.Key).Only().Computed().Unlisted().Max(200)
	})
}
