// Package picture reads the pictures that people bring: photographs of business cards,
// pictures of own fields. A picture is measured by its header before it is unpacked, so
// that none can take more memory than it may. DAT-06
package picture

import (
	"bufio"
	"image"
	"image/color"
	"image/draw"
	_ "image/gif" // the kinds of pictures that are read
	_ "image/jpeg"
	_ "image/png"
	"io"

	_ "golang.org/x/image/bmp"
	xdraw "golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"kontor/app"
)

// The caps: pixels of a picture, bytes of its file, and the longest edge that is kept for
// looking at it.
const (
	MaxPixels = 50_000_000
	MaxBytes  = 64 << 20
	Edge      = 2400
)

// Exts are the endings of the files that can be read.
var Exts = []string{"png", "jpg", "jpeg", "webp", "gif", "bmp"}

// Read unpacks a picture, turned as the camera was held and no larger than Edge. name is
// for the refusals: Invalid picture.none, picture.large, picture.heavy.
func Read(name string, in io.ReaderAt, size int64) (image.Image, error) {
	kind, err := measure(name, in, size)
	if err != nil {
		return nil, err
	}
	img, _, err := image.Decode(bufio.NewReader(io.NewSectionReader(in, 0, size)))
	if err != nil {
		return nil, app.E(app.Invalid, "picture.none", "file", name).Because(err)
	}
	held := 1
	if kind == "jpeg" {
		held = orientation(io.NewSectionReader(in, 0, size))
	}
	return upright(shrink(img, Edge), held), nil
}

// Measure refuses what Read would refuse, without unpacking the picture.
func Measure(name string, in io.ReaderAt, size int64) error {
	_, err := measure(name, in, size)
	return err
}

// measure reads the header and tells the kind of picture.
func measure(name string, in io.ReaderAt, size int64) (kind string, err error) {
	if size > MaxBytes {
		return "", app.E(app.Invalid, "picture.heavy", "file", name, "mb", MaxBytes>>20)
	}
	conf, kind, err := image.DecodeConfig(bufio.NewReader(io.NewSectionReader(in, 0, size)))
	if err != nil || conf.Width <= 0 || conf.Height <= 0 {
		return "", app.E(app.Invalid, "picture.none", "file", name).Because(err)
	}
	if int64(conf.Width)*int64(conf.Height) > MaxPixels {
		return "", app.E(app.Invalid, "picture.large", "file", name, "w", conf.Width, "h", conf.Height, "max", MaxPixels/1_000_000)
	}
	return kind, nil
}

// shrink makes a picture no larger than edge on its longest side.
func shrink(img image.Image, edge int) image.Image {
	b := img.Bounds()
	long := max(b.Dx(), b.Dy())
	if long <= edge {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()*edge/long), max(1, b.Dy()*edge/long)))
	xdraw.ApproxBiLinear.Scale(out, out.Rect, img, b, xdraw.Src, nil)
	return out
}

// Turn turns a picture a quarter to the right.
func Turn(img image.Image) image.Image { return upright(img, 6) }

// upright undoes how the camera was held, as the EXIF orientation 1 … 8 tells it.
func upright(img image.Image, held int) image.Image {
	if held < 2 || held > 8 {
		return img
	}
	b := img.Bounds()
	src := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(src, src.Rect, img, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	if held >= 5 {
		w, h = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			out.SetRGBA(x, y, at(src, held, x, y, w, h))
		}
	}
	return out
}

// at is the pixel of the source that lies at x, y of the upright picture of w × h.
func at(src *image.RGBA, held, x, y, w, h int) color.RGBA {
	switch held {
	case 2:
		return src.RGBAAt(w-1-x, y)
	case 3:
		return src.RGBAAt(w-1-x, h-1-y)
	case 4:
		return src.RGBAAt(x, h-1-y)
	case 5:
		return src.RGBAAt(y, x)
	case 6:
		return src.RGBAAt(y, w-1-x)
	case 7:
		return src.RGBAAt(h-1-y, w-1-x)
	}
	return src.RGBAAt(h-1-y, x)
}
