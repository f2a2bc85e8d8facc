package customer

import (
	"context"

	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// poolView is one list of the pool tab.
type poolView struct {
	id, text string
	icon     icons.Name
	filter   listing.Node
	head     string // the caption above it
	manage   bool   // for those who look after the pool
}

var inPool = listing.Is("in_pool", listing.Eq, "1")

// trashed are those that were.
var trashed = listing.All(inPool, listing.Is("discarded_on", listing.Filled))

// live are the customers in the pool that were not thrown away.
var live = listing.All(inPool, listing.Is("discarded_on", listing.Empty))

// poolViews are all pools, each pool, and the views on them.
func (p *Page) poolViews() []poolView {
	t := p.host.T
	list := []poolView{{id: "all", text: t("cust.pool.all"), icon: icons.Globe, filter: live, head: t("cust.tab.pool")}}
	if f := p.deps.Registry.Type(customer.Customers).Field("pool"); f != nil {
		for _, o := range f.Options() {
			if !o.Gone {
				list = append(list, poolView{id: "pool." + o.Key, text: records.OptionText(p.host, f, o.Key), icon: icons.Inbox, filter: listing.All(live, listing.Is("pool", listing.Eq, o.Key))})
			}
		}
	}
	waited := listing.All(listing.Is("former_owner_id", listing.Eq, "me"), listing.Is("pooled_on", listing.Gt, "-"+itoa(int64(max(p.quota.Limits.FormerWait, 0)))))
	free := listing.Not(waited)
	list = append(list,
		poolView{id: "free", text: t("cust.pool.free"), icon: icons.Flag, filter: listing.All(live, free), head: t("view.group.mine")},
		poolView{id: "waiting", text: t("cust.pool.waiting"), icon: icons.Clock, filter: listing.All(live, waited)},
		poolView{id: "mobile", text: t("cust.pool.mobile"), icon: icons.Phone, filter: listing.All(live, listing.Is("mobile", listing.Filled))},
		poolView{id: "trash", text: t("cust.pool.trash"), icon: icons.Archive, filter: trashed, head: t("cust.pool.manage"), manage: true})
	out := list[:0]
	for _, v := range list {
		if !v.manage || p.may(identity.Assign) {
			out = append(out, v)
		}
	}
	return out
}

// showPool shows one list of the pool tab.
func (p *Page) showPool(id string) {
	for _, v := range p.poolViews() {
		if v.id == id {
			p.poolAt = id
			p.pool.Table.PickAll(false)
			p.pool.Show(listing.Query{Entity: customer.Customers, Filter: v.filter, Sort: []listing.Sort{{Key: "pooled_on"}}})
			p.status()
			return
		}
	}
}

// poolFilter is the filter of the list shown, without what the user added.
func (p *Page) poolFilter() listing.Node {
	for _, v := range p.poolViews() {
		if v.id == p.poolAt {
			return v.filter
		}
	}
	return live
}

// poolNav is the column at the left of the pool tab.
func (p *Page) poolNav(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	c.Fill(r, theme.Sunken)
	var items []kit.NavItem
	for _, v := range p.poolViews() {
		if v.head != "" {
			items = append(items, kit.NavItem{Head: true, Text: v.head})
		}
		n := kit.NavItem{ID: v.id, Text: v.text, Icon: v.icon}
		if k, ok := p.counts["pool:"+v.id]; ok {
			n.Count = t("cust.n", "n", k)
		}
		items = append(items, n)
	}
	if p.host.Actor().Can(identity.May(customer.Handovers, identity.See)) {
		if !p.may(identity.Assign) {
			items = append(items, kit.NavItem{Head: true, Text: t("cust.pool.manage")})
		}
		items = append(items, kit.NavItem{ID: "log", Text: t("cust.pool.log"), Icon: icons.History})
	}
	if p.host.Actor().Can(identity.May(customer.PoolRuns, identity.See)) {
		items = append(items, kit.NavItem{ID: "runs", Text: t("cust.pool.runs"), Icon: icons.Timer})
	}
	c.Scroll("pools", r, kit.NavHeight(items)+8, func(in kit.Rect) {
		c.Nav("pool", in.Pad(8, 8, 8, 0), items, p.poolAt, func(id string) {
			switch id {
			case "log":
				p.host.Open(customer.Handovers, 0, nil)
			case "runs":
				p.host.Open(customer.PoolRuns, 0, nil)
			default:
				p.showPool(id)
			}
		})
	})
}

// quotaStrip shows what may still be claimed before the limits bite.
func (p *Page) quotaStrip(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	q := p.quota
	c.LineH(r.X, r.Bottom()-1, r.W, theme.Line)
	in := r.Pad(16, 0, 16, 1)
	left := t("cust.quota.free")
	if n := q.Left(); n >= 0 {
		left = t("cust.quota.left", "n", n)
	}
	day := t("cust.quota.no_day")
	if q.Limits.PerDay > 0 {
		day = t("cust.quota.day", "n", q.Limits.PerDay)
	}
	if q.Limits.AtOnce > 0 {
		day += t("cust.quota.once", "n", q.Limits.AtOnce)
	}
	owned, room := t("cust.quota.owned", "n", q.Owned), t("cust.quota.no_cap")
	if q.Limits.Owned > 0 {
		owned += " / " + t("cust.n", "n", q.Limits.Owned)
		room = t("cust.quota.room", "n", max(q.Limits.Owned-q.Owned, 0))
	}
	part := func(top, low string) {
		w := max(kit.Measure(top, kit.Strong), kit.Measure(low, kit.Caption)) + 1
		box := in.CutLeft(min(w, in.W)).Pad(0, 8, 0, 6)
		c.Text(box.CutTop(20), top, kit.Strong)
		c.Text(box, low, kit.Caption)
		in.CutLeft(16)
		if in.W > 0 {
			c.LineV(in.X, in.Y, in.H, theme.Line)
			in.CutLeft(16)
		}
	}
	part(left, day)
	part(owned, room)
	if n := p.counts["pool:waiting"]; n > 0 {
		part(t("cust.quota.waiting", "n", n), t("cust.quota.wait_days", "n", q.Limits.FormerWait))
	}
	c.Text(in, t("cust.quota.read_only"), kit.Hint.RightAligned())
}

// loadPool reads the quota and counts the lists of the pool tab.
func (p *Page) loadPool() {
	if !p.may(identity.Claim) {
		return
	}
	p.host.Go(func(ctx context.Context) {
		q, err := p.deps.Customers.Quota(ctx)
		if err != nil {
			p.host.Post(func() { p.host.Report(err) })
			return
		}
		wide, err := p.deps.Customers.InPool(ctx)
		if err != nil {
			return
		}
		p.host.Post(func() {
			p.quota = q
			views := p.poolViews()
			p.host.Go(func(context.Context) {
				for _, v := range views {
					n, err := p.deps.Views.Count(wide, listing.Query{Entity: customer.Customers, Filter: v.filter})
					if err != nil {
						continue // a list over a field that is hidden from this person
					}
					p.host.Post(func() { p.counts["pool:"+v.id] = n; p.s.Redraw() })
				}
			})
			p.s.Redraw()
		})
	})
}

// poolButtons are the actions on ticked customers of the pool.
func (p *Page) poolButtons() []kit.Button {
	t := p.host.T
	do := func(id, key string, icon icons.Name, kind customer.MoveKind) kit.Button {
		b := kit.Button{ID: "batch." + id, Text: t(key), Icon: icon, Small: true, Tap: func() { p.withPicked(mostPooled, func(ids []int64) { p.startMove(kind, ids) }) }}
		if kind != customer.MoveClaim && !p.may(identity.Assign) {
			b.Disabled = t("cust.denied")
		}
		return b
	}
	if p.poolAt == "trash" {
		return []kit.Button{do("restore", "cust.pool.restore", icons.Undo, customer.MoveRestore)}
	}
	claim := do("claim", "cust.claim", icons.UserPlus, customer.MoveClaim)
	if !p.may(identity.Claim) {
		claim.Disabled = t("cust.denied")
	}
	return []kit.Button{
		claim, do("assign", "cust.assign", icons.UserCheck, customer.MoveAssign), do("back", "cust.pool.back", icons.Undo, customer.MoveBack),
		do("discard", "cust.pool.discard", icons.Archive, customer.MoveDiscard),
	}
}

// poolHead are the buttons of the header while the pool is shown.
func (p *Page) poolHead() []kit.Button {
	t := p.host.T
	var list []kit.Button
	if p.host.Actor().Has(identity.RightAdmin) {
		list = append(list, kit.Button{ID: "pool.rules", Text: t("cust.pool.rules"), Icon: icons.Settings, Kind: kit.Plain, Tap: func() { p.host.Open(Office, 0, map[string]string{"tab": "rules"}) }})
	}
	if p.may(identity.Assign) && p.may(identity.Import) {
		list = append(list, kit.Button{
			ID: "pool.import", Text: t("cust.pool.import"), Icon: icons.Download, Kind: kit.Plain,
			Tap: func() { p.host.New("import", map[string]string{"kind": "pool"}) },
		})
	}
	if p.may(identity.Assign) && p.may(identity.Add) {
		list = append(list, kit.Button{ID: "pool.new", Text: t("cust.pool.new"), Icon: icons.Plus, Kind: kit.Primary, Tap: func() { p.host.New(customer.Customers, map[string]string{"pool": "1"}) }})
	}
	return list
}
