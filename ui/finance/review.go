package finance

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Reviewing is what the window asks of the review of performance entries.
type Reviewing interface {
	ReviewedOf(ctx context.Context, from, to calendar.Date) ([]effort.Compared, error)
	ApproveReceived(ctx context.Context, from, to calendar.Date, customers []int64) (int, error)
	TakeBackReview(ctx context.Context, ids []int64, reason string) error
}

// review is the page on which performance entries are compared with the books. FIN-07
type review struct {
	*report
	rows      []effort.Compared
	customers map[int64]string
	people    map[int64]string
}

func (p *page) newReview() *review {
	v := &review{}
	v.report = p.newReport("review.title", []string{"differs", "compared"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, from, to calendar.Date) (func(), error) {
			rows, err := p.d.Reviews.ReviewedOf(ctx, from, to)
			if err != nil {
				return nil, err
			}
			var customers, people []int64
			for i := range rows {
				customers = append(customers, rows[i].CustomerID)
				for _, e := range rows[i].Entries {
					people = append(people, e.Person)
				}
			}
			named, err := p.d.Names(ctx, customer.Customers, customers)
			if err != nil {
				return nil, err
			}
			who, err := p.d.Names(ctx, "person", people)
			return func() { v.rows, v.customers, v.people = rows, named, who; v.lay() }, err
		}
	})
	v.period.Units, v.period.Unit = []string{"day", "week", "month"}, "month"
	v.by, v.none = "compared", "review.none"
	v.acts = func() []kit.Button { return []kit.Button{kit.CommandButton(v.commands()[0], kit.Outline)} }
	v.sheet.Table.OnKey = func(k kit.Key) bool {
		switch k {
		case "A":
			v.approve()
		case "Z":
			v.takeBack()
		default:
			return false
		}
		return true
	}
	return v
}

// shown are the rows that are listed: all, or those that do not agree.
func (v *review) shown() []*effort.Compared {
	var out []*effort.Compared
	for i := range v.rows {
		if v.by == "compared" || !v.rows[i].Equal() {
			out = append(out, &v.rows[i])
		}
	}
	return out
}

func (v *review) lay() {
	t := v.page.host.T
	var lines []figures.Line
	var entered, booked money.Minor
	differ := 0
	for i := range v.rows {
		entered, booked = entered+v.rows[i].Entered, booked+v.rows[i].Booked
		if !v.rows[i].Equal() {
			differ++
		}
	}
	for _, c := range v.shown() {
		state, tint := v.state(c)
		lines = append(lines, figures.Line{
			Values: []entity.Value{
				entity.Str(v.name(c)), entity.Str(v.who(c)), entity.Num(int64(c.Entered)), entity.Num(int64(c.Booked)), entity.Num(int64(c.Entered - c.Booked)), entity.Str(state), entity.Str(v.advice(c)),
			},
			Open: func() { v.explain(c) },
			Look: func(col string, cell kit.Cell) kit.Cell {
				switch {
				case col == "state":
					cell.Badge = &tint
				case col == "diff" && !c.Equal():
					cell.Color = theme.Bad
				}
				return cell
			},
		})
	}
	show := func(m money.Minor) string { return money.Of(m, kit.Home()).String() }
	v.sums = []kit.Figure{
		{Label: t("review.entered"), Value: show(entered), Tap: func() { v.explainSum(t("review.entered"), entered, true) }},
		{Label: t("review.booked"), Value: show(booked), Tap: func() { v.explainSum(t("review.booked"), booked, false) }},
		{Label: t("review.differing"), Value: num(int64(differ)), Tap: func() { v.by = "differs"; v.lay(); v.page.redraw() }},
	}
	if differ > 0 {
		v.sums[2].Color = theme.Bad
	}
	v.sheet.Set([]figures.Column{
		{ID: "customer", Title: t("performance.customer_id"), Width: 170},
		{ID: "people", Title: t("review.people"), Form: exporting.Text, Width: 90},
		{ID: "entered", Title: t("review.entered"), Form: exporting.Amount, Width: 104},
		{ID: "booked", Title: t("review.booked"), Form: exporting.Amount, Width: 104},
		{ID: "diff", Title: t("review.diff"), Form: exporting.Amount, Width: 92},
		{ID: "state", Title: t("review.state"), Form: exporting.Text, Width: 76},
		{ID: "advice", Title: t("review.advice"), Form: exporting.Text, Width: 240, Flex: true},
	}, lines)
}

func (v *review) name(c *effort.Compared) string {
	if c.CustomerID == 0 {
		return v.page.host.T("review.nobody")
	}
	return v.customers[c.CustomerID]
}

func (v *review) who(c *effort.Compared) string {
	var out []string
	for _, e := range c.Entries {
		if name := v.people[e.Person]; name != "" && !strings.Contains(strings.Join(out, " "), name) {
			out = append(out, name)
		}
	}
	return strings.Join(out, " ")
}

func (v *review) state(c *effort.Compared) (string, kit.Tint) {
	t := v.page.host.T
	switch {
	case !c.Equal():
		return t("review.unequal"), kit.Red
	case c.Waiting == 0:
		return t("performance.review.approved"), kit.Green
	}
	return t("review.equal"), kit.Petrol
}

// advice says what to do about a difference.
func (v *review) advice(c *effort.Compared) string {
	if c.Advice == "" {
		return ""
	}
	number := c.Hint.Number
	if number == "" {
		number = v.page.host.T("money_in.one")
	}
	return v.page.host.T(c.Advice, "number", number, "date", c.Hint.On.String(), "amount", plain(c.Entered-c.Booked), "less", plain(c.Booked-c.Entered))
}

