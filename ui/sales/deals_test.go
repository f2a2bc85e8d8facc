package sales_test

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	ui "kontor/ui/sales"
	"kontor/ui/uitest"
)

func (o *office) deal(name string, change func(d *sales.Opportunity)) *sales.Opportunity {
	o.t.Helper()
	d := o.Sales.Opportunities.Desc.New()
	d.Name, d.CustomerID, d.AmountMinor, d.CloseOn = name, o.customer, 12600000, o.host.Today().AddDays(5)
	if change != nil {
		change(d)
	}
	o.ok(o.Sales.Opportunities.Create(o.ctx, d))
	return d
}

// The forecast shows the month's deals beside its bar, and what is missing to the target. SAL-09 SAL-10
func TestForecastWindow(t *testing.T) {
	o := newOffice(t)
	o.deal("枕式包装机 3 台", func(d *sales.Opportunity) { d.Stage = "signing" })
	o.deal("产线改造", func(d *sales.Opportunity) { d.Stage, d.Pushed = "contact", 2 })
	target := o.Sales.Targets.Desc.New()
	target.Level, target.Month, target.AmountMinor = sales.TargetCompany, o.host.Today().MonthStart(), 52000000
	o.ok(o.Sales.Targets.Create(o.ctx, target))
	var book [][]entity.Value
	o.deps.Book = func(_ context.Context, _ string, _ exporting.Head, rows [][]entity.Value) error {
		book = rows
		return nil
	}
	o.host.Pick = filepath.Join(t.TempDir(), "forecast.xlsx")
	p, s := o.lists()
	p.(modes).ShowMode(sales.Opportunities, "forecast")
	o.settle(s)
	for _, want := range []string{"枕式包装机 3 台", o.host.T("dealpage.class.committed"), o.host.T("dealpage.pushed", "n", 2), o.host.T("dealpage.gap", "sum", "39.4"), o.host.T("dealpage.target_of", "sum", "52.0")} {
		if !s.Shows(want) {
			t.Errorf("the forecast does not show %q", want)
		}
	}
	s.FocusID("month.0", true)
	s.Press("Right")
	o.settle(s)
	if s.Shows("枕式包装机 3 台") {
		t.Error("the next month lists the deals of this one")
	}
	s.Click("part.groups")
	o.settle(s)
	if !s.Shows("林晓雯") || !s.Shows(money.Of(25200000, "CNY").Plain()) && !s.Shows("126,000.00") {
		t.Error("the summary by person")
	}
	s.Click("chip.by.channel")
	o.settle(s)
	o.command(p, s, "export")
	if !s.Shows(o.host.T("channelpage.direct")) || len(book) != 2 || book[0][0].Text() != o.host.T("channelpage.direct") {
		t.Errorf("the summary by distributor: %v", book)
	}
	s.Click("part.stages")
	o.settle(s)
	if !s.Shows(o.host.T("dealpage.conversion")) {
		t.Error("the funnel with its conversions")
	}
}

// The pane shows the way of a deal, ticks what the stage asks for, and moves it on. SAL-06 SAL-07
func TestDealPane(t *testing.T) {
	o := newOffice(t)
	stages, err := o.Sales.StagesOf(o.ctx)
	o.ok(err)
	stages = append([]sales.Stage(nil), stages...)
	stages[0].Actions = []sales.Action{{Key: "contact_1", Kind: sales.ActionCheck, Label: "样品测试"}}
	o.ok(o.Sales.SetStages(o.ctx, stages))
	d := o.deal("枕式包装机 3 台", nil)
	p, s := o.lists()
	p.(modes).ShowWith(sales.Opportunities, d.ID, false, nil)
	o.settle(s)
	if !s.Shows("样品测试") || !s.Shows(o.host.T("dict.stage.contact")) {
		t.Fatal("the pane shows what is to be done and where the deal stands")
	}
	run := func(id string) {
		for _, c := range p.Commands() {
			if c.ID == id {
				c.Run()
			}
		}
		for range 4 {
			o.host.Settle()
			s.Flush()
		}
	}
	run("deal.next")
	if len(o.host.Errors) != 1 || !strings.Contains(o.host.ErrorText(o.host.Errors[0]), "样品测试") {
		t.Fatalf("it does not go on: %v", o.host.Errors)
	}
	o.host.Errors = nil
	s.Click("check.contact_1")
	o.settle(s)
	run("deal.next")
	now, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if now.Stage != "need" {
		t.Errorf("ticked, it goes on: %s", now.Stage)
	}
	if o.host.Undo == nil {
		t.Fatal("the step can be taken back")
	}
	o.host.Undo()
	o.settle(s)
	if now, err = o.Sales.Opportunities.Get(o.ctx, d.ID); err != nil || now.Stage != "contact" {
		t.Errorf("taken back: %s %v", now.Stage, err)
	}
}

