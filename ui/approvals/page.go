// Package approvals is the window of approvals: what waits for the person's decision, what
// the person asked for and whom it waits for, and what was decided.
package approvals

import (
	"context"

	"fyne.io/fyne/v2"

	"kontor/app/approval"
	"kontor/app/money"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// Service is what the window asks.
type Service interface {
	Pending(ctx context.Context) ([]approval.Pending, error)
	Asked(ctx context.Context, n int) ([]approval.Item, error)
	Decided(ctx context.Context, n int) ([]approval.Item, error)
	Item(ctx context.Context, id int64) (*approval.Item, error)
	Agree(ctx context.Context, id int64, comment string) (*approval.Approval, error)
	Refuse(ctx context.Context, id int64, comment string) (*approval.Approval, error)
	Return(ctx context.Context, id int64, comment string) (*approval.Approval, error)
	ReturnTo(ctx context.Context, id, step int64, comment string) (*approval.Approval, error)
	Delegate(ctx context.Context, id, to int64, comment string) (*approval.Approval, error)
	Recall(ctx context.Context, id int64) (*approval.Approval, error)
}

// Deps are what the window needs.
type Deps struct {
	records.Deps
	Service Service
}

// The lists of the window.
const (
	tabMine    = "mine" // waits for me
	tabAsked   = "asked"
	tabDecided = "decided"
)

// most is how many finished approvals are listed.
const most = 200

type page struct {
	host  kit.Host
	d     Deps
	s     *kit.Surface
	load  *kit.Loader
	look  *kit.Loader
	tab   string
	rows  []approval.Item
	ready bool
	n     int // waiting for me
	list  kit.List
	split kit.Split
	item  *approval.Item
	busy  bool
}

// New makes the window.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d, tab: tabMine}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.load, p.look = kit.NewLoader(h, p.s.Redraw), kit.NewLoader(h, p.s.Redraw)
	p.split = kit.Split{Size: 400, Min: theme.DetailMin, Max: 560}
	p.list = kit.List{Name: h.T("approval.many"), Height: 52, Row: p.row, KeyOf: func(i int) int64 { return p.rows[i].ID }, OnCur: func(int) { p.read1() }, OnOpen: func(int) { p.open() }}
	h.Changed(func(string, int64) { p.read() }, approval.Approvals, "approval_seat")
	p.read()
	return p
}

func (p *page) read() {
	tab := p.tab
	type seen struct {
		rows []approval.Item
		n    int
	}
	kit.Load(p.load, func(ctx context.Context) (seen, error) {
		s := seen{}
		waiting, err := p.d.Service.Pending(ctx)
		if err != nil {
			return s, err
		}
		s.n = len(waiting)
		switch tab {
		case tabAsked:
			s.rows, err = p.d.Service.Asked(ctx, most)
		case tabDecided:
			s.rows, err = p.d.Service.Decided(ctx, most)
		default:
			for _, w := range waiting {
				s.rows = append(s.rows, approval.Item{Pending: w, State: approval.Running})
			}
		}
		return s, err
	}, func(s seen) {
		p.rows, p.n, p.ready, p.list.Len = s.rows, s.n, true, len(s.rows)
		if p.list.Current() < 0 && len(p.rows) > 0 {
			p.list.Select(0)
		}
		p.host.Status(p.host.T("approvals.count", "n", p.n))
		p.host.Refresh()
		p.read1()
	})
}

func (p *page) current() *approval.Item {
	if i := p.list.Current(); i >= 0 && i < len(p.rows) {
		return &p.rows[i]
	}
	return nil
}

// read1 reads the steps of the current approval.
func (p *page) read1() {
	x := p.current()
	if x == nil {
		p.item = nil
		return
	}
	id := x.ID
	kit.Load(p.look, func(ctx context.Context) (*approval.Item, error) { return p.d.Service.Item(ctx, id) }, func(x *approval.Item) { p.item = x })
}

func (p *page) choose(tab string) {
	p.tab, p.ready, p.rows, p.item, p.list.Len = tab, false, nil, nil, 0
	p.read()
}

