package printing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kontor/app"
	"kontor/app/paper"
)

// documents lays every shipped template out with full examples.
func documents(t testing.TB, p *Press, each func(name string, doc *paper.Doc)) {
	t.Helper()
	for _, kind := range paper.Kinds {
		list := p.Templates(kind)
		if len(list) == 0 && kind != paper.Grid {
			t.Errorf("no template for %s", kind)
		}
		if kind == paper.Grid {
			list = []paper.Template{{Name: "grid", Kind: kind}}
		}
		for _, tpl := range list {
			r := paper.Request{Kind: kind, Template: tpl.Name, Data: filled(kind), Now: day, Options: paper.Options{Parts: 2}}
			if kind == paper.Grid {
				r.Paper = "241x139.7"
			}
			doc, warnings, err := p.Layout(context.Background(), r)
			if err != nil {
				t.Fatalf("%s: %v", tpl.Name, err)
			}
			if len(warnings) > 0 {
				t.Errorf("%s: %+v", tpl.Name, warnings)
			}
			each(tpl.Name, doc)
		}
	}
}

// The preview and the PDF of one layout agree: at 150 dpi, grey, after a blur of 2 pixels, at
// most 1 % of the pixels differ by more than 64.
func TestPreviewAndPDFAgree(t *testing.T) {
	if _, err := exec.LookPath("pdftoppm"); err != nil {
		t.Fatal("pdftoppm is missing; install poppler-utils")
	}
	p := New(Params{})
	dir := t.TempDir()
	compare := func(name string, doc *paper.Doc) {
		file := filepath.Join(dir, name)
		data, err := p.PDF(doc)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file+".pdf", data, 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("qpdf", "--check", file+".pdf").CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", name, err, out)
		}
		if out, err := exec.Command("pdftoppm", "-r", "150", "-png", file+".pdf", file).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v %s", name, err, out)
		}
		for n := range doc.Pages {
			ours, err := p.Picture(doc, n+1, 150)
			if err != nil {
				t.Fatal(err)
			}
			theirs := load(t, fmt.Sprintf("%s-%d.png", file, n+1))
			if share := differ(grey(ours), grey(theirs)); share > 0.01 {
				t.Errorf("%s page %d: %.2f %% of the pixels differ", name, n+1, share*100)
			} else {
				t.Logf("%s page %d: %.3f %%", name, n+1, share*100)
			}
			if name == "quote-standard" { // the measure itself: half a millimetre is seen
				moved := *doc
				moved.Pages = []paper.Page{{Size: doc.Pages[0].Size}}
				for _, it := range doc.Pages[0].Items {
					if x, ok := it.(paper.Text); ok {
						x.X += 0.5
						it = x
					}
					moved.Pages[0].Items = append(moved.Pages[0].Items, it)
				}
				off, _ := p.Picture(&moved, 1, 150)
				if share := differ(grey(off), grey(theirs)); share < 0.01 {
					t.Errorf("texts half a millimetre off differ in %.3f %% only", share*100)
				}
			}
		}
	}
	compare("every-item", everyItem())
	documents(t, p, compare)
}

