package suite_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/sales"
	"kontor/app/snippet"
)

// CUS-09: a customer is in several segments and has several tags beside its category; either
// filters, also together and by exclusion.
func TestTagsAndSegmentsBesideTheCategory(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for name, texts := range map[string]map[string]string{
			"甲": {"tags": "frame", "segments": "newsletter,seasonal", "category": "device"},
			"乙": {"tags": "frame,fair", "segments": "seasonal", "category": "material"},
			"丙": {"segments": "pilot"}, "丁": {},
		} {
			_, err := o.Customers.Customers.Save(o.boss, o.sell(t, o.boss, name).ID, 0, texts)
			ok(t, err)
		}
		in := func(seg string) listing.Node { return listing.Is("segments", listing.Contains, seg) }
		for want, filter := range map[string]listing.Node{
			"乙 甲": in("seasonal"), "甲": in("newsletter"), "乙": listing.All(in("seasonal"), listing.Is("tags", listing.Contains, "fair")),
			"丁": listing.Is("segments", listing.Empty), "丁 丙": listing.Not(in("seasonal")),
		} {
			list, err := o.Customers.Customers.Find(o.boss, filter, listing.Sort{Key: "name"})
			ok(t, err)
			var names []string
			for _, c := range list {
				names = append(names, c.Name)
			}
			if got := strings.Join(names, " "); !sameWords(got, want) {
				t.Errorf("%v finds %q, want %q", filter, got, want)
			}
		}
	})
}

// sameWords tells whether two lists have the same words in any order.
func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for _, w := range x {
		if !strings.Contains(" "+b+" ", " "+w+" ") {
			return false
		}
	}
	return true
}

// CUS-11: the status of a customer comes from a list of the company, and every change of it
// stands in its history and in the timeline.
func TestEveryChangeOfAStatusIsKept(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "天津渤远")
		for _, status := range []string{"following", "signed", "ended"} {
			_, err := o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{"status": status})
			ok(t, err)
		}
		_, err := o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{"status": "没有这个"})
		if err == nil {
			t.Error("a status that is not on the list was taken")
		}
		steps, err := o.History.Field(o.boss, "customer", c.ID, "status")
		ok(t, err)
		var was []string
		for _, s := range steps {
			was = append(was, s.Before.Text()+">"+s.After.Text())
		}
		if got := strings.Join(was, " "); got != "signed>ended following>signed >following" {
			t.Errorf("history %q", got)
		}
		if n := o.count(t, o.boss, "activity", listing.All(is("customer_id", c.ID), listing.Is("kind", listing.Eq, string(customer.NoteStatus)))); n != 2 { // new ones are followed up
			t.Errorf("%d changes of status in the timeline", n)
		}
	})
}

// CUS-17: my customers are those I entered, those that were assigned to me and those I took
// over, and nobody else's.
func TestMyCustomers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wang := o.hire(t, "zhou", "sales", 1), o.hire(t, "wang", "sales", 1)
		o.sell(t, zhou, "自己录入")
		given, theirs := o.sell(t, o.boss, "分配给我"), o.sell(t, wang, "别人的")
		_, err := o.Customers.Assign(o.boss, []int64{given.ID}, o.ids["zhou"], "区域")
		ok(t, err)
		mine := func() int64 { return o.count(t, zhou, "customer", customer.MineFormal) }
		if mine() != 2 {
			t.Errorf("%d are mine", mine())
		}
		_, err = o.Customers.Transfer(o.boss, customer.Transfer{From: o.ids["wang"], To: o.ids["zhou"], Reason: "调岗"})
		ok(t, err)
		if c, err := o.Customers.Customers.Get(zhou, theirs.ID); err != nil || c.OwnerID != o.ids["zhou"] || mine() != 3 {
			t.Errorf("taken over: %v, %d are mine", err, mine())
		}
	})
}

// CUS-35: the mark of a hot customer is set and taken away, and lists those that have it.
func TestHotCustomers(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a, b := o.sell(t, o.boss, "甲"), o.sell(t, o.boss, "乙")
		hot := func(id int64, on string) {
			_, err := o.Customers.Customers.Save(o.boss, id, 0, map[string]string{"hot": on})
			ok(t, err)
		}
		list := func() int64 {
			for _, v := range customer.ShippedViews() {
				if v.Key == "hot" {
					return o.count(t, o.boss, "customer", v.Query.Filter)
				}
			}
			t.Fatal("no list of hot customers")
			return 0
		}
		hot(a.ID, "1")
		hot(b.ID, "1")
		if list() != 2 {
			t.Errorf("%d hot customers", list())
		}
		hot(a.ID, "0")
		if list() != 1 {
			t.Errorf("%d hot customers after one was taken off", list())
		}
	})
}

