package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Stages are the stages of the pipeline as the window needs them.
type Stages interface {
	StagesOf(ctx context.Context) ([]sales.Stage, error)
	DwellLimits(ctx context.Context) (map[string]int, error)
	SetStages(ctx context.Context, stages []sales.Stage) error
}

// stagesTab edits the stages: names, probabilities, time limits and required actions.
type stagesTab struct {
	host   kit.Host
	d      Deps
	load   *kit.Loader
	stages []sales.Stage
	limits map[string]int
	list   kit.List
}

func newStagesTab(h kit.Host, d Deps, redraw func()) *stagesTab {
	s := &stagesTab{host: h, d: d, load: kit.NewLoader(h, redraw)}
	s.list = kit.List{Name: h.T("stage.title"), Row: s.row, OnOpen: func(int) { s.edit(s.list.Current()) }, KeyOf: func(i int) int64 { return int64(i + 1) }}
	return s
}

func (s *stagesTab) show() {
	type seen struct {
		stages []sales.Stage
		limits map[string]int
	}
	kit.Load(s.load, func(ctx context.Context) (x seen, err error) {
		if x.stages, err = s.d.Stages.StagesOf(ctx); err != nil {
			return x, err
		}
		x.limits, err = s.d.Stages.DwellLimits(ctx)
		return x, err
	}, func(x seen) { s.stages, s.limits, s.list.Len = x.stages, x.limits, len(x.stages) })
}

var stageColumns = []float32{-1.2, 90, 130, -2}

func (s *stagesTab) draw(c *kit.Canvas, r kit.Rect) {
	t := s.host.T
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	for i, cell := range head.Pad(16, 0, 16, 0).Columns(12, stageColumns...) {
		c.Text(cell, t([]string{"stage.name_col", "opportunity.probability", "stage.limit", "stage.actions"}[i]), kit.Caption)
	}
	foot := r.CutBottom(42)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	f := foot.Pad(12, 1, 12, 0)
	c.ButtonsLeft(&f, kit.Button{ID: "edit", Text: t("records.edit"), Icon: icons.Pencil, Key: "F2", Tap: func() { s.edit(s.list.Current()) }},
		kit.Button{ID: "add", Text: t("stage.add"), Icon: icons.Plus, Key: "Ins", Tap: func() { s.edit(-1) }},
		kit.Button{ID: "remove", Text: t("stage.remove"), Icon: icons.Trash, Tap: s.remove})
	c.Text(f, t("stage.hint"), kit.Hint)
	s.list.Draw(c, "list", r)
}

func (s *stagesTab) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	st, t := s.stages[i], s.host.T
	limit := t("stage.proposed", "n", s.limits[st.Key])
	if st.DwellDays > 0 {
		limit = t("saleswindow.days", "n", st.DwellDays)
	}
	actions := sales.Missing(st.Actions).Say(s.host.Lang(), t)
	if actions == "" {
		actions = "—"
	}
	name := st.Say(s.host.Lang(), t)
	if f := s.d.Registry.Type(sales.Opportunities).Field("category"); f != nil && len(st.Categories) > 0 {
		words := make([]string, len(st.Categories))
		for j, key := range st.Categories {
			words[j] = records.OptionText(s.host, f, key)
		}
		name += " · " + strings.Join(words, t("records.comma"))
	}
	for k, cell := range r.Pad(16, 0, 16, 0).Columns(12, stageColumns...) {
		c.Text(cell, []string{name, st.Probability.String(), limit, actions}[k], kit.Body)
	}
}

func (s *stagesTab) save(stages []sales.Stage, then func(err error)) {
	s.host.Go(func(ctx context.Context) {
		err := s.d.Stages.SetStages(ctx, stages)
		s.host.Post(func() {
			then(err)
			if err == nil {
				s.show()
			}
		})
	})
}

func (s *stagesTab) move(d int) {
	i := s.list.Current()
	if i < 0 || i+d < 0 || i+d >= len(s.stages) {
		return
	}
	stages := slices.Clone(s.stages)
	stages[i], stages[i+d] = stages[i+d], stages[i]
	s.save(stages, func(err error) {
		s.host.Report(err)
		if err == nil {
			s.list.Select(i + d)
		}
	})
}

func (s *stagesTab) remove() {
	i := s.list.Current()
	if i < 0 || i >= len(s.stages) {
		return
	}
	t := s.host.T
	s.host.Ask(kit.Question{
		Title: t("stage.remove_ask", "stage", s.stages[i].Say(s.host.Lang(), t)), Text: t("stage.remove_text"), Yes: t("stage.remove"), Danger: true,
		OnYes: func() { s.save(slices.Delete(slices.Clone(s.stages), i, i+1), s.host.Report) },
	})
}

// possible are all actions that a stage can ask for, the own ticks apart.
func possible() []sales.Action {
	out := []sales.Action{{Key: "quote", Kind: sales.ActionQuote}}
	for _, n := range sales.ActionNotes {
		out = append(out, sales.Action{Key: "note_" + string(n), Kind: sales.ActionNote, Of: string(n)})
	}
	for _, f := range sales.ActionFields {
		out = append(out, sales.Action{Key: "field_" + f, Kind: sales.ActionField, Of: f})
	}
	return out
}

