package data

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"kontor/app/identity"
	"kontor/app/listing"
)

// Whatever a search finds, a scan of all records agrees, for any person; also while
// saves wait for the indexer, after changes, moves and deletions, and after a rebuild.
func TestSearchAgreesWithScan(t *testing.T) { // CUS-26
	eachEngine(t, func(t *testing.T, db *DB) { agrees(t, newFirms(t, db)) })
}

func agrees(t *testing.T, f *firms) {
	t.Helper()
	was := dirtyTime
	dirtyTime = time.Hour
	t.Cleanup(func() { dirtyTime = was })
	const n = 2500
	r := rand.New(rand.NewPCG(3, 4))
	f.save(makeFirms(1, n)...)
	compare := func(when string, rounds int) {
		t.Helper()
		for i := range rounds {
			text := typed(r, f.all[1+r.Int64N(n-1)], f.find.spell)
			who := []*identity.Actor{boss, seller(2 + r.Int64N(40))}[i%2]
			want := f.scan(who, text)
			got := slices.DeleteFunc(f.ids(who, "firm", text), func(id int64) bool {
				return who != boss && f.all[id].OwnerID != who.ID // the list narrows by itself
			})
			if !slices.Equal(got, want) {
				t.Fatalf("%s: %q finds %d records, a scan %d\n%v\n%v", when, text, len(got), len(want), got, want)
			}
			hits := f.finds(who, "firm", text, 20)
			if len(hits) != min(20, len(want)) {
				t.Fatalf("%s: %q shows %d of %d", when, text, len(hits), len(want))
			}
			for _, h := range hits {
				if !slices.Contains(want, h.ID) {
					t.Fatalf("%s: %q shows %s", when, text, f.all[h.ID].Name)
				}
			}
		}
	}
	compare("nothing indexed", 20)
	f.drain()
	compare("all indexed", 150)
	var changed []*firm
	for id := int64(1); id < n; id += 7 {
		c := *makeFirm(id + 1_000_000)
		c.ID = id
		if id%3 == 0 {
			c.Archived = 1
		}
		changed = append(changed, &c)
	}
	f.save(changed[:len(changed)/2]...)
	compare("some wait", 60)
	f.drain()
	f.save(changed[len(changed)/2:]...)
	f.drain()
	compare("changed", 100)
	if err := f.find.Rebuild(context.Background()); err != nil {
		t.Fatal(err)
	}
	f.drain()
	compare("built anew", 60)
}

// The best come first: the very name, then own records, then names that begin with the
// text, then the newest.
func TestRanking(t *testing.T) { eachEngine(t, ranking) }

