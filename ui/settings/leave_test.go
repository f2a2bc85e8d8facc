package settings

import (
	"context"
	"slices"
	"testing"

	"kontor/app/apptest"
	"kontor/app/member"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// leavers notes who takes over what somebody leaves behind.
type leavers struct {
	People
	from    int64
	to      []int64
	reason  string
	leaving bool
}

func (l *leavers) Held(context.Context, int64) ([]Held, error) {
	return []Held{{Kind: "customer", N: 12}, {Kind: "delivery", N: 2}}, nil
}

func (l *leavers) HandOver(_ context.Context, from int64, to []int64, reason string, leaving bool) error {
	l.from, l.to, l.reason, l.leaving = from, to, reason, leaving
	return nil
}

// CUS-21, CUS-59: who leaves is disabled only with somebody who takes over; several people
// are named by keyboard, each once, and nobody is offered themselves.
func TestLeavingHandsOverToSeveral(t *testing.T) {
	c := datatest.Open(t, "sqlite")
	off := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB)})
	if err := off.Load(apptest.Program()); err != nil {
		t.Fatal(err)
	}
	ids := map[string]int64{}
	for _, name := range []string{"周启航", "陈思远", "赵明轩"} {
		p := &member.Person{Login: name, Name: name, State: "active"}
		if err := off.Ground.Service(member.Persons).Create(apptest.Program(), p); err != nil {
			t.Fatal(err)
		}
		ids[name] = p.ID
	}
	h := uitest.New(t, apptest.Owner(), c.Clock, nil)
	l := &leavers{}
	p := &page{host: h, d: Deps{People: l, PageDeps: records.PageDeps{Deps: records.Deps{Registry: off.Ground.Registry, Source: off.Ground.Source}}}}
	h.Layer = kit.NewLayer(kit.NewSurface(func(*kit.Canvas) {}))
	h.Layer.SetBounds(1100, 760)
	p.leave(ids["周启航"], "周启航", true)
	h.Settle()
	if h.Dialog == nil {
		t.Fatal("nobody was asked who takes over")
	}
	s := h.Dialog.Surface()
	step := func(keys ...kit.Key) {
		for _, k := range keys {
			s.Press(k)
			h.Settle()
			s.Flush()
		}
	}
	step("Ctrl+Enter")
	if l.from != 0 || !s.Shows(h.T("settings.choose_owner")) {
		t.Error("handed over to nobody")
	}
	for i, name := range []string{"陈思远", "赵明轩", "陈思远"} {
		id := "who"
		if i > 0 {
			id = "who." + string(rune('0'+i))
		}
		s.FocusID(id, true)
		s.TypeText(name)
		h.Settle()
		s.Flush()
		step("Enter")
	}
	step("Ctrl+Enter")
	want := []int64{ids["陈思远"], ids["赵明轩"]}
	if l.from != ids["周启航"] || !slices.Equal(l.to, want) || l.reason != h.T("settings.leaves") || !l.leaving {
		t.Errorf("from %d to %v (%v) because %q, leaving %v", l.from, l.to, want, l.reason, l.leaving)
	}
}
