package customer

import (
	"slices"

	"kontor/app"
	"kontor/app/entity"
)

// The groups of the form that hold the dossier (CUS-46).
const (
	groupPayment    = "payment"
	groupPurchasing = "purchasing"
	groupProfile    = "profile"
	groupPlace      = "place"
	groupPerson     = "person"
)

// Dossier are the keys of the 75 fields that everybody should know of a customer, by
// module: 15 basic, 15 on payment, 45 on purchasing (CUS-47). Which fields count never
// depends on who looks or on the form of a category, so that rates can be compared.
var Dossier = []struct {
	Module string // as the groups of the form
	Keys   []string
}{
	{"basic", []string{
		"name", "short_name", "category", "industry", "grade", "credit_code", "source", "phone", "owner_id", "region",
		"city", "website", "address", "main_business", "staff_size",
	}},
	{groupPayment, []string{
		"invoice_title", "bank", "bank_account", "payment_terms", "credit_limit_minor", "payer", "pay_contact", "pay_phone",
		"pay_method", "pay_cycle", "pay_day", "statement_day", "invoice_kind", "invoice_need", "pay_habit",
	}},
	{groupPurchasing, []string{
		"buy_decider", "buy_decider_title", "buy_concern", "buy_buyer", "buy_phone", "buy_user", "buy_influencer", "buy_relation",
		"buy_process", "buy_mode", "buy_approval", "buy_lead_days", "buy_tender", "buy_admission", "buy_contract", "buy_platform",
		"buy_products", "buy_specs", "buy_quality", "buy_packing", "buy_delivery", "buy_transport", "buy_service", "buy_certs", "buy_trial",
		"buy_year_qty", "buy_year_minor", "buy_month_qty", "buy_batch", "buy_season", "buy_frequency", "buy_stock",
		"buy_supplier", "buy_supplier_share", "buy_supplier_price", "buy_supplier_good", "buy_supplier_bad", "buy_target_price", "buy_price_sense", "buy_our_share",
		"buy_budget_minor", "buy_next_on", "buy_plan", "buy_expansion", "buy_risk",
	}},
}

// DossierSize is how many fields the dossier has.
const DossierSize = 75

// completion is the share of the dossier that is filled, in tenths of a per cent.
func completion(t *entity.Type, c *Customer) int64 {
	n := 0
	for _, m := range Dossier {
		for _, key := range m.Keys {
			if !t.Field(key).Get(c).IsEmpty() {
				n++
			}
		}
	}
	return Rate(n)
}

// Rate is n filled fields as a share of the dossier, in tenths of a per cent.
func Rate(n int) int64 { return (int64(n)*2000 + DossierSize) / (2 * DossierSize) }

// InDossier tells whether a field of customers counts for the completion rate.
func InDossier(key string) bool {
	for _, m := range Dossier {
		if slices.Contains(m.Keys, key) {
			return true
		}
	}
	return false
}

// badPlace refuses coordinates that are none, and half a pair (CUS-55).
func badPlace(t *entity.Type, c *Customer) error {
	north, east := t.Field("latitude").Get(c), t.Field("longitude").Get(c)
	switch {
	case north.Int() < -90_000_000 || north.Int() > 90_000_000:
		return app.E(app.Invalid, "customer.latitude").At("latitude")
	case east.Int() < -180_000_000 || east.Int() > 180_000_000:
		return app.E(app.Invalid, "customer.longitude").At("longitude")
	case !north.IsNull() && east.IsNull():
		return app.E(app.Invalid, "customer.half_place").At("longitude")
	case north.IsNull() && !east.IsNull():
		return app.E(app.Invalid, "customer.half_place").At("latitude")
	}
	return nil
}

// describeDossier describes what the dossier knows beyond the columns of a customer.
// Few customers have much of it, so that it is kept as JSON (docs/adr).
func describeDossier(e *entity.Fields) {
	text := func(group, key string, names ...string) *entity.Field {
		return e.Kept(key, entity.KindText).Group(group).Also(names...)
	}
	long := func(group, key string, names ...string) {
		e.Kept(key, entity.KindLongText).Group(group).Max(2000).Also(names...)
	}
	choice := func(group, key, name string, options ...string) {
		e.KeptChoice(key, options...).Group(group).Also(name)
	}
	text("", "main_business", "主营业务", "经营范围", "主营产品")
	choice("", "staff_size", "人员规模", "micro", "small", "middle", "large", "huge")

	choice(groupProfile, "choose_reason", "选择原因", "price", "quality", "service", "delivery", "brand", "referral", "place", "other")
	long(groupProfile, "prefers", "产品偏好", "偏好")
	long(groupProfile, "habits", "习惯", "购买习惯")
	text(groupProfile, "hobbies", "爱好", "兴趣爱好")
	text(groupProfile, "taboos", "忌讳", "禁忌")

	e.KeptNumber("latitude", 6).Group(groupPlace).Also("纬度", "latitude", "lat")
	e.KeptNumber("longitude", 6).Group(groupPlace).Also("经度", "longitude", "lng", "lon")

	text(groupPayment, "payer", "付款单位", "付款方").Printed()
	text(groupPayment, "pay_contact", "付款经办人", "财务联系人")
	e.Kept("pay_phone", entity.KindPhone).Group(groupPayment).Masked().Also("财务电话", "付款联系电话")
	choice(groupPayment, "pay_method", "付款方式", "transfer", "acceptance", "cheque", "cash", "credit_letter", "online")
	choice(groupPayment, "pay_cycle", "付款周期", "prepaid", "delivery", "half_month", "month", "two_months", "quarter", "half_year")
	text(groupPayment, "pay_day", "付款日", "固定付款日")
	text(groupPayment, "statement_day", "对账日")
	choice(groupPayment, "invoice_kind", "发票类型", "special", "general", "none")
	text(groupPayment, "invoice_need", "开票要求")
	text(groupPayment, "pay_habit", "付款习惯")
	describePurchasing(e)
}

