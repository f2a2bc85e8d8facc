package customer

import (
	"strconv"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func atoi(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func ftoa(f float32) string { return strconv.FormatFloat(float64(f), 'f', 0, 32) }

func atof(s string) float32 {
	f, err := strconv.ParseFloat(s, 32)
	if err != nil {
		return 0
	}
	return float32(f)
}

var poolColumns = []string{"name", "pooled_on", "pool_reason", "former_owner_id", "mobile", "grade", "pool", "industry", "city"}

// leadColumns are those of potential customers.
var leadColumns = []string{"name", "development", "intended", "problems", "owner_id.name", "last_activity_at", "next_action_on"}

// more are the columns that can be chosen beside the usual ones.
var more = []string{
	"short_name", "category", "status", "industry", "source", "region", "city", "phone", "mobile", "mail", "tags", "segments", "payment_terms", "territory_id", "channel_id",
	"open_deals", "deal_minor", "profit_class", "profit_minor", "created_at", "updated_at",
}

// profitTints are the colours of the classes by contribution to the profit.
var profitTints = map[string]kit.Tint{"gold": kit.Amber, "average": kit.Petrol, "losing": kit.Red}

// widths are those of the design board; the name takes what is left.
var widths = map[string]float32{
	"grade": 52, "stage": 64, "owner_id.name": 74, "owner_id": 74, "last_activity_at": 76, "next_action_on": 88, "receivable_minor": 104, "profit_class": 72, "profit_minor": 104,
	"pooled_on": 96, "former_owner_id": 84, "pool_reason": 130, "mobile": 108, "pool": 84, "development": 84, "intended": 130, "problems": 130,
}

// wider are the columns whose English words need more room.
var wider = map[string]float32{"stage": 36, "last_activity_at": 18, "next_action_on": 26, "grade": 6, "pool": 30, "former_owner_id": 20, "development": 20, "industry": 0}

func (p *Page) width(key string) float32 {
	w := widths[key]
	if w > 0 && p.host.Lang() != "zh" {
		w += wider[key]
	}
	return w
}

// newList makes a list of customers.
func (p *Page) newList(h kit.Host, keys []string, pool bool) *records.List {
	l := records.New(h, p.deps.Deps, customer.Customers)
	l.Redraw(p.s.Redraw)
	var cols []records.Column
	seen := map[string]bool{}
	add := func(key string, hidden bool) {
		if !seen[key] {
			seen[key] = true
			cols = append(cols, records.Column{Key: key, Width: p.width(key), Flex: key == "name", Hidden: hidden})
		}
	}
	for _, k := range keys {
		add(k, false)
	}
	if !pool {
		for _, k := range more {
			add(k, true)
		}
		for _, f := range p.deps.Registry.Type(customer.Customers).Fields() {
			if f.Store == entity.InCustom && !f.IsUnlisted && f.Kind != entity.KindFile {
				add(f.Key, !f.Listed)
			}
		}
		l.Also = []string{"oldest_due_on", "owner_id"}
	}
	l.SetColumns(cols...)
	l.Style = p.style
	l.OnCur = func(id int64) {
		if p.active() == l { // rows of the pool may come when it is in front no more
			p.look(id)
		}
	}
	l.OnOpen = func(int64) { p.openCurrent() }
	l.OnMenu = func(id int64, at kit.Point) { p.menu(id, at) }
	l.OnLoad = p.loaded
	l.Table.Blank = p.blank
	l.Table.Foot, l.Table.FootHeight = p.listFoot, 35
	l.Table.OnPick = p.status
	return l
}

func (p *Page) newContacts() *records.List {
	l := records.New(p.host, p.deps.Deps, customer.Contacts)
	l.Redraw(p.s.Redraw)
	l.SetColumns(records.Column{Key: "name", Width: 120}, records.Column{Key: "customer_id", Flex: true}, records.Column{Key: "company", Width: 150, Hidden: true}, records.Column{Key: "relation", Width: 76, Hidden: true}, records.Column{Key: "title", Width: 110}, records.Column{Key: "mobile", Width: 120},
		records.Column{Key: "phone", Width: 130, Hidden: true}, records.Column{Key: "mail", Width: 190}, records.Column{Key: "birthday", Width: 88, Hidden: true}, records.Column{Key: "wechat", Width: 110, Hidden: true})
	l.OnCur = func(id int64) { p.person.show(id) }
	l.OnMenu = p.bookMenu
	l.OnOpen = func(int64) { p.openCurrent() }
	l.OnLoad = p.loaded
	l.Style = p.style
	l.Table.Blank = p.blank
	l.Table.Foot, l.Table.FootHeight = p.listFoot, 35
	return l
}

// stageTint is the colour of a stage.
func stageTint(stage string) kit.Tint {
	switch stage {
	case "negotiate":
		return kit.Blue
	case "quote":
		return kit.Petrol
	case "won":
		return kit.Green
	case "lost":
		return kit.Red
	}
	return kit.Gray
}

// style gives cells their state: the next action and the receivables late or due today,
// the characters that matched.
func (p *Page) style(key string, r *records.Row, c kit.Cell) kit.Cell {
	today := p.host.Today()
	switch key {
	case "name":
		if text := strings.TrimSpace(p.filter.Text()); text != "" {
			if marks, ok := kit.Match(text, c.Text); ok {
				c.Marks = marks
			}
		}
	case "stage":
		if v := r.Get("stage"); v.Text() != "" {
			tint := stageTint(v.Text())
			c.Badge = &tint
		}
	case "profit_class":
		if v := r.Get(key); v.Text() != "" {
			tint := profitTints[v.Text()]
			c.Badge = &tint
		}
	case "profit_minor":
		if r.Get(key).Int() < 0 {
			c.Color = theme.Bad
		}
	case "last_activity_at":
		// the day is what matters in a list; the clock stands in the timeline
		if v := r.Get(key); v.IsNum() && v.Int() != 0 {
			c.Text = tr.In(p.host.Lang()).Near(calendar.On(time.UnixMilli(v.Int()), p.host.Zone()), today)
		}
	case "next_action_on":
		d, err := calendar.Parse(r.Get("next_action_on").Text())
		switch {
		case err != nil || d.IsZero():
		case d < today:
			c.Text, c.Color = c.Text+" "+p.host.T("cust.overdue"), theme.Bad
		case d == today:
			c.Color = theme.Warn
		}
	case "receivable_minor":
		if d, err := calendar.Parse(r.Get("oldest_due_on").Text()); err == nil && !d.IsZero() && d < today && r.Get(key).Int() > 0 {
			c.Color = theme.Bad
		}
	}
	return c
}

// look shows the current record in the pane.
func (p *Page) look(id int64) {
	p.pane.show(id, p.tab == tabPool)
}

// loaded is called when rows, count or totals of a list arrived.
func (p *Page) loaded() {
	p.status()
	p.loadOverdue()
	if _, known := p.active().Count(); known && p.viewed && !p.counted {
		p.countSoon() // behind the list: both read much of a large company
	}
}

// status is the page's line in the status bar: 全部客户 · 筛选结果 21 / 286.
func (p *Page) status() {
	t := p.host.T
	n, known := p.active().Count()
	text := p.tabTitle()
	if picked := p.active().Table.PickedCount(); picked > 0 {
		text += " · " + p.pickedText()
	} else if known {
		all, counted := p.counts[p.countKey()]
		if p.filtered() && counted { // the views are counted behind the list
			text += " · " + t("cust.found", "n", n, "all", all)
		} else {
			text += " · " + t("records.count", "n", n)
		}
	}
	p.host.Status(text)
	p.s.Redraw()
}

// pickedText says what is ticked: all of the filter are not only the rows that are seen,
// and perhaps not yet counted.
func (p *Page) pickedText() string {
	l := p.active()
	_, whole := l.Picked()
	switch _, known := l.Count(); {
	case whole && !known:
		return p.host.T("cust.picked_whole")
	case whole:
		return p.host.T("cust.picked_all", "n", l.Table.PickedCount())
	}
	return p.host.T("cust.picked", "n", l.Table.PickedCount())
}

func (p *Page) tabTitle() string {
	if p.tab == tabAll && (p.view.Key != "" || p.view.Name != "") {
		return p.viewTitle(p.view)
	}
	return p.host.T("cust.tab." + p.tab)
}

// amount writes minor units of the company's currency.
func amount(n int64) string { return money.Of(money.Minor(n), kit.Home()).Plain() }

// priced writes minor units with the sign of the company's currency.
func priced(n int64) string { return money.Of(money.Minor(n), kit.Home()).String() }

// listFoot is the bar under the list: ticks at the left, sums or batch actions at the right.
func (p *Page) listFoot(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	l := p.active()
	in := r.Pad(16, 0, 14, 0)
	n := l.Table.PickedCount()
	all, _ := l.Count()
	box := in.CutLeft(22)
	c.CheckBox(kit.Rect{X: box.X, Y: box.Y, W: 16, H: box.H}, n > 0 && n == all, n > 0 && n < all, false)
	c.Hit("foot.all", kit.Rect{X: box.X - 4, Y: box.Y, W: 24, H: box.H}, kit.Hit{Name: t("cust.pick_all"), Role: kit.RoleCheck, Cursor: kit.Hand, Tap: func() { l.Table.PickAll(n == 0); p.status() }})
	in.CutLeft(c.Text(in, p.pickedText(), kit.Caption) + 14)
	if n > 0 {
		p.batchBar(c, in)
		return
	}
	sum, ok := l.Total("receivable_minor")
	if !ok {
		return
	}
	figure := func(label, value string, color theme.Token) {
		w := kit.Measure(value, kit.Strong)
		c.Text(in.CutRight(w+1), value, kit.Strong.In(color))
		in.CutRight(6)
		w = kit.Measure(label, kit.Caption)
		c.Text(in.CutRight(w+1), label, kit.Caption)
		in.CutRight(18)
	}
	if p.overdue >= 0 {
		color := theme.Bad
		if p.overdue == 0 {
			color = theme.Text
		}
		figure(t("cust.overdue_sum"), priced(p.overdue), color)
	}
	figure(t("cust.receivable_sum"), priced(sum.Int()), theme.Text)
}

// blank is the list without rows.
func (p *Page) blank(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	if err := p.active().Failed(); err != nil {
		c.Failure(r, p.host, err, p.active().Reload)
		return
	}
	if text := strings.TrimSpace(p.filter.Text()); text != "" {
		e := kit.Empty{Icon: iconSearch, Title: t("records.nothing", "text", text), Notice: t("cust.nothing_hint"), LinkOne: t("records.clear"), OnOne: p.clear}
		if p.tab != tabPool && p.host.Actor().Can(identity.May(customer.Customers, identity.Claim)) {
			e.LinkTwo, e.OnTwo = t("cust.search_pool"), func() { p.searchIn(tabPool, text) }
		}
		c.Empty(r, e)
		return
	}
	if p.filtered() {
		c.Empty(r, kit.Empty{Icon: iconFilter, Title: t("cust.none_filtered"), LinkOne: t("records.clear"), OnOne: p.clear})
		return
	}
	switch p.tab {
	case tabPool:
		c.Empty(r, kit.Empty{Icon: iconUsers, Title: t("cust.pool_empty"), Text: t("cust.pool_empty_text")})
	case tabContacts:
		c.Empty(r, kit.Empty{Icon: iconUsers, Title: t("cust.no_contacts"), Text: t("cust.no_contacts_text")})
	case tabLeads:
		c.Empty(r, kit.Empty{
			Icon: iconUsers, Title: t("cust.no_potential"), Text: t("cust.no_potential_text"),
			First: kit.Button{ID: "new", Text: t("cust.new_potential"), Icon: iconPlus, Kind: kit.Primary, Key: "Ctrl+N", Tap: p.create},
		})
	default:
		c.Empty(r, kit.Empty{
			Icon: iconUsers, Title: t("cust.empty"), Text: t("cust.empty_text"), First: kit.Button{ID: "new", Text: t("cust.new"), Icon: iconPlus, Kind: kit.Primary, Key: "Ctrl+N", Tap: p.create},
			Second: kit.Button{ID: "empty.import", Text: t("cust.import_excel"), Icon: iconSheet, Tap: p.importFile},
		})
	}
}
