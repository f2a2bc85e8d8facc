package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/entity"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/picture"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// Catalogue is what the window asks of prices, pictures and relations of products.
type Catalogue interface {
	PricesFor(ctx context.Context, ask sales.PriceAsk, products []int64) (map[int64][]sales.Offer, error)
	RelatedTo(ctx context.Context, products []int64) ([]sales.Related, error)
	PicturesOf(ctx context.Context, product int64) ([]sales.ProductPicture, error)
	AddPicture(ctx context.Context, product int64, file string) error
	MainPicture(ctx context.Context, picture int64) error
	RemovePicture(ctx context.Context, product, picture int64) error
}

// products is the tab of products: the list with its categories, and beside it pictures
// and relations of one. SAL-23 SAL-24 SAL-25
type products struct {
	host kit.Host
	d    Deps
	page *page
	load *kit.Loader

	id      int64
	pics    *gallery
	related []relatedRow
}

// relatedRow is a relation as the pane shows it.
type relatedRow struct {
	id    int64 // of the relation; 0: it is the other one's
	other int64
	text  string
	kind  string
}

func newProducts(h kit.Host, d Deps, p *page) *products {
	x := &products{host: h, d: d, page: p}
	x.load = kit.NewLoader(h, p.redraw)
	x.pics = newGallery(h, d, p.redraw)
	h.Changed(func(string, int64) {
		if x.id != 0 {
			x.look(x.id)
		}
	}, sales.ProductRelations, sales.ProductPictures)
	return x
}

func (x *products) tab() records.Tab {
	t := x.host.T
	views := []records.View{
		{ID: "all", Title: t("view.product.all")},
		{ID: "active", Title: t("view.product.active"), Filter: listing.Is("state", listing.Eq, string(sales.ProductActive))},
	}
	f := x.d.Registry.Type(sales.Products).Field("category")
	for _, o := range treeOrder(f.Options()) {
		if o.Gone {
			continue
		}
		title := records.OptionText(x.host, f, o.Key)
		for range depthOf(f.Options(), o.Key) {
			title = "　" + title
		}
		views = append(views, records.View{ID: "category." + o.Key, Title: title, Filter: listing.Is("category", listing.Eq, o.Key)})
	}
	return records.Tab{
		Kind: sales.Products, Query: listing.Query{Sort: []listing.Sort{{Key: "code"}}},
		Columns: column("code", "name", "spec", "unit", "price", "stock", "category", "tax_code", "state"),
		Views:   views, Actions: x.actions, Pane: x.pane, Looked: x.look,
	}
}

// treeOrder puts options under those they belong to.
func treeOrder(list []entity.Option) []entity.Option {
	var out []entity.Option
	var add func(under string, deep int)
	add = func(under string, deep int) {
		for _, o := range list {
			if o.Under == under && deep < 9 {
				out = append(out, o)
				add(o.Key, deep+1)
			}
		}
	}
	add("", 0)
	return out
}

func depthOf(list []entity.Option, key string) int {
	n := 0
	for n < 9 {
		up := ""
		for _, o := range list {
			if o.Key == key {
				up = o.Under
			}
		}
		if up == "" {
			return n
		}
		key, n = up, n+1
	}
	return n
}

func (x *products) look(id int64) {
	x.id = id
	x.pics.show(id)
	kit.Load(x.load, func(ctx context.Context) ([]relatedRow, error) { return x.relations(ctx, id) }, func(list []relatedRow) {
		if x.id == id {
			x.related = list
		}
	})
}

// relations reads what a product has to do with, from either side.
func (x *products) relations(ctx context.Context, id int64) ([]relatedRow, error) {
	if x.d.Relations == nil {
		return nil, nil
	}
	ref := func(key string) listing.Node { return listing.Is(key, listing.Eq, itoa(int(id))) }
	list, err := x.d.Relations.Find(ctx, listing.Any(ref("product_id"), ref("other_id")), listing.Sort{Key: "kind"}, listing.Sort{Key: "id"})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	var ids []int64
	for _, r := range list {
		ids = append(ids, r.ProductID, r.OtherID)
	}
	names, err := x.d.Names(ctx, sales.Products, ids)
	if err != nil {
		return nil, err
	}
	var out []relatedRow
	for _, r := range list {
		row := relatedRow{id: r.ID, other: r.OtherID, kind: x.host.T("product_relation.kind." + string(r.Kind))}
		if r.OtherID == id {
			row = relatedRow{other: r.ProductID, kind: x.host.T("productpage.of." + string(r.Kind))}
		}
		row.text = names[row.other]
		if r.Quantity != money.Scale && r.OtherID != id {
			row.text += " × " + r.Quantity.String()
		}
		out = append(out, row)
	}
	return out, nil
}

