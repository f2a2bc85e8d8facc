package finance

import (
	"context"
	"slices"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/commission"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Earning is what the window asks about commissions.
type Earning interface {
	Calculate(ctx context.Context, month calendar.Date) (int, error)
	ApproveMonth(ctx context.Context, month calendar.Date) (int, error)
	ReopenMonth(ctx context.Context, month calendar.Date, reason string) error
	Sums(ctx context.Context, from, to calendar.Date) ([]commission.Sum, error)
}

// commissionTabs are what people earned by month, each entry of it, and the rules. SAL-41
func (p *page) commissionTabs() []records.Tab {
	if p.d.Earned == nil {
		return nil
	}
	t := p.host.T
	group := t("finance.part.commission")
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	wide := func(key string) records.Column { return records.Column{Key: key, Width: 150, Flex: true} }
	view := func(id string, f listing.Node) records.View {
		return records.View{ID: id, Title: t("commission.view." + id), Filter: f}
	}
	q := newest("month")
	q.Totals = []string{"base_minor", "amount_minor"}
	sums := p.commissionReport()
	return []records.Tab{
		{Kind: commission.Entries, Title: t("commission.sums"), Group: group, Draw: sums.draw, Commands: sums.commands, Shown: sums.read},
		{
			Kind: commission.Entries, Group: group, Fixed: true, Query: q, Style: monthCell("month"),
			Columns: []records.Column{col("month", 76), col("owner_id", 90), wide("title"), wide("customer_id"), wide("rule_id"), col("base_minor", 108), col("amount_minor", 100), col("state", 76)},
			Views: []records.View{
				view("all", listing.Node{}), view("month", listing.Is("month", listing.Eq, "this_month")), view("last", listing.Is("month", listing.Eq, "last_month")),
				view("back", listing.Is("amount_minor", listing.Lt, "0")),
			},
			Actions: func(_ int64, r *records.Row) []kit.Command {
				order := r.Get("order_id").Int()
				if order == 0 {
					return nil
				}
				return []kit.Command{{ID: "commission.order", Title: t("commission.order"), Icon: icons.External, Keys: []kit.Key{"O"}, Scope: kit.ScopeList, Run: func() { p.host.Open("sales_order", order, nil) }}}
			},
		},
		{
			Kind: commission.Rules, Group: group, Query: listing.Query{Sort: []listing.Sort{{Key: "from_on", Desc: true}, {Key: "id"}}},
			Columns: []records.Column{wide("name"), col("basis", 90), col("from_on", 92), col("to_on", 92), col("person_id", 90), col("category", 100), col("owner_share", 84), col("closed", 60)},
			Pane:    p.drawRule, Looked: p.lookRule,
			Actions: func(id int64, _ *records.Row) []kit.Command {
				return []kit.Command{{ID: "commission.steps", Title: t("commission.steps"), Icon: icons.Table, Keys: []kit.Key{"L"}, Scope: kit.ScopeList, Enabled: p.may(commission.Rules, identity.Change), Run: func() { p.editSteps(id) }}}
			},
		},
	}
}

// monthCell writes months without a day.
func monthCell(key string) func(string, *records.Row, kit.Cell) kit.Cell {
	return func(k string, r *records.Row, c kit.Cell) kit.Cell {
		if text := r.Get(key).Text(); k == key && len(text) >= 7 {
			c.Text = text[:7]
		}
		return c
	}
}

// lookRule reads a rule with its steps for the pane.
func (p *page) lookRule(id int64) {
	p.host.Go(func(ctx context.Context) {
		rec, err := p.d.Service(commission.Rules).Get(ctx, id)
		p.host.Post(func() {
			p.host.Report(err)
			if r, ok := rec.(*commission.Rule); ok && err == nil {
				p.rule = r
				p.redraw()
			}
		})
	})
}

func (p *page) drawRule(c *kit.Canvas, r *kit.Rect, id int64) {
	if p.rule == nil || p.rule.ID != id {
		return
	}
	t := p.host.T
	c.Text(r.CutTop(24), t("commission.steps"), kit.Strong)
	if len(p.rule.Steps) == 0 {
		c.Para(r.CutTop(40), t("commission.no_steps"), kit.Caption.In(theme.Warn), 2)
	}
	for _, s := range p.rule.Steps {
		c.KeyValue(r.CutTop(24), t("commission.from", "amount", plain(s.From)), s.Rate.String(), kit.Body)
	}
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// editSteps edits the steps of a rule in a grid.
func (p *page) editSteps(id int64) {
	h, t := p.host, p.host.T
	h.Go(func(ctx context.Context) {
		rec, err := p.d.Service(commission.Rules).Get(ctx, id)
		h.Post(func() {
			r, ok := rec.(*commission.Rule)
			if err != nil || !ok {
				h.Report(err)
				return
			}
			type step = commission.Step
			grid := records.NewRows(records.Rows[step]{
				Host: h, All: func() *[]step { return &r.Steps }, Change: func(fn func(*[]step)) { fn(&r.Steps) },
				Blank: func(int) step { return step{} },
				Keep:  func(into *step, from step) { from.Head = into.Head; *into = from },
				Columns: []records.RowColumn[step]{
					{
						GridColumn: kit.GridColumn{ID: "from", Title: t("commission_step.from_minor"), Width: 180, Align: kit.Right, Flex: true},
						Get:        func(s *step) kit.GridCell { return kit.GridCell{Text: plain(s.From)} },
						Set: func(s *step, text string, _ *kit.Option) (err error) {
							s.From, err = money.Parse(text, kit.Home())
							return err
						},
					},
					{
						GridColumn: kit.GridColumn{ID: "rate", Title: t("commission_step.rate"), Width: 120, Align: kit.Right},
						Get:        func(s *step) kit.GridCell { return kit.GridCell{Text: s.Rate.String()} },
						Set: func(s *step, text string, _ *kit.Option) (err error) {
							s.Rate, err = money.ParseRate(text)
							return err
						},
					},
				},
			}, t("commission.steps"))
			records.Sheet{
				Title: t("commission.steps") + " · " + r.Name, Text: t("commission.steps_text"), Width: 560, Grid: grid.Grid,
				Foot: func() string { return t("commission.steps_n", "n", len(r.Steps)) },
				Save: func(done func()) {
					steps := r.Steps
					h.Go(func(ctx context.Context) {
						_, err := p.d.Service(commission.Rules).Update(ctx, r.ID, r.Version, func(rec any) error { rec.(*commission.Rule).Steps = steps; return nil })
						h.Post(func() {
							h.Report(err)
							if err == nil {
								done()
								h.Toast(t("records.saved"), nil)
								p.lookRule(r.ID)
							}
						})
					})
				},
			}.Show(h)
		})
	})
}

// commissionReport is what people earned, by person and rule; it works a month out, approves
// it and opens it again.
func (p *page) commissionReport() *commissions {
	v := &commissions{}
	v.report = p.newReport("commission.sums", []string{"person", "rule"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		x.none = "commission.empty"
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			rows, err := p.d.Earned.Sums(ctx, from, to)
			by := x.by
			return func() { v.rows = rows; v.lay(by, from, to) }, err
		}
	})
	v.acts = func() []kit.Button {
		if p.may(commission.Entries, identity.Import)() != "" {
			return nil
		}
		list := v.commands()
		return []kit.Button{kit.CommandButton(list[0], kit.Outline), kit.CommandButton(list[1], kit.Outline)}
	}
	return v
}

// commissions is the page of what people earned.
type commissions struct {
	*report
	rows []commission.Sum
}

func (v *commissions) lay(by string, from, to calendar.Date) {
	p, t := v.page, v.page.host.T
	at := map[string]int{}
	var list []commission.Sum
	all := commission.Sum{Person: t("leadpage.total")}
	add := func(s *commission.Sum, r commission.Sum) {
		s.Base, s.Amount, s.Back = s.Base+r.Base, s.Amount+r.Amount, s.Back+r.Back
	}
	for _, r := range v.rows {
		k := num(r.PersonID) + r.Month.String()
		if by == "rule" {
			k += "/" + num(r.RuleID)
		}
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			s := r
			s.Base, s.Amount, s.Back = 0, 0, 0
			if by != "rule" {
				s.Rule, s.RuleID = "", 0
			}
			list = append(list, s)
		}
		add(&list[i], r)
		add(&all, r)
	}
	values := func(s commission.Sum, month, state string) []entity.Value {
		return []entity.Value{entity.Str(s.Person), entity.Str(month), entity.Str(s.Rule), entity.Num(int64(s.Base)), entity.Num(int64(s.Back)), entity.Num(int64(s.Amount)), entity.Str(state)}
	}
	var lines []figures.Line
	for _, s := range list {
		lines = append(lines, figures.Line{Values: values(s, s.Month.String()[:7], t("commission.state."+string(s.State))), Open: func() {
			f := []listing.Node{listing.Is("owner_id", listing.Eq, num(s.PersonID)), listing.Is("month", listing.Eq, s.Month.String())}
			if s.RuleID != 0 {
				f = append(f, listing.Is("rule_id", listing.Eq, num(s.RuleID)))
			}
			p.ShowFiltered(commission.Entries, listing.All(f...))
		}, Look: func(col string, c kit.Cell) kit.Cell {
			if col == "state" && s.State == commission.Approved {
				c.Lock = true
			}
			return c
		}})
	}
	if len(lines) > 0 {
		lines = append(lines, figures.Line{Bold: true, Values: values(all, "", "")})
	}
	v.sums = []kit.Figure{v.sum(t("commission.amount_minor"), all.Amount, "amount"), v.sum(t("commission.base_minor"), all.Base, "base"), v.sum(t("commission.back"), all.Back, "back")}
	columns := []figures.Column{
		{ID: "person" + by, Title: t("wage.owner"), Person: true, Width: 150},
		{ID: "month", Title: t("commission.month"), Form: exporting.Text, Width: 84},
		{ID: "rule", Title: records.Upper(t("commission_rule.one")), Form: exporting.Text, Width: 160},
		{ID: "base", Title: t("commission.base_minor"), Form: exporting.Amount, Width: 120},
		{ID: "back", Title: t("commission.back"), Form: exporting.Amount, Width: 110},
		{ID: "amount", Title: t("commission.amount_minor"), Form: exporting.Amount, Width: 120},
		{ID: "state", Title: t("commission.state"), Form: exporting.Text, Width: 116},
	}
	if rule := 2; by != "rule" {
		columns = slices.Delete(columns, rule, rule+1)
		for i := range lines {
			lines[i].Values = slices.Delete(lines[i].Values, rule, rule+1)
		}
	}
	v.sheet.Set(columns, lines)
}

