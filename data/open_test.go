package data

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"kontor/app"
)

var testClock = app.ClockFunc(func() time.Time { return time.UnixMilli(1_773_815_520_000) })

func TestOpenCreatesAndReopens(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "甲 #1?100%.kontor")
	db, err := Open(ctx, Params{Company: path, Create: true, Program: "0.1.0", Clock: testClock})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := db.Version(ctx); err != nil || v != SchemaVersion() {
		t.Fatalf("version %d, %v; want %d", v, err, SchemaVersion())
	}
	db.Close()
	if db, err = Open(ctx, Params{Company: path, Program: "0.1.0", Clock: testClock}); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if got := db.neededProgram(ctx); got != "0.1.0" {
		t.Fatalf("needed program %q", got)
	}
}
