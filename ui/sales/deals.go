package sales

import (
	"context"
	"math"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// deals is the tab of opportunities: board, list and forecast, with the way of one through
// its stages, what is still to be done, and its score beside the list.
type deals struct {
	host kit.Host
	d    Deps
	page *page
	cast *forecast
	load *kit.Loader

	id     int64
	now    *sales.Opportunity
	stages []sales.Stage
	checks []sales.Check
	steps  []sales.StageStep
	score  sales.Score
	names  map[int64]string

	ordered calendar.Date // of its first approved order
	lacks   []string      // what is missing of a won deal: keys of texts
}

func newDeals(h kit.Host, d Deps, p *page) *deals {
	x := &deals{host: h, d: d, page: p, names: map[int64]string{}}
	x.load = kit.NewLoader(h, p.redraw)
	x.cast = newForecast(h, d, p)
	return x
}

func (x *deals) tab() records.Tab {
	t := x.host.T
	b := x.page.board
	state := func(s sales.OpportunityState) listing.Node { return listing.Is("state", listing.Eq, string(s)) }
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("dealpage.view." + id), Filter: f}
	}
	open := state(sales.Open)
	columns := column("name", "customer_id", "category", "stage", "amount_minor", "probability", "close_on", "stage_since", "state", "owner_id")
	columns = also(columns, "pushed", "closed_on", "reason", "competitor", "competitor_id", "source", "channel_id", "unit_id", "lead_id", "last_action_at", "ordered_on")
	return records.Tab{
		Kind: sales.Opportunities, Query: listing.Query{Sort: []listing.Sort{{Key: "close_on"}}, Totals: []string{"amount_minor"}},
		Columns: columns, Actions: x.actions, Pane: x.pane, Looked: x.look,
		Views: []records.View{
			view("open", open), view("mine", listing.All(open, listing.Is("owner_id", listing.Eq, "me"))),
			view("closing", listing.All(open, listing.Is("close_on", listing.Eq, "this_month"))), view("late", listing.All(open, listing.Is("close_on", listing.Lt, "today"))),
			view("unmarked", sales.Unmarked), view("idle", sales.Idle), view("pushed", listing.All(open, listing.Is("pushed", listing.Gt, "0"))), view("won", state(sales.Won)), view("incomplete", sales.Incomplete), view("lost", state(sales.Lost)), view("all", listing.Node{}),
		},
		Modes: []records.Mode{
			{ID: "board", Title: t("saleswindow.mode_board"), Draw: b.draw, Commands: b.commands, Shown: b.read},
			{ID: "list", Title: t("saleswindow.mode_list")},
			{ID: "forecast", Title: t("dealpage.forecast"), Draw: x.cast.draw, Commands: x.cast.commands, Shown: x.cast.read},
		},
	}
}

// look reads what the pane shows of a deal.
func (x *deals) look(id int64) {
	type seen struct {
		now    *sales.Opportunity
		stages []sales.Stage
		checks []sales.Check
		steps  []sales.StageStep
		score  sales.Score
		names  map[int64]string

		ordered calendar.Date
		lacks   []string
	}
	kit.Load(x.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		var err error
		if s.now, err = x.d.Deals.Get(ctx, id); err != nil {
			return s, err
		}
		if s.stages, err = x.d.Sales.StagesOf(ctx); err != nil {
			return s, err
		}
		for _, st := range s.stages {
			if st.Key == s.now.Stage {
				if s.checks, err = x.d.Sales.Checklist(ctx, s.now, st); err != nil {
					return s, err
				}
			}
		}
		if s.steps, err = x.d.Sales.StageHistory(ctx, id); err != nil {
			return s, err
		}
		if s.score, err = x.d.Sales.ScoreDeal(ctx, id); err != nil {
			return s, err
		}
		if s.ordered, err = x.d.Sales.OrderedOn(ctx, id); err != nil {
			return s, err
		}
		if s.lacks, err = x.d.Sales.Lacks(ctx, s.now); err != nil {
			return s, err
		}
		var people []int64
		for _, st := range s.steps {
			people = append(people, st.By)
		}
		for _, m := range s.now.Team {
			people = append(people, m.PersonID)
		}
		s.names, err = x.d.Names(ctx, "person", people)
		return s, err
	}, func(s seen) {
		x.id, x.now, x.stages, x.checks, x.steps, x.score, x.names = id, s.now, s.stages, s.checks, s.steps, s.score, s.names
		x.ordered, x.lacks = s.ordered, s.lacks
	})
}

