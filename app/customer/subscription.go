package customer

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Subscription is a line or service that a customer uses (CUS-51).
type Subscription struct {
	entity.Head
	CustomerID int64
	Name       string
	Number     string // of the line
	Business   string
	State      string
	Settlement string
	Fee        money.Minor // a month
	Level      string
	StartOn    calendar.Date
	EndOn      calendar.Date
	Remark     string
}

// DescribeSubscription describes the services that customers use.
func DescribeSubscription() *entity.Desc[Subscription] {
	return entity.Describe(Subscriptions, "name", func(x *Subscription, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("name", &x.Name).Must().Max(120).Also("服务", "线路", "服务名称", "线路名称")
		e.Text("number", &x.Number).Max(60).Found().Also("线路编号", "编号")
		e.Dict("business", "business_type", &x.Business).Also("业务类别", "业务类型")
		entity.Choice(e, "state", &x.State, "opening", "active", "paused", "ended").Else(entity.Str("active")).Also("状态")
		entity.Choice(e, "settlement", &x.Settlement, "prepaid", "month", "quarter", "half_year", "year", "once").Also("结算方式")
		e.Money("fee_minor", &x.Fee).Also("月费", "月租")
		entity.Choice(e, "level", &x.Level, "basic", "standard", "gold", "premium").Also("服务级别")
		e.Date("start_on", &x.StartOn).Also("开通日期", "开始日期")
		e.Date("end_on", &x.EndOn).Also("到期日期", "结束日期")
		e.LongText("remark", &x.Remark).Also("备注")
	})
}

// used gives the customer and what counts for it while the service is in use.
func (x *Subscription) used(n int64) (customer, count int64) {
	if x.State != "active" {
		return 0, 0
	}
	return x.CustomerID, n
}
