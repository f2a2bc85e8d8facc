package results

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"kontor/app/calendar"
	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Judging is what the window asks about scores and rewards. SAL-42
type Judging interface {
	ScoresOf(ctx context.Context, span effort.Span, day calendar.Date) (*effort.Scores, error)
	Confirm(ctx context.Context, span effort.Span, day calendar.Date) (int, error)
	ProposeRewards(ctx context.Context, span effort.Span, day calendar.Date) (int, error)
	AppraisalPolicyOf(ctx context.Context) (effort.AppraisalPolicy, error)
	SetAppraisalPolicy(ctx context.Context, p effort.AppraisalPolicy) error
	SubmitReward(ctx context.Context, id int64) error
	RecallReward(ctx context.Context, id int64) error
	PayReward(ctx context.Context, id int64, paid bool) error
	WithdrawReward(ctx context.Context, id int64, reason string) error
	ReopenAppraisal(ctx context.Context, id int64, reason string) error
	Appraisal(ctx context.Context, id int64) (*effort.Appraisal, error)
}

// appraisals are the scores of people by month or quarter, worked out from the records,
// the appraisals that were made of them, the rewards, and what people are judged by.
type appraisals struct {
	tally
	data *effort.Scores
	now  *effort.Appraisal // that the pane shows
	look *kit.Loader
}

func newAppraisals(p *page) *appraisals {
	x := &appraisals{tally: newTally(p, p.host.T("appraisalpage.scores")), look: kit.NewLoader(p.host, p.redraw)}
	x.start([]string{"month", "quarter"}, "month", x.ask, x.sum)
	return x
}

func (x *appraisals) tabs(group string) []records.Tab {
	t := x.p.host.T
	col := func(key string, w float32) records.Column { return records.Column{Key: key, Width: w} }
	is := func(id, field, value string) records.View {
		return records.View{ID: id, Title: t(field + "." + value), Filter: listing.Is(field[strings.Index(field, ".")+1:], listing.Eq, value)}
	}
	all := records.View{ID: "all", Title: t("appraisalpage.all")}
	return []records.Tab{
		{
			Kind: effort.Appraisals, Title: t("resultspage.tab.appraisals"), Group: group, Icon: icons.Scale, Query: newest("from_on"), New: x.confirm,
			Columns: []records.Column{{Key: "title", Width: 150, Flex: true}, col("from_on", 96), col("to_on", 96), col("owner_id", 96), col("score", 80), col("adjust", 80), col("total", 80), col("grade", 80), {Key: "reason", Width: 140, Hidden: true}},
			Views:   []records.View{all, is("a", "appraisal.grade", "a"), is("b", "appraisal.grade", "b"), is("c", "appraisal.grade", "c"), is("d", "appraisal.grade", "d")},
			Looked:  x.looked, Pane: x.pane, Actions: x.appraisalActions,
			Modes: []records.Mode{
				{ID: "scores", Title: t("appraisalpage.scores"), Draw: x.draw, Commands: x.commands, Shown: x.read},
				{ID: "list", Title: t("appraisalpage.confirmed")},
			},
		},
		{
			Kind: effort.Rewards, Title: t("resultspage.tab.rewards"), Group: group, Icon: icons.Gift, Query: newest("date_on", "amount_minor"), Actions: x.rewardActions,
			Columns: []records.Column{col("date_on", 96), {Key: "title", Width: 160, Flex: true}, col("kind", 80), col("owner_id", 96), col("amount_minor", 110), col("state", 84), {Key: "reason", Width: 170}, {Key: "paid_on", Width: 96, Hidden: true}, {Key: "wage_id", Width: 120, Hidden: true}},
			Views:   []records.View{all, is("draft", "reward.state", "draft"), is("submitted", "reward.state", "submitted"), is("approved", "reward.state", "approved"), is("paid", "reward.state", "paid")},
		},
		{
			Kind: effort.Indicators, Title: t("resultspage.tab.indicators"), Group: group, Icon: icons.ListChecks, Query: listing.Query{Sort: []listing.Sort{{Key: "weight", Desc: true}, {Key: "id"}}, Totals: []string{"weight"}},
			Columns: []records.Column{{Key: "name", Width: 150, Flex: true}, col("measure", 130), col("weight", 80), col("basis", 110), col("goal", 120), col("department_id", 120)},
			More: func() []kit.Command {
				return []kit.Command{{ID: "appraisal.policy", Title: t("appraisalpage.policy"), Icon: icons.Settings, Enabled: x.may(effort.Indicators, identity.Change), Run: x.policy}}
			},
		},
	}
}

