package finance

import (
	"context"

	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
)

// InvoicePaper fills the request of an invoice for print: whoever issues the tax invoice
// finds on it what it is to say. The lines are those of the order when the invoice is over
// all of it, else the item that was asked for.
func (s *Service) InvoicePaper(ctx context.Context, id int64, p Print) (paper.Data, error) {
	v, err := s.Invoices.May(ctx, id, identity.Print)
	if err != nil {
		return nil, err
	}
	d, home, err := s.applied(ctx, p, v.OwnerID, v.UnitID)
	if err != nil {
		return nil, err
	}
	up := identity.Elevated(ctx)
	buyer := paper.Data{"name": v.Party, "tax_number": v.TaxNumber, "address": "", "phone": "", "bank": "", "account": ""}
	if v.CustomerID != 0 {
		c, err := s.g.Look(up, "customer", v.CustomerID, "address", "phone", "bank", "bank_account")
		if err != nil {
			return nil, err
		}
		buyer["address"], buyer["phone"], buyer["bank"], buyer["account"] = c["address"].Text(), spoken(c["phone"]), c["bank"].Text(), c["bank_account"].Text()
	}
	d["customer"], d["remark"], d["void"] = buyer, v.Remark, v.State == Reversed
	d["number"], d["date"] = v.Full, v.IssuedOn
	if v.IssuedOn.IsZero() {
		d["date"] = s.today()
	}
	d["category"] = s.company.Words("invoice.kind." + v.Kind)
	d["subtotal"], d["tax_total"], d["total"], d["tax"] = money.Of(v.Net, home), money.Of(v.Tax, home), money.Of(v.Gross, home), ""
	if v.TaxCode != "" {
		d["tax"] = v.TaxCode + "%"
	}
	number, lines, err := s.invoiceLines(up, v, home)
	d["order_number"], d["lines"] = number, lines
	return d, err
}

// invoiceLines are the lines of the order of an invoice over all of it, or its one item.
func (s *Service) invoiceLines(up context.Context, v *Invoice, home string) (string, []paper.Data, error) {
	one := []paper.Data{{"no": 1, "name": v.Item, "spec": "", "unit": "", "quantity": "", "amount": money.Of(v.Gross, home)}}
	if v.OrderID == 0 {
		return "", one, nil
	}
	o, err := s.g.Look(up, sales.Orders, v.OrderID, "number", "total_minor", "currency")
	if err != nil {
		return "", nil, err
	}
	if money.Minor(o["total_minor"].Int()) != v.Gross || o["currency"].Text() != home {
		return o["number"].Text(), one, nil
	}
	var lines []paper.Data
	err = s.each(identity.System(up, "invoices"), listing.Query{
		Entity: "sales_order_line", Columns: []string{"name", "spec", "unit", "quantity", "gross_minor", "kind"},
		Filter: ref("order_id", v.OrderID), Sort: []listing.Sort{{Key: "pos"}},
	}, func(c []entity.Value) {
		if k := sales.LineKind(c[5].Text()); k.Priced() {
			lines = append(lines, paper.Data{"no": len(lines) + 1, "name": c[0].Text(), "spec": c[1].Text(), "unit": c[2].Text(), "quantity": money.Quantity(c[3].Int()), "amount": money.Of(money.Minor(c[4].Int()), home)})
		}
	})
	if len(lines) == 0 {
		lines = one
	}
	return o["number"].Text(), lines, err
}

// InvoicePrinted counts a print of the request and tells which one it is.
func (s *Service) InvoicePrinted(ctx context.Context, id int64) (int64, error) {
	if _, err := s.Invoices.May(ctx, id, identity.Print); err != nil {
		return 0, err
	}
	v, err := s.Invoices.Update(command(ctx, "print"), id, 0, func(v *Invoice) error { v.Printed++; return nil })
	if err != nil {
		return 0, err
	}
	return v.Printed, nil
}
