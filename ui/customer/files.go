package customer

import (
	"context"

	"kontor/app/customer"
	"kontor/ui/attach"
)

// newFiles makes the list of attached files of a pane (CUS-54).
func (p *Page) newFiles() *attach.List {
	d := attach.Deps{Deps: p.deps.Deps, Files: p.deps.Files, Customers: p.deps.Customers, Attachments: p.deps.Records(customer.Attachments), Undo: p.undo}
	if p.deps.InTx != nil {
		d.Many = func(ctx context.Context, fn func(context.Context) error) error { return p.deps.InTx(ctx, "attach", fn) }
	}
	return attach.New(p.host, d, p.s)
}

// showsFiles is the list of files in view, nil when there is none to be written to.
func (p *Page) showsFiles() *attach.List {
	switch {
	case p.tab == tabContacts && p.person.id != 0 && p.person.tab == paneFiles:
		return p.person.files
	case p.tab != tabContacts && p.pane.tab == paneFiles && p.pane.mayChange():
		return p.pane.files
	}
	return nil
}

// DropFiles attaches files that were dropped on the window to the record in view.
func (p *Page) DropFiles(paths []string) {
	switch {
	case p.tab == tabContacts && p.person.id != 0:
		p.person.tab = paneFiles
	case p.tab != tabContacts && p.tab != tabDoubles && p.pane.id != 0:
		p.pane.tab = paneFiles
	default:
		return
	}
	if l := p.showsFiles(); l != nil {
		l.Add(paths)
	}
	p.s.Redraw()
}
