package sample

import (
	"strings"

	"kontor/app/approval"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/money"
	"kontor/app/sales"
)

// deal is one business on its way from the first contact to the order.
type deal struct {
	c     *client
	by    *person
	name  string
	lines func() []sales.QuoteLine
	total money.Minor // the quote is rounded to it by a document discount; 0: as it comes

	opp   int64
	quote int64
	order *sales.Order
}

// act runs a step of a deal as its salesperson.
func (m *maker) act(on calendar.Date, minute int, fn func() error) bool {
	return m.at(m.workday(on), minute, fn)
}

// open brings the opportunity into being.
func (d *deal) open(m *maker, on calendar.Date, amount money.Minor, close calendar.Date) {
	m.act(on, m.minute(), func() error {
		o := m.s.Sales.Opportunities.Desc.New()
		o.Name, o.CustomerID, o.ContactID, o.AmountMinor, o.CloseOn, o.Source = d.name, d.c.id, d.c.contact, amount, close, d.c.rec.Source
		o.OwnerID, o.UnitID, o.Category = d.by.id, d.by.unitID, category(d.name)
		err := m.s.Sales.Opportunities.Create(m.tx(d.by), o)
		d.opp = o.ID
		return err
	})
}

// category is the main category of a deal by what it is about.
func category(name string) string {
	switch {
	case strings.Contains(name, "项目"), strings.Contains(name, "产线"), strings.Contains(name, "改造"):
		return "project"
	case strings.Contains(name, "维保"):
		return "service"
	}
	return "goods"
}

// stage moves the deal on.
func (d *deal) stage(m *maker, on calendar.Date, stage string) {
	m.act(on, m.minute(), func() error {
		_, err := m.s.Sales.Move(m.tx(d.by), d.opp, 0, stage)
		return err
	})
}

// offer writes a quote and sends it.
func (d *deal) offer(m *maker, on calendar.Date, minute int, send bool) {
	m.act(on, minute, func() error {
		ctx := m.tx(d.by)
		q, err := m.s.Sales.NewQuote(ctx, d.c.id)
		if err != nil {
			return err
		}
		q.Subject, q.OpportunityID, q.Lines = d.name, d.opp, d.lines()
		q.OwnerID, q.UnitID = d.by.id, d.by.unitID
		if d.total != 0 {
			if _, err := q.Figure("CNY"); err != nil {
				return err
			}
			if q.TotalMinor > d.total {
				q.DiscountMinor = q.TotalMinor - d.total
			}
		}
		if err := overseas(q, d.c); err != nil {
			return err
		}
		if err := m.s.Sales.Quotes.Create(ctx, q); err != nil {
			return err
		}
		d.quote = q.ID
		if send {
			_, err = m.s.Sales.Send(ctx, q.ID)
		}
		return err
	})
}

// overseas gives a quote to a customer abroad its trade term: CIF, freight 3 % of it.
func overseas(q *sales.Quote, c *client) error {
	if c.rec.Region != "overseas" {
		return nil
	}
	if _, err := q.Figure("CNY"); err != nil {
		return err
	}
	q.Incoterm, q.LoadingPort, q.DestinationPort = sales.CIF, "宁波 Ningbo", c.rec.City
	q.ShipWithin, q.Packing, q.Cover = "收到定金后 30 天内", "出口木箱，防锈包装", "ICC (A) 一切险"
	q.FreightMinor, q.PremiumRate = q.TotalMinor*3/100/100*100+100, money.Rate(3000)
	return nil
}

// revise makes the next revision with a change and sends it.
func (d *deal) revise(m *maker, on calendar.Date, minute int, change string, fn func(q *sales.Quote)) {
	m.act(on, minute, func() error {
		ctx := m.tx(d.by)
		q, err := m.s.Sales.NewRevision(ctx, d.quote)
		if err != nil {
			return err
		}
		if _, err = m.s.Sales.Quotes.Update(ctx, q.ID, 0, func(q *sales.Quote) error { q.Change = change; fn(q); return nil }); err != nil {
			return err
		}
		d.quote = q.ID
		_, err = m.s.Sales.Send(ctx, q.ID)
		return err
	})
}

// win turns the quote into an order, which the owner approves.
func (d *deal) win(m *maker, on calendar.Date, minute int, after func(o *sales.Order) error) {
	m.act(on, minute, func() error {
		ctx := m.tx(d.by)
		if _, err := m.s.Sales.Accept(ctx, d.quote); err != nil {
			return err
		}
		o, err := m.s.Sales.Convert(ctx, d.quote)
		if err != nil {
			return err
		}
		if o, err = m.s.Sales.Orders.Update(ctx, o.ID, 0, func(o *sales.Order) error { o.DeliverOn = o.On.AddDays(m.some(12, 35)); return nil }); err != nil {
			return err
		}
		if o, err = m.s.Sales.Submit(ctx, o.ID); err != nil {
			return err
		}
		if err := m.agree(sales.Orders, o.ID); err != nil {
			return err
		}
		if d.opp != 0 {
			if _, err := m.s.Sales.Win(ctx, d.opp, pick(m, []string{"交期满足，价格有竞争力", "老客户复购", "方案贴合产线", "服务响应快"})); err != nil {
				return err
			}
		}
		if d.order, err = m.s.Sales.Orders.Get(m.boss(), o.ID); err != nil {
			return err
		}
		m.send(d, d.order)
		if after == nil {
			return nil
		}
		return after(d.order)
	})
}

