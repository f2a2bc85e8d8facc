package shell

import (
	"runtime"
	"testing"

	"fyne.io/fyne/v2"
)

// The first window is no larger than a small laptop's screen; on a large one it stays.
func TestWindowFitsTheScreen(t *testing.T) {
	if runtime.GOOS == "darwin" {
		t.Skip("screens count in the window's units there")
	}
	first := fyne.NewSize(1440, 900)
	for _, x := range []struct {
		width, height, scale float32
		want                 fyne.Size
	}{
		{1366, 728, 1, fyne.NewSize(1366, 692)}, {1920, 1040, 1, first}, {1920, 1040, 1.25, fyne.NewSize(1440, 796)}, {0, 0, 1, first},
	} {
		if got, smaller := fitted(first, x.width, x.height, x.scale); got != x.want || smaller != (x.want != first) {
			t.Errorf("on %v: %v", x, got)
		}
	}
}
