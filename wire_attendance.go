package main

import (
	"context"
	"path/filepath"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/paper"
	"kontor/data/files"
	"kontor/printing/excel"
	"kontor/ui/kit"
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
	say := kit.Tongue().T
	if strings.EqualFold(filepath.Ext(to), ".xlsx") {
		f, err := files.Create(to)
		if err != nil {
			return err
		}
		defer f.Abort()
		w, err := excel.NewWriter(f, c.Attendance.SheetHead(x, say))
		if err != nil {
			return err
		}
		defer w.Abort()
		if err := c.Attendance.WriteSheet(ctx, x, w, say); err != nil {
			return err
		}
		if _, err := w.Close(); err != nil {
			return err
		}
		return f.Commit()
	}
	doc, _, err := c.house.press.Layout(ctx, paper.Request{Kind: paper.Attendance, Language: kit.Tongue().Lang, Data: x.Paper(say), Now: c.Ground.Clock.Now()})
	if err != nil {
		return err
	}
	raw, err := c.house.press.PDF(doc)
	if err != nil {
		return err
	}
	return writeFile(to, raw)
}
