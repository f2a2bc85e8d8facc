// Package view is the room of saved views: a named wish for a list (filter, order,
// columns, widths), of one person or shared with all, and those that ship with each list.
package view

import (
	"encoding/json"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/listing"
)

// Views is the entity name.
const Views = "saved_view"

// View is a saved view.
type View struct {
	entity.Head
	Name   string
	List   string // entity it lists
	Shared bool   // for everybody; changing it needs the administrator's right
	Pos    int64
	Icon   string
	Query  string // listing.Query as JSON
	Layout string // widths, order and pinned columns as JSON, for the window
}

// Describe describes saved views.
func Describe() *entity.Desc[View] {
	return entity.Describe(Views, "name", func(v *View, e *entity.Fields) {
		e.Text("name", &v.Name).Must().Max(60)
		e.Text("list", &v.List).Must().Max(40)
		e.Flag("shared", &v.Shared)
		e.Int("pos", &v.Pos)
		e.Text("icon", &v.Icon).Max(40)
		e.LongText("query", &v.Query)
		e.LongText("layout", &v.Layout)
	})
}

// Group says under which heading a view stands.
type Group string

// The headings.
const (
	Mine   Group = "mine"
	Shared Group = "shared"
	Tags   Group = "tags"
)

// Shipped is a view that comes with the program; its name is the translation of
// view.<list>.<key>. It is no record: it is the same in every company.
type Shipped struct {
	Key   string
	Group Group
	Icon  string
	Query listing.Query
}

// Row is a view as the window lists it.
type Row struct {
	ID      int64  // 0 for shipped ones
	Key     string // of shipped ones
	Name    string // of saved ones
	Group   Group
	Icon    string
	Shared  bool
	Owner   int64
	Version int64
	Query   listing.Query
	Layout  string
}

// row reads a saved view; a query that cannot be read any more is Invalid view.broken.
func (v *View) row() (Row, error) {
	r := Row{ID: v.ID, Name: v.Name, Group: Mine, Icon: v.Icon, Shared: v.Shared, Owner: v.OwnerID, Version: v.Version, Layout: v.Layout}
	if v.Shared {
		r.Group = Shared
	}
	if err := json.Unmarshal([]byte(v.Query), &r.Query); err != nil || r.Query.Entity != v.List {
		return r, app.E(app.Invalid, "view.broken", "name", v.Name).Because(err)
	}
	return r, nil
}

// pack writes the query into the record.
func (v *View) pack(q listing.Query) error {
	text, err := json.Marshal(q)
	if err != nil {
		return app.E(app.Internal, "view.broken", "name", v.Name).Because(err)
	}
	v.List, v.Query = q.Entity, string(text)
	return nil
}
