package customer_test

import (
	"strconv"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/ui/kit"

	window "kontor/ui/customer"
)

// drafts keeps drafts in memory.
type drafts map[string]map[string]string

func (d drafts) Save(key, _ string, texts map[string]string) error { d[key] = texts; return nil }
func (d drafts) Get(key string) (map[string]string, bool)          { t, ok := d[key]; return t, ok }
func (d drafts) Drop(key string) error                             { delete(d, key); return nil }

func (o *office) press(f *window.Form, k kit.Key) {
	formSurface(f).Press(k)
	o.Host.Settle()
}

func (o *office) clickForm(t *testing.T, f *window.Form, id string) {
	t.Helper()
	if !formSurface(f).Click(id) {
		t.Fatalf("nothing to click: %s", id)
	}
	o.Host.Settle()
}

// add makes a customer of the owner.
func (o *office) add(t *testing.T, name string) *customer.Customer {
	t.Helper()
	c := o.Customers.Customers.Desc.New()
	c.Name = name
	ok(t, o.Customers.Customers.Create(o.Boss, c))
	return c
}

func (o *office) clean(t *testing.T) {
	t.Helper()
	for _, e := range o.Host.Errors {
		t.Error(o.Host.ErrorText(e), e)
	}
	o.Host.Errors = nil
}

// text is what a field of a record says.
func (o *office) find(t *testing.T, name string) *customer.Customer {
	t.Helper()
	list, err := o.Customers.Customers.Find(o.Boss, listing.Is("name", listing.Eq, name))
	ok(t, err)
	if len(list) != 1 {
		t.Fatalf("%d customers are called %s", len(list), name)
	}
	return list[0]
}

func TestNewCustomerWithContact(t *testing.T) { // CUS-01
	o := smallOffice(t)
	f := o.form(0, nil)
	o.press(f, "Ctrl+Enter")
	if !strings.Contains(o.shown(f), "1 处需要更正") {
		t.Error("a name is required")
	}
	o.fill(f, "name", "上海舜泽食品有限公司")
	o.fill(f, "phone", "021-5500 3126 转 808")
	o.fill(f, "contact.name", "单国平")
	o.fill(f, "contact.mobile", "123 4567 8901")
	o.press(f, "Ctrl+Enter")
	if w := o.shown(f); !strings.Contains(w, "123 不是已启用号段") || len(o.Host.Opened) > 0 {
		t.Error("a wrong mobile number is refused with the reason")
	}
	o.fill(f, "contact.mobile", "13800003126")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	c := o.find(t, "上海舜泽食品有限公司")
	if len(o.Host.Opened) != 1 || o.Host.Opened[0].ID != c.ID || !o.Host.Closed {
		t.Errorf("the new customer is shown: %+v", o.Host.Opened)
	}
	if c.OwnerID != o.Host.Actor().ID || !strings.Contains(c.Phone, "808") {
		t.Errorf("owner %d, phone %+v", c.OwnerID, c.Phone)
	}
	m, err := o.Customers.MainContact(o.Boss, c.ID)
	ok(t, err)
	if m == nil || m.Name != "单国平" {
		t.Errorf("first contact: %+v", m)
	}
}

func TestSaveAndNext(t *testing.T) {
	o := smallOffice(t)
	f := o.form(0, nil)
	o.fill(f, "name", "苏州云汉")
	o.press(f, "Ctrl+Shift+Enter")
	o.clean(t)
	o.find(t, "苏州云汉")
	o.fill(f, "name", "无锡太湖")
	o.press(f, "Ctrl+Enter")
	o.find(t, "无锡太湖")
	o.clean(t)
}

func TestDuplicatesWhileTyping(t *testing.T) { // CUS-14, CUS-15
	o := smallOffice(t)
	o.add(t, "上海舜泽食品有限公司")
	f := o.form(0, nil)
	o.fill(f, "name", "舜泽食品")
	if !strings.Contains(o.shown(f), "可能已有这家客户") {
		t.Fatal("the similar customer is shown while the name is typed")
	}
	o.press(f, "Alt+N")
	if strings.Contains(o.shown(f), "可能已有这家客户") {
		t.Error("said to be another company, it is not shown again")
	}
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	c := o.find(t, "舜泽食品")
	notes, err := o.Customers.Activities.Find(o.Boss, listing.Is("customer_id", listing.Eq, strconv.FormatInt(c.ID, 10)))
	ok(t, err)
	if len(notes) != 1 || !strings.Contains(notes[0].Text, "上海舜泽食品有限公司") {
		t.Errorf("the judgement is noted: %+v", notes)
	}
}

