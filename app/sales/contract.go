package sales

import (
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// Contracts is the entity name.
const Contracts = "contract"

// ContractState is where a contract stands.
type ContractState string

// The states of a contract: only active ones, and those that ended regularly, count.
const (
	ContractDraft      ContractState = "draft"
	ContractInReview   ContractState = "in_review"
	ContractActive     ContractState = "active"
	ContractEnded      ContractState = "ended"
	ContractTerminated ContractState = "terminated"
	ContractRenewed    ContractState = "renewed"
)

var contractStates = []ContractState{ContractDraft, ContractInReview, ContractActive, ContractEnded, ContractTerminated, ContractRenewed}

var contractMoves = map[ContractState][]ContractState{
	ContractDraft:    {ContractInReview},
	ContractInReview: {ContractActive, ContractDraft},
	ContractActive:   {ContractEnded, ContractTerminated, ContractRenewed},
	ContractRenewed:  {ContractActive}, // its successor was terminated at once, or taken back
}

// Contract is what two parties signed.
type Contract struct {
	entity.Head
	Number       string // taken when it is submitted for review
	State        ContractState
	Name         string
	Kind         string
	CustomerID   int64
	ChannelID    int64 // through whom it was closed; 0: by the company itself
	ContactID    int64
	QuoteID      int64
	OurSigner    string
	TheirSigner  string
	SignedOn     calendar.Date
	StartsOn     calendar.Date
	EndsOn       calendar.Date
	Currency     string
	RateE8       int64 // worth of one in the company's currency × 10⁸
	Amount       money.Minor
	Home         money.Minor // the amount in the company's currency
	PaymentTerms string
	Retention    money.Rate
	Terms        string
	Remark       string
	PriorID      int64 // the contract it renews
	NextID       int64 // the contract that renews it
	ApprovalID   int64
	SubmittedAt  int64
	ApprovedAt   int64
	EndedOn      calendar.Date
	EndReason    string
	Place        string // of signing
	Printed      int64

	Lines []ContractLine
	Parts []ContractPart
}

// ContractLine is a product that a contract is about.
type ContractLine struct {
	entity.Head
	ContractID int64
	Pos        int64
	ProductID  int64
	Code       string
	Name       string
	Spec       string
	Unit       string
	Quantity   money.Quantity
	Price      money.Price
	Tax        money.TaxCode
	Amount     money.Minor
}

// ContractPart is one instalment of a contract.
type ContractPart struct {
	entity.Head
	ContractID int64
	Pos        int64
	Name       string
	DueOn      calendar.Date
	Amount     money.Minor
}

func describeContractLine() *entity.Desc[ContractLine] {
	return entity.Describe("contract_line", "name", func(l *ContractLine, e *entity.Fields) {
		e.Ref("contract_id", Contracts, &l.ContractID)
		e.Int("pos", &l.Pos)
		e.Ref("product_id", Products, &l.ProductID)
		e.Text("code", &l.Code).Printed().Max(60)
		e.Text("name", &l.Name).Printed().Max(400)
		e.Text("spec", &l.Spec).Printed().Max(400)
		e.Text("unit", &l.Unit).Printed().Max(20)
		entity.Scaled(e, "quantity", 6, &l.Quantity).Printed()
		entity.Scaled(e, "price", 6, &l.Price).Printed()
		taxField(e, "tax_code", &l.Tax)
		e.Money("amount_minor", &l.Amount).Printed()
	})
}

func describeContractPart() *entity.Desc[ContractPart] {
	return entity.Describe("contract_part", "name", func(p *ContractPart, e *entity.Fields) {
		e.Ref("contract_id", Contracts, &p.ContractID)
		e.Int("pos", &p.Pos)
		e.Text("name", &p.Name).Printed().Max(60)
		e.Date("due_on", &p.DueOn).Must().Printed()
		e.Money("amount_minor", &p.Amount).Printed()
	})
}

// DescribeContract describes contracts.
func DescribeContract() *entity.Desc[Contract] {
	return entity.Describe(Contracts, "number", func(c *Contract, e *entity.Fields) {
		e.Text("number", &c.Number).Only().Found().Printed().Computed().Max(40).Also("合同编号", "合同号")
		e.Text("name", &c.Name).Must().Found().Printed().Max(200).Also("合同名称", "主题")
		entity.Choice(e, "state", &c.State, contractStates...).Computed().Else(entity.Str(string(ContractDraft)))
		e.Dict("kind", "contract_kind", &c.Kind).Else(entity.Str("sale")).Also("合同类型")
		e.Ref("customer_id", "customer", &c.CustomerID).Found().Must().Also("客户")
		e.Ref("contact_id", "contact", &c.ContactID)
		e.Ref("channel_id", "channel", &c.ChannelID).Also("渠道", "代理商")
		e.Money("amount_minor", &c.Amount).Printed().Also("合同金额", "金额")
		e.Text("currency", &c.Currency).Else(entity.Str("CNY")).Max(3)
		e.Number("rate", 8, &c.RateE8).Else(entity.Num(money.ExchangeScale))
		e.Money("home_minor", &c.Home).Computed()
		e.Date("signed_on", &c.SignedOn).Printed().Group("dates").Also("签订日期")
		e.Text("place", &c.Place).Printed().Max(80).Group("dates").Also("签订地点")
		e.Date("starts_on", &c.StartsOn).Must().Printed().Group("dates").Also("开始日期", "生效日期")
		e.Date("ends_on", &c.EndsOn).Printed().Group("dates").Also("结束日期", "到期日期")
		e.Text("our_signer", &c.OurSigner).Printed().Max(60).Group("dates").Also("我方签约人")
		e.Text("their_signer", &c.TheirSigner).Printed().Max(60).Group("dates").Also("客户签约人")
		e.Dict("payment_terms", "payment_terms", &c.PaymentTerms).Printed().Group("terms")
		entity.Scaled(e, "retention_rate", 6, &c.Retention).In(entity.Share).Group("terms").Also("质保金比例")
		e.LongText("terms", &c.Terms).Printed().Group("terms")
		e.LongText("remark", &c.Remark).Group("terms")
		e.Ref("quote_id", Quotes, &c.QuoteID).Computed()
		e.Ref("prior_id", Contracts, &c.PriorID).Computed()
		e.Ref("next_id", Contracts, &c.NextID).Computed()
		e.Ref("approval_id", "approval", &c.ApprovalID).Computed().Unlisted()
		e.Instant("submitted_at", &c.SubmittedAt).Computed()
		e.Instant("approved_at", &c.ApprovedAt).Computed()
		e.Date("ended_on", &c.EndedOn).Computed()
		e.Text("end_reason", &c.EndReason).Computed().Max(400)
		e.Int("printed", &c.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeContractLine(), "contract_id", &c.Lines)
		entity.Lines(e, describeContractPart(), "contract_id", &c.Parts)
	})
}

// Counts tells whether the amount of the contract counts.
func (c *Contract) Counts() bool {
	return c.State == ContractActive || c.State == ContractEnded || c.State == ContractRenewed
}

func (c *Contract) move(to ContractState) error {
	return entity.Step("contract", c.Label(), &c.State, contractMoves, to)
}

// Label is the number of the contract, its name before it has one.
func (c *Contract) Label() string {
	if c.Number != "" {
		return c.Number
	}
	return c.Name
}

// figure numbers lines and instalments, takes the sum of the products for an amount that was
// not typed, and plans instalments by the payment terms where there are none.
func (c *Contract) figure() {
	for i := range c.Lines {
		c.Lines[i].Pos = int64(i + 1)
	}
	if len(c.Lines) > 0 && c.Amount == 0 {
		c.Amount = c.Sums().Lines
	}
	if len(c.Parts) == 0 && c.Amount > 0 && c.PaymentTerms != "" {
		from := c.SignedOn
		if from == 0 {
			from = c.StartsOn
		}
		for _, p := range Plan(c.PaymentTerms, c.Amount, from) {
			c.Parts = append(c.Parts, ContractPart{Name: p.Name, DueOn: p.DueOn, Amount: p.Amount})
		}
	}
	for i := range c.Parts {
		c.Parts[i].Pos = int64(i + 1)
	}
}

// Figure works a contract out as its editor shows it: what stands in the amounts was typed,
// or worked out line by line, so that nothing can be wrong with it.
func (c *Contract) Figure(string) (money.Totals, error) {
	c.figure()
	return money.Totals{}, nil
}

// ContractSums are what a contract adds up to.
type ContractSums struct{ Amount, Lines, Planned money.Minor }

// Sums adds up products and instalments.
func (c *Contract) Sums() ContractSums {
	out := ContractSums{Amount: c.Amount}
	for _, l := range c.Lines {
		out.Lines += l.Amount
	}
	for _, p := range c.Parts {
		out.Planned += p.Amount
	}
	return out
}

// Follow keeps a contract in step with a change: the amount goes with the products while it
// was their sum, the instalments keep their proportions while they added up to the amount.
func (c *Contract) Follow(was ContractSums) {
	now := c.Sums()
	if now.Amount == was.Amount && was.Amount == was.Lines && now.Lines > 0 {
		c.Amount = now.Lines
	}
	if c.Amount == was.Amount || was.Planned == 0 || was.Planned != was.Amount || now.Planned != was.Planned {
		return
	}
	weights := make([]int64, len(c.Parts))
	for i, p := range c.Parts {
		weights[i] = int64(p.Amount)
	}
	for i, m := range money.Spread(c.Amount, weights) {
		c.Parts[i].Amount = m
	}
}

// Exchange is the contract's rate into the company's currency.
func (c *Contract) Exchange() money.Exchange { return money.Exchange{RateE8: c.RateE8, Unit: 1} }
