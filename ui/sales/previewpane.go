package sales

import (
	"context"
	"strconv"

	"kontor/app/paper"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// previewSplit is the width of the preview, as it was left for the kind of paper.
func previewSplit(h kit.Host, kind paper.Kind) kit.Split {
	key := string(kind) + ".preview"
	width := float32(theme.Preview)
	if w, err := strconv.ParseFloat(h.Setting(key), 32); err == nil {
		width = float32(w)
	}
	return kit.Split{Size: width, Min: 320, Max: 760, Rest: 640, OnChange: func(w float32) {
		h.SetSetting(key, strconv.FormatFloat(float64(w), 'f', 0, 32))
	}}
}

// beside cuts the preview off the right of a page where there is room for it, and draws it
// when it is called.
func (v *preview) beside(c *kit.Canvas, r *kit.Rect) func() {
	if c.Bounds().W < theme.NarrowWidth-theme.Rail-16 || v.press == nil {
		v.visible = false
		return func() {}
	}
	page := v.split.CutRight(c, "split", r)
	return func() { v.draw(c, page) }
}

// save writes the page that the preview shows into a file, with the template and the paper
// that are chosen.
func (v *preview) save(write func(path string, content []byte) error, name string) {
	if v.data == nil || write == nil {
		return
	}
	fill := v.data()
	if fill == nil {
		return
	}
	req := paper.Request{Kind: v.kind, Language: v.host.Lang(), Paper: v.size, Now: v.host.Now()}
	if v.chosen < len(v.templates) {
		req.Template = v.templates[v.chosen].Name
	}
	v.host.SaveFile(kit.FileRequest{Title: "PDF", Name: name + ".pdf", Exts: []string{"pdf"}, Kinds: "PDF", Confirm: true}, func(path string) {
		v.host.Go(func(ctx context.Context) {
			raw, err := v.print(ctx, req, fill)
			if err == nil {
				err = write(path, raw)
			}
			v.host.Post(func() {
				v.host.Report(err)
				if err == nil {
					v.host.Toast(v.host.T("saleswindow.pdf_saved", "file", path), nil)
				}
			})
		})
	})
}

func (v *preview) print(ctx context.Context, req paper.Request, fill func(context.Context) (paper.Data, error)) ([]byte, error) {
	var err error
	if req.Data, err = fill(ctx); err != nil {
		return nil, err
	}
	doc, _, err := v.press.Layout(ctx, req)
	if err != nil {
		return nil, err
	}
	return v.press.PDF(doc)
}
