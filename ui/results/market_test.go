package results_test

import (
	"testing"

	"kontor/app/customer"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/uitest"
)

// picture draws the window at the sizes of the board and the smallest one.
func (o *office) picture(p kit.Page, s *kit.Surface, name string) {
	o.t.Helper()
	uitest.Picture(o.t, o.host, p, name, 1372, 792)
	o.host.Layer.SetBounds(1036, 620)
	o.settle(s)
	uitest.Picture(o.t, o.host, p, name+"-narrow", 1036, 620)
	o.host.Layer.SetBounds(1372, 800)
	o.settle(s)
}

// A channel is typed by keyboard, found in the list, imported by a command, and what was
// sold through it is summed, drawn and exported. SAL-44
func TestChannelsWindow(t *testing.T) {
	o := newOffice(t)
	p, s := o.open()
	p.(window).ShowPart("channels")
	o.settle(s)
	s.Press("Ctrl+N")
	o.settle(s)
	s.FocusID("form.name", true)
	s.TypeText("上海申联包装设备有限公司")
	s.FocusID("form.contact", true)
	s.TypeText("陆敏华")
	s.Press("Ctrl+Enter")
	o.settle(s)
	shows(t, s, "QD0001", "上海申联包装设备有限公司", "陆敏华", o.host.T("channel.state.active"))
	list, err := o.Market.Channels.Find(o.ctx, listing.Is("name", listing.Eq, "上海申联包装设备有限公司"))
	o.ok(err)
	_, err = o.Customers.Customers.Update(o.ctx, o.customer, 0, func(c *customer.Customer) error { c.ChannelID = list[0].ID; return nil })
	o.ok(err)
	for _, c := range []int64{o.customer, 0} {
		who := c
		if who == 0 {
			x := o.Customers.Customers.Desc.New()
			x.Name = "宁波三洲阀门有限公司"
			o.ok(o.Customers.Customers.Create(o.ctx, x))
			who = x.ID
		}
		d, err := o.Sales.NewOrder(o.ctx, who)
		o.ok(err)
		d.Lines = []sales.OrderLine{{Item: sales.Item{Kind: sales.Goods, Name: "封箱机", Quantity: 1_000_000, Price: 3000 * 1_000_000, Tax: "13"}}}
		o.ok(o.Sales.Orders.Create(o.ctx, d))
		_, err = o.Sales.Submit(o.ctx, d.ID)
		o.ok(err)
	}
	o.settle(s)
	o.picture(p, s, "channels")
	o.run(p, s, "import")
	if n := len(o.host.Opened); n == 0 || o.host.Opened[n-1].Args["kind"] != "channels" {
		t.Errorf("the import does not open: %+v", o.host.Opened)
	}
	p.(window).ShowMode(market.Channels, "sums")
	o.settle(s)
	shows(t, s, "上海申联包装设备有限公司", o.host.T("channelpage.direct"), "3,000.00", "50.0%")
	o.picture(p, s, "channel-sums")
	o.run(p, s, "export")
	if len(o.book) != 3 || len(o.head.Columns) != 10 || o.book[2][2].Int() != 6_000_00 {
		t.Errorf("%d rows, %d columns", len(o.book), len(o.head.Columns))
	}
	s.Click("chip.by.channel_kind")
	o.settle(s)
	shows(t, s, o.host.T("dict.channel_kind.distributor"))
	p.(window).ShowMode(market.Channels, "list")
	o.settle(s)
	o.run(p, s, "channel.sales")
	shows(t, s, o.host.T("channelpage.all_channels"))
	if s.Shows(o.host.T("channelpage.direct")) {
		t.Error("one channel shows the others")
	}
}

