package mail

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/mail/template"
)

// Template is a text that is used again and again, with marks for what changes.
type Template struct {
	entity.Head
	Name     string
	Group    string // heading in the list: 报价跟进
	Entity   string // the document its marks speak of: quote, sales_order …, "" for none
	Language string // zh, en
	Subject  string // "" leaves the subject of an answer
	Text     string
	Shared   bool // everybody uses it
	Pos      int64
}

// DescribeTemplate describes mail templates.
func DescribeTemplate() *entity.Desc[Template] {
	return entity.Describe(Templates, "name", func(t *Template, e *entity.Fields) {
		e.Text("name", &t.Name).Must().Max(60)
		e.Text("group_name", &t.Group).Max(60)
		entity.Choice(e, "entity", &t.Entity, "", "quote", "sales_order", "receivable", "customer")
		entity.Choice(e, "language", &t.Language, "zh", "en").Else(entity.Str("zh"))
		e.Text("subject", &t.Subject).Max(300)
		e.LongText("text", &t.Text).Must().Max(20000)
		e.Flag("shared", &t.Shared)
		e.Int("pos", &t.Pos).Unlisted()
	})
}

// templateRule refuses marks that cannot be read; shared ones are an administrator's.
func templateRule(ctx context.Context, before, after *Template) error {
	for field, text := range map[string]string{"subject": after.Subject, "text": after.Text} {
		if _, err := template.Parse(text); err != nil {
			if e, ok := err.(*app.Error); ok { //nolint:errorlint // Parse gives nothing else
				return e.At(field)
			}
			return err
		}
	}
	who, err := identity.From(ctx)
	if err != nil {
		return err
	}
	if (after.Shared || before != nil && before.Shared) && !who.Has(identity.RightAdmin) {
		return app.E(app.Denied, "mail.shared_template")
	}
	return nil
}

// SaveTemplate creates (ID 0) or changes a template of the acting person, or a shared one.
func (s *Service) SaveTemplate(ctx context.Context, t *Template) error {
	if t.ID == 0 {
		return s.Templates.Create(ctx, t)
	}
	saved, err := s.Templates.Update(ctx, t.ID, t.Version, func(x *Template) error {
		x.Name, x.Group, x.Entity, x.Language, x.Subject, x.Text, x.Shared = t.Name, t.Group, t.Entity, t.Language, t.Subject, t.Text, t.Shared
		return nil
	})
	if err == nil {
		*t = *saved
	}
	return err
}

// DeleteTemplate puts a template into the recycle bin.
func (s *Service) DeleteTemplate(ctx context.Context, id int64) error {
	return s.Templates.Archive(ctx, id, 0)
}

// ShippedTemplates are the templates of a new company, in both languages.
func ShippedTemplates() []Template {
	t := func(lang, group, name, entity, subject, text string) Template {
		return Template{Name: name, Group: group, Entity: entity, Language: lang, Subject: subject, Text: text, Shared: true}
	}
	return []Template{
		t("zh", "报价跟进", "发送报价", "quote", "报价单 {{quote.number}} {{quote.subject}}",
			"{{contact.name}}，您好：\n\n附上报价单 {{quote.number}}，合计 {{quote.total_minor}}，有效期至 {{quote.valid_until}}。\n付款条件：{{quote.payment_terms}}。\n如有疑问，请随时联系。"),
		t("zh", "报价跟进", "交期确认", "quote", "",
			"{{contact.name}}，您好：\n感谢确认。报价单 {{quote.number}} 合计 {{quote.total_minor}}，付款条件 {{quote.payment_terms}}。\n交期以收到盖章订单之日起计算。"),
		t("zh", "订单", "订单确认", "sales_order", "订单 {{sales_order.number}} 确认",
			"{{contact.name}}，您好：\n\n订单 {{sales_order.number}} 已确认，合计 {{sales_order.total_minor}}，预计 {{sales_order.deliver_on}} 交货。\n请核对附件，如有出入请于三日内告知。"),
		t("zh", "收款", "到期提醒", "receivable", "应收款 {{receivable.number}} 到期提醒",
			"{{contact.name}}，您好：\n\n{{receivable.number}} 金额 {{receivable.amount_minor}} 于 {{receivable.due_on}} 到期，烦请安排付款。\n如已付款，请忽略此邮件。"),
		t("en", "Quotes", "Send quote", "quote", "Quote {{quote.number}} {{quote.subject}}",
			"Dear {{contact.name}},\n\nPlease find attached quote {{quote.number}}, total {{quote.total_minor}}, valid until {{quote.valid_until}}.\nPayment terms: {{quote.payment_terms}}.\nPlease let me know if you have any questions."),
		t("en", "Orders", "Order confirmation", "sales_order", "Order {{sales_order.number}} confirmed",
			"Dear {{contact.name}},\n\nWe confirm order {{sales_order.number}}, total {{sales_order.total_minor}}, delivery on {{sales_order.deliver_on}}.\nPlease check the attached document."),
	}
}
