package finance_test

import (
	"testing"

	"kontor/app/calendar"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/ui/uitest"
)

// The forecast warns below the line, a row is moved by keyboard as a what-if, and the rows of
// a week open their documents. FIN-06
func TestForecastByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.host.Pick = "forecast.xlsx"
	o.plan("杭州富江纸业", "2026-04-20", 90_000_00)
	o.plan("房东", "2026-05-06", 30_000_00)
	w := o.Finance.Wages.Desc.New()
	w.Month, w.Base = calendar.Must("2026-03-01"), 12_000_00
	o.ok(o.Finance.Wages.Create(o.ctx, w))
	p, s := o.open()
	p.(window).ShowTitled(o.host.T("cash.title"))
	o.settle(s)
	if !s.Shows(o.host.T("cash.lowest")) {
		t.Fatalf("the forecast:\n%s", s.Dump())
	}
	o.run(p, s, "cash.line")
	o.typed("amount_minor", "2w")
	o.pressed("Ctrl+Enter", s)
	uitest.Picture(t, o.host, p, "forecast", 1372, 800)
	f, err := o.Finance.CashForecast(o.ctx)
	o.ok(err)
	if f.Warning != 20_000_00 {
		t.Errorf("the line is at %d", f.Warning)
	}
	for range 5 {
		s.Press("Right")
	}
	o.settle(s)
	if !s.Shows("杭州富江纸业") || !s.Shows("−90,000.00") {
		t.Errorf("the rows of the week:\n%s", s.Dump())
	}
	s.FocusID("week", false) // its balance is explained row by row
	s.Press("Enter")
	o.settle(s)
	if d := o.host.Dialog.Surface(); !d.Shows("−90,000.00") || !d.Shows("杭州富江纸业") || !d.Shows("−2,000.00") {
		t.Errorf("the balance of the week:\n%s", d.Dump())
	}
	o.pressed("Esc", s)
	s.FocusID("cash.out", false) // and so is what goes out in all weeks
	s.Press("Enter")
	o.settle(s)
	if d := o.host.Dialog.Surface(); !d.Shows("120,000.00") && !d.Shows("¥120,000.00") || !d.Shows("房东") || !d.Shows("杭州富江纸业") {
		t.Errorf("what goes out:\n%s", d.Dump())
	}
	o.pressed("Esc", s)
	s.FocusID("rows", false)
	s.Press("D")
	o.settle(s)
	o.pressed("Ctrl+Enter", s)
	if !s.Shows("05-04") {
		t.Errorf("the what-if:\n%s", s.Dump())
	}
	o.run(p, s, "export")
	if len(o.book) != 14 {
		t.Errorf("%d weeks are written", len(o.book))
	}
	uitest.Picture(t, o.host, p, "forecast-narrow", 1016, 580)
}

// Wages of a month are approved and paid from the list, and the sums open them. FIN-14
func TestWagesByKeyboard(t *testing.T) {
	o := newOffice(t)
	w := o.Finance.Wages.Desc.New()
	w.Month, w.Base, w.Social = calendar.Must("2026-03-01"), 12_000_00, 900_00
	o.ok(o.Finance.Wages.Create(o.ctx, w))
	p, s := o.open()
	p.(window).Show(finance.Wages, w.ID, false)
	o.settle(s)
	s.FocusID("list", false)
	s.Press("A")
	o.settle(s)
	s.FocusID("list", false)
	s.Press("P")
	o.settle(s)
	o.pressed("Ctrl+Enter", s)
	got, err := o.Finance.Wages.Get(o.ctx, w.ID)
	o.ok(err)
	if got.State != finance.Paid || got.Net != money.Minor(11_100_00) {
		t.Errorf("%+v", got)
	}
	uitest.Picture(t, o.host, p, "wages", 1372, 800)
	p.(window).ShowTitled(o.host.T("wage.sums"))
	o.settle(s)
	if !s.Shows("11,100.00") {
		t.Errorf("sums:\n%s", s.Dump())
	}
	s.FocusID("wage.sums", false)
	s.Press("Enter")
	o.settle(s)
	if !s.Shows("2026-03-01") {
		t.Errorf("the sum does not open its wages:\n%s", s.Dump())
	}
}
