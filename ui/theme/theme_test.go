package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"
)

// luminance and ratio follow WCAG 2.x.
func luminance(c color.NRGBA) float64 {
	f := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*f(c.R) + 0.7152*f(c.G) + 0.0722*f(c.B)
}

func ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

var surfaces = []Token{Window, Content, Sunken, Hover, Soft, Raised}

// The lowest contrast of each text colour on its surfaces, as the design board states it.
func TestContrastOfText(t *testing.T) {
	for _, c := range []struct {
		fg          Token
		on          []Token
		light, dark float64
	}{
		{Text, surfaces, 13.6, 10.4},
		{Text2, surfaces, 6.4, 6.7},
		{Muted, surfaces, 4.6, 4.9},
		{Primary, surfaces, 5.8, 5.6},
		{OnPrimary, []Token{Primary}, 6.9, 7.0},
		{OnSoft, []Token{Soft}, 8.4, 8.5},
		{OK, surfaces, 5.3, 6.4},
		{Warn, surfaces, 5.8, 6.6},
		{Bad, surfaces, 5.8, 5.8},
		{OnBad, []Token{Bad}, 6.9, 8.1},
		{Info, surfaces, 6.3, 6.4},
		{Violet, surfaces, 6.8, 6.2},
		{OK, []Token{OKSoft}, 5.4, 6.4},
		{Warn, []Token{WarnSoft}, 5.4, 6.4},
		{Bad, []Token{BadSoft}, 5.4, 6.4},
		{Info, []Token{InfoSoft}, 5.4, 6.4},
		{Violet, []Token{VioletSoft}, 5.4, 6.4},
		{Text2, []Token{GraySoft}, 6.5, 6.5},
		{OnToast, []Token{Toast}, 12.4, 12.4},
		{ToastLink, []Token{Toast}, 8.8, 8.8},
	} {
		for _, p := range []*Palette{Light, Dark, LightHighContrast, DarkHighContrast} {
			want := c.light
			if p.Dark {
				want = c.dark
			}
			low := math.Inf(1)
			var worst Token
			for _, bg := range c.on {
				if r := ratio(p.Color(c.fg), p.Color(bg)); r < low {
					low, worst = r, bg
				}
			}
			if low < want-0.06 { // the board rounds to one decimal
				t.Errorf("%s: %v on %v has %.2f, the board says %.1f", p.Name, c.fg, worst, low, want)
			}
		}
	}
}

func TestHighContrastBorders(t *testing.T) {
	for _, c := range []struct {
		p    *Palette
		want float64
	}{{LightHighContrast, 3.8}, {DarkHighContrast, 4.6}} {
		if r := ratio(c.p.Color(Line2), c.p.Color(Content)); r < c.want-0.05 {
			t.Errorf("%s: border on content %.2f, want %.1f", c.p.Name, r, c.want)
		}
	}
}

func TestEveryTokenHasAColourAndAName(t *testing.T) {
	for tok := Window; tok < tokenCount; tok++ {
		if names[tok] == "" {
			t.Errorf("token %d has no name", tok)
		}
		for _, p := range []*Palette{Light, Dark} {
			if p.Color(tok).A == 0 {
				t.Errorf("%s has no colour in %s", tok, p.Name)
			}
		}
	}
	if s := Primary.Alpha(35).String(); s != "primary@35" {
		t.Error(s)
	}
	if s := RGB(0x1b2327).String(); s != "#1b2327" {
		t.Error(s)
	}
	if c := Light.RGBA(RGB(0xffffff).Alpha(50)); c.A != 127 || c.R != 127 {
		t.Error(c)
	}
}

func TestToolkitTheme(t *testing.T) {
	defer Set(Light, 1)
	Set(Dark, 1.25)
	th := New()
	for name := range tokenOf {
		if _, _, _, a := th.Color(name, ft.VariantLight).RGBA(); a == 0 {
			t.Errorf("%s is invisible", name)
		}
	}
	if got := th.Color(ByName(Soft), 0); got != Dark.Color(Soft) {
		t.Errorf("soft by name is %v", got)
	}
	if got := th.Size(ft.SizeNameText); got != SizeBody*1.25 {
		t.Errorf("text size %v", got)
	}
	if got := th.Size(ft.SizeNameSeparatorThickness); got != 1 {
		t.Errorf("hairline %v", got)
	}
	if th.Font(fyne.TextStyle{Bold: true}).Name() == th.Font(fyne.TextStyle{}).Name() {
		t.Error("bold is regular")
	}
	Set(Light, 9)
	if Zoom() != ZoomMax {
		t.Errorf("zoom %v", Zoom())
	}
}
