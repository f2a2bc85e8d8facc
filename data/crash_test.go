package data_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"kontor/app/apptest"
	"kontor/data"
)

// writeForever is the program that gets killed: it commits pairs of rows and says so
// after each commit.
func writeForever(path string) {
	ctx := context.Background()
	db, err := data.Open(ctx, data.Params{Company: path, Program: "0.1.0", Clock: apptest.NewClock()})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	n, err := db.Number(ctx, "SELECT coalesce(max(n), 0) FROM crash")
	for err == nil {
		n++
		if err = db.Pair(ctx, n); err == nil {
			fmt.Println("done", n)
		}
	}
	fmt.Println("error", err)
	os.Exit(1)
}

// A program killed in the middle of writing, a hundred times: every write it has
// confirmed is there, no half of a pair is, and the file is sound.
func TestKilledWhileWriting(t *testing.T) {
	if path := os.Getenv("KONTOR_TEST_WRITE"); path != "" {
		writeForever(path)
	}
	rounds := 100
	if testing.Short() {
		rounds = 10
	}
	ctx := context.Background()
	path := company(t, t.TempDir())
	db, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Script(ctx, "CREATE TABLE crash (n {{int}} NOT NULL, half {{int}} NOT NULL, filler TEXT NOT NULL, PRIMARY KEY (n, half)) {{strict}}"); err != nil {
		t.Fatal(err)
	}
	db.Close()
	for round := range rounds {
		confirmed := killedRun(t, path)
		if db, err = open(path); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		last, err1 := db.Number(ctx, "SELECT coalesce(max(n), 0) FROM crash")
		rows, err2 := db.Number(ctx, "SELECT count(*) FROM crash")
		if err1 != nil || err2 != nil || last < confirmed || rows != 2*last {
			t.Fatalf("round %d: %d confirmed, %d there, %d rows, %v %v", round, confirmed, last, rows, err1, err2)
		}
		if round%20 == 19 || round == rounds-1 {
			if s, err := db.Check(ctx, true); err != nil || !s.Sound {
				t.Fatalf("round %d: %+v %v", round, s, err)
			}
		}
		db.Close()
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if len(left) > 3 { // company, mail, reserve
		t.Errorf("left behind: %v", left)
	}
}

// killedRun starts the writing program, kills it at a random moment and tells the last
// write it has confirmed.
func killedRun(t *testing.T, path string) int64 {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestKilledWhileWriting$")
	cmd.Env = append(os.Environ(), "KONTOR_TEST_WRITE="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	confirmed, seen := int64(0), 0
	kill := 1 + rand.IntN(60) // after so many writes, and a moment
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var n int64
		if _, err := fmt.Sscanf(lines.Text(), "done %d", &n); err != nil {
			t.Fatalf("the program said %q", lines.Text())
		}
		confirmed = n
		if seen++; seen == kill {
			time.AfterFunc(time.Duration(rand.IntN(2000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
	return confirmed
}

// A full disk: the write is refused with a sentence, what was confirmed stays, reading
// goes on, room is given up so that deleting works, and later writes succeed.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv("KONTOR_TEST_DISK"); dir != "" {
		fillDisk(dir)
		return
	}
	dir := t.TempDir()
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), "KONTOR_TEST_DISK="+dir)
	if !smallDisk(cmd) {
		t.Skip("no small disk can be made here")
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Skipf("no small disk can be made here: %v %s", err, out)
	}
	for _, want := range []string{"FULL company.disk_full_reserve", "READ true", "DELETED true", "AGAIN true", "SOUND true", "BLOB company.disk_full"} {
		if !containsLine(string(out), want) {
			t.Errorf("%q is missing in\n%s", want, out)
		}
	}
}

// fillDisk runs inside a process of its own on a disk of a few megabytes.
func fillDisk(dir string) {
	if err := mountSmall(dir, 24<<20); err != nil {
		fmt.Println("cannot mount", err)
		os.Exit(3)
	}
	ctx := context.Background()
	path := filepath.Join(dir, "a.kontor")
	db, err := data.Open(ctx, data.Params{Company: path, Create: true, Clock: apptest.NewClock()})
	if err != nil {
		fmt.Println("cannot create", err)
		os.Exit(3)
	}
	_ = os.WriteFile(filepath.Join(dir, "a.kontor-reserve"), make([]byte, 4<<20), 0o600)
	_ = db.Script(ctx, "CREATE TABLE crash (n {{int}} NOT NULL, half {{int}} NOT NULL, filler TEXT NOT NULL, PRIMARY KEY (n, half)) {{strict}}")
	n := int64(0)
	for err == nil {
		n++
		err = db.Pair(ctx, n)
	}
	fmt.Println("FULL", keyOf(err))
	rows, err := db.Number(ctx, "SELECT count(*) FROM crash")
	fmt.Println("READ", err == nil && rows == 2*(n-1))
	fmt.Println("DELETED", db.Do(ctx, "DELETE FROM crash WHERE n < 50") == nil)
	fmt.Println("AGAIN", db.Pair(ctx, n+1000) == nil)
	_ = os.WriteFile(filepath.Join(dir, "filler"), make([]byte, 64<<20), 0o600)
	_, err = db.Blobs().Put(ctx, bigReader(4<<20))
	fmt.Println("BLOB", keyOf(err))
	_ = os.Remove(filepath.Join(dir, "filler"))
	db.Close()
	if db, err = open(path); err == nil {
		s, err := db.Check(ctx, true)
		fmt.Println("SOUND", err == nil && s.Sound && strconv.FormatInt(s.Counts["crash"], 10) != "0")
		db.Close()
	}
}