// CUS-40: a customer has several contacts, with all that is known of them; one is the first
// to speak to; they are changed and deleted. Others belong to suppliers.
func TestContactsOfACustomer(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓")
		a := &customer.Contact{
			Name: "陈建国", CustomerID: c.ID, Main: true, Title: "采购经理", Mobile: "19900005521", Phone: "0512-66661234", Mail: "chen@hengtuo.example",
			Address: "星湖街 1 号", Birthday: day("1980-03-20"), Hobbies: "羽毛球", Account: "chenjg",
		}
		b := &customer.Contact{Name: "李娜", CustomerID: c.ID, Mobile: "19900005522"}
		supplier := &customer.Contact{Name: "王五", Company: "宁波纸业", Relation: "supplier"}
		for _, x := range []*customer.Contact{a, b, supplier} {
			ok(t, o.Customers.Contacts.Create(o.boss, x))
		}
		if m, err := o.Customers.MainContact(o.boss, c.ID); err != nil || m.ID != a.ID {
			t.Errorf("the first to speak to: %+v %v", m, err)
		}
		_, err := o.Customers.Contacts.Save(o.boss, b.ID, 0, map[string]string{"title": "出纳", "mail": "no mail"})
		if err == nil {
			t.Error("a wrong mail address was taken")
		}
		_, err = o.Customers.Contacts.Save(o.boss, b.ID, 0, map[string]string{"title": "出纳"})
		ok(t, err)
		ok(t, o.Customers.Contacts.Archive(o.boss, a.ID, 0))
		if n := o.count(t, o.boss, "contact", is("customer_id", c.ID)); n != 1 {
			t.Errorf("%d contacts are left", n)
		}
		if n := o.count(t, o.boss, "contact", listing.Is("relation", listing.Eq, "supplier")); n != 1 {
			t.Errorf("%d contacts of suppliers", n)
		}
	})
}

// CUS-57: where a customer came from is a list of the company; a customer that sent another
// one is recorded with it.
func TestSourceAndWhoReferred(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		a := o.sell(t, o.boss, "老客户")
		b := o.sell(t, o.boss, "新客户")
		_, err := o.Customers.Customers.Update(o.boss, b.ID, 0, func(c *customer.Customer) error { c.Source, c.ReferredBy = "referral", a.ID; return nil })
		ok(t, err)
		sources := map[string]bool{}
		for _, x := range o.Customers.Customers.Desc.Field("source").Options() {
			sources[x.Key] = true
		}
		for _, want := range []string{"call", "shop", "platform", "campaign", "referral", "directory", "portal"} {
			if !sources[want] {
				t.Errorf("%s is no source", want)
			}
		}
		if n := o.count(t, o.boss, "customer", listing.All(listing.Is("source", listing.Eq, "referral"), is("referred_by", a.ID))); n != 1 {
			t.Errorf("%d were sent by the old customer", n)
		}
	})
}

// CUS-58: a role decides how the page of a customer is laid out; with several roles the one
// that shows most holds, and only an administrator chooses.
func TestLayoutOfACustomerByRole(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wu, he := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1), o.hire(t, "he", "hr", 1)
		is := func(who string, want customer.Pane) {
			t.Helper()
			if got, err := o.Customers.PaneOf(o.as(t, who)); err != nil || got != want {
				t.Errorf("%s: %s %v, want %s", who, got, err, want)
			}
		}
		is("lin", customer.PaneFull)
		is("zhou", customer.PaneFull)
		is("wu", customer.PaneValue)
		is("he", customer.PaneBasic)
		refused(t, o.Customers.SetPane(zhou, "sales", customer.PaneValue), "access.right")
		_, _ = wu, he
		ok(t, o.Customers.SetPane(o.boss, "sales", customer.PaneBasic))
		is("zhou", customer.PaneBasic)
		_, err := o.Members.People.Update(o.boss, o.ids["zhou"], 0, func(p *member.Person) error { p.Roles = []string{"sales", "manager"}; return nil })
		ok(t, err)
		is("zhou", customer.PaneValue)
	})
}

