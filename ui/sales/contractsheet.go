package sales

import (
	"context"
	"strings"

	"kontor/app/calendar"
	"kontor/app/money"
	"kontor/app/sales"
	"kontor/ui/kit"
	"kontor/ui/tr"
)

// contractSheet edits the instalments or the products of the draft of a contract.
type contractSheet struct {
	x     *contracts
	c     *sales.Contract
	parts bool
	grid  *kit.Grid
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
			(&contractSheet{x: x, c: c, parts: parts, known: map[int64]*sales.Product{}}).show()
		})
	})
}

func (e *contractSheet) show() {
	x := e.x
	t := x.host.T
	key := "lines"
	columns := []kit.GridColumn{
		{ID: "name", Title: t("contract_line.name"), Width: 220, Flex: true, Suggest: e.suggest, Free: true, ListWidth: 420},
		{ID: "unit", Title: t("contract_line.unit"), Width: 54},
		{ID: "quantity", Title: t("contract_line.quantity"), Width: 84, Align: kit.Right, Read: kit.ReadQuantity},
		{ID: "price", Title: t("contract_line.price"), Width: 96, Align: kit.Right},
		{ID: "amount", Title: t("contract_line.amount_minor"), Width: 112, Align: kit.Right, Read: kit.ReadMoney(e.c.Currency)},
	}
	if e.parts {
		key = "parts"
		columns = []kit.GridColumn{{ID: "name", Title: t("contract_part.name"), Width: 220, Flex: true}, {ID: "due_on", Title: t("contract_part.due_on"), Width: 120}, {ID: "amount", Title: t("contract_part.amount_minor"), Width: 130, Align: kit.Right, Read: kit.ReadMoney(e.c.Currency)}}
	}
	e.grid = &kit.Grid{Name: t("contractpage." + key), Number: true, Model: e, Columns: columns}
	d := &kit.Dialog{Title: t("contractpage." + key), Text: t("contractpage." + key + "_text"), Width: 680, Height: func(float32) float32 { return 290 }}
	d.Body = func(c *kit.Canvas, r kit.Rect) {
		foot := r.CutBottom(26)
		e.grid.Draw(c, "lines", r)
		sum := e.sum()
		st := kit.Strong.RightAligned()
		text := t("contractpage.sum_of", "sum", plain(sum, e.c.Currency), "amount", plain(e.c.Amount, e.c.Currency))
		c.Text(foot, text, st)
	}
	d.Buttons = []kit.DialogButton{{Text: t("kit.cancel"), Kind: kit.Outline, Cancel: true}, {Text: t("records.save"), Kind: kit.Primary, Key: "Ctrl+Enter", Run: func() bool {
		if !e.grid.Settle() {
			return true
		}
		lines, parts, sum := e.c.Lines, e.c.Parts, e.sum()
		x.host.Go(func(ctx context.Context) {
			_, err := x.d.Contracts.Update(ctx, e.c.ID, e.c.Version, func(c *sales.Contract) error {
				if e.parts {
					c.Parts = parts
				} else if c.Lines = lines; sum > 0 && c.Amount != sum && len(c.Parts) == 0 {
					c.Amount = sum
				}
				return nil
			})
			x.host.Post(func() {
				x.host.Report(err)
				if err == nil {
					d.Close()
					x.host.Toast(t("records.saved"), nil)
					x.look(e.c.ID)
				}
			})
		})
		return true
	}}}
	x.host.ShowDialog(d)
	if s := d.Surface(); s != nil {
		s.FocusID("lines", false)
	}
}

func (e *contractSheet) sum() money.Minor {
	var sum money.Minor
	if e.parts {
		for _, p := range e.c.Parts {
			sum += p.Amount
		}
		return sum
	}
	for _, l := range e.c.Lines {
		sum += l.Amount
	}
	return sum
}

func (e *contractSheet) suggest(_ int, query string, answer func([]kit.Option)) {
	pickProducts(e.x.host, e.x.d, query, func(list []*sales.Product) { answer(offerPlain(list, e.known)) })
}

// Len, Cell and the rest make it the model of the grid.
func (e *contractSheet) Len() int {
	if e.parts {
		return len(e.c.Parts)
	}
	return len(e.c.Lines)
}

