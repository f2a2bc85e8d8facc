package layout

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"kontor/app/paper"
)

const seamSrc = `kind = "contract"
title = "x"
paper = "a4"
margin = [20, 25, 20, 25]
[[band]]
role = "page"
item = [ { type = "image", image = "company.stamp", x = 178, y = 130, w = 32, h = 32, seam = true, when = "options.stamp" } ]
[[band]]
role = "lines"
[band.table]
list = "lines"
height = 20
column = [ { title = "N", text = "{{line.name}}", width = 60, grow = 1 } ]
`

// The pages of a contract have a strip of the stamp each at their right edge, which together are
// the whole of it; a paper of one page, or one printed without the stamp, has none.
func TestSeamLiesOnEveryPage(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 97, 97)) // no page count divides it
	for x := range 97 {
		img.SetNRGBA(x, 40, color.NRGBA{R: uint8(x), A: 255})
	}
	var raw bytes.Buffer
	if err := png.Encode(&raw, img); err != nil {
		t.Fatal(err)
	}
	strips := func(lines int, stamp bool) (out []paper.Picture, pages int) {
		var list []paper.Data
		for range lines {
			list = append(list, paper.Data{"name": "行"})
		}
		doc, _ := lay(t, seamSrc, paper.Request{Data: paper.Data{"company": paper.Data{"stamp": raw.Bytes()}, "options": paper.Data{"stamp": stamp}, "lines": list}})
		for _, p := range doc.Pages {
			for _, it := range p.Items {
				if x, ok := it.(paper.Picture); ok {
					out = append(out, x)
				}
			}
		}
		return out, len(doc.Pages)
	}
	got, pages := strips(30, true)
	if pages < 3 || len(got) != pages {
		t.Fatalf("%d strips on %d pages", len(got), pages)
	}
	wide, next := 0.0, 0
	for _, p := range got {
		if right := p.X + p.W; right < 209.99 || right > 210.01 || p.X < 185 {
			t.Errorf("a strip from %.2f to %.2f mm", p.X, right)
		}
		b := p.Image.Bounds()
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := p.Image.At(x, 40).RGBA(); int(r>>8) != next {
				t.Fatalf("column %d of the stamp stands where %d is due", r>>8, next)
			}
			next++
		}
		wide += p.W
	}
	if next != 97 || wide < 31.9 || wide > 32.1 {
		t.Errorf("the strips together are %d columns, %.2f mm", next, wide)
	}
	if one, pages := strips(2, true); pages != 1 || len(one) != 0 {
		t.Errorf("%d strips on one page", len(one))
	}
	if none, _ := strips(30, false); len(none) != 0 {
		t.Errorf("%d strips without the stamp", len(none))
	}
}
