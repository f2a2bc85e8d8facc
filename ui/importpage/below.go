package importpage

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"kontor/app"
	"kontor/app/entity"
	"kontor/app/importing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// The tabs of the result.
const (
	tabCreated = "created"
	tabUpdated = "updated"
	tabSame    = "same"
	tabSkipped = "skipped"
	tabFailed  = "failed"
)

// rows is a source of rows that are all in memory.
type rows [][]kit.Cell

func (r rows) Len() int                     { return len(r) }
func (r rows) Row(i int) ([]kit.Cell, bool) { return r[i], true }
func (r rows) Want(int, int)                {}

func (p *Page) makeTables() {
	t := p.host.T
	p.created = &kit.Table{Name: t("import.tab.created"), Columns: []kit.Column{{ID: "line", Title: t("import.page.line"), Width: 64, Align: kit.Right}, {ID: "title", Title: t("import.page.new_one"), Width: 220}, {ID: "what", Title: t("import.page.content"), Flex: true}}}
	p.updates = &kit.Table{Name: t("import.tab.updated"), Columns: []kit.Column{
		{ID: "title", Title: t("import.page.changed_one"), Width: 204},
		{ID: "field", Title: t("import.page.field_name"), Width: 92},
		{ID: "now", Title: t("import.page.now"), Width: 150},
		{ID: "then", Title: t("import.page.then_value"), Flex: true},
	}}
	p.skips = &kit.Table{Name: t("import.tab.skipped"), Columns: []kit.Column{{ID: "line", Title: t("import.page.line"), Width: 64, Align: kit.Right}, {ID: "title", Title: t("import.page.row"), Width: 220}, {ID: "why", Title: t("import.page.reason"), Flex: true}}}
	p.faults = &kit.Table{Name: t("import.page.fault_rows"), Narrow: true, Columns: []kit.Column{
		{ID: "line", Title: t("import.page.line"), Width: 52, Align: kit.Right},
		{ID: "field", Title: t("import.page.field_name"), Width: 84},
		{ID: "text", Title: t("import.page.content"), Width: 100},
		{ID: "why", Title: t("import.page.reason"), Flex: true},
	}}
}

// showReport fills the tables.
func (p *Page) showReport() {
	r := p.report
	p.created.SetSource(p.createdRows(r), true)
	p.updates.SetSource(p.updateRows(r), true)
	p.skips.SetSource(p.skipRows(r), true)
	p.faults.SetSource(p.faultRows(r), true)
	if p.tabCount(p.tab) == 0 {
		for _, tab := range []string{tabUpdated, tabCreated, tabSkipped} {
			if p.tabCount(tab) > 0 {
				p.tab = tab
				break
			}
		}
	}
	p.showFields()
}

func (p *Page) tabCount(tab string) int {
	switch tab {
	case tabCreated:
		return p.report.Created
	case tabUpdated:
		return p.report.Updated
	case tabSame:
		return p.report.Unchanged
	case tabSkipped:
		return p.report.Skipped
	}
	return p.report.Failed
}

func (p *Page) createdRows(r *importing.Report) rows {
	var out rows
	for _, o := range r.NewOnes {
		var parts []string
		for _, ch := range o.Changes {
			if text := p.valueText(ch.Field, ch.After, ""); text != "" && ch.Field != p.deps.Registry.Type(p.kind.Entity).Title {
				parts = append(parts, text)
			}
		}
		out = append(out, []kit.Cell{{Text: strconv.Itoa(o.Line), Color: theme.Muted}, {Text: o.Title}, {Text: strings.Join(parts, " · "), Color: theme.Text2}})
	}
	return out
}

// valueText writes a value of a target for reading.
func (p *Page) valueText(key string, v entity.Value, name string) string {
	t, ok := p.target(key)
	if !ok {
		return v.String()
	}
	if t.Field.Kind == entity.KindRef {
		return name
	}
	return records.Text(p.host, t.Field, v)
}

