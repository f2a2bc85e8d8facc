package suite_test

import (
	"context"
	"fmt"
	"math/rand"
	"sort"
	"strings"
	"testing"

	"kontor/app/audit"
	"kontor/app/blob"
	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/mail"
	"kontor/app/merge"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/data"
)

// state writes down every record of the company, in the bin or not, and every contributed
// column; what counts saves and what a merge itself leaves behind is left out.
func (o *office) state(t *testing.T) map[string]string {
	t.Helper()
	sys := identity.System(o.boss, "state")
	out := map[string]string{}
	for _, typ := range o.Ground.Registry.Types() {
		if typ.Name == merge.Runs {
			continue
		}
		var keys []string
		for _, f := range typ.Fields() {
			if f.Key != "version" && f.Key != "updated_at" {
				keys = append(keys, f.Key)
			}
		}
		for _, bin := range []bool{false, true} {
			plan, err := listing.Allow(sys, o.Ground.Registry, identity.May(typ.Name, identity.See), listing.Query{Entity: typ.Name, Columns: keys, Bin: bin})
			ok(t, err)
			ok(t, o.db.Each(sys, plan, func(r listing.Row) error {
				var cells []string
				for i, c := range r.Cells {
					if !c.IsEmpty() { // an untouched sum and a sum of nothing are the same
						cells = append(cells, plan.Columns()[i].Field.Key+"="+c.String())
					}
				}
				out[fmt.Sprintf("%s %d %v", typ.Name, r.ID, bin)] = strings.Join(cells, " ")
				return nil
			}))
		}
	}
	links, err := data.NewMail(o.db, o.Spelling).Links(sys, []string{"m1", "m2", "m3", "m4"})
	ok(t, err)
	for _, l := range links {
		out["mail "+l.Key+" "+l.Entity+" "+fmt.Sprint(l.RecordID)] = l.How
	}
	return out
}

func different(a, b map[string]string) []string {
	var out []string
	for k, v := range a {
		if b[k] != v {
			out = append(out, fmt.Sprintf("%s\n  was %s\n  is  %s", k, v, b[k]))
		}
	}
	for k, v := range b {
		if _, ok := a[k]; !ok {
			out = append(out, fmt.Sprintf("%s\n  is new: %s", k, v))
		}
	}
	sort.Strings(out)
	return out
}

// double makes a customer with business of every kind; what exactly is chance.
func (o *office) double(t *testing.T, r *rand.Rand, name, mobile string, bank int64) *customer.Customer {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name, c.Mobile, c.Grade, c.Tags = name, mobile, []string{"a", "b", ""}[r.Intn(3)], [][]string{{"frame"}, {"material", "fair"}, nil}[r.Intn(3)]
	c.Remark = []string{"", "夏季停产 2 周", "送货走东门"}[r.Intn(3)]
	// Bulk data of before the rule: today the second one would be refused.
	ok(t, o.Customers.Create(dedupe.Checked(o.boss), c, &customer.Contact{Name: "许卫东", Mobile: "19900001001", Title: []string{"", "采购"}[r.Intn(2)]}))
	for i := range r.Intn(3) {
		ok(t, o.Customers.Contacts.Create(o.boss, &customer.Contact{Name: fmt.Sprintf("联系人%d", i), Mobile: fmt.Sprintf("199%08d", r.Intn(90_000_000)), CustomerID: c.ID}))
	}
	for range 1 + r.Intn(3) {
		_, err := o.Customers.Note(o.boss, customer.FollowUp{
			Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: "回访", At: o.clock.Now().UnixMilli() - int64(r.Intn(1e9))},
			Next:     &customer.Task{Title: "再访", Kind: customer.TaskCall, DueOn: o.Ground.Registry.Today().AddDays(r.Intn(30))},
		})
		ok(t, err)
	}
	if r.Intn(2) == 0 {
		d := o.Sales.Opportunities.Desc.New()
		d.Name, d.CustomerID, d.Stage, d.AmountMinor, d.CloseOn = "整线改造", c.ID, "proposal", 1000_00, o.Ground.Registry.Today().AddDays(40)
		ok(t, o.Sales.Opportunities.Create(o.boss, d))
	}
	if r.Intn(2) == 0 {
		q := o.draft(t, o.boss, c.ID, 500)
		_, err := o.Sales.Send(o.boss, q.ID)
		ok(t, err)
	}
	o.draft(t, o.boss, c.ID, 100)
	for range 1 + r.Intn(2) {
		ord := o.order(t, c.ID, int64(1000+r.Intn(5000)), "s30_70")
		m := o.pay(t, c.ID, bank, money.Minor(1+r.Intn(90_000)))
		shares, err := o.Finance.ProposeFor(o.boss, m.ID)
		ok(t, err)
		ok(t, o.Finance.Allocate(o.boss, m.ID, shares))
		_ = ord
	}
	return c
}

