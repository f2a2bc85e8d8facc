package data

import (
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"kontor/app"
	"kontor/app/importing"
)

// sheets is the database file of another program as a source of an import (DAT-02): each
// of its tables is a sheet. It is foreign: opened for reading only, nothing that stands in
// its schema runs, views and virtual tables are left out.
type sheets struct {
	name   string
	size   int64
	pool   *sql.DB
	tables []string
}

// MagicSQLite tells whether the first bytes of a file are those of an SQLite database.
func MagicSQLite(head []byte) bool { return strings.HasPrefix(string(head), "SQLite format 3\x00") }

// OpenSheets opens the tables of an SQLite file. Errors: import.db_bad, import.db_own for a
// company of this program, import.no_rows for a file without tables.
func OpenSheets(path string) (importing.Source, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, app.E(app.NotFound, "file.missing", "file", path).Because(err)
	}
	s := &sheets{name: filepath.Base(path), size: st.Size()}
	// immutable: beside a file on a stick or in a folder that cannot be written no log can be
	// made. A log with changes of its own is read, where there is one.
	options := "mode=ro&_query_only=1&_busy_timeout=2000"
	if _, err := os.Stat(path + "-wal"); err != nil {
		options += "&immutable=1"
	}
	s.pool = sqlitePool(path, options)
	s.pool.SetMaxOpenConns(2)
	if err := s.look(); err != nil {
		s.pool.Close()
		return nil, err
	}
	return s, nil
}

func (s *sheets) look() error {
	bg := context.Background()
	bad := func(err error) error { return app.E(app.Invalid, "import.db_bad").Because(err) }
	var id int64
	if err := s.pool.QueryRowContext(bg, "PRAGMA application_id").Scan(&id); err != nil {
		return bad(err)
	}
	if id == applicationID {
		return app.E(app.Invalid, "import.db_own")
	}
	rows, err := s.pool.QueryContext(bg, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
		AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rootpage`)
	if err != nil {
		return bad(err)
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return bad(err)
		}
		s.tables = append(s.tables, name)
	}
	if err := rows.Err(); err != nil {
		return bad(err)
	}
	if len(s.tables) == 0 {
		return app.E(app.Invalid, "import.no_rows")
	}
	return nil
}

// Info describes the file.
func (s *sheets) Info() importing.Info {
	return importing.Info{Name: s.name, Bytes: s.size, Format: "sqlite", Sheets: s.tables, Detected: importing.Layout{Sheet: s.tables[0]}}
}

// Close releases the file.
func (s *sheets) Close() error { return s.pool.Close() }

// Open starts reading a table, the first one when the layout names none.
func (s *sheets) Open(l importing.Layout) (importing.Rows, error) {
	table := ""
	for _, t := range s.tables {
		if t == l.Sheet || l.Sheet == "" && table == "" {
			table = t
		}
	}
	if table == "" {
		return nil, app.E(app.Invalid, "import.xlsx_sheet", "name", l.Sheet)
	}
	bg := context.Background()
	from := ` FROM "` + strings.ReplaceAll(table, `"`, `""`) + `"`
	r := &sheetRows{}
	if err := s.pool.QueryRowContext(bg, "SELECT count(*)"+from).Scan(&r.total); err != nil {
		return nil, app.E(app.Invalid, "import.db_bad").Because(err)
	}
	var err error
	if r.rows, err = s.pool.QueryContext(bg, "SELECT *"+from); err != nil { //nolint:rowserrcheck // Next asks for it
		return nil, app.E(app.Invalid, "import.db_bad").Because(err)
	}
	if r.columns, err = r.rows.Columns(); err != nil {
		r.rows.Close()
		return nil, app.E(app.Invalid, "import.db_bad").Because(err)
	}
	r.cells = make([]any, len(r.columns))
	for i := range r.cells {
		r.cells[i] = new(any)
	}
	return r, nil
}

// sheetRows reads one table; the names of its columns are the first row.
type sheetRows struct {
	rows    *sql.Rows
	columns []string
	cells   []any
	line    int
	total   int
}

// Close ends reading.
func (r *sheetRows) Close() error { return r.rows.Close() }

// Done is the share of the table that has been read.
func (r *sheetRows) Done() float64 { return min(1, float64(r.line)/float64(r.total+1)) }

// Next reads one row. Error: import.db_bad.
func (r *sheetRows) Next(row *importing.Row) error {
	r.line++
	row.Line, row.Cells = r.line, row.Cells[:0]
	if r.line == 1 {
		for _, c := range r.columns {
			row.Cells = append(row.Cells, importing.Cell{Text: c})
		}
		return nil
	}
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return app.E(app.Invalid, "import.db_bad").Because(err)
		}
		return io.EOF
	}
	if err := r.rows.Scan(r.cells...); err != nil {
		return app.E(app.Invalid, "import.db_bad").Because(err)
	}
	for _, c := range r.cells {
		row.Cells = append(row.Cells, foreignCell(*c.(*any)))
	}
	return nil
}

// foreignCell reads a value of a file that keeps to no types. Pictures and the like are
// left out.
func foreignCell(v any) importing.Cell {
	switch v := v.(type) {
	case int64:
		return importing.Cell{Text: strconv.FormatInt(v, 10), Kind: importing.Number}
	case float64:
		return importing.Cell{Text: strconv.FormatFloat(v, 'f', -1, 64), Kind: importing.Number}
	case bool:
		if v {
			return importing.Cell{Text: "1", Kind: importing.Flag}
		}
		return importing.Cell{Text: "0", Kind: importing.Flag}
	case string:
		return importing.Cell{Text: v}
	case []byte:
		if len(v) <= 1<<16 && utf8.Valid(v) {
			return importing.Cell{Text: string(v)}
		}
	}
	if t, ok := v.(interface{ Format(string) string }); ok { // a column declared as a date
		return importing.Cell{Text: strings.TrimSuffix(t.Format("2006-01-02 15:04:05"), " 00:00:00"), Kind: importing.Date}
	}
	return importing.Cell{}
}
