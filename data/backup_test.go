package data_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/backup"
	"kontor/app/blob"
	"kontor/app/identity"
	"kontor/data"
	"kontor/data/datatest"
)

// filled gives a company with rows, an attached file and mail tables.
func filled(t *testing.T, db *data.DB) blob.Sum {
	t.Helper()
	ctx := context.Background()
	if err := db.Do(ctx, "INSERT INTO company_meta (key, value) VALUES ('greeting', '重庆㛃䶮𠮷')"); err != nil {
		t.Fatal(err)
	}
	for i := range 300 {
		err := db.Do(ctx, `INSERT INTO share (uid, created_at, updated_at, kind, record_id, person_id) VALUES (?, 1, 2, 'customer', ?, 3)`, fmt.Sprint("u", i), i)
		if err != nil {
			t.Fatal(err)
		}
	}
	i, err := db.Blobs().Put(ctx, strings.NewReader("合同正文"))
	if err != nil {
		t.Fatal(err)
	}
	return i.Sum
}

func admin() context.Context {
	return identity.With(context.Background(), &identity.Actor{ID: 1, Roles: []identity.Role{{Rights: []string{identity.RightAdmin}}}})
}

// A backup of either engine is one file that comes back as a company file with every row
// and every attached file.
func TestBackupAndRestore(t *testing.T) {
	datatest.EachCompany(t, func(t *testing.T, c *datatest.Company) {
		ctx := admin()
		sum := filled(t, c.DB)
		dir := t.TempDir()
		service := backup.New(data.NewBackups(c.DB, apptest.Zone), c.Clock, apptest.Zone)
		v, err := service.Run(ctx, filepath.Join(dir, "备份"))
		if err != nil {
			t.Fatal(err)
		}
		if v.Manifest.Counts["share"] != 300 || v.SHA256 == "" || !strings.HasSuffix(v.File, backup.Extension) {
			t.Errorf("%+v", v)
		}
		if last, err := c.DB.LastBackup(ctx); err != nil || last.SHA != v.SHA256 || !last.At.Equal(c.Clock.Now()) {
			t.Errorf("%+v %v", last, err)
		}
		left, _ := os.ReadDir(filepath.Dir(v.File))
		if len(left) != 1 {
			t.Errorf("beside the backup: %v", left)
		}
		to := filepath.Join(dir, "neu", "山湖.kontor")
		if err := data.RestoreBackup(ctx, v.File, to, c.Clock); err != nil {
			t.Fatal(err)
		}
		back, err := open(to)
		if err != nil {
			t.Fatal(err)
		}
		defer back.Close()
		s, err := back.Check(ctx, true)
		if err != nil || !s.Sound {
			t.Fatalf("%+v %v", s, err)
		}
		for table, n := range v.Manifest.Counts {
			if s.Counts[table] != n {
				t.Errorf("%s: %d rows, %d came back", table, n, s.Counts[table])
			}
		}
		if n, err := back.Number(ctx, "SELECT count(*) FROM company_meta WHERE value = '重庆㛃䶮𠮷'"); err != nil || n != 1 {
			t.Errorf("characters changed: %v", err)
		}
		r, err := back.Blobs().Open(ctx, sum)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if b, err := io.ReadAll(r); err != nil || string(b) != "合同正文" {
			t.Errorf("%q %v", b, err)
		}
		if err := data.RestoreBackup(ctx, v.File, to, c.Clock); keyOf(err) != "backup.target_exists" {
			t.Errorf("restored over a company: %v", err)
		}
	})
}

// A company moves into a team database and back without losing anything, and new rows
// go on after the old ones.
func TestMoveBetweenEngines(t *testing.T) {
	ctx := context.Background()
	from, to := datatest.Open(t, data.SQLite).DB, datatest.Open(t, data.Postgres).DB
	filled(t, from)
	if err := data.CopyRows(ctx, from, to); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"SELECT count(*) FROM share", "SELECT sum(record_id) FROM share", "SELECT count(*) FROM company_meta WHERE value = '重庆㛃䶮𠮷'"} {
		a, err1 := from.Number(ctx, q)
		b, err2 := to.Number(ctx, q)
		if a != b || err1 != nil || err2 != nil {
			t.Errorf("%s: %d and %d, %v %v", q, a, b, err1, err2)
		}
	}
	if err := to.Do(ctx, "INSERT INTO share (uid, created_at, updated_at, kind, record_id, person_id) VALUES ('new', 1, 2, 'customer', 1, 3)"); err != nil {
		t.Errorf("a new row: %v", err)
	}
}