// A merge moves everything and its undo gives back exactly the state before; sums add up
// at every step, and the undo of the undo merges again.
func TestMergeThenUndoIsTheStateBefore(t *testing.T) { // CUS-14, DAT-03
	each(t, func(t *testing.T, o *office) {
		bank := o.account(t, "招商银行 6621", "bank", 0)
		shares := record.NewShares(o.Ground)
		zhou := o.hire(t, "zhou", "sales", 1)
		for seed := range int64(4) {
			r := rand.New(rand.NewSource(seed))
			a := o.double(t, r, fmt.Sprintf("苏州恒拓精密制造有限公司%d", seed), "19900001001", bank)
			b := o.double(t, r, fmt.Sprintf("恒拓精密制造(苏州)公司%d", seed), "19900001001", bank)
			ok(t, shares.Give(o.boss, record.Share{Kind: "customer", RecordID: b.ID, PersonID: o.ids["zhou"]}))
			_, err := o.Customers.Customers.Update(o.boss, a.ID, 0, func(c *customer.Customer) error { c.ParentID = b.ID; return nil })
			ok(t, err)
			post := data.NewMail(o.db, o.Spelling)
			for i, to := range [][]int64{{a.ID}, {b.ID}, {a.ID, b.ID}} {
				for _, id := range to {
					ok(t, o.db.InTx(o.boss, func(ctx context.Context) error {
						_, err := post.Link(ctx, mail.Link{Key: fmt.Sprint("m", i+1), Entity: "customer", RecordID: id, How: "hand"})
						return err
					}))
				}
			}
			before := o.state(t)
			p, err := o.Merges.Preview(o.boss, "customer", a.ID, b.ID)
			ok(t, err)
			choices := map[string]merge.Choice{}
			for _, row := range p.Rows {
				side := row.Suggest
				if r.Intn(2) == 0 && !row.Locked {
					side = []merge.Side{merge.FromKeep, merge.FromGone, merge.FromBoth}[r.Intn(3)]
				}
				choices[row.Field.Key] = merge.Choice{From: side}
			}
			choices["city"] = merge.Choice{From: merge.Typed, Text: "苏州"}
			done, err := o.Merges.Merge(o.boss, merge.Wish{Kind: "customer", Keep: a.ID, Gone: b.ID, KeepVersion: p.Keep.Version, GoneVersion: p.Gone.Version, Choices: choices})
			ok(t, err)
			o.merged(t, a.ID, b.ID, p, done)
			after := o.state(t)
			if _, err := o.Customers.Customers.Get(zhou, a.ID); err != nil {
				t.Errorf("the share did not move: %v", err)
			}
			clashes, undone := undoLast(t, o)
			if len(clashes) != 0 || undone != "merge" {
				t.Fatalf("undo of %q: %+v", undone, clashes)
			}
			if d := different(before, o.state(t)); len(d) > 0 {
				t.Fatalf("seed %d: after the undo %d records differ:\n%s", seed, len(d), strings.Join(d[:min(6, len(d))], "\n"))
			}
			o.addsUp(t)
			if _, err := o.History.Redo(o.boss); err != nil {
				t.Fatal(err)
			}
			if d := different(after, o.state(t)); len(d) > 0 {
				t.Fatalf("seed %d: after the redo %d records differ:\n%s", seed, len(d), strings.Join(d[:min(6, len(d))], "\n"))
			}
			o.addsUp(t)
		}
	})
}

