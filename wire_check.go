package main

import (
	"context"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/backup"
	"kontor/app/identity"
	"kontor/data"
	"kontor/ui/cli"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// engines names the parts whose version matters to somebody who reports a fault.
func engines() []string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	names := map[string]string{"fyne.io/fyne/v2": "Fyne", "github.com/mattn/go-sqlite3": "go-sqlite3", "github.com/jackc/pgx/v5": "pgx"}
	out := []string{info.GoVersion}
	for _, m := range info.Deps {
		if name := names[m.Path]; name != "" {
			out = append(out, name+" "+m.Version)
		}
	}
	return out
}

// check is `company check`: it opens the file without changing it and looks at every table.
func (h *house) check(ctx context.Context, w cli.Where) (cli.Soundness, error) {
	kit.SetTongue(tr.In(w.Lang))
	p := h.params(w.Company, w)
	p.ReadOnly = true
	c, err := h.openCompany(ctx, p)
	if err != nil {
		return cli.Soundness{}, err
	}
	defer c.db.Close()
	s, err := c.db.Check(ctx, true)
	return told(s), err
}

// told puts a check into the words of the command.
func told(s data.Soundness) cli.Soundness {
	t := kit.Tongue()
	out := cli.Soundness{Schema: int(s.Schema), Sound: s.Sound, Counts: s.Counts}
	if !s.LastBackup.At.IsZero() {
		out.LastVerifiedBackup = s.LastBackup.At.Format("2006-01-02T15:04:05Z07:00")
	}
	if len(s.Damaged) > 0 {
		out.Problems = append(out.Problems, t.T("cli.damaged", "tables", strings.Join(s.Damaged, ", ")))
	}
	if s.Loose > 0 {
		out.Problems = append(out.Problems, t.T("cli.loose", "n", s.Loose))
	}
	if !s.SearchOK {
		out.Problems = append(out.Problems, t.T("cli.index"))
	}
	return out
}

// backups makes, verifies and keeps the backups of this company.
func (c *office) backups() *backup.Service {
	zone := c.Ground.Registry.Zone()
	return backup.New(data.NewBackups(c.db, zone), c.Ground.Clock, zone)
}

// Backup is the command: a verified backup in a folder.
func (c *office) Backup(ctx context.Context, folder string) (string, cli.Soundness, error) {
	v, err := c.backups().Run(ctx, folder)
	return v.File, backedUp(v), err
}

// backedUp puts a verified backup into the words of the command.
func backedUp(v backup.Verified) cli.Soundness {
	s := cli.Soundness{Sound: v.SHA256 != "", Counts: v.Manifest.Counts, LastVerifiedBackup: v.Manifest.At.Format(time.RFC3339)}
	for _, n := range v.Manifest.Schema {
		s.Schema = max(s.Schema, int(n))
	}
	return s
}

// verify is `backup verify`: it reads a backup back without any company being open.
func (h *house) verify(ctx context.Context, file string) (cli.Soundness, error) {
	v, err := data.VerifyBackup(ctx, file, clockOf(0))
	return backedUp(v), err
}

// backupNow makes a backup from the menu and says where it is.
func (c *office) backupNow(h kit.Host, _ int64) {
	h.Go(func(ctx context.Context) {
		v, err := c.backups().Run(ctx, c.backupFolder())
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			h.Toast(h.T("settings.backed_up", "file", v.File), nil)
		})
	})
}

// lastBackup is when the latest backup that lies in the folder was made; zero: there is none.
func (c *office) lastBackup(ctx context.Context) (time.Time, error) {
	if c.db.Path() == "" {
		return c.Ground.Clock.Now(), nil // a team database is backed up where its server is
	}
	list, err := c.backups().List(ctx, c.backupFolder())
	if app.KindOf(err) == app.Denied {
		return time.Time{}, nil // no folder, or none that can be read: there is no backup
	}
	var last time.Time
	for _, f := range list {
		if f.At.After(last) {
			last = f.At
		}
	}
	return last, err
}

// backupFolder is where backups go: beside the company.
func (c *office) backupFolder() string { return filepath.Join(filepath.Dir(c.db.Path()), "Backup") }

// restore is `restore`: a new company file of a checked backup.
func (h *house) restore(ctx context.Context, file, to string) error {
	return data.RestoreBackup(ctx, file, to, clockOf(0))
}

// dailyBackup is the nightly job: into the folder of the settings, else beside the companies.
func (c *office) dailyBackup(ctx context.Context) error {
	if c.db.Path() == "" {
		return nil // a team database is backed up where its server is
	}
	_, err := c.backups().Run(identity.System(ctx, "backup"), c.backupFolder())
	return err
}
