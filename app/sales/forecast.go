package sales

import (
	"context"
	"sort"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// SettingForecast is the key of ForecastLimits.
const SettingForecast = "sales.forecast"

// ForecastLimits say from which probability on an open deal counts as committed, and as
// best case; below both it is pipeline.
type ForecastLimits struct {
	Committed money.Rate `json:"committed"`
	Best      money.Rate `json:"best"`
}

// DefaultForecast are the limits of a new company.
var DefaultForecast = ForecastLimits{Committed: money.Percent(90), Best: money.Percent(50)}

// Of tells the class of a probability.
func (l ForecastLimits) Of(p money.Rate) ForecastClass {
	switch {
	case p >= l.Committed:
		return Committed
	case p >= l.Best:
		return BestCase
	}
	return Pipelined
}

// ForecastClass is how sure an open deal is.
type ForecastClass string

// The classes.
const (
	Committed ForecastClass = "committed"
	BestCase  ForecastClass = "best"
	Pipelined ForecastClass = "pipeline"
)

// Dimension is what a forecast is grouped by beside the month.
type Dimension string

// The dimensions.
const (
	ByNothing    Dimension = ""
	ByPerson     Dimension = "person"
	ByDepartment Dimension = "department"
	ByStage      Dimension = "stage"
	BySource     Dimension = "source"
	ByProduct    Dimension = "product"
	ByChannel    Dimension = "channel" // the distributor through whom a deal goes (SAL-10)
)

// Dimensions lists what a forecast can be grouped by.
var Dimensions = []Dimension{ByPerson, ByDepartment, ByProduct, ByChannel, ByStage, BySource}

// ForecastQuery says what is added up. Months are first days.
type ForecastQuery struct {
	From, To calendar.Date // the first and the last month
	By       Dimension
	Limits   ForecastLimits
}

// ForecastSum is what one cell of a forecast adds up to.
type ForecastSum struct {
	Count                     int64 // open deals
	Committed, Best, Pipeline money.Minor
	Weighted                  money.Minor
	Won                       money.Minor
	WonCount                  int64
}

// Open is the amount of all open deals.
func (s ForecastSum) Open() money.Minor { return s.Committed + s.Best + s.Pipeline }

// Expected is what is won plus what is to be expected of the open deals.
func (s ForecastSum) Expected() money.Minor { return s.Won + s.Weighted }

func (s *ForecastSum) add(o ForecastSum) {
	s.Count, s.Committed, s.Best, s.Pipeline = s.Count+o.Count, s.Committed+o.Committed, s.Best+o.Best, s.Pipeline+o.Pipeline
	s.Weighted, s.Won, s.WonCount = s.Weighted+o.Weighted, s.Won+o.Won, s.WonCount+o.WonCount
}

func (s *ForecastSum) take(o ForecastSum) {
	s.Committed, s.Best, s.Pipeline = s.Committed-o.Committed, s.Best-o.Best, s.Pipeline-o.Pipeline
	s.Weighted, s.Won = s.Weighted-o.Weighted, s.Won-o.Won
}

// ForecastCell is one row of the answer of the store: month "YYYY-MM", "" without a date.
type ForecastCell struct {
	Month string
	Key   string // of the dimension: an id or an option
	ForecastSum
}

// MonthForecast is one month.
type MonthForecast struct {
	Month  calendar.Date
	Target money.Minor
	ForecastSum
}

// Gap is what is missing to the target when the open deals come as they are weighted.
func (m MonthForecast) Gap() money.Minor { return max(0, m.Target-m.Expected()) }

// GroupForecast is one person, department, product … over all months.
type GroupForecast struct {
	Key  string
	Name string // of records
	ForecastSum
}

// Forecast is the answer.
type Forecast struct {
	Limits  ForecastLimits
	Months  []MonthForecast
	Groups  []GroupForecast
	Late    ForecastSum // open deals whose expected close lies before the first month
	Undated ForecastSum // open deals without one
}

// ForecastWish is what somebody asks for.
type ForecastWish struct {
	From   calendar.Date
	Months int
	By     Dimension
	Whose  Whose
}

// ForecastOf adds the deals that the person may see up by month of the expected close, and
// by a dimension. The months add up to the groups.
func (s *Service) ForecastOf(ctx context.Context, w ForecastWish) (*Forecast, error) {
	a, err := identity.Need(ctx, identity.May(Opportunities, identity.See))
	if err != nil {
		return nil, err
	}
	f := &Forecast{}
	if f.Limits, err = company.Read(ctx, s.p.Company, SettingForecast, DefaultForecast); err != nil {
		return nil, err
	}
	from := w.From.MonthStart()
	q := ForecastQuery{From: from, To: from.AddMonths(w.Months - 1), Limits: f.Limits}
	r := w.Whose.narrow(a, listing.ReachOf(s.g.Registry, a, identity.May(Opportunities, identity.See), s.Opportunities.Desc.Type))
	if w.By != ByProduct { // the groups of a month add up to it
		q.By = w.By
	}
	cells, err := s.p.Store.Forecast(ctx, r, q)
	if err != nil {
		return nil, err
	}
	var total ForecastSum
	at := map[string]int{}
	for i := range w.Months {
		m := from.AddMonths(i)
		at[m.String()[:7]] = i
		f.Months = append(f.Months, MonthForecast{Month: m})
	}
	for _, c := range cells {
		i, in := at[c.Month]
		switch {
		case in:
			f.Months[i].add(c.ForecastSum)
			total.add(c.ForecastSum)
		case c.Month == "":
			f.Undated.add(c.ForecastSum)
		case c.Month < from.String()[:7]:
			f.Late.add(c.ForecastSum)
		}
	}
	for i := range f.Months {
		if f.Months[i].Target, err = s.TargetOf(ctx, f.Months[i].Month, w.Whose); err != nil {
			return nil, err
		}
	}
	if w.By == ByNothing {
		return f, nil
	}
	if w.By == ByProduct {
		q.By = ByProduct
		if cells, err = s.p.Store.Forecast(ctx, r, q); err != nil {
			return nil, err
		}
	}
	return f, s.groups(ctx, f, total, cells, q)
}

// groups adds the deals of all months up by the dimension.
func (s *Service) groups(ctx context.Context, f *Forecast, total ForecastSum, cells []ForecastCell, q ForecastQuery) error {
	first, last := q.From.String()[:7], q.To.String()[:7]
	at := map[string]int{}
	for _, c := range cells {
		if c.Month < first || c.Month > last {
			continue
		}
		i, ok := at[c.Key]
		if !ok {
			i = len(f.Groups)
			at[c.Key] = i
			f.Groups = append(f.Groups, GroupForecast{Key: c.Key})
		}
		f.Groups[i].add(c.ForecastSum)
	}
	if q.By == ByProduct { // what deals are worth beyond the products named
		rest := total
		for _, g := range f.Groups {
			rest.take(g.ForecastSum)
		}
		rest.Count, rest.WonCount = 0, 0
		if rest != (ForecastSum{}) {
			f.Groups = append(f.Groups, GroupForecast{Key: "", ForecastSum: rest})
		}
	}
	sort.SliceStable(f.Groups, func(i, j int) bool { return f.Groups[i].Expected() > f.Groups[j].Expected() })
	return s.nameGroups(ctx, f, q.By)
}

// nameGroups reads the names of people, departments, products and channels.
func (s *Service) nameGroups(ctx context.Context, f *Forecast, by Dimension) error {
	kind := map[Dimension]string{ByPerson: "person", ByDepartment: "department", ByProduct: Products, ByChannel: "channel"}[by]
	if kind == "" {
		return nil
	}
	for i := range f.Groups {
		id, err := strconv.ParseInt(f.Groups[i].Key, 10, 64)
		if err != nil || id == 0 {
			f.Groups[i].Key = ""
			continue
		}
		row, err := s.g.Look(ctx, kind, id, s.g.Registry.Type(kind).Title)
		if err != nil {
			return err
		}
		f.Groups[i].Name = row[s.g.Registry.Type(kind).Title].Text()
	}
	return nil
}

// narrow cuts a reach down to the own records, or those of the departments.
func (w Whose) narrow(a *identity.Actor, r listing.Reach) listing.Reach {
	switch w {
	case Mine:
		r.All, r.Owners, r.Units, r.Person = false, a.Owners(), nil, 0
	case Team:
		if r.All {
			r.All, r.Owners, r.Units, r.Person = false, nil, a.Tree, 0
		}
	}
	return r
}

// PipelineOf adds the deals that the person may see up by month of the expected close and
// by a dimension, each month and key by itself. From and to are first days of months.
func (s *Service) PipelineOf(ctx context.Context, from, to calendar.Date, by Dimension) ([]ForecastCell, error) {
	a, err := identity.Need(ctx, identity.May(Opportunities, identity.See))
	if err != nil {
		return nil, err
	}
	q := ForecastQuery{From: from, To: to, By: by}
	if q.Limits, err = company.Read(ctx, s.p.Company, SettingForecast, DefaultForecast); err != nil {
		return nil, err
	}
	r := listing.ReachOf(s.g.Registry, a, identity.May(Opportunities, identity.See), s.Opportunities.Desc.Type)
	return s.p.Store.Forecast(ctx, r, q)
}

// MonthQuery lists the deals that stand in one month of the forecast.
func MonthQuery(month calendar.Date, w Whose) listing.Query {
	in := func(field string) listing.Node {
		return listing.Is(field, listing.Between, month.MonthStart().String(), month.MonthEnd().String())
	}
	return listing.Query{
		Entity: Opportunities, Sort: []listing.Sort{{Key: "probability", Desc: true}, {Key: "amount_minor", Desc: true}}, Totals: []string{"amount_minor"},
		Filter: listing.All(w.Filter(), listing.Any(listing.All(listing.Is("state", listing.Eq, string(Open)), in("close_on")),
			listing.All(listing.Is("state", listing.Eq, string(Won)), in("closed_on")))),
	}
}

// ConversionsOf tells, of the deals that the person may see, how many came from each stage
// into the next.
func (s *Service) ConversionsOf(ctx context.Context, w Whose) ([]Conversion, error) {
	a, err := identity.Need(ctx, identity.May(Opportunities, identity.See))
	if err != nil {
		return nil, err
	}
	stages, err := s.StagesOf(ctx)
	if err != nil {
		return nil, err
	}
	keys := make([]string, len(stages))
	for i, st := range stages {
		keys[i] = st.Key
	}
	r := w.narrow(a, listing.ReachOf(s.g.Registry, a, identity.May(Opportunities, identity.See), s.Opportunities.Desc.Type))
	far, err := s.p.Store.Farthest(ctx, r, keys)
	if err != nil {
		return nil, err
	}
	reached := make([]int, len(stages)+1)
	for i, n := range far {
		for k := 0; k <= i && k < len(reached); k++ {
			reached[k] += n
		}
	}
	var out []Conversion
	for i, st := range stages {
		to := string(Won)
		if i+1 < len(stages) {
			to = stages[i+1].Key
		}
		out = append(out, Conversion{From: st.Key, To: to, In: reached[i], On: reached[i+1]})
	}
	return out, nil
}

func describeDealLine() *entity.Desc[DealLine] {
	return entity.Describe("opportunity_line", "name", func(l *DealLine, e *entity.Fields) {
		e.Ref("opportunity_id", Opportunities, &l.OpportunityID)
		e.Int("pos", &l.Pos)
		e.Ref("product_id", Products, &l.ProductID)
		e.Text("name", &l.Name).Max(400)
		entity.Scaled(e, "quantity", 6, &l.Quantity)
		e.Money("amount_minor", &l.Amount)
	})
}

// DealLine is a product that an opportunity is about, with its part of the amount.
type DealLine struct {
	entity.Head
	OpportunityID int64
	Pos           int64
	ProductID     int64
	Name          string
	Quantity      money.Quantity
	Amount        money.Minor
}