// merged checks that everything hangs on the one kept.
func (o *office) merged(t *testing.T, keep, gone int64, p merge.Preview, done merge.Done) {
	t.Helper()
	total := int64(0)
	for _, k := range p.Kids {
		switch k.Kind {
		case "mail":
			if k.Keep != 2 || k.Gone != 2 {
				t.Errorf("mails %d + %d", k.Keep, k.Gone)
			}
			continue
		case "share":
			continue
		}
		typ := o.Ground.Registry.Type(k.Kind)
		if typ.Field("customer_id") == nil {
			continue
		}
		total += k.Gone
		if n := o.count(t, o.boss, k.Kind, is("customer_id", gone)); n != 0 {
			t.Errorf("%d %s stayed behind", n, k.Kind)
		}
		if n := o.count(t, o.boss, k.Kind, is("customer_id", keep)); n != k.Keep+k.Gone-k.Joined {
			t.Errorf("%s: %d, counted before %d + %d - %d", k.Kind, n, k.Keep, k.Gone, k.Joined)
		}
	}
	if done.Parts != 1 || done.Moved < int(total)-1 {
		t.Errorf("%+v of %d", done, total)
	}
	if n := o.count(t, o.boss, "contact", listing.All(is("customer_id", keep), listing.Is("main", listing.Eq, "1"))); n != 1 {
		t.Errorf("%d main contacts", n)
	}
	c, err := o.Customers.Customers.Get(o.boss, keep)
	ok(t, err)
	if c.ParentID != 0 || c.City != "苏州" {
		t.Errorf("the one kept: %+v", c)
	}
	g, err := o.Ground.Store.Load(o.boss, o.Ground.Registry.Type("customer"), gone, false)
	ok(t, err)
	if entity.HeadOf(g).Archived != entity.Binned {
		t.Error("the one that goes is still there")
	}
	links, err := data.NewMail(o.db, o.Spelling).Links(o.boss, []string{"m1", "m2", "m3"})
	ok(t, err)
	for _, l := range links {
		if l.RecordID == gone {
			t.Errorf("mail %s stayed behind", l.Key)
		}
	}
	o.addsUp(t)
}

func (o *office) addsUp(t *testing.T) {
	t.Helper()
	diffs, err := o.Ground.CheckSums(identity.System(o.boss, "check"))
	ok(t, err)
	if len(diffs) != 0 {
		t.Fatalf("sums that do not add up: %+v", diffs)
	}
}

func TestMergeIsRefused(t *testing.T) { // DAT-03
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		a, b := o.sell(t, zhou, "苏州恒拓"), o.sell(t, zhou, "恒拓苏州")
		wish := merge.Wish{Kind: "customer", Keep: a.ID, Gone: b.ID}
		_, err := o.Merges.Merge(zhou, wish)
		refused(t, err, "access.denied") // salespeople bin no customers
		_, err = o.Merges.Merge(o.boss, merge.Wish{Kind: "customer", Keep: a.ID, Gone: a.ID})
		refused(t, err, "merge.itself")
		wish.GoneVersion = b.Version + 5
		_, err = o.Merges.Merge(o.boss, wish)
		refused(t, err, "merge.stale")
		wish.GoneVersion, wish.Choices = 0, map[string]merge.Choice{"credit_code": {From: merge.Typed, Text: "91350100M000100Y44"}}
		_, err = o.Merges.Merge(o.boss, wish)
		refused(t, err, "customer.credit_code")
		if c, err := o.Customers.Customers.Get(zhou, b.ID); err != nil || c.Archived != entity.Live {
			t.Errorf("a refused merge leaves everything: %v", err)
		}
		wish.Choices = nil
		_, err = o.Merges.Merge(o.boss, wish)
		ok(t, err)
		_, err = o.Merges.Merge(o.boss, wish)
		if err == nil {
			t.Error("merged twice")
		}
	})
}

