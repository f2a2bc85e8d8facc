package sales

import (
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// OpportunityState tells whether a deal is open.
type OpportunityState string

// The states of an opportunity.
const (
	Open OpportunityState = "open"
	Won  OpportunityState = "won"
	Lost OpportunityState = "lost"
)

// Opportunity is a possible deal with a customer.
type Opportunity struct {
	entity.Head
	Name         string
	CustomerID   int64
	ContactID    int64
	State        OpportunityState
	Category     string // the main category: which stages and which own fields it has
	Stage        string
	StageSince   calendar.Date
	Probability  money.Rate
	Typed        bool // the probability was typed and no longer follows the stage
	AmountMinor  money.Minor
	CloseOn      calendar.Date // expected; the day it was closed afterwards
	Pushed       int64         // how often the expected close was moved to a later month
	ClosedOn     calendar.Date
	Reason       string // why won or lost
	Competitor   string // all competitors in words
	CompetitorID int64  // the first of them in the library, when it has one of that name
	Source       string
	Needs        string
	Remark       string
	LeadID       int64  // the lead it came from
	ChannelID    int64  // through whom it is sold; 0: by the company itself
	Ticked       string // required actions that were ticked by hand: keys with commas

	Lines  []DealLine
	Team   []Member
	Rivals []DealRival
}

// DescribeOpportunity describes opportunities.
func DescribeOpportunity() *entity.Desc[Opportunity] {
	return entity.Describe("opportunity", "name", func(o *Opportunity, e *entity.Fields) {
		e.Text("name", &o.Name).Must().Found().Printed().Max(120).Also("商机名称", "商机", "opportunity")
		e.Ref("customer_id", "customer", &o.CustomerID).Found().Must()
		e.Ref("contact_id", "contact", &o.ContactID)
		entity.Choice(e, "state", &o.State, Open, Won, Lost).Computed().Else(entity.Str(string(Open)))
		e.Dict("category", "deal_category", &o.Category).Also("跟单类别", "主分类")
		e.Dict("stage", "stage", &o.Stage).Must().Else(entity.Str("contact"))
		e.Date("stage_since", &o.StageSince).Computed()
		entity.Scaled(e, "probability", 6, &o.Probability).In(entity.Share)
		e.Flag("probability_typed", &o.Typed).Computed().Unlisted()
		e.Money("amount_minor", &o.AmountMinor).Also("金额", "amount")
		e.Date("close_on", &o.CloseOn).Also("预计成交", "close date")
		e.Int("pushed", &o.Pushed).Computed()
		e.Date("closed_on", &o.ClosedOn).Computed()
		e.Text("reason", &o.Reason).Computed().Max(400)
		e.Text("competitor", &o.Competitor).Max(800).Also("竞争对手")
		e.Ref("competitor_id", "competitor", &o.CompetitorID)
		e.Dict("source", "source", &o.Source)
		e.LongText("needs", &o.Needs)
		e.LongText("remark", &o.Remark)
		e.Ref("lead_id", "lead", &o.LeadID).Computed()
		e.Ref("channel_id", "channel", &o.ChannelID).Also("渠道", "代理商")
		e.Text("ticked", &o.Ticked).Computed().Unlisted().Max(2000)
		entity.Lines(e, describeDealLine(), "opportunity_id", &o.Lines)
		entity.Lines(e, describeMember(), "opportunity_id", &o.Team)
		entity.Lines(e, describeRival(), "opportunity_id", &o.Rivals)
	})
}

// Weighted is amount × probability, rounded.
func (o *Opportunity) Weighted() money.Minor {
	w, err := o.Probability.Apply(o.AmountMinor)
	if err != nil {
		return 0
	}
	return w
}

// Stage is one stage of the pipeline.
type Stage struct {
	Key         string     `json:"key"`
	Label       string     `json:"label,omitempty"` // the user's own name; empty: opportunity.stage.<key>
	Probability money.Rate `json:"probability"`
	DwellDays   int        `json:"dwell_days,omitempty"` // 0: proposed from won deals
	Actions     []Action   `json:"actions,omitempty"`    // to be done before a deal goes on
	Categories  []string   `json:"categories,omitempty"` // of deals that have the stage; none: all
}

// For tells whether deals of a category go through the stage (SAL-11).
func (s Stage) For(category string) bool {
	return len(s.Categories) == 0 || category == "" || slices.Contains(s.Categories, category)
}

// StagesFor are the stages that deals of a category go through.
func StagesFor(stages []Stage, category string) []Stage {
	return slices.DeleteFunc(slices.Clone(stages), func(st Stage) bool { return !st.For(category) })
}

// Stages are the stages of a new company, in their order.
var Stages = []Stage{
	{Key: "contact", Probability: money.Percent(10)},
	{Key: "need", Probability: money.Percent(25)},
	{Key: "proposal", Probability: money.Percent(50)},
	{Key: "negotiation", Probability: money.Percent(75)},
	{Key: "signing", Probability: money.Percent(90)},
}
