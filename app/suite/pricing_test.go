package suite_test

import (
	"context"
	"fmt"
	"testing"

	"kontor/app/listing"
	"kontor/app/money"
	"kontor/app/sales"
)

// item makes a product with a price in yuan.
func (o *office) item(t testing.TB, code string, yuan int64) *sales.Product {
	t.Helper()
	p := o.Sales.Products.Desc.New()
	p.Code, p.Name, p.Unit, p.Price = code, "商品"+code, "台", money.Price(yuan*money.Scale)
	ok(t, o.Sales.Products.Create(o.boss, p))
	return p
}

// priceList makes a list that is valid from today with one price.
func (o *office) priceList(t testing.TB, name string, p *sales.Product, yuan int64, change func(l *sales.PriceList)) *sales.PriceList {
	t.Helper()
	l := o.Sales.PriceLists.Desc.New()
	l.Name, l.From = name, o.Ground.Registry.Today()
	l.Lines = []sales.PriceLine{{ProductID: p.ID, Price: money.Price(yuan * money.Scale)}}
	if change != nil {
		change(l)
	}
	ok(t, o.Sales.PriceLists.Create(o.boss, l))
	return l
}

// The list that says most about the customer wins: grade and region before grade, grade
// before region, a city before its province; what it has no price for comes from the next.
func TestPriceOfTheListThatFitsBest(t *testing.T) { // SAL-22
	each(t, func(t *testing.T, o *office) {
		p, other := o.item(t, "FKJ-450", 1000), o.item(t, "DP-FK45", 200)
		c := o.sell(t, o.boss, "苏州恒拓")
		_, err := o.Sales.PricesFor(o.boss, sales.PriceAsk{CustomerID: c.ID, Currency: "CNY", On: o.Ground.Registry.Today()}, []int64{p.ID})
		ok(t, err)
		price := func(id int64, q money.Quantity, ask sales.PriceAsk) string {
			t.Helper()
			got, err := o.Sales.PricesFor(o.boss, ask, []int64{p.ID, other.ID})
			ok(t, err)
			offer, found := sales.OfferAt(got[id], q*money.Scale)
			if !found {
				return "none"
			}
			return fmt.Sprint(offer.List, " ", offer.Price)
		}
		today := o.Ground.Registry.Today()
		ask := sales.PriceAsk{CustomerID: c.ID, Currency: "CNY", On: today}
		is := func(want string, id int64, q money.Quantity, ask sales.PriceAsk) {
			t.Helper()
			if got := price(id, q, ask); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		is("none", p.ID, 1, ask)
		o.priceList(t, "通用", p, 980, func(l *sales.PriceList) {
			l.Lines = append(l.Lines, sales.PriceLine{ProductID: other.ID, Price: 190 * money.Scale})
		})
		is("通用 980.00", p.ID, 1, ask)
		o.priceList(t, "华东", p, 960, func(l *sales.PriceList) { l.Region = "east" })
		o.priceList(t, "A级", p, 940, func(l *sales.PriceList) { l.Grade = "a" })
		is("通用 980.00", p.ID, 1, ask)
		_, err = o.Sales.Products.Get(o.boss, p.ID)
		ok(t, err)
		_, err = o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{"region": "hangzhou"})
		ok(t, err)
		is("华东 960.00", p.ID, 1, ask)
		is("通用 190.00", other.ID, 1, ask) // not in the better list
		o.priceList(t, "杭州", p, 950, func(l *sales.PriceList) { l.Region = "hangzhou" })
		is("杭州 950.00", p.ID, 1, ask)
		_, err = o.Customers.Customers.Save(o.boss, c.ID, 0, map[string]string{"grade": "a"})
		ok(t, err)
		is("A级 940.00", p.ID, 1, ask)
		steps := o.priceList(t, "A级华东阶梯", p, 930, func(l *sales.PriceList) {
			l.Grade, l.Region = "a", "east"
			l.Lines[0].From = 10 * money.Scale
			l.Lines = append(l.Lines, sales.PriceLine{ProductID: p.ID, From: 50 * money.Scale, Price: 900 * money.Scale})
		})
		is("A级 940.00", p.ID, 9, ask) // below its first step
		is("A级华东阶梯 930.00", p.ID, 10, ask)
		is("A级华东阶梯 900.00", p.ID, 50, ask)
		ask.Currency = "USD"
		is("none", p.ID, 1, ask)
		o.priceList(t, "出口", p, 135, func(l *sales.PriceList) { l.Currency = "USD" })
		is("出口 135.00", p.ID, 1, ask)
		ask.Currency, ask.On = "CNY", today-1
		is("none", p.ID, 50, ask) // not valid yet
		ask.On = today
		_, err = o.Sales.PriceLists.Update(o.boss, steps.ID, 0, func(l *sales.PriceList) error { l.State = sales.PriceListStopped; return nil })
		ok(t, err)
		is("A级 940.00", p.ID, 50, ask)
	})
}

