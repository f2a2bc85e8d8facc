package sales

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/ui/kit"
)

// sheet is the page around a document.
type sheet interface {
	kit.Page
	read()
	editable() bool
}

// document is what the pages of quotes, orders and delivery notes have in common: one
// record in an editor with a head and grids, unsaved work that is asked about before it is
// left, and commands that run on what is saved.
type document[T any] struct {
	host kit.Host
	d    Deps
	s    *kit.Surface
	e    *editor[T]
	h    *header[T]
	load *kit.Loader
	page sheet

	grids   []*kit.Grid
	fields  []*kit.Field    // besides those of the head
	missing func() bool     // marks what has to be filled in before saving; may be nil
	refused func(err error) // tells why a command did not run; nil: the error, and the document anew

	id    int64
	args  map[string]string
	tab   string
	busy  bool
	state kit.State
}

// opened begins the page of a document; draw and commands are those of page.
func opened[T any](h kit.Host, d Deps, page sheet, draw func(c *kit.Canvas)) document[T] {
	s := kit.NewSurface(draw)
	s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(page.Commands(), k, inField) }
	return document[T]{host: h, d: d, s: s, page: page, load: kit.NewLoader(h, s.Redraw)}
}

// take shows a document as it was read, with the work that was not saved when the page
// moved into a window of its own.
func (p *document[T]) take(rec *T, home string) {
	first := p.e.rec == nil
	p.e.home = home
	p.e.show(rec)
	p.e.lookLeft()
	if k := p.e.unpack(p.state["draft"]); k != nil {
		p.e.takeUp(k)
	}
	p.state = nil
	p.e.shown()
	if first {
		p.page.Focus()
	}
}

// writable tells whether a document in a state that can be changed may be changed by this
// person.
func (p *document[T]) writable(state bool) bool {
	verb := identity.Change
	if p.e.fresh() {
		verb = identity.Add
	}
	return state && p.host.Actor().Can(identity.May(p.e.typ.Name, verb))
}

// idle tells whether what others save may be shown now: a page with unsaved work compares
// on saving instead.
func (p *document[T]) idle() bool {
	if p.e.rec == nil || p.e.fresh() || p.e.saving || p.busy || p.e.unsaved() {
		return false
	}
	for _, g := range p.grids {
		if g.Editing() {
			return false
		}
	}
	return true
}

// settle ends the editing of a cell and of a field before something is done.
func (p *document[T]) settle() bool {
	for _, f := range p.h.fields {
		if f.Focused() {
			f.Commit()
		}
	}
	for _, f := range p.fields {
		if f.Focused() {
			f.Commit()
		}
	}
	for _, g := range p.grids {
		if !g.Settle() {
			return false
		}
	}
	return true
}

// save saves the document; then is called when it is safe.
func (p *document[T]) save(then func()) {
	if p.e.rec == nil || !p.settle() || p.missing != nil && p.missing() {
		return
	}
	if !p.page.editable() || !p.e.unsaved() && !p.e.fresh() {
		if then != nil {
			then()
		}
		return
	}
	p.e.save(func() {
		p.id = p.e.head().ID
		p.host.Toast(p.host.T("records.saved"), nil)
		if then != nil {
			then()
			return
		}
		p.page.read()
	})
}

// noCustomer marks the customer when there is none, and goes there.
func (p *document[T]) noCustomer() bool {
	return p.blankField("customer_id", "saleswindow.no_customer")
}

// blankField marks a reference that has to be chosen, and goes there.
func (p *document[T]) blankField(key, why string) bool {
	f := p.h.fields[key]
	f.Err = ""
	if p.h.get(key).Int() != 0 {
		return false
	}
	f.Err = p.host.T(why)
	f.Focus()
	p.s.Redraw()
	return true
}

// withSaved saves what is typed first, so that paper, mail and commands see it.
func (p *document[T]) withSaved(then func()) {
	if p.e.unsaved() || p.e.fresh() {
		p.save(then)
		return
	}
	if p.settle() {
		then()
	}
}

// command runs a command on the saved document and shows what became of it.
func (p *document[T]) command(run func(ctx context.Context, id int64) error, done string) {
	p.withSaved(func() {
		if p.busy {
			return
		}
		p.busy = true
		id := p.id
		p.host.Go(func(ctx context.Context) {
			err := run(ctx, id)
			p.host.Post(func() { p.ran(err, done) })
		})
	})
}

func (p *document[T]) ran(err error, done string) {
	p.busy = false
	switch {
	case err == nil:
		p.host.Toast(p.host.T(done), nil)
	case p.refused != nil:
		p.refused(err)
		return
	default:
		p.host.Report(err)
	}
	p.page.read()
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0
	}
	return n
}
