package customer

import (
	"context"
	"strings"

	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/phone"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// doubles is the list of customers that may be the same: a scan over the keys of all
// that the person may see.
type doubles struct {
	p      *Page
	load   *kit.Loader
	read   int // customers read so far
	all    int
	groups []dedupe.Group
	cards  map[int64]rec
	lines  []doubleLine
	list   kit.List
	heads  []int
	fresh  bool
}

// doubleLine is a group's heading, or a customer of it.
type doubleLine struct {
	group *dedupe.Group
	id    int64
}

// shownGroups is how many groups are listed; the rest follows when these are settled.
const shownGroups = 200

// scan reads the keys of all customers and groups them.
func (d *doubles) scan() {
	if d.load.Waiting() {
		return
	}
	d.read = 0
	type found struct {
		groups []dedupe.Group
		cards  map[int64]rec
		all    int
	}
	kit.Load(d.load, func(ctx context.Context) (found, error) {
		s := dedupe.NewScan()
		n := 0
		q := listing.Query{Entity: customer.Customers, Columns: []string{"name_key", "mobile_key", "phone_key", "credit_code", "mail"}}
		plan, err := listing.Allow(ctx, d.p.deps.Registry, identity.May(customer.Customers, identity.See), q)
		if err != nil {
			return found{}, err
		}
		err = d.p.deps.Source.Each(ctx, plan, func(r listing.Row) error {
			k := dedupe.Keys{Name: r.Cells[0].Text(), Tax: r.Cells[3].Text()}
			for _, c := range r.Cells[1:3] {
				if c.Text() != "" {
					k.Phones = append(k.Phones, c.Text())
				}
			}
			if m := r.Cells[4].Text(); m != "" {
				k.Mails = []string{m}
			}
			s.Add(r.ID, k)
			if n++; n%5000 == 0 {
				at := n
				d.p.host.Post(func() { d.read = at; d.p.s.Redraw() })
			}
			return nil
		})
		if err != nil {
			return found{}, err
		}
		out := found{groups: s.Groups(), all: n, cards: map[int64]rec{}}
		var ids []int64
		for _, g := range out.groups[:min(shownGroups, len(out.groups))] {
			ids = append(ids, g.IDs...)
		}
		for len(ids) > 0 {
			k := min(400, len(ids))
			rows, err := d.p.read(ctx, listing.Query{Entity: customer.Customers, Filter: listing.IDs(ids[:k]), Columns: []string{"name", "grade", "owner_id.name", "last_activity_at", "mobile", "city"}}, k)
			if err != nil {
				return out, err
			}
			for _, r := range rows {
				out.cards[r.id] = r
			}
			ids = ids[k:]
		}
		return out, nil
	}, func(f found) {
		d.groups, d.cards, d.all, d.fresh = f.groups, f.cards, f.all, true
		d.lay()
	})
}

func (d *doubles) lay() {
	d.lines, d.heads = nil, nil
	for i := range d.groups[:min(shownGroups, len(d.groups))] {
		g := &d.groups[i]
		d.heads = append(d.heads, len(d.lines))
		d.lines = append(d.lines, doubleLine{group: g})
		for _, id := range g.IDs {
			d.lines = append(d.lines, doubleLine{id: id})
		}
	}
	d.list.Name = d.p.host.T("cust.tab.doubles")
	d.list.Len, d.list.Groups = len(d.lines), d.heads
	d.list.Row = d.row
	d.list.OnOpen = func(i int) {
		if l := d.lines[i]; l.id != 0 {
			d.p.Show(customer.Customers, l.id, nil)
		}
	}
}

func (d *doubles) bar(c *kit.Canvas, r kit.Rect) {
	t := d.p.host.T
	c.ButtonsRight(&r, kit.Button{ID: "doubles.scan", Text: t("cust.scan"), Icon: icons.Refresh, Small: true, Tap: d.scan})
	text := t("cust.scan_text")
	if d.fresh {
		text = t("cust.scan_found", "n", len(d.groups), "all", d.all)
	}
	c.Text(r, text, kit.Caption)
}

func (d *doubles) draw(c *kit.Canvas, r kit.Rect) {
	t := d.p.host.T
	switch {
	case d.load.Waiting():
		box := r.Center(360, 40)
		c.Text(box, t("cust.scanning", "n", d.read), kit.Second.Centered())
	case d.load.Failed() != nil:
		c.Empty(r, kit.Empty{Icon: iconWarn, Title: t("records.failed"), Text: d.p.host.ErrorText(d.load.Failed())})
	case d.fresh && len(d.groups) == 0:
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("cust.no_doubles"), Text: t("cust.no_doubles_text")})
	case d.fresh:
		d.list.Draw(c, "doubles", r)
	}
}

func (d *doubles) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	l := d.lines[i]
	in := r.Pad(16, 0, 14, 0)
	if l.group != nil {
		c.Text(in, d.reasons(l.group), kit.Caption.B())
		return
	}
	x, ok := d.cards[l.id]
	if !ok {
		return
	}
	cells := in.Columns(10, 26, -3, 60, -1, -1, 120)
	c.Company(cells[0], telling(x.text("name")), 22)
	c.Text(cells[1], x.text("name"), kit.Body)
	f := d.p.deps.Registry.Type(customer.Customers).Field("grade")
	c.Text(cells[2], records.OptionText(d.p.host, f, x.text("grade")), kit.Second)
	c.Text(cells[3], x.text("city"), kit.Second)
	c.Text(cells[4], x.text("owner_id.name"), kit.Second)
	c.Text(cells[5], x.text("mobile"), kit.Second.In(theme.Text2).RightAligned())
}

// reasons says what the records of a group have in common.
func (d *doubles) reasons(g *dedupe.Group) string {
	seen := map[string]bool{}
	var parts []string
	for _, p := range g.Pairs {
		text := d.p.host.T("dedupe.reason."+string(p.Reason), "phone", phone.Mask(p.Key))
		if !seen[text] {
			seen[text] = true
			parts = append(parts, text)
		}
	}
	return d.p.host.T("cust.group", "n", len(g.IDs), "why", strings.Join(parts, d.p.host.T("records.comma")))
}
