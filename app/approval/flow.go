// Package approval runs documents through ordered steps of people who agree, refuse
// or send back. It knows nothing of the documents: an area submits a subject with an
// amount, hears of the outcome by an effect, and undoes nothing itself.
package approval

import (
	"slices"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
)

// Who says how the people of a step are found.
type Who string

// The ways to find people.
const (
	Named   Who = "named"   // the people listed in the step
	Role    Who = "role"    // everybody with the role
	Manager Who = "manager" // the manager Levels above the applicant (1 = direct)
	Chain   Who = "chain"   // one step for each manager up to Levels
	Chosen  Who = "chosen"  // the applicant names them when submitting
)

// Step is one step of a flow. A step whose condition does not hold is skipped, with the
// reason kept.
type Step struct {
	Name   string      `json:"name"` // shown text, or a translation key "approval.step.…"
	Who    Who         `json:"who"`
	Role   string      `json:"role,omitempty"`
	People []int64     `json:"people,omitempty"`
	Levels int         `json:"levels,omitempty"`
	All    bool        `json:"all,omitempty"`   // all must agree; else the first one decides
	From   money.Minor `json:"from,omitempty"`  // only for amounts of at least this (company currency)
	Units  []int64     `json:"units,omitempty"` // only for these departments
	Kinds  []string    `json:"kinds,omitempty"` // only for these kinds of subject
	When   entity.When `json:"when,omitzero"`   // only when the document is like this

	Quiet    bool     `json:"quiet,omitempty"` // not needed, it leaves no trace; else it passes and says why
	Deny     []string `json:"deny,omitempty"`  // what the people of the step may not do
	Remind   int      `json:"remind_hours,omitempty"`
	Escalate int      `json:"escalate_hours,omitempty"` // then it goes to the next manager
}

// Flow is an ordered list of steps. SelfPass lets a step pass by itself when nobody but
// the applicant could decide it (a company of one person); it is recorded as such.
type Flow struct {
	Key      string `json:"key"`
	Steps    []Step `json:"steps"`
	SelfPass bool   `json:"self_pass"`
	Version  int    `json:"version,omitempty"` // counted from 1 with each change that was published
}

// OrderFlow is the flow of sales orders that a new company has (SAL-31): the sales
// manager always, and a director from the threshold on, the threshold itself included. A
// deal that was closed elsewhere is reviewed by finance first, with its proof (SAL-30).
func OrderFlow(threshold money.Minor) Flow {
	return Flow{Key: "sales_order", SelfPass: true, Steps: []Step{
		{Name: "approval.step.review", Who: Role, Role: "finance", Quiet: true, When: entity.When{Terms: []entity.Term{{Key: "offline", Op: "is", Value: "1"}}}},
		{Name: "approval.step.manager", Who: Role, Role: "manager"},
		{Name: "approval.step.director", Who: Role, Role: "owner", From: threshold},
	}}
}

// PaymentFlow is the flow of payment orders: the finance supervisor.
func PaymentFlow() Flow {
	return Flow{Key: "payment", SelfPass: true, Steps: []Step{
		{Name: "approval.step.finance", Who: Role, Role: "finance"},
	}}
}

// Subject is what is submitted.
type Subject struct {
	Entity    string
	RecordID  int64
	Title     string      // number or name, for lists
	Party     string      // customer or payee, for lists
	Amount    money.Minor // company currency, tax included, after discounts
	Unit      int64
	Kind      string
	Applicant int64
	Snapshot  string       // the document as it was submitted, JSON
	Chosen    []int64      // people for steps of kind Chosen
	Type      *entity.Type // of the document, for conditions; nil: conditions over fields never hold
	Doc       any
}

// People answers who can decide. It lists active people only.
type People interface {
	WithRole(role string) []int64
	Managers(person int64) []int64 // nearest first
	Administrators() []int64
	Active(person int64) bool
}

