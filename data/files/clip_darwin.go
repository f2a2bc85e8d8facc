package files

func clipPrograms(path string) []clipProgram {
	return []clipProgram{{writes: true, args: []string{
		"osascript", "-e", "on run argv", "-e", "set picture to the clipboard as «class PNGf»",
		"-e", "set f to open for access POSIX file (item 1 of argv) with write permission", "-e", "write picture to f", "-e", "close access f", "-e", "end run", path,
	}}}
}
