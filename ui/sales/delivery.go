package sales

import (
	"context"
	"slices"
	"strconv"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
)

// deliveryPage is the page of one delivery note: quantities are typed while it is a
// draft; issued, it is read, signed for or reversed.
type deliveryPage struct {
	document[stock.Delivery]
	grid  *kit.Grid
	order *sales.Order
}

// NewDelivery makes the page of one delivery note; id 0 begins a new one for what is open
// of the order Args["order_id"].
func NewDelivery(h kit.Host, d Deps, id int64, args map[string]string) kit.Page {
	p := &deliveryPage{}
	p.document = opened[stock.Delivery](h, d, p, p.draw)
	p.id, p.args = id, args
	p.e = &editor[stock.Delivery]{
		host: h, typ: d.Registry.Type(stock.Deliveries), svc: d.Deliveries, shown: p.shown,
		figure: func(*stock.Delivery, string) (money.Totals, error) { return money.Totals{}, nil },
	}
	p.h = newHeader(p.e, d)
	p.h.locked = func() bool { return p.e.rec == nil || !p.editable() }
	p.h.ref("customer_id", func() listing.Query { return listing.Query{} })
	p.h.date("date_on")
	for _, key := range []string{"receiver", "phone", "address", "driver", "plate"} {
		p.h.text(key, false)
	}
	p.h.text("remark", true)
	p.h.choice("warehouse")
	p.grid = &kit.Grid{Name: h.T("saleswindow.lines"), Number: true, Fixed: true, Model: deliveryModel{p}}
	p.grid.Columns = []kit.GridColumn{
		{ID: "code", Title: h.T("delivery_line.code"), Width: 110, ReadOnly: true},
		{ID: "name", Title: h.T("delivery_line.name"), Width: 200, Flex: true, ReadOnly: true},
		{ID: "spec", Title: h.T("delivery_line.spec"), Width: 140, ReadOnly: true},
		{ID: "unit", Title: h.T("delivery_line.unit"), Width: 60, ReadOnly: true},
		{ID: "open", Title: h.T("saleswindow.open_col"), Width: 100, Align: kit.Right, ReadOnly: true},
		{ID: "quantity", Title: h.T("saleswindow.now_col"), Width: 110, Align: kit.Right, Read: kit.ReadQuantity},
		{ID: "packages", Title: h.T("delivery_line.packages"), Width: 80, Align: kit.Right},
		{ID: "remark", Title: h.T("delivery_line.remark"), Width: 160, Flex: true},
	}
	p.grids = []*kit.Grid{p.grid}
	h.Changed(p.heard, stock.Deliveries, sales.Orders)
	p.read()
	return p
}

type seenDelivery struct {
	d     *stock.Delivery
	order *sales.Order
	home  string
}

func (p *deliveryPage) read() {
	id := p.id
	kit.Load(p.load, func(ctx context.Context) (seenDelivery, error) {
		s := seenDelivery{}
		firm, err := p.d.Firm(ctx)
		if err != nil {
			return s, err
		}
		s.home = firm.Currency
		if id == 0 {
			s.d, err = p.d.Stock.NewDelivery(ctx, number(p.args["order_id"]))
		} else {
			s.d, err = p.d.Deliveries.Get(ctx, id)
		}
		if err != nil {
			return s, err
		}
		if o, err := p.d.Orders.Get(ctx, s.d.OrderID); err == nil { // one the reader may not see stays away
			s.order = o
		}
		return s, nil
	}, func(s seenDelivery) {
		p.order = s.order
		p.take(s.d, s.home)
		p.e.left = slices.DeleteFunc(p.e.left, func(k *kept[stock.Delivery]) bool { return k.Rec.OrderID != s.d.OrderID }) // new notes of other orders
	})
}

func (p *deliveryPage) editable() bool { return p.writable(p.e.rec.State == stock.Draft) }

