package suite_test

import (
	"context"
	"runtime"
	"testing"

	"kontor/app/customer"
	"kontor/app/effect"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
	"kontor/app/sales"
)

// channel makes a distributor.
func (o *office) channel(t testing.TB, name, region string) *market.Channel {
	t.Helper()
	c := o.Market.Channels.Desc.New()
	c.Name, c.Region, c.Contact, c.Mobile = name, region, "陆敏华", "19900004401"
	ok(t, o.Market.Channels.Create(o.boss, c))
	c, err := o.Market.Channels.Get(o.boss, c.ID)
	ok(t, err)
	return c
}

// A distributor gets a number, and every sale to its customers says that it went through
// it, unless somebody says otherwise; what was sold is summed by channel and month, as far
// as one may see it.
func TestEverySaleHasItsChannel(t *testing.T) { // SAL-44
	each(t, func(t *testing.T, o *office) {
		one, two := o.channel(t, "上海申联包装设备有限公司", "east"), o.channel(t, "深圳力拓包装科技有限公司", "south")
		if one.Number != "QD0001" || two.Number != "QD0002" || one.State != market.ChannelActive {
			t.Errorf("%q %q %s", one.Number, two.Number, one.State)
		}
		c := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		_, err := o.Customers.Customers.Update(o.boss, c.ID, 0, func(x *customer.Customer) error { x.ChannelID = one.ID; return nil })
		ok(t, err)
		d := o.deal(t, o.boss, c.ID, "打包流水线")
		q := o.draft(t, o.boss, c.ID, 1200)
		if d.ChannelID != one.ID || q.ChannelID != one.ID {
			t.Errorf("deal %d, quote %d", d.ChannelID, q.ChannelID)
		}
		k, err := o.Sales.CreateContract(o.boss, sales.ContractSource{Quote: q.ID})
		ok(t, err)
		_, err = o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		x, err := o.Sales.Convert(o.boss, q.ID)
		ok(t, err)
		if k.ChannelID != one.ID || x.ChannelID != one.ID {
			t.Errorf("contract %d, order %d", k.ChannelID, x.ChannelID)
		}
		_, err = o.Sales.Opportunities.Update(o.boss, d.ID, 0, func(d *sales.Opportunity) error { d.ChannelID = 0; return nil })
		ok(t, err)
		_, err = o.Sales.Submit(o.boss, x.ID)
		ok(t, err)
		own := o.sell(t, o.boss, "宁波三洲阀门有限公司")
		q = o.draft(t, o.boss, own.ID, 300)
		_, err = o.Sales.Send(o.boss, q.ID)
		ok(t, err)
		x, err = o.Sales.Convert(o.boss, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(o.boss, x.ID)
		ok(t, err)

		today := o.Ground.Registry.Today()
		got, err := o.Market.SoldBetween(o.boss, today.MonthStart(), today.MonthEnd())
		ok(t, err)
		sum := map[int64]money.Minor{}
		for _, s := range got.Rows {
			if s.Kind == sales.Orders {
				sum[s.Channel] += s.Amount
			}
			if s.Month != today.String()[:7] {
				t.Errorf("month %s", s.Month)
			}
		}
		if sum[one.ID] == 0 || sum[0] == 0 || sum[one.ID] != 4*sum[0] || sum[two.ID] != 0 || got.Channels[one.ID].Region != "east" {
			t.Errorf("%v %+v", sum, got.Channels)
		}
		if v := o.cell(t, o.boss, market.Channels, one.ID, "deal_minor"); v.Int() != int64(sum[one.ID]) {
			t.Errorf("the channel shows %d", v.Int())
		}
		if v := o.cell(t, o.boss, market.Channels, one.ID, "open_minor"); v.Int() != 0 {
			t.Errorf("a deal that was taken away counts: %d", v.Int())
		}
		diff, err := o.Ground.CheckSums(identity.System(o.boss, "check"))
		ok(t, err)
		if len(diff) > 0 {
			t.Errorf("sums: %+v", diff)
		}
		refused(t, o.Market.Channels.Archive(o.boss, one.ID, 0), "channel.used")
		ok(t, o.Market.Channels.Archive(o.boss, two.ID, 0))
		seller := o.hire(t, "li", "sales", 1)
		if n := o.count(t, seller, market.Channels, listing.Node{}); n != 1 {
			t.Errorf("a salesperson sees %d channels", n)
		}
		refused(t, o.Market.Channels.Create(seller, &market.Channel{Name: "甲", Kind: "dealer", State: market.ChannelActive}), "access.denied")
		got, err = o.Market.SoldBetween(seller, today.MonthStart(), today.MonthEnd())
		ok(t, err)
		if len(got.Rows) != 0 {
			t.Errorf("sales of others: %+v", got.Rows)
		}
	})
}

// territory makes a territory of regions.
func (o *office) territory(t testing.TB, name string, parent, owner int64, regions ...string) *market.Territory {
	t.Helper()
	x := o.Market.Territories.Desc.New()
	x.Name, x.ParentID, x.OwnerID, x.Regions = name, parent, owner, regions
	ok(t, o.Market.Territories.Create(o.boss, x))
	return x
}

// threeInSuzhou are three customers of one region and then the territory above it; in counts
// those that fell into it.
func (o *office) threeInSuzhou(t *testing.T) (east *market.Territory, in func() int) {
	t.Helper()
	var ids []int64
	for _, name := range []string{"苏州恒拓精密制造有限公司", "上海舜泽食品有限公司", "杭州禾木家居有限公司"} {
		c := o.sell(t, o.boss, name)
		_, err := o.Customers.Customers.Update(o.boss, c.ID, 0, func(c *customer.Customer) error { c.Region = "suzhou"; return nil })
		ok(t, err)
		ids = append(ids, c.ID)
	}
	east = o.territory(t, "华东区", 0, 0, "east")
	return east, func() (n int) {
		for _, id := range ids {
			if o.cell(t, o.boss, "customer", id, "territory_id").Int() == east.ID {
				n++
			}
		}
		return n
	}
}

// Saving a territory stays quick where there are very many customers: they are redrawn in
// steps soon after it, and what was stopped is begun again.
func TestManyCustomersAreRedrawnInTheBackground(t *testing.T) { // SAL-43
	each(t, func(t *testing.T, o *office) {
		asked := 0
		o.Market.Later, o.Market.Many = func() { asked++ }, 2
		east, in := o.threeInSuzhou(t)
		if asked != 1 || in() != 0 {
			t.Errorf("the save asked %d times and moved %d customers itself", asked, in())
		}
		sys := identity.System(context.Background(), "jobs")
		ok(t, o.Market.Redraw(sys))
		if in() != 3 || o.Market.Redrawing().All != 0 {
			t.Errorf("%d of 3 customers were redrawn", in())
		}
		ok(t, o.Market.Territories.Archive(o.boss, east.ID, 0))
		gone, cancel := context.WithCancel(sys)
		cancel()
		if o.Market.Redraw(gone) == nil || in() != 3 {
			t.Error("what was stopped counts as done")
		}
		ok(t, o.Market.Redraw(sys))
		if in() != 0 || asked != 2 {
			t.Errorf("begun again it leaves %d", in())
		}
		ok(t, o.Market.Redraw(sys)) // nothing waits any more
	})
}

// A program that is killed while customers are redrawn goes on where it is opened again: what
// waits is only crossed off when all of it was done. SAL-43
func TestRedrawingSurvivesAKill(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		o.Market.Later, o.Market.Many, o.Market.Step = func() {}, 1, 1
		_, in := o.threeInSuzhou(t)
		sys, killed, over := identity.System(context.Background(), "jobs"), false, make(chan struct{})
		o.Ground.Notices.Listen(func(n effect.Notice) {
			if n.Kind == market.Territories && !killed && in() == 1 {
				killed = true
				runtime.Goexit() // nothing after this line of the program runs
			}
		})
		go func() {
			defer close(over)
			_ = o.Market.Redraw(sys)
		}()
		<-over
		if !killed || in() != 1 {
			t.Fatalf("killed %v, %d of 3 customers were redrawn", killed, in())
		}
		ok(t, o.Market.Redraw(sys))
		if in() != 3 {
			t.Errorf("opened again it leaves %d of 3", 3-in())
		}
		ok(t, o.Market.Redraw(sys)) // nothing waits any more
		if o.Market.Redrawing().All != 0 {
			t.Error("something still runs")
		}
	})
}

