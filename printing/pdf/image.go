package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/draw"

	"kontor/app/paper"
)

// maxDPI is the finest resolution of pictures in a file.
const maxDPI = 300

// picture places an image. Photos go in as they are, others as 8-bit PNG, shrunk where they
// are finer than print.
func (w *writer) picture(p paper.Picture) {
	name, ok := w.images[p.Image]
	if !ok {
		name = fmt.Sprintf("i%d", len(w.images))
		w.images[p.Image] = name
		w.register(name, p)
	}
	w.f.ImageOptions(name, p.X, p.Y, p.W, p.H, false, gofpdf.ImageOptions{}, 0, "")
}

func (w *writer) register(name string, p paper.Picture) {
	size := p.Image.Bounds().Size()
	want := int(p.W/25.4*maxDPI) + 1
	if p.Raw != nil && !w.widths[size.X] && size.X <= 2*want && plainJPEG(p.Image) {
		w.widths[size.X] = true
		w.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "jpg"}, bytes.NewReader(p.Raw))
		return
	}
	width := min(size.X, want)
	for w.widths[width] { // the library's order of images of one width is random
		width++
	}
	w.widths[width] = true
	img := image.NewNRGBA(image.Rect(0, 0, width, max(1, size.Y*width/size.X)))
	if width == size.X {
		draw.Draw(img, img.Rect, p.Image, p.Image.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(img, img.Rect, p.Image, p.Image.Bounds(), draw.Src, nil)
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, img); err != nil {
		w.f.SetError(err)
		return
	}
	w.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "png"}, &buf)
}

// plainJPEG tells whether the library understands the colours of a photo.
func plainJPEG(img image.Image) bool {
	switch img.(type) {
	case *image.YCbCr, *image.Gray:
		return true
	}
	return false
}
