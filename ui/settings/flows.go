package settings

import (
	"context"
	"slices"

	"kontor/app/approval"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// Flows are the approval flows as the window needs them.
type Flows interface {
	Kinds() []approval.Kind
	Draft(ctx context.Context, key string) (f approval.Flow, fresh bool, err error)
	SaveDraft(ctx context.Context, f approval.Flow) error
	Publish(ctx context.Context, f approval.Flow) (approval.Flow, error)
	RunningOf(ctx context.Context, key string) (int64, error)
	Trial(ctx context.Context, f approval.Flow, s approval.Subject) ([]approval.Tried, error)
}

// trials are the amounts that the table below the trial shows.
var trials = []money.Minor{8_000_00, 10_000_00, 60_000_00, 260_000_00}

// flowsTab edits approval flows (picture 17): the kinds at the left, the steps of one as
// cards, the chosen step and a trial at the right.
type flowsTab struct {
	host   kit.Host
	d      Deps
	redraw func()
	load   *kit.Loader
	try    *kit.Loader

	kind    int
	flow    approval.Flow
	fresh   bool // a draft that is not in force
	touched bool
	running int64
	counts  map[string]int
	step    int
	terms   terms
	fields  map[string]*kit.Field
	amount  *kit.Amount
	by      *kit.Picker
	tried   []approval.Tried
	table   [][]approval.Tried
	names   map[int64]string
}

func newFlowsTab(h kit.Host, d Deps, redraw func()) *flowsTab {
	f := &flowsTab{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw), try: kit.NewLoader(h, redraw), counts: map[string]int{}, names: map[int64]string{}}
	f.amount = kit.NewAmount(h.T("flow.amount"), kit.Home())
	f.amount.SetValue(12_000_00)
	f.amount.OnCommit = func(string) { f.rehearse() }
	f.by = kit.NewSearch(h.T("flow.applicant"), d.people(h))
	f.by.OnPick = func(kit.Option) { f.rehearse() }
	return f
}

func (f *flowsTab) key() string { return f.d.Flows.Kinds()[f.kind].Key }

// show reads the flow that is chosen.
func (f *flowsTab) show() {
	type seen struct {
		flow    approval.Flow
		fresh   bool
		running int64
		counts  map[string]int
	}
	key := f.key()
	kit.Load(f.load, func(ctx context.Context) (s seen, err error) {
		s.counts = map[string]int{}
		for _, k := range f.d.Flows.Kinds() {
			x, _, err := f.d.Flows.Draft(ctx, k.Key)
			if err != nil {
				return s, err
			}
			s.counts[k.Key] = len(x.Steps)
		}
		if s.flow, s.fresh, err = f.d.Flows.Draft(ctx, key); err != nil {
			return s, err
		}
		s.running, err = f.d.Flows.RunningOf(ctx, key)
		return s, err
	}, func(s seen) {
		f.flow, f.fresh, f.running, f.counts, f.touched = s.flow, s.fresh, s.running, s.counts, false
		f.flow.Key = key
		f.choose(min(f.step, len(f.flow.Steps)-1))
		f.rehearse()
	})
}

// choose brings a step into the editor at the right.
func (f *flowsTab) choose(i int) {
	f.step = max(i, 0)
	f.fields = map[string]*kit.Field{}
	f.terms = terms{host: f.host, values: map[string]*kit.Field{}, changed: f.changed}
	if k := f.d.Flows.Kinds()[f.kind]; k.Entity != "" {
		f.terms.typ = f.d.Registry.Type(k.Entity)
	}
	f.redraw()
}

// changed notes that the flow differs from what is stored, and tries it again.
func (f *flowsTab) changed() {
	f.touched = true
	f.rehearse()
}

// subject is what the trial submits.
func (f *flowsTab) subject(amount money.Minor) approval.Subject {
	s := approval.Subject{Amount: amount, Applicant: f.by.Value().ID}
	if s.Applicant == 0 {
		s.Applicant = f.host.Actor().ID
	}
	if t := f.terms.typ; t != nil {
		s.Type, s.Doc = t, t.New()
		for _, key := range []string{"home_minor", "total_minor", "amount_minor"} {
			if x := t.Field(key); x != nil && x.Kind == entity.KindMoney {
				x.Set(s.Doc, entity.Num(int64(amount)))
			}
		}
	}
	return s
}

