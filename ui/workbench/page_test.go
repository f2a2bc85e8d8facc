package workbench_test

import (
	"context"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/approval"
	"kontor/app/apptest"
	"kontor/app/calendar"
	"kontor/app/customer"
	"kontor/app/entity"
	"kontor/app/reminder"
	"kontor/app/sales"
	"kontor/app/workbench"
	"kontor/ui/kit"
	"kontor/ui/uitest"
	window "kontor/ui/workbench"
)

func TestMain(m *testing.M) { uitest.Main(m) }

// desk is a workbench over a board that is made by hand.
type desk struct {
	t     *testing.T
	host  *uitest.Host
	board *workbench.Board
	page  kit.Page
	s     *kit.Surface
	done  []string
}

func (d *desk) Read(context.Context, sales.Whose) (*workbench.Board, error) { return d.board, nil }
func (d *desk) note(text string) error                                      { d.done = append(d.done, text); return nil }
func (d *desk) Done(context.Context, int64) error                           { return d.note("done") }
func (d *desk) Reopen(context.Context, int64) error                         { return d.note("reopened") }
func (d *desk) Add(_ context.Context, q workbench.Quick) error              { return d.note("added " + q.Title) }
func (d *desk) Agree(context.Context, int64) error                          { return d.note("agreed") }
func (d *desk) Return(_ context.Context, _ int64, why string) error {
	return d.note("returned: " + why)
}
func (d *desk) Heard(context.Context, int64) error { return d.note("heard") }

func newDesk(t *testing.T) *desk {
	t.Helper()
	now := time.Date(2026, 3, 18, 14, 32, 0, 0, time.FixedZone("CST", 8*3600))
	today := calendar.Must("2026-03-18")
	d := &desk{t: t, host: uitest.New(t, apptest.Owner(), app.ClockFunc(func() time.Time { return now }), nil)}
	b := &workbench.Board{Today: today, Parts: map[workbench.Part]bool{}}
	for _, p := range []workbench.Part{workbench.PartWeek, workbench.PartTasks, workbench.PartApprovals, workbench.PartNotices} {
		b.Parts[p] = true
	}
	for i := calendar.Date(0); i < 7; i++ {
		b.Week = append(b.Week, workbench.Day{On: today - 2 + i})
	}
	b.Todo = []workbench.Task{{Task: customer.Task{Head: entity.Head{ID: 4}, Title: "电话回访", DueOn: today, State: customer.TaskOpen}, Customer: "苏州恒拓"}}
	b.Pending = []approval.Pending{{Title: "DD2026030009", Amount: 300_000, Applicant: "周启航"}}
	b.Pending[0].ID = 9
	b.Notices = []*reminder.Reminder{{Head: entity.Head{ID: 3}, Kind: "notice", Subject: "展会样机已到仓", On: today}}
	b.Signs = []workbench.Sign{{Signal: workbench.Signal{Key: "workbench.sign.low_stock", Open: "stock_level", Args: map[string]string{"view": "low"}}, N: 3}}
	b.BackedUp = &now
	d.board = b
	d.open()
	return d
}

func (d *desk) open() {
	d.page = window.New(d.host, d, d)
	uitest.Window(d.t, d.host, d.page, 1372, 800)
	d.s = d.page.Content().(*kit.Surface)
	d.settle()
}

func (d *desk) settle() {
	for range 3 {
		d.host.Settle()
		d.s.Flush()
	}
}

func (d *desk) last() string {
	if len(d.done) == 0 {
		return ""
	}
	return d.done[len(d.done)-1]
}

// WB-01 WB-19: to-dos and approvals are worked off by keyboard, and ticking can be undone.
func TestWorkbenchByKeyboard(t *testing.T) {
	d := newDesk(t)
	d.s.FocusID("todo", true)
	d.s.Press("Home")
	d.s.Press("Down")
	d.s.Press("Space")
	d.settle()
	if d.last() != "done" || d.host.Undo == nil {
		t.Fatalf("Space: %v", d.done)
	}
	d.host.Undo()
	d.settle()
	if d.last() != "reopened" {
		t.Errorf("undo: %v", d.done)
	}
	d.s.Press("A")
	d.settle()
	if d.last() != "agreed" {
		t.Errorf("A: %v", d.done)
	}
	d.s.Press("R")
	d.settle()
	d.host.Dialog.Surface().TypeText("价格请再核对")
	d.host.Dialog.Surface().Press("Ctrl+Enter")
	d.settle()
	if d.last() != "returned: 价格请再核对" {
		t.Errorf("R: %v", d.done)
	}
	d.s.Press("Ctrl+N")
	d.s.TypeText("回访恒拓")
	d.s.Press("Enter")
	d.settle()
	if d.last() != "added 回访恒拓" {
		t.Errorf("quick: %v", d.done)
	}
}

// WB-20: a person takes cards off the workbench and puts them back; it is remembered.
func TestCardsAreChosen(t *testing.T) {
	d := newDesk(t)
	title, menu := d.host.T("workbench.notices"), d.host.T("workbench.card.notices")
	pick := func() {
		t.Helper()
		d.s.Press("Ctrl+Shift+B")
		d.settle()
		list := d.host.Layer.TopSurface()
		if list == nil || !list.Click(list.Named(menu)) {
			t.Fatal("the card is not offered")
		}
		d.settle()
	}
	pick()
	if d.s.Shows(title) {
		t.Error("the card is still there")
	}
	d.open()
	if d.s.Shows(title) {
		t.Error("it comes back by itself")
	}
	pick()
	if !d.s.Shows(title) {
		t.Error("it cannot be put back")
	}
}

// Notices tell of low stock, which opens the list, and of a backup that is missing.
func TestNoticesOpenWhatTheyTell(t *testing.T) { // WB-06
	d := newDesk(t)
	if !d.s.Click("sign.workbench.sign.low_stock") || len(d.host.Opened) == 0 {
		t.Fatal("the low stock does not open")
	}
	if o := d.host.Opened[0]; o.Kind != "stock_level" || o.Args["view"] != "low" {
		t.Errorf("opened %+v", o)
	}
	if !d.s.Shows(d.host.T("workbench.backed_up")) {
		t.Error("the backup is not told of")
	}
	old := d.board.BackedUp.Add(-5 * 24 * time.Hour)
	d.board.BackedUp = &old
	d.s.Press("F5")
	d.settle()
	if !d.s.Shows(d.host.T("workbench.backup_late", "n", 5)) {
		t.Error("a missing backup is not told of")
	}
}
