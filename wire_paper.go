package main

import (
	"context"
	"maps"
	"strconv"
	"sync/atomic"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/printing"
	"kontor/ui/finance"
	"kontor/ui/kit"
	"kontor/ui/paperdialog"
	"kontor/ui/records"
	"kontor/ui/shell"
)

// dialogs are what opens over a page: the print dialog of every document.
func (c *office) dialogs() map[string]func(h kit.Host, t shell.Target) {
	return map[string]func(h kit.Host, t shell.Target){"print": c.printDialog, "mail.document": c.mailDocument, "set_off": c.setOffDialog}
}

// setOffDialog shows how a credit settles what its customer owes.
func (c *office) setOffDialog(h kit.Host, t shell.Target) { finance.ShowSetOff(h, c.Finance, t.ID) }

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
			doc.Queue = c.queue([]printroom.Item{{Kind: t.Args["kind"], ID: t.ID, Document: doc.Kind}})
			paperdialog.Show(h, paperdialog.Deps{Press: c.press, Write: writeFile, Workbook: c.press.Workbook}, doc)
		})
	})
}

// printList shows a list as it will be printed, under the head of the company.
func (c *office) printList(h kit.Host, w records.ListPaper) {
	doc := paperdialog.Document{
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
	}
	doc.Queue = c.queue([]printroom.Item{{Title: w.Title, Document: paper.List, Fill: doc.Data}})
	paperdialog.Show(h, paperdialog.Deps{Press: c.press, Write: writeFile, Workbook: c.press.Workbook}, doc)
}

// queue prints documents through the print queue.
func (c *office) queue(items []printroom.Item) func(context.Context, printroom.Wish, func(printroom.Progress)) (printroom.Progress, error) {
	return func(ctx context.Context, w printroom.Wish, tell func(printroom.Progress)) (printroom.Progress, error) {
		batch, _, err := c.Prints.Ask(ctx, items, w)
		if err != nil {
			return printroom.Progress{}, err
		}
		defer c.followPrints()
		defer printing.Spare()()
		return c.Prints.Run(ctx, batch, tell)
	}
}

// mostPrinted is how many documents are printed together.
const mostPrinted = 2000

// printMany prints the chosen documents of a list, one after the other.
func (c *office) printMany(h kit.Host, kind string, ids []int64) {
	if _, ok := c.papered()[kind]; !ok || len(ids) == 0 {
		h.Report(errNotYet(kind))
		return
	}
	if len(ids) > mostPrinted {
		h.Report(app.E(app.Invalid, "print_job.many", "n", len(ids), "most", mostPrinted))
		return
	}
	var at atomic.Int64
	h.Go(func(ctx context.Context) {
		first, err := c.document(ctx, kind, ids[0])
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			items := make([]printroom.Item, len(ids))
			for i, id := range ids {
				items[i] = printroom.Item{Kind: kind, ID: id, Document: first.Kind}
			}
			doc := first
			doc.Lang, doc.N, doc.Turn = h.Lang(), len(ids), func(i int) { at.Store(int64(i)) }
			doc.Title, doc.File = h.T("paper.title.many", "n", len(ids), "what", h.T("dict.paper."+string(first.Kind))), h.T("dict.paper."+string(first.Kind))
			doc.Data = func(ctx context.Context, _ int64, stamp bool) (paper.Data, error) {
				x, err := c.document(ctx, kind, ids[at.Load()])
				if err != nil {
					return nil, err
				}
				return x.Data(ctx, x.Count+1, stamp)
			}
			doc.Queue = c.queue(items)
			paperdialog.Show(h, paperdialog.Deps{Press: c.press, Write: writeFile, Workbook: c.press.Workbook}, doc)
		})
	})
}

// prints tells whether the documents of a kind have a paper that the person may print.
func (c *office) prints(kind string) bool {
	_, ok := c.papered()[kind]
	return ok && c.actor.Can(identity.May(kind, identity.Print))
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
	logged, err := c.Prints.Before(ctx, kind, id)
	if err != nil {
		return paperdialog.Document{}, err
	}
	count = max(count, logged)
	d := paperdialog.Document{Title: kit.Tongue().T("paper.title."+kind, "number", number), File: number, Kind: of.kind, Count: count, Stamp: c.stamped(ctx)}
	d.Data = func(ctx context.Context, n int64, stamp bool) (paper.Data, error) {
		return of.fill(ctx, id, company.Print{Files: c.db.Blobs(), Stamp: stamp, Count: n})
	}
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
