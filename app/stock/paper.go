package stock

import (
	"context"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/phone"
	"kontor/app/sales"
)

// Paper fills a delivery note for print. Prices are on it only when the template asks.
func (s *Service) Paper(ctx context.Context, id int64, p sales.Print) (paper.Data, error) {
	x, err := s.Deliveries.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.p.Company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	o, err := s.g.Look(ctx, sales.Orders, x.OrderID, "number")
	if err != nil {
		return nil, err
	}
	c, err := s.g.Look(ctx, "customer", x.CustomerID, "name")
	if err != nil {
		return nil, err
	}
	d["number"], d["order_number"], d["date"], d["void"] = x.Number, o["number"].Text(), x.On, x.State == Reversed
	d["customer"], d["address"] = paper.Data{"name": c["name"].Text()}, x.Address
	d["receiver"] = paper.Data{"name": x.Receiver, "phone": phone.Shipped().Keep(x.Phone).String()}
	d["driver"], d["plate"], d["currency"] = x.Driver, x.Plate, x.Currency
	var lines []paper.Data
	var quantity money.Quantity
	var packages int64
	for i, l := range x.Lines {
		line := paper.Data{
			"no": i + 1, "code": l.Code, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity, "price": l.Price,
			"remark": l.Remark,
		}
		if amount, err := money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, x.Currency); err == nil {
			line["amount"] = money.Of(amount, x.Currency)
		}
		if l.Packages != 0 {
			line["packages"] = money.Quantity(l.Packages * money.Scale)
		}
		quantity, packages = quantity+l.Quantity, packages+l.Packages
		lines = append(lines, line)
	}
	d["lines"] = lines
	total := paper.Data{"quantity": quantity, "amount": money.Of(x.Value, x.Currency)}
	if packages != 0 {
		total["packages"] = money.Quantity(packages * money.Scale)
	}
	d["total"] = total
	if a, err := identity.From(ctx); err == nil {
		d["handler"] = a.Name
	}
	return d, nil
}

// Printed counts a print of a delivery note and tells which one it is.
func (s *Service) Printed(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Deliveries.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	d, err := s.Deliveries.Update(command(ctx, "print"), id, 0, func(d *Delivery) error { d.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return d.Printed, nil
}
