package main

import (
	"github.com/go-gl/glfw/v3.4/glfw"
)

// screen is the room that the main screen has for windows, without bars of the system, in
// its own units; 0 where it is not known. The toolkit does not tell it. Only for the main
// goroutine, once the toolkit runs.
func screen() (width, height int) {
	m := glfw.GetPrimaryMonitor()
	if m == nil {
		return 0, 0
	}
	_, _, width, height = m.GetWorkarea()
	return width, height
}
