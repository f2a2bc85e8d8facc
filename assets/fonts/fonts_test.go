package fonts

import (
	"testing"

	"golang.org/x/image/font/sfnt"
)

func TestEveryNeededCharacterHasAGlyph(t *testing.T) {
	faces := map[string][]byte{"regular": Regular(), "bold": Bold(), "fallback": Fallback()}
	has := func(face string, r rune) bool {
		f, err := sfnt.Parse(faces[face])
		if err != nil {
			t.Fatalf("%s does not parse: %v", face, err)
		}
		var b sfnt.Buffer
		i, err := f.GlyphIndex(&b, r)
		if err != nil {
			t.Fatal(err)
		}
		return i != 0
	}
	for _, r := range "客户商栈㛃䶮𬭎𬤊→↑↓←№①≥≤×−…·—“”¥€²㎡" {
		for _, face := range []string{"regular", "bold"} {
			if !has(face, r) {
				t.Errorf("%s lacks %q", face, r)
			}
		}
	}
	for _, r := range "𠮷" {
		if has("regular", r) {
			t.Errorf("regular has %q: the fallback is not needed for it", r)
		}
		if !has("fallback", r) {
			t.Errorf("fallback lacks %q", r)
		}
	}
}

func BenchmarkInflate(b *testing.B) {
	for b.Loop() {
		inflate("regular", regularZ)
	}
}
