package main

import (
	"bytes"
	"context"
	"image/png"
	"path/filepath"
	"strings"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/data/files"
	"kontor/ui/cli"
	"kontor/ui/kit"
)

// Print writes one document as PDF or picture.
func (c *office) Print(ctx context.Context, w cli.PrintWish) (int, error) {
	data, kind, err := c.paperOf(ctx, w.Kind, w.Number)
	if err != nil {
		return 0, err
	}
	doc, _, err := c.press.Layout(ctx, paper.Request{Kind: kind, Template: w.Template, Paper: w.Paper, Language: kit.Tongue().Lang, Data: data, Now: c.Ground.Clock.Now()})
	if err != nil {
		return 0, err
	}
	if strings.EqualFold(filepath.Ext(w.To), ".png") {
		img, err := c.press.Picture(doc, 1, 150)
		if err != nil {
			return 0, err
		}
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			return 0, err
		}
		return 1, writeFile(w.To, b.Bytes())
	}
	raw, err := c.press.PDF(doc)
	if err != nil {
		return 0, err
	}
	return len(doc.Pages), writeFile(w.To, raw)
}

// paperOf finds a document by its number and fills its paper.
func (c *office) paperOf(ctx context.Context, kind, number string) (paper.Data, paper.Kind, error) {
	switch kind {
	case "statement":
		return c.statementOf(ctx, number)
	case "cash-journal":
		return c.journalOf(ctx, number)
	case "ageing":
		return c.ageingOf(ctx, number)
	case "attendance":
		return c.attendanceOf(ctx, number)
	}
	for name, of := range c.papered() {
		if of.command != kind {
			continue
		}
		id, err := c.numbered(ctx, name, number, identity.Print)
		if err != nil {
			return nil, "", err
		}
		d, err := of.fill(ctx, id, company.Print{Files: c.db.Blobs(), Stamp: c.stamped(ctx)})
		return d, of.kind, err
	}
	return nil, "", app.E(app.NotFound, "print.not_yet", "kind", kind)
}

// statementOf fills the statement of a customer, named by its name, for this year.
func (c *office) statementOf(ctx context.Context, name string) (paper.Data, paper.Kind, error) {
	id, err := c.firstOf(ctx, listing.Query{Entity: "customer", Filter: listing.Is("name", listing.Eq, name)})
	if err == nil && id == 0 {
		err = app.E(app.NotFound, "print.no_number", "number", name)
	}
	if err != nil {
		return nil, "", err
	}
	today := c.Ground.Registry.Today()
	year, _, _ := today.Parts()
	d, err := c.Finance.StatementPaper(ctx, id, calendar.Of(year, 1, 1), today, finance.Print{Files: c.db.Blobs(), Stamp: c.stamped(ctx)})
	return d, paper.Statement, err
}

// journalOf fills the cash journal of an account, named by its name, for this year.
func (c *office) journalOf(ctx context.Context, name string) (paper.Data, paper.Kind, error) {
	id, err := c.firstOf(ctx, listing.Query{Entity: finance.Accounts, Filter: listing.Is("name", listing.Eq, name)})
	if err == nil && id == 0 {
		err = app.E(app.NotFound, "print.no_number", "number", name)
	}
	if err != nil {
		return nil, "", err
	}
	today := c.Ground.Registry.Today()
	year, _, _ := today.Parts()
	d, err := c.Finance.CashJournalPaper(ctx, id, calendar.Of(year, 1, 1), today, finance.Print{Files: c.db.Blobs()})
	return d, paper.CashJournal, err
}

// ageingOf fills the ageing of receivables as of a day.
func (c *office) ageingOf(ctx context.Context, day string) (paper.Data, paper.Kind, error) {
	on, err := calendar.ParseShort(day, c.Ground.Registry.Today(), calendar.Past)
	if err != nil {
		return nil, "", err
	}
	d, err := c.Finance.AgeingPaper(ctx, on, nil, finance.Print{Files: c.db.Blobs()})
	return d, paper.Ageing, err
}

// attendanceOf fills the attendance sheet of a month, YYYY-MM.
func (c *office) attendanceOf(ctx context.Context, month string) (paper.Data, paper.Kind, error) {
	from, err := calendar.MonthOf(month)
	if err != nil {
		return nil, "", app.E(app.NotFound, "print.no_number", "number", month)
	}
	x, err := c.sheetOf(ctx, from)
	if err != nil {
		return nil, "", err
	}
	return x.Paper(kit.Tongue().T), paper.Attendance, nil
}

// numbered finds the newest record with a number that the person may print.
func (c *office) numbered(ctx context.Context, kind, number string, verb identity.Verb) (int64, error) {
	id, err := c.firstOf(ctx, listing.Query{Entity: kind, Filter: listing.Is(c.named(kind), listing.Eq, number), Sort: []listing.Sort{{Key: "id", Desc: true}}}, verb)
	if err == nil && id == 0 {
		err = app.E(app.NotFound, "print.no_number", "number", number)
	}
	return id, err
}

// firstOf is the first id of a query, 0 when it has none.
func (c *office) firstOf(ctx context.Context, q listing.Query, verb ...identity.Verb) (int64, error) {
	act := identity.See
	if len(verb) > 0 {
		act = verb[0]
	}
	plan, err := listing.Allow(ctx, c.Ground.Registry, identity.May(q.Entity, act), q)
	if err != nil {
		return 0, err
	}
	ids, err := c.db.First(ctx, plan, 1)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// writeFile writes a file that is whole or not there.
func writeFile(path string, content []byte) error {
	f, err := files.Create(path)
	if err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
	}
	defer f.Abort()
	if _, err := f.Write(content); err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
	}
	return f.Commit()
}

// named is the field that people name the documents of a kind by: their number, or their title
// where they have none.
func (c *office) named(kind string) string {
	if t := c.Ground.Registry.Type(kind); t.Field("number") == nil {
		return t.Title
	}
	return "number"
}
