package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// stockReport is the report of a month: what lay there, came, went and lies there now by
// product, and what the documents add up to. INV-08
type stockReport struct {
	host   kit.Host
	d      Deps
	redraw func()
	load   *kit.Loader
	month  calendar.Date // its first day
	r      *stock.Report
}

func newStockReport(h kit.Host, d Deps, redraw func()) *stockReport {
	return &stockReport{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw), month: h.Today().MonthStart()}
}

func (x *stockReport) read() {
	from := x.month
	kit.Load(x.load, func(ctx context.Context) (*stock.Report, error) {
		return x.d.Stock.ReportOf(ctx, from, from.MonthEnd(), "")
	}, func(r *stock.Report) {
		if r.From == x.month {
			x.r = r
		}
	})
}

func (x *stockReport) turn(by int) {
	x.month = x.month.AddMonths(by)
	x.read()
	x.redraw()
}

func (x *stockReport) commands() []kit.Command {
	t := x.host.T
	return []kit.Command{
		{ID: "previous", Title: t("buypage.month_before"), Icon: icons.ChevronLeft, Keys: []kit.Key{"Left"}, Run: func() { x.turn(-1) }},
		{ID: "next", Title: t("buypage.month_after"), Icon: icons.ChevronRight, Keys: []kit.Key{"Right"}, Run: func() { x.turn(1) }},
		{ID: "copy", Title: t("buypage.report_copy"), Icon: icons.Copy, Keys: []kit.Key{"Ctrl+C"}, Run: x.copy, Enabled: func() string {
			if x.r != nil && len(x.r.Rows) > 0 {
				return ""
			}
			return t("saleswindow.why_nothing")
		}},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: x.read},
	}
}

var reportColumns = []string{"opening", "in", "out", "returned", "adjusted", "closing"}

func reportValues(r *stock.Turnover) []money.Quantity {
	return []money.Quantity{r.Opening, r.In, r.Out, r.Returned, r.Adjusted, r.Closing}
}

// copy puts the report onto the clipboard as a table for Excel.
func (x *stockReport) copy() {
	t := x.host.T
	text := t("product.code") + "\t" + t("product.name") + "\t" + t("product.unit")
	for _, key := range reportColumns {
		text += "\t" + t("buypage.report."+key)
	}
	for i := range x.r.Rows {
		r := &x.r.Rows[i]
		text += "\n" + r.Code + "\t" + r.Name + "\t" + r.Unit
		for _, q := range reportValues(r) {
			text += "\t" + q.Machine()
		}
	}
	x.host.SetClipboard(text)
	x.host.Toast(t("buypage.report_copied", "n", len(x.r.Rows)), nil)
}

func (x *stockReport) draw(c *kit.Canvas, r kit.Rect) {
	t := x.host.T
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	c.Button(in.CutLeft(30).MiddleRow(theme.Control), kit.Button{ID: "month.before", Icon: icons.ChevronLeft, Tip: t("buypage.month_before"), Tap: func() { x.turn(-1) }})
	c.Text(in.CutLeft(96), x.month.String()[:7], kit.Strong.Centered())
	c.Button(in.CutLeft(30).MiddleRow(theme.Control), kit.Button{ID: "month.after", Icon: icons.ChevronRight, Tip: t("buypage.month_after"), Tap: func() { x.turn(1) }})
	c.ButtonsRight(&in, kit.Button{ID: "report.copy", Text: t("buypage.report_copy"), Icon: icons.Copy, Tap: func() {
		if x.r != nil {
			x.copy()
		}
	}})
	if err := x.load.Failed(); err != nil {
		c.Empty(r, kit.Empty{Icon: icons.CircleAlert, Title: t("saleswindow.failed"), Text: x.host.ErrorText(err), First: kit.Button{Text: t("records.again"), Kind: kit.Primary, Tap: x.read}})
		return
	}
	if x.r == nil {
		if x.load.Slow() {
			c.Placeholders(r)
		}
		return
	}
	if f := x.r.Flow; f != (stock.Flow{}) {
		x.drawFlow(c, r.CutTop(64).Pad(theme.MarginLeft, 8, theme.MarginLeft, 8), f)
		c.LineH(r.X, r.Y, r.W, theme.Line)
	}
	if len(x.r.Rows) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Package, Title: t("buypage.report_none"), Text: t("buypage.report_none_text")})
		return
	}
	x.drawRows(c, r)
}

// drawFlow is what the documents of the month add up to.
func (x *stockReport) drawFlow(c *kit.Canvas, r kit.Rect, f stock.Flow) {
	cells := r.Columns(12, -1, -1, -1, -1, -1, -1)
	for i, v := range []struct {
		key string
		sum money.Minor
	}{{"ordered", f.Ordered}, {"received", f.Received}, {"sold", f.Sold}, {"delivered", f.Out}, {"returned", f.Returned}, {"paid", f.Paid}} {
		cell := cells[i]
		c.Text(cell.CutTop(20), x.host.T("buypage.flow."+v.key), kit.Caption)
		c.Text(cell.CutTop(24), money.Of(v.sum, kit.Home()).String(), kit.Strong)
	}
}

func (x *stockReport) drawRows(c *kit.Canvas, r kit.Rect) {
	t := x.host.T
	width := []float32{110, -2, 50, -1, -1, -1, -1, -1, -1}
	head := r.CutTop(theme.TableHead)
	c.Fill(head, theme.Sunken)
	cells := head.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(10, width...)
	for i, key := range []string{"code", "name", "unit"} {
		c.Text(cells[i], t("product."+key), kit.Caption)
	}
	for i, key := range reportColumns {
		c.Text(cells[i+3], t("buypage.report."+key), kit.Caption.RightAligned())
	}
	c.Scroll("report", r, float32(len(x.r.Rows))*theme.Row+8, func(body kit.Rect) {
		for i := range x.r.Rows {
			line := kit.R(body.X, body.Y+float32(i)*theme.Row, body.W, theme.Row)
			if !c.Visible(line) {
				continue
			}
			row := &x.r.Rows[i]
			c.LineH(line.X, line.Bottom()-1, line.W, theme.Line)
			cells := line.Pad(theme.MarginLeft, 0, theme.MarginLeft, 0).Columns(10, width...)
			c.Text(cells[0], row.Code, kit.Second)
			c.Text(cells[1], row.Name, kit.Body)
			c.Text(cells[2], row.Unit, kit.Second)
			for n, q := range reportValues(row) {
				st, text := kit.Body.RightAligned(), q.String()
				if q == 0 {
					text, st = "—", kit.Hint.RightAligned()
				}
				if n == len(reportColumns)-1 {
					st = kit.Strong.RightAligned()
				}
				c.Text(cells[n+3], text, st)
			}
		}
	})
}
