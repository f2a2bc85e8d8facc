package sales

import (
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/money"
)

// QuoteState is where a revision of a quote stands.
type QuoteState string

// The states of a quote.
const (
	QuoteDraft      QuoteState = "draft"
	QuoteSent       QuoteState = "sent"
	QuoteAccepted   QuoteState = "accepted"
	QuoteRejected   QuoteState = "rejected"
	QuoteExpired    QuoteState = "expired"
	QuoteSuperseded QuoteState = "superseded" // a newer revision was sent
	QuoteCancelled  QuoteState = "cancelled"
)

// Quote is one revision of a quote. Revisions share the number; at most one of them is
// current: the newest one that was sent, or the first draft before that.
type Quote struct {
	entity.Head
	Number     string // taken when the first revision is sent
	Revision   int64  // 1, 2, …
	RootID     int64  // the first revision; 0 for that one itself
	PriorID    int64  // the revision it was copied from
	PriorState QuoteState
	Current    bool
	State      QuoteState

	CustomerID    int64
	ContactID     int64
	OpportunityID int64
	ChannelID     int64 // through whom it is sold; 0: by the company itself
	OrderID       int64 // the order it was turned into
	On            calendar.Date
	ValidUntil    calendar.Date
	Subject       string
	PaymentTerms  string
	Trade
	Sums
	Terms        string // printed under the lines, one term a line
	Remark       string // internal
	Change       string // what this revision changes
	RejectReason string
	SentAt       int64
	ClosedAt     int64      // accepted or rejected
	Printed      int64      // how often
	PrintColumns string     // which columns it prints beyond the usual: PrintColumns with commas
	Allowed      money.Rate // the discount a manager has agreed to

	Lines []QuoteLine
}

// QuoteLine is one line of a quote.
type QuoteLine struct {
	entity.Head
	QuoteID int64
	Item
}

func describeQuoteLine() *entity.Desc[QuoteLine] {
	return entity.Describe("quote_line", "name", func(l *QuoteLine, e *entity.Fields) {
		e.Ref("quote_id", "quote", &l.QuoteID)
		l.Item.describe(e)
	})
}

// DescribeQuote describes quotes.
func DescribeQuote() *entity.Desc[Quote] {
	return entity.Describe("quote", "number", func(q *Quote, e *entity.Fields) {
		e.Text("number", &q.Number).Found().Printed().Computed().Max(40).Also("报价单号", "单号")
		e.Int("revision", &q.Revision).Computed().Printed().Else(entity.Num(1))
		e.Ref("root_id", "quote", &q.RootID).Computed().Unlisted()
		e.Ref("prior_id", "quote", &q.PriorID).Computed().Unlisted()
		entity.Choice(e, "prior_state", &q.PriorState, quoteStates...).Computed().Unlisted()
		e.Flag("is_current", &q.Current).Computed().Else(entity.Num(1))
		entity.Choice(e, "state", &q.State, quoteStates...).Computed().Else(entity.Str(string(QuoteDraft)))
		e.Ref("customer_id", "customer", &q.CustomerID).Found().Must()
		e.Ref("contact_id", "contact", &q.ContactID)
		e.Ref("opportunity_id", "opportunity", &q.OpportunityID)
		e.Ref("order_id", "sales_order", &q.OrderID).Computed()
		e.Ref("channel_id", "channel", &q.ChannelID)
		e.Date("date_on", &q.On).Must().Printed().Also("报价日期", "日期")
		e.Date("valid_until", &q.ValidUntil).Printed()
		e.Text("subject", &q.Subject).Found().Printed().Max(200)
		e.Dict("payment_terms", "payment_terms", &q.PaymentTerms).Printed()
		q.Trade.describe(e)
		e.Text("print_columns", &q.PrintColumns).Unlisted().Max(60)
		q.Sums.describe(e)
		e.LongText("terms", &q.Terms).Printed()
		e.LongText("remark", &q.Remark)
		e.Text("change_note", &q.Change).Max(400)
		e.Text("reject_reason", &q.RejectReason).Computed().Max(400)
		e.Instant("sent_at", &q.SentAt).Computed()
		e.Instant("closed_at", &q.ClosedAt).Computed()
		e.Int("printed", &q.Printed).Computed().Silent().Unlisted()
		entity.Scaled(e, "allowed_discount", 6, &q.Allowed).In(entity.Share).Computed().Unlisted()
		entity.Lines(e, describeQuoteLine(), "quote_id", &q.Lines)
	})
}

var quoteStates = []QuoteState{
	QuoteDraft, QuoteSent, QuoteAccepted, QuoteRejected,
	QuoteExpired, QuoteSuperseded, QuoteCancelled,
}

