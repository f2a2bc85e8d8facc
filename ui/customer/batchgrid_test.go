package customer_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	window "kontor/ui/customer"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

// CUS-39, CUS-14: rows pasted from Excel are checked cell by cell and against the customers
// there are; saving takes the good ones as one change and keeps the others with the reason.
func TestBatchEntry(t *testing.T) {
	o := smallOffice(t)
	have := o.Customers.Customers.Desc.New()
	have.Name, have.Mobile = "苏州恒拓精密制造有限公司", "19900001001"
	ok(t, o.Customers.Create(o.Boss, have, &customer.Contact{Name: "许卫东", Mobile: "19900001001"}))
	m := window.NewMany(o.Host, o.deps())
	s := m.Content().(*kit.Surface)
	s.SetSize(1372, 803)
	o.Host.Settle()
	s.FocusID("grid", false)
	m.Grid().Paste(strings.Join([]string{
		"上海舜泽食品有限公司\t单国平\t199 0000 2002",
		"苏州市恒拓精密制造\t许卫东\t+86 199-0000-1001", // is there
		"宁波三洲阀门有限公司\t赵六\t1990000",           // too short a number
		"\t钱七\t19900003003",                 // no name
		"舜泽别名\t单国平\t19900002002",            // the same as the first row
		"无锡远大机械有限公司\t孙八\t19900004004",
	}, "\n"))
	o.Host.Settle()
	state := func(row int) string { return m.Cell(row, "state").Text }
	for row, want := range map[int]string{1: "林晓雯", 4: "第 1 行"} {
		if !strings.Contains(state(row), want) {
			t.Errorf("row %d says %q, want %q", row+1, state(row), want)
		}
	}
	for _, c := range []struct {
		row int
		col string
	}{{2, "contact.mobile"}, {3, "name"}} {
		if !m.Cell(c.row, c.col).Err {
			t.Errorf("row %d: %s is not marked", c.row+1, c.col)
		}
	}
	if state(0) != "可以保存" || state(5) != "可以保存" {
		t.Errorf("good rows: %q %q", state(0), state(5))
	}
	uitest.Picture(t, o.Host, m, "batch-entry", 1372, 803)
	s.Press("Ctrl+Enter")
	o.Host.Settle()
	count := func() int64 {
		n, err := o.Customers.Customers.Count(o.Boss, listing.Node{})
		ok(t, err)
		return n
	}
	if n := count(); n != 3 {
		t.Errorf("%d customers, want the one there was and two new ones", n)
	}
	if m.Len() != 4 {
		t.Fatalf("%d rows are kept, want 4", m.Len())
	}
	for i := range m.Len() {
		if state(i) == "可以保存" || state(i) == "" {
			t.Errorf("row %d is kept without a reason", i+1)
		}
	}
	if len(o.Host.Errors) != 0 {
		t.Errorf("%v", o.Host.Errors)
	}
	ok(t, o.deps().Undo(o.Boss))
	if n := count(); n != 1 {
		t.Errorf("after one undo %d customers", n)
	}
}
