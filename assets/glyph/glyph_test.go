package glyph

import (
	"image"
	"image/color"
	"strings"
	"sync"
	"testing"
)

func TestWidthIsTheSumOfAdvances(t *testing.T) {
	for _, c := range []struct {
		text string
		want float64
	}{
		{"", 0}, {"客户", 26}, {"客\u200b户\ufe0f", 26}, {"𠮷", 13},
	} {
		if got := Width(c.text, 13, false); got != c.want {
			t.Errorf("Width(%q) = %v, want %v", c.text, got, c.want)
		}
	}
	if a, b := Width("0123456789", 13, false), 10*Width("8", 13, false); a < b-0.01 || a > b+0.01 {
		t.Errorf("digits do not share one width: %v and %v", a, b)
	}
}

func TestLatinMarks(t *testing.T) {
	for _, c := range []struct {
		text    string
		changed bool
	}{{"e.g. “Fri 15:00”", true}, {"don’t", true}, {"没有匹配“szx”的客户", false}, {"plain", false}, {"to try things…", true}, {"已选 3 条…", false}} {
		got := Latin(c.text)
		if (got != c.text) != c.changed || len(got) != len(c.text) || Plain(got) != c.text {
			t.Errorf("%q becomes %q and back %q", c.text, got, Plain(got))
		}
	}
	if w := Width(Latin("“a”"), 10, false); w > 15 {
		t.Errorf("Latin marks are wide: %v", w)
	}
	p := NewPainter()
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	p.Text(img, img.Rect, 10, 25, Latin("“"), 20, false, color.RGBA{A: 255})
	_, box := ink(img)
	if box.Min.X < 10 || box.Max.X > 20 || box.Max.Y > 20 {
		t.Errorf("the mark is drawn at %v", box)
	}
}

func TestHasGlyph(t *testing.T) {
	for r, want := range map[rune][2]bool{'客': {true, false}, '㛃': {true, false}, '𠮷': {true, true}, 'A': {true, false}, '\u200b': {true, false}, '\U0010fffd': {false, false}} {
		if ok, fallback := HasGlyph(r); ok != want[0] || fallback != want[1] {
			t.Errorf("%q: %v, fallback %v", r, ok, fallback)
		}
	}
}

func TestFitEndsWithDotsAndNeverExceeds(t *testing.T) {
	s := "苏州恒拓精密制造有限公司 Hengtuo Precision"
	for max := 0.0; max < 400; max += 7 {
		got := Fit(s, 13, false, max)
		if w := Width(got, 13, false); w > max {
			t.Fatalf("at %v: %q is %v wide", max, got, w)
		}
		if got != s && got != "" && !strings.HasSuffix(got, Ellipsis) {
			t.Fatalf("at %v: %q does not end with dots", max, got)
		}
	}
	if got := Fit("", 13, false, 0); got != "" {
		t.Errorf("the empty text became %q", got)
	}
}

func lines(s string, width float64) []string {
	var out []string
	for _, l := range Break(s, 10, false, width) {
		out = append(out, s[l.From:l.To])
	}
	return out
}

