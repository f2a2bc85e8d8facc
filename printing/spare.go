package printing

import (
	"runtime/debug"
	"sync"
)

// spare counts those who print many papers at this moment.
var spare struct {
	sync.Mutex
	n, usual int
}

// Spare has memory cleared sooner until done is called. Each paper leaves some ten megabytes
// of buffers behind, and a batch of thousands must not make the program grow: half as much
// garbage may pile up, for a few per cent of time.
func Spare() (done func()) {
	spare.Lock()
	defer spare.Unlock()
	if spare.n++; spare.n == 1 {
		spare.usual = debug.SetGCPercent(40)
	}
	return sync.OnceFunc(func() {
		spare.Lock()
		defer spare.Unlock()
		if spare.n--; spare.n == 0 {
			debug.SetGCPercent(spare.usual)
		}
	})
}
