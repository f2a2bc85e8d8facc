package sales_test

import (
	"testing"

	"kontor/app/identity"
	"kontor/app/lead"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
)

// modes is what the window of lists offers beside kit.Page.
type modes interface {
	ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
	ShowMode(kind, mode string) bool
	ShowView(kind, view string) bool
}

func (o *office) lists() (kit.Page, *kit.Surface) {
	o.t.Helper()
	o.deps.Leads, o.deps.LeadRecords = o.Leads, o.Leads.Leads
	p := ui.New(o.host, o.deps)
	o.host.Layer = kit.NewLayer(p.Content())
	o.host.Layer.SetBounds(1372, 800)
	return p, o.shown(p)
}

func (o *office) hint(name, company string, pool bool) *lead.Lead {
	o.t.Helper()
	l := o.Leads.Leads.Desc.New()
	l.Name, l.Company, l.Person, l.Source, l.InPool = name, company, "陈工", "exhibition", pool
	o.ok(o.Leads.Leads.Create(o.ctx, l))
	return l
}

// A lead is typed in its form, taken, judged and converted from its list by keyboard. SAL-01 SAL-03 SAL-04
func TestLeadByKeyboard(t *testing.T) {
	o := newOffice(t)
	l := o.hint("咨询缠绕机价格", "常州博锦新材料有限公司", true)
	p, s := o.lists()
	if !p.(modes).ShowWith(lead.Leads, l.ID, false, nil) {
		t.Fatal("no list of leads")
	}
	o.settle(s)
	if !s.Shows("咨询缠绕机价格") || !s.Shows("线索池") {
		t.Error("the list shows the lead and that it lies in the pool")
	}
	run := func(id string) {
		t.Helper()
		for _, c := range p.Commands() {
			if c.ID == id {
				c.Run()
				o.settle(s)
				return
			}
		}
		t.Fatalf("%s is not offered now", id)
	}
	run("lead.claim")
	run("lead.judge")
	d := o.host.Dialog
	d.Surface().TypeText("")
	o.press(d, "Ctrl+Enter")
	if d.Surface() == nil || len(o.host.Errors) != 0 {
		t.Fatal("a missing reason is told at its field, not in a message")
	}
	o.typeIn(d, "quality_reason", "已见面")
	o.press(d, "Ctrl+Enter")
	now, err := o.Leads.Leads.Get(o.ctx, l.ID)
	o.ok(err)
	if now.Quality != lead.Real || now.QualityReason != "已见面" || now.State != lead.Working {
		t.Fatalf("%+v", now)
	}
	o.settle(s)
	run("lead.convert")
	o.press(o.host.Dialog, "Ctrl+Enter")
	now, err = o.Leads.Leads.Get(o.ctx, l.ID)
	o.ok(err)
	if now.State != lead.Converted || now.OpportunityID == 0 {
		t.Fatalf("%+v", now)
	}
	deals, err := o.Sales.Opportunities.Find(o.ctx, listing.Node{})
	o.ok(err)
	if last := o.host.Opened[len(o.host.Opened)-1]; last.Kind != sales.Opportunities || last.ID != now.OpportunityID {
		t.Errorf("the opportunity is not opened: %+v", last)
	}
	if len(deals) != 1 || deals[0].Name != "咨询缠绕机价格" || deals[0].State != sales.Open {
		t.Errorf("%+v", deals)
	}
}

// The board moves a lead on by keyboard, and the rates count it. SAL-02 SAL-04
func TestLeadBoardAndRates(t *testing.T) {
	o := newOffice(t)
	l := o.hint("打包机租赁", "义乌顺通货运部", true)
	p, s := o.lists()
	p.(modes).ShowMode(lead.Leads, "board")
	o.settle(s)
	s.FocusID("leads", true)
	s.Press("Ctrl+Right")
	o.settle(s)
	now, err := o.Leads.Leads.Get(o.ctx, l.ID)
	o.ok(err)
	if now.InPool || now.OwnerID != o.host.Actor().ID {
		t.Fatalf("out of the pool: %+v", now)
	}
	s.Press("Ctrl+Right")
	o.settle(s)
	if now, err = o.Leads.Leads.Get(o.ctx, l.ID); err != nil || now.State != lead.Working {
		t.Fatalf("begun: %+v %v", now, err)
	}
	_, err = o.Leads.Judge(o.ctx, l.ID, lead.Fake, "查无此人")
	o.ok(err)
	p.(modes).ShowMode(lead.Leads, "rates")
	o.settle(s)
	for _, want := range []string{o.host.T("dict.source.exhibition"), o.host.T("leadpage.total"), "0%"} {
		if !s.Shows(want) {
			t.Errorf("the rates do not show %q", want)
		}
	}
}

// Who may not see leads has no such tab.
func TestLeadsNeedTheRight(t *testing.T) {
	o := newOffice(t)
	a := *o.host.Actor()
	a.Roles = []identity.Role{{Key: "x", Grants: map[identity.Action]identity.Scope{{Kind: sales.Quotes, Verb: identity.See}: identity.ScopeAll}}}
	o.host.Ctx = identity.With(o.host.Ctx, &a)
	p, s := o.lists()
	o.settle(s)
	if p.(modes).ShowWith(lead.Leads, 0, false, nil) || s.Shows(o.host.T("lead.many")) {
		t.Error("the tab of leads is there")
	}
}

// press presses a key in a dialog.
func (o *office) press(d *kit.Dialog, k kit.Key) {
	o.t.Helper()
	d.Surface().Press(k)
	for range 4 {
		o.host.Settle()
		if s := d.Surface(); s != nil {
			s.Flush()
		}
	}
}

// typeIn types into a field of a dialog.
func (o *office) typeIn(d *kit.Dialog, id, text string) {
	o.t.Helper()
	d.Surface().FocusID(id, true)
	d.Surface().TypeText(text)
	o.host.Settle()
}
