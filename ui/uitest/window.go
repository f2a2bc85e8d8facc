package uitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"kontor/ui/kit"
)

// Window shows a page in a window of the toolkit that is not on a screen, so that lists
// below fields, menus and dialogs open over it as they do for a user.
func Window(tb testing.TB, h *Host, p kit.Page, w, ht float32) fyne.Window {
	tb.Helper()
	h.Layer = kit.NewLayer(p.Content())
	win := test.NewTempWindow(tb, h.Layer.Object())
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, ht))
	tb.Cleanup(h.Layer.Close)
	h.Settle()
	return win
}
