package kit_test

import (
	"testing"

	"kontor/ui/kit"
)

// A page may make its fields anew while a person types, because data came late: the
// keyboard stays in the field of the same name, and no letter becomes a command.
func TestFocusFollowsAFieldThatIsMadeAnew(t *testing.T) {
	first, other := kit.NewField("名称"), kit.NewField("备注")
	field, shown, commands := first, true, 0
	s := kit.NewSurface(func(c *kit.Canvas) {
		if shown {
			c.Field("name", kit.R(10, 10, 200, 28), field)
		}
		c.Field("note", kit.R(10, 50, 200, 28), other)
	})
	s.Keys = func(kit.Key, bool) bool { commands++; return true }
	window(t, s, 300, 120)

	s.Click("name")
	s.TypeText("ab")
	field = kit.NewField("名称").With("ab")
	s.Redraw()
	s.Flush()
	if !field.Focused() || s.FocusedID() != "name" {
		t.Error("the new field does not have the keyboard")
	}
	s.Press("End")
	s.TypeText("c")
	if field.Text() != "abc" || commands != 0 {
		t.Errorf("the new field has %q, %d letters were taken for commands", field.Text(), commands)
	}

	shown = false // it is gone for one look, as behind placeholder rows
	s.Redraw()
	s.Flush()
	shown = true
	s.Redraw()
	s.Flush()
	s.TypeText("d")
	if !field.Focused() || commands != 0 {
		t.Error("a field that comes back does not have the keyboard")
	}
	s.Click("note")
	shown = false
	s.Redraw()
	s.Flush()
	shown = true
	s.Redraw()
	s.Flush()
	if !other.Focused() || field.Focused() {
		t.Error("the keyboard left the field that was clicked last")
	}
}

// What the program asked for earlier does not take the keyboard from a person who has
// clicked elsewhere in the meantime.
func TestLateFocusDoesNotTakeTheKeyboard(t *testing.T) {
	late, clicked := kit.NewField("名称"), kit.NewField("备注")
	shown := false
	s := kit.NewSurface(func(c *kit.Canvas) {
		c.Field("note", kit.R(10, 50, 200, 28), clicked)
		if shown {
			c.Field("name", kit.R(10, 10, 200, 28), late)
		}
	})
	window(t, s, 300, 120)
	release := kit.HoldPosts()
	defer release()
	late.Focus()
	shown = true
	s.Redraw()
	s.Flush() // drawn: its turn is posted
	s.Click("note")
	kit.Pump()
	if !clicked.Focused() || late.Focused() {
		t.Error("a click into a field was undone by what was asked for before it")
	}
	late.Focus() // asked for now, it comes at once
	kit.Pump()
	if !late.Focused() {
		t.Error("the field does not take the keyboard when it is asked to")
	}
}

// A field that the page takes away in the moment it is clicked leaves the keyboard with
// the page, not with whatever had it before.
func TestClickOnAFieldThatGoesAway(t *testing.T) {
	field, next := kit.NewField("名称"), kit.NewField("名称")
	gone := false
	other := kit.NewField("别处")
	field.OnFocus = func(bool) {}
	other.OnCommit = func(string) { gone = true }
	s := kit.NewSurface(func(c *kit.Canvas) {
		f := field
		if gone {
			f = next
		}
		c.Field("other", kit.R(10, 50, 200, 28), other)
		c.Field("name", kit.R(10, 10, 200, 28), f)
	})
	window(t, s, 300, 120)
	s.Click("other")
	s.TypeText("x")
	s.Click("name") // settles the other field, which makes the page draw a new field here
	s.TypeText("y")
	if !next.Focused() || next.Text() != "y" || field.Focused() {
		t.Errorf("the new field has the keyboard: %v, and %q", next.Focused(), next.Text())
	}
}