// explain lists the entries and the receipts that were compared.
func (v *review) explain(c *effort.Compared) {
	h, t := v.page.host, v.page.host.T
	x := figures.Explain{Title: v.name(c), Value: t("review.diff") + " " + plain(c.Entered-c.Booked), Text: t("review.how")}
	if c.Advice != "" {
		x.Text = v.advice(c)
	}
	x.Parts = append(v.entered(c), figures.ExplainPart{Label: t("review.entered"), Value: plain(c.Entered), Sum: true})
	x.Parts = append(append(x.Parts, v.receipts(c)...), figures.ExplainPart{Label: t("review.booked"), Value: plain(c.Booked), Sum: true})
	if c.Hint.ID != 0 {
		x.Parts = append(x.Parts, v.receipt(c.Hint))
	}
	x.Show(h)
}

func (v *review) entered(c *effort.Compared) []figures.ExplainPart {
	var out []figures.ExplainPart
	for _, e := range c.Entries {
		out = append(out, figures.ExplainPart{Label: e.What, Note: e.On.String() + "  " + v.people[e.Person], Value: plain(e.Received), Open: func() { v.page.host.Open(effort.Performances, e.ID, nil) }})
	}
	return out
}

func (v *review) receipts(c *effort.Compared) []figures.ExplainPart {
	var out []figures.ExplainPart
	for _, b := range c.Receipts {
		out = append(out, v.receipt(b))
	}
	return out
}

func (v *review) receipt(b effort.Booked) figures.ExplainPart {
	t := v.page.host.T
	label := b.Number
	if b.Draft {
		label = strings.TrimSpace(label + " " + t("money_in.state.draft"))
	}
	return figures.ExplainPart{Label: label, Note: b.On.String(), Value: plain(b.Amount), Open: func() { v.page.Show(finance.MoneyInName, b.ID, false) }}
}

// explainSum lists what makes the sum of all entries or of all receipts.
func (v *review) explainSum(title string, sum money.Minor, entered bool) {
	x := figures.Explain{Title: title, Value: money.Of(sum, kit.Home()).String(), Text: v.page.host.T("review.how_sum", "period", v.period.Text())}
	from, to := v.period.Span()
	between := func(field string) listing.Node { return listing.Is(field, listing.Between, from.String(), to.String()) }
	for i := range v.rows {
		c := &v.rows[i]
		m := c.Booked
		if entered {
			m = c.Entered
		}
		if m != 0 {
			x.Parts = append(x.Parts, figures.ExplainPart{Label: v.name(c), Value: plain(m), Open: func() { v.explain(c) }})
		}
	}
	x.Open = func() {
		v.page.ShowFiltered(finance.MoneyInName, listing.All(between("received_on"), listing.Is("state", listing.Eq, string(finance.Confirmed))))
	}
	if entered {
		x.Open = func() {
			records.OpenRows(v.page.host, effort.Performances, listing.All(between("date_on"), listing.Is("received_minor", listing.Ne, "0")))
		}
	}
	x.Show(v.page.host)
}

func (v *review) current() *effort.Compared {
	list := v.shown()
	if i := v.sheet.Table.Current(); i >= 0 && i < len(list) {
		return list[i]
	}
	return nil
}

// approve approves all entries that agree with the books.
func (v *review) approve() {
	h := v.page.host
	if v.why() != "" {
		return
	}
	from, to := v.period.Span()
	h.Go(func(ctx context.Context) {
		n, err := v.page.d.Reviews.ApproveReceived(ctx, from, to, nil)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				h.Toast(h.T("review.approved", "n", n), nil)
			}
			v.read()
		})
	})
}

// takeBack opens the approved entries of the chosen customer again.
func (v *review) takeBack() {
	c := v.current()
	if c == nil || v.why() != "" {
		return
	}
	var ids []int64
	for _, e := range c.Entries {
		if e.Approved {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		return
	}
	v.page.why("review.take_back", func(ctx context.Context, reason string) error {
		err := v.page.d.Reviews.TakeBackReview(ctx, ids, reason)
		v.page.host.Post(v.read)
		return err
	})()
}

func (v *review) why() string {
	return v.page.may(effort.Performances, identity.Approve)()
}

func (v *review) commands() []kit.Command {
	t := v.page.host.T
	return append([]kit.Command{
		{ID: "review.approve", Title: t("review.approve"), Icon: icons.CheckCheck, Keys: []kit.Key{"A"}, Scope: kit.ScopeList, Status: t("review.approve"), Run: v.approve, Enabled: v.why},
		{ID: "review.take_back", Title: t("review.take_back"), Icon: icons.Undo, Keys: []kit.Key{"Z"}, Scope: kit.ScopeList, Run: v.takeBack, Enabled: v.why},
		figures.Refresh(v.page.host, v.read), v.sheet.ExportCommand(),
	}, v.period.Commands()...)
}

// reviewTabs are the reviews of finance.
func (p *page) reviewTabs() []records.Tab {
	group := p.host.T("finance.part.review")
	var out []records.Tab
	if p.mayReviewOrders() {
		o := p.newOrderReview()
		out = append(out, records.Tab{Kind: sales.Orders, Title: p.host.T("order_review.title"), Group: group, Draw: o.draw, Commands: o.commands, Shown: o.read})
		p.host.Changed(func(string, int64) {
			if o.ready {
				o.read()
			}
		}, sales.Orders, "approval", finance.MoneyInName)
	}
	if p.d.Reviews != nil && p.host.Actor().Can(identity.May(effort.Performances, identity.Approve)) {
		v := p.newReview()
		out = append(out, records.Tab{Kind: effort.Performances, Title: p.host.T("review.title"), Group: group, Draw: v.draw, Commands: v.commands, Shown: v.read})
	}
	return out
}
