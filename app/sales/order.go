package sales

import (
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// OrderState is where an order stands. What is delivered, invoiced and paid is derived
// from those documents and never typed.
type OrderState string

// The states of an order.
const (
	OrderDraft     OrderState = "draft"
	OrderSubmitted OrderState = "submitted"
	OrderApproved  OrderState = "approved"
	OrderClosed    OrderState = "closed"
	OrderCancelled OrderState = "cancelled"
)

// Order is a sales order.
type Order struct {
	entity.Head
	Number        string // taken when it is submitted
	State         OrderState
	CustomerID    int64
	ContactID     int64
	OpportunityID int64
	ChannelID     int64 // through whom it is sold; 0: by the company itself
	QuoteID       int64
	ContractID    int64
	ApprovalID    int64 // the running or last approval
	CustomerPO    string
	Subject       string
	On            calendar.Date
	DeliverOn     calendar.Date
	DeliverTo     string
	PaymentTerms  string
	Trade
	OfflineDeal
	Sums
	Terms       string
	Remark      string
	SubmittedAt int64
	ApprovedAt  int64
	EndedAt     int64 // closed or cancelled
	EndReason   string
	Printed     int64

	Lines []OrderLine
	Plan  []PlanLine
}

// OrderLine is one line of an order.
type OrderLine struct {
	entity.Head
	OrderID   int64
	Delivered money.Quantity // kept by deliveries
	Returned  money.Quantity // of what was delivered, kept by returns
	Item
}

// PlanLine is one instalment as agreed with the order; finance makes receivables of them.
type PlanLine struct {
	entity.Head
	OrderID     int64
	Pos         int64
	Name        string
	DueOn       calendar.Date
	AmountMinor money.Minor
}

func describeOrderLine() *entity.Desc[OrderLine] {
	return entity.Describe("sales_order_line", "name", func(l *OrderLine, e *entity.Fields) {
		e.Ref("order_id", "sales_order", &l.OrderID)
		entity.Scaled(e, "delivered", 6, &l.Delivered).Computed()
		entity.Scaled(e, "returned", 6, &l.Returned).Computed()
		l.Item.describe(e)
	})
}

func describePlanLine() *entity.Desc[PlanLine] {
	return entity.Describe("sales_order_plan", "name", func(p *PlanLine, e *entity.Fields) {
		e.Ref("order_id", "sales_order", &p.OrderID)
		e.Int("pos", &p.Pos)
		e.Text("name", &p.Name).Printed().Max(60)
		e.Date("due_on", &p.DueOn).Must().Printed()
		e.Money("amount_minor", &p.AmountMinor).Printed()
	})
}

var orderStates = []OrderState{OrderDraft, OrderSubmitted, OrderApproved, OrderClosed, OrderCancelled}

// DescribeOrder describes sales orders.
func DescribeOrder() *entity.Desc[Order] {
	return entity.Describe("sales_order", "number", func(o *Order, e *entity.Fields) {
		e.Text("number", &o.Number).Only().Found().Printed().Computed().Max(40).Also("订单号", "单号")
		entity.Choice(e, "state", &o.State, orderStates...).Computed().Else(entity.Str(string(OrderDraft)))
		e.Ref("customer_id", "customer", &o.CustomerID).Found().Must()
		e.Ref("contact_id", "contact", &o.ContactID)
		e.Ref("opportunity_id", "opportunity", &o.OpportunityID)
		e.Ref("quote_id", "quote", &o.QuoteID).Computed()
		e.Ref("channel_id", "channel", &o.ChannelID)
		e.Ref("contract_id", "contract", &o.ContractID).Computed()
		e.Ref("approval_id", "approval", &o.ApprovalID).Computed().Unlisted()
		e.Text("customer_po", &o.CustomerPO).Found().Printed().Max(60)
		e.Text("subject", &o.Subject).Found().Printed().Max(200)
		e.Date("date_on", &o.On).Must().Printed().Also("下单日期", "日期")
		e.Date("deliver_on", &o.DeliverOn).Printed()
		e.Text("deliver_to", &o.DeliverTo).Printed().Max(300)
		e.Dict("payment_terms", "payment_terms", &o.PaymentTerms).Printed()
		o.Trade.describe(e)
		o.OfflineDeal.describe(e)
		o.Sums.describe(e)
		e.LongText("terms", &o.Terms).Printed()
		e.LongText("remark", &o.Remark)
		e.Instant("submitted_at", &o.SubmittedAt).Computed()
		e.Instant("approved_at", &o.ApprovedAt).Computed()
		e.Instant("ended_at", &o.EndedAt).Computed()
		e.Text("end_reason", &o.EndReason).Computed().Max(400)
		e.Int("printed", &o.Printed).Computed().Silent().Unlisted()
		entity.Lines(e, describeOrderLine(), "order_id", &o.Lines)
		entity.Lines(e, describePlanLine(), "order_id", &o.Plan)
	})
}

// Items are the lines as Figure wants them.
func (o *Order) Items() []*Item {
	out := make([]*Item, len(o.Lines))
	for i := range o.Lines {
		out[i] = &o.Lines[i].Item
	}
	return out
}

// Figure works the order out, numbers the lines, and brings the payment plan in line
// with a changed total; home is the company's currency.
func (o *Order) Figure(home string) (money.Totals, error) {
	for i := range o.Lines {
		o.Lines[i].Pos = int64(i + 1)
	}
	t, err := Figure(&o.Sums, o.Items(), home)
	if err != nil {
		return t, err
	}
	o.replan()
	return t, o.Trade.settle(o.TotalMinor)
}

// replan makes the plan of the payment terms when there is none, and spreads a new
// total over the plan in its own proportions otherwise.
func (o *Order) replan() {
	if len(o.Plan) == 0 {
		for _, p := range Plan(o.PaymentTerms, o.TotalMinor, o.On) {
			o.Plan = append(o.Plan, PlanLine{Name: p.Name, DueOn: p.DueOn, AmountMinor: p.Amount})
		}
	}
	weights := make([]int64, len(o.Plan))
	var sum money.Minor
	for i, p := range o.Plan {
		o.Plan[i].Pos = int64(i + 1)
		weights[i] = int64(p.AmountMinor)
		sum += p.AmountMinor
	}
	if sum != o.TotalMinor {
		for i, amount := range money.Spread(o.TotalMinor, weights) {
			o.Plan[i].AmountMinor = amount
		}
	}
}

// Editable tells whether the order may still be changed without a new approval.
func (o *Order) Editable() bool { return o.State == OrderDraft }

var orderMoves = map[OrderState][]OrderState{
	OrderDraft:     {OrderSubmitted, OrderCancelled},
	OrderSubmitted: {OrderApproved, OrderDraft, OrderCancelled},
	OrderApproved:  {OrderClosed, OrderCancelled, OrderDraft}, // back to draft: an edit, approved anew
	OrderClosed:    {OrderApproved},                           // reopened, with a reason
}

func (o *Order) move(to OrderState) error {
	return entity.Step("sales_order", o.Number, &o.State, orderMoves, to)
}

func (o *Order) checkSubmit() error {
	if !slices.ContainsFunc(o.Lines, func(l OrderLine) bool { return l.Kind.Counts() }) {
		return app.E(app.Invalid, "sales_order.no_lines")
	}
	if o.TotalMinor < 0 {
		return app.E(app.Invalid, "sales_order.negative")
	}
	if err := o.OfflineDeal.check(); err != nil {
		return err
	}
	return o.Trade.check(o.TotalMinor, o.Currency)
}

// OrderFrom makes the draft of an order out of a quote: notes and sections come along,
// optional items stay behind.
func OrderFrom(q *Quote, today calendar.Date) *Order {
	o := &Order{
		Head: entity.Head{OwnerID: q.OwnerID, UnitID: q.UnitID}, State: OrderDraft,
		CustomerID: q.CustomerID, ContactID: q.ContactID, OpportunityID: q.OpportunityID, ChannelID: q.ChannelID, QuoteID: q.ID,
		Subject: q.Subject, On: today, PaymentTerms: q.PaymentTerms, Trade: q.Trade, Sums: q.Sums, Terms: q.Terms, Remark: q.Remark,
	}
	for i := range q.Lines {
		if l := &q.Lines[i]; l.Kind != Optional {
			o.Lines = append(o.Lines, OrderLine{Item: l.Item})
		}
	}
	return o
}
