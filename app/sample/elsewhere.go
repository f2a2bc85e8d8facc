package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kontor/app/blob"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// elsewhere is what finance looks at before it counts: a deal that was closed at a fair, with
// the customer's proof of payment; the limits of write-offs, and a rest that was written off.
func (m *maker) elsewhere() error {
	if err := m.closedAtFair(); err != nil {
		return err
	}
	if err := m.s.Finance.SetWriteOffLimits(m.boss(), map[string]money.Minor{identity.RoleFinance: 2_000_00, identity.RoleVP: 5_000_00}); err != nil {
		return err
	}
	owed, err := m.s.Finance.Receivables.Find(m.boss(), listing.All(listing.Is("void", listing.Eq, "0"), listing.Is("open_minor", listing.Gt, "10000"), listing.Is("currency", listing.Eq, "CNY")), listing.Sort{Key: "due_on"}, listing.Sort{Key: "id"})
	if err != nil || len(owed) == 0 {
		return err
	}
	if err := m.s.Finance.WriteOff(m.tx(m.who("li")), owed[0].ID, 36_50, "运费尾差，客户不再支付"); err != nil {
		return err
	}
	if err := m.shared(); err != nil {
		return err
	}
	_, err = m.s.Finance.Classify(m.boss())
	return err
}

// shared is a running deal whose team says how much of the commission a colleague gets.
func (m *maker) shared() error {
	zhou, chen := m.who("zhou"), m.who("chen")
	deals, err := m.s.Sales.Opportunities.Find(m.boss(), listing.All(listing.Is("owner_id", listing.Eq, strconv.FormatInt(zhou.id, 10)), listing.Is("state", listing.Eq, string(sales.Open))), listing.Sort{Key: "id", Desc: true})
	if err != nil || len(deals) == 0 {
		return err
	}
	_, err = m.s.Sales.Opportunities.Update(m.boss(), deals[0].ID, 0, func(o *sales.Opportunity) error {
		o.Team = append(o.Team, sales.Member{PersonID: chen.id, Part: "现场方案", Share: money.Percent(20)})
		return nil
	})
	return err
}

// closedAtFair submits an order that was agreed on paper; it waits for the review of finance.
func (m *maker) closedAtFair() error {
	if m.p.Files == nil {
		return nil
	}
	zhou := m.who("zhou")
	list, err := m.s.Customers.Customers.Find(m.boss(), listing.All(listing.Is("owner_id", listing.Eq, strconv.FormatInt(zhou.id, 10)), listing.Is("status", listing.Ne, "invalid")), listing.Sort{Key: "id", Desc: true})
	if err != nil || len(list) == 0 {
		return err
	}
	c := list[0]
	d, err := m.s.Sales.NewOffline(m.tx(zhou), c.ID)
	if err != nil {
		return err
	}
	d.Subject, d.ContractNote, d.VoucherOn = "展会现场成交", "纸质合同 ZH-0315，包装展现场双方签字", m.today.AddDays(-1)
	for kind, n := range map[string]int64{"machine": 1, "material": 20} {
		line := m.byKind[kind][0].LineFor()
		line.Quantity = money.Quantity(n * money.Scale)
		d.Lines = append(d.Lines, sales.OrderLine{Item: line})
	}
	slices.SortFunc(d.Lines, func(a, b sales.OrderLine) int { return cmp.Compare(b.Price, a.Price) })
	if err := m.s.Sales.Orders.Create(m.tx(zhou), d); err != nil {
		return err
	}
	slip := fmt.Sprintf("网上银行电子回单\n付款人：%s\n收款人：%s\n金额：%s\n日期：%s\n附言：展会设备款\n", c.Name, FirmName, money.Of(d.TotalMinor, "CNY").Plain(), d.VoucherOn)
	info, err := m.p.Files.Put(m.tx(zhou), strings.NewReader(slip))
	if err != nil {
		return err
	}
	_, err = m.s.Sales.Orders.Update(m.tx(zhou), d.ID, 0, func(o *sales.Order) error {
		o.VoucherMinor, o.Proof = o.TotalMinor, blob.Ref{Sum: info.Sum, Name: "电子回单.txt"}.String()
		return nil
	})
	if err != nil {
		return err
	}
	_, err = m.s.Sales.Submit(m.tx(zhou), d.ID)
	return err
}
