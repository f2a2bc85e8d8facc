package suite_test

import (
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
)

// A proposal is generated from a deal's needs and products, issued with a number, and goes
// on in versions: what was issued never changes. SAL-21
func TestProposalsAndTheirVersions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		c := o.sell(t, zhou, "苏州恒拓精密制造有限公司")
		k := &sales.Product{Code: "FKJ-450", Name: "自动折盖封箱机", Spec: "220V", Unit: "台", Price: 38500 * money.Scale, Tax: "13", State: sales.ProductActive}
		ok(t, o.Sales.Products.Create(o.boss, k))
		d := o.Sales.Opportunities.Desc.New()
		d.Name, d.CustomerID, d.Needs = "封箱线", c.ID, "每天 6000 箱"
		d.Lines = []sales.DealLine{{ProductID: k.ID, Name: k.Name, Quantity: 2 * money.Scale}}
		ok(t, o.Sales.Opportunities.Create(zhou, d))
		p, err := o.Sales.Propose(zhou, sales.ProposalSource{Deal: d.ID})
		ok(t, err)
		if p.Needs != "每天 6000 箱" || p.Schedule == "" || len(p.Lines) != 1 || p.Lines[0].Spec != "220V" || p.TotalMinor != 7700000 || p.Number != "" {
			t.Fatalf("generated: %+v", p)
		}
		change := func(id int64, fn func(*sales.Proposal)) error {
			_, err := o.Sales.Proposals.Update(zhou, id, 0, func(p *sales.Proposal) error { fn(p); return nil })
			return err
		}
		ok(t, change(p.ID, func(p *sales.Proposal) { p.Needs = "" }))
		_, err = o.Sales.IssueProposal(zhou, p.ID)
		refused(t, err, "proposal.needs")
		ok(t, change(p.ID, func(p *sales.Proposal) { p.Needs = "每天 6000 箱" }))
		one, err := o.Sales.IssueProposal(zhou, p.ID)
		ok(t, err)
		if one.Number != "FA2026030001" || one.State != sales.ProposalIssued {
			t.Errorf("issued: %s %s", one.Number, one.State)
		}
		refused(t, change(p.ID, func(p *sales.Proposal) { p.Needs = "别的" }), "proposal.locked")
		ok(t, change(p.ID, func(p *sales.Proposal) { p.Remark = "客户很满意" }))
		two, err := o.Sales.ReviseProposal(zhou, p.ID)
		ok(t, err)
		_, err = o.Sales.ReviseProposal(zhou, p.ID)
		refused(t, err, "proposal.open_version")
		ok(t, change(two.ID, func(p *sales.Proposal) { p.Lines[0].Quantity = 3 * money.Scale }))
		two, err = o.Sales.IssueProposal(zhou, two.ID)
		ok(t, err)
		list, err := o.Sales.VersionsOf(zhou, p.ID)
		ok(t, err)
		if two.Label() != "FA2026030001 R2" || two.TotalMinor != 11550000 || len(list) != 2 || list[1].State != sales.ProposalReplaced || list[1].TotalMinor != 7700000 {
			t.Errorf("versions: %s, %+v", two.Label(), list)
		}
		data, err := o.Sales.ProposalPaper(zhou, two.ID, sales.Print{})
		ok(t, err)
		if data["revision"] != "R2" || data["total"] != money.Of(11550000, "CNY") || len(data["lines"].([]paper.Data)) != 1 {
			t.Errorf("on paper: %v", data)
		}
		q, err := o.Sales.QuoteProposal(zhou, two.ID)
		ok(t, err)
		if q.TotalMinor != 11550000 || q.OpportunityID != d.ID {
			t.Errorf("the quote: %+v", q)
		}
		if n := o.count(t, zhou, "activity", listing.All(is("customer_id", c.ID), listing.Is("link_entity", listing.Eq, sales.Proposals))); n != 2 {
			t.Errorf("%d entries in the timeline", n)
		}
	})
}
