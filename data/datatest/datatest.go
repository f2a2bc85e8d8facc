// Package datatest opens fresh companies for tests, on SQLite and on a real PostgreSQL
// that the test run starts itself. A missing server fails the test; only
// KONTOR_SKIP_SERVERS=1 skips it, loudly.
package datatest

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"kontor/app/apptest"
	"kontor/app/effect"
	"kontor/app/entity"
	"kontor/app/record"
	"kontor/data"
)

// Company is a fresh company of a test.
type Company struct {
	DB      *data.DB
	Clock   *apptest.Clock
	Address string // file or postgres://…
	Engine  data.Engine
}

// Engines are the engines that tests run on.
var Engines = []data.Engine{data.SQLite, data.Postgres}

// Each runs a test on a fresh company of each engine.
func Each(t *testing.T, fn func(t *testing.T, db *data.DB)) {
	t.Helper()
	EachCompany(t, func(t *testing.T, c *Company) { fn(t, c.DB) })
}

// EachCompany is Each with the clock and the address of the company.
func EachCompany(t *testing.T, fn func(t *testing.T, c *Company)) {
	t.Helper()
	for _, e := range Engines {
		t.Run(string(e), func(t *testing.T) { fn(t, Open(t, e)) })
	}
}

// EachBench runs a benchmark on a fresh company of each engine.
func EachBench(b *testing.B, fn func(b *testing.B, c *Company)) {
	b.Helper()
	for _, e := range Engines {
		b.Run(string(e), func(b *testing.B) { fn(b, Open(b, e)) })
	}
}

// Open opens a fresh company, which is closed and removed at the end of the test.
func Open(t testing.TB, e data.Engine) *Company {
	t.Helper()
	c := &Company{Clock: apptest.NewClock(), Engine: e}
	if e == data.Postgres {
		c.Address = freshDatabase(t)
	} else {
		c.Address = freshFile(t)
	}
	c.DB = c.Again(t)
	return c
}

// Again opens the company once more, as a second program would.
func (c *Company) Again(t testing.TB) *data.DB {
	t.Helper()
	db, err := data.Open(context.Background(), data.Params{Company: c.Address, Program: "test", Clock: c.Clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// Ground makes what services stand on.
func Ground(c *Company) *record.Ground {
	return &record.Ground{
		Registry: entity.NewRegistry(c.Clock, apptest.Zone), Store: c.DB, Source: c.DB,
		Tx: c.DB, Clock: c.Clock, Notices: &effect.Bus{},
	}
}

var (
	fileOnce sync.Once
	fileErr  error
	fileDir  string
	files    atomic.Int64
)

// freshFile copies a company file that was made once per test program.
func freshFile(t testing.TB) string {
	t.Helper()
	fileOnce.Do(func() {
		if fileDir, fileErr = os.MkdirTemp("", "kontor-test-"); fileErr != nil {
			return
		}
		removeAtEnd(fileDir)
		fileErr = create(filepath.Join(fileDir, "template.kontor"))
	})
	if fileErr != nil {
		t.Fatal(fileErr)
	}
	name := fmt.Sprintf("company-%d", files.Add(1))
	dir := t.TempDir()
	for _, ext := range []string{".kontor", ".kontor-mail"} {
		err := copyFile(filepath.Join(fileDir, "template"+ext), filepath.Join(dir, name+ext))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, name+".kontor")
}

// create makes an empty company and closes it.
func create(address string) error {
	db, err := data.Open(context.Background(), data.Params{Company: address, Create: true, Program: "test", Clock: apptest.NewClock()})
	if err != nil {
		return err
	}
	return db.Close()
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