// A list that nobody could read is refused, with what is wrong.
func TestPriceListsThatMakeNoSense(t *testing.T) { // SAL-22
	each(t, func(t *testing.T, o *office) {
		p := o.item(t, "FKJ-450", 1000)
		for key, change := range map[string]func(l *sales.PriceList){
			"price_list.dates":      func(l *sales.PriceList) { l.Until = l.From - 1 },
			"price_list.twice":      func(l *sales.PriceList) { l.Lines = append(l.Lines, l.Lines[0]) },
			"price_list.floor":      func(l *sales.PriceList) { l.Lines[0].Floor = l.Lines[0].Price + 1 },
			"price_list.negative":   func(l *sales.PriceList) { l.Lines[0].Price = -1 },
			"price_list.no_product": func(l *sales.PriceList) { l.Lines[0].ProductID, l.Lines[0].Name = 0, "无" },
			"price_list.limit":      func(l *sales.PriceList) { n := int64(2 * money.Scale); l.Limit = &n },
		} {
			l := o.Sales.PriceLists.Desc.New()
			l.Name, l.From = key, o.Ground.Registry.Today()
			l.Lines = []sales.PriceLine{{ProductID: p.ID, Price: 900 * money.Scale}}
			change(l)
			refused(t, o.Sales.PriceLists.Create(o.boss, l), key)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		l := o.Sales.PriceLists.Desc.New()
		l.Name, l.From = "自己的", o.Ground.Registry.Today()
		if o.Sales.PriceLists.Create(zhou, l) == nil {
			t.Error("a salesperson made a price list")
		}
		o.priceList(t, "通用", p, 900, nil)
		refused(t, o.Sales.Products.Archive(o.boss, p.ID, 0), "product.used")
	})
}

// A price below the floor of its list is refused and can be sent to a manager, whose word
// holds for what he saw: not when the price falls further. SAL-22
func TestPriceBelowTheLimit(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		zhou := o.hire(t, "zhou", "sales", 1)
		o.hire(t, "wang", "manager", 1)
		wang := o.as(t, "wang")
		p := o.item(t, "FKJ-450", 1000)
		o.priceList(t, "通用", p, 950, func(l *sales.PriceList) { l.Lines[0].Floor = 900 * money.Scale })
		c := o.sell(t, zhou, "深圳悦品日化有限公司")
		quote := func(yuan int64) *sales.Quote {
			q, err := o.Sales.NewQuote(zhou, c.ID)
			ok(t, err)
			line := p.LineFor()
			line.Price = money.Price(yuan * money.Scale)
			q.Lines = []sales.QuoteLine{{Item: line}}
			ok(t, o.Sales.Quotes.Create(zhou, q))
			return q
		}
		q := quote(900) // the floor itself needs nobody
		_, err := o.Sales.Send(zhou, q.ID)
		ok(t, err)
		q = quote(880)
		_, err = o.Sales.Send(zhou, q.ID)
		refused(t, err, "sales.price_limit")
		_, err = o.Sales.Send(wang, q.ID) // a manager may give it away
		ok(t, err)
		q = quote(880)
		ok(t, o.Sales.SubmitDiscount(zhou, q.ID))
		w, err := o.Approvals.Pending(wang)
		ok(t, err)
		_, err = o.Approvals.Agree(wang, w[0].ID, "冲量")
		ok(t, err)
		price := func(yuan int64) {
			_, err := o.Sales.Quotes.Update(zhou, q.ID, 0, func(q *sales.Quote) error { q.Lines[0].Price = money.Price(yuan * money.Scale); return nil })
			ok(t, err)
		}
		price(860)
		_, err = o.Sales.Send(zhou, q.ID)
		refused(t, err, "sales.price_limit")
		price(880)
		_, err = o.Sales.Send(zhou, q.ID)
		ok(t, err)
		ord, err := o.Sales.Convert(zhou, q.ID)
		ok(t, err)
		_, err = o.Sales.Submit(zhou, ord.ID) // what was agreed for the quote holds for its order
		ok(t, err)
		d, err := o.Sales.NewOrder(zhou, c.ID)
		ok(t, err)
		line := p.LineFor()
		line.Price = 880 * money.Scale
		d.Lines = []sales.OrderLine{{Item: line}}
		ok(t, o.Sales.Orders.Create(zhou, d))
		_, err = o.Sales.Submit(zhou, d.ID)
		refused(t, err, "sales.price_limit_order")
	})
}

