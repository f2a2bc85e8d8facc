package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/calendar"
)

// fake is a company that remembers what it was asked.
type fake struct {
	imported ImportWish
	found    []Found
	err      error
}

func (f *fake) Context(ctx context.Context) context.Context { return ctx }
func (f *fake) Import(_ context.Context, w ImportWish) (ImportResult, error) {
	f.imported = w
	return ImportResult{Created: 2, Skipped: 1, ImportID: "7"}, f.err
}
func (f *fake) Revert(context.Context, string) (ImportResult, error) { return ImportResult{}, f.err }
func (f *fake) Export(context.Context, ExportWish) (int, error)      { return 3, f.err }
func (f *fake) Search(context.Context, string, int) ([]Found, error) { return f.found, f.err }
func (f *fake) Print(context.Context, PrintWish) (int, error)        { return 1, f.err }
func (f *fake) CalcPeriod(context.Context, calendar.Date, calendar.Date) (int, error) {
	return 31, f.err
}
func (f *fake) Sheet(context.Context, calendar.Date, string) error { return f.err }
func (f *fake) MailSync(context.Context) (int, error)              { return 1, f.err }
func (f *fake) MailSend(context.Context) (int, int, error)         { return 1, 0, f.err }
func (f *fake) Backup(context.Context, string) (string, Soundness, error) {
	return "x", Soundness{Sound: true}, f.err
}
func (f *fake) Generate(context.Context, int, int, int, func(int, int)) error { return f.err }
func (f *fake) Close() error                                                  { return nil }

func call(t *testing.T, f *fake, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	p := Program{
		Version: "1.0", Commit: "abc", Engines: func() []string { return []string{"SQLite 3.54"} },
		Open: func(context.Context, Where) (Company, error) { return f, nil },
		Calc: func(_ context.Context, b []byte) ([]byte, error) { return b, nil }, Out: &o, Err: &e,
	}
	code = Run(context.Background(), p, args)
	return code, o.String(), e.String()
}

func TestWordsOfAnAmount(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"words 1680.32 --lang zh", "人民币壹仟陆佰捌拾元零叁角贰分"},
		{"words -5 --lang zh", "人民币负伍元整"},
		{"words --lang zh -0.05", "人民币负伍分"},
		{"words 0 --lang zh", "人民币零元整"},
	} {
		code, out, errs := call(t, &fake{}, strings.Fields(c.args)...)
		if code != 0 || strings.TrimSpace(out) != c.want {
			t.Errorf("%s: exit %d, %q %q, want %q", c.args, code, out, errs, c.want)
		}
	}
	if code, _, errs := call(t, &fake{}, "words", "abc", "--lang", "en"); code != 1 || errs == "" {
		t.Errorf("an amount that is none: exit %d, %q", code, errs)
	}
}

func TestExitCodes(t *testing.T) {
	for _, args := range []string{
		"nonsense", "words", "import customers", "import aliens x.csv", "export customers", "export customers --to x.doc",
		"--lang fr version", "--today tomorrow version", "attendance", "attendance calc --from 2026-03-02 --to 2026-03-01", "search a --nope", "generate",
		"import customers x.csv --mode update",
	} {
		if code, out, errs := call(t, &fake{}, strings.Fields(args)...); code != 2 || errs == "" {
			t.Errorf("%s: exit %d (%q), wrong usage is 2 with a sentence", args, code, out)
		}
	}
	refused := &fake{err: app.E(app.Denied, "list.denied")}
	if code, _, errs := call(t, refused, "search", "恒拓", "--lang", "zh"); code != 1 || !strings.Contains(errs, "权限") {
		t.Errorf("a refusal: exit %d, %q", code, errs)
	}
}

// DAT-01: the JSON of import and search is a contract.
func TestJSONShapes(t *testing.T) {
	f := &fake{found: []Found{{Kind: "customer", ID: "1024", Title: "恒拓", Subtitle: "A"}}}
	_, out, _ := call(t, f, "search", "ht", "--json")
	var s struct {
		Results      []map[string]string
		Milliseconds *float64
	}
	if err := json.Unmarshal([]byte(out), &s); err != nil || len(s.Results) != 1 || s.Results[0]["id"] != "1024" || s.Milliseconds == nil {
		t.Errorf("search printed %s (%v)", out, err)
	}
	_, out, _ = call(t, f, "import", "customers", "a.csv", "--json", "--mode", "upsert", "--key", "name", "--dry-run")
	for _, key := range []string{`"created":2`, `"updated":0`, `"skipped":1`, `"failed":0`, `"errors_file":""`, `"import_id":"7"`} {
		if !strings.Contains(out, key) {
			t.Errorf("import printed %s without %s", out, key)
		}
	}
	if f.imported.Mode != "upsert" || f.imported.Key != "name" || !f.imported.DryRun {
		t.Errorf("import was asked %+v", f.imported)
	}
}

func TestCaseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.json")
	if err := os.WriteFile(path, []byte(`{"days":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := call(t, &fake{}, "attendance", "calc", "--case", path, "--json"); code != 0 || strings.TrimSpace(out) != `{"days":[]}` {
		t.Errorf("exit %d, %s", code, out)
	}
	if code, _, errs := call(t, &fake{}, "attendance", "calc", "--case", path+".none", "--lang", "en"); code != 1 || !strings.Contains(errs, "no file") {
		t.Errorf("a missing file: exit %d, %s", code, errs)
	}
}
