package importpage

import (
	"context"
	"strings"
	"time"

	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/app/importing"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// side is the column with the steps and the recent imports.
func (p *Page) side(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Sunken)
	in := r.Pad(12, 16, 10, 0)
	c.StepsDown(in, p.steps(), p.step())
	p.recents(c, r)
}

// steps carry their result, so that going back is safe.
func (p *Page) steps() []kit.Step {
	t := p.host.T
	at := p.step()
	s := []kit.Step{{Title: t("import.step.file")}, {Title: t("import.step.map")}, {Title: t("import.step.dry")}, {Title: t("import.step.run")}, {Title: t("import.step.done")}}
	for i := range s {
		s[i].Done = i < at
	}
	s[stepFile].Text, s[stepMap].Text = t("import.step.file_text"), t("import.step.map_text")
	s[stepDry].Text, s[stepRun].Text, s[stepDone].Text = t("import.step.dry_text"), t("import.step.run_text"), t("import.step.done_text")
	if p.preview != nil {
		s[stepFile].Text = p.fileText()
		if at < stepRun {
			s[stepFile].Tap = p.other
		}
		mapped := len(p.mapping.Mapped())
		s[stepMap].Text = t("import.step.mapped", "n", len(p.mapping.Columns), "mapped", mapped, "ignored", len(p.mapping.Columns)-mapped)
	}
	if p.report != nil && at <= stepDry {
		s[stepDry].Text = t("import.step.checked", "n", p.report.Rows, "time", p.seconds(p.report.Took)) + "\n" + t("import.step.nothing_written")
		s[stepMap].Done = len(p.openColumns()) == 0
		s[stepRun].Text = t("import.step.about", "time", p.seconds(p.about()))
	}
	if at == stepRun {
		s[stepRun].Text = p.progressText(p.task, p.task.Snap())
	}
	return s
}

// about is how long the import will take: some four times the dry run.
func (p *Page) about() time.Duration { return max(4*p.report.Took, time.Second) }

func (p *Page) fileText() string {
	t := p.host.T
	i, l := p.preview.Info, p.preview.Layout
	var lines []string
	if i.Format == "vcf" {
		return t("import.step.vcf")
	}
	if i.Format == "csv" {
		enc, del := l.Encoding, l.Delimiter
		if enc == "" {
			enc = i.Detected.Encoding
		}
		if del == 0 {
			del = i.Detected.Delimiter
		}
		lines = append(lines, t("import.step.csv", "encoding", enc, "delimiter", p.delimiter(del)))
	} else {
		sheet := l.Sheet
		if sheet == "" {
			sheet = i.Detected.Sheet
		}
		if i.Format == "sqlite" {
			lines = append(lines, t("import.step.sqlite", "sheet", sheet))
		} else {
			lines = append(lines, t("import.step.xlsx", "sheet", sheet))
		}
	}
	switch p.preview.HeaderRow {
	case 0:
		lines = append(lines, t("import.step.no_header"))
	case 1:
		lines = append(lines, t("import.step.first_header"))
	default:
		lines = append(lines, t("import.step.header", "n", p.preview.HeaderRow))
	}
	return strings.Join(lines, "\n")
}

// recents are the cards of imports that run and ran.
func (p *Page) recents(c *kit.Canvas, r kit.Rect) {
	const top = 348 // below the steps
	if r.H < top+90 {
		return
	}
	tasks := p.runningTasks()
	rows := p.pastRuns()
	height := float32(32)
	for range tasks {
		height += 104
	}
	for _, x := range rows {
		height += p.runHeight(x) + 8
	}
	if len(tasks)+len(rows) == 0 {
		return
	}
	box := r
	box.CutTop(max(top, r.H-height-4))
	c.LineH(box.X, box.Y, box.W, theme.Line)
	c.Text(box.CutTop(30).Pad(12, 4, 12, 0), p.host.T("import.page.recent"), kit.Caption)
	c.Scroll("recent", box, height-32, func(body kit.Rect) {
		in := body.Pad(12, 0, 12, 0)
		for _, x := range tasks {
			p.taskCard(c, in.CutTop(96), x)
			in.CutTop(8)
		}
		for _, x := range rows {
			p.runCard(c, in.CutTop(p.runHeight(x)), x)
			in.CutTop(8)
		}
	})
}

