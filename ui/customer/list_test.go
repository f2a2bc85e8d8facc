package customer_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kontor/app/apptest"
	"kontor/app/customer"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/view"
	"kontor/ui/kit"

	window "kontor/ui/customer"
)

// desk is the window of customers in use.
type desk struct {
	*office
	t *testing.T
	p *window.Page
	d window.Deps
}

func (o *office) desk(t *testing.T, change func(*window.Deps)) *desk {
	t.Helper()
	d := o.deps()
	if change != nil {
		change(&d)
	}
	x := &desk{office: o, t: t, p: window.New(o.Host, d), d: d}
	o.lay(x.p)
	return x
}

func (x *desk) page() *kit.Surface { return x.p.Content().(*kit.Surface) }

// top is the surface in front: the dialog, or else the page.
func (x *desk) top() *kit.Surface {
	if s := x.Host.Layer.TopSurface(); s != nil {
		return s
	}
	return x.page()
}

func (x *desk) click(ids ...string) {
	x.t.Helper()
	for _, id := range ids {
		if !x.top().Click(id) {
			x.t.Fatalf("nothing to click: %s", id)
		}
		x.Host.Settle()
	}
}

func (x *desk) keys(list ...kit.Key) {
	x.t.Helper()
	for _, k := range list {
		x.top().Press(k)
		x.Host.Settle()
	}
}

func (x *desk) write(id, text string) {
	x.t.Helper()
	if id != "" && !x.top().FocusID(id, true) {
		x.t.Fatalf("nothing to type into: %s", id)
	}
	x.top().TypeText(text)
	x.Host.Settle()
}

func (x *desk) says(parts ...string) {
	x.t.Helper()
	w := strings.Join(x.top().Texts(), "|")
	for _, p := range parts {
		if !strings.Contains(w, p) {
			x.t.Errorf("%q is not shown: %s", p, w)
		}
	}
}

func (x *desk) hides(parts ...string) {
	x.t.Helper()
	w := strings.Join(x.top().Texts(), "|")
	for _, p := range parts {
		if strings.Contains(w, p) {
			x.t.Errorf("%q is still shown", p)
		}
	}
}

func (x *desk) fine() {
	x.t.Helper()
	x.clean(x.t)
}

// firms makes customers with a grade each.
func (x *office) firms(t *testing.T, list ...string) {
	t.Helper()
	for _, s := range list {
		name, grade, _ := strings.Cut(s, " ")
		c := x.Customers.Customers.Desc.New()
		c.Name, c.Grade = name, grade
		ok(t, x.Customers.Customers.Create(x.Boss, c))
	}
	err := x.Index.Rebuild(identity.System(context.Background(), "index"))
	ok(t, err)
}

func TestFilterAndBuilder(t *testing.T) { // CUS-23
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B", "无锡太湖纸业 C")
	x := o.desk(t, nil)
	x.says("上海舜泽食品", "苏州云汉精密", "无锡太湖纸业")
	x.keys("Ctrl+F")
	x.write("", "szyh")
	x.says("苏州云汉精密", "拼音首字母匹配 1 条")
	x.hides("无锡太湖纸业")
	x.keys("Esc")
	x.says("无锡太湖纸业")
	x.click("chip.filter.add")
	x.write("line0.field", "等级")
	x.keys("Enter")
	x.click("line0.many")
	x.keys("Space", "Down", "Space", "Esc")
	x.keys("Ctrl+Enter")
	x.fine()
	x.says("等级：A B", "上海舜泽食品", "苏州云汉精密")
	x.hides("无锡太湖纸业")
	// kept as a view
	x.click("view.save")
	x.write("", "要紧的")
	x.keys("Ctrl+Enter")
	x.fine()
	x.says("要紧的")
	x.click("view.v:all")
	x.says("无锡太湖纸业")
	rows, err := o.Views.List(o.Boss, customer.Customers)
	ok(t, err)
	if !slices.ContainsFunc(rows, func(r view.Row) bool { return r.Name == "要紧的" }) {
		t.Error("the view is not kept")
	}
}

