package kit_test

import (
	"testing"

	"kontor/ui/kit"
)

// A letter with Shift is a key of its own where there is a command for it, and else the
// letter: capitals typed by habit do what small ones do.
func TestLettersWithShift(t *testing.T) {
	ran := ""
	commands := []kit.Command{
		{ID: "next", Keys: []kit.Key{"N"}, Run: func() { ran += "next " }},
		{ID: "back", Keys: []kit.Key{"Shift+N"}, Run: func() { ran += "back " }},
		{ID: "quote", Keys: []kit.Key{"Q"}, Run: func() { ran += "quote " }},
	}
	s := kit.NewSurface(func(*kit.Canvas) {})
	s.Keys = func(k kit.Key, inField bool) bool { return kit.RunKey(commands, k, inField) }
	window(t, s, 200, 100)
	s.TypeText("nNqQ")
	if ran != "next back quote quote " {
		t.Error(ran)
	}
}
