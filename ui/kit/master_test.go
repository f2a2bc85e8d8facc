package kit_test

import (
	"image"
	"image/png"
	"os"
	"testing"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// The look of a few parts is kept as pictures; -update draws them anew. A picture may
// differ by rounding, not by shape: on average less than one step of brightness.
func TestPictureMasters(t *testing.T) {
	defer kit.HoldPosts()()
	defer theme.Set(theme.Light, 1)
	f := kit.NewField("税号").With("9132059MA1X")
	f.Err = "应为 18 位"
	s := kit.NewSurface(func(c *kit.Canvas) {
		r := c.Bounds().Inset(10)
		row := r.Row(28, 8)
		c.ButtonsLeft(&row, kit.Button{Text: "保存", Kind: kit.Primary, Key: "Ctrl+Enter"}, kit.Button{Text: "打印", Icon: icons.Printer}, kit.Button{Text: "焦点", Focus: true})
		row = r.Row(20, 8)
		row.CutLeft(c.Badge(row, "逾期 12 天", kit.Red) + 8)
		row.CutLeft(c.KeyCap(row, "Ctrl+K") + 8)
		c.Check("on", row, "选中𠮷", true, func(bool) {})
		c.FormRow(&r, "tax", "税号 *", f, kit.Form{Label: 60})
	})
	for _, pal := range []*theme.Palette{theme.Light, theme.Dark} {
		theme.Set(pal, 1)
		for scale, name := range map[float32]string{1: "", 2: "-2x"} {
			got := s.Picture(320, 130, scale)
			file := "testdata/parts-" + pal.Name + name + ".png"
			if *update {
				writePNG(t, file, got)
				continue
			}
			if d := difference(t, file, got); d > 1 {
				t.Errorf("%s differs by %.2f on average", file, d)
			}
		}
	}
}

func writePNG(t *testing.T, file string, img image.Image) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

// difference is the mean distance of the colour channels from a master, 0 … 255.
func difference(t *testing.T, file string, got *image.RGBA) float64 {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != got.Rect {
		t.Fatalf("%s is %v, drawn %v", file, want.Bounds(), got.Rect)
	}
	sum := 0.0
	for y := got.Rect.Min.Y; y < got.Rect.Max.Y; y++ {
		for x := got.Rect.Min.X; x < got.Rect.Max.X; x++ {
			r, g, b, _ := want.At(x, y).RGBA()
			c := got.RGBAAt(x, y)
			for _, d := range [3]int{int(r>>8) - int(c.R), int(g>>8) - int(c.G), int(b>>8) - int(c.B)} {
				if d < 0 {
					d = -d
				}
				sum += float64(d)
			}
		}
	}
	return sum / float64(3*got.Rect.Dx()*got.Rect.Dy())
}
