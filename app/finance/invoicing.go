package finance

import (
	"cmp"
	"context"
	"strings"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/finance/einvoice"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/record"
	"kontor/app/sales"
)

var invoiceMoves = map[State][]State{Requested: {Issued}, Issued: {Delivered, Reversed}, Delivered: {Reversed}}

func (s *Service) register() {
	r := s.g.Registry
	for _, kind := range []string{sales.Orders, sales.Contracts, purchase.Orders} {
		r.Contribute(kind, entity.Contributed("invoiced_minor", entity.KindMoney))
	}
	s.Invoices.Prepare, s.Invoices.Rule = s.prepareInvoice, s.invoiceRule
	given := func(of func(v *Invoice) int64) func(v *Invoice) (int64, int64) {
		return func(v *Invoice) (int64, int64) {
			if !v.counts() {
				return 0, 0
			}
			return of(v), int64(v.Gross)
		}
	}
	record.Sum(s.Invoices, sales.Orders, "invoiced_minor", given(func(v *Invoice) int64 { return v.OrderID }))
	record.Sum(s.Invoices, sales.Contracts, "invoiced_minor", given(func(v *Invoice) int64 { return v.ContractID }))
	record.Sum(s.Invoices, purchase.Orders, "invoiced_minor", given(func(v *Invoice) int64 { return v.PurchaseID }))
}

// prepareInvoice fills what follows: the party and contract of the order, the amounts from
// the rate, the whole number.
func (s *Service) prepareInvoice(ctx context.Context, before, v *Invoice) error {
	v.State = cmp.Or(v.State, Requested)
	v.Code, v.Number = strings.TrimSpace(v.Code), strings.TrimSpace(v.Number)
	v.Full = v.Code + v.Number
	if before == nil && v.Direction == InvoiceIn && v.State == Requested {
		v.State = Issued // somebody else issued it
	}
	if err := s.partyOf(identity.Elevated(ctx), v); err != nil {
		return err
	}
	switch {
	case v.Gross == 0 && v.Net != 0:
		v.Gross = v.Net + v.Tax
	case v.Net == 0 && v.Tax == 0 && v.Gross != 0:
		rate, err := money.TaxCode(v.TaxCode).Rate()
		if err != nil {
			return err
		}
		parts := money.Spread(v.Gross, []int64{money.Scale, int64(rate)})
		v.Net, v.Tax = parts[0], parts[1]
	}
	return nil
}

// partyOf takes customer, contract and party from what the invoice is for.
func (s *Service) partyOf(ctx context.Context, v *Invoice) error {
	if v.OrderID != 0 && (v.CustomerID == 0 || v.ContractID == 0) {
		o, err := s.g.Look(ctx, sales.Orders, v.OrderID, "customer_id", "contract_id")
		if err != nil {
			return err
		}
		v.CustomerID, v.ContractID = cmp.Or(v.CustomerID, o["customer_id"].Int()), cmp.Or(v.ContractID, o["contract_id"].Int())
	}
	if v.PurchaseID != 0 && v.SupplierID == 0 {
		o, err := s.g.Look(ctx, purchase.Orders, v.PurchaseID, "supplier_id")
		if err != nil {
			return err
		}
		v.SupplierID = o["supplier_id"].Int()
	}
	if v.Party != "" {
		return nil
	}
	if v.CustomerID != 0 {
		c, err := s.g.Look(ctx, "customer", v.CustomerID, "name", "invoice_title", "credit_code")
		v.Party = cmp.Or(c["invoice_title"].Text(), c["name"].Text())
		v.TaxNumber = cmp.Or(v.TaxNumber, c["credit_code"].Text())
		return err
	}
	x, err := s.g.Look(ctx, purchase.Suppliers, v.SupplierID, "name", "credit_code")
	v.Party, v.TaxNumber = x["name"].Text(), cmp.Or(v.TaxNumber, x["credit_code"].Text())
	return err
}

// invoicePeriod holds that invoices of a locked month come and go no more.
func (s *Service) invoicePeriod(ctx context.Context, before, after *Invoice) error {
	if !after.counts() {
		return nil
	}
	if before == nil || !before.counts() {
		return s.open(ctx, after.IssuedOn)
	}
	if before.IssuedOn != after.IssuedOn || before.Gross != after.Gross || before.Net != after.Net || before.Archived != after.Archived {
		return s.open(ctx, before.IssuedOn, after.IssuedOn)
	}
	return nil
}