// everyItem is a page with all that a page can hold, large, so that a fault covers many pixels.
func everyItem() *paper.Doc {
	red, size := paper.Color{R: 190, G: 30, B: 20}, paper.Size{W: 120, H: 100}
	img := image.NewNRGBA(image.Rect(0, 0, 50, 50))
	for y := range 50 {
		for x := range 50 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(5 * x), uint8(5 * y), 90, uint8(255 - 4*y)})
		}
	}
	var dark []bool
	for i := range 21 * 21 {
		dark = append(dark, i*i%7 < 3)
	}
	return &paper.Doc{Pages: []paper.Page{{Size: size, Items: []paper.Item{
		paper.Text{X: 5, Y: 15, Text: "𠮷㛃䶮 Việt 报价", Size: 24},
		paper.Text{X: 5, Y: 28, Text: "𠮷报价单 7", Size: 24, Bold: true, Color: red},
		paper.Text{X: 20, Y: 80, Text: "作废 𠮷 VOID", Size: 36, Bold: true, Angle: 25, Color: red},
		paper.Text{X: 112, Y: 20, Text: "Copy 1", Size: 18, Angle: -90},
		paper.Line{X1: 5, Y1: 35, X2: 100, Y2: 35, Width: 1},
		paper.Line{X1: 5, Y1: 38, X2: 100, Y2: 38, Width: 0.8, Dash: 3, Color: red},
		paper.Line{X1: 5, Y1: 40, X2: 40, Y2: 60, Width: 1.2},
		paper.Rect{X: 45, Y: 42, W: 20, H: 12, Width: 1, Fill: &paper.Color{R: 200, G: 220, B: 230}},
		paper.Picture{X: 70, Y: 42, W: 20, H: 20, Image: img},
		paper.Bars{X: 94, Y: 42, W: 20, H: 20, Cols: 21, Rows: 21, Dark: dark},
		paper.Area{Points: []paper.Point{{X: 70, Y: 95}, {X: 90, Y: 70}, {X: 110, Y: 95}}, Fill: red},
	}}}}
}

