package attendance

import (
	"context"
	"strconv"

	"kontor/app/attendance"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
)

// head are the buttons of the area header.
func (t *monthTab) head() []kit.Button {
	may := t.p.host.Actor().Can
	var out []kit.Button
	if may(identity.May(attendance.Punches, identity.Import)) {
		out = append(out, kit.Button{ID: "import", Text: t.p.t("attendance.import"), Icon: icons.Download, Kind: kit.Plain, Tap: t.p.pickPunches})
	}
	if may(identity.May(attendance.DayResults, identity.Export)) && t.p.d.ExportMonth != nil {
		out = append(out, kit.Button{ID: "export", Text: t.p.t("attendance.export"), Icon: icons.FileSheet, Kind: kit.Plain, Tap: t.export})
	}
	if may(identity.May(attendance.DayResults, identity.Print)) {
		out = append(out, kit.Button{ID: "print", Text: t.p.t("attendance.print"), Icon: icons.Printer, Tap: t.print, Split: t.printMenu})
	}
	if may(identity.May(attendance.DayResults, identity.Lock)) && t.view != nil {
		if t.view.Lock != nil {
			out = append(out, kit.Button{ID: "unlock", Text: t.p.t("attendance.unlock"), Icon: icons.LockOpen, Tap: t.unlock})
		} else {
			out = append(out, kit.Button{ID: "lock", Text: t.p.t("attendance.lock", "month", t.p.shortMonth(t.p.month)), Icon: icons.Lock, Kind: t.weight(), Tap: t.lock})
		}
	}
	return out
}

// weight keeps one primary action in the window: while a day is being settled, that is
// saving it.
func (t *monthTab) weight() kit.ButtonKind {
	if t.pane.mode != "" {
		return kit.Outline
	}
	return kit.Primary
}

// commands are the keys of the tab.
func (t *monthTab) commands() []kit.Command {
	T := t.p.t
	list := []kit.Command{{ID: "attendance.move", Title: T("attendance.key.move"), Keys: []kit.Key{"←↑↓→"}, Status: T("attendance.key.move"), Run: func() {}, Scope: kit.ScopeList}}
	for _, a := range actionKinds {
		list = append(list, kit.Command{
			ID: "attendance." + a.id, Title: T("attendance.act." + a.id), Keys: []kit.Key{a.key}, Scope: kit.ScopeList, Status: T("attendance.act." + a.id),
			Run: func() { t.act(a.id) }, Enabled: t.pane.why,
		})
	}
	return append(list,
		kit.Command{ID: "export", Title: T("attendance.export"), Keys: []kit.Key{"Ctrl+E"}, Icon: icons.FileSheet, Run: t.export, Status: T("attendance.key.export")},
		kit.Command{ID: "print", Title: T("attendance.print"), Keys: []kit.Key{"Ctrl+P"}, Icon: icons.Printer, Run: t.print},
		kit.Command{ID: "save", Title: T("records.save"), Keys: []kit.Key{"Ctrl+Enter"}, Run: t.pane.save},
		kit.Command{ID: "filter", Title: T("records.filter"), Keys: []kit.Key{"Ctrl+F", "/"}, Icon: icons.Search, Run: t.filter.Focus},
		kit.Command{ID: "import", Title: T("attendance.import"), Icon: icons.Download, Run: t.p.pickPunches},
		kit.Command{ID: "prev", Title: T("attendance.prev"), Keys: []kit.Key{"Alt+Left"}, Scope: kit.ScopeHidden, Run: func() { t.step(-1) }},
		kit.Command{ID: "next", Title: T("attendance.next"), Keys: []kit.Key{"Alt+Right"}, Scope: kit.ScopeHidden, Run: func() { t.step(1) }},
		kit.Command{ID: "refresh", Title: T("attendance.recompute"), Keys: []kit.Key{"F5"}, Icon: icons.Refresh, Run: t.recompute},
		kit.Command{ID: "back", Keys: []kit.Key{"Esc"}, Scope: kit.ScopeHidden, Run: t.esc})
}

func (t *monthTab) key(k kit.Key) bool {
	for _, a := range actionKinds {
		if k == a.key {
			t.act(a.id)
			return true
		}
	}
	return false
}

// act begins an action on the selected day.
func (t *monthTab) act(id string) {
	t.over = true
	t.pane.begin(id)
}

func (t *monthTab) esc() {
	switch {
	case t.pane.mode != "":
		t.pane.stop()
	case t.over:
		t.over = false
	case t.filter.Text() != "" || t.only || t.dept != 0:
		t.filter.SetText("")
		t.only, t.dept = false, 0
		t.choose()
	}
	t.focus()
	t.p.redraw()
}

func (t *monthTab) step(n int) { t.p.setMonth(t.p.month.AddMonths(n)) }

// recompute computes the month again. ATT-17
func (t *monthTab) recompute() {
	month := t.p.month
	var c attendance.Computed
	t.p.run(func(ctx context.Context) (err error) {
		c, err = t.p.d.Book.Compute(ctx, attendance.Period{From: month, To: min(month.MonthEnd(), t.p.host.Today())})
		return err
	}, func() {
		t.p.host.Toast(t.p.t("attendance.recomputed", "n", c.People, "changed", c.Written), nil)
		t.reload()
	})
}

