package sales

import (
	"context"

	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
)

// dealLines edits what products an opportunity is about, in a small sheet.
type dealLines struct {
	x     *deals
	lines []sales.DealLine
	grid  *kit.Grid
	known map[int64]*sales.Product
}

// editLines opens the sheet of a deal.
func (x *deals) editLines(id int64) {
	x.host.Go(func(ctx context.Context) {
		o, err := x.d.Deals.Get(ctx, id)
		x.host.Post(func() {
			if err != nil {
				x.host.Report(err)
				return
			}
			x.linesDialog(o)
		})
	})
}

func (x *deals) linesDialog(o *sales.Opportunity) {
	t := x.host.T
	e := &dealLines{x: x, known: map[int64]*sales.Product{}}
	for _, l := range o.Lines {
		e.lines = append(e.lines, sales.DealLine{Head: l.Head, ProductID: l.ProductID, Name: l.Name, Quantity: l.Quantity, Amount: l.Amount})
	}
	e.grid = &kit.Grid{Name: t("dealpage.products"), Number: true, Model: e, Columns: []kit.GridColumn{
		{ID: "name", Title: t("opportunity_line.name"), Width: 260, Flex: true, Suggest: e.suggest, Free: true, ListWidth: 420},
		{ID: "quantity", Title: t("opportunity_line.quantity"), Width: 90, Align: kit.Right, Read: kit.ReadQuantity},
		{ID: "amount", Title: t("opportunity_line.amount_minor"), Width: 120, Align: kit.Right, Read: kit.ReadMoney(kit.Home())},
	}}
	d := &kit.Dialog{Title: t("dealpage.products"), Text: t("dealpage.products_text"), Width: 620, Height: func(float32) float32 { return 280 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		foot := r.CutBottom(26)
		e.grid.Draw(c, "lines", r)
		c.Text(foot, t("dealpage.lines_sum", "sum", homeText(e.sum())), kit.Strong.RightAligned())
	}
	save := func(amount bool) bool {
		if !e.grid.Settle() {
			return true
		}
		lines, sum := e.filled(), e.sum()
		x.host.Go(func(ctx context.Context) {
			_, err := x.d.Deals.Update(ctx, o.ID, o.Version, func(o *sales.Opportunity) error {
				o.Lines = lines
				if amount && sum > 0 {
					o.AmountMinor = sum
				}
				return nil
			})
			x.host.Post(func() {
				x.host.Report(err)
				if err == nil {
					d.Close()
					x.host.Toast(t("records.saved"), nil)
					x.look(o.ID)
				}
			})
		})
		return true
	}
	d.Buttons = []kit.DialogButton{
		{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true},
		{Text: t("dealpage.save_lines"), Kind: kit.Outline, Run: func() bool { return save(false) }},
		{Text: t("dealpage.save_amount"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool { return save(true) }},
	}
	x.host.ShowDialog(d)
	if s := d.Surface(); s != nil {
		s.FocusID("lines", false)
	}
}

func (e *dealLines) filled() []sales.DealLine {
	var out []sales.DealLine
	for _, l := range e.lines {
		if l.Name != "" || l.Amount != 0 {
			out = append(out, l)
		}
	}
	return out
}

func (e *dealLines) sum() money.Minor {
	var sum money.Minor
	for _, l := range e.lines {
		sum += l.Amount
	}
	return sum
}

func (e *dealLines) suggest(_ int, query string, answer func([]kit.Option)) {
	pickProducts(e.x.host, e.x.d, query, func(list []*sales.Product) { answer(offerPlain(list, e.known)) })
}

// Len, Cell and the rest make it the model of the grid.
func (e *dealLines) Len() int { return len(e.lines) }

func (e *dealLines) Cell(row int, col string) kit.GridCell {
	if row >= len(e.lines) {
		return kit.GridCell{}
	}
	l := e.lines[row]
	switch {
	case col == "name":
		return kit.GridCell{Text: l.Name}
	case col == "quantity" && l.Quantity != 0:
		return kit.GridCell{Text: l.Quantity.String()}
	case col == "amount" && l.Amount != 0:
		return kit.GridCell{Text: plain(l.Amount, kit.Home())}
	}
	return kit.GridCell{}
}

// Set takes a typed cell; a picked product brings its price, a quantity works the amount out.
func (e *dealLines) Set(row int, col, text string, o *kit.Option) string {
	for row >= len(e.lines) {
		e.lines = append(e.lines, sales.DealLine{Quantity: money.Scale})
	}
	l := &e.lines[row]
	switch col {
	case "name":
		l.Name, l.ProductID = text, 0
		if o != nil && e.known[o.ID] != nil {
			l.Name, l.ProductID = e.known[o.ID].Name, o.ID
			e.priced(l)
		}
	case "quantity":
		q, err := money.ParseQuantity(orZero(text))
		if err != nil {
			return e.x.host.ErrorText(err)
		}
		l.Quantity = q
		e.priced(l)
	case "amount":
		m, _, err := money.Typed(orZero(text), kit.Home())
		if err != nil {
			return e.x.host.ErrorText(err)
		}
		l.Amount = m
	}
	return ""
}

func (e *dealLines) priced(l *sales.DealLine) {
	p := e.known[l.ProductID]
	if p == nil {
		return
	}
	if m, err := money.LineAmount(money.Line{Quantity: l.Quantity, Price: p.Price}, kit.Home()); err == nil {
		l.Amount = m
	}
}

func (e *dealLines) Insert(at int) {
	at = min(at, len(e.lines))
	e.lines = append(e.lines[:at:at], append([]sales.DealLine{{Quantity: money.Scale}}, e.lines[at:]...)...)
}

func (e *dealLines) Copy(from, to int) {
	if from >= len(e.lines) || to > len(e.lines) {
		return
	}
	l := e.lines[from]
	fresh := sales.DealLine{ProductID: l.ProductID, Name: l.Name, Quantity: l.Quantity, Amount: l.Amount}
	if to == len(e.lines) {
		e.lines = append(e.lines, fresh)
		return
	}
	fresh.Head = e.lines[to].Head
	e.lines[to] = fresh
}

func (e *dealLines) Delete(at int) {
	if at < len(e.lines) {
		e.lines = append(e.lines[:at:at], e.lines[at+1:]...)
	}
}

func (e *dealLines) Move(from, to int) {
	if from >= len(e.lines) || to >= len(e.lines) {
		return
	}
	l := e.lines[from]
	rest := append(e.lines[:from:from], e.lines[from+1:]...)
	e.lines = append(rest[:to:to], append([]sales.DealLine{l}, rest[to:]...)...)
}
