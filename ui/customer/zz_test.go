package customer_test
import "testing"
func TestZZ(t *testing.T) {
	o := smallOffice(t)
	o.firms(t, "上海舜泽食品 A", "苏州云汉精密 B")
	x := o.desk(t, nil)
	o.size(1032, 583)
	x.page().FocusID("list", false)
	x.keys("Enter")
	t.Log(x.page().FocusedID(), x.page().Press("Esc"))
	x.Host.Settle()
	x.says("视图")
	o.size(1372, 803)
	x.page().FocusID("list", false)
	x.keys("Space", "Down", "Space")
	x.click("batch.set")
	x.write("field", "等级")
	t.Log(x.top().Texts())
	x.keys("Enter")
	t.Log(x.top().Texts())
}
