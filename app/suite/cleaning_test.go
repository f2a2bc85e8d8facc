package suite_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kontor/app/calendar"
	"kontor/app/cleaning"
	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/listing"
)

func TestScanRemembersWhoIsNotTheSame(t *testing.T) { // CUS-14, DAT-03
	each(t, func(t *testing.T, o *office) {
		add := func(name, mobile string) int64 {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile = name, mobile
			ok(t, o.Customers.Customers.Create(o.boss, c))
			return c.ID
		}
		a, b, c := add("苏州恒拓精密制造有限公司", ""), add("苏州市恒拓精密制造", "19900001001"), add("苏州恒拓精密制造（有限公司）", "")
		add("上海别家贸易", "19900009999")
		scan := func() []dedupe.Group {
			x, err := o.Cleaning.Start(o.boss, "customer", func() {})
			ok(t, err)
			snap := x.Wait()
			ok(t, snap.Err)
			if snap.Read != 4 || snap.Of != 4 || !snap.Done {
				t.Errorf("%+v", snap)
			}
			return snap.Groups
		}
		if g := scan(); len(g) != 1 || len(g[0].IDs) != 3 {
			t.Fatalf("%+v", g)
		}
		ok(t, o.Cleaning.Apart(o.boss, "customer", b, a))
		if g := scan(); len(g) != 1 || len(g[0].IDs) != 3 { // both are still like c
			t.Fatalf("%+v", g)
		}
		ok(t, o.Cleaning.Apart(o.boss, "customer", a, b, c))
		if g := scan(); len(g) != 0 {
			t.Fatalf("%+v", g)
		}
		if o.Cleaning.Latest(o.boss, "customer") == nil {
			t.Error("the result is kept")
		}
		_, _, err := o.History.UndoLast(o.boss)
		ok(t, err)
		if g := scan(); len(g) != 1 {
			t.Errorf("a decision can be undone: %+v", g)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		if err := o.Cleaning.Apart(zhou, "customer", a, b); err == nil {
			t.Error("a decision about customers of others")
		}
		x, err := o.Cleaning.Start(zhou, "customer", func() {})
		ok(t, err)
		if s := x.Wait(); s.Of != 0 || s.Read != 0 {
			t.Errorf("a scan of what one does not see: %+v", s)
		}
		ended, cancel := context.WithCancel(o.boss)
		cancel()
		x, err = o.Cleaning.Start(ended, "customer", func() {})
		ok(t, err)
		if s := x.Wait(); !errors.Is(s.Err, context.Canceled) {
			t.Errorf("cancelled: %v", s.Err)
		}
	})
}

// find runs a rule and gives what it says about records.
func (o *office) findings(t *testing.T, rule string, days int) cleaning.Result {
	t.Helper()
	r, err := o.Cleaning.Find(o.boss, rule, days, nil)
	ok(t, err)
	return r
}

// asStored puts a value into a record as an old file or program may have left it there.
func (o *office) asStored(t *testing.T, kind string, id int64, key, value string) {
	t.Helper()
	typ := o.Ground.Registry.Type(kind)
	ok(t, o.db.InTx(o.boss, func(ctx context.Context) error {
		rec, err := o.db.Load(ctx, typ, id, true)
		if err != nil {
			return err
		}
		typ.Field(key).Set(rec, entity.Str(value))
		return o.db.Update(ctx, typ, rec)
	}))
}

func TestCleaningOfForms(t *testing.T) { // DAT-03, DAT-11
	each(t, func(t *testing.T, o *office) {
		a, b := o.sell(t, o.boss, "苏州恒拓"), o.sell(t, o.boss, "上海舜泽")
		o.asStored(t, "customer", a.ID, "city", "  苏州　 园区 ")
		o.asStored(t, "customer", a.ID, "phone", "（021）5500 3126")
		o.asStored(t, "customer", b.ID, "mobile", "+86 199-0000-1001")
		r := o.findings(t, "customer.form", 0)
		want := map[string]string{"city": "苏州 园区", "phone": "02155003126", "mobile": "19900001001"}
		if r.All != 3 || len(r.Findings) != 3 || r.Read != 2 {
			t.Fatalf("%+v", r)
		}
		for _, f := range r.Findings {
			if f.After.Text() != want[f.Field] || f.Title == "" || f.At == 0 {
				t.Errorf("%s: %q becomes %q, want %q", f.Field, f.Now.Text(), f.After.Text(), want[f.Field])
			}
		}
		// The city was corrected by somebody since the preview: that stays.
		_, err := o.Customers.Customers.Update(o.boss, a.ID, 0, func(c *customer.Customer) error { c.City = "昆山"; return nil })
		ok(t, err)
		done, err := o.Cleaning.Apply(o.boss, r, r.Findings)
		ok(t, err)
		if done.Records != 2 || len(done.Left) != 0 {
			t.Errorf("%+v", done)
		}
		got, err := o.Customers.Customers.Get(o.boss, a.ID)
		ok(t, err)
		if got.City != "昆山" || got.Phone != "02155003126" {
			t.Errorf("cleaned: %q %q", got.City, got.Phone)
		}
		if r := o.findings(t, "customer.form", 0); r.All != 0 {
			t.Errorf("after cleaning: %+v", r.Findings)
		}
		set, _, err := o.History.UndoLast(o.boss)
		ok(t, err)
		if set.Kind != "clean" || set.Reason != "customer.form" {
			t.Errorf("one change set: %s %s", set.Kind, set.Reason)
		}
		if got := o.cell(t, o.boss, "customer", b.ID, "mobile").Text(); got != "+86 199-0000-1001" {
			t.Errorf("the undo gives back what stood there: %q", got)
		}
	})
}

func TestCleaningToTheBin(t *testing.T) { // DAT-11
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		empty, busy := o.sell(t, o.boss, "空壳公司"), o.sell(t, o.boss, "有业务公司")
		ord := o.order(t, busy.ID, 100, "")
		m := o.pay(t, busy.ID, o.account(t, "银行", "bank", 0), ord.HomeMinor)
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))
		_, err = o.Customers.Customers.Update(o.boss, busy.ID, 0, func(c *customer.Customer) error { c.Status = "invalid"; return nil })
		ok(t, err)
		orphan := &customer.Contact{Name: "无人"}
		ok(t, o.Customers.Contacts.Create(o.boss, orphan))
		if r := o.findings(t, "customer.empty", 0); r.All != 0 {
			t.Errorf("what was entered today is not old: %+v", r.Findings)
		}
		o.clock.Move(200 * 24 * time.Hour)
		r := o.findings(t, "customer.empty", 0)
		if r.Days != 180 || r.All != 1 {
			t.Fatalf("%+v", r)
		}
		done, err := o.Cleaning.Apply(zhou, r, r.Findings)
		ok(t, err)
		if done.Records != 0 || len(done.Left) != 1 {
			t.Errorf("without the right to bin: %+v", done)
		}
		done, err = o.Cleaning.Apply(o.boss, r, r.Findings)
		ok(t, err)
		if done.Records != 1 || len(done.Left) != 0 {
			t.Errorf("%+v", done)
		}
		if done, err := o.Cleaning.Apply(o.boss, r, r.Findings); err != nil || done.Records != 0 || len(done.Left) != 1 {
			t.Errorf("a second time nothing is there: %+v %v", done, err)
		}
		if n := o.count(t, o.boss, "customer", listing.IDs([]int64{empty.ID})); n != 0 {
			t.Error("not binned")
		}
		if _, _, err := o.History.UndoLast(o.boss); err != nil {
			t.Fatal(err)
		}
		if n := o.count(t, o.boss, "customer", listing.IDs([]int64{empty.ID, busy.ID})); n != 2 {
			t.Errorf("after the undo %d", n)
		}
		dead := o.findings(t, "customer.dead", 100)
		done, err = o.Cleaning.Apply(o.boss, dead, dead.Findings)
		ok(t, err)
		if dead.All != 1 || done.Records != 0 || len(done.Left) != 1 || done.Left[0].ID != busy.ID {
			t.Errorf("a customer with a running order stays, with the reason: %+v %+v", dead.Findings, done)
		}
		if n := o.count(t, o.boss, "customer", listing.IDs([]int64{empty.ID, busy.ID})); n != 2 {
			t.Errorf("nothing is half done: %d", n)
		}
		if r := o.findings(t, "contact.orphan", 0); r.All != 1 || r.Findings[0].ID != orphan.ID {
			t.Errorf("orphans %+v", r.Findings)
		}
	})
}