// What goes with the products of a document is proposed: accessories and sets always,
// what stands in for a product when that is sold out, and nothing that is there already.
func TestRelatedProducts(t *testing.T) { // SAL-25
	each(t, func(t *testing.T, o *office) {
		machine, blade, film, better := o.item(t, "FKJ-450", 1000), o.item(t, "DP-FK45", 186), o.item(t, "JD-6010", 8), o.item(t, "FKJ-600", 1500)
		relate := func(other *sales.Product, kind sales.RelationKind, q money.Quantity) error {
			r := o.Sales.Relations.Desc.New()
			r.ProductID, r.OtherID, r.Kind, r.Quantity = machine.ID, other.ID, kind, q*money.Scale
			return o.Sales.Relations.Create(o.boss, r)
		}
		ok(t, relate(blade, sales.Accessory, 2))
		ok(t, relate(film, sales.Bundle, 10))
		ok(t, relate(better, sales.Substitute, 1))
		refused(t, relate(machine, sales.Accessory, 1), "product_relation.self")
		refused(t, relate(blade, sales.Accessory, 3), "product_relation.twice")
		refused(t, relate(blade, sales.Bundle, 0), "product_relation.quantity")
		proposed := func(products ...int64) string {
			list, err := o.Sales.RelatedTo(o.boss, products)
			ok(t, err)
			text := ""
			for _, r := range list {
				text += fmt.Sprint(r.Product.Code, "×", r.Quantity, " ")
			}
			return text
		}
		if got := proposed(machine.ID); got != "DP-FK45×2 JD-6010×10 " {
			t.Errorf("%q", got)
		}
		if got := proposed(machine.ID, blade.ID); got != "JD-6010×10 " {
			t.Errorf("beside the blades: %q", got)
		}
		_, err := o.Sales.Products.Update(o.boss, machine.ID, 0, func(p *sales.Product) error { n := int64(0); p.Stock = &n; return nil })
		ok(t, err)
		_, err = o.Sales.Products.Update(o.boss, film.ID, 0, func(p *sales.Product) error { p.State = sales.ProductStopped; return nil })
		ok(t, err)
		if got := proposed(machine.ID); got != "DP-FK45×2 FKJ-600×1 " {
			t.Errorf("sold out: %q", got)
		}
	})
}

// A product has several pictures; the first is its own, another one can take its place.
func TestPicturesOfAProduct(t *testing.T) { // SAL-24
	each(t, func(t *testing.T, o *office) {
		p := o.item(t, "FKJ-450", 1000)
		file := func(n int) string { return fmt.Sprintf("%064x/图%d.png", n, n) }
		for n := range 3 {
			ok(t, o.Sales.AddPicture(o.boss, p.ID, file(n)))
		}
		names := func() string {
			list, err := o.Sales.PicturesOf(o.boss, p.ID)
			ok(t, err)
			text := ""
			for _, x := range list {
				text += x.Title + " "
			}
			return text
		}
		if got := names(); got != "图0.png 图1.png 图2.png " {
			t.Errorf("%q", got)
		}
		list, err := o.Sales.PicturesOf(o.boss, p.ID)
		ok(t, err)
		ok(t, o.Sales.MainPicture(o.boss, list[2].ID))
		if got := names(); got != "图2.png 图1.png 图0.png " {
			t.Errorf("the third is the first now: %q", got)
		}
		ok(t, o.Sales.RemovePicture(o.boss, p.ID, 0))
		if got := names(); got != "图1.png 图0.png " {
			t.Errorf("the next one follows: %q", got)
		}
		zhou := o.hire(t, "zhou", "sales", 1)
		refusedAny(t, o.Sales.AddPicture(zhou, p.ID, file(9)))
	})
}

func refusedAny(t testing.TB, err error) {
	t.Helper()
	if err == nil {
		t.Error("it was let through")
	}
}

// Categories are a tree: what lies below counts with the branch. SAL-23
func TestCategoriesOfProductsAreATree(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		options, err := o.Company.Options(o.boss, "product_category")
		ok(t, err)
		below := options[0]
		below.Key, below.Label, below.EN, below.Under = "sealer", "封箱机", "Sealers", "machine"
		ok(t, o.Company.SetOptions(o.boss, "product_category", append(options, below)))
		for code, category := range map[string]string{"A": "sealer", "B": "machine", "C": "spare"} {
			p := o.item(t, code, 10)
			_, err := o.Sales.Products.Save(o.boss, p.ID, 0, map[string]string{"category": category})
			ok(t, err)
		}
		find := func(ctx context.Context, key string) int64 {
			return o.count(t, ctx, "product", listing.Is("category", listing.Eq, key))
		}
		if a, b := find(o.boss, "machine"), find(o.boss, "sealer"); a != 2 || b != 1 {
			t.Errorf("%d below machines, %d sealers", a, b)
		}
	})
}