// Customers fall into the territory of their region, or of the nearest region above it;
// those that are there follow when the map is drawn anew, and the owner of the territory
// is proposed for new ones. Figures of parts count for what stands above them.
func TestCustomersFallIntoTerritories(t *testing.T) { // SAL-43
	each(t, func(t *testing.T, o *office) {
		o.hire(t, "zhou", "sales", 1)
		old := o.sell(t, o.boss, "苏州恒拓精密制造有限公司")
		move := func(id int64, region string) {
			t.Helper()
			_, err := o.Customers.Customers.Update(o.boss, id, 0, func(c *customer.Customer) error { c.Region = region; return nil })
			ok(t, err)
		}
		of := func(id int64) int64 {
			t.Helper()
			return o.cell(t, o.boss, "customer", id, "territory_id").Int()
		}
		move(old.ID, "suzhou")
		home := o.territory(t, "国内", 0, o.ids["lin"])
		east := o.territory(t, "华东区", home.ID, o.ids["zhou"], "east")
		if of(old.ID) != east.ID {
			t.Errorf("a customer that was there is in %d", of(old.ID))
		}
		hz := o.territory(t, "杭州区", east.ID, 0, "hangzhou")
		fresh := o.sell(t, o.boss, "杭州新客户有限公司")
		move(fresh.ID, "hangzhou")
		if of(fresh.ID) != hz.ID {
			t.Errorf("a new customer is in %d", of(fresh.ID))
		}
		far := o.sell(t, o.boss, "海外客户有限公司")
		move(far.ID, "overseas")
		if of(far.ID) != 0 {
			t.Errorf("a customer of no territory is in %d", of(far.ID))
		}
		care, err := o.Market.CareFor(o.boss, "hangzhou")
		ok(t, err)
		if care.Person != o.ids["zhou"] || care.Territory != "华东区" {
			t.Errorf("who cares: %+v", care)
		}
		o.deal(t, o.boss, fresh.ID, "缠绕机")
		today := o.Ground.Registry.Today()
		m, err := o.Market.MapOf(o.boss, today.MonthStart(), today.MonthEnd())
		ok(t, err)
		if len(m.Places) != 4 || m.Places[0].Customers != 2 || m.Places[1].Customers != 2 || m.Places[2].Customers != 1 || m.Places[2].Depth != 2 || m.Places[3].ID != 0 || m.Places[3].Customers != 1 ||
			m.Places[1].Open != 100_00 || m.All.Customers != 3 || m.All.Fresh != 3 || m.Places[1].Owner != "同事zhou" {
			t.Errorf("%+v", m)
		}
		_, err = o.Market.Territories.Update(o.boss, home.ID, 0, func(x *market.Territory) error { x.ParentID = hz.ID; return nil })
		refused(t, err, "territory.loop")
		_, err = o.Market.Territories.Update(o.boss, home.ID, 0, func(x *market.Territory) error { x.Regions = []string{"hangzhou"}; return nil })
		refused(t, err, "territory.region")
		refused(t, o.Market.Territories.Archive(o.boss, east.ID, 0), "territory.has_parts")
		ok(t, o.Market.Territories.Archive(o.boss, hz.ID, 0))
		if of(fresh.ID) != east.ID {
			t.Errorf("a territory that is gone leaves its customer in %d", of(fresh.ID))
		}
		_, _, err = o.History.UndoLast(o.boss)
		ok(t, err)
		if of(fresh.ID) != hz.ID {
			t.Errorf("a territory that came back has %d", of(fresh.ID))
		}
		seller := o.as(t, "zhou")
		if m, err = o.Market.MapOf(seller, today.MonthStart(), today.MonthEnd()); err != nil || m.All.Customers != 0 || len(m.Places) != 3 {
			t.Errorf("a salesperson counts %+v %v", m, err)
		}
		refused(t, o.Market.Territories.Create(seller, &market.Territory{Name: "甲"}), "access.denied")
	})
}

// The forecast is grouped by distributor in the table that people and products have, and
// the company's own deals stand beside them.
func TestForecastByDistributor(t *testing.T) { // SAL-10
	each(t, func(t *testing.T, o *office) {
		c, one := o.sell(t, o.boss, "上海舜泽食品有限公司"), o.channel(t, "上海申联包装设备有限公司", "east")
		through := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.ChannelID, d.AmountMinor = one.ID, 3000000 })
		own := o.chance(t, o.boss, c.ID, func(d *sales.Opportunity) { d.AmountMinor = 500000 })
		f, err := o.Sales.ForecastOf(o.boss, sales.ForecastWish{From: day("2026-03-01"), Months: 6, Whose: sales.Everyone, By: sales.ByChannel})
		ok(t, err)
		if len(f.Groups) != 2 || f.Groups[0].Name != "上海申联包装设备有限公司" || f.Groups[0].Open() != through.AmountMinor || f.Groups[1].Key != "" || f.Groups[1].Open() != own.AmountMinor {
			t.Errorf("%+v", f.Groups)
		}
	})
}
