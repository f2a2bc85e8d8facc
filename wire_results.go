package main

import (
	"context"

	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/market"
	"kontor/app/sales"
	"kontor/ui/kit"
	ui "kontor/ui/results"
	"kontor/ui/shell"
)

// resultKinds are the records that the results window shows; the last one is the window
// itself, with its part in the arguments.
var resultKinds = []string{sales.Targets, effort.Performances, effort.Logs, effort.Comments, effort.Appraisals, effort.Rewards, effort.Indicators, market.Channels, market.Territories, market.Flows, market.Competitors, "results"}

// resultsPage is the window of targets and what came of them.
func (c *office) resultsPage(h kit.Host, _ shell.Target) kit.Page {
	return resultPages{ui.New(h, ui.Deps{
		PageDeps: c.deps(), Goals: c.Goals, Effort: c.Effort, Market: c.Market, Judging: c.Effort, Flows: c.Market.Flows, Competitors: c.Market.Competitors, Names: c.names, Book: writeFigures,
		Undo: func(ctx context.Context) error { _, err := c.undo(ctx); return err },
	})}
}

// writeFigures writes rows of figures as a workbook.
func writeFigures(_ context.Context, path string, head exporting.Head, rows [][]entity.Value) error {
	return writeBook(path, head, func(w exporting.Writer) error {
		for _, r := range rows {
			if err := w.Row(r); err != nil {
				return err
			}
		}
		return nil
	})
}

type resultPages struct{ kit.Page }

// Chosen is what is chosen in the page.
func (p resultPages) Chosen() (string, []int64) { return chosenIn(p.Page) }

// OpenTarget shows a part of the window, a record of it, or what a comment speaks of.
func (p resultPages) OpenTarget(t shell.Target) bool {
	own, ok := p.Page.(interface {
		ShowWith(kind string, id int64, fresh bool, given map[string]string) bool
		ShowMode(kind, mode string) bool
		ShowPart(name string) bool
		OpenComment(id int64)
	})
	switch {
	case !ok:
		return false
	case t.Args["tab"] != "":
		return own.ShowPart(t.Args["tab"])
	case t.Args["mode"] != "":
		return own.ShowMode(t.Kind, t.Args["mode"])
	case t.Kind == effort.Comments:
		own.OpenComment(t.ID)
		return true
	case t.Kind == "results":
		return true
	}
	return own.ShowWith(t.Kind, t.ID, t.New, t.Args)
}
