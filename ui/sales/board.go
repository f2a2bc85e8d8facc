package sales

import (
	"context"
	"sort"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// mostCards is how many cards a lane shows; the list has the others.
const mostCards = 60

// board is the pipeline (picture 05): open deals by stage, the won ones of this month.
type board struct {
	host    kit.Host
	d       Deps
	redraw  func()
	surface *kit.Surface
	load    *kit.Loader
	kit     kit.Board
	filter  *kit.Field
	mine    bool

	category string // shown alone; "" shows all
	all      []sales.Stage
	stages   []sales.Stage // those of the category
	limits   map[string]int
	deals    []*sales.Opportunity
	names    map[int64]string // customers
	people   map[int64]string
	lanes    [][]*sales.Opportunity // by lane; the last is won
	ready    bool
}

func newBoard(h kit.Host, d Deps, redraw func()) *board {
	b := &board{host: h, d: d, redraw: redraw, names: map[int64]string{}, people: map[int64]string{}}
	b.load = kit.NewLoader(h, redraw)
	b.filter = kit.FilterField(h.T("saleswindow.filter_deals"), func(string) { b.arrange() })
	b.kit = kit.Board{
		Name: h.T("saleswindow.board"), Card: b.card, Height: 100,
		KeyOf:    func(lane, i int) int64 { return b.lanes[lane][i].ID },
		DropText: func(lane int) string { return h.T("saleswindow.drop", "stage", b.kit.Lanes[lane].Title) },
		OnMove:   b.move, OnOpen: func(lane, i int) { b.host.Open(sales.Opportunities, b.lanes[lane][i].ID, nil) },
		OnCur: func(lane, i int) { b.status() }, OnMenu: b.menu, OnKey: b.key,
	}
	return b
}

type seenBoard struct {
	stages []sales.Stage
	limits map[string]int
	deals  []*sales.Opportunity
	names  map[int64]string
	people map[int64]string
}

func (b *board) heard() {
	if b.ready {
		b.read()
	}
}

// read loads the open deals and those won this month.
func (b *board) read() {
	month := b.host.Today().MonthStart()
	kit.Load(b.load, func(ctx context.Context) (seenBoard, error) {
		s := seenBoard{}
		var err error
		if s.stages, err = b.d.Sales.StagesOf(ctx); err != nil {
			return s, err
		}
		if s.limits, err = b.d.Sales.DwellLimits(ctx); err != nil {
			return s, err
		}
		err = b.cards(ctx, &s, month)
		return s, err
	}, func(s seenBoard) {
		b.all, b.limits, b.deals, b.names, b.people, b.ready = s.stages, s.limits, s.deals, s.names, s.people, true
		b.arrange()
	})
}

// cards reads the open deals and those won this month: only what the cards show, in one
// question, so that thousands of them are there at once.
func (b *board) cards(ctx context.Context, s *seenBoard, month calendar.Date) error {
	s.names, s.people = map[int64]string{}, map[int64]string{}
	won := listing.All(listing.Is("state", listing.Eq, string(sales.Won)), listing.Is("closed_on", listing.Ge, month.String()))
	plan, err := listing.Allow(ctx, b.d.Registry, identity.May(sales.Opportunities, identity.See), listing.Query{
		Entity:  sales.Opportunities,
		Filter:  listing.Any(listing.Is("state", listing.Eq, string(sales.Open)), won),
		Columns: []string{"name", "customer_id", "customer_id.name", "owner_id", "owner_id.name", "state", "category", "stage", "amount_minor", "probability", "close_on", "closed_on", "stage_since", "pushed", "competitor"},
	})
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, c := range plan.Columns() {
		at[c.Key] = i
	}
	return b.d.Source.Each(ctx, plan, func(r listing.Row) error {
		cell := func(key string) entity.Value {
			if i, ok := at[key]; ok {
				return r.Cells[i]
			}
			return entity.Null
		}
		day := func(key string) calendar.Date { d, _ := calendar.Parse(cell(key).Text()); return d }
		o := &sales.Opportunity{
			Name: cell("name").Text(), CustomerID: cell("customer_id").Int(), State: sales.OpportunityState(cell("state").Text()), Category: cell("category").Text(), Stage: cell("stage").Text(),
			AmountMinor: money.Minor(cell("amount_minor").Int()), Probability: money.Rate(cell("probability").Int()),
			CloseOn: day("close_on"), ClosedOn: day("closed_on"), StageSince: day("stage_since"), Pushed: cell("pushed").Int(), Competitor: cell("competitor").Text(),
		}
		o.ID, o.Version, o.OwnerID = r.ID, r.Version, cell("owner_id").Int()
		s.names[o.CustomerID], s.people[o.OwnerID] = cell("customer_id.name").Text(), cell("owner_id.name").Text()
		s.deals = append(s.deals, o)
		return nil
	})
}

// arrange puts the deals into their lanes.
func (b *board) arrange() {
	at := map[string]int{}
	b.stages = sales.StagesFor(b.all, b.category)
	b.lanes = make([][]*sales.Opportunity, len(b.stages)+1)
	for i, st := range b.stages {
		at[st.Key] = i
	}
	me := b.host.Actor().ID
	for _, o := range b.deals {
		if b.mine && o.OwnerID != me || b.category != "" && o.Category != b.category || !b.wanted(o) {
			continue
		}
		lane := len(b.stages)
		if o.State == sales.Open {
			i, known := at[o.Stage]
			if !known {
				continue // a stage that the company took away: the list still has it
			}
			lane = i
		}
		b.lanes[lane] = append(b.lanes[lane], o)
	}
	for _, l := range b.lanes {
		sort.SliceStable(l, func(i, j int) bool { return later(l[i].CloseOn) < later(l[j].CloseOn) })
	}
	b.head()
	b.status()
	b.redraw()
}

// later puts deals without a date behind the others.
func later(d calendar.Date) calendar.Date {
	if d.IsZero() {
		return 1 << 30
	}
	return d
}

func (b *board) wanted(o *sales.Opportunity) bool {
	text := b.filter.Text()
	if text == "" {
		return true
	}
	_, a := kit.Match(text, o.Name)
	_, c := kit.Match(text, b.names[o.CustomerID])
	return a || c
}

func (b *board) home(m money.Minor) string {
	text := money.Of(m, kit.Home()).String()
	if n := len(text); n > 3 && text[n-3:] == ".00" {
		text = text[:n-3]
	}
	return text
}

// head fills the heads of the lanes; sums are plain additions of what the cards show.
func (b *board) head() {
	t := b.host.T
	b.kit.Lanes = nil
	for i, deals := range b.lanes {
		var sum, weighted money.Minor
		for _, o := range deals {
			sum += o.AmountMinor
			weighted += o.Weighted()
		}
		l := kit.Lane{Count: strconv.Itoa(len(deals)), Sum: b.home(sum), Cards: min(len(deals), mostCards)}
		if n := len(deals) - l.Cards; n > 0 {
			l.More = t("saleswindow.more_cards", "n", n)
		}
		if i < len(b.stages) {
			st := b.stages[i]
			l.ID, l.Title, l.Right = st.Key, b.stageName(st), st.Probability.Number()+"%"
			l.Weight, l.Part = t("saleswindow.weighted", "amount", b.home(weighted)), float32(st.Probability)/money.Scale
		} else {
			l.ID, l.Title, l.Right, l.Part, l.Color = "won", t("saleswindow.won_month"), "100%", 1, theme.OK
		}
		b.kit.Lanes = append(b.kit.Lanes, l)
	}
}

func (b *board) stageName(st sales.Stage) string {
	if st.Label != "" {
		return st.Label
	}
	return tr.In(b.host.Lang()).Or("dict.stage."+st.Key, st.Key)
}

func (b *board) status() {
	text := b.host.T("saleswindow.deal_count", "n", b.count())
	if o := b.current(); o != nil {
		text += " · " + b.names[o.CustomerID] + " " + o.Name
	}
	b.host.Status(text)
}

func (b *board) count() int {
	n := 0
	for i, l := range b.lanes {
		if i < len(b.stages) {
			n += len(l)
		}
	}
	return n
}

func (b *board) current() *sales.Opportunity {
	lane, i := b.kit.Current()
	if lane < len(b.lanes) && i < len(b.lanes[lane]) {
		return b.lanes[lane][i]
	}
	return nil
}

func (b *board) draw(c *kit.Canvas, r kit.Rect) {
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	t := b.host.T
	c.Field("deals", in.CutLeft(200).MiddleRow(theme.Control), b.filter)
	in.CutLeft(10)
	c.Chip(&in, kit.Chip{ID: "mine", Text: t("saleswindow.mine_only"), On: b.mine, Tap: func() { b.mine = !b.mine; b.arrange() }})
	b.drawCategory(c, &in)
	c.ButtonsRight(&in, kit.Button{ID: "newdeal", Text: records.NewTitle(b.host, sales.Opportunities), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: b.fresh, Disabled: b.mayAdd()})
	in.CutRight(6)
	c.Text(in, t("saleswindow.dwell_note"), kit.Caption.RightAligned())
	figures := r.CutTop(54)
	c.KeyFigures(figures.Pad(0, 0, figures.W-min(figures.W, 160*float32(len(b.figures()))), 1), b.figures())
	c.LineH(figures.X, figures.Bottom()-1, figures.W, theme.Line)
	c.Fill(r, theme.Window)
	switch {
	case !b.ready && b.load.Failed() != nil:
		c.Failure(r, b.host, b.load.Failed(), b.read)
	case !b.ready:
		if b.load.Slow() {
			c.Placeholders(r)
		}
	case len(b.deals) == 0:
		c.Empty(r, kit.Empty{
			Icon: icons.Kanban, Title: t("records.none", "what", t("opportunity.many")), Text: t("saleswindow.no_deals"),
			First: kit.Button{Text: records.NewTitle(b.host, sales.Opportunities), Icon: icons.Plus, Kind: kit.Primary, Tap: b.fresh, Disabled: b.mayAdd()},
		})
	default:
		b.kit.Draw(c, "board", r.Pad(12, 0, 12, 8))
	}
}

// drawCategory chooses whose stages the board shows.
func (b *board) drawCategory(c *kit.Canvas, in *kit.Rect) {
	f := b.d.Registry.Type(sales.Opportunities).Field("category")
	if f == nil || len(f.Options()) == 0 {
		return
	}
	text := b.host.T("saleswindow.all_categories")
	if b.category != "" {
		text = records.OptionText(b.host, f, b.category)
	}
	in.CutLeft(10)
	c.Drop("category", in.CutLeft(kit.Measure(text, kit.Body)+42).MiddleRow(theme.Control), text, "", func() []kit.MenuItem {
		choose := func(key string) func() { return func() { b.category = key; b.arrange() } }
		items := []kit.MenuItem{{Title: b.host.T("saleswindow.all_categories"), Checked: b.category == "", Run: choose("")}}
		for _, o := range f.Options() {
			if !o.Gone {
				items = append(items, kit.MenuItem{Title: records.OptionText(b.host, f, o.Key), Checked: b.category == o.Key, Run: choose(o.Key)})
			}
		}
		return items
	})
}

// figures are the sums of what the board shows.
func (b *board) figures() []kit.Figure {
	t := b.host.T
	var sum, weighted, won money.Minor
	long, very := 0, 0
	for i, l := range b.lanes {
		for _, o := range l {
			if i == len(b.stages) {
				won += o.AmountMinor
				continue
			}
			sum += o.AmountMinor
			weighted += o.Weighted()
			switch _, w := b.dwell(o); w {
			case sales.DwellLong:
				long++
			case sales.DwellVery:
				very++
			}
		}
	}
	dwell := t("saleswindow.dwell_count", "n", long+very)
	tone := theme.Text
	if long > 0 {
		tone = theme.Warn
	}
	if very > 0 {
		dwell, tone = dwell+" · "+t("saleswindow.dwell_bad", "n", very), theme.Bad
	}
	return []kit.Figure{
		{Label: t("saleswindow.open_sum"), Value: b.home(sum)},
		{Label: t("saleswindow.weighted_sum"), Value: b.home(weighted)},
		{Label: t("saleswindow.won_sum"), Value: b.home(won)},
		{Label: t("saleswindow.dwell"), Value: dwell, Color: tone},
	}
}