func (p *Page) runningTasks() []*importing.Task {
	var out []*importing.Task
	for _, x := range p.deps.Runner.List() {
		if !x.Snap().Done && x != p.task {
			out = append(out, x)
		}
	}
	return out
}

func (p *Page) pastRuns() []importing.RunRow {
	var out []importing.RunRow
	for _, x := range p.recent {
		if x.State != importing.Running && len(out) < 6 {
			out = append(out, x)
		}
	}
	return out
}

func (p *Page) runHeight(x importing.RunRow) float32 {
	h := float32(66)
	if x.State == importing.Finished && x.Created+x.Updated > 0 {
		h += 30
		if x.Updated > 0 {
			h += 34
		}
	}
	return h
}

// taskCard is an import that goes on, perhaps of another kind.
func (p *Page) taskCard(c *kit.Canvas, r kit.Rect, x *importing.Task) {
	snap := x.Snap()
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Inset(10)
	row := in.CutTop(20)
	c.Text(row, percent(snap.Share), kit.Caption.RightAligned())
	c.Text(row.Pad(0, 0, 40, 0), x.File, kit.Body)
	c.Progress(in.CutTop(14), float32(snap.Share), theme.Primary)
	c.Text(in.CutTop(20), p.progressText(x, snap), kit.Caption)
	foot := in.CutTop(26)
	c.ButtonsRight(&foot, kit.Button{ID: "cancel." + x.File, Text: p.host.T("kit.cancel"), Small: true, Tap: x.Cancel})
	c.Text(foot, p.host.T("import.page.cancel_short"), kit.Caption)
}

func percent(f float64) string { return itoa(int64(f*100+0.5)) + "%" }

// runCard is an import that ended.
func (p *Page) runCard(c *kit.Canvas, r kit.Rect, x importing.RunRow) {
	t := p.host.T
	c.Round(r, theme.RadiusPanel, theme.Content, theme.Line)
	in := r.Inset(10)
	row := in.CutTop(19)
	if x.State == importing.Finished {
		c.Icon(row.CutRight(14), icons.Check, 13, theme.OK)
	} else {
		text := t("import_run.state." + string(x.State))
		c.Text(row.CutRight(kit.Measure(text, kit.Hint)+2), text, kit.Hint.RightAligned())
	}
	c.Text(row, x.File, kit.Body)
	at := tr.In(p.host.Lang())
	when := time.UnixMilli(x.StartedAt).In(p.host.Zone())
	c.Text(in.CutTop(18), t("import.page.by", "time", at.Near(calendar.On(when, p.host.Zone()), p.host.Today())+" "+when.Format("15:04"), "person", x.Person), kit.Caption)
	if x.State == importing.Reverted || x.State == importing.Finished {
		c.Text(in.CutTop(18), t("import.page.counts", "created", x.Run.Created, "updated", x.Run.Updated), kit.Caption)
	}
	if x.State != importing.Finished || x.Run.Created+x.Run.Updated == 0 {
		return
	}
	in.CutTop(4)
	b := kit.Button{ID: "revert." + itoa(x.ID), Text: t("import.page.revert"), Icon: icons.Undo, Small: true, Tap: func() { p.revert(x.ID) }}
	if p.undo == x.ID {
		b.Text, b.Disabled = t("import.page.reverting"), t("import.page.reverting")
	}
	line := in.CutTop(26)
	c.ButtonsLeft(&line, b)
	if x.Run.Updated > 0 {
		c.Para(in.Pad(0, 2, 0, 0), t("import.page.revert_note"), kit.Caption, 2)
	}
}

// blank is the page before a file is chosen.
func (p *Page) blank(c *kit.Canvas, r kit.Rect) {
	t := p.host.T
	if p.loading.Waiting() {
		if p.loading.Slow() {
			c.Text(r.Center(300, 30), t("import.page.reading"), kit.Second.Centered())
		}
		return
	}
	e := kit.Empty{
		Icon: icons.FileSheet, Title: t("import.page.blank_title", "kind", t(p.kind.Entity+".many")), Text: t("import.page.blank_text"),
		First: kit.Button{ID: "pick", Text: t("import.page.pick"), Icon: icons.FolderOpen, Kind: kit.Primary, Key: "Ctrl+O", Tap: p.pick},
	}
	if err := p.loading.Failed(); err != nil {
		e.Title, e.Text, e.Icon = t("import.page.unreadable"), p.host.ErrorText(err), icons.TriangleAlert
	}
	c.Empty(r, e)
}

