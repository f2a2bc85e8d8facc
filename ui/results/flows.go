package results

import (
	"context"
	"strconv"
	"time"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Flows keeps reporting tasks.
type Flows interface {
	Get(ctx context.Context, id int64) (*market.FlowTask, error)
	Update(ctx context.Context, id, version int64, fn func(f *market.FlowTask) error) (*market.FlowTask, error)
}

// flows is the tab of reporting tasks: their list with the state that the clock gives
// them, the lines and extensions of one beside it, and what was reported in a period.
// SAL-45, OA-21, OA-22
type flows struct {
	p     *page
	load  *kit.Loader
	sums  *flowSums
	now   *market.FlowTask
	names map[int64]string // of the channels on it
	who   map[int64]string // of the people who extended it
}

func newFlows(p *page) *flows {
	return &flows{p: p, load: kit.NewLoader(p.host, p.redraw), sums: newFlowSums(p)}
}

func (x *flows) tab(group string) records.Tab {
	t := x.p.host.T
	open := listing.Is("state", listing.Eq, string(market.FlowOpen))
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("flowpage.view." + id), Filter: f}
	}
	return records.Tab{
		Kind: market.Flows, Title: t("resultspage.tab.flows"), Group: group, Icon: icons.Send, Query: newest("month"), Style: x.style,
		Columns: []records.Column{
			{Key: "month", Width: 84},
			{Key: "region", Width: 96},
			{Key: "title", Width: 180, Flex: true},
			{Key: "state", Width: 100},
			{Key: "due_at", Width: 132},
			{Key: "latest_at", Width: 132},
			{Key: "extended", Width: 76},
			{Key: "submitted_at", Width: 132, Hidden: true},
			{Key: "owner_id", Width: 84},
		},
		Views: []records.View{
			view("all", listing.Node{}), view("open", open), view("mine", listing.All(open, listing.Is("owner_id", listing.Eq, "me"))),
			view("done", listing.Is("state", listing.Eq, string(market.FlowDone))),
		},
		Actions: x.actions, Pane: x.pane, Looked: x.look, More: x.more,
		Modes: []records.Mode{
			{ID: "list", Title: t("resultspage.mode.list")},
			{ID: "sums", Title: t("flowpage.sums"), Draw: x.sums.draw, Commands: x.sums.commands, Shown: x.sums.read},
		},
	}
}

func stageTint(s market.FlowStage) kit.Tint {
	switch s {
	case market.FlowHandedIn:
		return kit.Green
	case market.FlowRunning:
		return kit.Petrol
	case market.FlowLocked:
		return kit.Amber
	}
	return kit.Red
}

// style writes months without a day and the state as it is now.
func (x *flows) style(key string, r *records.Row, c kit.Cell) kit.Cell {
	switch key {
	case "month":
		if text := r.Get("month").Text(); len(text) >= 7 {
			return kit.Cell{Text: text[:7]}
		}
	case "state":
		f := market.FlowTask{State: market.FlowState(r.Get("state").Text()), DueAt: r.Get("due_at").Int(), LatestAt: r.Get("latest_at").Int()}
		stage := f.Stage(x.p.host.Now().UnixMilli())
		tint := stageTint(stage)
		return kit.Cell{Text: x.p.host.T("flowpage.stage." + string(stage)), Badge: &tint}
	}
	return c
}

func (x *flows) look(id int64) {
	type seen struct {
		f          *market.FlowTask
		names, who map[int64]string
	}
	kit.Load(x.load, func(ctx context.Context) (s seen, err error) {
		if s.f, err = x.p.d.Flows.Get(ctx, id); err != nil {
			return s, err
		}
		var channels, people []int64
		for _, l := range s.f.Lines {
			channels = append(channels, l.ChannelID)
		}
		for _, d := range s.f.Delays {
			people = append(people, d.PersonID)
		}
		if s.names, err = x.p.d.Names(ctx, market.Channels, channels); err != nil {
			return s, err
		}
		s.who, err = x.p.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		x.now, x.names, x.who = s.f, s.names, s.who
		x.p.host.Refresh()
	})
}

// task is the task that is looked at, nil while it is not there.
func (x *flows) task(id int64) *market.FlowTask {
	if x.now == nil || x.now.ID != id {
		return nil
	}
	return x.now
}