// A territory is drawn by keyboard; the customers of its regions are counted in it, and its
// customers open. SAL-43
func TestTerritoriesWindow(t *testing.T) {
	o := newOffice(t)
	_, err := o.Customers.Customers.Update(o.ctx, o.customer, 0, func(c *customer.Customer) error { c.Region = "suzhou"; return nil })
	o.ok(err)
	p, s := o.open()
	p.(window).ShowPart("territories")
	o.settle(s)
	shows(t, s, o.host.T("territorypage.nothing"))
	s.Press("Ctrl+N")
	o.settle(s)
	s.FocusID("form.name", true)
	s.TypeText("华东区")
	s.Press("Ctrl+Enter")
	o.settle(s)
	list, err := o.Market.Territories.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 {
		t.Fatalf("%d territories", len(list))
	}
	_, err = o.Market.Territories.Update(o.ctx, list[0].ID, 0, func(x *market.Territory) error {
		x.Regions, x.OwnerID = []string{"east"}, o.host.Actor().ID
		return nil
	})
	o.ok(err)
	o.settle(s)
	o.picture(p, s, "territories")
	o.run(p, s, "territory.customers")
	if got := o.host.Opened[len(o.host.Opened)-1]; got.Kind != customer.Customers || got.Args["rates"] != "territory_id" || got.Args["name"] != "华东区" {
		t.Errorf("%+v", got)
	}
	p.(window).ShowMode(market.Territories, "map")
	o.settle(s)
	shows(t, s, "华东区", "林晓雯", o.host.T("leadpage.total"))
	o.picture(p, s, "territory-map")
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[0][3].Int() != 1 {
		t.Errorf("%v", o.book)
	}
}

// names are the titles of records.
func (o *office) names(kind string, ids []int64) map[int64]string {
	o.t.Helper()
	out := map[int64]string{}
	for _, id := range ids {
		row, err := o.Ground.Look(o.ctx, kind, id, "name")
		o.ok(err)
		out[id] = row["name"].Text()
	}
	return out
}

// The tasks of a month are made by a command; lines are typed into the grid of
// one, an extension is asked for with a reason once it is locked, and the report is handed
// in and summed. SAL-45 OA-21 OA-22
func TestReportingWindow(t *testing.T) {
	o := newOffice(t)
	c := o.Market.Channels.Desc.New()
	c.Name, c.Region, c.Reports, c.OwnerID = "上海申联", "east", true, o.host.Actor().ID
	o.ok(o.Market.Channels.Create(o.ctx, c))
	p, s := o.open()
	p.(window).ShowPart("flows")
	o.settle(s)
	o.run(p, s, "flow.make")
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.settle(s)
	list, err := o.Market.Flows.Find(o.ctx, listing.Node{})
	o.ok(err)
	if len(list) != 1 {
		t.Fatalf("%d tasks", len(list))
	}
	f := list[0]
	p.(window).ShowWith(market.Flows, f.ID, false, nil)
	o.settle(s)
	shows(t, s, "2026-02", o.host.T("flowpage.stage.missed"))
	_, err = o.Market.Flows.Update(o.ctx, f.ID, 0, func(f *market.FlowTask) error { // the 18th: one hour late, two days left
		now := o.host.Now().UnixMilli()
		f.DueAt, f.LatestAt = now-3600_000, now+48*3600_000
		return nil
	})
	o.ok(err)
	o.settle(s)
	shows(t, s, o.host.T("flowpage.stage.locked"))
	o.picture(p, s, "flows-locked")
	o.run(p, s, "flow.extend")
	o.press(o.host.Dialog, "Ctrl+Enter")
	if !o.host.Dialog.Surface().Shows(o.host.T("error.flow_task.reason")) {
		t.Error("an extension without a reason")
	}
	o.typeIn(o.host.Dialog, "reason", "代理商数据未到")
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.settle(s)
	shows(t, s, o.host.T("flowpage.stage.running"), "代理商数据未到")
	o.run(p, s, "flow.lines")
	d := o.host.Dialog
	d.Surface().FocusID("lines", true)
	for _, text := range []string{"上海申联", "封箱机", "台", "3", "澜石", "苏州恒拓", "0211", "B01"} {
		d.Surface().TypeText(text)
		o.press(d, "Tab")
	}
	d.Surface().Press("Home")
	o.press(d, "Down")
	for _, text := range []string{"QD0001", "缠绕膜", "卷", "120"} { // a channel by its number
		d.Surface().TypeText(text)
		o.press(d, "Tab")
	}
	uitest.Picture(t, o.host, p, "flow-lines", 1372, 792)
	o.press(d, "Ctrl+Enter")
	o.settle(s)
	if f, err = o.Market.Flows.Get(o.ctx, f.ID); err != nil || len(f.Lines) != 2 || f.Lines[1].Quantity != 120_000_000 || f.Lines[0].ChannelID != c.ID || f.Lines[0].Batch != "B01" {
		t.Fatalf("%+v %v", f.Lines, err)
	}
	o.run(p, s, "flow.hand_in")
	o.host.Question.OnYes()
	o.settle(s)
	shows(t, s, o.host.T("flowpage.stage.handed_in"), "苏州恒拓")
	o.picture(p, s, "flows")
	for _, cmd := range p.Commands() {
		if cmd.ID == "flow.extend" {
			t.Error("a finished report can be extended")
		}
	}
	o.run(p, s, "flow.policy")
	o.press(o.host.Dialog, "Ctrl+Enter")
	p.(window).ShowMode(market.Flows, "sums")
	o.settle(s)
	shows(t, s, "上海申联", "缠绕膜", "120")
	o.run(p, s, "export")
	if len(o.book) != 2 || len(o.head.Columns) != 5 {
		t.Errorf("%v", o.book)
	}
}

