package data

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"path/filepath"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"kontor/app"
)

func dirOf(path string) string { return filepath.Dir(path) }

// Problem turns an error of an engine into the sentence a user gets. Errors that are
// ours already, and those without a sentence of their own, come back unchanged. The
// causes stay inside for the log; they never name the password of a server.
func (db *DB) Problem(err error) error {
	var ours *app.Error
	if err == nil || errors.As(err, &ours) || errors.Is(err, context.Canceled) {
		return err
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		if e := db.liteProblem(lite); e != nil {
			return e.Because(err)
		}
	}
	if IsFull(err) {
		return db.full().Because(err)
	}
	if db.Engine == Postgres {
		if e := pgProblem(err); e != nil {
			return e.Because(err)
		}
	}
	return err
}

func (db *DB) liteProblem(err sqlite3.Error) *app.Error {
	switch err.Code {
	case sqlite3.ErrFull:
		return db.full()
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB:
		return app.E(app.Internal, "company.damaged", "path", db.path)
	case sqlite3.ErrReadonly:
		return app.E(app.Denied, "company.read_only", "path", db.path)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return app.E(app.Conflict, "company.busy")
	case sqlite3.ErrCantOpen, sqlite3.ErrPerm, sqlite3.ErrAuth:
		return app.E(app.Denied, "company.no_access", "path", db.path)
	case sqlite3.ErrIoErr:
		return app.E(app.Internal, "company.disk_error", "path", db.path)
	}
	return nil
}

// full makes room by giving up the ballast, so that the user can delete and go on.
func (db *DB) full() *app.Error {
	if db.ballast.free() {
		return app.E(app.Internal, "company.disk_full_reserve", "path", dirOf(db.path), "megabytes", ballastSize>>20)
	}
	return app.E(app.Internal, "company.disk_full", "path", dirOf(db.path))
}

// IsFull tells whether an error of the system says that the disk, or the share of it
// that one may use, is full.
func IsFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || isQuota(err)
}

// pgProblem knows the errors of a server that a user can do something about.
func pgProblem(err error) *app.Error {
	var server *pgconn.PgError
	if errors.As(err, &server) {
		switch server.Code {
		case "28P01", "28000":
			return app.E(app.Denied, "company.wrong_password")
		case "3D000":
			return app.E(app.NotFound, "company.no_database")
		case "42501":
			return app.E(app.Denied, "company.no_right")
		case "53300":
			return app.E(app.Conflict, "company.too_many_people")
		case "53100":
			return app.E(app.Internal, "company.server_disk_full")
		case "57P01", "57P02", "57P03":
			return app.E(app.Internal, "company.server_stopped")
		case "25006":
			return app.E(app.Denied, "company.read_only", "path", "")
		case "40001", "40P01", "55P03":
			return app.E(app.Conflict, "company.busy")
		}
		return nil
	}
	var connect *pgconn.ConnectError
	var dns *net.DNSError
	var op *net.OpError
	switch {
	case errors.As(err, &dns):
		return app.E(app.Internal, "company.unknown_server", "host", dns.Name)
	case errors.As(err, &connect), errors.As(err, &op), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, driver.ErrBadConn):
		return app.E(app.Internal, "company.unreachable")
	}
	return nil
}

// isDamage tells whether a problem is that the file is damaged.
func isDamage(err error) bool {
	var ours *app.Error
	return errors.As(err, &ours) && ours.Key == "company.damaged"
}