func TestDraftComesBack(t *testing.T) {
	o := smallOffice(t)
	kept := drafts{}
	open := func() *window.Form {
		d := o.deps()
		d.Drafts = kept
		f := window.NewForm(o.Host, d, 0, nil)
		o.lay(f)
		return f
	}
	f := open()
	o.fill(f, "name", "宁波海曙")
	o.fill(f, "city", "宁波")
	if kept["customer.0"]["name"] != "宁波海曙" {
		t.Fatalf("what is typed is kept: %v", kept)
	}
	f = open() // after a crash
	o.clickForm(t, f, "banner.action")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if c := o.find(t, "宁波海曙"); c.City != "宁波" {
		t.Errorf("city %q", c.City)
	}
	if len(kept) != 0 {
		t.Errorf("saved, the draft is gone: %v", kept)
	}
}

func TestConflictIsShownFieldByField(t *testing.T) {
	o := smallOffice(t)
	c := o.add(t, "绍兴越城")
	mine, theirs := o.form(c.ID, nil), o.form(c.ID, nil)
	o.fill(theirs, "city", "绍兴")
	o.fill(theirs, "address", "解放路 1 号")
	o.press(theirs, "Ctrl+Enter")
	o.lay(mine)
	o.fill(mine, "city", "上虞")
	o.fill(mine, "short_name", "越城")
	o.press(mine, "Ctrl+Enter")
	o.clean(t)
	if o.Host.Dialog == nil {
		t.Fatal("no conflict shown")
	}
	w := strings.Join(o.Host.Layer.TopSurface().Texts(), "|")
	for _, part := range []string{"上虞", "绍兴", "林晓雯"} {
		if !strings.Contains(w, part) {
			t.Errorf("the dialog does not show %s: %s", part, w)
		}
	}
	top := o.Host.Layer.TopSurface()
	if !top.Click("theirs.city") || !top.Press("Ctrl+Enter") {
		t.Error("the dialog does not answer")
	}
	o.Host.Settle()
	o.clean(t)
	got := o.find(t, "绍兴越城")
	if got.City != "绍兴" || got.ShortName != "越城" || got.Address != "解放路 1 号" {
		t.Errorf("merged: %q %q %q", got.City, got.ShortName, got.Address)
	}
}

func TestFillFromClipboard(t *testing.T) {
	o := smallOffice(t)
	f := o.form(0, nil)
	o.Host.Clip = "杭州澜海机电有限公司\n联系人：单国平\n地址：滨江区江南大道 1 号\n税号 91330100MA27Y5XQ41 手机 138 0000 3126，shan@lanhai.example\n0571-86001234"
	o.clickForm(t, f, "paste")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	c := o.find(t, "杭州澜海机电有限公司")
	if c.Address != "滨江区江南大道 1 号" || c.Phone == "" {
		t.Errorf("%q %+v", c.Address, c.Phone)
	}
}

func TestNextGap(t *testing.T) {
	o := smallOffice(t)
	f := o.form(0, nil)
	o.fill(f, "name", "嘉兴南湖")
	o.press(f, "F8")
	if id := formSurface(f).FocusedID(); id != "in.short_name" {
		t.Errorf("F8 leads to %s", id)
	}
}

// shown are the texts of a form.
func (o *office) shown(f *window.Form) string { return strings.Join(formSurface(f).Texts(), "|") }

// The owner of the territory that a new customer falls into is proposed and taken by a key.
func TestOwnerOfTheTerritoryIsProposed(t *testing.T) { // SAL-43
	o := smallOffice(t)
	x := o.Market.Territories.Desc.New()
	x.Name, x.Regions, x.OwnerID = "华东区", []string{"east"}, o.Host.Actor().ID
	ok(t, o.Market.Territories.Create(o.Boss, x))
	f := o.form(0, nil)
	o.fill(f, "name", "苏州吴门茶业有限公司")
	o.fill(f, "region", o.Host.T("dict.region.suzhou"))
	formSurface(f).FocusID("in.owner_id", true)
	o.press(f, "Ctrl+A")
	o.press(f, "Delete")
	o.press(f, "Alt+O")
	o.press(f, "Ctrl+Enter")
	o.clean(t)
	if c := o.find(t, "苏州吴门茶业有限公司"); c.OwnerID != x.OwnerID || c.TerritoryID != x.ID {
		t.Errorf("owner %d, territory %d", c.OwnerID, c.TerritoryID)
	}
}
