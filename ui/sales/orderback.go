package sales

import (
	"context"
	"slices"

	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
)

// readBack reads the returns of the order, and the purchase orders that were made for it.
func (p *orderPage) readBack(ctx context.Context, id int64) (back, bought []linked, err error) {
	rows, err := p.rows(ctx, stock.Returns, id, "id", "number", "state", "value_minor")
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		back = append(back, linked{kind: stock.Returns, id: r.ID, title: p.numbered(r.Cells[0].Text()), state: r.Cells[1].Text(), amount: -money.Minor(r.Cells[2].Int())})
	}
	if p.d.Buying.Purchasing == nil || !p.host.Actor().Can(identity.May(purchase.Orders, identity.See)) {
		return back, nil, nil
	}
	list, err := p.d.Buying.Orders.Find(ctx, listing.Is("sales_order_id", listing.Eq, idArg(id)), listing.Sort{Key: "id"})
	for _, o := range list {
		bought = append(bought, linked{kind: purchase.Orders, id: o.ID, title: p.numbered(o.Number), state: string(o.State), amount: o.TotalMinor})
	}
	return back, bought, err
}

func (p *orderPage) numbered(number string) string {
	if number == "" {
		return p.host.T("sales_order.state.draft")
	}
	return number
}

// mayReturn allows a return once something was delivered.
// unbilled is what is not invoiced of the order.
func (p *orderPage) unbilled() money.Minor {
	rest := p.e.rec.TotalMinor
	for _, v := range p.billed {
		rest -= v.amount
	}
	return max(rest, 0)
}

// mayInvoice says why no invoice can be asked for, "" when it can.
func (p *orderPage) mayInvoice() string {
	switch o := p.e.rec; {
	case !p.host.Actor().Can(identity.May(finance.Invoices, identity.Add)):
		return p.host.T("saleswindow.why_right")
	case o.State != sales.OrderApproved && o.State != sales.OrderClosed || p.unbilled() == 0:
		return p.host.T("saleswindow.why_state")
	}
	return ""
}

func (p *orderPage) mayReturn() string {
	out := slices.ContainsFunc(p.e.rec.Lines, func(l sales.OrderLine) bool { return l.Delivered > l.Returned })
	switch {
	case !p.host.Actor().Can(identity.May(stock.Returns, identity.Add)):
		return p.host.T("saleswindow.why_right")
	case p.e.fresh() || !out:
		return p.host.T("returnpage.why_nothing")
	}
	return ""
}

// mayBuy allows to order what the order lacks.
func (p *orderPage) mayBuy() string {
	switch state := p.e.rec.State; {
	case p.d.Buying.Purchasing == nil || !p.host.Actor().Can(identity.May(purchase.Orders, identity.Add)):
		return p.host.T("saleswindow.why_right")
	case p.e.fresh() || state == sales.OrderCancelled || state == sales.OrderClosed:
		return p.host.T("saleswindow.why_state")
	}
	return ""
}

// buy makes purchase orders of what the order lacks in one step: those whose supplier is
// known are saved, what is left opens to have one chosen. INV-07
func (p *orderPage) buy() {
	p.withSaved(func() {
		id := p.id
		p.host.Go(func(ctx context.Context) {
			made, rest, err := p.d.Buying.OrderLacking(ctx, id)
			p.host.Post(func() {
				if err != nil {
					p.host.Report(err)
					return
				}
				p.read()
				if len(made) > 0 {
					p.host.Toast(p.host.T("buypage.made", "n", len(made)), nil)
				}
				switch {
				case rest != nil:
					p.host.New(purchase.Orders, map[string]string{"sales_order_id": idArg(id)})
				case len(made) == 1:
					p.host.Open(purchase.Orders, made[0].ID, nil)
				default:
					p.host.Open(purchase.Orders, 0, nil)
				}
			})
		})
	})
}
