package records

import (
	"context"
	"image"

	"kontor/app/entity"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Thumbs shows the pictures that fields of records hold, small; each is read once.
type Thumbs struct {
	host   kit.Host
	store  FileStore
	redraw func()
	images map[string]image.Image // by reference; nil: being read, or it cannot be
}

// NewThumbs makes it; without a store nothing is shown.
func NewThumbs(h kit.Host, store FileStore, redraw func()) *Thumbs {
	return &Thumbs{host: h, store: store, redraw: redraw, images: map[string]image.Image{}}
}

// Shows tells whether a field's text is a picture to be drawn.
func (x *Thumbs) Shows(f *entity.Field, ref string) bool {
	return x != nil && x.store != nil && f.IsPicture && ref != ""
}

// Draw fits the picture into the left of a box; a click opens it in the program for its
// kind. One that cannot be read shows a sign.
func (x *Thumbs) Draw(c *kit.Canvas, id string, r kit.Rect, ref string) {
	img, asked := x.images[ref]
	if !asked {
		x.images[ref] = nil
		x.host.Go(func(ctx context.Context) {
			img, err := x.store.Image(ctx, ref)
			if err != nil {
				return // its name is there
			}
			x.host.Post(func() { x.images[ref] = img; x.redraw() })
		})
	}
	if id != "" {
		c.Hit(id, r, kit.Hit{Name: FileName(ref), Role: kit.RoleButton, Cursor: kit.Hand, Focusable: true, Tap: func() {
			x.host.Go(func(ctx context.Context) {
				err := x.store.Open(ctx, ref)
				x.host.Post(func() { x.host.Report(err) })
			})
		}})
	}
	if img == nil {
		c.Icon(kit.R(r.X, r.Y, min(r.H, 20), r.H), icons.Image, 14, theme.Muted)
		return
	}
	size := img.Bounds()
	scale := min(r.W/float32(max(size.Dx(), 1)), r.H/float32(max(size.Dy(), 1)))
	w, h := float32(size.Dx())*scale, float32(size.Dy())*scale
	c.Image(kit.R(r.X, r.Y+(r.H-h)/2, w, h), img)
}

// cell is a picture in a list: small, with its name.
func (x *Thumbs) cell(ref string) kit.Cell {
	name := FileName(ref)
	return kit.Cell{Text: name, Draw: func(c *kit.Canvas, r kit.Rect) {
		in := r.Pad(8, 2, 4, 2)
		x.Draw(c, "", in.CutLeft(32), ref)
		in.CutLeft(6)
		c.Text(in, name, kit.Body)
	}}
}
