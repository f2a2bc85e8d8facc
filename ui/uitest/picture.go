package uitest

import (
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"kontor/ui/kit"
	"kontor/ui/theme"
)

var pictures = flag.String("pictures", "", "folder to write pictures of the pages to")

// Picture writes a picture of a page into the folder of -pictures, at the size it has
// in the window of the design board; without the flag it only draws it.
func Picture(tb testing.TB, h *Host, p kit.Page, name string, w, ht float32) {
	tb.Helper()
	if h.Layer == nil {
		h.Layer = kit.NewLayer(p.Content())
	}
	h.Layer.SetBounds(w, ht)
	img := kit.Opaque(kit.PictureOf(h.Layer.Object(), w, ht, 1), theme.Current().Color(theme.Content))
	if *pictures == "" {
		return
	}
	if err := os.MkdirAll(*pictures, 0o755); err != nil {
		tb.Fatal(err)
	}
	f, err := os.Create(filepath.Join(*pictures, name+".png"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		tb.Fatal(err)
	}
}
