package results_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/goal"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/member"
	"kontor/app/record"
	"kontor/app/sales"
	"kontor/app/search"
	"kontor/app/suite"
	"kontor/assets/pinyin"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/records"
	ui "kontor/ui/results"
	"kontor/ui/uitest"
)

// office is a company with a customer and a window host; books are what was written.
type office struct {
	*suite.Suite
	t        testing.TB
	ctx      context.Context
	host     *uitest.Host
	deps     ui.Deps
	customer int64
	head     exporting.Head
	book     [][]entity.Value
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
	who := s.Customers.Customers.Desc.New()
	who.Name, who.Source = "苏州恒拓精密制造有限公司", "exhibition"
	o.ok(s.Customers.Customers.Create(o.ctx, who))
	o.customer = who.ID
	o.host = uitest.New(t, o.ctx, c.Clock, s.Ground.Notices)
	o.host.Pick = filepath.Join(t.TempDir(), "figures.xlsx")
	o.deps = ui.Deps{
		PageDeps: records.PageDeps{Deps: records.Deps{Registry: s.Ground.Registry, Source: s.Ground.Source}, Service: func(kind string) record.Any { return s.Ground.Service(kind) }, Comments: s.Effort},
		Goals:    s.Goals, Effort: s.Effort, Market: s.Market, Judging: s.Effort, Flows: s.Market.Flows, Competitors: s.Market.Competitors,
		Names: func(ctx context.Context, kind string, ids []int64) (map[int64]string, error) {
			return o.names(kind, ids), nil
		},
		Book: func(_ context.Context, _ string, h exporting.Head, rows [][]entity.Value) error {
			o.head, o.book = h, rows
			return nil
		},
		Undo: func(ctx context.Context) error { _, _, err := s.History.UndoLast(o.ctx); return err },
	}
	o.deps.Export = func(context.Context, listing.Query, string, string) error { return nil }
	return o
}

