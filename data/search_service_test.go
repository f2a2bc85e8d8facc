package data

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"kontor/app"
	"kontor/app/identity"
	"kontor/app/search"
)

// The service shows what was found, where and why, masks what is not to be seen, and asks
// only kinds the person may see.
func TestSearchService(t *testing.T) { eachEngine(t, searchService) } // CUS-26

func searchService(t *testing.T, db *DB) {
	f := newFirms(t, db)
	db.UseSearch(f.find)
	c := &firm{Name: "重庆山湖科技", Mobile: "13912345678", Note: "展会认识"}
	c.ID, c.OwnerID, c.UpdatedAt = 1, 5, 7
	f.save(c)
	if _, err := db.write.Exec(`INSERT INTO clerk (id, firm_id, updated_at, name, mobile, custom) VALUES (77, 1, 9, '单雄信', '13800138000', '{}')`); err != nil {
		t.Fatal(err)
	}
	if err := db.MarkFound(context.Background(), db.write, f.reg.Type("clerk"), 77); err != nil {
		t.Fatal(err)
	}
	f.drain()
	s := search.New(search.Parts{Registry: f.reg, Index: f.find, Source: db, Spelling: f.find.spell})
	find := func(who *identity.Actor, text string) []search.Hit {
		t.Helper()
		hits, err := s.Find(identity.With(context.Background(), who), text, search.Scope{})
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		return hits
	}
	hits := find(boss, "sxx")
	if len(hits) != 1 || hits[0].Kind != "clerk" || hits[0].Title != "单雄信" || hits[0].Subtitle != "重庆山湖科技" || hits[0].Spans[0].To != 9 {
		t.Errorf("%+v", hits)
	}
	if hits = find(boss, "3912"); len(hits) != 1 || hits[0].Why == nil || hits[0].Why.Value != "13912345678" || hits[0].Why.Spans[0].From != 1 {
		t.Errorf("%+v", hits)
	}
	if hits = find(seller(5), "重庆 展会"); len(hits) != 1 || !hits[0].Own {
		t.Errorf("%+v", hits)
	}
	if n := len(find(seller(6), "重庆")) + len(find(seller(6), "单雄信")) + len(find(boss, "")) + len(find(boss, "（）")); n != 0 {
		t.Errorf("%d too many", n)
	}
	onlyClerks := &identity.Actor{ID: 9, Roles: []identity.Role{{Grants: map[identity.Action]identity.Scope{{Kind: "clerk", Verb: "*"}: identity.ScopeAll}}}}
	if _, err := s.Find(identity.With(context.Background(), onlyClerks), "重庆", search.Scope{Kinds: []string{"firm"}}); app.KindOf(err) != app.Denied {
		t.Errorf("a named kind: %v", err)
	}
	if _, err := s.Find(context.Background(), "重庆", search.Scope{}); app.KindOf(err) != app.Denied {
		t.Errorf("nobody acts: %v", err)
	}
	ids, err := s.IDs(identity.With(context.Background(), boss), "firm", "shanhu")
	if err != nil || len(ids) != 1 {
		t.Errorf("%v %v", ids, err)
	}
}

// An index that another version of the program cut is built anew, and a kind whose
// searched fields changed is indexed again; nothing is lost meanwhile.
func TestOldIndex(t *testing.T) { eachEngine(t, oldIndex) }

func oldIndex(t *testing.T, db *DB) {
	f := newFirms(t, db)
	f.save(makeFirms(1, 200)...)
	f.drain()
	if _, err := db.write.Exec("UPDATE search_state SET value = value - 1 WHERE key = 'grams_version'"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.write.Exec("UPDATE search_doc SET body = 'nname\x1fxyz\x1e' WHERE id % 2 = 0"); err != nil {
		t.Fatal(err)
	}
	want := f.scan(boss, "有限")
	f.drain()
	if got := f.ids(boss, "firm", "有限"); len(got) == 0 || len(got) != len(want) {
		t.Errorf("%d found, %d there", len(got), len(want))
	}
	if err := f.find.Refresh(context.Background(), "firm"); err != nil {
		t.Fatal(err)
	}
	if got := f.ids(boss, "firm", "有限"); len(got) != len(want) {
		t.Errorf("while it waits: %d found, %d there", len(got), len(want))
	}
	f.drain()
	if got := f.ids(boss, "firm", "有限"); len(got) != len(want) {
		t.Errorf("afterwards: %d found, %d there", len(got), len(want))
	}
}

func TestServerProblems(t *testing.T) {
	db := &DB{Dialect: newDialect(Postgres)}
	for code, key := range map[string]string{
		"28P01": "company.wrong_password", "28000": "company.wrong_password", "3D000": "company.no_database",
		"42501": "company.no_right", "53300": "company.too_many_people", "53100": "company.server_disk_full", "57P01": "company.server_stopped", "40001": "company.busy",
	} {
		var e *app.Error
		if err := db.Problem(fmt.Errorf("x: %w", &pgconn.PgError{Code: code})); !errors.As(err, &e) || e.Key != key {
			t.Errorf("%s: %v", code, err)
		}
	}
	if err := db.Problem(&pgconn.PgError{Code: "42P01"}); app.KindOf(err) != app.Internal {
		t.Errorf("%v", err)
	}
}
