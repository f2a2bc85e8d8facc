package approval

import (
	"testing"

	"kontor/app/entity"
	"kontor/app/money"
)

// paper is a document with a choice and an amount.
type paper struct {
	entity.Head
	Title string
	Terms string
	Off   int64
}

func describePaper() *entity.Desc[paper] {
	return entity.Describe("paper", "title", func(p *paper, e *entity.Fields) {
		e.Text("title", &p.Title)
		e.Text("terms", &p.Terms)
		e.Number("off", 6, &p.Off)
	})
}

// Conditions on the amount and on fields of the document decide which steps are needed;
// exactly the amount of a step needs it. OA-23 SAL-31
func TestConditionsOfSteps(t *testing.T) {
	d := describePaper()
	f := Flow{Key: "x", SelfPass: true, Steps: []Step{
		{Name: "manager", Who: Role, Role: "manager"},
		{Name: "discount", Who: Named, People: []int64{5}, When: entity.When{Terms: []entity.Term{{Key: "off", Op: "more", Value: "15"}}}},
		{Name: "director", Who: Role, Role: "owner", From: 10_000_00, Quiet: true},
	}}
	for _, c := range []struct {
		amount money.Minor
		off    int64
		steps  int64
		seats  int
	}{
		{9_999_99, 0, 2, 3},  // the condition on the discount does not hold: it passes and says why; the quiet step leaves no trace
		{10_000_00, 0, 3, 4}, // exactly the amount: two people decide
		{10_000_00, 15 * money.Scale, 3, 4},
		{9_000_00, 15*money.Scale + 1, 2, 3},
	} {
		s := order(c.amount, 4)
		s.Type, s.Doc = d.Type, &paper{Off: c.off}
		a, err := Start(f, s, team(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if a.Steps != c.steps || len(a.Seats) != c.seats {
			t.Errorf("%d with %d: %d steps, %d seats: %+v", c.amount, c.off, a.Steps, len(a.Seats), a.Seats)
		}
		for _, seat := range a.Seats {
			if seat.Name == "discount" && (seat.State == Skipped) != (c.off <= 15*money.Scale) {
				t.Errorf("discount of %d: %s %s", c.off, seat.State, seat.Comment)
			}
		}
	}
	if s := order(1, 4); true {
		a, err := Start(f, s, team(), 1)
		if err != nil || a.Seats[2].State != Skipped || a.Seats[2].Comment != "approval.why.condition" {
			t.Errorf("without a document a condition over its fields does not hold: %+v %v", a.Seats, err)
		}
	}
}

// Who is asked may hand the decision on, not to the applicant nor to somebody asked
// already; the trail stays. OA-23
func TestDecisionIsHandedOn(t *testing.T) {
	f := Flow{Key: "x", Steps: []Step{{Name: "manager", Who: Role, Role: "manager"}, {Name: "fixed", Who: Named, People: []int64{1}, Deny: []string{DenyDelegate, DenyReturnTo}}}}
	a, err := Start(f, order(5, 4), team(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []int64{4, 2, 3, 0} { // applicant, oneself, asked already, nobody
		if err := a.Delegate(2, bad, "休假", 2); err == nil {
			t.Errorf("handed on to %d", bad)
		}
	}
	if err := a.Delegate(2, 5, "休假", 2); err != nil {
		t.Fatal(err)
	}
	if got := blocking(a); len(got) != 2 || got[0] != 5 || got[1] != 3 {
		t.Errorf("asked now: %v", got)
	}
	if a.Seats[0].State != Delegated || a.Seats[0].Comment != "休假" || a.Seats[1].PersonID != 5 || a.Seats[1].Pos != 2 {
		t.Errorf("the trail: %+v", a.Seats)
	}
	if err := a.Agree(2, "", 3); err == nil {
		t.Error("who handed it on decides no longer")
	}
	if err := a.Agree(5, "", 3); err != nil {
		t.Fatal(err)
	}
	if err := a.Delegate(1, 5, "x", 4); err == nil {
		t.Error("a step that forbids it was handed on")
	}
	if err := a.ReturnTo(1, 1, "x", 4); err == nil {
		t.Error("a step that forbids it went back")
	}
	if err := a.Agree(1, "", 5); err != nil || a.State != Approved {
		t.Errorf("%v %s", err, a.State)
	}
}
