package customer

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// The modules of the dossier that are lists beside a customer (CUS-46), in their order,
// and the services that it uses (CUS-51).
const (
	Competitors   = "competitor_note"
	ProductNeeds  = "product_need"
	CreditReviews = "credit_review"
	TrialReports  = "trial_report"
	Complaints    = "complaint_report"
	WorkReports   = "work_report"
	Promotions    = "promotion_plan"
	Subscriptions = "subscription"
	Attachments   = "attachment"
)

// Modules lists the lists of the dossier.
var Modules = []string{Competitors, ProductNeeds, CreditReviews, TrialReports, Complaints, WorkReports, Promotions, Subscriptions}

// about begins the description of a record that is a part of a customer's dossier: who
// works with the customer works with it.
func about(e *entity.Fields, customer *int64) {
	e.Belongs("customer_id")
	e.Ref("customer_id", Customers, customer).Found().Must().Also("客户", "客户名称", "公司名称", "customer")
}

// CompetitorNote is what is known of a competitor at a customer.
type CompetitorNote struct {
	entity.Head
	CustomerID int64
	Name       string
	LibraryID  int64 // the competitor of that name in the library
	Product    string
	Price      *money.Minor
	Share      *int64 // of the customer's purchases, in tenths of a per cent
	SeenOn     calendar.Date
	Strength   string
	Weakness   string
	Answer     string // what we do about it
}

// DescribeCompetitor describes competitors.
func DescribeCompetitor() *entity.Desc[CompetitorNote] {
	return entity.Describe(Competitors, "name", func(x *CompetitorNote, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("name", &x.Name).Must().Max(120).Also("竞争对手", "对手名称")
		e.Ref("competitor_id", "competitor", &x.LibraryID)
		e.Text("product", &x.Product).Also("产品")
		e.MaybeMoney("price_minor", &x.Price).Also("价格")
		e.MaybeNumber("share", 1, &x.Share).Also("份额")
		e.Date("seen_on", &x.SeenOn).Also("日期")
		e.LongText("strength", &x.Strength).Also("优势")
		e.LongText("weakness", &x.Weakness).Also("劣势")
		e.LongText("answer", &x.Answer).Also("应对")
	})
}

// ProductNeed is something that a customer needs.
type ProductNeed struct {
	entity.Head
	CustomerID  int64
	Name        string
	ProductID   int64
	Spec        string
	Quantity    string
	TargetPrice *money.Minor
	NeededOn    calendar.Date
	Priority    string
	State       string
	Remark      string
}

// DescribeNeed describes needs.
func DescribeNeed() *entity.Desc[ProductNeed] {
	return entity.Describe(ProductNeeds, "name", func(x *ProductNeed, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("name", &x.Name).Must().Max(120).Also("需求", "需求产品")
		e.Ref("product_id", "product", &x.ProductID).Also("产品")
		entity.Choice(e, "state", &x.State, "waiting", "quoted", "done", "lost").Else(entity.Str("waiting")).Also("状态")
		e.Text("spec", &x.Spec).Also("规格")
		e.Text("quantity", &x.Quantity).Max(60).Also("数量")
		e.MaybeMoney("target_minor", &x.TargetPrice).Also("目标价")
		e.Date("needed_on", &x.NeededOn).Also("需求日期")
		entity.Choice(e, "priority", &x.Priority, "high", "middle", "low").Also("优先级")
		e.LongText("remark", &x.Remark).Also("备注")
	})
}

// TrialReport is how a trial of a material or a machine at the customer went.
type TrialReport struct {
	entity.Head
	CustomerID int64
	Title      string
	Product    string
	Quantity   string
	StartOn    calendar.Date
	EndOn      calendar.Date
	State      string
	Tester     string
	Conditions string
	Findings   string
	Next       string
}

// DescribeTrial describes trial reports.
func DescribeTrial() *entity.Desc[TrialReport] {
	return entity.Describe(TrialReports, "title", func(x *TrialReport, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("title", &x.Title).Must().Max(120).Also("试用项目", "标题")
		entity.Choice(e, "state", &x.State, "working", "passed", "partly", "failed").Else(entity.Str("working")).Also("结论")
		e.Text("product", &x.Product).Also("试用材料", "产品")
		e.Text("quantity", &x.Quantity).Max(60).Also("数量")
		e.Date("start_on", &x.StartOn).Also("开始日期")
		e.Date("end_on", &x.EndOn).Also("结束日期")
		e.Text("tester", &x.Tester).Max(60).Also("试用人")
		e.LongText("conditions", &x.Conditions).Also("试用条件")
		e.LongText("findings", &x.Findings).Also("试用结果")
		e.LongText("next", &x.Next).Also("下一步")
	})
}

