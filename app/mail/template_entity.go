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
