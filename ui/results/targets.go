package results

import (
	"context"
	"strconv"

	"kontor/app/goal"
	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// targets is the tree of targets from the company to people and months, with what is done
// below each (picture 18); compared with the pipeline it says what is missing (SAL-35).
type targets struct {
	p       *page
	load    *kit.Loader
	logLoad *kit.Loader
	shift   int // years
	compare bool
	board   *goal.Board
	rows    []int // of the board, those not folded away
	folded  map[goal.Node]bool
	table   kit.Table
	log     []goal.Adjustment
}

func newTargets(p *page) *targets {
	x := &targets{p: p, folded: map[goal.Node]bool{}, load: kit.NewLoader(p.host, p.redraw), logLoad: kit.NewLoader(p.host, p.redraw)}
	x.table = kit.Table{
		Name: p.host.T("resultspage.tab.targets"), Source: targetRows{x}, RowHeight: 38,
		OnCur: func(int) { x.readLog() }, OnOpen: func(i int) { x.fold(i) }, OnEdit: func(int, string) { x.adjust(0) },
		OnLink: func(_ int, col string) {
			if m, err := strconv.Atoi(col); err == nil {
				x.adjust(m)
			}
		},
	}
	return x
}

// shown brings the tree to the front, plain or beside the pipeline.
func (x *targets) shown(compare bool) func() {
	return func() {
		x.compare = compare
		x.columns()
		x.read()
	}
}

func (x *targets) year() int {
	y, _, _ := x.p.host.Today().Parts()
	return y + x.shift
}

func (x *targets) read() {
	year := x.year()
	kit.Load(x.load, func(ctx context.Context) (*goal.Board, error) { return x.p.d.Goals.BoardOf(ctx, year) }, func(b *goal.Board) {
		x.board = b
		x.lay()
		if x.table.Current() < 0 && len(x.rows) > 0 {
			x.table.Select(0)
		}
		x.readLog()
	})
}

// lay lists the rows that are not folded away.
func (x *targets) lay() {
	x.rows = nil
	hide := -1
	for i := range x.board.Rows {
		r := &x.board.Rows[i]
		if hide >= 0 && r.Depth > hide {
			continue
		}
		hide = -1
		x.rows = append(x.rows, i)
		if x.folded[r.Node] {
			hide = r.Depth
		}
	}
}

func (x *targets) current() *goal.Row {
	if i := x.table.Current(); x.board != nil && i >= 0 && i < len(x.rows) {
		return &x.board.Rows[x.rows[i]]
	}
	return nil
}

// readLog reads how the targets of the current row came about.
func (x *targets) readLog() {
	r := x.current()
	if r == nil {
		return
	}
	node, year := r.Node, x.year()
	kit.Load(x.logLoad, func(ctx context.Context) ([]goal.Adjustment, error) { return x.p.d.Goals.Adjustments(ctx, node, year) },
		func(list []goal.Adjustment) { x.log = list })
}

func (x *targets) fold(i int) {
	if i < 0 || i >= len(x.rows) {
		return
	}
	r := &x.board.Rows[x.rows[i]]
	if r.Kids > 0 {
		x.folded[r.Node] = !x.folded[r.Node]
		x.lay()
		x.p.redraw()
	}
}

// foldTo folds the current row, or opens it.
func (x *targets) foldTo(on bool) {
	if r := x.current(); r != nil && r.Kids > 0 && x.folded[r.Node] != on {
		x.fold(x.table.Current())
	}
}

func (x *targets) columns() {
	t := x.p.host.T
	num := func(id string, w float32) kit.Column {
		return kit.Column{ID: id, Title: t("resultspage.target." + id), Width: w, Align: kit.Right}
	}
	cols := []kit.Column{{ID: "name", Title: t("resultspage.target.name"), Width: 190, Fixed: true, Flex: true}, num("year", 84), num("done", 84)}
	if x.compare {
		cols = append(cols, kit.Column{ID: "flag", Title: t("resultspage.target.flag"), Width: 84}, num("weighted", 96), num("open", 96), num("gap", 96), num("cover", 96), num("proposed", 96))
	} else {
		cols = append(cols, kit.Column{ID: "progress", Title: t("resultspage.target.progress"), Width: 118}, kit.Column{ID: "flag", Title: t("resultspage.target.flag"), Width: 70})
		for m := 1; m <= 12; m++ {
			cols = append(cols, kit.Column{ID: strconv.Itoa(m), Title: t("dealpage.month", "n", m), Width: 66, Align: kit.Right, Rule: true, Tinted: x.closing(m) == 0})
		}
	}
	if len(x.table.Columns) != len(cols) {
		x.table.Columns = nil
	}
	x.table.Columns = cols
}

// closing tells whether a month of the year shown is over (-1), running (0) or to come (1).
func (x *targets) closing(m int) int {
	y, now, _ := x.p.host.Today().Parts()
	switch at := x.year()*12 + m - y*12 - int(now); {
	case at < 0:
		return -1
	case at > 0:
		return 1
	}
	return 0
}

func (x *targets) may() bool { return x.p.host.Actor().Has(identity.RightTargets) }

func (x *targets) draw(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	in := bar(c, &r)
	c.ButtonsLeft(&in, kit.Button{ID: "earlier", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("dealpage.earlier"), Tap: func() { x.turn(-1) }})
	year := t("resultspage.year", "year", strconv.Itoa(x.year()))
	c.Text(in.CutLeft(kit.Measure(year, kit.Strong)+6), year, kit.Strong)
	c.ButtonsLeft(&in, kit.Button{ID: "later", Icon: icons.ChevronRight, Kind: kit.Plain, Tip: t("dealpage.later"), Tap: func() { x.turn(1) }})
	in.CutLeft(10)
	c.Text(in.CutLeft(kit.Measure(t("dealpage.unit"), kit.Caption)+12), t("dealpage.unit"), kit.Caption)
	var buttons []kit.Button
	for _, cmd := range x.commands() {
		switch cmd.ID {
		case "propose", "adopt":
			buttons = append(buttons, kit.CommandButton(cmd, kit.Outline))
		case "adjust":
			buttons = append(buttons, kit.CommandButton(cmd, kit.Primary))
		}
	}
	c.ButtonsRight(&in, kit.FitButtons(in.W, buttons)...)
	if waiting(c, x.p.host, x.load, r, x.board != nil, x.read) {
		return
	}
	if len(x.rows) == 0 {
		c.Empty(r, kit.Empty{Icon: icons.Target, Title: t("resultspage.no_targets"), Text: t("resultspage.no_targets_text")})
		return
	}
	low := r.CutBottom(min(r.H*0.42, 300))
	c.LineH(low.X, low.Y, low.W, theme.Line)
	x.drawLegend(c, r.CutBottom(30))
	x.table.Draw(c, "targets", r)
	right := low.Pad(0, 1, 0, 0)
	left := right.CutLeft(right.W * 0.6)
	c.LineV(right.X, right.Y, right.H, theme.Line)
	if cur := x.current(); cur != nil {
		x.drawChart(c, left, cur)
		x.drawLog(c, right.Pad(1, 0, 0, 0), cur)
	}
}

// drawLegend says what the flags mean, and what people offer beside what was set.
func (x *targets) drawLegend(c *kit.Canvas, r kit.Rect) {
	t := x.p.host.T
	c.LineH(r.X, r.Y, r.W, theme.Line)
	in := r.Pad(16, 0, 16, 0)
	top := &x.board.Rows[0]
	sums := t("resultspage.bottom_up", "offered", short(top.Year.Proposed), "set", short(top.Year.Target), "diff", short(top.Year.Proposed-top.Year.Target))
	c.Text(in.CutRight(kit.Measure(sums, kit.Caption)+2), sums, kit.Caption)
	in.CutRight(12)
	for _, f := range []struct {
		flag goal.Flag
		text string
	}{{goal.Green, "≥ 100"}, {goal.Yellow, "80–99"}, {goal.Red, "< 80"}} {
		c.Icon(in.CutLeft(14), icons.Flag, 13, flagTone(f.flag))
		in.CutLeft(4)
		in.CutLeft(c.Text(in, t("resultspage.flag."+string(f.flag))+" "+f.text, kit.Caption.In(flagTone(f.flag))) + 14)
	}
	if note := t("resultspage.flag_note"); kit.Measure(note, kit.Caption) <= in.W {
		c.Text(in, note, kit.Caption)
	}
}

func flagTone(f goal.Flag) theme.Token {
	switch f {
	case goal.Green:
		return theme.OK
	case goal.Yellow:
		return theme.Warn
	case goal.Red:
		return theme.Bad
	}
	return theme.Muted
}

func (x *targets) turn(n int) {
	x.shift += n
	x.columns()
	x.read()
}

// sheet is the tree as a workbook: one row a node, target and done of each month.
func (x *targets) export() {
	if x.board == nil {
		return
	}
	s := newSheet(x.p.host, x.p.d, x.p.host.T("resultspage.tab.targets")+" "+strconv.Itoa(x.year()))
	s.Set(x.sheetColumns(), x.sheetLines())
	s.Export()
}

func (x *targets) commands() []kit.Command {
	t := x.p.host.T
	list := []kit.Command{
		refresh(x.p.host, x.read),
		{ID: "earlier", Title: t("dealpage.earlier"), Keys: []kit.Key{"PageUp"}, Run: func() { x.turn(-1) }},
		{ID: "later", Title: t("dealpage.later"), Keys: []kit.Key{"PageDown"}, Run: func() { x.turn(1) }},
		{ID: "fold", Title: t("resultspage.fold"), Keys: []kit.Key{"-"}, Scope: kit.ScopeList, Run: func() { x.foldTo(true) }, Status: t("resultspage.fold")},
		{ID: "unfold", Title: t("resultspage.unfold"), Keys: []kit.Key{"+"}, Scope: kit.ScopeList, Run: func() { x.foldTo(false) }},
		{ID: "export", Title: t("records.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: x.export, Status: t("records.export_word")},
	}
	if x.board == nil || x.current() == nil {
		return list
	}
	mine := x.board.Find(goal.Node{Level: sales.TargetPerson, ID: x.p.host.Actor().ID}) >= 0
	if mine || x.may() {
		list = append(list, kit.Command{ID: "propose", Title: t("resultspage.propose"), Icon: icons.ArrowUp, Keys: []kit.Key{"Alt+P"}, Run: x.propose})
	}
	if x.may() {
		list = append(list,
			kit.Command{ID: "adopt", Title: t("resultspage.adopt"), Icon: icons.CheckCheck, Run: x.adopt, Enabled: func() string {
				if x.current().Year.Proposed == 0 {
					return t("resultspage.nothing_proposed")
				}
				return ""
			}},
			kit.Command{ID: "adjust", Title: t("resultspage.adjust"), Icon: icons.Pencil, Keys: []kit.Key{"F2"}, Run: func() { x.adjust(0) }, Status: t("resultspage.adjust")})
	}
	return list
}

// amountText writes an amount in full for sentences.
func amountText(m money.Minor) string { return money.Of(m, kit.Home()).String() }