func ranking(t *testing.T, db *DB) {
	f := newFirms(t, db)
	add := func(id int64, name string, owner, at int64) *firm {
		c := &firm{Name: name}
		c.ID, c.OwnerID, c.UpdatedAt = id, owner, at
		return c
	}
	f.save(add(1, "上海山湖", 9, 50), add(2, "山湖科技", 9, 10), add(3, "北京山湖", 1, 1), add(4, "山湖", 9, 1), add(5, "广州山湖", 9, 60), add(6, "山湖贸易", 1, 2))
	f.drain()
	var got []int64
	for _, h := range f.finds(boss, "firm", "山湖", 10) {
		got = append(got, h.ID)
	}
	if want := []int64{4, 6, 3, 2, 5, 1}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A person is found by whoever may see the firm, and by nobody else, also after the firm
// changed hands.
func TestFollowers(t *testing.T) { eachEngine(t, followers) }

func followers(t *testing.T, db *DB) {
	ctx := context.Background()
	f := newFirms(t, db)
	c := makeFirm(1)
	c.OwnerID = 5
	f.save(c)
	tx, _ := f.db.write.BeginTx(ctx, nil)
	if _, err := tx.ExecContext(ctx, "INSERT INTO clerk (id, firm_id, owner_id, unit_id, updated_at, name, mobile) VALUES (77, 1, 0, 0, 1, '单雄信', '13800138000')"); err != nil {
		t.Fatal(err)
	}
	if err := f.db.MarkFound(ctx, tx, f.reg.Type("clerk"), 77); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	check := func(when string, sees, not int64) {
		t.Helper()
		for _, text := range []string{"sxx", "单雄", "0138", "shanxiong"} {
			if len(f.finds(seller(sees), "clerk", text, 5)) != 1 || len(f.finds(boss, "clerk", text, 5)) != 1 {
				t.Errorf("%s: %q is not found", when, text)
			}
			if len(f.finds(seller(not), "clerk", text, 5)) != 0 {
				t.Errorf("%s: %q is found by a stranger", when, text)
			}
		}
	}
	check("not indexed", 5, 6)
	f.find.Through("firm", "clerk")
	byClerk := func(who *identity.Actor, want int) {
		t.Helper()
		ids, err := f.find.IDs(identity.With(ctx, who), f.plan(who, "firm", "单雄信"))
		if err != nil || len(ids) != want || want == 1 && ids[0] != 1 {
			t.Errorf("by the name of its clerk: %v %v", ids, err)
		}
	}
	byClerk(boss, 1)
	byClerk(seller(5), 1)
	byClerk(seller(6), 0)
	f.drain()
	check("indexed", 5, 6)
	moved := *c
	moved.OwnerID = 6
	f.save(&moved)
	f.drain()
	check("moved", 6, 5)
}

// A list of clerks is found by their firm: by name, initials and number, as far as the
// reader sees the firm, and by a word that very many firms have.
func TestListsAreFoundByWhomTheyAreAbout(t *testing.T) { eachEngine(t, foundByWhom) }

func foundByWhom(t *testing.T, db *DB) {
	ctx := context.Background()
	f := newFirms(t, db)
	list := makeFirms(1, 40)
	for _, c := range list {
		c.OwnerID = 5
	}
	f.save(list...)
	if _, err := f.db.write.ExecContext(ctx, "INSERT INTO clerk (id, firm_id, owner_id, unit_id, updated_at, name, mobile) VALUES (77, 3, 0, 0, 1, '单雄信', '13800138000'), (78, 4, 0, 0, 1, '秦琼', '')"); err != nil {
		t.Fatal(err)
	}
	tx, err := f.db.write.BeginTx(ctx, nil)
	if err == nil {
		err = f.db.MarkFound(ctx, tx, f.reg.Type("clerk"), 77, 78)
	}
	if err == nil {
		err = tx.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
	f.db.UseSearch(f.find)
	firm := f.all[3]
	name := []rune(firm.Name)
	shown := func(who *identity.Actor, text string) []int64 {
		t.Helper()
		p, err := listing.Allow(identity.With(ctx, who), f.reg, identity.May("clerk", identity.See), listing.Query{Entity: "clerk", Text: text, Columns: []string{"name"}})
		if err != nil {
			t.Fatal(err)
		}
		ids, err := f.db.IDs(identity.With(ctx, who), p)
		if err != nil {
			t.Fatal(err)
		}
		return ids
	}
	look := func(when string) {
		t.Helper()
		if got := shown(boss, firm.Name); len(got) != 1 || got[0] != 77 {
			t.Errorf("%s: by the firm %q: %v", when, firm.Name, got)
		}
		if got := shown(boss, firm.TaxNo[4:]); len(got) != 1 || got[0] != 77 {
			t.Errorf("%s: by the number of the firm: %v", when, got)
		}
		if got := shown(seller(6), firm.Name); len(got) != 0 {
			t.Errorf("%s: a stranger found %v", when, got)
		}
		if got := shown(boss, "秦琼"); len(got) != 1 || got[0] != 78 {
			t.Errorf("%s: by its own name: %v", when, got)
		}
	}
	look("not indexed")
	f.drain()
	look("indexed")
	f.find.mostParties = 0 // every word is one that very many firms have
	if got := shown(boss, string(name[:4])); len(got) != 1 || got[0] != 77 {
		t.Errorf("by a common word: %v", got)
	}
}

// A masked number finds nothing but own records for those who may not see it.
func TestMaskedFieldsAreNotSearched(t *testing.T) { eachEngine(t, maskedFieldsAreNotSearched) }

func maskedFieldsAreNotSearched(t *testing.T, db *DB) {
	f := newFirms(t, db)
	c := makeFirm(1)
	c.Mobile = "13912345678"
	f.save(c)
	f.drain()
	colleague := seller(c.OwnerID + 1)
	colleague.Roles[0].Grants[identity.May("*", "*")] = identity.ScopeAll
	if n := len(f.finds(colleague, "firm", "39123456", 5)) + len(f.ids(colleague, "firm", "391")); n != 0 {
		t.Error("found by a masked number")
	}
	if len(f.finds(colleague, "firm", string([]rune(c.Name)[:2]), 5)) != 1 {
		t.Error("not found by its name")
	}
	if len(f.finds(seller(c.OwnerID), "firm", "39123456", 5)) != 1 || len(f.ids(seller(c.OwnerID), "firm", "391")) != 1 {
		t.Error("the owner does not find it by its number")
	}
	if len(f.finds(boss, "firm", "39123456", 5)) != 1 {
		t.Error("not found by a number in the clear")
	}
}

// Two programs index the same company without stepping on each other.
func TestSlicesAreWhole(t *testing.T) { eachEngine(t, slicesAreWhole) }

func slicesAreWhole(t *testing.T, db *DB) {
	f := newFirms(t, db)
	f.save(makeFirms(1, 300)...)
	steps := 0
	for left := true; left; steps++ {
		var err error
		if left, err = f.find.Slice(context.Background(), 0); err != nil {
			t.Fatal(err)
		}
		var dirty, docs int
		row := f.db.read.QueryRow("SELECT (SELECT count(*) FROM search_dirty), (SELECT count(*) FROM search_doc)")
		if err := row.Scan(&dirty, &docs); err != nil || dirty+docs != 299 {
			t.Fatalf("%d wait, %d done, %v", dirty, docs, err)
		}
	}
	if steps < 10 {
		t.Errorf("%d steps are too long", steps)
	}
}
