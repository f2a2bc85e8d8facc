package settings

import (
	"context"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// limits keeps what is set.
type limits struct {
	kept    map[string]money.Minor
	refused error
}

func (l *limits) WriteOffLimits(context.Context) (map[string]money.Minor, error) { return l.kept, nil }

func (l *limits) SetWriteOffLimits(_ context.Context, now map[string]money.Minor) error {
	if l.refused == nil {
		l.kept = now
	}
	return l.refused
}

// The limits of write-offs are set by role in the settings by keyboard; what is wrong stands at
// its field, and a link leads to the receivables.
func TestWriteOffLimitsByKeyboard(t *testing.T) {
	c := datatest.Open(t, "sqlite")
	off := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB)})
	h := uitest.New(t, apptest.Owner(), c.Clock, nil)
	l := &limits{kept: map[string]money.Minor{identity.RoleFinance: 1000_00}}
	p := &page{host: h, d: Deps{Finance: l, PageDeps: records.PageDeps{Deps: records.Deps{Registry: off.Ground.Registry, Source: off.Ground.Source}}}}
	p.Page = records.NewPage(h, p.d.PageDeps, h.T("area.settings"), []records.Tab{newFinanceRules(p).tab()})
	p.Aside = true
	h.Layer = kit.NewLayer(p.Content())
	h.Layer.SetBounds(1100, 680)
	s := p.Surface()
	if !p.ShowNamed("finance") {
		t.Fatal("there is no tab of finance")
	}
	h.Draw(t, s)
	if !s.Shows("1,000.00") {
		t.Fatalf("the limits:\n%s", s.Dump())
	}
	s.FocusID("limit."+identity.RoleManager, true)
	s.TypeText("5000")
	s.Press("Ctrl+Enter")
	h.Draw(t, s)
	if l.kept[identity.RoleManager] != 5000_00 || l.kept[identity.RoleFinance] != 1000_00 || len(l.kept) != 2 {
		t.Errorf("%v", l.kept)
	}
	uitest.Picture(t, h, p, "settings-finance", 1100, 680)
	l.refused = app.E(app.Invalid, "finance.amount", "amount", "-1").At(identity.RoleManager)
	s.FocusID("limit."+identity.RoleManager, true)
	s.Press("Ctrl+Enter")
	h.Draw(t, s)
	if !s.Shows("-1") || l.kept[identity.RoleManager] != 5000_00 {
		t.Errorf("%v\n%s", l.kept, s.Dump())
	}
	s.Click("receivables")
	if n := len(h.Opened); n == 0 || h.Opened[n-1].Kind != "finance" {
		t.Errorf("opened %v\n%s", h.Opened, s.Dump())
	}
}
