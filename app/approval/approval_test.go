package approval

import (
	"reflect"
	"testing"

	"kontor/app"
	"kontor/app/money"
)

// office is a small company: 1 owner, 2 and 3 sales managers, 4 and 5 salespeople.
type office struct {
	roles    map[string][]int64
	managers map[int64][]int64
	gone     map[int64]bool
}

func (o office) WithRole(r string) []int64 { return o.roles[r] }
func (o office) Managers(p int64) []int64  { return o.managers[p] }
func (o office) Administrators() []int64   { return o.roles["owner"] }
func (o office) Active(p int64) bool       { return !o.gone[p] }

func team() office {
	return office{
		roles:    map[string][]int64{"owner": {1}, "manager": {2, 3}, "sales": {4, 5}},
		managers: map[int64][]int64{4: {2, 1}, 5: {3, 1}, 2: {1}, 3: {1}},
	}
}

func blocking(a *Approval) []int64 {
	var out []int64
	for _, s := range a.Blocking() {
		out = append(out, s.PersonID)
	}
	return out
}

func order(amount money.Minor, by int64) Subject {
	return Subject{Entity: "sales_order", RecordID: 7, Title: "DD-202603-009", Amount: amount, Applicant: by}
}

func must(t *testing.T, a *Approval, err error) *Approval {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// SAL-31: below 10,000 the manager alone, 10,000 itself and more needs the director too.
func TestOrderByAmount(t *testing.T) {
	for _, c := range []struct {
		amount money.Minor
		steps  int
	}{{999_999, 1}, {1_000_000, 2}, {1_000_001, 2}, {0, 1}} {
		a, err := Start(OrderFlow(1_000_000), order(c.amount, 4), team(), 100)
		must(t, a, err)
		if got := blocking(a); !reflect.DeepEqual(got, []int64{2, 3}) {
			t.Fatalf("%d: first step blocks on %v", c.amount, got)
		}
		if err := a.Agree(3, "", 200); err != nil {
			t.Fatal(err)
		}
		if c.steps == 1 {
			if a.State != Approved || a.EndedAt != 200 || a.Seats[2].Comment != "approval.why.amount" {
				t.Errorf("%d: the second step must pass by itself: %+v", c.amount, a)
			}
			continue
		}
		if a.State != Running || !reflect.DeepEqual(blocking(a), []int64{1}) {
			t.Errorf("%d: waits for %v in state %s", c.amount, blocking(a), a.State)
		}
		if err := a.Agree(2, "", 300); app.KindOf(err) != app.Denied {
			t.Errorf("somebody of a finished step still decided: %v", err)
		}
		if err := a.Agree(1, "", 300); err != nil || a.State != Approved {
			t.Errorf("state %s, %v", a.State, err)
		}
	}
}

func TestNobodyApprovesTheirOwn(t *testing.T) {
	a, err := Start(OrderFlow(1_000_000), order(2_000_000, 2), team(), 1)
	must(t, a, err)
	if got := blocking(a); !reflect.DeepEqual(got, []int64{3}) {
		t.Errorf("the applicant sits in the step: %v", got)
	}
	only := team()
	only.roles["manager"] = []int64{2}
	a, err = Start(OrderFlow(1_000_000), order(500_000, 2), only, 1)
	must(t, a, err)
	if got := blocking(a); !reflect.DeepEqual(got, []int64{1}) || a.Seats[0].Comment != "approval.why.nobody" {
		t.Errorf("nobody left: the administrator decides, not %v", got)
	}
	gone := team()
	gone.gone = map[int64]bool{2: true, 3: true}
	a, err = Start(OrderFlow(1_000_000), order(500_000, 4), gone, 1)
	must(t, a, err)
	if got := blocking(a); !reflect.DeepEqual(got, []int64{1}) {
		t.Errorf("people who left are not asked: %v", got)
	}
}

func TestCompanyOfOne(t *testing.T) {
	alone := office{roles: map[string][]int64{"owner": {1}}}
	a, err := Start(OrderFlow(1_000_000), order(5_000_000, 1), alone, 9)
	must(t, a, err)
	if a.State != Approved || len(a.Seats) != 2 || a.Seats[1].State != Passed || a.Seats[1].PersonID != 1 {
		t.Errorf("a company of one passes by setting and says so: %+v", a)
	}
	strict := OrderFlow(1_000_000)
	strict.SelfPass = false
	if _, err := Start(strict, order(5_000_000, 1), alone, 9); app.KindOf(err) != app.Invalid {
		t.Errorf("without the setting it is refused, got %v", err)
	}
}

func TestRefuseReturnRecall(t *testing.T) {
	start := func() *Approval {
		a, err := Start(OrderFlow(1_000_000), order(2_000_000, 4), team(), 1)
		return must(t, a, err)
	}
	a := start()
	if err := a.Refuse(2, "  ", 5); app.KindOf(err) != app.Invalid {
		t.Errorf("a refusal without a reason: %v", err)
	}
	if err := a.Refuse(2, "折扣过大", 5); err != nil || a.State != Refused || len(a.Blocking()) != 0 {
		t.Errorf("refused: %+v, %v", a, err)
	}
	if err := a.Agree(3, "", 6); app.KindOf(err) != app.Conflict {
		t.Errorf("agreeing after the end: %v", err)
	}
	a = start()
	if err := a.Return(3, "补充交期", 5); err != nil || a.State != Returned {
		t.Errorf("returned: %v", err)
	}
	a = start()
	if err := a.Recall(2, 5); app.KindOf(err) != app.Denied {
		t.Errorf("only the applicant recalls: %v", err)
	}
	if err := a.Recall(4, 5); err != nil || a.State != Recalled || a.EndedAt != 5 {
		t.Errorf("recalled: %v", err)
	}
}

func TestReturnToStep(t *testing.T) {
	a, err := Start(OrderFlow(1_000_000), order(2_000_000, 4), team(), 1)
	must(t, a, err)
	if err := a.Agree(2, "可以", 2); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []int64{0, 2, 3, -1} {
		if err := a.ReturnTo(1, bad, "再核", 3); app.KindOf(err) != app.Invalid {
			t.Errorf("return to step %d: %v", bad, err)
		}
	}
	if err := a.ReturnTo(1, 1, "毛利再核一次", 3); err != nil {
		t.Fatal(err)
	}
	if a.Step != 1 || !reflect.DeepEqual(blocking(a), []int64{2, 3}) || a.Seats[2].Comment != "毛利再核一次" {
		t.Errorf("after the return: %+v", a)
	}
	if err := a.Agree(2, "", 4); err != nil || !reflect.DeepEqual(blocking(a), []int64{1}) {
		t.Errorf("second round waits for %v, %v", blocking(a), err)
	}
	if err := a.Agree(1, "", 5); err != nil || a.State != Approved {
		t.Errorf("%s %v", a.State, err)
	}
}

func TestAllMustAgree(t *testing.T) {
	f := Flow{Key: "x", Steps: []Step{{Name: "all", Who: Role, Role: "manager", All: true}}}
	a, err := Start(f, order(1, 4), team(), 1)
	must(t, a, err)
	if err := a.Agree(2, "", 2); err != nil || a.State != Running || !reflect.DeepEqual(blocking(a), []int64{3}) {
		t.Fatalf("one of two agreed: %s %v %v", a.State, blocking(a), err)
	}
	if err := a.Agree(3, "", 3); err != nil || a.State != Approved {
		t.Errorf("both agreed: %s %v", a.State, err)
	}
}

func TestManagersAndChosen(t *testing.T) {
	f := Flow{Steps: []Step{{Name: "direct", Who: Manager}, {Name: "up", Who: Chain, Levels: 2}, {Name: "pick", Who: Chosen}}}
	s := order(1, 4)
	s.Chosen = []int64{5, 5, 4}
	a, err := Start(f, s, team(), 1)
	must(t, a, err)
	var got []int64
	for _, seat := range a.Seats {
		got = append(got, seat.PersonID)
	}
	if want := []int64{2, 2, 1, 5}; !reflect.DeepEqual(got, want) || a.Steps != 4 {
		t.Errorf("seats %v in %d steps, want %v", got, a.Steps, want)
	}
	f = Flow{Steps: []Step{{Name: "dept", Who: Named, People: []int64{2}, Units: []int64{8}}, {Who: Named, People: []int64{3}, Kinds: []string{"b"}}}}
	s = order(1, 4)
	s.Unit, s.Kind = 9, "a"
	a, err = Start(f, s, team(), 1)
	must(t, a, err)
	if a.State != Approved || a.Seats[0].Comment != "approval.why.unit" || a.Seats[1].Comment != "approval.why.kind" {
		t.Errorf("no step needed: %+v", a)
	}
}