func (x *appraisals) may(kind string, verb identity.Verb) func() string {
	return func() string {
		if x.p.host.Actor().Can(identity.May(kind, verb)) {
			return ""
		}
		return x.p.host.T("saleswindow.why_right")
	}
}

func (x *appraisals) when() (effort.Span, calendar.Date) {
	from, _ := x.period.Span()
	return effort.Span(x.period.Unit), from
}

func (x *appraisals) ask() {
	span, day := x.when()
	kit.Load(x.load, func(ctx context.Context) (*effort.Scores, error) { return x.p.d.Judging.ScoresOf(ctx, span, day) },
		func(d *effort.Scores) { x.data = d; x.lay() })
}

// sum lays the scores out: a bar and a row for each person, the best first.
func (x *appraisals) sum() {
	if x.data == nil {
		return
	}
	t := x.p.host.T
	cols := []column{{ID: "rank", Title: t("appraisalpage.rank"), Form: exporting.Whole, Width: 50}, {ID: "person", Title: t("head.owner_id"), Width: 120, Person: true, Flex: true}}
	for _, j := range x.data.Judged {
		cols = append(cols, column{ID: "i" + strconv.FormatInt(j.ID, 10), Title: j.Name, Form: exporting.Decimal, Width: min(max(76, kit.Measure(j.Name, kit.Caption)+18), 140)})
	}
	cols = append(cols, column{ID: "total", Title: t("appraisal.total"), Form: exporting.Decimal, Width: 80},
		column{ID: "grade", Title: t("appraisal.grade"), Width: 84}, column{ID: "confirmed", Title: t("appraisalpage.confirmed")})
	x.bars = nil
	var lines []line
	for _, p := range x.data.People {
		x.bars = append(x.bars, kit.Bar{Label: p.Name, Value: float64(p.Total), Text: points(p.Total)})
		v := []entity.Value{entity.Num(int64(p.Rank)), entity.Str(p.Name)}
		for _, j := range x.data.Judged {
			cell := entity.Null
			if i := slices.IndexFunc(p.Lines, func(l effort.Scored) bool { return l.Name == j.Name && l.Measure == j.Measure }); i >= 0 {
				cell = entity.Num((p.Lines[i].Rate + 5) / 10)
			}
			v = append(v, cell)
		}
		state := "—"
		if p.Confirmed != 0 {
			state = "✓"
		}
		v = append(v, entity.Num((p.Total+5)/10), entity.Str(t("appraisal.grade."+string(p.Grade))), entity.Str(state))
		lines = append(lines, line{Values: v, Open: func() { x.explain(p) }, Look: func(col string, c kit.Cell) kit.Cell {
			if col == "total" {
				c.Text = strings.TrimSuffix(c.Text, "%")
			}
			return c
		}})
	}
	x.sheet.Set(cols, lines)
}

// points writes hundredths with one decimal.
func points(n int64) string { return entity.FormatDecimal((n+5)/10, 1) }

// measured writes what an indicator counted.
func measured(m effort.Measure, n int64) string {
	if m.IsAmount() {
		return money.Of(money.Minor(n), kit.Home()).String()
	}
	return entity.FormatDecimal(n, 2)
}

func (x *appraisals) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	x.period.Draw(c, &in)
	var buttons []kit.Button
	for _, cmd := range x.acts() {
		buttons = append(buttons, kit.CommandButton(cmd, kit.Outline))
	}
	c.ButtonsRight(&in, kit.FitButtons(in.W, buttons)...)
	if waiting(c, x.p.host, x.load, r, x.data != nil, x.read) {
		return
	}
	if len(x.data.Judged) == 0 || len(x.data.People) == 0 {
		e := kit.Empty{Icon: icons.Scale, Title: t("appraisalpage.nothing"), Text: t("appraisalpage.nothing_text")}
		if x.may(effort.Indicators, identity.Add)() == "" && len(x.data.Judged) == 0 {
			e.First = kit.Button{ID: "first", Text: records.NewTitle(x.p.host, effort.Indicators), Icon: icons.Plus, Kind: kit.Primary, Tap: func() { x.p.ShowWith(effort.Indicators, 0, true, nil) }}
		}
		c.Empty(r, e)
		return
	}
	x.figures(c, r, min(r.H*0.4, 220), t("appraisalpage.unit"), "scores")
}

func (x *appraisals) commands() []kit.Command { return append(x.tally.commands(), x.acts()...) }