func TestFollowUpWithNextAction(t *testing.T) { // CUS-04, CUS-05
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A")
	x := o.desk(t, nil)
	x.page().FocusID("list", false)
	x.keys("L")
	x.write("text", "电话确认样机时间")
	x.write("next", "3.25")
	x.write("title", "送样机")
	x.keys("Ctrl+Enter")
	x.fine()
	x.says("电话确认样机时间", "送样机", "到期 03-25")
	c := o.find(t, "上海舜泽食品")
	tasks, err := o.Customers.Tasks.Find(o.Boss, listing.Is("customer_id", listing.Eq, strconv.FormatInt(c.ID, 10)))
	ok(t, err)
	if len(tasks) != 1 || tasks[0].Title != "送样机" {
		t.Fatalf("%+v", tasks)
	}
	x.click("task.done.0")
	x.keys("Ctrl+Enter")
	x.fine()
	x.hides("到期 03-25")
}

func TestBatchIsOneStepBack(t *testing.T) { // CUS-36
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B", "无锡太湖纸业 C")
	x := o.desk(t, nil)
	x.page().FocusID("list", false)
	x.keys("Space", "Down", "Space")
	x.says("已选 2")
	x.click("batch.set")
	x.write("field", "等级")
	x.keys("Enter")
	x.write("value", "D")
	x.keys("Enter", "Ctrl+Enter")
	x.fine()
	grades := func() string {
		var out []string
		for _, c := range o.customers(t, 3) {
			out = append(out, c.Grade)
		}
		slices.Sort(out)
		return strings.Join(out, "")
	}
	if g := grades(); strings.Count(g, "D") != 2 {
		t.Errorf("grades %s", g)
	}
	o.Host.Undo()
	o.Host.Settle()
	x.fine()
	if g := grades(); g != "ABC" {
		t.Errorf("one undo takes all back: %s", g)
	}
}

func TestBinAndUndo(t *testing.T) {
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B")
	x := o.desk(t, nil)
	x.page().FocusID("list", false)
	x.keys("Del")
	x.fine()
	if !strings.Contains(o.Host.StatusIs, "1 条") {
		t.Error(o.Host.StatusIs)
	}
	o.Host.Undo()
	o.Host.Settle()
	x.says("上海舜泽食品", "苏州云汉精密")
	x.fine()
}

func TestPoolIsClaimedAndReleased(t *testing.T) { // CUS-41
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B")
	free := o.Customers.Customers.Desc.New()
	free.Name = "宁波海曙电器"
	ok(t, o.Customers.Customers.Create(identity.System(context.Background(), "test"), free))
	x := o.desk(t, nil)
	x.page().FocusID("list", false)
	x.keys("Space")
	x.click("batch.release")
	x.keys("Ctrl+Enter")
	x.says("写明退回的原因")
	x.write("row.0", "久未联系")
	x.keys("Ctrl+Enter")
	x.fine()
	x.click("tab.pool")
	x.says("宁波海曙电器")
	for i, id := range []string{"宁波海曙电器"} {
		_, _ = i, id
	}
	x.page().FocusID("list", false)
	x.keys("Space")
	x.click("batch.claim")
	x.fine()
	if c := o.find(t, "宁波海曙电器"); c.OwnerID != o.Host.Actor().ID {
		t.Error("the claimed customer has no owner")
	}
}

func TestExportAsksThePurpose(t *testing.T) {
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A")
	var got []window.ExportRequest
	x := o.desk(t, func(d *window.Deps) {
		d.Export = func(_ context.Context, r window.ExportRequest) error { got = append(got, r); return nil }
	})
	o.Host.Pick = "客户.xlsx"
	x.keys("Ctrl+E")
	x.fine()
	if len(got) != 1 || got[0].Path != "客户.xlsx" || got[0].View == "" {
		t.Errorf("%+v", got)
	}
}

func TestNarrowWindowShowsOneThing(t *testing.T) {
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B")
	x := o.desk(t, nil)
	o.size(1032, 583)
	x.hides("联系人 0")
	x.page().FocusID("list", false)
	x.keys("Enter")
	x.says("记录跟进")
	if x.page().Click("tab.nothing") {
		t.Error("?")
	}
	x.keys("Esc")
	x.says("将当前")
}

func TestWhoMayOnlyLook(t *testing.T) {
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A")
	var roles []identity.Role
	for _, r := range identity.ShippedRoles() {
		if r.Key == identity.RoleReadOnly {
			roles = append(roles, r)
		}
	}
	o.Host.Ctx = apptest.As(7, "来访", nil, roles...)
	x := o.desk(t, nil)
	for _, c := range x.p.Commands() {
		if (c.ID == "customer.new" || c.ID == "customer.bin") && (c.Enabled == nil || c.Enabled() == "") {
			t.Errorf("%s is offered", c.ID)
		}
	}
}
