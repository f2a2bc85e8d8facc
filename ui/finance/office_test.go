package finance_test

import (
	"context"
	"testing"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	ui "kontor/ui/finance"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// office is a company with an account and a window host; book is what was written.
type office struct {
	*suite.Suite
	t    testing.TB
	ctx  context.Context
	host *uitest.Host
	deps ui.Deps
	bank int64
	head exporting.Head
	book [][]entity.Value
}

func newOffice(t testing.TB) *office {
	t.Helper()
	c := datatest.Open(t, "sqlite")
	s := suite.New(suite.Params{
		Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB), Spelling: search.NewSpelling(pinyin.Table{}),
		Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Threads: 1},
	})
	o := &office{Suite: s, t: t}
	sys := identity.System(context.Background(), "test")
	firm := s.Company.Companies.Desc.New()
	firm.Name = "杭州澜石包装设备有限公司"
	o.ok(s.Company.Companies.Create(sys, firm))
	o.ok(s.Load(sys))
	p, _, err := s.Members.Found(sys, member.Founder{Login: "lin", Name: "林晓雯", Password: "lan-shi-7716", Company: firm.Name})
	o.ok(err)
	a, err := s.Members.Actor(context.Background(), p.ID)
	o.ok(err)
	o.ctx = identity.With(context.Background(), a)
	o.bank = o.account("招商银行 6621", "bank", 100_000_00)
	o.host = uitest.New(t, o.ctx, c.Clock, s.Ground.Notices)
	o.deps = ui.Deps{
		PageDeps: records.PageDeps{
			Deps:    records.Deps{Registry: s.Ground.Registry, Source: s.Ground.Source},
			Service: func(kind string) record.Any { return s.Ground.Service(kind) },
			Export:  func(context.Context, listing.Query, string, string) error { return nil },
		},
		Books: s.Finance, Reviews: s.Effort, Earned: s.Commissions, Names: o.names,
		Figures: func(_ context.Context, _ string, h exporting.Head, rows [][]entity.Value) error {
			o.head, o.book = h, rows
			return nil
		},
	}
	return o
}

func (o *office) names(ctx context.Context, kind string, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	for _, id := range ids {
		row, err := o.Ground.Look(ctx, kind, id, o.Ground.Registry.Type(kind).Title)
		if err != nil {
			return nil, err
		}
		for _, v := range row {
			out[id] = v.Text()
		}
	}
	return out, nil
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) account(name, kind string, opening money.Minor) int64 {
	o.t.Helper()
	a := o.Finance.Accounts.Desc.New()
	a.Name, a.Kind, a.Opening, a.OpeningOn = name, kind, opening, calendar.Must("2026-01-01")
	o.ok(o.Finance.Accounts.Create(o.ctx, a))
	return a.ID
}

// plan plans a payment.
func (o *office) plan(payee, due string, amount money.Minor) *finance.Payable {
	o.t.Helper()
	p := o.Finance.Payables.Desc.New()
	p.Payee, p.DocOn, p.DueOn, p.Amount = payee, calendar.Must("2026-03-01"), calendar.Must(due), amount
	o.ok(o.Finance.Payables.Create(o.ctx, p))
	return p
}

// window is what the page offers beside kit.Page.
type window interface {
	ShowTitled(title string) bool
	Show(kind string, id int64, fresh bool) bool
}

func (o *office) open() (kit.Page, *kit.Surface) {
	o.t.Helper()
	p := ui.New(o.host, o.deps)
	o.host.Layer = kit.NewLayer(p.Content())
	o.host.Layer.SetBounds(1372, 800)
	s := p.Content().(*kit.Surface)
	o.settle(s)
	return p, s
}

func (o *office) settle(s *kit.Surface) {
	o.t.Helper()
	o.host.Draw(o.t, s)
}

func (o *office) run(p kit.Page, s *kit.Surface, id string) {
	o.t.Helper()
	o.host.Run(o.t, p, s, id)
}

// typed types into a field of the dialog that is open.
func (o *office) typed(id, text string) {
	o.t.Helper()
	d := o.host.Dialog.Surface()
	d.FocusID(id, true)
	d.TypeText(text)
	o.host.Settle()
}

// pressed presses a key in the dialog that is open.
func (o *office) pressed(k kit.Key, s *kit.Surface) {
	o.t.Helper()
	o.host.Dialog.Surface().Press(k)
	o.settle(s)
}
