package reminder

import (
	"context"
	"fmt"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
)

// Source is how an area makes reminders: those whose day lies between from and to, both
// included. The engine leaves out those that were made before.
type Source interface {
	Reminders(ctx context.Context, from, to calendar.Date) ([]Reminder, error)
}

// SourceFunc makes a function a Source.
type SourceFunc func(ctx context.Context, from, to calendar.Date) ([]Reminder, error)

// Reminders asks the function.
func (f SourceFunc) Reminders(ctx context.Context, from, to calendar.Date) ([]Reminder, error) {
	return f(ctx, from, to)
}

// Memory keeps how far the engine has come.
type Memory interface {
	LastDay(ctx context.Context) (calendar.Date, error)
	SetLastDay(ctx context.Context, d calendar.Date) error
}

// Engine makes and raises reminders. Run is idempotent: it may be called at the start,
// every minute and by a job at the same time.
type Engine struct {
	Reminders *record.Service[Reminder]
	Raised    effect.Topic[Reminder]

	g       *record.Ground
	memory  Memory
	sources []Source
}

// New makes the engine.
func New(g *record.Ground, m Memory) *Engine {
	e := &Engine{g: g, memory: m}
	e.Reminders = record.New(g, Describe())
	return e
}

// Add registers a source.
func (e *Engine) Add(s Source) { e.sources = append(e.sources, s) }

// Report says what a run did.
type Report struct {
	From, To calendar.Date // the days looked at; zero when none was new
	Made     int
	Raised   int
}

// Run looks at the days since the last run, makes their reminders, and raises all whose
// time has come.
func (e *Engine) Run(ctx context.Context) (Report, error) {
	ctx = audit.Why(identity.System(ctx, "reminders"), audit.Reason{Kind: "job"})
	var rep Report
	last, err := e.memory.LastDay(ctx)
	if err != nil {
		return rep, err
	}
	if from, to, any := Window(last, e.g.Registry.Today()); any {
		rep.From, rep.To = from, to
		for _, s := range e.sources {
			list, err := s.Reminders(ctx, from, to)
			if err != nil {
				return rep, err
			}
			n, err := e.Put(ctx, list...)
			rep.Made += n
			if err != nil {
				return rep, err
			}
		}
		if err := e.memory.SetLastDay(ctx, to); err != nil {
			return rep, err
		}
	}
	rep.Raised, err = e.raise(ctx)
	return rep, err
}

// Key makes the key that keeps a reminder from being made twice.
func (r *Reminder) key() string {
	return fmt.Sprintf("%s|%s|%d|%d|%s", r.Kind, r.Entity, r.RecordID, r.OwnerID, r.On)
}

// Put makes reminders that do not exist yet and tells how many.
func (e *Engine) Put(ctx context.Context, list ...Reminder) (int, error) {
	made := 0
	for i := range list {
		r := list[i]
		r.Key, r.State = r.key(), Planned
		if r.OwnerID == 0 {
			continue // nobody to remind
		}
		err := e.g.Tx.InTx(ctx, func(ctx context.Context) error {
			_, err := e.Reminders.First(identity.Elevated(ctx), listing.Is("unique_key", listing.Eq, r.Key))
			if app.KindOf(err) != app.NotFound {
				return err
			}
			made++
			return e.Reminders.Create(identity.Elevated(ctx), &r)
		})
		if err != nil {
			return made, err
		}
	}
	return made, nil
}

// raise raises what is due now.
func (e *Engine) raise(ctx context.Context) (int, error) {
	now := e.g.Clock.Now().UnixMilli()
	due, err := e.Reminders.Find(ctx, listing.Is("state", listing.Eq, string(Planned)), listing.Sort{Key: "due_at"})
	if err != nil {
		return 0, err
	}
	n := 0
	for _, r := range due {
		if r.DueAt > now {
			break
		}
		err := e.g.Tx.InTx(ctx, func(ctx context.Context) error {
			got, err := e.Reminders.Update(ctx, r.ID, 0, func(x *Reminder) error {
				if x.State != Planned {
					return app.E(app.Conflict, "internal") // another desk was faster
				}
				x.State, x.RaisedAt = Raised, now
				return nil
			})
			if err != nil {
				return err
			}
			return e.Raised.Raise(ctx, *got)
		})
		switch {
		case app.KindOf(err) == app.Conflict || app.KindOf(err) == app.Stale:
			continue
		case err != nil:
			return n, err
		}
		n++
	}
	return n, nil
}

// Drop ends the reminders of a record that need no attention any more: a task that was
// done, a quote that was answered.
func (e *Engine) Drop(ctx context.Context, name string, id int64, kinds ...string) error {
	filter := listing.All(listing.Is("entity", listing.Eq, name), listing.Is("record_id", listing.Eq, strconv.FormatInt(id, 10)),
		listing.Is("state", listing.In, string(Planned), string(Raised)))
	if len(kinds) > 0 {
		filter = listing.All(filter, listing.Is("kind", listing.In, kinds...))
	}
	sys := identity.Elevated(ctx)
	list, err := e.Reminders.Find(identity.System(ctx, "reminders"), filter)
	if err != nil {
		return err
	}
	now := e.g.Clock.Now().UnixMilli()
	for _, r := range list {
		if _, err := e.Reminders.Update(sys, r.ID, 0, func(x *Reminder) error { x.State, x.DoneAt = Done, now; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// Done ticks a reminder off; only its person may.
func (e *Engine) Done(ctx context.Context, id int64) error {
	now := e.g.Clock.Now().UnixMilli()
	_, err := e.Reminders.Update(ctx, id, 0, func(x *Reminder) error { x.State, x.DoneAt = Done, now; return nil })
	return err
}

// Mine lists the raised reminders of the acting person, the newest first.
func (e *Engine) Mine(ctx context.Context) ([]*Reminder, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	return e.Reminders.Find(identity.System(ctx, "reminders"), listing.All(
		listing.Is("owner_id", listing.Eq, strconv.FormatInt(a.ID, 10)), listing.Is("state", listing.Eq, string(Raised))),
		listing.Sort{Key: "due_at", Desc: true})
}

// Announce puts a notice on the desks of people at once; each ticks it off alone.
func (e *Engine) Announce(ctx context.Context, people []int64, text string) error {
	now := e.g.Clock.Now()
	return e.g.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, p := range people {
			r := Notice("notice", "", 0, text, p, e.g.Registry.Today())
			r.State, r.DueAt, r.RaisedAt = Raised, now.UnixMilli(), now.UnixMilli()
			r.Key = r.key() + "|" + text
			if err := e.Reminders.Create(identity.Elevated(ctx), &r); err != nil {
				return err
			}
		}
		return nil
	})
}

// Notice is a ready reminder for Put: due on a day with a lead.
func Notice(kind, name string, id int64, subject string, owner int64, on calendar.Date) Reminder {
	return Reminder{Head: entity.Head{OwnerID: owner}, Kind: kind, Entity: name, RecordID: id, Subject: subject, On: on}
}
