package suite_test

import (
	"strings"
	"testing"
	"time"

	"kontor/app/audit"
	"kontor/app/customer"
	"kontor/app/listing"
)

// CUS-04: what was said to a customer is corrected, not overwritten, and never vanishes
// without a word.
func TestFollowUpsKeepTheirHistory(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang, chief := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1), o.hire(t, "chief", "manager", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		a, err := o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "账期 30 天"}})
		ok(t, err)
		if customer.CorrectedAt(a.Data) != 0 {
			t.Error("a fresh entry was corrected")
		}
		o.clock.Move(time.Hour)
		_, err = o.Customers.Activities.Update(zhou, a.ID, 0, func(a *customer.Activity) error { a.Text = "账期 60 天"; return nil })
		ok(t, err)
		got, err := o.Customers.Activities.Get(zhou, a.ID)
		ok(t, err)
		if customer.CorrectedAt(got.Data) != o.clock.Now().UnixMilli() {
			t.Errorf("the correction is not marked: %q", got.Data)
		}
		steps, err := o.History.Field(zhou, "activity", a.ID, "text")
		ok(t, err)
		if len(steps) != 2 || steps[0].Before.Text() != "账期 30 天" || steps[0].Person != "同事zhou" {
			t.Errorf("history %+v", steps)
		}
		if _, err = o.Customers.Activities.Update(wang, a.ID, 0, func(a *customer.Activity) error { a.Text = "?"; return nil }); err == nil {
			t.Error("somebody else corrected it")
		}
		_, _, err = o.History.UndoLast(zhou)
		ok(t, err)
		if got, _ = o.Customers.Activities.Get(zhou, a.ID); got.Text != "账期 30 天" || customer.CorrectedAt(got.Data) != 0 {
			t.Errorf("after the undo: %q %q", got.Text, got.Data)
		}

		refused(t, o.Customers.Activities.Archive(zhou, a.ID, 0), "activity.keep")
		refused(t, o.Customers.TakeOut(zhou, a.ID, "写错了"), "activity.keep")
		refused(t, o.Customers.Activities.Archive(chief, a.ID, 0), "activity.reason")
		refused(t, o.Customers.TakeOut(chief, a.ID, "  "), "activity.reason")
		ok(t, o.Customers.TakeOut(chief, a.ID, "记到了别的客户"))
		left, err := o.Customers.Activities.First(zhou, listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "field")))
		ok(t, err)
		if left.Text != "记到了别的客户" || left.LinkID != a.ID || left.OwnerID != o.ids["chief"] {
			t.Errorf("what stays in its place: %+v", left)
		}
		if sets, err := o.History.Timeline(chief, "activity", a.ID, 0, 5); err != nil || sets[0].Kind != customer.ReasonWithdraw || sets[0].Changes[0].Action != audit.Binned {
			t.Errorf("history %+v %v", sets, err)
		}
	})
}

// SAL-51: a manager comments, the owner hears of it once; comments are no contact.
func TestComments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang, chief := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1), o.hire(t, "chief", "manager", 1)
		viewer := o.hire(t, "viewer", "readonly", 1)
		c, other := o.sell(t, zhou, "深圳联芯光电科技有限公司"), o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		a, err := o.Customers.Note(zhou, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "确认账期"}})
		ok(t, err)
		last := o.cell(t, zhou, "customer", c.ID, "last_activity_at").Int()
		o.clock.Move(time.Hour)

		first, err := o.Customers.Comment(chief, customer.Remark{CustomerID: c.ID, EntryID: a.ID, Text: "请带上质检报告"})
		ok(t, err)
		_, err = o.Customers.Comment(chief, customer.Remark{CustomerID: c.ID, Text: "本月重点"})
		ok(t, err)
		if _, err = o.Reminders.Run(zhou); err != nil {
			t.Fatal(err)
		}
		mine, err := o.Reminders.Mine(zhou)
		ok(t, err)
		if len(mine) != 2 || mine[0].Kind != "comment" || mine[0].Subject != c.Name {
			t.Errorf("reminders %+v", mine)
		}
		if mine, _ := o.Reminders.Mine(chief); len(mine) != 0 {
			t.Error("the author is reminded of the own comment")
		}
		if got := o.cell(t, zhou, "customer", c.ID, "last_activity_at").Int(); got != last {
			t.Error("a comment counted as a contact")
		}
		for _, r := range []struct {
			text  string
			entry int64
			id    int64
		}{{" ", 0, c.ID}, {"x", a.ID, other.ID}} {
			if _, err := o.Customers.Comment(chief, customer.Remark{CustomerID: r.id, EntryID: r.entry, Text: r.text}); err == nil {
				t.Errorf("%+v was taken", r)
			}
		}
		if _, err := o.Customers.Comment(wang, customer.Remark{CustomerID: c.ID, Text: "x"}); err == nil {
			t.Error("a stranger commented on a customer that is not to be seen")
		}
		_, err = o.Customers.Comment(viewer, customer.Remark{CustomerID: c.ID, Text: "x"})
		refused(t, err, "access.denied")
		_, err = o.Customers.Activities.Update(chief, first.ID, 0, func(a *customer.Activity) error { a.Text = strings.Repeat("好", 3); return nil })
		ok(t, err)
		_, err = o.Customers.Activities.Update(zhou, first.ID, 0, func(a *customer.Activity) error { a.Text = "?"; return nil })
		if err == nil {
			t.Error("the owner rewrote the manager's comment")
		}
		ok(t, o.Customers.TakeOut(chief, first.ID, "说错了"))
		if mine, _ := o.Reminders.Mine(zhou); len(mine) != 1 {
			t.Errorf("%d reminders after the comment went", len(mine))
		}
	})
}

// Pinned entries: who may change the customer, whoever wrote the entry.
func TestPinnedEntries(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang, chief := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1), o.hire(t, "chief", "manager", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		a, err := o.Customers.Note(chief, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NotePost, Text: "只收承兑"}})
		ok(t, err)
		ok(t, o.Customers.Pin(zhou, a.ID, true))
		got, err := o.Customers.Activities.Get(zhou, a.ID)
		ok(t, err)
		if !got.Pinned || customer.CorrectedAt(got.Data) != 0 {
			t.Errorf("%+v", got)
		}
		if o.Customers.Pin(wang, a.ID, false) == nil {
			t.Error("a stranger took the pin away")
		}
	})
}
