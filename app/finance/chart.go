package finance

import (
	"context"
	"regexp"
	"strings"

	"kontor/app"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
)

// SettingChart keeps the accounts of the chart that a company has changed.
const SettingChart = "finance.chart"

// ChartAccount is an account of the chart: its number and its name.
type ChartAccount struct{ Code, Name string }

// ChartRow says to which account a kind of booking goes in the accounting entries.
type ChartRow struct {
	Key     string // of the kind: a category of the journal, or one of the others below "chart."
	Code    string
	Name    string // "" is the shipped name, the text "voucher.account.<Default>"
	Default string // the shipped number, of the chart for small companies (小企业会计准则)
	Changed bool
}

// Journaled tells whether the kind is a category of the cash journal.
func (r *ChartRow) Journaled() bool { return strings.IndexByte(r.Key, '_') < 0 }

// OwnMoney tells whether the kind is an account of the company's own money: in the entries it
// carries the name that it has in the program.
func (r *ChartRow) OwnMoney() bool { return strings.HasPrefix(r.Key, "own_") }

// chart are the kinds of booking with their shipped accounts, in the order they are shown in.
var chart = []struct{ key, code string }{
	{"own_bank", "1002"},
	{"own_cash", "1001"},
	{"own_wallet", "1012"},
	{"receivable", "1122"},
	{"advance", "2203"},
	{"goods", "2202"},
	{"freight", "560115"},
	{"wages", "2211"},
	{"tax", "2221"},
	{"travel", "560205"},
	{"office", "560201"},
	{"rent", "560202"},
	{"utility", "560203"},
	{"interest", "560301"},
	{"subsidy", "530101"},
	{"income", "530109"},
	{"fee", "560302"},
	{"claim", "560299"},
	{"loan", "122101"},
	{"count", "571109"},
	{"transfer", "101299"},
	{"opening", "3103"},
	{"other", "560299"},
	{"sold_receivable", "1122"},
	{"sold_revenue", "5001"},
	{"sold_tax", "22210102"},
	{"bought_goods", "1405"},
	{"bought_tax", "22210101"},
	{"bought_payable", "2202"},
}

// mayVouchers holds that somebody may see the accounting entries.
func mayVouchers(ctx context.Context) error {
	if _, err := identity.Need(ctx, identity.May(Journal, identity.Export)); err != nil {
		return err
	}
	_, err := identity.NeedRight(ctx, identity.RightBalance)
	return err
}

// Chart lists the account of each kind of booking as the entries use it.
func (s *Service) Chart(ctx context.Context) ([]ChartRow, error) {
	if err := mayVouchers(ctx); err != nil {
		return nil, err
	}
	changed, err := company.Read(identity.Elevated(ctx), s.company, SettingChart, map[string]ChartAccount{})
	if err != nil {
		return nil, err
	}
	out := make([]ChartRow, 0, len(chart))
	for _, k := range chart {
		r := ChartRow{Key: k.key, Code: k.code, Default: k.code}
		if a, ok := changed[k.key]; ok {
			r.Code, r.Name, r.Changed = a.Code, a.Name, true
		}
		out = append(out, r)
	}
	return out, nil
}

// chartCode is what programs of accountants take as a number.
var chartCode = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.\-]{0,23}$`)

// SetChart gives a kind of booking another account; nil brings the shipped one
// back. named is the text of a shipped name. One number has one name and one name one number,
// or the books of the accountant would refuse the entries. It needs the right to lock periods.
func (s *Service) SetChart(ctx context.Context, key string, to *ChartAccount, named func(code string) string) error {
	if _, err := identity.NeedRight(ctx, identity.RightPeriod); err != nil {
		return err
	}
	rows, err := s.Chart(ctx)
	if err != nil {
		return err
	}
	a := ChartAccount{}
	if to != nil {
		a.Code, a.Name = strings.TrimSpace(to.Code), strings.TrimSpace(to.Name)
	}
	changed := map[string]ChartAccount{}
	nameOf := func(r *ChartRow) string {
		if r.Name != "" {
			return r.Name
		}
		return named(r.Default)
	}
	var mine *ChartRow
	for i := range rows {
		if r := &rows[i]; r.Key == key {
			mine = r
		} else if r.Changed {
			changed[r.Key] = ChartAccount{r.Code, r.Name}
		}
	}
	switch {
	case mine == nil:
		return app.E(app.NotFound, "chart.unknown", "kind", key)
	case to == nil:
		mine.Code, mine.Name = mine.Default, ""
	case !chartCode.MatchString(a.Code):
		return app.E(app.Invalid, "chart.code", "code", a.Code).At("code")
	case mine.OwnMoney():
		mine.Code, mine.Name = a.Code, ""
	case a.Name == "":
		return app.E(app.Invalid, "chart.name").At("name")
	case len([]rune(a.Name)) > 60:
		return app.E(app.Invalid, "chart.long", "most", 60).At("name")
	default:
		mine.Code, mine.Name = a.Code, a.Name
		if a.Name == named(mine.Default) {
			mine.Name = ""
		}
	}
	for i := range rows {
		r := &rows[i]
		if r == mine || r.OwnMoney() && mine.OwnMoney() {
			continue
		}
		label := entity.Label(r.LabelKey())
		switch same := nameOf(r) == nameOf(mine); {
		case r.Code == mine.Code && (!same || r.OwnMoney() != mine.OwnMoney()):
			return app.E(app.Conflict, "chart.double_code", "code", r.Code, "name", nameOf(r), "kind", label).At("code")
		case r.Code != mine.Code && same:
			return app.E(app.Conflict, "chart.double_name", "code", r.Code, "name", nameOf(r), "kind", label).At("name")
		}
	}
	if mine.Code != mine.Default || mine.Name != "" {
		changed[key] = ChartAccount{mine.Code, mine.Name}
	}
	return company.Write(ctx, s.company, SettingChart, changed)
}

// LabelKey names the kind of booking.
func (r *ChartRow) LabelKey() string {
	if r.Journaled() {
		return "journal.category." + r.Key
	}
	return "chart." + r.Key
}
