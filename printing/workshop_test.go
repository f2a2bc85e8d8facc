package printing

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"kontor/app"
	"kontor/app/paper"
	"kontor/assets/templates"
	"kontor/printing/layout"
)

// What the designer writes reads back as the same template: every shipped one, opened and
// composed, lays its example out to the same items, and composing again changes nothing.
// PRT-01
func TestComposedTemplatesAreTheSame(t *testing.T) {
	p := New(Params{})
	for _, kind := range paper.Kinds {
		for _, x := range p.Templates(kind) {
			text, shipped, err := p.Source(x.Name)
			if err != nil || !shipped {
				t.Fatal(x.Name, shipped, err)
			}
			tree, err := p.Open(text)
			if err != nil {
				t.Fatal(x.Name, err)
			}
			again := p.Compose(tree)
			back, err := p.Open(again)
			if err != nil || !bytes.Equal(p.Compose(back), again) {
				t.Errorf("%s: composing twice differs: %v", x.Name, err)
			}
			if f := p.Faults(tree); len(f) > 0 {
				t.Errorf("%s: %+v", x.Name, f)
			}
			r := paper.Request{Kind: kind, Template: x.Name, Data: filled(kind)}
			want, _, err := p.Layout(context.Background(), r)
			if err != nil {
				t.Fatal(err)
			}
			r.Draft = again
			got, _, err := p.Layout(context.Background(), r)
			if err != nil {
				t.Fatal(x.Name, err)
			}
			if a, b := dump(want), dump(got); a != b {
				t.Errorf("%s: the composed template lays out otherwise", x.Name)
			}
			r.Options.Trace = true
			traced, _, err := p.Layout(context.Background(), r)
			if err != nil || dump(traced) != dump(want) {
				t.Errorf("%s: asking for places changes the page: %v", x.Name, err)
			}
			if len(traced.Spots) == 0 {
				t.Errorf("%s: no places", x.Name)
			}
		}
	}
}

func dump(doc *paper.Doc) string {
	var b strings.Builder
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			write1(&b, it)
		}
	}
	return b.String()
}

// The places say where each element stands on the sheet in mm, as the template has it where
// nothing grew. PRT-01
func TestPlacesOfElements(t *testing.T) {
	p := New(Params{})
	doc, _, err := p.Layout(context.Background(), paper.Request{Kind: paper.Delivery, Template: "delivery-standard", Data: paper.Example(paper.Delivery), Options: paper.Options{Parts: 1, Trace: true}})
	if err != nil {
		t.Fatal(err)
	}
	var name, hidden, column *paper.Spot
	for i, s := range doc.Spots {
		switch {
		case s.Band == 1 && s.Item == 7:
			name = &doc.Spots[i]
		case s.Band == 1 && s.Item == 6:
			hidden = &doc.Spots[i]
		case s.Band == 2 && s.Column == 5:
			column = &doc.Spots[i]
		}
	}
	if name == nil || name.X != 20.5 || name.Y < 25 || name.Y > 25.3 || name.W != 84 || name.H != 6 || name.Hidden {
		t.Errorf("customer name: %+v", name)
	}
	if hidden == nil || !hidden.Hidden || hidden.X != 20.5 {
		t.Errorf("the mark of a reprint does not show on a first print: %+v", hidden)
	}
	if column == nil || column.W != 19 {
		t.Errorf("quantity: %+v", column)
	}
}

// Names of fields stand in the place of values when asked for; conditions do not hide then.
func TestFieldNames(t *testing.T) {
	p := New(Params{})
	doc, _, err := p.Layout(context.Background(), paper.Request{Kind: paper.Delivery, Template: "delivery-standard", Data: paper.Example(paper.Delivery), Options: paper.Options{Label: func(f string) string { return "<" + f + ">" }}})
	if err != nil {
		t.Fatal(err)
	}
	text := dump(doc)
	for _, want := range []string{"<customer.name>", "<line.name>", "<print.reprint>"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing", want)
		}
	}
}