// Start makes the approval of a subject and opens its first step. When no step is
// needed the result is approved at once. It returns Invalid approval.nobody when a step
// has nobody to decide it and the flow does not let it pass by itself.
func Start(f Flow, s Subject, p People, now int64) (*Approval, error) {
	a := &Approval{
		Flow: f.Key, Entity: s.Entity, RecordID: s.RecordID, Title: s.Title, Party: s.Party,
		AmountMinor: s.Amount, ApplicantID: s.Applicant, Snapshot: s.Snapshot,
		State: Running, StartedAt: now, FlowVersion: int64(f.Version),
	}
	a.OwnerID, a.UnitID = s.Applicant, s.Unit
	for _, st := range expand(f.Steps, s, p) {
		seats, err := seat(f, st, s, p)
		if err != nil {
			return nil, err
		}
		if len(seats) == 0 {
			continue
		}
		a.Steps++
		for i := range seats {
			seats[i].Step, seats[i].Name, seats[i].All = a.Steps, st.Name, st.All
			seats[i].Deny, seats[i].Remind, seats[i].Escalate = strings.Join(st.Deny, ","), int64(st.Remind), int64(st.Escalate)
			seats[i].Pos = int64(len(a.Seats) + 1)
			a.Seats = append(a.Seats, seats[i])
		}
	}
	a.advance(now)
	return a, nil
}

// expand turns a chain of managers into one step each.
func expand(steps []Step, s Subject, p People) []Step {
	var out []Step
	for _, st := range steps {
		if st.Who != Chain {
			out = append(out, st)
			continue
		}
		chain := p.Managers(s.Applicant)
		for i := range chain {
			if st.Levels > 0 && i == st.Levels {
				break
			}
			one := st
			one.Who, one.People = Named, []int64{chain[i]}
			out = append(out, one)
		}
	}
	return out
}

// needed tells whether the condition of a step holds, and if not why.
func (st Step) needed(s Subject) (bool, string) {
	switch {
	case s.Amount < st.From:
		return false, "approval.why.amount"
	case len(st.Units) > 0 && !slices.Contains(st.Units, s.Unit):
		return false, "approval.why.unit"
	case len(st.Kinds) > 0 && !slices.Contains(st.Kinds, s.Kind):
		return false, "approval.why.kind"
	case !st.When.IsZero() && (s.Type == nil || !st.When.Holds(s.Type, s.Doc)):
		return false, "approval.why.condition"
	}
	return true, ""
}

// seat finds the people of one step. Nobody sits in their own approval; when that or a
// missing person leaves the step empty, the administrators decide; when the applicant is
// the only one there, it passes by itself or is refused, as the flow says.
func seat(f Flow, st Step, s Subject, p People) ([]Seat, error) {
	if ok, why := st.needed(s); !ok {
		if st.Quiet {
			return nil, nil
		}
		return []Seat{{State: Skipped, Comment: why}}, nil
	}
	ids := others(found(st, s, p), s.Applicant, p)
	note := ""
	if len(ids) == 0 {
		ids, note = others(p.Administrators(), s.Applicant, p), "approval.why.nobody"
	}
	if len(ids) == 0 {
		if f.SelfPass {
			return []Seat{{PersonID: s.Applicant, State: Passed, Comment: "approval.why.alone"}}, nil
		}
		return nil, app.E(app.Invalid, "approval.nobody", "step", st.Name)
	}
	seats := make([]Seat, len(ids))
	for i, id := range ids {
		seats[i] = Seat{PersonID: id, State: Waiting, Comment: note}
	}
	return seats, nil
}

func found(st Step, s Subject, p People) []int64 {
	switch st.Who {
	case Named:
		return st.People
	case Chosen:
		return s.Chosen
	case Role:
		return p.WithRole(st.Role)
	case Manager:
		if m := p.Managers(s.Applicant); len(m) >= max(st.Levels, 1) {
			return m[max(st.Levels, 1)-1:][:1]
		}
	}
	return nil
}

func others(ids []int64, applicant int64, p People) []int64 {
	var out []int64
	for _, id := range ids {
		if id != applicant && p.Active(id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}
