package sales

import (
	"context"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/records"
	"kontor/ui/tr"
)

// contractSheet edits the instalments or the products of the draft of a contract.
type contractSheet struct {
	x     *contracts
	c     *sales.Contract
	known map[int64]*sales.Product
}

// sheet opens the instalments (or the products) of a contract.
func (x *contracts) sheet(id int64, parts bool) {
	x.host.Go(func(ctx context.Context) {
		c, err := x.d.Contracts.Get(ctx, id)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			e := &contractSheet{x: x, c: c, known: map[int64]*sales.Product{}}
			if parts {
				e.show("parts", e.parts(), e.planned)
			} else {
				e.show("lines", e.lines(), e.summed)
			}
		})
	})
}

func (e *contractSheet) show(key string, grid *kit.Grid, sum func() money.Minor) {
	x := e.x
	t := x.host.T
	records.Sheet{
		Title: t("contractpage." + key), Text: t("contractpage." + key + "_text"), Width: 680, Grid: grid,
		Foot: func() string {
			return t("contractpage.sum_of", "sum", plain(sum(), e.c.Currency), "amount", plain(e.c.Amount, e.c.Currency))
		},
		Save: func(done func()) {
			lines, parts, total := e.c.Lines, e.c.Parts, sum()
			x.host.Go(func(ctx context.Context) {
				_, err := x.d.Contracts.Update(ctx, e.c.ID, e.c.Version, func(c *sales.Contract) error {
					if key == "parts" {
						c.Parts = parts
					} else if c.Lines = lines; total > 0 && c.Amount != total && len(c.Parts) == 0 {
						c.Amount = total
					}
					return nil
				})
				x.host.Post(func() {
					x.host.Report(err)
					if err == nil {
						done()
						x.host.Toast(t("records.saved"), nil)
						x.look(e.c.ID)
					}
				})
			})
		},
	}.Show(x.host)
}

func (e *contractSheet) planned() money.Minor {
	var sum money.Minor
	for _, p := range e.c.Parts {
		sum += p.Amount
	}
	return sum
}

func (e *contractSheet) summed() money.Minor {
	var sum money.Minor
	for _, l := range e.c.Lines {
		sum += l.Amount
	}
	return sum
}

// parts is the grid of the instalments; a new one takes what is left of the amount.
func (e *contractSheet) parts() *kit.Grid {
	h, t, cur := e.x.host, e.x.host.T, e.c.Currency
	return records.NewRows(records.Rows[sales.ContractPart]{
		Host: h, All: func() *[]sales.ContractPart { return &e.c.Parts }, Change: func(fn func(*[]sales.ContractPart)) { fn(&e.c.Parts) },
		Blank: func(int) sales.ContractPart {
			return sales.ContractPart{DueOn: h.Today().AddDays(30), Amount: max(0, e.c.Amount-e.planned())}
		},
		Keep: func(into *sales.ContractPart, from sales.ContractPart) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[sales.ContractPart]{
			{
				GridColumn: kit.GridColumn{ID: "name", Title: t("contract_part.name"), Width: 220, Flex: true},
				Get: func(p *sales.ContractPart) kit.GridCell {
					return kit.GridCell{Text: tr.In(h.Lang()).Or(p.Name, p.Name)}
				},
				Set: func(p *sales.ContractPart, text string, _ *kit.Option) error { p.Name = text; return nil },
			},
			{
				GridColumn: kit.GridColumn{ID: "due_on", Title: t("contract_part.due_on"), Width: 120},
				Get:        func(p *sales.ContractPart) kit.GridCell { return dateCell(p.DueOn) },
				Set: func(p *sales.ContractPart, text string, _ *kit.Option) (err error) {
					p.DueOn, err = calendar.ParseShort(text, h.Today(), calendar.Ahead)
					return err
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "amount", Title: t("contract_part.amount_minor"), Width: 130, Align: kit.Right, Read: kit.ReadMoney(cur)},
				Get:        func(p *sales.ContractPart) kit.GridCell { return kit.GridCell{Text: plain(p.Amount, cur)} },
				Set: func(p *sales.ContractPart, text string, _ *kit.Option) (err error) {
					p.Amount, _, err = money.Typed(orZero(text), cur)
					return err
				},
			},
		},
	}, t("contractpage.parts")).Grid
}