// edit changes a stage in a dialog; -1 makes a new one behind the current.
func (s *stagesTab) edit(i int) {
	t := s.host.T
	at := i
	st := sales.Stage{Key: sales.FreshKey("s", func(k string) bool {
		return slices.ContainsFunc(s.stages, func(x sales.Stage) bool { return x.Key == k })
	}), Probability: money.Percent(50)}
	if i >= 0 && i < len(s.stages) {
		st = s.stages[i]
	} else {
		at = -1
	}
	name := kit.NewField(t("stage.name_col"))
	name.SetText(st.Label)
	name.Placeholder = st.Say(s.host.Lang(), t)
	if at < 0 {
		name.Placeholder = ""
	}
	chance := kit.NewField(t("opportunity.probability")).With(st.Probability.Number())
	days := kit.NewField(t("stage.limit"))
	if st.DwellDays > 0 {
		days.SetText(strconv.Itoa(st.DwellDays))
	}
	days.Placeholder = t("stage.proposed", "n", s.limits[st.Key])
	asks := &kit.Choices{Name: t("stage.actions"), Empty: t("stage.nothing")}
	var chosen []string
	for _, a := range possible() {
		asks.Options = append(asks.Options, kit.Option{Key: a.Key, Text: a.Say(s.host.Lang(), t)})
		if slices.ContainsFunc(st.Actions, func(x sales.Action) bool { return x.Key == a.Key }) {
			chosen = append(chosen, a.Key)
		}
	}
	asks.SetKeys(chosen)
	of := &kit.Choices{Name: t("stage.categories"), Empty: t("stage.all_categories")}
	if f := s.d.Registry.Type(sales.Opportunities).Field("category"); f != nil {
		for _, o := range f.Options() {
			if !o.Gone {
				of.Options = append(of.Options, kit.Option{Key: o.Key, Text: records.OptionText(s.host, f, o.Key)})
			}
		}
	}
	of.SetKeys(st.Categories)
	ticks := kit.NewArea(t("stage.ticks"))
	var own []string
	for _, a := range st.Actions {
		if a.Kind == sales.ActionCheck {
			own = append(own, a.Label)
		}
	}
	ticks.SetText(strings.Join(own, "\n"))
	form := kit.Form{Label: 110}
	d := &kit.Dialog{Title: t("stage.one"), Text: t("stage.text"), Width: 560, Height: func(float32) float32 { return 5*37 + 108 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		c.FormRow(&r, "label", name.Name, name, form)
		c.FormRow(&r, "probability", chance.Name, chance, form)
		c.FormRow(&r, "dwell", days.Name, days, form)
		c.FormPart(&r, t("stage.actions"), theme.Control, "", form, func(box kit.Rect) { c.Choices("actions", box, asks) })
		c.FormPart(&r, t("stage.categories"), theme.Control, "", form, func(box kit.Rect) { c.Choices("categories", box, of) })
		c.FormRow(&r, "ticks", ticks.Name, ticks, form)
	}
	typed := func() (sales.Stage, bool) {
		out := st
		out.Label = strings.TrimSpace(name.Text())
		p, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(chance.Text()), "%"), 64)
		if err != nil || p < 0 || p > 100 {
			chance.Err = t("stage.bad_probability")
			return out, false
		}
		out.Probability = money.Rate(p*money.Scale/100 + 0.5)
		out.DwellDays = 0
		if text := strings.TrimSpace(days.Text()); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 0 || n > 3650 {
				days.Err = t("stage.bad_days")
				return out, false
			}
			out.DwellDays = n
		}
		out.Categories = of.Keys()
		out.Actions = s.actions(st, asks.Keys(), ticks.Text())
		return out, true
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		name.Err, chance.Err, days.Err = "", "", ""
		now, ok := typed()
		if !ok {
			d.Redraw()
			return true
		}
		stages := slices.Clone(s.stages)
		if at >= 0 {
			stages[at] = now
		} else {
			stages = slices.Insert(stages, min(s.list.Current()+1, len(stages)), now)
		}
		s.save(stages, func(err error) {
			if err != nil {
				name.Err = s.host.ErrorText(err)
				d.Redraw()
				return
			}
			d.Close()
		})
		return true
	}}}
	s.host.ShowDialog(d)
}

// actions puts the chosen actions and the own ticks together; ticks that were there keep
// their key, so that what was ticked stays ticked.
func (s *stagesTab) actions(was sales.Stage, chosen []string, ticks string) []sales.Action {
	var out []sales.Action
	for _, a := range possible() {
		if slices.Contains(chosen, a.Key) {
			out = append(out, a)
		}
	}
	for _, line := range strings.Split(ticks, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		a := sales.Action{Kind: sales.ActionCheck, Label: line}
		for _, o := range was.Actions {
			if o.Kind == sales.ActionCheck && o.Label == line {
				a.Key = o.Key
			}
		}
		if a.Key == "" {
			a.Key = sales.FreshKey(was.Key+"_", func(k string) bool {
				in := func(x sales.Action) bool { return x.Key == k }
				return slices.ContainsFunc(was.Actions, in) || slices.ContainsFunc(out, in)
			})
		}
		out = append(out, a)
	}
	return out
}

func (s *stagesTab) commands() []kit.Command {
	t := s.host.T
	return []kit.Command{
		{ID: "stage.edit", Title: t("records.edit"), Keys: []kit.Key{"F2"}, Icon: icons.Pencil, Run: func() { s.edit(s.list.Current()) }, Status: t("records.edit")},
		{ID: "stage.add", Title: t("stage.add"), Keys: []kit.Key{"Ins"}, Icon: icons.Plus, Run: func() { s.edit(-1) }, Status: t("stage.add")},
		{ID: "stage.up", Title: t("stage.up"), Keys: []kit.Key{"Alt+Up"}, Run: func() { s.move(-1) }},
		{ID: "stage.down", Title: t("stage.down"), Keys: []kit.Key{"Alt+Down"}, Run: func() { s.move(1) }},
		{ID: "stage.remove", Title: t("stage.remove"), Keys: []kit.Key{"Del"}, Scope: kit.ScopeList, Run: s.remove},
	}
}
