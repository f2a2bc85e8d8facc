package sales

import (
	"context"
	"strconv"

	"kontor/app/entity"
	"kontor/app/exporting"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawStages is the funnel of the open deals and how many came from each stage to the next.
func (f *forecast) drawStages(c *kit.Canvas, r kit.Rect) {
	t := f.host.T
	in := r.Pad(16, 12, 16, 0)
	in.W = min(in.W, 860)
	c.Text(in.CutTop(26), t("dealpage.funnel"), kit.Section)
	var rows []kit.FunnelRow
	for _, x := range f.funnel {
		rows = append(rows, kit.FunnelRow{
			Label: f.page.deals.stageLabel(x.Stage), Count: t("dealpage.n", "n", x.Count), Amount: homeText(x.Amount) + "  " + percent(int64(x.Share), money.Scale),
			Value: float64(x.Amount), Tap: func() { f.page.ShowView(sales.Opportunities, "open") },
		})
	}
	c.Funnel(in.CutTop(float32(len(rows))*23+8), rows)
	in.CutTop(14)
	c.Text(in.CutTop(26), t("dealpage.conversion"), kit.Section)
	for _, x := range f.steps {
		row := in.CutTop(26)
		c.Text(row.CutLeft(220), f.page.deals.stageName(x.From)+" → "+f.page.deals.stageName(x.To), kit.Body)
		text := t("dealpage.went_on", "on", x.On, "in", x.In)
		c.Text(row.CutRight(kit.Measure(text, kit.Caption)+10), text, kit.Caption.RightAligned())
		c.Text(row.CutRight(56), percent(int64(x.On), int64(x.In)), kit.Strong.RightAligned())
		row.CutRight(10)
		part := float32(0)
		if x.In > 0 {
			part = float32(x.On) / float32(x.In)
		}
		c.Progress(row, part, theme.Series1)
		c.Named(row, kit.RoleItem, text)
	}
}

func percent(part, whole int64) string {
	if whole == 0 {
		return "—"
	}
	return strconv.FormatInt((part*100+whole/2)/whole, 10) + "%"
}

func (x *deals) stageLabel(st sales.Stage) string {
	if st.Label != "" {
		return st.Label
	}
	return x.stageName(st.Key)
}

// columns heads the table of groups.
func (f *forecast) columns() {
	t := f.host.T
	col := func(id, title string) kit.Column {
		return kit.Column{ID: id, Title: title, Width: 110, Align: kit.Right}
	}
	f.groups.Columns = []kit.Column{
		{ID: "key", Title: t("dealpage.by." + string(f.by)), Width: 180, Flex: true, Fixed: true},
		col("n", t("dealpage.deals")), col("won", t("dealpage.class.won")),
		col("committed", t("dealpage.class.committed")), col("best", t("dealpage.class.best")), col("pipeline", t("dealpage.class.pipeline")), col("weighted", t("dealpage.weighted")), col("expected", t("dealpage.expected")),
	}
}

// export writes the table of groups with its sum into a workbook.
func (f *forecast) export() {
	h, t := f.host, f.host.T
	title := t("dealpage.forecast") + " " + t("dealpage.by."+string(f.by))
	h.SaveFile(kit.FileRequest{Title: t("records.export"), Name: title + ".xlsx", Exts: []string{"xlsx"}, Kinds: "Excel", Confirm: true}, func(path string) {
		rows := castRows{f}
		head := exporting.Head{Name: title, Rows: rows.Len(), Zone: h.Zone()}
		for i, c := range f.groups.Columns {
			col := exporting.Column{Title: c.Title, Form: exporting.Amount, Scale: 2}
			if i < 2 {
				col.Form, col.Scale = []exporting.Form{exporting.Text, exporting.Whole}[i], 0
			}
			head.Columns = append(head.Columns, col)
		}
		var list [][]entity.Value
		for i := range rows.Len() {
			g := rows.group(i)
			row := []entity.Value{entity.Str(g.Name), entity.Num(g.Count)}
			for _, m := range []money.Minor{g.Won, g.Committed, g.Best, g.Pipeline, g.Weighted, g.Expected()} {
				row = append(row, entity.Num(int64(m)))
			}
			list = append(list, row)
		}
		h.Go(func(ctx context.Context) {
			err := f.d.Book(ctx, path, head, list)
			h.Post(func() {
				h.Report(err)
				if err == nil {
					h.Toast(t("records.exported", "file", path), nil)
				}
			})
		})
	})
}

// exportCommand is offered where there are groups.
func (f *forecast) exportCommand() kit.Command {
	t := f.host.T
	return kit.Command{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: f.export, Status: t("records.export_word"), Enabled: func() string {
		if f.part != "groups" || (castRows{f}).Len() == 0 || f.d.Book == nil {
			return t("resultspage.nothing")
		}
		return ""
	}}
}

// castRows are the groups with their sum below.
type castRows struct{ f *forecast }

func (s castRows) Len() int {
	if s.f.data == nil || len(s.f.data.Groups) == 0 {
		return 0
	}
	return len(s.f.data.Groups) + 1
}

func (s castRows) Want(int, int) {}

func (s castRows) RowStyle(i int) kit.RowStyle { return kit.RowStyle{Bold: i == len(s.f.data.Groups)} }

// group is a row: a group with its name, or the sum of all months.
func (s castRows) group(i int) sales.GroupForecast {
	g := sales.GroupForecast{Name: s.f.host.T("leadpage.total")}
	if i < len(s.f.data.Groups) {
		g = s.f.data.Groups[i]
		g.Name = s.f.groupName(g)
	} else {
		for _, m := range s.f.data.Months {
			g.Count, g.Won, g.Weighted = g.Count+m.Count, g.Won+m.Won, g.Weighted+m.Weighted
			g.Committed, g.Best, g.Pipeline = g.Committed+m.Committed, g.Best+m.Best, g.Pipeline+m.Pipeline
		}
	}
	return g
}

func (s castRows) Row(i int) ([]kit.Cell, bool) {
	g := s.group(i)
	sum := func(m money.Minor) kit.Cell {
		if m == 0 {
			return kit.Cell{Text: "—", Color: theme.Muted}
		}
		return kit.Cell{Text: plain(m, kit.Home())}
	}
	first := kit.Cell{Text: g.Name}
	if s.f.by == sales.ByPerson && g.Key != "" {
		first.Person = g.Name
	}
	return []kit.Cell{first, {Text: strconv.FormatInt(g.Count, 10)}, sum(g.Won), sum(g.Committed), sum(g.Best), sum(g.Pipeline), sum(g.Weighted), sum(g.Expected())}, true
}

func (f *forecast) groupName(g sales.GroupForecast) string {
	switch {
	case g.Name != "":
		return g.Name
	case f.by == sales.ByStage && g.Key != "":
		return f.page.deals.stageName(g.Key)
	case f.by == sales.BySource && g.Key != "":
		return f.d.Option(f.host, sales.Opportunities, "source", g.Key)
	case f.by == sales.ByChannel && g.Key == "":
		return f.host.T("channelpage.direct")
	case f.by == sales.ByProduct:
		return f.host.T("dealpage.no_product")
	}
	return f.host.T("leadpage.unknown")
}
