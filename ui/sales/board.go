package sales

import (
	"context"
	"sort"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
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

	stages []sales.Stage
	limits map[string]int
	deals  []*sales.Opportunity
	names  map[int64]string // customers
	people map[int64]string
	lanes  [][]*sales.Opportunity // by lane; the last is won
	ready  bool
}

func newBoard(h kit.Host, d Deps, redraw func()) *board {
	b := &board{host: h, d: d, redraw: redraw, names: map[int64]string{}, people: map[int64]string{}}
	b.load = kit.NewLoader(h, redraw)
	b.filter = kit.FilterField(h.T("saleswindow.filter_deals"), func(string) { b.arrange() })
	b.kit = kit.Board{Name: h.T("saleswindow.board"), Card: b.card, Height: 100,
		KeyOf:    func(lane, i int) int64 { return b.lanes[lane][i].ID },
		DropText: func(lane int) string { return h.T("saleswindow.drop", "stage", b.kit.Lanes[lane].Title) },
		OnMove:   b.move, OnOpen: func(lane, i int) { b.host.Open(sales.Opportunities, b.lanes[lane][i].ID, nil) },
		OnCur: func(lane, i int) { b.status() }, OnMenu: b.menu, OnKey: b.key}
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
		open := listing.Is("state", listing.Eq, string(sales.Open))
		won := listing.All(listing.Is("state", listing.Eq, string(sales.Won)), listing.Is("closed_on", listing.Ge, month.String()))
		if s.deals, err = b.d.Deals.Find(ctx, listing.Any(open, won), listing.Sort{Key: "close_on"}); err != nil {
			return s, err
		}
		var customers, people []int64
		seen := map[int64]bool{}
		for _, o := range s.deals {
			customers = append(customers, o.CustomerID)
			if o.OwnerID != 0 && !seen[o.OwnerID] {
				seen[o.OwnerID] = true
				people = append(people, o.OwnerID)
			}
		}
		if s.names, err = b.d.Names(ctx, "customer", customers); err != nil {
			return s, err
		}
		s.people, err = b.d.Names(ctx, "person", people)
		return s, err
	}, func(s seenBoard) {
		b.stages, b.limits, b.deals, b.names, b.people, b.ready = s.stages, s.limits, s.deals, s.names, s.people, true
		b.arrange()
	})
}

// arrange puts the deals into their lanes.
func (b *board) arrange() {
	at := map[string]int{}
	b.lanes = make([][]*sales.Opportunity, len(b.stages)+1)
	for i, st := range b.stages {
		at[st.Key] = i
	}
	me := b.host.Actor().ID
	for _, o := range b.deals {
		if b.mine && o.OwnerID != me || !b.wanted(o) {
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
	text := money.Of(m, "CNY").String()
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
	return tr.In(b.host.Lang()).Or("opportunity.stage."+st.Key, st.Key)
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
	c.ButtonsRight(&in, kit.Button{ID: "newdeal", Text: t("records.new", "what", t("opportunity.one")), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: b.fresh, Disabled: b.mayAdd()})
	in.CutRight(6)
	c.Text(in, t("saleswindow.dwell_note"), kit.Caption.RightAligned())
	figures := r.CutTop(54)
	c.KeyFigures(figures.Pad(0, 0, figures.W-min(figures.W, 160*float32(len(b.figures()))), 1), b.figures())
	c.LineH(figures.X, figures.Bottom()-1, figures.W, theme.Line)
	c.Fill(r, theme.Window)
	switch {
	case b.load.Failed() != nil && !b.ready:
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("records.failed"), Text: b.host.ErrorText(b.load.Failed()), First: kit.Button{Text: t("records.again"), Kind: kit.Primary, Tap: b.read}})
	case !b.ready:
		if b.load.Slow() {
			c.Placeholders(r)
		}
	case len(b.deals) == 0:
		c.Empty(r, kit.Empty{Icon: icons.Kanban, Title: t("records.none", "what", t("opportunity.many")), Text: t("saleswindow.no_deals"),
			First: kit.Button{Text: t("records.new", "what", t("opportunity.one")), Icon: icons.Plus, Kind: kit.Primary, Tap: b.fresh, Disabled: b.mayAdd()}})
	default:
		b.kit.Draw(c, "board", r.Pad(12, 0, 12, 8))
	}
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
		dwell, tone = dwell+"  "+t("saleswindow.dwell_bad", "n", very), theme.Bad
	}
	return []kit.Figure{{Label: t("saleswindow.open_sum"), Value: b.home(sum)}, {Label: t("saleswindow.weighted_sum"), Value: b.home(weighted)},
		{Label: t("saleswindow.won_sum"), Value: b.home(won)}, {Label: t("saleswindow.dwell"), Value: dwell, Color: tone}}
}

