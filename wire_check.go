package main

import (
	"context"
	"runtime/debug"
	"strings"

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
