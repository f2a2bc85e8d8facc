package finance_test

import (
	"testing"

	"kontor/app/calendar"
)

// Every figure of the ageing tells whose papers it is made of, and opens them. FIN-10
func TestFiguresOfTheAgeingTellWhatTheyAreMadeOf(t *testing.T) {
	o := newOffice(t)
	today := o.host.Today()
	owe := func(customer int64, due calendar.Date) {
		r := o.Finance.Receivables.Desc.New()
		r.Number, r.CustomerID, r.DocOn, r.DueOn, r.Amount = "QC-"+due.String(), customer, today.AddDays(-30), due, 1_000_00
		o.ok(o.Finance.Receivables.Create(o.ctx, r))
	}
	late := o.client("苏州恒拓精密制造有限公司")
	owe(late, today.AddDays(-20))
	owe(late, today.AddDays(20)) // not part of what is late
	owe(o.client("宁波三洲阀门有限公司"), today.AddDays(9))
	_, s := o.open()
	s.Click("age.bucket.1")
	o.settle(s)
	d := o.host.Layer.TopSurface()
	if d == nil || !d.Shows("苏州恒拓精密制造有限公司") || d.Shows("宁波三洲阀门有限公司") || !d.Shows("¥1,000.00") || !d.Shows(o.host.T("finance.papers", "n", "1")) {
		t.Fatal("what is late from 1 to 30 days is not explained")
	}
	d.Press("Escape")
	s.Click("age.total")
	o.settle(s)
	if d = o.host.Layer.TopSurface(); d == nil || !d.Shows("宁波三洲阀门有限公司") || !d.Shows("¥3,000.00") {
		t.Fatal("the total is not explained")
	}
	d.Click("part.1") // each line opens its own
	o.host.Settle()
	o.settle(s)
	if !s.Shows("QC-"+today.AddDays(9).String()) && !s.Shows("QC-"+today.AddDays(-20).String()) {
		t.Error("the papers behind the figure are not shown")
	}
}
