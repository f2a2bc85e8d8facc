package data_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/audit"
	"kontor/app/customfield"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/data"
	"kontor/data/datatest"
)

// wider is a buyer with one field more: one struct line, one line of description, one of
// migration.
type wider struct {
	entity.Head
	Name   string
	WeChat string
}

func TestANewFieldIsEverywhere(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		openShop(t, c)
		ok(t, c.DB.Script(context.Background(), "ALTER TABLE buyer ADD COLUMN wechat TEXT{{c}} NOT NULL DEFAULT ''"))
		g := datatest.Ground(c)
		s := record.New(g, entity.Describe("buyer", "name", func(b *wider, e *entity.Fields) {
			e.Text("name", &b.Name).Must()
			e.Text("wechat", &b.WeChat).Only().Also("微信")
		}))
		rec := must(s.Save(owner, 0, 0, map[string]string{"name": "n", "wechat": "wx_1"}))(t) // form, import
		n := must(listing.Parse(g.Registry, "buyer", "wechat starts wx"))(t)                  // typed filter
		p := must(listing.Allow(owner, g.Registry, see("buyer"), listing.Query{Entity: "buyer", Filter: n, Columns: []string{"wechat"}, Sort: []listing.Sort{{Key: "wechat"}}}))(t)
		var seen string
		ok(t, c.DB.Each(owner, p, func(r listing.Row) error { seen += r.Cells[0].Text(); return nil })) // list, export
		if seen != "wx_1" {
			t.Errorf("list: %q", seen)
		}
		must(s.Update(owner, rec.ID, 1, func(b *wider) error { b.WeChat = "wx_2"; return nil }))(t)
		h := must(s.Form(owner, rec.ID))(t)
		if len(h.Inputs) < 2 || h.Inputs[1].Text != "wx_2" {
			t.Errorf("form: %+v", h.Inputs)
		}
		refused(t, s.Create(owner, &wider{Name: "x", WeChat: "wx_2"}), app.Conflict, "record.taken")
	})
}

func TestCustomFieldsAreDefinedWhileTheProgramRuns(t *testing.T) { // SYS-33
	eachShop(t, func(t *testing.T, s *shop) {
		fields := customfield.New(s.ground, s.DB)
		def := &customfield.Definition{Entity: "buyer", Label: "客户来源", Kind: "choice", Options: "web 网站\nfair 展会\n- old 旧", Pinned: true}
		ok(t, fields.Create(owner, def))
		key := fmt.Sprint("c", def.ID)
		f := s.buyers.Desc.Field(key)
		if f == nil || f.Title != "客户来源" || len(f.Options()) != 3 {
			t.Fatalf("%+v", f)
		}
		must(s.buyers.Save(owner, 0, 0, map[string]string{"name": "n", key: "展会"}))(t)
		n := must(listing.Parse(s.ground.Registry, "buyer", "客户来源 = 展会"))(t)
		if got := s.names(t, owner, listing.Query{Entity: "buyer", Filter: n}); got != "n" {
			t.Errorf("%q", got)
		}
		_, err := fields.Update(owner, def.ID, 0, func(d *customfield.Definition) error { d.Kind = "text"; return nil })
		refused(t, err, app.Conflict, "custom.kind_fixed")
		refused(t, fields.Create(apptest.Seller(7, 1, identity.ScopeAll), &customfield.Definition{Entity: "buyer", Label: "x", Kind: "text"}), app.Denied, "access.right")
		refused(t, fields.Create(owner, &customfield.Definition{Entity: "buyer", Label: "x", Kind: "choice"}), app.Invalid, "custom.options")

		// a second desk, and the next start, see it too
		again := openShop(t, &datatest.Company{DB: s.Again(t), Clock: s.Clock, Address: s.Address, Engine: s.Engine})
		ok(t, customfield.New(again.ground, again.DB).Apply(owner))
		if again.buyers.Desc.Field(key) == nil {
			t.Error("the field is gone after opening again")
		}
		ok(t, fields.Archive(owner, def.ID, 0))
		if s.buyers.Desc.Field(key) != nil {
			t.Error("the field is still there after it was removed")
		}
		_, _, err = s.history.UndoLast(owner)
		ok(t, err)
		if got := must(s.buyers.First(owner, n))(t); got.Custom[key].Text() != "fair" {
			t.Error("undo of the removal lost the values")
		}
	})
}