// actions are what can be done with a deal of the list.
func (x *deals) actions(id int64, r *records.Row) []kit.Command {
	t, b := x.host.T, x.page.board
	if r.Get("state").Text() != string(sales.Open) {
		return []kit.Command{{ID: "reopen", Title: t("saleswindow.reopen"), Icon: icons.Undo, Run: func() { b.reopen(id) }}}
	}
	why := func() string {
		if x.host.Actor().Can(identity.May(sales.Opportunities, identity.Change)) {
			return ""
		}
		return t("saleswindow.why_right")
	}
	return append([]kit.Command{
		{ID: "quote", Title: t("saleswindow.quote_it"), Icon: icons.FileText, Run: func() {
			x.host.New(sales.Quotes, map[string]string{"opportunity_id": strconv.FormatInt(id, 10)})
		}},
		{ID: "deal.next", Title: t("dealpage.next_stage"), Icon: icons.ChevronRight, Keys: []kit.Key{"N"}, Scope: kit.ScopeList, Enabled: why, Run: func() { x.next(id, 1) }},
		{ID: "win", Title: t("saleswindow.win"), Icon: icons.Check, Enabled: why, Run: func() { b.win(id) }},
		{ID: "lose", Title: t("saleswindow.lose"), Icon: icons.X, Enabled: why, Run: func() { b.lose(id) }},
		{ID: "deal.back", Title: t("dealpage.stage_back"), Icon: icons.ChevronLeft, Keys: []kit.Key{"Shift+N"}, Scope: kit.ScopeList, Enabled: why, Run: func() { x.next(id, -1) }},
		{ID: "deal.lines", Title: t("dealpage.products"), Icon: icons.Package, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Enabled: why, Run: func() { x.editLines(id) }},
		x.teamCommand(id, why), x.rivalsCommand(id, why), x.officeCommand(id, why),
		{ID: "deal.proposal", Title: t("proposalpage.make"), Icon: icons.FilePlus, Keys: []kit.Key{"B"}, Scope: kit.ScopeList, Run: func() { x.page.proposals.of(id) }, Enabled: func() string {
			if x.host.Actor().Can(identity.May(sales.Proposals, identity.Add)) {
				return ""
			}
			return t("saleswindow.why_right")
		}},
	}, x.handCommands(id)...)
}

// next moves the deal that is looked at to the stage behind or before its own.
func (x *deals) next(id int64, d int) {
	if x.now == nil || x.id != id {
		return
	}
	stages := sales.StagesFor(x.stages, x.now.Category)
	for i, st := range stages {
		if st.Key == x.now.Stage && i+d >= 0 && i+d < len(stages) {
			x.page.board.stage(x.now, stages[i+d].Key, true)
			return
		}
	}
	x.host.Toast(x.host.T("dealpage.last_stage"), nil)
}

// change runs a small command on the deal that is looked at.
func (x *deals) change(run func(ctx context.Context, id int64) (*sales.Opportunity, error)) {
	id := x.id
	x.host.Go(func(ctx context.Context) {
		_, err := run(ctx, id)
		x.host.Post(func() {
			x.host.Report(err)
			x.look(id)
		})
	})
}

// pane draws the way of a deal above its fields.
func (x *deals) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.id != id {
		return
	}
	x.drawClosing(c, r)
	x.drawWay(c, r)
	x.drawTeam(c, r)
	x.drawRivals(c, r)
	if x.now.State == sales.Open {
		x.drawChecks(c, r)
		x.drawScore(c, r)
	}
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

func (x *deals) stageName(key string) string {
	for _, st := range x.stages {
		if st.Key == key && st.Label != "" {
			return st.Label
		}
	}
	return tr.In(x.host.Lang()).Or("dict.stage."+key, tr.In(x.host.Lang()).Or("opportunity.state."+key, key))
}

// drawWay lists the stages the deal came through with the days it stayed, the newest last.
func (x *deals) drawWay(c *kit.Canvas, r *kit.Rect) {
	t := x.host.T
	if x.now.Pushed > 0 {
		row := r.CutTop(24)
		tint := kit.Amber
		if x.now.Pushed > 1 {
			tint = kit.Red
		}
		c.Badge(row, t("dealpage.pushed", "n", x.now.Pushed), tint)
	}
	steps := x.steps
	if len(steps) > 6 {
		steps = steps[len(steps)-6:]
	}
	for i, st := range steps {
		row := r.CutTop(22)
		dot, tone := theme.Primary, kit.Second
		if st.Now {
			tone = kit.Strong
			switch st.Stage {
			case string(sales.Won):
				dot = theme.OK
			case string(sales.Lost):
				dot = theme.Bad
			}
		}
		mark := row.CutLeft(20)
		c.Dot(kit.Point{X: mark.X + 6, Y: mark.Middle().Y}, 8, dot)
		if i < len(steps)-1 {
			c.LineV(mark.X+5.5, mark.Middle().Y+5, 13, theme.Line2)
		}
		tail := st.From.String()
		if who := x.names[st.By]; who != "" {
			tail = who + "  " + tail
		}
		c.Text(row.CutRight(kit.Measure(tail, kit.Caption)+2), tail, kit.Caption)
		row.CutRight(8)
		row.CutLeft(c.Text(row, x.stageName(st.Stage), tone) + 10)
		if st.Stage == string(sales.Won) || st.Stage == string(sales.Lost) {
			continue
		}
		text := t("saleswindow.days", "n", st.Days)
		if st.Now {
			if days, w := x.page.board.dwell(x.now); w != sales.DwellFine {
				tint := kit.Amber
				if w == sales.DwellVery {
					tint = kit.Red
				}
				c.Badge(row, t("saleswindow.dwelt", "n", days), tint)
				continue
			}
		}
		c.Text(row, text, kit.Caption)
	}
	r.CutTop(6)
}

