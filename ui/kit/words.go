package kit

import (
	"sync/atomic"

	"kontor/ui/tr"
)

var tongue atomic.Pointer[tr.Tongue]

// SetTongue chooses the language of the kit's own words (今天, Cancel, …). The shell
// calls it before it rebuilds its windows.
func SetTongue(t *tr.Tongue) { tongue.Store(t) }

// Tongue is the language in force, Chinese at first.
func Tongue() *tr.Tongue {
	if t := tongue.Load(); t != nil {
		return t
	}
	t := tr.In("zh")
	tongue.CompareAndSwap(nil, t)
	return tongue.Load()
}

// word is the kit's text for a key.
func word(key string, pairs ...any) string { return Tongue().T(key, pairs...) }