func TestSharesAreGivenByWhoMayChangeTheRecord(t *testing.T) { // SYS-23
	eachShop(t, func(t *testing.T, s *shop) {
		shares := record.NewShares(s.ground)
		li, wang, chen := apptest.Seller(7, 3, identity.ScopeSelf), apptest.Seller(8, 4, identity.ScopeSelf), apptest.Seller(9, 4, identity.ScopeSelf)
		b := s.add(t, li, buyer{Name: "mine"})
		share := record.Share{Kind: "buyer", RecordID: b.ID, PersonID: 8}
		refused(t, shares.Give(wang, share), app.NotFound, "record.not_found")
		ok(t, shares.Give(li, share))
		must(s.buyers.Get(wang, b.ID))(t)
		refused(t, shares.Give(wang, record.Share{Kind: "buyer", RecordID: b.ID, PersonID: 9}), app.Denied, "access.record")
		share.MayChange, share.Until = true, s.Clock.Now().Add(time.Hour).UnixMilli()
		ok(t, shares.Give(li, share))
		list := must(shares.Of(li, "buyer", b.ID))(t)
		if len(list) != 1 || !list[0].MayChange {
			t.Fatalf("%+v", list)
		}
		must(s.buyers.Update(wang, b.ID, 0, func(b *buyer) error { b.City = "x"; return nil }))(t)
		_, err := s.buyers.Get(chen, b.ID)
		refused(t, err, app.NotFound, "record.not_found")
		ok(t, shares.Take(li, list[0].ID))
		_, err = s.buyers.Get(wang, b.ID)
		refused(t, err, app.NotFound, "record.not_found")
	})
}

func TestBulkRunsAreSeenWhenPublished(t *testing.T) { // DAT-01
	eachShop(t, func(t *testing.T, s *shop) {
		s.add(t, owner, buyer{Name: "old", Code: "K5"})
		var seen int
		s.buyers.Saved.Do(func(context.Context, record.Saved[buyer]) error { seen++; return nil })
		run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: 12, Reason: "list.xlsx", Columns: []string{"name", "code"}}))(t)
		defer run.Close(owner)
		for part := range 3 {
			var recs []any
			for i := range 700 {
				b := s.buyers.Desc.New()
				b.Name, b.Code = fmt.Sprintf("n%d", part*700+i), fmt.Sprintf("K%d", part*700+i)
				if part == 2 && i == 0 {
					b.Code = "K7" // twice in the file
				}
				ok(t, run.Ready(owner, b))
				recs = append(recs, b)
			}
			ok(t, run.Add(owner, recs...))
		}
		refused(t, run.Ready(owner, s.buyers.Desc.New()), app.Invalid, "name: field.required")
		if n := must(s.buyers.Count(owner, listing.Node{}))(t); n != 1 {
			t.Fatalf("%d records are seen before the run is published", n)
		}
		repeats := must(run.Repeated(owner))(t)[s.buyers.Desc.Field("code")]
		if len(repeats) != 2 || repeats[0].Position != 6 || repeats[0].Record != 1 || repeats[1].Position != 1401 || repeats[1].Earlier != 8 {
			t.Fatalf("repeats: %+v", repeats)
		}
		ok(t, run.Drop(owner, 6, 1401))
		one := s.add(t, owner, buyer{Name: "saved meanwhile"})
		var progress []int64
		n, err := run.Publish(owner, func(done int64) { progress = append(progress, done) })
		ok(t, err)
		if n != 2098 || len(progress) < 2 || progress[len(progress)-1] != n || seen != 2099 {
			t.Errorf("published %d in %v, effects saw %d", n, progress, seen)
		}
		rec := must(s.buyers.First(owner, listing.Is("code", listing.Eq, "K2099")))(t)
		if rec.ImportID != 12 || rec.OwnerID != 1 || rec.Version != 1 || rec.UID == "" || rec.ID == one.ID {
			t.Errorf("%+v", rec.Head)
		}
		next := s.add(t, owner, buyer{Name: "after"})
		if next.ID <= rec.ID {
			t.Errorf("id %d is not behind the run's %d", next.ID, rec.ID)
		}
		sets := must(s.history.Timeline(owner, "buyer", rec.ID, 0, 10))(t)
		if len(sets) != 1 || sets[0].Kind != "import" || sets[0].ImportID != 12 || sets[0].Reason != "list.xlsx" || !sets[0].Changes[0].Bodiless {
			t.Errorf("history: %+v", sets)
		}
		must(s.DB.Seal(context.Background()))(t)
		ok(t, s.DB.VerifyStrict(context.Background()))
	})
}

func TestAWholeImportIsReverted(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		old := s.add(t, owner, buyer{Name: "old", City: "a"})
		run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: 12}))(t)
		for i := range 250 {
			b := s.buyers.Desc.New()
			b.Name = fmt.Sprint(i)
			ok(t, run.Ready(owner, b))
			ok(t, run.Add(owner, b))
		}
		must(run.Publish(owner, nil))(t)
		ok(t, run.Close(owner))
		ctx := audit.Why(owner, audit.Reason{Kind: "import", ImportID: 12})
		must(s.buyers.Update(ctx, old.ID, 0, func(b *buyer) error { b.City, b.Remarks = "b", "b"; return nil }))(t)
		must(s.buyers.Update(owner, old.ID, 0, func(b *buyer) error { b.Remarks = "c"; return nil }))(t)
		clashes := must(s.history.RevertImport(owner, 12, nil))(t)
		got := must(s.buyers.Get(owner, old.ID))(t)
		if n := must(s.buyers.Count(owner, listing.Node{}))(t); n != 1 || got.City != "a" || got.Remarks != "c" || len(clashes) != 1 {
			t.Errorf("%d live, %+v, %+v", n, got, clashes)
		}
		must(s.history.RevertImport(owner, 12, nil))(t) // again does no harm
	})
}

