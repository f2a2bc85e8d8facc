package settings

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // what may be chosen
	_ "image/png"

	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// Pictures are those of the company that stand on its papers: "logo", "stamp".
type Pictures interface {
	Picture(ctx context.Context, kind string) ([]byte, error)
	// SetPicture takes the picture of a file; "" takes the picture away.
	SetPicture(ctx context.Context, kind, file string) error
}

// pictures shows the company's pictures and lets the administrator choose others.
type pictures struct {
	host  kit.Host
	d     Pictures
	shown map[string]image.Image
	load  *kit.Loader
}

func newPictures(h kit.Host, d Pictures, redraw func()) *pictures {
	x := &pictures{host: h, d: d, shown: map[string]image.Image{}}
	x.load = kit.NewLoader(h, redraw)
	return x
}

var pictureKinds = []string{"logo", "stamp"}

func (x *pictures) read() {
	kit.Load(x.load, func(ctx context.Context) (map[string]image.Image, error) {
		out := map[string]image.Image{}
		for _, kind := range pictureKinds {
			raw, err := x.d.Picture(ctx, kind)
			if err != nil {
				return nil, err
			}
			if img, _, err := image.Decode(bytes.NewReader(raw)); err == nil {
				out[kind] = img
			}
		}
		return out, nil
	}, func(m map[string]image.Image) { x.shown = m })
}

func (x *pictures) draw(c *kit.Canvas, r kit.Rect) {
	c.Fill(r, theme.Window)
	col := r.Pad(16, 14, 16, 14)
	col.W = min(col.W, 640)
	if err := x.load.Failed(); err != nil {
		b := kit.Banner{Tint: kit.Red, Text: x.host.ErrorText(err)}
		c.Banner(col.CutTop(kit.BannerHeight(b, col.W)), b)
		return
	}
	for _, kind := range pictureKinds {
		in := c.Card(col.CutTop(192), x.host.T("company."+kind))
		col.CutTop(10)
		x.card(c, in, kind)
	}
}

func (x *pictures) card(c *kit.Canvas, in kit.Rect, kind string) {
	t := x.host.T
	box := in.CutLeft(132).MiddleRow(120)
	in.CutLeft(16)
	c.Round(box, theme.RadiusControl, theme.Paper, theme.Line2)
	img := x.shown[kind]
	if img == nil {
		c.Icon(box.Center(30, 30), icons.FileText, 30, theme.Line2)
	} else {
		room := box.Inset(8)
		w, h := float32(img.Bounds().Dx()), float32(img.Bounds().Dy())
		scale := min(room.W/w, room.H/h)
		c.Image(room.Center(w*scale, h*scale), img)
	}
	in = in.MiddleRow(120)
	text := t("settings." + kind + "_text")
	c.Para(in.CutTop(kit.ParaHeight(text, kit.Second, in.W, 0)), text, kit.Second, 0)
	in.CutTop(12)
	row := in.CutTop(theme.Control)
	c.ButtonsLeft(&row, kit.Button{ID: kind + ".choose", Text: t("settings.choose_picture"), Icon: icons.Plus, Tap: func() { x.choose(kind) }})
	if img != nil {
		c.ButtonsLeft(&row, kit.Button{ID: kind + ".remove", Text: t("settings.remove_picture"), Kind: kit.Plain, Tap: func() { x.set(kind, "") }})
	}
}

func (x *pictures) choose(kind string) {
	x.host.PickFile(kit.FileRequest{Title: x.host.T("settings.choose_picture"), Exts: []string{"png", "jpg", "jpeg"}, Kinds: "PNG, JPEG"}, func(path string) { x.set(kind, path) })
}

func (x *pictures) set(kind, path string) {
	x.host.Go(func(ctx context.Context) {
		err := x.d.SetPicture(ctx, kind, path)
		x.host.Post(func() {
			x.host.Report(err)
			if err != nil {
				return
			}
			done := "settings.picture_set"
			if path == "" {
				done = "settings.picture_removed"
			}
			x.host.Toast(x.host.T(done), nil)
			x.read()
		})
	})
}