// CUS-31, SYS-35: entering a customer into the pool needs the right, and wrong numbers are
// refused there as anywhere; fields of the company are filled there, too.
func TestEntryIntoThePoolObeysTheSameRules(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou, wu := o.hire(t, "zhou", "sales", 1), o.hire(t, "wu", "manager", 1)
		make := func(mobile string) *customer.Customer {
			c := o.Customers.Customers.Desc.New()
			c.Name, c.Mobile = "公海客户"+mobile, mobile
			return c
		}
		refused(t, o.Customers.CreateInPool(zhou, make("19900005521"), nil), "access.denied")
		for _, bad := range []string{"12345678901", "1990000552", "199000055211"} {
			if err := o.Customers.CreateInPool(wu, make(bad), nil); err == nil {
				t.Errorf("%s was taken", bad)
			}
		}
		c := make("19900005521")
		ok(t, o.Customers.CreateInPool(wu, c, &customer.Contact{Name: "陈建国"}))
		got, err := o.Customers.Customers.Get(identity.System(o.boss, "test"), c.ID)
		ok(t, err)
		if !got.InPool || got.OwnerID != 0 || entity.HeadOf(got).UnitID != 0 {
			t.Errorf("not nobody's: %+v", got)
		}
	})
}

// SAL-17 SAL-26: new documents begin with the terms of the library that name them, in their
// order and, abroad, in English; without any a contract has the clauses that ship.
func TestTermsOfNewDocuments(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司").ID
		shipped, err := o.Sales.NewContract(o.boss, sales.ContractSource{Customer: c})
		ok(t, err)
		if shipped.Terms == "" {
			t.Errorf("no clauses ship: %q", shipped.Terms)
		}
		for i, x := range []snippet.Snippet{
			{Name: "交期", Use: snippet.Terms, Text: "交期：20 天", Begins: []snippet.Paper{snippet.Quote, snippet.Order}},
			{Name: "付款", Use: snippet.Terms, Text: "付款：电汇", English: "Payment: T/T", Begins: []snippet.Paper{snippet.Quote, snippet.Contract}},
			{Name: "验收", Use: snippet.Terms, Text: "验收：7 天"},
			{Name: "送货", Use: snippet.Terms, Text: "送货：东门", Begins: []snippet.Paper{snippet.PurchaseOrder}},
		} {
			x.Pos = int64(9 - i)
			ok(t, o.Snippets.Snippets.Create(o.boss, &x))
		}
		q, err := o.Sales.NewQuote(o.boss, c)
		ok(t, err)
		order, err := o.Sales.NewOrder(o.boss, c)
		ok(t, err)
		contract, err := o.Sales.NewContract(o.boss, sales.ContractSource{Customer: c})
		ok(t, err)
		bought, err := o.Purchase.NewOrder(o.boss, 0)
		ok(t, err)
		abroad, err := o.Snippets.Standing(o.boss, snippet.Contract, true)
		ok(t, err)
		for what, got := range map[string][2]string{
			"quote": {q.Terms, "付款：电汇\n交期：20 天"}, "order": {order.Terms, "交期：20 天"}, "contract": {contract.Terms, "付款：电汇"},
			"purchase order": {bought.Terms, "送货：东门"}, "contract abroad": {abroad, "Payment: T/T"},
		} {
			if got[0] != got[1] {
				t.Errorf("%s begins with %q", what, got[0])
			}
		}
		if s := snippet.Append("付款：电汇\n", "付款：电汇\n验收：7 天"); s != "付款：电汇\n验收：7 天" {
			t.Errorf("a line came twice: %q", s)
		}
	})
}

// SYS-36: a kept text is offered where it is used, filled with what is known; one without
// text and picture is refused, and so is a second one of the same name.
func TestKeptTexts(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		svc := o.Snippets.Snippets
		add := func(name, use, text string) error {
			x := svc.Desc.New()
			ok(t, svc.Desc.Fill(x, map[string]string{"name": name, "use": use, "text": text}))
			return svc.Create(o.boss, x)
		}
		ok(t, add("回访", "follow_up", "{{today}} 回访{{customer}}，{{contact}}：{{me}}"))
		ok(t, add("收货", "remark", "送货走东门"))
		refused(t, add("空的", "any", " "), "snippet.empty")
		if err := add("回访", "any", "又一个"); err == nil {
			t.Error("two texts have one name")
		}
		list, err := o.Snippets.Offered(zhou, "follow_up")
		ok(t, err)
		if len(list) != 1 || list[0].Name != "回访" {
			t.Fatalf("offered %+v", list)
		}
		if x := svc.Desc.New(); svc.Create(zhou, x) == nil {
			t.Error("a salesperson changed the texts of the company")
		}
	})
}