// Faults carry their place: the line of the file, and the element that is wrong.
func TestFaultsHaveAPlace(t *testing.T) {
	p := New(Params{})
	text, _, _ := p.Source("delivery-standard")
	tree, err := p.Open(text)
	if err != nil {
		t.Fatal(err)
	}
	head := tree.Tables("band")[1]
	head.Tables("item")[7].Set("text", "{{customer.nmae}}")
	tree.Tables("band")[2].Sub("table").Tables("column")[3].Set("text", "{{line.nothing}}")
	faults := p.Faults(tree)
	if len(faults) != 2 || faults[0].Key != "no_field" || faults[0].Band != 1 || faults[0].Item != 7 || faults[1].Band != 2 || faults[1].Column != 3 {
		t.Errorf("%+v", faults)
	}
	lines := strings.Split(string(p.Compose(tree)), "\n")
	for _, f := range faults {
		if want, _ := f.Args["text"].(string); f.Line < 1 || f.Line > len(lines) || !strings.Contains(lines[f.Line-1], want) {
			t.Errorf("line %d does not hold %q", f.Line, want)
		}
	}
}

// A template may bring pictures along; one that is none is told with its line, and a scanned
// form in the background never prints.
func TestPicturesOfATemplate(t *testing.T) {
	logo, err := os.ReadFile("testdata/logo.png")
	if err != nil {
		t.Fatal(err)
	}
	p := New(Params{})
	text, _, _ := p.Source("delivery-standard")
	tree, _ := p.Open(text)
	tree.Set("picture", paper.NewTable().Set("scan", base64.StdEncoding.EncodeToString(logo)))
	tree.Set("background", "picture.scan")
	if f := p.Faults(tree); len(f) > 0 {
		t.Fatalf("%+v", f)
	}
	r := paper.Request{Kind: paper.Delivery, Data: paper.Example(paper.Delivery), Draft: p.Compose(tree), Options: paper.Options{Parts: 1}}
	doc, _, err := p.Layout(context.Background(), r)
	if err != nil || strings.Contains(dump(doc), "picture ") {
		t.Errorf("the scan prints: %v", err)
	}
	band := tree.Tables("band")[1]
	band.SetTables("item", append(band.Tables("item"), paper.NewTable().Set("type", "image").Set("image", "picture.scan").Set("x", 1).Set("y", 1).Set("w", 10).Set("h", 10)))
	r.Draft = p.Compose(tree)
	doc, _, err = p.Layout(context.Background(), r)
	if err != nil || !strings.Contains(dump(doc), "picture ") {
		t.Errorf("the picture does not print: %v", err)
	}
	tree.Sub("picture").Set("scan", "bm9uZQ==")
	if f := p.Faults(tree); len(f) == 0 || f[0].Key != "not_a_picture" {
		t.Errorf("%+v", f)
	}
}

// Composing loses no text: quotes, line ends, backslashes and control characters come back.
func TestComposeKeepsTexts(t *testing.T) {
	for _, text := range []string{"a\"b", "x\ny", `c:\dir`, "tab\tend", "\x01", "客户：", "'", "}} {{"} {
		tree := paper.NewTable().Set("kind", text)
		tree.SetTables("band", []*paper.Table{paper.NewTable().Set("role", text)})
		raw, _ := layout.Compose(tree)
		back, err := layout.Open("x", raw)
		if err != nil || back.Str("kind") != text || back.Tables("band")[0].Str("role") != text {
			t.Errorf("%q: %v\n%s", text, err, raw)
		}
	}
	if files, err := fs.Glob(templates.Files(), "*.toml"); err != nil || len(files) < 20 {
		t.Error(files, err)
	}
}

// A template that would make thousands of pages is refused before it is stored, with the line
// of the band that does; what a value of the document says is never taken for a field. PRT-01
func TestATemplateThatRunsAwayIsRefused(t *testing.T) {
	p := New(Params{})
	const top = "kind = \"quote\"\ntitle = \"x\"\npaper = \"a4\"\n"
	tall := top + strings.Repeat("[[band]]\nheight = 2000\nsplit = true\nitem = [ { text = \"a\", x = 0, y = 1990 } ]\n", 90)
	var e *app.Error
	err := p.Check(context.Background(), paper.Quote, "tall", []byte(tall))
	if !errors.As(err, &e) || e.Key != "paper.template_runs" || e.Args["template"] != "tall" {
		t.Fatal(err)
	}
	if line, _ := e.Args["line"].(int); line < 200 || line > 4*90 { // the sheets run out two thirds down the file
		t.Errorf("line %v", e.Args["line"])
	}
	d := filled(paper.Quote)
	d["subject"] = "{{number}} {{#each lines}}"
	doc, _, err := p.Layout(context.Background(), paper.Request{Kind: paper.Quote, Draft: []byte(top + "[[band]]\nitem = [ { text = \"{{subject}}\" } ]\n"), Data: d})
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(pageTexts(doc), ""); all != "{{number}}{{#eachlines}}" {
		t.Errorf("a value was read as a template: %q", all)
	}
}
