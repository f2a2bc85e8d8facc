package kit

import "kontor/assets/icons"

// Scope says where a command of a page is offered.
type Scope uint8

// The scopes.
const (
	ScopePage   Scope = iota // always while the page is shown
	ScopeList                // its letter acts only while a list or grid has the focus
	ScopeHidden              // key only: not in palette and status bar
)

// Command is one action with its key. A page returns its commands; they feed the
// shortcut map, the status bar and the palette. The same Command may be shown as a
// button with Canvas.CommandButton.
type Command struct {
	ID    string // stable, "customer.new"
	Title string // in the reader's language: 新建客户
	Keys  []Key  // all keys that run it; the first is shown
	Icon  icons.Name
	Run   func()
	// Enabled says why the command cannot run now ("" = it can). Nil = always.
	Enabled func() (reason string)
	Scope   Scope
	Status  string // short word for the status bar (“打开”); "" = not shown there
}

// Why is the reason why the command cannot run now, or "".
func (c *Command) Why() string {
	if c.Enabled == nil {
		return ""
	}
	return c.Enabled()
}

// Key is the key that is shown, or "".
func (c *Command) Key() Key {
	if len(c.Keys) == 0 {
		return ""
	}
	return c.Keys[0]
}

// RunKey runs the first enabled command that has the key and tells whether there was
// one. With inField, single letters are left alone.
func RunKey(commands []Command, k Key, inField bool) bool {
	if inField && k.Letter() {
		return false
	}
	for i := range commands {
		c := &commands[i]
		for _, own := range c.Keys {
			if own == k && c.Run != nil && c.Why() == "" {
				c.Run()
				return true
			}
		}
	}
	return false
}
