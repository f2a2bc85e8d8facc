package suite_test

import (
	"context"
	"testing"

	"kontor/app/approval"
	"kontor/app/customer"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/sales"
)

// hint makes a lead; in the pool when pool is set.
func (o *office) hint(t testing.TB, ctx context.Context, company, mobile string, pool bool) *lead.Lead {
	t.Helper()
	l := o.Leads.Leads.Desc.New()
	l.Company, l.Person, l.Mobile, l.Source, l.Need, l.InPool = company, "陈工", mobile, "exhibition", "想看一台自动封箱机\n预算十万", pool
	ok(t, o.Leads.Leads.Create(ctx, l))
	return l
}

// Campaign leads enter the pool, which everybody who may take leads sees, the numbers
// masked; a manager assigns them and the person is told. SAL-01 SAL-02
func TestLeadPool(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, chen := o.hire(t, "zhou", "sales", 1), o.hire(t, "chen", "sales", 1)
		wang := o.hire(t, "wang", "manager", 1)
		a := o.hint(t, wang, "苏州恒拓精密制造有限公司", "13900000001", true)
		if a.Name != "想看一台自动封箱机" || a.State != lead.Fresh || !a.InPool || a.OwnerID != 0 {
			t.Fatalf("a lead for the pool: %+v", a)
		}
		b := o.hint(t, wang, "厦门鹭源进出口有限公司", "13900000002", true)
		own := o.hint(t, zhou, "自己的线索", "13900000003", false)
		if own.InPool || own.AssignedOn != day("2026-03-18") {
			t.Errorf("one's own lead: %+v", own)
		}
		if n := o.count(t, chen, lead.Leads, listing.Node{}); n != 2 {
			t.Errorf("a salesperson sees the pool and nothing of a colleague: %d", n)
		}
		if n := o.count(t, zhou, lead.Leads, listing.Is("in_pool", listing.Eq, "1")); n != 2 {
			t.Errorf("pool of zhou: %d", n)
		}
		if got := o.cell(t, chen, lead.Leads, a.ID, "mobile").Text(); got == "13900000001" {
			t.Error("the number of a lead in the pool is shown in part")
		}
		_, err := o.Leads.Leads.Update(chen, a.ID, 0, func(l *lead.Lead) error { l.Need = "x"; return nil })
		refused(t, err, "access.record")
		_, err = o.Leads.Assign(zhou, []int64{a.ID}, o.ids["zhou"])
		refused(t, err, "access.denied")
		out, err := o.Leads.Assign(wang, []int64{a.ID}, o.ids["zhou"])
		ok(t, err)
		if len(out.Done) != 1 {
			t.Fatalf("%+v", out)
		}
		_, err = o.Reminders.Run(o.boss)
		ok(t, err)
		mine, err := o.Reminders.Mine(zhou)
		ok(t, err)
		if len(mine) != 1 || mine[0].Kind != "lead_assigned" {
			t.Errorf("the person is told: %+v", mine)
		}
		if got := o.cell(t, zhou, lead.Leads, a.ID, "mobile").Text(); got != "13900000001" {
			t.Errorf("its owner sees the number: %s", got)
		}
		out, err = o.Leads.Claim(chen, []int64{a.ID, b.ID})
		ok(t, err)
		if len(out.Done) != 1 || out.Done[0] != b.ID || out.Refused[a.ID] == nil {
			t.Errorf("what somebody else has is not claimed, the rest is: %+v", out)
		}
		_, _, err = o.History.UndoLast(chen)
		ok(t, err)
		if l, err := o.Leads.Leads.Get(wang, b.ID); err != nil || !l.InPool {
			t.Errorf("a claim is taken back: %+v %v", l, err)
		}
		_, err = o.Leads.Release(zhou, []int64{a.ID}, " ")
		refused(t, err, "lead.reason")
		_, err = o.Leads.Release(zhou, []int64{a.ID}, "地区不对")
		ok(t, err)
		if n := o.count(t, zhou, lead.Leads, listing.Is("in_pool", listing.Eq, "1")); n != 2 {
			t.Errorf("the pool after it was put back: %d", n)
		}
	})
}

