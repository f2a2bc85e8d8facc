package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/ui/uitest"
)

// A month is locked and unlocked by keyboard, the accounting entries of the month are written
// to a file, and missing numbers are looked for.
func TestClosingByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "vouchers.csv"
	o.ok(o.Finance.Book(o.ctx, &finance.Entry{AccountID: o.bank, On: calendar.Must("2026-03-10"), Summary: "办公用品", Category: "office", Out: 500_00}))
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("closing.periods"))
	o.settle(s)
	s.FocusID("months", false)
	s.Press("L")
	o.settle(s)
	o.typed("reason", "三月结账")
	o.pressed("Ctrl+Enter", s)
	if !s.Shows(o.host.T("period.is_locked")) || !s.Shows("三月结账") {
		t.Errorf("the month:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "periods", 1016, 580)
	if err := o.Finance.Book(o.ctx, &finance.Entry{AccountID: o.bank, On: calendar.Must("2026-03-11"), Summary: "x", Category: "office", Out: 1}); err == nil {
		t.Error("a locked month takes an entry")
	}
	s.FocusID("months", false)
	s.Press("L")
	o.settle(s)
	o.typed("reason", "补记")
	o.pressed("Ctrl+Enter", s)
	if months, err := o.Finance.Months(o.ctx); err != nil || months[0].Locked {
		t.Errorf("%+v %v", months, err)
	}
	p.(window).ShowTitled(o.host.T("voucher.title"))
	o.settle(s)
	if !s.Shows("560201") || !s.Shows("1002") {
		t.Errorf("the entries:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "vouchers", 1372, 800)
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[0][6].Int() != 500_00 || o.book[1][7].Int() != 500_00 {
		t.Errorf("written: %v", o.book)
	}
	p.(window).ShowTitled(o.host.T("chart.title"))
	o.settle(s)
	s.FocusID("chart", false)
	s.Press("Home")
	for range 10 { // to the office
		s.Press("Down")
	}
	s.Press("Enter")
	o.settle(s)
	o.typed("code", "560202")
	o.pressed("Ctrl+Enter", s)
	if d := o.host.Dialog.Surface(); !d.Shows("560202") || !d.Shows(o.host.T("journal.category.rent")) {
		t.Errorf("a number that is taken:\n%s", d.Dump())
	}
	o.typed("code", "660204")
	o.typed("name", "办公费")
	o.pressed("Ctrl+Enter", s)
	if !s.Shows("660204") || !s.Shows("办公费") || !s.Shows(o.host.T("chart.changed")) {
		t.Errorf("the chart:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "chart", 1016, 580)
	s.FocusID("chart", false)
	s.Press("R")
	o.settle(s)
	if s.Shows("660204") {
		t.Errorf("the shipped account is back:\n%s", s.Dump())
	}
	p.(window).ShowTitled(o.host.T("gaps.title"))
	o.settle(s)
	if !s.Shows("0001") {
		t.Errorf("the numbers:\n%s", s.Dump())
	}
	uitest.Picture(t, o.host, p, "gaps", 1372, 800)
}
