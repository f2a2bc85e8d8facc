package sales_test

import (
	"slices"
	"testing"
)

// Tab goes the way one reads: the fields of the head, the lines, the sums below them, and
// the page at the right last.
func TestTabGoesAsOneReads(t *testing.T) {
	o := newOffice(t)
	_, s := o.quote(0)
	s.FocusID("head.subject", true)
	var way []string
	for range 16 {
		o.keys(s, "<Tab>")
		way = append(way, s.FocusedID())
		if s.FocusedID() == "lines" {
			o.keys(s, "<Ctrl+End>") // Tab leaves the grid behind its last cell
		}
	}
	last := -1
	for _, id := range []string{"tab.lines", "lines", "discount", "zoom.out"} {
		at := slices.Index(way, id)
		if at <= last {
			t.Fatalf("%s is at %d of the way %v", id, at, way)
		}
		last = at
	}
}
