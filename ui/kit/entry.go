package kit

import (
	"math"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"kontor/assets/glyph"
	"kontor/ui/theme"
)

// fieldEntry is the toolkit's Entry over the field that is being edited. It hands on
// what it does not need itself.
type fieldEntry struct {
	widget.Entry
	f     *Field
	quiet bool // the program, not the user, changes the text
}

func newFieldEntry(f *Field) *fieldEntry {
	e := &fieldEntry{f: f}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.MultiLine = f.area
	e.Password = f.Password
	e.TextStyle.Bold = f.Bold
	e.ExtendBaseWidget(e)
	e.OnChanged = func(s string) {
		if !e.quiet {
			e.wrap(s)
			f.change(s)
		}
	}
	return e
}

// wrap breaks between any two characters in mostly Chinese text, between words otherwise.
func (e *fieldEntry) wrap(s string) {
	if !e.MultiLine {
		return
	}
	wide := 0
	for _, r := range s {
		if glyph.Wide(r) {
			wide++
		}
	}
	w := fyne.TextWrapWord
	if wide*3 > utf8.RuneCountInString(s) {
		w = fyne.TextWrapBreak
	}
	if e.Wrapping != w {
		e.Wrapping = w
	}
}

// CreateRenderer implements fyne.Widget: the Entry without its own box and border,
// which the surface draws.
func (e *fieldEntry) CreateRenderer() fyne.WidgetRenderer {
	return bareRenderer{e.Entry.CreateRenderer()}
}

type bareRenderer struct{ fyne.WidgetRenderer }

// Objects leaves out the box and the border, which come first.
func (r bareRenderer) Objects() []fyne.CanvasObject { return r.WidgetRenderer.Objects()[2:] }

// AcceptsTab implements fyne.Tabbable: the surface moves the focus in its own order.
func (e *fieldEntry) AcceptsTab() bool { return true }

// FocusGained implements fyne.Focusable.
func (e *fieldEntry) FocusGained() {
	s := e.f.owner
	if s == nil || s.passing {
		return
	}
	e.Entry.FocusGained()
	s.event(func() {
		s.active = true
		if s.focusID != e.f.id {
			s.setInner(e.f.id, true)
		}
		if !e.f.focused {
			e.f.focused = true
			e.f.committed = e.f.text
			if e.f.OnFocus != nil {
				e.f.OnFocus(true)
			}
		}
		s.dirty = true
	})
}

// FocusLost implements fyne.Focusable.
func (e *fieldEntry) FocusLost() {
	s := e.f.owner
	if s == nil || s.passing {
		return
	}
	e.Entry.FocusLost()
	s.event(func() { e.f.left(s) })
}

// left ends editing.
func (f *Field) left(s *Surface) {
	if !f.focused {
		return
	}
	f.focused = false
	if f.popup != nil {
		f.popup.close()
	}
	f.commit()
	if f.OnFocus != nil {
		f.OnFocus(false)
	}
	s.active = false
	s.dirty = true
}

// TypedKey implements fyne.Focusable.
func (e *fieldEntry) TypedKey(k *fyne.KeyEvent) {
	m := modifiers()
	key := KeyOf(k.Name, m)
	if key == "" {
		return
	}
	if m&^fyne.KeyModifierShift == 0 && printable(k.Name) {
		return // comes as a rune
	}
	s := e.f.owner
	taken := false
	s.event(func() { taken = e.f.takeKey(key) })
	if taken {
		return
	}
	if e.own(key) {
		e.Entry.TypedKey(k)
		return
	}
	s.event(func() { s.dispatch(key, true) })
}

// own tells whether the Entry itself needs a key.
func (e *fieldEntry) own(k Key) bool {
	switch k {
	case "Left", "Right", "Shift+Left", "Shift+Right", "Home", "End", "Shift+Home", "Shift+End", "Backspace", "Del", "Shift+Backspace":
		return true
	case "Up", "Down", "Shift+Up", "Shift+Down", "PgUp", "PgDn", "Shift+PgUp", "Shift+PgDn", "Enter", "Shift+Enter":
		return e.MultiLine
	}
	return false
}

// takeKey gives a key to the page, the pop-up and the field's own meanings.
func (f *Field) takeKey(k Key) bool {
	if f.popup != nil && f.popup.key(k) {
		return true
	}
	if f.OnKey != nil && f.OnKey(k) {
		return true
	}
	switch k {
	case "Enter":
		if f.area {
			return false
		}
		f.commit()
		return f.OnEnter != nil && f.OnEnter() || true // never the page's primary action: an input method may have sent it
	case "Shift+F10", "Menu":
		f.menu(Point{f.box.X, f.box.Bottom()})
		return true
	}
	return false
}

