package sales

import (
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/ui/kit"
)

// Title, Content and the rest make it a kit.Page.
func (p *orderPage) Title() string {
	switch {
	case p.e.rec == nil:
		return p.host.T("sales_order.one")
	case p.e.fresh():
		return p.host.T("saleswindow.new_order")
	case p.e.rec.Number == "":
		return p.host.T("saleswindow.unnumbered", "what", p.host.T("sales_order.one"))
	}
	return p.host.T("sales_order.one") + " " + p.e.rec.Number
}

func (p *orderPage) Content() fyne.CanvasObject { return p.s }

// Focus puts the keyboard into the lines, or into the customer of a new order.
func (p *orderPage) Focus() {
	if p.e.rec != nil && p.e.rec.CustomerID == 0 {
		p.h.fields["customer_id"].Focus()
		return
	}
	p.s.FocusID("lines", false)
}

// Save keeps the order and what was not saved of it.
func (p *orderPage) Save() kit.State {
	s := kit.State{"id": strconv.FormatInt(p.id, 10), "tab": p.tab}
	if p.e.rec != nil && p.e.unsaved() {
		s["draft"] = p.e.pack()
	}
	return s
}

// Restore goes on where Save was.
func (p *orderPage) Restore(s kit.State) {
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
func (p *orderPage) Close() {
	if p.e.rec != nil && p.e.unsaved() {
		p.e.keep()
	}
}

// Leave asks before unsaved work is lost.
func (p *orderPage) Leave(proceed func()) {
	if p.e.rec == nil {
		proceed()
		return
	}
	p.l.grid.Settle()
	p.plan.Settle()
	p.e.leave(p.save, proceed)
}

func (p *orderPage) back() { p.Leave(p.host.Close) }