// Bad leads and doubles are thrown out with their reason and can be taken back. SAL-02
func TestLeadsAreCleaned(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		wang := o.hire(t, "wang", "manager", 1)
		a := o.hint(t, wang, "苏州恒拓精密制造有限公司", "13900000001", true)
		b := o.hint(t, wang, "恒拓精密", "139 0000 0001", true)
		c := o.hint(t, wang, "测试", "13900000009", true)
		firm := o.Customers.Customers.Desc.New()
		firm.Name, firm.Mobile = "苏州恒拓精密制造有限公司", "13900000001"
		ok(t, o.Customers.Customers.Create(o.boss, firm))
		found, err := o.Leads.Doubles(wang, b.ID)
		ok(t, err)
		var leads, customers int
		for _, d := range found {
			if d.Lead == a.ID && d.Mobile {
				leads++
			}
			if d.Customer == firm.ID {
				customers++
			}
		}
		if leads != 1 || customers != 1 {
			t.Errorf("doubles among leads and customers: %+v", found)
		}
		_, err = o.Leads.Discard(wang, []int64{c.ID}, lead.Discard{Reason: "boring"})
		refused(t, err, "lead.discard_reason")
		_, err = o.Leads.Discard(wang, []int64{c.ID}, lead.Discard{Reason: "other"})
		refused(t, err, "lead.reason")
		_, err = o.Leads.Discard(wang, []int64{b.ID}, lead.Discard{Reason: "double", SameAs: a.ID})
		ok(t, err)
		_, err = o.Leads.Discard(wang, []int64{c.ID}, lead.Discard{Reason: "wrong_data"})
		ok(t, err)
		l, err := o.Leads.Leads.Get(wang, b.ID)
		ok(t, err)
		if l.State != lead.Discarded || l.SameAs != a.ID || l.EndedOn != day("2026-03-18") {
			t.Errorf("%+v", l)
		}
		_, err = o.Leads.Leads.Update(wang, b.ID, 0, func(l *lead.Lead) error { l.Company = "x"; return nil })
		refused(t, err, "lead.locked")
		out, err := o.Leads.Assign(wang, []int64{b.ID}, o.ids["wang"])
		ok(t, err)
		refused(t, out.Refused[b.ID], "lead.locked")
		_, err = o.Leads.Restore(wang, []int64{b.ID})
		ok(t, err)
		if l, err = o.Leads.Leads.Get(wang, b.ID); err != nil || l.State != lead.Fresh || l.SameAs != 0 {
			t.Errorf("taken back: %+v %v", l, err)
		}
	})
}

// The opportunity exists only after the manager agreed; refused, the lead goes on. SAL-03
func TestLeadBecomesOpportunityWithApproval(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		wang := o.hire(t, "wang", "manager", 1)
		l := o.hint(t, zhou, "苏州恒拓精密制造有限公司", "13900000001", false)
		w, err := o.Leads.WishFor(zhou, l.ID)
		ok(t, err)
		if w.Company != "苏州恒拓精密制造有限公司" || w.Person != "陈工" || w.Deal != l.Name || w.CloseOn <= day("2026-03-18") {
			t.Errorf("proposal: %+v", w)
		}
		bad := w
		bad.Company = ""
		_, err = o.Leads.AskConversion(zhou, l.ID, bad)
		refused(t, err, "lead.customer")
		w.Amount = 3850000
		l, err = o.Leads.AskConversion(zhou, l.ID, w)
		ok(t, err)
		if !l.Asked || l.State != lead.Working {
			t.Fatalf("%+v", l)
		}
		if n := o.count(t, o.boss, sales.Opportunities, listing.Node{}); n != 0 {
			t.Error("an opportunity exists before the manager agreed")
		}
		_, err = o.Leads.Leads.Update(zhou, l.ID, 0, func(l *lead.Lead) error { l.Company = "x"; return nil })
		refused(t, err, "lead.locked")
		waiting, err := o.Approvals.Pending(wang)
		ok(t, err)
		if len(waiting) != 1 || waiting[0].Entity != lead.Leads || waiting[0].Amount != 3850000 {
			t.Fatalf("%+v", waiting)
		}
		_, err = o.Approvals.Refuse(wang, waiting[0].ID, "先确认预算")
		ok(t, err)
		if l, err = o.Leads.Leads.Get(zhou, l.ID); err != nil || l.Asked || l.State != lead.Working || l.CustomerID != 0 {
			t.Errorf("refused, it goes on: %+v %v", l, err)
		}
		_, err = o.Leads.AskConversion(zhou, l.ID, w)
		ok(t, err)
		ok(t, o.Leads.Recall(zhou, l.ID))
		_, err = o.Leads.AskConversion(zhou, l.ID, w)
		ok(t, err)
		waiting, err = o.Approvals.Pending(wang)
		ok(t, err)
		_, err = o.Approvals.Agree(wang, waiting[0].ID, "")
		ok(t, err)
		l, err = o.Leads.Leads.Get(zhou, l.ID)
		ok(t, err)
		if l.State != lead.Converted || l.CustomerID == 0 || l.OpportunityID == 0 || l.ContactID == 0 || l.Quality != lead.Real {
			t.Fatalf("%+v", l)
		}
		d, err := o.Sales.Opportunities.Get(zhou, l.OpportunityID)
		ok(t, err)
		if d.OwnerID != o.ids["zhou"] || d.LeadID != l.ID || d.AmountMinor != 3850000 || d.Source != "exhibition" || d.CustomerID != l.CustomerID {
			t.Errorf("%+v", d)
		}
		c, err := o.Customers.Customers.Get(zhou, l.CustomerID)
		ok(t, err)
		k, err := o.Customers.MainContact(zhou, c.ID)
		ok(t, err)
		if c.Mobile != "13900000001" || k == nil || k.Name != "陈工" {
			t.Errorf("customer %+v, contact %+v", c, k)
		}
		if o.count(t, zhou, customer.Activities, listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, "create"))) != 1 {
			t.Error("the timeline says where the customer came from")
		}
		list, err := o.Approvals.Of(zhou, lead.Leads, l.ID)
		ok(t, err)
		if list[0].State != approval.Approved {
			t.Errorf("%s", list[0].State)
		}
	})
}

