package approval

import (
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
)

// State of a whole approval.
type State string

// The states of an approval.
const (
	Running  State = "running"
	Approved State = "approved"
	Refused  State = "refused"
	Returned State = "returned" // back with the applicant, to be changed and submitted again
	Recalled State = "recalled" // taken back by the applicant
)

// SeatState is the state of one person's part in one step.
type SeatState string

// The states of a seat.
const (
	Waiting SeatState = "waiting" // an earlier step is not through
	Open    SeatState = "open"    // this person is asked now
	Agreed  SeatState = "agreed"
	Against SeatState = "against" // refused, or sent back from here
	Skipped SeatState = "skipped" // the condition of the step does not hold
	Passed  SeatState = "passed"  // by itself: nobody but the applicant could decide
	Spared  SeatState = "spared"  // somebody else of the step decided

	Delegated SeatState = "delegated" // handed to somebody else, whose seat comes next
)

// Entity name.
const Approvals = "approval"

// Approval is one running or finished passage of a document through its flow. The steps
// are those of the moment of submission: a later change of the flow does not touch it.
// Its owner is the applicant.
type Approval struct {
	entity.Head
	Flow        string
	FlowVersion int64  // of the flow as it was submitted
	Entity      string // of the document
	RecordID    int64
	Title       string
	Party       string // the customer or payee, for lists
	AmountMinor money.Minor
	ApplicantID int64
	State       State
	Steps       int64 // how many there are
	Step        int64 // the open one, from 1; 0 when finished
	StartedAt   int64
	EndedAt     int64
	Snapshot    string
	Seats       []Seat
}

// Seat is the part of one person in one step; a skipped step has one seat without a person.
type Seat struct {
	entity.Head
	ApprovalID int64
	Pos        int64
	Step       int64
	Name       string
	PersonID   int64
	All        bool
	State      SeatState
	Since      int64 // asked since, ms
	At         int64 // decided at, ms
	Comment    string
	Deny       string // what the person may not do, with commas
	Remind     int64  // hours after which the person is reminded
	Escalate   int64  // hours after which it goes to the next manager
}

