package kit

import (
	"fmt"
	"math"
	"sort"
	"strings"

	"kontor/assets/glyph"
)

// Dump writes the display list as text for golden files: one line for each text and
// icon in reading order, then what can be used with its name and state. Colours are
// token names, so that a dump is the same in light and dark.
func (s *Surface) Dump() string {
	s.flush()
	var b strings.Builder
	for _, l := range s.textLines() {
		b.WriteString(l)
		b.WriteByte('\n')
	}
	if len(s.hits) > 0 {
		b.WriteString("--\n")
	}
	for i := range s.hits {
		if l := s.hits[i].line(s); l != "" {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// textLines joins the texts that stand on one line of the surface, left to right.
func (s *Surface) textLines() []string {
	type piece struct {
		x, y, right float32
		text        string
	}
	var all []piece
	for i := range s.ops {
		o := &s.ops[i]
		vis := o.bounds().Intersect(o.clip)
		if vis.Empty() {
			continue
		}
		switch o.kind {
		case opText:
			t := glyph.Plain(o.text)
			if o.bold {
				t = "*" + t + "*"
			}
			if name := o.col.String(); name != "text" && name != "text2" && name != "muted" {
				t += "(" + name + ")"
			}
			all = append(all, piece{o.r.X, o.r.Y, o.r.X + o.r.W, t})
		case opIcon:
			all = append(all, piece{o.r.X, o.r.Y + o.r.H*0.8, o.r.X + o.r.W, "<" + string(o.icon) + ">"})
		}
	}
	sort.SliceStable(all, func(i, j int) bool {
		if d := all[i].y - all[j].y; math.Abs(float64(d)) > 4 {
			return d < 0
		}
		return all[i].x < all[j].x
	})
	var lines []string
	var cur strings.Builder
	var y, right float32
	for i, p := range all {
		if i > 0 && math.Abs(float64(p.y-y)) > 4 {
			lines = append(lines, cur.String())
			cur.Reset()
			right = 0
			y = p.y
		}
		if cur.Len() == 0 {
			y = p.y
			fmt.Fprintf(&cur, "%4d| ", int(p.y))
		} else if p.x-right > 1 {
			cur.WriteString("  ")
		}
		cur.WriteString(p.text)
		right = p.right
	}
	if cur.Len() > 0 {
		lines = append(lines, cur.String())
	}
	return lines
}

// line describes a region: [button] save "保存" at 10,20 80×28 focused.
func (g *region) line(s *Surface) string {
	h := g.h
	if h.Role == RoleNone && h.Name == "" && g.field == nil || h.Role == RoleScroll || h.Role == RoleHandle {
		return ""
	}
	var b strings.Builder
	role := h.Role
	if role == "" {
		role = "area"
	}
	fmt.Fprintf(&b, "[%s] %s", role, g.id)
	if h.Name != "" {
		fmt.Fprintf(&b, " %q", h.Name)
	}
	if h.Value != "" {
		fmt.Fprintf(&b, " = %s", h.Value)
	}
	if h.Disabled != "" {
		fmt.Fprintf(&b, " disabled: %s", h.Disabled)
	}
	if f := g.field; f != nil {
		if f.Err != "" {
			fmt.Fprintf(&b, " error: %s", f.Err)
		}
		if f.ReadOnly {
			b.WriteString(" read-only")
		}
	}
	if s.active && s.focusID == g.id {
		b.WriteString(" focused")
	}
	return b.String()
}

// Texts lists the visible texts in drawing order, for tests that look for a word.
func (s *Surface) Texts() []string {
	s.flush()
	var out []string
	for i := range s.ops {
		if o := &s.ops[i]; o.kind == opText && !o.bounds().Intersect(o.clip).Empty() {
			out = append(out, glyph.Plain(o.text))
		}
	}
	return out
}

// Shows tells whether a text can be seen; highlighted parts of one line count as joined.
func (s *Surface) Shows(text string) bool {
	s.flush()
	joined, y := "", float32(math.NaN())
	for i := range s.ops {
		o := &s.ops[i]
		if o.kind != opText || o.bounds().Intersect(o.clip).Empty() {
			continue
		}
		if o.r.Y != y {
			joined, y = "", o.r.Y
		}
		joined += glyph.Plain(o.text)
		if strings.Contains(joined, text) {
			return true
		}
	}
	return false
}
