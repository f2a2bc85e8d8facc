package main

import (
	"context"
	"maps"
	"strconv"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/paperdialog"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// dialogs are what opens over a page: the print dialog of every document.
func (c *office) dialogs() map[string]func(h kit.Host, t shell.Target) {
	return map[string]func(h kit.Host, t shell.Target){"print": c.printDialog, "mail.document": c.mailDocument}
}

// printDialog shows the paper of a document; Args["kind"] says of which.
func (c *office) printDialog(h kit.Host, t shell.Target) {
	h.Go(func(ctx context.Context) {
		doc, err := c.document(ctx, t.Args["kind"], t.ID)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			doc.Lang = h.Lang()
			doc.Mail = func([]byte, string) { c.mailDocument(h, t) }
			paperdialog.Show(h, paperdialog.Deps{Press: c.press, Write: writeFile}, doc)
		})
	})
}

// printList shows a list as it will be printed, under the head of the company.
func (c *office) printList(h kit.Host, w records.ListPaper) {
	paperdialog.Show(h, paperdialog.Deps{Press: c.press, Write: writeFile}, paperdialog.Document{
		Title: h.T("paper.title.list", "what", w.Title), File: w.Title, Kind: paper.List, Lang: h.Lang(),
		Data: func(ctx context.Context, n int64, _ bool) (paper.Data, error) {
			d, err := c.Company.Paper(ctx, company.Print{Count: n})
			if err != nil {
				return nil, err
			}
			rows, err := w.Data(ctx)
			maps.Copy(d, rows)
			return d, err
		},
	})
}

// errNotYet tells that a kind of record has no paper.
func errNotYet(kind string) error { return app.E(app.NotFound, "print.not_yet", "kind", kind) }

// document says how a record is printed.
func (c *office) document(ctx context.Context, kind string, id int64) (paperdialog.Document, error) {
	of, ok := c.papered()[kind]
	if !ok {
		return paperdialog.Document{}, errNotYet(kind)
	}
	number, count, err := of.known(ctx, id)
	if err != nil {
		return paperdialog.Document{}, err
	}
	d := paperdialog.Document{Title: kit.Tongue().T("paper.title."+kind, "number", number), File: number, Kind: of.kind, Count: count, Stamp: c.stamped(ctx)}
	d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
		return of.fill(ctx, id, company.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
	}
	d.Printed = func(ctx context.Context) error { _, err := of.printed(ctx, id); return err }
	if d.File == "" {
		d.File = kind + "-" + strconv.FormatInt(id, 10)
	}
	return d, nil
}

// stamped tells whether the acting person may print the stamp of the company, and there
// is one.
func (c *office) stamped(ctx context.Context) bool {
	firm, err := c.firm(ctx)
	return err == nil && firm.Stamp != "" && c.actor.Has(identity.RightStamp)
}
