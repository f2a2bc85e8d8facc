package sales

import (
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Proposals is the entity of sales proposals.
const Proposals = "proposal"

// ProposalState is where a version of a proposal stands.
type ProposalState string

// The states of a proposal.
const (
	ProposalDraft    ProposalState = "draft"
	ProposalIssued   ProposalState = "issued"
	ProposalReplaced ProposalState = "replaced" // a newer version was issued
)

var proposalMoves = map[ProposalState][]ProposalState{
	ProposalDraft:  {ProposalIssued},
	ProposalIssued: {ProposalReplaced},
}

// Proposal is one version of what is suggested to a customer: the needs as we understood
// them, the solution with its products, and how it comes about. Versions share the number;
// what was issued never changes (SAL-21).
type Proposal struct {
	entity.Head
	Number        string // taken when the first version is issued
	Revision      int64
	RootID        int64 // the first version; 0 for that one itself
	State         ProposalState
	Title         string
	CustomerID    int64
	ContactID     int64
	OpportunityID int64
	On            calendar.Date
	Needs         string
	Approach      string
	Schedule      string
	Service       string
	About         string
	TotalMinor    money.Minor // of the products, in the company's currency
	Change        string
	IssuedAt      int64
	Printed       int64
	Remark        string

	Lines []ProposalLine
}

// ProposalLine is a product that is suggested, and what the customer has of it.
type ProposalLine struct {
	entity.Head
	ProposalID int64
	Pos        int64
	ProductID  int64
	Code       string
	Name       string
	Spec       string
	Unit       string
	Quantity   money.Quantity
	Price      money.Price
	Amount     money.Minor
	Benefit    string
}

func describeProposalLine() *entity.Desc[ProposalLine] {
	return entity.Describe("proposal_line", "name", func(l *ProposalLine, e *entity.Fields) {
		e.Ref("proposal_id", Proposals, &l.ProposalID)
		e.Int("pos", &l.Pos)
		e.Ref("product_id", Products, &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("spec", &l.Spec).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		e.Money("amount_minor", &l.Amount).Printed()
		e.Text("benefit", &l.Benefit).Printed().Max(400)
	})
}

// DescribeProposal describes proposals.
func DescribeProposal() *entity.Desc[Proposal] {
	return entity.Describe(Proposals, "title", func(p *Proposal, e *entity.Fields) {
		e.Text("title", &p.Title).Must().Found().Printed().Max(200)
		e.Text("number", &p.Number).Found().Printed().Computed().Max(40)
		e.Int("revision", &p.Revision).Computed().Printed().Else(entity.Num(1))
		e.Ref("root_id", Proposals, &p.RootID).Computed().Unlisted()
		entity.Choice(e, "state", &p.State, ProposalDraft, ProposalIssued, ProposalReplaced).Computed().Else(entity.Str(string(ProposalDraft)))
		e.Ref("customer_id", "customer", &p.CustomerID).Must().Found()
		e.Ref("contact_id", "contact", &p.ContactID)
		e.Ref("opportunity_id", Opportunities, &p.OpportunityID)
		e.Date("date_on", &p.On).Must().Printed()
		e.LongText("needs", &p.Needs).Printed().Group("content")
		e.LongText("approach", &p.Approach).Printed().Group("content")
		e.LongText("schedule", &p.Schedule).Printed().Group("content")
		e.LongText("service", &p.Service).Printed().Group("content")
		e.LongText("about", &p.About).Printed().Group("content")
		e.Money("total_minor", &p.TotalMinor).Computed().Printed()
		e.Text("change_note", &p.Change).Max(400)
		e.Instant("issued_at", &p.IssuedAt).Computed()
		e.Int("printed", &p.Printed).Computed().Silent().Unlisted()
		e.LongText("remark", &p.Remark)
		entity.Lines(e, describeProposalLine(), "proposal_id", &p.Lines)
	})
}

// Label is how people name the version: FA2026030001 R2.
func (p *Proposal) Label() string {
	if p.Number == "" {
		return p.Title
	}
	if p.Revision <= 1 {
		return p.Number
	}
	return p.Number + " R" + strconv.FormatInt(p.Revision, 10)
}

// Root is the id that all versions share.
func (p *Proposal) Root() int64 {
	if p.RootID != 0 {
		return p.RootID
	}
	return p.ID
}

// Figure works a proposal out as its editor shows it, in the company's currency.
func (p *Proposal) Figure(home string) (money.Totals, error) { return money.Totals{}, p.figure(home) }

// figure numbers the lines and adds them up.
func (p *Proposal) figure(home string) error {
	p.TotalMinor = 0
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Pos = int64(i + 1)
		var err error
		if l.Amount, err = money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, home); err != nil {
			return atLine(err, i)
		}
		if p.TotalMinor, err = money.Sum(p.TotalMinor, l.Amount); err != nil {
			return err
		}
	}
	return nil
}

// checkIssue tells what a proposal lacks before it goes out.
func (p *Proposal) checkIssue() error {
	switch {
	case p.Needs == "":
		return app.E(app.Invalid, "proposal.needs").At("needs")
	case p.Approach == "" && len(p.Lines) == 0:
		return app.E(app.Invalid, "proposal.approach").At("approach")
	}
	return nil
}
