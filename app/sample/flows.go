package sample

import (
	"kontor/app/calendar"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/money"
)

// passedOn are what the channels of the story sell on in a month: product|to whom|pieces.
var passedOn = []struct {
	code, to string
	pieces   int64
}{{"JD-4810", "苏州工业园恒信仓储", 360}, {"CRM-50", "昆山德美电子", 120}, {"FKJ-450", "无锡锦程食品", 2}, {"ZTP-1210", "常州百川物流", 80}}

// flows lets the months before report what was sold on: one region needed an extension,
// the last month is still open in one, and the present month has begun.
func (m *maker) flows() {
	for back := 2; back >= 1; back-- {
		month := m.today.MonthStart().AddMonths(-back)
		next := month.AddMonths(1)
		m.at(next, 20, func() error { _, err := m.s.Market.MakeFlows(m.boss(), month); return err })
		m.at(next.AddDays(3), 15*60, func() error { return m.report(month, back == 1) })
		m.at(next.AddDays(4), 17*60+30, func() error { return m.later(month) })
	}
	m.at(m.today.MonthStart(), 9*60, func() error { _, err := m.s.Market.MakeFlows(m.boss(), m.today); return err })
}

// tasks are those of a month with the person in charge.
func (m *maker) flowsOf(month calendar.Date, fn func(f *market.FlowTask, who *person) error) error {
	list, err := m.s.Market.Flows.Find(m.boss(), listing.Is("month", listing.Eq, month.String()), listing.Sort{Key: "id"})
	if err != nil {
		return err
	}
	for _, f := range list {
		who := m.staff[0]
		for _, x := range m.staff {
			if x.id == f.OwnerID {
				who = x
			}
		}
		if err := fn(f, who); err != nil {
			return err
		}
	}
	return nil
}

// report fills the reports of a month and hands them in; the last region of the newest
// month is left open.
func (m *maker) report(month calendar.Date, newest bool) error {
	n := 0
	return m.flowsOf(month, func(f *market.FlowTask, who *person) error {
		n++
		if f.Region == "southwest" {
			return nil // waits for its numbers
		}
		channels, err := m.s.Market.Channels.Find(m.boss(), listing.Is("region", listing.Eq, f.Region))
		if err != nil || len(channels) == 0 {
			return err
		}
		_, err = m.s.Market.Flows.Update(m.tx(who), f.ID, 0, func(f *market.FlowTask) error {
			for i, p := range passedOn[:2+n%3] {
				x := m.catalogue[p.code]
				f.Lines = append(f.Lines, market.FlowLine{
					ChannelID: channels[0].ID, ProductID: x.ID, Product: x.Name, Unit: x.Unit, Quantity: money.Quantity(p.pieces * money.Scale),
					From: firmShort, To: p.to, On: month.AddDays(6 + 4*i),
				})
			}
			return nil
		})
		if err != nil || newest && f.Region == "south" {
			return err
		}
		_, err = m.s.Market.HandIn(m.tx(who), f.ID, false)
		return err
	})
}

// later asks for more time where a report is not finished shortly before it is due.
func (m *maker) later(month calendar.Date) error {
	return m.flowsOf(month, func(f *market.FlowTask, who *person) error {
		if f.State == market.FlowDone {
			return nil
		}
		_, err := m.s.Market.Extend(m.tx(who), f.ID, "代理商的数据还没有到齐")
		return err
	})
}
