package files

import (
	"errors"
	"os"
)

// ErrLocked tells that another process holds the lock.
var ErrLocked = errors.New("files: locked by another process")

// Lock is an exclusive lock on a file. The system gives it back when the process ends,
// however it ends.
type Lock struct{ file *os.File }

// Take locks a file, creating it when it is not there. ErrLocked when it is held.
func Take(path string) (*Lock, error) {
	for {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := lockFile(f); err != nil {
			f.Close()
			return nil, err
		}
		// The holder before may have removed the file between our opening and locking;
		// then we hold a file that nobody else will ever see.
		mine, err1 := f.Stat()
		there, err2 := os.Stat(path)
		if err1 == nil && err2 == nil && os.SameFile(mine, there) {
			return &Lock{f}, nil
		}
		f.Close()
		if err1 != nil {
			return nil, err1
		}
	}
}

// Write replaces the content of the locked file, for others to read.
func (l *Lock) Write(content []byte) error {
	if err := l.file.Truncate(0); err != nil {
		return err
	}
	_, err := l.file.WriteAt(content, 0)
	return err
}

// Release gives the lock back and removes the file.
func (l *Lock) Release() error {
	if removeFirst {
		err := os.Remove(l.file.Name())
		return errors.Join(err, l.file.Close())
	}
	err := l.file.Truncate(0)
	err = errors.Join(err, l.file.Close())
	_ = os.Remove(l.file.Name()) // another may have opened it meanwhile: then it stays
	return err
}
