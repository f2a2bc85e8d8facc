package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"kontor/app"
	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/app/paper"
	"kontor/data/files"
	"kontor/printing/excel"
	ui "kontor/ui/attendance"
	"kontor/ui/kit"
	"kontor/ui/shell"
)

// CalcPeriod computes attendance results of a period.
func (c *office) CalcPeriod(ctx context.Context, from, to calendar.Date) (int, error) {
	done, err := c.Attendance.Compute(ctx, attendance.Period{From: from, To: to})
	return done.Days, err
}

// sheetOf is the month sheet of everybody.
func (c *office) sheetOf(ctx context.Context, month calendar.Date) (*attendance.Sheet, error) {
	view, err := c.Attendance.Month(ctx, month)
	if err != nil {
		return nil, err
	}
	firm, err := c.firm(ctx)
	if err != nil {
		return nil, err
	}
	return &attendance.Sheet{View: view, Company: paper.Data{"name": firm.Name}, Maker: c.actor.Name, WithDays: true}, nil
}

// Sheet writes the month sheet as PDF or workbook.
func (c *office) Sheet(ctx context.Context, month calendar.Date, to string) error {
	x, err := c.sheetOf(ctx, month)
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(to), ".xlsx") {
		return c.writeSheet(ctx, x, to)
	}
	doc, _, err := c.press.Layout(ctx, paper.Request{Kind: paper.Attendance, Language: kit.Tongue().Lang, Data: x.Paper(kit.Tongue().T), Now: c.Ground.Clock.Now()})
	if err != nil {
		return err
	}
	raw, err := c.press.PDF(doc)
	if err != nil {
		return err
	}
	return writeFile(to, raw)
}

// writeSheet writes the month sheet as a workbook.
func (c *office) writeSheet(ctx context.Context, x *attendance.Sheet, to string) error {
	say := kit.Tongue().T
	return writeBook(to, c.Attendance.SheetHead(x, say), func(w exporting.Writer) error { return c.Attendance.WriteSheet(ctx, x, w, say) })
}

// attendanceKinds are the records that the attendance window shows.
var attendanceKinds = []string{
	attendance.Employees, attendance.Shifts, attendance.Groups, attendance.Devices, attendance.Leaves, attendance.Trips, attendance.Corrections,
	attendance.Overtimes, attendance.DayResults,
}

// attendancePage is the attendance window.
func (c *office) attendancePage(h kit.Host, _ shell.Target) kit.Page {
	return ui.New(h, ui.Deps{PageDeps: c.deps(), Book: c.Attendance, File: punchFile, ExportMonth: c.writeSheet, ExportRoster: c.writeRoster})
}

// writeRoster writes the roster of a month as a workbook that can be imported again.
func (c *office) writeRoster(_ context.Context, v *attendance.RosterView, to string) error {
	say := kit.Tongue().T
	return writeBook(to, v.RosterHead(say), func(w exporting.Writer) error { return v.WriteRoster(w, say) })
}

// writeBook writes one workbook that is whole or not there.
func writeBook(to string, head exporting.Head, write func(exporting.Writer) error) error {
	f, err := files.Create(to)
	if err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(to)).Because(err)
	}
	defer f.Abort()
	make := excel.NewWriter
	if strings.EqualFold(filepath.Ext(to), ".csv") {
		make = exporting.NewCSV
	}
	w, err := make(f, head)
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := write(w); err != nil {
		return err
	}
	if _, err := w.Close(); err != nil {
		return err
	}
	return f.Commit()
}

// punchFile reads a file of a time clock or a roster: text as it is, workbooks by row.
func punchFile(path string) (ui.File, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return ui.File{}, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	out := ui.File{Name: filepath.Base(path), Data: raw, Done: func() {}}
	if !bytes.HasPrefix(raw, []byte("PK\x03\x04")) {
		return out, nil
	}
	src, err := openSheet(path)
	if err != nil {
		return ui.File{}, err
	}
	rows, err := src.Open(src.Info().Detected)
	if err != nil {
		src.Close()
		return ui.File{}, err
	}
	sum := sha256.Sum256(raw)
	out.Data, out.Hash, out.Rows = nil, hex.EncodeToString(sum[:]), &sheetRows{rows: rows}
	out.Done = func() { rows.Close(); src.Close() }
	return out, nil
}

// sheetRows reads a workbook for the parser of punch files.
type sheetRows struct {
	rows importing.Rows
	row  importing.Row
}

// Next gives the texts of the next row; io.EOF behind the last one.
func (r *sheetRows) Next() ([]string, error) {
	if err := r.rows.Next(&r.row); err != nil {
		return nil, err
	}
	out := make([]string, len(r.row.Cells))
	for i, c := range r.row.Cells {
		out[i] = c.Text
	}
	return out, nil
}

// Line is the row's number in the sheet.
func (r *sheetRows) Line() int { return r.row.Line }
