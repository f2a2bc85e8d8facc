package data_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/data"
	"kontor/data/datatest"
)

// company makes a company file and closes it again.
func company(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "山湖.kontor")
	db, err := data.Open(context.Background(), data.Params{Company: path, Create: true, Program: "0.1.0", Clock: apptest.NewClock()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func open(path string) (*data.DB, error) {
	return data.Open(context.Background(), data.Params{Company: path, Program: "0.1.0", Clock: apptest.NewClock()})
}

// opensNot opens what must not open, and tells why it did not.
func opensNot(t *testing.T, path string) *app.Error {
	t.Helper()
	before, _ := os.ReadFile(path)
	db, err := open(path)
	if err == nil {
		db.Close()
		t.Fatalf("%s opened", path)
	}
	var e *app.Error
	if !errors.As(err, &e) {
		t.Fatalf("%s: %v is no sentence", path, err)
	}
	if after, _ := os.ReadFile(path); string(before) != string(after) {
		t.Errorf("%s was changed by refusing it", path)
	}
	return e
}

// edit changes a company file behind the program's back.
func edit(t *testing.T, path string, statements ...string) {
	t.Helper()
	raw, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	for _, q := range statements {
		if _, err := raw.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
}

func TestRefusals(t *testing.T) {
	write := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	sqlInto := func(statements ...string) func(*testing.T, string) {
		return func(t *testing.T, path string) { edit(t, path, statements...) }
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, path string)
		key   string
	}{
		"missing":          {func(_ *testing.T, path string) { _ = os.Remove(path) }, "company.no_file"},
		"empty":            {write(""), "company.not_a_company"},
		"a text":           {write("客户名称,电话\n"), "company.not_a_company"},
		"short":            {write("SQLite format 3\x00"), "company.not_a_company"},
		"another database": {func(t *testing.T, path string) { _ = os.Remove(path); edit(t, path, "CREATE TABLE x (y)") }, "company.not_a_company"},
		"a database with id": {func(t *testing.T, path string) {
			_ = os.Remove(path)
			edit(t, path, "PRAGMA application_id=1263424594", "CREATE TABLE x (y)")
		}, "company.not_a_company"},
		"newer":           {sqlInto("INSERT INTO schema_version (version_id, is_applied) VALUES (99999, 1)", "UPDATE company_meta SET value = '9.9.0' WHERE key = 'program'"), "company.newer"},
		"a trigger":       {sqlInto("CREATE TRIGGER t AFTER UPDATE ON job BEGIN DELETE FROM job; END"), "company.foreign_parts"},
		"a view":          {sqlInto("CREATE VIEW v AS SELECT load_extension('x')"), "company.foreign_parts"},
		"a virtual table": {sqlInto("CREATE VIRTUAL TABLE v USING fts4(x)"), "company.foreign_parts"},
		"a folder": {func(t *testing.T, path string) {
			_ = os.Remove(path)
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "company.not_a_company"},
		"cut off": {func(t *testing.T, path string) {
			if err := os.Truncate(path, 8192); err != nil {
				t.Fatal(err)
			}
		}, "company.damaged"},
		"damaged": {func(t *testing.T, path string) {
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.WriteAt(make([]byte, 3000), 100); err != nil {
				t.Fatal(err)
			}
		}, "company.damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			path := company(t, t.TempDir())
			c.spoil(t, path)
			e := opensNot(t, path)
			if e.Key != c.key {
				t.Errorf("%s, want %s", e, c.key)
			}
			if c.key == "company.newer" && e.Args["needs"] != "9.9.0" {
				t.Errorf("it does not name the version needed: %v", e.Args)
			}
		})
	}
}

// Everything the program makes itself passes the check for foreign parts, and a function
// in a foreign index or default never runs.
func TestOwnPartsAreNotForeign(t *testing.T) {
	path := company(t, t.TempDir())
	db, err := open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Script(context.Background(), "CREATE TABLE odd (x TEXT DEFAULT (load_extension('evil')))"); err == nil {
		if err := db.Do(context.Background(), "INSERT INTO odd DEFAULT VALUES"); err == nil {
			t.Error("a function of the schema ran")
		}
	}
}

func TestCreateDoesNotOverwrite(t *testing.T) {
	path := company(t, t.TempDir())
	_, err := data.Open(context.Background(), data.Params{Company: path, Create: true, Clock: apptest.NewClock()})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "company.exists" {
		t.Errorf("%v", err)
	}
}

func TestSyncedFolderWarns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Dropbox", "公司")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	db, err := open(company(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if w := db.Warnings(); len(w) != 1 || w[0].Key != "company.synced_folder" || w[0].Args["service"] != "Dropbox" {
		t.Errorf("%v", w)
	}
}

// A company copied without its mail file opens, and says so.
func TestLostMailFile(t *testing.T) {
	path := company(t, t.TempDir())
	if err := os.Remove(strings.TrimSuffix(path, ".kontor") + ".kontor-mail"); err != nil {
		t.Skip("no mail in this schema yet")
	}
	for i, want := range []int{1, 0} {
		db, err := open(path)
		if err != nil {
			t.Fatal(err)
		}
		if n, _ := db.Number(context.Background(), "SELECT count(*) FROM mail.sqlite_schema"); n == 0 {
			t.Skip("no mail in this schema yet")
		}
		if n := len(db.Warnings()); n != want {
			t.Errorf("start %d: %d warnings", i, n)
		}
		if _, err := db.Check(context.Background(), true); err != nil {
			t.Error(err)
		}
		db.Close()
	}
}

