// Package lead is the room of leads: what a campaign, a fair or a call brought in before
// it is a customer. Leads lie in a pool until somebody gets them, are cleaned, judged, and
// become a customer with an opportunity once the manager agreed.
package lead

import (
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/money"
)

// Leads is the entity name.
const Leads = "lead"

// Kind says what a lead is about.
type Kind string

// The kinds of leads.
const (
	General Kind = "general"
	Project Kind = "project" // an engineering project with its parties and dates
)

// State is how far a lead has come.
type State string

// The states of a lead. While a conversion waits for its approval the lead stays Working.
const (
	Fresh     State = "new"
	Working   State = "working"
	Converted State = "converted"
	Discarded State = "discarded"
)

// Quality is what the salesperson found out for marketing.
type Quality string

// The qualities.
const (
	Unjudged Quality = ""
	Real     Quality = "real"
	Fake     Quality = "fake"
)

// Lead is a first sign of somebody who may buy.
type Lead struct {
	entity.Head
	Name       string // what it is about: the need or the project
	Kind       Kind
	Company    string
	CompanyKey string // normal form, for finding doubles
	Person     string
	Position   string
	Mobile     string
	MobileKey  string
	Phone      string
	Mail       string
	Source     string
	Campaign   string
	Industry   string
	Region     string
	City       string
	Address    string
	Need       string
	Amount     money.Minor // expected
	ExpectOn   calendar.Date
	Remark     string

	Stage      string // of the engineering project
	Builder    string // 建设单位
	Designer   string
	Contractor string
	TenderOn   calendar.Date

	State      State
	InPool     bool
	AssignedOn calendar.Date // when the present owner got it
	LastAt     int64         // the last action, ms

	Quality       Quality
	QualityReason string
	JudgedBy      int64
	JudgedAt      int64

	DiscardReason string
	DiscardNote   string
	SameAs        int64 // the lead it is a double of
	SameCustomer  int64 // the customer it is a double of
	EndedOn       calendar.Date

	Asked         bool // its conversion waits for approval
	Wish          string
	ApprovalID    int64
	CustomerID    int64 // what it became
	ContactID     int64
	OpportunityID int64
}

// DiscardReasons are why a lead is thrown out.
var DiscardReasons = []string{"unreachable", "no_need", "wrong_data", "competitor", "outside", "double", "other"}

const (
	groupProject = "project"
	groupPerson  = "person"
	groupPlace   = "place"
)

// Describe describes leads. The checks know the telephone numbers in use.
func Describe(check customer.Checks) *entity.Desc[Lead] {
	return entity.Describe(Leads, "name", func(l *Lead, e *entity.Fields) {
		e.Commons()
		e.Text("name", &l.Name).Must().Found().Printed().Max(200).Also("线索", "线索名称", "项目名称", "主题", "lead", "topic")
		entity.Choice(e, "kind", &l.Kind, General, Project).Else(entity.Str(string(General))).Also("线索类型")
		e.Dict("source", "source", &l.Source).Also("来源", "线索来源")
		e.Text("campaign", &l.Campaign).Found().Max(120).Also("活动", "市场活动", "来源活动", "campaign")
		e.LongText("need", &l.Need).Found().Also("需求", "咨询内容", "留言", "need", "message")
		e.Money("amount_minor", &l.Amount).Also("预计金额", "预算", "amount", "budget")
		e.Date("expect_on", &l.ExpectOn).Also("预计采购", "预计成交")
		e.Text("company", &l.Company).Found().Printed().Max(120).Group(groupPerson).Also("公司", "公司名称", "单位", "客户名称", "company", "customer")
		e.Text("company_key", &l.CompanyKey).Computed().Unlisted().Silent()
		e.Text("person", &l.Person).Found().Printed().Max(60).Group(groupPerson).Also("联系人", "姓名", "contact")
		e.Text("position", &l.Position).Max(60).Group(groupPerson).Also("职务", "job title")
		e.Phone("mobile", &l.Mobile).Found().Masked().Normal(check.TidyPhone).Test(check.BadMobile).Group(groupPerson).Also("手机", "手机号", "手机号码")
		e.Text("mobile_key", &l.MobileKey).Computed().Unlisted().Silent()
		e.Phone("phone", &l.Phone).Found().Masked().Normal(check.TidyPhone).Test(check.BadPhone).Group(groupPerson).Also("电话", "座机", "联系电话")
		e.Mail("mail", &l.Mail).Found().Group(groupPerson).Also("邮箱", "电子邮箱", "email")
		e.Dict("industry", "industry", &l.Industry).Group(groupPlace).Also("行业")
		e.Dict("region", "region", &l.Region).Group(groupPlace).Also("地区", "区域")
		e.Text("city", &l.City).Max(60).Group(groupPlace).Also("城市")
		e.Text("address", &l.Address).Max(300).Group(groupPlace).Also("地址")
		l.describeProject(e)
		e.LongText("remark", &l.Remark).Group("more").Also("备注")
		e.Flag("in_pool", &l.InPool).Also("放入线索池", "线索池")
		l.describeState(e)
	})
}

func (l *Lead) describeProject(e *entity.Fields) {
	e.Dict("project_stage", "project_stage", &l.Stage).Group(groupProject).Also("项目阶段")
	e.Text("builder", &l.Builder).Found().Max(120).Group(groupProject).Also("建设单位", "业主")
	e.Text("designer", &l.Designer).Max(120).Group(groupProject).Also("设计单位")
	e.Text("contractor", &l.Contractor).Max(120).Group(groupProject).Also("总包单位", "施工单位")
	e.Date("tender_on", &l.TenderOn).Group(groupProject).Also("招标日期")
}

func (l *Lead) describeState(e *entity.Fields) {
	entity.Choice(e, "state", &l.State, Fresh, Working, Converted, Discarded).Computed().Else(entity.Str(string(Fresh)))
	e.Date("assigned_on", &l.AssignedOn).Computed()
	e.Instant("last_at", &l.LastAt).Computed()
	entity.Choice(e, "quality", &l.Quality, Real, Fake).Computed()
	e.Text("quality_reason", &l.QualityReason).Computed().Max(400)
	e.Ref("judged_by", "person", &l.JudgedBy).Computed()
	e.Instant("judged_at", &l.JudgedAt).Computed()
	entity.Choice(e, "discard_reason", &l.DiscardReason, DiscardReasons...).Computed()
	e.Text("discard_note", &l.DiscardNote).Computed().Max(400)
	e.Ref("same_as", Leads, &l.SameAs).Computed()
	e.Ref("same_customer_id", customer.Customers, &l.SameCustomer).Computed()
	e.Date("ended_on", &l.EndedOn).Computed()
	e.Flag("asked", &l.Asked).Computed()
	e.LongText("wish", &l.Wish).Computed().Unlisted()
	e.Ref("approval_id", "approval", &l.ApprovalID).Computed().Unlisted()
	e.Ref("customer_id", customer.Customers, &l.CustomerID).Found().Computed()
	e.Ref("contact_id", customer.Contacts, &l.ContactID).Computed()
	e.Ref("opportunity_id", "opportunity", &l.OpportunityID).Computed()
}

// Live tells whether somebody may still work on the lead.
func (l *Lead) Live() bool { return l.State == Fresh || l.State == Working }
