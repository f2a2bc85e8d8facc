package data

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kontor/app"
	"kontor/data/files"
)

// more is the state of a company file that only this file and its neighbours need.
type more struct {
	immutable   bool // the folder cannot be written: SQLite must not even look for a WAL
	mailMissing bool // the company is there, its mail file is not
	ballast     *ballast
	index       *Search
}

// admit decides whether a file may be opened at all, before SQLite sees it. Each refusal
// is a sentence of its own; nothing is written but the lock.
func (db *DB) admit(ctx context.Context) error {
	info, err := os.Stat(db.path)
	switch {
	case err == nil && info.IsDir():
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	case err == nil && db.params.Create:
		return app.E(app.Conflict, "company.exists", "path", db.path)
	case errors.Is(err, os.ErrNotExist) && !db.params.Create:
		return app.E(app.NotFound, "company.no_file", "path", db.path)
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(db.path), 0o700); err != nil || !files.Writable(filepath.Dir(db.path)) {
			return app.E(app.Denied, "company.no_folder", "path", filepath.Dir(db.path)).Because(err)
		}
	case err != nil:
		return app.E(app.Denied, "company.no_access", "path", db.path).Because(err)
	}
	if files.Network(db.path) {
		return app.E(app.Conflict, "company.network_share", "path", db.path)
	}
	if service := files.Synced(db.path); service != "" {
		db.warn("company.synced_folder", "service", service, "path", filepath.Dir(db.path))
	}
	if info != nil {
		if real, err := filepath.EvalSymlinks(db.path); err == nil {
			db.path = real // two names of one file are one company
		}
		if err := db.checkHeader(info.Size()); err != nil {
			return err
		}
		if err := db.checkWritable(); err != nil {
			return err
		}
		if err := db.checkParts(ctx); err != nil {
			return err
		}
		_, err := os.Stat(db.MailPath())
		db.mailMissing = errors.Is(err, os.ErrNotExist)
	}
	if err := db.otherHost(); err != nil {
		return err
	}
	if db.params.Raise != nil && !db.readOnly {
		return db.hold()
	}
	return nil
}

func (db *DB) warn(key string, pairs ...any) {
	db.warnings = append(db.warnings, app.E(app.Conflict, key, pairs...))
}

// The header of an SQLite file, as far as it is looked at.
const (
	headerSize   = 100
	headerMagic  = "SQLite format 3\x00"
	atPageSize   = 16
	atChanges    = 24
	atPages      = 28
	atAppID      = 68
	atValidPages = 92
)

// checkHeader tells a company file from other files, and one that was cut off.
func (db *DB) checkHeader(size int64) error {
	f, err := os.Open(db.path)
	if err != nil {
		return app.E(app.Denied, "company.no_access", "path", db.path).Because(err)
	}
	defer f.Close()
	head := make([]byte, headerSize)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != headerMagic {
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	}
	if binary.BigEndian.Uint32(head[atAppID:]) != applicationID && !db.walHasContent() {
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	}
	page := int64(binary.BigEndian.Uint16(head[atPageSize:]))
	if page == 1 {
		page = 65536
	}
	counted := binary.BigEndian.Uint32(head[atChanges:]) == binary.BigEndian.Uint32(head[atValidPages:])
	if counted && !db.walHasContent() && size < page*int64(binary.BigEndian.Uint32(head[atPages:])) {
		return app.E(app.Internal, "company.damaged", "path", db.path)
	}
	return nil
}

// walHasContent tells whether commits wait in the write-ahead log beside the file.
func (db *DB) walHasContent() bool {
	info, err := os.Stat(db.path + "-wal")
	return err == nil && info.Size() > 0
}

// checkWritable opens for reading only where nothing can be written, and says so.
func (db *DB) checkWritable() error {
	if db.readOnly && files.Writable(filepath.Dir(db.path)) {
		return nil
	}
	f, err := os.OpenFile(db.path, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	folder := files.Writable(filepath.Dir(db.path))
	switch {
	case err == nil && folder:
		return nil
	case folder:
		db.readOnly = true
		db.warn("company.read_only_file", "path", db.path)
	case db.walHasContent():
		// Without the log the last commits would silently be missing.
		return app.E(app.Denied, "company.read_only_log", "path", filepath.Dir(db.path))
	default:
		db.readOnly, db.immutable = true, true
		db.warn("company.read_only_folder", "path", filepath.Dir(db.path))
	}
	return nil
}

// MailPath is the file beside the company file that holds the mails.
func (db *DB) MailPath() string { return strings.TrimSuffix(db.path, Extension) + ".kontor-mail" }

// BlobDir is the folder beside the company file that holds the attached files.
func (db *DB) BlobDir() string { return strings.TrimSuffix(db.path, Extension) + ".kontor-files" }

func (db *DB) lockPath() string { return strings.TrimSuffix(db.path, Extension) + ".kontor-lock" }
