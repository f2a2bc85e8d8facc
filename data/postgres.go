package data

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"kontor/app"
)

// openPostgres connects to a team database. The password comes from Params, else from
// what pgx finds (~/.pgpass); it never stands in an error.
func openPostgres(ctx context.Context, p Params) (*DB, error) {
	config, err := pgx.ParseConfig(p.Company)
	if err != nil {
		return nil, app.E(app.Invalid, "company.bad_address")
	}
	if p.Password != "" {
		config.Password = p.Password
	}
	config.RuntimeParams["application_name"] = "kontor"
	pool := sql.OpenDB(stdlib.GetConnector(*config))
	pool.SetMaxOpenConns(8)
	pool.SetMaxIdleConns(4)
	db := &DB{Dialect: newDialect(Postgres), params: p, write: pool, read: pool, readOnly: p.ReadOnly}
	if err := pool.PingContext(ctx); err != nil {
		db.Close()
		return nil, db.Problem(err)
	}
	return db, nil
}
