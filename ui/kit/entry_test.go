package kit_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// window shows a surface under a layer in the toolkit's test driver.
func window(t *testing.T, s *kit.Surface, w, h float32) (fyne.Window, *kit.Layer) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New())
	l := kit.NewLayer(s)
	win := test.NewTempWindow(t, l.Object())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(l.Close)
	return win, l
}

// inkBox is the smallest rectangle around the black pixels inside r.
func inkBox(img image.Image, r image.Rectangle) image.Rectangle {
	var box image.Rectangle
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			if c.R < 110 && c.B < 110 { // the text, not the petrol caret
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// The text must not jump when a field gets the focus: the toolkit's entry stands
// exactly over what the surface draws.
func TestEntryStandsWhereTheFieldDraws(t *testing.T) {
	for _, zoom := range []float32{1, 1.25} {
		theme.Set(theme.Light, zoom)
		f := kit.NewField("名称").With("口圆Hx 42")
		n := kit.NewField("金额").With("42,000.00")
		n.AlignRight = true
		s := kit.NewSurface(func(c *kit.Canvas) {
			c.Field("f", kit.R(20, 20, 200, 28), f)
			c.Field("n", kit.R(20, 60, 200, 28), n)
		})
		win, _ := window(t, s, 260*zoom, 110*zoom)
		for _, c := range []struct {
			id string
			r  kit.Rect
		}{{"f", kit.R(24, 24, 170, 20)}, {"n", kit.R(24, 64, 192, 20)}} {
			s.FocusID("nobody", false)
			win.Canvas().Focus(s)
			r := image.Rect(int(c.r.X*zoom), int(c.r.Y*zoom), int(c.r.Right()*zoom), int(c.r.Bottom()*zoom))
			save(t, win, "before-"+c.id)
			before := inkBox(win.Canvas().Capture(), r)
			s.FocusID(c.id, false)
			save(t, win, "during-"+c.id)
			during := inkBox(win.Canvas().Capture(), r)
			d := before.Min.Sub(during.Min)
			if c.id == "n" { // right-aligned: the toolkit rounds the widths of digits
				d.X = (before.Max.X - during.Max.X) / 2
			}
			if d.X < -1 || d.X > 1 || d.Y < -1 || d.Y > 1 || before.Empty() {
				t.Errorf("zoom %v, %s: drawn at %v, edited at %v", zoom, c.id, before, during)
			}
		}
	}
	theme.Set(theme.Light, 1)
}

// save writes the window's picture with -pictures.
func save(t *testing.T, w fyne.Window, name string) {
	if *pictures == "" {
		return
	}
	f, err := os.Create(filepath.Join(*pictures, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
