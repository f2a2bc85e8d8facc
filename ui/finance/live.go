package finance

import (
	"strconv"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// live is the overview of stock, orders, receipts and payments that renews itself. FIN-19
type live struct {
	page  *page
	load  *kit.Loader
	sheet *figures.Sheet
	list  []finance.Live
	ready bool
}

var liveGroups = []string{"order", "receipt", "payment", "stock"}

func newLive(p *page) *live {
	x := &live{page: p, load: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, p.host.T("live.title"))}
	p.host.Changed(func(string, int64) {
		if x.ready {
			x.read()
		}
	}, sales.Orders, sales.Products, finance.Receivables, finance.MoneyInName, finance.Payables, finance.Payments, "purchase_order")
	return x
}

func (x *live) read() {
	kit.Load(x.load, x.page.d.Books.LiveNow, func(list []finance.Live) {
		x.list, x.ready = list, true
		t := x.page.host.T
		var lines []figures.Line
		for _, f := range list {
			lines = append(lines, figures.Line{Values: []entity.Value{entity.Str(t("live.group." + f.Group)), entity.Str(x.label(f)), entity.Num(f.N), entity.Num(int64(f.Amount))}})
		}
		x.sheet.Set([]figures.Column{
			{ID: "group", Title: t("live.group"), Width: 120},
			{ID: "figure", Title: t("live.figure"), Form: exporting.Text, Width: 200},
			{ID: "n", Title: t("live.n"), Form: exporting.Whole},
			{ID: "amount", Title: t("performance.amount_minor"), Form: exporting.Amount, Width: 140},
		}, lines)
	})
}

func (x *live) label(f finance.Live) string { return x.page.host.T("live." + f.Group + "." + f.Key) }

// figure is one figure with the rows behind it.
func (x *live) figure(f finance.Live) kit.Figure {
	n := strconv.FormatInt(f.N, 10)
	out := kit.Figure{Label: x.label(f) + "  ·  " + n, Value: money.Of(f.Amount, kit.Home()).String(), Tap: func() { records.OpenRows(x.page.host, f.Entity, f.Filter) }}
	if f.Total == "" && f.Amount == 0 {
		out.Label, out.Value = x.label(f), n
	}
	if f.Warn && f.N > 0 {
		out.Color = theme.Warn
	}
	return out
}

func (x *live) draw(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	bar := figures.Bar(c, &r)
	c.Text(bar, t("live.note"), kit.Hint)
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	c.ScrollAuto("live", r, func(body kit.Rect) float32 {
		top := body.Y
		body.H = 100_000
		for _, g := range liveGroups {
			var list []kit.Figure
			for _, f := range x.list {
				if f.Group == g {
					list = append(list, x.figure(f))
				}
			}
			if len(list) == 0 {
				continue
			}
			c.SectionHead(&body, t("live.group."+g), "")
			c.KeyFigures(body.CutTop(64), list)
			c.LineH(body.X, body.Y, body.W, theme.Line)
			body.CutTop(6)
		}
		return body.Y - top + 12
	})
}

func (x *live) commands() []kit.Command {
	return []kit.Command{figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand()}
}
