package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// formWish says which record a dialog makes: what it starts with, what is hidden (and
// kept) and what is left out.
type formWish struct {
	kind, title string
	given       map[string]string
	hide, skip  []string
	height      float32
	id          int64 // an existing record; 0 makes a new one
}

// makeRecord makes a record in a dialog and tells its id once it is saved.
func makeRecord(h kit.Host, d Deps, w formWish, then func(id int64)) {
	var box *kit.Dialog
	form := records.NewForm(h, d.Deps, d.Service(w.kind), func() {
		if box != nil {
			box.Redraw()
		}
	})
	form.Given = w.given
	set := func(keys []string) map[string]bool {
		out := map[string]bool{}
		for _, k := range keys {
			out[k] = true
		}
		return out
	}
	form.Hide, form.Skip = set(w.hide), set(append([]string{"owner_id", "unit_id"}, w.skip...))
	form.OnSaved = func(id int64) {
		box.Close()
		then(id)
	}
	form.Open(w.id)
	box = &kit.Dialog{Title: w.title, Width: 560}
	box.Height = func(float32) float32 { return w.height }
	box.Body = func(c *kit.Canvas, r kit.Rect) { form.Draw(c, "form", r) }
	box.Buttons = []kit.DialogButton{
		{Text: h.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: h.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { form.Save(); return true }},
	}
	h.ShowDialog(box)
	kit.Post(form.Focus)
}

// newProduct makes a product in a dialog and takes it into the line that asked for it.
func (l *lines[D, L]) newProduct(query string) {
	row, _ := l.grid.Current()
	if !l.host.Actor().Can(identity.May(sales.Products, identity.Add)) || l.d.Service == nil {
		l.host.Toast(l.host.T("saleswindow.no_new_product"), nil)
		return
	}
	makeRecord(l.host, l.d, formWish{
		kind: sales.Products, title: l.host.T("saleswindow.new_product"), given: map[string]string{"code": query}, height: 360,
		skip: []string{"image", "barcode", "remark", "safe_stock", "stock", "state"},
	}, func(id int64) {
		l.host.Go(func(ctx context.Context) {
			p, err := l.d.Products.Get(ctx, id)
			l.host.Post(func() {
				if err != nil {
					l.host.Report(err)
					return
				}
				l.picked[p.ID] = p
				l.Set(row, "code", p.Code, &kit.Option{Key: "p", ID: p.ID})
			})
		})
	})
}
