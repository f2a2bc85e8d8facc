package sales

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Content and the rest make it a kit.Page.
func (p *document[T]) Content() fyne.CanvasObject { return p.s }

// titled is the title of the page: kind and number, or that it is new or has none yet.
func (p *document[T]) titled(fresh string) string {
	one := p.host.T(p.e.typ.Name + ".one")
	if p.e.rec == nil {
		return one
	}
	no := p.e.typ.Field("number").Get(p.e.rec).Text()
	switch {
	case p.e.fresh() && fresh != "":
		return p.host.T(fresh)
	case no == "":
		return p.host.T("saleswindow.unnumbered", "what", one)
	}
	return one + " " + no
}

// Chosen is the document, once it was saved.
func (p *document[T]) Chosen() (kind string, ids []int64) {
	if p.id == 0 {
		return "", nil
	}
	return p.e.typ.Name, []int64{p.id}
}

// Save keeps the document and what was not saved of it.
func (p *document[T]) Save() kit.State {
	s := kit.State{"id": strconv.FormatInt(p.id, 10), "tab": p.tab}
	if p.e.unsaved() {
		s["draft"] = p.e.pack()
	}
	return s
}

// Restore goes on where Save was.
func (p *document[T]) Restore(s kit.State) {
	if s["tab"] != "" {
		p.tab = s["tab"]
	}
	p.state = s
	if id := number(s["id"]); id != 0 {
		p.id = id
	}
	p.page.read()
}

// Focus puts the keyboard into the lines, or into the customer of a document without one.
func (p *document[T]) Focus() {
	for _, key := range []string{"customer_id", "supplier_id"} {
		if f := p.h.fields[key]; f != nil && p.e.rec != nil && !f.ReadOnly && p.h.get(key).Int() == 0 {
			f.Focus()
			return
		}
	}
	p.s.FocusID("lines", false)
}

// Close ends the page; unsaved work is kept on this machine.
func (p *document[T]) Close() {
	if p.e.unsaved() {
		p.e.keep()
	}
}

// Leave asks before unsaved work is lost.
func (p *document[T]) Leave(proceed func()) {
	if p.e.rec == nil {
		proceed()
		return
	}
	for _, g := range p.grids {
		g.Settle()
	}
	p.e.leave(p.save, proceed)
}

func (p *document[T]) back() { p.Leave(p.host.Close) }

func (p *document[T]) refresh() { p.Leave(p.page.read) }

// may allows a command by right and by state.
func (p *document[T]) may(verb identity.Verb, state bool) func() string {
	return func() string {
		switch {
		case !p.host.Actor().Can(identity.May(p.e.typ.Name, verb)):
			return p.host.T("saleswindow.why_right")
		case !state:
			return p.host.T("saleswindow.why_state")
		}
		return ""
	}
}

// when allows a command, or says why not.
func (p *document[T]) when(can bool, why string) func() string {
	return func() string {
		if can {
			return ""
		}
		return p.host.T(why)
	}
}

func (p *document[T]) backCommand() kit.Command {
	return kit.Command{ID: "back", Title: p.host.T("records.back"), Keys: []kit.Key{"Esc"}, Run: p.back, Scope: kit.ScopeHidden}
}

// editing are the commands of every document: save, undo, redo.
func (p *document[T]) editing(why string, save ...kit.Key) []kit.Command {
	t := p.host.T
	return []kit.Command{
		{ID: "save", Title: t("records.save"), Keys: save, Run: func() { p.save(nil) }, Enabled: p.when(p.page.editable(), why), Status: t("records.save")},
		{ID: "undo", Title: t("kit.undo"), Icon: icons.Undo, Keys: []kit.Key{"Ctrl+Z"}, Run: func() { p.e.back() }, Enabled: p.when(len(p.e.undo) > 0, "saleswindow.why_nothing")},
		{ID: "redo", Title: t("saleswindow.redo"), Icon: icons.Redo, Keys: []kit.Key{"Ctrl+Y", "Ctrl+Shift+Z"}, Run: func() { p.e.forth() }, Enabled: p.when(len(p.e.redo) > 0, "saleswindow.why_nothing")},
	}
}

// leaving are the last commands of every document: refresh, back.
func (p *document[T]) leaving() []kit.Command {
	return []kit.Command{
		{ID: "refresh", Title: p.host.T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.refresh},
		p.backCommand(),
	}
}

