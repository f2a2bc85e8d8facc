package records_test

import (
	"context"
	"image"
	"strings"
	"testing"
	"time"

	"kontor/app"
	"kontor/app/apptest"
	"kontor/app/entity"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/uitest"
)

// drawer keeps files nowhere; a picture named bad is refused.
type drawer struct{ put, opened, shown []string }

func (d *drawer) Put(_ context.Context, path string) (string, int64, error) {
	d.put = append(d.put, path)
	return strings.Repeat("ab", 32) + "/" + path[strings.LastIndex(path, "/")+1:], 1, nil
}

func (d *drawer) PutPicture(ctx context.Context, path string) (string, int64, error) {
	if strings.Contains(path, "bad") {
		return "", 0, app.E(app.Invalid, "picture.none", "file", path)
	}
	return d.Put(ctx, path)
}

func (d *drawer) Image(_ context.Context, ref string) (image.Image, error) {
	d.shown = append(d.shown, ref)
	return image.NewGray(image.Rect(0, 0, 40, 20)), nil
}

func (d *drawer) Open(_ context.Context, ref string) error {
	d.opened = append(d.opened, ref)
	return nil
}

// SYS-33: a field of the kind picture shows it, read once, and a click opens it.
func TestPictureFieldShowsItsPicture(t *testing.T) {
	h := uitest.New(t, apptest.Owner(), app.ClockFunc(time.Now), nil)
	store, draws := &drawer{}, 0
	ref := strings.Repeat("ab", 32) + "/front.png"
	var pics *records.Thumbs
	s := kit.NewSurface(func(c *kit.Canvas) {
		draws++
		r := c.Bounds()
		records.Facts(c, h, &r, []entity.Input{{Field: &entity.Field{Key: "c1", Kind: entity.KindFile, IsPicture: true}, Text: ref}}, nil, pics)
	})
	pics = records.NewThumbs(h, store, s.Redraw)
	s.SetSize(400, 300)
	s.Flush()
	h.Settle()
	s.Flush()
	if len(store.shown) != 1 || draws < 2 || !s.Shows("front.png") {
		t.Fatalf("read %v, drawn %d times", store.shown, draws)
	}
	if !s.Click("picture.c1") || len(store.opened) != 1 {
		t.Errorf("opened %v", store.opened)
	}
}

// SYS-33: a field that holds a file or a picture has a chooser: the file is taken from the
// disk, shown by its name, opened and taken away; what is no picture is refused.
func TestChooserOfAFileField(t *testing.T) {
	h := uitest.New(t, apptest.Owner(), app.ClockFunc(time.Now), nil)
	f := &entity.Field{Key: "c1", Kind: entity.KindFile, IsPicture: true}
	store, changes := &drawer{}, 0
	x := records.NewFileBox(h, store, f, func() { changes++ })
	offered := func() []kit.Option {
		var list []kit.Option
		x.Suggest("", func(o []kit.Option) { list = o })
		return list
	}
	pick := func(n int) { x.OnPick(offered()[n]); h.Settle() }
	if len(offered()) != 1 {
		t.Fatalf("without a file there is nothing to open: %+v", offered())
	}
	h.Pick = "/photos/门头.jpg"
	pick(0)
	if x.Text() != "门头.jpg" || x.Value().Key == "" || changes != 1 {
		t.Errorf("shown %q, value %q, %d changes", x.Text(), x.Value().Key, changes)
	}
	if r := h.Files[0]; len(r.Exts) == 0 {
		t.Error("the dialog offers files that are no pictures")
	}
	h.Pick = "/photos/bad.jpg"
	pick(0)
	if len(h.Errors) != 1 || x.Text() != "门头.jpg" || changes != 1 {
		t.Errorf("a refused picture: %v, shown %q", h.Errors, x.Text())
	}
	pick(1)
	if len(store.opened) != 1 || x.Text() != "门头.jpg" {
		t.Errorf("opened %v, shown %q", store.opened, x.Text())
	}
	pick(2)
	if x.Value().Key != "" || x.Text() != "" || changes != 2 {
		t.Errorf("taken away: %q", x.Text())
	}
}
