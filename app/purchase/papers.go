package purchase

import (
	"context"

	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/phone"
)

// OrderPaper fills a purchase order for print. INV-04
func (s *Service) OrderPaper(ctx context.Context, id int64, p company.Print) (paper.Data, error) {
	o, err := s.Orders.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.start(ctx, p, o.SupplierID)
	if err != nil {
		return nil, err
	}
	if o.ContactID != 0 {
		k, err := s.g.Look(ctx, Contacts, o.ContactID, "name", "mobile", "phone")
		if err != nil {
			return nil, err
		}
		number := k["mobile"]
		if number.IsEmpty() {
			number = k["phone"]
		}
		d["contact"] = paper.Data{"name": k["name"].Text(), "phone": spoken(number.Text())}
	}
	d["number"], d["date"], d["subject"], d["delivery_date"], d["delivery_address"] = o.Number, o.On, o.Subject, o.DeliverOn, o.DeliverTo
	d["void"] = o.State == OrderCancelled
	s.p.Sales.Amounts(d, &o.Sums, o.Items())
	d["terms"], d["remark"] = s.p.Sales.TermLines(o.Terms), o.Remark
	if err := s.by(ctx, d, o.OwnerID); err != nil {
		return nil, err
	}
	return d, nil
}

// ReceiptPaper fills a goods receipt for print.
func (s *Service) ReceiptPaper(ctx context.Context, id int64, p company.Print) (paper.Data, error) {
	r, err := s.Receipts.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, err := s.start(ctx, p, r.SupplierID)
	if err != nil {
		return nil, err
	}
	o, err := s.g.Look(ctx, Orders, r.OrderID, "number")
	if err != nil {
		return nil, err
	}
	d["number"], d["order_number"], d["date"], d["void"] = r.Number, o["number"].Text(), r.On, r.State == Reversed
	d["their_note"], d["inspector"], d["remark"], d["currency"] = r.TheirNote, r.Inspector, r.Remark, r.Currency
	d["warehouse"] = s.p.Stock.WarehousePrinted(r.Warehouse)
	var lines []paper.Data
	var quantity money.Quantity
	for i, l := range r.Lines {
		line := paper.Data{
			"no": i + 1, "code": l.Code, "name": l.Name, "spec": l.Spec, "unit": l.Unit, "quantity": l.Quantity, "price": l.Price, "remark": l.Remark,
		}
		if amount, err := money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, r.Currency); err == nil {
			line["amount"] = money.Of(amount, r.Currency)
		}
		lines = append(lines, line)
		quantity += l.Quantity
	}
	d["lines"], d["total"] = lines, paper.Data{"quantity": quantity, "amount": money.Of(r.Value, r.Currency)}
	return d, nil
}

// start begins a paper with the company and the supplier.
func (s *Service) start(ctx context.Context, p company.Print, supplier int64) (paper.Data, error) {
	d, err := s.p.Company.Paper(ctx, p)
	if err != nil {
		return nil, err
	}
	x, err := s.g.Look(ctx, Suppliers, supplier, "name", "address", "phone", "credit_code", "bank", "bank_account")
	if err != nil {
		return nil, err
	}
	d["supplier"] = paper.Data{
		"name": x["name"].Text(), "address": x["address"].Text(), "phone": spoken(x["phone"].Text()), "tax_number": x["credit_code"].Text(),
		"bank": x["bank"].Text(), "account": x["bank_account"].Text(),
	}
	return d, nil
}

// by says who bought.
func (s *Service) by(ctx context.Context, d paper.Data, owner int64) error {
	if owner == 0 {
		return nil
	}
	o, err := s.g.Look(ctx, "person", owner, "name", "phone", "mail")
	d["owner"] = paper.Data{"name": o["name"].Text(), "phone": spoken(o["phone"].Text()), "mail": o["mail"].Text()}
	return err
}

func spoken(number string) string { return phone.Shipped().Keep(number).String() }

// OrderPrinted counts a print of an order and tells which one it is.
func (s *Service) OrderPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Orders.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	o, err := s.Orders.Update(command(ctx, "print"), id, 0, func(o *Order) error { o.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return o.Printed, nil
}

// ReceiptPrinted counts a print of a receipt and tells which one it is.
func (s *Service) ReceiptPrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Receipts.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	r, err := s.Receipts.Update(command(ctx, "print"), id, 0, func(r *Receipt) error { r.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return r.Printed, nil
}
