package attendance

import (
	"context"

	"kontor/app/attendance"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// askKinds are the kinds of requests, in the order of the tab.
var askKinds = []string{attendance.Leaves, attendance.Trips, attendance.Overtimes, attendance.Corrections}

// asksTab lists requests and enters new ones. ATT-13, ATT-23
type asksTab struct {
	p     *page
	kind  string
	open  bool // only those not decided
	lists map[string]*records.List
	split kit.Split
	form  *askForm
}

func newAsks(p *page) *asksTab {
	t := &asksTab{p: p, kind: attendance.Leaves, lists: map[string]*records.List{}}
	t.split = kit.Split{Size: 340, Min: 304, Max: theme.DetailMax, Rest: 520}
	return t
}

// list makes the list of a kind when it is first shown.
func (t *asksTab) list() *records.List {
	if l := t.lists[t.kind]; l != nil {
		return l
	}
	p := t.p
	l := records.New(p.host, p.d.PageDeps.Deps, t.kind)
	l.Redraw(p.redraw)
	l.Table.Multi = false
	at := func(_ *records.Row, v entity.Value) kit.Cell { return kit.Cell{Text: p.fullMoment(v.Int())} }
	cols := []records.Column{{Key: "employee_id", Width: 110}, {Key: "employee_id.number", Title: p.t("employee.number"), Width: 70}}
	switch t.kind {
	case attendance.Leaves:
		cols = append(cols, records.Column{Key: "type", Width: 84}, records.Column{Key: "from_at", Width: 128, Cell: at}, records.Column{Key: "to_at", Width: 128, Cell: at},
			records.Column{Key: "minutes", Title: p.t("attendance.col.hours"), Width: 64, Cell: func(_ *records.Row, v entity.Value) kit.Cell { return kit.Cell{Text: tenth(int(v.Int()))} }})
	case attendance.Trips:
		cols = append(cols, records.Column{Key: "type", Width: 84}, records.Column{Key: "from_at", Width: 128, Cell: at}, records.Column{Key: "to_at", Width: 128, Cell: at}, records.Column{Key: "place", Width: 140})
	case attendance.Overtimes:
		cols = append(cols, records.Column{Key: "from_at", Width: 128, Cell: at}, records.Column{Key: "to_at", Width: 128, Cell: at}, records.Column{Key: "settle", Width: 84})
	case attendance.Corrections:
		cols = append(cols, records.Column{Key: "kind", Width: 84}, records.Column{Key: "on_date", Width: 100}, records.Column{Key: "slot", Width: 70}, records.Column{Key: "at", Width: 128, Cell: at})
	}
	cols = append(cols, records.Column{Key: "reason", Width: 160, Flex: true}, records.Column{Key: "state", Width: 84, Cell: t.stateCell})
	l.SetColumns(cols...)
	l.Also = []string{"state"}
	l.OnCur = func(int64) { p.redraw() }
	l.OnLoad = func() { p.redraw() }
	l.Table.Blank = t.blank
	t.lists[t.kind] = l
	return l
}

func (t *asksTab) stateCell(_ *records.Row, v entity.Value) kit.Cell {
	tint := stateTint(attendance.State(v.Text()))
	return kit.Cell{Text: t.p.t("leave.state." + v.Text()), Badge: &tint}
}

func stateTint(s attendance.State) kit.Tint {
	switch s {
	case attendance.Approved:
		return kit.Green
	case attendance.Submitted:
		return kit.Amber
	case attendance.Refused:
		return kit.Red
	}
	return kit.Gray
}

func (t *asksTab) shown() { t.show() }

func (t *asksTab) show() {
	key := "from_at"
	if t.kind == attendance.Corrections {
		key = "on_date"
	}
	q := listing.Query{Sort: []listing.Sort{{Key: key, Desc: true}}}
	if t.open {
		q.Filter = listing.Is("state", listing.Eq, string(attendance.Submitted))
	}
	t.list().Show(q)
}

func (t *asksTab) draw(c *kit.Canvas, r kit.Rect) {
	p := t.p
	bar := r.CutTop(theme.FilterBar)
	c.LineH(bar.X, bar.Bottom()-1, bar.W, theme.Line)
	in := bar.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	var tabs []kit.Tab
	for _, k := range askKinds {
		tabs = append(tabs, kit.Tab{ID: k, Text: p.t(k + ".many")})
	}
	c.Segment("kind", in.CutLeft(kit.SegmentWidth(tabs)).MiddleRow(theme.Control), tabs, t.kind, func(id string) { t.kind = id; t.show() })
	in.CutLeft(12)
	c.Chip(&in, kit.Chip{ID: "open", Text: p.t("attendance.only_open"), On: t.open, Tap: func() { t.open = !t.open; t.show() }})
	if t.form != nil || t.current() != nil {
		pane := t.split.CutRight(c, "split", &r)
		if t.form != nil {
			t.form.draw(c, pane)
		} else {
			t.drawPane(c, pane)
		}
	}
	l := t.list()
	if err := l.Failed(); err != nil {
		c.Failure(r, p.host, err, t.show)
		return
	}
	l.Draw(c, "list", r)
}

func (t *asksTab) current() *records.Row {
	r := t.list().CurrentRow()
	if r == nil || r.ID == 0 {
		return nil
	}
	return r
}

// drawPane shows the chosen request with what may be done about it.
func (t *asksTab) drawPane(c *kit.Canvas, r kit.Rect) {
	p, row := t.p, t.current()
	state := attendance.State(row.Get("state").Text())
	in := r.Pad(16, 12, 16, 0)
	head := in.CutTop(34)
	name := row.Get("employee_id.name").Text()
	c.Person(head.CutLeft(34), name, 32)
	head.CutLeft(8)
	word := p.t("leave.state." + string(state))
	c.Badge(head.CutRight(kit.BadgeWidth(word)), word, stateTint(state))
	c.Text(head, name, kit.Section)
	in.CutTop(8)
	line := func(label, value string) {
		if value == "" {
			return
		}
		h := max(kit.ParaHeight(value, kit.Body, in.W-84, 0), 24)
		q := in.CutTop(h + 4)
		c.Text(kit.R(q.X, q.Y, 80, 22), label, kit.Second)
		c.Para(q.Pad(84, 1, 0, 0), value, kit.Body, 0)
	}
	switch t.kind {
	case attendance.Corrections:
		line(p.t("correction.kind"), p.t("correction.kind."+row.Get("kind").Text()))
		line(p.t("correction.on_date"), row.Get("on_date").Text())
		if at := row.Get("at").Int(); at != 0 {
			line(p.t("correction.slot."+row.Get("slot").Text()), p.fullMoment(at))
		}
	default:
		if typ := row.Get("type").Text(); typ != "" {
			line(p.t(t.kind+".type"), p.t(t.kind+".type."+typ))
		}
		line(p.t("leave.from_at"), p.fullMoment(row.Get("from_at").Int()))
		line(p.t("leave.to_at"), p.fullMoment(row.Get("to_at").Int()))
		line(p.t("trip.place"), row.Get("place").Text())
		if m := row.Get("minutes").Int(); t.kind == attendance.Leaves {
			line(p.t("attendance.length"), p.t("attendance.hours", "n", tenth(int(m))))
		}
	}
	line(p.t("leave.reason"), row.Get("reason").Text())
	in.CutTop(8)
	buttons := in.CutTop(theme.Control)
	c.ButtonsLeft(&buttons, t.actions()...)
}

// actions are what may be done with the chosen request.
func (t *asksTab) actions() []kit.Button {
	row := t.current()
	if row == nil {
		return nil
	}
	p, kind, id := t.p, t.kind, row.ID
	may := p.host.Actor().Can
	var out []kit.Button
	state := attendance.State(row.Get("state").Text())
	if state == attendance.Submitted && may(identity.May(kind, identity.Approve)) {
		out = append(out, kit.Button{ID: "approve", Text: p.t("attendance.approve"), Icon: icons.Check, Kind: kit.Tinted, Tap: func() { t.decide(id, true) }},
			kit.Button{ID: "refuse", Text: p.t("attendance.refuse"), Icon: icons.X, Tap: func() { t.decide(id, false) }})
	}
	if (state == attendance.Submitted || state == attendance.Approved) && may(identity.May(kind, identity.Change)) {
		out = append(out, kit.Button{ID: "withdraw", Text: p.t("attendance.withdraw"), Icon: icons.Undo, Tap: func() {
			p.askText(ask{title: p.t("attendance.withdraw"), text: p.t("attendance.withdraw_text"), label: p.t("attendance.reason"), yes: p.t("attendance.withdraw"), then: func(reason string) {
				p.run(func(ctx context.Context) error { return p.d.Book.Withdraw(ctx, kind, id, reason) }, t.show)
			}})
		}})
	}
	return out
}

func (t *asksTab) decide(id int64, yes bool) {
	kind := t.kind
	t.p.run(func(ctx context.Context) error { return t.p.d.Book.Decide(ctx, kind, id, yes) }, func() {
		key := "attendance.refused"
		if yes {
			key = "attendance.approved"
		}
		t.p.host.Toast(t.p.t(key), nil)
		t.show()
	})
}

func (t *asksTab) blank(c *kit.Canvas, r kit.Rect) {
	e := kit.Empty{Icon: icons.CalendarCheck, Title: t.p.t("records.none", "what", t.p.t(t.kind+".many")), Text: t.p.t("attendance.no_asks_text")}
	if t.mayAdd() {
		e.First = kit.Button{Text: records.NewTitle(t.p.host, t.kind), Icon: icons.Plus, Kind: kit.Primary, Key: "Ctrl+N", Tap: t.fresh}
	}
	c.Empty(r, e)
}

func (t *asksTab) mayAdd() bool {
	return t.p.host.Actor().Can(identity.May(t.kind, identity.Add))
}

func (t *asksTab) fresh() {
	if !t.mayAdd() {
		return
	}
	kind := t.kind
	t.form = newAskForm(t.p, kind, func(id int64) {
		t.form = nil
		if id != 0 {
			t.list().Select(id)
			t.show()
		}
		t.focus()
		t.p.redraw()
	})
	t.form.who.Focus()
	t.p.redraw()
}

func (t *asksTab) head() []kit.Button {
	if !t.mayAdd() {
		return nil
	}
	return []kit.Button{{ID: "new", Text: records.NewTitle(t.p.host, t.kind), Icon: icons.Plus, Kind: kit.Primary, Tap: t.fresh}}
}

func (t *asksTab) commands() []kit.Command {
	T := t.p.t
	if t.form != nil {
		return []kit.Command{
			{ID: "save", Title: T("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: t.form.save, Status: T("records.save")},
			{ID: "cancel", Title: T("kit.cancel"), Keys: []kit.Key{"Esc"}, Run: func() { t.form = nil; t.p.redraw() }, Status: T("kit.cancel")},
		}
	}
	list := []kit.Command{{ID: "refresh", Title: T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.show}}
	if t.mayAdd() {
		list = append(list, kit.Command{ID: "new", Title: records.NewTitle(t.p.host, t.kind), Keys: []kit.Key{"Ctrl+N"}, Icon: icons.Plus, Run: t.fresh, Status: T("attendance.key.new")})
	}
	for _, b := range t.actions() {
		key := map[string]kit.Key{"approve": "A", "refuse": "R", "withdraw": "Z"}[b.ID]
		list = append(list, kit.Command{ID: b.ID, Title: b.Text, Keys: []kit.Key{key}, Scope: kit.ScopeList, Run: b.Tap, Status: b.Text})
	}
	return list
}

func (t *asksTab) changed(string, int64) { t.list().Reload() }
func (t *asksTab) focus()                { t.p.s.FocusID("list", false) }
func (t *asksTab) save(s kit.State)      { s["kind"] = t.kind }
func (t *asksTab) restore(s kit.State) {
	for _, k := range askKinds {
		if s["kind"] == k {
			t.kind = k
		}
	}
}