func (p *Page) useScheme(s importing.SchemeRow) {
	preview, k := p.preview, p.kind
	kit.Load(p.loading, func(ctx context.Context) (importing.Mapping, error) {
		return p.deps.Imports.UseScheme(ctx, k, s.ID, preview)
	}, func(m importing.Mapping) {
		p.scheme = s.Name
		p.take(m)
	})
}

// keepScheme asks for a name and remembers the mapping.
func (p *Page) keepScheme() {
	t := p.host.T
	name := kit.NewField(t("import.page.scheme_name")).With(p.scheme)
	save := func() bool {
		text := strings.TrimSpace(name.Text())
		if text == "" {
			return true
		}
		k, m := p.kind, p.job().Mapping
		p.host.Go(func(ctx context.Context) {
			err := p.deps.Imports.Remember(ctx, k, text, m)
			list, err2 := p.deps.Imports.SchemeNames(ctx, k)
			p.host.Post(func() {
				if err == nil {
					err = err2
				}
				p.host.Report(err)
				if err == nil {
					p.scheme, p.schemes = text, list
					p.host.Toast(t("import.page.scheme_kept", "name", text), nil)
					p.s.Redraw()
				}
			})
		})
		return false
	}
	p.ask(t("import.page.keep_scheme"), t("import.page.save"), save, line{t("import.page.scheme_name"), name})
}

// line is one field of a small dialog.
type line struct {
	label string
	field *kit.Field
}

// ask shows a small dialog with fields.
func (p *Page) ask(title, verb string, do func() bool, lines ...line) {
	d := &kit.Dialog{Title: title, Height: func(float32) float32 { return float32(len(lines)) * (theme.Control + 9) }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for i, l := range lines {
			c.FormRow(&r, "line."+itoa(int64(i)), l.label, l.field, kit.Form{Label: 84})
		}
	}
	d.Buttons = []kit.DialogButton{{Text: p.host.T("kit.cancel"), Cancel: true}, {Text: verb, Kind: kit.Primary, Key: "Ctrl+Enter", Run: do}}
	p.host.ShowDialog(d)
	lines[0].field.Focus()
}

// addDefault asks for a field and the value that empty cells get.
func (p *Page) addDefault() {
	t := p.host.T
	var options []kit.Option
	for _, x := range p.targets {
		options = append(options, kit.Option{Key: x.Key, Text: p.fieldName(x.Key), Detail: p.typeName(x.Field)})
	}
	field := kit.NewPicker(t("import.page.field"), options)
	value := kit.NewPicker(t("import.page.value"), nil)
	value.Free = true
	field.OnPick = func(o kit.Option) { value.Options = p.valuesOf(o.Key) }
	p.ask(t("import.page.add_default"), t("import.page.add"), func() bool {
		text := value.Value().Text
		if text == "" {
			text = value.Text()
		}
		if field.Value().Key == "" || strings.TrimSpace(text) == "" {
			return true
		}
		p.setDefault(field.Value().Key, text)
		return false
	}, line{t("import.page.field"), field.Field}, line{t("import.page.value"), value.Field})
}

// valuesOf are what a field can take, where that is a list.
func (p *Page) valuesOf(key string) []kit.Option {
	x, ok := p.target(key)
	if !ok {
		return nil
	}
	var out []kit.Option
	for _, o := range x.Field.Options() {
		if !o.Gone {
			out = append(out, kit.Option{Key: o.Key, Text: records.OptionText(p.host, x.Field, o.Key)})
		}
	}
	if x.Field.To == "person" {
		out = append(out, kit.Option{Key: "me", Text: p.host.Actor().Name, Person: true})
	}
	return out
}

// people finds persons by a part of their name.
func (p *Page) people(ctx context.Context, query string) ([]listing.Row, error) {
	q := listing.Query{Entity: "person", Columns: []string{"name"}, Sort: []listing.Sort{{Key: "name"}}}
	if query != "" {
		q.Filter = listing.Is("name", listing.Contains, query)
	}
	plan, err := listing.Allow(ctx, p.deps.Registry, identity.May("person", identity.See), q)
	if err != nil {
		return nil, err
	}
	ids, err := p.deps.Source.First(ctx, plan, 12)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return p.deps.Source.Block(ctx, plan, ids)
}
