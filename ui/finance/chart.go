package finance

import (
	"context"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/finance"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/figures"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// chartPage is the page of the accounts that accounting entries are exported with.
type chartPage struct {
	page  *page
	load  *kit.Loader
	sheet *figures.Sheet
	list  []finance.ChartRow
	ready bool
}

func newChart(p *page) *chartPage {
	x := &chartPage{page: p, load: kit.NewLoader(p.host, p.redraw), sheet: figures.New(p.host, p.d.Figures, p.host.T("chart.title"))}
	x.sheet.Table.OnKey = func(k kit.Key) bool {
		if k == "R" {
			x.reset()
		}
		return k == "R"
	}
	return x
}

// named is the text of a shipped name.
func (x *chartPage) named(code string) string { return x.page.host.T("voucher.account." + code) }

func (x *chartPage) nameOf(r *finance.ChartRow) string {
	switch {
	case r.OwnMoney():
		return x.page.host.T("chart.own_name")
	case r.Name != "":
		return r.Name
	}
	return x.named(r.Default)
}

func (x *chartPage) read() {
	kit.Load(x.load, x.page.d.Books.Chart, func(list []finance.ChartRow) {
		x.list, x.ready = list, true
		t := x.page.host.T
		var lines []figures.Line
		for i := range list {
			r := &list[i]
			state := ""
			if r.Changed {
				state = t("chart.changed")
			}
			lines = append(lines, figures.Line{
				Values: []entity.Value{entity.Str(t(r.LabelKey())), entity.Str(r.Code), entity.Str(x.nameOf(r)), entity.Str(r.Default + " " + x.named(r.Default)), entity.Str(state)},
				Open:   x.edit,
				Look: func(col string, c kit.Cell) kit.Cell {
					if col == "name" && r.OwnMoney() {
						c.Color = theme.Muted
					}
					return c
				},
			})
		}
		x.sheet.Set([]figures.Column{
			{ID: "kind", Title: t("chart.kind"), Form: exporting.Text, Width: 180},
			{ID: "code", Title: t("voucher.code"), Form: exporting.Text, Width: 110},
			{ID: "name", Title: t("voucher.name"), Form: exporting.Text, Width: 200, Flex: true},
			{ID: "default", Title: t("chart.default"), Form: exporting.Text, Width: 220, Flex: true},
			{ID: "state", Title: t("period.state"), Form: exporting.Text, Width: 80},
		}, lines)
	})
}

func (x *chartPage) draw(c *kit.Canvas, r kit.Rect) {
	t := x.page.host.T
	bar := figures.Bar(c, &r)
	c.ButtonsRight(&bar, kit.Button{ID: "reset", Text: t("chart.reset"), Icon: icons.Undo, Key: "R", Disabled: x.whyReset(), Tap: x.reset},
		kit.Button{ID: "edit", Text: t("chart.edit"), Icon: icons.Pencil, Key: "Enter", Disabled: x.why(), Tap: x.edit})
	c.Text(bar, t("chart.hint"), kit.Caption)
	if figures.Waiting(c, x.page.host, x.load, r, x.ready, x.read) {
		return
	}
	x.sheet.Draw(c, "chart", r)
}

func (x *chartPage) why() string {
	if x.page.host.Actor().Has(identity.RightPeriod) {
		return ""
	}
	return x.page.host.T("error.access.right", "right", x.page.host.T("right."+identity.RightPeriod))
}

func (x *chartPage) whyReset() string {
	if r := x.current(); r == nil || !r.Changed {
		return x.page.host.T("chart.why_default")
	}
	return x.why()
}

func (x *chartPage) current() *finance.ChartRow {
	if i := max(x.sheet.Table.Current(), 0); i < len(x.list) {
		return &x.list[i]
	}
	return nil
}

// edit asks for number and name of the account of the current row.
func (x *chartPage) edit() {
	r := x.current()
	if r == nil || x.why() != "" {
		return
	}
	h, t, key := x.page.host, x.page.host.T, r.Key
	code, name := kit.NewField(t("voucher.code")), kit.NewField(t("voucher.name"))
	code.SetText(r.Code)
	rows := []records.AskRow{{Key: "code", Label: t("voucher.code"), Field: code}}
	if !r.OwnMoney() {
		name.SetText(x.nameOf(r))
		rows = append(rows, records.AskRow{Key: "name", Label: t("voucher.name"), Field: name})
	}
	(&records.Ask{Title: t("chart.edit"), Text: t("chart.edit_text", "kind", t(r.LabelKey())), Rows: rows, Width: 460, Do: func() func(ctx context.Context) error {
		a := finance.ChartAccount{Code: code.Text(), Name: name.Text()}
		return func(ctx context.Context) error { return x.page.d.Books.SetChart(ctx, key, &a, x.named) }
	}, Done: func() { h.Toast(t("records.saved"), nil); x.read() }}).Show(h)
}

// reset brings the shipped account of the current row back.
func (x *chartPage) reset() {
	r := x.current()
	if r == nil || x.whyReset() != "" {
		return
	}
	h, key := x.page.host, r.Key
	h.Go(func(ctx context.Context) {
		err := x.page.d.Books.SetChart(ctx, key, nil, x.named)
		h.Post(func() {
			h.Report(err)
			if err == nil {
				h.Toast(h.T("chart.reset_done"), nil)
			}
			x.read()
		})
	})
}

func (x *chartPage) commands() []kit.Command {
	t := x.page.host.T
	return []kit.Command{
		{ID: "chart.edit", Title: t("chart.edit"), Keys: []kit.Key{"Enter"}, Scope: kit.ScopeList, Icon: icons.Pencil, Status: t("chart.edit"), Run: x.edit, Enabled: x.why},
		{ID: "chart.reset", Title: t("chart.reset"), Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Icon: icons.Undo, Run: x.reset, Enabled: x.whyReset},
		figures.Refresh(x.page.host, x.read), x.sheet.ExportCommand(),
	}
}