// opens draws the head of the page and gives the room below it; there is false while the
// document is waited for, or cannot be read.
func (p *document[T]) opens(c *kit.Canvas, drawHead func(*kit.Canvas, kit.Rect)) (r kit.Rect, there bool) {
	r = c.Bounds()
	head := r.CutTop(theme.AreaHeader)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	if p.e.rec == nil {
		p.drawWaiting(c, head, r)
		return r, false
	}
	drawHead(c, head.Pad(8, 0, theme.MarginRight, 1))
	return r, true
}

// knownOf brings what is known of the customer just picked, in the shape of a quote for it, as
// long as the draft is still for that one.
func (p *document[T]) knownOf(customer int64, take func(known *sales.Quote)) {
	if customer == 0 {
		return
	}
	p.host.Go(func(ctx context.Context) {
		known, err := p.d.Sales.NewQuote(ctx, customer)
		p.host.Post(func() {
			p.host.Report(err)
			if err == nil && p.h.get("customer_id").Int() == customer && p.page.editable() {
				take(known)
			}
		})
	})
}

// drawWaiting is the page before the document is there, or when it could not be read.
func (p *document[T]) drawWaiting(c *kit.Canvas, head, r kit.Rect) {
	in := head.Pad(8, 0, theme.MarginRight, 1)
	backButton(c, &in, p.host, p.host.Close)
	c.Text(in, p.page.Title(), kit.Title)
	if err := p.load.Failed(); err != nil {
		c.Empty(r, kit.Empty{
			Icon: icons.CircleAlert, Title: p.host.T("saleswindow.failed"), Text: p.host.ErrorText(err),
			First: kit.Button{Text: p.host.T("records.again"), Kind: kit.Primary, Tap: p.page.read}, Second: kit.Button{Text: p.host.T("records.back"), Tap: p.host.Close},
		})
		return
	}
	if p.load.Slow() {
		c.Placeholders(r)
	}
}

// putBanner puts a banner above what is left of the page.
func putBanner(c *kit.Canvas, r *kit.Rect, b kit.Banner) {
	c.Banner(r.CutTop(kit.BannerHeight(b, r.W-24)+10).Pad(12, 8, 12, 2), b)
}

// drawLeft offers the work of an earlier time that was never saved.
func (p *document[T]) drawLeft(c *kit.Canvas, r *kit.Rect) {
	if b, ok := p.e.leftBanner(p.s); ok {
		putBanner(c, r, b)
	}
}

func backButton(c *kit.Canvas, in *kit.Rect, h kit.Host, back func()) {
	c.Button(in.CutLeft(theme.Control).MiddleRow(theme.Control), kit.Button{ID: "back", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: h.T("records.back"), Key: "Esc", Tap: back})
	in.CutLeft(10)
}

// button is a command as a button of the head; only the first one says its key.
func (p *document[T]) button(id string, kind kit.ButtonKind) kit.Button {
	var b kit.Button
	for _, cmd := range p.page.Commands() {
		if cmd.ID == id {
			b = kit.CommandButton(cmd, kind)
		}
	}
	if kind != kit.Primary {
		b.Key = ""
	}
	return b
}

func (p *document[T]) detachButton() kit.Button {
	return kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.host.T("shell.detach"), Tap: p.host.Detach}
}

// moreButton opens a menu of commands, in the order of the page.
func (p *document[T]) moreButton(ids ...string) kit.Button {
	return kit.Button{ID: "more", Icon: icons.Ellipsis, Tip: p.host.T("saleswindow.more"), Tap: func() {
		var items []kit.MenuItem
		for _, cmd := range p.page.Commands() {
			if slices.Contains(ids, cmd.ID) {
				items = append(items, kit.MenuItem{Title: cmd.Title, Icon: cmd.Icon, Key: cmd.Key(), Run: cmd.Run, Disabled: cmd.Why() != "", Why: cmd.Why(), Danger: cmd.ID == "cancel"})
			}
		}
		below, _ := p.s.HitRect("more")
		p.host.ShowMenu(kit.Menu{From: p.s, Below: below, Items: items})
	}}
}

// drawUnsaved says behind the title what is not saved.
func (p *document[T]) drawUnsaved(c *kit.Canvas, r kit.Rect) {
	if text := p.e.unsavedText(); text != "" && r.W > 30 {
		c.Text(r, text, kit.Second)
	}
}
