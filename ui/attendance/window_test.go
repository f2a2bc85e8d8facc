package attendance

import (
	"testing"

	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/uitest"
)

// Pictures of every tab, to be looked at beside the design board:
// go test ./ui/attendance -run Pictures -pictures DIR
func TestPictures(t *testing.T) {
	o := openOffice(t, false)
	p := o.window(owner, "zh")
	m := p.tabs["month"].(*monthTab)
	m.select_("陈思远", 12)
	o.settle()
	uitest.Picture(t, o.h, p, "08-month", 1372, 792)
	for _, id := range tabOrder[1:] {
		p.show(id)
		o.settle()
		uitest.Picture(t, o.h, p, "08-"+id, 1372, 792)
	}
	theme.Set(theme.PaletteOf(true, false), 1)
	defer theme.Set(theme.PaletteOf(false, false), 1)
	p.show("month")
	o.settle()
	uitest.Picture(t, o.h, p, "08-month-dark", 1372, 792)
	_ = kit.Body
}

// select_ makes a person's day current.
func (t *monthTab) select_(name string, day int) {
	for i := range t.rows {
		if t.person(i).Name == name {
			t.grid.Select(i, day-1)
			t.day = day - 1
			t.look()
		}
	}
}
