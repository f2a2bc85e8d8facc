package files

import (
	"os"
	"path/filepath"
)

// BackupFolder proposes where backups of a company go: on another disk when there is one
// that can be written, else beside the company.
func BackupFolder(company string) string {
	for _, root := range otherDisks(filepath.Dir(company)) {
		if Writable(root) {
			return filepath.Join(root, "Kontor-Backup")
		}
	}
	return filepath.Join(filepath.Dir(company), "Backup")
}

// subfolders lists the folders directly inside some folders.
func subfolders(of ...string) []string {
	var out []string
	for _, dir := range of {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if e.IsDir() {
				out = append(out, filepath.Join(dir, e.Name()))
			}
		}
	}
	return out
}
