package customer

import (
	"kontor/app/calendar"
	"kontor/app/entity"
)

// Contact is a person around the company: of a customer, of a supplier, or on their own.
type Contact struct {
	entity.Head
	Name       string
	Pinyin     string
	NameKey    string
	CustomerID int64
	Title      string // position
	Main       bool   // the first one to speak to
	Gender     string
	Mobile     string
	MobileKey  string
	Phone      string
	PhoneKey   string
	Mail       string
	WeChat     string
	Birthday   calendar.Date
	Address    string
	Hobbies    string
	Remark     string
	Channel    string // preferred way to be reached
	NoCall     bool
	NoMail     bool
	NoMessage  bool
	Consent    bool
	Source     string // where the data came from
	Relation   string // what the person is to the company: customer, supplier …
	Company    string // where a person belongs who is of no customer
	Account    string // login name: at our portal, on a platform
}

// DescribeContact describes contacts; who sees the customer sees its contacts.
func DescribeContact(check Checks) *entity.Desc[Contact] {
	return entity.Describe(Contacts, "name", func(c *Contact, e *entity.Fields) {
		e.Belongs("customer_id")
		e.Text("name", &c.Name).Must().SortedBy("name_pinyin").Found().Printed().Max(60).Also("联系人", "姓名", "联系人姓名", "contact", "name")
		e.Text("name_pinyin", &c.Pinyin).Computed().Unlisted().Silent().Max(400)
		e.Text("name_key", &c.NameKey).Computed().Unlisted().Silent()
		e.Ref("customer_id", Customers, &c.CustomerID).Found().Also("客户名称", "公司名称", "客户", "customer", "company")
		e.Dict("relation", "contact_relation", &c.Relation).Also("关系", "联系人类型")
		e.Text("company", &c.Company).Found().Printed().Max(120).Also("单位", "所属单位")
		e.Text("title", &c.Title).Printed().Max(60).Also("职务", "职位", "position", "title")
		e.Flag("main", &c.Main).Also("首要", "主联系人")
		entity.Choice(e, "gender", &c.Gender, "male", "female").Also("性别")
		e.Phone("mobile", &c.Mobile).Found().Printed().Masked().Normal(check.TidyPhone).Test(check.BadMobile).Also("手机", "手机号", "mobile")
		e.Text("mobile_key", &c.MobileKey).Computed().Unlisted().Silent()
		e.Phone("phone", &c.Phone).Found().Printed().Masked().Normal(check.TidyPhone).Test(check.BadPhone).Also("电话", "座机", "phone")
		e.Text("phone_key", &c.PhoneKey).Computed().Unlisted().Silent()
		e.Mail("mail", &c.Mail).Found().Printed().Also("邮箱", "电子邮箱", "email", "e-mail")
		e.Text("wechat", &c.WeChat).Found().Masked().Max(60).Also("微信", "微信号")
		e.Text("account", &c.Account).Max(80).Group("more").Also("登录账号", "账号")
		e.Date("birthday", &c.Birthday).Also("生日", "出生日期")
		e.Text("address", &c.Address).Printed().Max(300).Also("地址", "通讯地址")
		e.Text("hobbies", &c.Hobbies).Max(200).Group("more").Also("爱好")
		e.LongText("remark", &c.Remark).Group("more").Also("备注")
		describeDemography(e, false)
		entity.Choice(e, "channel", &c.Channel, "call", "wechat", "mail", "message", "visit").Group("privacy")
		e.Flag("no_call", &c.NoCall).Group("privacy")
		e.Flag("no_mail", &c.NoMail).Group("privacy")
		e.Flag("no_message", &c.NoMessage).Group("privacy")
		e.Flag("consent", &c.Consent).Group("privacy")
		e.Text("source_note", &c.Source).Max(200).Group("privacy")
	})
}
