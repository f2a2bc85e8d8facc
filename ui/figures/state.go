package figures

import (
	"slices"
	"strconv"

	"kontor/app/finance"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// ExplainState tells how the state of a customer is made, with the rows behind each figure.
func ExplainState(h kit.Host, s *finance.CustomerState) Explain {
	t := h.T
	plain := func(m money.Minor) string { return money.Of(m, kit.Home()).Plain() }
	of := listing.Is("customer_id", listing.Eq, strconv.FormatInt(s.CustomerID, 10))
	rows := func(kind string, f listing.Node) func() {
		return func() { records.OpenRows(h, kind, listing.All(of, f)) }
	}
	live := listing.Is("void", listing.Eq, "0")
	open := listing.Is("open_home_minor", listing.Ne, "0")
	signed := listing.Is("state", listing.In, string(sales.ContractActive), string(sales.ContractEnded), string(sales.ContractRenewed))
	x := Explain{Title: s.Customer, Value: t("state.outstanding") + " " + plain(s.Outstanding), Text: t("state.how"), Parts: []ExplainPart{
		{Label: t("state.contracted"), Note: t("state.n", "n", s.Contracts), Value: plain(s.Contracted), Open: rows(sales.Contracts, signed)},
		{Label: t("state.planned"), Value: plain(s.Planned), Open: rows(finance.Receivables, live)},
		{Label: t("state.received"), Value: plain(-s.Received), Open: rows(finance.MoneyInName, listing.Is("state", listing.Eq, string(finance.Confirmed)))},
		{Label: t("state.outstanding"), Value: plain(s.Outstanding), Sum: true, Open: rows(finance.Receivables, listing.All(live, open))},
		{Label: t("state.overdue"), Value: plain(s.Overdue), Open: rows(finance.Receivables, listing.All(live, open, listing.Is("due_on", listing.Lt, "today")))},
		{Label: t("state.advance"), Value: plain(s.Advance), Open: rows(finance.MoneyInName, listing.Is("state", listing.Eq, string(finance.Confirmed)))},
		{Label: t("state.customer"), Note: s.Customer, Open: func() { h.Open("customer", s.CustomerID, nil) }},
	}}
	for i, a := range s.Abroad { // no rate is kept with a contract
		part := ExplainPart{Label: t("stat.abroad", "currency", a.Currency), Value: a.Plain(), Open: rows(sales.Contracts, listing.All(signed, listing.Is("currency", listing.Eq, a.Currency)))}
		x.Parts = slices.Insert(x.Parts, i+1, part)
	}
	return x
}
