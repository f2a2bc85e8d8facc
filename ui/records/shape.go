package records

import (
	"kontor/app/entity"
	"kontor/ui/tr"
)

// Shape is the form of a record that is being typed: its fields by group, with what their
// rules say of the texts as they are.
type Shape struct {
	Layout entity.Layout
	Parts  []entity.Part
	Record any // the typed record, formulas worked out
}

// ShapeOf arranges the fields of texts (by key) in the form that they choose.
func ShapeOf(t *entity.Type, texts map[string]string) Shape {
	rec := t.Draft(texts)
	l := t.LayoutOf(rec)
	return Shape{Layout: l, Parts: l.Parts(t, rec), Record: rec}
}

// GroupTitle is the name of a group of a form: the company's, the description's, or "".
func GroupTitle(w Words, t *entity.Type, g entity.Group) string {
	if name := g.Name(w.Lang()); name != "" {
		return name
	}
	words := tr.In(w.Lang())
	return words.Or(t.Name+".group."+g.ID, words.Or("group."+g.ID, ""))
}

// LayoutName is the name of a form: the company's, or that of a shipped one.
func LayoutName(w Words, l entity.Layout) string {
	if name := l.Name.In(w.Lang()); name != "" {
		return name
	}
	words := tr.In(w.Lang())
	return words.Or("form."+l.Entity+"."+l.Key, words.T("form.standard"))
}
