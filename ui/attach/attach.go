// Package attach is the list of files attached to a customer, a contact or a document: it
// stands in the panes of those, takes files by button, drop and paste, and opens them.
package attach

import (
	"context"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/record"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Files keeps the bytes of attached files. Put stores a file of the disk and gives its
// reference; Open shows a stored one with the program for it; SaveAs writes a copy.
type Files interface {
	Put(ctx context.Context, path string) (ref string, size int64, err error)
	Open(ctx context.Context, ref string) error
	SaveAs(ctx context.Context, ref, path string) error
}

// Service keeps what is attached to what.
type Service interface {
	Attach(ctx context.Context, of customer.Of, file blob.Ref, size int64) (*customer.Attachment, error)
}

// Deps are what the list needs.
type Deps struct {
	records.Deps
	Files       Files
	Customers   Service
	Attachments record.Any
	// Many runs a function as one step of the history; nil runs it as it is.
	Many func(ctx context.Context, fn func(context.Context) error) error
	// Undo takes the last step back; nil offers nothing.
	Undo func()
}

type row struct {
	id, size, at                     int64
	name, ref, who, contact, docKind string
}

// List is the files of one record.
type List struct {
	// OnChange is called after files were added or taken away.
	OnChange func()

	host kit.Host
	deps Deps
	s    *kit.Surface
	load *kit.Loader
	of   customer.Of
	rows []row
	busy bool
}

// most is how many files of one record are shown.
const most = 500

// New makes the list; it draws on the surface of its page.
func New(h kit.Host, d Deps, s *kit.Surface) *List {
	return &List{host: h, deps: d, s: s, load: kit.NewLoader(h, s.Redraw)}
}

// Show reads the files of a record.
func (l *List) Show(of customer.Of) {
	if l.of != of {
		l.rows = nil
	}
	l.of = of
	l.Reload()
}

// Count is how many files there are.
func (l *List) Count() int { return len(l.rows) }

// Reload reads the files again.
func (l *List) Reload() {
	of := l.of
	if of == (customer.Of{}) {
		return
	}
	kit.Load(l.load, func(ctx context.Context) ([]row, error) { return l.read(ctx, of) }, func(rows []row) {
		if of == l.of {
			l.rows = rows
		}
	})
}

func filterOf(of customer.Of) listing.Node {
	is := func(key string, id int64) listing.Node { return listing.Is(key, listing.Eq, itoa(id)) }
	switch {
	case of.ID != 0:
		return listing.All(listing.Is("link_entity", listing.Eq, of.Entity), is("link_id", of.ID))
	case of.Contact != 0:
		return is("contact_id", of.Contact)
	}
	return is("customer_id", of.Customer)
}

func (l *List) read(ctx context.Context, of customer.Of) ([]row, error) {
	q := listing.Query{
		Entity: customer.Attachments, Filter: filterOf(of), Sort: []listing.Sort{{Key: "id", Desc: true}},
		Columns: []string{"name", "file", "size", "created_at", "owner_id.name", "contact_id.name", "link_entity"},
	}
	plan, err := listing.Allow(ctx, l.deps.Registry, identity.May(customer.Attachments, identity.See), q)
	if app.KindOf(err) == app.Denied && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	ids, err := l.deps.Source.First(ctx, plan, most)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	rows, err := l.deps.Source.Block(ctx, plan, ids)
	var out []row
	for _, r := range rows {
		if c := r.Cells; r.ID != 0 {
			out = append(out, row{id: r.ID, name: c[0].Text(), ref: c[1].Text(), size: c[2].Int(), at: c[3].Int(), who: c[4].Text(), contact: c[5].Text(), docKind: c[6].Text()})
		}
	}
	return out, err
}

// MayAdd tells whether the person may attach files at all.
func (l *List) MayAdd() bool {
	return l.deps.Files != nil && l.of != (customer.Of{}) && l.host.Actor().Can(identity.May(customer.Attachments, identity.Add))
}

// pick asks for a file.
func (l *List) pick() {
	l.host.PickFile(kit.FileRequest{Title: l.host.T("attach.add")}, func(path string) { l.Add([]string{path}) })
}

// Add attaches files of the disk, all of them in one step that can be undone.
func (l *List) Add(paths []string) {
	if !l.MayAdd() || l.busy || len(paths) == 0 {
		return
	}
	of, many := l.of, l.deps.Many
	if many == nil {
		many = func(ctx context.Context, fn func(context.Context) error) error { return fn(ctx) }
	}
	l.busy = true
	l.host.Go(func(ctx context.Context) {
		var err error
		refs, sizes := make([]blob.Ref, len(paths)), make([]int64, len(paths))
		for i, p := range paths {
			var text string
			if text, sizes[i], err = l.deps.Files.Put(ctx, p); err != nil {
				break
			}
			refs[i], _ = blob.ParseRef(text)
		}
		if err == nil {
			err = many(ctx, func(ctx context.Context) error {
				for i, r := range refs {
					if _, err := l.deps.Customers.Attach(ctx, of, r, sizes[i]); err != nil {
						return err
					}
				}
				return nil
			})
		}
		l.host.Post(func() {
			l.busy = false
			l.host.Report(err)
			if err == nil {
				l.told(l.host.T("attach.added", "n", len(refs), "name", refs[0].Name), l.deps.Undo)
			}
		})
	})
}

func (l *List) told(text string, undo func()) {
	l.host.Toast(text, undo)
	l.Reload()
	if l.OnChange != nil {
		l.OnChange()
	}
}

// Paste attaches the files whose paths are on the clipboard, as file managers put them
// there.
func (l *List) Paste() {
	paths := Paths(l.host.Clipboard())
	if len(paths) == 0 {
		l.host.Report(app.E(app.Invalid, "attach.no_paths"))
		return
	}
	l.Add(paths)
}

// Paths reads a clipboard: one file address or absolute path a line. Anything else in it
// means that no files were copied.
func Paths(clip string) []string {
	var out []string
	for _, line := range strings.Split(clip, "\n") {
		line = strings.Trim(strings.TrimSpace(line), `"`)
		if line == "" || line == "copy" && len(out) == 0 { // some file managers begin with the verb
			continue
		}
		if u, err := url.Parse(line); err == nil && u.Scheme == "file" {
			path := u.Path
			if len(path) > 2 && path[0] == '/' && path[2] == ':' { // file:///C:/…
				path = path[1:]
			}
			line = filepath.FromSlash(path)
		}
		if !filepath.IsAbs(line) {
			return nil
		}
		out = append(out, line)
	}
	return out
}

func (l *List) open(r row) {
	l.host.Go(func(ctx context.Context) {
		err := l.deps.Files.Open(ctx, r.ref)
		l.host.Post(func() { l.host.Report(err) })
	})
}

func (l *List) saveAs(r row) {
	l.host.SaveFile(kit.FileRequest{Title: l.host.T("attach.save_as"), Name: r.name, Confirm: true}, func(path string) {
		l.host.Go(func(ctx context.Context) {
			err := l.deps.Files.SaveAs(ctx, r.ref, path)
			l.host.Post(func() {
				l.host.Report(err)
				if err == nil {
					l.host.Toast(l.host.T("attach.saved", "name", filepath.Base(path)), nil)
				}
			})
		})
	})
}

// bin moves a file into the recycle bin and offers to take it back.
func (l *List) bin(r row) {
	l.host.Go(func(ctx context.Context) {
		err := l.deps.Attachments.Archive(ctx, r.id, 0)
		l.host.Post(func() {
			l.host.Report(err)
			if err == nil {
				l.told(l.host.T("attach.binned", "name", r.name), func() { l.restore(r) })
			}
		})
	})
}

func (l *List) restore(r row) {
	l.host.Go(func(ctx context.Context) {
		err := l.deps.Attachments.Restore(ctx, r.id)
		l.host.Post(func() { l.host.Report(err); l.Reload() })
	})
}

func (l *List) menu(r row, at kit.Point) {
	t := l.host.T
	items := []kit.MenuItem{
		{Title: t("attach.open"), Icon: icons.External, Key: "Enter", Run: func() { l.open(r) }},
		{Title: t("attach.save_as"), Icon: icons.Save, Key: "Ctrl+S", Run: func() { l.saveAs(r) }},
	}
	if l.mayRemove() {
		items = append(items, kit.MenuItem{Title: t("attach.bin"), Icon: icons.Trash, Key: "Del", Run: func() { l.bin(r) }})
	}
	l.host.ShowMenu(kit.Menu{From: l.s, At: at, Items: items})
}

func (l *List) mayRemove() bool {
	return l.host.Actor().Can(identity.May(customer.Attachments, identity.Remove))
}

func (l *List) instant(ms int64) time.Time { return time.UnixMilli(ms).In(l.host.Zone()) }
