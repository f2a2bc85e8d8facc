package kit

import (
	"fyne.io/fyne/v2"

	"kontor/assets/glyph"
	"kontor/ui/theme"
)

// Part is one thing that a window shows, by the name a screen reader would say, in
// pixels of the window. Tests of the real program find their way by it.
type Part struct {
	Name    string  `json:"name"`
	Kind    string  `json:"kind"` // the role of a region, "field", or "text"
	ID      string  `json:"id,omitempty"`
	Value   string  `json:"value,omitempty"`
	X       float32 `json:"x"`
	Y       float32 `json:"y"`
	W       float32 `json:"w"`
	H       float32 `json:"h"`
	Focused bool    `json:"focused,omitempty"`
}

// PartsOf lists what a tree of containers and surfaces shows, floating things last.
func PartsOf(obj fyne.CanvasObject) []Part {
	var out []Part
	partsIn(obj, fyne.NewPos(0, 0), &out)
	return out
}

func partsIn(obj fyne.CanvasObject, at fyne.Position, out *[]Part) {
	if !obj.Visible() {
		return
	}
	at = at.Add(obj.Position())
	switch o := obj.(type) {
	case *Surface:
		*out = o.parts(at, *out)
	case *fyne.Container:
		for _, k := range o.Objects {
			partsIn(k, at, out)
		}
	}
}

func (s *Surface) parts(at fyne.Position, out []Part) []Part {
	z := theme.Zoom()
	add := func(p Part, r Rect) {
		p.X, p.Y, p.W, p.H = at.X+r.X*z, at.Y+r.Y*z, r.W*z, r.H*z
		out = append(out, p)
	}
	for i := range s.hits {
		g := &s.hits[i]
		r := g.r.Intersect(g.clip)
		if g.clip.Empty() {
			r = g.r
		}
		if g.h.Name == "" && g.field == nil || r.Empty() {
			continue
		}
		p := Part{Name: g.h.Name, Kind: string(g.h.Role), ID: g.id, Value: g.h.Value, Focused: s.active && s.focusID == g.id}
		if g.field != nil {
			p.Name, p.Kind, p.Value = g.field.Name, string(RoleField), g.field.Text()
		}
		add(p, r)
	}
	for i := range s.ops {
		o := &s.ops[i]
		if r := o.bounds().Intersect(o.clip); o.kind == opText && !r.Empty() {
			add(Part{Name: glyph.Plain(o.text), Kind: "text"}, r)
		}
	}
	return out
}
