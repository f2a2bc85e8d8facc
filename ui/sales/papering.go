package sales

import (
	"context"
	"strconv"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// papering says what a document does in a way of its own.
type papering struct {
	pdf  func() // writes the page that a preview shows; nil: the paper as it is printed
	copy func() // begins another one like it; nil: there is none
}

// papering are the commands of every document as paper: print, PDF, mail, its lines as a
// sheet, a copy, and what became of it.
func (p *document[T]) papering(w papering) []kit.Command {
	t, kind := p.host.T, p.e.typ.Name
	pdf := w.pdf
	if pdf == nil {
		pdf = func() { p.withSaved(p.pdf) }
	}
	open := func(what string) func() {
		return func() { p.withSaved(func() { p.host.Open(what, p.id, map[string]string{"kind": kind}) }) }
	}
	list := []kit.Command{
		{ID: "print", Title: t("saleswindow.print"), Icon: icons.Printer, Keys: []kit.Key{"Ctrl+P"}, Status: t("saleswindow.print"), Enabled: p.may(identity.Print, true), Run: open("print")},
		{ID: "pdf", Title: "PDF", Icon: icons.FileText, Enabled: p.may(identity.Print, true), Run: pdf},
		{ID: "mail", Title: t("saleswindow.mail"), Icon: icons.Send, Enabled: p.may(identity.Print, true), Run: open("mail.document")},
		{ID: "excel", Title: t("saleswindow.excel"), Icon: icons.Table, Keys: []kit.Key{"Ctrl+E"}, Enabled: p.may(identity.Print, p.d.Export != nil), Run: func() { p.withSaved(p.excel) }},
		{ID: "timeline", Title: t("saleswindow.timeline"), Icon: icons.History, Keys: []kit.Key{"Ctrl+H"}, Enabled: p.when(!p.e.fresh(), "saleswindow.why_unsaved"), Run: p.timeline},
	}
	if w.copy != nil {
		list = append(list, kit.Command{ID: "copy", Title: t("saleswindow.copy"), Icon: icons.Copy, Enabled: p.may(identity.Add, !p.e.fresh()), Run: w.copy})
	}
	return list
}

// again begins a new document of a kind as a copy of this one.
func (p *document[T]) again(kind string) func() {
	return func() {
		p.withSaved(func() { p.host.New(kind, map[string]string{"copy": strconv.FormatInt(p.id, 10)}) })
	}
}

// another begins another document of the same kind out of the one that it was pulled from: its
// goods come from there, so that a copy holds what is still open.
func (p *document[T]) another(arg string, from int64) func() {
	return func() {
		p.withSaved(func() { p.host.New(p.e.typ.Name, map[string]string{arg: strconv.FormatInt(from, 10)}) })
	}
}

// pdf writes the paper of the document into a file.
func (p *document[T]) pdf() {
	if p.d.PDF == nil || p.d.Write == nil {
		return
	}
	kind, id := p.e.typ.Name, p.id
	p.host.SaveFile(kit.FileRequest{Title: "PDF", Name: p.page.Title() + ".pdf", Exts: []string{"pdf"}, Kinds: "PDF", Confirm: true}, func(path string) {
		p.host.Go(func(ctx context.Context) {
			_, raw, err := p.d.PDF(ctx, kind, id)
			if err == nil {
				err = p.d.Write(path, raw)
			}
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(p.host.T("saleswindow.pdf_saved", "file", path), nil)
				}
			})
		})
	})
}

// excel writes the lines of the document as a sheet, to go along with a mail. INV-04
func (p *document[T]) excel() {
	kid := p.e.typ.Kids[0]
	q := listing.Query{Entity: kid.Name, Filter: listing.Is(kid.Parent().Key, listing.Eq, strconv.FormatInt(p.id, 10)), Sort: []listing.Sort{{Key: "id"}}}
	if kid.Field("pos") != nil {
		q.Sort[0].Key = "pos"
	}
	for _, key := range sheetColumns {
		f := kid.Field(key)
		if f == nil || key == "amount_minor" && kid.Field("gross_minor") != nil || !p.host.Actor().Has(f.ReadRight) {
			continue
		}
		q.Columns = append(q.Columns, key)
		if f.Kind == entity.KindMoney {
			q.Totals = append(q.Totals, key)
		}
	}
	p.host.SaveFile(kit.FileRequest{Title: p.host.T("saleswindow.excel"), Name: p.page.Title() + ".xlsx", Exts: []string{"xlsx"}, Kinds: "Excel", Confirm: true}, func(path string) {
		p.host.Go(func(ctx context.Context) {
			err := p.d.Export(ctx, q, p.page.Title(), path)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(p.host.T("records.exported", "file", path), nil)
				}
			})
		})
	})
}

// sheetColumns are what the sheet of a document has of its lines, where the lines have it.
var sheetColumns = []string{"pos", "code", "name", "spec", "unit", "quantity", "packages", "price", "discount_rate", "tax_code", "amount_minor", "gross_minor", "benefit", "remark"}
