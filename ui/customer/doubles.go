package customer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"kontor/app/cleaning"
	"kontor/app/customer"
	"kontor/app/dedupe"
	"kontor/app/listing"
	"kontor/app/phone"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// doubles is the list of customers that may be the same: a scan over the keys of all
// that the person may see. The scan goes on when the page is left, and is found again.
type doubles struct {
	p      *Page
	load   *kit.Loader
	shown  *cleaning.Scan // the scan whose groups are listed
	groups []dedupe.Group
	cards  map[int64]rec
	lines  []doubleLine
	list   kit.List
	heads  []int
}

// doubleLine is a group's heading, or a customer of it.
type doubleLine struct {
	group *dedupe.Group
	id    int64
}

// shownGroups is how many groups are listed; the rest follows when these are settled.
const shownGroups = 200

// latest is the scan under way or ended, with how it stands; ok is false before the first.
func (d *doubles) latest() (x *cleaning.Scan, snap cleaning.Snap, ok bool) {
	if d.p.deps.Scans == nil {
		return nil, snap, false
	}
	if x = d.p.deps.Scans.Latest(customer.Customers); x == nil {
		return nil, snap, false
	}
	snap = x.Snap()
	return x, snap, !errors.Is(snap.Err, context.Canceled)
}

// scan begins a scan, or stops the one under way.
func (d *doubles) scan() {
	if x, snap, ok := d.latest(); ok && !snap.Done {
		x.Cancel()
		return
	}
	_, err := d.p.deps.Scans.Start(customer.Customers, func() { d.p.host.Post(d.moved) })
	if err != nil {
		d.p.host.Report(err)
	}
}

// moved reads the customers of the groups once a scan has ended.
func (d *doubles) moved() {
	d.p.s.Redraw()
	x, snap, ok := d.latest()
	if !ok || !snap.Done || snap.Err != nil || d.shown == x {
		return
	}
	d.shown, d.groups = x, snap.Groups
	kit.Load(d.load, func(ctx context.Context) (map[int64]rec, error) {
		cards := map[int64]rec{}
		var ids []int64
		for _, g := range snap.Groups[:min(shownGroups, len(snap.Groups))] {
			ids = append(ids, g.IDs...)
		}
		for part := range slices.Chunk(ids, 400) {
			rows, err := d.p.read(ctx, listing.Query{Entity: customer.Customers, Filter: listing.IDs(part), Columns: []string{"name", "grade", "owner_id.name", "last_activity_at", "mobile", "city"}}, len(part))
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				cards[r.id] = r
			}
		}
		return cards, nil
	}, func(cards map[int64]rec) {
		d.cards = cards
		d.lay()
	})
}

// compare opens the page on which two customers of a group become one.
func (d *doubles) compare(i int) {
	if i < 0 || i >= len(d.lines) {
		return
	}
	g, id := d.groupOf(i), d.lines[i].id
	if g == nil {
		return
	}
	other := g.IDs[0]
	if id == 0 || id == other {
		id = g.IDs[1]
	}
	d.p.host.Open("merge", other, map[string]string{"with": itoa(id)})
}

func (d *doubles) groupOf(i int) *dedupe.Group {
	for ; i >= 0; i-- {
		if g := d.lines[i].group; g != nil {
			return g
		}
	}
	return nil
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
	d.list.OnOpen = d.compare
	d.list.OnKey = func(k kit.Key) bool {
		i := d.list.Current()
		if k != "O" || i < 0 || i >= len(d.lines) || d.lines[i].id == 0 {
			return false
		}
		d.p.Show(customer.Customers, d.lines[i].id, nil)
		return true
	}
}

func (d *doubles) bar(c *kit.Canvas, r kit.Rect) {
	t := d.p.host.T
	x, snap, ok := d.latest()
	if ok && snap.Done && d.shown != x {
		d.moved()
	}
	scan := kit.Button{ID: "doubles.scan", Text: t("cust.scan"), Icon: icons.Refresh, Small: true, Tap: d.scan}
	if ok && !snap.Done {
		scan.Text, scan.Icon = t("cust.scan_stop"), icons.X
	}
	list := []kit.Button{{ID: "doubles.rules", Text: t("cust.clean_rules"), Icon: icons.ListChecks, Small: true, Tap: func() { d.p.host.New("cleaning", nil) }}}
	if len(d.lines) > 0 {
		list = append(list, kit.Button{ID: "doubles.merge", Text: t("cust.compare"), Icon: icons.Merge, Small: true, Key: "Enter", Tap: func() { d.compare(max(d.list.Current(), 0)) }})
	}
	c.ButtonsRight(&r, append(list, scan)...)
	text := t("cust.scan_text")
	if ok && snap.Done && snap.Err == nil {
		text = t("cust.scan_found", "n", len(snap.Groups), "all", snap.Read)
	}
	c.Text(r, text, kit.Caption)
}

func (d *doubles) draw(c *kit.Canvas, r kit.Rect) {
	t := d.p.host.T
	_, snap, ok := d.latest()
	switch {
	case ok && !snap.Done:
		box := r.Center(360, 60)
		c.Text(box.CutTop(30), t("cust.scanning", "n", snap.Read, "all", snap.Of), kit.Second.Centered())
		c.Progress(box, float32(snap.Read)/float32(max(snap.Of, 1)), theme.Primary)
	case ok && snap.Err != nil:
		c.Failure(r, d.p.host, snap.Err, nil)
	case ok && len(snap.Groups) == 0:
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("cust.no_doubles"), Text: t("cust.no_doubles_text")})
	case ok:
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