// Products of a deal are typed in a sheet and give its amount. SAL-05
func TestDealProducts(t *testing.T) {
	o := newOffice(t)
	d := o.deal("枕式包装机 3 台", nil)
	p, s := o.lists()
	p.(modes).ShowWith(sales.Opportunities, d.ID, false, nil)
	o.settle(s)
	for _, c := range p.Commands() {
		if c.ID == "deal.lines" {
			c.Run()
		}
	}
	o.settle(s)
	box := o.host.Dialog
	box.Surface().FocusID("lines", true)
	o.keys(box.Surface(), "纸托盘", "<Tab>", "600", "<Tab>", "7560", "<Enter>")
	o.press(box, "Ctrl+Enter")
	now, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if len(now.Lines) != 1 || now.Lines[0].Amount != 756000 || now.AmountMinor != 756000 || now.Lines[0].Quantity != 600*money.Scale {
		t.Errorf("%+v %d", now.Lines, now.AmountMinor)
	}
}

// A deal is handed to a colleague by keyboard, with a reason that the log keeps. SAL-13
func TestDealIsHandedOver(t *testing.T) {
	o := newOffice(t)
	o.deps.HandOver = o.Customers.HandOver
	zhou := o.Members.People.Desc.New()
	zhou.Login, zhou.Name, zhou.Roles, zhou.Units = "zhou", "周敏", []string{"sales"}, []member.PersonUnit{{DepartmentID: 1}}
	o.ok(o.Members.Add(o.ctx, zhou, "good-password-zhou"))
	d := o.deal("枕式包装机 3 台", nil)
	p, s := o.lists()
	p.(modes).ShowWith(sales.Opportunities, d.ID, false, nil)
	o.settle(s)
	o.command(p, s, "deal.hand")
	box := o.host.Dialog
	press := func(k kit.Key) {
		box.Surface().Press(k)
		for range 4 {
			o.host.Settle()
			if b := box.Surface(); b != nil {
				b.Flush()
			}
		}
	}
	box.Surface().FocusID("owner_id", true)
	box.Surface().TypeText("周敏")
	press("Tab")
	press("Ctrl+Enter")
	if !box.Surface().Shows(o.host.T("error.pool.reason")) {
		t.Error("without a reason")
	}
	box.Surface().FocusID("reason", true)
	box.Surface().TypeText("休假")
	press("Ctrl+Enter")
	o.settle(s)
	got, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if got.OwnerID != zhou.ID {
		t.Errorf("the deal belongs to %d", got.OwnerID)
	}
	o.command(p, s, "deal.handovers")
	if last := o.host.Opened[len(o.host.Opened)-1]; last.Kind != customer.Handovers {
		t.Errorf("%+v", last)
	}
}

