package customer

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"kontor/app"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// dossier is what the tab 档案 of the pane shows beside the fields.
type dossier struct {
	lists  []module
	family []customer.Unit
	habits sales.Habits
}

// module is one list of the dossier: its first entries.
type module struct {
	kind string
	rows []rec
	more bool
}

// moduleRows is how many entries of a module are counted and shown.
const (
	moduleRows  = 99
	moduleShown = 3
)

// fetchDossier reads the lists of the dossier, the group and the habits of a customer.
func (p *Page) fetchDossier(ctx context.Context, id int64) (d dossier, err error) {
	if d.lists, err = p.modules(ctx, id); err != nil {
		return d, err
	}
	if d.family, err = p.deps.Customers.Family(ctx, id); err != nil && app.KindOf(err) != app.NotFound {
		return d, err
	}
	if p.deps.Habits != nil {
		d.habits, err = p.deps.Habits(ctx, id)
		return d, err
	}
	return d, nil
}

// modules reads the lists of a customer's dossier.
func (p *Page) modules(ctx context.Context, id int64) (list []module, err error) {
	for _, kind := range customer.Modules {
		m := module{kind: kind}
		if m.rows, err = p.read(ctx, moduleQuery(p.deps.Registry.Type(kind), id), moduleRows+1); err != nil {
			return nil, err
		}
		if m.more = len(m.rows) > moduleRows; m.more {
			m.rows = m.rows[:moduleRows]
		}
		list = append(list, m)
	}
	return list, nil
}

// moduleQuery lists the entries of a module of one customer, the latest first.
func moduleQuery(t *entity.Type, id int64) listing.Query {
	q := listing.Query{Entity: t.Name, Sort: []listing.Sort{{Key: "updated_at", Desc: true}}, Columns: []string{t.Title, "updated_at"}}
	if id != 0 {
		q.Filter = listing.Is("customer_id", listing.Eq, itoa(id))
	}
	if t.Field("state") != nil {
		q.Columns = append(q.Columns, "state")
	}
	return q
}

// part counts the filled fields of one module of the dossier.
type part struct {
	id     string
	n, all int
}

// parts counts the dossier; filled tells whether a field is.
func parts(filled func(key string) bool) (list []part, n int) {
	for _, m := range customer.Dossier {
		x := part{id: m.Module, all: len(m.Keys)}
		for _, key := range m.Keys {
			if filled(key) {
				x.n++
			}
		}
		n += x.n
		list = append(list, x)
	}
	return list, n
}

func (a *pane) drawDossier(c *kit.Canvas, r kit.Rect) {
	t := a.p.host.T
	bar := r.CutTop(44).Pad(16, 8, 16, 0)
	c.ButtonsRight(&bar, kit.Button{ID: "dossier.open", Text: t("dossier.open"), Icon: icons.LayoutList, Small: true, Tap: func() { a.p.openDossier(customer.Competitors) }})
	c.Text(bar, t("dossier.head"), kit.Strong)
	c.ScrollAuto("dossier", r, func(body kit.Rect) float32 {
		top := body.Y
		in := body.Pad(16, 4, 16, 0)
		a.rate(c, &in)
		a.group(c, &in)
		a.place(c, &in)
		for i, m := range a.data.dossier.lists {
			a.module(c, &in, body, i, m)
		}
		return in.Y - top + 16
	})
}

// rate is the ring with the three modules of fields.
func (a *pane) rate(c *kit.Canvas, in *kit.Rect) {
	list, n := parts(a.filled())
	typ := a.p.deps.Registry.Type(customer.Customers)
	row := in.CutTop(76)
	drawRing(c, row.CutLeft(72), n)
	row.CutLeft(16)
	row = row.Pad(0, 2, 0, 2)
	for _, x := range list {
		drawPart(c, a.p.host, typ, row.CutTop(24), x)
	}
	in.CutTop(8)
}

// drawRing is the completion rate of a dossier as a ring.
func drawRing(c *kit.Canvas, r kit.Rect, n int) {
	c.Donut(r, float32(n)/customer.DossierSize, fmt.Sprintf("%d%%", (customer.Rate(n)+5)/10))
}

// drawPart is one module of fields with its bar.
func drawPart(c *kit.Canvas, h kit.Host, typ *entity.Type, r kit.Rect, x part) {
	c.Text(r.CutLeft(104), records.GroupTitle(h, typ, entity.Group{ID: x.id}), kit.Caption)
	c.Text(r.CutRight(48), h.T("cust.form.part", "n", x.n, "all", x.all), kit.Caption.RightAligned())
	c.Progress(r, float32(x.n)/float32(x.all), theme.Primary)
}

// filled tells which fields of the record are filled, as far as the reader may know.
func (a *pane) filled() func(string) bool {
	have := map[string]bool{}
	for _, in := range a.data.form.Inputs {
		v, err := in.Field.Parse(in.Text)
		have[in.Field.Key] = in.Text != "" && (err != nil || !v.IsEmpty())
	}
	return func(key string) bool { return have[key] }
}

