// Package attendance is the attendance window: the month grid with the day beside it,
// day results, rosters, requests, time clocks, shifts, holidays and employees.
package attendance

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"kontor/app/attendance"
	"kontor/app/attendance/punchfile"
	"kontor/app/attendance/rules"
	"kontor/app/calendar"
	"kontor/app/identity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Book is what the window asks of attendance.
type Book interface {
	Month(ctx context.Context, month calendar.Date) (*attendance.MonthView, error)
	Detail(ctx context.Context, employee int64, on calendar.Date) (*attendance.DayDetail, error)
	WhatIf(ctx context.Context, employee int64, on calendar.Date, change func(*rules.Input)) (rules.Day, error)
	FileLeave(ctx context.Context, l *attendance.Leave) error
	FileTrip(ctx context.Context, t *attendance.Trip) error
	FileCorrection(ctx context.Context, c *attendance.Correction) error
	FileOvertime(ctx context.Context, o *attendance.Overtime) error
	Decide(ctx context.Context, kind string, id int64, yes bool) error
	Withdraw(ctx context.Context, kind string, id int64, reason string) error
	AddManual(ctx context.Context, m attendance.ManualPunch) error
	PunchNow(ctx context.Context) (int64, error)
	BeforeLock(ctx context.Context, month calendar.Date) (attendance.Unsettled, error)
	LockMonth(ctx context.Context, month calendar.Date, note string) error
	UnlockMonth(ctx context.Context, month calendar.Date, reason string) error
	Compute(ctx context.Context, p attendance.Period) (attendance.Computed, error)

	PreviewPunches(ctx context.Context, f attendance.PunchFile) (*attendance.PunchReport, error)
	ImportPunches(ctx context.Context, f attendance.PunchFile) (*attendance.PunchReport, error)
	UnknownPINs(ctx context.Context) ([]attendance.UnknownPIN, error)
	LinkPIN(ctx context.Context, pin string, employee int64) error
	Offset(ctx context.Context, device int64, o attendance.DeviceOffset) error

	RosterOf(ctx context.Context, month calendar.Date) (*attendance.RosterView, error)
	Fill(ctx context.Context, cells []attendance.Cell) (attendance.FillReport, error)
	Cycle(ctx context.Context, p attendance.CyclePlan) ([]attendance.Cell, error)
	Week(ctx context.Context, p attendance.WeekPlan) ([]attendance.Cell, error)
	ReadRoster(ctx context.Context, in punchfile.RowReader, month calendar.Date) (*attendance.RosterImport, error)
	CurrentShifts(ctx context.Context) ([]*attendance.Shift, error)
	NewShift(ctx context.Context, x *attendance.Shift) error
	AllGroups(ctx context.Context) ([]*attendance.Group, error)
	SaveGroup(ctx context.Context, id, version int64, set func(*attendance.Group)) error
	ChangeShift(ctx context.Context, c attendance.ShiftChange) (*attendance.Shift, error)

	Calendar(ctx context.Context) (*calendar.Table, error)
	PlanDays(ctx context.Context, days []calendar.Day) (attendance.DayPlan, error)
	PutDays(ctx context.Context, days []calendar.Day) error
	Law(ctx context.Context) (*rules.Law, error)

	IssueCard(ctx context.Context, employee int64, number string, from int64, reason string) error
	BeforeLeaving(ctx context.Context, employee int64, on calendar.Date) ([]attendance.LeavingNote, error)
	Leaving(ctx context.Context, employee, version int64, on calendar.Date) error
	Instant(d calendar.Date, minute int) int64
}

// Deps are what the window needs.
type Deps struct {
	records.PageDeps
	Book Book
	// File reads a file that the user picked: its bytes, or the rows of a workbook (done
	// closes it).
	File func(path string) (File, error)
	// ExportMonth writes the month sheet to a file (.xlsx or .csv).
	ExportMonth func(ctx context.Context, x *attendance.Sheet, path string) error
	// ExportRoster writes the roster of a month in the form that can be imported.
	ExportRoster func(ctx context.Context, v *attendance.RosterView, path string) error
}

// File is a file to import.
type File struct {
	Name string
	Data []byte
	Rows punchfile.RowReader // of a workbook, instead of Data
	Hash string
	Done func()
}

// tab is one of the window's tabs.
type tab interface {
	draw(c *kit.Canvas, r kit.Rect)
	head() []kit.Button // buttons of the area header, the primary one last
	commands() []kit.Command
	shown()
	changed(kind string, id int64)
	focus()
	save(s kit.State)
	restore(s kit.State)
}

// page is the window.
type page struct {
	host  kit.Host
	d     Deps
	s     *kit.Surface
	cur   string
	tabs  map[string]tab
	month calendar.Date // the month that the tabs share
	asked int           // requests that nobody has decided
	units []department
	imp   *importPage // a punch file being looked at; nil = none
}

var tabOrder = []string{"month", "days", "roster", "asks", "clocks", "rules"}

// tabKinds are the records that a tab is about: who may not see them has no such tab.
var tabKinds = map[string]string{
	"month": attendance.DayResults, "days": attendance.DayResults, "roster": attendance.Rosters,
	"asks": attendance.Leaves, "clocks": attendance.Devices, "rules": attendance.Shifts,
}

// offered are the tabs of the acting person.
func (p *page) offered() []string {
	return slices.DeleteFunc(slices.Clone(tabOrder), func(id string) bool { return !p.offers(id) })
}

func (p *page) offers(id string) bool {
	return p.tabs[id] != nil && p.host.Actor().Can(identity.May(tabKinds[id], identity.See))
}

