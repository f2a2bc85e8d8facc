package sample

import (
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// office lets two open deals lie with who prices them: one waits for its price, one came
// back agreed.
func (m *maker) office() error {
	for i, name := range []string{"利乐箱码垛", "灌装后段改造"} {
		list, err := m.s.Sales.Opportunities.Find(m.boss(), listing.All(listing.Is("name", listing.Eq, name), listing.Is("state", listing.Eq, string(sales.Open))))
		if err != nil || len(list) == 0 {
			return err
		}
		by, to := m.staff[0], m.staff[0]
		for _, x := range m.staff {
			if x.id == list[0].OwnerID {
				by = x
			}
		}
		p, err := m.s.Sales.AskOffice(m.tx(by), sales.PricingWish{Deal: list[0].ID, To: to.id, Needs: "节拍 12 箱/分，现场宽 6 米，含安装调试", DueOn: m.today.AddDays(5)})
		if err != nil {
			return err
		}
		if i == 0 {
			continue
		}
		_, err = m.s.Sales.Pricings.Update(m.tx(to), p.ID, 0, func(p *sales.Pricing) error {
			p.Answer = "含输送 8 米，电控按客户品牌"
			p.Lines = []sales.PricingLine{{Name: "后段改造（含安装）", Unit: "套", Quantity: money.Scale, Price: 88000 * money.Scale}}
			return nil
		})
		if err != nil {
			return err
		}
		if err := m.s.Sales.HandInPricing(m.tx(to), p.ID); err != nil {
			return err
		}
		if err := m.decided(sales.Pricings, p.ID); err != nil {
			return err
		}
	}
	return nil
}
