package results

import (
	"context"
	"strconv"
	"time"

	"kontor/app/effort"
	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// report is the day, week or month of a person, made from the records (SAL-40).
type report struct {
	p      *page
	load   *kit.Loader
	period period
	who    people
	data   *effort.Report
	sheet  *sheet
}

func newReport(p *page) *report {
	x := &report{p: p, load: kit.NewLoader(p.host, p.redraw)}
	x.period = period{Host: p.host, Unit: "day", Units: []string{"day", "week", "month"}, Changed: x.read}
	x.who = people{p: p, id: p.host.Actor().ID, changed: x.read}
	x.sheet = newSheet(p.host, p.d, p.host.T("resultspage.tab.report"))
	return x
}

func (x *report) read() {
	x.who.fill()
	from, _ := x.period.Span()
	person, span := x.who.id, effort.Span(x.period.Unit)
	kit.Load(x.load, func(ctx context.Context) (*effort.Report, error) {
		return x.p.d.Effort.ReportOf(ctx, person, span, from)
	},
		func(r *effort.Report) { x.data = r; x.lay() })
}

// lay puts all lines below each other for the workbook.
func (x *report) lay() {
	t := x.p.host.T
	var lines []line
	for _, part := range x.data.Parts {
		for _, l := range part.Lines {
			lines = append(lines, line{Values: []entity.Value{
				entity.Str(x.title(part.Key)), entity.Str(x.when(l)), entity.Str(l.Party), entity.Str(x.text(l)), entity.Str(l.Result), entity.Num(int64(l.Amount)),
			}})
		}
	}
	x.sheet.Name = t("resultspage.tab.report") + " " + x.data.Name + " " + x.period.Text()
	x.sheet.Set([]column{
		{ID: "part", Title: t("resultspage.part")},
		{ID: "at", Title: t("activity.at")},
		{ID: "party", Title: t("activity.customer_id")},
		{ID: "text", Title: t("activity.text")},
		{ID: "result", Title: t("activity.result")},
		{ID: "amount", Title: t("performance.amount_minor"), Form: exporting.Amount},
	}, lines)
}

func (x *report) title(key string) string { return x.p.host.T("resultspage.part." + key) }

// when writes the time of a follow-up, or the day of everything else.
func (x *report) when(l effort.Line) string {
	if !l.At.IsNum() {
		return l.At.Text()
	}
	at := time.UnixMilli(l.At.Int()).In(x.p.host.Zone())
	if x.data.Span == effort.Daily {
		return at.Format("15:04")
	}
	return at.Format("01-02 15:04")
}

func (x *report) text(l effort.Line) string {
	if l.Note == "" {
		return l.Text
	}
	return x.p.host.T("activity.kind."+l.Note) + "  " + l.Text
}

func (x *report) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	x.period.Draw(c, &in)
	x.who.draw(c, &in)
	c.Text(in, t("resultspage.report_note"), kit.Hint)
	if waiting(c, x.p.host, x.load, r, x.data != nil, x.read) {
		return
	}
	var figures []kit.Figure
	for _, part := range x.data.Parts {
		if part.Key == "log" || part.Key == "plan" {
			continue
		}
		value := strconv.Itoa(len(part.Lines))
		if part.Amount != 0 {
			value += "  ¥" + short(part.Amount) + t("resultspage.wan")
		}
		f := kit.Figure{Label: x.title(part.Key), Value: value}
		if part.Key == "late" && len(part.Lines) > 0 {
			f.Color = theme.Bad
		}
		figures = append(figures, f)
	}
	if r.W < 900 { // two rows where one is too narrow
		n := (len(figures) + 1) / 2
		c.KeyFigures(r.CutTop(54), figures[:n])
		c.LineH(r.X, r.Y, r.W, theme.Line)
		figures = figures[n:]
	}
	c.KeyFigures(r.CutTop(54), figures)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	c.ScrollAuto("report", r.Pad(0, 1, 0, 0), func(body kit.Rect) float32 {
		top := body.Y
		body.H = 1_000_000
		empty := true
		for _, part := range x.data.Parts {
			if len(part.Lines) == 0 {
				continue
			}
			empty = false
			note := t("resultspage.lines", "n", len(part.Lines))
			if part.Amount != 0 {
				note += "  " + money.Of(part.Amount, kit.Home()).String()
			}
			c.SectionHead(&body, x.title(part.Key), note)
			for _, l := range part.Lines {
				x.drawLine(c, body.CutTop(30), l)
			}
		}
		if empty {
			c.Para(body.CutTop(60).Pad(16, 20, 16, 0), t("resultspage.report_empty"), kit.Second, 2)
		}
		return body.Y - top + 12
	})
}

// drawLine is one record; it opens on a click.
func (x *report) drawLine(c *kit.Canvas, row kit.Rect, l effort.Line) {
	st := c.Hit("line", row, kit.Hit{Name: l.Party + " " + l.Text, Role: kit.RoleItem, Cursor: kit.Hand, Focusable: true, Tap: func() { x.p.host.Open(l.Kind, l.ID, nil) }})
	if st.Hover {
		c.Fill(row, theme.Hover)
	}
	if st.Ring {
		c.FocusRing(row.Inset(2), 3)
	}
	c.LineH(row.X+16, row.Bottom()-1, row.W-32, theme.Line)
	in := row.Pad(16, 0, 16, 1)
	c.Text(in.CutLeft(96), x.when(l), kit.Caption)
	if l.Amount != 0 {
		text := money.Of(l.Amount, kit.Home()).Plain()
		c.Text(in.CutRight(kit.Measure(text, kit.Body)+2), text, kit.Body)
		in.CutRight(10)
	}
	c.Text(in.CutLeft(min(in.W*0.34, 260)), l.Party, kit.Strong)
	in.CutLeft(10)
	text := x.text(l)
	if l.Result != "" {
		text += "  →  " + l.Result
	}
	c.Text(in, text, kit.Body)
}

func (x *report) commands() []kit.Command {
	t := x.p.host.T
	own := kit.Command{ID: "log.new", Title: t("resultspage.write_log"), Icon: icons.Plus, Run: func() { x.p.ShowWith(effort.Logs, 0, true, nil) }}
	return append([]kit.Command{refresh(x.p.host, x.read), x.sheet.ExportCommand(), own}, x.period.Commands()...)
}
