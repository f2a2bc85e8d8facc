package files

import (
	"bytes"
	"crypto/rand"
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func home(t *testing.T) Paths {
	t.Helper()
	t.Setenv("KONTOR_HOME", t.TempDir())
	p, err := UserPaths()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSettings(t *testing.T) {
	p := home(t)
	s, err := LoadSettings(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set("language", "zh"); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("window.main", Window{Width: 1366, Height: 768}); err != nil {
		t.Fatal(err)
	}
	// A newer program has written something this one does not know.
	text, _ := os.ReadFile(s.path)
	if err := os.WriteFile(s.path, bytes.Replace(text, []byte("{"), []byte(`{"future": {"x": [1]},`), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if s, err = LoadSettings(p); err != nil {
		t.Fatal(err)
	}
	if err := s.Set("language", "en"); err != nil {
		t.Fatal(err)
	}
	if s, err = LoadSettings(p); err != nil {
		t.Fatal(err)
	}
	var w Window
	var future map[string][]int
	if s.Text("language") != "en" || !s.Get("window.main", &w) || w.Height != 768 || !s.Get("future", &future) || future["x"][0] != 1 {
		t.Errorf("%s %v %v", s.Text("language"), w, future)
	}
	if s.Text("window.main") != "" || s.Text("none") != "" {
		t.Error("a setting of another shape is none")
	}
}

func TestDamagedSettingsStartAnew(t *testing.T) {
	p := home(t)
	for _, text := range []string{"", "{", "null", "[1]", "\x00\x00\x00"} {
		path := filepath.Join(p.Config, "settings.json")
		if err := os.MkdirAll(p.Config, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := LoadSettings(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Set("language", "zh"); err != nil {
			t.Fatalf("after %q: %v", text, err)
		}
	}
}

func TestRecentCompanies(t *testing.T) {
	s, err := LoadSettings(home(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := s.Last(); ok {
		t.Error("no company was opened yet")
	}
	for i := range 20 {
		if err := s.Opened(Company{Address: string(rune('a' + i)), Opened: time.Unix(int64(i), 0)}); err != nil {
			t.Fatal(err)
		}
	}
	_ = s.Opened(Company{Address: "r", Name: "again"})
	if err := s.Forget("t"); err != nil {
		t.Fatal(err)
	}
	list := s.Recent()
	if last, _ := s.Last(); last.Name != "again" || len(list) != mostRecent-1 || list[1].Address != "s" {
		t.Errorf("%v", list)
	}
}

func TestDrafts(t *testing.T) {
	p := home(t)
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	d, err := OpenDrafts(p, "/x/山湖.kontor", 7, key)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 18, 14, 32, 0, 0, time.UTC)
	for i, name := range []string{"quote/17", "customer/new", "quote/17"} {
		if err := d.Save(Draft{Key: name, At: at.Add(time.Duration(i) * time.Second), Fields: map[string]string{"name": "张三", "n": string(rune('0' + i))}}); err != nil {
			t.Fatal(err)
		}
	}
	list, err := d.List()
	if err != nil || len(list) != 2 || list[0].Key != "quote/17" || list[0].Fields["n"] != "2" {
		t.Fatalf("%v %v", list, err)
	}
	other, _ := OpenDrafts(p, "/x/山湖.kontor", 8, key)
	if list, _ := other.List(); len(list) != 0 {
		t.Error("drafts of another user")
	}
	// Nothing of a draft is readable on the disk, not even by exchanging files.
	var sealed []string
	entries, _ := os.ReadDir(d.dir)
	for _, e := range entries {
		text, _ := os.ReadFile(filepath.Join(d.dir, e.Name()))
		if bytes.Contains(text, []byte("张三")) || bytes.Contains(text, []byte("quote")) {
			t.Error("a draft in the clear")
		}
		sealed = append(sealed, e.Name())
	}
	_ = os.Rename(filepath.Join(d.dir, sealed[0]), filepath.Join(d.dir, sealed[1]))
	if list, _ := d.List(); len(list) != 0 {
		t.Error("a draft under a foreign name was taken")
	}
	if err := d.Drop("quote/17"); err != nil {
		t.Error(err)
	}
	if err := d.Drop("quote/17"); err != nil {
		t.Error("dropping twice", err)
	}
}

// The log holds no personal data, whoever writes it and however.
func TestLogHasNoPersonalData(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(NewHandler(&out, slog.LevelInfo))
	log.Info("import failed for li.wei@山湖.example", "mobile", "13800138000", "row", 7, "error",
		errors.New("cannot call +86 138-0013-8000 or 110101199003074477"), "url", "postgres://app:hunter2@db.example/k",
		"file", "/home/liwei/客户.xlsx", "password", "x", slog.Group("account", "token", "abc", "at", time.Unix(0, 0)))
	log.Debug("not written")
	log.With("customer_phone", "021-5555").Warn("x", "took_ms", 1_773_815_520_000, "name_len", 3)
	text := out.String()
	for _, secret := range []string{"li.wei", "13800138000", "0013", "110101", "hunter2", "liwei", "abc", `"x"}`, "021-5555", "not written"} {
		if strings.Contains(text, secret) {
			t.Errorf("%s stands in %s", secret, text)
		}
	}
	for _, kept := range []string{"import failed", `"row":7`, "1773815520000", "db.example"} {
		if !strings.Contains(text, kept) {
			t.Errorf("%s is missing in %s", kept, text)
		}
	}
}

func TestSynced(t *testing.T) {
	dir := t.TempDir()
	for path, want := range map[string]string{
		"/home/a/OneDrive - 山湖/公司/a.kontor": "OneDrive", "/home/a/我的坚果云/a.kontor": "坚果云", "/home/a/Dropbox/x/y/a.kontor": "Dropbox",
		"/Users/a/Library/Mobile Documents/com~apple~CloudDocs/a.kontor": "iCloud", "/home/a/Documents/Kontor/a.kontor": "",
		filepath.Join(dir, "in", "a.kontor"): "Syncthing",
	} {
		if want == "Syncthing" {
			if err := os.Mkdir(filepath.Join(dir, ".stfolder"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if got := Synced(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

// The lock goes with the process that holds it, even when it is killed.
func TestLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.kontor-lock")
	if os.Getenv("KONTOR_TEST_HOLD") != "" {
		if _, err := Take(os.Getenv("KONTOR_TEST_HOLD")); err != nil {
			os.Exit(3)
		}
		os.Stdout.WriteString("held\n")
		select {}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestLock$")
	cmd.Env = append(os.Environ(), "KONTOR_TEST_HOLD="+path)
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	if _, err := Take(path); !errors.Is(err, ErrLocked) {
		t.Fatalf("two holders: %v", err)
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	l, err := Take(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Write([]byte("{}")); err != nil {
		t.Fatal(err)
	}
	if err := l.Release(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("the lock file stays behind")
	}
}

func TestBackupFolder(t *testing.T) {
	dir := t.TempDir()
	if got := BackupFolder(filepath.Join(dir, "a.kontor")); !filepath.IsAbs(got) || !strings.Contains(got, "Backup") {
		t.Errorf("%s", got)
	}
}
