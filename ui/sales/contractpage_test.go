package sales_test

import (
	"fmt"
	"testing"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/paper"
	"kontor/app/sales"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/uitest"
)

func (o *office) contracting() {
	o.deps.Contracting, o.deps.Contracts = o.Sales, o.Sales.Contracts
	o.deps.Proposals, o.deps.Proposing = o.Sales.Proposals, o.Sales
	o.deps.Timeline = o.History.Timeline
}

// contract opens the page of a contract, 0 for a new one of the customer.
func (o *office) contract(id int64) (kit.Page, *kit.Surface) {
	o.t.Helper()
	args := map[string]string{}
	if id == 0 {
		args["customer_id"] = fmt.Sprint(o.customer)
	}
	p := ui.NewContract(o.host, o.deps, id, args)
	return p, o.inWindow(p)
}

// inWindow shows a page in a window where lists of offers open.
func (o *office) inWindow(p kit.Page) *kit.Surface {
	o.t.Helper()
	uitest.Window(o.t, o.host, p, 1372, 800)
	s := p.Content().(*kit.Surface)
	o.settle(s)
	return s
}

func (o *office) onlyContract() *sales.Contract {
	o.t.Helper()
	list, err := o.Sales.Contracts.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 {
		o.t.Fatalf("%d contracts", len(list))
	}
	return list[0]
}

// A contract is written by keyboard: products from the catalogue, of which the amount follows,
// instalments that add up to it, its clauses, with the paper beside; saved, submitted, and
// locked from then on. SAL-26 SAL-27
func TestContractIsWrittenByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.contracting()
	p, s := o.contract(0)
	if p.Title() != o.host.T("contractpage.new") {
		t.Error(p.Title())
	}
	s.FocusID("lines", true)
	o.keys(s, "FKJ", "<Enter>", "2", "<Enter>") // the first offer of the catalogue, then its quantity
	if !s.Shows("77,000.00") {
		t.Fatalf("two machines: %q", s.Texts())
	}
	s.Click("tab.plan")
	o.settle(s)
	s.FocusID("plan", true)
	o.keys(s, "首付", "<Tab>", "+7", "<Tab>", "3w", "<Enter>")
	o.keys(s, "<Ctrl+End>", "<Home>", "<Down>", "余款", "<Enter>")
	s.Click("tab.clauses")
	o.settle(s)
	s.Click("head.terms")
	o.keys(s, "<Ctrl+End>", "附加：含两天培训。")
	o.keys(s, "<Ctrl+Enter>")
	c := o.onlyContract()
	if len(c.Lines) != 1 || c.Lines[0].Code != "FKJ-450" || c.Lines[0].Unit != "台" || c.Amount != 7_700_000 {
		t.Fatalf("%d %+v", c.Amount, c.Lines)
	}
	if len(c.Parts) != 2 || c.Parts[0].Name != "首付" || c.Parts[0].Amount != 3_000_000 || c.Parts[0].DueOn != o.host.Today().AddDays(7) || c.Parts[1].Amount != 4_700_000 {
		t.Fatalf("the second instalment takes the rest: %+v", c.Parts)
	}
	last := o.deps.Press.(*press).data
	if len(last) == 0 || last[len(last)-1]["total"] != money.Of(c.Amount, "CNY") || len(last[len(last)-1]["instalments"].([]paper.Data)) != 2 {
		t.Errorf("the paper beside it was laid out %d times, last without amount and instalments", len(last))
	}
	o.keys(s, "<Ctrl+Shift+Enter>")
	if c = o.onlyContract(); c.State != sales.ContractActive || c.Number == "" {
		t.Fatalf("%s %s", c.State, c.Number)
	}
	if !s.Shows(o.host.T("contractpage.bar.uninvoiced")) || !s.Shows(c.Number) {
		t.Error("an active contract shows its number and five bars")
	}
	s.Click("tab.lines")
	s.FocusID("lines", true)
	o.keys(s, "<Ctrl+Home>", "x", "<Tab>")
	if p.(interface{ Save() kit.State }).Save()["draft"] != "" {
		t.Error("a contract in force can be typed into")
	}
	s.Press("Ctrl+H")
	o.settle(s)
	if box := o.host.Dialog; box == nil || !box.Surface().Shows(o.host.T("contract.state")+" "+o.host.T("contract.state.draft")+" → "+o.host.T("contract.state.active")) {
		t.Error("its history tells how its state went on")
	}
}

// The amount goes with the products only while it was their sum; typed, it stays, and the page
// offers the sum. Instalments that do not add up are told before submitting. SAL-26
func TestContractAmountMayDifferFromItsProducts(t *testing.T) {
	o := newOffice(t)
	o.contracting()
	_, s := o.contract(0)
	s.FocusID("lines", true)
	o.keys(s, "设备", "<Tab>", "<Tab>", "<Tab>", "2", "<Tab>", "台", "<Tab>", "100", "<Enter>")
	s.Click("head.amount_minor")
	o.keys(s, "<Ctrl+A>", "5000", "<Tab>")
	s.FocusID("lines", true)
	o.keys(s, "<Ctrl+Home>", "<Right>", "<Right>", "<Right>", "3", "<Enter>", "<Ctrl+Enter>")
	c := o.onlyContract()
	if c.Amount != 500_000 || c.Lines[0].Amount != 30_000 {
		t.Fatalf("%d %+v", c.Amount, c.Lines)
	}
	s.Click("amount.take")
	o.settle(s)
	s.Click("tab.plan")
	o.settle(s)
	s.FocusID("plan", true)
	o.keys(s, "首付", "<Tab>", "+7", "<Tab>", "100", "<Enter>")
	if !s.Shows(o.host.T("contractpage.parts_off", "sum", "100.00", "amount", "300.00")) {
		t.Errorf("instalments that lack something: %q", s.Texts())
	}
	s.Click("undo")
	o.settle(s)
	if s.Shows("100.00") {
		t.Error("undo takes the typed sum back")
	}
	o.keys(s, "<Ctrl+Enter>")
	if c = o.onlyContract(); c.Amount != 30_000 {
		t.Errorf("%d", c.Amount)
	}
}