func (t *monthTab) sheet() *attendance.Sheet {
	x := &attendance.Sheet{View: t.view, WithDays: true}
	for _, i := range t.rows {
		x.People = append(x.People, t.view.People[i])
	}
	x.Department = t.deptName()
	return x
}

// export writes the sheet as Excel or CSV. ATT-20
func (t *monthTab) export() {
	if t.view == nil || t.p.d.ExportMonth == nil {
		return
	}
	x := t.sheet()
	t.p.host.SaveFile(kit.FileRequest{Title: t.p.t("attendance.export"), Name: t.p.t("attendance.sheet.title", "month", t.view.Month.Month()) + ".xlsx", Exts: []string{"xlsx", "csv"}, Kinds: "Excel, CSV", Confirm: true}, func(path string) {
		t.p.run(func(ctx context.Context) error { return t.p.d.ExportMonth(ctx, x, path) }, func() {
			t.p.host.Toast(t.p.t("records.exported", "file", path), nil)
		})
	})
}

// print opens the print dialog of the month sheet.
func (t *monthTab) print() {
	if t.view == nil {
		return
	}
	t.p.host.Open("print", 0, map[string]string{"kind": "attendance", "month": t.view.Month.Month(), "department": strconv.FormatInt(t.dept, 10)})
}

func (t *monthTab) printMenu() {
	r, _ := t.p.s.HitRect("print")
	t.p.host.ShowMenu(kit.Menu{From: t.p.s, Below: r, Items: []kit.MenuItem{
		{Title: t.p.t("attendance.print"), Icon: icons.Printer, Key: "Ctrl+P", Run: t.print},
		{Title: t.p.t("attendance.export"), Icon: icons.FileSheet, Key: "Ctrl+E", Run: t.export},
	}})
}

// lock asks what is still open, then closes the month.
func (t *monthTab) lock() {
	month := t.p.month
	var u attendance.Unsettled
	t.p.run(func(ctx context.Context) (err error) { u, err = t.p.d.Book.BeforeLock(ctx, month); return err }, func() {
		t.p.host.Ask(kit.Question{
			Title: t.p.t("attendance.lock_ask", "month", t.p.monthText(month)), Text: t.p.t("attendance.lock_text", "exceptions", u.Exceptions, "requests", u.Requests, "waiting", u.Waiting),
			Yes: t.p.t("attendance.lock_yes"), OnYes: func() {
				t.p.run(func(ctx context.Context) error { return t.p.d.Book.LockMonth(ctx, month, "") }, func() {
					t.p.host.Toast(t.p.t("attendance.locked_done", "month", t.p.monthText(month)), nil)
					t.reload()
				})
			},
		})
	})
}

func (t *monthTab) unlock() {
	month := t.p.month
	t.p.askText(ask{title: t.p.t("attendance.unlock_ask", "month", t.p.monthText(month)), text: t.p.t("attendance.unlock_text"), label: t.p.t("attendance.reason"), yes: t.p.t("attendance.unlock"), then: func(reason string) {
		t.p.run(func(ctx context.Context) error { return t.p.d.Book.UnlockMonth(ctx, month, reason) }, t.reload)
	}})
}

func (t *monthTab) deptName() string {
	if t.dept == 0 || t.view == nil {
		return ""
	}
	for i := range t.view.People {
		if t.view.People[i].DepartmentID == t.dept {
			return t.view.People[i].Department
		}
	}
	return ""
}

// departments lists the departments of the people of the month.
func (t *monthTab) departments() []kit.MenuItem {
	out := []kit.MenuItem{{Title: t.p.t("attendance.all_departments"), Checked: t.dept == 0, Run: func() { t.dept = 0; t.choose() }}}
	if t.view == nil {
		return out
	}
	seen := map[int64]int{}
	var order []int64
	for i := range t.view.People {
		x := &t.view.People[i]
		if seen[x.DepartmentID]++; seen[x.DepartmentID] == 1 {
			order = append(order, x.DepartmentID)
		}
	}
	for _, id := range order {
		name := ""
		for i := range t.view.People {
			if t.view.People[i].DepartmentID == id {
				name = t.view.People[i].Department
			}
		}
		out = append(out, kit.MenuItem{Title: name, Detail: itoa(seen[id]), Checked: t.dept == id, Run: func() { t.dept = id; t.choose() }})
	}
	return out
}

func (t *monthTab) menu(i, day int, at kit.Point) {
	var items []kit.MenuItem
	for _, a := range actionKinds {
		why := t.pane.why()
		items = append(items, kit.MenuItem{Title: t.p.t("attendance.act." + a.id), Key: a.key, Run: func() { t.act(a.id) }, Disabled: why != "", Why: why})
	}
	t.p.host.ShowMenu(kit.Menu{From: t.p.s, At: at, Items: items})
}
