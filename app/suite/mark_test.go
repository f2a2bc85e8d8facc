package suite_test

import (
	"testing"
	"time"

	"kontor/app/mark"
)

// WB-23: one mark on records of several kinds; whoever looks sees those that he may see.
func TestMarks(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		c := o.sell(t, zhou, "深圳联芯光电科技有限公司")
		q := o.draft(t, zhou, c.ID, 100)
		theirs := o.sell(t, wang, "苏州恒拓精密制造有限公司")

		id, err := o.Marks.Save(zhou, 0, " 周一例会 ", true)
		ok(t, err)
		_, err = o.Marks.Save(zhou, 0, "周一例会", false)
		refused(t, err, "mark.taken")
		n, err := o.Marks.Put(zhou, id, "customer", []int64{c.ID, c.ID})
		ok(t, err)
		if n != 1 {
			t.Errorf("%d new", n)
		}
		_, err = o.Marks.Put(zhou, id, "quote", []int64{q.ID})
		ok(t, err)
		if _, err = o.Marks.Put(zhou, id, "customer", []int64{theirs.ID}); err == nil {
			t.Error("a customer that is not to be seen was marked")
		}
		_, err = o.Marks.Put(wang, id, "customer", []int64{theirs.ID}) // a shared mark is for all
		ok(t, err)

		kinds := func(who string, want map[string]int) {
			t.Helper()
			got, err := o.Marks.Records(o.as(t, who), id)
			ok(t, err)
			have := map[string]int{}
			for _, g := range got {
				have[g.Kind] = len(g.Records)
			}
			if len(have) != len(want) {
				t.Errorf("%s sees %v, want %v", who, have, want)
			}
			for k, n := range want {
				if have[k] != n {
					t.Errorf("%s sees %v, want %v", who, have, want)
				}
			}
		}
		kinds("lin", map[string]int{"customer": 2, "quote": 1})
		kinds("zhou", map[string]int{"customer": 1, "quote": 1})
		kinds("wang", map[string]int{"customer": 1})

		_, err = o.Marks.Save(wang, id, "别的名字", true)
		refused(t, err, "mark.other")
		refused(t, o.Marks.Delete(wang, id), "mark.other")
		err = o.Ground.Service(mark.Items).Create(wang, &mark.Item{MarkID: id, Kind: "customer", RecordID: c.ID})
		refused(t, err, "record.not_found") // nor by the way around the service

		o.clock.Move(time.Minute)
		own, err := o.Marks.Save(wang, 0, "我的", false)
		ok(t, err)
		_, err = o.Marks.Put(wang, own, "customer", []int64{theirs.ID})
		ok(t, err)
		if list, err := o.Marks.List(wang); err != nil || len(list) != 2 || list[0].Name != "我的" || list[0].Count != 1 {
			t.Errorf("the last used comes first: %+v %v", list, err)
		}
		if list, err := o.Marks.List(zhou); err != nil || len(list) != 1 || !list[0].Mine {
			t.Errorf("an own mark is seen by others: %+v %v", list, err)
		}
		_, err = o.Marks.Records(zhou, own)
		refused(t, err, "record.not_found")
		if on, err := o.Marks.Of(zhou, "customer", c.ID); err != nil || !on[id] {
			t.Errorf("%v %v", on, err)
		}
		ok(t, o.Marks.Take(zhou, id, "customer", []int64{c.ID}))
		kinds("zhou", map[string]int{"quote": 1})
		_, _, err = o.History.UndoLast(zhou)
		ok(t, err)
		kinds("zhou", map[string]int{"customer": 1, "quote": 1})
		ok(t, o.Marks.Delete(zhou, id))
		if list, _ := o.Marks.List(zhou); len(list) != 0 {
			t.Errorf("after deleting: %+v", list)
		}
	})
}
