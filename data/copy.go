package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"github.com/mattn/go-sqlite3"

	"kontor/app"
)

// copyPages is how many pages a copy takes between two looks at its context.
const copyPages = 4096

// copySchemas copies the main file and the mail file as of one moment into new files,
// while others go on writing: both are read in one read transaction. Half-written copies
// are removed.
func (db *DB) copySchemas(ctx context.Context, targets map[string]string) (err error) {
	defer func() {
		if err != nil {
			for _, to := range targets {
				_ = os.Remove(to)
			}
		}
	}()
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return db.Problem(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN"); err != nil {
		return db.Problem(err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") //nolint:errcheck // ends a read
	for schema := range targets {
		var n int // the read transaction begins with the first look at each file
		if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM "+schema+".sqlite_schema").Scan(&n); err != nil {
			return db.Problem(err)
		}
	}
	for schema, to := range targets {
		if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
			return app.E(app.Denied, "company.no_access", "path", to).Because(err)
		}
		if err := copySchema(ctx, conn, schema, to); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// copySchema copies one file of a connection that is inside a read transaction.
func copySchema(ctx context.Context, conn *sql.Conn, schema, to string) error {
	return conn.Raw(func(raw any) error {
		from, ok := raw.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("data: %T is no connection to a file", raw)
		}
		opened, err := (&sqlite3.SQLiteDriver{}).Open(fileURI(to) + "?mode=rwc&_synchronous=OFF&_journal_mode=OFF")
		if err != nil {
			return err
		}
		target := opened.(*sqlite3.SQLiteConn)
		defer func() { _ = target.Close() }() // the pages are checked afterwards
		b, err := target.Backup("main", from, schema)
		if err != nil {
			return err
		}
		for {
			done, err := b.Step(copyPages)
			if err != nil || ctx.Err() != nil {
				return errors.Join(err, ctx.Err(), b.Close())
			}
			if done {
				return errors.Join(b.Close(), target.Close(), syncFile(to))
			}
		}
	})
}

// syncFile has the system write a file to the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
