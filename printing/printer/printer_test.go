//go:build !windows

package printer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/paper"
)

var half, _ = paper.SizeOf("241x139.7")

// commands puts shell scripts named lp and lpstat alone into the path of the test.
func commands(t *testing.T, scripts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+body), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
	t.Setenv("OUT", dir)
	return dir
}

const twoPrinters = `echo "printer A4_office is idle.  enabled since Sun Nov 22 00:20:25 2026"
echo "printer 财务室 disabled since Sun Nov 22 00:20:25 2026 -"
echo "	Paused"
echo "system default destination: A4_office"
`

func TestPrintersOfTheSystem(t *testing.T) {
	commands(t, map[string]string{"lpstat": twoPrinters})
	list, err := System(Params{}).List(context.Background())
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	if p := list[0]; p.Name != "A4_office" || p.Title != "A4 office" || !p.Default || !p.Ready {
		t.Errorf("%+v", p)
	}
	if p := list[1]; p.Name != "财务室" || p.Default || p.Ready || !strings.HasPrefix(p.State, "disabled") {
		t.Errorf("%+v", p)
	}
	if list := parsePrinters("no system default destination\n"); list != nil {
		t.Error(list)
	}
}

func TestAJobReachesItsPrinter(t *testing.T) {
	dir := commands(t, map[string]string{
		"lpstat": twoPrinters,
		"lp":     `printf '%s\n' "$@" > "$OUT/args"; cat > "$OUT/file"; echo "request id is A4_office-17 (0 file(s))"`,
	})
	p := System(Params{})
	out, err := p.Print(context.Background(), []byte("%PDF bytes"), half, paper.Job{Copies: 3, Title: "收据 SJ-202603-041"})
	if err != nil || out.Printer != "A4_office" || out.ID != "A4_office-17" || out.File != "" {
		t.Fatalf("%+v %v", out, err)
	}
	args, _ := os.ReadFile(filepath.Join(dir, "args"))
	if want := "-d\nA4_office\n-n\n3\n-t\n收据 SJ-202603-041\n-o\nmedia=Custom.241x139.7mm\n-\n"; string(args) != want {
		t.Errorf("lp was called with %q", args)
	}
	if file, _ := os.ReadFile(filepath.Join(dir, "file")); string(file) != "%PDF bytes" {
		t.Errorf("lp got %q", file)
	}
	landscape, _ := paper.SizeOf("a5-landscape")
	if _, err := p.Print(context.Background(), []byte("x"), landscape, paper.Job{Printer: "财务室", Title: "-o evil; rm"}); err != nil {
		t.Fatal(err)
	}
	args, _ = os.ReadFile(filepath.Join(dir, "args"))
	if want := "-d\n财务室\n-n\n1\n-t\n-o evil rm\n-o\nmedia=A5\n-o\norientation-requested=4\n-\n"; string(args) != want {
		t.Errorf("lp was called with %q", args)
	}
}

func TestWhatCanGoWrong(t *testing.T) {
	var e *app.Error
	commands(t, map[string]string{"lpstat": twoPrinters, "lp": `cat > /dev/null; echo "lp: The printer is out of order." >&2; exit 1`})
	_, err := System(Params{}).Print(context.Background(), []byte("x"), half, paper.Job{})
	if !errors.As(err, &e) || e.Key != "paper.print_failed" || e.Args["reason"] != "lp: The printer is out of order." {
		t.Error(err)
	}
	_, err = System(Params{}).Print(context.Background(), []byte("x"), half, paper.Job{Printer: "gone"})
	if !errors.As(err, &e) || e.Key != "paper.no_printer" || app.KindOf(err) != app.NotFound {
		t.Error(err)
	}
}

func TestWithoutAPrinterTheFileIsSavedAndOpened(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	opened := ""
	folder := filepath.Join(t.TempDir(), "deep")
	p := System(Params{Folder: folder, Open: func(f string) error { opened = f; return nil }})
	if list, err := p.List(context.Background()); list != nil || err != nil {
		t.Fatal(list, err)
	}
	out, err := p.Print(context.Background(), []byte("%PDF"), half, paper.Job{Title: "收据 SJ/../202603:041"})
	if err != nil || out.File != filepath.Join(folder, "收据 SJ..202603041.pdf") || opened != out.File {
		t.Fatalf("%+v %q %v", out, opened, err)
	}
	if data, _ := os.ReadFile(out.File); string(data) != "%PDF" {
		t.Errorf("%q", data)
	}
	broken := System(Params{Folder: folder, Open: func(string) error { return errors.New("no viewer") }})
	var e *app.Error
	out, err = broken.Print(context.Background(), []byte("%PDF"), half, paper.Job{})
	if !errors.As(err, &e) || e.Key != "paper.open_failed" || out.File == "" || e.Args["file"] != out.File {
		t.Errorf("%+v %v", out, err)
	}
}

func TestFileNames(t *testing.T) {
	for in, want := range map[string]string{"": "kontor", "...": "kontor", "a/b\\c:d": "abcd", " 收据 1 ": "收据 1", strings.Repeat("长", 99): strings.Repeat("长", 60)} {
		if got := fileName(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
