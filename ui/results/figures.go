package results

import (
	"kontor/ui/figures"
	"kontor/ui/kit"
)

// What pages of figures are made of.
type (
	column = figures.Column
	line   = figures.Line
	sheet  = figures.Sheet
	period = figures.Period
)

var (
	bar     = figures.Bar
	waiting = figures.Waiting
	refresh = figures.Refresh
	show    = figures.Show
	short   = figures.Short
	share   = figures.Part
)

func newSheet(h kit.Host, d Deps, name string) *sheet { return figures.New(h, d.Book, name) }
