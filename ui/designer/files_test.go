package designer

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/identity"
	"kontor/app/paper"
)

// PRT-01: a shipped template is saved as a copy with a name of its own, then as versions; an
// older version comes back as a draft; a save that fails loses nothing.
func TestSavingMakesACopy(t *testing.T) {
	b := desk(t, "delivery-standard")
	b.toCustomer(t)
	b.press("Right", "Ctrl+Enter")
	if len(b.shelf.drafts) != 1 || len(b.h.Errors) > 0 {
		t.Fatal(b.h.Errors)
	}
	d := b.shelf.drafts[0]
	if d.ID != 0 || d.Name.ZH != "送货单 三联 2" || d.Source != "delivery-standard" || d.Kind != paper.Delivery || b.unsaved() != 0 {
		t.Errorf("%+v %d", d.Name, b.unsaved())
	}
	b.toCustomer(t)
	b.press("Down", "Ctrl+S")
	if len(b.shelf.drafts) != 2 || b.shelf.drafts[1].ID != 1 || b.shelf.drafts[1].Name.ZH != "送货单 三联 2" {
		t.Fatalf("%+v", b.shelf.drafts[len(b.shelf.drafts)-1].Name)
	}
	b.showVersions()
	b.settle()
	if b.h.Menu == nil || len(b.h.Menu.Items) != 2 || !strings.Contains(b.h.Menu.Items[1].Title, "林晓雯") {
		t.Fatal("the versions are not listed")
	}
	b.h.Menu.Items[1].Run()
	b.settle()
	if string(b.d.Press.Compose(b.tree)) != string(b.shelf.drafts[0].Body) || b.unsaved() == 0 {
		t.Error("version 1 is not the draft")
	}
	b.shelf.err = app.E(app.Stale, "print_template.stale", "name", "x")
	b.press("Ctrl+Enter")
	if len(b.h.Errors) != 1 || b.unsaved() == 0 {
		t.Errorf("%v %d", b.h.Errors, b.unsaved())
	}
	left := false
	b.Leave(func() { left = true })
	if left || b.h.Question == nil {
		t.Error("unsaved work is left without a question")
	}
}

// PRT-01: what is wrong is told with its place, at once; saving shows it instead, and the
// repair of what does not fit is one click.
func TestChecks(t *testing.T) {
	long := paper.Example(paper.Delivery)
	long["address"] = strings.Repeat("天津市滨海新区港前路 27 号 B2 库", 12)
	b := desk(t, "delivery-standard", Sample{"SH-1", paper.Example(paper.Delivery)}, Sample{"SH-2", long})
	it := b.toCustomer(t)
	it.Set("text", "{{customer.nobody}}")
	b.relay()
	b.settle()
	if len(b.faults) != 1 || !b.s.Shows(b.faultText(b.faults[0])) || !strings.Contains(b.faultText(b.faults[0]), "customer.nobody") {
		t.Fatalf("%+v", b.faults)
	}
	b.press("Ctrl+Enter")
	if len(b.shelf.drafts) != 0 || len(b.h.Toasts) == 0 {
		t.Error("a broken template was saved, or nothing was said")
	}
	it.Set("text", "{{customer.name}}")
	for i, x := range b.items(1) {
		if x.Words("text").ZH == "{{address}}" {
			b.choose(ref{1, i, -1})
			x.Set("grow", "fixed")
		}
	}
	b.relay()
	b.settle()
	if len(b.found) != 1 || b.found[0].key != "does_not_fit" || b.found[0].first != "SH-2" || b.tried != 3 {
		t.Fatalf("%+v of %d", b.found, b.tried)
	}
	b.s.Click("finding.0.mend")
	b.settle()
	if len(b.found) != 0 || b.at(b.primary()).Str("grow") != "" {
		t.Errorf("%+v", b.found)
	}
	b.tree.Set("size", 8)
	b.items(1)[7].Set("x", 200)
	b.relay()
	b.settle()
	for range 3 {
		for i, f := range b.found {
			if _, run := b.repair(f); run != nil {
				b.s.Click("finding." + itoa(i) + ".mend")
				b.settle()
				break
			}
		}
	}
	if len(b.found) != 0 {
		t.Errorf("not mended: %+v", b.found)
	}
}

