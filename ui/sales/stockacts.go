package sales

import (
	"context"

	"kontor/app/identity"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/app/stock"
	"kontor/assets/icons"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/theme"
)

// stockActions are what can be done with the stock of a product.
func (p *buying) stockActions(id int64, r *records.Row) []kit.Command {
	t := p.host.T
	may := p.may(stock.Levels, identity.Change)
	return []kit.Command{
		{ID: "stock.count", Title: t("buypage.count"), Icon: icons.ListChecks, Keys: []kit.Key{"C"}, Scope: kit.ScopeList, Run: func() { p.count(id, stock.Main) }, Enabled: may},
		{ID: "stock.carry", Title: t("buypage.carry"), Icon: icons.Truck, Keys: []kit.Key{"T"}, Scope: kit.ScopeList, Run: func() { p.carry(id, stock.Main) }, Enabled: may},
		{ID: "stock.product", Title: t("buypage.open_product"), Icon: icons.Package, Keys: []kit.Key{"O"}, Scope: kit.ScopeList, Run: func() { p.host.Open(sales.Products, id, nil) }},
	}
}

// levelActions are what can be done with what lies in one warehouse.
func (p *buying) levelActions(_ int64, r *records.Row) []kit.Command {
	t := p.host.T
	may := p.may(stock.Levels, identity.Change)
	product, warehouse := r.Get("product_id").Int(), r.Get("warehouse").Text()
	return []kit.Command{
		{ID: "stock.count", Title: t("buypage.count"), Icon: icons.ListChecks, Keys: []kit.Key{"C"}, Scope: kit.ScopeList, Run: func() { p.count(product, warehouse) }, Enabled: may},
		{ID: "stock.carry", Title: t("buypage.carry"), Icon: icons.Truck, Keys: []kit.Key{"T"}, Scope: kit.ScopeList, Run: func() { p.carry(product, warehouse) }, Enabled: may},
	}
}

// warehouses is a picker of the company's warehouses.
func (p *buying) warehouses(key string) *kit.Picker {
	f := p.d.Registry.Type(stock.Levels).Field("warehouse")
	var list []kit.Option
	now := kit.Option{Key: key, Text: records.OptionText(p.host, f, key)}
	for _, o := range f.Options() {
		if !o.Gone {
			list = append(list, kit.Option{Key: o.Key, Text: records.OptionText(p.host, f, o.Key)})
		}
	}
	w := kit.NewPicker(p.host.T("stock_level.warehouse"), list)
	w.SetValue(now)
	return w
}

// stockForm asks for a warehouse or two, a quantity and a reason.
type stockForm struct {
	title, text, done string
	fields            []stockField
	quantity, reason  *kit.Field
	do                func(ctx context.Context, q money.Quantity, reason string) error
}

type stockField struct {
	label  string
	picker *kit.Picker
}

func (p *buying) ask(w stockForm) {
	t := p.host.T
	w.quantity, w.reason = kit.NewField(t("stock_level.quantity")), kit.NewField(t("saleswindow.reason"))
	w.quantity.AlignRight = true
	d := &kit.Dialog{Title: w.title, Text: w.text, Width: 480, Height: func(float32) float32 { return float32(len(w.fields)+2) * (theme.Control + 8) }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		for i, f := range w.fields {
			c.FormRow(&r, "warehouse."+itoa(i), f.label, f.picker.Field, kit.Form{Label: 92})
		}
		c.FormRow(&r, "quantity", t("stock_level.quantity"), w.quantity, kit.Form{Label: 92})
		c.FormRow(&r, "reason", t("saleswindow.reason"), w.reason, kit.Form{Label: 92})
	}
	d.Buttons = []kit.DialogButton{
		{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: w.title, Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
			q, err := money.ParseQuantity(orZero(w.quantity.Text()))
			if err != nil {
				w.quantity.Err = p.host.ErrorText(err)
				return true
			}
			reason := w.reason.Text()
			p.host.Go(func(ctx context.Context) {
				err := w.do(ctx, q, reason)
				p.host.Post(func() {
					p.host.Report(err)
					if err == nil {
						d.Close()
						p.host.Toast(t(w.done), nil)
					}
				})
			})
			return true
		}},
	}
	p.host.ShowDialog(d)
	kit.Post(w.quantity.Focus)
}

// count asks what was counted of a product in a warehouse.
func (p *buying) count(product int64, warehouse string) {
	t := p.host.T
	where := p.warehouses(warehouse)
	p.ask(stockForm{
		title: t("buypage.count"), text: t("buypage.count_text"), done: "buypage.counted", fields: []stockField{{t("stock_level.warehouse"), where}},
		do: func(ctx context.Context, q money.Quantity, reason string) error {
			return p.d.Stock.Counted(ctx, product, where.Value().Key, q, reason)
		},
	})
}

// carry asks how much of a product goes from one warehouse to another.
func (p *buying) carry(product int64, warehouse string) {
	t := p.host.T
	from, to := p.warehouses(warehouse), p.warehouses("")
	to.SetValue(kit.Option{})
	p.ask(stockForm{
		title: t("buypage.carry"), text: t("buypage.carry_text"), done: "buypage.carried", fields: []stockField{{t("buypage.from"), from}, {t("buypage.to"), to}},
		do: func(ctx context.Context, q money.Quantity, reason string) error {
			return p.d.Stock.Carry(ctx, stock.Carriage{Product: product, From: from.Value().Key, To: to.Value().Key, Quantity: q, Reason: reason})
		},
	})
}
