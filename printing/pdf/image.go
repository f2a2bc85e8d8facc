package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"sync"

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
	w.prepare(name, p.Image, width)
}

// pixel is a picture of one dot, whose place in the library a prepared picture takes. Its own
// transparency tells the library that the file has some.
func pixel(clear bool) []byte {
	img := image.NewNRGBA(image.Rect(0, 0, 1, 1))
	if !clear {
		img.Pix[3] = 255
	}
	var buf bytes.Buffer
	_ = png.Encode(&buf, img) // into memory: cannot fail
	return buf.Bytes()
}

// shelf keeps the last few pictures as the library holds them: a logo or stamp stands on every
// document of a batch, and parting its colours from its transparency takes longer than the
// whole rest of a quote.
var shelf = struct {
	sync.Mutex
	list map[shelfKey]prepared
}{list: map[shelfKey]prepared{}}

// prepared is a picture as the library holds it.
type prepared struct {
	state []byte
	clear bool // with transparency
}

type shelfKey struct {
	img   image.Image
	width int
}

// prepare registers a picture at a width in pixels, from the shelf when it lies there.
func (w *writer) prepare(name string, from image.Image, width int) {
	key := shelfKey{from, width}
	shelf.Lock()
	ready, ok := shelf.list[key]
	shelf.Unlock()
	if ok {
		info := w.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "png"}, bytes.NewReader(pixel(ready.clear)))
		if info == nil || info.GobDecode(ready.state) != nil {
			w.f.SetErrorf("a picture cannot be taken from the shelf")
		}
		return
	}
	size := from.Bounds().Size()
	img := image.NewNRGBA(image.Rect(0, 0, width, max(1, size.Y*width/size.X)))
	if width == size.X {
		draw.Draw(img, img.Rect, from, from.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(img, img.Rect, from, from.Bounds(), draw.Src, nil)
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, img); err != nil {
		w.f.SetError(err)
		return
	}
	info := w.f.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "png"}, &buf)
	if info == nil {
		return
	}
	if state, err := info.GobEncode(); err == nil && len(state) < 1<<20 {
		shelf.Lock()
		defer shelf.Unlock()
		if len(shelf.list) >= 12 {
			clear(shelf.list)
		}
		shelf.list[key] = prepared{state, !img.Opaque()}
	}
}

// plainJPEG tells whether the library understands the colours of a photo.
func plainJPEG(img image.Image) bool {
	switch img.(type) {
	case *image.YCbCr, *image.Gray:
		return true
	}
	return false
}
