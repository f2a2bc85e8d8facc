package customer

import (
	"kontor/app/listing"
	"kontor/app/view"
)

// Columns are those of a new customer list, in their order.
var Columns = []string{"name", "grade", "stage", "owner_id.name", "last_activity_at", "next_action_on", "receivable_minor"}

// Totals are the sums in the footer of the customer list.
var Totals = []string{"receivable_minor"}

var byLast = []listing.Sort{{Key: "last_activity_at", Desc: true}}

func list(filter listing.Node) listing.Query {
	return listing.Query{Entity: Customers, Filter: filter, Sort: byLast, Columns: Columns, Totals: Totals}
}

var (
	mine    = listing.Is("owner_id", listing.Eq, "me")
	notPool = listing.All(listing.Is("in_pool", listing.Eq, "0"), listing.Is("life", listing.Eq, string(Formal)))

	// MineFormal are the acting person's customers, the potential ones apart.
	MineFormal = listing.All(mine, listing.Is("life", listing.Eq, string(Formal)))
	// PotentialOnly are the potential customers that somebody works on.
	PotentialOnly = listing.All(listing.Is("life", listing.Eq, string(Potential)), listing.Is("in_pool", listing.Eq, "0"))
)

// ShippedViews are the views of the customer list. Those on stages and receivables use
// columns that sales and finance contribute.
func ShippedViews() []view.Shipped {
	v := func(key string, g view.Group, icon string, filter listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Icon: icon, Query: list(filter)}
	}
	return []view.Shipped{
		v("today", view.Mine, "flag", listing.All(mine, listing.Is("next_action_on", listing.Le, "today"))),
		v("quiet", view.Mine, "clock", listing.All(mine, listing.Any(
			listing.Is("last_activity_at", listing.Lt, "-30"),
			listing.All(listing.Is("last_activity_at", listing.Empty), listing.Is("created_at", listing.Lt, "-30"))))),
		v("hot", view.Mine, "star", listing.All(mine, listing.Is("hot", listing.Eq, "1"))),
		v("overdue", view.Mine, "money", listing.All(mine, listing.Is("oldest_due_on", listing.Lt, "today"))),
		v("all", view.Shared, "people", notPool),
		v("quoted", view.Shared, "tag", listing.All(notPool, listing.Is("stage", listing.In, "quote", "negotiate"))),
		v("new", view.Shared, "plus", listing.All(notPool, listing.Is("created_at", listing.Ge, "-7"))),
		v("team", view.Shared, "people", listing.All(notPool, listing.Is("unit_id", listing.In, "mine"))),
		v("ended", view.Shared, "flag", listing.Is("life", listing.Eq, string(Deregistered))),
		v("overseas", view.Shared, "globe", listing.All(notPool, listing.Is("region", listing.Eq, "overseas"))),
	}
}

// Buckets are the to-do buckets of customers and tasks: saved queries with counts.
func Buckets() []view.Shipped {
	b := func(key, entity string, sort []listing.Sort, filter listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: view.Mine, Query: listing.Query{Entity: entity, Filter: filter, Sort: sort}}
	}
	due := []listing.Sort{{Key: "due_on"}, {Key: "minute"}}
	open := listing.Is("state", listing.Eq, string(TaskOpen))
	return []view.Shipped{
		b("contact_today", Customers, byLast, listing.All(mine, listing.Is("next_action_on", listing.Eq, "today"))),
		b("contact_tomorrow", Customers, byLast, listing.All(mine, listing.Is("next_action_on", listing.Eq, "tomorrow"))),
		b("contact_overdue", Customers, byLast, listing.All(mine, listing.Is("next_action_on", listing.Lt, "today"))),
		b("assigned", Customers, byLast, listing.All(mine, listing.Is("owned_on", listing.Ge, "-7"))),
		b("tasks_today", Tasks, due, listing.All(mine, open, listing.Is("due_on", listing.Eq, "today"))),
		b("tasks_overdue", Tasks, due, listing.All(mine, open, listing.Is("due_on", listing.Lt, "today"))),
	}
}

// Timeline is the query of a customer's timeline, newest first.
func Timeline(customer string, kinds ...string) listing.Query {
	filter := listing.Is("customer_id", listing.Eq, customer)
	if len(kinds) > 0 {
		filter = listing.All(filter, listing.Is("kind", listing.In, kinds...))
	}
	return listing.Query{
		Entity: Activities, Filter: filter, Sort: []listing.Sort{{Key: "at", Desc: true}, {Key: "id", Desc: true}},
		Columns: []string{"kind", "at", "title", "text", "result", "amount_minor", "currency", "owner_id.name", "contact_id.name", "link_entity", "link_id", "pinned"},
	}
}
