package files

import (
	"io"
	"os"
	"path/filepath"
)

// Atomic is a file that takes its place only when it is complete: until Commit it lies
// under another name beside it, so that a full disk or a crash leaves the old file whole.
type Atomic struct {
	*os.File
	path string
	done bool
}

// Create starts a file that will stand at path.
func Create(path string) (*Atomic, error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, err
	}
	return &Atomic{File: f, path: path}, nil
}

// Commit puts the file in its place.
func (a *Atomic) Commit() error {
	if a.done {
		return os.ErrClosed
	}
	a.done = true
	err := a.Sync()
	if end := a.Close(); err == nil {
		err = end
	}
	if err == nil {
		err = os.Chmod(a.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(a.Name(), a.path)
	}
	if err != nil {
		_ = os.Remove(a.Name()) // what is left over is a file with the name of a draft
	}
	return err
}

// Abort gives the file up. It does nothing after Commit.
func (a *Atomic) Abort() {
	if a.done {
		return
	}
	a.done = true
	a.Close()
	_ = os.Remove(a.Name())
}

// Opened is a file opened for reading.
type Opened struct {
	Name string // without its folder
	In   io.ReaderAt
	Size int64
	End  func() error
}

// Open opens a file for reading at any place.
func Open(path string) (Opened, error) {
	f, err := os.Open(path)
	if err != nil {
		return Opened{}, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return Opened{}, err
	}
	return Opened{Name: filepath.Base(path), In: f, Size: info.Size(), End: f.Close}, nil
}
