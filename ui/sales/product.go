package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// newProduct makes a product in a dialog and takes it into the line that asked for it.
func (l *lines[D, L]) newProduct(query string) {
	row, _ := l.grid.Current()
	if !l.host.Actor().Can(identity.May(sales.Products, identity.Add)) || l.d.Service == nil {
		l.host.Toast(l.host.T("saleswindow.no_new_product"), nil)
		return
	}
	var d *kit.Dialog
	form := records.NewForm(l.host, l.d.Deps, l.d.Service(sales.Products), func() {
		if d != nil {
			d.Redraw()
		}
	})
	form.Given = map[string]string{"code": query}
	form.Skip = map[string]bool{"image": true, "barcode": true, "remark": true, "safe_stock": true, "stock": true, "state": true, "owner_id": true, "unit_id": true}
	form.OnSaved = func(id int64) {
		d.Close()
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
	}
	form.Open(0)
	d = &kit.Dialog{Title: l.host.T("saleswindow.new_product"), Width: 560}
	d.Height = func(float32) float32 { return 360 }
	d.Body = func(c *kit.Canvas, r kit.Rect) { form.Draw(c, "form", r) }
	d.Buttons = []kit.DialogButton{
		{Text: l.host.T("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: l.host.T("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { form.Save(); return true }},
	}
	l.host.ShowDialog(d)
	kit.Post(form.Focus)
}
