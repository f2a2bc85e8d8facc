// Package purchase is the room of suppliers and of what is bought from them: who may
// supply at all, what was ordered, and what of it came in. Products and the documents'
// arithmetic are sales', what lies in the warehouses is stock's.
package purchase

import (
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Entity names.
const (
	Suppliers = "supplier"
	Contacts  = "supplier_contact"
	Orders    = "purchase_order"
	Receipts  = "goods_receipt"
)

// SupplierState is where a supplier stands on the way to the approved list.
type SupplierState string

// The states of a supplier: orders go to approved ones only.
const (
	Candidate SupplierState = "candidate"
	InReview  SupplierState = "in_review"
	Approved  SupplierState = "approved"
	Suspended SupplierState = "suspended"
)

var supplierMoves = map[SupplierState][]SupplierState{
	Candidate: {InReview}, InReview: {Approved, Candidate}, Approved: {Suspended, InReview}, Suspended: {InReview},
}

// Supplier 供应商 is somebody the company buys from, or may one day.
type Supplier struct {
	entity.Head
	Name         string
	Pinyin       string
	State        SupplierState
	Category     string
	Grade        string
	CreditCode   string
	Phone        string
	Mail         string
	Address      string
	Website      string
	Goods        string // what it supplies
	Certificates string
	CertUntil    calendar.Date
	LeadDays     int64 // from the order to the goods
	PaymentTerms string
	Currency     string
	TaxCode      string
	Bank         string
	BankAccount  string
	Reason       string // why it was recommended
	RecommendBy  int64
	RecommendOn  calendar.Date
	ApprovedOn   calendar.Date
	SuspendedOn  calendar.Date
	SuspendWhy   string
	ApprovalID   int64
	Remark       string
}

// Contact is a person at a supplier.
type Contact struct {
	entity.Head
	SupplierID int64
	Name       string
	Title      string
	Main       bool
	Mobile     string
	Phone      string
	Mail       string
	Remark     string
}

// DescribeSupplier describes suppliers.
func DescribeSupplier() *entity.Desc[Supplier] {
	return entity.Describe(Suppliers, "name", func(s *Supplier, e *entity.Fields) {
		e.Open()
		e.Text("name", &s.Name).Must().Only().SortedBy("name_pinyin").Found().Printed().Max(120).Also("供应商名称", "供应商", "名称")
		e.Text("name_pinyin", &s.Pinyin).Computed().Unlisted().Silent().Max(400)
		entity.Choice(e, "state", &s.State, Candidate, InReview, Approved, Suspended).Computed().Else(entity.Str(string(Candidate)))
		e.Dict("category", "supplier_category", &s.Category).Also("类别", "分类")
		entity.Choice(e, "grade", &s.Grade, "a", "b", "c").Also("等级")
		e.Text("goods", &s.Goods).Found().Max(300).Also("主营产品", "供应产品")
		e.Phone("phone", &s.Phone).Found().Printed().Also("电话")
		e.Mail("mail", &s.Mail).Found().Printed().Also("邮箱")
		e.Text("address", &s.Address).Printed().Max(300).Also("地址")
		e.URL("website", &s.Website).Also("网址")
		e.Text("credit_code", &s.CreditCode).Found().Printed().Max(40).Also("统一社会信用代码", "税号")
		e.Int("lead_days", &s.LeadDays).Group("terms").Also("交货周期")
		e.Dict("payment_terms", "payment_terms", &s.PaymentTerms).Printed().Group("terms").Also("付款条件")
		e.Text("currency", &s.Currency).Else(entity.Str("CNY")).Max(3).Group("terms")
		e.Text("tax_code", &s.TaxCode).Max(8).Group("terms").Also("税率")
		e.Text("bank", &s.Bank).Max(120).Group("terms").Also("开户行")
		e.Text("bank_account", &s.BankAccount).Max(60).Group("terms").Also("账号")
		e.Text("certificates", &s.Certificates).Max(300).Group("review").Also("资质证书")
		e.Date("cert_until", &s.CertUntil).Group("review").Also("证书有效期")
		e.Text("recommend_reason", &s.Reason).Max(400).Group("review").Also("推荐理由")
		e.Ref("recommend_by", "person", &s.RecommendBy).Computed()
		e.Date("recommend_on", &s.RecommendOn).Computed()
		e.Date("approved_on", &s.ApprovedOn).Computed()
		e.Date("suspended_on", &s.SuspendedOn).Computed()
		e.Text("suspend_reason", &s.SuspendWhy).Computed().Max(400)
		e.Ref("approval_id", "approval", &s.ApprovalID).Computed().Unlisted()
		e.LongText("remark", &s.Remark).Group("review").Also("备注")
	})
}

// DescribeContact describes the people at suppliers.
func DescribeContact() *entity.Desc[Contact] {
	return entity.Describe(Contacts, "name", func(c *Contact, e *entity.Fields) {
		e.Open()
		e.Ref("supplier_id", Suppliers, &c.SupplierID).Found().Must().Also("供应商", "供应商名称")
		e.Text("name", &c.Name).Must().Found().Printed().Max(60).Also("联系人", "姓名")
		e.Text("title", &c.Title).Printed().Max(60).Also("职务")
		e.Flag("main", &c.Main).Also("首要")
		e.Phone("mobile", &c.Mobile).Found().Printed().Also("手机")
		e.Phone("phone", &c.Phone).Found().Printed().Also("电话")
		e.Mail("mail", &c.Mail).Found().Printed().Also("邮箱")
		e.LongText("remark", &c.Remark).Also("备注")
	})
}

func (s *Supplier) move(to SupplierState) error {
	return entity.Step("supplier", s.Name, &s.State, supplierMoves, to)
}
