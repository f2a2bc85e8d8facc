package data

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"kontor/app"
)

// more is the state of a company file that only this file and its neighbours need.
type more struct {
	immutable bool // the folder cannot be written: SQLite must not even look for a WAL
}

// admit decides whether a file may be opened at all, before SQLite sees it.
func (db *DB) admit(_ context.Context) error {
	info, err := os.Stat(db.path)
	switch {
	case err == nil && info.IsDir():
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	case err == nil && db.params.Create:
		return app.E(app.Conflict, "company.exists", "path", db.path)
	case errors.Is(err, os.ErrNotExist) && !db.params.Create:
		return app.E(app.NotFound, "company.missing", "path", db.path)
	case errors.Is(err, os.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(db.path), 0o700); err != nil {
			return app.E(app.Denied, "company.no_folder", "path", filepath.Dir(db.path)).Because(err)
		}
	case err != nil:
		return app.E(app.Denied, "company.no_access", "path", db.path).Because(err)
	}
	return nil
}
