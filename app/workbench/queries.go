package workbench

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/app/view"
)

// The lists behind the figures of the board: what a click on one opens. DueQuery and
// TasksQuery stand beside their cards, sales.DealsQuery gives what was sold.

// DayQuery lists the to-dos of a day.
func DayQuery(w sales.Whose, day calendar.Date) listing.Query {
	return listing.Query{
		Entity: customer.Tasks, Sort: []listing.Sort{{Key: "minute"}},
		Filter: listing.All(w.Filter(), listing.Is("state", listing.Ne, string(customer.TaskDropped)), listing.Is("due_on", listing.Eq, day.String())),
	}
}

// StageQuery lists the open deals of a stage; "" means all stages.
func StageQuery(w sales.Whose, stage string) listing.Query {
	filter := listing.All(w.Filter(), listing.Is("state", listing.Eq, string(sales.Open)))
	if stage != "" {
		filter = listing.All(filter, listing.Is("stage", listing.Eq, stage))
	}
	return listing.Query{
		Entity: sales.Opportunities, Filter: filter, Sort: []listing.Sort{{Key: "close_on"}},
		Columns: sales.OpportunityColumns, Totals: []string{"amount_minor"},
	}
}

// AccountQuery lists this month's journal of an account.
func AccountQuery(account int64) listing.Query {
	return listing.Query{
		Entity: finance.Journal, Columns: finance.JournalColumns, Totals: []string{"in_minor", "out_minor"},
		Sort:   []listing.Sort{{Key: "on_date", Desc: true}, {Key: "id", Desc: true}},
		Filter: listing.All(listing.Is("account_id", listing.Eq, strconv.FormatInt(account, 10)), listing.Is("on_date", listing.Eq, "this_month")),
	}
}

// TargetQuery lists the targets of a month.
func TargetQuery(month calendar.Date) listing.Query {
	return listing.Query{Entity: sales.Targets, Filter: listing.Is("month", listing.Eq, month.MonthStart().String())}
}

// Counts are the figures beside the areas and in the status bar; what the person may not
// see counts nothing.
type Counts struct {
	Todo      int64 // open to-dos of today and before
	Approvals int64
	Overdue   int64 // receivables
	ToBook    int64 // money received that is not confirmed
}

// Counts gives the badges.
func (s *Service) Counts(ctx context.Context) (Counts, error) {
	var c Counts
	owed := listing.All(listing.Is("open_minor", listing.Gt, "0"), listing.Is("due_on", listing.Lt, "today"))
	for _, x := range []struct {
		q    listing.Query
		into *int64
	}{
		{TasksQuery(sales.Mine, s.p.Ground.Registry.Today()), &c.Todo},
		{listing.Query{Entity: finance.Receivables, Filter: owed}, &c.Overdue},
		{listing.Query{Entity: finance.MoneyInName, Filter: listing.Is("state", listing.Eq, string(finance.Draft))}, &c.ToBook},
	} {
		n, _, err := s.count(ctx, x.q)
		if err != nil {
			return c, err
		}
		*x.into = n
	}
	waiting, err := s.p.Approvals.Pending(ctx)
	c.Approvals = int64(len(waiting))
	return c, err
}

// count counts a query; ok is false when the person may not run it.
func (s *Service) count(ctx context.Context, q listing.Query) (n int64, ok bool, err error) {
	p, err := listing.Allow(ctx, s.p.Ground.Registry, identity.May(q.Entity, identity.See), q)
	if err != nil {
		if app.KindOf(err) == app.Denied {
			err = nil
		}
		return 0, false, err
	}
	n, err = s.p.Ground.Source.Count(ctx, p)
	return n, true, err
}

// Bucket is a to-do bucket with its count.
type Bucket struct {
	Key   string
	Query listing.Query
	Count int64
}

// Buckets counts the to-do buckets; those the person may not run are left out.
func (s *Service) Buckets(ctx context.Context, shipped ...view.Shipped) ([]Bucket, error) {
	var out []Bucket
	for _, b := range shipped {
		n, ok, err := s.count(ctx, b.Query)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, Bucket{b.Key, b.Query, n})
		}
	}
	return out, nil
}