// rehearse runs the flow as it is written over the amounts.
func (f *flowsTab) rehearse() {
	amount, _ := f.amount.Value()
	flow := f.flow
	flow.Steps = slices.Clone(flow.Steps)
	first := f.subject(amount)
	var more []approval.Subject
	for _, m := range trials {
		more = append(more, f.subject(m))
	}
	type seen struct {
		tried []approval.Tried
		table [][]approval.Tried
		names map[int64]string
	}
	kit.Load(f.try, func(ctx context.Context) (s seen, err error) {
		if s.tried, err = f.d.Flows.Trial(ctx, flow, first); err != nil {
			return s, err
		}
		var people []int64
		for _, x := range more {
			list, err := f.d.Flows.Trial(ctx, flow, x)
			if err != nil {
				return s, err
			}
			s.table = append(s.table, list)
		}
		for _, list := range append(s.table, s.tried) {
			for _, x := range list {
				people = append(people, x.People...)
			}
		}
		for _, st := range flow.Steps {
			people = append(people, st.People...)
		}
		s.names, err = f.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) { f.tried, f.table, f.names = s.tried, s.table, s.names })
}

func (f *flowsTab) add() {
	at := min(f.step+1, len(f.flow.Steps))
	f.flow.Steps = slices.Insert(slices.Clone(f.flow.Steps), at, approval.Step{Name: f.host.T("flow.new_step"), Who: approval.Role, Role: identity.RoleManager})
	f.choose(at)
	f.changed()
}

func (f *flowsTab) remove() {
	if len(f.flow.Steps) > 1 && f.step < len(f.flow.Steps) {
		f.flow.Steps = slices.Delete(slices.Clone(f.flow.Steps), f.step, f.step+1)
		f.choose(min(f.step, len(f.flow.Steps)-1))
		f.changed()
	}
}

func (f *flowsTab) move(d int) {
	to := f.step + d
	if to < 0 || to >= len(f.flow.Steps) {
		return
	}
	steps := slices.Clone(f.flow.Steps)
	steps[f.step], steps[to] = steps[to], steps[f.step]
	f.flow.Steps = steps
	f.choose(to)
	f.changed()
}

func (f *flowsTab) save() {
	flow := f.flow
	f.host.Go(func(ctx context.Context) {
		err := f.d.Flows.SaveDraft(ctx, flow)
		f.host.Post(func() {
			f.host.Report(err)
			if err == nil {
				f.host.Toast(f.host.T("flow.saved"), nil)
				f.show()
			}
		})
	})
}

// publish says what goes on under the old version before it puts the new one in force.
func (f *flowsTab) publish() {
	t := f.host.T
	flow := f.flow
	f.host.Ask(kit.Question{Title: t("flow.publish_ask", "kind", t("flow.kind."+flow.Key)), Text: t("flow.publish_text", "n", f.running), Yes: t("flow.publish"), OnYes: func() {
		f.host.Go(func(ctx context.Context) {
			now, err := f.d.Flows.Publish(ctx, flow)
			f.host.Post(func() {
				f.host.Report(err)
				if err == nil {
					f.host.Toast(t("flow.published", "n", now.Version), nil)
					f.show()
				}
			})
		})
	}})
}

func (f *flowsTab) commands() []kit.Command {
	t := f.host.T
	return []kit.Command{
		{ID: "flow.publish", Title: t("flow.publish"), Keys: []kit.Key{"Ctrl+Enter"}, Run: f.publish, Status: t("flow.publish")},
		{ID: "flow.save", Title: t("flow.save"), Keys: []kit.Key{"Ctrl+S"}, Run: f.save, Status: t("flow.save")},
		{ID: "flow.add", Title: t("flow.add"), Keys: []kit.Key{"Ins"}, Icon: icons.Plus, Run: f.add, Status: t("flow.add")},
		{ID: "flow.up", Title: t("stage.up"), Keys: []kit.Key{"Alt+Up"}, Run: func() { f.move(-1) }},
		{ID: "flow.down", Title: t("stage.down"), Keys: []kit.Key{"Alt+Down"}, Run: func() { f.move(1) }, Status: t("flow.move")},
		{ID: "flow.try", Title: t("flow.try"), Keys: []kit.Key{"F9"}, Run: f.rehearse, Status: t("flow.try")},
	}
}
