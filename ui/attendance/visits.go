package attendance

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// visits offers the customer visits that the person noted on the day; choosing one
// begins a trip to it.
func (d *dayPane) visits() {
	if d.p.d.Registry.Type("activity") == nil {
		return
	}
	person, on := d.d.Employee.PersonID, d.on
	var rows []listing.Row
	d.p.run(func(ctx context.Context) error {
		plan, err := listing.Allow(ctx, d.p.d.Registry, identity.May("activity", identity.See), listing.Query{
			Entity: "activity",
			Filter: listing.All(listing.Is("owner_id", listing.Eq, strconv.FormatInt(person, 10)), listing.Is("kind", listing.Eq, "visit"), listing.Is("at", listing.Eq, on.String())),
			Sort:   []listing.Sort{{Key: "at"}}, Columns: []string{"at", "title", "customer_id.name"},
		})
		if err != nil {
			return err
		}
		rows = nil
		return d.p.d.Source.Each(ctx, plan, func(r listing.Row) error { rows = append(rows, r); return nil })
	}, func() { d.offerVisits(rows) })
}

func (d *dayPane) offerVisits(rows []listing.Row) {
	var items []kit.MenuItem
	for _, r := range rows {
		name := r.Cells[2].Text()
		items = append(items, kit.MenuItem{Title: d.p.clock(r.Cells[0].Int()) + " " + name, Detail: r.Cells[1].Text(), Icon: icons.MapPin, Run: func() {
			d.begin("trip")
			d.visit = r.ID
			d.place.SetText(name)
			d.p.redraw()
		}})
	}
	if len(items) == 0 {
		items = []kit.MenuItem{{Title: d.p.t("attendance.no_visits"), Disabled: true, Why: d.p.t("attendance.no_visits")}}
	}
	at, _ := d.p.s.HitRect("visits")
	d.p.host.ShowMenu(kit.Menu{From: d.p.s, Below: at, Items: items})
}
