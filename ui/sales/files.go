package sales

import (
	"context"

	"kontor/app/customer"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/attach"
	"kontor/ui/kit"
)

// files are what is attached to a document (SAL-11): a part of its page, and a place for
// files that are dropped or pasted.
type files struct {
	*attach.List
	host kit.Host
	kind string
	id   int64
}

func newFiles(h kit.Host, d Deps, s *kit.Surface, kind string) *files {
	a := d.Attach
	a.Deps = d.Deps
	if undo := d.Undo; undo != nil {
		a.Undo = func() {
			h.Go(func(ctx context.Context) {
				err := undo(ctx)
				h.Post(func() { h.Report(err) })
			})
		}
	}
	f := &files{List: attach.New(h, a, s), host: h, kind: kind}
	h.Changed(func(string, int64) { f.Reload() }, customer.Attachments)
	return f
}

// show reads the files of a saved document.
func (f *files) show(customerID, id int64) {
	f.id = id
	if id != 0 {
		f.Show(customer.Of{Customer: customerID, Entity: f.kind, ID: id})
	}
}

// locked says why nothing can be attached: the document was never saved.
func (f *files) locked() string {
	if f.id == 0 {
		return f.host.T("saleswindow.files_unsaved")
	}
	return ""
}

// take attaches files that were dropped.
func (f *files) take(paths []string) {
	if f.id == 0 {
		f.host.Toast(f.host.T("saleswindow.files_unsaved"), nil)
		return
	}
	f.Add(paths)
}

// DropFiles attaches files that were dropped on the window.
func (p *quotePage) DropFiles(paths []string) {
	p.show("files")
	p.files.take(paths)
}

// DropFiles attaches files that were dropped on the window to the contract in view.
func (p *page) DropFiles(paths []string) {
	id := int64(0)
	if kind, _ := p.Chosen(); kind == sales.Contracts {
		id = p.contracts.id
	}
	if id == 0 {
		p.host.Toast(p.host.T("saleswindow.files_contract"), nil)
		return
	}
	p.contracts.files.take(paths)
}

// pasteFiles is the command of the tab of files.
func (f *files) pasteFiles() kit.Command {
	return kit.Command{ID: "paste.files", Title: f.host.T("attach.paste"), Icon: icons.ClipboardPaste, Keys: []kit.Key{"Ctrl+V"}, Run: f.Paste, Enabled: f.locked}
}
