package data_test

import (
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"kontor/app"
	"kontor/app/importing"
	"kontor/data"
)

func foreignFile(t *testing.T, sentences ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "旧系统.db")
	db, err := sql.Open("sqlite3", path)
	ok(t, err)
	defer db.Close()
	for _, q := range sentences {
		_, err := db.Exec(q)
		ok(t, err)
	}
	return path
}

func TestTablesOfAnotherDatabaseAreSheets(t *testing.T) { // DAT-02
	path := foreignFile(t, "CREATE TABLE kunden (id INTEGER, name TEXT, mobile TEXT, price REAL, pic BLOB)",
		"INSERT INTO kunden VALUES (320583198001011234, '苏州明达', '13912345678', 12.5, x'ff00ff'), (2, 'B', NULL, NULL, NULL)",
		"CREATE TABLE \"odd \"\"name\" (a)", "CREATE VIEW v AS SELECT load_extension('x') FROM kunden")
	src, err := data.OpenSheets(path)
	ok(t, err)
	defer src.Close()
	if i := src.Info(); fmt.Sprint(i.Sheets) != `[kunden odd "name]` || i.Format != "sqlite" {
		t.Errorf("%+v", i)
	}
	in, err := src.Open(importing.Layout{Sheet: "kunden"})
	ok(t, err)
	defer in.Close()
	got := ""
	var row importing.Row
	for {
		err := in.Next(&row)
		if err == io.EOF {
			break
		}
		ok(t, err)
		for _, c := range row.Cells {
			got += c.Text + "|"
		}
		got += "\n"
	}
	if want := "id|name|mobile|price|pic|\n320583198001011234|苏州明达|13912345678|12.5||\n2|B||||\n"; got != want {
		t.Errorf("%s", got)
	}
	if in, err := src.Open(importing.Layout{Sheet: `odd "name`}); err != nil {
		t.Error(err)
	} else {
		in.Close()
	}
	_, err = src.Open(importing.Layout{Sheet: "v"})
	refused(t, err, app.Invalid, "import.xlsx_sheet")
}

func TestForeignDatabasesAreLookedAtBeforeTheyAreRead(t *testing.T) { // DAT-02
	own := foreignFile(t, "CREATE TABLE a (x)", fmt.Sprint("PRAGMA application_id=", 0x4B4E5452))
	_, err := data.OpenSheets(own)
	refused(t, err, app.Invalid, "import.db_own")
	empty := foreignFile(t, "PRAGMA user_version=1")
	_, err = data.OpenSheets(empty)
	refused(t, err, app.Invalid, "import.no_rows")
	broken := filepath.Join(t.TempDir(), "x.db")
	ok(t, os.WriteFile(broken, append([]byte("SQLite format 3\x00"), make([]byte, 5000)...), 0o600))
	_, err = data.OpenSheets(broken)
	refused(t, err, app.Invalid, "import.db_bad")
	before, err := os.ReadFile(own)
	ok(t, err)
	if _, err := os.Stat(own + "-wal"); err == nil {
		t.Error("something was written beside the file")
	}
	after, _ := os.ReadFile(own)
	if string(before) != string(after) {
		t.Error("the file was written")
	}
}
