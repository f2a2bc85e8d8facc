// Package files is the room of what the program keeps outside of companies, per user of
// the computer: where things lie (Paths), settings, recently opened companies, unsaved
// drafts, the log, and what a disk can tell (locks, shares, synced folders, free space).
package files

import (
	"os"
	"path/filepath"
	"runtime"
)

// Paths are the folders of one user of the computer.
type Paths struct {
	Config    string // settings, drafts
	State     string // logs, crash files
	Companies string // where new companies are proposed: Documents/Kontor
}

// UserPaths finds the folders of the current user. Environment: KONTOR_HOME puts all of
// them below one folder (tests, portable use).
func UserPaths() (Paths, error) {
	if home := os.Getenv("KONTOR_HOME"); home != "" {
		return Paths{filepath.Join(home, "config"), filepath.Join(home, "state"), filepath.Join(home, "companies")}, nil
	}
	config, err := os.UserConfigDir()
	if err != nil {
		return Paths{}, err
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return Paths{}, err
	}
	p := Paths{Config: filepath.Join(config, "kontor"), Companies: filepath.Join(documents(home), "Kontor")}
	switch runtime.GOOS {
	case "windows":
		cache, err := os.UserCacheDir()
		if err != nil {
			return Paths{}, err
		}
		p.State = filepath.Join(cache, "kontor")
	case "darwin":
		p.State = filepath.Join(home, "Library", "Logs", "kontor")
	default:
		state := os.Getenv("XDG_STATE_HOME")
		if !filepath.IsAbs(state) {
			state = filepath.Join(home, ".local", "state")
		}
		p.State = filepath.Join(state, "kontor")
	}
	return p, nil
}

// Log is the log file.
func (p Paths) Log() string { return filepath.Join(p.State, "kontor.log") }

// Crash is where the runtime writes the trace of a crash.
func (p Paths) Crash() string { return filepath.Join(p.State, "crash.txt") }

// writeFile replaces a file in one step: a reader sees the old or the new content.
func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(tmp.Name()) }() // gone already when all went well
	if _, err := tmp.Write(content); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Sync(); err != nil {
		tmp.Close()
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
