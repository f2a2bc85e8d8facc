// Package workbench is the first window of the day (picture 02): the week, to-dos,
// approvals, receivables that fall due, accounts, the month's target, the funnel and
// notices. Each figure opens the list that makes it.
package workbench

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/sales"
	"kontor/app/workbench"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Bench is what the window asks.
type Bench interface {
	Read(ctx context.Context, w sales.Whose) (*workbench.Board, error)
}

// Acts are what can be done from the window.
type Acts interface {
	Done(ctx context.Context, task int64) error
	Reopen(ctx context.Context, task int64) error
	Add(ctx context.Context, q workbench.Quick) error
	Agree(ctx context.Context, approval int64) error
	Return(ctx context.Context, approval int64, reason string) error
	Heard(ctx context.Context, reminder int64) error
}

type page struct {
	host   kit.Host
	bench  Bench
	acts   Acts
	s      *kit.Surface
	load   *kit.Loader
	board  *workbench.Board
	whose  sales.Whose
	byName bool // to-dos by customer instead of time
	quick  *kit.Field
	todo   kit.List
	hidden map[workbench.Part]bool // cards that the person does not want
	rows   []row
}

// row is a line of the to-do list: a heading or a task.
type row struct {
	head string
	note string
	late bool
	task *workbench.Task
}

// New makes the window.
func New(h kit.Host, b Bench, a Acts) kit.Page {
	p := &page{host: h, bench: b, acts: a, whose: sales.Mine}
	if kept := h.Setting("workbench.whose"); kept != "" {
		p.whose = sales.Whose(kept)
	}
	p.hidden = readHidden(h.Setting(hiddenKey))
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.load = kit.NewLoader(h, p.s.Redraw)
	p.quick = kit.NewField(h.T("workbench.quick"))
	p.quick.Placeholder, p.quick.LeftIcon = h.T("workbench.quick"), icons.Plus
	p.quick.OnEnter = func() bool { p.add(); return true }
	p.todo = kit.List{Name: h.T("workbench.todo"), Height: 29, Row: p.drawTodo, OnOpen: p.openTodo, OnKey: p.todoKey, OnTap: p.tapTodo}
	h.Changed(func(string, int64) { p.read() }, customer.Tasks, customer.Customers, "approval", "approval_seat", "receivable", "allocation", "money_in", "journal", "sales_order", "opportunity", "reminder", "product")
	p.read()
	return p
}

func (p *page) read() {
	kit.Load(p.load, func(ctx context.Context) (*workbench.Board, error) { return p.bench.Read(ctx, p.whose) }, func(b *workbench.Board) {
		p.board = b
		p.arrange()
		p.status()
	})
}

// arrange makes the rows of the to-do list: late, today, the next days; or by customer.
func (p *page) arrange() {
	p.rows = nil
	if p.byName {
		p.arrangeByName()
	} else {
		p.arrangeByDay()
	}
	p.todo.Len, p.todo.Groups = len(p.rows), nil
	for i, r := range p.rows {
		if r.task == nil {
			p.todo.Groups = append(p.todo.Groups, i)
		}
	}
}

func (p *page) arrangeByDay() {
	today := p.board.Today
	group := func(title string, late bool, fits func(t *workbench.Task) bool) {
		var list []*workbench.Task
		for i := range p.board.Todo {
			if t := &p.board.Todo[i]; fits(t) {
				list = append(list, t)
			}
		}
		if len(list) == 0 {
			return
		}
		p.rows = append(p.rows, row{head: title, note: strconv.Itoa(len(list)), late: late})
		for _, t := range list {
			p.rows = append(p.rows, row{task: t})
		}
	}
	group(p.host.T("workbench.late"), true, func(t *workbench.Task) bool { return t.Late })
	for d := today; d <= today+2; d++ {
		group(p.dayTitle(d), false, func(t *workbench.Task) bool { return !t.Late && t.DueOn == d })
	}
}

func (p *page) arrangeByName() {
	seen := map[string]bool{}
	for i := range p.board.Todo {
		name := p.board.Todo[i].Customer
		if seen[name] {
			continue
		}
		seen[name] = true
		title := name
		if title == "" {
			title = p.host.T("workbench.no_customer")
		}
		p.rows = append(p.rows, row{head: title})
		for j := range p.board.Todo {
			if p.board.Todo[j].Customer == name {
				p.rows = append(p.rows, row{task: &p.board.Todo[j]})
			}
		}
	}
}

func (p *page) status() {
	open := 0
	for _, t := range p.board.Todo {
		if t.State == customer.TaskOpen {
			open++
		}
	}
	p.host.Status(p.host.T("workbench.status", "todo", open, "pending", len(p.board.Pending)))
	p.host.SetCount("workbench", len(p.board.Pending))
}

// act runs something and reports how it went; the notice of the save reads the board anew.
func (p *page) act(run func(ctx context.Context) error, done string, undo func()) {
	p.host.Go(func(ctx context.Context) {
		err := run(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
				return
			}
			if done != "" {
				p.host.Toast(done, undo)
			}
		})
	})
}

