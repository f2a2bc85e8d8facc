package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Soundness is what a check of a company found.
type Soundness struct {
	Schema     int64
	Program    string // the program that last changed the schema
	Sound      bool
	Damaged    []string         // tables with damage
	Loose      int64            // references to records that are not there
	Counts     map[string]int64 // rows of each table of records
	SearchOK   bool             // the search index says the same as the records; it can be built anew
	LastBackup Backup           // zero: never verified
}

// Backup is a verified backup as the company remembers it.
type Backup struct {
	At   time.Time `json:"at"`
	File string    `json:"file"`
	SHA  string    `json:"sha256"`
}

// Check reads the whole company. thorough also compares every index with its table,
// which takes about a minute per gigabyte. The search index is looked at apart: it is
// derived, and SQLite's own check calls a sound one damaged.
func (db *DB) Check(ctx context.Context, thorough bool) (Soundness, error) {
	s := Soundness{Sound: true, Counts: map[string]int64{}}
	var err error
	if s.Schema, err = db.Version(ctx); err != nil {
		return s, err
	}
	s.Program = db.neededProgram(ctx)
	if s.LastBackup, err = db.LastBackup(ctx); err != nil {
		return s, err
	}
	tables, err := db.tables(ctx)
	if err != nil {
		return s, err
	}
	for _, t := range tables {
		if db.Engine == SQLite {
			ok, err := db.checkTable(ctx, t, thorough)
			if err != nil {
				return s, err
			}
			if !ok {
				s.Damaged = append(s.Damaged, t)
				continue
			}
		}
		if isDerived(t) {
			continue
		}
		var n int64
		if err := db.read.QueryRowContext(ctx, "SELECT count(*) FROM "+t).Scan(&n); err != nil {
			return s, db.Problem(err)
		}
		s.Counts[strings.TrimPrefix(t, "mail.")] = n
	}
	if db.Engine == SQLite {
		if s.Loose, err = db.looseReferences(ctx); err != nil {
			return s, err
		}
	}
	s.Sound = len(s.Damaged) == 0 && s.Loose == 0
	s.SearchOK, err = db.checkSearch(ctx)
	return s, err
}

// isDerived tells tables that hold nothing of their own.
func isDerived(table string) bool {
	return strings.HasPrefix(table, "search_") || table == versionTable || strings.HasPrefix(table, "stage_")
}

// tables lists the ordinary tables; those of the mail file as mail.<name>.
func (db *DB) tables(ctx context.Context) ([]string, error) {
	var out []string
	if db.Engine == Postgres {
		names, err := texts(db.read.QueryContext(ctx, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"))
		return names, db.Problem(err)
	}
	for _, schema := range []string{"main", "mail"} {
		names, err := texts(db.read.QueryContext(ctx, `SELECT name FROM `+schema+`.sqlite_schema WHERE type = 'table'
			AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name`))
		if err != nil {
			return nil, db.Problem(err)
		}
		for _, n := range names {
			if schema == "mail" {
				n = "mail." + n
			}
			out = append(out, n)
		}
	}
	shadows, err := db.shadowTables(ctx)
	return slices.DeleteFunc(out, func(n string) bool { return slices.Contains(shadows, n) }), err
}

// shadowTables lists the tables in which virtual tables keep what they know.
func (db *DB) shadowTables(ctx context.Context) ([]string, error) {
	var out []string
	for _, schema := range []string{"main", "mail"} {
		names, err := texts(db.read.QueryContext(ctx, "SELECT name FROM "+schema+".sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'"))
		if err != nil {
			return nil, db.Problem(err)
		}
		for _, n := range names {
			if schema == "mail" {
				n = "mail." + n
			}
			for _, tail := range []string{"_content", "_segments", "_segdir", "_docsize", "_stat"} {
				out = append(out, n+tail)
			}
		}
	}
	return out, nil
}

func texts(rows *sql.Rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// checkTable has SQLite read one table through.
func (db *DB) checkTable(ctx context.Context, table string, thorough bool) (bool, error) {
	pragma, schema, name := "quick_check", "main", table
	if thorough {
		pragma = "integrity_check"
	}
	if rest, ok := strings.CutPrefix(table, "mail."); ok {
		schema, name = "mail", rest
	}
	said, err := texts(db.read.QueryContext(ctx, fmt.Sprintf("PRAGMA %s.%s('%s')", schema, pragma, name)))
	if err != nil {
		if problem := db.Problem(err); isDamage(problem) {
			return false, nil
		}
		return false, db.Problem(err)
	}
	return len(said) == 1 && said[0] == "ok", nil
}

func (db *DB) looseReferences(ctx context.Context) (int64, error) {
	rows, err := db.read.QueryContext(ctx, "SELECT count(*) FROM pragma_foreign_key_check")
	if err != nil {
		if isDamage(db.Problem(err)) {
			return 0, nil // said already
		}
		return 0, db.Problem(err)
	}
	defer rows.Close()
	var n int64
	for rows.Next() {
		if err := rows.Scan(&n); err != nil {
			return 0, db.Problem(err)
		}
	}
	return n, db.Problem(rows.Err())
}

// checkSearch compares the documents with a sample of what their words find.
func (db *DB) checkSearch(ctx context.Context) (bool, error) {
	if db.Engine == Postgres {
		return true, nil // the words stand in the documents' own rows
	}
	rows, err := db.read.QueryContext(ctx, "SELECT id, body FROM search_doc ORDER BY (id * 2654435761) % 1000003 LIMIT 50")
	if err != nil {
		return false, nil //nolint:nilerr // a damaged index is a finding, not a failure
	}
	defer rows.Close()
	type doc struct {
		id   int64
		body string
	}
	var sample []doc
	for rows.Next() {
		var d doc
		if err := rows.Scan(&d.id, &d.body); err != nil {
			return false, nil //nolint:nilerr // as above
		}
		sample = append(sample, d)
	}
	for _, d := range sample {
		gram := firstGram(d.body)
		if gram == "" {
			continue
		}
		var n int
		q := "SELECT count(*) FROM search_index WHERE search_index MATCH ? AND docid = ?"
		if err := db.read.QueryRowContext(ctx, q, `"`+gram+`"`, d.id).Scan(&n); err != nil || n != 1 {
			return false, nil //nolint:nilerr // as above
		}
	}
	return rows.Err() == nil, nil
}

// LastBackup is the last backup that was verified; zero when there was none.
func (db *DB) LastBackup(ctx context.Context) (Backup, error) {
	var b Backup
	var text string
	err := db.read.QueryRowContext(ctx, "SELECT value FROM company_meta WHERE key = 'last_backup'").Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return b, nil
	}
	if err != nil {
		return b, db.Problem(err)
	}
	return b, json.Unmarshal([]byte(text), &b)
}

// NoteBackup remembers a verified backup.
func (db *DB) NoteBackup(ctx context.Context, b Backup) error {
	text, err := json.Marshal(b)
	if err != nil {
		return err
	}
	q := "INSERT INTO company_meta (key, value) VALUES ('last_backup', ?)" + db.Upsert([]string{"key"}, []string{"value"})
	_, err = db.write.ExecContext(ctx, db.SQL(q), string(text))
	return db.Problem(err)
}
