package data

import (
	"crypto/rand"
	"os"
	"strings"
	"sync"

	"kontor/data/files"
)

// ballastSize is kept free for the day the disk is full: even deleting needs room.
const ballastSize = 4 << 20

// ballast is a file beside the company file that takes up room until it is needed.
type ballast struct {
	mu   sync.Mutex
	path string
}

// keepBallast makes the file when there is plenty of room. Failing is no fault: it is
// made again at the next start.
func (db *DB) keepBallast() {
	b := &ballast{path: strings.TrimSuffix(db.path, Extension) + ".kontor-reserve"}
	db.ballast = b
	if info, err := os.Stat(b.path); err == nil && info.Size() == ballastSize {
		return
	}
	if free := files.Free(dirOf(db.path)); free >= 0 && free < 8*ballastSize {
		return
	}
	bytes := make([]byte, ballastSize) // noise: a disk that compresses must not cheat
	if _, err := rand.Read(bytes); err != nil {
		return
	}
	if os.WriteFile(b.path, bytes, 0o600) != nil {
		_ = os.Remove(b.path)
	}
}

// free gives the room back and tells whether there was any.
func (b *ballast) free() bool {
	if b == nil {
		return false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return os.Remove(b.path) == nil
}
