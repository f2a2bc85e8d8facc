package sample

import (
	"fmt"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/sales"
)

// invoicing fills the register: most of the latest orders are invoiced, some of these are
// delivered, one is only asked for, and one came in for what was bought.
func (m *maker) invoicing() error {
	accountant := m.who("li")
	list, err := m.s.Sales.Orders.Find(m.boss(), listing.All(listing.Is("state", listing.In, string(sales.OrderApproved), string(sales.OrderClosed)), listing.Is("currency", listing.Eq, "CNY")), listing.Sort{Key: "id", Desc: true})
	if err != nil {
		return err
	}
	for i, o := range list[:min(len(list), 14)] {
		v := m.s.Finance.Invoices.Desc.New()
		v.OrderID, v.Gross, v.Net, v.Tax, v.Item = o.ID, o.TotalMinor, o.NetMinor, o.TaxMinor, "*包装机械*"+o.Subject
		v.OwnerID, v.UnitID = o.OwnerID, o.UnitID
		if err := m.s.Finance.Invoices.Create(m.boss(), v); err != nil {
			return err
		}
		if i%6 == 1 {
			continue // asked for
		}
		number := fmt.Sprintf("2633200000%010d", 4711+i*37)
		if _, err := m.s.Finance.IssueInvoice(m.tx(accountant), v.ID, finance.InvoiceNumber{Number: number, On: min(o.On.AddDays(3), m.today)}); err != nil {
			return err
		}
		if i%3 == 0 {
			continue
		}
		if _, err := m.s.Finance.DeliverInvoice(m.tx(accountant), v.ID, min(o.On.AddDays(5), m.today)); err != nil {
			return err
		}
	}
	receipts, err := m.s.Purchase.Receipts.Find(m.boss(), listing.Is("state", listing.Eq, "posted"))
	if err != nil || len(receipts) == 0 {
		return err
	}
	r := receipts[0]
	v := m.s.Finance.Invoices.Desc.New()
	v.Direction, v.PurchaseID, v.Gross, v.TaxCode, v.Number, v.IssuedOn = finance.InvoiceIn, r.OrderID, r.Value, "13", "26332000008800112233", m.today
	return m.s.Finance.Invoices.Create(m.tx(accountant), v)
}