func (p *page) tick(t *workbench.Task) {
	id := t.ID
	if t.State == customer.TaskOpen {
		p.act(func(ctx context.Context) error { return p.acts.Done(ctx, id) }, p.host.T("workbench.done", "title", t.Title), func() {
			p.act(func(ctx context.Context) error { return p.acts.Reopen(ctx, id) }, "", nil)
		})
		return
	}
	p.act(func(ctx context.Context) error { return p.acts.Reopen(ctx, id) }, "", nil)
}

func (p *page) add() {
	text := p.quick.Text()
	if text == "" {
		return
	}
	q := workbench.ReadQuick(text, p.host.Today())
	p.act(func(ctx context.Context) error { return p.acts.Add(ctx, q) }, p.host.T("workbench.added", "date", q.On.String()), nil)
	p.quick.SetText("")
	p.s.Redraw()
}

func (p *page) agree(i int) {
	a := p.board.Pending[i]
	p.act(func(ctx context.Context) error { return p.acts.Agree(ctx, a.ID) }, p.host.T("workbench.agreed", "title", a.Title), nil)
}

// giveBack asks for a reason and returns the document to the applicant.
func (p *page) giveBack(i int) {
	a := p.board.Pending[i]
	field := kit.NewField(p.host.T("finance.reason"))
	d := &kit.Dialog{Title: p.host.T("workbench.return_title", "title", a.Title)}
	d.Height = func(float32) float32 { return 30 }
	d.Body = func(c *kit.Canvas, r kit.Rect) { c.Field("reason", r.CutTop(28), field) }
	d.Buttons = []kit.DialogButton{
		{Text: p.host.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: p.host.T("workbench.return"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			reason := field.Text()
			p.act(func(ctx context.Context) error { return p.acts.Return(ctx, a.ID, reason) }, p.host.T("workbench.returned", "title", a.Title), nil)
			return false
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(field.Focus)
}

func (p *page) openTodo(i int) {
	if t := p.rows[i].task; t != nil && t.CustomerID != 0 {
		p.host.Open(customer.Customers, t.CustomerID, nil)
	}
}

// tapTodo ticks a task when its box was clicked.
func (p *page) tapTodo(i int, at kit.Point, r kit.Rect) bool {
	if t := p.rows[i].task; t != nil && at.X < r.X+36 {
		p.tick(t)
		return true
	}
	return false
}

func (p *page) todoKey(k kit.Key) bool {
	if i := p.todo.Current(); k == "Space" && i >= 0 && i < len(p.rows) && p.rows[i].task != nil {
		p.tick(p.rows[i].task)
		return true
	}
	return false
}

func (p *page) dayTitle(d calendar.Date) string {
	switch d - p.board.Today {
	case 0:
		return p.host.T("date.today")
	case 1:
		return p.host.T("date.tomorrow") + " · " + p.heading(d)
	}
	return p.heading(d)
}

// Title and the rest make it a kit.Page.
func (p *page) Title() string              { return p.host.T("area.workbench") }
func (p *page) Content() fyne.CanvasObject { return p.s }
func (p *page) Save() kit.State            { return kit.State{"whose": string(p.whose)} }
func (p *page) Restore(s kit.State)        {}
func (p *page) Focus()                     { p.s.FocusID("todo", false) }
func (p *page) Close()                     {}

func (p *page) choose(w string) {
	p.whose = sales.Whose(w)
	p.host.SetSetting("workbench.whose", w)
	p.read()
}

// Commands are the page's actions.
func (p *page) Commands() []kit.Command {
	t := p.host.T
	list := []kit.Command{
		{ID: "tick", Title: t("workbench.finish"), Keys: []kit.Key{"Space"}, Scope: kit.ScopeList, Run: func() { p.todoKey("Space") }, Status: t("workbench.finish")},
		{ID: "quick", Title: t("workbench.quick_title"), Keys: []kit.Key{"Ctrl+N", "/"}, Icon: icons.Plus, Run: p.quick.Focus, Status: t("workbench.quick_title")},
		{ID: "cards", Title: t("workbench.cards"), Keys: []kit.Key{"Ctrl+Shift+B"}, Icon: icons.Columns, Run: func() {
			p.host.ShowMenu(kit.Menu{From: p.s, At: kit.Point{X: p.s.Size().Width, Y: theme.AreaHeader}, Items: p.cardItems()})
		}},
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.read},
	}
	if p.board != nil && len(p.board.Pending) > 0 {
		list = append(list, kit.Command{ID: "agree", Title: t("workbench.agree"), Keys: []kit.Key{"A"}, Scope: kit.ScopeList, Run: func() { p.agree(0) }, Status: t("workbench.agree")},
			kit.Command{ID: "return", Title: t("workbench.return"), Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Run: func() { p.giveBack(0) }, Status: t("workbench.return")})
	}
	return list
}
