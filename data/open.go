package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/mattn/go-sqlite3"

	"kontor/app"
)

// applicationID stands in the header of every company file ("KNTR").
const applicationID = 0x4B4E5452

// Extension is how company files end.
const Extension = ".kontor"

// Params say which company to open and how.
type Params struct {
	Company  string // a file, or postgres://…
	Password string // of the database server; empty: ~/.pgpass or none
	Create   bool   // make a new company; refused when there is one already
	ReadOnly bool   // never write, not even a migration
	Program  string // version of this program, kept in the company for older programs
	// Raise brings the window to the front when a second one is started on the same file.
	// Setting it takes the lock of the company: windows set it, commands do not.
	Raise func()
	Clock app.Clock
}

// DB is one open company. On SQLite everything written goes through one connection;
// readers see the last commit meanwhile. On PostgreSQL both are one pool.
type DB struct {
	Dialect
	write *sql.DB
	read  *sql.DB

	params   Params
	path     string // absolute path of the company file; empty on PostgreSQL
	readOnly bool
	warnings []*app.Error
	undo     []func() // what Close runs, last first
	more
	generic
}

// Open opens a company, brings its schema up to date (after copying the file) and
// returns it. Every refusal is an *app.Error with a key "company.…".
func Open(ctx context.Context, p Params) (*DB, error) {
	if p.Clock == nil {
		return nil, fmt.Errorf("data: Open needs a clock")
	}
	var db *DB
	var err error
	if IsServer(p.Company) {
		db, err = openPostgres(ctx, p)
	} else {
		db, err = openSQLite(ctx, p)
	}
	if err != nil {
		return nil, sentence(ctx, p, err)
	}
	if err := db.migrate(ctx); err != nil {
		db.Close()
		if p.Create && db.path != "" {
			db.removeFiles() // nothing half made is left behind
		}
		return nil, sentence(ctx, p, err)
	}
	if db.path != "" && !db.readOnly {
		db.keepBallast()
	}
	return db, nil
}

// sentence makes one of any error of opening a file: what has none by now comes of content
// that no program wrote.
func sentence(ctx context.Context, p Params, err error) error {
	var ours *app.Error
	if errors.As(err, &ours) || ctx.Err() != nil || p.Create || IsServer(p.Company) {
		return err
	}
	return app.E(app.Internal, "company.damaged", "path", p.Company).Because(err)
}

// IsServer tells whether a company is the address of a database server, not a file.
func IsServer(company string) bool {
	return strings.HasPrefix(company, "postgres://") || strings.HasPrefix(company, "postgresql://")
}

// Path is the absolute path of the company file; empty for a team database.
func (db *DB) Path() string { return db.path }

// ReadOnly tells that nothing can be written, and Warnings says why.
func (db *DB) ReadOnly() bool { return db.readOnly }

// Warnings are sentences to show once after opening: synced folder, read-only folder.
func (db *DB) Warnings() []*app.Error { return db.warnings }

// Close ends all connections and gives the lock back. It may be called twice.
func (db *DB) Close() error {
	var first error
	for _, pool := range []*sql.DB{db.read, db.write} {
		if pool != nil {
			if err := pool.Close(); err != nil && first == nil {
				first = err
			}
		}
	}
	for i := len(db.undo) - 1; i >= 0; i-- {
		db.undo[i]()
	}
	db.undo = nil
	return first
}

// connector opens SQLite connections that are set up before the first query.
type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// sqlitePool opens a pool of connections to a file. Options are those of the driver.
func sqlitePool(path, options string, setup ...string) *sql.DB {
	hook := func(conn *sqlite3.SQLiteConn) error {
		// Nothing that stands in the schema of a file may call functions with effects.
		for _, q := range append([]string{"PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA journal_size_limit=67108864"}, setup...) {
			if _, err := conn.Exec(q, nil); err != nil {
				return err
			}
		}
		return nil
	}
	return sql.OpenDB(connector{fileURI(path) + "?" + options, &sqlite3.SQLiteDriver{ConnectHook: hook}})
}

// fileURI writes a path as SQLite wants it in a URI.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if len(path) > 1 && path[1] == ':' { // C:/…
		path = "/" + path
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

func openSQLite(ctx context.Context, p Params) (*DB, error) {
	path, err := filepath.Abs(p.Company)
	if err != nil {
		return nil, app.E(app.Invalid, "company.bad_path", "path", p.Company).Because(err)
	}
	db := &DB{Dialect: newDialect(SQLite), params: p, path: path, readOnly: p.ReadOnly}
	if err := db.admit(ctx); err != nil {
		db.Close()
		return nil, err
	}
	if err := db.connect(ctx); err != nil {
		db.Close()
		if p.Create {
			db.removeFiles()
		}
		return nil, err
	}
	return db, nil
}

// removeFiles takes away what a company consists of that could not be made.
func (db *DB) removeFiles() {
	for _, path := range []string{db.path, db.MailPath()} {
		for _, tail := range []string{"", "-wal", "-shm", "-journal"} {
			_ = os.Remove(path + tail)
		}
	}
}

// connect makes the two pools of a file that has been admitted.
func (db *DB) connect(ctx context.Context) error {
	// Each connection keeps the statements it prepared last: a search asks some five of
	// every kind of record, and preparing them took a fifth of its time.
	const common = "_busy_timeout=10000&_foreign_keys=1&_stmt_cache_size=128"
	// The writer keeps the pages of the indexes that an import fills; a reader needs the
	// upper pages only, and there are several of them.
	const reader, writer = common + "&_cache_size=-8000", common + "&_cache_size=-16000"
	mail := []string{"ATTACH '" + strings.ReplaceAll(db.mailURI(), "'", "''") + "' AS mail"}
	if db.readOnly {
		options := "mode=ro&_query_only=1&" + reader
		if db.immutable {
			options = "immutable=1&" + options
		}
		db.read = sqlitePool(db.path, options, mail...)
		db.write = sqlitePool(db.path, options, mail...)
	} else {
		wal := "&_journal_mode=WAL&_synchronous=FULL"
		// A longer log is copied back less often, and a page that many saves touched, as
		// an import does, only once.
		mailWAL := append(mail, "PRAGMA mail.journal_mode=WAL", "PRAGMA mail.synchronous=FULL", "PRAGMA wal_autocheckpoint=4000")
		db.write = sqlitePool(db.path, "mode=rwc&_txlock=immediate&"+writer+wal, mailWAL...)
		db.read = sqlitePool(db.path, "mode=rw&_query_only=1&"+reader, mail...)
	}
	db.write.SetMaxOpenConns(1)
	db.read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	db.read.SetMaxIdleConns(max(4, runtime.NumCPU()))
	if err := db.write.PingContext(ctx); err != nil {
		return db.Problem(err)
	}
	if db.params.Create {
		if _, err := db.write.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id=%d", applicationID)); err != nil {
			return db.Problem(err)
		}
	}
	return nil
}

// mailURI is what gets attached: the mail file, or an empty one in memory when a
// company that cannot be written has none.
func (db *DB) mailURI() string {
	if db.readOnly {
		if _, err := os.Stat(db.MailPath()); err != nil {
			return ":memory:"
		}
		if db.immutable {
			return fileURI(db.MailPath()) + "?immutable=1"
		}
		return fileURI(db.MailPath()) + "?mode=ro"
	}
	return fileURI(db.MailPath())
}
