package files

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// otherDisks lists the fixed and removable drives that are not the one of a folder.
func otherDisks(dir string) []string {
	mask, err := windows.GetLogicalDrives()
	if err != nil {
		return nil
	}
	var out []string
	for i := range 26 {
		if mask&(1<<i) == 0 {
			continue
		}
		root := string(rune('A'+i)) + `:\`
		p, err := windows.UTF16PtrFromString(root)
		if err != nil || i < 2 || filepath.VolumeName(dir) == root[:2] {
			continue // A: and B: would make an empty drive rattle
		}
		if k := windows.GetDriveType(p); k == windows.DRIVE_FIXED || k == windows.DRIVE_REMOVABLE {
			out = append(out, root)
		}
	}
	return out
}
