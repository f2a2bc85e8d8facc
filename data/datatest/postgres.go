package datatest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// server is the PostgreSQL of this test program.
type server struct {
	dir string // data and socket; short, because a socket's path is limited
	err error
}

var (
	pgOnce    sync.Once
	pg        server
	databases atomic.Int64
)

// Server gives the address of the server's maintenance database, for tests that need a
// database of their own.
func Server(t testing.TB) string {
	t.Helper()
	if os.Getenv("KONTOR_SKIP_SERVERS") == "1" {
		t.Skip("SKIPPED, NOT TESTED: PostgreSQL (KONTOR_SKIP_SERVERS=1)")
	}
	pgOnce.Do(func() {
		pg.err = pg.start()
		if pg.err == nil {
			pg.err = create(pg.address("kontor_template"))
		}
	})
	if pg.err != nil {
		t.Fatalf("PostgreSQL for the tests does not run: %v\ninstall the package postgresql, or set KONTOR_SKIP_SERVERS=1 to skip", pg.err)
	}
	return pg.address("postgres")
}

// freshDatabase copies a company database that was made once per test program.
func freshDatabase(t testing.TB) string {
	t.Helper()
	db, err := sql.Open("pgx", Server(t))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := fmt.Sprintf("test_%d", databases.Add(1))
	if _, err := db.Exec("CREATE DATABASE " + name + " TEMPLATE kontor_template"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		db, err := sql.Open("pgx", pg.address("postgres"))
		if err == nil {
			_, _ = db.Exec("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)")
			db.Close()
		}
	})
	return pg.address(name)
}

func (s *server) address(database string) string {
	return "postgres://app@/" + database + "?host=" + url.QueryEscape(s.dir) + "&port=5432&sslmode=disable"
}

// start makes a cluster in a short folder and runs it for an unprivileged user.
func (s *server) start() error {
	if runtime.GOOS == "windows" {
		return fmt.Errorf("not on Windows")
	}
	bin, err := binaries()
	if err != nil {
		return err
	}
	if s.dir, err = os.MkdirTemp("/tmp", "kpg"); err != nil {
		return err
	}
	who := ""
	if os.Geteuid() == 0 {
		if who, err = give(s.dir); err != nil {
			return err
		}
	}
	data := filepath.Join(s.dir, "d")
	initdb := run(who, filepath.Join(bin, "initdb"), "-D", data, "--encoding=UTF8", "--locale=C.UTF-8", "--username=app",
		"-A", "trust", "--no-sync", "--no-instructions")
	initdb.Dir = s.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	// No fsync: the files do not outlive the test. Only the socket: no port to collide.
	cmd := run(who, filepath.Join(bin, "postgres"), "-D", data, "-k", s.dir, "-p", "5432", "-F", "-c", "listen_addresses=",
		"-c", "full_page_writes=off", "-c", "max_connections=120", "-c", "log_min_messages=fatal")
	cmd.Dir = s.dir
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	if err := watch(cmd.Process.Pid, s.dir); err != nil {
		_ = cmd.Process.Kill()
		return err
	}
	return s.wait(exited)
}

func (s *server) wait(exited chan error) error {
	db, err := sql.Open("pgx", s.address("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	deadline := time.Now().Add(60 * time.Second)
	for {
		if err = db.PingContext(context.Background()); err == nil {
			_, err = db.Exec("CREATE DATABASE kontor_template")
			return err
		}
		select {
		case e := <-exited:
			return fmt.Errorf("postgres ended: %v", e)
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return err
		}
	}
}

// binaries finds the newest installed server.
func binaries() (string, error) {
	var found []string
	for _, pattern := range []string{
		"/usr/lib/postgresql/*/bin/initdb", "/usr/pgsql-*/bin/initdb", "/opt/homebrew/opt/postgresql@*/bin/initdb",
		"/usr/local/opt/postgresql@*/bin/initdb",
	} {
		m, _ := filepath.Glob(pattern)
		found = append(found, m...)
	}
	if p, err := exec.LookPath("initdb"); err == nil {
		found = append(found, p)
	}
	if len(found) == 0 {
		return "", fmt.Errorf("no initdb found")
	}
	sort.Strings(found)
	return filepath.Dir(found[len(found)-1]), nil
}

// give hands the folder to an unprivileged user: the server refuses to run as root.
func give(dir string) (who string, err error) {
	for _, who = range []string{"postgres", "nobody"} {
		u, err := user.Lookup(who)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		return who, os.Chown(dir, uid, gid)
	}
	return "", fmt.Errorf("neither postgres nor nobody is a user here")
}

func run(who, name string, args ...string) *exec.Cmd {
	if who == "" {
		return exec.Command(name, args...)
	}
	u, _ := user.Lookup(who)
	return exec.Command("setpriv", append([]string{"--reuid=" + u.Uid, "--regid=" + u.Gid, "--clear-groups", "--", name}, args...)...)
}

// watch leaves a small shell behind that ends the server and removes its folder when
// this test program ends, however it ends.
func watch(pid int, dir string) error {
	return leave(fmt.Sprintf("kill -QUIT %d; for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 %d 2>/dev/null || break; sleep 0.2; done; rm -rf %s",
		pid, pid, shellQuote(dir)))
}

// removeAtEnd removes a folder when this test program ends.
func removeAtEnd(dir string) {
	if runtime.GOOS != "windows" {
		_ = leave("rm -rf " + shellQuote(dir))
	}
}

// leave starts a shell that waits for the end of this program and then runs a command.
func leave(command string) error {
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	cmd := exec.Command("sh", "-c", "cat >/dev/null; "+command)
	cmd.Stdin = read
	apart(cmd)
	if err := cmd.Start(); err != nil {
		return err
	}
	read.Close()
	held = append(held, write) // open until the program ends
	go func() { _ = cmd.Wait() }()
	return nil
}

var held []*os.File

func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