func TestAccuracyRules(t *testing.T) { // DAT-12
	each(t, func(t *testing.T, o *office) {
		good := o.Customers.Customers.Desc.New()
		good.Name, good.Mobile, good.Category, good.Industry, good.Mail = "苏州恒拓精密", "19900001001", "general", "food", "a@hengtuo.example"
		ok(t, o.Customers.Customers.Create(o.boss, good))
		bad := o.sell(t, o.boss, "12345")
		o.asStored(t, "customer", bad.ID, "mail", "niemand")
		o.asStored(t, "customer", bad.ID, "credit_code", "91350100M000100Y44")
		kid := &customer.Contact{Name: "许卫东", CustomerID: good.ID, Birthday: calendar.Must("2030-01-01")}
		ok(t, o.Customers.Contacts.Create(o.boss, kid))
		fields := func(r cleaning.Result) map[string]string {
			out := map[string]string{}
			for _, f := range r.Findings {
				if r.Rule.Kind != "customer" || f.ID != good.ID {
					out[f.Field] = f.Reason
				}
			}
			return out
		}
		for rule, want := range map[string]map[string]string{
			"customer.invalid":     {"mail": "invalid", "credit_code": "invalid"},
			"customer.incomplete":  {"category": "missing", "industry": "missing"},
			"customer.implausible": {"name": "name"},
			"contact.implausible":  {"birthday": "birthday"},
		} {
			r := o.findings(t, rule, 0)
			got := fields(r)
			if len(got) != len(want) {
				t.Errorf("%s: %v, want %v", rule, got, want)
			}
			for k, v := range want {
				if got[k] != v {
					t.Errorf("%s: %v, want %v", rule, got, want)
				}
			}
			if _, err := o.Cleaning.Apply(o.boss, r, r.Findings); err == nil {
				t.Errorf("%s changes nothing by itself", rule)
			}
		}
		if r := o.findings(t, "customer.stale", 30); r.All != 0 {
			t.Errorf("fresh ones are stale: %+v", r.Findings)
		}
		o.clock.Move(40 * 24 * time.Hour)
		_, err := o.Customers.Note(o.boss, customer.FollowUp{Activity: customer.Activity{CustomerID: good.ID, Kind: customer.NoteCall, Text: "回访"}})
		ok(t, err)
		if r := o.findings(t, "customer.stale", 30); r.All != 1 || r.Findings[0].ID != bad.ID {
			t.Errorf("stale: %+v", r.Findings)
		}
	})
}
