//go:build !windows

package files

import (
	"os"
	"os/user"
	"path/filepath"
	"syscall"
)

// otherDisks lists mounted disks that are not the one of a folder: what desktops mount
// for the user.
func otherDisks(dir string) []string {
	places := []string{"/Volumes"}
	if me, err := user.Current(); err == nil {
		places = append(places, filepath.Join("/media", me.Username), filepath.Join("/run/media", me.Username))
	}
	here, ok := device(dir)
	if !ok {
		return nil
	}
	var out []string
	for _, root := range subfolders(places...) {
		if d, ok := device(root); ok && d != here && !Network(filepath.Join(root, "x")) {
			out = append(out, root)
		}
	}
	return out
}

func device(path string) (uint64, bool) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, false
	}
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, false
	}
	return uint64(s.Dev), true //nolint:unconvert // its type differs between systems
}