// ComplaintReport is a complaint of a customer and what was done about it.
type ComplaintReport struct {
	entity.Head
	CustomerID int64
	Title      string
	On         calendar.Date
	Sort       string
	Weight     string
	State      string
	OrderID    int64
	Text       string
	Demand     string
	Cause      string
	Measure    string
	Cost       *money.Minor
	ClosedOn   calendar.Date
}

// DescribeComplaint describes complaints.
func DescribeComplaint() *entity.Desc[ComplaintReport] {
	return entity.Describe(Complaints, "title", func(x *ComplaintReport, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("title", &x.Title).Must().Max(120).Also("投诉", "标题")
		e.Date("on_date", &x.On).Also("投诉日期", "日期")
		entity.Choice(e, "sort", &x.Sort, "quality", "delivery", "quantity", "price", "service", "other").Also("类别")
		entity.Choice(e, "weight", &x.Weight, "minor", "major", "critical").Also("严重程度")
		entity.Choice(e, "state", &x.State, "waiting", "working", "closed").Else(entity.Str("waiting")).Also("状态")
		e.Ref("order_id", "sales_order", &x.OrderID).Also("订单")
		e.LongText("text", &x.Text).Also("内容")
		e.LongText("demand", &x.Demand).Also("客户要求")
		e.LongText("cause", &x.Cause).Also("原因")
		e.LongText("measure", &x.Measure).Also("处理措施")
		e.MaybeMoney("cost_minor", &x.Cost).Also("损失金额")
		e.Date("closed_on", &x.ClosedOn).Also("结案日期")
	})
}

// WorkReport is what was done at a customer in a period.
type WorkReport struct {
	entity.Head
	CustomerID int64
	Title      string
	FromOn     calendar.Date
	ToOn       calendar.Date
	Done       string
	Result     string
	Problems   string
	Plan       string
}

// DescribeWork describes work reports.
func DescribeWork() *entity.Desc[WorkReport] {
	return entity.Describe(WorkReports, "title", func(x *WorkReport, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("title", &x.Title).Must().Max(120).Also("标题")
		e.Date("from_on", &x.FromOn).Also("开始日期")
		e.Date("to_on", &x.ToOn).Also("结束日期")
		e.LongText("done", &x.Done).Also("工作内容")
		e.LongText("result", &x.Result).Also("成果")
		e.LongText("problems", &x.Problems).Also("问题")
		e.LongText("plan", &x.Plan).Also("下期计划")
	})
}

// PromotionPlan is a plan for bringing a project or product to a customer.
type PromotionPlan struct {
	entity.Head
	CustomerID int64
	Title      string
	Product    string
	State      string
	StartOn    calendar.Date
	EndOn      calendar.Date
	Budget     *money.Minor
	Expected   *money.Minor
	People     string
	Goal       string
	Steps      string
	Outcome    string
}

// DescribePromotion describes promotion plans.
func DescribePromotion() *entity.Desc[PromotionPlan] {
	return entity.Describe(Promotions, "title", func(x *PromotionPlan, e *entity.Fields) {
		about(e, &x.CustomerID)
		e.Text("title", &x.Title).Must().Max(120).Also("项目", "方案名称")
		e.Text("product", &x.Product).Also("推广产品", "产品")
		entity.Choice(e, "state", &x.State, "draft", "working", "done", "cancelled").Else(entity.Str("draft")).Also("状态")
		e.Date("start_on", &x.StartOn).Also("开始日期")
		e.Date("end_on", &x.EndOn).Also("结束日期")
		e.MaybeMoney("budget_minor", &x.Budget).Also("预算")
		e.MaybeMoney("expected_minor", &x.Expected).Also("预计成交额")
		e.Text("people", &x.People).Also("参与人")
		e.LongText("goal", &x.Goal).Also("目标")
		e.LongText("steps", &x.Steps).Also("步骤")
		e.LongText("outcome", &x.Outcome).Also("结果")
	})
}
