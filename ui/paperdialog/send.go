package paperdialog

import (
	"context"

	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/ui/kit"
)

// wish says how to print. Carbon paper is struck once for all its parts.
func (g *dialog) wish() printroom.Wish {
	w := printroom.Wish{
		Language: g.doc.Lang, Printer: g.printer, Copies: g.copies, Parts: g.shownParts(), OneStrike: g.size().Tractor && g.shownParts() > 1, PrePrinted: g.pre, Stamp: g.stamp,
		OffsetX: offset(g.offX.Text()), OffsetY: offset(g.offY.Text()),
	}
	if g.chosen < len(g.template) {
		w.Template = g.template[g.chosen].Name
	}
	return w
}

// print sends the documents through the queue to the printer; without one the PDF is saved and
// shown. What fails stays in the queue, and the dialog says why.
func (g *dialog) print() {
	if g.busy || g.layout == nil || g.doc.Queue == nil {
		return
	}
	g.remember()
	g.busy, g.failed, g.progress = true, "", printroom.Progress{Total: max(g.doc.N, 1)}
	w := g.wish()
	g.h.Go(func(ctx context.Context) {
		ctx, stop := context.WithCancel(ctx)
		g.h.Post(func() { g.stop = stop })
		done, err := g.doc.Queue(ctx, w, func(p printroom.Progress) {
			g.h.Post(func() { g.progress = p; g.box.Redraw() })
		})
		stopped := ctx.Err() != nil
		stop()
		g.h.Post(func() { g.printed(done, stopped, err) })
	})
}

// printed says what became of the documents.
func (g *dialog) printed(done printroom.Progress, stopped bool, err error) {
	t := g.h.T
	g.busy, g.stop = false, nil
	switch {
	case err != nil:
		g.h.Report(err)
	case stopped:
		g.failed = t("paper.batch_stopped", "n", done.Done, "rest", done.Total-done.Done-done.Failed)
	case done.Failed > 0 && g.doc.N > 1:
		g.failed = t("paper.batch_failed", "n", done.Failed, "done", done.Done)
	case done.Failed > 0 && done.Last != nil:
		g.failed = t("paper.job_failed", "reason", done.Last.Error)
	default:
		g.box.Close()
		switch {
		case g.doc.N > 1:
			g.h.Toast(t("paper.batch_done", "n", done.Done), nil)
		case done.Last != nil && done.Last.File != "":
			g.h.Toast(t("paper.saved_instead", "file", done.Last.File), nil)
		case done.Last != nil:
			g.h.Toast(t("paper.printed", "printer", done.Last.Printer), nil)
		}
		return
	}
	g.box.Redraw()
}

// toQueue opens the print queue.
func (g *dialog) toQueue() {
	g.box.Close()
	g.h.Open("company", 0, map[string]string{"tab": "prints"})
}

// toDesigner opens the chosen template in the designer.
func (g *dialog) toDesigner() {
	if g.chosen < len(g.template) {
		g.box.Close()
		g.h.Open(printroom.Templates, 0, map[string]string{"name": g.template[g.chosen].Name})
	}
}

// show turns to another of several documents.
func (g *dialog) show(by int) {
	if n := g.at + by; g.doc.Turn != nil && n >= 0 && n < g.doc.N {
		g.at, g.page = n, 1
		g.doc.Turn(n)
		g.relay()
	}
}

// printGrid prints lines every 10 mm with the offsets in force, to see where the printer
// prints.
func (g *dialog) printGrid() {
	r := paper.Request{
		Kind: paper.Grid, Paper: g.size().Key, Language: g.doc.Lang, Now: g.h.Now(),
		Options: paper.Options{OffsetX: offset(g.offX.Text()), OffsetY: offset(g.offY.Text())},
	}
	if g.busy {
		return
	}
	job := paper.Job{Printer: g.printer, Copies: 1, Title: g.h.T("paper.grid")}
	g.busy = true
	g.h.Go(func(ctx context.Context) {
		doc, _, err := g.d.Press.Layout(ctx, r)
		var done paper.Printed
		if err == nil {
			done, err = g.d.Press.Print(ctx, doc, job)
		}
		g.h.Post(func() {
			g.busy = false
			g.h.Report(err)
			switch {
			case err != nil:
			case done.File != "":
				g.h.Toast(g.h.T("paper.saved_instead", "file", done.File), nil)
			default:
				g.h.Toast(g.h.T("paper.printed", "printer", done.Printer), nil)
			}
		})
	})
}

// isSheet tells whether the chosen template is a workbook.
func (g *dialog) isSheet() bool {
	return g.d.Workbook != nil && g.chosen < len(g.template) && g.template[g.chosen].Sheet
}

// saveBook writes the filled workbook where the user says. PRT-02
func (g *dialog) saveBook() {
	if g.layout == nil {
		return
	}
	r, stamp := g.request(nil), g.stamp
	g.h.SaveFile(kit.FileRequest{Title: g.h.T("paper.save_book"), Name: g.doc.File + ".xlsx", Exts: []string{"xlsx"}, Kinds: "Excel", Confirm: true}, func(path string) {
		g.h.Go(func(ctx context.Context) {
			var raw []byte
			data, err := g.doc.Data(ctx, g.doc.Count+1, stamp)
			if err == nil {
				r.Data = data
				raw, err = g.d.Workbook(ctx, r)
			}
			if err == nil {
				err = g.d.Write(path, raw)
			}
			g.h.Post(func() {
				g.h.Report(err)
				if err == nil {
					g.h.Toast(g.h.T("paper.saved", "file", path), nil)
				}
			})
		})
	})
}
