package cli

import (
	"fmt"

	"kontor/app"
)

// Window is the size in pixels and the zoom that were asked for, 1440 × 872 at 100 % by
// default: Invalid cli.size when they make no window.
func (t Tour) Window() (width, height, zoom float64, err error) {
	zoom = t.Zoom
	if zoom == 0 {
		zoom = 1
	}
	width, height = 1440, 872
	if t.Size != "" {
		if n, err := fmt.Sscanf(t.Size, "%fx%f", &width, &height); err != nil || n != 2 {
			return 0, 0, 0, app.E(app.Invalid, "cli.size", "size", t.Size)
		}
	}
	if width < 800 || height < 500 || width > 8000 || height > 8000 || zoom < 0.9 || zoom > 1.5 {
		return 0, 0, 0, app.E(app.Invalid, "cli.size", "size", t.Size)
	}
	return width, height, zoom, nil
}
