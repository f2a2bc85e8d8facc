package sales

import (
	"context"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// castMonths is how many months the chart shows.
const castMonths = 6

// forecast shows what is to be expected (picture 18): a bar for each month with what is
// won, committed, best case and pipeline, the weighted sum beside, the target above; the
// deals of the chosen month; and the same by person, department, product.
type forecast struct {
	host kit.Host
	d    Deps
	page *page
	load *kit.Loader

	whose  sales.Whose
	by     sales.Dimension
	shift  int // months from the present one on
	month  int // the chosen bar
	data   *sales.Forecast
	steps  []sales.Conversion
	funnel []sales.FunnelRow
	list   *records.List
	groups kit.Table
	part   string // months, groups, stages
}

func newForecast(h kit.Host, d Deps, p *page) *forecast {
	f := &forecast{host: h, d: d, page: p, whose: sales.Everyone, by: sales.ByPerson, part: "months"}
	f.load = kit.NewLoader(h, p.redraw)
	f.groups = kit.Table{Name: h.T("dealpage.forecast"), Source: castRows{f}}
	return f
}

// lists makes the list of the chosen month, once the page is there.
func (f *forecast) lists() *records.List {
	if f.list == nil {
		f.list = records.New(f.host, f.d.Deps, sales.Opportunities)
		f.list.Redraw(f.page.redraw)
		f.list.Table.Multi = false
		class := float32(64)
		if f.host.Lang() != "zh" {
			class = 86 // Committed
		}
		f.list.SetColumns(records.Column{Key: "name", Flex: true, Width: 150}, records.Column{Key: "probability", Title: f.host.T("dealpage.class"), Width: class},
			records.Column{Key: "amount_minor", Width: 92}, records.Column{Key: "owner_id", Width: 72}, records.Column{Key: "close_on", Width: 88}, records.Column{Key: "pushed", Title: f.host.T("dealpage.note"), Width: 84})
		f.list.Also = []string{"state", "closed_on", "stage", "stage_since", "customer_id.next_action_on"}
		f.list.Style = f.style
		f.list.OnOpen = func(id int64) { f.host.Open(sales.Opportunities, id, nil) }
	}
	return f.list
}

// style shows the class instead of the probability, and what to mind of a deal.
func (f *forecast) style(key string, r *records.Row, c kit.Cell) kit.Cell {
	t := f.host.T
	open := r.Get("state").Text() == string(sales.Open)
	switch key {
	case "probability":
		if !open {
			return kit.Cell{Text: t("opportunity.state.won"), Color: theme.OK}
		}
		return kit.Cell{Text: t("dealpage.class." + string(f.data.Limits.Of(money.Rate(r.Get("probability").Int()))))}
	case "close_on":
		if !open {
			return kit.Cell{Text: r.Get("closed_on").Text()}
		}
	case "pushed":
		switch n := r.Get("pushed").Int(); {
		case !open:
			return kit.Cell{}
		case n > 1:
			return kit.Cell{Text: t("dealpage.pushed", "n", n), Color: theme.Bad}
		case r.Get("customer_id.next_action_on").IsEmpty():
			return kit.Cell{Text: t("dealpage.no_next"), Color: theme.Bad}
		case n == 1:
			return kit.Cell{Text: t("dealpage.pushed", "n", n), Color: theme.Warn}
		}
		return kit.Cell{}
	}
	return c
}

func (f *forecast) first() calendar.Date { return f.host.Today().MonthStart().AddMonths(f.shift) }

func (f *forecast) read() {
	w := sales.ForecastWish{From: f.first(), Months: castMonths, By: f.by, Whose: f.whose}
	type seen struct {
		data   *sales.Forecast
		steps  []sales.Conversion
		funnel []sales.FunnelRow
	}
	kit.Load(f.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		var err error
		if s.data, err = f.d.Sales.ForecastOf(ctx, w); err != nil {
			return s, err
		}
		if s.funnel, err = f.d.Sales.FunnelOf(ctx, nil); err != nil {
			return s, err
		}
		s.steps, err = f.d.Sales.ConversionsOf(ctx, w.Whose)
		return s, err
	}, func(s seen) {
		f.data, f.steps, f.funnel = s.data, s.steps, s.funnel
		f.columns()
		f.choose(f.month)
	})
}

// choose brings a month to the front: its deals are listed beside.
func (f *forecast) choose(i int) {
	f.month = min(max(i, 0), castMonths-1)
	f.lists().Show(sales.MonthQuery(f.first().AddMonths(f.month), f.whose))
	f.page.redraw()
}

