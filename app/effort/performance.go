package effort

import (
	"context"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// Performance is one entry of somebody's own performance; its owner is who achieved it. It
// is never changed: a wrong one is taken away and written anew, and both stay in the
// history (SAL-37).
type Performance struct {
	entity.Head
	On         calendar.Date
	What       string
	Kind       string
	CustomerID int64
	Amount     money.Minor
	Received   money.Minor // what of it really came in
	Remark     string

	Review     ReviewState
	ReviewedBy int64
	ReviewedOn calendar.Date
}

func describePerformance() *entity.Desc[Performance] {
	return entity.Describe(Performances, "what", func(p *Performance, e *entity.Fields) {
		e.Date("date_on", &p.On).Must().Also("日期", "date")
		e.Text("what", &p.What).Must().Found().Printed().Max(200).Also("内容", "what")
		e.Dict("kind", "performance_kind", &p.Kind).Else(entity.Str("order")).Also("类别", "kind")
		e.Ref("customer_id", "customer", &p.CustomerID).Found().Also("客户", "customer")
		e.Money("amount_minor", &p.Amount).Must().Also("金额", "amount")
		e.Money("received_minor", &p.Received).Also("实收金额", "实收", "received")
		e.LongText("remark", &p.Remark)
		entity.Choice(e, "review", &p.Review, ReviewWaiting, ReviewApproved).Computed().Else(entity.Str(string(ReviewWaiting)))
		e.Ref("reviewed_by", "person", &p.ReviewedBy).Computed()
		e.Date("reviewed_on", &p.ReviewedOn).Computed()
	})
}

// rulePerformance keeps entries as they were written, and approved ones out of the bin.
func (s *Service) rulePerformance(ctx context.Context, before, after *Performance) error {
	if before != nil {
		if reviewing(ctx) {
			return nil
		}
		if before.Review == ReviewApproved && before.Archived != after.Archived {
			return app.E(app.Conflict, "performance.approved", "what", before.What)
		}
		if before.Archived == after.Archived && !undoing(ctx) {
			return app.E(app.Conflict, "performance.kept")
		}
		return nil
	}
	switch {
	case after.Amount == 0:
		return app.E(app.Invalid, "performance.amount").At("amount_minor")
	case after.Received < 0:
		return app.E(app.Invalid, "performance.received").At("received_minor")
	case after.On > s.today():
		return app.E(app.Invalid, "performance.future").At("date_on")
	}
	return nil
}

func undoing(ctx context.Context) bool {
	set := audit.Current(ctx)
	return set != nil && set.Undoes != 0
}

// Achieved is what one person achieved on a day.
type Achieved struct {
	Day    calendar.Date
	Person int64
	N      int64
	Amount money.Minor
}

// Achievements sums the entries that the person may see, by day and person (SAL-38).
type Achievements struct {
	Rows  []Achieved
	Names map[int64]string
}

// AchievedBetween sums performance entries between two days, both included.
func (s *Service) AchievedBetween(ctx context.Context, from, to calendar.Date) (*Achievements, error) {
	a, err := identity.Need(ctx, identity.May(Performances, identity.See))
	if err != nil {
		return nil, err
	}
	r := listing.ReachOf(s.g.Registry, a, identity.May(Performances, identity.See), s.Performances.Desc.Type)
	out := &Achievements{}
	if out.Rows, err = s.p.Store.Achieved(ctx, r, from, to); err != nil {
		return nil, err
	}
	ids := map[int64]bool{}
	for _, x := range out.Rows {
		ids[x.Person] = true
	}
	out.Names, err = s.names(ctx, ids)
	return out, err
}

// Log is what a salesperson writes down about a day (SAL-39).
type Log struct {
	entity.Head
	On         calendar.Date
	Title      string
	Text       string
	Plan       string
	CustomerID int64
}

func describeLog() *entity.Desc[Log] {
	return entity.Describe(Logs, "title", func(l *Log, e *entity.Fields) {
		e.Date("date_on", &l.On).Must().Also("日期", "date")
		e.Text("title", &l.Title).Must().Found().Max(200).Also("标题", "title")
		e.LongText("text", &l.Text).Found().Also("内容", "text")
		e.LongText("plan", &l.Plan).Also("计划", "plan")
		e.Ref("customer_id", "customer", &l.CustomerID).Found().Also("客户", "customer")
	})
}

func (s *Service) prepareLog(_ context.Context, before, l *Log) error {
	if before == nil && l.On == 0 {
		l.On = s.today()
	}
	return nil
}

func (s *Service) preparePerformance(_ context.Context, before, p *Performance) error {
	if before != nil {
		return nil
	}
	if p.On == 0 {
		p.On = s.today()
	}
	if p.Review = ReviewWaiting; p.Kind == "collection" && p.Received == 0 {
		p.Received = p.Amount // money that was collected is money that came in
	}
	return nil
}
