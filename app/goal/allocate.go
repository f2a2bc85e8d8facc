package goal

import (
	"context"
	"slices"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// Split says in what proportion an amount is distributed.
type Split string

// The ways to split. Where the chosen figures are all zero the parts are equal.
const (
	Equally    Split = "equal"    // months alike, departments by their people
	AsNow      Split = "now"      // as the targets stand now
	AsProposed Split = "proposed" // as people offer
	AsLastYear Split = "last"     // as was sold in the year before
)

// Splits lists the ways in the order of a choice.
var Splits = []Split{Equally, AsNow, AsProposed, AsLastYear}

// Allocation sets the target of a node, top-down.
type Allocation struct {
	Node   Node
	Year   int
	Month  int // 1 to 12; 0: the whole year, spread over its months
	Amount money.Minor
	By     Split
	Down   bool // distribute it to everything below, too
	Answer int64
	Reason string
}

// Change is one month of one node that an allocation sets.
type Change struct {
	Node          Node
	Name          string
	Month         int
	Before, After money.Minor
}

// Preview tells what an allocation would change, without changing it.
func (s *Service) Preview(ctx context.Context, a Allocation) ([]Change, error) {
	if _, err := identity.NeedRight(ctx, identity.RightTargets); err != nil {
		return nil, err
	}
	sys := identity.System(ctx, "targets")
	b, err := s.board(sys, a.Year)
	if err != nil {
		return nil, err
	}
	last := &Board{}
	if a.By == AsLastYear {
		if last, err = s.board(sys, a.Year-1); err != nil {
			return nil, err
		}
	}
	i := b.Find(a.Node)
	switch {
	case i < 0:
		return nil, app.E(app.NotFound, "target.node")
	case a.Amount < 0:
		return nil, app.E(app.Invalid, "money.negative").At("amount_minor")
	case !slices.Contains(Splits, a.By):
		return nil, app.E(app.Invalid, "target.split").At("by")
	}
	x := split{b: b, last: last, by: a.By}
	amounts := map[int]money.Minor{}
	if a.Month > 0 {
		amounts[a.Month] = a.Amount
	} else {
		for m, part := range money.Spread(a.Amount, x.overMonths(i)) {
			amounts[m+1] = part
		}
	}
	for m := 1; m <= 12; m++ {
		if amount, ok := amounts[m]; ok {
			x.set(i, m, amount, a.Down)
		}
	}
	return x.out, nil
}

// split works an allocation out.
type split struct {
	b, last *Board
	by      Split
	out     []Change
}

// set gives a node its month and, when asked, hands it down: the parts add up to the
// amount to the cent.
func (x *split) set(i, month int, amount money.Minor, down bool) {
	r := &x.b.Rows[i]
	if was := r.Months[month-1].Target; was != amount {
		x.out = append(x.out, Change{Node: r.Node, Name: r.Name, Month: month, Before: was, After: amount})
	}
	kids := x.b.Below(i)
	if !down || len(kids) == 0 {
		return
	}
	weights := make([]int64, len(kids))
	for k, at := range kids {
		weights[k] = x.weight(&x.b.Rows[at], month)
	}
	if !slices.ContainsFunc(weights, func(w int64) bool { return w > 0 }) {
		for k, at := range kids {
			weights[k] = int64(x.b.Rows[at].Heads)
		}
	}
	for k, part := range money.Spread(amount, weights) {
		x.set(kids[k], month, part, down)
	}
}

// weight is what a row counts in a month when an amount is handed down.
func (x *split) weight(r *Row, month int) int64 {
	switch x.by {
	case AsNow:
		return int64(r.Months[month-1].Target)
	case AsProposed:
		return int64(r.Months[month-1].Proposed)
	case AsLastYear: // of the whole year: single months are too much of a chance
		if i := x.last.Find(r.Node); i >= 0 {
			return int64(max(0, x.last.Rows[i].Year.Done))
		}
		return 0
	}
	return int64(r.Heads)
}

// overMonths are the weights of the months of a row.
func (x *split) overMonths(i int) []int64 {
	out := make([]int64, 12)
	r := &x.b.Rows[i]
	for m := range out {
		switch x.by {
		case AsNow:
			out[m] = int64(r.Months[m].Target)
		case AsProposed:
			out[m] = int64(r.Months[m].Proposed)
		case AsLastYear:
			if k := x.last.Find(r.Node); k >= 0 {
				out[m] = int64(max(0, x.last.Rows[k].Months[m].Done))
			}
		}
	}
	return out
}

// Allocate sets what Preview shows, in one change that can be undone, and tells how many
// months it changed. Only who holds the right may: sales vice-president, sales manager.
func (s *Service) Allocate(ctx context.Context, a Allocation) (int, error) {
	var list []Change
	err := s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		var err error
		if list, err = s.Preview(ctx, a); err != nil {
			return err
		}
		up := command(ctx, a.Reason)
		for _, c := range list {
			err := s.put(up, c.Node, calendar.Of(a.Year, 1, 1).AddMonths(c.Month-1), func(t *sales.Target) { t.AmountMinor = c.After })
			if err != nil {
				return err
			}
		}
		if a.Answer == 0 {
			return nil
		}
		return s.answer(up, a)
	})
	return len(list), err
}

// answer names who answers for the targets of a node in the year.
func (s *Service) answer(ctx context.Context, a Allocation) error {
	people, err := s.p.People(ctx)
	if err != nil {
		return err
	}
	if people.Name(a.Answer) == "" {
		return app.E(app.Invalid, "target.answer").At("responsible_id")
	}
	list, err := s.p.Sales.Targets.Find(ctx, listing.All(of(a.Node), inYear(a.Year)))
	if err != nil {
		return err
	}
	for _, t := range list {
		if t.Responsible == a.Answer {
			continue
		}
		if _, err := s.p.Sales.Targets.Update(ctx, t.ID, 0, func(t *sales.Target) error { t.Responsible = a.Answer; return nil }); err != nil {
			return err
		}
	}
	return nil
}

// put changes the target of a node in a month; it is made when there is none.
func (s *Service) put(ctx context.Context, n Node, month calendar.Date, fn func(t *sales.Target)) error {
	list, err := s.p.Sales.Targets.Find(ctx, listing.All(of(n), listing.Is("month", listing.Eq, month.String())))
	if err != nil {
		return err
	}
	if len(list) > 0 {
		_, err = s.p.Sales.Targets.Update(ctx, list[0].ID, 0, func(t *sales.Target) error { fn(t); return nil })
		return err
	}
	t := s.p.Sales.Targets.Desc.New()
	t.Level, t.Month = n.Level, month
	switch n.Level {
	case sales.TargetPerson:
		t.PersonID, t.Responsible = n.ID, n.ID
	case sales.TargetDepartment:
		t.Department = n.ID
	}
	fn(t)
	return s.p.Sales.Targets.Create(ctx, t)
}
