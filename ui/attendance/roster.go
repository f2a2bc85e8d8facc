package attendance

import (
	"context"
	"strings"

	"kontor/app/attendance"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// rosterTab is the grid of shifts: a brush is chosen, cells are filled by dragging. ATT-09, ATT-10
type rosterTab struct {
	p      *page
	load   *kit.Loader
	view   *attendance.RosterView
	rows   []int
	filter *kit.Field
	dept   department
	brush  string // a shift code, brushRest, brushClear; "" = only select
	cur    spot
	mark   spot // the other corner of the selection
	fill   bool // a drag is filling
	saving bool
	plan   *rosterPlan
	split  kit.Split
	tints  map[string]kit.Tint
	heads  map[string][]int // per shift and day, of the people shown
	body   kit.Rect         // of the cells, as drawn last
	nameW  float32
	dayW   float32
}

// spot is a cell of the grid.
type spot struct{ row, day int }

// brushes beside the shifts.
const (
	brushRest  = "\x00rest"
	brushClear = "\x00clear"
)

func newRoster(p *page) *rosterTab {
	t := &rosterTab{p: p, tints: map[string]kit.Tint{}}
	t.load = kit.NewLoader(p.host, p.redraw)
	t.split = kit.Split{Size: 304, Min: 280, Max: 420, Rest: 640}
	t.filter = kit.FilterField(p.t("attendance.initials"), func(string) { t.mark = t.cur; t.choose() })
	t.filter.Keys = ""
	t.plan = newRosterPlan(t)
	return t
}

func (t *rosterTab) shown() {
	t.p.readUnits()
	t.reload()
}

func (t *rosterTab) departments() []kit.MenuItem {
	return t.p.departmentMenu(t.dept, func(d department) { t.dept, t.mark = d, t.cur; t.choose() })()
}

func (t *rosterTab) changed(kind string, _ int64) {
	if !t.saving && (kind == attendance.Rosters || kind == attendance.Employees || kind == attendance.Shifts || kind == attendance.Groups || kind == attendance.MonthLocks) {
		t.reload()
	}
}

func (t *rosterTab) reload() {
	month := t.p.month
	kit.Load(t.load, func(ctx context.Context) (*attendance.RosterView, error) { return t.p.d.Book.RosterOf(ctx, month) }, func(v *attendance.RosterView) {
		t.view = v
		t.colours()
		t.plan.take(v)
		t.choose()
	})
}

// shiftTints are the colours of shifts, in their order.
var shiftTints = []kit.Tint{kit.Petrol, kit.Blue, kit.Purple, kit.Green, kit.Amber, kit.Gray}

func (t *rosterTab) colours() {
	for i, x := range t.view.Shifts {
		t.tints[x.Code] = shiftTints[(i+int(x.Color))%len(shiftTints)]
	}
}

func (t *rosterTab) choose() {
	if t.view == nil {
		return
	}
	t.rows = t.rows[:0]
	for i := range t.view.People {
		x := &t.view.People[i]
		if t.dept.id != 0 && x.DepartmentID != t.dept.id || !fits(x.Name, x.Number, x.Pinyin, t.filter.Text()) {
			continue
		}
		t.rows = append(t.rows, i)
	}
	t.count()
	t.cur, t.mark = t.clamp(t.cur), t.clamp(t.mark)
	t.status()
	t.p.redraw()
}

// count tells how many of the people shown work each shift on each day.
func (t *rosterTab) count() {
	t.heads = map[string][]int{}
	for row := range t.rows {
		for d, cell := range t.person(row).Cells {
			for _, code := range cell.Codes {
				if t.heads[code] == nil {
					t.heads[code] = make([]int, len(t.view.Days))
				}
				t.heads[code][d]++
			}
		}
	}
}

func (t *rosterTab) clamp(s spot) spot {
	s.row = min(max(s.row, 0), max(len(t.rows)-1, 0))
	s.day = min(max(s.day, 0), max(len(t.view.Days)-1, 0))
	return s
}

func (t *rosterTab) person(row int) *attendance.RosterPerson { return &t.view.People[t.rows[row]] }

func (t *rosterTab) status() {
	if t.view == nil || len(t.rows) == 0 {
		t.p.host.Status("")
		return
	}
	x := t.person(t.cur.row)
	t.p.host.Status(t.p.t("attendance.people_days", "n", len(t.rows), "days", len(t.view.Days)) + " · " + x.Name + " " + t.p.dayText(t.view.Days[t.cur.day].Date))
}

// may tells whether the roster can be changed, and why not.
func (t *rosterTab) why() string {
	switch {
	case t.view == nil:
		return t.p.t("attendance.no_day")
	case !t.p.host.Actor().Can(identity.May(attendance.Rosters, identity.Change)):
		return t.p.t("attendance.no_right")
	case t.view.Lock != nil:
		return t.p.t("attendance.month_locked")
	}
	return ""
}

// selection is the block between the two corners.
func (t *rosterTab) selection() (a, b spot) {
	a = spot{min(t.cur.row, t.mark.row), min(t.cur.day, t.mark.day)}
	b = spot{max(t.cur.row, t.mark.row), max(t.cur.day, t.mark.day)}
	return a, b
}

// cellFor is the cell that a brush makes.
func cellFor(brush string, id int64, on calendar.Date) attendance.Cell {
	c := attendance.Cell{EmployeeID: id, On: on}
	switch brush {
	case brushRest:
		c.Rest = true
	case brushClear:
		c.Clear = true
	default:
		c.Codes = []string{brush}
	}
	return c
}

// paint fills the selection with a brush.
func (t *rosterTab) paint(brush string) {
	if brush == "" || t.why() != "" || len(t.rows) == 0 {
		return
	}
	a, b := t.selection()
	var cells []attendance.Cell
	for r := a.row; r <= b.row; r++ {
		x := t.person(r)
		for d := a.day; d <= b.day; d++ {
			if !x.Cells[d].Outside {
				cells = append(cells, cellFor(brush, x.ID, t.view.Days[d].Date))
			}
		}
	}
	t.write(cells)
}

// write stores cells and offers to take them back.
func (t *rosterTab) write(cells []attendance.Cell) {
	if len(cells) == 0 || t.saving {
		return
	}
	before := t.before(cells)
	t.saving = true
	var rep attendance.FillReport
	t.p.host.Go(func(ctx context.Context) {
		r, err := t.p.d.Book.Fill(ctx, cells)
		rep = r
		t.p.host.Post(func() {
			t.saving = false
			if err != nil {
				t.p.host.Report(err)
			} else if n := rep.Created + rep.Changed + rep.Removed; n > 0 {
				text := t.p.t("attendance.rostered", "n", n)
				if len(rep.Warnings) > 0 {
					text += " · " + t.p.t("attendance.warnings", "n", len(rep.Warnings))
				}
				t.p.host.Toast(text, func() { t.write(before) })
			}
			t.reload()
		})
	})
}

// before is what stands in the cells now.
func (t *rosterTab) before(cells []attendance.Cell) []attendance.Cell {
	at := map[int64]*attendance.RosterPerson{}
	for i := range t.view.People {
		at[t.view.People[i].ID] = &t.view.People[i]
	}
	out := make([]attendance.Cell, 0, len(cells))
	for _, c := range cells {
		x, k := at[c.EmployeeID], int(c.On-t.view.Month)
		if x == nil || k < 0 || k >= len(x.Cells) {
			continue
		}
		now := x.Cells[k]
		b := attendance.Cell{EmployeeID: c.EmployeeID, On: c.On, Clear: !now.Explicit, Note: now.Note}
		if now.Explicit {
			b.Codes, b.Rest = now.Codes, now.Rest
		}
		out = append(out, b)
	}
	return out
}

// press, drag and keys.

func (t *rosterTab) spotAt(at kit.Point) (spot, bool) {
	if t.dayW == 0 || at.X < t.body.X+t.nameW {
		return spot{int((at.Y - t.body.Y) / theme.Row), t.cur.day}, at.Y >= t.body.Y
	}
	s := spot{int((at.Y - t.body.Y) / theme.Row), int((at.X - t.body.X - t.nameW) / t.dayW)}
	return s, at.Y >= t.body.Y && s.row < len(t.rows) && s.day < len(t.view.Days)
}

func (t *rosterTab) press(p kit.Pointer) {
	s, ok := t.spotAt(p.At)
	if !ok || len(t.rows) == 0 {
		return
	}
	s = t.clamp(s)
	if p.Shift {
		t.cur = s
	} else {
		t.cur, t.mark = s, s
	}
	t.status()
}

// drag widens the selection; letting go fills it with the brush.
func (t *rosterTab) drag(d kit.Drag) {
	if len(t.rows) == 0 {
		return
	}
	s, _ := t.spotAt(d.At)
	switch d.Phase {
	case kit.DragStart:
		if from, ok := t.spotAt(d.Start); ok {
			t.mark = t.clamp(from)
			t.fill = true
		}
	case kit.DragMove:
		t.cur = t.clamp(s)
	case kit.DragEnd:
		t.cur = t.clamp(s)
		if t.fill && t.brush != "" {
			t.paint(t.brush)
		}
		t.fill = false
	}
	t.status()
}

// tap fills a single cell with the brush.
func (t *rosterTab) tap() {
	if t.brush != "" && !t.fill && t.cur == t.mark {
		t.paint(t.brush)
	}
}

func (t *rosterTab) key(k kit.Key) bool {
	move := func(dr, dd int, keep bool) bool {
		t.cur = t.clamp(spot{t.cur.row + dr, t.cur.day + dd})
		if !keep {
			t.mark = t.cur
		}
		t.show()
		t.status()
		return true
	}
	if t.view == nil || len(t.rows) == 0 {
		return false
	}
	plain, shifted := strings.CutPrefix(string(k), "Shift+")
	switch plain {
	case "Left":
		return move(0, -1, shifted)
	case "Right":
		return move(0, 1, shifted)
	case "Up":
		return move(-1, 0, shifted)
	case "Down":
		return move(1, 0, shifted)
	case "PgUp":
		return move(-15, 0, shifted)
	case "PgDn":
		return move(15, 0, shifted)
	case "Home":
		return move(0, -31, shifted)
	case "End":
		return move(0, 31, shifted)
	case "Del":
		t.paint(brushClear)
		return true
	case "0":
		t.paint(brushRest)
		return true
	case "Enter", "Space":
		t.paint(t.brush)
		return t.brush != ""
	}
	if len(plain) == 1 && plain[0] >= '1' && plain[0] <= '9' && int(plain[0]-'1') < len(t.view.Shifts) {
		t.paint(t.view.Shifts[plain[0]-'1'].Code)
		return true
	}
	return false
}

// show scrolls the current row into view.
func (t *rosterTab) show() {
	top := float64(t.cur.row * theme.Row)
	off := t.p.s.ScrollOffset("roster")
	room := float64(t.visible())
	switch {
	case top < off:
		t.p.s.SetScrollOffset("roster", top)
	case top+theme.Row > off+room && room > 0:
		t.p.s.SetScrollOffset("roster", top+theme.Row-room)
	}
}

func (t *rosterTab) visible() float32 {
	if r, ok := t.p.s.HitRect("rostercells"); ok {
		return r.H
	}
	return 0
}

func (t *rosterTab) commands() []kit.Command {
	T := t.p.t
	return []kit.Command{
		{ID: "attendance.move", Title: T("attendance.key.move"), Keys: []kit.Key{"←↑↓→"}, Status: T("attendance.key.move"), Run: func() {}, Scope: kit.ScopeList},
		{ID: "roster.shift", Title: T("attendance.key.shift"), Keys: []kit.Key{"1–9"}, Status: T("attendance.key.shift"), Run: func() {}, Scope: kit.ScopeList},
		{ID: "roster.rest", Title: T("roster.kind.rest"), Keys: []kit.Key{"0"}, Status: T("roster.kind.rest"), Run: func() { t.paint(brushRest) }, Scope: kit.ScopeList, Enabled: t.why},
		{ID: "roster.clear", Title: T("attendance.clear"), Keys: []kit.Key{"Del"}, Status: T("attendance.clear"), Run: func() { t.paint(brushClear) }, Scope: kit.ScopeList, Enabled: t.why},
		{ID: "filter", Title: T("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: t.filter.Focus},
		{ID: "export", Title: T("attendance.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: t.export},
		{ID: "refresh", Title: T("records.refresh"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.reload},
		{ID: "prev", Keys: []kit.Key{"Alt+Left"}, Scope: kit.ScopeHidden, Run: func() { t.p.setMonth(t.p.month.AddMonths(-1)) }},
		{ID: "next", Keys: []kit.Key{"Alt+Right"}, Scope: kit.ScopeHidden, Run: func() { t.p.setMonth(t.p.month.AddMonths(1)) }},
		{ID: "back", Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: func() { t.brush, t.mark = "", t.cur; t.p.redraw() }},
	}
}

func (t *rosterTab) focus()              { t.p.s.FocusID("rostercells", false) }
func (t *rosterTab) save(s kit.State)    { s["filter"], s["brush"] = t.filter.Text(), t.brush }
func (t *rosterTab) restore(s kit.State) { t.brush = s["brush"]; t.filter.SetText(s["filter"]) }
