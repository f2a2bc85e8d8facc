package data

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"kontor/app"
)

//go:embed migrations
var migrationFiles embed.FS

const versionTable = "schema_version"

// migrations gives the templates rendered for the engine, by file name.
func (d Dialect) migrations() (memFS, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	out := memFS{}
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		rendered, err := d.Render(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[path.Base(name)] = rendered
	}
	return out, nil
}

// SchemaVersion is the newest schema this program knows.
func SchemaVersion() int64 {
	names, _ := fs.Glob(migrationFiles, "migrations/*.sql")
	sort.Strings(names)
	if len(names) == 0 {
		return 0
	}
	number, _, _ := strings.Cut(path.Base(names[len(names)-1]), "_")
	v, _ := strconv.ParseInt(number, 10, 64)
	return v
}

// Version tells the schema version of the open company; 0 for an empty one.
func (db *DB) Version(ctx context.Context) (int64, error) {
	there, err := db.hasTable(ctx, versionTable)
	if err != nil || !there {
		return 0, err
	}
	var v sql.NullInt64
	err = db.read.QueryRowContext(ctx, "SELECT max(version_id) FROM "+versionTable).Scan(&v)
	return v.Int64, db.Problem(err)
}

func (db *DB) hasTable(ctx context.Context, name string) (bool, error) {
	q := "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
	if db.Engine == Postgres {
		q = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?"
	}
	var n int
	err := db.read.QueryRowContext(ctx, db.SQL(q), name).Scan(&n)
	return n > 0, db.Problem(err)
}

// migrate brings the schema up to date. A newer company is refused; an older one is
// copied first, and every step runs in its own transaction.
func (db *DB) migrate(ctx context.Context) error {
	have, err := db.Version(ctx)
	if err != nil {
		return err
	}
	want := SchemaVersion()
	switch {
	case have > want:
		return app.E(app.Conflict, "company.newer", "path", db.path, "schema", have, "needs", db.neededProgram(ctx))
	case have == 0 && !db.params.Create && db.Engine == SQLite:
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	case have == want:
		return nil
	case db.readOnly:
		return app.E(app.Conflict, "company.old_read_only", "path", db.path)
	}
	if err := db.copyBeforeUpgrade(ctx, have); err != nil {
		return err
	}
	if err := db.up(ctx); err != nil {
		return app.E(app.Internal, "company.upgrade_failed", "path", db.path).Because(err)
	}
	return db.notePrograms(ctx, want)
}

// up runs the missing migrations through goose.
func (db *DB) up(ctx context.Context) error {
	files, err := db.migrations()
	if err != nil {
		return err
	}
	engine := goose.DialectSQLite3
	if db.Engine == Postgres {
		engine = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(engine, db.write, files,
		goose.WithTableName(versionTable), goose.WithAllowOutofOrder(true), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// neededProgram is the version of the program that last changed the schema.
func (db *DB) neededProgram(ctx context.Context) string {
	var v string
	q := "SELECT value FROM company_meta WHERE key = 'program'"
	if err := db.read.QueryRowContext(ctx, q).Scan(&v); err != nil {
		return "?"
	}
	return v
}

// notePrograms keeps which program is needed for this schema, for older ones to say.
func (db *DB) notePrograms(ctx context.Context, _ int64) error {
	table := "CREATE TABLE IF NOT EXISTS company_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"
	if db.Engine == SQLite {
		table += " STRICT"
	}
	if _, err := db.write.ExecContext(ctx, table); err != nil {
		return db.Problem(err)
	}
	q := "INSERT INTO company_meta (key, value) VALUES ('program', ?)" + db.Upsert([]string{"key"}, []string{"value"})
	_, err := db.write.ExecContext(ctx, db.SQL(q), db.params.Program)
	return db.Problem(err)
}

// copyBeforeUpgrade keeps the company as it is, beside the file.
func (db *DB) copyBeforeUpgrade(ctx context.Context, have int64) error {
	if db.Engine != SQLite || have == 0 {
		return nil
	}
	to := fmt.Sprintf("%s.before-%04d%s", strings.TrimSuffix(db.path, Extension), have, Extension)
	return db.copyTo(ctx, to)
}