// A second lead of the same company is converted with the customer that is there. SAL-03
func TestLeadOfKnownCustomer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		l := o.hint(t, o.boss, "恒拓精密", "13900000001", false)
		w, err := o.Leads.WishFor(o.boss, l.ID)
		ok(t, err)
		w.CustomerID = c.ID
		l, err = o.Leads.AskConversion(o.boss, l.ID, w)
		ok(t, err)
		if l.State != lead.Converted || l.CustomerID != c.ID {
			t.Errorf("one person converts at once: %+v", l)
		}
		if n := o.count(t, o.boss, customer.Customers, listing.Node{}); n != 1 {
			t.Errorf("%d customers", n)
		}
		if n := o.count(t, o.boss, customer.Contacts, is("customer_id", c.ID)); n != 1 {
			t.Errorf("the new person is a contact of the customer: %d", n)
		}
	})
}

// Salespeople tell marketing what was real; the rates add up per source. SAL-04
func TestLeadQualityRates(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		var all []*lead.Lead
		for i, source := range []string{"exhibition", "exhibition", "exhibition", "website", ""} {
			l := o.Leads.Leads.Desc.New()
			l.Name, l.Source, l.Campaign = "线索", source, "华东包装展"
			if i == 4 {
				l.InPool = true
			}
			ok(t, o.Leads.Leads.Create(zhou, l))
			all = append(all, l)
		}
		_, err := o.Leads.Judge(zhou, all[0].ID, lead.Fake, "")
		refused(t, err, "lead.reason")
		for i, q := range []lead.Quality{lead.Real, lead.Fake, lead.Real, lead.Fake} {
			l, err := o.Leads.Judge(zhou, all[i].ID, q, "电话核实")
			ok(t, err)
			if l.State != lead.Working || l.JudgedBy != o.ids["zhou"] {
				t.Errorf("%+v", l)
			}
		}
		_, err = o.Leads.Judge(zhou, all[4].ID, lead.Real, "x")
		if err == nil {
			t.Error("a lead in the pool was judged")
		}
		rates, err := o.Leads.Rates(zhou, lead.RateQuery{})
		ok(t, err)
		if len(rates) != 4 || rates[0].Key != "exhibition" || rates[0].Total != 3 || rates[0].Real != 2 || rates[0].Fake != 1 || rates[0].RealRate().Number() != "66.6667" {
			t.Errorf("%+v", rates)
		}
		sum := rates[3]
		if sum.Key != lead.TotalKey || sum.Total != 5 || sum.Pool != 1 || sum.Working != 4 || sum.Fake != 2 {
			t.Errorf("total %+v", sum)
		}
		rates, err = o.Leads.Rates(zhou, lead.RateQuery{From: day("2026-03-19")})
		ok(t, err)
		if len(rates) != 0 {
			t.Errorf("nothing came after the day: %+v", rates)
		}
		rates, err = o.Leads.Rates(zhou, lead.RateQuery{ByCampaign: true, To: day("2026-03-18")})
		ok(t, err)
		if len(rates) != 2 || rates[0].Key != "华东包装展" {
			t.Errorf("by campaign: %+v", rates)
		}
		hr := o.hire(t, "hr", "hr", 1)
		_, err = o.Leads.Rates(hr, lead.RateQuery{})
		refused(t, err, "access.denied")
	})
}
