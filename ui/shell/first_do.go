package shell

import (
	"context"
	"strconv"

	"kontor/app/money"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// drawNew is the form of a new company.
func (f *first) drawNew(c *kit.Canvas, r kit.Rect) {
	t := f.w.sh.tongue
	foot := r.CutBottom(theme.Control)
	c.Text(r.CutTop(24), t.T("first.new.title"), kit.Section)
	c.Text(r.CutTop(28), t.T("first.new.text"), kit.Second)
	r.CutTop(8)
	f.row(c, &r, "first.name", f.name)
	f.row(c, &r, "first.short", f.short)
	line := f.row(c, &r, "first.currency", nil)
	f.choiceBox(c, line.CutLeft(line.W*0.5), "currency", f.currency+"  "+t.T("currency."+f.currency), f.currencies)
	line = f.row(c, &r, "first.tax", nil)
	rates := []kit.Tab{{ID: "13", Text: "13%"}, {ID: "9", Text: "9%"}, {ID: "6", Text: "6%"}, {ID: "3", Text: "3%"}, {ID: "exempt", Text: t.T("first.tax_free")}}
	line.W = min(line.W, kit.SegmentWidth(rates))
	c.Segment("tax", line, rates, f.tax, func(id string) { f.tax = id })
	line = f.row(c, &r, "first.year", nil)
	f.choiceBox(c, line.CutLeft(116), "year", t.MonthName(f.yearStart), f.months)
	line = f.row(c, &r, "first.owner", nil)
	c.Field("first.owner", line.CutLeft(line.W*0.55), f.owner)
	line.CutLeft(8)
	c.Field("first.password", line, f.password)
	if f.owner.Err != "" {
		c.Text(r.CutTop(18).Pad(f.labelWidth()+12, 0, 0, 0), f.owner.Err, kit.Caption.In(theme.Bad))
	}
	f.fileRow(c, &r, "first.file", f.file, f.pickFile)
	c.Check("daily", r.CutTop(26).Pad(f.labelWidth()+12, 0, 0, 0), t.T("first.daily"), f.daily, func(on bool) { f.daily = on })
	c.Check("import", r.CutTop(26).Pad(f.labelWidth()+12, 0, 0, 0), t.T("first.import"), f.importing, func(on bool) { f.importing = on })
	f.drawFailed(c, r)
	f.submit(c, &foot, "first.new.do")
	foot.CutRight(10)
	c.Text(foot, t.T("first.later"), kit.Caption)
}

// choiceBox looks like a field and opens a menu.
func (f *first) choiceBox(c *kit.Canvas, r kit.Rect, id, text string, open func(below kit.Rect)) {
	c.Button(r, kit.Button{ID: id, Text: text, Drop: true, Wide: true, Tap: func() { open(r) }})
}

func (f *first) currencies(below kit.Rect) {
	t := f.w.sh.tongue
	var items []kit.MenuItem
	for _, code := range money.Codes() {
		items = append(items, kit.MenuItem{
			Title: code + "  " + t.Or("currency."+code, ""), Checked: code == f.currency,
			Run: func() { f.currency = code; f.w.blank.Redraw() },
		})
	}
	f.w.layer.ShowMenu(kit.Menu{From: f.w.blank, Below: below, Items: items})
}

func (f *first) months(below kit.Rect) {
	t := f.w.sh.tongue
	var items []kit.MenuItem
	for m := 1; m <= 12; m++ {
		items = append(items, kit.MenuItem{Title: t.MonthName(m), Checked: m == f.yearStart, Run: func() { f.yearStart = m; f.w.blank.Redraw() }})
	}
	f.w.layer.ShowMenu(kit.Menu{From: f.w.blank, Below: below, Items: items})
}

// run does what the chosen item says.
func (f *first) run() {
	t, front := f.w.sh.tongue, f.w.sh.p.Front
	switch f.choice {
	case 0:
		f.create()
	case 1:
		f.start(t.T("first.making_sample"), front.Sample)
	case 2:
		f.w.chooseFile(kit.FileRequest{Title: t.T("first.open.title"), Exts: []string{"kontor"}, Kinds: t.T("first.kinds")}, false, func(path string) {
			f.w.sh.OpenCompany(OpenRequest{Company: path})
		})
	case 3:
		if f.url.Text() == "" {
			f.url.Err = t.T("first.url_missing")
			f.w.blank.Redraw()
			return
		}
		f.w.sh.OpenCompany(OpenRequest{Company: f.url.Text(), User: f.user.Text(), Password: f.dbPassword.Text()})
	case 4:
		from, to := f.backup.Text(), f.restoreTo.Text()
		f.start(t.T("first.restoring"), func(ctx context.Context) (string, error) { return to, front.Restore(ctx, from, to) })
	}
}

// create makes the company and shows the recovery code once, before it is opened.
func (f *first) create() {
	t := f.w.sh.tongue
	f.name.Err, f.owner.Err = "", ""
	if f.name.Text() == "" {
		f.name.Err = t.T("first.name_missing")
		f.name.Focus()
	}
	if f.owner.Text() == "" {
		f.owner.Err = t.T("first.owner_missing")
		if f.name.Err == "" {
			f.owner.Focus()
		}
	}
	if f.name.Err+f.owner.Err != "" {
		f.w.blank.Redraw()
		return
	}
	n := NewRequest{
		Name: f.name.Text(), Short: f.short.Text(), Currency: f.currency, TaxRate: f.tax, YearStart: f.yearStart, Owner: f.owner.Text(),
		Password: f.password.Text(), File: f.file.Text(), DailyBackup: f.daily, Lang: t.Lang,
	}
	f.busy = t.T("first.creating")
	f.w.blank.Redraw()
	go func() {
		file, code, err := f.w.sh.p.Front.Create(context.Background(), n)
		kit.Post(func() {
			f.busy = ""
			if err != nil {
				f.failed = err
				f.w.blank.Redraw()
				return
			}
			open := func() {
				o := OpenRequest{Company: file, User: n.Owner, Password: n.Password}
				if f.importing {
					o.Then = Target{Kind: "import", New: true}
				}
				f.w.sh.OpenCompany(o)
			}
			if n.Password == "" || code == "" {
				open()
				return
			}
			f.w.layer.ShowDialog(kit.Question{
				Title: t.T("first.recovery"), Text: t.T("first.recovery_text", "code", code), Yes: t.T("first.recovery_done"), OnYes: open,
				No: t.T("shell.copy"), OnNo: func() { f.w.sh.p.App.Clipboard().SetContent(code); open() },
			}.Dialog())
		})
	}()
}

func (f *first) pickFile() {
	f.pick(kit.FileRequest{Title: f.w.sh.tongue.T("first.file"), Name: f.file.Text(), Exts: []string{"kontor"}, Confirm: true}, true, f.file)
	f.touched = true
}

func (f *first) pickBackup() {
	f.pick(kit.FileRequest{Title: f.w.sh.tongue.T("first.backup"), Exts: []string{"kontor-backup"}}, false, f.backup)
}

func (f *first) pickRestore() {
	f.pick(kit.FileRequest{Title: f.w.sh.tongue.T("first.restore_to"), Name: "restored.kontor", Exts: []string{"kontor"}, Confirm: true}, true, f.restoreTo)
}

func (f *first) pick(r kit.FileRequest, save bool, into *kit.Field) {
	f.w.chooseFile(r, save, func(path string) {
		into.SetText(path)
		f.w.blank.Redraw()
	})
}

func itoa(n int) string { return strconv.Itoa(n) }
