package attach

import (
	"slices"
	"testing"
)

// CUS-54: what file managers put on the clipboard is read as files; anything else is not.
func TestPathsOfTheClipboard(t *testing.T) {
	for clip, want := range map[string][]string{
		"file:///home/lin/%E5%90%88%E5%90%8C.pdf\r\nfile:///home/lin/b.png": {"/home/lin/合同.pdf", "/home/lin/b.png"},
		"copy\nfile:///tmp/a.txt": {"/tmp/a.txt"},
		"/tmp/图 纸.dwg":            {"/tmp/图 纸.dwg"},
		"合同.pdf":                  nil,
		"https://www.example/a":   nil,
		"/tmp/a.txt\n请查收":         nil,
		"":                        nil,
	} {
		if got := Paths(clip); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", clip, got, want)
		}
	}
}

func TestSizes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1 KB", 999_499: "999 KB", 999_500: "1.0 MB", 1_234_567: "1.2 MB", 5_000_000_000: "5.0 GB"} {
		if got := Size(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
