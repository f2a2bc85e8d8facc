package finance

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// stateReport is the state of contracts and receipts of every customer. FIN-17
func (p *page) stateReport() *report {
	x := p.newReport("state.title", []string{"all"}, func(x *report) func(ctx context.Context, from, to calendar.Date) (func(), error) {
		return func(ctx context.Context, _, _ calendar.Date) (func(), error) {
			list, err := p.d.Books.CustomerStates(ctx, 0)
			return func() { x.layStates(list) }, err
		}
	})
	x.timeless, x.none = true, "stat.none"
	return x
}

func (x *report) layStates(list []finance.CustomerState) {
	p, t := x.page, x.page.host.T
	slices.SortStableFunc(list, func(a, b finance.CustomerState) int {
		return cmp.Or(cmp.Compare(b.Outstanding, a.Outstanding), cmp.Compare(b.Planned, a.Planned), cmp.Compare(a.CustomerID, b.CustomerID))
	})
	var lines []figures.Line
	all := finance.CustomerState{Customer: t("leadpage.total")}
	values := func(s *finance.CustomerState) []entity.Value {
		due := entity.Str("")
		if !s.NextDue.IsZero() {
			due = entity.Str(s.NextDue.String())
		}
		return []entity.Value{
			entity.Str(s.Customer), entity.Num(int64(s.Contracts)), entity.Num(int64(s.Contracted)), entity.Num(int64(s.Planned)), entity.Num(int64(s.Received)),
			entity.Num(int64(s.Outstanding)), entity.Num(int64(s.Overdue)), entity.Num(int64(s.Advance)), due,
		}
	}
	for i := range list {
		s := &list[i]
		all.Contracts, all.Contracted, all.Planned, all.Received = all.Contracts+s.Contracts, all.Contracted+s.Contracted, all.Planned+s.Planned, all.Received+s.Received
		all.Outstanding, all.Overdue, all.Advance = all.Outstanding+s.Outstanding, all.Overdue+s.Overdue, all.Advance+s.Advance
		lines = append(lines, figures.Line{
			Values: values(s), Open: func() { figures.ExplainState(p.host, s).Show(p.host) },
			Look: func(col string, c kit.Cell) kit.Cell {
				if col == "contracted" && len(s.Abroad) > 0 {
					if first := s.Abroad[0]; s.Contracted == 0 && len(s.Abroad) == 1 {
						c.Text = first.Currency + " " + first.Plain()
					} else {
						c.Text += " +" + first.Currency
					}
				}
				if col == "overdue" && s.Overdue > 0 {
					c.Color = theme.Bad
				}
				return c
			},
		})
	}
	if len(lines) > 0 {
		lines = append(lines, figures.Line{Bold: true, Values: values(&all)})
	}
	x.sums = []kit.Figure{x.sum(t("state.contracted"), all.Contracted, "contracted"), x.sum(t("state.planned"), all.Planned, "planned"), x.sum(t("state.received"), all.Received, "received"), x.sum(t("state.outstanding"), all.Outstanding, "outstanding"), x.sum(t("state.overdue"), all.Overdue, "overdue")}
	cols := []figures.Column{{ID: "customer", Title: t("performance.customer_id"), Width: 170}, {ID: "n", Title: t("state.contracts"), Form: exporting.Whole, Width: 60}}
	for _, key := range []string{"contracted", "planned", "received", "outstanding", "overdue", "advance"} {
		cols = append(cols, figures.Column{ID: key, Title: t("state." + key), Form: exporting.Amount, Width: 104})
	}
	x.sheet.Set(append(cols, figures.Column{ID: "due", Title: t("state.next_due"), Form: exporting.Text, Width: 92}), lines)
}