// acts are what can be done with the scores of a period.
func (x *appraisals) acts() []kit.Command {
	t := x.p.host.T
	return []kit.Command{
		{ID: "appraisal.confirm", Title: t("appraisalpage.confirm"), Icon: icons.Check, Keys: []kit.Key{"Alt+K"}, Enabled: x.may(effort.Appraisals, identity.Confirm), Run: x.confirm},
		{ID: "appraisal.rewards", Title: t("appraisalpage.rewards"), Icon: icons.Gift, Keys: []kit.Key{"Alt+R"}, Enabled: x.may(effort.Rewards, identity.Add), Run: x.propose},
		{ID: "appraisal.policy", Title: t("appraisalpage.policy"), Icon: icons.Settings, Enabled: x.may(effort.Indicators, identity.Change), Run: x.policy},
	}
}

// tell runs a command over the period and tells of how many records it made.
func (x *appraisals) tell(key string, run func(ctx context.Context, span effort.Span, day calendar.Date) (int, error)) {
	h := x.p.host
	span, day := x.when()
	h.Go(func(ctx context.Context) {
		n, err := run(ctx, span, day)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				h.Toast(h.T(key, "n", n), x.p.undo(x.read))
				x.read()
			}
		})
	})
}

// confirm asks before the scores of the period are kept.
func (x *appraisals) confirm() {
	t := x.p.host.T
	x.p.host.Ask(kit.Question{Title: t("appraisalpage.confirm"), Text: t("appraisalpage.confirm_text", "period", x.period.Text()), Yes: t("appraisalpage.confirm"), OnYes: func() {
		x.tell("appraisalpage.kept", x.p.d.Judging.Confirm)
	}})
}

func (x *appraisals) propose() { x.tell("appraisalpage.proposed", x.p.d.Judging.ProposeRewards) }

// explain shows how a score comes about.
func (x *appraisals) explain(p effort.PersonScore) {
	h, t := x.p.host, x.p.host.T
	d := &kit.Dialog{Title: p.Name + "  " + x.period.Text(), Width: 600}
	d.Height = func(float32) float32 { return float32(len(p.Lines)+2)*24 + 6 }
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		drawScore(c, &r, t, p.Lines)
		c.Text(r.CutTop(24), t("appraisalpage.sum", "score", points(p.Score), "grade", t("appraisal.grade."+string(p.Grade))), kit.Strong)
	}
	d.Buttons = []kit.DialogButton{{Text: h.T("kit.close"), Kind: kit.Primary, Cancel: true}}
	if p.Confirmed != 0 {
		d.Buttons = append([]kit.DialogButton{{Text: t("appraisalpage.open"), Kind: kit.Outline, Run: func() bool { x.p.ShowWith(effort.Appraisals, p.Confirmed, false, nil); return false }}}, d.Buttons...)
	}
	h.ShowDialog(d)
}

// drawScore draws each indicator with its goal, what was reached, weight and points.
func drawScore(c *kit.Canvas, r *kit.Rect, t func(string, ...any) string, lines []effort.Scored) {
	row := func(texts [5]string, in kit.Style) {
		b := r.CutTop(24)
		w := b.W
		for i := 4; i >= 1; i-- {
			part := w * [5]float32{0, .24, .24, .12, .12}[i]
			c.Text(b.CutRight(part), texts[i], in.RightAligned())
		}
		c.Text(b, texts[0], in)
	}
	row([5]string{t("indicator.one"), t("appraisalpage.goal"), t("appraisalpage.actual"), t("appraisalpage.rate"), t("appraisalpage.points")}, kit.Caption)
	for _, l := range lines {
		row([5]string{l.Name, measured(l.Measure, l.Goal), measured(l.Measure, l.Actual), points(l.Rate) + "%", entity.FormatDecimal(l.Points, 2)}, kit.Body)
	}
}

// looked reads the appraisal that the pane shows.
func (x *appraisals) looked(id int64) {
	kit.Load(x.look, func(ctx context.Context) (*effort.Appraisal, error) { return x.p.d.Judging.Appraisal(ctx, id) },
		func(a *effort.Appraisal) { x.now = a })
}

func (x *appraisals) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.now == nil || x.now.ID != id {
		return
	}
	lines := make([]effort.Scored, len(x.now.Lines))
	for i, l := range x.now.Lines {
		lines[i] = l.Scored
	}
	drawScore(c, r, x.p.host.T, lines)
	r.CutTop(4)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// run does something with a reward and tells so.
func (x *appraisals) run(do func(ctx context.Context) error) func() {
	h := x.p.host
	return func() {
		h.Go(func(ctx context.Context) {
			err := do(ctx)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(h.T("finance.done"), nil)
				}
			})
		})
	}
}

