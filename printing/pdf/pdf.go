// Package pdf writes laid-out documents as PDF files. It is the only place that knows the
// PDF library, and keeps away from its traps: lines are broken before (the library loses a
// character at every wrap), characters it cannot draw become outlines with their text behind
// them, and only the glyphs of a document are handed to it.
package pdf

import (
	"bytes"
	"fmt"
	"image"
	"slices"
	"time"

	"github.com/jung-kurt/gofpdf"

	"kontor/app"
	"kontor/app/paper"
)

// family is the name of the typeface inside the file.
const family = "notosanssc"

// Write gives the file. The same document gives the same bytes.
// Error: Internal paper.pdf_failed.
func Write(doc *paper.Doc) (out []byte, err error) {
	defer func() {
		if x := recover(); x != nil {
			out, err = nil, app.E(app.Internal, "paper.pdf_failed").Because(fmt.Errorf("pdf: %v", x))
		}
	}()
	w := &writer{widths: map[int]bool{}, images: map[image.Image]string{}}
	size := gofpdf.SizeType{Wd: 210, Ht: 297}
	w.f = gofpdf.NewCustom(&gofpdf.InitType{OrientationStr: "P", UnitStr: "mm", Size: size})
	w.describe(doc)
	if err := w.fonts(doc); err != nil {
		return nil, app.E(app.Internal, "paper.pdf_failed").Because(err)
	}
	for _, p := range doc.Pages {
		w.page(p)
	}
	var buf bytes.Buffer
	if err := w.f.Output(&buf); err != nil {
		return nil, app.E(app.Internal, "paper.pdf_failed").Because(err)
	}
	return buf.Bytes(), nil
}

// writer writes one document.
type writer struct {
	f      *gofpdf.Fpdf
	height float64
	images map[image.Image]string
	widths map[int]bool // pixel widths in use; the library orders images by them
	pt     float64      // type in force
	bold   bool
	ready  bool
}

func (w *writer) describe(doc *paper.Doc) {
	f := w.f
	f.SetCompression(true)
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	f.SetCatalogSort(true)
	f.SetTitle(doc.Title, true)
	f.SetAuthor(doc.Author, true)
	f.SetSubject(doc.Subject, true)
	f.SetCreator("Kontor", true)
	f.SetProducer("Kontor", true)
	at := doc.Created
	if at.IsZero() {
		at = time.Unix(0, 0).UTC()
	}
	f.SetCreationDate(at)
	f.SetModificationDate(at)
	f.SetLineCapStyle("square")
}

// fonts hands the library the glyphs of this document.
func (w *writer) fonts(doc *paper.Doc) error {
	sets := [2][]rune{}
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			if t, ok := it.(paper.Text); ok {
				n := 0
				if t.Bold {
					n = 1
				}
				sets[n] = append(sets[n], []rune(t.Text)...)
			}
		}
	}
	for n, open := range []func() (*face, error){regular, bold} {
		if n == 1 && len(sets[n]) == 0 {
			continue
		}
		f, err := open()
		if err != nil {
			return err
		}
		chars := append(sets[n], ' ', 'n', '一') // the last two stand behind outlines
		slices.Sort(chars)
		data, err := f.cut(slices.Compact(chars))
		if err != nil {
			return err
		}
		w.f.AddUTF8FontFromBytes(family, []string{"", "B"}[n], data)
	}
	return w.f.Error()
}

func (w *writer) page(p paper.Page) {
	w.f.AddPageFormat("P", gofpdf.SizeType{Wd: p.Size.W, Ht: p.Size.H})
	w.height, w.ready = p.Size.H, false
	for _, it := range p.Items {
		switch v := it.(type) {
		case paper.Text:
			w.text(v)
		case paper.Line:
			w.line(v)
		case paper.Rect:
			w.rect(v)
		case paper.Picture:
			w.picture(v)
		case paper.Bars:
			w.bars(v)
		case paper.Area:
			w.area(v)
		}
	}
}

func (w *writer) line(l paper.Line) {
	w.f.SetDrawColor(int(l.Color.R), int(l.Color.G), int(l.Color.B))
	w.f.SetLineWidth(l.Width)
	if l.Dash > 0 {
		w.f.SetLineCapStyle("butt")
		w.f.SetDashPattern([]float64{l.Dash, l.Dash}, 0)
		defer func() {
			w.f.SetDashPattern(nil, 0)
			w.f.SetLineCapStyle("square")
		}()
	}
	w.f.Line(l.X1, l.Y1, l.X2, l.Y2)
}

func (w *writer) rect(r paper.Rect) {
	if r.Fill != nil {
		w.f.SetFillColor(int(r.Fill.R), int(r.Fill.G), int(r.Fill.B))
		w.f.Rect(r.X, r.Y, r.W, r.H, "F")
	}
	if r.Width > 0 {
		w.f.SetDrawColor(int(r.Color.R), int(r.Color.G), int(r.Color.B))
		w.f.SetLineWidth(r.Width)
		w.f.Rect(r.X, r.Y, r.W, r.H, "D")
	}
}

func (w *writer) area(a paper.Area) {
	pts := make([]gofpdf.PointType, len(a.Points))
	for i, p := range a.Points {
		pts[i] = gofpdf.PointType{X: p.X, Y: p.Y}
	}
	w.f.SetFillColor(int(a.Fill.R), int(a.Fill.G), int(a.Fill.B))
	w.f.Polygon(pts, "F")
}

// bars draws the dark modules; neighbours in a row and equal rows are joined.
func (w *writer) bars(b paper.Bars) {
	w.f.SetFillColor(0, 0, 0)
	dx, dy := b.W/float64(b.Cols), b.H/float64(b.Rows)
	for y := range b.Rows {
		row := b.Dark[y*b.Cols : (y+1)*b.Cols]
		for x := 0; x < b.Cols; x++ {
			n := 0
			for x+n < b.Cols && row[x+n] {
				n++
			}
			if n > 0 {
				w.f.Rect(b.X+float64(x)*dx, b.Y+float64(y)*dy, float64(n)*dx, dy, "F")
				x += n
			}
		}
	}
}
