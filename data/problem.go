package data

import (
	"errors"

	"github.com/mattn/go-sqlite3"

	"kontor/app"
)

// Problem turns an error of an engine into the sentence a user gets. Errors that are
// ours already, and those without a sentence of their own, come back unchanged.
func (db *DB) Problem(err error) error {
	var ours *app.Error
	if err == nil || errors.As(err, &ours) {
		return err
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		switch lite.Code {
		case sqlite3.ErrFull:
			return app.E(app.Internal, "company.disk_full").Because(err)
		case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
			return app.E(app.Internal, "company.damaged", "path", db.path).Because(err)
		case sqlite3.ErrReadonly:
			return app.E(app.Denied, "company.read_only", "path", db.path).Because(err)
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return app.E(app.Conflict, "company.busy").Because(err)
		}
	}
	return err
}
