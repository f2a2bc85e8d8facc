package kit

import (
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
	if f.area {
		e.Wrapping = fyne.TextWrapWord
	}
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

// wrap breaks between any two characters in text that is nearly all Chinese, between
// words as soon as it holds some Latin words or numbers: the toolkit knows no finer way,
// and a cut number reads worse than a short line.
func (e *fieldEntry) wrap(s string) {
	if !e.MultiLine {
		return
	}
	wide, all := 0, 0
	for _, r := range s {
		if r > ' ' {
			all++
			if glyph.Wide(r) {
				wide++
			}
		}
	}
	w := fyne.TextWrapWord
	if wide*100 > all*85 && all > 0 {
		w = fyne.TextWrapBreak
	}
	if e.Wrapping != w {
		e.Wrapping = w
		e.Refresh()
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
		if !s.picture {
			s.want()
		}
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
	if f.entry == nil || !placedIn(s.placed, f) {
		// The page does not draw it just now: it gets the keyboard when it comes back.
		f.focused = false
		s.canvas().Focus(s)
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
	if f.entry == nil || f.host == nil || !f.focused {
		return
	}
	if f.whole && !p.Right {
		f.SelectAll()
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
