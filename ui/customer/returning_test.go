package customer_test

import (
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/record"
)

// CUS-29: the quota of a day is shown before it bites; with it used up the preview claims
// none and says which limit binds.
func TestTheQuotaOfADayBindsInTheWindow(t *testing.T) {
	o := smallOffice(t)
	policy, err := o.Customers.PoolPolicy(o.Boss)
	ok(t, err)
	policy.Limits.AtOnce, policy.Limits.PerDay = 10, 3
	ok(t, o.Customers.SetPoolPolicy(o.Boss, policy))
	var ids []int64
	for _, name := range []string{"甲纸品有限公司", "乙彩印有限公司", "丙食品厂", "丁机电有限公司"} {
		c := o.Customers.Customers.Desc.New()
		c.Name, c.OwnerID = name, record.Nobody
		ok(t, o.Customers.Customers.Create(o.Boss, c))
		ids = append(ids, c.ID)
	}
	_, err = o.Customers.Claim(o.Boss, ids[:2])
	ok(t, err)
	p := o.page()
	s := surface(p)
	s.SetSize(1372, 803)
	s.Click("tab.pool")
	o.Host.Settle()
	s.FocusID("list", false)
	for range 2 {
		s.Press("Space")
		s.Press("Down")
	}
	o.Host.Settle()
	s.Click("batch.claim")
	o.Host.Settle()
	if d := s.Dump(); !strings.Contains(d, o.Host.T("cust.move.claim", "n", 1)) || !strings.Contains(d, o.Host.T("pool.per_day", "max", 1)) {
		t.Errorf("one of two is left for today:\n%s", d)
	}
	s.Click("move.do")
	o.Host.Settle()
	o.clean(t)
	q, err := o.Customers.Quota(o.Boss)
	ok(t, err)
	if q.ClaimedToday != 3 || q.Left() != 0 {
		t.Errorf("%+v", q)
	}
}

// CUS-26: what returns to the pool within a week is a list of its owner, before it returns.
func TestWhatIsAboutToReturnIsAList(t *testing.T) {
	o := smallOffice(t)
	ok(t, o.Customers.SetPoolPolicy(o.Boss, customer.PoolPolicy{Rules: customer.DefaultPoolRules, Routes: customer.DefaultPoolRoutes, Limits: customer.DefaultPoolLimits}))
	now := o.Ground.Registry.Today()
	for name, days := range map[string]int{"明天退回": 89, "一周内退回": 84, "还早": 40} {
		c := o.Customers.Customers.Desc.New()
		c.Name, c.OwnedOn = name, now.AddDays(-days)
		ok(t, o.Customers.Customers.Create(o.Boss, c))
	}
	p := o.page()
	s := surface(p)
	s.SetSize(1372, 803)
	o.Host.Settle()
	if !s.Click("view.v:returning") {
		t.Fatalf("no such view:\n%s", s.Dump())
	}
	o.Host.Settle()
	d := s.Dump()
	if !strings.Contains(d, "明天退回") || !strings.Contains(d, "一周内退回") || strings.Contains(d, "还早") {
		t.Errorf("the list shows\n%s", d)
	}
	// a follow-up takes a customer off the list
	list, err := o.Customers.AboutToReturn(o.Boss, customer.ReturnSoon)
	ok(t, err)
	if len(list) != 2 || list[0].On != now.AddDays(1) {
		t.Fatalf("%+v", list)
	}
	_, err = o.Customers.Note(o.Boss, customer.FollowUp{Activity: customer.Activity{CustomerID: list[0].ID, Kind: customer.NoteCall, Text: "回访"}})
	ok(t, err)
	o.Host.Settle()
	if d := s.Dump(); strings.Contains(d, "明天退回") || !strings.Contains(d, "一周内退回") {
		t.Errorf("after the follow-up\n%s", d)
	}
	o.clean(t)
}
