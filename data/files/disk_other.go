//go:build !linux && !darwin && !windows

package files

// Network cannot be told on this system.
func Network(string) bool { return false }

// Free cannot be told on this system.
func Free(string) int64 { return -1 }
