// Package market is the room of how the company reaches its market: the channels and
// distributors it sells through, the territories its people look after, what distributors
// report to have sold on, and whom it competes with.
package market

import (
	"context"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/numbering"
	"kontor/app/record"
	"kontor/app/sales"
)

// Channels is the entity name of channels and distributors.
const Channels = "channel"

// ChannelState is how far the company and a channel have come with each other.
type ChannelState string

// The states of a channel. Sales go through those that are active; what the others sold
// keeps their name.
const (
	ChannelTalking ChannelState = "talking"
	ChannelActive  ChannelState = "active"
	ChannelPaused  ChannelState = "paused"
	ChannelEnded   ChannelState = "ended"
)

// Channel 渠道 is a way to the customer that is not the company's own sale: a distributor,
// a dealer, a shop, a platform. Its owner is who looks after it.
type Channel struct {
	entity.Head
	Number     string
	Name       string
	Pinyin     string
	Kind       string
	State      ChannelState
	Level      string
	Region     string
	Area       string // what it may sell in, in words
	CustomerID int64  // the same firm, where it buys itself
	Contact    string
	Position   string
	Mobile     string
	Phone      string
	Mail       string
	Address    string
	CreditCode string
	Goods      string // what it may sell
	Agreement  string // its number
	From       calendar.Date
	Until      calendar.Date
	Target     money.Minor // of a year, by the agreement
	Deposit    money.Minor
	Reports    bool // tells every month what it sold on
	Remark     string
}

// DescribeChannel describes channels and distributors.
func DescribeChannel() *entity.Desc[Channel] {
	return entity.Describe(Channels, "name", func(c *Channel, e *entity.Fields) {
		e.Open()
		e.Text("name", &c.Name).Must().Only().SortedBy("name_pinyin").Found().Printed().Max(120).Also("渠道名称", "代理商名称", "代理商", "经销商", "distributor")
		e.Text("name_pinyin", &c.Pinyin).Computed().Unlisted().Silent().Max(400)
		e.Text("number", &c.Number).Only().Found().Printed().Max(40).Also("渠道编号", "代理商编号", "编号")
		e.Dict("kind", "channel_kind", &c.Kind).Must().Else(entity.Str("distributor")).Also("渠道类型", "类型")
		entity.Choice(e, "state", &c.State, ChannelTalking, ChannelActive, ChannelPaused, ChannelEnded).Must().Else(entity.Str(string(ChannelActive))).Also("合作状态", "状态")
		e.Dict("level", "channel_level", &c.Level).Also("级别")
		e.Dict("region", "region", &c.Region).Printed().Also("地区", "区域")
		e.Text("area", &c.Area).Max(200).Also("授权区域")
		e.Text("contact", &c.Contact).Found().Printed().Max(60).Group("contact").Also("联系人")
		e.Text("position", &c.Position).Max(60).Group("contact").Also("职务")
		e.Phone("mobile", &c.Mobile).Found().Printed().Group("contact").Also("手机")
		e.Phone("phone", &c.Phone).Found().Printed().Group("contact").Also("电话")
		e.Mail("mail", &c.Mail).Found().Printed().Group("contact").Also("邮箱")
		e.Text("address", &c.Address).Printed().Max(300).Group("contact").Also("地址")
		e.Text("credit_code", &c.CreditCode).Found().Printed().Max(40).Group("agreement").Also("统一社会信用代码", "税号")
		e.Text("goods", &c.Goods).Max(300).Group("agreement").Also("授权产品", "代理产品")
		e.Text("agreement", &c.Agreement).Found().Printed().Max(60).Group("agreement").Also("协议编号")
		e.Date("agreed_from", &c.From).Printed().Group("agreement").Also("协议开始", "签约日期")
		e.Date("agreed_until", &c.Until).Printed().Group("agreement").Also("协议到期")
		e.Money("target_minor", &c.Target).Group("agreement").Also("年度指标")
		e.Money("deposit_minor", &c.Deposit).Group("agreement").Also("保证金")
		e.Ref("customer_id", "customer", &c.CustomerID).Found().Group("agreement").Also("对应客户")
		e.Flag("reports", &c.Reports).Group("agreement").Also("上报流向")
		e.LongText("remark", &c.Remark).Group("agreement").Also("备注")
	})
}

func (s *Service) addChannels(g *record.Ground) {
	g.Registry.Contribute(Channels, entity.Contributed("deal_minor", entity.KindMoney), entity.Contributed("open_minor", entity.KindMoney))
	s.Channels = record.New(g, DescribeChannel())
	s.Channels.Prepare, s.Channels.Rule = s.prepareChannel, s.ruleChannel
	s.Channels.Saved.Do(s.channelSaved)
	record.Sum(s.p.Sales.Orders, Channels, "deal_minor", func(o *sales.Order) (int64, int64) {
		if o.State == sales.OrderApproved || o.State == sales.OrderClosed {
			return o.ChannelID, int64(o.HomeMinor)
		}
		return 0, 0
	})
	record.Sum(s.p.Sales.Opportunities, Channels, "open_minor", func(o *sales.Opportunity) (int64, int64) {
		if o.State == sales.Open {
			return o.ChannelID, int64(o.AmountMinor)
		}
		return 0, 0
	})
}

func (s *Service) prepareChannel(_ context.Context, before, c *Channel) error {
	if s.p.Pinyin != nil && (before == nil || before.Name != c.Name) {
		c.Pinyin = s.p.Pinyin(c.Name, false)
	}
	return nil
}

// ruleChannel keeps channels that sold something: they are ended, not thrown away.
func (s *Service) ruleChannel(ctx context.Context, before, after *Channel) error {
	switch {
	case after.Until != 0 && after.Until < after.From:
		return app.E(app.Invalid, "channel.dates").At("agreed_until")
	case after.Target < 0 || after.Deposit < 0:
		return app.E(app.Invalid, "money.negative").At("target_minor")
	case before == nil || before.Archived != entity.Live || after.Archived == entity.Live:
		return nil
	}
	kind, err := s.usedBy(ctx, "channel_id", after.ID, sales.Orders, sales.Quotes, sales.Opportunities, sales.Contracts, "customer", "flow_line")
	if err == nil && kind != "" {
		err = app.E(app.Conflict, "channel.used", "name", after.Name, "kind", entity.Label(kind+".many"))
	}
	return err
}

// channelSaved gives a new channel its number when nobody typed one: here, because what
// is imported has no transaction before it becomes visible.
func (s *Service) channelSaved(ctx context.Context, e record.Saved[Channel]) error {
	if e.Before != nil || e.After.Number != "" || s.p.Numbers == nil {
		return nil
	}
	number, err := s.p.Numbers.Take(ctx, numbering.Channel, s.today())
	if err != nil {
		return err
	}
	_, err = s.Channels.Update(identity.Elevated(ctx), e.After.ID, 0, func(c *Channel) error { c.Number = number; return nil })
	return err
}
