package customer

import (
	"slices"
	"strings"
	"time"

	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// filterRest is how long the filter field rests before the list follows.
const filterRest = 120 * time.Millisecond

func (p *Page) searchSoon() {
	if p.wait != nil {
		p.wait()
	}
	p.wait = kit.After(filterRest, func() { p.wait = nil; p.search() })
}

// search puts the text of the filter field to the list.
func (p *Page) search() {
	l := p.active()
	q := l.Query()
	q.Text = strings.TrimSpace(p.filter.Text())
	q.Totals = nil
	if p.tab == tabAll || p.tab == tabMine {
		q.Totals = customer.Totals
	}
	p.overdue = -1
	l.Show(q)
}

// searchIn puts the same text to another list.
func (p *Page) searchIn(tab, text string) {
	p.setTab(tab)
	p.filter.SetText(text)
	p.search()
}

// clear empties the filter: back to the view alone.
func (p *Page) clear() {
	p.filter.SetText("")
	switch p.tab {
	case tabPool:
		p.showPool(p.poolAt)
	case tabAll, tabMine:
		q := p.list.Query()
		q.Text, q.Filter = "", p.base()
		p.showQuery(q, "")
	default:
		p.search()
	}
}

// setFilter puts another filter to the list of customers.
func (p *Page) setFilter(n listing.Node) {
	if p.tab == tabPool { // whatever is asked, it is asked of the pool
		q := p.pool.Query()
		q.Filter = listing.All(append([]listing.Node{inPool}, slices.DeleteFunc(conditions(n), func(x listing.Node) bool { return x.Field == "in_pool" })...)...)
		p.pool.Table.PickAll(false)
		p.pool.Show(q)
		return
	}
	q := p.list.Query()
	q.Filter = n
	p.showQuery(q, "")
}

// conditions are the parts of the present filter that must all hold.
func conditions(n listing.Node) []listing.Node {
	switch {
	case n.IsZero():
		return nil
	case n.Field == "" && !n.Any && !n.Not:
		var out []listing.Node
		for _, k := range n.Nodes {
			out = append(out, conditions(k)...)
		}
		return out
	}
	return []listing.Node{n}
}

// quiet are conditions that every view has and that need no chip.
func quiet(n listing.Node) bool {
	return n.Field == "in_pool" || n.Field == "discarded_on" || n.Field == "life" && len(n.Values) == 1 && n.Values[0] == string(customer.Formal)
}

// bar is the filter field with its chips.
func (p *Page) bar(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	r = r.Pad(16, 0, 14, 0)
	if p.tab == tabDoubles {
		p.doubles.bar(c, r)
		return
	}
	c.Button(r.CutRight(theme.ControlS).MiddleRow(theme.ControlS), p.active().Table.ColumnsButton(p.s))
	r.CutRight(10)
	c.Field("filter", r.CutLeft(min(176, r.W*0.4)).MiddleRow(theme.Control), p.filter)
	r.CutLeft(9)
	if note := p.matchNote(); note != "" {
		w := kit.Measure(note, kit.Caption)
		if r.W > w+120 {
			c.Text(r.CutRight(w+2), note, kit.Caption.RightAligned())
			r.CutRight(8)
		}
	}
	if p.tab == tabContacts {
		p.bookChips(c, &r)
	}
	if p.tab != tabAll && p.tab != tabMine && p.tab != tabPool {
		return
	}
	list := conditions(p.active().Query().Filter)
	rest := 0
	for i, n := range list {
		if quiet(n) {
			continue
		}
		chip := kit.Chip{ID: "cond." + itoa(int64(i)), Text: p.describe(n), On: true, Tap: func() { p.edit(n) }, Remove: func() { p.setFilter(without(list, i)) }}
		if kit.ChipWidth(chip) > r.W-110 {
			rest++
			continue
		}
		c.Chip(&r, chip)
	}
	if rest > 0 {
		c.Chip(&r, kit.Chip{ID: "cond.more", Text: t("cust.more_conditions", "n", rest), On: true, Tap: func() { p.edit(listing.Node{}) }})
	}
	c.Chip(&r, kit.Chip{ID: "filter.add", Text: t("cust.add_filter"), Icon: icons.Plus, Tap: func() { p.edit(listing.Node{}) }})
}

func without(list []listing.Node, i int) listing.Node {
	return listing.All(slices.Delete(slices.Clone(list), i, i+1)...)
}

// matchNote says how the text was understood: 拼音首字母匹配 21 条.
func (p *Page) matchNote() string {
	text := strings.TrimSpace(p.filter.Text())
	n, known := p.active().Count()
	if text == "" || !known {
		return ""
	}
	return p.host.T("cust.match_"+kindOf(text), "n", n)
}

func kindOf(text string) string {
	letters, digits := true, true
	for _, r := range text {
		letters = letters && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
		digits = digits && (r >= '0' && r <= '9' || r == ' ' || r == '-')
	}
	switch {
	case letters && len(text) <= 6:
		return "initials"
	case letters:
		return "pinyin"
	case digits:
		return "digits"
	}
	return "text"
}

// describe writes a condition for people: 等级：A B C.
func (p *Page) describe(n listing.Node) string {
	t := p.host.T
	if n.Field == "" {
		glue := t("cust.and")
		if n.Any {
			glue = t("cust.or")
		}
		var parts []string
		for _, k := range n.Nodes {
			parts = append(parts, p.describe(k))
		}
		text := strings.Join(parts, glue)
		if n.Not {
			text = t("cust.not", "what", text)
		}
		return text
	}
	f := p.field(n.Field)
	if f == nil {
		return n.String()
	}
	label := p.labelOf(n.Field)
	var values []string
	for _, v := range n.Values {
		values = append(values, p.valueName(f, v))
	}
	key := "cust.op." + string(n.Op)
	text := t(key, "field", label, "value", strings.Join(values, " "))
	if n.Op == listing.Between && len(values) == 2 {
		text = t(key, "field", label, "from", values[0], "to", values[1])
	}
	if n.Not {
		text = t("cust.not", "what", text)
	}
	return text
}

func (p *Page) field(key string) *entity.Field {
	path, err := p.deps.Registry.Path(customer.Customers, key)
	if err != nil {
		return nil
	}
	return path.Field
}

func (p *Page) labelOf(key string) string {
	path, err := p.deps.Registry.Path(customer.Customers, key)
	if err != nil {
		return key
	}
	if path.Via != nil {
		return records.Label(p.host, path.Via)
	}
	return records.Label(p.host, path.Field)
}

// valueName writes one value of a condition: options by their label, people by name.
func (p *Page) valueName(f *entity.Field, v string) string {
	t := p.host.T
	switch f.Kind {
	case entity.KindChoice, entity.KindMulti:
		return records.OptionText(p.host, f, v)
	case entity.KindFlag:
		if v == "1" {
			return t("cust.yes")
		}
		return t("cust.no")
	case entity.KindRef:
		switch v {
		case "me":
			return t("cust.me")
		case "mine":
			return t("cust.my_units")
		}
		if name, ok := p.pane.names[f.To+"/"+v]; ok {
			return name
		}
		return "#" + v
	case entity.KindDate, entity.KindInstant:
		if slices.Contains(listing.Ranges(), v) {
			return t("cust.range." + v)
		}
		if len(v) > 1 && (v[0] == '+' || v[0] == '-') {
			return t("cust.days"+map[bool]string{true: "_ago", false: "_ahead"}[v[0] == '-'], "n", v[1:])
		}
	}
	return v
}
