package kit

import "testing"

// Columns that can give way do so before a table has to be scrolled sideways, each in its
// measure; the number of a document and a width that was chosen are kept.
func TestColumnsGiveWay(t *testing.T) {
	tab := &Table{Columns: []Column{
		{ID: "number", Width: 110}, {ID: "customer", Width: 200, Give: 80}, {ID: "remark", Width: 200, Give: 160},
	}}
	s := NewSurface(func(c *Canvas) { tab.Draw(c, "t", c.Bounds()) })
	at := func(w float32) []float32 {
		s.SetSize(w, 200)
		s.Picture(w, 200, 1)
		return tab.lay.w
	}
	if w := at(460); w[0] != 110 || w[1] >= 200 || w[1] <= 120 || w[2] >= w[1] || tab.lay.width != 460 {
		t.Errorf("at 460: %v, together %v", w, tab.lay.width)
	}
	if w := at(200); w[1] != 200 || w[2] != 200 || tab.lay.width <= 500 {
		t.Errorf("where it has to be scrolled all the same nothing is taken: %v", w)
	}
	tab.RestoreColumns(`[{"id":"number","w":110},{"id":"customer","w":190},{"id":"remark","w":200}]`)
	if w := at(460); w[1] != 190 || w[2] >= 200 {
		t.Errorf("a width that was chosen: %v", w)
	}
}
