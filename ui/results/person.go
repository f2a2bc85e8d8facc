package results

import (
	"context"
	"strconv"

	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// people is a choice of a person; 0 is everybody, where that is allowed.
type people struct {
	p       *page
	id      int64
	all     bool // everybody may be chosen
	list    []kit.Option
	changed func()
}

// fill reads the names once.
func (x *people) fill() {
	if len(x.list) > 0 {
		return
	}
	x.p.host.Go(func(ctx context.Context) {
		q := listing.Query{Entity: "person", Columns: []string{"name"}, Sort: []listing.Sort{{Key: "id"}}}
		plan, err := listing.Allow(ctx, x.p.d.Registry, identity.May("person", identity.See), q)
		var out []kit.Option
		if err == nil {
			err = x.p.d.Source.Each(ctx, plan, func(r listing.Row) error {
				out = append(out, kit.Option{ID: r.ID, Key: strconv.FormatInt(r.ID, 10), Text: r.Cells[0].Text()})
				return nil
			})
		}
		x.p.host.Post(func() {
			x.p.host.Report(err)
			x.list = out
			x.p.redraw()
		})
	})
}

func (x *people) name() string {
	for _, o := range x.list {
		if o.ID == x.id {
			return o.Text
		}
	}
	if x.id == 0 {
		return x.p.host.T("resultspage.everybody")
	}
	return "…"
}

// draw shows the choice at the left of r.
func (x *people) draw(c *kit.Canvas, r *kit.Rect) {
	c.Drop("person", r.CutLeft(150).MiddleRow(theme.Control), x.name(), icons.User, func() []kit.MenuItem {
		var items []kit.MenuItem
		if x.all {
			items = append(items, kit.MenuItem{Title: x.p.host.T("resultspage.everybody"), Checked: x.id == 0, Run: func() { x.choose(0) }})
		}
		for _, o := range x.list {
			items = append(items, kit.MenuItem{Title: o.Text, Checked: o.ID == x.id, Run: func() { x.choose(o.ID) }})
		}
		return items
	})
	r.CutLeft(10)
}

func (x *people) choose(id int64) {
	x.id = id
	x.changed()
}
