package layout

import (
	"bytes"
	"crypto/sha256"
	"image"
	"strings"
	"sync"

	_ "image/gif"  // pictures that companies have
	_ "image/jpeg" //
	_ "image/png"  //

	_ "golang.org/x/image/webp" //

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"kontor/app/paper"
)

// maxPixels is the size of a picture that is still decoded (decompression bombs).
const maxPixels = 50_000_000

type box struct{ x, y, w, h float64 }

// picture fits an image into a box without distorting it.
func (m *maker) picture(v any, b box, align, valign string) []paper.Item {
	raw, _ := v.([]byte)
	if len(raw) == 0 {
		return nil
	}
	img, format := m.decode(raw)
	if img == nil || b.w <= 0 || b.h <= 0 {
		m.warn("picture")
		return nil
	}
	size := img.Bounds().Size()
	scale := min(b.w/float64(size.X), b.h/float64(size.Y))
	w, h := float64(size.X)*scale, float64(size.Y)*scale
	x, y := b.x, b.y
	switch align {
	case "center":
		x += (b.w - w) / 2
	case "right":
		x += b.w - w
	}
	switch valign {
	case "middle":
		y += (b.h - h) / 2
	case "bottom":
		y += b.h - h
	}
	p := paper.Picture{X: x, Y: y, W: w, H: h, Image: img}
	if format == "jpeg" {
		p.Raw = raw
	}
	return []paper.Item{p}
}

// decode reads a picture; nil when it is none or too big. A logo stands on every document, so
// the last few pictures are kept.
func (m *maker) decode(raw []byte) (image.Image, string) {
	key := sha256.Sum256(raw)
	kept.Lock()
	d, ok := kept.list[key]
	kept.Unlock()
	if ok {
		return d.img, d.format
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(raw)); err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxPixels/c.Height {
		d.img, d.format, _ = image.Decode(bytes.NewReader(raw))
		if c.Width*c.Height > keepPixels {
			return d.img, d.format
		}
	}
	kept.Lock()
	defer kept.Unlock()
	if len(kept.list) >= 12 {
		clear(kept.list)
	}
	kept.list[key] = d
	return d.img, d.format
}

// keepPixels is the size of a picture that is still kept.
const keepPixels = 1_000_000

type decoded struct {
	img    image.Image
	format string
}

var kept = struct {
	sync.Mutex
	list map[[32]byte]decoded
}{list: map[[32]byte]decoded{}}

// bars makes a QR code (square) or Code 128 with the quiet zone left to the template.
func (m *maker) bars(kind, txt string, b box) []paper.Item {
	if txt = strings.TrimSpace(txt); txt == "" {
		return nil
	}
	var code barcode.Barcode
	var err error
	if kind == itemQR {
		code, err = qr.Encode(txt, qr.M, qr.Auto)
		b.w = min(b.w, b.h)
		b.h = b.w
	} else {
		code, err = code128.Encode(txt)
	}
	if err != nil {
		m.warn("bar_code", "text", first(txt, 20))
		return nil
	}
	size := code.Bounds()
	out := paper.Bars{X: b.x, Y: b.y, W: b.w, H: b.h, Cols: size.Dx(), Rows: size.Dy(), Text: txt}
	for y := size.Min.Y; y < size.Max.Y; y++ {
		for x := size.Min.X; x < size.Max.X; x++ {
			r, _, _, _ := code.At(x, y).RGBA()
			out.Dark = append(out.Dark, r < 0x8000)
		}
	}
	return []paper.Item{out}
}
