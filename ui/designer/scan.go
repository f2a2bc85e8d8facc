package designer

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"

	"kontor/app"
	"kontor/app/paper"
	"kontor/ui/kit"
)

// picturesMost is the longest edge of a picture that goes into a template, in pixels: an A4
// form at 200 dpi. Larger ones are made smaller.
const picturesMost = 2400

// maxPixels is the size of a picture that is read at all.
const maxPixels = 50_000_000

// addPicture puts a picture of the disk into the template and gives its field.
func (p *page) addPicture(path string) (field string, err error) {
	name, raw, err := p.d.Read(path)
	if err != nil {
		return "", err
	}
	small, err := fitPicture(raw)
	if err != nil {
		return "", app.E(app.Invalid, "designer.not_a_picture", "file", name).Because(err)
	}
	pics := p.tree.Sub("picture")
	if pics == nil {
		pics = paper.NewTable()
	}
	key := "p1"
	for n := 1; pics.Get(key) != nil; n++ {
		key = "p" + itoa(n)
	}
	pics.Set(key, base64.StdEncoding.EncodeToString(small))
	p.tree.Set("picture", pics)
	return "picture." + key, nil
}

// fitPicture makes a picture as small as paper needs it.
func fitPicture(raw []byte) ([]byte, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return nil, image.ErrFormat
	}
	if max(c.Width, c.Height) <= picturesMost && len(raw) < 1<<20 && (format == "png" || format == "jpeg") {
		return raw, nil
	}
	img, _, err := image.Decode(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	scale := min(float64(picturesMost)/float64(max(c.Width, c.Height)), 1)
	out := image.NewRGBA(image.Rect(0, 0, max(int(float64(c.Width)*scale), 1), max(int(float64(c.Height)*scale), 1)))
	stretch(out, img)
	var b bytes.Buffer
	if format == "png" { // it may be transparent
		err = png.Encode(&b, out)
	} else {
		err = jpeg.Encode(&b, out, &jpeg.Options{Quality: 80})
	}
	return b.Bytes(), err
}

// stretch paints an image over the whole of another, the nearest pixel each.
func stretch(to *image.RGBA, from image.Image) {
	b, f := to.Bounds(), from.Bounds()
	for y := range b.Dy() {
		for x := range b.Dx() {
			to.Set(b.Min.X+x, b.Min.Y+y, from.At(f.Min.X+x*f.Dx()/b.Dx(), f.Min.Y+y*f.Dy()/b.Dy()))
		}
	}
}

// scanned reads the picture of the form that lies under the page; nil when there is none.
func scanned(tree *paper.Table) image.Image {
	name, ok := strings.CutPrefix(tree.Str("background"), "picture.")
	pics := tree.Sub("picture")
	if !ok || pics == nil {
		return nil
	}
	raw, err := base64.StdEncoding.DecodeString(pics.Str(name))
	if err != nil {
		return nil
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(raw)); err != nil || c.Width > maxPixels/max(c.Height, 1) {
		return nil
	}
	img, _, _ := image.Decode(bytes.NewReader(raw))
	return img
}

// under lays the scanned form, paled, under a painted page. It is seen in the designer only.
func under(sheet *image.RGBA, scan image.Image) *image.RGBA {
	b, f := sheet.Bounds(), scan.Bounds()
	out := image.NewRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			top := sheet.RGBAAt(x, y)
			r, g, bl, _ := scan.At(f.Min.X+(x-b.Min.X)*f.Dx()/b.Dx(), f.Min.Y+(y-b.Min.Y)*f.Dy()/b.Dy()).RGBA()
			mix := func(ink uint8, form uint32) uint8 { return uint8(uint32(ink) * (128 + form>>9) / 255) }
			out.SetRGBA(x, y, color.RGBA{mix(top.R, r), mix(top.G, g), mix(top.B, bl), 255})
		}
	}
	return out
}

var pictureFiles = kit.FileRequest{Exts: []string{"png", "jpg", "jpeg"}}

// pickScan puts a scanned form under the page, or takes it away.
func (p *page) pickScan() {
	t := p.host.T
	if p.tree.Str("background") != "" {
		p.edit("", func() {
			name, _ := strings.CutPrefix(p.tree.Str("background"), "picture.")
			p.tree.Set("background", nil)
			if pics := p.tree.Sub("picture"); pics != nil && !strings.Contains(string(p.d.Press.Compose(p.tree)), `"picture.`+name+`"`) {
				p.tree.Set("picture", pics.Set(name, nil))
			}
		})
		return
	}
	ask := pictureFiles
	ask.Title, ask.Kinds = t("designer.scan"), t("designer.pictures")
	p.host.PickFile(ask, func(path string) {
		before := p.tree.Clone()
		field, err := p.addPicture(path)
		if err != nil {
			p.host.Report(err)
			return
		}
		after := p.tree
		p.tree = before
		p.edit("", func() { p.tree = after; p.tree.Set("background", field); p.ground = true })
	})
}

// pickPicture takes a picture of the disk for the chosen element.
func (p *page) pickPicture(r ref) {
	ask := pictureFiles
	ask.Title, ask.Kinds = p.host.T("designer.picture_file"), p.host.T("designer.pictures")
	p.host.PickFile(ask, func(path string) {
		before := p.tree.Clone()
		field, err := p.addPicture(path)
		if err != nil {
			p.host.Report(err)
			return
		}
		after := p.tree
		p.tree = before
		p.edit("", func() {
			p.tree = after
			if it := p.at(r); it != nil {
				it.Set("image", field)
			}
		})
	})
}