// actions are what can be done with a task: an extension is offered for unfinished ones
// only.
func (x *flows) actions(id int64, _ *records.Row) []kit.Command {
	f := x.task(id)
	if f == nil {
		return nil
	}
	t := x.p.host.T
	stage := f.Stage(x.p.host.Now().UnixMilli())
	may := func(ok bool, why string) func() string {
		return func() string {
			switch {
			case !x.p.host.Actor().Can(identity.May(market.Flows, identity.Change)):
				return t("flowpage.why_right")
			case !ok:
				return t(why)
			}
			return ""
		}
	}
	cmd := func(key string, icon icons.Name, k kit.Key, run func(), enabled func() string) kit.Command {
		return kit.Command{ID: "flow." + key, Title: t("flowpage." + key), Icon: icon, Keys: []kit.Key{k}, Scope: kit.ScopeList, Run: run, Enabled: enabled}
	}
	if stage == market.FlowHandedIn {
		return []kit.Command{cmd("take_back", icons.Undo, "Z", func() { x.run(id, x.p.d.Market.TakeBack, "flowpage.taken_back") }, may(true, ""))}
	}
	running := stage == market.FlowRunning
	out := []kit.Command{cmd("lines", icons.Table, "L", func() { x.edit(f) }, may(running, "flowpage.why_locked"))}
	if len(f.Lines) > 0 {
		out = append(out, cmd("hand_in", icons.Send, "S", func() { x.handIn(f, false) }, may(running, "flowpage.why_locked")))
	} else {
		out = append(out, cmd("nothing", icons.Send, "S", func() { x.handIn(f, true) }, may(running, "flowpage.why_locked")))
	}
	return append(out, cmd("extend", icons.Hourglass, "E", func() { x.extend(f) }, may(stage != market.FlowMissed, "flowpage.why_late")))
}

func (x *flows) run(id int64, do func(ctx context.Context, id int64) (*market.FlowTask, error), done string) {
	x.p.host.Go(func(ctx context.Context) {
		_, err := do(ctx, id)
		x.p.host.Post(func() {
			x.p.host.Report(err)
			if err == nil {
				x.p.host.Toast(x.p.host.T(done), nil)
				x.look(id)
			}
		})
	})
}

// handIn asks before a report is final.
func (x *flows) handIn(f *market.FlowTask, nothing bool) {
	t := x.p.host.T
	text := t("flowpage.hand_in_text", "n", len(f.Lines))
	title := t("flowpage.hand_in")
	if nothing {
		text, title = t("flowpage.nothing_text"), t("flowpage.nothing")
	}
	x.p.host.Ask(kit.Question{Title: title, Text: text, Yes: title, OnYes: func() {
		x.run(f.ID, func(ctx context.Context, id int64) (*market.FlowTask, error) {
			return x.p.d.Market.HandIn(ctx, id, nothing)
		}, "flowpage.handed_in")
	}})
}

// extend asks for the reason of an extension.
func (x *flows) extend(f *market.FlowTask) {
	t := x.p.host.T
	reason := kit.NewField(t("flow_delay.reason"))
	a := &records.Ask{
		Title: t("flowpage.extend"), Text: t("flowpage.extend_text", "latest", x.when(f.LatestAt)),
		Rows: []records.AskRow{{Key: "reason", Label: t("flow_delay.reason") + " *", Field: reason}},
	}
	a.Do = func() func(ctx context.Context) error {
		why := reason.Text()
		return func(ctx context.Context) error { _, err := x.p.d.Market.Extend(ctx, f.ID, why); return err }
	}
	a.Done = func() {
		x.p.host.Toast(t("flowpage.extended"), nil)
		x.look(f.ID)
	}
	a.Show(x.p.host)
	kit.Post(reason.Focus)
}

func (x *flows) when(ms int64) string {
	return time.UnixMilli(ms).In(x.p.host.Zone()).Format("2006-01-02 15:04")
}

// more are the commands of the list: to make the tasks of a month, and when they are due.
func (x *flows) more() []kit.Command {
	t := x.p.host.T
	var out []kit.Command
	if x.p.host.Actor().Can(identity.May(market.Flows, identity.Add)) {
		out = append(out, kit.Command{ID: "flow.make", Title: t("flowpage.make"), Icon: icons.CalendarCheck, Run: x.make})
	}
	if x.p.host.Actor().Has(identity.RightDeadline) {
		out = append(out, kit.Command{ID: "flow.policy", Title: t("flowpage.policy"), Icon: icons.CalendarClock, Run: x.policy})
	}
	return out
}

// make asks for a month and makes its tasks.
func (x *flows) make() {
	t, h := x.p.host.T, x.p.host
	month := kit.NewField(t("flow_task.month"))
	month.SetText(h.Today().MonthStart().AddMonths(-1).String()[:7])
	made := 0
	a := &records.Ask{Title: t("flowpage.make"), Text: t("flowpage.make_text"), Rows: []records.AskRow{{Key: "month", Label: t("flow_task.month") + " *", Field: month}}}
	a.Do = func() func(ctx context.Context) error {
		text := month.Text()
		return func(ctx context.Context) error {
			m, err := calendar.Parse(text + "-01")
			if err != nil {
				return err
			}
			made, err = x.p.d.Market.MakeFlows(ctx, m)
			return err
		}
	}
	a.Done = func() { h.Toast(t("flowpage.made", "n", made), nil) }
	a.Show(h)
}

