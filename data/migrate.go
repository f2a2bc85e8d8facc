package data

import (
	"cmp"
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"kontor/app"
)

//go:embed migrations
var migrationFiles embed.FS

const versionTable = "schema_version"

// template is one migration as it was written.
type template struct {
	name    string
	version int64
	text    string
}

// templates gives all migrations in their order.
func templates() []template {
	names, _ := fs.Glob(migrationFiles, "migrations/*.sql") // the pattern is well formed
	out := make([]template, 0, len(names))
	for _, name := range names {
		text, _ := migrationFiles.ReadFile(name) // it is in the program
		number, _, _ := strings.Cut(path.Base(name), "_")
		v, _ := strconv.ParseInt(number, 10, 64)
		out = append(out, template{path.Base(name), v, string(text)})
	}
	slices.SortFunc(out, func(a, b template) int { return cmp.Compare(a.version, b.version) })
	return out
}

// migrations gives the migrations rendered for the engine, by file name.
func (d Dialect) migrations() (memFS, error) {
	out := memFS{}
	for _, m := range templates() {
		rendered, err := d.Render(m.text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.name, err)
		}
		out[m.name] = rendered
	}
	return out, nil
}

// SchemaVersion is the newest schema this program knows.
func SchemaVersion() int64 {
	all := templates()
	return all[len(all)-1].version
}

// Version tells the schema version of the open company; 0 for an empty one.
func (db *DB) Version(ctx context.Context) (int64, error) {
	done, err := db.applied(ctx)
	var newest int64
	for v := range done {
		newest = max(newest, v)
	}
	return newest, err
}

// applied lists the migrations the company has been through.
func (db *DB) applied(ctx context.Context) (map[int64]bool, error) {
	there, err := db.hasTable(ctx, versionTable)
	if err != nil || !there {
		return nil, err
	}
	rows, err := db.read.QueryContext(ctx, "SELECT version_id FROM "+versionTable+" WHERE version_id > 0")
	if err != nil {
		return nil, db.Problem(err)
	}
	defer rows.Close()
	out := map[int64]bool{}
	for rows.Next() {
		var v int64
		if err := rows.Scan(&v); err != nil {
			return nil, db.Problem(err)
		}
		out[v] = true
	}
	return out, db.Problem(rows.Err())
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
	done, err := db.applied(ctx)
	if err != nil {
		return err
	}
	missing, have := false, int64(0)
	known := map[int64]bool{}
	for _, m := range templates() {
		known[m.version] = true
		missing = missing || !done[m.version]
	}
	for v := range done {
		have = max(have, v)
		if !known[v] {
			return app.E(app.Conflict, "company.newer", "path", db.path, "needs", db.neededProgram(ctx))
		}
	}
	switch {
	case have == 0 && !db.params.Create && db.Engine == SQLite:
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	case have == 0 && !db.params.Create && db.Engine == SQLite:
		return app.E(app.Invalid, "company.not_a_company", "path", db.path)
	case have == 0 && !db.params.Create:
		return app.E(app.NotFound, "company.empty_database")
	case have > 0 && db.params.Create && db.Engine == Postgres:
		return app.E(app.Conflict, "company.exists", "path", "")
	case !missing:
		return db.remakeMail(ctx)
	case db.readOnly:
		return app.E(app.Conflict, "company.old_read_only", "path", db.path)
	}
	if err := db.copyBeforeUpgrade(ctx, have); err != nil {
		return err
	}
	if err := db.remakeMail(ctx); err != nil {
		return err
	}
	if err := db.up(ctx); err != nil {
		return app.E(app.Internal, "company.upgrade_failed", "path", db.path, "copy", db.beforeUpgrade(have)).Because(err)
	}
	return db.noteProgram(ctx)
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

// noteProgram keeps which program is needed for this schema, for older ones to say.
func (db *DB) noteProgram(ctx context.Context) error {
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

// copyBeforeUpgrade keeps the company as it is beside the file, under a name that says
// which schema it has: an older program opens it.
func (db *DB) copyBeforeUpgrade(ctx context.Context, have int64) error {
	if db.Engine != SQLite || have == 0 {
		return nil
	}
	copied := db.beforeUpgrade(have)
	targets := map[string]string{"main": copied}
	if !db.mailMissing {
		targets["mail"] = strings.TrimSuffix(copied, Extension) + ".kontor-mail"
	}
	return db.copySchemas(ctx, targets)
}

func (db *DB) beforeUpgrade(have int64) string {
	return fmt.Sprintf("%s.before-%04d%s", strings.TrimSuffix(db.path, Extension), have, Extension)
}
