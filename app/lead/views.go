package lead

import (
	"kontor/app/listing"
	"kontor/app/view"
)

// Columns of a new list of leads, in their order.
var Columns = []string{"name", "company", "person", "source", "campaign", "state", "quality", "amount_minor", "created_at", "owner_id.name"}

// ShippedViews are the views of the list of leads.
func ShippedViews() []view.Shipped {
	live := listing.Is("state", listing.In, string(Fresh), string(Working))
	list := func(key string, g view.Group, f listing.Node) view.Shipped {
		return view.Shipped{Key: key, Group: g, Query: listing.Query{Entity: Leads, Filter: f, Sort: []listing.Sort{{Key: "created_at", Desc: true}}, Columns: Columns}}
	}
	return []view.Shipped{
		list("mine", view.Mine, listing.All(listing.Is("owner_id", listing.Eq, "me"), live)),
		list("pool", view.Shared, listing.All(listing.Is("in_pool", listing.Eq, "1"), live)),
		list("idle", view.Shared, Idle),
		list("asked", view.Shared, listing.Is("asked", listing.Eq, "1")),
		list("converted", view.Shared, listing.Is("state", listing.Eq, string(Converted))),
		list("discarded", view.Shared, listing.Is("state", listing.Eq, string(Discarded))),
		list("all", view.Shared, listing.Node{}),
	}
}
