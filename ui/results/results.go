// Package results is the window of what was aimed at and what came of it: targets from
// the company to people, performance entries, visits, logs, plans, the report that writes
// itself, workload, scores and rewards, the standard extracts, where new customers come from, and the
// channels that are sold through, the territories,
// what distributors report to have sold on, and the competitors.
package results

import (
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/goal"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/market"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// Goals is what the window asks of targets.
type Goals interface {
	BoardOf(ctx context.Context, year int) (*goal.Board, error)
	Preview(ctx context.Context, a goal.Allocation) ([]goal.Change, error)
	Allocate(ctx context.Context, a goal.Allocation) (int, error)
	Propose(ctx context.Context, p goal.Proposal) error
	Adjustments(ctx context.Context, n goal.Node, year int) ([]goal.Adjustment, error)
}

// Effort is what the window asks about the work of people.
type Effort interface {
	AchievedBetween(ctx context.Context, from, to calendar.Date) (*effort.Achievements, error)
	WorkBetween(ctx context.Context, from, to calendar.Date) (*effort.Workload, error)
	ReportOf(ctx context.Context, person int64, span effort.Span, day calendar.Date) (*effort.Report, error)
	AcquiredBetween(ctx context.Context, from, to calendar.Date) (*effort.Acquisition, error)
	About(ctx context.Context, id int64) (kind string, record int64, err error)
}

// Market is what the window asks of channels and markets.
type Market interface {
	SoldBetween(ctx context.Context, from, to calendar.Date) (*market.ChannelSales, error)
	Redrawing() market.Redrawn
	MapOf(ctx context.Context, from, to calendar.Date) (*market.Map, error)
	Compare(ctx context.Context) ([]market.Compared, error)
	InDeals(ctx context.Context) ([]market.Met, error)
	MakeFlows(ctx context.Context, month calendar.Date) (int, error)
	HandIn(ctx context.Context, id int64, nothing bool) (*market.FlowTask, error)
	TakeBack(ctx context.Context, id int64) (*market.FlowTask, error)
	Extend(ctx context.Context, id int64, reason string) (*market.FlowTask, error)
	FlowPolicyOf(ctx context.Context) (market.FlowPolicy, error)
	SetFlowPolicy(ctx context.Context, p market.FlowPolicy) error
	FlowsBetween(ctx context.Context, from, to calendar.Date) ([]market.Flowed, error)
}

// Deps are what the window needs.
type Deps struct {
	records.PageDeps
	Goals       Goals
	Effort      Effort
	Market      Market
	Judging     Judging
	Flows       Flows
	Competitors Competitors
	// Names reads the titles of records that the person may see.
	Names func(ctx context.Context, kind string, ids []int64) (map[int64]string, error)
	// Book writes figures into a workbook that is whole or not there.
	Book func(ctx context.Context, path string, head exporting.Head, rows [][]entity.Value) error
	// Undo takes the last step back; nil offers nothing.
	Undo func(ctx context.Context) error
}

// page is the window.
type page struct {
	*records.Page
	host kit.Host
	d    Deps
}

func (p *page) redraw() {
	if p.Page != nil {
		p.Surface().Redraw()
	}
}

// New makes the window.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d}
	var tabs []records.Tab
	for _, t := range p.tabs() {
		if h.Actor().Can(identity.May(t.Kind, identity.See)) {
			tabs = append(tabs, t)
		}
	}
	p.Page = records.NewPage(h, d.PageDeps, h.T("area.results"), tabs)
	p.Aside = true
	return p
}

// ShowPart brings the part with a name to the front: targets, report, workload …
func (p *page) ShowPart(name string) bool { return p.ShowTitled(p.host.T("resultspage.tab." + name)) }

// OpenComment opens the record that a comment speaks of.
func (p *page) OpenComment(id int64) {
	p.host.Go(func(ctx context.Context) {
		kind, record, err := p.d.Effort.About(ctx, id)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if !p.Show(kind, record, false) {
				p.host.Open(kind, record, nil)
			}
		})
	})
}

// undo takes the last step back and reads anew; nil where nothing is taken back.
func (p *page) undo(read func()) func() {
	if p.d.Undo == nil {
		return nil
	}
	return func() {
		p.host.Go(func(ctx context.Context) {
			err := p.d.Undo(ctx)
			p.host.Post(func() {
				p.host.Report(err)
				read()
			})
		})
	}
}

func newest(key string, totals ...string) listing.Query {
	return listing.Query{Sort: []listing.Sort{{Key: key, Desc: true}, {Key: "id", Desc: true}}, Totals: totals}
}

// spans are the ready filters of a list by a date.
func (p *page) spans(field string) []records.View {
	out := []records.View{{ID: "all", Title: p.host.T("resultspage.span.all")}}
	for _, s := range []string{"today", "this_week", "this_month", "last_month", "this_quarter", "this_year"} {
		out = append(out, records.View{ID: s, Title: p.host.T("resultspage.span." + s), Filter: listing.Is(field, listing.Eq, s)})
	}
	return out
}