// A contract moves into a window of its own with what was not saved, and comes back to where
// it was; somebody who may only read finds it locked. SAL-26
func TestContractMovesWithUnsavedWork(t *testing.T) {
	o := newOffice(t)
	o.contracting()
	p, s := o.contract(0)
	s.Click("head.name")
	o.keys(s, "<Ctrl+A>", "年度框架", "<Tab>")
	s.Click("tab.clauses")
	o.settle(s)
	state := p.Save()
	moved := ui.NewContract(o.host, o.deps, 0, map[string]string{"customer_id": fmt.Sprint(o.customer)})
	moved.Restore(state)
	s = o.inWindow(moved)
	if !s.Shows("年度框架") || !s.Shows(o.host.T("contractpage.clauses_label")) {
		t.Fatalf("%q", s.Texts())
	}
	o.keys(s, "<Ctrl+Enter>")
	c := o.onlyContract()
	a := *o.host.Actor()
	a.Roles = []identity.Role{{Key: "x", Grants: map[identity.Action]identity.Scope{
		{Kind: sales.Contracts, Verb: identity.See}: identity.ScopeAll, {Kind: "customer", Verb: identity.See}: identity.ScopeAll,
		{Kind: sales.Orders, Verb: identity.See}: identity.ScopeAll,
	}}}
	o.host.Ctx = identity.With(o.host.Ctx, &a)
	_, s = o.contract(c.ID)
	s.Click("head.name")
	o.keys(s, "x", "<Tab>")
	if s.Shows("年度框架x") {
		t.Error("who may only read types into it")
	}
}

// A copy is a new draft that begins today, with instalments moved along and no number.
func TestContractAndProposalAreCopied(t *testing.T) {
	o := newOffice(t)
	o.contracting()
	c, err := o.Sales.NewContract(o.ctx, sales.ContractSource{Customer: o.customer})
	o.ok(err)
	c.StartsOn, c.Amount = o.host.Today().AddDays(-100), 1000
	c.EndsOn = c.StartsOn.AddDays(364)
	c.Parts = []sales.ContractPart{{Name: "全款", DueOn: c.StartsOn.AddDays(10), Amount: 1000}}
	o.ok(o.Sales.Contracts.Create(o.ctx, c))
	p, s := o.contract(c.ID)
	o.command(p, s, "copy")
	if got := o.host.Opened[len(o.host.Opened)-1]; got.Kind != sales.Contracts || got.Args["copy"] != fmt.Sprint(c.ID) {
		t.Fatalf("%+v", got)
	}
	n, err := o.Sales.CopyContract(o.ctx, c.ID)
	o.ok(err)
	if n.ID != 0 || n.StartsOn != o.host.Today() || n.EndsOn != n.StartsOn.AddDays(364) || n.Parts[0].DueOn != n.StartsOn.AddDays(10) || n.Parts[0].ID != 0 {
		t.Errorf("%+v %+v", n, n.Parts)
	}
}

// A proposal is written on its page: sections, products with their benefit, the paper beside;
// issued it is locked, and the next version is a draft in the same place. SAL-21
func TestProposalIsWrittenOnItsPage(t *testing.T) {
	o := newOffice(t)
	o.contracting()
	x, err := o.Sales.Propose(o.ctx, sales.ProposalSource{Customer: o.customer})
	o.ok(err)
	p := ui.NewProposal(o.host, o.deps, x.ID, nil)
	s := o.inWindow(p)
	s.Click("head.needs")
	o.keys(s, "封箱线每班少两个人")
	s.Click("tab.lines")
	o.settle(s)
	s.FocusID("lines", true)
	o.keys(s, "FKJ", "<Enter>", "3", "<Tab>", "<Tab>", "<Tab>", "两人变一人", "<Enter>")
	if !s.Shows("¥115,500.00") {
		t.Errorf("three machines: %q", s.Texts())
	}
	o.keys(s, "<Ctrl+Shift+Enter>")
	x, err = o.Sales.Proposals.Get(o.ctx, x.ID)
	o.ok(err)
	if x.State != sales.ProposalIssued || x.Needs != "封箱线每班少两个人" || len(x.Lines) != 1 || x.Lines[0].Benefit != "两人变一人" || x.TotalMinor != 11_550_000 {
		t.Fatalf("%+v %+v", x, x.Lines)
	}
	o.command(p, s, "revise")
	if !s.Shows("R2") || !s.Shows(o.host.T("proposal.state.draft")) {
		t.Errorf("the next version stands in its place: %q", s.Texts())
	}
	s.Click("tab.versions")
	o.settle(s)
	s.Click("version." + fmt.Sprint(x.ID))
	o.settle(s)
	if !s.Shows(o.host.T("proposal.state.issued")) {
		t.Error("the version before opens in place")
	}
}
