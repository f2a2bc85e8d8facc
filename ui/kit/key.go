package kit

import (
	"runtime"
	"strings"
	"sync/atomic"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Key is a key with its modifiers in one fixed spelling: "Ctrl+Enter", "Alt+Shift+1",
// "Shift+F10", "F2", "Esc", "Up", "PgDn", "Del", "Ins", "Space", "Tab", "W", "/".
// Modifiers come in the order Ctrl, Alt, Shift. On macOS "Ctrl" is the Cmd key.
// The keypad's Enter is "Enter".
type Key string

var keyNames = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc", fyne.KeyBackspace: "Backspace",
	fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn", fyne.KeyDelete: "Del", fyne.KeyInsert: "Ins",
	fyne.KeyUp: "Up", fyne.KeyDown: "Down", fyne.KeyLeft: "Left", fyne.KeyRight: "Right", fyne.KeyHome: "Home",
	fyne.KeyEnd: "End", fyne.KeySpace: "Space", fyne.KeyTab: "Tab", desktop.KeyMenu: "Menu",
}

// bareModifier tells whether a key is only a modifier being pressed.
func bareModifier(n fyne.KeyName) bool {
	switch n {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight, desktop.KeyAltLeft,
		desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock, desktop.KeyNone:
		return true
	}
	return false
}

// KeyOf spells a key of the toolkit; a modifier pressed alone is "".
func KeyOf(name fyne.KeyName, mod fyne.KeyModifier) Key {
	if name != "" && bareModifier(name) {
		return ""
	}
	base, ok := keyNames[name]
	if !ok {
		base = string(name)
	}
	var b strings.Builder
	cmd := fyne.KeyModifierControl
	if runtime.GOOS == "darwin" {
		cmd = fyne.KeyModifierSuper
	}
	if mod&cmd != 0 {
		b.WriteString("Ctrl+")
	}
	if mod&fyne.KeyModifierAlt != 0 {
		b.WriteString("Alt+")
	}
	if mod&fyne.KeyModifierShift != 0 {
		b.WriteString("Shift+")
	}
	b.WriteString(base)
	return Key(b.String())
}

// RuneKey spells a typed character as a key: letters as capitals, others as they are.
func RuneKey(r rune) Key { return Key(strings.ToUpper(string(r))) }

// shortcutKey spells a shortcut of the toolkit.
func shortcutKey(s fyne.Shortcut) Key {
	switch s := s.(type) {
	case *desktop.CustomShortcut:
		return KeyOf(s.KeyName, s.Modifier)
	case *fyne.ShortcutUndo:
		return "Ctrl+Z"
	case *fyne.ShortcutRedo:
		return "Ctrl+Y"
	case *fyne.ShortcutCut:
		if s.Secondary {
			return "Shift+Del"
		}
		return "Ctrl+X"
	case *fyne.ShortcutCopy:
		if s.Secondary {
			return "Ctrl+Ins"
		}
		return "Ctrl+C"
	case *fyne.ShortcutPaste:
		if s.Secondary {
			return "Shift+Ins"
		}
		return "Ctrl+V"
	case *fyne.ShortcutSelectAll:
		return "Ctrl+A"
	}
	return ""
}

var keyLabels = map[string]string{"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}

// Label is the key as buttons, key caps and the status bar show it: "Ctrl Enter", "Alt ↑".
// "Up/Down" style pairs may be written "↑↓" by the caller.
func (k Key) Label() string {
	if k == "" || k == "+" {
		return string(k)
	}
	parts := strings.Split(string(k), "+")
	for i, p := range parts {
		if l, ok := keyLabels[p]; ok {
			parts[i] = l
		} else if runtime.GOOS == "darwin" && p == "Ctrl" {
			parts[i] = "Cmd"
		} else if runtime.GOOS == "darwin" && p == "Alt" {
			parts[i] = "Option"
		}
	}
	return strings.Join(parts, " ")
}

// Letter tells whether the key is a single character without modifiers, which acts
// only while a list or grid has the focus, never in a field.
func (k Key) Letter() bool { return k != "" && len([]rune(string(k))) == 1 }

// modifiers asks the driver which modifier keys are down.
func modifiers() fyne.KeyModifier {
	if a := program(); a != nil {
		if d, ok := a.Driver().(desktop.Driver); ok {
			return d.CurrentKeyModifiers()
		}
	}
	return 0
}

// windowed tells whether a surface was ever shown in a window. Asking the toolkit for
// its program before that is logged as an error.
var windowed atomic.Bool

// program is the toolkit's running program, or nil where there is no window.
func program() fyne.App {
	if !windowed.Load() {
		return nil
	}
	return fyne.CurrentApp()
}

const macOS = runtime.GOOS == "darwin"
