package uitest

import (
	"os"
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

// Main runs the tests of a package whose windows have fields: those need the toolkit's text
// measuring.
func Main(m *testing.M) {
	app := test.NewApp()
	code := m.Run()
	app.Quit()
	os.Exit(code)
}

// Draw runs what waits and draws a surface until nothing changes any more; what was
// reported meanwhile fails the test.
func (h *Host) Draw(tb testing.TB, s *kit.Surface) {
	tb.Helper()
	for range 4 {
		h.Settle()
		s.Flush()
	}
	for _, err := range h.Errors {
		tb.Errorf("reported: %v", err)
	}
	h.Errors = nil
}

// Run runs a command of a page, which has to be offered now.
func (h *Host) Run(tb testing.TB, p kit.Page, s *kit.Surface, id string) {
	tb.Helper()
	for _, c := range p.Commands() {
		if c.ID == id {
			if why := c.Why(); why != "" {
				tb.Fatalf("%s: %s", id, why)
			}
			c.Run()
			h.Draw(tb, s)
			return
		}
	}
	tb.Fatalf("%s is not offered now", id)
}