func (f *forecast) draw(c *kit.Canvas, r kit.Rect) {
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	f.drawBar(c, bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1))
	switch {
	case f.data == nil && f.load.Failed() != nil:
		c.Failure(r, f.host, f.load.Failed(), f.read)
		return
	case f.data == nil:
		if f.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	switch f.part {
	case "groups":
		f.groups.Draw(c, "groups", r)
		return
	case "stages":
		f.drawStages(c, r)
		return
	}
	right := r.CutRight(min(590, r.W*0.46))
	c.LineV(right.X, right.Y, right.H, theme.Line)
	f.drawMonths(c, r)
	f.drawList(c, right.Pad(1, 0, 0, 0))
}

func (f *forecast) drawBar(c *kit.Canvas, in kit.Rect) {
	t := f.host.T
	parts := []kit.Tab{{ID: "months", Text: t("dealpage.part.months")}, {ID: "groups", Text: t("dealpage.part.groups")}, {ID: "stages", Text: t("dealpage.part.stages")}}
	c.Segment("part", in.CutLeft(kit.SegmentWidth(parts)).MiddleRow(theme.Control), parts, f.part, func(id string) { f.part = id })
	in.CutLeft(12)
	for _, w := range []sales.Whose{sales.Everyone, sales.Team, sales.Mine} {
		c.Chip(&in, kit.Chip{ID: "whose." + string(w), Text: t("dealpage.whose." + string(w)), On: f.whose == w, Tap: func() { f.whose = w; f.read() }})
	}
	if f.part == "groups" {
		in.CutLeft(6)
		for _, by := range sales.Dimensions {
			c.Chip(&in, kit.Chip{ID: "by." + string(by), Text: t("dealpage.by." + string(by)), On: f.by == by, Tap: func() { f.by = by; f.read() }})
		}
	}
	if f.part != "stages" {
		c.ButtonsRight(&in, kit.Button{ID: "earlier", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("dealpage.earlier"), Tap: func() { f.turn(-1) }},
			kit.Button{ID: "later", Icon: icons.ChevronRight, Kind: kit.Plain, Tip: t("dealpage.later"), Tap: func() { f.turn(1) }})
	}
}

func (f *forecast) turn(d int) {
	f.shift += d
	f.read()
}

// short writes an amount in units of ten thousand, as the picture does.
func short(m money.Minor) string {
	n := (int64(m) + 50_000) / 100_000 // tenths of ten thousand
	return tr.Group(n/10) + "." + strconv.FormatInt(n%10, 10)
}

// classes are the parts of a bar from below.
func (f *forecast) classes(m sales.ForecastSum) []kit.Share {
	t := f.host.T
	return []kit.Share{
		{Value: float64(m.Won), Color: theme.Primary, Name: t("dealpage.class.won")},
		{Value: float64(m.Committed), Color: theme.Series2, Name: t("dealpage.class.committed")},
		{Value: float64(m.Best), Color: theme.Series3, Name: t("dealpage.class.best")},
		{Value: float64(m.Pipeline), Color: theme.GraySoft, Name: t("dealpage.class.pipeline")},
	}
}

func (f *forecast) drawMonths(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	in := r.Pad(16, 8, 16, 8)
	head := in.CutTop(26)
	legend := append(f.classes(sales.ForecastSum{}), kit.Share{Color: theme.Age2, Name: t("dealpage.weighted")}, kit.Share{Color: theme.Text, Name: t("dealpage.target")})
	c.Text(head, t("dealpage.unit"), kit.Caption)
	c.Legend(&head, legend)
	foot := in.CutBottom(40)
	labels := in.CutBottom(58)
	top := float64(1)
	for _, m := range f.data.Months {
		top = max(top, float64(m.Won+m.Open()), float64(m.Target), float64(m.Expected()))
	}
	plot := in.Pad(0, 22, 0, 0)
	slot := plot.W / castMonths
	for i, m := range f.data.Months {
		cell := kit.R(plot.X+float32(i)*slot, in.Y, slot, in.H+labels.H)
		if i == f.month {
			c.Frame(cell.InsetXY(2, 0), theme.RadiusPanel, theme.None, theme.Primary, 2)
		}
		st := c.Hit("month."+strconv.Itoa(i), cell, kit.Hit{
			Name: m.Month.String()[:7], Value: short(m.Expected()), Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true,
			Tap: func() { f.choose(i) }, Key: func(k kit.Key) bool { return f.monthKey(k) },
		})
		if st.Ring {
			c.FocusRing(cell.InsetXY(4, 2), 4)
		}
		f.drawMonth(c, kit.R(cell.X, plot.Y, slot, plot.H), m, top)
		f.drawLabel(c, kit.R(cell.X, labels.Y, slot, labels.H), m, i == f.month)
	}
	c.LineH(plot.X, plot.Bottom(), plot.W, theme.Line2)
	note := t("dealpage.weights")
	if s := f.data.Late; s.Count > 0 {
		note += "  " + t("dealpage.late", "n", s.Count, "sum", short(s.Open()))
	}
	if s := f.data.Undated; s.Count > 0 {
		note += "  " + t("dealpage.undated", "n", s.Count, "sum", short(s.Open()))
	}
	c.Para(foot, note, kit.Caption, 2)
}

