package customer

import (
	"context"
	"strconv"
	"strings"

	"kontor/app/customer"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// rules is the window in which the pool rules, the pools, the limits, the criteria of the
// customers' life and the review are edited: all of one screen is saved in one step.
type rules struct {
	p     *desk
	read  *kit.Loader
	ready bool
	rules []*ruleRow
	pools []*routeRow

	limits [5]*kit.Field
	fields *kit.Choices
	life   customer.LifeCriteria
	review bool
}

// ruleRow is one rule being edited.
type ruleRow struct {
	name               *kit.Field
	pool               *kit.Picker
	categories, grades *kit.Choices
	days               [3]*kit.Field // follow-up, opportunity, deal
	on                 bool
}

// routeRow says which customers a pool takes.
type routeRow struct {
	pool               *kit.Picker
	categories, grades *kit.Choices
}

type readRules struct {
	policy customer.PoolPolicy
	life   customer.LifeCriteria
	review bool
}

func newRules(p *desk) *rules {
	return &rules{p: p, read: kit.NewLoader(p.host, func() {
		if p.Page != nil {
			p.Surface().Redraw()
		}
	})}
}

// load reads what is set, unless something is being edited.
func (v *rules) load() {
	if v.ready {
		return
	}
	kit.Load(v.read, func(ctx context.Context) (readRules, error) {
		var r readRules
		var err error
		if r.policy, err = v.p.d.Customers.PoolPolicy(ctx); err != nil {
			return r, err
		}
		if r.life, err = v.p.d.Customers.LifeCriteria(ctx); err != nil {
			return r, err
		}
		r.review, err = v.p.d.Customers.ReviewOn(ctx)
		return r, err
	}, v.fill)
}

func (v *rules) fill(r readRules) {
	v.ready, v.rules, v.pools, v.life, v.review = true, nil, nil, r.life, r.review
	for _, x := range r.policy.Rules {
		v.rules = append(v.rules, v.ruleRow(x))
	}
	for _, x := range r.policy.Routes {
		v.pools = append(v.pools, v.routeRow(x))
	}
	l := r.policy.Limits
	for i, n := range []int{l.AtOnce, l.PerDay, l.Owned, l.FormerWait, l.Warn} {
		v.limits[i] = v.number(v.p.host.T("cust.rules."+limitKeys[i]), n)
	}
	t := v.p.d.Registry.Type(customer.Customers)
	v.fields = &kit.Choices{Name: v.p.host.T("cust.rules.fields"), Empty: v.p.host.T("cust.rules.no_fields")}
	for _, f := range t.Fields() {
		if !f.IsComputed && !f.IsHead && !f.IsUnlisted && f.Key != t.Title && f.Key != "life" {
			v.fields.Options = append(v.fields.Options, kit.Option{Key: f.Key, Text: records.Label(v.p.host, f)})
		}
	}
	v.fields.SetKeys(r.life.Fields)
}

// limitKeys name the limits in the order of PoolLimits.
var limitKeys = [5]string{"at_once", "per_day", "owned", "former_wait", "warn"}

func (v *rules) number(name string, n int) *kit.Field {
	f := kit.NewField(name)
	if n > 0 {
		f.SetText(strconv.Itoa(n))
	}
	return f
}

// choice makes the choice of options of a field; none chosen means all.
func (v *rules) choice(key string, chosen []string) *kit.Choices {
	f := v.p.d.Registry.Type(customer.Customers).Field(key)
	x := &kit.Choices{Name: records.Label(v.p.host, f), Empty: v.p.host.T("cust.rules.all")}
	for _, o := range f.Options() {
		if !o.Gone {
			x.Options = append(x.Options, kit.Option{Key: o.Key, Text: records.OptionText(v.p.host, f, o.Key)})
		}
	}
	x.SetKeys(chosen)
	return x
}

func (v *rules) poolPicker(key string, empty bool) *kit.Picker {
	f := v.p.d.Registry.Type(customer.Customers).Field("pool")
	var list []kit.Option
	if empty {
		list = append(list, kit.Option{Key: "", Text: v.p.host.T("cust.rules.by_route")})
	}
	for _, o := range f.Options() {
		if !o.Gone {
			list = append(list, kit.Option{Key: o.Key, Text: records.OptionText(v.p.host, f, o.Key)})
		}
	}
	p := kit.NewPicker(records.Label(v.p.host, f), list)
	p.SetKey(key)
	return p
}

func (v *rules) ruleRow(r customer.PoolRule) *ruleRow {
	t := v.p.host.T
	x := &ruleRow{name: kit.NewField(t("cust.rules.name")), pool: v.poolPicker(r.Pool, true), categories: v.choice("category", r.Categories), grades: v.choice("grade", r.Grades), on: !r.Off}
	x.name.SetText(ruleName(v.p.host, r.Key))
	for i, n := range []int{r.FollowUp, r.Opportunity, r.Deal} {
		x.days[i] = v.number(t("cust.rules."+dayKeys[i]), n)
	}
	return x
}

// dayKeys name the day counts of a rule.
var dayKeys = [3]string{customer.CountFollowUp, customer.CountOpportunity, customer.CountDeal}

func (v *rules) routeRow(r customer.PoolRoute) *routeRow {
	return &routeRow{pool: v.poolPicker(r.Pool, false), categories: v.choice("category", r.Categories), grades: v.choice("grade", r.Grades)}
}

// ruleName is how a rule is called: the shipped one in the reader's language.
func ruleName(h kit.Host, key string) string {
	if key == customer.DefaultPoolRules[0].Key {
		return h.T("cust.rules.shipped")
	}
	return key
}

// ruleKey is the name as it is kept.
func ruleKey(h kit.Host, name string) string {
	name = strings.TrimSpace(name)
	if name == h.T("cust.rules.shipped") {
		return customer.DefaultPoolRules[0].Key
	}
	return name
}

func (v *rules) commands() []kit.Command {
	t := v.p.host.T
	return []kit.Command{{ID: "rules.save", Title: t("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: v.save, Status: t("records.save")}}
}

// whole reads a number of days or customers; nothing is 0.
func (v *rules) whole(f *kit.Field) (int, bool) {
	f.Err = ""
	text := strings.TrimSpace(f.Text())
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		f.Err = v.p.host.T("cust.rules.number")
		return 0, false
	}
	return n, true
}

// policy reads the screen; ok is false when a field cannot be read.
func (v *rules) policy() (p customer.PoolPolicy, ok bool) {
	ok = true
	num := func(f *kit.Field) int {
		n, fine := v.whole(f)
		ok = ok && fine
		return n
	}
	for _, x := range v.rules {
		p.Rules = append(p.Rules, customer.PoolRule{
			Key: ruleKey(v.p.host, x.name.Text()), Off: !x.on, Pool: x.pool.Value().Key, Categories: x.categories.Keys(), Grades: x.grades.Keys(),
			FollowUp: num(x.days[0]), Opportunity: num(x.days[1]), Deal: num(x.days[2]),
		})
	}
	for _, x := range v.pools {
		p.Routes = append(p.Routes, customer.PoolRoute{Pool: x.pool.Value().Key, Categories: x.categories.Keys(), Grades: x.grades.Keys()})
	}
	p.Limits = customer.PoolLimits{AtOnce: num(v.limits[0]), PerDay: num(v.limits[1]), Owned: num(v.limits[2]), FormerWait: num(v.limits[3]), Warn: num(v.limits[4])}
	return p, ok
}

func (v *rules) save() {
	t := v.p.host.T
	if !v.ready {
		return
	}
	policy, ok := v.policy()
	if !ok {
		v.p.Surface().Redraw()
		return
	}
	life, review := v.life, v.review
	life.Fields = v.fields.Keys()
	v.p.host.Go(func(ctx context.Context) {
		err := v.p.d.InTx(ctx, "settings", func(ctx context.Context) error {
			if err := v.p.d.Customers.SetPoolPolicy(ctx, policy); err != nil {
				return err
			}
			if err := v.p.d.Customers.SetLifeCriteria(ctx, life); err != nil {
				return err
			}
			return v.p.d.Customers.SetReview(ctx, review)
		})
		v.p.host.Post(func() {
			v.p.host.Report(err)
			if err == nil {
				v.p.host.Toast(t("cust.rules.saved"), v.p.undo)
			}
		})
	})
}

// undo takes the saved rules back and shows them.
func (p *desk) undo() {
	p.host.Go(func(ctx context.Context) {
		err := p.d.Undo(ctx)
		p.host.Post(func() {
			p.host.Report(err)
			p.rule.ready = false
			p.rule.load()
		})
	})
}

func (v *rules) draw(c *kit.Canvas, r kit.Rect) {
	t := v.p.host.T
	c.Fill(r, theme.Window)
	if !v.ready {
		if err := v.read.Failed(); err != nil {
			c.Failure(r, v.p.host, err, v.load)
		}
		return
	}
	foot := r.CutBottom(50)
	c.Fill(foot, theme.Content)
	c.LineH(foot.X, foot.Y, foot.W, theme.Line)
	in := foot.Pad(16, 1, 16, 0)
	c.ButtonsRight(&in, kit.Button{ID: "rules.save", Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: v.save})
	c.Text(in, t("cust.rules.hint"), kit.Hint)
	c.ScrollAuto("rules", r, func(body kit.Rect) float32 {
		col := body.Pad(16, 14, 16, 0)
		col.W, col.H = min(col.W, 980), 100_000
		top := col.Y
		v.drawRules(c, &col)
		v.drawRoutes(c, &col)
		v.drawLimits(c, &col)
		v.drawLife(c, &col)
		return col.Y - top + 16
	})
}

func (v *rules) drawRules(c *kit.Canvas, col *kit.Rect) {
	t := v.p.host.T
	const h = 34
	in := c.Card(col.CutTop(float32(98+h*len(v.rules))), t("cust.rules.rules"))
	col.CutTop(10)
	cols := func(r kit.Rect) []kit.Rect { return r.Columns(8, 34, 110, -1, -1, 130, 76, 76, 76, 28) }
	head := cols(in.CutTop(22))
	for i, key := range []string{"on", "name", "categories", "grades", "pool", "follow_up", "opportunity", "deal"} {
		c.Text(head[i], t("cust.rules."+key), kit.Caption)
	}
	for i, x := range v.rules {
		c.Scope("rule."+itoa(int64(i)), func() {
			row := cols(in.CutTop(h).MiddleRow(theme.Control))
			c.Switch("on", row[0], t("cust.rules.on"), x.on, func(on bool) { x.on = on })
			c.Field("name", row[1], x.name)
			c.Choices("categories", row[2], x.categories)
			c.Choices("grades", row[3], x.grades)
			c.Field("pool", row[4], x.pool.Field)
			for k, f := range x.days {
				c.Field("days."+dayKeys[k], row[5+k], f)
			}
			c.Button(row[8].MiddleRow(24), kit.Button{ID: "drop", Icon: icons.Trash, Kind: kit.Plain, Small: true, Tip: t("cust.rules.drop"), Tap: func() { v.rules = append(v.rules[:i:i], v.rules[i+1:]...) }})
		})
	}
	line := in.CutTop(theme.Control)
	c.ButtonsLeft(&line, kit.Button{ID: "rule.add", Text: t("cust.rules.add"), Icon: icons.Plus, Small: true, Tap: func() {
		v.rules = append(v.rules, v.ruleRow(customer.PoolRule{Key: t("cust.rules.rule_n", "n", len(v.rules)+1), FollowUp: 90}))
	}})
}

func (v *rules) drawRoutes(c *kit.Canvas, col *kit.Rect) {
	t := v.p.host.T
	const h = 34
	in := c.Card(col.CutTop(float32(98+h*len(v.pools))), t("cust.rules.routes"))
	col.CutTop(10)
	cols := func(r kit.Rect) []kit.Rect { return r.Columns(8, 160, -1, -1, 28) }
	head := cols(in.CutTop(22))
	for i, key := range []string{"pool", "categories", "grades"} {
		c.Text(head[i], t("cust.rules."+key), kit.Caption)
	}
	for i, x := range v.pools {
		c.Scope("route."+itoa(int64(i)), func() {
			row := cols(in.CutTop(h).MiddleRow(theme.Control))
			c.Field("pool", row[0], x.pool.Field)
			c.Choices("categories", row[1], x.categories)
			c.Choices("grades", row[2], x.grades)
			c.Button(row[3].MiddleRow(24), kit.Button{ID: "drop", Icon: icons.Trash, Kind: kit.Plain, Small: true, Tip: t("cust.rules.drop"), Tap: func() { v.pools = append(v.pools[:i:i], v.pools[i+1:]...) }})
		})
	}
	line := in.CutTop(theme.Control)
	c.ButtonsLeft(&line, kit.Button{ID: "route.add", Text: t("cust.rules.add_route"), Icon: icons.Plus, Small: true, Tap: func() { v.pools = append(v.pools, v.routeRow(customer.PoolRoute{Pool: customer.PoolGeneral})) }})
	c.Text(line, t("cust.rules.route_hint"), kit.Hint)
}

func (v *rules) drawLimits(c *kit.Canvas, col *kit.Rect) {
	t := v.p.host.T
	in := c.Card(col.CutTop(112), t("cust.rules.limits"))
	col.CutTop(10)
	cells := in.Columns(12, -1, -1, -1, -1, -1)
	for i, f := range v.limits {
		c.Text(cells[i].CutTop(20), t("cust.rules."+limitKeys[i]), kit.Caption)
		c.Field("limit."+limitKeys[i], cells[i].CutTop(theme.Control), f)
	}
}

func (v *rules) drawLife(c *kit.Canvas, col *kit.Rect) {
	t := v.p.host.T
	in := c.Card(col.CutTop(200), t("cust.rules.life"))
	col.CutTop(10)
	c.FormPart(&in, t("cust.rules.fields"), theme.Control, "", kit.Form{Label: v.p.label(150)}, func(box kit.Rect) { c.Choices("life.fields", box, v.fields) })
	line := func(id, key string, on bool, set func(bool)) {
		c.Check(id, in.CutTop(26), t("cust.rules."+key), on, set)
	}
	line("life.contact", "life_contact", v.life.Contact, func(on bool) { v.life.Contact = on })
	line("life.deal", "life_deal", v.life.Deal, func(on bool) { v.life.Deal = on })
	line("life.open", "life_open", v.life.KeepOpen, func(on bool) { v.life.KeepOpen = on })
	line("review", "review", v.review, func(on bool) { v.review = on })
}

func (p *desk) label(zh float32) float32 {
	if p.host.Lang() != "zh" {
		return zh + 36
	}
	return zh
}
