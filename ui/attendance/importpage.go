package attendance

import (
	"context"
	"time"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// importPage shows what a punch file holds before it is imported, and what came of it.
type importPage struct {
	p      *page
	file   attendance.PunchFile
	done   func() // closes the workbook
	path   string
	load   *kit.Loader
	report *attendance.PunchReport
	until  *kit.Date
	clock  *kit.Field
	links  map[string]*kit.Picker // unknown number → employee
	busy   bool
}

// pickPunches asks for a file and shows it.
func (p *page) pickPunches() {
	p.host.PickFile(kit.FileRequest{Title: p.t("attendance.import"), Kinds: p.t("attendance.punch_files"), Exts: []string{"dat", "txt", "csv", "xlsx", "xls"}}, p.importFile)
}

// importFile opens the preview of a file.
func (p *page) importFile(path string) {
	i := &importPage{p: p, path: path, links: map[string]*kit.Picker{}}
	i.load = kit.NewLoader(p.host, p.redraw)
	i.until = kit.NewDate(p.t("attendance.read_until"), p.host.Today, calendar.Past)
	i.clock = clockField(p.host, p.t("correction.at"))
	p.imp = i
	i.read()
	p.redraw()
}

// read parses the file; a workbook is opened anew each time because its rows run once.
func (i *importPage) read() {
	device := i.file.Device
	kit.Load(i.load, func(ctx context.Context) (*attendance.PunchReport, error) {
		f, err := i.open(device)
		if err != nil {
			return nil, err
		}
		return i.p.d.Book.PreviewPunches(ctx, f)
	}, func(r *attendance.PunchReport) {
		i.report = r
		for _, u := range r.Unknown {
			if i.links[u.PIN] == nil {
				i.links[u.PIN] = i.p.employeePicker(i.p.t("attendance.link_to"))
				i.links[u.PIN].Placeholder = i.p.t("attendance.link_to")
			}
		}
		if i.until.Text() == "" {
			i.propose()
		}
	})
}

func (i *importPage) open(device int64) (attendance.PunchFile, error) {
	f, err := i.p.d.File(i.path)
	if err != nil {
		return attendance.PunchFile{}, err
	}
	if i.done != nil {
		i.done()
	}
	i.done = f.Done
	out := attendance.PunchFile{Name: f.Name, Data: f.Data, Rows: f.Rows, Hash: f.Hash, Device: device, Month: i.p.month}
	i.file = out
	return out, nil
}

// propose fills in up to when the clock is taken to be read completely.
func (i *importPage) propose() {
	var last int64
	for _, d := range i.report.Devices {
		last = max(last, d.Last)
	}
	if last == 0 {
		return
	}
	at := time.UnixMilli(i.p.d.Book.Instant(i.p.dateOf(last)+1, 360))
	if now := i.p.host.Now(); at.After(now) {
		at = now
	}
	at = at.In(i.p.host.Zone())
	i.until.SetValue(calendar.Of(at.Date()))
	i.clock.SetText(at.Format("15:04"))
}

func (i *importPage) close() {
	if i.done != nil {
		i.done()
	}
	i.load.Cancel()
	i.p.imp = nil
	i.p.tab().shown()
	i.p.redraw()
}

// run links the numbers that were chosen, then imports.
func (i *importPage) run() {
	if i.report == nil || i.busy || i.report.Written {
		return
	}
	date, ok := i.until.Value()
	m, ok2 := minuteOf(i.clock)
	if !ok || !ok2 || date.IsZero() {
		i.until.Err = i.p.t("attendance.bad_date")
		i.p.redraw()
		return
	}
	links := map[string]int64{}
	for pin, f := range i.links {
		if id := f.Value().ID; id != 0 {
			links[pin] = id
		}
	}
	i.busy = true
	until, device := i.p.d.Book.Instant(date, m), i.file.Device
	i.p.host.Go(func(ctx context.Context) {
		r, err := i.do(ctx, links, until, device)
		i.p.host.Post(func() {
			i.busy = false
			if err != nil {
				i.p.host.Report(err)
			} else {
				i.report = r
			}
			i.p.redraw()
		})
	})
}

func (i *importPage) do(ctx context.Context, links map[string]int64, until, device int64) (*attendance.PunchReport, error) {
	for pin, id := range links {
		if err := i.p.d.Book.LinkPIN(ctx, pin, id); err != nil {
			return nil, err
		}
	}
	f, err := i.open(device)
	if err != nil {
		return nil, err
	}
	f.ReadUntil = until
	return i.p.d.Book.ImportPunches(ctx, f)
}

func (i *importPage) commands() []kit.Command {
	return []kit.Command{
		{ID: "import", Title: i.p.t("attendance.import"), Keys: []kit.Key{"Ctrl+Enter"}, Run: i.run, Status: i.p.t("attendance.import")},
		{ID: "back", Title: i.p.t("records.back"), Keys: []kit.Key{"Esc"}, Run: i.close, Status: i.p.t("records.back")},
	}
}

// draw shows the page.
func (i *importPage) draw(c *kit.Canvas, r kit.Rect) {
	p := i.p
	c.Fill(r, theme.Window)
	foot := r.CutBottom(48)
	c.Fill(foot, theme.Content)
	i.drawFoot(c, foot)
	in := r.Pad(16, 12, 16, 12)
	if i.report == nil {
		if err := i.load.Failed(); err != nil {
			c.Empty(in, kit.Empty{
				Icon: icons.CircleAlert, Title: p.t("attendance.file_failed"), Text: p.host.ErrorText(err),
				First: kit.Button{Text: p.t("attendance.other_file"), Kind: kit.Primary, Tap: p.pickPunches}, Second: kit.Button{Text: p.t("records.back"), Tap: i.close},
			})
			return
		}
		if i.load.Slow() {
			c.Placeholders(in)
		}
		return
	}
	head := in.CutTop(86)
	i.drawHead(c, head)
	in.CutTop(10)
	right := in.CutRight(in.W * 0.46)
	in.CutRight(10)
	i.drawDevices(c, in)
	if len(i.report.Unknown) > 0 {
		top := right.CutTop(right.H * 0.55)
		i.drawUnknown(c, top)
		right.CutTop(10)
	}
	i.drawFaults(c, right)
}

// drawHead names the file and its figures.
func (i *importPage) drawHead(c *kit.Canvas, r kit.Rect) {
	p, x := i.p, i.report
	sub := p.t("attendance.format." + string(x.Format))
	if x.Encoding != "" {
		sub += " · " + x.Encoding
	}
	if x.Before != nil && !x.Written {
		sub += " · " + p.t("attendance.read_before", "at", p.fullMoment(x.Before.CreatedAt))
	}
	body := c.Panel(r, kit.Panel{Title: i.file.Name, Sub: sub})
	sum := func(list []attendance.PINCount) (n int) {
		for _, u := range list {
			n += u.Count
		}
		return n
	}
	odd := 0
	for _, o := range x.Implausible {
		odd += o.Count
	}
	tone := func(n int, t theme.Token) theme.Token {
		if n > 0 {
			return t
		}
		return theme.Text
	}
	faults := len(x.Faults) + x.MoreFaults
	c.KeyFigures(body, []kit.Figure{
		{Label: p.t("punch_import.read_rows"), Value: itoa(x.Read)},
		{Label: p.t("punch_import.new_rows"), Value: itoa(x.New), Color: tone(x.New, theme.OK)},
		{Label: p.t("punch_import.known_rows"), Value: itoa(x.Known)},
		{Label: p.t("attendance.people"), Value: itoa(x.People)},
		{Label: p.t("punch_import.unknown_rows"), Value: itoa(sum(x.Unknown)), Color: tone(len(x.Unknown), theme.Warn)},
		{Label: p.t("punch_import.implausible_rows"), Value: itoa(odd), Color: tone(odd, theme.Bad)},
		{Label: p.t("punch_import.fault_rows"), Value: itoa(faults), Color: tone(faults, theme.Bad)},
	})
}

// drawDevices lists the clocks of the file and asks up to when they are read.
func (i *importPage) drawDevices(c *kit.Canvas, r kit.Rect) {
	p := i.p
	body := c.Panel(r, kit.Panel{Title: p.t("device.many")})
	row := body.CutTop(theme.TableHead)
	c.Fill(row, theme.Sunken)
	cols := func(r kit.Rect) []kit.Rect { return r.Pad(12, 0, 12, 0).Columns(10, 56, -1, 70, 236) }
	for k, key := range []string{"device.number", "device.name", "attendance.count", "attendance.range"} {
		c.Text(cols(row)[k], p.t(key), kit.Caption)
	}
	for _, d := range i.report.Devices {
		row := body.CutTop(theme.Row)
		c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
		q := cols(row)
		c.Text(q[0], d.Number, kit.Body)
		w := c.Text(q[1], d.Name, kit.Body)
		if d.Fresh {
			c.Badge(q[1].Pad(w+8, 0, 0, 0), p.t("attendance.fresh"), kit.Green)
		}
		c.Text(q[2], itoa(d.Count), kit.Body)
		c.Text(q[3], p.fullMoment(d.First)+" – "+p.fullMoment(d.Last), kit.Second)
	}
	for _, o := range i.report.Implausible {
		body.CutTop(8)
		b := kit.Banner{Tint: kit.Red, Text: p.t("attendance.implausible", "device", o.Number, "n", o.Count, "from", p.fullMoment(o.First), "to", p.fullMoment(o.Last))}
		h := kit.BannerHeight(b, body.W-24)
		c.Banner(body.CutTop(h).Pad(12, 0, 12, 0), b)
	}
	body.CutTop(12)
	if i.report.Written {
		return
	}
	ask := body.CutTop(theme.Control).Pad(12, 0, 12, 0)
	label := p.t("attendance.read_until")
	ask.CutLeft(c.Text(ask, label, kit.Second) + 10)
	c.Field("until", ask.CutLeft(min(132, ask.W)), i.until.Field)
	ask.CutLeft(8)
	c.Field("clock", ask.CutLeft(min(76, ask.W)), i.clock)
	body.CutTop(4)
	c.Para(body.CutTop(44).Pad(12, 0, 12, 0), p.t("attendance.read_until_text"), kit.Hint, 2)
}

// drawUnknown lists numbers that belong to nobody, each with a picker.
func (i *importPage) drawUnknown(c *kit.Canvas, r kit.Rect) {
	p := i.p
	body := c.Panel(r, kit.Panel{Title: p.t("attendance.unknown_pins"), Sub: p.t("attendance.unknown_text")})
	c.Scroll("unknown", body, float32(len(i.report.Unknown)*34), func(b kit.Rect) {
		for k, u := range i.report.Unknown {
			row := kit.R(b.X, b.Y+float32(k*34), b.W, 34)
			if !c.Visible(row) {
				continue
			}
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			q := row.Pad(12, 0, 12, 0).Columns(8, 92, 76, -1)
			c.Text(q[0], u.PIN, kit.Strong)
			c.Text(q[1], p.t("attendance.punches", "n", u.Count), kit.Caption)
			if f := i.links[u.PIN]; f != nil {
				c.Field("link."+u.PIN, q[2].MiddleRow(theme.Control), f.Field)
			}
		}
	})
}

// drawFaults lists lines that could not be read.
func (i *importPage) drawFaults(c *kit.Canvas, r kit.Rect) {
	p, x := i.p, i.report
	body := c.Panel(r, kit.Panel{Title: p.t("punch_import.fault_rows")})
	if len(x.Faults) == 0 {
		c.Text(body.CutTop(40).Pad(12, 0, 12, 0), p.t("attendance.no_faults"), kit.Hint)
		return
	}
	c.Scroll("faults", body, float32(len(x.Faults)*theme.Row), func(b kit.Rect) {
		for k, f := range x.Faults {
			row := kit.R(b.X, b.Y+float32(k*theme.Row), b.W, theme.Row)
			if !c.Visible(row) {
				continue
			}
			c.LineH(row.X, row.Bottom()-1, row.W, theme.Line)
			q := row.Pad(12, 0, 12, 0).Columns(8, 70, 170, -1)
			c.Text(q[0], p.t("attendance.line", "n", f.Line), kit.Caption)
			c.Text(q[1], p.t("attendance.fault."+f.Key), kit.Body.In(theme.Bad))
			c.Text(q[2], f.Found, kit.Second)
		}
	})
}

func (i *importPage) drawFoot(c *kit.Canvas, r kit.Rect) {
	p := i.p
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(16, 1, 14, 0)
	switch {
	case i.report != nil && i.report.Written:
		c.ButtonsRight(&in, kit.Button{ID: "close", Text: p.t("attendance.to_month"), Kind: kit.Primary, Tap: func() { p.cur = "month"; i.close() }})
		c.Text(in, p.t("attendance.imported", "n", i.report.New, "people", i.report.People), kit.Strong.In(theme.OK))
	case i.report != nil:
		do := kit.Button{ID: "import", Text: p.t("attendance.import_n", "n", i.report.New), Kind: kit.Primary, Key: "Ctrl+Enter", Tap: i.run}
		if i.report.New == 0 {
			do.Text = p.t("attendance.set_until")
		}
		if i.busy {
			do.Disabled = p.t("attendance.importing")
		}
		c.ButtonsRight(&in, kit.Button{ID: "cancel", Text: p.t("kit.cancel"), Key: "Esc", Tap: i.close}, do)
		text := p.t("attendance.import_text")
		if i.busy {
			text = p.t("attendance.importing")
		}
		c.Text(in, text, kit.Hint)
	}
}
