package sales

import (
	"kontor/app/entity"
)

// Difference is one difference between two revisions of a quote.
type Difference struct {
	Line  int64  // position in the newer revision (in the older one when removed); 0 = head
	Name  string // of the line
	What  DifferenceKind
	Field string // key of the field, for changed
	From  entity.Value
	To    entity.Value
}

// DifferenceKind says what happened to a line or a field.
type DifferenceKind string

// The kinds of differences.
const (
	Added   DifferenceKind = "added"
	Removed DifferenceKind = "removed"
	Changed DifferenceKind = "changed"
	Moved   DifferenceKind = "moved"
)

// notCompared are fields that always differ between revisions or follow from others.
var notCompared = map[string]bool{
	"id": true, "uid": true, "created_at": true, "updated_at": true, "archived": true, "import_id": true,
	"revision": true, "root_id": true, "prior_id": true, "prior_state": true, "is_current": true, "state": true,
	"date_on": true, "change_note": true, "sent_at": true, "closed_at": true, "printed": true, "order_id": true,
	"reject_reason": true, "allowed_discount": true, "subtotal_minor": true, "off_minor": true, "net_minor": true, "tax_minor": true,
	"home_minor": true, "cost_minor": true, "margin_minor": true, "number": true,
	"quote_id": true, "pos": true, "origin": true, "share_minor": true, "gross_minor": true,
}

// Diff compares two revisions field by field and line by line. Lines are matched by
// their origin, then by product, then by name; a matched line that stands in another
// order is moved. Head differences come first, then lines in the newer order.
func Diff(d *entity.Desc[Quote], older, newer *Quote) []Difference {
	out := fields(d.Type, older, newer, Difference{})
	kid := d.Kids[0].Type
	match := matchLines(older.Lines, newer.Lines)
	taken := map[int]bool{}
	last := -1
	for i := range newer.Lines {
		n := &newer.Lines[i]
		at := Difference{Line: int64(i + 1), Name: n.Name}
		j, ok := match[i]
		if !ok {
			at.What, at.To = Added, entity.Num(int64(n.AmountMinor))
			out = append(out, at)
			continue
		}
		taken[j] = true
		if j < last {
			at.What, at.From, at.To = Moved, entity.Num(int64(j+1)), entity.Num(int64(i+1))
			out = append(out, at)
		} else {
			last = j
		}
		out = append(out, fields(kid, &older.Lines[j], n, Difference{Line: int64(i + 1), Name: n.Name})...)
	}
	for j := range older.Lines {
		if o := &older.Lines[j]; !taken[j] {
			out = append(out, Difference{Line: int64(j + 1), Name: o.Name, What: Removed, From: entity.Num(int64(o.AmountMinor))})
		}
	}
	return out
}

func fields(t *entity.Type, a, b any, at Difference) []Difference {
	var out []Difference
	for _, f := range t.Fields() {
		if notCompared[f.Key] || f.Store == entity.InSummary {
			continue
		}
		if from, to := f.Get(a), f.Get(b); from != to {
			d := at
			d.What, d.Field, d.From, d.To = Changed, f.Key, from, to
			out = append(out, d)
		}
	}
	return out
}

// matchLines pairs the lines of the newer revision with those of the older one.
func matchLines(older, newer []QuoteLine) map[int]int {
	match, used := map[int]int{}, map[int]bool{}
	pair := func(same func(o, n *QuoteLine) bool) {
		for i := range newer {
			if _, ok := match[i]; ok {
				continue
			}
			for j := range older {
				if !used[j] && same(&older[j], &newer[i]) {
					match[i], used[j] = j, true
					break
				}
			}
		}
	}
	pair(func(o, n *QuoteLine) bool { return n.Origin != "" && n.Origin == origin(o) })
	pair(func(o, n *QuoteLine) bool { return n.ProductID != 0 && n.ProductID == o.ProductID })
	pair(func(o, n *QuoteLine) bool { return n.Name != "" && n.Name == o.Name && n.Kind == o.Kind })
	return match
}
