package data

import (
	"context"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// A search that differs from an earlier one only in its text prepares no statement: the
// authorizer of SQLite is asked whenever one is prepared.
func TestSearchReusesStatements(t *testing.T) { // CUS-26
	ctx := context.Background()
	f := newFirms(t, sqliteCompany(t))
	f.db.UseSearch(f.find)
	f.save(makeFirms(1, 4000)...)
	f.drain()
	f.db.read.SetMaxOpenConns(1)
	asked := 0
	c, err := f.db.read.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Raw(func(conn any) error {
		conn.(*sqlite3.SQLiteConn).RegisterAuthorizer(func(int, string, string, string) int { asked++; return sqlite3.SQLITE_OK })
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	look := func(text string) {
		f.finds(boss, "firm", text, 20)
		f.finds(seller(7), "firm", text, 20)
		plan := f.plan(boss, "firm", text)
		ids, err := f.db.First(ctx, plan, 20)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.db.Block(ctx, plan, ids); err != nil {
			t.Fatal(err)
		}
	}
	look("重庆")
	if asked == 0 {
		t.Fatal("the first search prepared nothing: this test sees nothing")
	}
	for _, text := range []string{"上海", "龙腾", "重庆"} {
		asked = 0
		look(text)
		if asked != 0 {
			t.Errorf("%q prepares statements anew (%d)", text, asked)
		}
	}
}