func TestBulkRunsNeedTheRights(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		li := apptest.Seller(7, 3, identity.ScopeSelf)
		_, err := s.buyers.OpenBulk(li, record.BulkParams{Columns: []string{"name", "secret"}})
		refused(t, err, app.Denied, "access.field")
		lined := must(s.offers.OpenBulk(owner, record.BulkParams{}))(t)
		defer lined.Close(owner)
		refused(t, lined.Add(owner, &offer{Lines: []offerLine{{}}}), app.Internal, "record.bulk_with_lines")
		run := must(s.buyers.OpenBulk(li, record.BulkParams{Columns: []string{"name"}}))(t)
		defer run.Close(li)
		refused(t, run.Ready(li, &buyer{Head: entity.Head{OwnerID: 99}, Name: "x"}), app.Denied, "access.record")
	})
}

func TestRunsThatDiedLeaveNothingBehind(t *testing.T) {
	eachShop(t, func(t *testing.T, s *shop) {
		bg := context.Background()
		run := must(s.buyers.OpenBulk(owner, record.BulkParams{ImportID: 3}))(t)
		for i := range 2 {
			ok(t, run.Add(owner, &buyer{Head: entity.Head{UID: fmt.Sprint(i), CreatedAt: 1, UpdatedAt: 1}, Name: "x"}))
		}
		must(run.Publish(owner, nil))(t)
		if dead := must(s.DB.SweepBulk(bg))(t); len(dead) != 0 {
			t.Errorf("a living run was swept: %+v", dead)
		}
		s.Clock.Move(2 * time.Hour)
		dead := must(s.DB.SweepBulk(bg))(t)
		if len(dead) != 1 || dead[0].ImportID != 3 || dead[0].Published != 2 || dead[0].Entity != "buyer" {
			t.Errorf("%+v", dead)
		}
		if err := s.DB.Do(bg, "SELECT 1 FROM stage_1"); err == nil {
			t.Error("the staged records are still there")
		}
	})
}

// TestKilledBetweenCommitAndNotice runs this test program again as a child that saves and
// prints each acknowledged number; it is killed in the middle, again and again.
func TestKilledBetweenCommitAndNotice(t *testing.T) {
	if path := os.Getenv("KONTOR_TEST_CHILD"); path != "" {
		writeUntilKilled(t, path)
		return
	}
	rounds := 12
	c := datatest.Open(t, data.SQLite)
	s := openShop(t, c)
	acknowledged := 0
	for range rounds {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilledBetweenCommitAndNotice$", "-test.count=1")
		cmd.Env = append(os.Environ(), "KONTOR_TEST_CHILD="+c.Address)
		var out bytes.Buffer
		cmd.Stdout = &out
		ok(t, cmd.Start())
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
			if n := must(s.buyers.Count(owner, listing.Node{}))(t); n >= int64(acknowledged+3) {
				break
			}
		}
		ok(t, cmd.Process.Kill())
		_ = cmd.Wait()
		for _, line := range strings.Split(out.String(), "\n") {
			n, err := strconv.Atoi(strings.TrimPrefix(line, "saved "))
			if err != nil {
				continue
			}
			acknowledged++
			if _, err := s.buyers.First(owner, listing.Is("code", listing.Eq, fmt.Sprint("N", n))); err != nil {
				t.Fatalf("record %d was acknowledged and is gone: %v", n, err)
			}
		}
		// what was committed is whole: record, history and effect stand together
		live := must(s.buyers.Count(owner, listing.Node{}))(t)
		sets := must(s.DB.Number(context.Background(), "SELECT count(*) FROM change_set"))(t)
		effects := must(s.DB.Number(context.Background(), "SELECT coalesce(sum(open_minor), 0) FROM buyer_summary"))(t)
		if live != sets || live != effects || live < int64(acknowledged) {
			t.Fatalf("%d records, %d change sets, %d effects, %d acknowledged", live, sets, effects, acknowledged)
		}
		acknowledged = int(live)
	}
	if acknowledged == 0 {
		t.Error("nothing was ever saved")
	}
	must(s.DB.Seal(context.Background()))(t)
	ok(t, s.DB.VerifyStrict(context.Background()))
}

func writeUntilKilled(t *testing.T, path string) {
	c := &datatest.Company{Clock: apptest.NewClock(), Address: path, Engine: data.SQLite}
	c.DB = c.Again(t)
	s := openShop(t, c)
	s.ground.Notices.Listen(func(effect.Notice) { time.Sleep(time.Millisecond) }) // a wide gap to be killed in
	s.buyers.Saved.Do(func(ctx context.Context, e record.Saved[buyer]) error {
		return s.DB.Add(ctx, "buyer", e.After.ID, "open_minor", 1)
	})
	for n := int(must(s.buyers.Count(owner, listing.Node{}))(t)); ; n++ {
		s.add(t, owner, buyer{Name: "x", Code: fmt.Sprint("N", n)})
		fmt.Println("saved", n)
	}
}