// PRT-01: F9 shows names of fields, and pages of what is a real document are shown with its
// data; the test print prints the page as designed.
func TestNamesAndData(t *testing.T) {
	own := paper.Example(paper.Delivery)
	own["customer"] = paper.Data{"name": "宁波东海渔具有限公司"}
	b := desk(t, "delivery-standard", Sample{"SH-9", own})
	says := func(text string) bool {
		for _, it := range b.doc.Pages[0].Items {
			if x, ok := it.(paper.Text); ok && strings.Contains(x.Text, text) {
				return true
			}
		}
		return false
	}
	if !says("宁波东海渔具有限公司") {
		t.Error("the page does not show the document")
	}
	b.press("F9")
	if !says("[客户 名称]") || says("宁波东海渔具有限公司") {
		t.Error("the page does not show names of fields")
	}
	b.press("F9", "Ctrl+P")
	if len(b.out.titles) != 1 {
		t.Error("the test page was not printed")
	}
}

// PRT-01: a scanned form lies under the page and does not print; a file that is no picture is
// refused. A template goes out as a file and comes back.
func TestFilesOfATemplate(t *testing.T) {
	b := desk(t, "delivery-standard")
	img := image.NewGray(image.Rect(0, 0, 100, 60))
	var raw bytes.Buffer
	if err := png.Encode(&raw, img); err != nil {
		t.Fatal(err)
	}
	b.files["form.png"], b.files["text.png"] = raw.Bytes(), []byte("none")
	b.h.Pick = "text.png"
	b.pickScan()
	b.settle()
	if len(b.h.Errors) != 1 || b.tree.Str("background") != "" {
		t.Errorf("%v", b.h.Errors)
	}
	b.h.Pick = "form.png"
	b.pickScan()
	b.settle()
	if b.tree.Str("background") != "picture.p1" || len(b.faults) > 0 {
		t.Fatalf("%q %+v", b.tree.Str("background"), b.faults)
	}
	dark := b.img.(*image.RGBA).RGBAAt(b.img.Bounds().Dx()-3, 3)
	if dark.R > 200 {
		t.Errorf("the form is not seen: %v", dark)
	}
	b.h.Pick = "out.toml"
	b.press("Ctrl+E")
	if len(b.files["out.toml"]) == 0 {
		t.Fatal("nothing was exported")
	}
	b.pickScan()
	b.settle()
	if b.tree.Sub("picture") != nil {
		t.Error("the form is still in the file")
	}
	b.importFile()
	b.settle()
	if b.tree.Str("background") != "picture.p1" {
		t.Error("the file did not come back")
	}
	b.files["out.toml"] = []byte("kind = \"quote\"\n[[band]]\nrole = \"body\"\n")
	before := string(b.d.Press.Compose(b.tree))
	b.importFile()
	b.settle()
	if string(b.d.Press.Compose(b.tree)) != before {
		t.Error("a template of another document was taken")
	}
	b.files["out.toml"] = []byte("kind = ")
	b.importFile()
	b.settle()
	if n := len(b.h.Errors); n != 2 {
		t.Errorf("%d errors", n)
	}
}