// A deal goes to the technical office by keyboard, is priced in a sheet, handed in, and
// becomes a quote. SAL-20
func TestDealGoesToTheTechnicalOffice(t *testing.T) {
	o := newOffice(t)
	o.deps.Pricings, o.deps.Office = o.Sales.Pricings, o.Sales
	d := o.deal("非标装箱线", func(d *sales.Opportunity) { d.Needs = "节拍 12 箱/分" })
	p, s := o.lists()
	p.(modes).ShowWith(sales.Opportunities, d.ID, false, nil)
	o.settle(s)
	o.command(p, s, "deal.office")
	box := o.host.Dialog
	press := func(keys ...kit.Key) {
		for _, k := range keys {
			box.Surface().Press(k)
			for range 4 {
				o.host.Settle()
				if b := box.Surface(); b != nil {
					b.Flush()
				}
			}
		}
	}
	box.Surface().FocusID("owner_id", true)
	box.Surface().TypeText("林晓雯")
	press("Tab", "Ctrl+Enter")
	o.settle(s)
	list, err := o.Sales.Pricings.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].Needs != "节拍 12 箱/分" {
		t.Fatalf("%+v", list)
	}
	p.(modes).ShowWith(sales.Pricings, list[0].ID, false, nil)
	o.settle(s)
	o.command(p, s, "office.prices")
	box = o.host.Dialog
	box.Surface().FocusID("lines", true)
	for _, text := range []string{"装箱线", "六轴", "套", "1", "260000"} {
		box.Surface().TypeText(text)
		press("Tab")
	}
	uitest.Picture(t, o.host, p, "office-prices", 1372, 792)
	press("Ctrl+Enter")
	o.settle(s)
	o.command(p, s, "office.hand_in") // one person agrees alone
	if !s.Shows("装箱线") || !s.Shows(o.host.T("pricing_request.state.returned")) {
		t.Error("the price does not come back")
	}
	uitest.Picture(t, o.host, p, "office", 1372, 792)
	o.command(p, s, "office.quote")
	q, err := o.Sales.Quotes.First(o.ctx, listing.Is("opportunity_id", listing.Filled))
	o.ok(err)
	if q.TotalMinor != 260_000_00 || q.OpportunityID != d.ID {
		t.Errorf("%+v", q)
	}
}

// A deal is won with its amount and day, by keyboard; the pane says what is still missing,
// and the toast takes it back. SAL-48
func TestDealIsMarkedAsWon(t *testing.T) {
	o := newOffice(t)
	d := o.deal("封箱线改造", func(d *sales.Opportunity) { d.AmountMinor = 0 })
	p, s := o.oneDeal(d.ID)
	o.command(p, s, "win")
	top := o.host.Layer.TopSurface()
	o.keys(top, "交期满足", "<Ctrl+Enter>")
	if o.host.Layer.TopSurface() != top {
		t.Fatal("a won deal without an amount was taken")
	}
	top.FocusID("amount_minor", true)
	o.keys(top, "3w", "<Ctrl+Enter>")
	won, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if won.State != sales.Won || won.AmountMinor != 3000000 || won.Reason != "交期满足" {
		t.Fatalf("won: %+v", won)
	}
	if !s.Shows(o.host.T("opportunity.lacks.order")) {
		t.Error("the pane does not say that the order is missing")
	}
}

// The team is typed into a sheet: a colleague from the suggestions and what they do. SAL-05
func TestTeamIsTyped(t *testing.T) {
	o := newOffice(t)
	who := o.Members.People.Desc.New()
	who.Login, who.Name, who.Roles = "wang", "王雨桐", []string{"sales"}
	o.ok(o.Members.Add(o.ctx, who, "good-password-wang"))
	d := o.deal("封箱线改造", func(d *sales.Opportunity) { d.AmountMinor = 0 })
	p, s := o.oneDeal(d.ID)
	o.command(p, s, "deal.team")
	top := o.host.Layer.TopSurface()
	o.keys(top, "王雨", "<Enter>", "技术交流", "<Tab>", "<Ctrl+Enter>")
	now, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if len(now.Team) != 1 || now.Team[0].PersonID != who.ID || now.Team[0].Part != "技术交流" {
		t.Fatalf("the team: %+v", now.Team)
	}
	if !s.Shows("技术交流") {
		t.Error("the pane does not show the team")
	}
}

// oneDeal is the window of sales with a deal chosen in its list.
func (o *office) oneDeal(id int64) (kit.Page, *kit.Surface) {
	o.t.Helper()
	p, s := o.lists()
	uitest.Window(o.t, o.host, p, 1372, 800)
	p.(modes).ShowMode(sales.Opportunities, "list")
	p.(interface {
		ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
	}).ShowWith(sales.Opportunities, id, false, nil)
	o.settle(s)
	return p, s
}

