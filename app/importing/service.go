package importing

import (
	"context"
	"io"
	"log/slog"
	"strconv"

	"kontor/app/exporting"
	"kontor/app/history"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/phone"
	"kontor/app/record"
)

// Params of the service.
type Params struct {
	History *history.Service
	Table   func() *phone.Table // mobile prefixes in use; nil: the shipped ones
	Sheet   SheetMaker          // writes the file of failed rows
	Log     *slog.Logger        // may be nil
}

// SheetMaker starts a table in a file.
type SheetMaker func(w io.Writer, h exporting.Head) (exporting.Writer, error)

// Service is the use cases of imports.
type Service struct {
	g       *record.Ground
	p       Params
	runs    *record.Service[Run]
	schemes *record.Service[Scheme]
}

// New makes the service.
func New(g *record.Ground, p Params) *Service {
	if p.Table == nil {
		t := phone.Shipped()
		p.Table = func() *phone.Table { return t }
	}
	s := &Service{g: g, p: p, runs: record.New(g, DescribeRun()), schemes: record.New(g, DescribeScheme())}
	if p.History != nil {
		// An import may bring rows into the piles of others; taking one's own import back
		// needs no further right.
		p.History.Beyond["import"] = true
		p.History.OnRun["import"] = s.ran
	}
	return s
}

// ran keeps the list of imports right when one was taken back, or done again.
func (s *Service) ran(ctx context.Context, r history.Ran) error {
	_, err := s.runs.Update(identity.Elevated(ctx), r.ID, 0, func(run *Run) error {
		switch {
		case !r.Redone && run.State == Finished:
			run.State, run.RevertedAt, run.Kept = Reverted, s.g.Clock.Now().UnixMilli(), int64(r.Clashes)
		case r.Redone && run.State == Reverted:
			run.State, run.RevertedAt, run.Kept = Finished, 0, 0
		}
		return nil
	})
	return err
}

// RunRow is an import in the list of recent ones.
type RunRow struct {
	Run
	Person string
	Mine   bool
}

// Recent lists the imports of a kind ("" for all the person may import), the newest
// first. Who does not administer the company sees the own ones.
func (s *Service) Recent(ctx context.Context, k Kind, limit int) ([]RunRow, error) {
	a, err := identity.From(ctx)
	if err != nil {
		return nil, err
	}
	filter := listing.Is("kind", listing.Eq, k.Name)
	if k.Name == "" {
		filter = listing.Node{}
	}
	if !a.Has(identity.RightAdmin) {
		filter = listing.All(filter, listing.Is("owner_id", listing.Eq, strconv.FormatInt(a.ID, 10)))
	}
	up := identity.Elevated(ctx)
	plan, err := listing.Allow(up, s.g.Registry, identity.May(Runs, identity.See), listing.Query{Entity: Runs, Filter: filter, Sort: []listing.Sort{{Key: "id", Desc: true}}})
	if err != nil {
		return nil, err
	}
	ids, err := s.g.Source.First(up, plan, limit)
	if err != nil {
		return nil, err
	}
	recs, err := s.g.Store.LoadMany(up, s.runs.Desc.Type, ids)
	if err != nil {
		return nil, err
	}
	look := newLookup(s)
	var out []RunRow
	for _, r := range recs {
		run := r.(*Run)
		out = append(out, RunRow{Run: *run, Person: look.nameOf(ctx, "person", run.OwnerID), Mine: a.Owns(run.OwnerID)})
	}
	return out, nil
}