// policy asks when reports are due.
func (x *flows) policy() {
	h, t := x.p.host, x.p.host.T
	h.Go(func(ctx context.Context) {
		p, err := x.p.d.Market.FlowPolicyOf(ctx)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			field := func(key, text string) (*kit.Field, records.AskRow) {
				f := kit.NewField(t("flowpage." + key))
				f.SetText(text)
				return f, records.AskRow{Key: key, Label: t("flowpage." + key), Field: f}
			}
			due, r1 := field("due_day", strconv.Itoa(p.DueDay))
			at, r2 := field("due_time", clock(p.DueMinute))
			last, r3 := field("latest_day", strconv.Itoa(p.LatestDay))
			to, r4 := field("latest_time", clock(p.LatestMinute))
			a := &records.Ask{Title: t("flowpage.policy"), Text: t("flowpage.policy_text"), Rows: []records.AskRow{r1, r2, r3, r4, {Draw: func(c *kit.Canvas, box kit.Rect) {
				c.Check("auto", box, t("flowpage.auto"), !p.Off, func(on bool) { p.Off = !on })
			}}}}
			a.Do = func() func(ctx context.Context) error {
				p.DueDay, _ = strconv.Atoi(due.Text())
				p.LatestDay, _ = strconv.Atoi(last.Text())
				p.DueMinute, p.LatestMinute = minutes(at.Text()), minutes(to.Text())
				return func(ctx context.Context) error { return x.p.d.Market.SetFlowPolicy(ctx, p) }
			}
			a.Done = func() { h.Toast(t("records.saved"), nil) }
			a.Show(h)
		})
	})
}

func clock(minute int) string {
	return time.Unix(int64(minute)*60, 0).UTC().Format("15:04")
}

// minutes reads a time of the day, -1 when it is none.
func minutes(text string) int {
	at, err := time.Parse("15:04", text)
	if err != nil {
		return -1
	}
	return at.Hour()*60 + at.Minute()
}

// shownFlow is how many lines and extensions the pane shows.
const shownFlow = 8

// pane draws how much time is left, the lines and the extensions.
func (x *flows) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	f := x.task(id)
	if f == nil {
		return
	}
	h, t := x.p.host, x.p.host.T
	now := h.Now().UnixMilli()
	stage := f.Stage(now)
	row := r.CutTop(26)
	row.CutLeft(c.Badge(row, t("flowpage.stage."+string(stage)), stageTint(stage)) + 10)
	if stage == market.FlowRunning {
		c.Text(row, t("flowpage.left", "time", left(t, f.DueAt-now)), kit.Caption)
	}
	c.Text(r.CutTop(24), t("flowpage.count", "n", len(f.Lines)), kit.Strong)
	for i, l := range f.Lines {
		if i == shownFlow {
			c.Text(r.CutTop(20), t("contractpage.more", "n", len(f.Lines)-i), kit.Caption)
			break
		}
		row := r.CutTop(22)
		amount := l.Quantity.String() + " " + l.Unit
		c.Text(row.CutRight(kit.Measure(amount, kit.Body)+4), amount, kit.Body.RightAligned())
		row.CutRight(8)
		c.Text(row, x.names[l.ChannelID]+"  "+l.Product, kit.Body)
		if l.From != "" || l.To != "" {
			c.Text(r.CutTop(18), l.From+" → "+l.To, kit.Caption)
		}
	}
	if len(f.Delays) > 0 {
		c.Text(r.CutTop(26), t("flowpage.delays", "n", len(f.Delays)), kit.Strong)
	}
	for i := len(f.Delays) - 1; i >= 0 && i >= len(f.Delays)-shownFlow; i-- {
		d := f.Delays[i]
		c.Text(r.CutTop(20), x.when(d.At)+"  "+x.who[d.PersonID]+"  → "+x.when(d.Until), kit.Caption)
		hgt := kit.ParaHeight(d.Reason, kit.Body, r.W, 3)
		c.Para(r.CutTop(hgt), d.Reason, kit.Body, 3)
		r.CutTop(4)
	}
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// left says how much time there is: days, hours, or minutes.
func left(t func(string, ...any) string, ms int64) string {
	switch d := time.Duration(ms) * time.Millisecond; {
	case d >= 48*time.Hour:
		return t("flowpage.days", "n", int(d.Hours()/24))
	case d >= 2*time.Hour:
		return t("flowpage.hours", "n", int(d.Hours()))
	default:
		return t("flowpage.minutes", "n", int(d.Minutes()))
	}
}
