package sales

import (
	"kontor/app/listing"
	"kontor/app/view"
)

// Columns of new lists, in their order.
var (
	QuoteColumns       = []string{"number", "revision", "state", "customer_id.name", "subject", "total_minor", "currency", "date_on", "valid_until", "owner_id.name"}
	OrderColumns       = []string{"number", "state", "customer_id.name", "subject", "total_minor", "currency", "date_on", "deliver_on", "owner_id.name"}
	OpportunityColumns = []string{"name", "customer_id.name", "stage", "amount_minor", "probability", "close_on", "stage_since", "state", "owner_id.name"}
	ContractColumns    = []string{"number", "name", "customer_id.name", "amount_minor", "currency", "state", "signed_on", "ends_on", "owner_id.name"}
	ProductColumns     = []string{"code", "name", "spec", "unit", "price", "stock", "category", "state"}
)

// ShippedViews are the views of the lists of sales.
func ShippedViews() []view.Shipped {
	mine := listing.Is("owner_id", listing.Eq, "me")
	current := listing.Is("is_current", listing.Eq, "1")
	state := func(states ...string) listing.Node { return listing.Is("state", listing.In, states...) }
	byDate := []listing.Sort{{Key: "date_on", Desc: true}}
	quote := func(key string, g view.Group, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Query: listing.Query{Entity: Quotes, Filter: f, Sort: byDate, Columns: QuoteColumns, Totals: []string{"home_minor"}}}
	}
	order := func(key string, g view.Group, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Query: listing.Query{Entity: Orders, Filter: f, Sort: byDate, Columns: OrderColumns, Totals: []string{"home_minor"}}}
	}
	deal := func(key string, g view.Group, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Query: listing.Query{
			Entity: Opportunities, Filter: f, Sort: []listing.Sort{{Key: "close_on"}},
			Columns: OpportunityColumns, Totals: []string{"amount_minor"},
		}}
	}
	product := func(key string, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Shared, Query: listing.Query{Entity: Products, Filter: f, Sort: []listing.Sort{{Key: "code"}}, Columns: ProductColumns}}
	}
	live := listing.All(current, listing.Not(state(string(QuoteCancelled), string(QuoteSuperseded))))
	contract := func(key string, g view.Group, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Query: listing.Query{Entity: Contracts, Filter: f, Sort: []listing.Sort{{Key: "ends_on"}}, Columns: ContractColumns, Totals: []string{"amount_minor"}}}
	}
	return []view.Shipped{
		contract("active", view.Shared, state(string(ContractActive))),
		contract("review", view.Shared, state(string(ContractInReview))),
		contract("ending", view.Shared, listing.All(state(string(ContractActive)), listing.Is("ends_on", listing.Between, "today", "+60"))),
		contract("all", view.Shared, listing.Node{}),
		quote("mine", view.Mine, listing.All(mine, live)),
		quote("draft", view.Mine, listing.All(mine, state(string(QuoteDraft)))),
		quote("waiting", view.Shared, listing.All(current, state(string(QuoteSent)))),
		quote("expiring", view.Shared, listing.All(current, state(string(QuoteSent)), listing.Is("valid_until", listing.Between, "today", "+7"))),
		quote("all", view.Shared, listing.Node{}),
		order("mine", view.Mine, mine),
		order("waiting", view.Shared, state(string(OrderSubmitted))),
		order("running", view.Shared, state(string(OrderApproved))),
		order("all", view.Shared, listing.Node{}),
		deal("mine", view.Mine, listing.All(mine, state(string(Open)))),
		deal("open", view.Shared, state(string(Open))),
		deal("closing", view.Shared, listing.All(state(string(Open)), listing.Is("close_on", listing.Eq, "this_month"))),
		deal("idle", view.Shared, Idle),
		deal("late", view.Shared, listing.All(state(string(Open)), listing.Is("close_on", listing.Lt, "today"))),
		deal("won", view.Shared, listing.All(state(string(Won)), listing.Is("closed_on", listing.Eq, "this_month"))),
		product("active", state(string(ProductActive))),
		product("all", listing.Node{}),
	}
}

// Buckets are the to-do buckets of sales.
func Buckets() []view.Shipped {
	return []view.Shipped{{Key: "quotes_expiring", Group: view.Mine, Query: listing.Query{
		Entity: Quotes, Sort: []listing.Sort{{Key: "valid_until"}},
		Filter: listing.All(listing.Is("owner_id", listing.Eq, "me"), listing.Is("is_current", listing.Eq, "1"),
			listing.Is("state", listing.Eq, string(QuoteSent)), listing.Is("valid_until", listing.Between, "today", "+7")), Columns: QuoteColumns,
	}}}
}
