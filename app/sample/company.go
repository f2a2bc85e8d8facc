package sample

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/money"
	"kontor/app/sales"
)

// company writes the company's own data.
func (m *maker) company(ctx context.Context) error {
	c := m.s.Company.Companies.Desc.New()
	c.Name, c.ShortName, c.NameEN = FirmName, firmShort, "Hangzhou Lanshi Packaging Equipment Co., Ltd."
	c.CreditCode, c.LegalPerson = creditCode("330110", 7716), "林晓雯"
	c.Zone, c.Currency, c.TaxMode, c.TaxCode, c.Language = "Asia/Shanghai", "CNY", string(sales.InLine), "13", "zh"
	c.Bank, c.BankAccount = "招商银行杭州余杭支行", "5719 0000 6621"
	c.Phone, c.Mail, c.Website = "0571-8866 2035", "sales@lanshi.example", "https://www.lanshi.example"
	c.Address, c.Sample = "杭州市余杭区仓兴街 88 号", true
	if err := m.s.Company.Companies.Create(ctx, c); err != nil {
		return err
	}
	if err := m.texts(ctx); err != nil {
		return err
	}
	tags := []company.Option{{Key: "frame"}, {Key: "material"}, {Key: "fair", Label: "展会 " + m.today.String()[:4] + " 春"}, {Key: "key"}}
	return m.s.Company.SetOptions(ctx, "customer_tag", tags)
}

// ground fills what the story needs from its first day: products and accounts.
func (m *maker) ground() error {
	if err := m.products(); err != nil {
		return err
	}
	for _, a := range []struct {
		key, name, kind, bank, code string
		opening                     money.Minor
	}{
		{"cmb", "招商银行 6621", "bank", "招商银行杭州余杭支行", "5719 0000 6621", 48624005},
		{"icbc", "工商银行 0937", "bank", "工商银行杭州仓前支行", "1202 0000 0937", 15820018},
		{"cash", "库存现金", "cash", "", "", 1248000},
		{"alipay", "支付宝", "wallet", "", "pay@lanshi.example", 862050},
	} {
		x := m.s.Finance.Accounts.Desc.New()
		x.Name, x.Kind, x.Bank, x.Code, x.Opening, x.OpeningOn = a.name, a.kind, a.bank, a.code, a.opening, storyStart(m.today)
		if err := m.s.Finance.Accounts.Create(m.boss(), x); err != nil {
			return err
		}
		m.accounts[a.key] = x.ID
	}
	for _, step := range []func() error{m.channels, m.territories, m.competitors} {
		if err := step(); err != nil {
			return err
		}
	}
	return m.targets()
}

func yearOf(d calendar.Date) int { y, _, _ := d.Parts(); return y }

// targets are what is to be sold, by month: the company's, the departments', everyone's.
func (m *maker) targets() error {
	for i := range 24 { // to the end of the present year
		if y, _, _ := storyStart(m.today).AddMonths(i).Parts(); y > yearOf(m.today) {
			break
		}
		month := storyStart(m.today).AddMonths(i)
		put := func(level sales.TargetLevel, person, unit int64, yuan int64) error {
			t := &sales.Target{Level: level, Month: month, PersonID: person, Department: unit, AmountMinor: money.Minor(yuan * 100)}
			return m.s.Sales.Targets.Create(m.boss(), t)
		}
		if err := put(sales.TargetCompany, 0, 0, 520000); err != nil {
			return err
		}
		for _, u := range []struct {
			name string
			yuan int64
		}{{"销售一部", 300000}, {"销售二部", 220000}} {
			if err := put(sales.TargetDepartment, 0, m.units[u.name], u.yuan); err != nil {
				return err
			}
		}
		for _, x := range []struct {
			login string
			yuan  int64
		}{{"lin", 120000}, {"wang", 60000}, {"zhou", 70000}, {"chen", 70000}, {"zhao", 70000}, {"sun", 60000}, {"heyq", 50000}, {"xu", 20000}} {
			if err := put(sales.TargetPerson, m.who(x.login).id, 0, x.yuan); err != nil {
				return err
			}
		}
	}
	return nil
}

const codeLetters = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// creditCode makes a credit code with the right check character (GB 32100-2015) out of an
// area and a running number.
func creditCode(area string, n int) string {
	body := []byte("91" + area + "MA1")
	for range 17 - len(body) {
		body = append(body, '0')
	}
	for i := 16; i > 10; i-- {
		body[i] = codeLetters[n%31]
		n /= 31
	}
	sum, weight := 0, 1
	for _, c := range body {
		for v := range len(codeLetters) {
			if codeLetters[v] == c {
				sum += v * weight
			}
		}
		weight = weight * 3 % 31
	}
	return string(append(body, codeLetters[(31-sum%31)%31]))
}