// TypedShortcut implements fyne.Shortcutable.
func (e *fieldEntry) TypedShortcut(sc fyne.Shortcut) {
	key := shortcutKey(sc)
	s := e.f.owner
	if key == "" {
		return
	}
	if s == nil {
		e.Entry.TypedShortcut(sc)
		return
	}
	taken := false
	s.event(func() { taken = e.f.takeKey(key) })
	if taken {
		return
	}
	if p, ok := sc.(*fyne.ShortcutPaste); ok && e.f.OnPaste != nil && e.f.OnPaste(p.Clipboard.Content()) {
		s.event(func() { s.dirty = true })
		return
	}
	switch sc.(type) {
	case *desktop.CustomShortcut:
		if !e.wordKey(key) {
			s.event(func() { s.dispatch(key, true) })
			return
		}
		e.Entry.TypedShortcut(sc)
	case *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		// Text first, then the last action of the page.
		before := e.Text
		e.Entry.TypedShortcut(sc)
		if e.Text == before {
			s.event(func() { s.dispatch(key, true) })
		}
	default:
		e.Entry.TypedShortcut(sc)
	}
}

// wordKey tells whether the Entry moves or deletes by words with a shortcut.
func (e *fieldEntry) wordKey(k Key) bool {
	switch k {
	case "Ctrl+Left", "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Backspace", "Ctrl+Del",
		"Alt+Left", "Alt+Right", "Alt+Shift+Left", "Alt+Shift+Right", "Alt+Backspace", "Alt+Del":
		return k[0] == 'C' || macOS
	}
	return false
}

// TappedSecondary implements fyne.SecondaryTappable with the kit's own menu.
func (e *fieldEntry) TappedSecondary(p *fyne.PointEvent) {
	z := theme.Zoom()
	at := Point{e.f.box.X + p.Position.X/z, e.f.box.Y + p.Position.Y/z}
	e.f.owner.event(func() { e.f.menu(at) })
}

// menu offers cut, copy, paste, select all.
func (f *Field) menu(at Point) {
	l := f.owner.window()
	if l == nil || f.entry == nil || program() == nil {
		return
	}
	clip := program().Clipboard()
	do := func(sc fyne.Shortcut) func() {
		return func() {
			f.Focus()
			f.entry.TypedShortcut(sc)
		}
	}
	l.ShowMenu(Menu{At: l.Point(f.owner, at), Items: []MenuItem{
		{Title: word("kit.cut"), Key: "Ctrl+X", Run: do(&fyne.ShortcutCut{Clipboard: clip}), Disabled: f.Password},
		{Title: word("kit.copy"), Key: "Ctrl+C", Run: do(&fyne.ShortcutCopy{Clipboard: clip}), Disabled: f.Password},
		{Title: word("kit.paste"), Key: "Ctrl+V", Run: do(&fyne.ShortcutPaste{Clipboard: clip})},
		{},
		{Title: word("kit.selectAll"), Key: "Ctrl+A", Run: do(&fyne.ShortcutSelectAll{})},
	}})
}

// fieldHost cuts the Entry off at the room for text, so that its own frame is not
// seen, and lets the wheel through to the page.
type fieldHost struct {
	widget.BaseWidget
	f      *Field
	shield *wheelShield
}

func newFieldHost(f *Field) *fieldHost {
	h := &fieldHost{f: f, shield: &wheelShield{f: f}}
	h.shield.ExtendBaseWidget(h.shield)
	h.ExtendBaseWidget(h)
	return h
}

// Scrolled makes the host a clip for the toolkit and passes the wheel on.
func (h *fieldHost) Scrolled(e *fyne.ScrollEvent) { h.f.scrolled(e) }

func (h *fieldHost) CreateRenderer() fyne.WidgetRenderer {
	r := &hostRenderer{h: h, objects: []fyne.CanvasObject{h.f.entry}}
	if !h.f.area {
		r.objects = append(r.objects, h.shield)
	}
	return r
}

func (h *fieldHost) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

type hostRenderer struct {
	h       *fieldHost
	objects []fyne.CanvasObject
}

func (r *hostRenderer) Layout(size fyne.Size)        { r.h.shield.Resize(size) }
func (r *hostRenderer) MinSize() fyne.Size           { return fyne.NewSize(1, 1) }
func (r *hostRenderer) Refresh()                     {}
func (r *hostRenderer) Destroy()                     {}
func (r *hostRenderer) Objects() []fyne.CanvasObject { return r.objects }

// wheelShield lies over the Entry for the wheel only.
type wheelShield struct {
	widget.BaseWidget
	f *Field
}

func (w *wheelShield) Scrolled(e *fyne.ScrollEvent) { w.f.scrolled(e) }
func (w *wheelShield) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(&fyne.Container{})
}

func (f *Field) scrolled(e *fyne.ScrollEvent) {
	if f.owner != nil {
		f.owner.wheel(Point{f.box.X + f.box.W/2, f.box.Y + f.box.H/2}, e.Scrolled.DX, e.Scrolled.DY)
	}
}