func (p *Page) updateRows(r *importing.Report) rows {
	var out rows
	for _, o := range r.Updates {
		title := o.Title
		for _, ch := range o.Changes {
			now := p.valueText(ch.Field, ch.Before, ch.Was)
			if now == "" {
				now = p.host.T("import.page.nothing")
			}
			cell := kit.Cell{Text: p.valueText(ch.Field, ch.After, ch.Will), Fill: theme.OKSoft}
			if ch.Lock != importing.Open {
				cell = kit.Cell{Text: p.host.T("import.lock." + string(ch.Lock)), Lock: true, Color: theme.Text2}
			}
			out = append(out, []kit.Cell{{Text: title}, {Text: p.fieldName(ch.Field)}, {Text: now, Color: theme.Text2}, cell})
			title = ""
		}
	}
	return out
}

func (p *Page) skipRows(r *importing.Report) rows {
	var out rows
	for _, o := range r.Skips {
		out = append(out, []kit.Cell{{Text: strconv.Itoa(o.Line), Color: theme.Muted}, {Text: o.Title}, {Text: p.why(o.Why), Color: theme.Text2}})
	}
	return out
}

func (p *Page) faultRows(r *importing.Report) rows {
	var out rows
	for _, f := range r.Faults {
		text := f.Text
		if text == "" {
			text = p.host.T("import.page.nothing")
		}
		field := ""
		if f.Field != "" {
			field = p.fieldName(f.Field)
		}
		out = append(out, []kit.Cell{{Text: strconv.Itoa(f.Line), Color: theme.Muted}, {Text: field}, {Text: text}, {Text: p.why(f.Err), Color: theme.Bad}})
	}
	return out
}

// why says a reason in the few words that fit into a row; the file of failed rows has the
// whole sentence.
func (p *Page) why(e *app.Error) string {
	if key := "import.why." + e.Key; tr.In(p.host.Lang()).Has(key) {
		var args []any
		for k, v := range e.Args {
			args = append(args, k, v)
		}
		return p.host.T(key, args...)
	}
	return p.host.ErrorText(e)
}

// below shows what the dry run found.
func (p *Page) below(c *kit.Canvas, r kit.Rect) {
	if p.report == nil {
		p.waiting(c, r)
		return
	}
	right := p.across.CutRight(c, "across", &r)
	p.result4(c, r)
	p.faultPane(c, right)
}

// waiting shows the progress of the dry run.
func (p *Page) waiting(c *kit.Canvas, r kit.Rect) {
	c.LineH(r.X, r.Y, r.W, theme.Line)
	if err := p.check.Failed(); err != nil {
		c.Empty(r, kit.Empty{Icon: icons.TriangleAlert, Title: p.host.T("import.page.check_failed"), Text: p.host.ErrorText(err)})
		return
	}
	box := r.Center(min(420, r.W-40), 60)
	c.Text(box.CutTop(24), p.host.T("import.page.checking", "done", p.checking.Rows, "all", p.preview.Rows), kit.Second)
	c.Progress(box.CutTop(14), float32(p.checking.Share), theme.Primary)
}