func (b *board) dwell(o *sales.Opportunity) (days int, w sales.Dwell) {
	for _, st := range b.stages {
		if st.Key == o.Stage {
			if limit := b.limits[st.Key]; limit > 0 {
				st.DwellDays = limit
			}
			days, _, w = sales.Dwelling(o, st, b.host.Today())
		}
	}
	return days, w
}

// card draws one deal.
func (b *board) card(c *kit.Canvas, r kit.Rect, lane, i int) {
	if lane >= len(b.lanes) || i >= len(b.lanes[lane]) {
		return
	}
	o := b.lanes[lane][i]
	t := b.host.T
	c.Text(r.CutTop(20), o.Name, kit.Body)
	c.Text(r.CutTop(18), b.names[o.CustomerID], kit.Caption)
	r.CutTop(3)
	row := r.CutTop(22)
	days, warn := b.dwell(o)
	switch {
	case o.State == sales.Won:
		text := tr.In(b.host.Lang()).Or("opportunity.state.won", "won")
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, kit.Green)
	case warn != sales.DwellFine:
		tint := kit.Amber
		if warn == sales.DwellVery {
			tint = kit.Red
		}
		text := t("saleswindow.dwelt", "n", days)
		c.Badge(row.CutRight(kit.BadgeWidth(text)), text, tint)
	default:
		text := t("saleswindow.days", "n", days)
		c.Text(row.CutRight(kit.Measure(text, kit.Caption)+2), text, kit.Caption)
	}
	c.Text(row, b.home(o.AmountMinor), kit.Strong)
	row = r.CutTop(21)
	if name := b.people[o.OwnerID]; name != "" {
		c.Person(row.CutLeft(20), name, 20)
		row.CutLeft(8)
	}
	on, key := o.CloseOn, "saleswindow.expected"
	if o.State == sales.Won {
		on, key = o.ClosedOn, "saleswindow.closed"
	}
	if !on.IsZero() {
		st := kit.Caption
		if o.State == sales.Open && on < b.host.Today() {
			st = kit.Caption.In(theme.Bad)
		}
		c.Text(row, t(key, "date", tr.In(b.host.Lang()).Near(on, b.host.Today())), st)
	}
}

