//go:build !windows && !darwin

package files_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"kontor/data/files"
)

// DAT-06: a picture of the clipboard becomes a file; a clipboard without one is no fault.
func TestPictureOfTheClipboard(t *testing.T) {
	bin := t.TempDir()
	t.Setenv("PATH", bin)
	if path, err := files.ClipPicture(context.Background(), t.TempDir()); path != "" || err != nil {
		t.Errorf("without a program: %q %v", path, err)
	}
	program := func(script string) {
		if err := os.WriteFile(filepath.Join(bin, "xclip"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	program("exit 1\n")
	if path, err := files.ClipPicture(context.Background(), t.TempDir()); path != "" || err != nil {
		t.Errorf("without a picture: %q %v", path, err)
	}
	program("printf 'picture'\n")
	path, err := files.ClipPicture(context.Background(), t.TempDir())
	if raw, _ := os.ReadFile(path); err != nil || string(raw) != "picture" {
		t.Errorf("%q %q %v", path, raw, err)
	}
}
