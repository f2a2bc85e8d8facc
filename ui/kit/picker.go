package kit

import (
	"strings"
	"unicode/utf8"

	"kontor/assets/icons"
	"kontor/ui/theme"
)

// Option is one thing a Picker offers.
type Option struct {
	Key    string // stable: an option key, an id as text
	ID     int64
	Text   string
	Lead   string // before the text, muted: a code
	Marks  []Mark // matched part of Text
	Detail string // muted at the right
	Tint   theme.Token
	Right  string // at the far right: a price
	Icon   icons.Name
	Person bool // avatar
	Head   bool // caption
	Why    string
}

// Match tells how a query matches a text: which bytes to highlight. The shell puts the
// pinyin matcher here (initials, full pinyin, characters); the plain one looks for the
// query inside the text.
var Match = func(query, text string) (marks []Mark, ok bool) {
	if query == "" {
		return nil, true
	}
	i := strings.Index(strings.ToLower(text), strings.ToLower(query))
	if i < 0 || i+len(query) > len(text) || !utf8.ValidString(text[i:i+len(query)]) {
		return nil, false
	}
	return []Mark{{i, i + len(query)}}, true
}

// Picker is a field whose value is picked from suggestions that appear below while typing.
type Picker struct {
	*Field
	// Options are all there are; or Suggest finds them. Suggest may answer later, on the
	// main goroutine; late answers to older queries are dropped.
	Options []Option
	Suggest func(query string, answer func([]Option))
	Free    bool // any text may stay, not only a suggestion
	// OnPick is called when a suggestion was taken; nil key and text mean that the field was emptied.
	OnPick func(o Option)
	// New, when set, offers to make a new one from the query (Ctrl+N).
	New     func(query string)
	NewText string
	Width   float32 // of the list, at least; the field's width when less
	Hints   bool    // key hints below the list

	value  Option
	list   *suggestions
	ownTab bool // Tab is done with when it has picked
}

// NewPicker makes a picker over fixed options.
func NewPicker(name string, options []Option) *Picker {
	p := &Picker{Field: NewField(name), Options: options}
	p.Icon, p.whole = icons.ChevronDown, true
	p.OnIcon = p.toggle
	p.OnKey = p.key
	p.OnChange = p.typed
	p.OnFocus = p.focus
	p.Read = p.read
	return p
}

// NewSearch makes a picker whose suggestions are looked up.
func NewSearch(name string, suggest func(query string, answer func([]Option))) *Picker {
	p := NewPicker(name, nil)
	p.Suggest = suggest
	return p
}

// Value is what was picked; its Key is "" when nothing was (its Text may be free text).
func (p *Picker) Value() Option { return p.value }

// SetValue shows an option.
func (p *Picker) SetValue(o Option) {
	p.value = o
	p.SetText(o.Text)
}

// SetKey shows the option with a key.
func (p *Picker) SetKey(key string) {
	for _, o := range p.Options {
		if o.Key == key && !o.Head {
			p.SetValue(o)
			return
		}
	}
	p.SetValue(Option{})
}

// read settles the text: an option of exactly this text, else what was picked before.
func (p *Picker) read(text string) (shown, preview, err string) {
	if text == p.value.Text {
		return text, "", ""
	}
	return text, "", ""
}

func (p *Picker) focus(gained bool) {
	if gained || p.owner == nil {
		return
	}
	text := p.text
	if text == p.value.Text {
		return
	}
	if text == "" {
		p.take(Option{})
		return
	}
	for _, o := range p.Options {
		if strings.EqualFold(o.Text, text) && !o.Head && o.Why == "" {
			p.take(o)
			return
		}
	}
	if p.Free {
		p.take(Option{Text: text})
		return
	}
	p.SetText(p.value.Text) // nothing was picked: as before
}

func (p *Picker) typed(text string) {
	if p.list == nil {
		p.open()
	}
	if p.list != nil {
		p.list.ask(text)
	}
}

func (p *Picker) toggle() {
	if p.list != nil {
		p.list.close()
		return
	}
	p.Focus()
	p.open()
	if p.list != nil {
		p.list.ask("")
	}
}

func (p *Picker) open() {
	if p.owner == nil || p.list != nil {
		return
	}
	l := &suggestions{p: p}
	l.hang = hangBelow(p.owner, p.box, max(p.Width, p.box.W), 40, l.draw)
	if l.hang != nil {
		p.list, p.popup = l, l
	}
}

func (p *Picker) key(k Key) bool {
	switch k {
	case "Down", "Alt+Down":
		if p.list == nil {
			p.open()
			if p.list != nil {
				p.list.ask("")
			}
			return true
		}
	case "F4":
		p.toggle()
		return true
	case "Ctrl+Enter", "Ctrl+Shift+Enter":
		p.focus(false) // settles what was typed before it is saved
	}
	return false
}

// take makes an option the value and tells the page.
func (p *Picker) take(o Option) {
	p.value = o
	p.setUserQuiet(o.Text)
	p.committed = o.Text
	p.Err = ""
	if p.OnPick != nil {
		p.OnPick(o)
	}
	p.redraw()
}

// setUserQuiet shows a text without opening suggestions.
func (p *Picker) setUserQuiet(s string) {
	ch := p.OnChange
	p.OnChange = nil
	p.Put(s)
	p.OnChange = ch
}