// PRT-01: a file with a loop, with a field that there is not, or that would make thousands of
// pages is refused on import with a sentence that tells the line; what was on the desk stays.
func TestImportRefusesWhatCannotPrint(t *testing.T) {
	b := desk(t, "delivery-standard")
	const top = "kind = \"delivery\"\ntitle = \"x\"\npaper = \"a4\"\n"
	before := string(b.d.Press.Compose(b.tree))
	b.h.Pick = "in.toml"
	for _, c := range []struct {
		name, text, key string
		line            int
	}{
		{"a repeat within a repeat", top + "[[band]]\nrole = \"lines\"\ntable = { list = \"lines\", column = [ { text = \"b\", width = 3, table = { list = \"lines\" } } ] }\n", "paper.template.unknown", 6},
		{"a band within itself", top + "[[band]]\nitem = [ { text = \"a\" } ]\n[[band.band]]\nitem = [ { text = \"a\" } ]\n", "paper.template.unknown", 6},
		{"a file that takes itself in", top + "include = \"in.toml\"\n[[band]]\nitem = [ { text = \"a\" } ]\n", "paper.template.unknown", 4},
		{"a group in a group", top + "[[band]]\nitem = [ { text = \"a\", group = { group = \"g\" } } ]\n", "paper.template.want_text", 5},
		{"a loop in a text", top + "[[band]]\nitem = [ { text = \"{{#each lines}}\" } ]\n", "paper.template.field", 5},
		{"an unknown field", top + "[[band]]\nitem = [ { text = \"{{customer.nme}}\" } ]\n", "paper.template.no_field", 5},
		{"thousands of pages", top + strings.Repeat("[[band]]\nheight = 2000\nsplit = true\nitem = [ { text = \"a\", x = 0, y = 1990 } ]\n", 90), "paper.template_runs", 0},
	} {
		b.h.Errors = nil
		b.files["in.toml"] = []byte(c.text)
		b.importFile()
		b.settle()
		var e *app.Error
		if len(b.h.Errors) != 1 || !errors.As(b.h.Errors[0], &e) || e.Key != c.key || c.line != 0 && e.Args["line"] != c.line {
			t.Errorf("%s: %v", c.name, b.h.Errors)
		} else if line, _ := e.Args["line"].(int); line < 4 {
			t.Errorf("%s: line %v", c.name, e.Args["line"])
		}
		if string(b.d.Press.Compose(b.tree)) != before {
			t.Fatalf("%s: was taken in", c.name)
		}
	}
}

// PRT-01: who may not change templates sees why; another paper keeps the bands, and tables are
// added.
func TestRightsAndPaper(t *testing.T) {
	b := desk(t, "quote-standard")
	if why := b.maySave(); why != "" {
		t.Error(why)
	}
	for _, it := range b.paperMenu() {
		if it.Detail == "148 × 210" {
			it.Run()
		}
	}
	b.settle()
	b.askSize()
	b.settle()
	dialog := b.h.Dialog.Surface()
	for id, text := range map[string]string{"own.w": "150", "own.h": "100.5"} {
		dialog.FocusID(id, true)
		dialog.Press("Ctrl+A")
		dialog.TypeText(text)
	}
	dialog.Press("Ctrl+Enter")
	b.settle()
	if s := b.sheetSize(); s.W != 150 || s.H != 100.5 || b.tree.Str("paper") != "150x100.5" { // PRT-05
		t.Errorf("%+v", s)
	}
	b.back()
	b.settle()
	if b.tree.Str("paper") != "a5" || b.sheetSize().W != 148 {
		t.Error(b.tree.Str("paper"))
	}
	b.s.FocusID("band.add", true)
	b.press("Enter")
	n := len(b.bands())
	for _, it := range b.h.Menu.Items {
		if it.Title == b.h.T("designer.band.lines") {
			it.Run()
		}
	}
	b.settle()
	if len(b.bands()) != n+1 || b.bands()[n].Sub("table") == nil || len(b.faults) > 0 {
		t.Errorf("%d bands, %+v", len(b.bands()), b.faults)
	}
	b.h.Ctx = apptest.As(9, "周", []int64{1}, seller())
	if why := b.maySave(); why == "" {
		t.Error("a salesperson may change templates")
	}
}

func seller() identity.Role {
	for _, r := range identity.ShippedRoles() {
		if r.Key == identity.RoleSales {
			return r
		}
	}
	return identity.Role{}
}