func TestBreak(t *testing.T) {
	for _, c := range []struct {
		name, text string
		width      float64
		want       string
	}{
		{"fits", "客户", 100, "客户"},
		{"between any two characters", "苏州恒拓精密", 30, "苏州恒|拓精密"},
		{"no full stop at the start of a line", "苏州恒。拓精密", 30, "苏州|恒。拓|精密"},
		{"no bracket at the end of a line", "苏州（恒拓）", 30, "苏州|（恒|拓）"},
		{"Latin words stay whole", "Net payment term", 50, "Net|payment|term"},
		{"a word wider than the line is cut", "Donaudampfschiff", 40, "Donaud|ampfsc|hiff"},
		{"spaces at the break are dropped", "客户  户客", 20, "客户|户客"},
		{"line ends break", "甲\n\n乙\r\n丙", 100, "甲||乙|丙"},
		{"empty", "", 50, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(lines(c.text, c.width), "|")
			if c.name == "a word wider than the line is cut" {
				if strings.ReplaceAll(got, "|", "") != c.text || !strings.Contains(got, "|") {
					t.Errorf("got %s", got)
				}
				return
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func FuzzBreakLosesNothing(f *testing.F) {
	f.Add("苏州恒拓 precision（精密）制造，有限公司。", 43.0)
	f.Add("a-b/c  d\n\n𠮷", 11.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if width < 1 || width > 1000 || len(s) > 2000 {
			t.Skip()
		}
		at := 0
		for _, l := range Break(s, 10, false, width) {
			if l.From < at || l.To < l.From {
				t.Fatalf("lines overlap at %d", l.From)
			}
			if strings.Trim(s[at:l.From], " \n\r") != "" {
				t.Fatalf("lost %q", s[at:l.From])
			}
			at = l.To
		}
		if strings.Trim(s[at:], " \n\r") != "" {
			t.Fatalf("lost the end %q", s[at:])
		}
	})
}

func ink(img *image.RGBA) (n int, box image.Rectangle) {
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			if img.RGBAAt(x, y).A > 0 {
				n++
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return n, box
}

func TestTextStaysInsideTheClip(t *testing.T) {
	p := NewPainter()
	img := image.NewRGBA(image.Rect(0, 0, 200, 40))
	clip := image.Rect(30, 10, 60, 20)
	w := p.Text(img, clip, 5, 25, "苏州恒拓𠮷", 20, true, color.RGBA{A: 255})
	if w != 100 {
		t.Errorf("the pen moved %v", w)
	}
	n, box := ink(img)
	if n == 0 || !box.In(clip) {
		t.Errorf("%d pixels of ink in %v, clip %v", n, box, clip)
	}
}

func TestRoundCoversExactlyItsBox(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	black := color.RGBA{A: 255}
	for _, b := range []Box{{5, 5, 50, 33}, {5, 5, 15, 15}, {5, 5, 8, 30}, {5.25, 4.5, 20.75, 30}} {
		for _, r := range []float64{0, 3, 5, 50} {
			clear(img.Pix)
			Round(img, img.Rect, b, AllCorners(r), black, 0, color.RGBA{})
			_, box := ink(img)
			if !box.In(b.bounds(0)) || box.Dx() < int(b.X1-b.X0)-1 {
				t.Errorf("box %v radius %v painted %v", b, r, box)
			}
			if c := img.RGBAAt(int(b.X0+b.X1)/2, int(b.Y0+b.Y1)/2); c.A != 255 {
				t.Errorf("box %v radius %v: the middle is %v", b, r, c)
			}
		}
	}
}

func TestPaintersMayRunTogether(t *testing.T) {
	p := NewPainter()
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			img := image.NewRGBA(image.Rect(0, 0, 100, 20))
			for size := 8.0; size < 20; size++ {
				p.Text(img, img.Rect, 0, 15, "客户商栈"+string(rune('㐀'+i)), size, false, color.RGBA{A: 255})
			}
		})
	}
	wg.Wait()
}

func BenchmarkWidth(b *testing.B) {
	for b.Loop() {
		Width("苏州恒拓精密制造有限公司", 13, false)
	}
}

func BenchmarkText(b *testing.B) {
	p := NewPainter()
	img := image.NewRGBA(image.Rect(0, 0, 300, 20))
	for b.Loop() {
		p.Text(img, img.Rect, 0, 15, "苏州恒拓精密制造有限公司", 13, false, color.RGBA{A: 255})
	}
}

func BenchmarkGlyphFirstTime(b *testing.B) {
	img := image.NewRGBA(image.Rect(0, 0, 300, 20))
	for b.Loop() {
		p := NewPainter()
		p.Text(img, img.Rect, 0, 15, "苏州恒拓精密制造有限", 13, false, color.RGBA{A: 255})
	}
}