// drawChecks lists what the stage asks for.
func (x *deals) drawChecks(c *kit.Canvas, r *kit.Rect) {
	if len(x.checks) == 0 {
		return
	}
	t := x.host.T
	c.Text(r.CutTop(22), t("dealpage.to_do", "stage", x.stageName(x.now.Stage)), kit.Caption)
	for _, ch := range x.checks {
		row := r.CutTop(24)
		text := ch.Say(x.host.Lang(), t)
		if ch.Kind == sales.ActionCheck {
			key, done := ch.Key, !ch.Done
			c.Check("check."+key, row, text, ch.Done, func(bool) {
				x.change(func(ctx context.Context, id int64) (*sales.Opportunity, error) {
					return x.d.Sales.Tick(ctx, id, key, done)
				})
			})
			continue
		}
		icon, tone := icons.Clock, theme.Warn
		if ch.Done {
			icon, tone = icons.CircleCheck, theme.OK
		}
		c.Icon(row.CutLeft(18), icon, 14, tone)
		row.CutLeft(6)
		c.Text(row, text, kit.Body)
	}
	r.CutTop(6)
}

// drawScore says how likely the deal is won, and what speaks for and against it.
func (x *deals) drawScore(c *kit.Canvas, r *kit.Rect) {
	t := x.host.T
	row := r.CutTop(26)
	if !x.score.Known {
		c.Text(row, t("dealpage.no_score"), kit.Caption)
		return
	}
	text := strconv.FormatInt((int64(x.score.Chance)*100+500000)/1000000, 10) + "%"
	row.CutLeft(c.Text(row, t("dealpage.score"), kit.Second) + 8)
	row.CutLeft(c.Text(row, text, kit.Section) + 10)
	if x.now.Typed {
		link := t("dealpage.follow_stage")
		c.LinkText(row.CutRight(kit.Measure(link, kit.Link)+1), "follow_stage", link, kit.Link, func() { x.change(x.d.Sales.FollowStage) })
	} else {
		link := t("dealpage.use_score")
		c.LinkText(row.CutRight(kit.Measure(link, kit.Link)+1), "use_score", link, kit.Link, func() { x.change(x.d.Sales.UseScore) })
	}
	row.CutRight(8)
	c.Text(row, t("dealpage.of_closed", "won", x.score.Tally.Won, "lost", x.score.Tally.Lost), kit.Caption)
	top := 0.5
	for _, e := range x.score.Reasons {
		top = max(top, math.Abs(e.LogRatio))
	}
	for _, e := range x.score.Reasons {
		row := r.CutTop(20)
		c.Text(row.CutLeft(min(row.W*0.5, 150)), x.reason(e), kit.Caption)
		n := t("dealpage.counts", "won", e.Won, "lost", e.Lost)
		c.Text(row.CutRight(kit.Measure(n, kit.Caption)+2), n, kit.Caption)
		row.CutRight(8)
		mid := row.X + row.W/2
		w := row.W / 2 * float32(math.Abs(e.LogRatio)/top)
		bar := kit.R(mid, row.Y+6, w, 8)
		tone := theme.OK
		if e.LogRatio < 0 {
			bar.X, tone = mid-w, theme.Bad
		}
		c.Round(bar, 2, tone, theme.None)
		c.LineV(mid, row.Y+3, 14, theme.Line2)
		c.Named(row, kit.RoleItem, x.reason(e)+" "+n)
	}
	r.CutTop(8)
}

// reason names a feature and its value.
func (x *deals) reason(e sales.Reason) string {
	t := x.host.T
	value := e.Value
	switch e.Variable {
	case "stage":
		value = x.stageName(e.Value)
	case "source", "industry", "grade", "region":
		value = x.d.Option(x.host, "customer", e.Variable, e.Value)
	case "size":
		value = sizeText(e.Value)
	case "lead":
		return t("dealpage.why.lead")
	}
	return t("dealpage.why."+e.Variable, "value", value)
}

func sizeText(from string) string {
	n := number(from)
	if n == 0 {
		return "< ¥10,000"
	}
	return "≥ ¥" + tr.Group(n/100)
}
