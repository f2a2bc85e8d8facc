package sample

import (
	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/purchase"
	"kontor/app/sales"
	"kontor/app/stock"
)

// makers are the suppliers of the story: name|category|goods|contact|phone|days, and whom
// to review.
var makers = []struct {
	name, category, goods, contact, phone string
	days                                  int64
	state                                 purchase.SupplierState
}{
	{"宁波永固钣金有限公司", "part", "机架、钣金件", "王建平", "19900003301", 12, purchase.Approved},
	{"温州精驰电机有限公司", "part", "减速电机、伺服", "郑晓东", "19900003302", 15, purchase.Approved},
	{"佛山汇邦胶粘制品有限公司", "pack", "封箱胶带、缠绕膜", "梁志强", "19900003303", 7, purchase.Approved},
	{"嘉兴万盛包装材料有限公司", "pack", "纸托盘、护角、纸箱", "沈月琴", "19900003304", 5, purchase.Approved},
	{"苏州锐测传感技术有限公司", "part", "光电传感器", "顾明", "19900003305", 10, purchase.InReview},
	{"台州恒达气动元件厂", "part", "气缸、电磁阀", "陈国华", "19900003306", 8, purchase.Candidate},
}

// buying fills purchase and the catalogue: price lists, relations, suppliers with their
// review, orders on their way, goods that came in, one that lacks.
func (m *maker) buying() error {
	if err := m.prices(); err != nil {
		return err
	}
	by := map[string]*purchase.Supplier{}
	for i, f := range makers {
		x := m.s.Purchase.Suppliers.Desc.New()
		x.Name, x.Category, x.Goods, x.LeadDays, x.PaymentTerms, x.Grade = f.name, f.category, f.goods, f.days, "m30", "a"
		x.Certificates, x.CertUntil = "ISO 9001", m.today.AddMonths(3+i*4)
		if err := m.s.Purchase.Suppliers.Create(m.boss(), x); err != nil {
			return err
		}
		if err := m.s.Purchase.Contacts.Create(m.boss(), &purchase.Contact{SupplierID: x.ID, Name: f.contact, Title: "销售经理", Mobile: f.phone, Main: true}); err != nil {
			return err
		}
		by[f.name] = x
		if f.state == purchase.Candidate {
			continue
		}
		if _, err := m.s.Purchase.Recommend(m.boss(), x.ID, "样件检验合格，交期与价格满足要求"); err != nil {
			return err
		}
		if f.state == purchase.Approved {
			if err := m.decided(purchase.Suppliers, x.ID); err != nil {
				return err
			}
		}
	}
	for supplier, codes := range map[string][]string{
		"佛山汇邦胶粘制品有限公司": {"JD-4810", "JD-6010", "CRM-50"}, "嘉兴万盛包装材料有限公司": {"ZTP-1210", "ZTP-1212", "ZTP-HJ50"}, "宁波永固钣金有限公司": {"CSJ-060", "TSJ-300"},
	} {
		for _, code := range codes {
			if _, err := m.s.Sales.Products.Update(m.boss(), m.catalogue[code].ID, 0, func(p *sales.Product) error { p.SupplierID = by[supplier].ID; return nil }); err != nil {
				return err
			}
		}
	}
	for i, o := range []struct {
		supplier string
		lines    map[string]int64
		days     int // before today
		receive  int64
	}{
		{"佛山汇邦胶粘制品有限公司", map[string]int64{"JD-4810": 2000}, 9, 2000},
		{"嘉兴万盛包装材料有限公司", map[string]int64{"ZTP-1210": 500}, 6, 200},
		{"嘉兴万盛包装材料有限公司", map[string]int64{"ZTP-HJ50": 1500}, 2, 0},
		{"宁波永固钣金有限公司", map[string]int64{"TSJ-300": 2}, 1, 0},
	} {
		if err := m.buy(by[o.supplier], o.lines, purchaseOn{m.today.AddDays(-o.days), o.receive, i == 3}); err != nil {
			return err
		}
	}
	return m.sendBack()
}

// decided lets everybody who is asked agree.
func (m *maker) decided(kind string, id int64) error {
	list, err := m.s.Approvals.Of(m.boss(), kind, id)
	if err != nil {
		return err
	}
	for _, a := range list {
		for a.State == approval.Running {
			who := m.staff[0]
			for _, x := range m.staff {
				if asked := a.Blocking(); len(asked) > 0 && asked[0].PersonID == x.id {
					who = x
				}
			}
			if a, err = m.s.Approvals.Agree(m.tx(who), a.ID, "同意"); err != nil {
				return err
			}
		}
	}
	return nil
}

type purchaseOn struct {
	on      calendar.Date
	receive int64 // pieces that came in
	waiting bool  // for its approval
}