// The press serves the preview, the mail and a batch at the same time.
func TestManyAtOnce(t *testing.T) {
	p := New(Params{})
	var wait sync.WaitGroup
	want := map[paper.Kind][]byte{}
	for _, kind := range []paper.Kind{paper.Quote, paper.Receipt, paper.Attendance} {
		doc, _, err := p.Layout(context.Background(), paper.Request{Kind: kind, Data: filled(kind), Now: day})
		if err != nil {
			t.Fatal(err)
		}
		if want[kind], err = p.PDF(doc); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 {
		for kind, first := range want {
			wait.Go(func() {
				doc, _, err := p.Layout(context.Background(), paper.Request{Kind: kind, Data: filled(kind), Now: day})
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := p.Picture(doc, 1, 60); err != nil {
					t.Error(err)
				}
				if data, err := p.PDF(doc); err != nil || !bytes.Equal(data, first) {
					t.Errorf("%s: %d bytes instead of %d: %v", kind, len(data), len(first), err)
				}
			})
		}
	}
	wait.Wait()
}

// shelf is the templates of a company by name.
type shelf map[string]string

func (s shelf) Names() []string { return slices.Sorted(maps.Keys(s)) }

func (s shelf) Template(name string) ([]byte, bool) { text, ok := s[name]; return []byte(text), ok }

func (s shelf) Sheets(paper.Kind) []paper.Template { return nil }
func (s shelf) Sheet(string) ([]byte, bool)        { return nil, false }

// Templates are found by kind, paper and name; those of the company come before the shipped.
func TestTemplatesAreFound(t *testing.T) {
	own := shelf{
		"mine":           "kind = \"quote\"\ntitle = { zh = \"我的\", en = \"Mine\" }\npaper = \"a4\"\n[[band]]\nitem = [ { text = \"OWN {{number}}\" } ]\n",
		"receipt-a5":     "kind = \"receipt\"\ntitle = \"x\"\npaper = \"a5-landscape\"\n[[band]]\nitem = [ { text = \"CHANGED\" } ]\n",
		"broken":         "kind = \"quote\"\ntitle = 1\npaper = \"a4\"\n[[band]]\nitem = [ { text = \"x\" } ]\n",
		"quote-standard": "kind = \"quote\"\ntitle = \"y\"\npaper = \"a4\"\n[[band]]\nitem = [ { text = \"REPLACED\" } ]\n",
	}
	p := New(Params{Own: own})
	var names []string
	for _, x := range p.Templates(paper.Quote) {
		names = append(names, x.Name)
	}
	if fmt.Sprint(names) != "[quote-standard mine]" {
		t.Error(names)
	}
	says := func(r paper.Request, want, key string) {
		t.Helper()
		doc, _, err := p.Layout(context.Background(), r)
		var e *app.Error
		if key != "" {
			if !errors.As(err, &e) || e.Key != key {
				t.Errorf("%v, want %s", err, key)
			}
			return
		}
		if err != nil {
			t.Error(err)
			return
		}
		for _, it := range doc.Pages[0].Items {
			if x, ok := it.(paper.Text); ok && strings.HasPrefix(x.Text, want) {
				return
			}
		}
		t.Errorf("the page does not say %q", want)
	}
	says(paper.Request{Kind: paper.Quote, Data: paper.Data{"number": "N-1"}}, "REPLACED", "")
	says(paper.Request{Kind: paper.Quote, Template: "mine", Data: paper.Data{"number": "N-1"}}, "OWN N-1", "")
	says(paper.Request{Kind: paper.Receipt, Paper: "a5-landscape"}, "CHANGED", "")
	says(paper.Request{Kind: paper.Receipt, Paper: "241x93.1", Data: filled(paper.Receipt)}, "收　　据", "")
	says(paper.Request{Kind: paper.Quote, Template: "broken"}, "", "paper.template.want_text")
	says(paper.Request{Kind: paper.Quote, Template: "receipt-a5"}, "", "paper.no_template")
	says(paper.Request{Kind: paper.Quote, Template: "../mine"}, "", "paper.no_template")
	says(paper.Request{Kind: paper.Quote, Paper: "letter"}, "", "paper.no_template")
	if list := New(Params{}).Templates(paper.Receipt); list[0].Name != "receipt-standard" || len(list) != 4 || len(list[0].Parts) != 4 || list[0].Title.ZH != "三联收据（带公章位）" {
		t.Errorf("%+v", list)
	}
}

func load(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// plane is a grey picture.
type plane struct {
	w, h int
	pix  []float64
}

func grey(img image.Image) plane {
	b := img.Bounds()
	rgba, ok := img.(*image.RGBA)
	if !ok {
		rgba = image.NewRGBA(b)
		draw.Draw(rgba, b, img, b.Min, draw.Src)
	}
	p := plane{b.Dx(), b.Dy(), make([]float64, b.Dx()*b.Dy())}
	for i := range p.pix {
		c := rgba.Pix[4*i:]
		p.pix[i] = 0.299*float64(c[0]) + 0.587*float64(c[1]) + 0.114*float64(c[2])
	}
	return p.blur(true).blur(false)
}

// blur is a running mean over five pixels in one direction.
func (p plane) blur(across bool) plane {
	out := plane{p.w, p.h, make([]float64, len(p.pix))}
	step, length, lanes, lane := 1, p.w, p.h, p.w
	if !across {
		step, length, lanes, lane = p.w, p.h, p.w, 1
	}
	for l := range lanes {
		from := l * lane
		for i := range length {
			sum := 0.0
			for d := -2; d <= 2; d++ {
				sum += p.pix[from+min(max(i+d, 0), length-1)*step]
			}
			out.pix[from+i*step] = sum / 5
		}
	}
	return out
}

func differ(a, b plane) float64 {
	bad, w, h := 0, min(a.w, b.w), min(a.h, b.h)
	if a.w-b.w > 1 || b.w-a.w > 1 || a.h-b.h > 1 || b.h-a.h > 1 {
		return 1
	}
	for y := range h {
		for x := range w {
			if d := a.pix[y*a.w+x] - b.pix[y*b.w+x]; d > 64 || d < -64 {
				bad++
			}
		}
	}
	return float64(bad) / float64(w*h)
}

// Every text of every document comes out of its PDF.
func TestDocumentsReadBack(t *testing.T) {
	p := New(Params{})
	dir := t.TempDir()
	squeeze := strings.NewReplacer(" ", "", "　", "", "\n", "", "\f", "")
	documents(t, p, func(name string, doc *paper.Doc) {
		data, err := p.PDF(doc)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+".pdf")
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("pdftotext", "-raw", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		got := squeeze.Replace(string(out))
		n := 0
		for _, page := range doc.Pages {
			for _, it := range page.Items {
				if x, ok := it.(paper.Text); ok && x.Angle == 0 && x.Text != "" {
					n++
					if !strings.Contains(got, squeeze.Replace(x.Text)) {
						t.Errorf("%s: %q does not come out", name, x.Text)
					}
				}
			}
		}
		if n < 8 {
			t.Errorf("%s: only %d texts", name, n)
		}
	})
}
