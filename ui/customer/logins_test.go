package customer_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/ui/records"

	window "kontor/ui/customer"
)

// CUS-52: an administrator opens an approved login with a proposed password that is seen
// once; afterwards it can be checked, and a password that is too short is refused at its field.
func TestTrialLoginIsOpenedAndChecked(t *testing.T) {
	o := smallOffice(t)
	c := o.add(t, "深圳联芯光电科技有限公司")
	r, err := o.Customers.Ask(o.Boss, customer.Request{Kind: customer.AskAccount, CustomerID: c.ID, Days: 30, Text: "试用"})
	ok(t, err)
	ok(t, o.Customers.Settle(o.Boss, r.ID, customer.Verdict{Grant: true}))
	acc, err := o.Customers.Accounts.First(o.Boss, listing.Node{})
	ok(t, err)
	pages := records.PageDeps{Deps: o.deps().Deps, Service: o.deps().Records}
	p := window.NewOffice(o.Host, o.deps(), pages, customer.Accounts, nil)
	o.lay(p)
	command := func(id string) {
		t.Helper()
		for _, cmd := range p.Commands() {
			if cmd.ID == id {
				cmd.Run()
				o.Host.Settle()
				return
			}
		}
		t.Fatalf("no command %s", id)
	}
	command("open_account")
	top := o.Host.Layer.TopSurface()
	type_ := func(row, text string) {
		top.FocusID(row, true)
		top.Press("Ctrl+A")
		top.TypeText(text)
		o.Host.Settle()
	}
	type_("row.0", "LianXin")
	type_("row.1", "short")
	top.Press("Ctrl+Enter")
	o.Host.Settle()
	if d := strings.Join(top.Texts(), "|"); !strings.Contains(d, "口令至少 8 个字符") {
		t.Fatalf("not refused at the field: %s", d)
	}
	type_("row.1", "lian-xin-2026")
	top.Press("Ctrl+Enter")
	o.Host.Settle()
	o.clean(t)
	if !strings.Contains(o.Host.Clip, "lian-xin-2026") || !strings.Contains(o.Host.Clip, "lianxin") {
		t.Errorf("to pass on: %q", o.Host.Clip)
	}
	acc, err = o.Customers.Accounts.Get(o.Boss, acc.ID)
	ok(t, err)
	if acc.State != customer.AccountOpened || strings.Contains(acc.Hash, "lian-xin") {
		t.Errorf("%s, kept as %q", acc.State, acc.Hash)
	}
	for text, want := range map[string]string{"lian-xin-2026": "口令正确", "lian-xin-2027": "口令不对"} {
		command("check_account")
		top = o.Host.Layer.TopSurface()
		type_("row.0", text)
		top.Press("Ctrl+Enter")
		o.Host.Settle()
		if last := o.Host.Toasts[len(o.Host.Toasts)-1]; !strings.Contains(last, want) {
			t.Errorf("%s: %s", text, last)
		}
	}
}
