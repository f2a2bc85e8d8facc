package sample

import (
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// proposals makes those of two running deals: one is issued in its second version, the
// other is a draft.
func (m *maker) proposals() error {
	list, err := m.s.Sales.Opportunities.Find(m.boss(), listing.Is("state", listing.Eq, string(sales.Open)), listing.Sort{Key: "amount_minor", Desc: true}, listing.Sort{Key: "id"})
	if err != nil || len(list) < 2 {
		return err
	}
	for i, d := range list[:2] {
		p, err := m.s.Sales.Propose(m.boss(), sales.ProposalSource{Deal: d.ID})
		if err != nil {
			return err
		}
		about := func(p *sales.Proposal) error {
			p.OwnerID, p.UnitID = d.OwnerID, d.UnitID
			if p.Needs == "" {
				p.Needs = "现有产线人工封箱，旺季人手不足，希望一人看两线。\n纸箱规格较多，换型要快。"
			}
			p.About = "澜石专注包装设备十五年，服务制造与食品企业三百余家。"
			if len(p.Lines) == 0 {
				k := m.byKind["machine"][i]
				p.Lines = []sales.ProposalLine{{ProductID: k.ID, Code: k.Code, Name: k.Name, Spec: k.Spec, Unit: k.Unit, Quantity: 2_000_000, Price: k.Price, Benefit: "速度提高三倍，减员两人"}}
			}
			return nil
		}
		if _, err := m.s.Sales.Proposals.Update(m.boss(), p.ID, 0, about); err != nil {
			return err
		}
		if i > 0 {
			continue
		}
		if _, err := m.s.Sales.IssueProposal(m.boss(), p.ID); err != nil {
			return err
		}
		n, err := m.s.Sales.ReviseProposal(m.boss(), p.ID)
		if err != nil {
			return err
		}
		if _, err = m.s.Sales.Proposals.Update(m.boss(), n.ID, 0, func(p *sales.Proposal) error { p.Change = "按客户意见增加质保年限"; return nil }); err != nil {
			return err
		}
		if _, err := m.s.Sales.IssueProposal(m.boss(), n.ID); err != nil {
			return err
		}
	}
	return nil
}

// hanseatic answers the letter from Hamburg with a CIF quote.
func (m *maker) hanseatic() error {
	c := m.named["Hanse Lebensmittel"]
	ctx := m.tx(c.owner)
	q, err := m.s.Sales.NewQuote(ctx, c.id)
	if err != nil {
		return err
	}
	q.Subject, q.OwnerID, q.UnitID = "FKJ-450 CE version, CIF Hamburg", c.owner.id, c.owner.unitID
	for _, x := range []struct {
		code string
		n    int64
	}{{"FKJ-450", 2}, {"DP-FK45", 12}} {
		k := m.catalogue[x.code]
		if k == nil {
			continue
		}
		q.Lines = append(q.Lines, sales.QuoteLine{Item: sales.Item{
			Kind: sales.Goods, ProductID: k.ID, Code: k.Code, Name: k.Name, Spec: k.Spec, Unit: k.Unit,
			Quantity: money.Quantity(x.n * money.Scale), Price: k.Price, Tax: "0",
		}})
	}
	if err := overseas(q, c); err != nil {
		return err
	}
	if err := m.s.Sales.Quotes.Create(ctx, q); err != nil {
		return err
	}
	_, err = m.s.Sales.Send(ctx, q.ID)
	return err
}
