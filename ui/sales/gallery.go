package sales

import (
	"context"
	"image"

	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// gallery shows the pictures of one product: small ones in a row, and one of them large
// in a dialog, where the arrows turn the pages. SAL-24
type gallery struct {
	host   kit.Host
	d      Deps
	load   *kit.Loader
	redraw func()

	product int64
	pics    []sales.ProductPicture
	images  map[string]image.Image // by file; nil: it could not be read
}

func newGallery(h kit.Host, d Deps, redraw func()) *gallery {
	return &gallery{host: h, d: d, redraw: redraw, load: kit.NewLoader(h, redraw), images: map[string]image.Image{}}
}

func (g *gallery) count() int { return len(g.pics) }

// show reads the pictures of a product.
func (g *gallery) show(product int64) { g.showThen(product, nil) }

func (g *gallery) showThen(product int64, then func()) {
	if g.product != product {
		g.pics, g.images = nil, map[string]image.Image{}
	}
	g.product = product
	type seen struct {
		pics   []sales.ProductPicture
		images map[string]image.Image
	}
	kit.Load(g.load, func(ctx context.Context) (seen, error) {
		s := seen{images: map[string]image.Image{}}
		var err error
		if s.pics, err = g.d.Sales.PicturesOf(ctx, product); err != nil || g.d.Image == nil {
			return s, err
		}
		for _, p := range s.pics {
			if img, err := g.d.Image(ctx, p.File); err == nil { // one that is damaged shows its name
				s.images[p.File] = img
			}
		}
		return s, nil
	}, func(s seen) {
		if g.product != product {
			return
		}
		g.pics, g.images = s.pics, s.images
		if then != nil {
			then()
		}
	})
}

// thumb is the edge of a small picture.
const thumb = 72

// drawStrip draws the small pictures; may tells whether they may be changed.
func (g *gallery) drawStrip(c *kit.Canvas, r *kit.Rect, may bool) {
	if len(g.pics) == 0 {
		return
	}
	row := r.CutTop(thumb + 2)
	for i := range g.pics {
		if row.W < thumb {
			row = r.CutTop(thumb + 8)
			row.CutTop(6)
		}
		box := row.CutLeft(thumb)
		row.CutLeft(8)
		hit := kit.Hit{Name: g.pics[i].Title, Role: kit.RoleButton, Tip: g.pics[i].Title, Focusable: true, Tap: func() { g.enlarge(i) }}
		if may {
			hit.Menu = func(at kit.Point) { g.menu(i, c.Surface(), at) }
		}
		st := c.Hit("picture."+itoa(i), box, hit)
		g.drawPicture(c, box, g.pics[i])
		if st.Ring {
			c.FocusRing(box, 4)
		}
	}
	r.CutTop(10)
}

// drawPicture fits a picture into a box, or says that there is none.
func (g *gallery) drawPicture(c *kit.Canvas, box kit.Rect, p sales.ProductPicture) {
	c.Round(box, 4, theme.Sunken, theme.Line)
	img := g.images[p.File]
	if img == nil {
		c.Icon(box, icons.Image, 20, theme.Muted)
		return
	}
	in := box.Pad(2, 2, 2, 2)
	size := img.Bounds()
	scale := min(in.W/float32(size.Dx()), in.H/float32(size.Dy()))
	w, h := float32(size.Dx())*scale, float32(size.Dy())*scale
	c.Image(kit.R(in.X+(in.W-w)/2, in.Y+(in.H-h)/2, w, h), img)
}

func (g *gallery) menu(i int, from *kit.Surface, at kit.Point) {
	t := g.host.T
	items := []kit.MenuItem{{Title: t("productpage.enlarge"), Icon: icons.Search, Run: func() { g.enlarge(i) }}}
	if g.pics[i].ID != 0 {
		items = append(items, kit.MenuItem{Title: t("productpage.picture_first"), Icon: icons.Star, Run: func() {
			g.run(func(ctx context.Context) error { return g.d.Sales.MainPicture(ctx, g.pics[i].ID) })
		}})
	}
	items = append(items, kit.MenuItem{Title: t("productpage.picture_remove"), Icon: icons.X, Danger: true, Run: func() {
		g.run(func(ctx context.Context) error { return g.d.Sales.RemovePicture(ctx, g.product, g.pics[i].ID) })
	}})
	g.host.ShowMenu(kit.Menu{From: from, At: at, Items: items})
}

func (g *gallery) run(do func(ctx context.Context) error) {
	product := g.product
	g.host.Go(func(ctx context.Context) {
		err := do(ctx)
		g.host.Post(func() {
			g.host.Report(err)
			g.show(product)
		})
	})
}

// enlarge shows one of the pictures large; the arrows show the others.
func (g *gallery) enlarge(i int) {
	if i >= len(g.pics) {
		return
	}
	t := g.host.T
	var d *kit.Dialog
	turn := func(by int) {
		i = (i + by + len(g.pics)) % len(g.pics)
		d.Title = g.caption(i)
		d.Redraw()
	}
	d = &kit.Dialog{Title: g.caption(i), Width: 760, Height: func(float32) float32 { return 480 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		g.drawPicture(c, r, g.pics[i])
		if len(g.pics) < 2 {
			return
		}
		c.Button(kit.R(r.X+8, r.Y+r.H/2-15, 30, 30), kit.Button{ID: "previous", Icon: icons.ChevronLeft, Tip: t("productpage.previous"), Key: "Left", Tap: func() { turn(-1) }})
		c.Button(kit.R(r.Right()-38, r.Y+r.H/2-15, 30, 30), kit.Button{ID: "next", Icon: icons.ChevronRight, Tip: t("productpage.next"), Key: "Right", Tap: func() { turn(1) }})
	}
	d.Keys = func(k kit.Key, _ bool) bool {
		switch k {
		case "Left":
			turn(-1)
		case "Right":
			turn(1)
		default:
			return false
		}
		return true
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.close"), Kind: kit.Primary, Cancel: true}}
	g.host.ShowDialog(d)
}

func (g *gallery) caption(i int) string {
	if len(g.pics) < 2 {
		return g.pics[i].Title
	}
	return g.pics[i].Title + "  " + itoa(i+1) + " / " + itoa(len(g.pics))
}
