package results

import (
	"cmp"

	"kontor/app/customer"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// tally is a page of figures of a period, summed by what is chosen: bars, and the table
// behind them.
type tally struct {
	p      *page
	load   *kit.Loader
	period period
	by     string
	choice []string // what can be summed by
	lay    func()   // sums the figures that were read
	read   func()
	sheet  *sheet
	bars   []kit.Bar
}

func newTally(p *page, title string) tally {
	return tally{p: p, load: kit.NewLoader(p.host, p.redraw), sheet: newSheet(p.host, p.d, title)}
}

// start says over which spans the page goes, how it reads its figures and how it sums them.
func (x *tally) start(units []string, unit string, read, lay func()) {
	x.read, x.lay = read, lay
	x.period = period{Host: x.p.host, Unit: unit, Units: units, Changed: read}
}

// choices draws what can be summed by.
func (x *tally) choices(c *kit.Canvas, in *kit.Rect) {
	for _, by := range x.choice {
		c.Chip(in, kit.Chip{ID: "by." + by, Text: x.p.host.T("resultspage.by." + by), On: x.by == by, Tap: func() { x.by = by; x.lay() }})
	}
}

// figures draws the bars over their table; id names the table.
func (x *tally) figures(c *kit.Canvas, r kit.Rect, high float32, unit, id string) {
	drawBars(c, r.CutTop(high), unit, x.bars)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	x.sheet.Draw(c, id, r.Pad(0, 1, 0, 0))
}

// drawBars draws a bar chart with its unit above; the last bars when there are too many.
func drawBars(c *kit.Canvas, r kit.Rect, unit string, bars []kit.Bar) {
	in := r.Pad(16, 8, 16, 8)
	c.Text(in.CutTop(20), unit, kit.Caption)
	const least = 44
	if n := int(in.W / least); len(bars) > n && n > 0 {
		bars = bars[len(bars)-n:]
	}
	c.BarChart(in, kit.BarChart{Bars: bars, Marked: -1})
}

func (x *tally) commands() []kit.Command {
	return append([]kit.Command{refresh(x.p.host, x.read), x.sheet.ExportCommand()}, x.period.Commands()...)
}

// option is the text of what was chosen in a field of customers; without, none stands there.
func (x *tally) option(field, key, none string) string {
	return cmp.Or(x.p.d.Option(x.p.host, customer.Customers, field, key), x.p.host.T(none))
}

// summed puts rows with the same key together, in the order of their first rows.
func summed[R, S any](rows []R, key func(R) string, add func(*S, string, R)) []S {
	at := map[string]int{}
	var list []S
	for _, r := range rows {
		k := key(r)
		i, ok := at[k]
		if !ok {
			i = len(list)
			at[k] = i
			list = append(list, *new(S))
		}
		add(&list[i], k, r)
	}
	return list
}
