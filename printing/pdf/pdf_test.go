package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/sfnt"

	"kontor/app/paper"
	"kontor/assets/glyph"
)

// tool runs one of the programs that read PDF files. Without it the test fails: what a PDF
// holds can be told only by reading it.
func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Fatalf("%s is missing; install poppler-utils and qpdf", name)
	}
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func save(t testing.TB, doc *paper.Doc) string {
	t.Helper()
	data, err := Write(doc)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "doc.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func page(items ...paper.Item) *paper.Doc {
	size, _ := paper.SizeOf("a4")
	return &paper.Doc{Title: "报价单 BJ-1", Author: "杭州澜石", Created: time.Date(2026, 3, 18, 14, 32, 0, 0, time.UTC), Pages: []paper.Page{{Size: size, Items: items}}}
}

// Names with characters of every plane come out of the file as they went in.
func TestTextComesOutAsItWentIn(t *testing.T) {
	lines := []string{
		"苏州恒拓精密制造有限公司", "㛃䶮𠮷𡈽 and 𬭎", "陈𠮷祥（采购）(a\\b)", "Việt Nam — Ångström, Привет", "¥168,900.00 −4,332.40", "① № ℃ ㎡ “引号”……",
		"葛\U000E0100城", "𠮷", "尾字𠮷",
	}
	var items []paper.Item
	for i, l := range lines {
		items = append(items, paper.Text{X: 20, Y: 20 + 10*float64(i), Text: l, Size: 10, Bold: i%2 == 1})
	}
	file := save(t, page(items...))
	got := strings.Split(strings.TrimSpace(tool(t, "pdftotext", "-layout", file, "-")), "\n")
	var kept []string
	for _, l := range got {
		if s := strings.TrimSpace(l); s != "" {
			kept = append(kept, s)
		}
	}
	if len(kept) != len(lines) {
		t.Fatalf("%d lines came out: %q", len(kept), kept)
	}
	for i, want := range lines {
		if strings.ReplaceAll(kept[i], " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%q came out as %q", want, kept[i])
		}
	}
	tool(t, "qpdf", "--check", file)
	info := tool(t, "pdfinfo", file)
	for _, want := range []string{"报价单 BJ-1", "杭州澜石", "595.28 x 841.89 pts (A4)"} {
		if !strings.Contains(info, want) {
			t.Errorf("%q is missing in %s", want, info)
		}
	}
	fonts := tool(t, "pdffonts", file)
	if n := strings.Count(fonts, "CID TrueType"); n != 2 || strings.Count(fonts, " yes no  yes") != 2 {
		t.Errorf("fonts are not embedded:\n%s", fonts)
	}
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	doc := func() *paper.Doc {
		var items []paper.Item
		for i := range 6 { // several pictures of one width
			img := image.NewNRGBA(image.Rect(0, 0, 40, 40))
			for p := range img.Pix {
				img.Pix[p] = uint8(p * (i + 3))
			}
			items = append(items, paper.Picture{X: float64(20 * i), Y: 100, W: 15, H: 15, Image: img})
		}
		return page(append(items, paper.Text{X: 20, Y: 20, Text: "报价单 𠮷", Size: 10}, paper.Text{X: 20, Y: 30, Text: "粗", Size: 10, Bold: true})...)
	}
	first, err := Write(doc())
	if err != nil {
		t.Fatal(err)
	}
	// what was written in between leaves no trace
	if _, err := Write(page(paper.Text{X: 1, Y: 9, Text: "完全不同的字", Size: 9})); err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if again, err := Write(doc()); err != nil || !bytes.Equal(first, again) {
			t.Fatalf("%d bytes, then %d: %v", len(first), len(again), err)
		}
	}
}

func TestEveryKindOfItem(t *testing.T) {
	photo := image.NewYCbCr(image.Rect(0, 0, 64, 48), image.YCbCrSubsampleRatio420)
	for i := range photo.Y {
		photo.Y[i] = uint8(i)
	}
	var jpg bytes.Buffer
	if err := jpeg.Encode(&jpg, photo, nil); err != nil {
		t.Fatal(err)
	}
	huge := image.NewPaletted(image.Rect(0, 0, 3000, 100), color.Palette{color.White, color.Black, color.Transparent})
	red := paper.Color{R: 200}
	doc := page(
		paper.Line{X1: 10, Y1: 10, X2: 100, Y2: 10, Width: 0.35}, paper.Line{X1: 10, Y1: 12, X2: 100, Y2: 12, Width: 0.2, Dash: 2, Color: red},
		paper.Rect{X: 10, Y: 20, W: 50, H: 10, Width: 0.35, Fill: &red}, paper.Picture{X: 10, Y: 40, W: 20, H: 15, Image: photo, Raw: jpg.Bytes()},
		paper.Picture{X: 40, Y: 40, W: 20, H: 15, Image: photo, Raw: jpg.Bytes()}, paper.Picture{X: 70, Y: 40, W: 30, H: 1, Image: huge},
		paper.Bars{X: 10, Y: 60, W: 20, H: 20, Cols: 2, Rows: 2, Dark: []bool{true, false, true, true}},
		paper.Area{Points: []paper.Point{{X: 40, Y: 60}, {X: 60, Y: 60}, {X: 50, Y: 80}}, Fill: red},
		paper.Text{X: 80, Y: 80, Text: "斜 𠮷", Size: 20, Angle: 30, Color: red}, paper.Text{X: 80, Y: 90, Text: "", Size: 20},
	)
	file := save(t, doc)
	tool(t, "qpdf", "--check", file)
	if list := tool(t, "pdfimages", "-list", file); strings.Count(list, "jpeg") < 1 || !strings.Contains(list, " 355 ") {
		t.Errorf("the photo is not embedded as it is, or the big picture not shrunk:\n%s", list)
	}
	if out := tool(t, "pdftotext", file, "-"); !strings.Contains(out, "𠮷") {
		t.Errorf("the turned text reads %q", out)
	}
}

