package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// readGone reads the delivery notes of the order.
func (p *orderPage) readGone(ctx context.Context, id int64) ([]linked, error) {
	rows, err := p.rows(ctx, stock.Deliveries, id, "id", "number", "state", "value_minor")
	var out []linked
	for _, r := range rows {
		d := linked{kind: stock.Deliveries, id: r.ID, title: r.Cells[0].Text(), state: r.Cells[1].Text(), amount: money.Minor(r.Cells[2].Int())}
		if d.title == "" {
			d.title = p.host.T("delivery.state.draft")
		}
		out = append(out, d)
	}
	return out, err
}

// outValue is the value of what is out, at the prices of the order.
func (p *orderPage) outValue() money.Minor {
	var sum money.Minor
	for _, d := range p.gone {
		if s := stock.State(d.state); s == stock.Issued || s == stock.Signed {
			sum += d.amount
		}
	}
	return sum
}

// open tells whether something of the order is still to be delivered.
func (p *orderPage) open() bool {
	if p.e.rec.State != sales.OrderApproved {
		return false
	}
	for i := range p.e.rec.Lines {
		if l := &p.e.rec.Lines[i]; kindOf(&l.Item).Counts() && l.Delivered < l.Quantity {
			return true
		}
	}
	return false
}

func (p *orderPage) mayDeliver() string {
	switch {
	case !p.host.Actor().Can(identity.May(stock.Deliveries, identity.Add)):
		return p.host.T("saleswindow.why_right")
	case !p.open():
		return p.host.T("saleswindow.why_delivered")
	}
	return ""
}

// deliveredColumn is what was delivered, once there is something to deliver.
func (p *orderPage) deliveredColumn() *kit.GridColumn {
	if p.e.rec == nil || p.e.rec.State == sales.OrderDraft || p.e.rec.State == sales.OrderSubmitted {
		return nil
	}
	return &kit.GridColumn{ID: "extra", Title: p.host.T("saleswindow.delivered_col"), Width: 130, ReadOnly: true}
}

func (p *orderPage) deliveredCell(l *sales.OrderLine) kit.GridCell {
	if !kindOf(&l.Item).Counts() {
		return kit.GridCell{}
	}
	if l.Delivered >= l.Quantity {
		return kit.GridCell{Text: p.host.T("saleswindow.complete", "n", l.Delivered.String()), Color: theme.OK}
	}
	return kit.GridCell{Text: p.host.T("saleswindow.open_count", "done", l.Delivered.String(), "open", (l.Quantity - l.Delivered).String())}
}
