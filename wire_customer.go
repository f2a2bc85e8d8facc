package main

import (
	"bytes"
	"cmp"
	"context"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/batch"
	"kontor/app/blob"
	"kontor/app/cleaning"
	"kontor/app/customer"
	"kontor/app/exporting"
	"kontor/app/picture"
	"kontor/app/record"
	"kontor/data/files"
	cleanui "kontor/ui/cleaning"
	ui "kontor/ui/customer"
	"kontor/ui/importpage"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// customerPage is the window of customers, or the page of an import.
func (c *office) customerPage(h kit.Host, t shell.Target) kit.Page {
	if t.Kind == "import" {
		p, err := importpage.New(h, importpage.Deps{
			Imports: c.imports, Runner: c.runner, Registry: c.Ground.Registry, Source: c.db, Open: openSheet,
			Create: func(path string) (exporting.File, error) { return files.Create(path) },
		}, cmp.Or(t.Args["kind"], "customers"))
		if err != nil {
			h.Report(err)
			return nil
		}
		return p
	}
	if slices.Contains(ui.OfficeKinds, t.Kind) {
		return ui.NewOffice(h, c.customerDeps(), c.deps(), t.Kind, t.Args)
	}
	switch t.Kind {
	case "merge":
		with, _ := strconv.ParseInt(t.Args["with"], 10, 64)
		return cleanui.NewMerge(h, c.cleaningDeps(), customer.Customers, t.ID, with)
	case "cleaning":
		return cleanui.NewPage(h, c.cleaningDeps())
	case "batch_entry":
		return ui.NewMany(h, c.customerDeps())
	}
	if slices.Contains(ui.DossierKinds, t.Kind) {
		return c.dossierPage(h, t)
	}
	if asForm(t) {
		return ui.NewForm(h, c.customerDeps(), t.ID, t.Args)
	}
	if t.New { // a contact
		p := records.NewPage(h, c.deps(), h.T(t.Kind+".many"), []records.Tab{{Kind: t.Kind}})
		p.ShowWith(t.Kind, 0, true, t.Args)
		return p
	}
	return customerPages{ui.New(h, c.customerDeps())}
}

// asForm tells whether a target is the form of a customer, a page of its own.
func asForm(t shell.Target) bool {
	return t.Kind == customer.Customers && (t.New || t.Args["form"] != "")
}

func (c *office) customerDeps() ui.Deps {
	return ui.Deps{
		Deps: records.Deps{Registry: c.Ground.Registry, Source: c.db, Files: stored{c}, Columns: c.columns, Texts: c.Snippets.Offered}, Customers: c.Customers, Views: c.Views,
		Records: func(kind string) record.Any { return c.Ground.Service(kind) }, History: c.History, Files: stored{c}, Cards: cards{}, Habits: c.Sales.Habits, OpenLink: shell.SystemDialogs{}.OpenFile,
		InTx: func(ctx context.Context, why string, fn func(context.Context) error) error {
			return c.db.InTx(audit.Why(ctx, audit.Reason{Kind: why}), fn)
		},
		Batch:  batch.New(c.Ground).Run,
		Scans:  scans{c},
		Undo:   func(ctx context.Context) error { _, err := c.undo(ctx); return err },
		Export: c.exportList, Print: c.printList, Checks: c.Customers.Checks(), Statement: c.Finance.StatementOf, States: c.Finance.CustomerStates, Mark: c.putMark, Marks: c.Marks.List, Care: c.Market.CareFor,
	}
}

func (c *office) cleaningDeps() cleanui.Deps {
	return cleanui.Deps{
		Registry: c.Ground.Registry, Merges: c.Merges, Rules: c.Cleaning, History: c.History, Names: c.names,
		Undo: func(ctx context.Context) error { _, err := c.undo(ctx); return err },
	}
}

// scans run as long as the company is open.
type scans struct{ c *office }

// Start begins a scan for the acting person.
func (s scans) Start(kind string, tell func()) (*cleaning.Scan, error) {
	return s.c.Cleaning.Start(s.c.ctx, kind, tell)
}

// Latest is the person's last scan.
func (s scans) Latest(kind string) *cleaning.Scan { return s.c.Cleaning.Latest(s.c.ctx, kind) }

// dossierPage is the page of the lists of one customer's dossier, or of all of them.
func (c *office) dossierPage(h kit.Host, t shell.Target) kit.Page {
	id, _ := strconv.ParseInt(t.Args["customer_id"], 10, 64)
	name := ""
	if id != 0 {
		names, err := c.names(c.ctx, customer.Customers, []int64{id})
		if err != nil {
			h.Report(err)
			return nil
		}
		name = names[id]
	}
	p := ui.NewDossier(h, c.customerDeps(), c.deps(), id, name)
	if t.Args["part"] == "map" {
		p.ShowTab(1)
	}
	p.ShowWith(t.Kind, t.ID, t.New, t.Args)
	return p
}

// exportList writes the list of customers with the purpose the user gave.
func (c *office) exportList(ctx context.Context, r ui.ExportRequest) error {
	_, err := c.exports.Save(ctx, exporting.Request{Query: r.Query, View: r.View, Path: r.Path, Purpose: r.Purpose, Words: kit.Tongue()})
	return err
}

type customerPages struct{ *ui.Page }

// OpenTarget shows a customer or contact; an import has a page of its own.
func (p customerPages) OpenTarget(t shell.Target) bool {
	if t.Kind == "import" || t.Kind == "merge" || t.New || asForm(t) || slices.Contains(ui.OfficeKinds, t.Kind) || slices.Contains(ui.DossierKinds, t.Kind) {
		return false
	}
	return p.Show(t.Kind, t.ID, t.Args)
}

// stored keeps attachments beside the company.
type stored struct{ c *office }

// Put stores a file of the disk.
func (s stored) Put(ctx context.Context, path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	defer f.Close()
	if st, err := f.Stat(); err != nil || st.IsDir() {
		return "", 0, app.E(app.Invalid, "file.unreadable", "file", path).Because(err)
	}
	info, err := s.c.db.Blobs().Put(ctx, f)
	return blob.Ref{Sum: info.Sum, Name: blob.CleanName(filepath.Base(path))}.String(), info.Size, err
}

// PutPicture stores a file of the disk that has to be a picture.
func (s stored) PutPicture(ctx context.Context, path string) (string, int64, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, app.E(app.NotFound, "file.unreadable", "file", path).Because(err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err == nil {
		err = picture.Measure(filepath.Base(path), f, st.Size())
	}
	if err != nil {
		return "", 0, err
	}
	return s.Put(ctx, path)
}

// Image reads a stored picture, as large as it is kept for looking at.
func (s stored) Image(ctx context.Context, ref string) (image.Image, error) {
	r, ok := blob.ParseRef(ref)
	if !ok {
		return nil, app.E(app.NotFound, "blob.missing")
	}
	in, err := s.c.db.Blobs().Open(ctx, r.Sum)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	raw, err := io.ReadAll(io.LimitReader(in, picture.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	return picture.Read(r.Name, bytes.NewReader(raw), int64(len(raw)))
}

// SaveAs writes a copy of a stored file.
func (s stored) SaveAs(ctx context.Context, ref, path string) error {
	r, ok := blob.ParseRef(ref)
	if !ok {
		return app.E(app.NotFound, "blob.missing")
	}
	in, err := s.c.db.Blobs().Open(ctx, r.Sum)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := files.Create(path)
	if err != nil {
		return app.E(app.Internal, "export.file", "file", filepath.Base(path)).Because(err)
	}
	defer out.Abort()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Commit()
}

// Open shows a stored file with the program for its kind; a copy, so that nothing changes
// what is stored.
func (s stored) Open(ctx context.Context, ref string) error {
	r, ok := blob.ParseRef(ref)
	if !ok {
		return app.E(app.NotFound, "blob.missing")
	}
	in, err := s.c.db.Blobs().Open(ctx, r.Sum)
	if err != nil {
		return err
	}
	defer in.Close()
	dir, err := os.MkdirTemp("", "kontor-")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, blob.CleanName(r.Name))
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if closed := out.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return shell.SystemDialogs{}.OpenFile(path)
}
