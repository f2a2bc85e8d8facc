package finance

import (
	"kontor/app/listing"
	"kontor/app/view"
)

// Columns of new lists, in their order.
var (
	ReceivableColumns = []string{"due_on", "customer_id.name", "number", "amount_minor", "settled_minor", "open_minor", "currency", "owner_id.name"}
	MoneyColumns      = []string{"received_on", "number", "customer_id.name", "payer", "amount_minor", "allocated_minor", "currency", "account_id.name", "state", "memo"}
	ReceiptColumns    = []string{"number", "issued_on", "payer", "purpose", "amount_minor", "method", "state", "prints"}
	JournalColumns    = []string{"on_date", "voucher", "summary", "party", "category", "in_minor", "out_minor"}
	PaymentColumns    = []string{"number", "planned_on", "payee", "amount_minor", "category", "account_id.name", "state"}
	PayableColumns    = []string{"due_on", "number", "payee", "kind", "amount_minor", "settled_minor", "open_minor", "currency"}
)

// ShippedViews are the views of the lists of finance.
func ShippedViews() []view.Shipped {
	list := func(name string, columns, totals []string, sort ...listing.Sort) func(key string, f listing.Node) view.Shipped {
		return func(key string, f listing.Node) view.Shipped {
			return view.Shipped{Key: key, Group: view.Shared, Query: listing.Query{Entity: name, Filter: f, Sort: sort, Columns: columns, Totals: totals}}
		}
	}
	open := listing.Is("open_minor", listing.Ne, "0")
	owed := list(Receivables, ReceivableColumns, []string{"open_home_minor"}, listing.Sort{Key: "due_on"})
	paid := list(MoneyInName, MoneyColumns, []string{"home_minor"}, listing.Sort{Key: "received_on", Desc: true})
	papers := list(Receipts, ReceiptColumns, []string{"amount_minor"}, listing.Sort{Key: "issued_on", Desc: true})
	books := list(Journal, JournalColumns, []string{"in_minor", "out_minor"}, listing.Sort{Key: "on_date", Desc: true})
	owing := list(Payables, PayableColumns, []string{"open_home_minor"}, listing.Sort{Key: "due_on"})
	out := list(Payments, PaymentColumns, []string{"amount_minor"}, listing.Sort{Key: "planned_on", Desc: true})
	return []view.Shipped{
		owed("open", open),
		owed("overdue", listing.All(open, listing.Is("due_on", listing.Lt, "today"))),
		owed("soon", listing.All(open, listing.Is("due_on", listing.Le, "+14"))),
		owed("all", listing.Node{}),
		paid("unallocated", listing.All(listing.Is("state", listing.Eq, string(Confirmed)), listing.Is("allocated_minor", listing.Eq, "0"))),
		paid("draft", listing.Is("state", listing.Eq, string(Draft))),
		paid("all", listing.Node{}),
		papers("issued", listing.Is("state", listing.Eq, string(Issued))),
		papers("all", listing.Node{}),
		books("month", listing.Is("on_date", listing.Eq, "this_month")),
		books("all", listing.Node{}),
		owing("open", open),
		owing("soon", listing.All(open, listing.Is("due_on", listing.Le, "+14"))),
		owing("overdue", listing.All(open, listing.Is("due_on", listing.Lt, "today"))),
		owing("plans", listing.Is("kind", listing.Eq, string(OwedPlan))),
		owing("all", listing.Node{}),
		out("waiting", listing.Is("state", listing.Eq, string(Submitted))),
		out("unpaid", listing.Is("state", listing.Eq, string(Approved))),
		out("all", listing.Node{}),
	}
}

// Buckets are the to-do buckets of finance.
func Buckets() []view.Shipped {
	open := listing.Is("open_minor", listing.Gt, "0")
	due := func(key string, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Mine, Query: listing.Query{
			Entity: Receivables, Filter: listing.All(open, f),
			Sort: []listing.Sort{{Key: "due_on"}}, Columns: ReceivableColumns, Totals: []string{"open_home_minor"},
		}}
	}
	return []view.Shipped{
		due("receivables_due", listing.Is("due_on", listing.Between, "today", "+14")),
		due("receivables_overdue", listing.Is("due_on", listing.Lt, "today")),
		{Key: "payables_due", Group: view.Mine, Query: listing.Query{
			Entity: Payables, Filter: listing.All(open, listing.Is("due_on", listing.Le, "+14")),
			Sort: []listing.Sort{{Key: "due_on"}}, Columns: PayableColumns, Totals: []string{"open_home_minor"},
		}},
		{Key: "receipts_to_book", Group: view.Mine, Query: listing.Query{
			Entity: MoneyInName, Filter: listing.Is("state", listing.Eq, string(Draft)),
			Sort: []listing.Sort{{Key: "received_on"}}, Columns: MoneyColumns,
		}},
	}
}
