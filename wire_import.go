package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/exporting"
	"kontor/app/importing"
	"kontor/app/importing/csvfile"
	"kontor/app/importing/vcard"
	"kontor/app/listing"
	"kontor/data"
	"kontor/data/files"
	"kontor/printing/excel"
	"kontor/ui/cli"
	"kontor/ui/kit"
)

// sheets makes the services of imports and exports; their tables are registered with the
// entities.
func (c *office) sheets() {
	c.imports = importing.New(c.Ground, importing.Params{History: c.History, Table: c.Customers.Checks().Table, Sheet: excel.NewWriter, Log: c.house.log})
	c.exports = exporting.New(c.Ground, exporting.Params{
		Sheet:  excel.NewWriter,
		Create: func(path string) (exporting.File, error) { return files.Create(path) },
		Company: func(ctx context.Context) (string, error) {
			firm, err := c.firm(ctx)
			if err != nil {
				return "", err
			}
			return firm.Name, nil
		},
		Views: c.Views,
	})
}

// openSheet opens what is to be imported, by its content: a workbook, a database file,
// the cards of a phone book, else a text table.
func openSheet(path string) (importing.Source, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, app.E(app.NotFound, "file.missing", "file", path).Because(err)
	}
	st, err := f.Stat()
	if err != nil || st.IsDir() {
		f.Close()
		return nil, app.E(app.Invalid, "file.wrong_sort", "file", path)
	}
	head := make([]byte, 16)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		f.Close()
		return nil, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	head = head[:n]
	name := filepath.Base(path)
	var src importing.Source
	switch {
	case data.MagicSQLite(head):
		f.Close()
		return data.OpenSheets(path)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\xd0\xcf")):
		src, err = excel.Open(name, f, st.Size(), f.Close)
	case vcard.Magic(head):
		src, err = vcard.Open(name, f, st.Size(), f.Close)
	default:
		src, err = csvfile.Open(name, f, st.Size(), f.Close)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return src, nil
}

// Import is the command: it maps the columns by itself or by --map, then runs.
func (c *office) Import(ctx context.Context, w cli.ImportWish) (cli.ImportResult, error) {
	src, err := openSheet(w.Source)
	if err != nil {
		return cli.ImportResult{}, err
	}
	defer src.Close()
	wish := importing.Wish{Kind: w.Kind, Source: src, Mode: importing.Mode(w.Mode), Key: w.Key, DryRun: w.DryRun, Failed: c.faultsBeside(w.Source)}
	if w.MapFile != "" {
		if wish.Map, err = os.ReadFile(w.MapFile); err != nil {
			return cli.ImportResult{}, app.E(app.NotFound, "file.missing", "file", w.MapFile).Because(err)
		}
	}
	r, err := c.imports.Do(ctx, wish)
	return cli.ImportResult(r), err
}

// faultsBeside writes the failed rows with their reasons beside the source.
func (c *office) faultsBeside(source string) func(func(importing.ErrorFile) error) (string, error) {
	return func(write func(importing.ErrorFile) error) (string, error) {
		path := source + ".errors.xlsx"
		f, err := files.Create(path)
		if err != nil {
			return "", app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
		}
		defer f.Abort()
		t := kit.Tongue()
		if err := write(importing.ErrorFile{To: f, Sheet: t.T("cli.errors"), Reason: t.T("cli.reason"), Say: t.Error}); err != nil {
			return "", err
		}
		return path, f.Commit()
	}
}

// Revert undoes one import, updates included.
func (c *office) Revert(ctx context.Context, importID string) (cli.ImportResult, error) {
	id, err := strconv.ParseInt(strings.TrimSpace(importID), 10, 64)
	if err != nil {
		return cli.ImportResult{}, app.E(app.NotFound, "import.unknown", "id", importID)
	}
	clashes, err := c.imports.Revert(ctx, id, nil)
	if err == nil && len(clashes) > 0 {
		err = c.clashed(ctx, clashes)
	}
	return cli.ImportResult{ImportID: importID}, err
}

// Export writes a list for the command.
func (c *office) Export(ctx context.Context, w cli.ExportWish) (int, error) {
	if w.Kind == "log" {
		return c.exportLog(ctx, w)
	}
	t := kit.Tongue()
	q, name, err := c.exports.Wish(ctx, w.Kind, w.View, w.Filter, t)
	if err != nil {
		return 0, err
	}
	done, err := c.exports.Save(ctx, exporting.Request{Query: q, View: name, Path: w.To, Purpose: w.Purpose, Words: t})
	return done.Rows, err
}

// exportTo writes the list of a window as it is shown.
func (c *office) exportTo(ctx context.Context, q listing.Query, view, path string) error {
	_, err := c.exports.Save(ctx, exporting.Request{Query: q, View: view, Path: path, Words: kit.Tongue()})
	return err
}