func (p *deliveryPage) shown() {
	if p.e.rec == nil {
		return
	}
	p.h.fill()
	p.h.fields["customer_id"].ReadOnly = true
	p.grid.ReadOnly = !p.editable()
	p.host.Status(p.host.T("delivery.one") + " · " + p.host.T("saleswindow.line_count", "n", len(p.e.rec.Lines)))
	p.host.Refresh()
	p.s.Redraw()
}

func (p *deliveryPage) heard(kind string, id int64) {
	if p.idle() && (kind != stock.Deliveries || id == 0 || id == p.e.rec.ID) {
		p.read()
	}
}

// openOf is what is open of the order line of a delivery line, without this delivery.
func (p *deliveryPage) openOf(l *stock.Line) (money.Quantity, bool) {
	if p.order == nil {
		return 0, false
	}
	for i := range p.order.Lines {
		if o := &p.order.Lines[i]; o.ID == l.OrderLineID {
			return o.Quantity - o.Delivered, true
		}
	}
	return 0, false
}

// deliveryModel edits what goes along now; the goods themselves come from the order.
type deliveryModel struct{ p *deliveryPage }

func (m deliveryModel) Len() int {
	if m.p.e.rec == nil {
		return 0
	}
	return len(m.p.e.rec.Lines)
}

func (m deliveryModel) Cell(row int, col string) kit.GridCell {
	l := &m.p.e.rec.Lines[row]
	switch col {
	case "code":
		return kit.GridCell{Text: l.Code}
	case "name":
		return kit.GridCell{Text: l.Name}
	case "spec":
		return kit.GridCell{Text: l.Spec}
	case "unit":
		return kit.GridCell{Text: l.Unit}
	case "open":
		if open, ok := m.p.openOf(l); ok && m.p.e.rec.State == stock.Draft {
			return kit.GridCell{Text: open.String()}
		}
		return kit.GridCell{Text: "—"}
	case "quantity":
		open, ok := m.p.openOf(l)
		return kit.GridCell{Text: l.Quantity.String(), Bold: true, Err: ok && m.p.e.rec.State == stock.Draft && l.Quantity > open}
	case "packages":
		if l.Packages == 0 {
			return kit.GridCell{}
		}
		return kit.GridCell{Text: strconv.FormatInt(l.Packages, 10)}
	}
	return kit.GridCell{Text: l.Remark}
}

func (m deliveryModel) Set(row int, col, text string, _ *kit.Option) string {
	if row >= m.Len() {
		return ""
	}
	h := m.p.host
	l := m.p.e.rec.Lines[row]
	switch col {
	case "quantity":
		q, err := money.ParseQuantity(orZero(text))
		if err != nil {
			return h.ErrorText(err)
		}
		if open, ok := m.p.openOf(&l); q < 0 || ok && q > open {
			return h.T("saleswindow.open_only", "open", open.String(), "unit", l.Unit)
		}
		l.Quantity = q
	case "packages":
		n, err := strconv.ParseInt(orZero(text), 10, 32)
		if err != nil || n < 0 {
			return h.T("saleswindow.packages_bad", "text", text)
		}
		l.Packages = n
	case "remark":
		l.Remark = text
	}
	m.p.e.edit("", func(d *stock.Delivery) { d.Lines[row] = l })
	return ""
}

// Goods come from the order only: rows are not inserted, and a deleted one stays at home.
func (m deliveryModel) Insert(int)    {}
func (m deliveryModel) Copy(int, int) {}

func (m deliveryModel) Delete(at int) {
	m.p.e.edit("", func(d *stock.Delivery) { d.Lines = append(d.Lines[:at:at], d.Lines[at+1:]...) })
}

func (m deliveryModel) Move(from, to int) {
	m.p.e.edit("", func(d *stock.Delivery) {
		l := d.Lines[from]
		rest := append(d.Lines[:from:from], d.Lines[from+1:]...)
		d.Lines = append(rest[:to:to], append([]stock.Line{l}, rest[to:]...)...)
	})
}

// Title makes it a kit.Page with what every document has.
func (p *deliveryPage) Title() string { return p.titled("") }
