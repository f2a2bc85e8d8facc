package effort

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// Span is how long a report is.
type Span string

// The spans.
const (
	Daily   Span = "day"
	Weekly  Span = "week"
	Monthly Span = "month"
)

// Of gives the first and last day of the span that a day lies in; weeks begin on Monday.
func (s Span) Of(d calendar.Date) (from, to calendar.Date) {
	switch s {
	case Weekly:
		from = d.AddDays(-(int(d.Weekday()) + 6) % 7)
		return from, from + 6
	case Monthly:
		return d.MonthStart(), d.MonthEnd()
	}
	return d, d
}

// Report is what a person did in a day, week or month, made from the records alone.
type Report struct {
	Person   int64
	Name     string
	Span     Span
	From, To calendar.Date
	Parts    []Part
}

// Part is one kind of things in a report.
type Part struct {
	Key    string // follow, customer, lead, opportunity, won, quote, sales_order, contract, log, open, plan
	Amount money.Minor
	Lines  []Line
}

// Line is one record of a part.
type Line struct {
	Kind   string // entity
	ID     int64
	Note   string // of a follow-up: its kind
	At     entity.Value
	Party  string
	Text   string
	Result string
	Amount money.Minor
}

// part says how one part is read: columns are when, party, text, amount, note and result.
type part struct {
	key, kind            string
	filter               listing.Node
	at, party, text      string
	amount, note, result string
}

// ReportOf makes the report of a person over the span that a day lies in (SAL-40). What
// the reader may not see is not in it.
func (s *Service) ReportOf(ctx context.Context, person int64, span Span, day calendar.Date) (*Report, error) {
	if !slices.Contains([]Span{Daily, Weekly, Monthly}, span) {
		return nil, app.E(app.Invalid, "effort.report_span")
	}
	name, err := s.mayWatch(ctx, person)
	if err != nil {
		return nil, err
	}
	r := &Report{Person: person, Name: name, Span: span}
	r.From, r.To = span.Of(day)
	for _, p := range s.parts(person, r.From, r.To) {
		got, err := s.read(ctx, p)
		if err != nil {
			return nil, err
		}
		r.Parts = append(r.Parts, got)
	}
	return r, nil
}

func (s *Service) parts(person int64, from, to calendar.Date) []part {
	mine := ref("owner_id", person)
	in := func(field string) listing.Node { return listing.Is(field, listing.Between, from.String(), to.String()) }
	both := func(nodes ...listing.Node) listing.Node {
		return listing.All(append([]listing.Node{mine}, nodes...)...)
	}
	contacts := make([]string, len(Contacts))
	for i, k := range Contacts {
		contacts[i] = string(k)
	}
	next, last := to+1, to+(to-from)+1
	late := to
	if today := s.today(); today >= from && today <= to { // what is due today is planned, not overdue
		next, late = today, today-1
	}
	open := listing.Is("state", listing.Eq, string(customer.TaskOpen))
	sold := listing.Is("state", listing.In, string(sales.OrderApproved), string(sales.OrderClosed))
	signed := listing.Not(listing.Is("state", listing.In, string(sales.ContractDraft), string(sales.ContractInReview)))
	return []part{
		{key: "follow", kind: customer.Activities, filter: both(in("at"), listing.Is("kind", listing.In, contacts...)), at: "at", party: "customer_id.name", text: "text", note: "kind", result: "result"},
		{key: "customer", kind: customer.Customers, filter: both(in("created_at")), at: "created_at", party: "name", text: "main_business"},
		{key: "lead", kind: "lead", filter: both(in("created_at")), at: "created_at", party: "company", text: "name"},
		{key: "opportunity", kind: sales.Opportunities, filter: both(in("created_at")), at: "created_at", party: "customer_id.name", text: "name", amount: "amount_minor"},
		{key: "won", kind: sales.Opportunities, filter: both(in("closed_on"), listing.Is("state", listing.Eq, string(sales.Won))), at: "closed_on", party: "customer_id.name", text: "name", amount: "amount_minor"},
		{key: "quote", kind: sales.Quotes, filter: both(in("date_on"), listing.Not(listing.Is("state", listing.Eq, string(sales.QuoteDraft)))), at: "date_on", party: "customer_id.name", text: "number", amount: "home_minor"},
		{key: "sales_order", kind: sales.Orders, filter: both(in("date_on"), sold), at: "date_on", party: "customer_id.name", text: "number", amount: "home_minor"},
		{key: "contract", kind: sales.Contracts, filter: both(in("signed_on"), signed), at: "signed_on", party: "customer_id.name", text: "name", amount: "amount_minor"},
		{key: "log", kind: Logs, filter: both(in("date_on")), at: "date_on", party: "customer_id.name", text: "title"},
		{key: "late", kind: customer.Tasks, filter: both(open, listing.Is("due_on", listing.Le, late.String())), at: "due_on", party: "customer_id.name", text: "title"},
		{key: "plan", kind: customer.Tasks, filter: both(open, listing.Is("due_on", listing.Between, next.String(), last.String())), at: "due_on", party: "customer_id.name", text: "title"},
	}
}

func (s *Service) read(ctx context.Context, p part) (Part, error) {
	out := Part{Key: p.key}
	keys := []string{p.at, p.party, p.text}
	extra := func(key string) int {
		if key == "" {
			return -1
		}
		keys = append(keys, key)
		return len(keys) - 1
	}
	amount, note, result := extra(p.amount), extra(p.note), extra(p.result)
	rows, err := s.rows(ctx, listing.Query{Entity: p.kind, Filter: p.filter, Sort: []listing.Sort{{Key: p.at}, {Key: "id"}}, Columns: keys})
	if err != nil {
		return out, err
	}
	text := func(r listing.Row, i int) string {
		if i < 0 {
			return ""
		}
		return r.Cells[i].Text()
	}
	for _, r := range rows {
		l := Line{Kind: p.kind, ID: r.ID, At: r.Cells[0], Party: text(r, 1), Text: text(r, 2), Note: text(r, note), Result: text(r, result)}
		if amount >= 0 {
			l.Amount = money.Minor(r.Cells[amount].Int())
			out.Amount += l.Amount
		}
		out.Lines = append(out.Lines, l)
	}
	return out, nil
}
