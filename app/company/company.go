// Package company is the room of the company itself: its name, zone, currency and tax
// habits, what stands on its papers, the lists that people edit (industries, sources …)
// and the settings of all areas.
package company

import (
	"time"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/money"
)

// Entity names.
const (
	Companies = "company"
	Settings  = "setting"
)

// Company is the one company of an open file.
type Company struct {
	entity.Head
	Name        string
	ShortName   string
	NameEN      string
	CreditCode  string
	LegalPerson string
	Zone        string // IANA name; decides business dates
	Currency    string
	TaxMode     string // as quotes and orders use it
	TaxCode     string // of a new product line
	YearStart   int64  // first month of the fiscal year, 1 … 12
	Language    string // of papers
	Bank        string
	BankAccount string
	Phone       string
	Mail        string
	Website     string
	Address     string
	Logo        string
	Stamp       string
	Corporate   bool // only companies as customers, no private persons
	Sample      bool // the sample company: its mail goes to this machine only
}

// Describe describes the company. Everybody sees it; changing it needs the
// administrator's right.
func Describe() *entity.Desc[Company] {
	return entity.Describe(Companies, "name", func(c *Company, e *entity.Fields) {
		e.Open()
		e.Text("name", &c.Name).Must().Printed().Max(120)
		e.Text("short_name", &c.ShortName).Printed().Max(40)
		e.Text("name_en", &c.NameEN).Printed().Max(160)
		e.Text("credit_code", &c.CreditCode).Printed().Max(40)
		e.Text("legal_person", &c.LegalPerson).Printed().Max(60)
		e.Text("zone", &c.Zone).Must().Else(entity.Str("Asia/Shanghai")).Test(badZone).Max(60)
		e.Text("currency", &c.Currency).Must().Else(entity.Str("CNY")).Test(badCurrency).Max(3)
		entity.Choice(e, "tax_mode", &c.TaxMode, "in_line", "in_document", "out_line", "out_document").Else(entity.Str("in_line"))
		e.Text("tax_code", &c.TaxCode).Else(entity.Str("13")).Max(10)
		e.Int("year_start", &c.YearStart).Else(entity.Num(1))
		entity.Choice(e, "language", &c.Language, "zh", "en", "both").Else(entity.Str("zh"))
		e.Text("bank", &c.Bank).Printed().Max(120)
		e.Text("bank_account", &c.BankAccount).Printed().Max(60)
		e.Text("phone", &c.Phone).Printed().Max(60)
		e.Mail("mail", &c.Mail).Printed()
		e.URL("website", &c.Website).Printed()
		e.Text("address", &c.Address).Printed().Max(300)
		e.File("logo", &c.Logo)
		e.File("stamp", &c.Stamp)
		e.Flag("corporate", &c.Corporate)
		e.Flag("sample", &c.Sample).Computed()
	})
}

// Location is the zone of the company; Asia/Shanghai when the name is unknown here.
func (c *Company) Location() *time.Location {
	if l, err := time.LoadLocation(c.Zone); err == nil && c.Zone != "" {
		return l
	}
	return time.FixedZone("CST", 8*3600)
}

// Short is the name for tight places.
func (c *Company) Short() string {
	if c.ShortName != "" {
		return c.ShortName
	}
	return c.Name
}

func badZone(s string) *app.Error {
	if _, err := time.LoadLocation(s); err != nil || s == "Local" {
		return app.E(app.Invalid, "company.zone", "zone", s)
	}
	return nil
}

func badCurrency(s string) *app.Error {
	if _, err := money.CurrencyOf(s); err != nil {
		return app.E(app.Invalid, "money.currency", "code", s)
	}
	return nil
}

// Setting is one setting of an area: a key like "approval.sales_order" and its value as
// JSON. Read and Write give it a type.
type Setting struct {
	entity.Head
	Key   string
	Value string
}

// DescribeSetting describes settings; they are kept as records so that each change has
// its history and can be undone.
func DescribeSetting() *entity.Desc[Setting] {
	return entity.Describe(Settings, "key", func(s *Setting, e *entity.Fields) {
		e.Open()
		e.Text("key", &s.Key).Must().Only().Max(80)
		e.LongText("value", &s.Value)
	})
}