func (e *contractSheet) Cell(row int, col string) kit.GridCell {
	if e.parts {
		p := e.c.Parts[row]
		switch {
		case col == "name":
			return kit.GridCell{Text: tr.In(e.x.host.Lang()).Or(p.Name, p.Name)}
		case col == "due_on" && p.DueOn != 0:
			return kit.GridCell{Text: p.DueOn.String()}
		case col == "amount":
			return kit.GridCell{Text: plain(p.Amount, e.c.Currency)}
		}
		return kit.GridCell{}
	}
	l := e.c.Lines[row]
	switch col {
	case "name":
		return kit.GridCell{Text: l.Name}
	case "unit":
		return kit.GridCell{Text: l.Unit}
	case "quantity":
		return kit.GridCell{Text: l.Quantity.String()}
	case "price":
		return kit.GridCell{Text: l.Price.String()}
	}
	return kit.GridCell{Text: plain(l.Amount, e.c.Currency)}
}

// Set takes a typed cell.
func (e *contractSheet) Set(row int, col, text string, o *kit.Option) string {
	text = strings.TrimSpace(text)
	if row >= e.Len() {
		if text == "" {
			return ""
		}
		e.Insert(row)
	}
	var err error
	if e.parts {
		p := &e.c.Parts[row]
		switch col {
		case "name":
			p.Name = text
		case "due_on":
			p.DueOn, err = calendar.ParseShort(text, e.x.host.Today(), calendar.Ahead)
		case "amount":
			p.Amount, _, err = money.Typed(orZero(text), e.c.Currency)
		}
	} else {
		err = e.setLine(&e.c.Lines[row], col, text, o)
	}
	if err != nil {
		return e.x.host.ErrorText(err)
	}
	return ""
}

func (e *contractSheet) setLine(l *sales.ContractLine, col, text string, o *kit.Option) (err error) {
	switch col {
	case "name":
		l.Name, l.ProductID = text, 0
		if o != nil && e.known[o.ID] != nil {
			p := e.known[o.ID]
			l.ProductID, l.Code, l.Name, l.Spec, l.Unit, l.Price, l.Tax = p.ID, p.Code, p.Name, p.Spec, p.Unit, p.Price, p.Tax
		}
	case "unit":
		l.Unit = text
		return nil
	case "quantity":
		l.Quantity, err = money.ParseQuantity(orZero(text))
	case "price":
		l.Price, err = money.ParsePrice(orZero(text), e.c.Currency)
	case "amount":
		l.Amount, _, err = money.Typed(orZero(text), e.c.Currency)
		return err
	}
	if err == nil {
		l.Amount, err = money.LineAmount(money.Line{Quantity: l.Quantity, Price: l.Price}, e.c.Currency)
	}
	return err
}

func (e *contractSheet) Insert(at int) {
	if e.parts {
		at = min(at, len(e.c.Parts))
		rest := max(0, e.c.Amount-e.sum())
		p := sales.ContractPart{DueOn: e.x.host.Today().AddDays(30), Amount: rest}
		e.c.Parts = append(e.c.Parts[:at:at], append([]sales.ContractPart{p}, e.c.Parts[at:]...)...)
		return
	}
	at = min(at, len(e.c.Lines))
	e.c.Lines = append(e.c.Lines[:at:at], append([]sales.ContractLine{{Quantity: money.Scale, Tax: "13"}}, e.c.Lines[at:]...)...)
}

func (e *contractSheet) Delete(at int) {
	if e.parts {
		e.c.Parts = append(e.c.Parts[:at:at], e.c.Parts[at+1:]...)
		return
	}
	e.c.Lines = append(e.c.Lines[:at:at], e.c.Lines[at+1:]...)
}

func (e *contractSheet) Move(from, to int) {
	if from >= e.Len() || to >= e.Len() {
		return
	}
	if e.parts {
		p := e.c.Parts[from]
		rest := append(e.c.Parts[:from:from], e.c.Parts[from+1:]...)
		e.c.Parts = append(rest[:to:to], append([]sales.ContractPart{p}, rest[to:]...)...)
		return
	}
	l := e.c.Lines[from]
	rest := append(e.c.Lines[:from:from], e.c.Lines[from+1:]...)
	e.c.Lines = append(rest[:to:to], append([]sales.ContractLine{l}, rest[to:]...)...)
}

func (e *contractSheet) Copy(from, to int) {
	if from >= e.Len() || to > e.Len() {
		return
	}
	if to == e.Len() {
		e.Insert(to)
	}
	if e.parts {
		h := e.c.Parts[to].Head
		e.c.Parts[to] = e.c.Parts[from]
		e.c.Parts[to].Head = h
		return
	}
	h := e.c.Lines[to].Head
	e.c.Lines[to] = e.c.Lines[from]
	e.c.Lines[to].Head = h
}
