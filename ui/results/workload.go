package results

import (
	"cmp"
	"context"
	"slices"

	"kontor/app/calendar"
	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// workload is how much people did, by person or day (SAL-47); narrowed to visits it is
// their statistics (SAL-16).
type workload struct {
	p      *page
	load   *kit.Loader
	period period
	by     string // person, day, grade
	only   string // a kind of follow-up, "" for everything
	who    people
	data   *effort.Workload
	sheet  *sheet
	bars   []kit.Bar
}

func newWorkload(p *page) *workload {
	w := &workload{p: p, by: "person", load: kit.NewLoader(p.host, p.redraw)}
	w.period = period{host: p.host, unit: "month", units: []string{"day", "week", "month"}, changed: w.read}
	w.who = people{p: p, all: true, changed: func() { w.lay() }}
	w.sheet = newSheet(p.host, p.d, p.host.T("resultspage.tab.workload"))
	return w
}

func (w *workload) read() {
	w.who.fill()
	from, to := w.period.span()
	kit.Load(w.load, func(ctx context.Context) (*effort.Workload, error) { return w.p.d.Effort.WorkBetween(ctx, from, to) },
		func(d *effort.Workload) { w.data = d; w.lay() })
}

// done is what one person did, or everybody on one day, or for one grade of customers.
type done struct {
	key      string
	day      calendar.Date
	n        map[effort.What]int64
	contacts int64
	results  int64
	days     map[calendar.Date]bool
	signed   money.Minor
}

func (d *done) add(x effort.Work) {
	if d.n == nil {
		d.n, d.days = map[effort.What]int64{}, map[calendar.Date]bool{}
	}
	d.n[x.What] += x.N
	if x.What.IsContact() {
		d.contacts, d.results = d.contacts+x.N, d.results+x.Results
		d.days[x.Day] = true
	}
	if x.What == effort.Ordered || x.What == effort.Contracted {
		d.signed += x.Amount
	}
}

// lay sums by what is chosen.
func (w *workload) lay() {
	if w.data == nil {
		return
	}
	at := map[string]int{}
	var list []done
	all := done{}
	for _, x := range w.data.Rows {
		if w.only != "" && string(x.What) != w.only || w.who.id != 0 && x.Person != w.who.id || w.by == "grade" && !x.What.IsContact() {
			continue
		}
		key := w.data.Names[x.Person]
		switch w.by {
		case "day":
			key = x.Day.String()
		case "grade":
			key = tr.In(w.p.host.Lang()).Or("customer.grade."+x.Grade, cmp.Or(x.Grade, w.p.host.T("leadpage.unknown")))
		}
		i, ok := at[key]
		if !ok {
			i = len(list)
			at[key] = i
			list = append(list, done{key: key, day: x.Day})
		}
		list[i].add(x)
		all.add(x)
	}
	slices.SortStableFunc(list, func(a, b done) int {
		if w.by == "day" {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Compare(b.contacts, a.contacts)
	})
	w.fill(list, all)
}

func (w *workload) fill(list []done, all done) {
	t := w.p.host.T
	kinds := []effort.What{"call", "visit", "meeting", "wechat", "mail_out", "post", "service"}
	made := []effort.What{effort.NewCustomer, effort.NewLead, effort.NewDeal, effort.Quoted, effort.Ordered}
	if w.only != "" {
		kinds, made = []effort.What{effort.What(w.only)}, nil
	}
	if w.by == "grade" {
		made = nil
	}
	cols := []column{{id: w.by, title: t("resultspage.by." + w.by), width: 110, person: w.by == "person"}}
	for _, k := range kinds {
		cols = append(cols, column{id: string(k), title: t("activity.kind." + string(k)), form: exporting.Whole})
	}
	cols = append(cols, column{id: "results", title: t("resultspage.with_result"), form: exporting.Whole}, column{id: "rate", title: t("resultspage.result_rate"), form: exporting.Decimal})
	if w.only != "" {
		cols = append(cols, column{id: "days", title: t("resultspage.days"), form: exporting.Whole})
	}
	for _, k := range made {
		cols = append(cols, column{id: string(k), title: t("resultspage.part." + string(k)), form: exporting.Whole})
	}
	if len(made) > 0 {
		cols = append(cols, column{id: "signed", title: t("resultspage.signed"), form: exporting.Amount, width: 120})
	}
	row := func(d done, bold bool) line {
		v := []entity.Value{entity.Str(d.key)}
		for _, k := range kinds {
			v = append(v, entity.Num(d.n[k]))
		}
		v = append(v, entity.Num(d.results), share(d.results, d.contacts))
		if w.only != "" {
			v = append(v, entity.Num(int64(len(d.days))))
		}
		for _, k := range made {
			v = append(v, entity.Num(d.n[k]))
		}
		if len(made) > 0 {
			v = append(v, entity.Num(int64(d.signed)))
		}
		return line{values: v, bold: bold}
	}
	var lines []line
	w.bars = nil
	for _, d := range list {
		lines = append(lines, row(d, false))
		label := d.key
		if w.by == "day" {
			label = label[5:]
		}
		w.bars = append(w.bars, kit.Bar{Label: label, Value: float64(d.contacts), Text: tr.Group(d.contacts)})
	}
	if len(lines) > 0 {
		all.key = t("leadpage.total")
		lines = append(lines, row(all, true))
	}
	w.sheet.set(cols, lines)
}

// drawOf draws the board; only narrows it to one kind of follow-up.
func (w *workload) drawOf(only string) func(c *kit.Canvas, r kit.Rect) {
	return func(c *kit.Canvas, r kit.Rect) {
		if w.only != only {
			w.only = only
			w.lay()
		}
		w.draw(c, r)
	}
}

func (w *workload) draw(c *kit.Canvas, r kit.Rect) {
	t := w.p.host.T
	in := bar(c, &r)
	w.period.draw(c, &in)
	w.who.draw(c, &in)
	for _, by := range []string{"person", "day", "grade"} {
		c.Chip(&in, kit.Chip{ID: "by." + by, Text: t("resultspage.by." + by), On: w.by == by, Tap: func() { w.by = by; w.lay() }})
	}
	if waiting(c, w.p.host, w.load, r, w.data != nil, w.read) {
		return
	}
	if len(w.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Chart, Title: t("resultspage.no_work"), Text: t("resultspage.no_work_text")})
		return
	}
	drawBars(c, r.CutTop(min(r.H*0.4, 210)), t("resultspage.contacts"), w.bars)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	w.sheet.draw(c, "work", r.Pad(0, 1, 0, 0))
}

func (w *workload) commands() []kit.Command {
	return append([]kit.Command{refresh(w.p.host, w.read), w.sheet.exportCommand()}, w.period.commands()...)
}