func TestPaperSizes(t *testing.T) {
	for _, s := range paper.Sizes {
		doc := page(paper.Text{X: 20, Y: 20, Text: "x", Size: 10})
		doc.Pages[0].Size = s
		info := tool(t, "pdfinfo", save(t, doc))
		_, line, _ := strings.Cut(info, "Page size:")
		var w, h float64
		if _, err := fmt.Sscanf(strings.TrimSpace(line), "%f x %f pts", &w, &h); err != nil {
			t.Fatal(err, info)
		}
		if math.Abs(w/72*25.4-s.W) > 0.01 || math.Abs(h/72*25.4-s.H) > 0.01 {
			t.Errorf("%s is %.2f × %.2f mm", s.Key, w/72*25.4, h/72*25.4)
		}
	}
}

// The face that is cut out has the outlines and widths of the whole one.
func TestCutFace(t *testing.T) {
	f, err := regular()
	if err != nil {
		t.Fatal(err)
	}
	chars := []rune(" ABCÄéño,.0123456789一㛃䶮人元整")
	slices.Sort(chars)
	data, err := f.cut(chars)
	if err != nil {
		t.Fatal(err)
	}
	font, err := sfnt.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var b sfnt.Buffer
	for _, r := range chars {
		gid, err := font.GlyphIndex(&b, r)
		if err != nil || gid == 0 {
			t.Errorf("%c is missing: %v", r, err)
			continue
		}
		advance, err := font.GlyphAdvance(&b, gid, 1000<<6, 0)
		if want := glyph.Advance(r, false); err != nil || float64(advance)/64/1000 != want {
			t.Errorf("%c is %v wide, want %v (%v)", r, float64(advance)/64/1000, want, err)
		}
		segments, err := font.LoadGlyph(&b, gid, 1000<<6, nil)
		n := 0
		o, _ := glyph.OutlineOf(r, false)
		o.Walk(func(byte, []float64) { n++ })
		if err != nil || len(segments) != n {
			t.Errorf("%c has %d segments, want %d (%v)", r, len(segments), n, err)
		}
	}
	if len(data) > 30_000 {
		t.Errorf("%d bytes for %d characters", len(data), len(chars))
	}
}

func TestNoGlyphIsNoPanic(t *testing.T) {
	doc := page(paper.Text{X: 20, Y: 20, Text: "\U000F0000\ufffe😀\x01𠮷", Size: 10}, paper.Text{X: 20, Y: 30, Text: "\u0301", Size: 10, Bold: true})
	tool(t, "qpdf", "--check", save(t, doc))
	if _, err := Write(&paper.Doc{}); err != nil {
		t.Error("a document without pages:", err)
	}
}

// A picture that was prepared for an earlier document gives the same bytes as a fresh one.
func TestPicturesFromTheShelf(t *testing.T) {
	solid := false
	make1 := func() image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, 60, 50))
		for p := range img.Pix {
			if img.Pix[p] = uint8(p * 7); solid && p%4 == 3 {
				img.Pix[p] = 255
			}
		}
		return img
	}
	doc := func(img image.Image) *paper.Doc { return page(paper.Picture{X: 10, Y: 10, W: 30, H: 25, Image: img}) }
	for _, solid = range []bool{false, true} {
		img := make1()
		first, err := Write(doc(img))
		if err != nil {
			t.Fatal(err)
		}
		for _, again := range []image.Image{img, img, make1()} {
			got, err := Write(doc(again))
			if err != nil || !bytes.Equal(first, got) {
				t.Fatalf("solid %v: %d bytes, then %d: %v", solid, len(first), len(got), err)
			}
		}
		tool(t, "qpdf", "--check", save(t, doc(img)))
	}
}
