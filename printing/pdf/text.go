package pdf

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"kontor/app/paper"
	"kontor/assets/glyph"
)

const ptMM = 25.4 / 72

// text writes one run. Characters that the library can draw go out together; the others are
// drawn as outlines.
func (w *writer) text(t paper.Text) {
	if t.Text == "" {
		return
	}
	if !w.ready || w.pt != t.Size || w.bold != t.Bold {
		w.f.SetFont(family, map[bool]string{true: "B"}[t.Bold], t.Size)
		w.pt, w.bold, w.ready = t.Size, t.Bold, true
	}
	w.f.SetTextColor(int(t.Color.R), int(t.Color.G), int(t.Color.B))
	if t.Angle != 0 {
		w.f.TransformBegin()
		w.f.TransformRotate(t.Angle, t.X, t.Y)
		defer w.f.TransformEnd()
	}
	x := t.X
	plain := 0 // start of the run that is not written yet
	runes := []rune(t.Text)
	flush := func(to int) {
		if plain < to {
			s := string(runes[plain:to])
			w.f.Text(x, t.Y, s)
			x += glyph.Width(s, t.Size*ptMM, t.Bold)
		}
	}
	for i := 0; i < len(runes); {
		n := w.special(runes[i:], t.Bold)
		if n == 0 {
			i++
			continue
		}
		flush(i)
		w.outline(t, x, runes[i:i+n])
		x += glyph.Width(string(runes[i:i+n]), t.Size*ptMM, t.Bold)
		i += n
		plain = i
	}
	flush(len(runes))
}

// special tells how many characters at the start of s must be drawn together as an outline:
// one that the typeface lacks or that lies above U+FFFF, and selectors that follow a character.
func (w *writer) special(s []rune, bold bool) int {
	n := 1
	for n < len(s) && glyph.Advance(s[n], bold) == 0 {
		n++
	}
	if n > 1 || glyph.Advance(s[0], bold) == 0 {
		return n
	}
	has, fallback := glyph.HasGlyph(s[0])
	if s[0] > 0xffff || !has || fallback {
		return n
	}
	return 0
}

// outline draws the first of some characters as a shape. The characters stand behind it as
// its text, with an invisible glyph of about its width, so that searching, copying and
// extracting find them.
func (w *writer) outline(t paper.Text, x float64, chars []rune) {
	var hex strings.Builder
	for _, u := range utf16.Encode(chars) {
		fmt.Fprintf(&hex, "%04X", u)
	}
	w.f.RawWriteStr(fmt.Sprintf("/Span <</ActualText <FEFF%s>>> BDC", hex.String()))
	shape, advance := glyph.OutlineOf(chars[0], t.Bold)
	w.f.RawWriteStr(w.shape(shape, x, t))
	stand := "一"
	if advance < 0.8 {
		stand = "n"
	}
	w.f.SetTextRenderingMode(3)
	w.f.Text(x, t.Y, stand)
	w.f.SetTextRenderingMode(0)
	w.f.RawWriteStr("EMC")
}

// shape writes an outline as path operators.
func (w *writer) shape(o glyph.Outline, x float64, t paper.Text) string {
	var b strings.Builder
	fmt.Fprintf(&b, "q %.3f %.3f %.3f rg\n", float64(t.Color.R)/255, float64(t.Color.G)/255, float64(t.Color.B)/255)
	px, py := x/ptMM, (w.height-t.Y)/ptMM
	at := func(p []float64) (float64, float64) { return px + p[0]*t.Size, py - p[1]*t.Size }
	var cx, cy float64
	drawn := false
	o.Walk(func(op byte, p []float64) {
		drawn = true
		ex, ey := at(p[len(p)-2:])
		switch op {
		case 'M':
			fmt.Fprintf(&b, "%.3f %.3f m\n", ex, ey)
		case 'L':
			fmt.Fprintf(&b, "%.3f %.3f l\n", ex, ey)
		case 'Q': // PDF knows cubic curves only
			qx, qy := at(p)
			fmt.Fprintf(&b, "%.3f %.3f %.3f %.3f %.3f %.3f c\n", cx+(qx-cx)*2/3, cy+(qy-cy)*2/3, ex+(qx-ex)*2/3, ey+(qy-ey)*2/3, ex, ey)
		case 'C':
			ax, ay := at(p)
			bx, by := at(p[2:])
			fmt.Fprintf(&b, "%.3f %.3f %.3f %.3f %.3f %.3f c\n", ax, ay, bx, by, ex, ey)
		}
		cx, cy = ex, ey
	})
	if drawn {
		b.WriteString("f\n")
	}
	b.WriteString("Q")
	return b.String()
}
