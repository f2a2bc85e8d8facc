package sales_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// A contract is made of an order, opens on its page, and is submitted from its list. SAL-26 SAL-27
func TestContractFromItsList(t *testing.T) {
	o := newOffice(t)
	o.deps.Contracting, o.deps.Contracts = o.Sales, o.Sales.Contracts
	order, err := o.Sales.NewOrder(o.ctx, o.customer)
	o.ok(err)
	order.Subject = "封箱机两台"
	order.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "封箱机", Unit: "台", Quantity: 2 * money.Scale, Price: 38500 * money.Scale, Tax: "13"}}}
	o.ok(o.Sales.Orders.Create(o.ctx, order))
	p, s := o.lists()
	p.(modes).ShowWith(sales.Orders, order.ID, false, nil)
	o.settle(s)
	run := func(id string) {
		t.Helper()
		for _, c := range p.Commands() {
			if c.ID == id {
				c.Run()
				o.settle(s)
				return
			}
		}
		t.Fatalf("%s is not offered now", id)
	}
	run("contract")
	list, err := o.Sales.Contracts.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].Amount != 7700000 {
		t.Fatalf("%+v", list)
	}
	if got := o.host.Opened[len(o.host.Opened)-1]; got.Kind != sales.Contracts || got.ID != list[0].ID {
		t.Fatalf("the contract opens: %+v", got)
	}
	p.(modes).ShowWith(sales.Contracts, list[0].ID, false, nil)
	o.settle(s)
	if !s.Shows("封箱机两台") {
		t.Error("the contract is shown")
	}
	run("contract.parts")
	if got := o.host.Opened[len(o.host.Opened)-1]; got.Kind != sales.Contracts || got.Args["tab"] != "plan" {
		t.Fatalf("the instalments open on the page: %+v", got)
	}
	run("contract.submit")
	c, err := o.Sales.Contracts.Get(o.ctx, list[0].ID)
	if err != nil || c.State != sales.ContractActive || c.Number == "" {
		t.Errorf("%s %s %v", c.State, c.Number, err)
	}
	if !s.Shows(o.host.T("contractpage.bar.delivered")) || !s.Shows("¥77,000.00") {
		t.Error("an active contract shows its bars")
	}

	// CUS-54: its files stand beside it and are attached by dropping them.
	path := filepath.Join(t.TempDir(), "合同正本.pdf")
	o.ok(os.WriteFile(path, []byte("%PDF-1.4"), 0o600))
	p.(interface{ DropFiles([]string) }).DropFiles([]string{path})
	o.settle(s)
	if !s.Shows("合同正本.pdf") {
		t.Error("the file that was dropped stands beside the contract")
	}
	kept, err := o.Customers.Attachments.Find(o.ctx, listing.All(listing.Is("link_entity", listing.Eq, sales.Contracts), listing.Is("link_id", listing.Eq, strconv.FormatInt(c.ID, 10))))
	if err != nil || len(kept) != 1 || kept[0].CustomerID != o.customer {
		t.Errorf("%+v %v", kept, err)
	}
}