// agree lets the owner agree to everything a document still waits for.
func (m *maker) agree(name string, id int64) error {
	list, err := m.s.Approvals.Of(m.boss(), name, id)
	if err != nil {
		return err
	}
	for _, a := range list {
		for a.State == approval.Running {
			if a, err = m.s.Approvals.Agree(m.boss(), a.ID, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// lose ends the deal without an order.
func (d *deal) lose(m *maker, on calendar.Date, reason string) {
	m.act(on, m.minute(), func() error {
		ctx := m.tx(d.by)
		if d.quote != 0 {
			if _, err := m.s.Sales.Reject(ctx, d.quote, reason); err != nil {
				return err
			}
		}
		to := ""
		if n := int(on); n%2 == 0 { // half of the customers told with whom they went
			to = m.against[n/2%len(m.against)]
		}
		_, err := m.s.Sales.LoseTo(ctx, d.opp, reason, to)
		return err
	})
}

// goods draws what somebody orders: now and then a machine with spare parts and the
// work around it, mostly consumables.
func (m *maker) goods() (name string, lines func() []sales.QuoteLine) {
	type want struct {
		p   *sales.Product
		n   int64
		off int64
	}
	var list []want
	if m.chance(58) {
		p := pick(m, m.byKind["machine"])
		name = p.Name + pick(m, []string{"", " 采购", " 更新"})
		list = append(list, want{p, int64(m.some(1, 3)), int64(pick(m, []int{0, 0, 3, 5}))})
		if m.chance(50) {
			list = append(list, want{pick(m, m.byKind["line"][:5]), int64(m.some(1, 2)), 0})
		}
		list = append(list, want{pick(m, m.byKind["spare"]), int64(m.some(2, 10)), 0}, want{m.catalogue["SV-INST"], 1, 0})
	} else {
		name = pick(m, []string{"包材季度采购", "胶带与薄膜", "耗材补货", "包装材料", "缠绕膜与打包带"})
		kinds := m.byKind["material"]
		from := m.r.IntN(len(kinds))
		for i := range m.some(2, 5) {
			p := kinds[(from+i*3)%len(kinds)]
			n := int64(m.some(20, 140)) * 10
			if p.Price > 50*money.Scale {
				n = int64(m.some(10, 70))
			}
			list = append(list, want{p, n, int64(pick(m, []int{0, 0, 0, 2, 5, 8}))})
		}
	}
	return strings.TrimSpace(name), func() []sales.QuoteLine {
		var out []sales.QuoteLine
		for _, w := range list {
			out = append(out, line(w.p, w.n, w.off))
		}
		return out
	}
}

// history draws a finished business of the past: won with its payments, or lost.
func (m *maker) history(c *client, start calendar.Date) {
	d := &deal{c: c, by: c.owner}
	d.name, d.lines = m.goods()
	quick := strings.Contains(d.name, "采购") || strings.Contains(d.name, "材") || strings.Contains(d.name, "胶带")
	on := m.workday(start)
	step := func(a, b int) calendar.Date {
		if quick {
			a, b = (a+1)/2, (b+1)/2
		}
		on = m.workday(on.AddDays(m.some(a, b)))
		return on
	}
	d.open(m, on, money.Minor(m.some(60, 900))*10000, on.AddDays(45))
	d.stage(m, step(2, 8), "need")
	m.note(c, on, customer.NoteVisit, pick(m, visitTexts), "")
	d.stage(m, step(3, 9), "proposal")
	d.offer(m, on, 15*60, true)
	if m.chance(30) {
		d.revise(m, step(3, 7), 11*60, "整单优惠", func(q *sales.Quote) { q.Sums.Discount = money.Percent(int64(m.some(1, 4))) })
	}
	d.stage(m, step(3, 10), "negotiation")
	talked := on
	end := step(3, 12)
	if end.AddDays(1) >= m.today.MonthStart() || end >= m.today.AddDays(-14) {
		d.lose(m, max(talked, min(end, m.today.AddDays(-3))).AddDays(1), pick(m, []string{"项目推迟", "价格高于竞争对手", "预算不足"}))
		return // what was won lately is told by name
	}
	if !m.chance(70) {
		d.lose(m, end, pick(m, []string{"价格高于竞争对手", "项目取消", "预算不足", "选择进口设备"}))
		return
	}
	d.stage(m, end, "signing")
	d.win(m, end.AddDays(1), 10*60, func(o *sales.Order) error { return m.collect(d, o) })
}
