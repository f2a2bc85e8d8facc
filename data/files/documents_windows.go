package files

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// documents asks the system: the folder may lie on another drive.
func documents(home string) string {
	if dir, err := windows.KnownFolderPath(windows.FOLDERID_Documents, 0); err == nil && dir != "" {
		return dir
	}
	return filepath.Join(home, "Documents")
}