// month is the month that is worked on: the first of the period that is shown.
func (v *commissions) month() calendar.Date {
	from, _ := v.period.Span()
	return from
}

func (v *commissions) run(do func(ctx context.Context, month calendar.Date) (int, error), done string) func() {
	return func() {
		m, h := v.month(), v.page.host
		h.Go(func(ctx context.Context) {
			n, err := do(ctx, m)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(h.T(done, "n", strconv.Itoa(n), "month", m.String()[:7]), nil)
				}
				v.read()
			})
		})
	}
}

func (v *commissions) commands() []kit.Command {
	p, t := v.page, v.page.host.T
	monthly := func(verb identity.Verb) func() string {
		return func() string {
			if v.period.Unit != "month" {
				return t("commission.one_month")
			}
			return p.may(commission.Entries, verb)()
		}
	}
	e := p.d.Earned
	return append([]kit.Command{
		{ID: "commission.calculate", Title: t("commission.calculate"), Icon: icons.Refresh, Keys: []kit.Key{"Ctrl+Shift+F"}, Enabled: monthly(identity.Import), Run: v.run(e.Calculate, "commission.calculated")},
		{ID: "commission.approve", Title: t("commission.approve"), Icon: icons.Lock, Keys: []kit.Key{"Ctrl+Shift+A"}, Enabled: monthly(identity.Approve), Run: v.run(e.ApproveMonth, "commission.approved")},
		{ID: "commission.reopen", Title: t("commission.reopen"), Icon: icons.Undo, Enabled: monthly(identity.Reverse), Run: func() {
			p.why("commission.reopen", func(ctx context.Context, reason string) error {
				err := e.ReopenMonth(ctx, v.month(), reason)
				p.host.Post(v.read)
				return err
			})()
		}},
		figures.Refresh(p.host, v.read), v.sheet.ExportCommand(),
	}, v.period.Commands()...)
}