// decide runs a decision about the current approval.
func (p *page) decide(run func(ctx context.Context, id int64) error, done string) {
	x := p.current()
	if x == nil || p.busy {
		return
	}
	p.busy = true
	id, title := x.ID, x.Title
	p.host.Go(func(ctx context.Context) {
		err := run(ctx, id)
		p.host.Post(func() {
			p.busy = false
			p.host.Report(err)
			if err == nil {
				p.host.Toast(p.host.T("approvals."+done, "title", title), nil)
			}
			p.read()
		})
	})
}

func (p *page) open() {
	if x := p.current(); x != nil {
		p.host.Open(x.Entity, x.RecordID, nil)
	}
}

// Commands are what can be done now.
func (p *page) Commands() []kit.Command {
	t := p.host.T
	x := p.current()
	list := []kit.Command{
		{ID: "refresh", Title: t("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: p.read},
		{ID: "back", Title: t("records.back"), Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: p.host.Close},
	}
	if x == nil {
		return list
	}
	list = append(list, kit.Command{ID: "document", Title: t("approvals.document"), Icon: icons.FileText, Keys: []kit.Key{"O"}, Scope: kit.ScopeList, Run: p.open, Status: t("approvals.document")})
	switch {
	case p.tab == tabMine:
		list = append(list,
			kit.Command{ID: "agree", Title: t("workbench.agree"), Icon: icons.Check, Keys: []kit.Key{"A"}, Scope: kit.ScopeList, Run: p.agree, Status: t("workbench.agree")},
			kit.Command{ID: "refuse", Title: t("approvals.refuse"), Icon: icons.X, Keys: []kit.Key{"R"}, Scope: kit.ScopeList, Run: p.refuse, Status: t("approvals.refuse")},
			kit.Command{ID: "return", Title: t("workbench.return"), Icon: icons.Undo, Keys: []kit.Key{"B"}, Scope: kit.ScopeList, Run: p.giveBack, Status: t("workbench.return")},
			kit.Command{ID: "delegate", Title: t("approvals.delegate"), Icon: icons.Users, Keys: []kit.Key{"T"}, Scope: kit.ScopeList, Run: p.delegate, Status: t("approvals.delegate")})
	case p.tab == tabAsked && x.State == approval.Running:
		list = append(list, kit.Command{ID: "recall", Title: t("approvals.recall"), Icon: icons.Undo, Run: func() {
			p.decide(func(ctx context.Context, id int64) error { _, err := p.d.Service.Recall(ctx, id); return err }, "recalled")
		}})
	}
	return list
}

func (p *page) draw(c *kit.Canvas) {
	t := p.host.T
	r := c.Bounds()
	head := r.CutTop(theme.AreaHeader)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	in := head.Pad(8, 0, theme.MarginRight, 1)
	c.Button(in.CutLeft(30).MiddleRow(theme.Control), kit.Button{ID: "leave", Icon: icons.ChevronLeft, Kind: kit.Plain, Tip: t("records.back"), Tap: p.host.Close})
	in.CutLeft(4)
	in.CutLeft(c.Text(in, p.Title(), kit.Title) + 16)
	tabs := []kit.Tab{{ID: tabMine, Text: t("approvals.mine"), Count: tr.Group(int64(p.n))}, {ID: tabAsked, Text: t("approvals.asked")}, {ID: tabDecided, Text: t("approvals.decided")}}
	c.Tabs("tab", in, tabs, p.tab, p.choose)
	switch {
	case p.load.Failed() != nil:
		c.Failure(r, p.host, p.load.Failed(), p.read)
		return
	case !p.ready:
		if p.load.Slow() {
			c.Placeholders(r)
		}
		return
	case len(p.rows) == 0:
		c.Empty(r, kit.Empty{Icon: icons.CircleCheck, Title: t("approvals.none." + p.tab), Text: t("approvals.none_text." + p.tab)})
		return
	}
	defer p.drawPane(c, p.split.CutRight(c, "split", &r))
	p.list.Draw(c, "list", r)
}

func stateTint(s approval.State) kit.Tint {
	switch s {
	case approval.Approved:
		return kit.Green
	case approval.Running:
		return kit.Amber
	case approval.Refused:
		return kit.Red
	}
	return kit.Gray
}

func (p *page) row(c *kit.Canvas, r kit.Rect, i int, _ kit.RowState) {
	x := &p.rows[i]
	t := p.host.T
	in := r.Pad(16, 5, 16, 5)
	first := in.CutTop(21)
	amount := ""
	if x.Amount != 0 {
		amount = money.Of(x.Amount, kit.Home()).String()
	}
	c.Text(first.CutRight(kit.Measure(amount, kit.Strong)+2), amount, kit.Strong)
	first.CutRight(10)
	first.CutLeft(c.Text(first, t(x.Entity+".one")+" "+x.Title, kit.Body) + 10)
	if p.tab != tabMine {
		first.CutLeft(c.Badge(first, t("approval.state."+string(x.State)), stateTint(x.State)) + 8)
	}
	second := in
	waits := ""
	switch {
	case p.tab == tabMine:
		waits = t("approvals.since", "time", records.Waited(p.host, x.Since))
	case len(x.Waits) > 0:
		waits = t("saleswindow.blocked", "who", x.Names[x.Waits[0].PersonID], "time", records.Waited(p.host, x.Since))
	}
	c.Text(second.CutRight(kit.Measure(waits, kit.Caption)+2), waits, kit.Caption.In(theme.Warn))
	second.CutRight(10)
	text := x.Applicant
	if x.Party != "" {
		text += " · " + x.Party
	}
	if x.Step != "" {
		text += " · " + tr.In(p.host.Lang()).Or(x.Step, x.Step)
	}
	c.Text(second, text, kit.Caption)
}

func (p *page) drawPane(c *kit.Canvas, r kit.Rect) {
	x := p.current()
	if x == nil {
		return
	}
	t := p.host.T
	in := r.Pad(16, 12, 16, 0)
	c.Text(in.CutTop(26), t(x.Entity+".one")+" "+x.Title, kit.Section)
	c.KeyValue(in.CutTop(24), t("approval.applicant_id"), x.Applicant, kit.Body)
	if x.Party != "" {
		c.KeyValue(in.CutTop(24), t("approvals.party"), x.Party, kit.Body)
	}
	if x.Amount != 0 {
		c.KeyValue(in.CutTop(26), t("approval.amount_minor"), money.Of(x.Amount, kit.Home()).String(), kit.Section)
	}
	in.CutTop(8)
	row := in.CutTop(theme.Control)
	for _, cmd := range p.Commands() {
		if cmd.ID == "refresh" || cmd.ID == "back" {
			continue
		}
		kind := kit.Outline
		if cmd.ID == "agree" {
			kind = kit.Primary
		}
		b := kit.CommandButton(cmd, kind)
		w := c.ButtonWidth(b)
		if row.W < w {
			in.CutTop(6)
			row = in.CutTop(theme.Control)
		}
		c.Button(row.CutLeft(w), b)
		row.CutLeft(8)
	}
	in.CutTop(14)
	c.LineH(in.X, in.Y, in.W, theme.Line)
	in.CutTop(10)
	if p.item == nil || p.item.ID != x.ID {
		return
	}
	c.ScrollAuto("steps", in, func(body kit.Rect) float32 {
		return records.DrawSeats(c, kit.R(body.X, body.Y, body.W, 10000), p.host, p.item.Seats, func(id int64) string { return p.item.Names[id] })
	})
}

// Title, Content and the rest make it a kit.Page.
func (p *page) Title() string              { return p.host.T("approvals.title") }
func (p *page) Content() fyne.CanvasObject { return p.s }
func (p *page) Focus()                     { p.s.FocusID("list", false) }
func (p *page) Close()                     {}

// Save keeps the tab.
func (p *page) Save() kit.State { return kit.State{"tab": p.tab} }

// Restore shows what Save kept.
func (p *page) Restore(s kit.State) {
	if s["tab"] != "" && s["tab"] != p.tab {
		p.choose(s["tab"])
	}
}