func (x *appraisals) rewardActions(id int64, r *records.Row) []kit.Command {
	t, d := x.p.host.T, x.p.d.Judging
	switch effort.RewardState(r.Get("state").Text()) {
	case effort.RewardDraft, effort.RewardRefused:
		return []kit.Command{{ID: "reward.submit", Title: t("appraisalpage.submit"), Icon: icons.Send, Keys: []kit.Key{"S"}, Scope: kit.ScopeList, Enabled: x.may(effort.Rewards, identity.Change), Run: x.run(func(ctx context.Context) error { return d.SubmitReward(ctx, id) })}}
	case effort.RewardSubmitted:
		return []kit.Command{{ID: "reward.recall", Title: t("appraisalpage.recall"), Icon: icons.Undo, Run: x.run(func(ctx context.Context) error { return d.RecallReward(ctx, id) })}}
	case effort.RewardApproved:
		return []kit.Command{{ID: "reward.pay", Title: t("appraisalpage.pay"), Icon: icons.Coins, Keys: []kit.Key{"P"}, Scope: kit.ScopeList, Enabled: x.may(effort.Rewards, identity.Confirm), Run: x.run(func(ctx context.Context) error { return d.PayReward(ctx, id, true) })}, {
			ID: "reward.withdraw", Title: t("appraisalpage.withdraw"), Icon: icons.Undo, Enabled: x.may(effort.Rewards, identity.Confirm), Run: x.reasoned("appraisalpage.withdraw", func(ctx context.Context, why string) error { return d.WithdrawReward(ctx, id, why) }),
		}}
	}
	return []kit.Command{{ID: "reward.unpay", Title: t("appraisalpage.unpay"), Icon: icons.Undo, Enabled: x.may(effort.Rewards, identity.Confirm), Run: x.run(func(ctx context.Context) error { return d.PayReward(ctx, id, false) })}}
}

// appraisalActions take a confirmed score back.
func (x *appraisals) appraisalActions(id int64, _ *records.Row) []kit.Command {
	d := x.p.d.Judging
	return []kit.Command{{
		ID: "appraisal.reopen", Title: x.p.host.T("appraisalpage.reopen"), Icon: icons.Undo, Keys: []kit.Key{"O"}, Scope: kit.ScopeList, Enabled: x.may(effort.Appraisals, identity.Confirm),
		Run: x.reasoned("appraisalpage.reopen", func(ctx context.Context, why string) error { return d.ReopenAppraisal(ctx, id, why) }),
	}}
}

// reasoned asks why something is taken back, and does it.
func (x *appraisals) reasoned(title string, do func(ctx context.Context, why string) error) func() {
	h := x.p.host
	return func() {
		why := kit.NewField(h.T("finance.reason"))
		(&records.Ask{
			Title: h.T(title), Text: h.T(title + "_text"), Rows: []records.AskRow{{Key: "reason", Label: h.T("finance.reason") + " *", Field: why}},
			Do: func() func(ctx context.Context) error {
				reason := why.Text()
				return func(ctx context.Context) error { return do(ctx, reason) }
			},
			Done: func() { h.Toast(h.T("finance.done"), nil) },
		}).Show(h)
		kit.Post(why.Focus)
	}
}

// policy asks for the grades and what is proposed as a reward.
func (x *appraisals) policy() {
	h, t := x.p.host, x.p.host.T
	h.Go(func(ctx context.Context) {
		p, err := x.p.d.Judging.AppraisalPolicyOf(ctx)
		h.Post(func() {
			if err != nil {
				h.Report(err)
				return
			}
			a := &records.Ask{Title: t("appraisalpage.policy"), Text: t("appraisalpage.policy_text"), Width: 460}
			number := func(key string, n int64) *kit.Field {
				f := kit.NewField(t("appraisalpage.policy." + key))
				f.SetText(entity.FormatDecimal(n, 2))
				a.Rows = append(a.Rows, records.AskRow{Key: key, Label: f.Name, Field: f})
				return f
			}
			gradeA, gradeB, gradeC, limit := number("a", p.A), number("b", p.B), number("c", p.C), number("limit", p.Limit)
			rewardA, rewardB := number("reward_a", int64(p.RewardA)), number("reward_b", int64(p.RewardB))
			a.Do = func() func(ctx context.Context) error {
				read := func(f *kit.Field) int64 {
					n, ok := entity.Decimal(f.Text(), 2)
					if !ok {
						return -1
					}
					return n
				}
				p := effort.AppraisalPolicy{A: read(gradeA), B: read(gradeB), C: read(gradeC), Limit: read(limit), RewardA: money.Minor(read(rewardA)), RewardB: money.Minor(read(rewardB))}
				return func(ctx context.Context) error { return x.p.d.Judging.SetAppraisalPolicy(ctx, p) }
			}
			a.Done = func() { h.Toast(t("records.saved"), nil); x.read() }
			a.Show(h)
		})
	})
}