func (f *forecast) monthKey(k kit.Key) bool {
	switch k {
	case "Left":
		f.choose(f.month - 1)
	case "Right":
		f.choose(f.month + 1)
	default:
		return false
	}
	f.page.Surface().FocusID("month."+strconv.Itoa(f.month), true)
	return true
}

func (f *forecast) drawMonth(c *kit.Canvas, r kit.Rect, m sales.MonthForecast, top float64) {
	w := min(r.W*0.36, 46)
	x := r.X + r.W/2 - w*0.85
	y := r.Bottom()
	for _, p := range f.classes(m.ForecastSum) {
		h := r.H * float32(p.Value/top)
		if h <= 0 {
			continue
		}
		y -= h
		seg := kit.R(x, y, w, h)
		edge := theme.None
		if p.Color == theme.GraySoft {
			edge = theme.Line2
		}
		c.Round(seg, 0, p.Color, edge)
		if h >= 16 {
			tone := theme.OnPrimary
			if p.Color == theme.Series3 || p.Color == theme.GraySoft {
				tone = theme.Text
			}
			c.Text(kit.R(seg.X-6, seg.Bottom()-16, seg.W+12, 15), short(money.Minor(p.Value)), kit.Caption.In(tone).Centered())
		}
	}
	h := r.H * float32(float64(m.Expected())/top)
	bar := kit.R(x+w+8, r.Bottom()-h, w*0.3, h)
	c.Round(bar, 0, theme.Age2, theme.None)
	if m.Expected() > 0 {
		c.Text(kit.R(bar.X-26, bar.Y-17, bar.W+52, 15), short(m.Expected()), kit.Caption.In(theme.Warn).Centered())
	}
	if m.Target > 0 {
		ty := r.Bottom() - r.H*float32(float64(m.Target)/top)
		c.Fill(kit.R(r.X+6, ty-1, r.W-12, 2), theme.Text)
	}
}

func (f *forecast) drawLabel(c *kit.Canvas, r kit.Rect, m sales.MonthForecast, on bool) {
	t := f.host.T
	st := kit.Body.Centered()
	if on {
		st = kit.Strong.In(theme.Primary).Centered()
	}
	_, month, _ := m.Month.Parts()
	named := any(int(month))
	if f.host.Lang() != "zh" {
		named = month.String()[:3] // English names its months
	}
	name := t("dealpage.month", "n", named)
	if month == 1 || m.Month == f.first() {
		name = m.Month.String()[:7]
	}
	c.Text(r.CutTop(20), name, st)
	if m.Target == 0 {
		c.Text(r.CutTop(18), "—", kit.Caption.Centered())
		return
	}
	c.Text(r.CutTop(18), t("dealpage.target_of", "sum", short(m.Target)), kit.Caption.Centered())
	if gap := m.Gap(); gap > 0 {
		tone := theme.Warn
		if gap*3 > m.Target {
			tone = theme.Bad
		}
		c.Text(r.CutTop(18), t("dealpage.gap", "sum", short(gap)), kit.Caption.B().In(tone).Centered())
	}
}

func (f *forecast) drawList(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	m := f.data.Months[f.month]
	head := r.CutTop(36).Pad(14, 0, 14, 0)
	right := t("dealpage.head", "weighted", short(m.Expected()), "gap", short(m.Gap()))
	c.Text(head.CutRight(kit.Measure(right, kit.Caption)+2), right, kit.Caption)
	c.Text(head, t("dealpage.month_title", "month", m.Month.String()[:7], "n", m.Count+m.WonCount), kit.Strong)
	foot := r.CutBottom(34)
	c.Fill(foot, theme.Sunken)
	in := foot.Pad(14, 0, 14, 0)
	sum := short(m.Won + m.Open())
	c.Text(in.CutRight(kit.Measure(sum, kit.Strong)+2), sum, kit.Strong)
	c.Text(in, t("dealpage.sum_line", "won", short(m.Won), "committed", short(m.Committed), "best", short(m.Best), "pipeline", short(m.Pipeline)), kit.Caption)
	f.lists().Draw(c, "deals", r)
}

func (f *forecast) commands() []kit.Command {
	t := f.host.T
	return []kit.Command{
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: f.read},
		{ID: "earlier", Title: t("dealpage.earlier"), Keys: []kit.Key{"PageUp"}, Run: func() { f.turn(-1) }},
		{ID: "later", Title: t("dealpage.later"), Keys: []kit.Key{"PageDown"}, Run: func() { f.turn(1) }},
		f.exportCommand(),
	}
}