// buy orders products and receives some of them.
func (m *maker) buy(x *purchase.Supplier, lines map[string]int64, w purchaseOn) error {
	d, err := m.s.Purchase.NewOrder(m.boss(), x.ID)
	if err != nil {
		return err
	}
	d.On, d.DeliverOn, d.Subject = w.on, w.on.AddDays(int(x.LeadDays)), x.Goods
	for code, n := range lines {
		p := m.catalogue[code]
		line := p.LineFor()
		line.Quantity, line.Price, line.Cost = money.Quantity(n*money.Scale), p.Cost.With("13"), 0
		d.Lines = append(d.Lines, purchase.OrderLine{Item: line})
	}
	if err := m.s.Purchase.Orders.Create(m.boss(), d); err != nil {
		return err
	}
	if _, err := m.s.Purchase.Submit(m.boss(), d.ID); err != nil || w.waiting {
		return err
	}
	if err := m.decided(purchase.Orders, d.ID); err != nil || w.receive == 0 {
		return err
	}
	r, err := m.s.Purchase.NewReceipt(m.boss(), d.ID)
	if err != nil {
		return err
	}
	r.TheirNote, r.Lines[0].Quantity = "SH-"+w.on.String()[5:], money.Quantity(w.receive*money.Scale)
	if err := m.s.Purchase.Receipts.Create(m.boss(), r); err != nil {
		return err
	}
	_, err = m.s.Purchase.Post(m.boss(), r.ID)
	return err
}

// prices are three price lists, and what goes with what.
func (m *maker) prices() error {
	list := func(name string, change func(l *sales.PriceList), lines ...sales.PriceLine) error {
		l := m.s.Sales.PriceLists.Desc.New()
		l.Name, l.From, l.Lines = name, m.today.MonthStart(), lines
		change(l)
		return m.s.Sales.PriceLists.Create(m.boss(), l)
	}
	price := func(code string, from int64, percent int64) sales.PriceLine {
		p := m.catalogue[code]
		return sales.PriceLine{ProductID: p.ID, From: money.Quantity(from * money.Scale), Price: p.Price.Less(money.Percent(percent))}
	}
	if err := list("A 级客户耗材价", func(l *sales.PriceList) { l.Grade = "a" },
		price("JD-4810", 0, 3), price("JD-4810", 1000, 6), price("JD-4810", 5000, 9), price("CRM-50", 0, 4), price("CRM-50", 500, 8), price("ZTP-1210", 0, 5)); err != nil {
		return err
	}
	if err := list("华南区设备价", func(l *sales.PriceList) { l.Region = "south" }, price("FKJ-450", 0, 2), price("FXJ-6050", 0, 2), price("DBJ-101", 0, 3)); err != nil {
		return err
	}
	usd := func(code string, dollars int64) sales.PriceLine {
		return sales.PriceLine{ProductID: m.catalogue[code].ID, Price: money.Price(dollars * money.Scale)}
	}
	if err := list("出口价（美元）", func(l *sales.PriceList) { l.Currency, l.Until = "USD", m.today.AddMonths(6) }, usd("FKJ-450", 5600), usd("FXJ-6050", 1860), usd("CMJ-500", 4120)); err != nil {
		return err
	}
	for _, r := range []struct {
		of, other string
		kind      sales.RelationKind
		n         int64
	}{
		{"FKJ-450", "DP-FK45", sales.Accessory, 2},
		{"FKJ-450", "PD-FK45", sales.Accessory, 1},
		{"FKJ-450", "JD-4810", sales.Bundle, 72},
		{"FKJ-350", "DP-FK35", sales.Accessory, 2},
		{"CMJ-500", "JRG-50", sales.Accessory, 2},
		{"CMJ-500", "POF-300", sales.Bundle, 4},
		{"ZTP-HJ50", "ZTP-1210", sales.Substitute, 1},
	} {
		x := m.s.Sales.Relations.Desc.New()
		x.ProductID, x.OtherID, x.Kind, x.Quantity = m.catalogue[r.of].ID, m.catalogue[r.other].ID, r.kind, money.Quantity(r.n*money.Scale)
		if err := m.s.Sales.Relations.Create(m.boss(), x); err != nil {
			return err
		}
	}
	return nil
}

// sendBack is the draft of a return of what was delivered last.
func (m *maker) sendBack() error {
	list, err := m.s.Stock.Deliveries.Find(m.boss(), listing.Is("state", listing.Eq, string(stock.Signed)), listing.Sort{Key: "id", Desc: true})
	if err != nil || len(list) == 0 {
		return err
	}
	r, err := m.s.Stock.NewReturn(m.boss(), 0, list[0].ID)
	if err != nil {
		return err
	}
	r.Why, r.Remark, r.Lines = "damaged", "外箱破损，客户要求退换", r.Lines[:1]
	return m.s.Stock.Returns.Create(m.boss(), r)
}
