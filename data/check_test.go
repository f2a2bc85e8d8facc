package data_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/data"
)

// A check finds damage in a table that opening does not see.
func TestCheck(t *testing.T) {
	ctx := context.Background()
	path := company(t, t.TempDir())
	db, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 400 {
		if err := db.Do(ctx, "INSERT INTO job (name, last_error) VALUES (?, ?)", fmt.Sprint("job", i), strings.Repeat("x", 200)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := db.Check(ctx, true)
	if err != nil || !s.Sound || !s.SearchOK || s.Counts["job"] != 400 || s.Schema == 0 || s.Program != "0.1.0" {
		t.Fatalf("%+v %v", s, err)
	}
	root, err := db.Number(ctx, "SELECT rootpage FROM sqlite_schema WHERE name = 'job'")
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}, (root-1)*4096+8); err != nil {
		t.Fatal(err)
	}
	f.Close()
	if db, err = open(path); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if s, err = db.Check(ctx, true); err != nil || s.Sound || len(s.Damaged) != 1 || s.Damaged[0] != "job" {
		t.Errorf("%+v %v", s, err)
	}
}

// Arbitrary bytes never open as a company, and never crash.
func FuzzOpen(f *testing.F) {
	f.Add([]byte("SQLite format 3\x00"))
	f.Add([]byte{})
	dir := f.TempDir()
	path := filepath.Join(dir, "seed.kontor")
	db, err := data.Open(context.Background(), data.Params{Company: path, Create: true, Clock: apptest.NewClock()})
	if err != nil {
		f.Fatal(err)
	}
	db.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole[:8192])
	f.Add(whole[:200])
	f.Fuzz(func(t *testing.T, b []byte) {
		// The bytes stand in place of the beginning of a real company file.
		spoiled := append([]byte(nil), whole...)
		copy(spoiled, b)
		path := filepath.Join(t.TempDir(), "x.kontor")
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := data.Open(context.Background(), data.Params{Company: path, Clock: apptest.NewClock()})
		if err != nil {
			var e *app.Error
			if !errors.As(err, &e) {
				t.Fatalf("no sentence: %v", err)
			}
			return
		}
		_, _ = db.Check(context.Background(), true)
		db.Close()
	})
}