// invoiceRule: what was issued has a whole number of the right form and amounts that add
// up, and keeps them.
func (s *Service) invoiceRule(ctx context.Context, before, after *Invoice) error {
	switch {
	case after.Gross == 0:
		return badAmount(after.Gross).At("gross_minor")
	case after.Net+after.Tax != after.Gross:
		return app.E(app.Invalid, "invoice.sum", "net", money.Of(after.Net, "CNY"), "tax", money.Of(after.Tax, "CNY"), "gross", money.Of(after.Gross, "CNY")).At("gross_minor")
	case after.Party == "":
		return app.E(app.Invalid, "invoice.party").At("party")
	case after.counts() && after.IssuedOn.IsZero():
		return app.E(app.Invalid, "invoice.issued_on").At("issued_on")
	case after.Gross < 0 && after.BlueID == 0 && !commanded(ctx):
		return badAmount(after.Gross).At("gross_minor")
	}
	if after.counts() || after.Full != "" {
		if err := invoiceNumber(after); err != nil {
			return err
		}
	}
	if err := s.invoicePeriod(ctx, before, after); err != nil {
		return err
	}
	if before == nil {
		if !commanded(ctx) && after.State != Requested && after.Direction == InvoiceOut {
			return app.E(app.Conflict, "invoice.locked", "number", after.Full)
		}
		return nil
	}
	same := before.Full == after.Full && before.Gross == after.Gross && before.Net == after.Net && before.Direction == after.Direction &&
		before.Party == after.Party && before.IssuedOn == after.IssuedOn && before.Archived == after.Archived
	if !moves(before.State, after.State, invoiceMoves) || !commanded(ctx) && (before.State != after.State || before.counts() && !same) {
		return app.E(app.Conflict, "invoice.locked", "number", before.Full)
	}
	return nil
}

// invoiceNumber holds the forms of numbers: 20 digits, or 8 behind a code of 10 or 12.
func invoiceNumber(v *Invoice) error {
	digits := func(t string, lengths ...int) bool {
		for _, r := range t {
			if r < '0' || r > '9' {
				return false
			}
		}
		for _, n := range lengths {
			if len(t) == n {
				return true
			}
		}
		return false
	}
	if v.Code == "" && digits(v.Number, 20) || digits(v.Code, 10, 12) && digits(v.Number, 8) || v.Kind == "other" && v.Number != "" {
		return nil
	}
	return app.E(app.Invalid, "invoice.number", "number", v.Number).At("number")
}

// InvoiceNumber is what the tax system gave an invoice.
type InvoiceNumber struct {
	Code, Number string
	On           calendar.Date
}

// IssueInvoice notes under which number a requested invoice was issued. An order is not
// invoiced beyond its total.
func (s *Service) IssueInvoice(ctx context.Context, id int64, n InvoiceNumber) (*Invoice, error) {
	was, err := s.Invoices.May(ctx, id, identity.Issue)
	if err != nil {
		return nil, err
	}
	if was.OrderID != 0 {
		o, err := s.g.Look(identity.System(ctx, "invoices"), sales.Orders, was.OrderID, "number", "total_minor", "invoiced_minor", "currency")
		if err != nil {
			return nil, err
		}
		if left := money.Minor(o["total_minor"].Int() - o["invoiced_minor"].Int()); was.Gross > left {
			return nil, app.E(app.Conflict, "invoice.over_order", "number", o["number"].Text(), "left", money.Of(left, o["currency"].Text()), "amount", money.Of(was.Gross, o["currency"].Text())).At("gross_minor")
		}
	}
	return s.Invoices.Update(command(ctx, "issue"), id, 0, func(v *Invoice) error {
		if v.State != Requested {
			return app.E(app.Conflict, "invoice.locked", "number", v.Full)
		}
		v.State, v.Code, v.Number, v.IssuedOn = Issued, n.Code, n.Number, cmp.Or(n.On, s.today())
		return nil
	})
}

// DeliverInvoice notes that the party has the invoice.
func (s *Service) DeliverInvoice(ctx context.Context, id int64, on calendar.Date) (*Invoice, error) {
	if _, err := s.Invoices.May(ctx, id, identity.Change); err != nil {
		return nil, err
	}
	return s.Invoices.Update(command(ctx, "deliver"), id, 0, func(v *Invoice) error {
		if v.State != Issued {
			return app.E(app.Conflict, "invoice.not_issued", "number", v.Full)
		}
		v.State, v.DeliveredOn = Delivered, cmp.Or(on, s.today())
		return nil
	})
}

