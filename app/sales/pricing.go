package sales

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"kontor/app"
	"kontor/app/calendar"
	"kontor/app/company"
	"kontor/app/identity"
	"kontor/app/listing"
	"kontor/app/money"
)

// PriceAsk says for whom, in which currency and for which day prices are looked up.
type PriceAsk struct {
	CustomerID int64
	Currency   string
	On         calendar.Date
}

// Offer is the price of a product from a quantity on.
type Offer struct {
	List  string // the name of the price list
	From  money.Quantity
	Price money.Price
	Floor money.Price // below it somebody has to agree
}

// OfferAt is the offer for a quantity out of the offers of one product, which stand by
// rising quantity; false when the quantity is below all of them.
func OfferAt(offers []Offer, q money.Quantity) (Offer, bool) {
	best, ok := Offer{}, false
	for _, o := range offers {
		if o.From <= q {
			best, ok = o, true
		}
	}
	return best, ok
}

// PricesFor looks the prices of products up in the price lists: by product, by rising
// quantity. The list that says most about the customer wins (grade before region, a city
// before its province, either before none), then the one that began last; what it has no
// price for comes from the next one. Products without a price in any list are left out.
func (s *Service) PricesFor(ctx context.Context, ask PriceAsk, products []int64) (map[int64][]Offer, error) {
	lists, err := s.listsFor(ctx, ask)
	if err != nil || len(lists) == 0 || len(products) == 0 {
		return nil, err
	}
	usual, err := company.Read(ctx, s.p.Company, SettingDiscountLimit, DefaultDiscountLimit)
	if err != nil {
		return nil, err
	}
	out := map[int64][]Offer{}
	for _, p := range lists { // the best first
		mine, err := s.linesOf(ctx, p.ID, products)
		if err != nil {
			return nil, err
		}
		limit := usual
		if p.Limit != nil {
			limit = money.Rate(*p.Limit)
		}
		for id, lines := range mine {
			for i := range lines {
				lines[i].List = p.Name
				if lines[i].Floor == 0 {
					lines[i].Floor = lines[i].Price.Less(limit)
				}
			}
			out[id] = below(out[id], lines)
		}
	}
	return out, nil
}

// below puts the offers of a lesser list under those of a better one: they hold for the
// quantities that the better one has no price for.
func below(better, lesser []Offer) []Offer {
	slices.SortFunc(lesser, func(a, b Offer) int { return cmp.Compare(a.From, b.From) })
	if len(better) == 0 {
		return lesser
	}
	n := 0
	for n < len(lesser) && lesser[n].From < better[0].From {
		n++
	}
	return append(lesser[:n:n], better...)
}

// listsFor are the lists that hold for a customer on a day, the best first. They are read
// whoever asks: prices are the company's, the customer may be somebody else's.
func (s *Service) listsFor(ctx context.Context, ask PriceAsk) ([]*PriceList, error) {
	sys := identity.System(ctx, "prices")
	q := listing.All(listing.Is("state", listing.Eq, string(PriceListActive)), listing.Is("currency", listing.Eq, ask.Currency),
		listing.Is("valid_from", listing.Le, ask.On.String()),
		listing.Any(listing.Is("valid_until", listing.Empty), listing.Is("valid_until", listing.Ge, ask.On.String())))
	plan, err := listing.Allow(sys, s.g.Registry, identity.May(PriceLists, identity.See), listing.Query{
		Entity: PriceLists, Filter: q, Columns: []string{"name", "grade", "region", "valid_from", "max_discount"},
	})
	if err != nil {
		return nil, err
	}
	grade, region := "", ""
	if ask.CustomerID != 0 {
		c, err := s.p.Customers.Customers.Get(sys, ask.CustomerID)
		if err != nil && app.KindOf(err) != app.NotFound {
			return nil, err
		}
		if err == nil {
			grade, region = c.Grade, c.Region
		}
	}
	depth := s.regionsAbove(region)
	var out []*PriceList
	rank := map[int64]int{}
	err = s.g.Source.Each(sys, plan, func(r listing.Row) error {
		p := &PriceList{Name: r.Cells[0].Text(), Grade: r.Cells[1].Text(), Region: r.Cells[2].Text()}
		p.ID = r.ID
		p.From, _ = calendar.Parse(r.Cells[3].Text())
		if v := r.Cells[4]; !v.IsNull() {
			n := v.Int()
			p.Limit = &n
		}
		near, inside := depth[p.Region]
		if p.Grade != "" && p.Grade != grade || p.Region != "" && !inside {
			return nil
		}
		if p.Grade != "" {
			rank[p.ID] += 100
		}
		if p.Region != "" {
			rank[p.ID] += near
		}
		out = append(out, p)
		return nil
	})
	slices.SortFunc(out, func(a, b *PriceList) int {
		return cmp.Or(cmp.Compare(rank[b.ID], rank[a.ID]), cmp.Compare(b.From, a.From), cmp.Compare(b.ID, a.ID))
	})
	return out, err
}

// regionsAbove are a region and those above it, with how deep each lies in the tree: the
// deeper one says more.
func (s *Service) regionsAbove(region string) map[string]int {
	under := map[string]string{}
	for _, o := range s.g.Registry.Dictionary("region") {
		under[o.Key] = o.Under
	}
	var chain []string
	for at := region; at != "" && len(chain) < 9; at = under[at] {
		chain = append(chain, at)
	}
	out := map[string]int{}
	for i, key := range chain {
		out[key] = len(chain) - i
	}
	return out
}

// linesOf reads the prices of products in one list.
func (s *Service) linesOf(ctx context.Context, list int64, products []int64) (map[int64][]Offer, error) {
	ids := make([]string, len(products))
	for i, id := range products {
		ids[i] = strconv.FormatInt(id, 10)
	}
	sys := identity.System(ctx, "prices")
	plan, err := listing.Allow(sys, s.g.Registry, identity.May("price_list_line", identity.See), listing.Query{
		Entity: "price_list_line", Columns: []string{"product_id", "from_quantity", "price", "floor"},
		Filter: listing.All(ref("price_list_id", list), listing.Is("product_id", listing.In, ids...)),
	})
	if err != nil {
		return nil, err
	}
	out := map[int64][]Offer{}
	err = s.g.Source.Each(sys, plan, func(r listing.Row) error {
		id := r.Cells[0].Int()
		out[id] = append(out[id], Offer{From: money.Quantity(r.Cells[1].Int()), Price: money.Price(r.Cells[2].Int()), Floor: money.Price(r.Cells[3].Int())})
		return nil
	})
	return out, err
}

// preparePriceList fills names from the products and the currency from the company.
func (s *Service) preparePriceList(ctx context.Context, _, p *PriceList) error {
	if p.Currency == "" {
		home, err := s.home(ctx)
		if err != nil {
			return err
		}
		p.Currency = home
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Pos = int64(i + 1)
		if l.ProductID == 0 || l.Name != "" {
			continue
		}
		x, err := s.Products.Get(identity.System(ctx, "prices"), l.ProductID)
		if err != nil {
			return err
		}
		l.Code, l.Name, l.Unit = x.Code, x.Name, x.Unit
	}
	return p.check()
}
