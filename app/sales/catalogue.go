package sales

import (
	"context"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/blob"
	"kontor/app/entity"
	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/record"
)

// Entity names of what belongs to products.
const (
	ProductPictures  = "product_picture"
	ProductRelations = "product_relation"
)

// ProductPicture is one of the pictures of a product, beside the first one that the
// product itself holds.
type ProductPicture struct {
	entity.Head
	ProductID int64
	Pos       int64
	Title     string
	File      string
}

// DescribeProductPicture describes pictures of products.
func DescribeProductPicture() *entity.Desc[ProductPicture] {
	return entity.Describe(ProductPictures, "title", func(p *ProductPicture, e *entity.Fields) {
		e.Open()
		e.Ref("product_id", Products, &p.ProductID).Must()
		e.Int("pos", &p.Pos)
		e.Text("title", &p.Title).Max(120)
		e.File("file", &p.File).Must().IsPicture = true
	})
}

// RelationKind says what one product is to another.
type RelationKind string

// The kinds of relations: what goes with a product, what stands in for it, what it is
// sold with as a set.
const (
	Accessory  RelationKind = "accessory"
	Substitute RelationKind = "substitute"
	Bundle     RelationKind = "bundle"
)

// ProductRelation ties a product to another one.
type ProductRelation struct {
	entity.Head
	ProductID int64
	Kind      RelationKind
	OtherID   int64
	Quantity  money.Quantity // of the other one for each of this one
	Remark    string
}

// DescribeProductRelation describes relations of products.
func DescribeProductRelation() *entity.Desc[ProductRelation] {
	return entity.Describe(ProductRelations, "remark", func(r *ProductRelation, e *entity.Fields) {
		e.Open()
		e.Ref("product_id", Products, &r.ProductID).Must()
		entity.Choice(e, "kind", &r.Kind, Accessory, Substitute, Bundle).Else(entity.Str(string(Accessory)))
		e.Ref("other_id", Products, &r.OtherID).Must()
		entity.Scaled(e, "quantity", 6, &r.Quantity).Else(entity.Num(money.Scale))
		e.Text("remark", &r.Remark).Max(200)
	})
}

func (s *Service) addCatalogue(g *record.Ground) {
	s.PriceLists = record.New(g, DescribePriceList())
	s.PriceLists.Prepare = s.preparePriceList
	s.Pictures = record.New(g, DescribeProductPicture())
	s.Pictures.Prepare = s.preparePicture
	s.Relations = record.New(g, DescribeProductRelation())
	s.Relations.Rule = s.ruleRelation
}

// preparePicture puts a new picture behind those that are there, and names it after its
// file.
func (s *Service) preparePicture(ctx context.Context, before, p *ProductPicture) error {
	if r, ok := blob.ParseRef(p.File); ok && p.Title == "" {
		p.Title = r.Name
	}
	if before != nil || p.Pos != 0 {
		return nil
	}
	n, err := s.Pictures.Count(ctx, ref("product_id", p.ProductID))
	p.Pos = n + 1
	return err
}

// ruleRelation refuses a product that belongs to itself, and the same relation twice.
func (s *Service) ruleRelation(ctx context.Context, before, r *ProductRelation) error {
	if r.ProductID == r.OtherID {
		return app.E(app.Invalid, "product_relation.self").At("other_id")
	}
	if r.Quantity <= 0 {
		return app.E(app.Invalid, "product_relation.quantity").At("quantity")
	}
	same, err := s.Relations.Find(ctx, listing.All(ref("product_id", r.ProductID), ref("other_id", r.OtherID), listing.Is("kind", listing.Eq, string(r.Kind))))
	if err != nil {
		return err
	}
	for _, x := range same {
		if x.ID != r.ID && r.Archived == entity.Live {
			return app.E(app.Conflict, "product_relation.twice").At("other_id")
		}
	}
	return nil
}

