package layout

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kontor/app"
	"kontor/assets/templates"
)

func shipped(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := fs.Glob(templates.Files(), "*.toml")
	if err != nil || len(files) < 16 {
		t.Fatal(files, err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := fs.ReadFile(templates.Files(), f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(f, ".toml")] = data
	}
	return out
}

// PRT-01: templates are checked on load; a mistake is told with its line.
func TestMistakesInTemplatesAreTold(t *testing.T) {
	for name, data := range shipped(t) {
		if p := Read(name, data).Problems(); len(p) > 0 {
			t.Errorf("%s: %+v", name, p)
		}
	}
	const good = "kind = \"quote\"\ntitle = \"x\"\npaper = \"a4\"\n[[band]]\nitem = [ { text = \"a\" } ]\n"
	if _, err := Load("x", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		from, to string
		line     int
		what     string
	}{
		{`kind = "quote"`, `kind = "cake"`, 1, "kind"},
		{`paper = "a4"`, `paper = "a9"`, 1, "paper"},
		{`paper = "a4"`, `paper = a4`, 3, "value"},
		{`title = "x"`, `title = { zh = "x" }`, 2, "both_languages"},
		{`title = "x"`, `title = 3`, 2, "want_text"},
		{`[[band]]`, `[band]`, 4, "want_list"},
		{`text = "a"`, `text = "{{custmer.name}}"`, 5, "no_field"},
		{`text = "a"`, `text = "{{customer.nme}}"`, 5, "no_field"},
		{`text = "a"`, `text = "{{customer.name|date2}}"`, 5, "format"},
		{`text = "a"`, `text = "{{customer.name"`, 5, "field"},
		{`text = "a"`, `txt = "a"`, 5, "unknown"},
		{`text = "a"`, `text = "a", x = "1"`, 5, "want_number"},
		{`text = "a"`, `text = "a", x = 9999`, 5, "range"},
		{`text = "a"`, `text = "a", align = "up"`, 5, "choice"},
		{`text = "a"`, `text = "a", when = "a b"`, 5, "condition"},
		{`text = "a"`, `text = "a", color = "red"`, 5, "color"},
		{`text = "a"`, `text = "a", bold = "yes"`, 5, "want_bool"},
		{`text = "a"`, `type = "image"`, 5, "image"},
		{`text = "a"`, `type = "qr"`, 5, "no_text"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\n[band.table]\nlist = \"lines\"", 6, "no_columns"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"", 4, "table"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { text = \"{{line.nope}}\", width = 3 } ] }", 6, "no_field"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { text = \"b\" } ] }", 6, "no_width"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { each = \"lines\", width = 3 } ] }", 6, "no_cells"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { width = 3 } ], total = [ { cells = { b = \"1\" } } ] }", 6, "no_column"},
		{`paper = "a4"`, "paper = \"a4\"\nmargin = [1, 2]", 4, "count"},
		{`paper = "a4"`, "paper = \"a4\"\nmargin = [100, 100, 100, 110]", 1, "margin"},
		{`paper = "a4"`, "paper = \"a4\"\nform = [210, 200]\nper_page = 2", 1, "form"},
		{"[[band]]\nitem = [ { text = \"a\" } ]", "", 1, "bands"},
		{`text = "a"`, `text = "a", when = "customer.nme = x"`, 5, "no_field"},
		// Loops: there is no loop but the rows of a table, no file takes another in, and nothing
		// stands within itself.
		{`title = "x"`, "title = \"x\"\ninclude = \"mine\"", 3, "unknown"},
		{`[[band]]`, "[[band]]\nrepeat = 1000000", 5, "unknown"},
		{`item = [ { text = "a" } ]`, "[[band.band]]\nitem = [ { text = \"a\" } ]", 5, "unknown"},
		{`text = "a"`, `text = "a", item = [ { text = "b" } ]`, 5, "unknown"},
		{`text = "a"`, `text = "a", group = [ "g" ]`, 5, "want_text"},
		{`text = "a"`, `text = "a", group = { group = "g" }`, 5, "want_text"},
		{`text = "a"`, `text = "{{#each lines}}a{{/each}}"`, 5, "field"},
		{`text = "a"`, `text = "{{> mine}}"`, 5, "field"},
		{`text = "a"`, `text = "{{{{number}}}}"`, 5, "field"},
		{`text = "a"`, `text = "{{line.name}}"`, 5, "no_field"}, // outside of a table there is no line
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { text = \"b\", width = 3, table = { list = \"lines\" } } ] }", 6, "unknown"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", table = { list = \"lines\" }, column = [ { text = \"b\", width = 3 } ] }", 6, "unknown"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines.lines\", column = [ { text = \"b\", width = 3 } ] }", 4, "no_field"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", column = [ { each = \"line.lines\", cells = \"lines\", width = 3 } ] }", 6, "no_field"},
		{`item = [ { text = "a" } ]`, "role = \"lines\"\ntable = { list = \"lines\", rows = 10000, column = [ { text = \"b\", width = 3 } ] }", 6, "range"},
		{`text = "a"`, `text = "a", h = 1000000`, 5, "range"},
		{`title = "x"`, "title = " + strings.Repeat("{ zh = ", 40) + `"x"`, 2, "deep"},
		{`text = "a"`, `text = "` + strings.Repeat("a", 9000) + `"`, 5, "too_long"},
	} {
		src := strings.Replace(good, c.from, c.to, 1)
		_, err := Load("mine", []byte(src))
		var e *app.Error
		if !errors.As(err, &e) || e.Key != "paper.template."+c.what || e.Args["line"] != c.line || e.Args["template"] != "mine" {
			t.Errorf("%.60q: %v, want line %d: %s", c.to, err, c.line, c.what)
		}
	}
}

// Every problem that the loader can name has a sentence in both languages.
func TestProblemsHaveSentences(t *testing.T) {
	named := map[string]bool{}
	call := regexp.MustCompile(`(?:l\.bad\([^,]+(?:\.line)?, |r\.fail\(|return nil, |return part\{\}, |'[snblt]': )"([a-z0-9_]+)"`)
	files, _ := filepath.Glob("*.go")
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		src, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(src), -1) {
			named[m[1]] = true
		}
	}
	if len(named) < 30 {
		t.Fatalf("found only %v", named)
	}
	for _, lang := range []string{"zh", "en"} {
		raw, err := os.ReadFile("../../assets/translations/" + lang + "/paper.json")
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]string{}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		for n := range named {
			if words["error.paper.template."+n] == "" {
				t.Errorf("%s: no sentence for the problem %s", lang, n)
			}
		}
		for k := range words {
			if n, ok := strings.CutPrefix(k, "error.paper.template."); ok && !named[n] {
				t.Errorf("%s: the sentence %s belongs to no problem", lang, k)
			}
		}
	}
}

// Whatever stands in a template file, reading and laying it out ends well: pages or an error.
func FuzzTemplate(f *testing.F) {
	for _, data := range shipped(f) {
		f.Add(string(data))
	}
	f.Add(tableSrc)
	f.Add(head + "[[band]]\nheight = 900\nitem = [ { text = \"{{terms|numbered}}\", x = 0, y = 700, h = 3, w = 1, grow = \"shrink\", angle = 3 } ]\n")
	f.Fuzz(func(t *testing.T, src string) {
		tpl, err := Load("fuzz", []byte(src))
		if err != nil {
			return
		}
		layExample(t, tpl)
	})
}

// The template in the manual is one that works, and every name the manual explains exists.
func TestTheManualIsRight(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		page, err := os.ReadFile("../../docs/manual/" + lang + "/print-templates.md")
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(page), "```toml\n")
		example, _, ok := strings.Cut(rest, "```")
		if !ok {
			t.Fatal("no example")
		}
		if p := Read("manual", []byte(example)).Problems(); len(p) > 0 {
			t.Errorf("%s: %+v", lang, p)
		}
		src, _ := os.ReadFile("load.go")
		more, _ := os.ReadFile("loadtable.go")
		known := string(src) + string(more)
		for _, m := range regexp.MustCompile(`(?m)^\| ([a-z_, ]+) \|`).FindAllStringSubmatch(string(page), -1) {
			for _, name := range strings.Split(m[1], ", ") {
				if _, format := formats[name]; !format && !strings.Contains(known, `"`+name+`"`) && !strings.Contains(" page head body lines totals end foot role ", " "+name+" ") {
					t.Errorf("%s: the manual explains %q, which is unknown", lang, name)
				}
			}
		}
	}
}
