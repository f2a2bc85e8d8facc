package data

import (
	"context"
	"time"
)

// muchRead is the time from which a question is taken to have read a good part of a table.
const muchRead = 200 * time.Millisecond

// whole asks what may go through a whole table, on one connection, and gives the pages
// back that were kept for it: each connection would keep its cache full of a table that is
// not read again soon.
func (db *DB) whole(ctx context.Context, ask func(from querier) error) error {
	if db.Engine != SQLite || db.current(ctx) != nil {
		return ask(db.from(ctx))
	}
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	began := time.Now()
	if err := ask(conn); err != nil {
		return err
	}
	if time.Since(began) > muchRead {
		_, err = conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA shrink_memory")
	}
	return err
}