// What was changed since stays and is named; what came since stays with the one kept.
func TestUndoOfAMergeKeepsWhatCameSince(t *testing.T) { // DAT-03
	each(t, func(t *testing.T, o *office) {
		a, b := o.sell(t, o.boss, "苏州恒拓"), o.sell(t, o.boss, "恒拓苏州")
		_, err := o.Customers.Customers.Update(o.boss, b.ID, 0, func(c *customer.Customer) error { c.City = "苏州"; return nil })
		ok(t, err)
		q := o.draft(t, o.boss, b.ID, 100)
		_, err = o.Merges.Merge(o.boss, merge.Wish{Kind: "customer", Keep: a.ID, Gone: b.ID, Choices: map[string]merge.Choice{"city": {From: merge.FromGone}}})
		ok(t, err)
		set, _, err := o.History.Last(o.boss)
		ok(t, err)
		_, err = o.Customers.Customers.Update(o.boss, a.ID, 0, func(c *customer.Customer) error { c.City = "昆山"; return nil })
		ok(t, err)
		late := o.draft(t, o.boss, a.ID, 200)
		clashes, err := o.History.Undo(o.boss, set.ID)
		ok(t, err)
		if len(clashes) != 1 || clashes[0].Key != "city" {
			t.Errorf("%+v", clashes)
		}
		for id, want := range map[int64]int64{q.ID: b.ID, late.ID: a.ID} {
			got, err := o.Sales.Quotes.Get(o.boss, id)
			ok(t, err)
			if got.CustomerID != want {
				t.Errorf("quote %d belongs to %d, want %d", id, got.CustomerID, want)
			}
		}
	})
}

// undoLast takes the newest change back and tells what it was.
func undoLast(t *testing.T, o *office) ([]audit.Clash, string) {
	t.Helper()
	set, clashes, err := o.History.UndoLast(o.boss)
	ok(t, err)
	return clashes, set.Kind
}

// CUS-54: a file that hangs on both customers hangs on the merged one once; undo gives
// either its own again.
func TestTheSameFileOfBothIsKeptOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		keep, gone := o.sell(t, o.boss, "苏州明达机械有限公司").ID, o.sell(t, o.boss, "苏州明达").ID
		attach := func(to int64, sum, name string) {
			_, err := o.Customers.Attach(o.boss, customer.Of{Customer: to}, blob.Ref{Sum: blob.Sum(strings.Repeat(sum, 32)), Name: name}, 7)
			ok(t, err)
		}
		attach(keep, "ab", "执照.pdf")
		attach(gone, "ab", "执照.pdf")
		attach(gone, "cd", "图纸.dwg")
		files := func(id int64) int64 {
			n, err := o.Customers.Attachments.Count(o.boss, listing.Is("customer_id", listing.Eq, fmt.Sprint(id)))
			ok(t, err)
			return n
		}
		done, err := o.Merges.Merge(o.boss, merge.Wish{Kind: customer.Customers, Keep: keep, Gone: gone})
		ok(t, err)
		if files(keep) != 2 || done.Parts != 1 {
			t.Errorf("%d files, %d joined", files(keep), done.Parts)
		}
		_, _, err = o.History.UndoLast(o.boss)
		ok(t, err)
		if files(keep) != 1 || files(gone) != 2 {
			t.Errorf("after undo %d and %d", files(keep), files(gone))
		}
	})
}
