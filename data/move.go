package data

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// toFile writes a team database as of one moment into a new company file.
func (db *DB) toFile(ctx context.Context, company string) error {
	file, err := Open(ctx, Params{Company: company, Create: true, Program: db.params.Program, Clock: db.params.Clock})
	if err != nil {
		return err
	}
	err = copyRows(ctx, db, file)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	for _, tail := range []string{".kontor-reserve", ".kontor-lock"} {
		_ = removeIfThere(strings.TrimSuffix(company, Extension) + tail)
	}
	return err
}

// notMoved are tables that belong to one place: the files' bytes go their own way.
func notMoved(table string) bool {
	return isDerived(table) || table == "blob" || table == "blob_chunk" || table == "job"
}

// copyRows copies all rows of one company into another, empty one of the same schema on
// any engine, as of one moment.
func copyRows(ctx context.Context, from, to *DB) error {
	read, err := from.read.BeginTx(ctx, &sql.TxOptions{Isolation: readIsolation(from), ReadOnly: from.Engine == Postgres})
	if err != nil {
		return from.Problem(err)
	}
	defer read.Rollback()
	conn, err := to.write.Conn(ctx)
	if err != nil {
		return to.Problem(err)
	}
	defer conn.Close()
	if to.Engine == SQLite { // rows come in the order of tables, not of references
		if _, err := conn.ExecContext(ctx, "PRAGMA foreign_keys=OFF"); err != nil {
			return to.Problem(err)
		}
		defer conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys=ON") //nolint:errcheck // closed soon
	}
	write, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return to.Problem(err)
	}
	defer write.Rollback()
	if to.Engine == Postgres {
		if _, err := write.ExecContext(ctx, "SET LOCAL session_replication_role = replica"); err != nil {
			return to.Problem(err)
		}
	}
	tables, err := to.tables(ctx)
	if err != nil {
		return err
	}
	for _, t := range tables {
		name := strings.TrimPrefix(t, "mail.")
		if notMoved(name) {
			continue
		}
		if err := copyTable(ctx, read, write, moving{from, to, name}); err != nil {
			return fmt.Errorf("data: copying %s: %w", name, err)
		}
	}
	return to.Problem(write.Commit())
}

func readIsolation(db *DB) sql.IsolationLevel {
	if db.Engine == Postgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

// moving is one table on its way.
type moving struct {
	from, to *DB
	table    string
}

func copyTable(ctx context.Context, read, write *sql.Tx, m moving) error {
	columns, err := m.to.columns(ctx, write, m.table)
	if err != nil {
		return err
	}
	there, err := m.from.columns(ctx, read, m.table)
	if err != nil || len(there) == 0 {
		return err
	}
	columns = slices.DeleteFunc(columns, func(c string) bool { return !slices.Contains(there, c) })
	list := `"` + strings.Join(columns, `", "`) + `"`
	if m.table == "company_meta" { // what the new file says about itself stands already
		if _, err := write.ExecContext(ctx, "DELETE FROM company_meta"); err != nil {
			return m.to.Problem(err)
		}
	}
	rows, err := read.QueryContext(ctx, "SELECT "+list+" FROM "+m.table)
	if err != nil {
		return m.from.Problem(err)
	}
	defer rows.Close()
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", ")
	stmt, err := write.PrepareContext(ctx, m.to.SQL("INSERT INTO "+m.table+" ("+list+") VALUES ("+marks+")"))
	if err != nil {
		return m.to.Problem(err)
	}
	defer stmt.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return err
	}
	cells, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		to[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return m.from.Problem(err)
		}
		for i, c := range cells {
			if b, ok := c.([]byte); ok && types[i].DatabaseTypeName() != "BYTEA" && types[i].DatabaseTypeName() != "BLOB" {
				cells[i] = string(b)
			}
		}
		if _, err := stmt.ExecContext(ctx, cells...); err != nil {
			return m.to.Problem(err)
		}
	}
	if err := rows.Err(); err != nil {
		return m.from.Problem(err)
	}
	return m.to.nextIDs(ctx, write, m.table, columns)
}

// columns lists the columns of a table.
func (db *DB) columns(ctx context.Context, tx querier, table string) ([]string, error) {
	if db.Engine == Postgres {
		q := "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? AND is_generated = 'NEVER' ORDER BY ordinal_position"
		names, err := texts(tx.QueryContext(ctx, db.SQL(q), table))
		return names, db.Problem(err)
	}
	names, err := texts(tx.QueryContext(ctx, "SELECT name FROM pragma_table_info(?)", table))
	return names, db.Problem(err)
}

// nextIDs has new rows of a table on PostgreSQL go on after those that were copied.
func (db *DB) nextIDs(ctx context.Context, tx *sql.Tx, table string, columns []string) error {
	if db.Engine != Postgres || !slices.Contains(columns, "id") {
		return nil
	}
	q := `SELECT setval(s.name, m.top) FROM (SELECT pg_get_serial_sequence('` + table + `', 'id') AS name) s,
		(SELECT max(id) AS top FROM ` + table + `) m WHERE s.name IS NOT NULL AND m.top > 0`
	_, err := tx.ExecContext(ctx, q)
	return db.Problem(err)
}