// PicturesOf are the files of a product's pictures, its own first.
func (s *Service) PicturesOf(ctx context.Context, product int64) ([]ProductPicture, error) {
	p, err := s.Products.Get(ctx, product)
	if err != nil {
		return nil, err
	}
	var out []ProductPicture
	if p.Image != "" {
		name := p.Name
		if r, ok := blob.ParseRef(p.Image); ok {
			name = r.Name
		}
		out = append(out, ProductPicture{ProductID: p.ID, Title: name, File: p.Image})
	}
	list, err := s.Pictures.Find(ctx, ref("product_id", product), listing.Sort{Key: "pos"}, listing.Sort{Key: "id"})
	for _, x := range list {
		out = append(out, *x)
	}
	return out, err
}

// AddPicture gives a product one more picture; the first one becomes its own.
func (s *Service) AddPicture(ctx context.Context, product int64, file string) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		p, err := s.Products.Get(ctx, product)
		if err != nil {
			return err
		}
		if p.Image == "" {
			_, err = s.Products.Update(ctx, product, 0, func(p *Product) error { p.Image = file; return nil })
			return err
		}
		return s.Pictures.Create(ctx, &ProductPicture{ProductID: product, File: file})
	})
}

// MainPicture makes one of the further pictures of a product its first one; the one that
// was first takes its place.
func (s *Service) MainPicture(ctx context.Context, picture int64) error {
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		x, err := s.Pictures.Get(ctx, picture)
		if err != nil {
			return err
		}
		was := ""
		if _, err := s.Products.Update(ctx, x.ProductID, 0, func(p *Product) error { was, p.Image = p.Image, x.File; return nil }); err != nil {
			return err
		}
		if was == "" {
			return s.Pictures.Archive(ctx, picture, 0)
		}
		_, err = s.Pictures.Update(ctx, picture, 0, func(x *ProductPicture) error { x.File, x.Title = was, ""; return nil })
		return err
	})
}

// RemovePicture takes a picture away: one of the further ones, or with 0 the product's
// own, which the next one replaces.
func (s *Service) RemovePicture(ctx context.Context, product, picture int64) error {
	if picture != 0 {
		return s.Pictures.Archive(ctx, picture, 0)
	}
	return s.g.Tx.InTx(ctx, func(ctx context.Context) error {
		list, err := s.Pictures.Find(ctx, ref("product_id", product), listing.Sort{Key: "pos"})
		if err != nil {
			return err
		}
		next := ""
		if len(list) > 0 {
			next = list[0].File
			if err := s.Pictures.Archive(ctx, list[0].ID, 0); err != nil {
				return err
			}
		}
		_, err = s.Products.Update(ctx, product, 0, func(p *Product) error { p.Image = next; return nil })
		return err
	})
}

// Related is a product that has to do with one on the lines of a document.
type Related struct {
	For      int64 // the product on the line
	Kind     RelationKind
	Product  *Product
	Quantity money.Quantity // for each of the one on the line
}

// RelatedTo proposes what goes with products: their accessories and the rest of their
// sets, and for those that are sold out what stands in for them. What is on the lines
// already and what is discontinued is left out. SAL-25
func (s *Service) RelatedTo(ctx context.Context, products []int64) ([]Related, error) {
	if len(products) == 0 {
		return nil, nil
	}
	ids := make([]string, len(products))
	for i, id := range products {
		ids[i] = strconv.FormatInt(id, 10)
	}
	list, err := s.Relations.Find(ctx, listing.Is("product_id", listing.In, ids...), listing.Sort{Key: "id"})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	known := map[int64]*Product{}
	for _, r := range list {
		for _, id := range []int64{r.ProductID, r.OtherID} {
			if known[id] != nil {
				continue
			}
			p, err := s.Products.Get(ctx, id)
			if app.KindOf(err) == app.NotFound && err != nil {
				continue
			}
			if err != nil {
				return nil, err
			}
			known[id] = p
		}
	}
	var out []Related
	for _, r := range list {
		of, other := known[r.ProductID], known[r.OtherID]
		switch {
		case of == nil || other == nil || other.State != ProductActive || slices.Contains(products, other.ID):
		case r.Kind == Substitute && !of.SoldOut():
		case slices.ContainsFunc(out, func(x Related) bool { return x.Product.ID == other.ID }):
		default:
			out = append(out, Related{For: r.ProductID, Kind: r.Kind, Product: other, Quantity: r.Quantity})
		}
	}
	return out, nil
}
