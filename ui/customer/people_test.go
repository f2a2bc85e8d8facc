package customer_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/mark"
	"kontor/ui/kit"
	"kontor/ui/uitest"

	window "kontor/ui/customer"
)

// dialogClick clicks in the open dialog.
func (o *office) dialogClick(t *testing.T, id string) {
	t.Helper()
	if o.Host.Dialog == nil || !o.Host.Dialog.Surface().Click(id) {
		t.Fatalf("nothing to click in the dialog: %s", id)
	}
	o.Host.Settle()
}

func (o *office) customerWith(t *testing.T, text string) (*customer.Customer, *customer.Activity) {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name = "深圳联芯光电科技有限公司"
	ok(t, o.Customers.Customers.Create(o.Boss, c))
	a, err := o.Customers.Note(o.Boss, customer.FollowUp{Activity: customer.Activity{CustomerID: c.ID, Kind: customer.NoteCall, Text: text}})
	ok(t, err)
	return c, a
}

// pageOn opens the window on a customer.
func (o *office) pageOn(t *testing.T, id int64) (*window.Page, *kit.Surface) {
	t.Helper()
	p := o.page()
	s := surface(p)
	o.Host.Layer = nil
	uitest.Picture(t, o.Host, p, "people", 1372, 803)
	p.Show(customer.Customers, id, nil)
	o.Host.Settle()
	s.Flush()
	return p, s
}

// CUS-04, SAL-51: a follow-up is read whole, commented on, corrected, pinned and taken out.
func TestEntryBox(t *testing.T) {
	o := smallOffice(t)
	c, a := o.customerWith(t, "确认账期")
	_, s := o.pageOn(t, c.ID)
	open := func() {
		t.Helper()
		s.Flush()
		if !s.Click("event") {
			t.Fatal("the entry cannot be opened")
		}
		o.Host.Settle()
	}
	open()
	o.dialogClick(t, "comment")
	o.Host.Dialog.Surface().TypeText("请带上质检报告")
	o.dialogClick(t, "send")
	n, err := o.Customers.Activities.Count(o.Boss, listing.Is("kind", listing.Eq, "comment"))
	ok(t, err)
	if n != 1 {
		t.Errorf("%d comments", n)
	}
	p, s2 := o.pageOn(t, c.ID)
	s = s2
	p.Show(customer.Activities, a.ID, nil)
	o.Host.Settle()
	if d := o.Host.Dialog; d == nil || !strings.Contains(d.Title, "电话") {
		t.Fatal("a reminder of a comment does not open the entry")
	}
	o.Host.Dialog.Close()
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e))
	}
}

// CUS-56: the order of the tabs is the person's own.
func TestRelatedOrder(t *testing.T) {
	o := smallOffice(t)
	c, _ := o.customerWith(t, "x")
	_, s := o.pageOn(t, c.ID)
	s.Click("pane.tabs")
	o.Host.Settle()
	items := o.Host.Menu.Items
	items[len(items)-1].Run()
	o.Host.Settle()
	d := o.Host.Dialog.Surface()
	for range 8 { // more often than there are tabs: the first stays first
		d.FocusID("rel.todos", true)
		d.Press("Alt+Up")
	}
	if !o.Host.Dialog.Surface().Press("Ctrl+Enter") {
		t.Fatal("the order is not saved by keyboard")
	}
	o.Host.Settle()
	if got := o.Host.Settings["customer.related"]; !strings.HasPrefix(got, "todos,timeline,") {
		t.Errorf("kept %q", got)
	}
	s.Redraw()
	s.Flush()
	first, shown := s.HitRect("pane.tab.todos")
	second, _ := s.HitRect("pane.tab.timeline")
	if !shown || first.X >= second.X {
		t.Errorf("the tab that was put first stands at %v, the second at %v", first, second)
	}
}

// CUS-41, CUS-42: the address book shows independent people, and begins a mail to several.
func TestAddressBook(t *testing.T) {
	o := smallOffice(t)
	c, _ := o.customerWith(t, "x")
	for _, k := range []customer.Contact{
		{Name: "陈建国", Mail: "chenjg@hengtuo.example", CustomerID: c.ID},
		{Name: "周, 工", Mail: "zhou@stahl.example", Company: "宝武钢铁", Relation: "supplier"},
		{Name: "李敏", Mail: "limin@lianxin.example", CustomerID: c.ID, NoMail: true},
	} {
		ok(t, o.Customers.Contacts.Create(o.Boss, &k))
	}
	p, s := o.pageOn(t, c.ID)
	s.Click("tab.contacts")
	o.Host.Settle()
	s.Click("chip.book.alone")
	o.Host.Settle()
	if kind, ids := p.Chosen(); kind != customer.Contacts || len(ids) != 1 {
		t.Errorf("independent people: %s %v", kind, ids)
	}
	s.Click("chip.book.all")
	o.Host.Settle()
	s.FocusID("list", false)
	s.Press("Ctrl+A")
	s.Press("M")
	o.Host.Settle()
	last := o.Host.Opened[len(o.Host.Opened)-1]
	if last.Kind != "mail_message" || strings.Count(last.Args["to"], "@") != 2 || strings.Contains(last.Args["to"], "limin") || !strings.Contains(last.Args["to"], `"周, 工" <zhou@stahl.example>`) {
		t.Errorf("%+v", last)
	}
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e))
	}
}

// WB-23: a mark at the left opens the page of what carries it.
func TestRecentMarks(t *testing.T) {
	o := smallOffice(t)
	c, _ := o.customerWith(t, "x")
	id, err := o.Marks.Save(o.Boss, 0, "周一例会", false)
	ok(t, err)
	_, err = o.Marks.Put(o.Boss, id, customer.Customers, []int64{c.ID})
	ok(t, err)
	_, s := o.pageOn(t, c.ID)
	if !s.Click("view.m:1") {
		t.Fatal("the mark does not stand at the left")
	}
	o.Host.Settle()
	if last := o.Host.Opened[len(o.Host.Opened)-1]; last.Kind != mark.Marks || last.ID != id {
		t.Errorf("%+v", last)
	}
}