// Items are the lines as Figure wants them.
func (q *Quote) Items() []*Item {
	out := make([]*Item, len(q.Lines))
	for i := range q.Lines {
		out[i] = &q.Lines[i].Item
	}
	return out
}

// Figure works the quote out and numbers the lines; home is the company's currency.
func (q *Quote) Figure(home string) (money.Totals, error) {
	for i := range q.Lines {
		q.Lines[i].Pos = int64(i + 1)
	}
	t, err := Figure(&q.Sums, q.Items(), home)
	if err != nil {
		return t, err
	}
	return t, q.Trade.settle(q.TotalMinor)
}

// Root is the id that all revisions of the quote share.
func (q *Quote) Root() int64 {
	if q.RootID != 0 {
		return q.RootID
	}
	return q.ID
}

// Editable tells whether the quote may still be changed.
func (q *Quote) Editable() bool { return q.State == QuoteDraft }

// Convertible tells whether an order can be made of it: sent or accepted, current, and
// not yet ordered.
func (q *Quote) Convertible() bool {
	return q.Current && q.OrderID == 0 && (q.State == QuoteSent || q.State == QuoteAccepted)
}

// Label is how people name the revision: BJ-202603-018 R3, or the number alone for R1.
func (q *Quote) Label() string {
	if q.Number == "" || q.Revision <= 1 {
		return q.Number
	}
	return q.Number + " R" + strconv.FormatInt(q.Revision, 10)
}

// moves lists the allowed changes of state of one revision.
var moves = map[QuoteState][]QuoteState{
	QuoteDraft:      {QuoteSent, QuoteCancelled},
	QuoteSent:       {QuoteAccepted, QuoteRejected, QuoteExpired, QuoteSuperseded, QuoteCancelled},
	QuoteAccepted:   {QuoteSuperseded, QuoteCancelled, QuoteSent},
	QuoteRejected:   {QuoteSuperseded, QuoteSent},
	QuoteExpired:    {QuoteSuperseded, QuoteAccepted, QuoteCancelled, QuoteSent},
	QuoteSuperseded: {QuoteSent, QuoteAccepted, QuoteRejected, QuoteExpired},
}

func (q *Quote) move(to QuoteState) error {
	return entity.Step("quote", q.Label(), &q.State, moves, to)
}

// checkSend tells what is missing before a quote can go out.
func (q *Quote) checkSend(today calendar.Date) error {
	counted := slices.ContainsFunc(q.Lines, func(l QuoteLine) bool { return l.Kind.Counts() })
	switch {
	case !counted:
		return app.E(app.Invalid, "quote.no_lines")
	case q.ValidUntil != 0 && q.ValidUntil < q.On:
		return app.E(app.Invalid, "quote.validity").At("valid_until")
	case q.ValidUntil != 0 && q.ValidUntil < today:
		return app.E(app.Invalid, "quote.already_expired", "date", q.ValidUntil.String()).At("valid_until")
	}
	return q.Trade.check(q.TotalMinor, q.Currency)
}

// Overdue tells whether a sent quote is past its validity.
func (q *Quote) Overdue(today calendar.Date) bool {
	return q.State == QuoteSent && q.ValidUntil != 0 && q.ValidUntil < today
}

// Revise makes the next revision as a draft: a copy of q with the lines tracing back to
// the first revision. q itself stays current until the new one is sent.
func (q *Quote) Revise(newest int64, today calendar.Date) (*Quote, error) {
	switch q.State {
	case QuoteDraft, QuoteCancelled:
		return nil, app.E(app.Conflict, "quote.not_revisable", "number", q.Label())
	}
	if q.OrderID != 0 {
		return nil, app.E(app.Conflict, "quote.ordered", "number", q.Label())
	}
	n := *q
	n.Head = entity.Head{OwnerID: q.OwnerID, UnitID: q.UnitID, Custom: q.Custom}
	n.Revision, n.RootID, n.PriorID, n.PriorState = newest+1, q.Root(), q.ID, ""
	n.State, n.Current, n.Change, n.RejectReason = QuoteDraft, false, "", ""
	n.SentAt, n.ClosedAt, n.Printed, n.OrderID, n.Allowed = 0, 0, 0, 0, 0
	n.On = today
	if q.ValidUntil != 0 && q.On != 0 {
		n.ValidUntil = today.AddDays(int(q.ValidUntil - q.On))
	}
	n.Lines = make([]QuoteLine, len(q.Lines))
	for i, l := range q.Lines {
		n.Lines[i] = QuoteLine{Item: l.Item}
		n.Lines[i].Origin = origin(&q.Lines[i])
	}
	return &n, nil
}

// origin is the line of the first revision that a line goes back to.
func origin(l *QuoteLine) string {
	if l.Origin != "" {
		return l.Origin
	}
	return l.UID
}
