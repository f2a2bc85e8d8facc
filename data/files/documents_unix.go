//go:build !windows && !darwin

package files

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
)

// documents finds the folder of documents as the desktop names it, in any language.
func documents(home string) string {
	config := os.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(config) {
		config = filepath.Join(home, ".config")
	}
	if f, err := os.Open(filepath.Join(config, "user-dirs.dirs")); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			value, ok := strings.CutPrefix(strings.TrimSpace(lines.Text()), "XDG_DOCUMENTS_DIR=")
			if !ok {
				continue
			}
			dir := strings.Trim(value, `"`)
			if rest, ok := strings.CutPrefix(dir, "$HOME/"); ok {
				dir = filepath.Join(home, rest)
			}
			if filepath.IsAbs(dir) {
				return dir
			}
		}
	}
	return filepath.Join(home, "Documents")
}
