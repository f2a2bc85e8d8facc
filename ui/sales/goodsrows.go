package sales

import (
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
)

// goodsRow is what a line says of a product, whatever document it is on.
type goodsRow struct {
	product                *int64
	code, name, spec, unit *string // code may be nil
	quantity               *money.Quantity
	price                  *money.Price
	amount                 *money.Minor   // nil: not kept
	tax                    *money.TaxCode // nil: none
}

// goods describes the columns of such lines once; L is the line.
type goods[L any] struct {
	host     kit.Host
	d        Deps
	words    string // the entity of the lines, for the titles
	row      func(l *L) goodsRow
	currency func() string
	known    map[int64]*sales.Product
}

func (g goods[L]) title(key string) string { return g.host.T(g.words + "." + key) }

func (g goods[L]) text(id string, width float32, at func(r goodsRow) *string) records.RowColumn[L] {
	return records.RowColumn[L]{
		GridColumn: kit.GridColumn{ID: id, Title: g.title(id), Width: width, Flex: id == "name", Wrap: id == "name" || id == "spec"},
		Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: *at(g.row(l))} },
		Set:        func(l *L, text string, _ *kit.Option) error { *at(g.row(l)) = text; return nil },
	}
}

// name is the product: chosen by code, name or pinyin, or typed; a chosen one brings what the
// catalogue says of it.
func (g goods[L]) name(width float32) records.RowColumn[L] {
	c := g.text("name", width, func(r goodsRow) *string { return r.name })
	c.Next = "quantity"
	c.Suggest, c.Free, c.ListWidth = suggestPlain(g.host, g.d, g.known), true, 420
	c.Set = func(l *L, text string, o *kit.Option) error {
		r := g.row(l)
		if *r.name != text || o != nil {
			*r.name, *r.product = text, 0
		}
		if o == nil || g.known[o.ID] == nil {
			return nil
		}
		k := g.known[o.ID]
		*r.product, *r.name, *r.spec, *r.unit = k.ID, k.Name, k.Spec, k.Unit
		if r.code != nil {
			*r.code = k.Code
		}
		if g.currency() == kit.Home() { // there is no rate to take the price of the catalogue abroad
			*r.price = k.Price
		}
		if r.tax != nil {
			*r.tax = k.Tax
		}
		return g.work(l)
	}
	return c
}

// work takes quantity × price for the amount.
func (g goods[L]) work(l *L) (err error) {
	r := g.row(l)
	if r.amount != nil {
		*r.amount, err = money.LineAmount(money.Line{Quantity: *r.quantity, Price: *r.price}, g.currency())
	}
	return err
}

func (g goods[L]) quantity(width float32) records.RowColumn[L] {
	return records.RowColumn[L]{
		GridColumn: kit.GridColumn{ID: "quantity", Title: g.title("quantity"), Width: width, Align: kit.Right, Read: kit.ReadQuantity},
		Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: g.row(l).quantity.String()} },
		Set: func(l *L, text string, _ *kit.Option) error {
			q, err := money.ParseQuantity(orZero(text))
			if err != nil {
				return err
			}
			*g.row(l).quantity = q
			return g.work(l)
		},
	}
}

func (g goods[L]) price(width float32) records.RowColumn[L] {
	return records.RowColumn[L]{
		GridColumn: kit.GridColumn{ID: "price", Title: g.title("price"), Width: width, Align: kit.Right, Read: func(text string) (string, string, string) { return kit.ReadPrice(g.currency())(text) }},
		Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: g.row(l).price.Text(g.currency())} },
		Set: func(l *L, text string, _ *kit.Option) error {
			m, err := money.ParsePrice(orZero(text), g.currency())
			if err != nil {
				return err
			}
			*g.row(l).price = m
			return g.work(l)
		},
	}
}

// amount is quantity × price; typed makes it a cell of its own.
func (g goods[L]) amount(width float32, typed bool) records.RowColumn[L] {
	c := records.RowColumn[L]{
		GridColumn: kit.GridColumn{ID: "amount", Title: g.title("amount_minor"), Width: width, Align: kit.Right, Read: func(text string) (string, string, string) { return kit.ReadMoney(g.currency())(text) }},
		Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: plain(*g.row(l).amount, g.currency())} },
	}
	if typed {
		c.Set = func(l *L, text string, _ *kit.Option) (err error) {
			*g.row(l).amount, _, err = money.Typed(orZero(text), g.currency())
			return err
		}
	}
	return c
}

func (g goods[L]) tax(width float32) records.RowColumn[L] {
	return records.RowColumn[L]{
		GridColumn: kit.GridColumn{ID: "tax", Title: g.title("tax_code"), Width: width, Align: kit.Right, Free: true, ListWidth: 120, Suggest: func(_ int, query string, answer func([]kit.Option)) { answer(taxOptions(g.host, query)) }},
		Get:        func(l *L) kit.GridCell { return kit.GridCell{Text: taxText(g.host, *g.row(l).tax)} },
		Set: func(l *L, text string, o *kit.Option) (err error) {
			if o != nil {
				*g.row(l).tax = money.TaxCode(o.Key)
				return nil
			}
			*g.row(l).tax, err = money.ParseTaxCode(text)
			return err
		},
	}
}

// suggestPlain offers products in a grid that knows neither stock nor the document's
// currency, and remembers them by id.
func suggestPlain(h kit.Host, d Deps, known map[int64]*sales.Product) func(int, string, func([]kit.Option)) {
	return func(_ int, query string, answer func([]kit.Option)) {
		pickProducts(h, d, query, func(list []*sales.Product) { answer(offerPlain(list, known)) })
	}
}
