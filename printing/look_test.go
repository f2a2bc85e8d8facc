package printing

import (
	"context"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"kontor/app/paper"
)

var day = time.Date(2026, 3, 18, 14, 32, 0, 0, time.FixedZone("CST", 8*3600))

// TestLook writes every template as PDF and picture into the folder KONTOR_LOOK, to be looked at.
func TestLook(t *testing.T) {
	dir := os.Getenv("KONTOR_LOOK")
	if dir == "" {
		t.Skip("set KONTOR_LOOK to a folder")
	}
	p := New(Params{})
	for _, kind := range paper.Kinds {
		for _, tpl := range p.Templates(kind) {
			for _, lang := range []string{"zh", "en"} {
				doc, warnings, err := p.Layout(context.Background(), paper.Request{Kind: kind, Template: tpl.Name, Language: lang, Data: filled(kind), Now: day, Options: paper.Options{Parts: 2}})
				if err != nil {
					t.Fatal(tpl.Name, err)
				}
				for _, w := range warnings {
					t.Log(tpl.Name, lang, w)
				}
				write(t, p, doc, filepath.Join(dir, tpl.Name+"-"+lang))
			}
		}
	}
	for _, kind := range []paper.Kind{paper.Quote, paper.Order} {
		doc, _, err := p.Layout(context.Background(), paper.Request{Kind: kind, Language: "both", Data: abroad(kind), Now: day})
		if err != nil {
			t.Fatal(err)
		}
		write(t, p, doc, filepath.Join(dir, string(kind)+"-abroad"))
	}
}

// filled is the example of a kind with logo and stamp.
func filled(kind paper.Kind) paper.Data {
	d := paper.Example(kind)
	company := d["company"].(paper.Data)
	company["logo"], _ = os.ReadFile("testdata/logo.png")
	company["stamp"], _ = os.ReadFile("testdata/stamp.png")
	d["options"].(paper.Data)["stamp"] = true
	return d
}

func write(t *testing.T, p *Press, doc *paper.Doc, base string) {
	t.Helper()
	data, err := p.PDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(base+".pdf", data, 0o600); err != nil {
		t.Fatal(err)
	}
	for n := range doc.Pages {
		img, err := p.Picture(doc, n+1, 110)
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Create(fmt.Sprintf("%s-%d.png", base, n+1))
		if err != nil {
			t.Fatal(err)
		}
		if err := png.Encode(f, img); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}

// abroad is the example of a quote or order that goes overseas.
func abroad(kind paper.Kind) paper.Data {
	d := filled(kind)
	d["trade"] = paper.Abroad()
	d["options"].(paper.Data)["image"] = true
	for _, l := range d["lines"].([]paper.Data) {
		l["image"] = d["company"].(paper.Data)["logo"]
	}
	return d
}