func (b *board) find(id int64) *sales.Opportunity {
	for _, o := range b.deals {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// move puts a card into another lane; won asks for the reason first.
func (b *board) move(key int64, from, to int) {
	o := b.find(key)
	if o == nil || from == to {
		return
	}
	switch {
	case to == len(b.stages):
		b.win(key)
	case from == len(b.stages):
		b.reopen(key)
	default:
		b.stage(o, b.stages[to].Key, true)
	}
}

// stage moves a deal and offers to take it back.
func (b *board) stage(o *sales.Opportunity, stage string, undo bool) {
	was := o.Stage
	moved := *o
	moved.Stage = stage
	b.replace(&moved) // at once; the answer corrects it
	b.host.Go(func(ctx context.Context) {
		now, err := b.d.Sales.Move(ctx, o.ID, 0, stage)
		b.host.Post(func() {
			if err != nil {
				b.host.Report(err)
				b.replace(o)
				return
			}
			b.replace(now)
			var back func()
			if undo {
				back = func() { b.stage(now, was, false) }
			}
			b.host.Toast(b.host.T("saleswindow.moved", "name", now.Name, "stage", b.nameOfStage(stage)), back)
		})
	})
}

func (b *board) nameOfStage(key string) string {
	for _, st := range b.stages {
		if st.Key == key {
			return b.stageName(st)
		}
	}
	return key
}

// replace puts a deal in the place of its older state and keeps the frame on it.
func (b *board) replace(o *sales.Opportunity) {
	for i := range b.deals {
		if b.deals[i].ID == o.ID {
			b.deals[i] = o
		}
	}
	b.arrange()
	for lane := range b.lanes {
		for i, x := range b.lanes[lane] {
			if x.ID == o.ID {
				b.kit.Select(lane, i)
			}
		}
	}
}

func (b *board) end(id int64, title string, run func(ctx context.Context, id int64, reason string) (*sales.Opportunity, error)) {
	b.arrange()
	askReason(b.host, reasonWish{title: b.host.T(title), text: b.host.T("saleswindow.reason_text")}, func(reason string) {
		b.host.Go(func(ctx context.Context) {
			o, err := run(ctx, id, reason)
			b.host.Post(func() {
				if err != nil {
					b.host.Report(err)
					return
				}
				b.replace(o)
				var undo func()
				if o.State != sales.Open {
					undo = func() { b.takeBack(id) }
				}
				b.host.Toast(b.host.T(title+"_done", "name", o.Name), undo)
			})
		})
	})
}

func (b *board) win(id int64) { b.end(id, "saleswindow.win", b.d.Sales.Win) }

func (b *board) lose(id int64) { b.end(id, "saleswindow.lose", b.d.Sales.Lose) }

func (b *board) reopen(id int64) { b.end(id, "saleswindow.reopen", b.d.Sales.Reopen) }

// takeBack opens a deal again that was ended by mistake.
func (b *board) takeBack(id int64) {
	b.host.Go(func(ctx context.Context) {
		_, err := b.d.Sales.Reopen(ctx, id, b.host.T("saleswindow.taken_back"))
		b.host.Post(func() { b.host.Report(err); b.read() })
	})
}

func (b *board) menu(lane, i int, at kit.Point) {
	o := b.lanes[lane][i]
	t := b.host.T
	items := []kit.MenuItem{{Title: t("records.open"), Icon: icons.Pencil, Key: "Enter", Run: func() { b.host.Open(sales.Opportunities, o.ID, nil) }}}
	if o.State == sales.Open {
		items = append(items, kit.MenuItem{Title: t("saleswindow.quote_it"), Icon: icons.FileText, Run: func() {
			b.host.New(sales.Quotes, map[string]string{"opportunity_id": strconv.FormatInt(o.ID, 10)})
		}}, kit.MenuItem{}, kit.MenuItem{Title: t("saleswindow.win"), Icon: icons.Check, Key: "W", Run: func() { b.win(o.ID) }},
			kit.MenuItem{Title: t("saleswindow.lose"), Icon: icons.X, Key: "L", Run: func() { b.lose(o.ID) }})
	} else {
		items = append(items, kit.MenuItem{Title: t("saleswindow.reopen"), Icon: icons.Undo, Run: func() { b.reopen(o.ID) }})
	}
	b.host.ShowMenu(kit.Menu{From: b.surface, At: at, Items: items})
}

func (b *board) key(k kit.Key) bool {
	o := b.current()
	if o == nil || o.State != sales.Open {
		return false
	}
	switch k {
	case "W":
		b.win(o.ID)
	case "L":
		b.lose(o.ID)
	default:
		return false
	}
	return true
}

func (b *board) mayAdd() string {
	if b.host.Actor().Can(identity.May(sales.Opportunities, identity.Add)) {
		return ""
	}
	return b.host.T("saleswindow.why_right")
}

func (b *board) fresh() { b.host.New(sales.Opportunities, nil) }

func (b *board) commands() []kit.Command {
	t := b.host.T
	focus := func() { b.surface.FocusID("board", true) }
	return []kit.Command{
		{ID: "filter", Title: t("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: b.filter.Focus, Status: t("records.filter")},
		{ID: "newdeal", Title: t("records.new", "what", t("opportunity.one")), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: b.fresh, Enabled: b.mayAdd},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: b.read},
		{ID: "stage", Title: t("saleswindow.change_stage"), Keys: []kit.Key{"Ctrl+Right"}, Scope: kit.ScopeList, Run: focus, Status: t("saleswindow.change_stage")},
		{ID: "win", Title: t("saleswindow.win"), Keys: []kit.Key{"W"}, Scope: kit.ScopeList, Run: func() { b.key("W") }, Status: t("saleswindow.win")},
		{ID: "lose", Title: t("saleswindow.lose"), Keys: []kit.Key{"L"}, Scope: kit.ScopeList, Run: func() { b.key("L") }, Status: t("saleswindow.lose")},
	}
}