func dateCell(d calendar.Date) kit.GridCell {
	if d.IsZero() {
		return kit.GridCell{}
	}
	return kit.GridCell{Text: d.String()}
}

// lines is the grid of the products; quantity and price work the amount out.
func (e *contractSheet) lines() *kit.Grid {
	h, t, cur := e.x.host, e.x.host.T, e.c.Currency
	worked := func(l *sales.ContractLine, err error) error {
		if err == nil {
			l.Amount, err = money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, cur)
		}
		return err
	}
	return records.NewRows(records.Rows[sales.ContractLine]{
		Host: h, All: func() *[]sales.ContractLine { return &e.c.Lines }, Change: func(fn func(*[]sales.ContractLine)) { fn(&e.c.Lines) },
		Blank: func(int) sales.ContractLine { return sales.ContractLine{Quantity: money.Scale, Tax: "13"} },
		Keep:  func(into *sales.ContractLine, from sales.ContractLine) { from.Head = into.Head; *into = from },
		Columns: []records.RowColumn[sales.ContractLine]{
			{
				GridColumn: kit.GridColumn{ID: "name", Title: t("contract_line.name"), Width: 220, Flex: true, Suggest: suggestPlain(h, e.x.d, e.known), Free: true, ListWidth: 420},
				Get:        func(l *sales.ContractLine) kit.GridCell { return kit.GridCell{Text: l.Name} },
				Set: func(l *sales.ContractLine, text string, o *kit.Option) error {
					l.Name, l.ProductID = text, 0
					if o != nil && e.known[o.ID] != nil {
						p := e.known[o.ID]
						l.ProductID, l.Code, l.Name, l.Spec, l.Unit, l.Price, l.Tax = p.ID, p.Code, p.Name, p.Spec, p.Unit, p.Price, p.Tax
					}
					return worked(l, nil)
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "unit", Title: t("contract_line.unit"), Width: 54},
				Get:        func(l *sales.ContractLine) kit.GridCell { return kit.GridCell{Text: l.Unit} },
				Set:        func(l *sales.ContractLine, text string, _ *kit.Option) error { l.Unit = text; return nil },
			},
			{
				GridColumn: kit.GridColumn{ID: "quantity", Title: t("contract_line.quantity"), Width: 84, Align: kit.Right, Read: kit.ReadQuantity},
				Get:        func(l *sales.ContractLine) kit.GridCell { return kit.GridCell{Text: l.Quantity.String()} },
				Set: func(l *sales.ContractLine, text string, _ *kit.Option) (err error) {
					l.Quantity, err = money.ParseQuantity(orZero(text))
					return worked(l, err)
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "price", Title: t("contract_line.price"), Width: 96, Align: kit.Right},
				Get:        func(l *sales.ContractLine) kit.GridCell { return kit.GridCell{Text: l.Price.String()} },
				Set: func(l *sales.ContractLine, text string, _ *kit.Option) (err error) {
					l.Price, err = money.ParsePrice(orZero(text), cur)
					return worked(l, err)
				},
			},
			{
				GridColumn: kit.GridColumn{ID: "amount", Title: t("contract_line.amount_minor"), Width: 112, Align: kit.Right, Read: kit.ReadMoney(cur)},
				Get:        func(l *sales.ContractLine) kit.GridCell { return kit.GridCell{Text: plain(l.Amount, cur)} },
				Set: func(l *sales.ContractLine, text string, _ *kit.Option) (err error) {
					l.Amount, _, err = money.Typed(orZero(text), cur)
					return err
				},
			},
		},
	}, t("contractpage.lines")).Grid
}

// suggestPlain offers products in a sheet that knows neither stock nor the document's
// currency, and remembers them by id.
func suggestPlain(h kit.Host, d Deps, known map[int64]*sales.Product) func(int, string, func([]kit.Option)) {
	return func(_ int, query string, answer func([]kit.Option)) {
		pickProducts(h, d, query, func(list []*sales.Product) { answer(offerPlain(list, known)) })
	}
}
