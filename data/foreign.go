package data

import (
	"context"
	"database/sql"
	"os"
	"strings"

	"kontor/app"
)

// checkParts looks at a file from wherever before anything of it runs: triggers, views
// and virtual tables that this program did not make are refused. Functions called by
// indexes or defaults never run: every connection has trusted_schema off.
func (db *DB) checkParts(ctx context.Context) error {
	options := "mode=ro&_query_only=1&_busy_timeout=5000"
	if db.immutable {
		options += "&immutable=1"
	}
	for _, path := range []string{db.path, db.MailPath()} {
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			continue
		}
		pool := sqlitePool(path, options)
		if path == db.path {
			var id, schema int64
			q := "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema WHERE name = '" + versionTable + "')"
			if err := pool.QueryRowContext(ctx, q).Scan(&id, &schema); err == nil && (id != applicationID || schema == 0) {
				pool.Close()
				return app.E(app.Invalid, "company.not_a_company", "path", path)
			}
		}
		names, err := db.foreignParts(ctx, pool)
		pool.Close()
		if err != nil {
			return db.Problem(err)
		}
		if len(names) > 0 {
			return app.E(app.Invalid, "company.foreign_parts", "path", path, "names", strings.Join(names, ", "))
		}
	}
	return nil
}

// foreignParts names what a schema has that is no plain table or index of ours.
func (db *DB) foreignParts(ctx context.Context, pool *sql.DB) ([]string, error) {
	rows, err := pool.QueryContext(ctx, `SELECT name, coalesce(sql, '') FROM sqlite_schema
		WHERE type NOT IN ('table', 'index') OR sql LIKE 'CREATE VIRTUAL%'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	ours, err := db.ownParts()
	if err != nil {
		return nil, err
	}
	var out []string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		if !strings.Contains(ours, canonical(text)) {
			out = append(out, name)
		}
	}
	return out, rows.Err()
}

// ownParts is the text of all migrations, in the form that canonical gives.
func (db *DB) ownParts() (string, error) {
	all, err := db.migrations()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, text := range all {
		b.WriteString(canonical(text) + ";")
	}
	b.WriteString(canonical(searchIndexSQL))
	return b.String(), nil
}

// canonical drops what SQLite does not keep of a sentence: the schema's name and layout.
func canonical(text string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "mail.", "")
	return strings.Join(strings.Fields(text), " ")
}
