package kit_test

import (
	"image/png"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Icon.png at the root is the drawn sign; -update writes it.
func TestAppIcon(t *testing.T) {
	const file = "../../Icon.png"
	want := kit.AppIcon(512)
	if *update {
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, want); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != want.Rect {
		t.Fatalf("Icon.png is %v", img.Bounds())
	}
	for y := 0; y < 512; y += 7 {
		for x := 0; x < 512; x += 7 {
			r, g, b, a := img.At(x, y).RGBA()
			q := want.RGBAAt(x, y)
			if d := int(r>>8) - int(q.R); a>>8 != uint32(q.A) || d > 2 || d < -2 || int(g>>8)-int(q.G) > 2 || int(b>>8)-int(q.B) > 2 {
				t.Fatalf("pixel %d,%d differs: go test ./ui/kit -update writes Icon.png anew", x, y)
			}
		}
	}
}

// The toolkit's entries draw rare characters, too: their font has the glyph.
func TestEntriesKnowRareCharacters(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(theme.New())
	for _, r := range "𠮷㛃䶮" {
		if w := fyne.MeasureText(string(r), 20, fyne.TextStyle{}).Width; w < 19.5 || w > 20.5 {
			t.Errorf("%q is %v wide at 20 px", r, w)
		}
	}
}
