package kit

import (
	"fyne.io/fyne/v2"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Field is a place for text. The page owns it and shows it with Canvas.Field; it keeps
// its text across redraws. While it has the focus, the toolkit's Entry lies over it;
// otherwise the surface draws it. Use NewField, NewPassword, NewArea, NewAmount,
// NewDate or NewPicker.
type Field struct {
	Name        string     // accessible name, usually the label
	Placeholder string     //
	Prefix      string     // muted before the text: "¥", "pt"
	Hint        string     // muted at the right: "今 +1 周五 皆可输入"
	LeftIcon    icons.Name // e.g. search
	Icon        icons.Name // at the right: calendar, chevron
	Keys        Key        // key cap at the right while empty: "Ctrl+K"
	ReadOnly    bool       // sunken, with a lock
	Disabled    string     // read-only for this reason, shown as tooltip
	Password    bool       // dots
	AlignRight  bool       // numbers
	Bold        bool       // emphasised amounts
	Clearable   bool       // × while there is text
	Plain       bool       // no box: inside another frame
	Err         string     // what is wrong; red border, icon, and the sentence below by FormRow
	Warn        bool       // amber border: to be confirmed
	Good        bool       // green tick
	Tip         string     //

	OnChange func(text string)              // after every keystroke
	OnCommit func(text string)              // left, or Enter, with a changed text
	OnEnter  func() bool                    // Enter pressed; false hands it on
	OnKey    func(k Key) bool               // first look at every key but characters
	OnIcon   func()                         // the right icon was clicked
	OnFocus  func(gained bool)              //
	OnPaste  func(text string) bool         // true when the paste was taken over (Excel blocks)
	Check    func(text string) (err string) // when left: the sentence, or ""
	// Read turns what was typed into what is shown when the field is left (1.2w →
	// 12,000.00). preview is shown at the right while typing, err replaces Err.
	Read func(text string) (shown, preview, err string)
	// Badge draws something before the right icon and returns its width.
	Badge func(c *Canvas, r Rect) float32

	area      bool
	whole     bool       // a click marks all of it: what is chosen is replaced, not written into
	popup     fieldPopup // suggestions or a calendar while open
	text      string
	committed string
	preview   string
	focused   bool
	pending   bool // will get the focus when it is first shown
	owner     *Surface
	id        string
	box       Rect
	entry     *fieldEntry
	host      *fieldHost
}

// fieldPopup is what hangs below a field: it gets keys first.
type fieldPopup interface {
	key(k Key) bool
	close()
}

// placedField is where a field was drawn: box is the frame, inner the room for text.
type placedField struct {
	f                *Field
	id               string
	box, inner, clip Rect
	size             float32
}

// NewField makes an empty text field; name is its accessible name.
func NewField(name string) *Field { return &Field{Name: name} }

// NewPassword makes a field that shows dots and an eye that reveals them.
func NewPassword(name string) *Field {
	f := &Field{Name: name, Password: true, Icon: icons.Eye}
	f.OnIcon = func() {
		f.Password = !f.Password
		f.Icon = icons.Eye
		if !f.Password {
			f.Icon = icons.EyeOff
		}
		if f.entry != nil {
			f.entry.Password = f.Password
			f.entry.Refresh()
		}
		f.redraw()
	}
	return f
}

// NewArea makes a field of several lines. Enter is a new line, Ctrl+Enter belongs to the page.
func NewArea(name string) *Field { return &Field{Name: name, area: true} }

// Text is the present text.
func (f *Field) Text() string { return f.text }

// SetText replaces the text without calling OnChange or OnCommit.
func (f *Field) SetText(s string) {
	f.text, f.committed, f.preview = s, s, ""
	if f.entry != nil && f.entry.Text != s {
		f.entry.quiet = true
		f.entry.SetText(s)
		f.entry.CursorColumn = len([]rune(s))
		f.entry.Refresh()
		f.entry.quiet = false
	}
	f.redraw()
}

// With sets the text and returns the field, for use in one expression.
func (f *Field) With(s string) *Field { f.SetText(s); return f }

// Focused tells whether the user is typing here.
func (f *Field) Focused() bool { return f.focused }

// Focus puts the keyboard into the field, now or when it is first shown.
func (f *Field) Focus() {
	if f.owner == nil || !f.owner.FocusID(f.id, true) {
		f.pending = true
	}
}

// SelectAll marks the whole text while the field has the focus.
func (f *Field) SelectAll() {
	if f.entry != nil && f.focused {
		f.entry.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

func (f *Field) redraw() {
	if f.owner != nil {
		f.owner.Redraw()
	}
}

// live tells whether the toolkit's Entry is to lie over the field on s.
func (f *Field) live(s *Surface) bool {
	return f.owner == s && !f.ReadOnly && !s.picture && (f.focused || f.area)
}

// Field shows a text field in r, usually 28 high.
func (c *Canvas) Field(id string, r Rect, f *Field) {
	id = c.uniq(id)
	g := region{id: id, r: r, clip: c.clip, scroll: c.scroll, field: f}
	g.h = Hit{Name: f.Name, Role: RoleField, Value: f.text, Tip: f.Tip, Disabled: f.Disabled, Cursor: IBeam}
	if f.ReadOnly || f.Disabled != "" {
		f.ReadOnly = true
		g.h.Cursor = Arrow
		if f.text != "" && !f.Password {
			g.h.Menu = func(at Point) { f.copyMenu(at) }
		}
	}
	if f.Password {
		g.h.Value = ""
	}
	c.hits = append(c.hits, g)
	f.owner, f.id, f.box = c.s, id, r
	focus := f.focused && c.s.focusID == id
	inner := c.fieldBox(id, r, f, focus)
	live := f.live(c.s)
	if !live {
		c.fieldText(inner, f, focus)
	} else if f.Prefix == "" && f.text == "" && f.AlignRight {
		c.Text(inner, f.Placeholder, Body.In(theme.Muted).RightAligned())
	}
	c.fields = append(c.fields, placedField{f: f, id: id, box: r, inner: inner, clip: c.clip.Intersect(r), size: theme.SizeBody})
	if f.pending && !c.s.NoFocus {
		f.pending = false
		s, since := c.s, taken.Load()
		Post(func() {
			if taken.Load() == since {
				s.FocusID(id, true)
			}
		})
	}
}

// copyMenu offers to copy what a read-only field shows.
func (f *Field) copyMenu(at Point) {
	l := f.owner.window()
	if l == nil || program() == nil {
		return
	}
	l.ShowMenu(Menu{From: f.owner, At: at, Items: []MenuItem{{Title: word("kit.copy"), Run: func() { program().Clipboard().SetContent(f.text) }}}})
}

func (f *Field) clear() {
	f.change("")
	if f.entry != nil {
		f.entry.quiet = true
		f.entry.SetText("")
		f.entry.quiet = false
	}
	if f.OnCommit != nil && !f.focused {
		f.committed = ""
		f.OnCommit("")
	}
	f.Focus()
}

// change takes a text that the user typed.
func (f *Field) change(s string) {
	if s == f.text {
		return
	}
	f.text = s
	f.preview = ""
	if f.Read != nil {
		if _, p, err := f.Read(s); err == "" {
			f.preview = p
		}
	}
	if f.OnChange != nil {
		f.OnChange(s)
	}
	f.redraw()
}

// commit settles the text when the field is left or Enter is pressed.
func (f *Field) commit() {
	if f.Read != nil {
		shown, _, err := f.Read(f.text)
		f.Err = err
		if err == "" && shown != f.text {
			f.text = shown
			if f.entry != nil {
				f.entry.quiet = true
				f.entry.SetText(shown)
				f.entry.CursorColumn = len([]rune(shown))
				f.entry.quiet = false
			}
		}
	}
	f.preview = ""
	if f.Check != nil && f.Err == "" || f.Check != nil && f.Read == nil {
		f.Err = f.Check(f.text)
	}
	if f.text != f.committed {
		f.committed = f.text
		if f.OnCommit != nil {
			f.OnCommit(f.text)
		}
	}
	f.redraw()
}

// Commit settles the text as leaving the field would (shorthands, check, OnCommit), for
// saving while the field still has the focus.
func (f *Field) Commit() { f.commit() }
