package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const module = "kontor"

// arrows says which rooms at the top a room may use besides itself.
var arrows = map[string][]string{
	"assets":   {},
	"app":      {},
	"data":     {"app"},
	"printing": {"app", "assets"},
	"ui":       {"app", "assets"},
}

// wordsForAll are the rooms inside app that every other room of app may use.
var wordsForAll = []string{
	"app", "app/money", "app/calendar", "app/entity", "app/listing", "app/record", "app/effect", "app/audit",
	"app/history", "app/identity", "app/numbering", "app/search", "app/blob", "app/jobs", "app/phone", "app/dedupe",
	"app/paper", "app/company", "app/approval", "app/reminder", "app/importing", "app/exporting", "app/backup", "app/customfield", "app/formula",
	"app/batch",
}

// only names the single room that may use a module (by prefix).
var only = []struct {
	prefix string
	rooms  []string
}{
	{"database/sql", []string{"data"}},
	{"github.com/jackc/pgx", []string{"data"}},
	{"github.com/mattn/go-sqlite3", []string{"data"}},
	{"github.com/pressly/goose", []string{"data"}},
	{"github.com/uptrace/bun", []string{"data"}},
	{"fyne.io/fyne/v2/app", []string{"."}},
	{"fyne.io/fyne/v2/test", []string{"ui/cli/tour", "ui/uitest"}},
	{"fyne.io/fyne/v2", []string{"ui", "."}},
	{"github.com/jung-kurt/gofpdf", []string{"printing"}},
	{"github.com/xuri/excelize", []string{"printing"}},
	{"github.com/emersion/go-imap", []string{"data/mailbox"}},
	{"github.com/wneessen/go-mail", []string{"data/mailbox"}},
}

type file struct {
	path, room string // room is the folder, "." for the root
	imports    []string
	test       bool
}

func sources(t *testing.T) []file {
	t.Helper()
	var files []file
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "dist" || d.Name() == "out") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		tree, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		f := file{path: path, room: filepath.ToSlash(filepath.Dir(path)), test: strings.HasSuffix(path, "_test.go")}
		for _, i := range tree.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			f.imports = append(f.imports, name)
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestArrowsBetweenTheRooms(t *testing.T) {
	for _, f := range sources(t) {
		top, _, _ := strings.Cut(f.room, "/")
		allowed, known := arrows[top]
		if f.room == "." {
			continue
		}
		if !known {
			t.Errorf("%s: the folder %s is not one of the rooms", f.path, top)
			continue
		}
		for _, i := range f.imports {
			to, ours := strings.CutPrefix(i, module+"/")
			if !ours || f.test && strings.HasPrefix(to, "data/datatest") {
				continue
			}
			toTop, _, _ := strings.Cut(to, "/")
			if toTop != top && !contains(allowed, toTop) && !f.test {
				t.Errorf("%s imports %s: %s may use only %v", f.path, i, top, allowed)
			}
			if isArea(f.room) && isArea(to) && area(f.room) != area(to) && !f.test {
				t.Errorf("%s imports %s: windows never import each other, they ask the shell to open", f.path, i)
			}
			if top == "app" && f.room != "app" && to == "app/workbench" && area(f.room) != "app/workbench" && area(f.room) != "app/sample" {
				t.Errorf("%s imports %s: the workbench reads from all, nobody reads from it", f.path, i)
			}
		}
	}
}

// TestOrderInsideApp: money, listing ← customer ← sales ← finance; attendance beside.
func TestOrderInsideApp(t *testing.T) {
	rank := map[string]int{"app/customer": 1, "app/sales": 2, "app/stock": 3, "app/goal": 3, "app/effort": 3, "app/finance": 4, "app/attendance": 1, "app/mail": 2, "app/workbench": 9, "app/sample": 10, "app/apptest": 10}
	beside := map[string]bool{"app/attendance": true}
	for _, f := range sources(t) {
		if f.test || !strings.HasPrefix(f.room, "app/") {
			continue
		}
		from := area(f.room)
		for _, i := range f.imports {
			to, ours := strings.CutPrefix(i, module+"/")
			if !ours || area(to) == from {
				continue
			}
			target := area(to)
			fromRank, fromIsArea := rank[from]
			toRank, toIsArea := rank[target]
			switch {
			case contains(wordsForAll, from) && toIsArea:
				t.Errorf("%s imports %s: a word for all areas may not know an area", f.path, i)
			case fromIsArea && toIsArea && toRank >= fromRank:
				t.Errorf("%s imports %s: this arrow points the wrong way", f.path, i)
			case fromIsArea && toIsArea && fromRank < 9 && (beside[from] || beside[target]):
				t.Errorf("%s imports %s: attendance stands beside the others", f.path, i)
			}
		}
	}
}

func TestOneRoomPerModule(t *testing.T) {
	for _, f := range sources(t) {
		for _, i := range f.imports {
			for _, o := range only {
				if i != o.prefix && !strings.HasPrefix(i, o.prefix+"/") {
					continue
				}
				if f.test { // tests look at results with whatever reads them
					continue
				}
				if o.prefix == "database/sql" && i == "database/sql/driver" {
					continue
				}
				if !inOne(f.room, o.rooms) {
					t.Errorf("%s imports %s: only %v may", f.path, i, o.rooms)
				}
				break
			}
		}
	}
}

func TestFilesStaySmall(t *testing.T) {
	for _, f := range sources(t) {
		text, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		lines, most := strings.Count(string(text), "\n"), 400
		if lines > most && !bytes.Contains(text, []byte("Code generated")) {
			t.Errorf("%s has %d lines; a file has at most %d", f.path, lines, most)
		}
		if f.path == "main.go" && lines > 100 {
			t.Errorf("main.go has %d lines; it wires in at most 100", lines)
		}
	}
}

// TestEveryFuzzTargetHasACorpus: a run begins with inputs that once broke something, or
// that are broken in ways people and programs really break them.
func TestEveryFuzzTargetHasACorpus(t *testing.T) {
	target := regexp.MustCompile(`(?m)^func (Fuzz\w+)`)
	for _, f := range sources(t) {
		if !f.test {
			continue
		}
		text, err := os.ReadFile(f.path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range target.FindAllSubmatch(text, -1) {
			seeds, err := filepath.Glob(filepath.Join(f.room, "testdata", "fuzz", string(m[1]), "*"))
			if err != nil || len(seeds) < 5 {
				t.Errorf("%s: %s has %d inputs in testdata/fuzz/%s, at least 5 belong there", f.path, m[1], len(seeds), m[1])
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func inOne(room string, rooms []string) bool {
	for _, r := range rooms {
		if room == r || r != "." && strings.HasPrefix(room, r+"/") {
			return true
		}
	}
	return false
}

// area is the first two folders: app/mail for app/mail/parse.
func area(room string) string {
	parts := strings.SplitN(room, "/", 3)
	if len(parts) < 2 {
		return room
	}
	return parts[0] + "/" + parts[1]
}

// isArea tells whether a room of ui is a window (and not the kit, theme, words, shell or commands).
func isArea(room string) bool {
	if !strings.HasPrefix(room, "ui/") {
		return false
	}
	switch area(room) {
	case "ui/kit", "ui/theme", "ui/tr", "ui/shell", "ui/cli", "ui/records", "ui/figures", "ui/attach", "ui/e2e", "ui/paperdialog":
		return false
	}
	return true
}