func (p *page) tabs() []records.Tab {
	t := p.host.T
	title := func(name string) string { return t("resultspage.tab." + name) }
	board, sums, report, work := newTargets(p), newAchieved(p), newReport(p), newWorkload(p)
	visits := newest("at")
	visits.Filter = listing.Is("kind", listing.Eq, string(customer.NoteVisit))
	plans := listing.Query{Sort: []listing.Sort{{Key: "due_on"}, {Key: "id"}}}
	open := listing.Is("state", listing.Eq, string(customer.TaskOpen))
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	wide := func(key string) records.Column { return records.Column{Key: key, Width: 160, Flex: true} }
	extracts := newExtracts(p)
	acquired := newAcquired(p)
	ways := t("resultspage.group.market")
	first, daily, figures := t("resultspage.group.goal"), t("resultspage.group.daily"), t("resultspage.group.figures")
	judged := newAppraisals(p).tabs(t("resultspage.group.appraisal"))
	return slices.Concat([]records.Tab{
		{
			Kind: sales.Targets, Title: title("targets"), Group: first, Icon: icons.Target, Query: newest("month", "amount_minor"),
			Columns: []records.Column{col("month", 100), col("level", 90), wide("department_id"), wide("person_id"), col("amount_minor", 120), col("proposed_minor", 120), col("responsible_id", 90)},
			Modes: []records.Mode{
				{ID: "board", Title: t("resultspage.mode.board"), Draw: board.draw, Commands: board.commands, Shown: board.shown(false)},
				{ID: "compare", Title: t("resultspage.mode.compare"), Draw: board.draw, Commands: board.commands, Shown: board.shown(true)},
				{ID: "list", Title: t("resultspage.mode.list")},
			},
		},
		{
			Kind: effort.Performances, Title: title("performance"), Group: first, Icon: icons.TrendingUp, Query: newest("date_on", "amount_minor"), Final: true, Views: p.spans("date_on"),
			Columns: []records.Column{col("date_on", 100), wide("what"), col("kind", 90), wide("customer_id"), col("amount_minor", 120), col("owner_id", 90)},
			Modes: []records.Mode{
				{ID: "list", Title: t("resultspage.mode.entries")},
				{ID: "sums", Title: t("resultspage.mode.sums"), Draw: sums.draw, Commands: sums.commands, Shown: sums.read},
			},
		},
	}, judged, []records.Tab{
		{Kind: sales.Orders, Title: title("report"), Group: daily, Icon: icons.Notebook, Draw: report.draw, Commands: report.commands, Shown: report.read},
		{
			Kind: customer.Activities, Title: title("visits"), Group: daily, Icon: icons.MapPin, Query: visits, Views: p.spans("at"), Given: map[string]string{"kind": string(customer.NoteVisit)},
			Columns: []records.Column{col("at", 130), wide("customer_id"), col("place", 140), wide("text"), col("result", 140), col("owner_id", 90)},
			Modes: []records.Mode{
				{ID: "list", Title: t("resultspage.mode.records")},
				{ID: "stats", Title: t("resultspage.mode.stats"), Draw: work.drawOf("visit"), Commands: work.commands, Shown: work.read},
			},
		},
		{
			Kind: effort.Logs, Title: title("logs"), Group: daily, Icon: icons.BookOpen, Query: newest("date_on"), Views: p.spans("date_on"),
			Columns: []records.Column{col("date_on", 100), wide("title"), wide("customer_id"), wide("plan"), col("owner_id", 90)},
		},
		{
			Kind: customer.Tasks, Title: title("plans"), Group: daily, Icon: icons.CalendarCheck, Query: plans,
			Columns: []records.Column{col("due_on", 100), wide("title"), col("kind", 84), wide("customer_id"), col("state", 84), col("owner_id", 90)},
			Views: []records.View{
				{ID: "open", Title: t("resultspage.plans.open"), Filter: open},
				{ID: "week", Title: t("resultspage.plans.week"), Filter: listing.All(open, listing.Is("due_on", listing.Eq, "this_week"))},
				{ID: "late", Title: t("resultspage.plans.late"), Filter: listing.All(open, listing.Is("due_on", listing.Lt, "today"))},
				{ID: "all", Title: t("resultspage.span.all")},
			},
		},
		{Kind: sales.Orders, Title: title("workload"), Group: daily, Icon: icons.Chart, Draw: work.drawOf(""), Commands: work.commands, Shown: work.read},
		{Kind: customer.Customers, Title: title("extracts"), Group: figures, Icon: icons.Table, Draw: extracts.draw, Commands: extracts.commands, Shown: extracts.show},
		{Kind: customer.Customers, Title: title("acquired"), Group: figures, Icon: icons.UserPlus, Draw: acquired.draw, Commands: acquired.commands, Shown: acquired.read},
		newChannels(p).tab(ways), newTerritories(p).tab(ways), newFlows(p).tab(ways), newCompetitors(p).tab(ways),
	})
}
