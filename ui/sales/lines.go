package sales

import (
	"context"
	"strings"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/theme"
)

// lines is the grid of the lines of a quote or an order. D is the document, L its line.
type lines[D, L any] struct {
	host     kit.Host
	d        Deps
	edit     func(what string, fn func(doc *D))
	doc      func() *D
	all      func(doc *D) *[]L
	item     func(line *L) *sales.Item
	currency func() string
	included func() bool // prices carry tax
	home     func() string
	exchange func() money.Exchange
	grid     *kit.Grid
	surface  *kit.Surface
	picked   map[int64]*sales.Product // offered products by id
	// ask is for whom prices are looked up; nil: there are no price lists for the document.
	ask func() sales.PriceAsk
	// prices makes what reads prices elsewhere, for the document as it is now; nil: the price
	// lists.
	prices  func() priceReader
	asked   sales.PriceAsk
	offered map[int64][]sales.Offer // by product, as they were asked for
	rel     related
	// extra is one more column behind the others, with its cells; nil = none.
	extra func() *kit.GridColumn
	cell  func(line *L) kit.GridCell
}

// priceReader looks prices of products up, in the background.
type priceReader func(ctx context.Context, ask sales.PriceAsk, products []int64) (map[int64][]sales.Offer, error)

const suggestions = 8

// newLines makes the grid over a document.
func newLines[D, L any](l lines[D, L]) *lines[D, L] {
	l.picked = map[int64]*sales.Product{}
	t := l.host.T
	out := &l
	out.grid = &kit.Grid{Name: t("saleswindow.lines"), Number: true, Blank: 2, Model: out, OnMenu: out.menu}
	out.columns()
	return out
}

// columns lays the columns out anew, as currency and tax mode ask.
func (l *lines[D, L]) columns() {
	t := l.host.T
	amount := t("saleswindow.amount_with")
	if !l.included() {
		amount = t("saleswindow.amount_without")
	}
	l.grid.Columns = []kit.GridColumn{
		{ID: "code", Title: t("quote_line.code"), Width: 90, Hint: t("saleswindow.pick_hint"), Suggest: l.suggest, Free: true, ListWidth: 486, New: l.newProduct, NewText: t("saleswindow.new_product")},
		{ID: "name", Title: t("quote_line.name"), Width: 150, Flex: true, Wrap: true},
		{ID: "spec", Title: t("quote_line.spec"), Width: 118, Wrap: true},
		{ID: "quantity", Title: t("saleswindow.quantity"), Width: 62, Align: kit.Right, Read: kit.ReadQuantity},
		{ID: "unit", Title: t("quote_line.unit"), Width: 44},
		{ID: "price", Title: t("quote_line.price"), Width: 96, Align: kit.Right, Read: kit.ReadPrice(l.currency())},
		{ID: "discount", Title: t("saleswindow.discount"), Width: 60, Align: kit.Right, Read: kit.ReadRate},
		{ID: "tax", Title: t("saleswindow.tax_rate"), Width: 58, Align: kit.Right, Suggest: l.suggestTax, Free: true, ListWidth: 120},
		{ID: "amount", Title: amount, Width: 108, Align: kit.Right, ReadOnly: true},
	}
	if l.extra != nil {
		if c := l.extra(); c != nil {
			l.grid.Columns = append(l.grid.Columns, *c)
		}
	}
}

func (l *lines[D, L]) list() []L { return *l.all(l.doc()) }

func (l *lines[D, L]) at(i int) *sales.Item {
	list := *l.all(l.doc())
	return l.item(&list[i])
}

// Len is the number of lines.
func (l *lines[D, L]) Len() int {
	if l.doc() == nil {
		return 0
	}
	return len(l.list())
}

// Cell is one cell as shown. Sections and notes have their text only.
func (l *lines[D, L]) Cell(row int, col string) kit.GridCell {
	it := l.at(row)
	kind := kindOf(it)
	if !kind.Priced() {
		c := kit.GridCell{ReadOnly: col != "name"}
		if col == "name" {
			c.Text, c.Bold = it.Name, kind == sales.Section
			if kind == sales.Note {
				c.Color = theme.Text2
			}
		}
		return c
	}
	c := kit.GridCell{}
	switch col {
	case "extra":
		list := l.list()
		return l.cell(&list[row])
	case "code":
		c.Text, c.Color = it.Code, theme.Text2
	case "name":
		c.Text = it.Name
		if kind == sales.Optional {
			c.Text, c.Edit, c.Color = l.host.T("saleswindow.optional", "name", it.Name), it.Name, theme.Text2
		}
	case "spec":
		c.Text, c.Color = it.Spec, theme.Text2
	case "quantity":
		c.Text = it.Quantity.String()
	case "unit":
		c.Text = it.Unit
	case "price":
		c.Text = it.Price.Text(l.currency())
	case "discount":
		if c.Text = it.Discount.Number(); it.Discount == 0 {
			c.Text, c.Edit, c.Color = "—", "0", theme.Muted
		}
	case "tax":
		c.Text, c.Color = taxText(l.host, it.Tax), theme.Text2
	case "amount":
		c.Text = plain(it.AmountMinor, l.currency())
		if kind == sales.Optional {
			c.Text, c.Color = "("+c.Text+")", theme.Text2
		}
	}
	return c
}

