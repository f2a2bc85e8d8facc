package attendance

import (
	"context"

	"kontor/app/attendance"
	"kontor/app/attendance/punchfile"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Table are the rows of a file, of a workbook or a CSV.
func (f File) Table() punchfile.RowReader {
	if f.Rows != nil {
		return f.Rows
	}
	return punchfile.TextTable(f.Data)
}

func (t *rosterTab) head() []kit.Button {
	p := t.p
	var out []kit.Button
	if p.host.Actor().Can(identity.May(attendance.Rosters, identity.Import)) {
		out = append(out, kit.Button{ID: "import", Text: p.t("attendance.import_roster"), Icon: icons.Download, Kind: kit.Plain, Tap: t.pick})
	}
	if p.d.ExportRoster != nil && p.host.Actor().Can(identity.May(attendance.Rosters, identity.Export)) {
		out = append(out, kit.Button{ID: "export", Text: p.t("attendance.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: t.export})
	}
	return out
}

// pick reads a roster file, tells what it would change, and fills it in.
func (t *rosterTab) pick() {
	p := t.p
	p.host.PickFile(kit.FileRequest{Title: p.t("attendance.import_roster"), Kinds: "Excel, CSV", Exts: []string{"xlsx", "csv"}}, func(path string) {
		var r *attendance.RosterImport
		month := p.month
		p.run(func(ctx context.Context) error {
			f, err := p.d.File(path)
			if err != nil {
				return err
			}
			if f.Done != nil {
				defer f.Done()
			}
			r, err = p.d.Book.ReadRoster(ctx, f.Table(), month)
			return err
		}, func() { t.askImport(r) })
	})
}

func (t *rosterTab) askImport(r *attendance.RosterImport) {
	p := t.p
	text := p.t("attendance.roster_found", "n", len(r.Cells), "faults", len(r.Faults))
	for i, f := range r.Faults {
		if i == 5 {
			text += "\n…"
			break
		}
		text += "\n" + p.t("attendance.line", "n", f.Line) + " " + p.t("attendance.fault."+f.Key) + " " + f.Found
	}
	if len(r.Cells) == 0 {
		p.host.Ask(kit.Question{Title: p.t("attendance.import_roster"), Text: text, Yes: p.t("attendance.other_file"), OnYes: t.pick})
		return
	}
	p.host.Ask(kit.Question{Title: p.t("attendance.import_roster"), Text: text, Yes: p.t("attendance.roster_do", "n", len(r.Cells)), OnYes: func() { t.write(r.Cells) }})
}

func (t *rosterTab) export() {
	v := t.view
	if v == nil || t.p.d.ExportRoster == nil {
		return
	}
	t.p.host.SaveFile(kit.FileRequest{Title: t.p.t("attendance.export"), Name: t.p.t("attendance.roster_title", "month", v.Month.Month()) + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true}, func(path string) {
		t.p.run(func(ctx context.Context) error { return t.p.d.ExportRoster(ctx, v, path) }, func() { t.p.host.Toast(t.p.t("records.exported", "file", path), nil) })
	})
}