// ReverseInvoice registers the red invoice (红字) that takes an issued one back.
func (s *Service) ReverseInvoice(ctx context.Context, id int64, n InvoiceNumber, reason string) (*Invoice, error) {
	if _, err := s.Invoices.May(ctx, id, identity.Reverse); err != nil {
		return nil, err
	}
	if strings.TrimSpace(reason) == "" {
		return nil, app.E(app.Invalid, "finance.reason").At("reason")
	}
	var red *Invoice
	err := s.g.Tx.InTx(audit.Why(ctx, audit.Reason{Kind: "reverse", Text: reason}), func(ctx context.Context) error {
		cmd := command(ctx, "reverse")
		v, err := s.Invoices.Update(cmd, id, 0, func(v *Invoice) error {
			if v.State != Issued && v.State != Delivered || v.BlueID != 0 {
				return app.E(app.Conflict, "invoice.not_issued", "number", v.Full)
			}
			v.State, v.ReversedOn, v.Why = Reversed, cmp.Or(n.On, s.today()), reason
			return nil
		})
		if err != nil {
			return err
		}
		red = s.Invoices.Desc.New()
		red.Direction, red.Kind, red.Code, red.Number, red.IssuedOn, red.State = v.Direction, v.Kind, n.Code, n.Number, v.ReversedOn, Issued
		red.CustomerID, red.SupplierID, red.Party, red.TaxNumber, red.Item, red.TaxCode = v.CustomerID, v.SupplierID, v.Party, v.TaxNumber, v.Item, v.TaxCode
		red.OrderID, red.PurchaseID, red.ContractID, red.BlueID, red.Why = v.OrderID, v.PurchaseID, v.ContractID, v.ID, reason
		red.Net, red.Tax, red.Gross, red.OwnerID, red.UnitID = -v.Net, -v.Tax, -v.Gross, v.OwnerID, v.UnitID
		return s.Invoices.Create(cmd, red)
	})
	return red, err
}

// ImportInvoice registers the XML of a fully digital invoice that the company issued or
// got; file is where the content is kept. Errors: those of einvoice.Read; Conflict
// invoice.not_ours, record.taken for one that is registered already.
func (s *Service) ImportInvoice(ctx context.Context, raw []byte, file string) (*Invoice, error) {
	if _, err := identity.Need(ctx, identity.May(Invoices, identity.Add)); err != nil {
		return nil, err
	}
	x, err := einvoice.Read(raw)
	if err != nil {
		return nil, err
	}
	firm, err := s.company.Get(ctx)
	if err != nil {
		return nil, err
	}
	ours := func(p einvoice.Party) bool {
		return p.TaxNumber != "" && p.TaxNumber == firm.CreditCode || p.Name == firm.Name
	}
	v := s.Invoices.Desc.New()
	v.State, v.Code, v.Number, v.IssuedOn, v.Item, v.Net, v.Tax, v.Gross, v.File = Issued, x.Code, x.Number, x.On, x.Item, x.Net, x.Tax, x.Gross, file
	if x.Code != "" {
		v.Kind = "special"
	}
	other := x.Buyer
	switch {
	case ours(x.Seller):
		v.Direction = InvoiceOut
		v.CustomerID, err = s.named(ctx, "customer", other.Name)
	case ours(x.Buyer):
		v.Direction, other = InvoiceIn, x.Seller
		v.SupplierID, err = s.named(ctx, purchase.Suppliers, other.Name)
	default:
		return nil, app.E(app.Conflict, "invoice.not_ours", "seller", x.Seller.Name, "buyer", x.Buyer.Name)
	}
	if err != nil {
		return nil, err
	}
	v.Party, v.TaxNumber = other.Name, other.TaxNumber
	return v, s.Invoices.Create(command(ctx, "import"), v)
}

// named finds a record by its whole name, 0 when there is none.
func (s *Service) named(ctx context.Context, kind, name string) (int64, error) {
	found := int64(0)
	err := s.each(identity.System(ctx, "invoices"), listing.Query{Entity: kind, Filter: listing.Is("name", listing.Eq, name), Columns: []string{"id"}}, func(c []entity.Value) { found = c[0].Int() })
	return found, err
}
