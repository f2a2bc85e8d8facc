package sales

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/app/sales"
	"kontor/ui/kit"
)

// Title, Content and the rest make it a kit.Page.
func (p *quotePage) Title() string {
	if p.e.rec == nil {
		return p.host.T("quote.one")
	}
	switch {
	case p.e.fresh():
		return p.host.T("saleswindow.new_quote")
	case p.e.rec.Number == "":
		return p.host.T("saleswindow.unnumbered", "what", p.host.T("quote.one"))
	}
	return p.host.T("quote.one") + " " + p.e.rec.Number
}

func (p *quotePage) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the lines, or into the customer of a new quote.
func (p *quotePage) Focus() {
	if p.e.rec != nil && p.e.rec.CustomerID == 0 {
		p.h.fields["customer_id"].Focus()
		return
	}
	p.s.FocusID("lines", false)
}

// Save keeps the quote and what was not saved of it.
func (p *quotePage) Save() kit.State {
	s := kit.State{"id": strconv.FormatInt(p.id, 10), "tab": p.tab}
	if p.e.rec != nil && p.e.unsaved() {
		s["draft"] = p.e.pack()
	}
	return s
}

// Restore goes on where Save was.
func (p *quotePage) Restore(s kit.State) {
	if s["tab"] != "" {
		p.tab = s["tab"]
	}
	p.state = s
	if id := number(s["id"]); id != 0 {
		p.id = id
	}
	p.read()
}

// Close ends the page; unsaved work is kept on this machine.
func (p *quotePage) Close() {
	if p.e.rec != nil && p.e.unsaved() {
		p.e.keep()
	}
}

// Leave asks before unsaved work is lost.
func (p *quotePage) Leave(proceed func()) {
	if p.e.rec == nil {
		proceed()
		return
	}
	p.l.grid.Settle()
	p.e.leave(p.save, proceed)
}

func (p *quotePage) back() { p.Leave(p.host.Close) }

// Shows tells whether the page is that of a quote, so that it is not opened twice.
func (p *quotePage) Shows(kind string, id int64) bool {
	return kind == sales.Quotes && id != 0 && p.e.rec != nil && p.e.rec.ID == id
}
