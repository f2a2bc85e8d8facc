package files

import (
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Network tells whether path lies on a network share.
func Network(path string) bool {
	var s unix.Statfs_t
	if unix.Statfs(filepath.Dir(path), &s) != nil {
		return false
	}
	return s.Flags&unix.MNT_LOCAL == 0
}

// Free tells how many bytes may still be written to the disk of a folder; -1 unknown.
func Free(dir string) int64 {
	var s unix.Statfs_t
	if unix.Statfs(dir, &s) != nil {
		return -1
	}
	return int64(s.Bavail) * int64(s.Bsize)
}
