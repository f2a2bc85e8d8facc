package image

import (
	"errors"
	"image"
	"testing"

	"kontor/app"
	"kontor/app/paper"
)

func TestWhatCannotBePainted(t *testing.T) {
	a4, _ := paper.SizeOf("a4")
	doc := &paper.Doc{Pages: []paper.Page{{Size: a4}}}
	b := New()
	for _, c := range []struct {
		page int
		dpi  float64
		key  string
	}{{0, 100, "paper.no_page"}, {2, 100, "paper.no_page"}, {1, 5, "paper.resolution"}, {1, 5000, "paper.resolution"}} {
		var e *app.Error
		if _, err := b.Paint(doc, c.page, c.dpi); !errors.As(err, &e) || e.Key != c.key {
			t.Errorf("page %d at %g: %v", c.page, c.dpi, err)
		}
	}
	img, err := b.Paint(doc, 1, 72)
	if err != nil || img.Rect != image.Rect(0, 0, 595, 842) {
		t.Error(img.Rect, err)
	}
	for i, v := range img.Pix {
		if v != 255 {
			t.Fatalf("an empty page is white, byte %d is %d", i, v)
		}
	}
}

// Rules that meet at a corner leave no notch and stick out nowhere, at any resolution.
func TestRulesMeet(t *testing.T) {
	size := paper.Size{W: 40, H: 40}
	for _, dpi := range []float64{72, 96, 110, 150, 203, 300} {
		doc := &paper.Doc{Pages: []paper.Page{{Size: size, Items: []paper.Item{paper.Rect{X: 10.13, Y: 10.29, W: 17.77, H: 15.41, Width: 0.35}}}}}
		img, err := New().Paint(doc, 1, dpi)
		if err != nil {
			t.Fatal(err)
		}
		var box image.Rectangle
		dark := func(x, y int) bool { return img.RGBAAt(x, y).R < 128 }
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				if dark(x, y) {
					box = box.Union(image.Rect(x, y, x+1, y+1))
				}
			}
		}
		for x := box.Min.X; x < box.Max.X; x++ {
			if !dark(x, box.Min.Y) || !dark(x, box.Max.Y-1) {
				t.Fatalf("%g dpi: the frame %v has a gap at x %d", dpi, box, x)
			}
		}
		for y := box.Min.Y; y < box.Max.Y; y++ {
			if !dark(box.Min.X, y) || !dark(box.Max.X-1, y) {
				t.Fatalf("%g dpi: the frame %v has a gap at y %d", dpi, box, y)
			}
		}
	}
}
