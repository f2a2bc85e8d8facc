package sales

import (
	"context"
	"slices"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
)

// learn reads what the price lists say of products for the document as it is now, and
// then hands them over; what was read stays known until customer, currency or date change.
func (l *lines[D, L]) learn(products []int64, then func()) {
	if l.ask == nil {
		then()
		return
	}
	now := l.ask()
	if now != l.asked {
		l.asked, l.offered = now, map[int64][]sales.Offer{}
	}
	var fresh []int64
	for _, id := range products {
		if _, known := l.offered[id]; !known && id != 0 && !slices.Contains(fresh, id) {
			fresh = append(fresh, id)
		}
	}
	if len(fresh) == 0 {
		then()
		return
	}
	read := priceReader(l.d.Sales.PricesFor)
	if l.prices != nil {
		read = l.prices()
	}
	l.host.Go(func(ctx context.Context) {
		got, err := read(ctx, now, fresh)
		l.host.Post(func() {
			if err != nil {
				l.host.Report(err)
				return
			}
			if now != l.asked {
				return // the customer changed meanwhile
			}
			for _, id := range fresh {
				l.offered[id] = got[id]
			}
			then()
		})
	})
}

// listed is the price of a product out of the price lists for a quantity.
func (l *lines[D, L]) listed(product int64, q money.Quantity) (money.Price, bool) {
	o, ok := sales.OfferAt(l.offered[product], q)
	return o.Price, ok
}

// reprice follows the steps of a price list: a line whose price is the one that was listed
// for its old quantity takes the price of the new one; a typed price stays.
func (l *lines[D, L]) reprice(it *sales.Item, was money.Quantity) {
	before, ok := l.listed(it.ProductID, was)
	if !ok || it.Price != before {
		return
	}
	if now, ok := l.listed(it.ProductID, it.Quantity); ok {
		it.Price = now
	}
}

// again prices a line anew after its quantity was typed before its prices were known.
func (l *lines[D, L]) again(row int, was money.Quantity) {
	if row >= l.Len() {
		return
	}
	id := l.at(row).ProductID
	if _, known := l.offered[id]; known && l.ask != nil && l.ask() == l.asked || id == 0 {
		return
	}
	l.learn([]int64{id}, func() {
		if row >= l.Len() || l.at(row).ProductID != id || l.grid.ReadOnly {
			return
		}
		price := l.at(row).Price
		trial := *l.at(row)
		if l.reprice(&trial, was); trial.Price != price {
			l.edit("reprice", func(doc *D) { l.item(&(*l.all(doc))[row]).Price = trial.Price })
		}
	})
}

// priceText is the price that a product is offered with in the list of suggestions.
func (l *lines[D, L]) priceText(p *sales.Product) string {
	text := p.Price.Text(l.home())
	if listed, ok := l.listed(p.ID, money.Scale); ok {
		text = listed.Text(l.currency())
	}
	if p.Unit != "" {
		text += " / " + p.Unit
	}
	return text
}

// related keeps what goes with the products of a document. SAL-25
type related struct {
	of   string // the products it was read for
	list []sales.Related
	gone map[int64]bool // taken off by hand
	load *kit.Loader
}

// lookRelated reads what goes with the products on the lines, when they changed.
func (l *lines[D, L]) lookRelated() {
	if l.ask == nil || l.prices != nil || l.grid.ReadOnly {
		l.rel.list = nil
		return
	}
	var ids []int64
	key := ""
	for i := range l.list() {
		if id := l.at(i).ProductID; id != 0 && !slices.Contains(ids, id) {
			ids = append(ids, id)
			key += itoa(int(id)) + " "
		}
	}
	if key == l.rel.of {
		return
	}
	l.rel.of = key
	if l.rel.load == nil {
		l.rel.load = kit.NewLoader(l.host, l.surface.Redraw)
	}
	kit.Load(l.rel.load, func(ctx context.Context) ([]sales.Related, error) { return l.d.Sales.RelatedTo(ctx, ids) }, func(list []sales.Related) {
		if l.rel.of == key {
			l.rel.list = slices.DeleteFunc(list, func(r sales.Related) bool { return l.rel.gone[r.Product.ID] })
		}
	})
}

// hintHeight is the room of the hint below the lines; 0 when there is nothing to propose.
func (l *lines[D, L]) hintHeight() float32 {
	if len(l.rel.list) == 0 || l.grid.ReadOnly {
		return 0
	}
	return 38
}

// drawHint proposes what goes with the products of the document; one click or Ctrl+Shift+A
// takes it into a line.
func (l *lines[D, L]) drawHint(c *kit.Canvas, r kit.Rect) {
	t := l.host.T
	in := r.Pad(12, 4, 12, 4)
	word := t("saleswindow.related")
	c.Text(in.CutLeft(kit.Measure(word, kit.Caption)+10), word, kit.Caption)
	close := kit.Button{ID: "related.none", Text: t("saleswindow.related_none"), Kind: kit.Plain, Tap: l.noRelated}
	w := c.ButtonWidth(close)
	c.Button(in.CutRight(w), close)
	for i, x := range l.rel.list {
		b := kit.Button{ID: "related." + itoa(i), Text: t("productpage.kind."+string(x.Kind)) + " " + x.Product.Name, Tap: func() { l.addRelated(i) }}
		if i == 0 {
			b.Key = relatedKey
		}
		w := c.ButtonWidth(b)
		if in.W < w {
			break
		}
		c.Button(in.CutLeft(w), b)
		in.CutLeft(8)
	}
}

const relatedKey = kit.Key("Ctrl+Shift+A")

func (l *lines[D, L]) noRelated() {
	for _, x := range l.rel.list {
		l.forget(x.Product.ID)
	}
	l.rel.list = nil
	l.surface.Redraw()
}

func (l *lines[D, L]) forget(product int64) {
	if l.rel.gone == nil {
		l.rel.gone = map[int64]bool{}
	}
	l.rel.gone[product] = true
}

// addRelated takes a proposal into a line below the others, as many as belong to what is
// on the lines; what stands in for a sold-out product takes its line.
func (l *lines[D, L]) addRelated(i int) {
	if i >= len(l.rel.list) || l.grid.ReadOnly {
		return
	}
	x := l.rel.list[i]
	l.learn([]int64{x.Product.ID}, func() {
		l.edit("", func(doc *D) {
			list := l.all(doc)
			for n := range *list {
				it := l.item(&(*list)[n])
				if it.ProductID != x.For {
					continue
				}
				if x.Kind == sales.Substitute {
					l.take(x.Product)(it)
					return
				}
				line := l.blank(*list)
				at := l.item(&line)
				at.Quantity = it.Quantity.Times(x.Quantity)
				l.take(x.Product)(at)
				*list = append(*list, line)
				return
			}
		})
	})
}

// relatedCommand is the first proposal by keyboard.
func (l *lines[D, L]) relatedCommand() kit.Command {
	return kit.Command{ID: "related", Title: l.host.T("saleswindow.related_add"), Keys: []kit.Key{relatedKey}, Run: func() { l.addRelated(0) }, Enabled: func() string {
		if len(l.rel.list) > 0 && !l.grid.ReadOnly {
			return ""
		}
		return l.host.T("saleswindow.why_nothing")
	}}
}

// pictures shows the pictures of the product of a line.
func (l *lines[D, L]) pictures(row int) {
	g := newGallery(l.host, l.d, l.surface.Redraw)
	g.showThen(l.at(row).ProductID, func() {
		if g.count() == 0 {
			l.host.Toast(l.host.T("productpage.no_picture"), nil)
			return
		}
		g.enlarge(0)
	})
}