func splitDeny(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// Describe describes approvals.
func Describe() *entity.Desc[Approval] {
	return entity.Describe(Approvals, "title", func(a *Approval, e *entity.Fields) {
		e.Text("flow", &a.Flow).Computed().Max(60)
		e.Int("flow_version", &a.FlowVersion).Computed().Unlisted()
		e.Text("entity", &a.Entity).Computed().Max(60)
		e.Int("record_id", &a.RecordID).Computed().Unlisted()
		e.Text("title", &a.Title).Computed().Found().Max(200)
		e.Text("party", &a.Party).Computed().Max(200)
		e.Money("amount_minor", &a.AmountMinor).Computed()
		e.Ref("applicant_id", "person", &a.ApplicantID).Computed()
		entity.Choice(e, "state", &a.State, Running, Approved, Refused, Returned, Recalled).Computed().Else(entity.Str(string(Running)))
		e.Int("steps", &a.Steps).Computed().Unlisted()
		e.Int("step", &a.Step).Computed().Unlisted()
		e.Instant("started_at", &a.StartedAt).Computed()
		e.Instant("ended_at", &a.EndedAt).Computed()
		e.LongText("snapshot", &a.Snapshot).Computed().Unlisted().Max(1_000_000)
		entity.Lines(e, describeSeat(), "approval_id", &a.Seats)
	})
}

func describeSeat() *entity.Desc[Seat] {
	return entity.Describe("approval_seat", "name", func(s *Seat, e *entity.Fields) {
		e.Ref("approval_id", Approvals, &s.ApprovalID).Computed()
		e.Int("pos", &s.Pos).Computed()
		e.Int("step", &s.Step).Computed()
		e.Text("name", &s.Name).Computed().Max(120)
		e.Ref("person_id", "person", &s.PersonID).Computed()
		e.Flag("all_agree", &s.All).Computed()
		entity.Choice(e, "state", &s.State, Waiting, Open, Agreed, Against, Skipped, Passed, Spared, Delegated).Computed().Else(entity.Str(string(Waiting)))
		e.Instant("since", &s.Since).Computed()
		e.Instant("decided_at", &s.At).Computed()
		e.Text("comment", &s.Comment).Computed().Max(1000)
		e.Text("deny", &s.Deny).Computed().Unlisted().Max(200)
		e.Int("remind_hours", &s.Remind).Computed().Unlisted()
		e.Int("escalate_hours", &s.Escalate).Computed().Unlisted()
	})
}

// Blocking are the seats that the approval waits for now.
func (a *Approval) Blocking() []Seat {
	var out []Seat
	for _, s := range a.Seats {
		if a.State == Running && s.State == Open {
			out = append(out, s)
		}
	}
	return out
}

// Agree records the consent of a person who is asked now; with the last needed consent
// of the last step the approval is approved.
func (a *Approval) Agree(person int64, comment string, now int64) error {
	seat, err := a.asked(person)
	if err != nil {
		return err
	}
	seat.State, seat.At, seat.Comment = Agreed, now, comment
	if !seat.All {
		for i := range a.Seats {
			if s := &a.Seats[i]; s.Step == a.Step && s.State == Open {
				s.State = Spared
			}
		}
	}
	a.advance(now)
	return nil
}

// Refuse ends the approval; the reason is required.
func (a *Approval) Refuse(person int64, comment string, now int64) error {
	return a.against(person, comment, now, Refused)
}

// Return sends the document back to the applicant; the reason is required.
func (a *Approval) Return(person int64, comment string, now int64) error {
	return a.against(person, comment, now, Returned)
}

func (a *Approval) against(person int64, comment string, now int64, to State) error {
	seat, err := a.asked(person)
	if err != nil {
		return err
	}
	if strings.TrimSpace(comment) == "" {
		return app.E(app.Invalid, "approval.reason").At("comment")
	}
	seat.State, seat.At, seat.Comment = Against, now, comment
	a.end(to, now)
	return nil
}

// ReturnTo opens an earlier step again; the reason is required. Steps in between are
// decided once more.
func (a *Approval) ReturnTo(person, step int64, comment string, now int64) error {
	seat, err := a.asked(person)
	if err != nil {
		return err
	}
	if strings.TrimSpace(comment) == "" {
		return app.E(app.Invalid, "approval.reason").At("comment")
	}
	if seat.denies(DenyReturnTo) {
		return app.E(app.Denied, "approval.no_return_to")
	}
	if step < 1 || step >= a.Step || !a.hasPeople(step) {
		return app.E(app.Invalid, "approval.step", "step", step)
	}
	seat.At, seat.Comment = now, comment
	for i := range a.Seats {
		if s := &a.Seats[i]; s.Step >= step && s.PersonID != 0 && s.State != Passed && s.State != Skipped && s.State != Delegated {
			s.State, s.Since = Waiting, 0
			if s != seat {
				s.At, s.Comment = 0, ""
			}
		}
	}
	a.Step = step - 1
	a.advance(now)
	return nil
}

// Recall takes the document back while it is running; only the applicant may.
func (a *Approval) Recall(person, now int64) error {
	if a.State != Running {
		return app.E(app.Conflict, "approval.over", "state", string(a.State))
	}
	if person != a.ApplicantID {
		return app.E(app.Denied, "approval.not_applicant")
	}
	a.end(Recalled, now)
	return nil
}

// asked finds the open seat of a person.
func (a *Approval) asked(person int64) (*Seat, error) {
	if a.State != Running {
		return nil, app.E(app.Conflict, "approval.over", "state", string(a.State))
	}
	for i := range a.Seats {
		if s := &a.Seats[i]; s.Step == a.Step && s.PersonID == person && s.State == Open {
			return s, nil
		}
	}
	return nil, app.E(app.Denied, "approval.not_asked")
}

func (a *Approval) hasPeople(step int64) bool {
	return slices.ContainsFunc(a.Seats, func(s Seat) bool {
		return s.Step == step && s.State != Skipped && s.State != Passed && s.State != Delegated
	})
}

// advance opens the next step that needs somebody, or ends the approval.
func (a *Approval) advance(now int64) {
	for {
		if slices.ContainsFunc(a.Seats, func(s Seat) bool { return s.Step == a.Step && s.State == Open }) {
			return
		}
		if a.Step == a.Steps {
			a.end(Approved, now)
			return
		}
		a.Step++
		for i := range a.Seats {
			if s := &a.Seats[i]; s.Step == a.Step && s.State == Waiting {
				s.State, s.Since = Open, now
			}
		}
	}
}

func (a *Approval) end(to State, now int64) {
	a.State, a.EndedAt, a.Step = to, now, 0
	for i := range a.Seats {
		if s := &a.Seats[i]; s.State == Open || s.State == Waiting {
			s.State = Spared
		}
	}
}