// Any changed byte of a backup is found.
func TestFlippedBytesAreFound(t *testing.T) {
	ctx := admin()
	c := datatest.Open(t, data.SQLite)
	filled(t, c.DB)
	file := filepath.Join(t.TempDir(), "a.kontor-backup")
	if err := data.NewBackups(c.DB, apptest.Zone).Make(ctx, file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 60 {
		spoiled := bytes.Clone(whole)
		at := r.IntN(len(spoiled))
		spoiled[at] ^= 1 << r.IntN(8)
		path := filepath.Join(t.TempDir(), "b.kontor-backup")
		if err := os.WriteFile(path, spoiled, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := data.VerifyBackup(ctx, path, c.Clock)
		if key := keyOf(err); key != "backup.damaged" && key != "backup.not_a_backup" {
			t.Errorf("byte %d of %d: %v", at, len(whole), err)
		}
	}
	for _, cut := range []int{0, 10, len(whole) / 2, len(whole) - 1} {
		path := filepath.Join(t.TempDir(), "c.kontor-backup")
		if err := os.WriteFile(path, whole[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := data.VerifyBackup(ctx, path, c.Clock); err == nil {
			t.Errorf("cut off after %d of %d bytes, and not noticed", cut, len(whole))
		}
	}
}

// A backup whose parts lead elsewhere, or that is something else, restores nothing.
func TestHostileBackups(t *testing.T) {
	ctx := context.Background()
	for name, parts := range map[string]map[string]string{
		"elsewhere": {"../../evil": "x", "manifest.json": "{}"},
		"empty":     {},
		"no sum":    {"manifest.json": `{"format":1}`},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "x.kontor-backup")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for n, text := range parts {
			w, _ := z.Create(n)
			_, _ = w.Write([]byte(text))
		}
		_ = z.SetComment("kontor-backup 00")
		z.Close()
		f.Close()
		to := filepath.Join(dir, "new.kontor")
		if err := data.RestoreBackup(ctx, path, to, apptest.NewClock()); err == nil {
			t.Errorf("%s: restored", name)
		}
		if left, _ := os.ReadDir(dir); len(left) != 1 {
			t.Errorf("%s: left behind %v", name, left)
		}
	}
}

// A backup beside a program that writes is a company as of one moment: both halves of
// every pair, and sound.
func TestBackupBesideWriter(t *testing.T) {
	ctx := admin()
	c := datatest.Open(t, data.SQLite)
	if err := c.DB.Script(ctx, "CREATE TABLE crash (n {{int}} NOT NULL, half {{int}} NOT NULL, filler TEXT NOT NULL, PRIMARY KEY (n, half)) {{strict}}"); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var writer sync.WaitGroup
	var slowest time.Duration
	started := make(chan struct{})
	writer.Go(func() {
		for n := int64(1); ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			before := time.Now()
			if err := c.DB.Pair(ctx, n); err != nil {
				t.Errorf("writing beside a backup: %v", err)
				return
			}
			slowest = max(slowest, time.Since(before))
			if n == 50 {
				close(started)
			}
		}
	})
	<-started
	for range 5 {
		file := filepath.Join(t.TempDir(), "a.kontor-backup")
		if err := data.NewBackups(c.DB, apptest.Zone).Make(ctx, file); err != nil {
			t.Fatal(err)
		}
		v, err := data.VerifyBackup(ctx, file, c.Clock)
		if err != nil || v.Manifest.Counts["crash"]%2 != 0 || v.Manifest.Counts["crash"] < 100 {
			t.Errorf("%d halves, %v", v.Manifest.Counts["crash"], err)
		}
	}
	close(stop)
	writer.Wait()
	t.Logf("slowest write beside a backup: %s", slowest)
}

func TestBackupIntoNowhere(t *testing.T) {
	c := datatest.Open(t, data.SQLite)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := backup.New(data.NewBackups(c.DB, apptest.Zone), c.Clock, apptest.Zone).Run(admin(), filepath.Join(file, "x"))
	if keyOf(err) != "backup.no_folder" || app.KindOf(err) != app.Denied {
		t.Errorf("%v", err)
	}
}
