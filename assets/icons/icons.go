// Package icons is the single-colour icons of the window and of printed pages, as
// lines on a 24 × 24 grid. All but the coin are taken from lucide-static (ISC licence,
// see LICENSE-lucide.txt) and normalised by the command in gen; a stroke of 1.7 units
// with round ends is what the design asks for. The program's own sign is Logo.
package icons

import (
	"sync"

	"kontor/assets/glyph"
)

// Name names an icon; the constants are in table.go. The empty name is no icon.
type Name string

// Stroke is the line width on the 24 grid.
const Stroke = 1.7

// Grid is the width and height of the square the icons are drawn on.
const Grid = 24

var parsed sync.Map // Name → *glyph.Path

// Path gives the drawing of an icon, or nil when there is none of that name.
func Path(n Name) *glyph.Path {
	if p, ok := parsed.Load(n); ok {
		return p.(*glyph.Path)
	}
	data, ok := table[n]
	if !ok {
		return nil
	}
	p, _ := parsed.LoadOrStore(n, glyph.ParsePath(data, Grid))
	return p.(*glyph.Path)
}

// Names lists all icons, in no particular order.
func Names() []Name {
	out := make([]Name, 0, len(table))
	for n := range table {
		out = append(out, n)
	}
	return out
}
