package sample

import (
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// contracts are a few contracts of the story: of recent orders, one that ends soon, and a
// draft.
func (m *maker) contracts() error {
	boss := m.boss()
	for _, name := range []string{"打包流水线", "面单打包一体机", "开箱成型机"} {
		o, err := m.s.Sales.Orders.First(boss, listing.All(listing.Is("subject", listing.Eq, name), listing.Is("state", listing.Eq, string(sales.OrderApproved))))
		if err != nil {
			return err
		}
		c, err := m.s.Sales.CreateContract(boss, sales.ContractSource{Order: o.ID})
		if err != nil {
			return err
		}
		if _, err = m.s.Sales.Contracts.Update(boss, c.ID, 0, func(c *sales.Contract) error {
			c.SignedOn, c.StartsOn, c.EndsOn = o.On, o.On, o.On.AddMonths(12)
			c.OurSigner, c.Retention = m.staff[0].name, money.Percent(5)
			c.OwnerID, c.UnitID = o.OwnerID, o.UnitID
			return nil
		}); err != nil {
			return err
		}
		if _, err = m.s.Sales.SubmitContract(boss, c.ID); err != nil {
			return err
		}
		if err := m.agree(sales.Contracts, c.ID); err != nil {
			return err
		}
	}
	for i, f := range []struct {
		party, name string
		yuan        int64
		ends        int
	}{{"厦门鹭源", "出口耗材年度框架合同", 240000, 24}, {"苏州恒拓精密", "封箱机及耗材 年度采购合同", 169000, 365}} {
		k := m.named[f.party]
		c, err := m.s.Sales.NewContract(boss, sales.ContractSource{Customer: k.id})
		if err != nil {
			return err
		}
		c.Name, c.Kind, c.CustomerID, c.ContactID, c.Amount, c.PaymentTerms = f.name, "frame", k.id, k.contact, money.Minor(f.yuan*100), "s3_3_35"
		c.EndsOn = m.today.AddDays(f.ends)
		c.StartsOn = c.EndsOn.AddDays(-364)
		c.SignedOn = min(c.StartsOn, m.today)
		c.OwnerID, c.UnitID = k.owner.id, k.owner.unitID
		if err := m.s.Sales.Contracts.Create(boss, c); err != nil {
			return err
		}
		if i > 0 {
			continue // a draft
		}
		if _, err := m.s.Sales.SubmitContract(boss, c.ID); err != nil {
			return err
		}
		if err := m.agree(sales.Contracts, c.ID); err != nil {
			return err
		}
	}
	return nil
}
