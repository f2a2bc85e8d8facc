// Package goal is the room of sales targets: what the company wants to sell in a year,
// broken down to departments, people and months, what people offer bottom-up, and how far
// they have come. The targets themselves are kept by sales, whose workbench and forecast
// read them; what is done is never stored but summed from orders.
package goal

import (
	"context"
	"strconv"

	"kontor/app"
	"kontor/app/audit"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
	"kontor/app/sales"
)

// Sold is what one person sold in a month for a department.
type Sold struct {
	Month  int // 1 to 12
	Person int64
	Unit   int64
	Amount money.Minor
}

// Store answers the questions that are not lists.
type Store interface {
	// Sold sums approved and closed orders within reach between two days of one year, in the
	// company's currency.
	Sold(ctx context.Context, within listing.Reach, from, to calendar.Date) ([]Sold, error)
}

// People is who is who.
type People interface {
	Name(person int64) string
	Active(person int64) bool
	Unit(person int64) int64
	WithRole(role string) []int64
}

// Params of the service.
type Params struct {
	Store  Store
	Sales  *sales.Service
	People func(ctx context.Context) (People, error)
	Tree   func(ctx context.Context) (*identity.Tree, error)
}

// Service is the use cases of targets.
type Service struct {
	g *record.Ground
	p Params
}

// New makes the service; it guards the targets that sales keeps.
func New(g *record.Ground, p Params) *Service {
	s := &Service{g: g, p: p}
	p.Sales.Targets.Rule = s.rule
	return s
}

type commandKey struct{}

func command(ctx context.Context, why string) context.Context {
	ctx = audit.Why(ctx, audit.Reason{Kind: "target", Text: why})
	return context.WithValue(identity.Elevated(ctx), commandKey{}, true)
}

// rule lets nobody set targets but who may allocate them, and keeps one target for each
// month of a node.
func (s *Service) rule(ctx context.Context, before, after *sales.Target) error {
	if ctx.Value(commandKey{}) == nil {
		if _, err := identity.NeedRight(ctx, identity.RightTargets); err != nil {
			return err
		}
	}
	if after.AmountMinor < 0 || after.Proposed < 0 {
		return app.E(app.Invalid, "money.negative").At("amount_minor")
	}
	switch {
	case after.Level == sales.TargetPerson && after.PersonID == 0:
		return app.E(app.Invalid, "target.whose").At("person_id")
	case after.Level == sales.TargetDepartment && after.Department == 0:
		return app.E(app.Invalid, "target.whose").At("department_id")
	case after.Month != after.Month.MonthStart():
		after.Month = after.Month.MonthStart()
	}
	if before != nil && nodeOf(before) == nodeOf(after) && before.Month == after.Month && before.Archived == after.Archived {
		return nil
	}
	n, err := s.p.Sales.Targets.Count(identity.System(ctx, "targets"), listing.All(of(nodeOf(after)),
		listing.Is("month", listing.Eq, after.Month.String()), listing.Not(listing.IDs([]int64{max(after.ID, 0)}))))
	if err == nil && n > 0 {
		err = app.E(app.Conflict, "target.twice", "month", after.Month.String()[:7]).At("month")
	}
	return err
}

// of is the filter of the targets of a node.
func of(n Node) listing.Node {
	level := listing.Is("level", listing.Eq, string(n.Level))
	id := strconv.FormatInt(n.ID, 10)
	switch n.Level {
	case sales.TargetPerson:
		return listing.All(level, listing.Is("person_id", listing.Eq, id))
	case sales.TargetDepartment:
		return listing.All(level, listing.Is("department_id", listing.Eq, id))
	}
	return level
}

// targetsOf reads the targets of a year.
func (s *Service) targetsOf(ctx context.Context, year int) ([]*sales.Target, error) {
	return s.p.Sales.Targets.Find(ctx, inYear(year), listing.Sort{Key: "month"})
}

func inYear(year int) listing.Node {
	return listing.Is("month", listing.Between, calendar.Of(year, 1, 1).String(), calendar.Of(year, 12, 31).String())
}