func (x *products) actions(id int64, _ *records.Row) []kit.Command {
	t := x.host.T
	may := func() string {
		if x.host.Actor().Can(identity.May(sales.Products, identity.Change)) {
			return ""
		}
		return t("saleswindow.why_right")
	}
	return []kit.Command{
		{ID: "product.picture", Title: t("productpage.add_picture"), Icon: icons.Image, Scope: kit.ScopeList, Keys: []kit.Key{"B"}, Run: func() { x.addPicture(id) }, Enabled: may},
		{ID: "product.look", Title: t("productpage.enlarge"), Icon: icons.Search, Scope: kit.ScopeList, Keys: []kit.Key{"V"}, Run: func() { x.pics.enlarge(0) }, Enabled: func() string {
			if x.pics.count() > 0 {
				return ""
			}
			return t("productpage.no_picture")
		}},
		{ID: "product.relate", Title: t("productpage.relate"), Icon: icons.Link, Scope: kit.ScopeList, Keys: []kit.Key{"R"}, Run: func() { x.relate(id) }, Enabled: may},
	}
}

// addPicture asks for a picture and adds it.
func (x *products) addPicture(id int64) {
	if x.d.Files == nil {
		return
	}
	t := x.host.T
	x.host.PickFile(kit.FileRequest{Title: t("productpage.add_picture"), Kinds: t("records.file.pictures"), Exts: picture.Exts}, func(path string) {
		x.host.Go(func(ctx context.Context) {
			file, _, err := x.d.Files.PutPicture(ctx, path)
			if err == nil {
				err = x.d.Sales.AddPicture(ctx, id, file)
			}
			x.host.Post(func() {
				x.host.Report(err)
				if err == nil {
					x.host.Toast(t("productpage.picture_added"), nil)
					x.look(id)
				}
			})
		})
	})
}

// relate ties the product to another one.
func (x *products) relate(id int64) {
	makeRecord(x.host, x.d, formWish{
		kind: sales.ProductRelations, title: x.host.T("productpage.relate"), given: map[string]string{"product_id": itoa(int(id))}, hide: []string{"product_id"}, height: 210,
	}, func(int64) { x.look(id) })
}

// unrelate takes a relation away; it can be undone from the toast.
func (x *products) unrelate(relation int64) {
	svc := x.d.Service(sales.ProductRelations)
	x.host.Go(func(ctx context.Context) {
		err := svc.Archive(ctx, relation, 0)
		x.host.Post(func() {
			x.host.Report(err)
			if err == nil {
				x.host.Toast(x.host.T("productpage.unrelated"), func() {
					x.host.Go(func(ctx context.Context) {
						err := svc.Restore(ctx, relation)
						x.host.Post(func() { x.host.Report(err) })
					})
				})
			}
		})
	})
}

// pane draws the pictures and the relations of the product.
func (x *products) pane(c *kit.Canvas, r *kit.Rect, id int64) {
	if x.id != id {
		return
	}
	t := x.host.T
	may := x.host.Actor().Can(identity.May(sales.Products, identity.Change))
	x.pics.drawStrip(c, r, may)
	if len(x.related) == 0 {
		return
	}
	c.Text(r.CutTop(24), t("productpage.related"), kit.Strong)
	for i, rel := range x.related {
		row := r.CutTop(24)
		if rel.id != 0 && may {
			c.Button(row.CutRight(24), kit.Button{ID: "unrelate." + itoa(i), Icon: icons.X, Kind: kit.Plain, Tip: t("productpage.unrelate"), Tap: func() { x.unrelate(rel.id) }})
		}
		c.Text(row.CutLeft(96), rel.kind, kit.Caption)
		c.LinkText(row, "related."+itoa(i), rel.text, kit.Body.In(theme.Primary), func() { x.host.Open(sales.Products, rel.other, nil) })
	}
	r.CutTop(6)
	c.LineH(r.X, r.Y, r.W, theme.Line)
	r.CutTop(8)
}

// priceAsk is for whom prices of a document are looked up.
func priceAsk(customer int64, currency string, on calendar.Date) sales.PriceAsk {
	return sales.PriceAsk{CustomerID: customer, Currency: currency, On: on}
}