// The products of a competitor are typed beside ours and compared; the deals and customers
// that speak of it stand beside the library. SAL-46
func TestCompetitorsWindow(t *testing.T) {
	o := newOffice(t)
	x := o.Sales.Products.Desc.New()
	x.Code, x.Name, x.Price = "FKJ-450", "自动封箱机", 12000*1_000_000
	o.ok(o.Sales.Products.Create(o.ctx, x))
	d := o.Sales.Opportunities.Desc.New()
	d.Name, d.CustomerID, d.AmountMinor, d.CloseOn, d.Competitor = "枕式包装机", o.customer, 12600000, o.host.Today().AddDays(5), "嘉通机械"
	o.ok(o.Sales.Opportunities.Create(o.ctx, d))
	p, s := o.open()
	p.(window).ShowPart("competitors")
	o.settle(s)
	s.Press("Ctrl+N")
	o.settle(s)
	s.FocusID("form.name", true)
	s.TypeText("嘉通机械")
	s.Press("Ctrl+Enter")
	o.settle(s)
	shows(t, s, "枕式包装机") // the deal that named it before
	o.run(p, s, "rival.products")
	box := o.host.Dialog
	box.Surface().FocusID("lines", true)
	for _, text := range []string{"JT-50", "10800", "自动封箱机", "换型快", "价格低一成"} {
		box.Surface().TypeText(text)
		o.press(box, "Tab")
	}
	o.press(box, "Ctrl+Enter")
	o.settle(s)
	shows(t, s, "10,800")
	o.picture(p, s, "competitors")
	p.(window).ShowMode(market.Competitors, "compare")
	o.settle(s)
	shows(t, s, "自动封箱机", "JT-50", "价格低一成", "−10.0%")
	o.picture(p, s, "compare")
	o.run(p, s, "export")
	if len(o.book) != 1 || o.book[0][5].Int() != -100 {
		t.Errorf("%v", o.book)
	}
	s.Click("chip.by.competitor")
	o.settle(s)
	s.Click("chip.by.deal")
	o.settle(s)
	shows(t, s, "枕式包装机", "嘉通机械", o.host.T("opportunity_rival.result.in"), "126,000.00")
}
