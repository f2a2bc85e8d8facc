package importing

import (
	"strings"
	"unicode"

	"kontor/app/dedupe"
)

// fold makes texts comparable: half-width, simplified, lower case.
func fold(s string) string { return dedupe.Fold(s) }

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }

// synonyms are headers that people give a field and that are neither its label nor one
// of its aliases.
var synonyms = map[string]string{
	"业务员": "owner_id", "业务": "owner_id", "业务经理": "owner_id", "销售": "owner_id", "销售员": "owner_id", "销售代表": "owner_id",
	"销售人员": "owner_id", "销售经理": "owner_id", "客户经理": "owner_id", "跟单": "owner_id", "跟单员": "owner_id", "跟进人": "owner_id",
	"归属人": "owner_id", "所属人": "owner_id", "责任人": "owner_id", "sales": "owner_id", "salesperson": "owner_id", "accountmanager": "owner_id",
	"所属部门": "unit_id", "归属部门": "unit_id", "dept": "unit_id",
	"单位名称": "name", "企业名称": "name", "公司": "name", "客户": "name", "单位": "name", "companyname": "name", "customername": "name", "account": "name",
	"fullname": "name", "contactname": "contact.name", "contactperson": "contact.name", "联络人": "contact.name", "对接人": "contact.name", "经办人": "contact.name",
	"联系方式": "mobile", "联系电话": "mobile", "手机电话": "mobile", "cell": "mobile", "cellphone": "mobile", "mobilephone": "mobile", "mobilenumber": "mobile",
	"固话": "phone", "固定电话": "phone", "办公电话": "phone", "公司座机": "phone", "tel": "phone", "telephone": "phone", "phonenumber": "phone", "总机": "phone",
	"电邮": "mail", "e-mail": "mail", "邮件": "mail", "emailaddress": "mail", "邮箱地址": "mail",
	"公司网址": "website", "主页": "website", "网页": "website", "homepage": "website", "web": "website", "url": "website",
	"公司地址": "address", "联系地址": "address", "通信地址": "address", "通讯地址": "address", "办公地址": "address", "streetaddress": "address",
	"客户级别": "grade", "客户星级": "grade", "星级": "grade", "level": "grade", "rating": "grade",
	"社会信用代码": "credit_code", "税务登记号": "credit_code", "纳税识别号": "credit_code", "taxid": "credit_code", "vatnumber": "credit_code", "税号": "credit_code",
	"客户行业": "industry", "行业类别": "industry", "来源渠道": "source", "渠道": "source", "获客渠道": "source", "leadsource": "source",
	"说明": "remark", "备注说明": "remark", "附注": "remark", "notes": "remark", "note": "remark", "comment": "remark", "comments": "remark",
	"职位": "contact.title", "职务": "contact.title", "岗位": "contact.title", "jobtitle": "contact.title", "微信号": "contact.wechat", "微信": "contact.wechat",
	"货品编码": "code", "物料编码": "code", "物料号": "code", "商品编码": "code", "itemcode": "code", "partnumber": "code",
	"货品名称": "name", "物料名称": "name", "品名": "name", "itemname": "name", "计量单位": "unit", "uom": "unit", "unitprice": "price", "含税单价": "price",
	"工号": "number", "员工编号": "number", "员工工号": "number", "人员编号": "number", "employeeid": "number", "员工姓名": "name",
}

// units are the words in a header that say in what an amount is counted.
var units = []struct {
	word  string
	zeros int
}{{"亿元", 8}, {"千万", 7}, {"百万", 6}, {"十万", 5}, {"万元", 4}, {"千元", 3}, {"万", 4}, {"亿", 8}, {"thousand", 3}, {"million", 6}}

// unitOf finds a unit in brackets or behind 单位 and gives the header without it:
// 年采购额(万) → 年采购额, 4.
func unitOf(header string) (string, int) {
	h := fold(header)
	open := strings.LastIndexAny(h, "([{【")
	if open < 0 {
		open = strings.Index(h, "单位")
	}
	if open < 0 {
		return header, 0
	}
	inside := strings.TrimPrefix(strings.Join(strings.FieldsFunc(h[open:], notWord), ""), "单位")
	for _, u := range units {
		if inside == u.word || inside == u.word+"人民币" || inside == "人民币"+u.word || inside == u.word+"rmb" || inside == "rmb"+u.word {
			return h[:open], u.zeros
		}
	}
	switch inside {
	case "元", "人民币", "rmb", "cny", "人民币元", "个", "件", "必填", "选填", "required", "optional":
		return h[:open], 0
	}
	return header, 0
}
