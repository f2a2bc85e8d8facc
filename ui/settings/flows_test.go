package settings

import (
	"context"
	"testing"

	"kontor/app/approval"
	"kontor/app/apptest"
	"kontor/app/money"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/tr"
	"kontor/ui/uitest"
)

// books keeps one flow in memory.
type books struct {
	flow, draft approval.Flow
	subjects    []approval.Subject
}

func (b *books) Kinds() []approval.Kind { return []approval.Kind{{Key: "payment"}} }
func (b *books) Draft(context.Context, string) (approval.Flow, bool, error) {
	if b.draft.Version > b.flow.Version {
		return b.draft, true, nil
	}
	return b.flow, false, nil
}

func (b *books) SaveDraft(_ context.Context, f approval.Flow) error {
	f.Version = b.flow.Version + 1
	b.draft = f
	return nil
}

func (b *books) Publish(_ context.Context, f approval.Flow) (approval.Flow, error) {
	f.Version = b.flow.Version + 1
	b.flow = f
	return f, nil
}
func (b *books) RunningOf(context.Context, string) (int64, error) { return 3, nil }
func (b *books) Trial(_ context.Context, f approval.Flow, s approval.Subject) ([]approval.Tried, error) {
	b.subjects = append(b.subjects, s)
	var out []approval.Tried
	for _, st := range f.Steps {
		out = append(out, approval.Tried{Step: st, Needed: s.Amount >= st.From, People: []int64{7}})
	}
	return out, nil
}

// A step is inserted, moved, given an amount and published by keyboard; the trial follows
// each change. OA-23
func TestFlowEditor(t *testing.T) {
	ctx := apptest.Owner()
	h := uitest.New(t, ctx, apptest.NewClock(), nil)
	b := &books{flow: approval.Flow{Key: "payment", Version: 4, Steps: []approval.Step{{Name: "财务", Who: approval.Role, Role: "finance"}}}}
	d := Deps{
		PageDeps: records.PageDeps{}, Flows: b, Roles: []string{"owner", "manager", "finance"},
		Names: func(context.Context, string, []int64) (map[int64]string, error) {
			return map[int64]string{7: "李博文"}, nil
		},
	}
	var s *kit.Surface
	f := newFlowsTab(h, d, func() {
		if s != nil {
			s.Redraw()
		}
	})
	s = kit.NewSurface(func(c *kit.Canvas) { f.draw(c, c.Bounds()) })
	s.Keys = func(k kit.Key, in bool) bool { return kit.RunKey(f.commands(), k, in) }
	h.Layer = kit.NewLayer(s)
	h.Layer.SetBounds(1100, 760)
	settle := func() {
		for range 4 {
			h.Settle()
			s.Flush()
		}
	}
	f.show()
	settle()
	if !s.Shows("财务") || !s.Shows(h.T("flow.in_force", "n", 4)) || !s.Shows(h.T("flow.running", "n", 3)) || !s.Shows("李博文") {
		t.Fatal("the flow in force, what runs, and the trial with real people")
	}
	s.Press("Ins")
	settle()
	if len(f.flow.Steps) != 2 || f.step != 1 || !s.Shows(h.T("flow.draft")) {
		t.Fatalf("inserted: %+v", f.flow.Steps)
	}
	s.FocusID("from", true)
	s.TypeText("20000")
	s.FocusID("name", true)
	settle()
	if f.flow.Steps[1].From != 20_000_00 {
		t.Errorf("from %d", f.flow.Steps[1].From)
	}
	if last := b.subjects[len(b.subjects)-1]; last.Amount != money.Minor(260_000_00) {
		t.Errorf("the table ends with %d", last.Amount)
	}
	s.Press("Alt+Up")
	settle()
	if f.flow.Steps[0].From != 20_000_00 || f.step != 0 {
		t.Errorf("moved: %+v", f.flow.Steps)
	}
	s.Press("Ctrl+S")
	settle()
	if b.flow.Version != 4 || b.draft.Version != 5 {
		t.Error("a draft is not in force")
	}
	s.Press("Ctrl+Enter")
	settle()
	if h.Question == nil {
		t.Fatal("it says what goes on under the old version")
	}
	h.Question.OnYes()
	settle()
	if b.flow.Version != 5 || len(b.flow.Steps) != 2 {
		t.Errorf("%+v", b.flow)
	}
}

// Every kind of approval that ships has a name in both languages, in the list of flows and
// for its documents.
func TestKindsOfApprovalHaveNames(t *testing.T) {
	c := datatest.Open(t, "sqlite")
	off := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB)})
	kinds := off.Approvals.Kinds()
	if len(kinds) < 8 {
		t.Fatalf("only %d kinds", len(kinds))
	}
	for _, lang := range []string{"zh", "en"} {
		for _, k := range kinds {
			for _, key := range []string{"flow.kind." + k.Key, k.Entity + ".one"} {
				if key != ".one" && !tr.In(lang).Has(key) { // attendance decides several kinds of requests
					t.Errorf("%s: %s has no text", lang, key)
				}
			}
		}
	}
}