func taxText(h kit.Host, c money.TaxCode) string {
	text, key := c.Text()
	if key != "" {
		return h.T(key)
	}
	return text
}

// Set takes an edited cell; an empty row below the last becomes a line.
func (l *lines[D, L]) Set(row int, col, text string, opt *kit.Option) string {
	text = strings.TrimSpace(text)
	if row >= l.Len() && text == "" {
		return ""
	}
	put, err := l.reader(col, text, opt)
	if err != nil {
		return l.host.ErrorText(err)
	}
	was := money.Quantity(0)
	if row < l.Len() {
		was = l.at(row).Quantity
	}
	l.edit("", func(doc *D) {
		list := l.all(doc)
		if row >= len(*list) {
			*list = append(*list, l.blank(*list))
			row = len(*list) - 1
		}
		put(l.item(&(*list)[row]))
	})
	switch {
	case opt != nil && col == "code":
		kit.Post(func() { l.grid.Select(row, "quantity") })
	case col == "code":
		l.resolve(text)
	case col == "quantity":
		l.again(row, was)
	}
	return ""
}

// blank is a new line; it takes the tax of the line above.
func (l *lines[D, L]) blank(list []L) L {
	var line L
	it := l.item(&line)
	*it = sales.Item{Kind: sales.Goods, Quantity: money.Scale, Tax: "13"}
	for i := len(list) - 1; i >= 0; i-- {
		if above := l.item(&list[i]); kindOf(above).Priced() {
			it.Tax = above.Tax
			break
		}
	}
	return line
}

// reader turns a text into the change of a line.
func (l *lines[D, L]) reader(col, text string, opt *kit.Option) (func(it *sales.Item), error) {
	switch col {
	case "code":
		if opt != nil && l.picked[opt.ID] != nil {
			return l.take(l.picked[opt.ID]), nil
		}
		return func(it *sales.Item) {
			if it.Code != text {
				it.Code, it.ProductID = text, 0
			}
		}, nil
	case "name":
		return func(it *sales.Item) { it.Name = text }, nil
	case "spec":
		return func(it *sales.Item) { it.Spec = text }, nil
	case "unit":
		return func(it *sales.Item) { it.Unit = text }, nil
	case "quantity":
		q, err := money.ParseQuantity(orZero(text))
		return func(it *sales.Item) {
			was := it.Quantity
			it.Quantity = q
			l.reprice(it, was)
		}, err
	case "price":
		p, err := money.ParsePrice(orZero(text), l.currency())
		return func(it *sales.Item) { it.Price = p }, err
	case "discount":
		r, err := money.ParseRate(strings.TrimSuffix(orZero(text), "%"))
		return func(it *sales.Item) { it.Discount = r }, err
	case "tax":
		c, err := money.ParseTaxCode(text)
		if opt != nil {
			c, err = money.TaxCode(opt.Key), nil
		}
		return func(it *sales.Item) { it.Tax = c }, err
	}
	return func(*sales.Item) {}, nil
}

func orZero(text string) string {
	if text == "" || text == "—" {
		return "0"
	}
	return text
}

// take makes a line of a product; a quantity that stood there stays. The price is that of
// the price lists for the customer, the currency and the quantity; without one it is the
// product's, in another currency at the rate of the document, and left to be typed while
// there is none. Costs are written by those who may see them.
func (l *lines[D, L]) take(p *sales.Product) func(it *sales.Item) {
	return func(it *sales.Item) {
		line := p.LineFor()
		if it.Quantity != 0 {
			line.Quantity = it.Quantity
		}
		if listed, ok := l.listed(p.ID, line.Quantity); ok {
			line.Price = listed
		} else if l.currency() != l.home() {
			line.Price, _ = l.exchange().Abroad(line.Price)
		}
		if !l.host.Actor().Has(identity.RightCost) {
			line.Cost = 0
		}
		line.Kind, line.Origin, line.Discount, line.Remark = kindOf(it), it.Origin, it.Discount, it.Remark
		*it = line
	}
}

// Insert puts an empty line before a row.
func (l *lines[D, L]) Insert(at int) {
	l.edit("", func(doc *D) {
		list := l.all(doc)
		line := l.blank((*list)[:at])
		*list = append((*list)[:at:at], append([]L{line}, (*list)[at:]...)...)
	})
}

// Delete takes a line out; it can be undone.
func (l *lines[D, L]) Delete(at int) {
	l.edit("", func(doc *D) {
		list := l.all(doc)
		*list = append((*list)[:at:at], (*list)[at+1:]...)
	})
}

// Move puts a line into another place.
func (l *lines[D, L]) Move(from, to int) {
	l.edit("", func(doc *D) {
		list := l.all(doc)
		line := (*list)[from]
		rest := append((*list)[:from:from], (*list)[from+1:]...)
		*list = append(rest[:to:to], append([]L{line}, rest[to:]...)...)
	})
}

// Copy makes one line equal to another.
func (l *lines[D, L]) Copy(from, to int) {
	l.edit("", func(doc *D) {
		list := l.all(doc)
		item := *l.item(&(*list)[from])
		item.Origin = ""
		if to >= len(*list) {
			var line L
			*list = append(*list, line)
			to = len(*list) - 1
		}
		*l.item(&(*list)[to]) = item
	})
}
