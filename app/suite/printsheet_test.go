package suite_test

import (
	"bytes"
	"maps"
	"testing"

	"kontor/app/paper"
	"kontor/app/printroom"
)

// PRT-02: a workbook is saved as a template, prints through the layout model, and comes out
// filled as a workbook; one with a wrong field is refused with its cell.
func TestAWorkbookAsATemplate(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		press := room(o, &tray{})
		label := func(f paper.FieldInfo) string { return f.Name }
		book, err := press.Starter(paper.Quote, "报价单", label)
		ok(t, err)
		x, err := o.Prints.Save(o.boss, printroom.Draft{Kind: paper.Quote, Format: printroom.Sheet, Name: paper.Words{ZH: "报价表"}, Paper: "a4", Body: book})
		ok(t, err)
		offered := false
		for _, tpl := range press.Templates(paper.Quote) {
			offered = offered || tpl.Name == x.Key() && tpl.Sheet && tpl.Title.ZH == "报价表"
		}
		if !offered {
			t.Error("the print dialog does not offer it")
		}
		r := paper.Request{Kind: paper.Quote, Template: x.Key(), Data: paper.Example(paper.Quote)}
		doc, _, err := press.Layout(o.boss, r)
		ok(t, err)
		says := map[string]bool{}
		for _, it := range doc.Pages[0].Items {
			if text, is := it.(paper.Text); is {
				says[text.Text] = true
			}
		}
		for _, want := range []string{"BJ-202603-018", "苏州恒拓精密制造有限公司", "173,232.40", "2026-03-18"} {
			if !says[want] {
				t.Errorf("the page does not say %s", want)
			}
		}
		again := paper.Data{}
		maps.Copy(again, r.Data)
		again["print"] = paper.Data{"count": 3}
		marked, _, err := press.Layout(o.boss, paper.Request{Kind: paper.Quote, Template: x.Key(), Data: again})
		ok(t, err)
		for i, page := range marked.Pages { // the second reprint says so on every page
			if last, is := page.Items[len(page.Items)-1].(paper.Text); !is || last.Text != "补打 2" {
				t.Errorf("page %d: %+v", i+1, page.Items[len(page.Items)-1])
			}
		}
		filled, err := press.Workbook(o.boss, r)
		ok(t, err)
		if !bytes.HasPrefix(filled, []byte("PK")) || len(filled) < 4000 {
			t.Errorf("%d bytes", len(filled))
		}
		back, err := o.Prints.Body(o.boss, x.ID, 1)
		ok(t, err)
		if !bytes.Equal(back, book) {
			t.Error("the workbook did not come back as it was")
		}
		bad, err := press.Starter(paper.Receipt, "收据", label)
		ok(t, err)
		_, err = o.Prints.Save(o.boss, printroom.Draft{Kind: paper.Quote, Format: printroom.Sheet, Name: paper.Words{ZH: "收据表"}, Body: bad})
		refused(t, err, "paper.sheet.no_field")
		_, err = o.Prints.Save(o.boss, printroom.Draft{Kind: paper.Quote, Format: printroom.Sheet, Name: paper.Words{ZH: "坏表"}, Body: []byte("none")})
		refused(t, err, "paper.sheet.unreadable")
	})
}