// A second window on the same file calls the first to the front; commands go on beside.
func TestSecondWindow(t *testing.T) {
	path := company(t, t.TempDir())
	raised := make(chan bool, 1)
	window := func() (*data.DB, error) {
		return data.Open(context.Background(), data.Params{Company: path, Clock: apptest.NewClock(), Raise: func() { raised <- true }})
	}
	first, err := window()
	if err != nil {
		t.Fatal(err)
	}
	_, err = window()
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "company.open_here" {
		t.Fatalf("%v", err)
	}
	if err := data.Activate(path); err != nil {
		t.Fatal(err)
	}
	if !<-raised {
		t.Error("not raised")
	}
	beside, err := open(path)
	if err != nil {
		t.Fatal("a command beside the window:", err)
	}
	beside.Close()
	first.Close()
	if err := data.Activate(path); app.KindOf(err) != app.NotFound {
		t.Errorf("nobody is there: %v", err)
	}
	again, err := window()
	if err != nil {
		t.Fatal("the lock stayed behind:", err)
	}
	again.Close()
}

// A company that another computer has open is refused, unless that was long ago.
func TestOtherHost(t *testing.T) {
	path := company(t, t.TempDir())
	clock := apptest.NewClock()
	lock := strings.TrimSuffix(path, ".kontor") + ".kontor-lock"
	for age, refuse := range map[time.Duration]bool{time.Minute: true, -time.Minute: true, time.Hour: false} {
		text, _ := json.Marshal(map[string]any{"host": "会计室-PC", "pid": 1, "alive": clock.Now().Add(-age).UnixMilli()})
		if err := os.WriteFile(lock, text, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := open(path)
		var e *app.Error
		if no := errors.As(err, &e) && e.Key == "company.open_elsewhere" && e.Args["host"] == "会计室-PC"; no != refuse {
			t.Errorf("%s ago: %v", age, err)
		}
		if db != nil {
			db.Close()
		}
	}
	for _, text := range []string{"", "{", "null", "[]", `{"host":5}`} {
		if err := os.WriteFile(lock, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := open(path)
		if err != nil {
			t.Fatalf("lock file %q: %v", text, err)
		}
		db.Close()
	}
}

func TestServerRefusals(t *testing.T) {
	for address, key := range map[string]string{
		"postgres://u@127.0.0.1:1/x?connect_timeout=2":          "company.unreachable",
		"postgres://u@no-such-host.invalid/x?connect_timeout=2": "company.unknown_server",
		"postgres://u@127.0.0.1:notaport/x":                     "company.bad_address",
	} {
		_, err := data.Open(context.Background(), data.Params{Company: address, Password: "geheim", Clock: apptest.NewClock()})
		var e *app.Error
		if !errors.As(err, &e) || e.Key != key {
			t.Errorf("%s: %v", address, err)
		}
		if strings.Contains(fmt.Sprint(err), "geheim") {
			t.Errorf("the password stands in %v", err)
		}
	}
	there := datatest.Open(t, data.Postgres).Address
	at, query, _ := strings.Cut(there, "?")
	_, err := data.Open(context.Background(), data.Params{Company: at[:strings.LastIndex(at, "/")] + "/nosuch?" + query, Clock: apptest.NewClock()})
	var e *app.Error
	if !errors.As(err, &e) || e.Key != "company.no_database" {
		t.Errorf("%v", err)
	}
	_, err = data.Open(context.Background(), data.Params{Company: there, Create: true, Clock: apptest.NewClock()})
	if !errors.As(err, &e) || e.Key != "company.exists" {
		t.Errorf("%v", err)
	}
}

// asNobody runs the named test again as a user whom permissions bind.
func asNobody(t *testing.T, name string, env ...string) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "kontor-bin-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "data.test")
	text, err := os.ReadFile(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(program, text, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, "-test.run=^"+name+"$", "-test.v")
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "TMPDIR="+os.TempDir()), env...)
	unprivileged(cmd)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// Where nothing can be written a company opens for reading and says so; with commits
// still in the log beside the file it is refused, since reading would miss them.
func TestReadOnlyFolder(t *testing.T) {
	if path := os.Getenv("KONTOR_TEST_READONLY"); path != "" {
		db, err := open(path)
		if err != nil {
			fmt.Println("RESULT", err)
			return
		}
		defer db.Close()
		n, err := db.Number(context.Background(), "SELECT count(*) FROM company_meta")
		write := db.Do(context.Background(), "DELETE FROM company_meta")
		fmt.Println("RESULT", db.ReadOnly(), db.Warnings()[0].Key, n > 0, err, app.KindOf(db.Problem(write)) == app.Denied)
		return
	}
	dir, err := os.MkdirTemp("", "kontor-ro-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700); _ = os.RemoveAll(dir) })
	path := company(t, dir)
	for _, f := range []string{path, strings.TrimSuffix(path, ".kontor") + ".kontor-mail"} {
		_ = os.Chmod(f, 0o444)
	}
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	out := asNobody(t, "TestReadOnlyFolder", "KONTOR_TEST_READONLY="+path)
	if !strings.Contains(out, "RESULT true company.read_only_folder true <nil> true") {
		t.Errorf("%s", out)
	}
	_ = os.Chmod(dir, 0o755)
	if err := os.WriteFile(path+"-wal", make([]byte, 100), 0o444); err != nil {
		t.Fatal(err)
	}
	_ = os.Chmod(dir, 0o555)
	if out := asNobody(t, "TestReadOnlyFolder", "KONTOR_TEST_READONLY="+path); !strings.Contains(out, "RESULT company.read_only_log") {
		t.Errorf("%s", out)
	}
}