// group is the tree of the companies of a group; each leads to its customer (CUS-44).
func (a *pane) group(c *kit.Canvas, in *kit.Rect) {
	units := a.data.dossier.family
	if len(units) < 2 {
		return
	}
	t := a.p.host.T
	c.Text(in.CutTop(28), t("dossier.group", "n", len(units)), kit.Strong)
	for _, u := range units {
		row := in.CutTop(26)
		here := u.ID == a.id
		if here {
			c.Round(row, theme.RadiusControl, theme.Soft, theme.None)
		}
		st := c.Hit("unit."+itoa(u.ID), row, kit.Hit{Name: u.Name, Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true, Tap: func() { a.p.Show(customer.Customers, u.ID, nil) }})
		if st.Hover && !here {
			c.Round(row, theme.RadiusControl, theme.Hover, theme.None)
		}
		if st.Ring {
			c.FocusRing(row, theme.RadiusControl)
		}
		box := row.Pad(6+float32(min(u.Level, 8))*16, 0, 6, 0)
		if u.Level > 0 {
			c.LineV(box.X-8, row.Y, row.H/2, theme.Line2)
			c.LineH(box.X-8, row.Y+row.H/2, 8, theme.Line2)
			box.CutLeft(4)
		}
		style := kit.Body
		if here {
			style = kit.Strong.In(theme.OnSoft)
		}
		c.Text(box.CutRight(min(90, box.W*0.3)), u.Owner, kit.Caption.RightAligned())
		c.Text(box, u.Name, style)
	}
	in.CutTop(10)
}

// place is the address with the way to the system's map (CUS-55).
func (a *pane) place(c *kit.Canvas, in *kit.Rect) {
	link := mapLink(a.text("latitude"), a.text("longitude"), a.text("city")+a.text("address"), a.data.head.text("name"))
	if link == "" || a.p.deps.OpenLink == nil {
		return
	}
	t := a.p.host.T
	row := in.CutTop(28)
	c.Icon(row.CutLeft(18), icons.MapPin, 14, theme.Text2)
	text := a.text("address")
	if a.text("latitude") != "" {
		text = strings.TrimSpace(text + "  " + trimZeros(a.text("latitude")) + ", " + trimZeros(a.text("longitude")))
	}
	word := t("dossier.map_open")
	c.LinkText(row.CutRight(kit.Measure(word, kit.Link)+2), "map.open", word, kit.Link, func() { a.p.host.Report(a.p.deps.OpenLink(link)) })
	row.CutRight(8)
	c.Text(row, text, kit.Second)
	in.CutTop(8)
}

func (a *pane) text(key string) string {
	for _, in := range a.data.form.Inputs {
		if in.Field.Key == key {
			return in.Text
		}
	}
	return ""
}

// trimZeros drops the zeros behind a point that nobody would type.
func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// mapLink is an address that the system's browser or map shows: the point when it is
// known, else a search for the address; "" when neither is known.
func mapLink(lat, lon, address, name string) string {
	switch {
	case lat != "" && lon != "":
		v := url.Values{"position": {trimZeros(lon) + "," + trimZeros(lat)}, "name": {name}, "coordinate": {"wgs84"}}
		return "https://uri.amap.com/marker?" + v.Encode()
	case strings.TrimSpace(address) != "":
		return "https://uri.amap.com/search?" + url.Values{"keyword": {address}}.Encode()
	}
	return ""
}

// module is one list: its name, how many entries it has, the first of them.
func (a *pane) module(c *kit.Canvas, in *kit.Rect, body kit.Rect, i int, m module) {
	t := a.p.host.T
	c.LineH(body.X, in.Y, body.W, theme.Line)
	head := in.CutTop(36)
	if a.mayChange() && a.p.host.Actor().Can(identity.May(m.kind, identity.Add)) {
		c.Button(head.CutRight(theme.ControlS).MiddleRow(theme.ControlS), kit.Button{
			ID: "add." + m.kind, Icon: icons.Plus, Kind: kit.Plain, Small: true,
			Tip: records.NewTitle(a.p.host, m.kind), Tap: func() { a.p.host.New(m.kind, map[string]string{"customer_id": itoa(a.id)}) },
		})
		head.CutRight(8)
	}
	title := t(m.kind + ".many")
	if i < len(customer.Modules)-1 { // the services are no module of the ten
		title = fmt.Sprintf("%d  %s", i+4, title)
	}
	w := c.LinkText(head, "open."+m.kind, title, kit.Strong, func() { a.p.openDossier(m.kind) })
	head.CutLeft(w + 8)
	c.Text(head, m.count(t), kit.Caption)
	typ := a.p.deps.Registry.Type(m.kind)
	for _, x := range m.rows[:min(moduleShown, len(m.rows))] {
		row := in.CutTop(28)
		st := c.Hit("entry."+m.kind+"."+itoa(x.id), row, kit.Hit{
			Name: x.text(typ.Title), Role: kit.RoleRow, Cursor: kit.Hand, Focusable: true,
			Tap: func() { a.p.host.Open(m.kind, x.id, map[string]string{"customer_id": itoa(a.id)}) },
		})
		if st.Hover {
			c.Round(row, theme.RadiusControl, theme.Hover, theme.None)
		}
		if st.Ring {
			c.FocusRing(row, theme.RadiusControl)
		}
		box := row.Pad(22, 0, 6, 0)
		day := a.near(dayOfMS(x.num("updated_at"), a.p.host.Zone()).String())
		c.Text(box.CutRight(72), day, kit.Caption.RightAligned())
		if s := x.text("state"); s != "" {
			text := records.OptionText(a.p.host, typ.Field("state"), s)
			badge := box.CutRight(kit.BadgeWidth(text))
			c.Badge(badge, text, records.Tint(s))
			box.CutRight(8)
		}
		c.Text(box, x.text(typ.Title), kit.Body)
	}
	in.CutTop(6)
}

func (m module) count(t func(string, ...any) string) string {
	switch {
	case len(m.rows) == 0:
		return "—"
	case m.more:
		return t("dossier.more_than", "n", len(m.rows))
	}
	return t("dossier.entries", "n", len(m.rows))
}

// openDossier opens the lists of the current customer's dossier.
func (p *Page) openDossier(kind string) {
	args := map[string]string{}
	if id := p.list.Current(); id != 0 && p.tab != tabContacts && p.tab != tabPool {
		args["customer_id"] = itoa(id)
	}
	p.host.Open(kind, 0, args)
}
