package files

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// removeFirst: an open file cannot be removed here.
const removeFirst = false

// farAway is the byte that is locked: locks are mandatory here, and the content has to
// stay readable for others.
const farAway = 1 << 30

func lockFile(f *os.File) error {
	at := windows.Overlapped{OffsetHigh: 1, Offset: farAway}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return ErrLocked
	}
	return err
}
