package settings

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kontor/app/apptest"
	"kontor/app/paper"
	"kontor/app/printroom"
	"kontor/app/suite"
	"kontor/data"
	"kontor/data/datatest"
	"kontor/printing"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// shop is the print templates of a company with files in memory.
type shop struct {
	*printing.Press
	*printroom.Service
	files map[string][]byte
}

func (s shop) Templates(kind paper.Kind) []paper.Template { return s.Press.Templates(kind) }
func (s shop) Read(path string) (string, []byte, error) {
	raw, ok := s.files[path]
	if !ok {
		return "", nil, errors.New("no file")
	}
	return path, raw, nil
}
func (s shop) Write(path string, raw []byte) error { s.files[path] = raw; return nil }
func (s shop) Restore(ctx context.Context, id int64) error {
	return s.Service.Templates.Restore(ctx, id)
}

// PRT-01, PRT-02: templates are listed by document, opened, copied, exported, imported as
// layout and as workbook, and deleted with a way back, by keyboard.
func TestListOfTemplates(t *testing.T) {
	c := datatest.Open(t, "sqlite")
	off := suite.New(suite.Params{Ground: datatest.Ground(c), Store: c.DB, Numbers: data.NewNumbers(c.DB)})
	h := uitest.New(t, apptest.Owner(), apptest.NewClock(), off.Ground.Notices)
	s := shop{printing.New(printing.Params{Own: off.Prints}), off.Prints, map[string][]byte{}}
	off.Prints.Check = func(ctx context.Context, kind paper.Kind, format printroom.Format, name string, body []byte) error {
		if format == printroom.Sheet {
			return s.CheckSheet(ctx, kind, body)
		}
		return s.Press.Check(ctx, kind, name, body)
	}
	var surface *kit.Surface
	x := newTemplatesTab(h, Deps{PageDeps: records.PageDeps{}, Papers: s}, func() {
		if surface != nil {
			surface.Redraw()
		}
	})
	surface = kit.NewSurface(func(c *kit.Canvas) { x.draw(c, c.Bounds()) })
	surface.Keys = func(k kit.Key, in bool) bool { return kit.RunKey(x.commands(), k, in) }
	h.Layer = kit.NewLayer(surface)
	h.Layer.SetBounds(900, 1400)
	settle := func() {
		for range 4 {
			h.Settle()
			surface.Flush()
		}
	}
	x.show()
	settle()
	choose := func(name string) {
		t.Helper()
		for i, row := range x.rows {
			if row.t != nil && row.t.Name == name {
				x.list.Select(i)
				settle()
				return
			}
		}
		t.Fatalf("%s is not listed", name)
	}
	key := func(k kit.Key) { surface.Press(k); settle() }
	if !surface.Shows("标准报价单") || !surface.Shows("送货单 三联") {
		t.Fatal(strings.Join(surface.Texts(), " "))
	}
	choose("delivery-standard")
	surface.FocusID("templates", true)
	key("F2")
	if len(h.Opened) != 1 || h.Opened[0].Kind != printroom.Templates || h.Opened[0].Args["name"] != "delivery-standard" {
		t.Fatalf("%+v", h.Opened)
	}
	key("Del")
	if len(h.Toasts) == 0 {
		t.Error("nothing says that shipped templates stay")
	}
	key("Ctrl+D")
	row := x.current()
	if row == nil || row.t.Shipped || row.t.Title.ZH != "送货单 三联 2" {
		t.Fatalf("the copy is not chosen: %+v %v", row, h.Errors)
	}
	h.Pick = "out.toml"
	key("Ctrl+E")
	if !strings.Contains(string(s.files["out.toml"]), `kind = "delivery"`) {
		t.Error("it was not exported")
	}
	key("Del")
	if h.Undo == nil || surface.Shows("送货单 三联 2") {
		t.Fatal("it was not deleted, or there is no way back")
	}
	h.Undo()
	settle()
	if !surface.Shows("送货单 三联 2") {
		t.Error("it did not come back")
	}
	key("Ctrl+I")
	if !surface.Shows("送货单 三联 3") {
		t.Errorf("the file was not imported: %v", h.Errors)
	}

	choose("quote-standard")
	h.Pick = "book.xlsx"
	x.starter()
	settle()
	if len(s.files["book.xlsx"]) == 0 {
		t.Fatal("no workbook to begin with")
	}
	choose("quote-standard")
	key("Ctrl+I")
	if row = x.current(); row == nil || !row.t.Sheet || row.t.Title.ZH != "book" || row.own.Revision != 1 {
		t.Fatalf("%+v %v", row, h.Errors)
	}
	key("Ctrl+I")
	if row = x.current(); row == nil || row.own.Revision != 2 {
		t.Errorf("the workbook did not become the next version: %+v", row)
	}
	h.Pick = "none.xlsx"
	s.files["none.xlsx"] = []byte("none")
	choose("quote-standard")
	key("Ctrl+I")
	if len(h.Errors) != 1 {
		t.Errorf("%v", h.Errors)
	}
}
