package paper

import (
	"fmt"
	"regexp"
	"strconv"
)

// Size is a paper size in millimetres.
type Size struct {
	Key     string  // name in templates and settings; its label is the text "paper.size.<key>"
	W, H    float64 // mm
	Tractor bool    // continuous form with a strip of holes at both sides, for impact printers
}

// Measures of continuous forms of 9.5 inch, in mm.
const (
	HoleStrip   = 12.7  // width of the strip at each side
	HolePitch   = 12.7  // from hole to hole
	HoleRadius  = 2.0   // of a hole
	ImpactReach = 203.2 // what an impact printer reaches across
)

// Sizes lists the papers the program knows.
var Sizes = []Size{
	{"a4", 210, 297, false},
	{"a4-landscape", 297, 210, false},
	{"a3-landscape", 420, 297, false},
	{"a5", 148, 210, false},
	{"a5-landscape", 210, 148, false},
	{"letter", 215.9, 279.4, false},
	{"241x279.4", 241, 279.4, true},
	{"241x139.7", 241, 139.7, true},
	{"241x93.1", 241, 93.1, true},
}

// own is the key of a size of the company's own: 150x100, width by height in mm.
var own = regexp.MustCompile(`^(\d{2,4}(?:\.\d)?)x(\d{2,4}(?:\.\d)?)$`)

// The smallest and largest edge of an own size in mm.
const (
	LeastEdge = 30
	MostEdge  = 1200
)

// SizeOf finds a paper by its key. A key like 150x100 is a size of one's own; those of 241 mm
// are continuous forms.
func SizeOf(key string) (Size, bool) {
	for _, s := range Sizes {
		if s.Key == key {
			return s, true
		}
	}
	m := own.FindStringSubmatch(key)
	if m == nil {
		return Size{}, false
	}
	w, _ := strconv.ParseFloat(m[1], 64)
	h, _ := strconv.ParseFloat(m[2], 64)
	if min(w, h) < LeastEdge || max(w, h) > MostEdge {
		return Size{}, false
	}
	return Size{key, w, h, w == 241}, true
}

// OwnKey is the key of a size of one's own.
func OwnKey(w, h float64) string {
	return strconv.FormatFloat(w, 'f', -1, 64) + "x" + strconv.FormatFloat(h, 'f', -1, 64)
}

// Label names a size with a text of the program.
func (s Size) Label(t func(key string, args ...any) string) string {
	for _, known := range Sizes {
		if known.Key == s.Key {
			return t("paper.size." + s.Key)
		}
	}
	return t("paper.size_own", "size", s.Name())
}

// Reach is the part of the width that ink may cover: x from … to in mm. On continuous forms
// that is what the print head reaches, elsewhere the sheet less 3 mm.
func (s Size) Reach() (from, to float64) {
	if s.Tractor {
		return (s.W - ImpactReach) / 2, (s.W + ImpactReach) / 2
	}
	return 3, s.W - 3
}

// Name is the size in mm as people read it: 241 × 139.7.
func (s Size) Name() string { return fmt.Sprintf("%g × %g", s.W, s.H) }

// Holes gives the centres of the tractor holes at both sides; none for other papers. They are
// drawn by previews and never printed.
func (s Size) Holes() []Point {
	if !s.Tractor {
		return nil
	}
	var out []Point
	for y := HolePitch / 2; y < s.H; y += HolePitch {
		out = append(out, Point{HoleStrip / 2, y}, Point{s.W - HoleStrip/2, y})
	}
	return out
}
