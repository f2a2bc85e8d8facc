package results

import (
	"context"
	"strconv"
	"time"

	"kontor/app/goal"
	"kontor/app/listing"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

func moment(h kit.Host, ms int64) string {
	return time.UnixMilli(ms).In(h.Zone()).Format("2006-01-02 15:04")
}

// months is a picker of the whole year or one month.
func (x *targets) months(at int) *kit.Picker {
	t := x.p.host.T
	p := kit.NewPicker(t("resultspage.when"), []kit.Option{{Key: "0", Text: t("resultspage.whole_year")}})
	for m := 1; m <= 12; m++ {
		p.Options = append(p.Options, kit.Option{Key: strconv.Itoa(m), Text: t("dealpage.month", "n", m)})
	}
	p.SetKey(strconv.Itoa(at))
	return p
}

func chosen(p *kit.Picker) int {
	n, err := strconv.Atoi(p.Value().Key)
	if err != nil {
		return 0
	}
	return n
}

// adjust asks for a target of the current row: of the year, or of a month (SAL-33).
func (x *targets) adjust(month int) {
	r := x.current()
	if r == nil || !x.may() {
		return
	}
	t := x.p.host.T
	node, year := r.Node, x.year()
	when := x.months(month)
	amount := kit.NewAmount(t("target.amount_minor"), kit.Home())
	now := r.Year.Target
	if month > 0 {
		now = r.Months[month-1].Target
	}
	if now != 0 {
		amount.SetValue(now)
	}
	by := kit.NewPicker(t("resultspage.split"), nil)
	for _, s := range goal.Splits {
		by.Options = append(by.Options, kit.Option{Key: string(s), Text: t("resultspage.split." + string(s))})
	}
	by.SetKey(string(goal.Equally))
	if r.Year.Target != 0 {
		by.SetKey(string(goal.AsNow))
	}
	down := r.Kids > 0
	answer := kit.NewSearch(t("target.responsible_id"), records.Suggest(x.p.host, x.p.d.Deps, "person", listing.Node{}))
	if r.Responsible != 0 {
		answer.SetValue(kit.Option{Key: strconv.FormatInt(r.Responsible, 10), ID: r.Responsible, Text: r.Answers})
	}
	why := kit.NewField(t("resultspage.reason"))
	changed := 0
	a := &records.Ask{Title: t("resultspage.adjust"), Text: t("resultspage.adjust_text", "name", x.name(r), "year", strconv.Itoa(year)), Width: 500}
	a.Rows = []records.AskRow{
		{Key: "month", Label: t("resultspage.when"), Field: when.Field},
		{Key: "amount_minor", Label: t("target.amount_minor") + " *", Field: amount.Field},
		{Key: "by", Label: t("resultspage.split"), Field: by.Field},
	}
	if r.Kids > 0 {
		a.Rows = append(a.Rows, records.AskRow{Label: "", Draw: func(c *kit.Canvas, box kit.Rect) {
			c.Check("down", box, t("resultspage.down"), down, func(on bool) { down = on })
		}})
	}
	a.Rows = append(a.Rows, records.AskRow{Key: "responsible_id", Label: t("target.responsible_id"), Field: answer.Field}, records.AskRow{Key: "reason", Label: t("resultspage.reason"), Field: why})
	a.Do = func() func(ctx context.Context) error {
		m, _ := amount.Value()
		wish := goal.Allocation{
			Node: node, Year: year, Month: chosen(when), Amount: m, By: goal.Split(by.Value().Key), Down: down, Answer: answer.Value().ID, Reason: why.Text(),
		}
		return func(ctx context.Context) (err error) { changed, err = x.p.d.Goals.Allocate(ctx, wish); return err }
	}
	a.Done = func() { x.told(changed) }
	a.Show(x.p.host)
}

func (x *targets) told(n int) {
	x.p.host.Toast(x.p.host.T("resultspage.adjusted", "n", n), x.p.undo(x.read))
	x.read()
}

// propose asks what a person offers to sell: the current one for whoever may allocate,
// else the acting person.
func (x *targets) propose() {
	t := x.p.host.T
	person, name := x.p.host.Actor().ID, x.p.host.Actor().Name
	if r := x.current(); r != nil && r.Level == sales.TargetPerson && x.may() {
		person, name = r.ID, r.Name
	}
	year := x.year()
	when := x.months(0)
	amount := kit.NewAmount(t("target.proposed_minor"), kit.Home())
	why := kit.NewField(t("resultspage.reason"))
	a := &records.Ask{Title: t("resultspage.propose"), Text: t("resultspage.propose_text", "name", name, "year", strconv.Itoa(year)), Width: 480}
	a.Rows = []records.AskRow{
		{Key: "month", Label: t("resultspage.when"), Field: when.Field},
		{Key: "amount_minor", Label: t("target.proposed_minor") + " *", Field: amount.Field},
		{Key: "reason", Label: t("resultspage.reason"), Field: why},
	}
	a.Do = func() func(ctx context.Context) error {
		m, _ := amount.Value()
		wish := goal.Proposal{Person: person, Year: year, Month: chosen(when), Amount: m, Reason: why.Text()}
		return func(ctx context.Context) error { return x.p.d.Goals.Propose(ctx, wish) }
	}
	a.Done = func() {
		x.p.host.Toast(t("resultspage.proposed"), x.p.undo(x.read))
		x.read()
	}
	a.Show(x.p.host)
}

// adopt takes over what people offer below the current row.
func (x *targets) adopt() {
	r := x.current()
	if r == nil {
		return
	}
	t := x.p.host.T
	wish := goal.Allocation{Node: r.Node, Year: x.year(), Amount: r.Year.Proposed, By: goal.AsProposed, Down: true, Reason: t("resultspage.adopt")}
	x.p.host.Ask(kit.Question{
		Title: t("resultspage.adopt"), Text: t("resultspage.adopt_text", "name", x.name(r), "sum", amountText(r.Year.Proposed), "now", amountText(r.Year.Target)),
		Yes: t("resultspage.adopt"), OnYes: func() {
			x.p.host.Go(func(ctx context.Context) {
				n, err := x.p.d.Goals.Allocate(ctx, wish)
				x.p.host.Post(func() {
					x.p.host.Report(err)
					if err == nil {
						x.told(n)
					}
				})
			})
		},
	})
}
