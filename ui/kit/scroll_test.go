package kit_test

import (
	"fmt"
	"testing"

	"kontor/ui/kit"
)

// A part of a long page is shown from its beginning, the last one as far as the page goes.
func TestScrollToTheBeginningOfAPart(t *testing.T) {
	s := kit.NewSurface(func(c *kit.Canvas) {
		c.Scroll("page", kit.R(0, 0, 300, 250), 1000, func(body kit.Rect) {
			for i := range 10 {
				c.Hit(fmt.Sprint("part.", i), body.CutTop(100), kit.Hit{})
			}
		})
	})
	window(t, s, 300, 250)
	for id, want := range map[string]float64{"part.3": 300, "part.0": 0, "part.9": 750} {
		if !s.ScrollToTop(id) || s.ScrollOffset("page") != want {
			t.Errorf("%s at %v, want %v", id, s.ScrollOffset("page"), want)
		}
	}
	if s.ScrollToTop("nothing") {
		t.Error("what is not there was found")
	}
}
