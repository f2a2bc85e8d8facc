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
	records.MakeRecord(h, d.PageDeps, records.Wish{Kind: w.kind, Title: w.title, ID: w.id, Given: w.given, Hide: w.hide, Skip: w.skip, Height: w.height}, then)
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
