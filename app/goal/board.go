package goal

import (
	"context"
	"slices"
	"strconv"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// Node is whose targets are meant: the company, a department, a person.
type Node struct {
	Level sales.TargetLevel
	ID    int64 // of the department or person; 0: the company
}

// Cell is one month of a node.
type Cell struct {
	Target, Done, Proposed money.Minor
	Open, Weighted         money.Minor // open deals that are expected to close in it
}

// Row is one node of the tree with its months.
type Row struct {
	Node
	Name        string
	Unit        int64 // the department that a person stands in
	Depth       int
	Kids        int   // how many rows stand directly below it
	Heads       int   // people in it and below
	Responsible int64 // who answers for the target
	Answers     string
	Months      [12]Cell
	Year        Cell
	Due         money.Minor // of the target, by today
	Flag        Flag
	Percent     int64 // done of due
}

// Gap is what is missing to the year's target when the open deals come as they are weighted.
func (r *Row) Gap() money.Minor { return max(0, r.Year.Target-r.Year.Done-r.Year.Weighted) }

// Board is the tree of targets of a year, from the company down to people.
type Board struct {
	Year  int
	Today calendar.Date
	Rows  []Row // each followed by what stands below it
}

// Find gives the row of a node, -1 when the person may not see it.
func (b *Board) Find(n Node) int {
	return slices.IndexFunc(b.Rows, func(r Row) bool { return r.Node == n })
}

// Below lists the rows that stand directly below row i.
func (b *Board) Below(i int) []int {
	var out []int
	for k := i + 1; k < len(b.Rows) && b.Rows[k].Depth > b.Rows[i].Depth; k++ {
		if b.Rows[k].Depth == b.Rows[i].Depth+1 {
			out = append(out, k)
		}
	}
	return out
}

// BoardOf gives the targets of a year with what is done and what is in the pipeline, as
// far as the acting person sees orders: everything, the departments, or only the own row.
// Nothing is stored: every figure is worked out from orders and deals as they are now.
func (s *Service) BoardOf(ctx context.Context, year int) (*Board, error) {
	a, err := identity.Need(ctx, identity.May(sales.Orders, identity.See))
	if err != nil {
		return nil, err
	}
	b, err := s.board(identity.System(ctx, "targets"), year)
	if err != nil {
		return nil, err
	}
	b.prune(visible(a))
	return b, nil
}

// visible tells which rows a person may see.
func visible(a *identity.Actor) func(r *Row) bool {
	switch a.Scope(identity.May(sales.Orders, identity.See)) {
	case identity.ScopeAll:
		return func(*Row) bool { return true }
	case identity.ScopeTree, identity.ScopeDepartment:
		units := a.Tree
		if a.Scope(identity.May(sales.Orders, identity.See)) == identity.ScopeDepartment {
			units = a.Units
		}
		return func(r *Row) bool {
			switch r.Level {
			case sales.TargetDepartment:
				return slices.Contains(units, r.ID)
			case sales.TargetPerson:
				return a.Owns(r.ID) || slices.Contains(units, r.Unit)
			}
			return false
		}
	}
	return func(r *Row) bool { return r.Level == sales.TargetPerson && a.Owns(r.ID) }
}

// prune leaves the rows that may be seen and moves them up below their nearest visible row.
func (b *Board) prune(see func(r *Row) bool) {
	var out []Row
	var open []int // depths in the old tree of the visible rows above
	for _, r := range b.Rows {
		for len(open) > 0 && open[len(open)-1] >= r.Depth {
			open = open[:len(open)-1]
		}
		if !see(&r) {
			continue
		}
		old := r.Depth
		r.Depth = len(open)
		open = append(open, old)
		out = append(out, r)
	}
	b.Rows = out
	for i := range b.Rows {
		b.Rows[i].Kids = len(b.Below(i))
	}
}

// board makes the whole tree, whoever asks.
func (s *Service) board(ctx context.Context, year int) (*Board, error) {
	b := &Board{Year: year, Today: s.g.Registry.Today()}
	tree, err := s.p.Tree(ctx)
	if err != nil {
		return nil, err
	}
	people, err := s.p.People(ctx)
	if err != nil {
		return nil, err
	}
	f := &figures{tree: tree, people: people, cells: map[Node]*[12]Cell{}, answers: map[Node]int64{}}
	targets, err := s.targetsOf(ctx, year)
	if err != nil {
		return nil, err
	}
	f.targets(targets)
	from, to := calendar.Of(year, 1, 1), calendar.Of(year, 12, 31)
	sold, err := s.p.Store.Sold(ctx, listing.Reach{All: true}, from, to)
	if err != nil {
		return nil, err
	}
	for _, x := range sold {
		f.person(x.Person, x.Month, func(c *Cell) { c.Done += x.Amount })
		f.unit(x.Unit, x.Month, func(c *Cell) { c.Done += x.Amount })
	}
	if err := s.pipeline(ctx, f, from, to.MonthStart()); err != nil {
		return nil, err
	}
	b.Rows = f.rows()
	for i := range b.Rows {
		b.Rows[i].sum(year, b.Today)
	}
	return b, nil
}

// pipeline adds the open deals, by person and by department.
func (s *Service) pipeline(ctx context.Context, f *figures, from, to calendar.Date) error {
	for _, by := range []sales.Dimension{sales.ByPerson, sales.ByDepartment} {
		cells, err := s.p.Sales.PipelineOf(ctx, from, to, by)
		if err != nil {
			return err
		}
		put := f.person
		if by == sales.ByDepartment {
			put = f.unit
		}
		for _, c := range cells {
			month, ok := monthOf(c.Month, from)
			if !ok {
				continue
			}
			id, err := strconv.ParseInt(c.Key, 10, 64)
			if err != nil {
				id = 0 // nobody's deals count for the company
			}
			put(id, month, func(x *Cell) { x.Open, x.Weighted = x.Open+c.Open(), x.Weighted+c.Weighted })
		}
	}
	return nil
}

// monthOf reads "YYYY-MM" of the year of a day: 1 to 12.
func monthOf(text string, in calendar.Date) (int, bool) {
	if len(text) != 7 || text[:4] != in.String()[:4] {
		return 0, false
	}
	n, err := strconv.Atoi(text[5:])
	return n, err == nil && n >= 1 && n <= 12
}

// sum works out the year and the flag of a row.
func (r *Row) sum(year int, today calendar.Date) {
	for m, c := range r.Months {
		r.Year.Target += c.Target
		r.Year.Done += c.Done
		r.Year.Proposed += c.Proposed
		r.Year.Open += c.Open
		r.Year.Weighted += c.Weighted
		r.Due += Due(c.Target, calendar.Of(year, 1, 1).AddMonths(m), today)
	}
	r.Flag, r.Percent = FlagOf(r.Year.Done, r.Due)
}
