package importpage

import (
	"context"
	"strings"
	"time"

	"kontor/app/audit"
	"kontor/app/entity"
	"kontor/app/importing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// foot is the bar that says what will be written.
func (p *Page) foot(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	r = r.Pad(16, 0, 14, 0)
	run := kit.Button{ID: "run", Text: t("import.page.run", "n", p.willWrite()), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: p.run}
	if p.report == nil {
		run.Text, run.Disabled = t("import.page.import"), t("import.page.wait")
	} else if p.willWrite() == 0 {
		run.Disabled = t("import.page.nothing_to_write")
	}
	c.ButtonsRight(&r, kit.Button{ID: "prev", Text: t("import.page.prev"), Tap: p.other},
		kit.Button{ID: "again", Text: t("import.page.again"), Icon: icons.RotateCcw, Tap: func() { p.dry(false) }}, run)
	r.CutRight(12)
	if p.report == nil {
		return
	}
	r.CutLeft(c.Text(r, t("import.page.will", "n", p.willWrite(), "created", p.report.Created, "updated", p.report.Updated), kit.Body) + 12)
	if open := p.openColumns(); len(open) > 0 {
		c.LineV(r.X, r.Y+13, r.H-26, theme.Line2)
		r.CutLeft(10)
		c.Icon(r.CutLeft(14), icons.TriangleAlert, 13, theme.Warn)
		r.CutLeft(4)
		r.CutLeft(c.Text(r, t("import.page.open", "n", len(open)), kit.Second.In(theme.Warn)) + 7)
		var names []string
		for _, i := range open {
			names = append(names, p.mapping.Columns[i].Header)
		}
		r.CutLeft(c.LinkText(r, "open", strings.Join(names, t("records.comma")), kit.Body.In(theme.Primary), func() { p.jump(open[0]) }) + 12)
	}
	if note := t("import.page.others_save"); kit.Measure(note, kit.Caption) <= r.W {
		c.Text(r, note, kit.Caption)
	}
}

// other takes another file.
func (p *Page) other() {
	p.drop()
	p.host.Refresh()
}

// jump goes to a column.
func (p *Page) jump(i int) {
	p.all = true
	p.s.Redraw()
	p.s.Flush()
	p.s.FocusID(fieldID(i), true)
}

// run imports, or goes to the first column that is still open.
func (p *Page) run() {
	if p.report == nil || p.willWrite() == 0 {
		return
	}
	if open := p.openColumns(); len(open) > 0 {
		p.jump(open[0])
		p.host.Toast(p.host.T("import.page.agree_first", "column", p.mapping.Columns[open[0]].Header), nil)
		return
	}
	task, err := p.deps.Runner.Start(p.host.Context(), p.job(), p.preview.Rows)
	if err != nil {
		p.host.Report(err)
		return
	}
	p.task = task
	name := p.scheme
	if name == "" {
		name = strings.TrimSuffix(strings.TrimSuffix(p.preview.Info.Name, ".csv"), ".xlsx")
	}
	k, m := p.kind, task.Job().Mapping
	p.host.Go(func(ctx context.Context) {
		if err := p.deps.Imports.Remember(ctx, k, name, m); err != nil {
			p.host.Post(func() { p.host.Report(err) })
		}
	})
	p.host.Refresh()
}

// finished tells how the import ended.
func (p *Page) finished() {
	snap := p.task.Snap()
	if snap.Err != nil && !snap.Report.Cancelled {
		p.host.Report(snap.Err)
	}
	if snap.Report != nil {
		p.report = snap.Report
		p.showReport()
	}
	p.host.Refresh()
}

// result shows a running or finished import.
func (p *Page) result(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	snap := p.task.Snap()
	if !snap.Done {
		box := r.Center(min(460, r.W-48), 132)
		c.Text(box.CutTop(26), t("import.page.running", "file", p.task.File), kit.Section)
		c.Text(box.CutTop(24), p.progressText(p.task, snap), kit.Second)
		c.Progress(box.CutTop(18), float32(snap.Share), theme.Primary)
		row := box.CutTop(36)
		c.ButtonsRight(&row, kit.Button{ID: "cancel", Text: t("import.page.cancel"), Tap: p.task.Cancel})
		c.Text(row, t("import.page.cancel_note"), kit.Caption)
		return
	}
	if snap.Report == nil || snap.Err != nil {
		title, text := t("import.page.cancelled"), t("import.page.cancelled_text")
		if snap.Report != nil && snap.Err != nil && !snap.Report.Cancelled || snap.Report == nil {
			title, text = t("import.page.broken"), p.host.ErrorText(snap.Err)
		}
		c.Empty(r, kit.Empty{Icon: icons.Undo, Title: title, Text: text, First: kit.Button{ID: "pick", Text: t("import.page.pick"), Kind: kit.Primary, Icon: icons.FolderOpen, Tap: p.restart}})
		return
	}
	p.done(c, r, snap.Report)
}

func (p *Page) restart() {
	p.task = nil
	p.drop()
	p.pick()
}

// done is the last step: what was written, the rows that were not, and the way back.
func (p *Page) done(c *kit.Canvas, r kit.Rect, rep *importing.Report) {
	t := p.host.T
	head := r.CutTop(72)
	c.KeyFigures(head, []kit.Figure{
		{Label: t("import.tab.created"), Value: p.n(rep.Created), Color: theme.OK},
		{Label: t("import.tab.updated"), Value: p.n(rep.Updated)},
		{Label: t("import.tab.same"), Value: p.n(rep.Unchanged)},
		{Label: t("import.tab.skipped"), Value: p.n(rep.Skipped)},
		{Label: t("import.tab.failed"), Value: p.n(rep.Failed), Color: failColor(rep)},
	})
	row := r.CutTop(52).Pad(16, 0, 14, 0)
	c.ButtonsLeft(&row, kit.Button{ID: "show", Text: t("import.page.show", "kind", t(p.kind.Entity+".many")), Kind: kit.Primary, Icon: icons.List, Tap: func() { p.show(rep.ImportID) }},
		kit.Button{ID: "revert", Text: t("import.page.revert"), Icon: icons.Undo, Tap: func() { p.revert(rep.ImportID) }},
		kit.Button{ID: "other", Text: t("import.page.another"), Icon: icons.FolderOpen, Tap: p.restart})
	c.Text(row.Pad(14, 0, 0, 0), t("import.page.took", "time", p.seconds(rep.Took)), kit.Caption)
	if p.preview == nil {
		return
	}
	right := p.across.CutRight(c, "across", &r)
	p.result4(c, r)
	p.faultPane(c, right)
}

func failColor(r *importing.Report) theme.Token {
	if r.Failed > 0 {
		return theme.Bad
	}
	return theme.Text
}

// show opens the list of what was imported.
func (p *Page) show(importID int64) {
	p.host.Open(p.kind.Entity, 0, map[string]string{"import": itoa(importID)})
}

// revert asks and takes an import back.
func (p *Page) revert(id int64) {
	t := p.host.T
	kit.Load(kit.NewLoader(p.host, p.s.Redraw), func(ctx context.Context) ([]audit.Clash, error) {
		return p.deps.Imports.Changed(ctx, id)
	}, func(clashes []audit.Clash) {
		if len(clashes) == 0 {
			p.host.Ask(kit.Question{Title: t("import.page.revert_ask"), Text: t("import.page.revert_text"), Danger: true, Yes: t("import.page.revert"), OnYes: func() { p.doRevert(id) }})
			return
		}
		p.host.ShowDialog(p.clashDialog(id, clashes))
	})
}

// clashDialog lists the fields that somebody has changed since: they stay as they are.
func (p *Page) clashDialog(id int64, clashes []audit.Clash) *kit.Dialog {
	t := p.host.T
	table := &kit.Table{Name: t("import.page.clashes"), Columns: []kit.Column{
		{ID: "field", Title: t("import.page.field_name"), Width: 120},
		{ID: "before", Title: t("import.page.before"), Width: 130},
		{ID: "imported", Title: t("import.page.imported"), Width: 130},
		{ID: "now", Title: t("import.page.now"), Flex: true},
	}}
	var list rows
	for _, x := range clashes {
		text := func(v entity.Value) string { return p.clashText(x, v) }
		list = append(list, []kit.Cell{{Text: p.clashField(x)}, {Text: text(x.Mine), Color: theme.Text2}, {Text: text(x.Base), Color: theme.Text2}, {Text: text(x.Theirs)}})
	}
	table.SetSource(list, true)
	return &kit.Dialog{
		Title: t("import.page.revert_ask"), Text: t("import.page.clash_text", "n", len(clashes)), Icon: icons.TriangleAlert, Tint: theme.Warn, Width: 620, Danger: true,
		Height:  func(float32) float32 { return float32(theme.TableHead + min(8, len(list))*theme.Row + 2) },
		Body:    func(c *kit.Canvas, r kit.Rect) { table.Draw(c, "clashes", r) },
		Buttons: []kit.DialogButton{{Text: t("kit.cancel"), Cancel: true}, {Text: t("import.page.revert"), Kind: kit.Danger, Run: func() bool { p.doRevert(id); return false }}},
	}
}

func (p *Page) clashField(x audit.Clash) string {
	if t := p.deps.Registry.Type(x.Entity); t != nil {
		if f := t.Field(x.Key); f != nil {
			return records.Label(p.host, f)
		}
	}
	return x.Key
}

func (p *Page) clashText(x audit.Clash, v entity.Value) string {
	if t := p.deps.Registry.Type(x.Entity); t != nil {
		if f := t.Field(x.Key); f != nil {
			return records.Text(p.host, f, v)
		}
	}
	return v.String()
}

func (p *Page) doRevert(id int64) {
	p.undo = id
	p.s.Redraw()
	p.host.Go(func(ctx context.Context) {
		clashes, err := p.deps.Imports.Revert(ctx, id, nil)
		p.host.Post(func() {
			p.undo = 0
			p.loadRecent()
			if err != nil {
				p.host.Report(err)
				return
			}
			text := p.host.T("import.page.reverted")
			if len(clashes) > 0 {
				text = p.host.T("import.page.reverted_but", "n", len(clashes))
			}
			p.host.Toast(text, nil)
			if p.task != nil && p.task.Snap().Done {
				p.task = nil
				p.drop()
			}
		})
	})
}

func (p *Page) progressText(x *importing.Task, s importing.Snap) string {
	t := p.host.T
	if s.Progress.Stage == importing.Reverting {
		return t("import.page.reverting")
	}
	text := t("import.page.progress", "done", s.Progress.Rows, "all", x.Rows)
	if s.Left > 0 {
		text += t("import.page.left", "time", p.seconds(s.Left))
	}
	return text
}

func (p *Page) seconds(d time.Duration) string {
	if d < 10*time.Second {
		return p.host.T("import.page.seconds", "n", oneDigit(d.Seconds()))
	}
	if d < 2*time.Minute {
		return p.host.T("import.page.seconds", "n", int(d.Seconds()+0.5))
	}
	return p.host.T("import.page.minutes", "n", int(d.Minutes()+0.5))
}

func oneDigit(f float64) string {
	n := int(f*10 + 0.5)
	return string(rune('0'+n/10%10)) + "." + string(rune('0'+n%10))
}

// saveErrors writes the failed rows to a file.
func (p *Page) saveErrors() {
	if p.report == nil || p.source == nil {
		return
	}
	t := p.host.T
	r, job := p.report, p.job()
	name := strings.TrimSuffix(strings.TrimSuffix(job.Source.Info().Name, ".csv"), ".xlsx") + t("import.page.errors_suffix") + ".xlsx"
	p.host.SaveFile(kit.FileRequest{Title: t("import.page.download"), Name: name, Kinds: "Excel", Exts: []string{"xlsx"}, Confirm: true}, func(path string) {
		p.host.Go(func(ctx context.Context) {
			err := p.writeErrors(ctx, path, job, r)
			p.host.Post(func() {
				p.host.Report(err)
				if err == nil {
					p.host.Toast(t("import.page.saved", "n", r.Failed, "file", path), nil)
				}
			})
		})
	})
}

func (p *Page) writeErrors(ctx context.Context, path string, job importing.Job, r *importing.Report) error {
	f, err := p.deps.Create(path)
	if err != nil {
		return err
	}
	defer f.Abort()
	tongue := tr.In(p.host.Lang())
	out := importing.ErrorFile{To: f, Sheet: tongue.T("import.page.fault_rows"), Reason: tongue.T("import.page.reason"), Say: tongue.Error}
	if err := p.deps.Imports.Errors(ctx, job, r, out); err != nil {
		return err
	}
	return f.Commit()
}
