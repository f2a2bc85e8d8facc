package fonts

import (
	"reflect"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func glyph(t *testing.T, data []byte, r rune) (sfnt.Segments, fixed.Int26_6, sfnt.GlyphIndex) {
	t.Helper()
	f, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var b sfnt.Buffer
	i, err := f.GlyphIndex(&b, r)
	if err != nil {
		t.Fatal(err)
	}
	adv, err := f.GlyphAdvance(&b, i, 1000<<6, 0)
	if err != nil {
		t.Fatal(err)
	}
	segs, err := f.LoadGlyph(&b, i, 1000<<6, nil)
	if err != nil {
		t.Fatal(err)
	}
	return append(sfnt.Segments(nil), segs...), adv, i
}

func TestWindowHasTheGlyphsOfBoth(t *testing.T) {
	merged := Window()
	for _, c := range []struct {
		r    rune
		from []byte
	}{{'客', Regular()}, {'A', Regular()}, {'→', Regular()}, {'𠮷', Fallback()}, {'𠀀', Regular()}, {'ễ', Fallback()}, {'Ж', Regular()}} {
		want, wantAdv, wi := glyph(t, c.from, c.r)
		got, gotAdv, gi := glyph(t, merged, c.r)
		if wi == 0 {
			continue // the face has it not; nothing to compare
		}
		if gi == 0 || !reflect.DeepEqual(want, got) || wantAdv != gotAdv {
			t.Errorf("%q: glyph %d, advance %v, want %v; outlines equal %v", c.r, gi, gotAdv, wantAdv, reflect.DeepEqual(want, got))
		}
	}
}

func TestMergeRefusesDamagedFiles(t *testing.T) {
	base, extra := Regular(), Fallback()
	for _, n := range []int{0, 5, 11, 40, 200, 5000, len(extra) / 2} {
		if _, err := merge(base, extra[:n]); err == nil {
			t.Errorf("merged with the first %d bytes of the fallback", n)
		}
	}
}

func BenchmarkMerge(b *testing.B) {
	base, extra := Regular(), Fallback()
	for b.Loop() {
		if _, err := merge(base, extra); err != nil {
			b.Fatal(err)
		}
	}
}
