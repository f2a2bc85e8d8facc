//go:build !windows

package files

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// removeFirst: a locked file can be removed here.
const removeFirst = true

func lockFile(f *os.File) error {
	err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return ErrLocked
	}
	return err
}
