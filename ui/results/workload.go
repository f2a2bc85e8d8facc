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
	"kontor/ui/tr"
)

// workload is how much people did, by person or day (SAL-47); narrowed to visits it is
// their statistics (SAL-16).
type workload struct {
	tally
	only string // a kind of follow-up, "" for everything
	who  people
	data *effort.Workload
}

func newWorkload(p *page) *workload {
	w := &workload{tally: newTally(p, p.host.T("resultspage.tab.workload"))}
	w.start([]string{"day", "week", "month"}, "month", w.ask, w.sum)
	w.by, w.choice = "person", []string{"person", "day", "grade"}
	w.who = people{p: p, all: true, changed: w.lay}
	return w
}

func (w *workload) ask() {
	w.who.fill()
	from, to := w.period.Span()
	kit.Load(w.load, func(ctx context.Context) (*effort.Workload, error) { return w.p.d.Effort.WorkBetween(ctx, from, to) },
		func(d *effort.Workload) { w.data = d; w.lay() })
}

// done is what one person did, or everybody on one day, or for one grade of customers.
type done struct {
	key      string
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

// counts tells whether work is among what is shown.
func (w *workload) counts(x effort.Work) bool {
	return (w.only == "" || string(x.What) == w.only) && (w.who.id == 0 || x.Person == w.who.id) && (w.by != "grade" || x.What.IsContact())
}

func (w *workload) key(x effort.Work) string {
	switch w.by {
	case "day":
		return x.Day.String()
	case "grade":
		return w.option("grade", x.Grade, "leadpage.unknown")
	}
	return w.data.Names[x.Person]
}

// sum sums by what is chosen.
func (w *workload) sum() {
	if w.data == nil {
		return
	}
	all := done{}
	rows := slices.DeleteFunc(slices.Clone(w.data.Rows), func(x effort.Work) bool { return !w.counts(x) })
	list := summed(rows, w.key, func(d *done, key string, x effort.Work) {
		d.key = key
		d.add(x)
		all.add(x)
	})
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
	cols := []column{{ID: w.by, Title: t("resultspage.by." + w.by), Width: 110, Person: w.by == "person"}}
	for _, k := range kinds {
		cols = append(cols, column{ID: string(k), Title: t("activity.kind." + string(k)), Form: exporting.Whole})
	}
	cols = append(cols, column{ID: "results", Title: t("resultspage.with_result"), Form: exporting.Whole}, column{ID: "rate", Title: t("resultspage.result_rate"), Form: exporting.Decimal})
	if w.only != "" {
		cols = append(cols, column{ID: "days", Title: t("resultspage.days"), Form: exporting.Whole})
	}
	for _, k := range made {
		cols = append(cols, column{ID: string(k), Title: t("resultspage.part." + string(k)), Form: exporting.Whole})
	}
	if len(made) > 0 {
		cols = append(cols, column{ID: "signed", Title: t("resultspage.signed"), Form: exporting.Amount, Width: 120})
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
		return line{Values: v, Bold: bold}
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
	w.sheet.Set(cols, lines)
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
	w.period.Draw(c, &in)
	w.who.draw(c, &in)
	w.choices(c, &in)
	if waiting(c, w.p.host, w.load, r, w.data != nil, w.read) {
		return
	}
	if len(w.bars) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Chart, Title: t("resultspage.no_work"), Text: t("resultspage.no_work_text")})
		return
	}
	w.figures(c, r, min(r.H*0.4, 210), t("resultspage.contacts"), "work")
}