// New makes the window.
func New(h kit.Host, d Deps) kit.Page {
	p := &page{host: h, d: d, cur: "month", month: h.Today().MonthStart()}
	p.s = kit.NewSurface(p.draw)
	p.s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(p.Commands(), k, inField) }
	p.tabs = map[string]tab{"month": newMonth(p), "days": newDays(p), "roster": newRoster(p), "asks": newAsks(p), "clocks": newClocks(p), "rules": newRules(p)}
	h.Changed(p.changed, attendance.Employees, attendance.Shifts, attendance.Groups, attendance.Devices, attendance.Rosters, attendance.Punches, attendance.Imports,
		attendance.Leaves, attendance.Trips, attendance.Corrections, attendance.Overtimes, attendance.MonthLocks, attendance.Days, attendance.Badges, attendance.DayResults)
	p.tab().shown()
	return p
}

func (p *page) tab() tab { return p.tabs[p.cur] }

func (p *page) t(key string, args ...any) string { return p.host.T(key, args...) }

func (p *page) redraw() { p.s.Redraw() }

func (p *page) changed(kind string, id int64) { p.tab().changed(kind, id) }

func (p *page) show(name string) {
	if name == p.cur || !p.offers(name) {
		return
	}
	p.cur = name
	p.tab().shown()
	p.host.Refresh()
	p.redraw()
}

// setMonth moves all tabs to a month.
func (p *page) setMonth(m calendar.Date) {
	p.month = m.MonthStart()
	p.tab().shown()
}

func (p *page) draw(c *kit.Canvas) {
	r := c.Bounds()
	head := r.CutTop(theme.AreaHeader)
	c.LineH(head.X, head.Bottom()-1, head.W, theme.Line)
	row := head.Pad(theme.MarginLeft, 0, theme.MarginRight, 1)
	var buttons []kit.Button
	if p.imp == nil {
		buttons = p.tab().head()
	}
	buttons = append(buttons, kit.Button{ID: "detach", Icon: icons.External, Kind: kit.Plain, Tip: p.t("shell.detach"), Tap: p.host.Detach})
	var tabs []kit.Tab
	for _, id := range p.offered() {
		t := kit.Tab{ID: id, Text: p.t("attendance.tab." + id)}
		if id == "asks" && p.asked > 0 {
			t.Count = itoa(p.asked)
		}
		tabs = append(tabs, t)
	}
	title := p.t("area.attendance")
	c.ButtonsRight(&row, kit.FitButtons(row.W-kit.Measure(title, kit.Title)-18-kit.TabsWidth(tabs, false), buttons)...)
	row.CutLeft(c.Text(row, title, kit.Title) + 18)
	c.Tabs("tab", row, tabs, p.cur, func(id string) {
		if p.imp != nil {
			p.imp.close()
		}
		p.show(id)
	})
	if p.imp != nil {
		p.imp.draw(c, r)
		return
	}
	p.tab().draw(c, r)
}

// run does something in the background and reports how it went; done runs on success.
func (p *page) run(do func(ctx context.Context) error, done func()) {
	p.host.Go(func(ctx context.Context) {
		err := do(ctx)
		p.host.Post(func() {
			if err != nil {
				p.host.Report(err)
			} else if done != nil {
				done()
			}
			p.redraw()
		})
	})
}

// Title, Content and the rest make it a kit.Page.
func (p *page) Title() string              { return p.t("area.attendance") }
func (p *page) Content() fyne.CanvasObject { return p.s }
func (p *page) Close()                     {}
func (p *page) Focus()                     { p.tab().focus() }

// Commands are the actions of the tab in front.
func (p *page) Commands() []kit.Command {
	if p.imp != nil {
		return p.imp.commands()
	}
	list := append(p.tab().commands(), kit.Command{ID: "attendance.punch", Title: p.t("attendance.punch_now"), Icon: icons.Fingerprint, Run: p.punchNow},
		kit.Command{ID: "attendance.manual", Title: p.t("attendance.manual"), Keys: []kit.Key{"F12"}, Icon: icons.Pencil, Run: p.manual})
	for i, id := range p.offered() {
		list = append(list, kit.Command{ID: "attendance.tab." + id, Title: p.t("attendance.tab." + id), Keys: []kit.Key{kit.Key("Ctrl+Alt+" + itoa(i+1))}, Scope: kit.ScopeHidden, Run: func() { p.show(id) }})
	}
	return list
}

// punchNow is the punch of the acting person at this moment. ATT-22
func (p *page) punchNow() {
	var at int64
	p.run(func(ctx context.Context) (err error) { at, err = p.d.Book.PunchNow(ctx); return err }, func() {
		p.host.Toast(p.t("attendance.punched", "time", p.clock(at)), nil)
		p.tab().shown()
	})
}

// Save keeps the tab and the month.
func (p *page) Save() kit.State {
	s := kit.State{"tab": p.cur, "month": p.month.String()}
	p.tab().save(s)
	return s
}

// Restore shows what Save kept.
func (p *page) Restore(s kit.State) {
	if m, err := calendar.Parse(s["month"]); err == nil && !m.IsZero() {
		p.month = m.MonthStart()
	}
	if p.offers(s["tab"]) {
		p.cur = s["tab"]
	}
	p.tab().restore(s)
	p.tab().shown()
}

// DropFiles imports punch files that were dropped on the window.
func (p *page) DropFiles(paths []string) {
	if len(paths) > 0 {
		p.importFile(paths[0])
	}
}
