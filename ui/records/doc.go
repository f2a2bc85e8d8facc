// Package records shows the records of any entity as a list: it asks for a Plan, fetches
// rows by position in blocks through a listing.Vector, writes cells as the language and
// the field want them, and keeps columns, order and sort per view. Every window that lists
// records uses it; none reads rows itself.
//
//	l := records.New(host, records.Deps{Registry: reg, Source: src}, "quote")
//	l.Columns("number", "customer_id", "total_minor", "state", "date_on")
//	l.Show(listing.Query{Entity: "quote", Sort: []listing.Sort{{Key: "date_on", Desc: true}}})
//	…
//	l.Draw(c, "list", r) // inside the page's draw
//	l.OnCur = func(id int64) { … }
package records