// result4 is the left part: what is created, changed, the same, skipped.
func (p *Page) result4(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(theme.PanelHead + 2)
	c.LineH(head.X, head.Y, head.W, theme.Line)
	tabs := []kit.Tab{
		{ID: tabCreated, Text: t("import.tab.created"), Count: p.n(p.report.Created), Tint: theme.OK},
		{ID: tabUpdated, Text: t("import.tab.updated"), Count: p.n(p.report.Updated), Tint: theme.Primary},
		{ID: tabSame, Text: t("import.tab.same"), Count: p.n(p.report.Unchanged), Tint: theme.Text},
		{ID: tabSkipped, Text: t("import.tab.skipped"), Count: p.n(p.report.Skipped), Tint: theme.Text},
		{ID: tabFailed, Text: t("import.tab.failed"), Count: p.n(p.report.Failed), Tint: theme.Bad},
	}
	in := head.Pad(6, 0, 14, 0)
	c.Text(in, t("import.page.sum", "n", p.report.Rows), kit.Caption.RightAligned())
	c.Tabs("result", in, tabs, p.tab, func(id string) { p.tab = id })
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	foot := r.CutBottom(30).Pad(16, 0, 14, 0)
	switch p.tab {
	case tabCreated:
		p.created.Draw(c, "created", r)
		p.more(c, foot, len(p.report.NewOnes), p.report.Created, "import.page.created_foot")
	case tabUpdated:
		widths := []float32{204, 92, 150}
		if r.W < 560 {
			widths = []float32{136, 72, 84}
		}
		for i, w := range widths {
			p.updates.Columns[i].Width = w
		}
		p.updates.Draw(c, "updates", r)
		c.Text(foot, t("import.page.updated_foot", "n", p.report.Updated, "changes", p.report.Changes), kit.Caption)
	case tabSkipped:
		p.skips.Draw(c, "skips", r)
		p.more(c, foot, len(p.report.Skips), p.report.Skipped, "import.page.skipped_foot")
	case tabSame:
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("import.page.same_title", "n", p.report.Unchanged), Text: t("import.page.same_text")})
	default:
		c.Empty(r, kit.Empty{Icon: icons.TriangleAlert, Title: t("import.page.failed_title", "n", p.report.Failed), Text: t("import.page.failed_text")})
	}
}

func (p *Page) n(n int) string { return p.host.T("import.page.n", "n", n) }

func (p *Page) more(c *kit.Canvas, r kit.Rect, shown, all int, key string) {
	c.Text(r, p.host.T(key, "shown", shown, "n", all), kit.Caption)
}

// faultPane is the right part: rows that are not imported, and why.
func (p *Page) faultPane(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	head := r.CutTop(theme.PanelHead + 2)
	c.LineH(head.X, head.Y, head.W, theme.Line)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	in := head.Pad(12, 0, 12, 0)
	if p.report.Failed > 0 {
		c.ButtonsRight(&in, kit.Button{ID: "errors", Text: t("import.page.download"), Icon: icons.FileSheet, Small: true, Tap: p.saveErrors})
	}
	color := theme.Bad
	if p.report.Failed == 0 {
		color = theme.Text
	}
	in.CutLeft(c.Text(in, t("import.page.fault_head", "n", p.report.Failed), kit.Strong.In(color)) + 9)
	c.Text(in, t("import.page.fault_note"), kit.Caption)
	if note := p.skipNote(); note != "" {
		h := kit.ParaHeight(note, kit.Caption, r.W-24-40, 2) + 16
		foot := r.CutBottom(h).Pad(12, 8, 12, 0)
		c.LineH(r.X, r.Bottom(), r.W, theme.Line)
		c.LinkText(foot.CutRight(34).MiddleRow(20), "skips.show", t("import.page.look"), kit.Link, func() { p.tab = tabSkipped })
		c.Para(foot, note, kit.Caption, 2)
	}
	if p.report.Failed == 0 {
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("import.page.no_faults"), Text: t("import.page.no_faults_text")})
		return
	}
	p.faults.Draw(c, "faults", r)
}

// skipNote tells whose customers stand in the way.
func (p *Page) skipNote() string {
	r := p.report
	if r.Skipped == 0 {
		return ""
	}
	owners := slices.Collect(maps.Keys(r.Owners))
	slices.SortFunc(owners, func(a, b string) int {
		if r.Owners[a] != r.Owners[b] {
			return r.Owners[b] - r.Owners[a]
		}
		return strings.Compare(a, b)
	})
	var parts []string
	for _, o := range owners[:min(4, len(owners))] {
		parts = append(parts, p.host.T("import.page.owner_count", "name", o, "n", r.Owners[o]))
	}
	if len(parts) == 0 {
		return p.host.T("import.page.skip_note", "n", r.Skipped)
	}
	return p.host.T("import.page.skip_owners", "n", r.Skipped, "owners", strings.Join(parts, p.host.T("records.comma")))
}
