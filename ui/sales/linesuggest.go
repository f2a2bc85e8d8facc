package sales

import (
	"context"
	"strings"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/theme"
	"kontor/ui/tr"
)

// suggest offers products by code, name or pinyin with stock and price.
func (l *lines[D, L]) suggest(_ int, query string, answer func([]kit.Option)) {
	pickProducts(l.host, l.d, query, func(list []*sales.Product) {
		l.learn(idsOf(list), func() { answer(l.offers(query, list)) })
	})
}

func idsOf(list []*sales.Product) []int64 {
	out := make([]int64, len(list))
	for i, p := range list {
		out[i] = p.ID
	}
	return out
}

// pickProducts reads the products of a typed text and hands them over; what goes wrong is
// told.
func pickProducts(host kit.Host, d Deps, query string, take func([]*sales.Product)) {
	host.Go(func(ctx context.Context) {
		list, err := d.Sales.Pick(ctx, query, suggestions)
		host.Post(func() {
			if err != nil {
				host.Report(err)
				return
			}
			take(list)
		})
	})
}

// offerPlain offers products in a sheet that knows neither stock nor the document's
// currency, and remembers them by id.
func offerPlain(list []*sales.Product, known map[int64]*sales.Product) []kit.Option {
	var out []kit.Option
	for _, p := range list {
		known[p.ID] = p
		out = append(out, kit.Option{Key: "p", ID: p.ID, Text: p.Name, Lead: p.Code, Detail: p.Spec, Right: p.Price.String()})
	}
	return out
}

func (l *lines[D, L]) offers(query string, list []*sales.Product) []kit.Option {
	out := make([]kit.Option, len(list))
	for i, p := range list {
		l.picked[p.ID] = p
		name := p.Name
		marks, _ := kit.Match(query, name)
		o := kit.Option{Key: "p", ID: p.ID, Lead: p.Code, Text: name, Marks: marks, Right: l.priceText(p)}
		switch {
		case p.SoldOut():
			o.Detail, o.Tint = l.host.T("saleswindow.sold_out"), theme.Bad
		case p.Stock != nil:
			o.Detail = l.host.T("saleswindow.stock", "n", money.Quantity(*p.Stock).String())
			if p.Low() {
				o.Tint = theme.Warn
			}
		}
		out[i] = o
	}
	return out
}

func (l *lines[D, L]) suggestTax(_ int, query string, answer func([]kit.Option)) {
	answer(taxOptions(l.host, query))
}

// taxOptions are the tax rates that begin with what was typed.
func taxOptions(h kit.Host, query string) []kit.Option {
	var out []kit.Option
	for _, c := range money.TaxCodes(h.Today()) {
		o := kit.Option{Key: string(c), Text: taxText(h, c)}
		if query == "" || strings.HasPrefix(o.Text, query) {
			out = append(out, o)
		}
	}
	return out
}

// resolve fills lines whose code was typed or pasted with the product of that code.
func (l *lines[D, L]) resolve(code string) {
	if code == "" {
		return
	}
	l.host.Go(func(ctx context.Context) {
		list, err := l.d.Sales.Pick(ctx, code, suggestions)
		l.host.Post(func() {
			if err != nil {
				return // the code stays as it was typed
			}
			for _, p := range list {
				if strings.EqualFold(p.Code, code) {
					l.learn([]int64{p.ID}, func() { l.fill(p) })
				}
			}
		})
	})
}

func (l *lines[D, L]) fill(p *sales.Product) {
	any := false
	for i := range l.list() {
		it := l.at(i)
		any = any || it.ProductID == 0 && strings.EqualFold(it.Code, p.Code)
	}
	if !any {
		return
	}
	l.edit("resolve", func(doc *D) {
		list := *l.all(doc)
		for i := range list {
			it := l.item(&list[i])
			if it.ProductID != 0 || !strings.EqualFold(it.Code, p.Code) {
				continue
			}
			was := *it
			l.take(p)(it)
			if was.Name != "" {
				it.Name = was.Name
			}
			if was.Spec != "" {
				it.Spec = was.Spec
			}
			if was.Unit != "" {
				it.Unit = was.Unit
			}
			if was.Price != 0 {
				it.Price = was.Price
			}
		}
	})
}

// menu offers what a line can be and what is done with it.
func (l *lines[D, L]) menu(row int, at kit.Point) {
	if l.grid.ReadOnly || row > l.Len() {
		return
	}
	t := l.host.T
	var items []kit.MenuItem
	if row < l.Len() {
		kind := kindOf(l.at(row))
		for _, k := range []sales.LineKind{sales.Goods, sales.Section, sales.Note, sales.Optional} {
			items = append(items, kit.MenuItem{Title: tr.In(l.host.Lang()).Or("quote_line.kind."+string(k), string(k)), Checked: k == kind, Run: func() { l.setKind(row, k) }})
		}
		if l.at(row).ProductID != 0 {
			items = append(items, kit.MenuItem{}, kit.MenuItem{Title: t("productpage.enlarge"), Icon: icons.Image, Run: func() { l.pictures(row) }})
		}
		items = append(items, kit.MenuItem{},
			kit.MenuItem{Title: t("saleswindow.line_delete"), Key: "Ctrl+Del", Run: func() { l.Delete(row) }},
			kit.MenuItem{Title: t("saleswindow.line_copy"), Run: func() { l.Insert(row + 1); l.Copy(row, row+1) }})
	}
	items = append(items, kit.MenuItem{Title: t("saleswindow.line_insert"), Key: "Ins", Run: func() { l.Insert(row) }},
		kit.MenuItem{Title: t("saleswindow.line_section"), Run: func() { l.Insert(row); l.setKind(row, sales.Section) }},
		kit.MenuItem{Title: t("saleswindow.line_note"), Run: func() { l.Insert(row); l.setKind(row, sales.Note) }})
	l.host.ShowMenu(kit.Menu{From: l.surface, At: at, Items: items})
}

func (l *lines[D, L]) setKind(row int, k sales.LineKind) {
	l.edit("", func(doc *D) {
		it := l.item(&(*l.all(doc))[row])
		it.Kind = k
		if !k.Priced() {
			*it = sales.Item{Kind: k, Origin: it.Origin, Name: it.Name}
		}
	})
	kit.Post(func() { l.grid.Select(row, "name") })
}
