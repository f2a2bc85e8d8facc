package records

import (
	"context"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/paper"
	"kontor/ui/kit"
)

// ListPaper is a list to be printed as it is shown.
type ListPaper struct {
	Title string
	Data  func(ctx context.Context) (paper.Data, error)
}

// mostPrinted is how many rows a printed list has at most: some sixty pages.
const mostPrinted = 3000

// PrintKey prints any list.
const PrintKey = kit.Key("Ctrl+Shift+P")

// Paper fills the list for print: the columns on the screen in their order, the ticked rows
// or else all of the filter, and the totals. Printing needs the right to export, since it
// takes as much out of the company. PRT-07
func (l *List) Paper(title, filter string) ListPaper {
	q := l.query
	if l.Table.PickedCount() > 0 {
		q = l.Chosen()
	}
	var shown []kit.Column
	for _, c := range l.Table.Columns {
		if !c.Hidden {
			shown = append(shown, c)
		}
	}
	paths := make([]entity.Path, len(shown))
	for i, c := range shown {
		paths[i] = l.paths[c.ID]
	}
	return ListPaper{Title: title, Data: func(ctx context.Context) (paper.Data, error) { return l.fill(ctx, q, title, filter, shown, paths) }}
}

func (l *List) fill(ctx context.Context, q listing.Query, title, filter string, shown []kit.Column, paths []entity.Path) (paper.Data, error) {
	plan, err := listing.Allow(ctx, l.deps.Registry, identity.May(q.Entity, identity.Export), q)
	if err != nil {
		return nil, err
	}
	n, err := l.deps.Source.Count(ctx, plan)
	if err != nil {
		return nil, err
	}
	if n > mostPrinted {
		return nil, app.E(app.Conflict, "records.print_many", "n", n, "most", mostPrinted)
	}
	columns, lines := make([]paper.Data, len(shown)), make([]paper.Data, 0, n)
	for i, c := range shown {
		align := "left"
		if c.Align == kit.Right {
			align = "right"
		}
		columns[i] = paper.Data{"title": c.Title, "align": align}
	}
	at := places(plan)
	err = l.deps.Source.Each(ctx, plan, func(raw listing.Row) error {
		row := Row{cells: raw.Cells, at: at}
		cells := make([]any, len(paths))
		for i, p := range paths {
			if p.Field != nil {
				cells[i] = Text(l.host, p.Field, row.Get(p.Key))
			}
		}
		lines = append(lines, paper.Data{"cells": cells})
		return nil
	})
	if err != nil {
		return nil, err
	}
	d := paper.Data{"title": title, "filter": filter, "count": int(n), "columns": columns, "lines": lines}
	totals, err := l.sums(ctx, plan, paths)
	if totals != nil {
		d["totals"] = totals
	}
	return d, err
}

// sums are the totals under their columns; nil when there are none.
func (l *List) sums(ctx context.Context, plan *listing.Plan, paths []entity.Path) ([]any, error) {
	if len(plan.Totals()) == 0 {
		return nil, nil
	}
	sums, err := l.deps.Source.Sum(ctx, plan)
	if err != nil {
		return nil, err
	}
	out := make([]any, len(paths))
	for i, p := range paths {
		for k, f := range plan.Totals() {
			if p.Field != nil && p.Key == f.Key && k < len(sums) {
				out[i] = Text(l.host, f, sums[k])
			}
		}
	}
	return out, nil
}

// printMany prints the papers of the ticked records, one after the other. PRT-06
func (p *Page) printMany() {
	kind, l := p.tabs[p.tab].Kind, p.list()
	ids, all := l.Picked()
	if !all {
		if len(ids) > 0 {
			p.deps.PrintMany(p.host, kind, ids)
		}
		return
	}
	q := l.Chosen()
	p.host.Go(func(ctx context.Context) { // all of the filter: who they are is asked now
		plan, err := listing.Allow(ctx, l.deps.Registry, identity.May(kind, identity.Print), q)
		if err == nil {
			ids, err = l.deps.Source.First(ctx, plan, mostPrinted)
		}
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			p.deps.PrintMany(p.host, kind, ids)
		})
	})
}

// somePicked says that nothing is ticked.
func (p *Page) somePicked() string {
	if p.list().Table.PickedCount() == 0 {
		return p.host.T("records.tick_first")
	}
	return ""
}
