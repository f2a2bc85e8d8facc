package effort

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// Indicators is the entity name of what people are judged by.
const Indicators = "indicator"

// Measure is what an indicator counts. Amounts are in the company's currency.
type Measure string

// The measures.
const (
	MeasureReceived Measure = "received"      // money received for the person's orders and customers
	MeasureSold     Measure = "sold"          // approved orders
	MeasureMargin   Measure = "margin"        // of approved orders
	MeasureWon      Measure = "won"           // opportunities that were won
	MeasureFresh    Measure = "new_customers" // customers that were made
	MeasureFollow   Measure = "follow_ups"    // contacts of every kind
	MeasureVisits   Measure = "visits"
	MeasureQuotes   Measure = "quotes"
)

// Measures lists them in the order of a choice.
var Measures = []Measure{MeasureReceived, MeasureSold, MeasureMargin, MeasureWon, MeasureFresh, MeasureFollow, MeasureVisits, MeasureQuotes}

// IsAmount tells whether it sums money and does not count.
func (m Measure) IsAmount() bool {
	return m == MeasureReceived || m == MeasureSold || m == MeasureMargin
}

// Basis says where the goal of an indicator comes from.
type Basis string

// The bases.
const (
	BasisTarget Basis = "target" // the sales targets of the person
	BasisGoal   Basis = "goal"   // the goal of the indicator, for each month
)

// Indicator 考核指标 is one thing that people are judged by, with its weight. Weights are
// compared with each other: they need not add up to 100.
type Indicator struct {
	entity.Head
	Name       string
	Measure    Measure
	Weight     int64 // hundredths
	Basis      Basis
	Goal       int64 // for a person and month, hundredths: cents, or hundredths of a count
	Department int64 // only for its people and those below; 0: for everybody
	Remark     string
}

func describeIndicator() *entity.Desc[Indicator] {
	return entity.Describe(Indicators, "name", func(x *Indicator, e *entity.Fields) {
		e.Open()
		e.Text("name", &x.Name).Must().Found().Max(60).Also("指标", "indicator")
		entity.Choice(e, "measure", &x.Measure, Measures...).Else(entity.Str(string(MeasureReceived)))
		e.Number("weight", 2, &x.Weight).Must().Also("权重", "weight")
		entity.Choice(e, "basis", &x.Basis, BasisTarget, BasisGoal).Else(entity.Str(string(BasisGoal)))
		e.Number("goal", 2, &x.Goal).Also("目标值", "goal")
		e.Ref("department_id", "department", &x.Department).Also("部门")
		e.Text("remark", &x.Remark).Max(200)
	})
}

// ruleIndicator keeps indicators that can be worked out.
func (s *Service) ruleIndicator(_ context.Context, _, after *Indicator) error {
	switch {
	case after.Weight <= 0 || after.Weight > 1000_00:
		return app.E(app.Invalid, "indicator.weight").At("weight")
	case after.Basis == BasisTarget && after.Measure != MeasureReceived && after.Measure != MeasureSold:
		return app.E(app.Invalid, "indicator.basis").At("basis")
	case after.Basis == BasisGoal && after.Goal <= 0:
		return app.E(app.Invalid, "indicator.goal").At("goal")
	}
	return nil
}

// Scored is one indicator of one person: points are what it adds to the score.
type Scored struct {
	Name    string
	Measure Measure
	Weight  int64 // hundredths
	Goal    int64 // hundredths
	Actual  int64 // hundredths
	Rate    int64 // actual of goal, hundredths of a per cent, no more than the cap
	Points  int64 // hundredths
}

// scoreOf weighs indicators: each counts actual ÷ goal, never below nothing nor above the
// cap (hundredths of a per cent), by its part of the weights. One without a goal is left
// out, and the others count for more. The points add up to the score.
func scoreOf(list []Scored, limit int64) (lines []Scored, score int64) {
	var weights, sum int64
	for _, x := range list {
		if x.Goal > 0 {
			weights += x.Weight
			lines = append(lines, x)
		}
	}
	parts := make([]int64, len(lines))
	for i := range lines {
		x := &lines[i]
		x.Rate = min(limit, int64(money.RateOf(money.Minor(max(0, min(x.Actual, 100*x.Goal))), money.Minor(x.Goal)))*100_00/money.Scale)
		parts[i] = x.Weight * x.Rate
		sum += parts[i]
	}
	if weights == 0 {
		return lines, 0
	}
	score = (2*sum + weights) / (2 * weights)
	for i, p := range money.Spread(money.Minor(score), parts) {
		lines[i].Points = int64(p)
	}
	return lines, score
}

// goalsOf are the sales targets of people between two days, hundredths.
func (s *Service) targetsOf(ctx context.Context, q WorkQuery) (map[int64]int64, error) {
	rows, err := s.rows(ctx, listing.Query{Entity: sales.Targets, Columns: []string{"person_id", "amount_minor"}, Filter: listing.All(
		listing.Is("level", listing.Eq, string(sales.TargetPerson)), listing.Is("month", listing.Between, q.From.String(), q.To.String()))})
	out := map[int64]int64{}
	for _, r := range rows {
		out[r.Cells[0].Int()] += r.Cells[1].Int()
	}
	return out, err
}
