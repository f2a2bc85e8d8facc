package sample

import (
	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
)

// shipment is an order whose goods leave on a day; part leaves some of them open.
type shipment struct {
	on     calendar.Date
	order  int64
	signer string
	part   bool
}

// send plans when the goods of an approved order leave: days after it, by its own number,
// so that nothing else of the story depends on it.
func (m *maker) send(d *deal, o *sales.Order) {
	on := m.workday(o.On.AddDays(4 + int(o.ID%9)))
	m.out = append(m.out, shipment{on: on, order: o.ID, signer: d.c.person, part: o.ID%6 == 1 && o.On > m.today.AddDays(-50)})
}

// ship lets the goods leave that are due on a day; what was produced for them is counted
// in first, so that the warehouse holds at the end what the catalogue says.
func (m *maker) ship(on calendar.Date) error {
	rest := m.out[:0:0]
	for _, s := range m.out {
		if s.on != on {
			rest = append(rest, s)
			continue
		}
		if err := m.deliver(s); err != nil {
			return err
		}
	}
	m.out = rest
	return nil
}

func (m *maker) deliver(s shipment) error {
	ctx := m.boss()
	o, err := m.s.Sales.Orders.Get(ctx, s.order)
	if err != nil || o.State != sales.OrderApproved {
		return err
	}
	open := false
	for _, l := range o.Lines {
		open = open || l.Kind.Counts() && l.Delivered < l.Quantity
	}
	if !open {
		return nil
	}
	d, err := m.s.Stock.NewDelivery(ctx, s.order)
	if err != nil {
		return err
	}
	if s.part && len(d.Lines) > 1 {
		last := &d.Lines[len(d.Lines)-1]
		if half := last.Quantity / 2 / money.Scale * money.Scale; half > 0 {
			last.Quantity = half
		}
		d.Lines = d.Lines[1:]
	}
	for _, l := range d.Lines {
		if err := m.produce(l); err != nil {
			return err
		}
	}
	if err := m.s.Stock.Deliveries.Create(ctx, d); err != nil {
		return err
	}
	if _, err := m.s.Stock.Issue(ctx, d.ID); err != nil {
		return err
	}
	if m.today-s.on < 3 || s.signer == "" {
		return nil // on its way
	}
	_, err = m.s.Stock.Sign(ctx, d.ID, s.on, s.signer)
	return err
}

// produce counts in what a line takes out.
func (m *maker) produce(l stock.Line) error {
	if l.ProductID == 0 {
		return nil
	}
	_, err := m.s.Sales.Products.Update(m.boss(), l.ProductID, 0, func(p *sales.Product) error {
		if p.Stock != nil {
			n := *p.Stock + int64(l.Quantity)
			p.Stock = &n
		}
		return nil
	})
	return err
}
