package layout

import (
	"slices"
	"strconv"

	"kontor/app/paper"
)

const (
	reprintSize   = 10  // points; impact printers need no less
	reprintMargin = 2.0 // mm between the mark and what stands below
	reprintEdge   = 7.0 // mm that printers leave clear at the top
)

// Reprint is the mark 补打 of a document that was printed before: how often stands in the
// data, and every page carries it above its content at the right. A template that says
// {{print.reprint}} itself places it where it belongs on its form.
func Reprint(d paper.Data, lang string, page *paper.Page, top, right float64) {
	n, _ := (&scope{data: d}).get(path{"print", "reprint"}).(int)
	if n < 1 {
		return
	}
	no := strconv.Itoa(n)
	text := "补打 " + no
	switch lang {
	case "en":
		text = "Reprint " + no
	case "both":
		text += "  Reprint " + no
	}
	page.Items = append(page.Items, paper.Text{
		X: page.Size.W - right - Width(text, reprintSize, true), Y: max(top-reprintMargin, reprintEdge), Text: text, Size: reprintSize, Bold: true,
	})
}

// places tells whether a template shows a field somewhere.
func (t *Template) places(field string) bool {
	has := func(texts ...text) bool {
		for _, x := range texts {
			for _, list := range [][]part{x.zh, x.en} {
				if slices.ContainsFunc(list, func(p part) bool { return p.field.String() == field }) {
					return true
				}
			}
		}
		return false
	}
	for _, b := range t.Bands {
		for _, i := range b.items {
			if has(i.text, i.prefix, i.empty) {
				return true
			}
		}
	}
	return false
}