// place puts the Entries of live fields where Draw showed them.
func (s *Surface) place(fields []placedField) {
	before := s.placed
	s.placed = fields
	// A field that is no longer drawn loses the focus.
	for _, p := range before {
		if p.f.focused && p.f.owner == s && !placedIn(fields, p.f) {
			p.f.left(s)
			if cv := s.canvas(); cv != nil && cv.Focused() == fyne.Focusable(p.f.entry) {
				cv.Focus(s)
			}
		}
	}
	if s.rend == nil || s.picture {
		return
	}
	z := theme.Zoom()
	for _, p := range fields {
		if !p.f.live(s) {
			continue
		}
		p.f.ensureEntry()
		p.geometry(z, s.pixelScale())
	}
	old := s.rend.objects
	s.rend.arrange()
	if !sameObjects(old, s.rend.objects) && s.canvas() != nil {
		s.repaintTree()
	}
}

func placedIn(fields []placedField, f *Field) bool {
	for _, p := range fields {
		if p.f == f {
			return true
		}
	}
	return false
}

func sameObjects(a, b []fyne.CanvasObject) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func (f *Field) ensureEntry() {
	if f.entry == nil {
		f.entry = newFieldEntry(f)
		f.entry.quiet = true
		f.entry.SetText(f.text)
		f.entry.wrap(f.text)
		if !f.area {
			f.entry.CursorColumn = len([]rune(f.text))
		}
		f.entry.quiet = false
		f.host = newFieldHost(f)
	}
}

// geometry lays the Entry so that its text stands exactly where the surface would draw it.
func (p *placedField) geometry(z, pixels float32) {
	const pad = 5 // the toolkit's inner padding, see package theme
	e, h := p.f.entry, p.f.host
	in := p.inner
	scale := float64(z * pixels)
	room := p.box.Inset(3)
	top := in.Y + 5 // first line of an area
	if !p.f.area {
		base := math.Floor(float64(baseline(in, p.size))*scale + 0.5)
		top = float32((base - math.Ceil(glyph.Ascent*float64(p.size)*scale)) / scale)
		room = Rect{in.X - 2, p.box.Y + 2, in.W + 4, p.box.H - 4}
	}
	vis := room.Intersect(p.clip)
	h.Move(fyne.NewPos(vis.X*z, vis.Y*z))
	h.Resize(fyne.NewSize(vis.W*z, vis.H*z))
	x, w := in.X-pad, in.W+2*pad
	if p.f.AlignRight && !p.f.area {
		tw := fyne.MeasureText(p.f.text, p.size*z, fyne.TextStyle{Bold: p.f.Bold}).Width/z + 1
		if tw < in.W {
			x, w = in.Right()-tw-pad, tw+2*pad+3
		}
	}
	height := float32(36)
	if p.f.area {
		height = max(p.box.H, 40)
	}
	e.Move(fyne.NewPos((x-vis.X)*z, (top-pad-vis.Y)*z))
	e.Resize(fyne.NewSize(w*z, height*z))
}

// pixelScale is pixels per unit of the toolkit on the surface's canvas.
func (s *Surface) pixelScale() float32 {
	if cv := s.canvas(); cv != nil {
		return cv.Scale()
	}
	return 1
}

// focusField starts editing a field.
func (s *Surface) focusField(g *region, byKeyboard bool) {
	f := g.field
	if f == nil || f.ReadOnly || s.NoFocus {
		return
	}
	f.pending = false
	s.setInner(g.id, byKeyboard)
	s.active = true
	if s.picture || s.canvas() == nil {
		f.focused, f.owner = true, s
		s.wantFocus = !s.picture
		return
	}
	if f.focused && f.entry != nil && s.canvas().Focused() == fyne.Focusable(f.entry) {
		return
	}
	// Others lose the focus first: their text is settled before this one shows.
	for i := range s.placed {
		if o := s.placed[i].f; o != f && o.focused {
			o.left(s)
			s.active = true
		}
	}
	f.focused = true
	f.committed = f.text
	s.dirty = true
	s.flush()
	if f.entry == nil {
		return
	}
	s.canvas().Focus(f.entry)
	if f.OnFocus != nil {
		f.OnFocus(true)
	}
	if byKeyboard && !f.area {
		f.entry.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// fieldFocused is the field of this surface that is being edited, or nil.
func (s *Surface) fieldFocused() *Field {
	for i := range s.placed {
		if f := s.placed[i].f; f.focused && f.owner == s {
			return f
		}
	}
	return nil
}

// pressed passes the first click on to the Entry, so that the caret stands where it was clicked.
func (f *Field) pressed(s *Surface, p Pointer) {
	if f.entry == nil || f.host == nil {
		return
	}
	z := theme.Zoom()
	pos := fyne.NewPos(p.At.X*z, p.At.Y*z).Subtract(f.host.Position()).Subtract(f.entry.Position())
	b := desktop.MouseButtonPrimary
	if p.Right {
		b = desktop.MouseButtonSecondary
	}
	ev := &desktop.MouseEvent{Button: b}
	ev.Position = pos
	f.entry.MouseDown(ev)
}

// repaintTree makes the toolkit notice that entries came or went.
func (s *Surface) repaintTree() {
	if s.raster != nil {
		s.raster.Refresh()
	}
}
