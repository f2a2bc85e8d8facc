// Package customer is the room of customers, their contacts, what was said and done with
// them, and what is to be done next.
package customer

import (
	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Entity names.
const (
	Customers  = "customer"
	Contacts   = "contact"
	Activities = "activity"
	Tasks      = "task"
)

// Kind says whether a customer is a company or a person.
type Kind string

// The kinds of customers.
const (
	Company Kind = "company"
	Person  Kind = "person"
)

// Customer is somebody the company sells to, or may sell to.
type Customer struct {
	entity.Head
	Name        string
	ShortName   string
	Pinyin      string // kept by search
	NameKey     string // normal form, for finding duplicates
	Kind        Kind
	Category    string
	Grade       string
	Status      string
	Industry    string
	Source      string
	Region      string
	City        string
	CreditCode  string // 统一社会信用代码, 18 characters
	Phone       string
	PhoneKey    string
	Mobile      string // of the main contact
	MobileKey   string
	Mail        string
	Website     string
	Address     string
	Tags        []string
	Segments    []string // groups of any kind, for picking people out
	Hot         bool
	Needs       string
	Remark      string
	ParentID    int64 // the company group it belongs to
	ReferredBy  int64
	TerritoryID int64 // that its region belongs to; kept by the map of territories
	ChannelID   int64 // the distributor that it is sold to through; 0: none

	InvoiceTitle string
	Bank         string
	BankAccount  string
	PaymentTerms string
	Currency     string
	CreditLimit  money.Minor // 0 = no limit was set

	Consent     bool   // the people agreed to their data being kept
	ConsentNote string // since when and how

	InPool      bool
	PooledOn    calendar.Date
	PoolReason  string
	FormerOwner int64
	OwnedOn     calendar.Date // when the present owner got it: the base of pool rules
	Locked      bool          // never returns to the pool

	Pool           string        // which pool it lies in; "" outside
	DiscardedOn    calendar.Date // thrown out of the pool as useless
	ProtectedUntil calendar.Date // no rule takes it back before

	Life        Life
	LifeOn      calendar.Date // since when
	Development string        // how far the work on a potential customer has come
	Problems    string
	Intended    string // the business it may come to
	Review      Review
	ReviewNote  string
	Completion  int64 // of the dossier, in tenths of a per cent; see Dossier

	LastActivityAt int64         // of a meaningful kind, ms
	NextActionOn   calendar.Date // due day of the nearest open task
}

// Describe describes customers. The table knows the mobile prefixes in use.
func Describe(check Checks) *entity.Desc[Customer] {
	return entity.Describe(Customers, "name", func(c *Customer, e *entity.Fields) {
		e.Text("name", &c.Name).Must().SortedBy("name_pinyin").Found().Printed().Max(120).Also("客户名称", "公司名称", "名称", "单位名称", "name", "company", "customer")
		e.Text("short_name", &c.ShortName).Found().Printed().Max(60).Also("客户简称", "简称")
		e.Text("name_pinyin", &c.Pinyin).Computed().Unlisted().Silent().Max(400)
		e.Text("name_key", &c.NameKey).Computed().Unlisted().Silent()
		entity.Choice(e, "kind", &c.Kind, Company, Person).Else(entity.Str(string(Company))).Also("客户性质")
		e.Dict("category", "customer_category", &c.Category).Also("客户类别", "类别", "客户类型")
		e.Dict("grade", "customer_grade", &c.Grade).Also("等级", "客户等级", "级别")
		e.Dict("status", "customer_status", &c.Status).Else(entity.Str("following")).Also("状态", "客户状态")
		e.Dict("industry", "industry", &c.Industry).Also("行业", "所属行业")
		e.Dict("source", "source", &c.Source).Also("来源", "客户来源")
		e.Dict("region", "region", &c.Region).Also("地区", "区域", "大区")
		e.Text("city", &c.City).Printed().Max(60).Also("城市", "所在城市", "省市")
		e.Text("credit_code", &c.CreditCode).Found().Printed().Max(40).Normal(tidyCode).Test(badCreditCode).Also("信用代码", "统一社会信用代码", "税号", "纳税人识别号", "tax number")
		e.Phone("phone", &c.Phone).Found().Printed().Masked().Normal(check.TidyPhone).Test(check.BadPhone).Also("电话", "公司电话", "座机", "phone", "telephone")
		e.Text("phone_key", &c.PhoneKey).Computed().Unlisted().Silent()
		e.Phone("mobile", &c.Mobile).Found().Printed().Masked().Normal(check.TidyPhone).Test(check.BadMobile).Also("手机", "手机号", "手机号码", "mobile")
		e.Text("mobile_key", &c.MobileKey).Computed().Unlisted().Silent()
		e.Mail("mail", &c.Mail).Found().Printed().Also("邮箱", "电子邮箱", "email", "e-mail")
		e.URL("website", &c.Website).Also("网址", "网站", "官网")
		e.Text("address", &c.Address).Printed().Max(300).Also("地址", "详细地址", "公司地址", "address")
		entity.Multi(e, "tags", &c.Tags).Also("标签").Dict = "customer_tag"
		entity.Multi(e, "segments", &c.Segments).Also("分组", "客户分组", "群组", "segment", "group").Dict = "customer_segment"
		e.Flag("hot", &c.Hot).Also("热点")
		e.LongText("needs", &c.Needs).Group(groupProfile).Also("需求")
		e.LongText("remark", &c.Remark).Also("备注", "说明", "remark")
		e.Ref("parent_id", Customers, &c.ParentID).Group("more")
		e.Ref("referred_by", Customers, &c.ReferredBy).Group("more")
		e.Ref("territory_id", "territory", &c.TerritoryID).Computed().Silent().Group("more")
		e.Ref("channel_id", "channel", &c.ChannelID).Group("more").Also("渠道", "代理商", "经销商", "channel")
		c.describePayment(e)
		describeDossier(e)
		describeDemography(e, true)
		c.describePool(e)
		c.describeLife(e)
	})
}

func (c *Customer) describePayment(e *entity.Fields) {
	e.Text("invoice_title", &c.InvoiceTitle).Printed().Max(120).Group("payment").Also("开票抬头", "发票抬头")
	e.Text("bank", &c.Bank).Printed().Max(120).Group("payment").Also("开户行", "开户银行")
	e.Text("bank_account", &c.BankAccount).Printed().Max(60).Group("payment").Also("账号", "银行账号")
	e.Dict("payment_terms", "payment_terms", &c.PaymentTerms).Group("payment").Also("付款条件", "账期")
	e.Text("currency", &c.Currency).Else(entity.Str("CNY")).Max(3).Group("payment").Also("币种")
	e.Money("credit_limit_minor", &c.CreditLimit).Group("payment").Rights("", "customer.credit").Also("信用额度", "授信额度")
	e.Flag("consent", &c.Consent).Group("privacy")
	e.Text("consent_note", &c.ConsentNote).Max(200).Group("privacy")
}

func (c *Customer) describePool(e *entity.Fields) {
	e.Veiled("in_pool")
	e.OfUnits()
	e.Flag("in_pool", &c.InPool).Computed()
	e.Date("pooled_on", &c.PooledOn).Computed()
	e.Text("pool_reason", &c.PoolReason).Computed().Max(200)
	e.Ref("former_owner_id", "person", &c.FormerOwner).Computed()
	e.Date("owned_on", &c.OwnedOn).Computed()
	e.Flag("locked", &c.Locked).Rights("", "customer.lock")
	e.Dict("pool", "customer_pool", &c.Pool).Computed()
	e.Date("discarded_on", &c.DiscardedOn).Computed()
	e.Date("protected_until", &c.ProtectedUntil).Computed()
	e.Number("completion", 1, &c.Completion).In(entity.PerCent).Computed().Silent()
	e.Instant("last_activity_at", &c.LastActivityAt).Computed().Silent()
	e.Date("next_action_on", &c.NextActionOn).Computed().Silent()
}

// tidyCode writes a credit code without blanks and in capitals.
func tidyCode(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r == ' ' || r == '-' || r == '\u3000' || r == '\u00a0':
			continue
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ':
			r -= 0xFEE0
		}
		out = append(out, r)
	}
	return string(out)
}

const creditLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// badCreditCode checks the form of an 18-character code with its check character
// (GB 32100-2015); other lengths are foreign or old numbers and pass as they are.
func badCreditCode(s string) *app.Error {
	if len(s) != 18 {
		return nil
	}
	sum, weight := 0, 1
	for i := range 17 {
		v := index(creditLetters, s[i])
		if v < 0 {
			return app.E(app.Invalid, "customer.credit_code", "code", s)
		}
		sum += v * weight
		weight = weight * 3 % 31
	}
	if index(creditLetters, s[17]) != (31-sum%31)%31 {
		return app.E(app.Invalid, "customer.credit_code", "code", s)
	}
	return nil
}

func index(letters string, c byte) int {
	for i := range len(letters) {
		if letters[i] == c {
			return i
		}
	}
	return -1
}
