package files

import "path/filepath"

func documents(home string) string { return filepath.Join(home, "Documents") }
