package suite_test

import (
	"testing"
	"time"

	"kontor/app/approval"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/sales"
)

// A published flow is for new submissions; what runs finishes as it was submitted; a draft
// touches nothing. OA-23
func TestFlowsArePublished(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "manager", 1)
		o.hire(t, "li", "finance", 1)
		c := o.sell(t, zhou, "天津渤远冷链物流有限公司")
		order := func(yuan int64, terms string) *sales.Order {
			q := o.draft(t, zhou, c.ID, yuan)
			_, err := o.Sales.Send(zhou, q.ID)
			ok(t, err)
			ord, err := o.Sales.Convert(zhou, q.ID)
			ok(t, err)
			_, err = o.Sales.Orders.Update(zhou, ord.ID, 0, func(x *sales.Order) error { x.PaymentTerms = terms; return nil })
			ok(t, err)
			ord, err = o.Sales.Submit(zhou, ord.ID)
			ok(t, err)
			return ord
		}
		seats := func(id int64) []approval.Seat {
			list, err := o.Approvals.Of(zhou, sales.Orders, id)
			ok(t, err)
			return list[0].Seats
		}
		old := order(10000, "d30")
		if s := seats(old.ID); len(s) != 2 || s[1].State == approval.Skipped {
			t.Fatalf("exactly 10,000 needs two steps: %+v", s)
		}
		f, err := o.Approvals.FlowOf(o.boss, sales.FlowOrder)
		ok(t, err)
		f.Steps = f.Steps[1:] // the review of deals closed elsewhere is not asked for here
		f.Steps = append(f.Steps, approval.Step{Name: "账期复核", Who: approval.Role, Role: identity.RoleFinance, When: entity.When{Terms: []entity.Term{{Key: "payment_terms", Op: "is", Value: "d90"}}}})
		ok(t, o.Approvals.SaveDraft(o.boss, f))
		if s := seats(order(500, "d90").ID); len(s) != 2 {
			t.Errorf("a draft touches nothing: %+v", s)
		}
		_, err = o.Approvals.Publish(zhou, f)
		refused(t, err, "access.right")
		bad := f
		bad.Steps = append([]approval.Step(nil), f.Steps...)
		bad.Steps[2].When.Terms = []entity.Term{{Key: "nothing", Op: "is", Value: "1"}}
		_, err = o.Approvals.Publish(o.boss, bad)
		refused(t, err, "rule.field")
		bad.Steps[2] = approval.Step{Name: "x", Who: approval.Role}
		_, err = o.Approvals.Publish(o.boss, bad)
		refused(t, err, "approval.step_who")
		f.Steps[2].When.Terms = []entity.Term{{Key: "payment_terms", Op: "is", Value: "d90"}}
		f, err = o.Approvals.Publish(o.boss, f)
		ok(t, err)
		if f.Version != 1 {
			t.Errorf("version %d", f.Version)
		}
		n, err := o.Approvals.RunningOf(o.boss, sales.FlowOrder)
		ok(t, err)
		if s := seats(old.ID); n != 2 || len(s) != 2 {
			t.Errorf("%d run as they were submitted: %+v", n, s)
		}
		if s := seats(order(500, "d90").ID); len(s) != 3 || s[1].State != approval.Skipped || s[2].PersonID != o.ids["li"] {
			t.Errorf("the condition on the terms: %+v", s)
		}
		if s := seats(order(500, "d30").ID); s[2].State != approval.Skipped || s[2].Comment != "approval.why.condition" {
			t.Errorf("it does not hold: %+v", s)
		}
		tried, err := o.Approvals.Trial(o.boss, f, approval.Subject{Amount: 50_000_00, Applicant: o.ids["zhou"]})
		ok(t, err)
		if len(tried) != 3 || !tried[0].Needed || tried[0].People[0] != o.ids["wang"] || !tried[1].Needed || tried[2].Needed {
			t.Errorf("%+v", tried)
		}
		_ = wang
	})
}

// What waits is handed on, chased and seen: who blocks, and since when. OA-23 WB-19
func TestApprovalsDoNotStandStill(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "manager", 1)
		chen := o.hire(t, "chen", "sales", 1)
		c := o.sell(t, zhou, "天津渤远冷链物流有限公司")
		f, err := o.Approvals.FlowOf(o.boss, sales.FlowOrder)
		ok(t, err)
		f.Steps[1].Remind, f.Steps[1].Escalate = 24, 48 // the manager: behind the review of deals closed elsewhere
		_, err = o.Approvals.Publish(o.boss, f)
		ok(t, err)
		q := o.draft(t, zhou, c.ID, 500)
		_, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
		ord, err := o.Sales.Convert(zhou, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(zhou, ord.ID)
		ok(t, err)
		asked, err := o.Approvals.Asked(zhou, 10)
		ok(t, err)
		if len(asked) != 1 || len(asked[0].Waits) != 1 || asked[0].Names[asked[0].Waits[0].PersonID] != "同事wang" {
			t.Fatalf("the applicant sees whom it waits for: %+v", asked)
		}
		id := asked[0].ID
		_, err = o.Approvals.Delegate(wang, id, o.ids["zhou"], "休假")
		refused(t, err, "approval.delegate_to")
		_, err = o.Approvals.Delegate(chen, id, o.ids["lin"], "x")
		refused(t, err, "approval.not_asked")
		_, err = o.Approvals.Delegate(wang, id, o.ids["chen"], "休假")
		ok(t, err)
		mine, err := o.Approvals.Pending(chen)
		ok(t, err)
		if len(mine) != 1 {
			t.Fatalf("handed on: %+v", mine)
		}
		ok(t, o.Approvals.Chase(o.boss))
		o.clock.Move(25 * time.Hour)
		ok(t, o.Approvals.Chase(o.boss))
		ok(t, o.Approvals.Chase(o.boss)) // once is enough
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		told, err := o.Reminders.Mine(chen)
		ok(t, err)
		n := 0
		for _, r := range told {
			if r.Kind == "approval_waits" {
				n++
			}
		}
		if n != 1 {
			t.Errorf("reminded %d times: %+v", n, told)
		}
		o.clock.Move(24 * time.Hour)
		ok(t, o.Approvals.Chase(o.boss))
		waiting, err := o.Approvals.Pending(o.boss)
		ok(t, err)
		if len(waiting) != 1 {
			t.Fatalf("after two days it is with the next one up: %+v", waiting)
		}
		_, err = o.Approvals.Agree(o.boss, id, "")
		ok(t, err)
		done, err := o.Approvals.Decided(o.boss, 10)
		ok(t, err)
		if len(done) != 1 || done[0].State != approval.Approved || len(done[0].Seats) < 3 {
			t.Errorf("%+v", done)
		}
	})
}