// The competitors of a deal are typed in a sheet, stand in its pane and on its card, and losing
// it says to whom. SAL-46
func TestCompetitorsOfADeal(t *testing.T) {
	o := newOffice(t)
	d := o.deal("封箱线改造", nil)
	p, s := o.oneDeal(d.ID)
	o.command(p, s, "deal.rivals")
	top := o.host.Layer.TopSurface()
	o.keys(top, "嘉通机械", "<Tab>", "4.8w", "<Tab>", "价格低", "<Tab>", "售后慢", "<Enter>")
	o.keys(top, "<Ctrl+End>", "<Home>", "<Down>", "万丰设备", "<Enter>")
	o.keys(top, "<Ctrl+Enter>")
	now, err := o.Sales.Opportunities.Get(o.ctx, d.ID)
	o.ok(err)
	if len(now.Rivals) != 2 || now.Rivals[0].Price != 4_800_000 || now.Rivals[0].Weaknesses != "售后慢" || now.Competitor != "嘉通机械、万丰设备" {
		t.Fatalf("%+v", now.Rivals)
	}
	if !s.Shows("嘉通机械") || !s.Shows("+ 价格低") || !s.Shows(o.host.T("opportunity_rival.result.in")) {
		t.Errorf("the pane: %q", s.Texts())
	}
	p.(modes).ShowMode(sales.Opportunities, "board")
	o.settle(s)
	if !slices.ContainsFunc(s.Texts(), func(text string) bool {
		return strings.HasPrefix(text, o.host.T("dealpage.against", "names", "嘉通"))
	}) {
		t.Errorf("the card: %q", s.Texts())
	}
	p.(modes).ShowMode(sales.Opportunities, "list")
	o.settle(s)
	o.command(p, s, "lose")
	top = o.host.Layer.TopSurface()
	o.keys(top, "价格", "<Tab>", "万丰设备", "<Ctrl+Enter>")
	if now, err = o.Sales.Opportunities.Get(o.ctx, d.ID); err != nil || now.State != sales.Lost || now.Rivals[1].Result != sales.RivalWon || now.Rivals[0].Result != sales.RivalOut {
		t.Errorf("%s %+v %v", now.State, now.Rivals, err)
	}
	p.(interface{ ShowView(kind, view string) bool }).ShowView(sales.Opportunities, "lost")
	o.settle(s)
	if !s.Shows(o.host.T("opportunity_rival.result.won")) {
		t.Errorf("the pane tells who won it: %q", s.Texts())
	}
}

// A proposal is generated from a deal, its products are typed, it is issued, and the next
// version is a draft: by keyboard. SAL-21
func TestProposalByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.deps.Proposals, o.deps.Proposing = o.Sales.Proposals, o.Sales
	d := o.deal("封箱线改造", func(d *sales.Opportunity) { d.Needs = "每天 6000 箱" })
	p, s := o.oneDeal(d.ID)
	o.command(p, s, "deal.proposal")
	at := o.host.Opened[len(o.host.Opened)-1]
	p = ui.NewProposal(o.host, o.deps, at.ID, nil)
	s = o.inWindow(p)
	if at.Kind != sales.Proposals || !strings.Contains(p.Title(), o.host.T("proposal.one")) {
		t.Fatalf("the proposal opens: %+v", at)
	}
	s.Click("tab.lines")
	o.settle(s)
	s.FocusID("lines", true)
	o.keys(s, "ztp", "<Enter>")
	o.command(p, s, "issue")
	list, err := o.Sales.Proposals.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 || list[0].State != sales.ProposalIssued || len(list[0].Lines) != 1 || list[0].Needs != "每天 6000 箱" || list[0].Lines[0].Code != "ZTP-1210" {
		t.Fatalf("%+v", list)
	}
	o.command(p, s, "revise")
	s.Click("tab.versions")
	o.settle(s)
	if !s.Shows("R2") || !s.Shows("R1") {
		t.Error("the versions are not shown")
	}
}

// Rows of a list that come when another tab is in front already do not choose there.
func TestLateRowsDoNotChooseInAnotherTab(t *testing.T) {
	o := newOffice(t)
	o.saved("封箱机")
	o.saved("胶带")
	d := o.deal("封箱线改造", nil)
	p := ui.New(o.host, o.deps)
	p.(modes).ShowMode(sales.Opportunities, "list") // the quotes are still being read
	s := o.shown(p)
	o.settle(s)
	if kind, ids := p.(kit.Recorder).Chosen(); kind != sales.Opportunities || len(ids) != 1 || ids[0] != d.ID {
		t.Errorf("chosen: %s %v", kind, ids)
	}
}