func (o *office) ok(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// window is what the page offers beside kit.Page.
type window interface {
	ShowPart(name string) bool
	ShowMode(kind, mode string) bool
	ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
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

func (o *office) press(d *kit.Dialog, k kit.Key) {
	o.t.Helper()
	d.Surface().Press(k)
	for range 4 {
		o.host.Settle()
		if s := d.Surface(); s != nil {
			s.Flush()
		}
	}
}

func (o *office) typeIn(d *kit.Dialog, id, text string) {
	o.t.Helper()
	d.Surface().FocusID(id, true)
	d.Surface().TypeText(text)
	o.host.Settle()
}

func shows(t *testing.T, s *kit.Surface, texts ...string) {
	t.Helper()
	for _, want := range texts {
		if !s.Shows(want) {
			t.Errorf("the window does not show %q", want)
		}
	}
}

// A target is set by keyboard, handed down, shown with its history, and taken back. SAL-33 SAL-34 SAL-35
func TestTargetsByKeyboard(t *testing.T) {
	o := newOffice(t)
	o.ok(o.Sales.Targets.Create(o.ctx, &sales.Target{Level: sales.TargetPerson, PersonID: o.host.Actor().ID, Month: o.host.Today().MonthStart()}))
	p, s := o.open()
	p.(window).ShowPart("targets")
	o.settle(s)
	o.run(p, s, "adjust")
	d := o.host.Dialog
	o.typeIn(d, "amount_minor", "120w")
	o.typeIn(d, "reason", "年度目标")
	o.press(d, "Ctrl+Enter")
	o.settle(s)
	undo := o.host.Undo // of the toast
	b, err := o.Goals.BoardOf(o.ctx, 2026)
	o.ok(err)
	if b.Rows[0].Year.Target != 1_200_000_00 || b.Rows[1].Year.Target != 1_200_000_00 {
		t.Fatalf("%+v", b.Rows)
	}
	shows(t, s, "林晓雯", "120.0", "年度目标", o.host.T("resultspage.history"), o.host.T("resultspage.flag.red")+" < 80")
	o.run(p, s, "export")
	if len(o.book) != 2 || len(o.head.Columns) != 33 || o.book[0][2].Int() != 1_200_000_00 {
		t.Errorf("the workbook has %d rows, %d columns", len(o.book), len(o.head.Columns))
	}
	p.(window).ShowMode(sales.Targets, "compare")
	o.settle(s)
	shows(t, s, o.host.T("resultspage.target.gap"), o.host.T("resultspage.target.cover"))
	undo()
	o.settle(s)
	if b, err = o.Goals.BoardOf(o.ctx, 2026); err != nil || b.Rows[0].Year.Target != 0 {
		t.Errorf("taken back: %+v %v", b.Rows[0].Year, err)
	}
	o.run(p, s, "propose")
	o.typeIn(o.host.Dialog, "amount_minor", "36w")
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.settle(s)
	o.run(p, s, "adopt")
	o.host.Question.OnYes()
	o.settle(s)
	if b, err = o.Goals.BoardOf(o.ctx, 2026); err != nil || b.Rows[0].Year.Target != 360_000_00 {
		t.Errorf("proposals were taken over: %+v %v", b.Rows[0].Year, err)
	}
}

// Who may not allocate finds no such command. SAL-34
func TestOnlyTheRightRolesAllocate(t *testing.T) {
	o := newOffice(t)
	_, err := o.Goals.Allocate(o.ctx, goal.Allocation{Node: goal.Node{Level: sales.TargetCompany}, Year: 2026, Amount: 100, By: goal.Equally})
	o.ok(err)
	a := *o.host.Actor()
	for _, r := range identity.ShippedRoles() {
		if r.Key == identity.RoleSales {
			a.Roles = []identity.Role{r}
		}
	}
	o.host.Ctx = identity.With(o.host.Ctx, &a)
	o.ok(o.Goals.Propose(o.host.Ctx, goal.Proposal{Year: 2026, Amount: 100}))
	p, s := o.open()
	p.(window).ShowPart("targets")
	o.settle(s)
	for _, c := range p.Commands() {
		if c.ID == "adjust" || c.ID == "adopt" {
			t.Errorf("%s is offered to a salesperson", c.ID)
		}
	}
	shows(t, s, "林晓雯")
}

// Entries are typed in the form, never changed, and summed with a chart and a workbook. SAL-37 SAL-38
func TestPerformanceWindow(t *testing.T) {
	o := newOffice(t)
	e := o.Effort.Performances.Desc.New()
	e.On, e.What, e.Amount = o.host.Today(), "封箱机成交", 3_800_000
	o.ok(o.Effort.Performances.Create(o.ctx, e))
	p, s := o.open()
	p.(window).ShowWith(effort.Performances, e.ID, false, nil)
	o.settle(s)
	shows(t, s, "封箱机成交")
	s.FocusID("list", true)
	s.Press("F2")
	o.settle(s)
	if s.Shows(o.host.T("records.save")) {
		t.Error("an entry opens for changing")
	}
	p.(window).ShowMode(effort.Performances, "sums")
	o.settle(s)
	shows(t, s, "林晓雯", "38,000.00", "3.8", o.host.T("leadpage.total"))
	s.Click("chip.by.day")
	o.settle(s)
	shows(t, s, o.host.Today().String())
	o.run(p, s, "export")
	if len(o.book) != 2 || o.book[0][2].Int() != 3_800_000 {
		t.Errorf("%v", o.book)
	}
}

// The report writes itself; visits are counted; a log is commented on from its pane.
// SAL-16 SAL-39 SAL-40 SAL-47 SAL-51
func TestDailyWork(t *testing.T) {
	o := newOffice(t)
	_, err := o.Customers.Note(o.ctx, customer.FollowUp{Activity: customer.Activity{CustomerID: o.customer, Kind: customer.NoteVisit, Text: "看了产线", Place: "苏州工业园区", Result: "约样机"}})
	o.ok(err)
	p, s := o.open()
	p.(window).ShowPart("report")
	o.settle(s)
	shows(t, s, "苏州恒拓精密制造有限公司", o.host.T("resultspage.part.follow"), o.host.T("resultspage.part.customer"))
	o.run(p, s, "export")
	if len(o.book) != 2 || !strings.Contains(o.book[0][3].Text(), "看了产线") {
		t.Errorf("%v", o.book)
	}
	p.(window).ShowPart("visits")
	o.settle(s)
	shows(t, s, "苏州工业园区", "约样机")
	p.(window).ShowMode(customer.Activities, "stats")
	o.settle(s)
	shows(t, s, "林晓雯", "100.0%")
	p.(window).ShowPart("workload")
	o.settle(s)
	shows(t, s, o.host.T("resultspage.result_rate"), "林晓雯")
	s.Click("chip.by.grade")
	o.settle(s)
	shows(t, s, o.host.T("leadpage.unknown"))
	p.(window).ShowWith(effort.Logs, 0, true, nil)
	o.settle(s)
	s.FocusID("form.title", true)
	s.TypeText("拜访恒拓")
	s.Press("Ctrl+Enter")
	o.settle(s)
	shows(t, s, "拜访恒拓")
	o.run(p, s, "comment")
	o.typeIn(o.host.Dialog, "text", "带上样册")
	o.press(o.host.Dialog, "Ctrl+Enter")
	o.settle(s)
	shows(t, s, "带上样册")
}

// The five extracts with their filters and export, and where new customers come from. BI-05 BI-09
func TestExtractsAndAcquisition(t *testing.T) {
	o := newOffice(t)
	var got listing.Query
	o.deps.Export = func(_ context.Context, q listing.Query, _, _ string) error { got = q; return nil }
	d := o.Sales.Opportunities.Desc.New()
	d.Name, d.CustomerID, d.AmountMinor, d.CloseOn = "枕式包装机", o.customer, 12600000, o.host.Today().AddDays(5)
	o.ok(o.Sales.Opportunities.Create(o.ctx, d))
	p, s := o.open()
	p.(window).ShowPart("extracts")
	o.settle(s)
	shows(t, s, "苏州恒拓精密制造有限公司")
	for _, id := range []string{"activity", "lead", "opportunity", "forecast"} {
		s.Click("which." + id)
		o.settle(s)
	}
	shows(t, s, "枕式包装机")
	o.run(p, s, "export")
	if got.Entity != sales.Opportunities || len(got.Columns) < 8 || !strings.Contains(got.Filter.String(), "close_on") {
		t.Errorf("%+v", got)
	}
	p.(window).ShowPart("acquired")
	o.settle(s)
	shows(t, s, "2026-03", "100.0%")
	s.Click("chip.by.source")
	o.settle(s)
	shows(t, s, o.host.T("dict.source.exhibition"))
}
