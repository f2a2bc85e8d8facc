package icons

import (
	"image"
	"image/color"
	"testing"

	"kontor/assets/glyph"
)

func TestEveryIconDrawsInsideItsSquare(t *testing.T) {
	p := glyph.NewPainter()
	for _, n := range Names() {
		path := Path(n)
		if path == nil || len(path.Strokes)+len(path.Fills) == 0 {
			t.Errorf("%s is empty", n)
			continue
		}
		for _, chain := range path.Strokes {
			for _, q := range chain {
				if q.X < -0.01 || q.Y < -0.01 || q.X > Grid+0.01 || q.Y > Grid+0.01 {
					t.Errorf("%s leaves its square at %v", n, q)
				}
			}
		}
		img := image.NewRGBA(image.Rect(0, 0, 24, 24))
		p.Path(img, img.Rect, 0, 0, path, 24, Stroke, color.RGBA{A: 255})
		ink := 0
		for i := 3; i < len(img.Pix); i += 4 {
			if img.Pix[i] > 127 {
				ink++
			}
		}
		if ink < 3 || ink > 300 {
			t.Errorf("%s paints %d of 576 pixels", n, ink)
		}
	}
	if Path("no such icon") != nil {
		t.Error("an unknown name has a drawing")
	}
}