func describePurchasing(e *entity.Fields) {
	text := func(key string, names ...string) *entity.Field {
		return e.Kept(key, entity.KindText).Group(groupPurchasing).Also(names...)
	}
	choice := func(key, name string, options ...string) {
		e.KeptChoice(key, options...).Group(groupPurchasing).Also(name)
	}
	// who decides
	text("buy_decider", "决策人", "采购决策人")
	text("buy_decider_title", "决策人职务")
	text("buy_concern", "决策人关注点")
	text("buy_buyer", "采购经办人", "采购员")
	e.Kept("buy_phone", entity.KindPhone).Group(groupPurchasing).Masked().Also("采购电话", "采购联系电话")
	text("buy_user", "使用部门")
	text("buy_influencer", "影响人")
	choice("buy_relation", "与决策人关系", "unknown", "known", "good", "partner")
	// how
	text("buy_process", "采购流程")
	choice("buy_mode", "采购方式", "tender", "inquiry", "negotiation", "frame", "spot")
	text("buy_approval", "审批环节")
	e.Kept("buy_lead_days", entity.KindInt).Group(groupPurchasing).Also("采购周期", "采购周期天数")
	text("buy_tender", "招标要求")
	text("buy_admission", "供应商准入条件", "准入条件")
	text("buy_contract", "合同形式")
	text("buy_platform", "采购平台")
	// what
	text("buy_products", "采购品类", "采购产品")
	text("buy_specs", "规格要求")
	text("buy_quality", "质量标准", "质量要求")
	text("buy_packing", "包装要求")
	text("buy_delivery", "交货要求")
	choice("buy_transport", "运输方式", "ours", "carrier", "express", "pickup")
	text("buy_service", "售后要求")
	text("buy_certs", "资质要求", "认证要求")
	text("buy_trial", "试用要求")
	// how much
	text("buy_year_qty", "年采购量", "年用量")
	e.Kept("buy_year_minor", entity.KindMoney).Group(groupPurchasing).Also("年采购额", "年采购金额")
	text("buy_month_qty", "月用量", "月采购量")
	text("buy_batch", "单次批量", "起订量")
	text("buy_season", "采购旺季", "旺季")
	choice("buy_frequency", "采购频率", "week", "month", "quarter", "half_year", "year", "project")
	text("buy_stock", "库存水平", "安全库存")
	// from whom, and at what price
	text("buy_supplier", "现有供应商", "主要供应商")
	text("buy_supplier_share", "供应商份额")
	text("buy_supplier_price", "现采购价")
	text("buy_supplier_good", "供应商优势")
	text("buy_supplier_bad", "不满之处")
	text("buy_target_price", "目标价格")
	choice("buy_price_sense", "价格敏感度", "low", "middle", "high")
	e.KeptNumber("buy_our_share", 1).Group(groupPurchasing).Also("我方份额")
	// what comes
	e.Kept("buy_budget_minor", entity.KindMoney).Group(groupPurchasing).Also("采购预算", "预算")
	e.Kept("buy_next_on", entity.KindDate).Group(groupPurchasing).Also("下次采购时间", "下次采购日期")
	text("buy_plan", "采购计划", "年度采购计划")
	text("buy_expansion", "扩产计划", "新项目计划")
	text("buy_risk", "合作风险", "风险")
}

// describeDemography describes what is known of a person, for choosing groups of people
// (CUS-49). Contacts have gender, birthday and hobbies already.
func describeDemography(e *entity.Fields, whole bool) {
	text := func(key string, names ...string) { e.Kept(key, entity.KindText).Group(groupPerson).Also(names...) }
	choice := func(key, name string, options ...string) {
		e.KeptChoice(key, options...).Group(groupPerson).Also(name)
	}
	if whole {
		choice("gender", "性别", "male", "female")
		e.Kept("birthday", entity.KindDate).Group(groupPerson).Also("生日", "出生日期")
	}
	text("profession", "职业", "profession", "occupation")
	choice("education", "学历", "school", "college", "bachelor", "master")
	choice("income_level", "收入水平", "low", "middle", "high", "top")
	choice("spend_level", "消费水平", "low", "middle", "high", "top")
	choice("credit_level", "信用等级", "poor", "fair", "good", "excellent")
	choice("family", "家庭状况", "single", "couple", "children", "three_generations")
	choice("dwelling", "居住地", "first_tier", "city", "county", "country")
	f := e.Kept("lifestyle", entity.KindMulti).Choosing("sport", "travel", "food", "reading", "digital", "arts", "outdoor", "home")
	f.Group(groupPerson).Also("生活方式")
}
